package facts

import (
	"bytes"
	"io/fs"
	"slices"

	"go.yaml.in/yaml/v3"
)

// grammar is the classes that the engine itself acts on, by position in the lexicon.
type grammar struct {
	absorb                              set // content words: a negation ends at the first of them
	opaque                              set // words of these classes mean more than their parts
	own                                 set // the classes below: no word inherits them
	neg, negShort, missing, light       class
	coord                               class
	hedge, plan, past, now, rejected    class
	others, we                          class
	normSubject, normMust, violation    class
	ask, cond                           class
	exceptOpen, exceptClose, exceptPost class
	gate, ungate, renewed, without      class
	you, unless                         class
	negEnd                              class // 即可: a negation ends here
}

// grammarFile is lexicon/grammar.yaml.
type grammarFile struct {
	Absorb    []string       `yaml:"absorb"`
	Opaque    []string       `yaml:"opaque"`
	Compounds []compoundFile `yaml:"compounds"`
}

type compoundFile struct {
	As    string   `yaml:"as"`
	Of    []string `yaml:"of"`    // terms in order, each "a|b+"
	Gap   int      `yaml:"gap"`   // bytes allowed between them; 0: 36
	Wide  bool     `yaml:"wide"`  // may cross the clauses of a sentence
	Loose bool     `yaml:"loose"` // two terms, in any order
}

// compound joins words that stand near one another into one of a new class:
// 营销 … 短信.
type compound struct {
	entry *entry
	of    []anyOf
	gap   int
	wide  bool
}

func (l *lexicon) loadGrammar(files fs.FS, name string) {
	var g grammarFile
	if !l.decode(files, name, &g) {
		return
	}
	for _, c := range g.Compounds {
		l.class(c.As)
	}
	for _, a := range g.Absorb {
		l.grammar.absorb.add(l.known(a, name, 0))
	}
	for _, o := range g.Opaque {
		l.grammar.opaque.add(l.known(o, name, 0))
	}
	for _, f := range []struct {
		to   *class
		name string
	}{
		{&l.grammar.neg, "neg"}, {&l.grammar.negShort, "neg-short"}, {&l.grammar.missing, "missing"}, {&l.grammar.light, "light"},
		{&l.grammar.coord, "coord"}, {&l.grammar.hedge, "hedge"}, {&l.grammar.plan, "plan"}, {&l.grammar.past, "past"},
		{&l.grammar.now, "now"}, {&l.grammar.rejected, "rejected"}, {&l.grammar.others, "others"}, {&l.grammar.we, "we"},
		{&l.grammar.normSubject, "norm-subject"}, {&l.grammar.normMust, "norm-must"}, {&l.grammar.violation, "violation"},
		{&l.grammar.ask, "ask"}, {&l.grammar.cond, "if"}, {&l.grammar.exceptOpen, "except-open"}, {&l.grammar.exceptClose, "except-close"},
		{&l.grammar.exceptPost, "except-post"}, {&l.grammar.gate, "gate"}, {&l.grammar.ungate, "ungate"},
		{&l.grammar.renewed, "renewed"}, {&l.grammar.unless, "unless"}, {&l.grammar.you, "you"}, {&l.grammar.without, "without-consent"},
		{&l.grammar.negEnd, "neg-end"},
	} {
		*f.to = l.known(f.name, name, 0)
		l.grammar.own.add(*f.to)
	}
	for _, c := range g.Compounds {
		l.addCompound(name, c)
	}
}

func (l *lexicon) addCompound(file string, c compoundFile) {
	k := compound{entry: &entry{classes: []class{l.class(c.As)}}, gap: c.Gap, wide: c.Wide}
	if k.gap == 0 {
		k.gap = 36
	}
	for _, s := range c.Of {
		k.of = append(k.of, l.terms(file, 0, s))
	}
	if len(k.of) < 2 {
		l.fault(file, 0, "compound "+c.As+" joins fewer than two words")
		return
	}
	l.compounds = append(l.compounds, k)
	if c.Loose && len(k.of) == 2 {
		k.of = []anyOf{k.of[1], k.of[0]}
		l.compounds = append(l.compounds, k)
	}
}

// decode reads a YAML file strictly into v.
func (l *lexicon) decode(files fs.FS, name string, v any) bool {
	data, err := fs.ReadFile(files, name)
	if err == nil {
		d := yaml.NewDecoder(bytes.NewReader(data))
		d.KnownFields(true)
		err = d.Decode(v)
	}
	if err != nil {
		l.fault(name, 0, err.Error())
	}
	return err == nil
}

// maxShort is how far, in bytes, a bare 不 or 未 reaches for the word it negates.
const maxShort = 15

// maxReach is the same for a full negator.
const maxReach = 150

