package reasoning

import (
	"sync"
	"testing"

	"yaozhi/corpus"
)

var embedded = sync.OnceValues(corpus.Embedded)

// realCorpus is the embedded corpus.
func realCorpus(t testing.TB) *corpus.Corpus {
	t.Helper()
	c, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Holdings) == 0 {
		t.Skip("the embedded corpus has no holdings yet")
	}
	return c
}

// checkers are the small corpus and the embedded one, by name.
func checkers(t testing.TB) map[string]*Checker {
	t.Helper()
	k, err := compile(realCorpus(t))
	if err != nil {
		t.Fatal(err)
	}
	return map[string]*Checker{"small": smallChecker(t), "embedded": k}
}

func TestLintEmbedded(t *testing.T) {
	for _, p := range Lint(realCorpus(t)) {
		t.Error(p)
	}
}
