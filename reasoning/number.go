package reasoning

import (
	"fmt"
	"math/bits"
	"slices"

	"yaozhi/corpus"
)

// mask is a set of cells of a variable, bit i for cell i.
type mask uint32

const maxCells = 32

func (m mask) one() bool { return m != 0 && m&(m-1) == 0 }

// cells yields the numbers of the cells of m in order.
func (m mask) cells(yield func(int) bool) {
	for rest := uint32(m); rest != 0; rest &= rest - 1 {
		if !yield(bits.TrailingZeros32(rest)) {
			return
		}
	}
}

// variable is a fact as the conditions of one holding see it. Its values fall
// into cells that no condition can tell apart: false and true; the values of an
// enum; for a duration, the ways in which its thresholds can come out together.
// So an enum has exactly one value, and 90 days or more is never 15 days or less,
// without a constraint beside the diagram.
type variable struct {
	fact       *corpus.Fact
	index      int // in the vocabulary
	thresholds []threshold
	outcomes   []uint32 // of a duration: by cell, bit i if threshold i holds
	size       int      // number of cells
	presumed   mask     // 0 for none
}

// threshold is one comparison of a duration.
type threshold struct {
	op    string
	value corpus.Value
}

func (v *variable) add(t threshold) {
	if !slices.Contains(v.thresholds, t) {
		v.thresholds = append(v.thresholds, t)
	}
}

func (v *variable) all() mask { return mask(1)<<v.size - 1 }

// split divides the values of v into cells, once all thresholds are known.
func (v *variable) split() error {
	switch v.fact.Type {
	case corpus.TypeBool:
		v.size = 2
	case corpus.TypeEnum:
		v.size = len(v.fact.Values)
	default:
		v.outcomes = feasible(v.thresholds)
		v.size = len(v.outcomes)
	}
	if v.size > maxCells || len(v.thresholds) > maxCells {
		return fmt.Errorf("fact %s has more than %d values or thresholds in one holding", v.fact.Name, maxCells)
	}
	if v.fact.Presume == "" {
		return nil
	}
	val, err := corpus.ParseValue(v.fact, v.fact.Presume)
	if err != nil {
		return fmt.Errorf("presumption of fact %s: %w", v.fact.Name, err)
	}
	v.presumed = v.cellsOf(val)
	return nil
}

// where returns the cells in which a leaf on v is true; cmp is nil for a bare fact.
func (v *variable) where(cmp *corpus.Cmp) mask {
	switch {
	case cmp == nil:
		return 1 << 1
	case v.fact.Type != corpus.TypeDuration:
		return v.cellsOf(cmp.Value)
	}
	bit := slices.Index(v.thresholds, threshold{cmp.Op, cmp.Value})
	var m mask
	for i, out := range v.outcomes {
		if out>>bit&1 == 1 {
			m |= 1 << i
		}
	}
	return m
}

// cellsOf returns the cells a value may lie in: one, or several for a duration
// whose length in calendar days is known only within bounds.
func (v *variable) cellsOf(val corpus.Value) mask {
	switch v.fact.Type {
	case corpus.TypeBool:
		if val.Bool {
			return 1 << 1
		}
		return 1
	case corpus.TypeEnum:
		if i := enumIndex(v.fact, val.Enum); i >= 0 {
			return 1 << i
		}
		return v.all()
	}
	var m mask
	for _, out := range outcomesOf(val, v.thresholds) {
		if i := slices.Index(v.outcomes, out); i >= 0 {
			m |= 1 << i
		}
	}
	return m
}

// enumIndex returns the position of an enum value of f; -1 if it has none such.
func enumIndex(f *corpus.Fact, id string) int {
	return slices.IndexFunc(f.Values, func(e corpus.EnumValue) bool { return e.ID == id })
}

// holds compares a duration val that is in truth hours long. A threshold in days
// or hours looks at the true length; one in working days or months is met by like
// units only.
func (t threshold) holds(val corpus.Value, hours int) bool {
	have, want := val.N, t.value.N
	switch t.value.Unit {
	case corpus.Days:
		have, want = hours, want*24
	case corpus.Hours:
		have = hours
	default:
		if val.Unit != t.value.Unit {
			return false
		}
	}
	switch t.op {
	case "ge":
		return have >= want
	case "gt":
		return have > want
	case "le":
		return have <= want
	}
	return have < want
}

// bounds returns the least and the greatest length of a duration in calendar
// days. Working days: at least as many days; at most with every weekend and, for
// each sixty, the eight days by which a long public holiday can stretch them.
// Months: 3 months are 89 to 92 days.
func bounds(n int, u corpus.Unit) (lo, hi int) {
	switch u {
	case corpus.WorkingDays:
		return n, n + 2*((n+4)/5) + 8*(1+n/60)
	case corpus.Months:
		return max(0, n*365/12-2), n*367/12 + 1
	}
	return n, n
}

// outcomesOf returns the ways in which the thresholds can come out for a value.
func outcomesOf(val corpus.Value, ts []threshold) []uint32 {
	if val.Unit == corpus.Hours {
		return []uint32{outcome(val, val.N, ts)}
	}
	lo, hi := bounds(val.N, val.Unit)
	var out []uint32
	for day := lo; day <= hi; day++ {
		if o := outcome(val, day*24, ts); !slices.Contains(out, o) {
			out = append(out, o)
		}
	}
	return out
}

func outcome(val corpus.Value, hours int, ts []threshold) uint32 {
	var o uint32
	for i, t := range ts {
		if t.holds(val, hours) {
			o |= 1 << i
		}
	}
	return o
}

// feasible returns every way in which the thresholds can come out for some value,
// by trying values on and beside each threshold in each unit.
func feasible(ts []threshold) []uint32 {
	var out []uint32
	try := func(n int, u corpus.Unit) {
		if n < 0 {
			return
		}
		for _, o := range outcomesOf(corpus.Duration(n, u), ts) {
			if !slices.Contains(out, o) {
				out = append(out, o)
			}
		}
	}
	longest := 0 // in days
	for _, t := range ts {
		for _, n := range []int{0, t.value.N - 1, t.value.N, t.value.N + 1} {
			try(n, t.value.Unit)
		}
		days := t.value.N
		if t.value.Unit == corpus.Hours {
			days = t.value.N/24 + 1
		}
		if t.value.Unit == corpus.Days || t.value.Unit == corpus.Hours {
			longest = max(longest, days)
			for _, n := range []int{days*24 - 24, days*24 - 1, days * 24, days*24 + 1, days*24 + 24} {
				try(n, corpus.Hours)
			}
		}
	}
	for n := range longest + 3 {
		try(n, corpus.Days)
		try(n, corpus.WorkingDays)
	}
	for n := range longest/28 + 3 {
		try(n, corpus.Months)
	}
	return out
}