// negate marks the tokens of a clause that an odd number of negations reaches.
func (g *grammar) negate(ts []token) {
	pending, reach, carry, joined, applied := 0, 0, false, false, false
	lastNeg := -1
	for i := range ts {
		t := &ts[i]
		isNeg, isShort := t.is(g.neg), t.is(g.negShort)
		if isNeg || isShort {
			if pending > 0 && reach < t.start {
				pending = 0
			}
			pending++
			reach, lastNeg = t.end+maxReach, i
			if isShort && pending == 1 {
				reach = t.end + maxShort
			}
			applied = false
			continue
		}
		reached := pending > 0 && t.start <= reach
		switch {
		case t.is(g.negEnd):
			pending, carry, joined = 0, false, false
		case t.is(g.coord):
			joined = true
		case t.is(g.light):
			t.neg = reached && pending%2 == 1
		case t.entry.isAny(&g.absorb):
			switch {
			case reached:
				t.neg, applied = pending%2 == 1, true
			case carry && joined:
				t.neg = true
			}
			carry, joined, pending = t.neg, false, 0
		case reached:
			t.neg, applied = pending%2 == 1, true
		}
	}
	if lastNeg >= 0 && !applied {
		g.negateBack(ts, lastNeg)
	}
}

// negateBack handles a negation that reached nothing: 跳过按钮没有, the skip is not
// offered. It negates what stands before it, if it says that something is missing.
func (g *grammar) negateBack(ts []token, at int) {
	if !ts[at].is(g.missing) && !(at+1 < len(ts) && ts[at+1].is(g.light) && ts[at+1].start-ts[at].end <= maxShort) {
		return
	}
	for i := range at {
		if !ts[i].is(g.neg) && !ts[i].is(g.negShort) {
			ts[i].neg = !ts[i].neg
		}
	}
}

// except marks the tokens of a sentence that stand inside an exception: 除 … 外,
// … 除外, other than ….
func (g *grammar) except(ts []token, cs []clause) {
	for ci := range cs {
		c := &cs[ci]
		for i := c.first; i < c.limit; i++ {
			switch {
			case ts[i].is(g.exceptOpen):
				for j, end := i+1, g.exceptEnd(ts, cs, ci, i); j < end; j++ {
					ts[j].except = true
				}
			case ts[i].is(g.exceptPost):
				for j := c.first; j < i; j++ {
					ts[j].except = true
				}
			}
		}
	}
}

// exceptEnd is the token after the last of the exception opened at i: before 外, or
// at the end of the clause.
func (g *grammar) exceptEnd(ts []token, cs []clause, ci, i int) int {
	for j := i + 1; j < cs[len(cs)-1].limit && ts[j].start-ts[i].start < 240; j++ {
		if ts[j].is(g.exceptClose) {
			return j
		}
	}
	return cs[ci].limit
}

// join appends to the tokens of a clause, or of a sentence for the wide ones, the
// compounds met in them; a compound may join others that stand before it in the
// grammar.
func (l *lexicon) join(ts []token, wide bool) []token {
	var have set
	for i := range ts {
		for _, c := range ts[i].entry.classes {
			have.add(c)
		}
	}
	for k := range l.compounds {
		cp := &l.compounds[k]
		if cp.wide != wide || !cp.possible(&have) {
			continue
		}
		for i, n := 0, len(ts); i < n; i++ {
			if !ts[i].meets(cp.of[0]) {
				continue
			}
			if t, ok := cp.match(ts[:n], i); ok {
				ts = append(ts, t)
				have.add(t.entry.classes[0])
			}
		}
	}
	return ts
}

// possible reports whether the classes that cp joins are there at all.
func (cp *compound) possible(have *set) bool {
	for _, of := range cp.of {
		if !slices.ContainsFunc(of, func(t term) bool { return have.has(t.class) }) {
			return false
		}
	}
	return true
}

// match tries cp with its first word at i.
func (cp *compound) match(ts []token, i int) (token, bool) {
	out := token{clause: ts[i].clause, start: ts[i].start, end: ts[i].end, entry: cp.entry, except: ts[i].except, value: ts[i].value}
	out.neg = cp.of[0].flips(&ts[i])
	for _, of := range cp.of[1:] {
		best := -1
		for j := range ts {
			if ts[j].start >= out.end && ts[j].start-out.end <= cp.gap && ts[j].meets(of) && (best < 0 || ts[j].start < ts[best].start) {
				best = j
			}
		}
		if best < 0 {
			return out, false
		}
		out.end = ts[best].end
		if of.flips(&ts[best]) {
			out.neg = !out.neg
		}
		if out.value.Type == "" {
			out.value = ts[best].value
		}
	}
	return out, true
}

// meets reports whether t is what a asks for.
func (t *token) meets(a anyOf) bool {
	for _, k := range a {
		if !t.is(k.class) {
			continue
		}
		switch k.want {
		case either:
			return !t.except
		case positive:
			if !t.neg && !t.except {
				return true
			}
		case negative:
			if t.neg && !t.except {
				return true
			}
		case excepted:
			if t.except {
				return true
			}
		}
	}
	return false
}

// flips reports whether t negates the compound that it joins as a.
func (a anyOf) flips(t *token) bool {
	for _, k := range a {
		if t.is(k.class) {
			return t.neg && k.want == either
		}
	}
	return false
}
