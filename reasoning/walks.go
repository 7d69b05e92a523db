package reasoning

import (
	"encoding/binary"
	"math"
)

// scratch holds the buffers of the walks over diagrams. One Check has one; it is
// never shared.
type scratch struct {
	sets []set
	odds [][outcomes]float64
}

// possible returns the outcomes that some completion of what is known can have;
// known gives the cells left to each variable. It is exact.
func (d *diagram) possible(known []mask, s *scratch) set {
	if d.root < firstNode {
		return 1 << d.root
	}
	if cap(s.sets) < len(d.vars) {
		s.sets = make([]set, len(d.vars))
	}
	sets := s.sets[:len(d.vars)]
	for n := range sets {
		sets[n] = 0
		at := d.at[n]
		for c := range known[d.vars[n]].cells {
			k := d.kids[int(at)+c]
			if k < firstNode {
				sets[n] |= 1 << k
			} else {
				sets[n] |= sets[k-firstNode]
			}
		}
	}
	return sets[d.root-firstNode]
}

// chances returns the probability of each outcome when the cells of each variable
// have the given weights, which sum to one over the cells left.
func (d *diagram) chances(weights [][]float64, s *scratch) [outcomes]float64 {
	if d.root < firstNode {
		var out [outcomes]float64
		out[d.root] = 1
		return out
	}
	if cap(s.odds) < len(d.vars) {
		s.odds = make([][outcomes]float64, len(d.vars))
	}
	odds := s.odds[:len(d.vars)]
	for n := range odds {
		odds[n] = [outcomes]float64{}
		at := int(d.at[n])
		for c, w := range weights[d.vars[n]] {
			k := d.kids[at+c]
			switch {
			case w == 0:
			case k < firstNode:
				odds[n][k] += w
			default:
				for o, p := range odds[k-firstNode] {
					odds[n][o] += w * p
				}
			}
		}
	}
	return odds[d.root-firstNode]
}

// entropy of a distribution, in bits.
func entropy(ps ...float64) float64 {
	var h float64
	for _, p := range ps {
		if p > 0 {
			h -= p * math.Log2(p)
		}
	}
	return h
}

// support returns, by variable, whether the outcome still depends on it given
// what is known: the diagram is restricted and reduced again.
func (d *diagram) support(known []mask) []bool {
	in := make([]bool, len(known))
	if d.root < firstNode {
		return in
	}
	class := make([]ref, len(d.vars)) // by node: what it is reduced to
	first := make([]int, 0, len(d.vars))
	unique := map[string]ref{}
	var key []byte
	for n := range d.vars {
		v, at := d.vars[n], int(d.at[n])
		key = binary.AppendUvarint(key[:0], uint64(v))
		same, one := true, ref(-1)
		for c := range known[v].cells {
			k := d.kids[at+c]
			if k >= firstNode {
				k = class[k-firstNode]
			}
			same = same && (one < 0 || one == k)
			one = k
			key = binary.AppendUvarint(key, uint64(k))
		}
		if same {
			class[n] = one
			continue
		}
		if seen, ok := unique[string(key)]; ok {
			class[n] = seen
			continue
		}
		class[n] = firstNode + ref(len(first))
		unique[string(key)] = class[n]
		first = append(first, n)
	}
	d.reach(class[d.root-firstNode], class, first, known, in)
	return in
}

// reach marks the variables of the reduced nodes that the reduced node n leads to.
func (d *diagram) reach(n ref, class []ref, first []int, known []mask, in []bool) {
	seen := make([]bool, len(first))
	var visit func(n ref)
	visit = func(n ref) {
		if n < firstNode || seen[n-firstNode] {
			return
		}
		seen[n-firstNode] = true
		node := first[n-firstNode]
		v := d.vars[node]
		in[v] = true
		for c := range known[v].cells {
			k := d.kids[int(d.at[node])+c]
			if k >= firstNode {
				k = class[k-firstNode]
			}
			visit(k)
		}
	}
	visit(n)
}

// rankCells orders the cells of each variable by what they do to the product: the
// mask at [v][a] has the cells b for which moving from a to b can only help a
// breach, whatever the other facts are. Where no breach depends on v, moving can
// only hurt what is safe.
func rankCells(d *diagram, vars []*variable) [][]mask {
	out := make([][]mask, len(vars))
	for v := range vars {
		out[v] = d.rank(v, vars[v].size, [outcomes]uint8{atBreach: 1})
		if flat(out[v], vars[v].all()) {
			out[v] = d.rank(v, vars[v].size, [outcomes]uint8{atBreach: 1, atUndecided: 1, atOutOfScope: 1})
		}
	}
	return out
}

func flat(up []mask, all mask) bool {
	for _, m := range up {
		if m != all {
			return false
		}
	}
	return true
}

func (d *diagram) rank(v, size int, weight [outcomes]uint8) []mask {
	up := make([]mask, size)
	for a := range up {
		up[a] = 1<<size - 1
	}
	memo := map[[2]ref]bool{}
	for n, nv := range d.vars {
		if int(nv) != v {
			continue
		}
		kids := d.branches(n)
		for a := range kids {
			for b := range kids {
				if !d.dominated(kids[a], kids[b], weight, memo) {
					up[a] &^= 1 << b
				}
			}
		}
	}
	return up
}

// dominated reports whether y weighs at least as much as x for every completion.
func (d *diagram) dominated(x, y ref, weight [outcomes]uint8, memo map[[2]ref]bool) bool {
	if x == y {
		return true
	}
	if x < firstNode && y < firstNode {
		return weight[x] <= weight[y]
	}
	if known, ok := memo[[2]ref{x, y}]; ok {
		return known
	}
	v := min(d.level(x), d.level(y))
	n := x
	if d.level(x) != v {
		n = y
	}
	ok := true
	for c := range d.branches(int(n - firstNode)) {
		ok = ok && d.dominated(d.below(x, v, c), d.below(y, v, c), weight, memo)
	}
	memo[[2]ref{x, y}] = ok
	return ok
}

// worst returns the cell of m that is at least as bad for the product as every
// other of m, and whether there is one.
func worst(up []mask, m mask) (mask, bool) {
	var out mask
	for b := range m.cells {
		top := true
		for a := range m.cells {
			top = top && up[a]>>b&1 == 1
		}
		if top {
			out |= 1 << b
		}
	}
	return out, out != 0
}
