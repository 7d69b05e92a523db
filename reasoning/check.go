package reasoning

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"yaozhi/corpus"
	"yaozhi/reasoning/facts"
)

// minorsFact widens the exposure of every holding: the ruling asks more of a
// service with minors among its users (D2).
const minorsFact = "minors.users"

// Checker checks descriptions against the holdings of a corpus. It does not change
// once made, and any number of goroutines may use it.
type Checker struct {
	corpus *corpus.Corpus
	facts  map[string]int // position in the vocabulary
	rules  []*rule        // by ruling, then code; holdings of use lawyer have none
	read   func(text string) []facts.Reading
}

// New compiles the conditions of c and loads the lexicon. Faults in the conditions
// are corpus.Problems joined.
func New(c *corpus.Corpus) (*Checker, error) {
	k, err := compile(c)
	if err != nil {
		return nil, fmt.Errorf("reasoning: %w", err)
	}
	r, err := facts.New(c.Facts)
	if err != nil {
		return nil, fmt.Errorf("reasoning: %w", err)
	}
	k.read = r.Read
	return k, nil
}

// compile makes a Checker that reads no text.
func compile(c *corpus.Corpus) (*Checker, error) {
	comp := newCompiler(c)
	k := &Checker{corpus: c, facts: comp.facts}
	var errs []error
	for _, h := range c.Holdings {
		if h.Use == corpus.UseLawyer {
			continue
		}
		r, err := comp.rule(h)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		k.rules = append(k.rules, r)
	}
	return k, errors.Join(errs...)
}

// Check returns the checklist of d. An unusable d is an error that is
// ErrDescription, with a *DescriptionError for each fault.
func (k *Checker) Check(d Description) (*Checklist, error) {
	answers, err := k.validate(d)
	if err != nil {
		return nil, err
	}
	return k.decide(d, k.read(d.Text), answers), nil
}

// decide is Check after reading: readings and answers to checklist.
func (k *Checker) decide(d Description, rs []facts.Reading, answers map[string]corpus.Value) *Checklist {
	st := newState(k.corpus.Facts, d.Text, rs, answers)
	out := &Checklist{Revision: k.corpus.Revision, Lang: cmp.Or(d.Lang, "zh"), At: d.At, Summary: map[Status]int{},
		Facts: st.readings, Contradictions: st.contradictions}
	for _, s := range Statuses {
		out.Summary[s] = 0
	}
	minors := k.minors(st)
	weight := map[corpus.HoldingID]float64{}
	s := &scratch{}
	for _, r := range k.rules {
		if !r.applies(d.At) {
			continue
		}
		it := r.item(st, d.Pin, s)
		weight[r.h.ID] = exposure(r.h, minors)
		out.Summary[it.Status]++
		out.Items = append(out.Items, it)
	}
	slices.SortStableFunc(out.Items, func(a, b *Item) int {
		return cmp.Or(rank(a.Status)-rank(b.Status), cmp.Compare(weight[b.Holding.ID], weight[a.Holding.ID]),
			compareCodes(a.Holding.Code, b.Holding.Code), strings.Compare(string(a.Holding.ID), string(b.Holding.ID)))
	})
	out.Questions = k.rankQuestions(out.Items, weight)
	return out
}

// minors reports whether the product is stated to have minors among its users.
func (k *Checker) minors(st *state) bool {
	i, ok := k.facts[minorsFact]
	return ok && slices.ContainsFunc(st.facts[i].firm, func(r *FactReading) bool { return r.Value == corpus.Bool(true) })
}

// applies reports whether the holding governs conduct on the day at.
func (r *rule) applies(at string) bool {
	return (r.h.From == "" || r.h.From <= at) && (r.h.To == "" || at <= r.h.To)
}

// item finds on one holding. A text that contradicts itself is judged once for each
// reading; the worst status counts and the others are listed.
func (r *rule) item(st *state, pinned []string, s *scratch) *Item {
	var w *view
	var v verdict
	var seen, other []Status
	for _, try := range r.views(st) {
		got := r.judge(try, s)
		if !slices.Contains(seen, got.status) {
			seen = append(seen, got.status)
		}
		if w == nil || rank(got.status) < rank(v.status) {
			w, v = try, got
		}
	}
	for _, o := range Statuses {
		if o != v.status && slices.Contains(seen, o) {
			other = append(other, o)
		}
	}
	it := &Item{Holding: r.h, Status: v.status, Reason: v.reason, Possible: v.now.list(), Pins: pins(r.h, v.status), Other: other}
	it.CannotConflict = len(it.Possible) > 1 && v.now&breach == 0
	if v.status == StatusNotEngaged && !r.engaged(w) {
		return it
	}
	it.IfUnproven = r.unproven(w, s).list()
	it.Explanation = r.explain(w, v)
	it.Because, it.Presumed = because(it.Explanation)
	it.Presumed = r.presumed(w, v, it.Presumed, s)
	for _, a := range r.ask(w, v, s) {
		it.Missing = append(it.Missing, r.question(w, a))
	}
	it.Repairs = r.repair(w, v, pinned, s)
	it.Closeness = r.closeness(w)
	return it
}

// presumed completes the presumptions named by the explanation with those without
// which more outcomes would be possible, in the order of the vocabulary.
func (r *rule) presumed(w *view, v verdict, named []string, s *scratch) []string {
	known := slices.Clone(w.now)
	var on []*variable
	for i, vr := range r.vars {
		if w.nowFrom[i] == nil || w.nowFrom[i].Tier != TierPresumed {
			continue
		}
		known[i] = vr.all()
		if r.graph.possible(known, s) != v.now || slices.Contains(named, vr.fact.Name) {
			on = append(on, vr)
		}
		known[i] = w.now[i]
	}
	slices.SortFunc(on, func(a, b *variable) int { return a.index - b.index })
	var out []string
	for _, vr := range on {
		out = append(out, vr.fact.Name)
	}
	return out
}
