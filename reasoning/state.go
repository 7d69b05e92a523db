package reasoning

import (
	"slices"
	"strings"

	"yaozhi/corpus"
	"yaozhi/reasoning/facts"
)

// known is what a description says of one fact. An answer silences the text.
type known struct {
	firm    []*FactReading // answered, or asserted; several only where the text contradicts itself
	weak    []*FactReading // conditional or hedged
	planned []*FactReading
}

func (k known) any() []*FactReading { return slices.Concat(k.firm, k.weak, k.planned) }

// hint is the best evidence short of an assertion; nil if there is none.
func (k known) hint() *FactReading {
	for _, rs := range [][]*FactReading{k.weak, k.planned} {
		if len(rs) > 0 {
			return rs[0]
		}
	}
	return nil
}

// state is what a description says, by position in the vocabulary.
type state struct {
	facts          []known
	readings       []FactReading // all of them, by fact, then position
	contradictions []Contradiction
}

// newState sorts readings and answers by fact. Readings of the same value and tier
// are one with several pieces of evidence.
func newState(vocab []*corpus.Fact, text string, rs []facts.Reading, answers map[string]corpus.Value) *state {
	byFact := map[string][]*FactReading{}
	runes := []rune(text)
	for _, r := range rs {
		add(byFact, r, Evidence{r.Start, r.End, string(runes[r.Start:r.End])})
	}
	st := &state{facts: make([]known, len(vocab))}
	for i, f := range vocab {
		all := byFact[f.Name]
		answer, answered := answers[f.Name]
		if answered {
			over := slices.ContainsFunc(all, func(r *FactReading) bool {
				return r.Tier == facts.TierAsserted && r.Value != answer
			})
			a := &FactReading{Fact: f.Name, Value: answer, Tier: TierAnswered, Overrode: over}
			st.facts[i].firm = []*FactReading{a}
			all = append([]*FactReading{a}, all...)
		} else {
			st.facts[i] = sortTiers(all)
			st.contradict(f.Name, st.facts[i].firm)
		}
		for _, r := range all {
			st.readings = append(st.readings, *r)
		}
	}
	slices.SortStableFunc(st.readings, func(a, b FactReading) int { return strings.Compare(a.Fact, b.Fact) })
	return st
}

// add joins a reading to those of its fact. Readings come by position, so words
// inside others, or seen before, follow right after them and are not repeated.
func add(byFact map[string][]*FactReading, r facts.Reading, e Evidence) {
	for _, have := range byFact[r.Fact] {
		if have.Value == r.Value && have.Tier == r.Tier {
			last := &have.Evidence[len(have.Evidence)-1]
			switch {
			case last.Start <= e.Start && e.End <= last.End:
			case e.Start <= last.Start && last.End <= e.End:
				*last = e
			default:
				have.Evidence = append(have.Evidence, e)
			}
			return
		}
	}
	n := &FactReading{Fact: r.Fact, Value: r.Value, Tier: r.Tier, Evidence: []Evidence{e}, Frame: r.Frame}
	byFact[r.Fact] = append(byFact[r.Fact], n)
}

func sortTiers(rs []*FactReading) known {
	var k known
	for _, tier := range []facts.Tier{facts.TierAsserted, facts.TierConditional, facts.TierHedged, facts.TierPlanned} {
		for _, r := range rs {
			switch {
			case r.Tier != tier:
			case tier == facts.TierAsserted:
				k.firm = append(k.firm, r)
			case tier == facts.TierPlanned:
				k.planned = append(k.planned, r)
			default:
				k.weak = append(k.weak, r)
			}
		}
	}
	return k
}

func (st *state) contradict(fact string, firm []*FactReading) {
	if len(firm) < 2 {
		return
	}
	c := Contradiction{Fact: fact}
	for _, r := range firm {
		c.Readings = append(c.Readings, *r)
	}
	st.contradictions = append(st.contradictions, c)
}

