package reasoning

import (
	"maps"
	"slices"
	"strings"

	"yaozhi/corpus"
)

// vary returns the facts of a with those of with changed.
func vary(a, with corpus.Assignment) corpus.Assignment {
	out := maps.Clone(a)
	if out == nil {
		out = corpus.Assignment{}
	}
	maps.Copy(out, with)
	return out
}

// cases runs the decided case and the examples of a holding against its conditions.
func (l *linter) cases(r *rule) {
	h := r.h
	if len(h.CaseFacts) == 0 {
		l.fail(h, 0, "no case_facts: the decided case is the first test of the conditions")
		return
	}
	known, ok := l.setting(r, h.Line, "case_facts", h.CaseFacts, h.Expect)
	if ok {
		l.turns(r, h.Line, "relied_on", known, h.ReliedOn)
		l.unnamed(r, known)
	}
	shown := map[corpus.Outcome]bool{h.Expect: true}
	for _, e := range h.Examples {
		shown[e.Expect] = true
		if known, ok := l.setting(r, e.Line, "example "+e.Name, vary(h.CaseFacts, e.With), e.Expect); ok {
			l.turns(r, e.Line, "turns_on of "+e.Name, known, e.TurnsOn)
		}
	}
	for _, o := range (r.graph.possible(r.everything(), &l.s) & (breach | safe | undecided)).list() {
		if !shown[o] {
			l.fail(h, 0, "no example comes out %s", o)
		}
	}
}

// unnamed finds facts on which the case turns that relied_on leaves out. A fact
// with the value that is presumed anyway may be left out.
func (l *linter) unnamed(r *rule, known []mask) {
	for v, vr := range r.vars {
		if r.decided[v] == 0 || r.decided[v] == vr.presumed || slices.Contains(r.h.ReliedOn, vr.fact.Name) {
			continue
		}
		if l.matters(r, known, v) {
			l.fail(r.h, 0, "the outcome of the case turns on %s, which relied_on does not name", vr.fact.Name)
		}
	}
}

// setting checks that facts lead to one outcome, the expected one.
func (l *linter) setting(r *rule, line int, what string, a corpus.Assignment, want corpus.Outcome) ([]mask, bool) {
	for _, name := range sortedKeys(a) {
		i, ok := l.vocab.facts[name]
		if !ok {
			l.fail(r.h, line, "%s: fact %s is not in facts.yaml", what, name)
			return nil, false
		}
		if _, err := corpus.ParseValue(l.vocab.vocab[i], a[name]); err != nil {
			l.fail(r.h, line, "%s: %v", what, err)
			return nil, false
		}
	}
	known := r.assigned(a)
	for v, m := range known {
		if m == 0 {
			known[v] = r.vars[v].all()
		}
	}
	known = r.presumedOnly(known)
	got := r.graph.possible(known, &l.s).list()
	if len(got) > 1 {
		l.fail(r.h, line, "%s leaves the outcome open (%s): give %s", what, join(got), strings.Join(l.open(r, known), ", "))
		return nil, false
	}
	if got[0] != want {
		l.fail(r.h, line, "%s comes out %s, not %s", what, got[0], want)
		return nil, false
	}
	return known, true
}

// open names the facts on which the outcome still depends.
func (l *linter) open(r *rule, known []mask) []string {
	var out []string
	for v, in := range r.graph.support(known) {
		if in {
			out = append(out, r.vars[v].fact.Name)
		}
	}
	return out
}

// turns checks that another value of each named fact changes the outcome.
func (l *linter) turns(r *rule, line int, what string, known []mask, names []string) {
	for _, name := range names {
		v := slices.IndexFunc(r.vars, func(v *variable) bool { return v.fact.Name == name })
		switch {
		case v < 0:
			l.fail(r.h, line, "%s: no condition uses %s", what, name)
		case !l.matters(r, known, v):
			l.fail(r.h, line, "%s: the outcome does not turn on %s", what, name)
		}
	}
}

// matters reports whether another value of v would change the outcome.
func (l *linter) matters(r *rule, known []mask, v int) bool {
	was, kept := r.graph.possible(known, &l.s), known[v]
	defer func() { known[v] = kept }()
	for c := range (r.vars[v].all() &^ kept).cells {
		known[v] = 1 << c
		if r.graph.possible(known, &l.s) != was {
			return true
		}
	}
	return false
}

func join(os []corpus.Outcome) string {
	out := make([]string, len(os))
	for i, o := range os {
		out[i] = string(o)
	}
	return strings.Join(out, ", ")
}
