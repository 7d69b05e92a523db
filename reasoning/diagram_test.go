package reasoning

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"yaozhi/corpus"
)

// randomCond makes a condition over the facts of the small corpus.
func randomCond(rng *rand.Rand, vocab []*corpus.Fact, depth int) *corpus.Cond {
	if depth == 0 || rng.IntN(4) == 0 {
		f := vocab[rng.IntN(len(vocab))]
		c := &corpus.Cond{Fact: f.Name}
		switch f.Type {
		case corpus.TypeEnum:
			c.Cmp = &corpus.Cmp{Op: "is", Value: corpus.Enum(f.Values[rng.IntN(len(f.Values))].ID)}
		case corpus.TypeDuration:
			c.Cmp = &corpus.Cmp{Op: []string{"ge", "gt", "le", "lt"}[rng.IntN(4)], Value: randomDuration(rng)}
		}
		return c
	}
	kids := make([]*corpus.Cond, 1+rng.IntN(3))
	for i := range kids {
		kids[i] = randomCond(rng, vocab, depth-1)
	}
	switch rng.IntN(3) {
	case 0:
		return &corpus.Cond{All: kids}
	case 1:
		return &corpus.Cond{Any: kids}
	}
	return &corpus.Cond{Not: kids[0]}
}

func randomDuration(rng *rand.Rand) corpus.Value {
	units := []corpus.Unit{corpus.Days, corpus.WorkingDays, corpus.Months, corpus.Hours}
	return corpus.Duration(rng.IntN(40), units[rng.IntN(len(units))])
}

