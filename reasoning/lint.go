package reasoning

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"yaozhi/corpus"
)

// Lint checks what the conditions of c say: that they compile, that no side is
// void, always true or in conflict with the other, and that each holding passes
// its own case facts and examples. Problems are in order of file and line.
func Lint(c *corpus.Corpus) []corpus.Problem {
	comp := newCompiler(c)
	l := &linter{vocab: comp}
	used := map[string]bool{}
	for _, h := range c.Holdings {
		if h.Use == corpus.UseLawyer {
			continue
		}
		r, err := comp.rule(h)
		if err != nil {
			l.out = append(l.out, problems(err)...)
			continue
		}
		for _, v := range r.vars {
			used[v.fact.Name] = true
		}
		l.rule(r)
	}
	for _, f := range c.Facts {
		if !used[f.Name] {
			l.out = append(l.out, corpus.Problem{File: "facts.yaml", Line: f.Line, Message: fmt.Sprintf("no condition uses fact %s", f.Name)})
		}
	}
	slices.SortStableFunc(l.out, func(a, b corpus.Problem) int {
		return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line, strings.Compare(a.Message, b.Message))
	})
	return slices.Compact(l.out)
}

type linter struct {
	vocab *compiler
	s     scratch
	out   []corpus.Problem
}

func (l *linter) fail(h *corpus.Holding, line int, format string, args ...any) {
	l.out = append(l.out, corpus.Problem{File: h.File, Line: cmp.Or(line, h.Line), Message: fmt.Sprintf(format, args...)})
}

// rule checks one holding that compiles.
func (l *linter) rule(r *rule) {
	l.sides(r)
	l.overlap(r)
	l.directions(r)
	l.presumptions(r)
	l.cases(r)
	l.thresholds(r)
	h := r.h
	if h.From != "" && h.To != "" && h.To < h.From {
		l.fail(h, 0, "to %s lies before from %s", h.To, h.From)
	}
	if h.Breach != nil && (h.Weight == corpus.WeightObiter || h.Weight == corpus.WeightReference) {
		l.fail(h, h.Breach.Line, "a holding of weight %s condemns nothing: it can have no breach", h.Weight)
	}
	if c := h.Scope.Closed; c != "" && c != string(StatusSatisfied) && c != string(StatusNotEngaged) {
		l.fail(h, h.Scope.Line, "closed is satisfied or not-engaged, not %q", c)
	}
}

// sides finds sides that no facts, or all facts, meet.
func (l *linter) sides(r *rule) {
	h, all := r.h, r.graph.possible(r.everything(), &l.s)
	if h.Breach == nil && h.Safe == nil && h.Risk == nil && h.Meets == nil {
		l.fail(h, 0, "a holding of use %s needs breach, safe or risk", h.Use)
	}
	switch {
	case all&^outOfScope == 0:
		l.fail(h, h.Scope.Line, "no facts meet the scope")
		return
	case h.Breach != nil && all&breach == 0:
		l.fail(h, h.Breach.Line, "no facts within the scope meet breach")
	case all&(safe|undecided) == 0:
		l.fail(h, h.Breach.Line, "breach is met throughout the scope")
	}
	if h.Safe != nil && all&safe == 0 {
		l.fail(h, h.Safe.Line, "no facts within the scope meet safe without breach")
	}
}

// overlap finds facts that meet both breach and safe.
func (l *linter) overlap(r *rule) {
	if r.breach == nil || r.safe == nil {
		return
	}
	b := newBuilder(r.vars)
	both := b.expr(&expr{op: opAll, kids: []*expr{r.scope, r.breach, r.safe}})
	if both == 0 || b.full {
		return
	}
	l.fail(r.h, r.h.Safe.Line, "breach and safe overlap: %s", strings.Join(b.example(r, both), ", "))
}

// example returns facts, in file form, on a way from n to true.
func (b *builder) example(r *rule, n ref) []string {
	var out []string
	for n >= firstNode {
		v := r.vars[b.level(n)]
		for c, k := range b.branches(int(n - firstNode)) {
			if k != 0 {
				out = append(out, v.cellName(c))
				n = k
				break
			}
		}
	}
	return out
}

// cellName says in file form what a cell stands for.
func (v *variable) cellName(c int) string {
	switch v.fact.Type {
	case corpus.TypeBool:
		return fmt.Sprintf("%s=%t", v.fact.Name, c == 1)
	case corpus.TypeEnum:
		return v.fact.Name + "=" + v.fact.Values[c].ID
	}
	var met []string
	for i, t := range v.thresholds {
		if v.outcomes[c]>>i&1 == 1 {
			met = append(met, t.op+" "+t.value.String())
		}
	}
	if met == nil {
		return v.fact.Name + " between the thresholds"
	}
	return v.fact.Name + " " + strings.Join(met, " and ")
}

// directions finds facts that help a breach in one setting and hinder it in another.
func (l *linter) directions(r *rule) {
	for v, up := range r.ranks {
		for a := range up {
			for b := range a {
				if up[a]>>b&1 == 0 && up[b]>>a&1 == 0 {
					l.fail(r.h, 0, "fact %s works both ways", r.vars[v].fact.Name)
					return
				}
			}
		}
	}
}

// presumptions finds holdings whose safe side presumptions alone make true.
func (l *linter) presumptions(r *rule) {
	if r.safe == nil {
		return
	}
	x := &explainer{r: r, left: r.presumedOnly(r.everything())}
	if x.truth(r.safe) == True {
		l.fail(r.h, r.h.Safe.Line, "presumptions alone make safe true")
	}
}

// presumedOnly fills what is open in known with the presumptions of the vocabulary.
func (r *rule) presumedOnly(known []mask) []mask {
	for v, vr := range r.vars {
		if vr.presumed != 0 && known[v] == vr.all() {
			known[v] = vr.presumed
		}
	}
	return known
}

// thresholds wants, for each threshold, a worked example on each side of it.
func (l *linter) thresholds(r *rule) {
	for _, v := range r.vars {
		for i, t := range v.thresholds {
			var met, unmet bool
			for _, given := range r.settings() {
				val, err := corpus.ParseValue(v.fact, given[v.fact.Name])
				if err != nil {
					continue
				}
				for _, o := range outcomesOf(val, v.thresholds) {
					met = met || o>>i&1 == 1
					unmet = unmet || o>>i&1 == 0
				}
			}
			if !met || !unmet {
				l.fail(r.h, 0, "no example on each side of %s %s %s", v.fact.Name, t.op, t.value)
			}
		}
	}
}

// settings returns the case facts and those of each example.
func (r *rule) settings() []corpus.Assignment {
	out := []corpus.Assignment{r.h.CaseFacts}
	for _, e := range r.h.Examples {
		out = append(out, vary(r.h.CaseFacts, e.With))
	}
	return out
}
