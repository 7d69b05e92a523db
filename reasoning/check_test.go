package reasoning

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"yaozhi/corpus"
	"yaozhi/reasoning/facts"
)

var update = flag.Bool("update", false, "rewrite the want sections of testdata/check")

// TestCheckCases runs testdata/check over the embedded corpus. A case has some of
// the sections description (a text), readings (fact=value [tier], as if a text said
// so) and answers (fact=value); want names holdings by code with their status and
// the facts that decide. -update rewrites the lines of the codes named.
func TestCheckCases(t *testing.T) {
	k, err := compile(realCorpus(t))
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("testdata/check/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases in testdata/check", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			runCase(t, k, file, ar)
		})
	}
}

func runCase(t *testing.T, k *Checker, file string, ar *txtar.Archive) {
	sections := map[string]string{}
	want := -1
	for i, f := range ar.Files {
		sections[f.Name] = string(f.Data)
		if f.Name == "want" {
			want = i
		}
	}
	if want < 0 {
		t.Fatal("no section want")
	}
	cl := checkCase(t, k, sections)
	var got strings.Builder
	for line := range strings.Lines(sections["want"]) {
		if code, _, _ := strings.Cut(strings.TrimSpace(line), " "); !strings.HasPrefix(line, "\t") && code != "" {
			got.WriteString(report(itemOf(t, cl, code)))
		}
	}
	if got.String() == sections["want"] {
		return
	}
	if *update {
		ar.Files[want].Data = []byte(got.String())
		if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Errorf("%sgot\n%swant\n%s", ar.Comment, got.String(), sections["want"])
}

func checkCase(t *testing.T, k *Checker, sections map[string]string) *Checklist {
	t.Helper()
	d := Description{Text: strings.TrimSpace(sections["description"]), Answers: corpus.Assignment{}, At: at}
	for line := range strings.Lines(sections["answers"]) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		d.Answers[name] = value
	}
	if lines := strings.Fields(strings.ReplaceAll(sections["readings"], " ", "~")); len(lines) > 0 {
		for i := range lines {
			lines[i] = strings.ReplaceAll(lines[i], "~", " ")
		}
		return said(t, k, d.Answers, lines...)
	}
	if d.Text == "" {
		return k.answered(t, d.Answers)
	}
	k, err := New(k.corpus)
	if err != nil {
		t.Fatal(err)
	}
	cl, err := k.Check(d)
	if err != nil {
		t.Fatal(err)
	}
	return cl
}

// report is a line for the status and one for each fact that decides.
func report(it *Item) string {
	out := strings.TrimSpace(fmt.Sprintf("%s %s %s", it.Holding.Code, it.Status, it.Reason)) + "\n"
	for _, r := range it.Because {
		out += fmt.Sprintf("\t%s=%s", r.Fact, r.Value)
		for _, e := range r.Evidence {
			if e.Text != "句" {
				out += fmt.Sprintf(" %q", e.Text)
			}
		}
		if r.Tier != TierAnswered && r.Tier != facts.TierAsserted {
			out += " " + string(r.Tier)
		}
		out += "\n"
	}
	return out
}