// randomRule compiles a holding with random sides over six facts.
func randomRule(t *testing.T, rng *rand.Rand, c *corpus.Corpus) *rule {
	t.Helper()
	vocab := []*corpus.Fact{c.Fact("login.skip"), c.Fact("login.refuse"), c.Fact("login.profile_required"),
		c.Fact("refusal.scope"), c.Fact("access.days"), c.Fact("access.late")}
	side := func() *corpus.Side { return &corpus.Side{Cond: randomCond(rng, vocab, 3)} }
	h := &corpus.Holding{ID: "random", Use: corpus.UseTest, Scope: side(), Breach: side(), Safe: side(), Risk: side()}
	r, err := newCompiler(c).rule(h)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// plainly evaluates a condition on one cell for each variable.
func plainly(e *expr, cell []int) bool {
	switch e.op {
	case opLeaf:
		return e.cells>>cell[e.v]&1 == 1
	case opNot:
		return !plainly(e.kids[0], cell)
	case opRef:
		return plainly(e.kids[0], cell)
	}
	for _, kid := range e.kids {
		if plainly(kid, cell) != (e.op == opAll) {
			return e.op == opAny
		}
	}
	return e.op == opAll
}

func plainOutcome(r *rule, cell []int) int {
	switch {
	case !plainly(r.scope, cell):
		return atOutOfScope
	case plainly(r.breach, cell):
		return atBreach
	case plainly(r.safe, cell):
		return atSafe
	}
	return atUndecided
}

// completions calls f with every choice of cells left by known.
func completions(known []mask, f func(cell []int)) {
	cell := make([]int, len(known))
	var fill func(v int)
	fill = func(v int) {
		if v == len(known) {
			f(cell)
			return
		}
		for c := range known[v].cells {
			cell[v] = c
			fill(v + 1)
		}
	}
	fill(0)
}

func randomKnown(rng *rand.Rand, r *rule) []mask {
	known := r.everything()
	for v, all := range known {
		if m := mask(rng.Uint32()) & all; m != 0 {
			known[v] = m
		}
	}
	return known
}

func TestDiagramAgreesWithBruteForce(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	c := smallCorpus(t)
	var s scratch
	for range 400 {
		r := randomRule(t, rng, c)
		for range 10 {
			known := randomKnown(rng, r)
			var want set
			turns := make([]bool, len(r.vars))
			completions(known, func(cell []int) {
				o := plainOutcome(r, cell)
				want |= 1 << o
				for v := range cell {
					kept := cell[v]
					for other := range known[v].cells {
						cell[v] = other
						turns[v] = turns[v] || plainOutcome(r, cell) != o
					}
					cell[v] = kept
				}
			})
			if got := r.graph.possible(known, &s); got != want {
				t.Fatalf("possible(%v) = %v, want %v", known, got.list(), want.list())
			}
			if got := r.graph.support(known); fmt.Sprint(got) != fmt.Sprint(turns) {
				t.Fatalf("support(%v) = %v, want %v", known, got, turns)
			}
		}
	}
}

func TestRanksAgreeWithBruteForce(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	c := smallCorpus(t)
	for range 200 {
		r := randomRule(t, rng, c)
		for v := range r.vars {
			up := r.graph.rank(v, r.vars[v].size, [outcomes]uint8{atBreach: 1})
			completions(r.everything(), func(cell []int) {
				kept := cell[v]
				hurts := plainOutcome(r, cell) == atBreach
				for other := range r.vars[v].all().cells {
					cell[v] = other
					if hurts && plainOutcome(r, cell) != atBreach && up[kept]>>other&1 == 1 {
						t.Fatalf("%s: cell %d ranked at least as bad as %d", r.vars[v].fact.Name, other, kept)
					}
				}
				cell[v] = kept
			})
		}
	}
}

func TestOneMoreFactNeverChangesASettledVerdict(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	k := smallChecker(t)
	var s scratch
	for range 3000 {
		r := k.rules[rng.IntN(len(k.rules))]
		known := randomKnown(rng, r)
		before := r.graph.possible(known, &s)
		v := rng.IntN(len(known))
		for c := range known[v].cells {
			known[v] = 1 << c
			break
		}
		if after := r.graph.possible(known, &s); after&^before != 0 || after == 0 {
			t.Fatalf("%s: one more fact led from %v to %v", r.h.Code, before.list(), after.list())
		}
	}
}

func TestEveryDurationHasItsCell(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	c := smallCorpus(t)
	for range 300 {
		v := &variable{fact: c.Fact("access.days")}
		for range 1 + rng.IntN(4) {
			v.add(threshold{[]string{"ge", "gt", "le", "lt"}[rng.IntN(4)], randomDuration(rng)})
		}
		if err := v.split(); err != nil {
			t.Fatal(err)
		}
		for range 100 {
			val := randomDuration(rng)
			if rng.IntN(2) == 0 {
				val.N *= 40
			}
			for _, o := range outcomesOf(val, v.thresholds) {
				found := false
				for _, have := range v.outcomes {
					found = found || have == o
				}
				if !found {
					t.Fatalf("%s lies in no cell of %v", val, v.thresholds)
				}
			}
		}
	}
}

// TestBounds compares with the calendar: months from every day of four years, and
// working days without holidays, which can only lengthen them.
func TestBounds(t *testing.T) {
	day0 := time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC)
	for offset := range 4*365 + 1 {
		start := day0.AddDate(0, 0, offset)
		for n := 1; n <= 24; n++ {
			end := start.AddDate(0, n, 0)
			if end.Day() != start.Day() { // the month is shorter: it ends on its last day
				end = end.AddDate(0, 0, -end.Day())
			}
			days := int(end.Sub(start).Hours() / 24)
			if lo, hi := bounds(n, corpus.Months); days < lo || days > hi {
				t.Fatalf("%d months from %s are %d days, outside %d to %d", n, start.Format(time.DateOnly), days, lo, hi)
			}
		}
		days, worked := 0, 0
		for worked < 60 {
			days++
			if d := start.AddDate(0, 0, days).Weekday(); d != time.Saturday && d != time.Sunday {
				worked++
				if lo, hi := bounds(worked, corpus.WorkingDays); days < lo || days > hi {
					t.Fatalf("%d working days are %d days, outside %d to %d", worked, days, lo, hi)
				}
			}
		}
	}
	if lo, hi := bounds(3, corpus.Months); lo != 89 || hi != 92 {
		t.Errorf("three months are %d to %d days, want 89 to 92", lo, hi)
	}
}
