package reasoning

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"yaozhi/corpus"
)

// op is the kind of a node of a compiled condition.
type op uint8

const (
	opAll op = iota + 1
	opAny
	opNot
	opLeaf
	opRef
)

// expr is a condition with references expanded and leaves turned into sets of
// cells of a variable.
type expr struct {
	op    op
	kids  []*expr
	v     int          // of a leaf: index in rule.vars
	cells mask         // of a leaf: the cells in which it is true
	cond  *corpus.Cond // the node of the file
	of    *corpus.Holding
	side  string // of a reference: the side of holding of that it stands for
}

// rule is a holding compiled: its sides as trees, for explaining, and one decision
// diagram that maps complete facts to an outcome. It does not change once built.
type rule struct {
	h                         *corpus.Holding
	scope, breach, safe, risk *expr // nil where the holding has none
	vars                      []*variable
	graph                     diagram
	opens                     []bool   // by variable: it stands in scope or risk, so evidence for it engages the holding
	ranks                     [][]mask // by variable and cell: the cells at least as bad for the product
	decided                   []mask   // by variable: its value in the decided case; 0 if not given
}

// problems takes the corpus.Problems out of an error or several joined.
func problems(err error) []corpus.Problem {
	if p, ok := err.(corpus.Problem); ok {
		return []corpus.Problem{p}
	}
	var out []corpus.Problem
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range many.Unwrap() {
			out = append(out, problems(e)...)
		}
	}
	return out
}

// compiler turns the holdings of a corpus into rules.
type compiler struct {
	facts map[string]int // position in the vocabulary
	vocab []*corpus.Fact
	codes map[string]*corpus.Holding // by ruling and code
}

func newCompiler(c *corpus.Corpus) *compiler {
	k := &compiler{facts: map[string]int{}, vocab: c.Facts, codes: map[string]*corpus.Holding{}}
	for i, f := range c.Facts {
		k.facts[f.Name] = i
	}
	for _, h := range c.Holdings {
		k.codes[codeKey(h.Ruling, h.Code)] = h
	}
	return k
}

func codeKey(r corpus.RulingID, code string) string { return string(r) + ":" + code }

// rule compiles h. Its errors are corpus.Problems, all of them joined.
func (k *compiler) rule(h *corpus.Holding) (*rule, error) {
	r := &rule{h: h}
	w := &walk{k: k, vars: map[string]*variable{}}
	if h.Scope == nil || h.Scope.Cond == nil {
		w.fail(h, h.Line, "a holding of use %s needs a scope", h.Use)
	}
	for _, s := range []*corpus.Side{h.Scope, h.Breach, h.Safe, h.Risk, h.Meets} {
		w.side(h, s)
	}
	if len(w.errs) > 0 {
		return nil, errors.Join(w.errs...)
	}
	r.vars = w.order
	for _, v := range r.vars {
		if err := v.split(); err != nil {
			return nil, corpus.Problem{File: h.File, Line: h.Line, Message: err.Error()}
		}
	}
	r.scope, r.breach = k.side(w, h, h.Scope), k.side(w, h, h.Breach)
	r.safe, r.risk = k.side(w, h, h.Safe), k.side(w, h, h.Risk)
	g, ok := build(r)
	if !ok {
		msg := fmt.Sprintf("the conditions need a decision diagram of more than %d nodes", maxNodes)
		return nil, corpus.Problem{File: h.File, Line: h.Line, Message: msg}
	}
	r.graph = g
	r.opens = make([]bool, len(r.vars))
	r.scope.mark(r.opens)
	r.risk.mark(r.opens)
	r.ranks = rankCells(&r.graph, r.vars)
	r.decided = r.assigned(h.CaseFacts)
	return r, nil
}

// walk is the first pass over the conditions of a holding: it finds the facts in
// the order of the text, and the thresholds of each number.
type walk struct {
	k     *compiler
	vars  map[string]*variable
	order []*variable
	path  []string // references being followed
	errs  []error
}

func (w *walk) fail(h *corpus.Holding, line int, format string, args ...any) {
	f := corpus.Problem{File: h.File, Line: line, Message: fmt.Sprintf(format, args...)}
	if !slices.ContainsFunc(w.errs, func(e error) bool { return e == error(f) }) {
		w.errs = append(w.errs, f)
	}
}

func (w *walk) side(h *corpus.Holding, s *corpus.Side) {
	if s != nil {
		w.cond(h, s.Cond)
	}
}

func (w *walk) cond(h *corpus.Holding, c *corpus.Cond) {
	switch {
	case c == nil:
	case c.Ref != nil:
		w.ref(h, c)
	case c.Not != nil:
		w.cond(h, c.Not)
	case c.Fact != "":
		w.leaf(h, c)
	default:
		if len(c.All)+len(c.Any) == 0 {
			w.fail(h, c.Line, "a condition without content")
		}
		for _, kid := range c.All {
			w.cond(h, kid)
		}
		for _, kid := range c.Any {
			w.cond(h, kid)
		}
	}
}

