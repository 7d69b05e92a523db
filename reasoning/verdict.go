package reasoning

import (
	"slices"

	"yaozhi/corpus"
	"yaozhi/reasoning/facts"
)

// verdict is what a view of a description gives for a holding.
type verdict struct {
	now, soon set  // outcomes still possible, today and with hints and plans
	risk      bool // evidence of some tier meets the risk condition
	dropped   bool // plans give up a state that satisfies today
	status    Status
	reason    string
}

// judge applies the table of statuses, worst first; the first row that fits
// decides. A plan that may turn what satisfies today into a breach is a risk, even
// where the text leaves open how it will be carried out.
func (r *rule) judge(w *view, s *scratch) verdict {
	v := verdict{now: r.graph.possible(w.now, s), soon: r.graph.possible(w.soon, s), risk: w.shows(r, r.risk, true) != nil}
	one, ok := r.single(v.now)
	v.dropped = ok && one == StatusSatisfied && v.soon&breach != 0 && w.plans()
	switch {
	case !r.engaged(w):
		v.status = StatusNotEngaged
	case v.now == breach:
		v.status = StatusConflict
	case v.risk && v.now&(breach|undecided) != 0, v.soon == breach, v.dropped:
		v.status = StatusAtRisk
	case ok && (one != StatusSatisfied || r.spoken(w)):
		v.status = one
		if one == StatusUnknown {
			v.reason = ReasonUndecided
		}
	case r.h.Use == corpus.UseTopic:
		v.status = StatusEngaged
	default:
		v.status, v.reason = StatusUnknown, ReasonMissingFacts
	}
	return v
}

// plans reports whether the description plans a change that bears on the holding.
func (w *view) plans() bool {
	for _, f := range w.soonFrom {
		if f != nil && f.Tier == facts.TierPlanned {
			return true
		}
	}
	return false
}

// engaged reports whether the description says anything about the subject: there
// is evidence of some tier for a fact of scope or risk. A presumption is none.
func (r *rule) engaged(w *view) bool {
	for v, opens := range r.opens {
		if opens && len(w.shown[v]) > 0 {
			return true
		}
	}
	return false
}

// spoken reports whether anything but presumptions speaks to the holding: silence
// never satisfies.
func (r *rule) spoken(w *view) bool {
	for v := range r.vars {
		if w.firm(v) {
			return true
		}
	}
	return false
}

// single returns the status to which all outcomes of s lead, if it is one.
func (r *rule) single(s set) (Status, bool) {
	var out Status
	for o := range outcomes {
		if s>>o&1 == 0 {
			continue
		}
		if st := r.statusOf(o); out == "" || st == out {
			out = st
		} else {
			return "", false
		}
	}
	return out, true
}

// statusOf returns the status of a holding whose outcome is certain.
func (r *rule) statusOf(outcome int) Status {
	switch outcome {
	case atBreach:
		return StatusConflict
	case atSafe:
		return StatusSatisfied
	case atUndecided:
		if r.h.Use == corpus.UseTopic {
			return StatusEngaged
		}
		return StatusUnknown
	}
	if r.h.Scope.Closed == string(StatusSatisfied) {
		return StatusSatisfied
	}
	return StatusNotEngaged
}

// shows returns the readings of any tier that make e come out as want, nil if the
// evidence does not. A fact without evidence proves nothing.
func (w *view) shows(r *rule, e *expr, want bool) []*FactReading {
	if e == nil {
		return nil
	}
	switch {
	case e.op == opLeaf:
		for _, f := range w.shown[e.v] {
			m := r.vars[e.v].cellsOf(f.Value)
			if want && m&^e.cells == 0 || !want && m&e.cells == 0 {
				return []*FactReading{f}
			}
		}
		return nil
	case e.op == opNot:
		return w.shows(r, e.kids[0], !want)
	case e.op == opAll && !want, e.op == opAny && want, e.op == opRef:
		for _, kid := range e.kids {
			if got := w.shows(r, kid, want); got != nil {
				return got
			}
		}
		return nil
	}
	var all []*FactReading
	for _, kid := range e.kids {
		got := w.shows(r, kid, want)
		if got == nil {
			return nil
		}
		all = append(all, got...)
	}
	return all
}

// unproven returns the outcomes left if every open fact that the controller must
// show goes against it.
func (r *rule) unproven(w *view, s *scratch) set {
	known := slices.Clone(w.now)
	for v, vr := range r.vars {
		if vr.fact.Burden != "controller" || w.nowFrom[v] != nil {
			continue
		}
		if m, ok := worst(r.ranks[v], known[v]); ok {
			known[v] = m
		}
	}
	return r.graph.possible(known, s)
}

// list returns the outcomes of s: breach, safe, undecided, out-of-scope.
func (s set) list() []corpus.Outcome {
	names := [outcomes]corpus.Outcome{corpus.OutcomeBreach, corpus.OutcomeSafe, corpus.OutcomeUndecided, corpus.OutcomeOutOfScope}
	var out []corpus.Outcome
	for o, name := range names {
		if s>>o&1 == 1 {
			out = append(out, name)
		}
	}
	return out
}

// rank is the place of a status among Statuses, worst first.
func rank(s Status) int { return slices.Index(Statuses, s) }
