package facts

import (
	"os"
	"testing"

	"go.yaml.in/yaml/v3"

	"yaozhi/corpus"
)

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

// fires reports whether a frame speaks in a text.
func fires(r *Reader, id, text string) bool {
	for _, rd := range r.Read(text) {
		if rd.Frame == id {
			return true
		}
	}
	return false
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