func (w *walk) ref(h *corpus.Holding, c *corpus.Cond) {
	to := w.k.codes[codeKey(h.Ruling, c.Ref.Code)]
	if to == nil {
		w.fail(h, c.Line, "no holding %s in this ruling", c.Ref.Code)
		return
	}
	s := sideOf(to, c.Ref.Side)
	if s == nil {
		w.fail(h, c.Line, "holding %s has no side %s to refer to", c.Ref.Code, c.Ref.Side)
		return
	}
	step := c.Ref.Code + "." + c.Ref.Side
	if slices.Contains(w.path, step) {
		w.fail(h, c.Line, "references form a cycle: %s", strings.Join(append(w.path, step), " -> "))
		return
	}
	w.path = append(w.path, step)
	w.cond(to, s.Cond)
	w.path = w.path[:len(w.path)-1]
}

func (w *walk) leaf(h *corpus.Holding, c *corpus.Cond) {
	i, ok := w.k.facts[c.Fact]
	if !ok {
		w.fail(h, c.Line, "fact %s is not in facts.yaml", c.Fact)
		return
	}
	f := w.k.vocab[i]
	if msg := unfit(f, c.Cmp); msg != "" {
		w.fail(h, c.Line, "fact %s %s", c.Fact, msg)
		return
	}
	v := w.vars[c.Fact]
	if v == nil {
		v = &variable{fact: f, index: i}
		w.vars[c.Fact] = v
		w.order = append(w.order, v)
	}
	if f.Type == corpus.TypeDuration {
		v.add(threshold{c.Cmp.Op, c.Cmp.Value})
	}
}

// unfit says why a fact cannot be compared so; empty if it can.
func unfit(f *corpus.Fact, cmp *corpus.Cmp) string {
	switch {
	case cmp == nil && f.Type == corpus.TypeBool:
		return ""
	case cmp == nil:
		return fmt.Sprintf("is of type %s and needs a comparison", f.Type)
	case cmp.Value.Type != f.Type:
		return fmt.Sprintf("is of type %s and cannot be compared with %s", f.Type, cmp.Value)
	case f.Type == corpus.TypeDuration && !slices.Contains([]string{"ge", "gt", "le", "lt"}, cmp.Op):
		return fmt.Sprintf("cannot be compared by %s: use ge, gt, le or lt", cmp.Op)
	case f.Type != corpus.TypeDuration && cmp.Op != "is":
		return fmt.Sprintf("can only be compared by is, not %s", cmp.Op)
	case f.Type == corpus.TypeEnum && enumIndex(f, cmp.Value.Enum) < 0:
		return fmt.Sprintf("has no value %s", cmp.Value.Enum)
	}
	return ""
}

// sideOf returns the named side of h; nil if it has none.
func sideOf(h *corpus.Holding, name string) *corpus.Side {
	var s *corpus.Side
	switch name {
	case "scope":
		s = h.Scope
	case "breach":
		s = h.Breach
	case "safe":
		s = h.Safe
	case "meets":
		s = h.Meets
	}
	if s == nil || s.Cond == nil {
		return nil
	}
	return s
}

// side builds the tree of a side; nil for no side.
func (k *compiler) side(w *walk, h *corpus.Holding, s *corpus.Side) *expr {
	if s == nil || s.Cond == nil {
		return nil
	}
	return k.expr(w, h, s.Cond)
}

func (k *compiler) expr(w *walk, h *corpus.Holding, c *corpus.Cond) *expr {
	switch {
	case c.Ref != nil:
		to := k.codes[codeKey(h.Ruling, c.Ref.Code)]
		kid := k.expr(w, to, sideOf(to, c.Ref.Side).Cond)
		return &expr{op: opRef, kids: []*expr{kid}, cond: c, of: to, side: c.Ref.Side}
	case c.Not != nil:
		return &expr{op: opNot, kids: []*expr{k.expr(w, h, c.Not)}, cond: c}
	case c.Fact != "":
		v := w.vars[c.Fact]
		return &expr{op: opLeaf, v: slices.Index(w.order, v), cells: v.where(c.Cmp), cond: c}
	case c.All != nil:
		return &expr{op: opAll, kids: k.exprs(w, h, c.All), cond: c}
	}
	return &expr{op: opAny, kids: k.exprs(w, h, c.Any), cond: c}
}

func (k *compiler) exprs(w *walk, h *corpus.Holding, cs []*corpus.Cond) []*expr {
	out := make([]*expr, len(cs))
	for i, c := range cs {
		out[i] = k.expr(w, h, c)
	}
	return out
}

// mark sets in the variables that occur in e.
func (e *expr) mark(in []bool) {
	if e == nil {
		return
	}
	if e.op == opLeaf {
		in[e.v] = true
	}
	for _, kid := range e.kids {
		kid.mark(in)
	}
}

// assigned turns facts in file form into the cells they leave, by variable; 0
// where the assignment does not name the variable or names it with a bad value.
func (r *rule) assigned(a corpus.Assignment) []mask {
	out := make([]mask, len(r.vars))
	for i, v := range r.vars {
		s, ok := a[v.fact.Name]
		if !ok {
			continue
		}
		if val, err := corpus.ParseValue(v.fact, s); err == nil {
			out[i] = v.cellsOf(val)
		}
	}
	return out
}
