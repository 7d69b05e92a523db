package reasoning

import (
	"fmt"
	"strings"
	"testing"

	"yaozhi/corpus"
)

// wantScore is the least share of wrong conditions that the case facts, examples
// and static checks of the holdings must notice.
const wantScore = 0.95

// mutant is a holding with one thing wrong.
type mutant struct {
	h    *corpus.Holding
	what string
}

// mutants puts one thing wrong in one side of h, in every way: all for any, a
// condition dropped or negated, a threshold off by one.
func mutants(h *corpus.Holding) []mutant {
	var out []mutant
	for _, name := range []string{"scope", "breach", "safe", "meets"} {
		s := sideOf(h, name)
		if s == nil {
			continue
		}
		mutate(s.Cond, func(c *corpus.Cond, what string) {
			m, side := *h, *s
			side.Cond = c
			switch name {
			case "scope":
				m.Scope = &side
			case "breach":
				m.Breach = &side
			case "safe":
				m.Safe = &side
			default:
				m.Meets = &side
			}
			out = append(out, mutant{&m, fmt.Sprintf("%s:%d %s: %s", h.Code, c.Line, name, what)})
		})
	}
	return out
}

// mutate calls f with every wrong version of c.
func mutate(c *corpus.Cond, f func(c *corpus.Cond, what string)) {
	if c.Not == nil {
		f(&corpus.Cond{Not: c, Line: c.Line}, "negate "+c.String())
	} else {
		f(c.Not, "negate "+c.String())
		mutate(c.Not, func(kid *corpus.Cond, what string) { f(&corpus.Cond{Not: kid, Line: c.Line}, what) })
	}
	if c.Cmp != nil && c.Cmp.Value.Type == corpus.TypeDuration {
		for _, by := range []int{-1, 1} {
			m, cmp := *c, *c.Cmp
			cmp.Value.N += by
			m.Cmp = &cmp
			f(&m, fmt.Sprintf("%s by %+d", c, by))
		}
	}
	kids, join := c.All, func(kids []*corpus.Cond) *corpus.Cond { return &corpus.Cond{All: kids, Line: c.Line} }
	other := &corpus.Cond{Any: c.All, Line: c.Line}
	if c.Any != nil {
		kids, join = c.Any, func(kids []*corpus.Cond) *corpus.Cond { return &corpus.Cond{Any: kids, Line: c.Line} }
		other = &corpus.Cond{All: c.Any, Line: c.Line}
	}
	if len(kids) > 1 {
		f(other, "all for any or any for all in "+c.String())
	}
	for i, kid := range kids {
		with := func(put ...*corpus.Cond) *corpus.Cond {
			return join(append(append(append([]*corpus.Cond{}, kids[:i]...), put...), kids[i+1:]...))
		}
		if len(kids) > 1 {
			f(with(), "drop "+kid.String())
		}
		mutate(kid, func(m *corpus.Cond, what string) { f(with(m), what) })
	}
}

// sameOutcome reports whether two versions of a holding mean the same: over their
// common facts they have one diagram.
func sameOutcome(k *compiler, a, b *corpus.Holding) bool {
	w := &walk{k: k, vars: map[string]*variable{}}
	for _, h := range []*corpus.Holding{a, b} {
		for _, s := range []*corpus.Side{h.Scope, h.Breach, h.Safe, h.Meets} {
			w.side(h, s)
		}
	}
	for _, v := range w.order {
		if v.split() != nil {
			return false
		}
	}
	d := newBuilder(w.order)
	roots := map[ref]bool{}
	for _, h := range []*corpus.Holding{a, b} {
		roots[d.outcome(&rule{scope: k.side(w, h, h.Scope), breach: k.side(w, h, h.Breach), safe: k.side(w, h, h.Safe)})] = true
	}
	meets := map[ref]bool{d.expr(k.side(w, a, a.Meets)): true, d.expr(k.side(w, b, b.Meets)): true}
	return len(roots) == 1 && len(meets) == 1
}

// complaints lints the holdings that the mutation of m can touch: m itself and
// those that refer to it.
func complaints(c *corpus.Corpus, m *corpus.Holding) string {
	k := newCompiler(c)
	k.codes[codeKey(m.Ruling, m.Code)] = m
	l := &linter{vocab: k}
	for _, h := range c.Holdings {
		if h.ID == m.ID {
			h = m
		} else if !refers(h, m.Code) {
			continue
		}
		if h.Use == corpus.UseLawyer {
			continue
		}
		r, err := k.rule(h)
		if err != nil {
			return err.Error()
		}
		l.rule(r)
	}
	return fmt.Sprint(l.out)
}

// refers reports whether a side of h refers to the holding of that code.
func refers(h *corpus.Holding, code string) bool {
	for _, s := range []*corpus.Side{h.Scope, h.Breach, h.Safe, h.Meets} {
		if s != nil && s.Cond != nil && strings.Contains(s.Cond.String(), code+".") {
			return true
		}
	}
	return false
}

// score returns the mutants of c, how many of them are noticed, and the others.
func score(c *corpus.Corpus) (all, noticed int, survivors []string) {
	k := newCompiler(c)
	for _, h := range c.Holdings {
		if h.Use == corpus.UseLawyer {
			continue
		}
		clean := complaints(c, h)
		for _, m := range mutants(h) {
			if sameOutcome(k, h, m.h) {
				continue
			}
			all++
			if complaints(c, m.h) != clean {
				noticed++
				continue
			}
			survivors = append(survivors, m.what)
		}
	}
	return all, noticed, survivors
}

// TestMutationScore finds conditions that no case fact, example or check pins down.
func TestMutationScore(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles every holding some twenty times")
	}
	all, noticed, survivors := score(realCorpus(t))
	got := float64(noticed) / float64(all)
	t.Logf("%d of %d mutants noticed: %.3f", noticed, all, got)
	for _, s := range survivors {
		t.Logf("survives: %s", s)
	}
	if got < wantScore {
		t.Errorf("mutation score %.3f, want %.2f: add examples that tell the survivors apart", got, wantScore)
	}
}

// TestMutationScoreFindsAGap takes an example away and expects a wrong condition to
// go unnoticed.
func TestMutationScoreFindsAGap(t *testing.T) {
	_, _, before := score(smallCorpus(t))
	_, _, after := score(smallCorpus(t, "  - {name: an account, with: {phone.processed: \"false\", account.opened_for_user: \"true\"}, expect: breach, turns_on: [account.opened_for_user]}\n", ""))
	if len(after) <= len(before) {
		t.Errorf("survivors %q without the example of an account, %q with it", after, before)
	}
}
