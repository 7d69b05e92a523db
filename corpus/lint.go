package corpus

import (
	"cmp"
	"slices"
)

// Lint applies every rule to the corpus and returns the faults, by file and line.
func (c *Corpus) Lint() []Problem {
	var l linter
	l.c = c
	sortProblems(l.problems)
	return slices.Compact(l.problems)
}

type linter struct {
	c        *Corpus
	problems []Problem
}

func sortProblems(ps []Problem) {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Message, b.Message))
	})
}
