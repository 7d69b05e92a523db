package reasoning

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"yaozhi/corpus"
	"yaozhi/reasoning/facts"
)

// smallFS is the corpus of testdata/small.txtar, with replace applied pairwise to
// the text of its files.
func smallFS(t testing.TB, replace ...string) fstest.MapFS {
	t.Helper()
	data, err := os.ReadFile("testdata/small.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(replace); i += 2 {
		if !strings.Contains(string(data), replace[i]) {
			t.Fatalf("testdata/small.txtar has no %q to replace", replace[i])
		}
	}
	fsys := fstest.MapFS{}
	for _, f := range txtar.Parse([]byte(strings.NewReplacer(replace...).Replace(string(data)))).Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return fsys
}

func smallCorpus(t testing.TB, replace ...string) *corpus.Corpus {
	t.Helper()
	c, err := corpus.Load(smallFS(t, replace...))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func smallChecker(t testing.TB) *Checker {
	t.Helper()
	k, err := compile(smallCorpus(t))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

const at = "2024-05-01"

// said writes readings as "fact=value" (asserted) or "fact=value tier", and checks
// them as the readings of a text of that many sentences.
func said(t testing.TB, k *Checker, answers corpus.Assignment, lines ...string) *Checklist {
	t.Helper()
	d := Description{Text: strings.Repeat("句", len(lines)), Answers: answers, At: at}
	if len(lines) == 0 {
		d.Text = ""
	}
	vals := map[string]corpus.Value{}
	if len(lines)+len(answers) > 0 {
		var err error
		if vals, err = k.validate(d); err != nil {
			t.Fatal(err)
		}
	}
	var rs []facts.Reading
	for i, line := range lines {
		name, rest, _ := strings.Cut(line, "=")
		value, tier, ok := strings.Cut(rest, " ")
		if !ok {
			tier = string(facts.TierAsserted)
		}
		v, err := corpus.ParseValue(k.corpus.Fact(name), value)
		if err != nil {
			t.Fatal(err)
		}
		rs = append(rs, facts.Reading{Fact: name, Value: v, Tier: facts.Tier(tier), Start: i, End: i + 1, Frame: "test"})
	}
	return k.decide(d, rs, vals)
}

func itemOf(t testing.TB, cl *Checklist, code string) *Item {
	t.Helper()
	for _, it := range cl.Items {
		if it.Holding.Code == code {
			return it
		}
	}
	t.Fatalf("no item %s", code)
	return nil
}
