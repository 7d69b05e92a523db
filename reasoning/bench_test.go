package reasoning

import (
	"math/rand/v2"
	"testing"

	"yaozhi/corpus"
)

// someAnswers is a product with about half of the facts known.
func someAnswers(c *corpus.Corpus) corpus.Assignment {
	return randomAnswers(rand.New(rand.NewPCG(13, 14)), c.Facts)
}

func BenchmarkCompile(b *testing.B) {
	c := realCorpus(b)
	for b.Loop() {
		if _, err := compile(c); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCheck is verdicts, explanations, questions and repairs of all holdings,
// without the reading of a text.
func BenchmarkCheck(b *testing.B) {
	k, err := compile(realCorpus(b))
	if err != nil {
		b.Fatal(err)
	}
	a := someAnswers(k.corpus)
	for b.Loop() {
		k.answered(b, a)
	}
}

// BenchmarkVerdicts is the outcomes still possible for all holdings, and no more.
func BenchmarkVerdicts(b *testing.B) {
	k, err := compile(realCorpus(b))
	if err != nil {
		b.Fatal(err)
	}
	vals, err := k.validate(Description{Answers: someAnswers(k.corpus), At: at})
	if err != nil {
		b.Fatal(err)
	}
	st := newState(k.corpus.Facts, "", nil, vals)
	var views []*view
	for _, r := range k.rules {
		views = append(views, r.view(st))
	}
	var s scratch
	for b.Loop() {
		for i, r := range k.rules {
			r.graph.possible(views[i].now, &s)
		}
	}
}
