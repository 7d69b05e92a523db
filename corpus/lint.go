package corpus

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Lint applies every rule to the corpus and returns the faults, by file and line.
func (c *Corpus) Lint() []Problem {
	l := linter{c: c, problems: slices.Clone(c.found)}
	for _, rule := range []func(*linter){
		(*linter).text, (*linter).passages, (*linter).ruling,
		(*linter).pins, (*linter).holdingQuotes, (*linter).argumentQuotes,
		(*linter).ids, (*linter).fileNames, (*linter).published,
		(*linter).issues, (*linter).holdingLinks, (*linter).disposition, (*linter).claims, (*linter).topics,
		(*linter).provisions, (*linter).provisionsUsed,
		(*linter).vocabulary, (*linter).conditions, (*linter).sides, (*linter).assignments, (*linter).caseFacts, (*linter).factsUsed,
		(*linter).bodies, (*linter).masked, (*linter).asked,
	} {
		rule(&l)
	}
	sortProblems(l.problems)
	return slices.Compact(l.problems)
}

// linter gathers the faults that the rules find.
type linter struct {
	c        *Corpus
	problems []Problem
}

func (l *linter) add(file string, line int, format string, args ...any) {
	l.problems = append(l.problems, Problem{file, line, fmt.Sprintf(format, args...)})
}

// lineOf is the first line of a file that contains s; 1 if none does.
func (l *linter) lineOf(file, s string) int {
	before, _, ok := strings.Cut(l.c.files[file], s)
	if !ok {
		return 1
	}
	return strings.Count(before, "\n") + 1
}

func sortProblems(ps []Problem) {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Message, b.Message))
	})
}
