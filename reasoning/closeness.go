package reasoning

import (
	"math/bits"
	"slices"
	"strings"

	"yaozhi/corpus"
)

// closeness compares what is known or presumed of the product with the decided
// case. It says how strong the product's case is for the outcome that the court
// reached; the facts are those the outcome can depend on.
func (r *rule) closeness(w *view) Closeness {
	var c Closeness
	if len(r.h.CaseFacts) == 0 {
		return c
	}
	order := make([]int, len(r.vars))
	for v := range order {
		order[v] = v
	}
	slices.SortFunc(order, func(a, b int) int { return r.vars[a].index - r.vars[b].index })
	bears := r.graph.support(r.everything())
	for _, v := range order {
		if bears[v] && r.decided[v] != 0 {
			r.compare(&c, v, w)
		}
	}
	c.AtLeast = len(c.Missing)+len(c.Distinguishing)+len(c.Unknown) == 0
	return c
}

// compare places the fact of v in c.
func (r *rule) compare(c *Closeness, v int, w *view) {
	name, then, now := r.vars[v].fact.Name, r.decided[v], w.now[v]
	switch {
	case now == then:
		c.Shared = append(c.Shared, name)
	case w.nowFrom[v] == nil || !now.one() || !then.one():
		c.Unknown = append(c.Unknown, name)
	case r.stronger(v, then, now):
	case w.nowFrom[v].Value == corpus.Bool(false):
		c.Missing = append(c.Missing, name)
	default:
		c.Distinguishing = append(c.Distinguishing, name)
	}
}

// stronger reports whether the cell now favours the court's outcome at least as
// much as the cell then.
func (r *rule) stronger(v int, then, now mask) bool {
	if r.h.Expect == corpus.OutcomeSafe {
		then, now = now, then
	}
	return r.ranks[v][bits.TrailingZeros32(uint32(then))]&now == now
}

// everything leaves all cells to all variables.
func (r *rule) everything() []mask {
	out := make([]mask, len(r.vars))
	for v, vr := range r.vars {
		out[v] = vr.all()
	}
	return out
}

// exposure weighs a holding for the order of items and questions: its authority,
// the remedies that follow, and whether minors are among the users. It forecasts
// nothing.
func exposure(h *corpus.Holding, minors bool) float64 {
	out := float64(len(corpus.Weights) - slices.Index(corpus.Weights, h.Weight))
	out *= 1 + float64(len(h.Remedies))/2
	if minors {
		out *= 1.5
	}
	return out
}

// compareCodes orders A2 before A10.
func compareCodes(a, b string) int {
	letters := func(s string) string { return strings.TrimRight(s, "0123456789") }
	if c := strings.Compare(letters(a), letters(b)); c != 0 {
		return c
	}
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}