// view is what a description says as one holding sees it, by variable. Where the
// text contradicts itself a view holds one of the readings.
type view struct {
	now, soon         []mask           // the cells left: by what is firm or presumed; with gaps filled from hints, and plans carried out
	nowFrom, soonFrom []*FactReading   // where that is from; nil if unknown
	shown             [][]*FactReading // evidence of any tier
	hints             []*FactReading   // evidence short of an assertion, where there is no firm one
}

// maxViews bounds the ways of reading a text that contradicts itself: four facts
// with two values each. Further contradictions are left open.
const maxViews = 16

// views returns the ways to read st for r, one if the text does not contradict
// itself on a fact of r.
func (r *rule) views(st *state) []*view {
	out := []*view{r.view(st)}
	for v, vr := range r.vars {
		firm := distinct(vr, st.facts[vr.index].firm)
		if len(firm) < 2 || len(out)*len(firm) > maxViews {
			continue
		}
		var more []*view
		for _, w := range out {
			for _, f := range firm {
				c := w.clone()
				c.settle(v, vr.cellsOf(f.Value), f)
				c.carryOut(v, vr, st.facts[vr.index].planned)
				more = append(more, c)
			}
		}
		out = more
	}
	return out
}

// distinct keeps one reading for each set of cells: values no condition can tell
// apart are no contradiction for this holding.
func distinct(v *variable, firm []*FactReading) []*FactReading {
	var out []*FactReading
	for _, f := range firm {
		if !slices.ContainsFunc(out, func(o *FactReading) bool { return v.cellsOf(o.Value) == v.cellsOf(f.Value) }) {
			out = append(out, f)
		}
	}
	return out
}

func (r *rule) view(st *state) *view {
	n := len(r.vars)
	w := &view{make([]mask, n), make([]mask, n), make([]*FactReading, n), make([]*FactReading, n), make([][]*FactReading, n), make([]*FactReading, n)}
	for v, vr := range r.vars {
		k := st.facts[vr.index]
		w.now[v], w.soon[v] = vr.all(), vr.all()
		w.shown[v] = k.any()
		if len(k.firm) == 0 {
			w.hints[v] = k.hint()
		}
		if vr.presumed != 0 {
			val, _ := corpus.ParseValue(vr.fact, vr.fact.Presume)
			w.settle(v, vr.presumed, &FactReading{Fact: vr.fact.Name, Value: val, Tier: TierPresumed})
		}
		switch {
		case len(distinct(vr, k.firm)) == 1:
			w.settle(v, vr.cellsOf(k.firm[0].Value), k.firm[0])
		case len(k.firm) > 1: // views puts one of them in, or leaves it open
			w.settle(v, vr.all(), nil)
		case len(k.weak) > 0:
			w.soon[v], w.soonFrom[v] = union(vr, k.weak), k.weak[0]
		}
		w.carryOut(v, vr, k.planned)
	}
	return w
}

func (w *view) settle(v int, cells mask, from *FactReading) {
	w.now[v], w.soon[v] = cells, cells
	w.nowFrom[v], w.soonFrom[v] = from, from
}

func (w *view) carryOut(v int, vr *variable, planned []*FactReading) {
	if len(planned) > 0 {
		w.soon[v], w.soonFrom[v] = union(vr, planned), planned[0]
	}
}

func union(v *variable, rs []*FactReading) mask {
	var m mask
	for _, r := range rs {
		m |= v.cellsOf(r.Value)
	}
	return m
}

func (w *view) clone() *view {
	return &view{slices.Clone(w.now), slices.Clone(w.soon), slices.Clone(w.nowFrom), slices.Clone(w.soonFrom),
		slices.Clone(w.shown), slices.Clone(w.hints)}
}

// firm reports whether the text asserts a value of v or an answer gives one.
func (w *view) firm(v int) bool {
	return w.nowFrom[v] != nil && w.nowFrom[v].Tier != TierPresumed
}
