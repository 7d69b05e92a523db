package reasoning

import "encoding/binary"

// set is a set of outcomes.
type set uint8

// The outcomes as terminals of a diagram, in the order in which they are reported.
const (
	atBreach = iota
	atSafe
	atUndecided
	atOutOfScope
	outcomes
)

const (
	breach     set = 1 << atBreach
	safe       set = 1 << atSafe
	undecided  set = 1 << atUndecided
	outOfScope set = 1 << atOutOfScope
)

// maxNodes bounds the diagram of one holding. The largest of the ten holdings of
// the prototype needed 105.
const maxNodes = 1 << 16

// ref points to a node of a diagram, or to a terminal if below firstNode.
type ref int32

const firstNode ref = 8

// diagram is an ordered, reduced decision diagram from the cells of a holding's
// variables to an outcome. A node has a branch for each cell of its variable.
// Branches lead to nodes before their own, so one pass in order answers every
// question about all completions of what is known.
type diagram struct {
	vars []int32 // by node: its variable
	at   []int32 // by node: where its branches start in kids
	kids []ref
	root ref
}

func (d *diagram) branches(n int) []ref {
	if n+1 < len(d.at) {
		return d.kids[d.at[n]:d.at[n+1]]
	}
	return d.kids[d.at[n]:]
}

// builder makes a diagram node by node, each only once.
type builder struct {
	diagram
	sizes  []int
	unique map[string]ref
	key    []byte
	full   bool
}

// newBuilder makes a builder of diagrams over vars.
func newBuilder(vars []*variable) *builder {
	b := &builder{unique: map[string]ref{}}
	for _, v := range vars {
		b.sizes = append(b.sizes, v.size)
	}
	return b
}

// build compiles the sides of r into one diagram; false if it grows too large.
func build(r *rule) (diagram, bool) {
	b := newBuilder(r.vars)
	b.root = b.outcome(r)
	return b.compact(), !b.full
}

// outcome joins the sides of r.
func (b *builder) outcome(r *rule) ref {
	scope, condemned, accepted := b.expr(r.scope), b.expr(r.breach), b.expr(r.safe)
	within := b.apply(condemned, accepted, func(x, y ref) ref {
		if x == 1 {
			return atBreach
		}
		if y == 1 {
			return atSafe
		}
		return atUndecided
	})
	return b.apply(scope, within, func(x, y ref) ref {
		if x == 0 {
			return atOutOfScope
		}
		return y
	})
}

// expr builds a two-valued diagram of e, 0 for a missing side.
func (b *builder) expr(e *expr) ref {
	if e == nil {
		return 0
	}
	switch e.op {
	case opLeaf:
		kids := make([]ref, b.sizes[e.v])
		for c := range e.cells.cells {
			kids[c] = 1
		}
		return b.node(e.v, kids)
	case opNot:
		return b.apply(b.expr(e.kids[0]), 0, func(x, _ ref) ref { return 1 - x })
	case opRef:
		return b.expr(e.kids[0])
	case opAll:
		out := ref(1)
		for _, kid := range e.kids {
			out = b.apply(out, b.expr(kid), func(x, y ref) ref { return x & y })
		}
		return out
	}
	out := ref(0)
	for _, kid := range e.kids {
		out = b.apply(out, b.expr(kid), func(x, y ref) ref { return x | y })
	}
	return out
}

// node returns the node of v with these branches.
func (b *builder) node(v int, kids []ref) ref {
	same := true
	for _, k := range kids[1:] {
		same = same && k == kids[0]
	}
	if same || b.full {
		return kids[0]
	}
	b.key = binary.AppendUvarint(b.key[:0], uint64(v))
	for _, k := range kids {
		b.key = binary.AppendUvarint(b.key, uint64(k))
	}
	if n, ok := b.unique[string(b.key)]; ok {
		return n
	}
	if len(b.vars) >= maxNodes {
		b.full = true
		return kids[0]
	}
	n := firstNode + ref(len(b.vars))
	b.unique[string(b.key)] = n
	b.vars = append(b.vars, int32(v))
	b.at = append(b.at, int32(len(b.kids)))
	b.kids = append(b.kids, kids...)
	return n
}

// apply joins two diagrams terminal by terminal.
func (b *builder) apply(x, y ref, f func(x, y ref) ref) ref {
	memo := map[[2]ref]ref{}
	var join func(x, y ref) ref
	join = func(x, y ref) ref {
		if x < firstNode && y < firstNode {
			return f(x, y)
		}
		if n, ok := memo[[2]ref{x, y}]; ok || b.full {
			return n
		}
		v := min(b.level(x), b.level(y))
		kids := make([]ref, b.sizes[v])
		for c := range kids {
			kids[c] = join(b.below(x, v, c), b.below(y, v, c))
		}
		n := b.node(v, kids)
		memo[[2]ref{x, y}] = n
		return n
	}
	return join(x, y)
}

// level returns the variable of n; a terminal lies below all of them.
func (d *diagram) level(n ref) int {
	if n < firstNode {
		return 1 << 30
	}
	return int(d.vars[n-firstNode])
}

// below follows branch c of n if n decides v, and stays at n if it does not.
func (d *diagram) below(n ref, v, c int) ref {
	if d.level(n) != v {
		return n
	}
	return d.kids[int(d.at[n-firstNode])+c]
}

// compact keeps the nodes the root leads to, in their order.
func (b *builder) compact() diagram {
	live := make([]bool, len(b.vars))
	var visit func(n ref)
	visit = func(n ref) {
		if n < firstNode || live[n-firstNode] {
			return
		}
		live[n-firstNode] = true
		for _, k := range b.branches(int(n - firstNode)) {
			visit(k)
		}
	}
	visit(b.root)
	var d diagram
	to := make([]ref, len(b.vars))
	move := func(n ref) ref {
		if n < firstNode {
			return n
		}
		return to[n-firstNode]
	}
	for n, ok := range live {
		if !ok {
			continue
		}
		to[n] = firstNode + ref(len(d.vars))
		d.vars = append(d.vars, b.vars[n])
		d.at = append(d.at, int32(len(d.kids)))
		for _, k := range b.branches(n) {
			d.kids = append(d.kids, move(k))
		}
	}
	d.root = move(b.root)
	return d
}
