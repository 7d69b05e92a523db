package reasoning

import (
	"cmp"
	"container/heap"
	"slices"
	"strings"

	"yaozhi/corpus"
)

// Goals of a Repair.
const (
	GoalClear = "clear" // no conflict, no risk, and no open fact can make one
	GoalSafe  = "safe"  // satisfied
)

const (
	maxPlans   = 3    // repairs offered for each goal
	maxChanges = 5    // of one plan; more is a redesign, not a repair
	maxTries   = 2000 // plans tried for one holding
)

// option is one change that the product team can make.
type option struct {
	v       int
	cells   mask
	cost    int
	reading *FactReading // the fact as it will be
	action  corpus.Text
}

// plan is a set of options, by number, ascending.
type plan struct {
	options []int
	cost    int
}

type plans []plan

func (p plans) Len() int      { return len(p) }
func (p plans) Swap(i, j int) { p[i], p[j] = p[j], p[i] }
func (p plans) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(p[i].cost, p[j].cost), cmp.Compare(len(p[i].options), len(p[j].options)),
		slices.Compare(p[i].options, p[j].options)) < 0
}
func (p *plans) Push(x any) { *p = append(*p, x.(plan)) }
func (p *plans) Pop() any {
	last := (*p)[len(*p)-1]
	*p = (*p)[:len(*p)-1]
	return last
}

// repair returns the cheapest plans for each goal, at most maxPlans each, cheapest
// first; none for a goal already reached. A plan reaches its goal whatever the
// facts left open turn out to be.
func (r *rule) repair(w *view, v verdict, pinned []string, s *scratch) []Repair {
	if v.status != StatusConflict && v.status != StatusAtRisk && v.status != StatusUnknown {
		return nil
	}
	opts := r.options(w, pinned)
	goals := []string{GoalClear, GoalSafe}
	already := r.reached(w, opts, plan{}, s)
	goals = slices.DeleteFunc(goals, func(g string) bool { return slices.Contains(already, g) })
	found := map[string][]plan{}
	done := func(p plan) bool {
		return !slices.ContainsFunc(goals, func(g string) bool { return len(found[g]) < maxPlans && !contains(found[g], p) })
	}
	queue := &plans{{}}
	for tries := 0; queue.Len() > 0 && tries < maxTries; tries++ {
		p := heap.Pop(queue).(plan)
		if done(p) {
			continue
		}
		for _, g := range r.reached(w, opts, p, s) {
			if len(found[g]) < maxPlans && !contains(found[g], p) {
				found[g] = append(found[g], p)
			}
		}
		if !done(p) {
			extend(queue, opts, p)
		}
	}
	var out []Repair
	for _, g := range goals {
		for _, p := range found[g] {
			out = append(out, describe(g, opts, p))
		}
	}
	return out
}

// extend queues p with each option after its last that changes another fact.
func extend(queue *plans, opts []option, p plan) {
	if len(p.options) == maxChanges {
		return
	}
	next := 0
	if n := len(p.options); n > 0 {
		next = p.options[n-1] + 1
	}
	for i := next; i < len(opts); i++ {
		if next > 0 && opts[i].v == opts[next-1].v {
			continue
		}
		heap.Push(queue, plan{append(slices.Clone(p.options), i), p.cost + opts[i].cost})
	}
}

// contains reports whether p has all the changes of some plan already found.
func contains(found []plan, p plan) bool {
	return slices.ContainsFunc(found, func(f plan) bool {
		for _, o := range f.options {
			if !slices.Contains(p.options, o) {
				return false
			}
		}
		return true
	})
}

// reached returns the goals that hold once p is carried out.
func (r *rule) reached(w *view, opts []option, p plan, s *scratch) []string {
	after := w.clone()
	for _, i := range p.options {
		o := opts[i]
		after.settle(o.v, o.cells, o.reading)
		after.shown[o.v] = []*FactReading{o.reading}
	}
	v := r.judge(after, s)
	var goals []string
	if v.status != StatusConflict && v.status != StatusAtRisk && v.now&breach == 0 && v.soon&breach == 0 {
		goals = append(goals, GoalClear)
	}
	if v.status == StatusSatisfied {
		goals = append(goals, GoalSafe)
	}
	return goals
}

// options lists the changes open to the product team that can bear on r: to a fact
// with an effort, not pinned, and only to values facts.yaml has words for.
func (r *rule) options(w *view, pinned []string) []option {
	free := slices.Clone(w.now)
	var all []option
	for v, vr := range r.vars {
		if vr.fact.Effort == 0 || slices.Contains(pinned, vr.fact.Name) {
			continue
		}
		for _, val := range vr.targets() {
			o := option{v: v, cells: vr.cellsOf(val), cost: vr.fact.Effort}
			o.reading = &FactReading{Fact: vr.fact.Name, Value: val, Tier: TierAnswered}
			o.action = vr.action(val)
			free[v] |= o.cells
			if w.now[v] != o.cells || w.soon[v] != o.cells {
				all = append(all, o)
			}
		}
	}
	bears := r.graph.support(free)
	r.risk.mark(bears)
	return slices.DeleteFunc(all, func(o option) bool { return !bears[o.v] })
}

// targets returns the values that v can be given, in the order of its values; for
// a duration, the periods its conditions name as an upper bound.
func (v *variable) targets() []corpus.Value {
	var out []corpus.Value
	add := func(key string, val corpus.Value) {
		if _, ok := v.fact.Repair[key]; ok && !slices.Contains(out, val) {
			out = append(out, val)
		}
	}
	switch v.fact.Type {
	case corpus.TypeBool:
		add("false", corpus.Bool(false))
		add("true", corpus.Bool(true))
	case corpus.TypeEnum:
		for _, e := range v.fact.Values {
			add(e.ID, corpus.Enum(e.ID))
		}
	default:
		for _, t := range v.thresholds {
			switch {
			case t.op == "le":
				add("value", t.value)
			case t.op == "lt" && t.value.N > 0:
				add("value", corpus.Duration(t.value.N-1, t.value.Unit))
			}
		}
	}
	return out
}

// action says what to do to give v a value.
func (v *variable) action(val corpus.Value) corpus.Text {
	if v.fact.Type != corpus.TypeDuration {
		return v.fact.Repair[val.String()]
	}
	t, amount := v.fact.Repair["value"], durationText(val)
	return corpus.Text{
		Zh: strings.ReplaceAll(t.Zh, "{value}", amount.Zh),
		En: strings.ReplaceAll(t.En, "{value}", amount.En),
	}
}

// describe puts a plan in words.
func describe(goal string, opts []option, p plan) Repair {
	out := Repair{Goal: goal, Cost: p.cost}
	var zh, en []string
	for _, i := range p.options {
		o := opts[i]
		out.Changes = append(out.Changes, Change{o.reading.Fact, o.reading.Value})
		zh, en = append(zh, o.action.Zh), append(en, o.action.En)
	}
	out.Action = corpus.Text{Zh: strings.Join(zh, "；"), En: strings.Join(en, "; ")}
	return out
}
