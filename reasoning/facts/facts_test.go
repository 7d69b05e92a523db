package facts

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
	"golang.org/x/tools/txtar"

	"yaozhi/corpus"
)

var update = flag.Bool("update", false, "rewrite the golden readings")

// vocabulary is corpus/facts.yaml.
func vocabulary(t testing.TB) []*corpus.Fact {
	t.Helper()
	data, err := os.ReadFile("../../corpus/facts.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var fs []*corpus.Fact
	if err := yaml.Unmarshal(data, &fs); err != nil {
		t.Fatal(err)
	}
	return fs
}

func reader(t testing.TB) *Reader {
	t.Helper()
	r, err := New(vocabulary(t))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestLexicon(t *testing.T) {
	for _, p := range LintLexicon(vocabulary(t)) {
		t.Error(p)
	}
}

// fires reports whether a frame speaks in a text.
func fires(r *Reader, id, text string) bool {
	return slices.ContainsFunc(r.Read(text), func(rd Reading) bool { return rd.Frame == id })
}

func TestFrameExamples(t *testing.T) {
	r := reader(t)
	for _, f := range r.lex.frames {
		for _, s := range f.examples.yes {
			if !fires(r, f.id, s) {
				t.Errorf("%s: frame %s is silent on %q; read %v", f.file, f.id, s, r.Read(s))
			}
		}
		for _, s := range f.examples.no {
			if fires(r, f.id, s) {
				t.Errorf("%s: frame %s speaks on %q", f.file, f.id, s)
			}
		}
	}
}

// cases are the texts of testdata/read, by file and section. A section "x.txt" is a
// text, the section "x.want" after it what is read: a line a fact.
func cases(t testing.TB) map[string]*txtar.Archive {
	t.Helper()
	names, err := filepath.Glob("testdata/read/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no cases in testdata/read")
	}
	out := map[string]*txtar.Archive{}
	for _, name := range names {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = a
	}
	return out
}

func TestRead(t *testing.T) {
	r := reader(t)
	for name, a := range cases(t) {
		changed := false
		for i := 0; i+1 < len(a.Files); i += 2 {
			text := strings.TrimSuffix(string(a.Files[i].Data), "\n")
			got := show(text, r.Read(text))
			want := &a.Files[i+1]
			if got == string(want.Data) {
				continue
			}
			if *update {
				want.Data, changed = []byte(got), true
				continue
			}
			t.Errorf("%s: %s:\n%s\ngot:\n%swant:\n%s", name, a.Files[i].Name, text, got, want.Data)
		}
		if changed {
			if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// show prints readings, one a line and fact: value, tier unless asserted, words.
func show(text string, rs []Reading) string {
	var b strings.Builder
	runes := []rune(text)
	seen := map[string]bool{}
	for _, rd := range rs {
		tier := ""
		if rd.Tier != TierAsserted {
			tier = " (" + string(rd.Tier) + ")"
		}
		key := fmt.Sprintf("%s=%s%s", rd.Fact, rd.Value, tier)
		if !seen[key] {
			seen[key] = true
			fmt.Fprintf(&b, "%s %q\n", key, string(runes[rd.Start:rd.End]))
		}
	}
	return b.String()
}

// facts is the set of facts, values and tiers read in a text.
func facts(r *Reader, text string) []string {
	var out []string
	for _, rd := range r.Read(text) {
		out = append(out, fmt.Sprintf("%s=%s %s", rd.Fact, rd.Value, rd.Tier))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func texts(t testing.TB) []string {
	var out []string
	for _, a := range cases(t) {
		for i := 0; i+1 < len(a.Files); i += 2 {
			out = append(out, strings.TrimSuffix(string(a.Files[i].Data), "\n"))
		}
	}
	slices.Sort(out)
	return out
}

func TestSpansLieInTheText(t *testing.T) {
	r := reader(t)
	for _, text := range texts(t) {
		checkSpans(t, r, text)
	}
}

func checkSpans(t *testing.T, r *Reader, text string) {
	n := utf8.RuneCountInString(text)
	for _, rd := range r.Read(text) {
		if rd.Start < 0 || rd.End > n || rd.Start >= rd.End {
			t.Fatalf("%s %s: span %d:%d of a text of %d", rd.Frame, rd.Fact, rd.Start, rd.End, n)
		}
		if rd.Value.Type == "" || rd.Tier == "" || rd.Frame == "" {
			t.Fatalf("%+v lacks value, tier or frame", rd)
		}
	}
}

func TestATextTwiceSaysTheSame(t *testing.T) {
	r := reader(t)
	for _, text := range texts(t) {
		once, twice := facts(r, text), facts(r, text+"\n\n# \n\n"+text)
		if !slices.Equal(once, twice) {
			t.Errorf("%q: once %v, twice %v", text, once, twice)
		}
	}
}

func TestParagraphsInAnotherOrderSayTheSame(t *testing.T) {
	r := reader(t)
	all := texts(t)
	var want []string
	for _, text := range all {
		want = append(want, facts(r, text)...)
	}
	slices.Sort(want)
	want = slices.Compact(want)
	slices.Reverse(all)
	if got := facts(r, strings.Join(all, "\n\n# \n\n")); !slices.Equal(got, want) {
		t.Errorf("joined: %v\napart: %v", got, want)
	}
}

// TestTwins reads testdata/twins.txtar: sections in pairs, Chinese then English,
// that say the same.
func TestTwins(t *testing.T) {
	r := reader(t)
	a, err := txtar.ParseFile("testdata/twins.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range a.Files {
		zh, en, ok := bytes.Cut(bytes.TrimSpace(f.Data), []byte("\n"))
		if !ok {
			t.Fatalf("%s: not a pair", f.Name)
		}
		z, e := facts(r, string(zh)), facts(r, string(en))
		if len(z) == 0 || !slices.Equal(z, e) {
			t.Errorf("%s:\nzh %v\nen %v", f.Name, z, e)
		}
	}
}

func FuzzRead(f *testing.F) {
	r := reader(f)
	for _, text := range texts(f) {
		f.Add(text)
	}
	f.Add("除\xff外（（第）")
	f.Add("*\n|1.\n(一)、\n除：")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 20_000 {
			return
		}
		checkSpans(t, r, text)
	})
}

func BenchmarkRead(b *testing.B) {
	r := reader(b)
	all := []rune(strings.Join(texts(b), "\n\n"))
	for _, n := range []int{1_000, 100_000} {
		var text []rune
		for len(text) < n {
			text = append(text, all...)
		}
		s := string(text[:n])
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			b.ReportAllocs()
			for b.Loop() {
				r.Read(s)
			}
		})
	}
}

func BenchmarkNew(b *testing.B) {
	vocab := vocabulary(b)
	for b.Loop() {
		if _, err := New(vocab); err != nil {
			b.Fatal(err)
		}
	}
}
