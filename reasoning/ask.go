package reasoning

import (
	"cmp"
	"slices"

	"yaozhi/corpus"
)

// asked is a question about a variable of a rule and what its answer would tell.
type asked struct {
	v    int
	gain float64 // expected drop in the entropy of the status, in bits
}

// ask returns the open facts on which the status still depends, most informative
// first. A presumption against which the text hints is open too.
func (r *rule) ask(w *view, v verdict, s *scratch) []asked {
	if v.status != StatusUnknown && v.status != StatusAtRisk && v.status != StatusEngaged {
		return nil
	}
	open := slices.Clone(w.now)
	for i, vr := range r.vars {
		if w.hints[i] != nil {
			open[i] = vr.all()
		}
	}
	odds := r.odds(open)
	before := r.doubt(odds, s)
	var out []asked
	for i, matters := range r.graph.support(open) {
		if !matters {
			continue
		}
		gain, kept := before, odds[i]
		for c, p := range kept {
			if p > 0 {
				odds[i] = make([]float64, len(kept))
				odds[i][c] = 1
				gain -= p * r.doubt(odds, s)
			}
		}
		odds[i] = kept
		out = append(out, asked{i, max(gain, 0)})
	}
	slices.SortStableFunc(out, func(a, b asked) int {
		return cmp.Or(cmp.Compare(b.gain, a.gain), r.vars[a.v].index-r.vars[b.v].index)
	})
	return out
}

// odds spreads the prior of each variable over the cells left to it.
func (r *rule) odds(open []mask) [][]float64 {
	out := make([][]float64, len(open))
	for v, m := range open {
		ps, sum := make([]float64, r.vars[v].size), 0.0
		for c := range m.cells {
			ps[c] = r.vars[v].prior(c)
			sum += ps[c]
		}
		for c := range ps {
			ps[c] /= sum
		}
		out[v] = ps
	}
	return out
}

// prior returns the weight of a cell before anything is known, never 0. Priors
// rank questions; they decide nothing.
func (v *variable) prior(cell int) float64 {
	if v.fact.Type != corpus.TypeBool {
		return 1
	}
	p := v.fact.Prior
	if p <= 0 || p >= 1 {
		p = 0.5
	}
	if cell == 0 {
		return 1 - p
	}
	return p
}

// doubt is the entropy of the status: outcomes that lead to one status count as one.
func (r *rule) doubt(odds [][]float64, s *scratch) float64 {
	ps := make([]float64, len(Statuses))
	for o, p := range r.graph.chances(odds, s) {
		ps[rank(r.statusOf(o))] += p
	}
	return entropy(ps...)
}

// question words what a rule asks.
func (r *rule) question(w *view, a asked) Question {
	return Question{Fact: r.vars[a.v].fact, Holdings: []corpus.HoldingID{r.h.ID}, Hint: w.hints[a.v], Gain: a.gain}
}

// rankQuestions joins the questions of all items: a fact is asked once, for all
// the holdings it bears on, and what it tells counts by the exposure of each.
func (k *Checker) rankQuestions(items []*Item, weight map[corpus.HoldingID]float64) []Question {
	byFact := map[string]int{}
	var out []Question
	for _, it := range items {
		for _, q := range it.Missing {
			i, ok := byFact[q.Fact.Name]
			if !ok {
				i = len(out)
				byFact[q.Fact.Name] = i
				out = append(out, Question{Fact: q.Fact, Hint: q.Hint})
			}
			out[i].Holdings = append(out[i].Holdings, it.Holding.ID)
			out[i].Gain += q.Gain * weight[it.Holding.ID]
		}
	}
	slices.SortStableFunc(out, func(a, b Question) int {
		return cmp.Or(cmp.Compare(b.Gain, a.Gain), k.facts[a.Fact.Name]-k.facts[b.Fact.Name])
	})
	return out
}
