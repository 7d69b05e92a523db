package reasoning

import (
	"fmt"
	"slices"

	"yaozhi/corpus"
)

// explainer draws the tree of reasons of one holding under one view.
type explainer struct {
	r    *rule
	left []mask         // cells left to each variable
	from []*FactReading // where that is from
}

// truth evaluates a condition in three values.
func (x *explainer) truth(e *expr) Truth {
	switch e.op {
	case opLeaf:
		switch left := x.left[e.v]; {
		case left&^e.cells == 0:
			return True
		case left&e.cells == 0:
			return False
		}
		return Unknown
	case opNot:
		return negate(x.truth(e.kids[0]))
	case opRef:
		return x.truth(e.kids[0])
	}
	decides, out := False, True
	if e.op == opAny {
		decides, out = True, False
	}
	for _, kid := range e.kids {
		switch x.truth(kid) {
		case decides:
			return decides
		case Unknown:
			out = Unknown
		}
	}
	return out
}

func negate(t Truth) Truth {
	switch t {
	case True:
		return False
	case False:
		return True
	}
	return Unknown
}

// explain returns the reasons for a verdict: the sides that decide it, each cut
// down to the conditions that decide it or keep it open. The truth of the root says
// whether the outcome is certain.
func (r *rule) explain(w *view, v verdict) *Step {
	root := &Step{Op: "holding", Label: r.h.Title, Truth: Unknown}
	x := &explainer{r: r, left: w.now, from: w.nowFrom}
	if v.status == StatusAtRisk && (v.soon == breach || v.dropped) {
		x.left, x.from = w.soon, w.soonFrom
	}
	sides := []struct {
		name string
		e    *expr
	}{{"scope", r.scope}, {"breach", r.breach}, {"safe", r.safe}}
	for i, side := range sides {
		if side.e == nil {
			continue
		}
		st := x.step(side.e)
		st.Side, st.Pins = side.name, pinsFor(r.h, side.name)
		root.Children = append(root.Children, st)
		if i == 0 && st.Truth == False || side.name == "breach" && st.Truth == True {
			break
		}
	}
	if v.risk && v.status == StatusAtRisk {
		st := w.riskStep(r)
		root.Children = append(root.Children, st)
	}
	if len(v.now.list()) == 1 {
		root.Truth = True
	}
	return root
}

// step explains one node: one child that decides it, or all that do so together,
// or all that keep it open.
func (x *explainer) step(e *expr) *Step {
	st := &Step{Op: opName(e.op), Truth: x.truth(e), Label: x.r.label(e)}
	switch e.op {
	case opLeaf:
		st.Fact = x.r.vars[e.v].fact.Name
		st.Reading = x.from[e.v]
		return st
	case opRef:
		st.Pins = pinsFor(e.of, e.side)
	}
	one := e.op == opAll && st.Truth == False || e.op == opAny && st.Truth == True
	for _, kid := range x.firmFirst(e.kids, one) {
		if x.truth(kid) != st.Truth && e.op != opNot {
			continue
		}
		st.Children = append(st.Children, x.step(kid))
		if one {
			break
		}
	}
	return st
}

// firmFirst puts conditions that rest on no presumption first, where one of
// several will do.
func (x *explainer) firmFirst(kids []*expr, one bool) []*expr {
	if !one {
		return kids
	}
	kids = slices.Clone(kids)
	slices.SortStableFunc(kids, func(a, b *expr) int { return x.presumes(a) - x.presumes(b) })
	return kids
}

// presumes is 1 if a leaf of e that has a value has it by presumption.
func (x *explainer) presumes(e *expr) int {
	if e.op == opLeaf {
		if f := x.from[e.v]; f != nil && f.Tier == TierPresumed {
			return 1
		}
		return 0
	}
	out := 0
	for _, kid := range e.kids {
		out = max(out, x.presumes(kid))
	}
	return out
}

// riskStep explains the risk condition by the evidence that meets it.
func (w *view) riskStep(r *rule) *Step {
	x := &explainer{r: r, left: make([]mask, len(r.vars)), from: make([]*FactReading, len(r.vars))}
	for v, vr := range r.vars {
		x.left[v] = vr.all()
	}
	for _, f := range w.shows(r, r.risk, true) {
		v := slices.IndexFunc(r.vars, func(vr *variable) bool { return vr.fact.Name == f.Fact })
		x.left[v], x.from[v] = r.vars[v].cellsOf(f.Value), f
	}
	st := x.step(r.risk)
	st.Side, st.Pins = "risk", pinsFor(r.h, "risk")
	return st
}

func opName(o op) string {
	return map[op]string{opAll: "all", opAny: "any", opNot: "not", opLeaf: "fact", opRef: "holding"}[o]
}

// label says in words what a node asks for.
func (r *rule) label(e *expr) corpus.Text {
	switch e.op {
	case opAll:
		return corpus.Text{Zh: "同时具备", En: "all of"}
	case opAny:
		return corpus.Text{Zh: "具备其一", En: "any of"}
	case opNot:
		return corpus.Text{Zh: "并非", En: "not"}
	case opRef:
		return e.of.Title
	}
	f, cmp := r.vars[e.v].fact, e.cond.Cmp
	switch {
	case cmp == nil:
		return f.Label
	case f.Type == corpus.TypeDuration:
		sign := map[string]string{"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}[cmp.Op]
		amount := durationText(cmp.Value)
		return corpus.Text{
			Zh: fmt.Sprintf("%s %s %s", f.Label.Zh, sign, amount.Zh),
			En: fmt.Sprintf("%s %s %s", f.Label.En, sign, amount.En),
		}
	case f.Type == corpus.TypeEnum:
		val := f.Values[enumIndex(f, cmp.Value.Enum)].Label
		return corpus.Text{Zh: f.Label.Zh + "：" + val.Zh, En: f.Label.En + ": " + val.En}
	case !cmp.Value.Bool:
		return corpus.Text{Zh: "并非：" + f.Label.Zh, En: "not: " + f.Label.En}
	}
	return f.Label
}

// durationText puts a duration in words: 15个工作日, 15 working days.
func durationText(v corpus.Value) corpus.Text {
	units := map[corpus.Unit]corpus.Text{
		corpus.Days:        {Zh: "日", En: "day"},
		corpus.WorkingDays: {Zh: "个工作日", En: "working day"},
		corpus.Months:      {Zh: "个月", En: "month"},
		corpus.Hours:       {Zh: "小时", En: "hour"},
	}
	en := fmt.Sprintf("%d %s", v.N, units[v.Unit].En)
	if v.N != 1 {
		en += "s"
	}
	return corpus.Text{Zh: fmt.Sprintf("%d%s", v.N, units[v.Unit].Zh), En: en}
}

// pinsFor returns the court's words on one side of h, in the order of the file.
func pinsFor(h *corpus.Holding, side string) []*corpus.Pinpoint {
	var out []*corpus.Pinpoint
	for _, p := range h.Quotes {
		if p.For == side {
			out = append(out, p)
		}
	}
	return out
}

// pins returns all the court's words on h, those of the deciding sides first.
func pins(h *corpus.Holding, s Status) []*corpus.Pinpoint {
	first := []string{"breach", "scope"}
	switch s {
	case StatusSatisfied:
		first = []string{"safe", "scope"}
	case StatusAtRisk:
		first = []string{"risk", "breach"}
	}
	out := slices.Clone(h.Quotes)
	place := func(p *corpus.Pinpoint) int {
		if i := slices.Index(first, p.For); i >= 0 {
			return i
		}
		return len(first)
	}
	slices.SortStableFunc(out, func(a, b *corpus.Pinpoint) int { return place(a) - place(b) })
	return out
}

// because collects the readings at the leaves of a tree, each once, in order, and
// the names of the presumptions among them.
func because(st *Step) (read []FactReading, presumed []string) {
	if st.Reading != nil {
		if st.Reading.Tier == TierPresumed {
			return nil, []string{st.Fact}
		}
		return []FactReading{*st.Reading}, nil
	}
	for _, kid := range st.Children {
		rs, ps := because(kid)
		for _, r := range rs {
			if !slices.ContainsFunc(read, func(o FactReading) bool {
				return o.Fact == r.Fact && o.Value == r.Value && o.Tier == r.Tier
			}) {
				read = append(read, r)
			}
		}
		for _, p := range ps {
			if !slices.Contains(presumed, p) {
				presumed = append(presumed, p)
			}
		}
	}
	return read, presumed
}
