package corpus

import (
	"maps"
	"regexp"
	"slices"
)

var factName = regexp.MustCompile(`^[a-z_]+\.[a-z_]+$`)

// vocabulary: the facts of facts.yaml are well formed.
func (l *linter) vocabulary() {
	const file = "facts.yaml"
	seen := map[string]bool{}
	for _, f := range l.c.Facts {
		if !factName.MatchString(f.Name) {
			l.add(file, f.Line, "fact %q: two words of small letters and _ with a dot between", f.Name)
		}
		if seen[f.Name] {
			l.add(file, f.Line, "fact %s occurs twice", f.Name)
		}
		seen[f.Name] = true
		if (f.Type == TypeEnum) != (len(f.Values) > 0) {
			l.add(file, f.Line, "fact %s: an enum, and only an enum, has values", f.Name)
		}
		if f.Presume != "" {
			if _, err := ParseValue(f, f.Presume); err != nil {
				l.add(file, f.Line, "presume: %v", err)
			}
		}
		if f.Effort < 0 || f.Effort > 5 || f.Prior < 0 || f.Prior > 1 {
			l.add(file, f.Line, "fact %s: effort is 0 to 5, prior 0 to 1", f.Name)
		}
		for _, key := range slices.Sorted(maps.Keys(f.Repair)) {
			if _, err := ParseValue(f, key); err != nil && !(f.Type == TypeDuration && key == "value") {
				l.add(file, f.Line, "repair: %v, not %q", err, key)
			}
		}
	}
}

// all lists the sides a holding has, in the order of a file.
func (h *Holding) all() []*Side {
	return slices.DeleteFunc([]*Side{h.Scope, h.Breach, h.Safe, h.Risk, h.Meets}, func(s *Side) bool { return s == nil })
}

// named returns a side by its key, nil if the holding has it not.
func (h *Holding) named(side string) *Side {
	return map[string]*Side{"scope": h.Scope, "breach": h.Breach, "safe": h.Safe, "risk": h.Risk, "meets": h.Meets}[side]
}

// conditions: facts and references of conditions exist.
func (l *linter) conditions() {
	for _, h := range l.c.Holdings {
		for _, s := range h.all() {
			s.Cond.visit(func(c *Cond) {
				switch {
				case c.Ref != nil:
					to := l.c.Holding(string(h.Ruling) + ":" + c.Ref.Code)
					if to == nil || to.named(c.Ref.Side) == nil {
						l.add(h.File, c.Line, "no side %s of a holding %s", c.Ref.Side, c.Ref.Code)
					}
				case c.Fact == "":
				case l.c.facts[c.Fact] == nil:
					l.add(h.File, c.Line, "no fact %s in facts.yaml", c.Fact)
				case c.Cmp == nil && l.c.facts[c.Fact].Type != TypeBool:
					l.add(h.File, c.Line, "fact %s is no bool: compare it with a value", c.Fact)
				}
			})
		}
	}
}

// sides: what a use must and must not have.
func (l *linter) sides() {
	for _, h := range l.c.Holdings {
		switch h.Use {
		case UseLawyer:
			if len(h.all()) > 0 || len(h.CaseFacts) > 0 || len(h.Examples) > 0 {
				l.add(h.File, h.Line, "a holding for lawyers has no sides, case facts or examples")
			}
		case UseTest, UseTopic:
			if h.Scope == nil || h.Breach == nil && h.Safe == nil && h.Risk == nil {
				l.add(h.File, h.Line, "a holding for products has a scope and a breach, safe or risk")
			}
			if h.Expect == "" || len(h.CaseFacts) == 0 {
				l.add(h.File, h.Line, "a holding for products has case_facts and expect")
			}
		}
	}
}

// assignments: facts given have values of their type.
func (l *linter) assignments() {
	check := func(h *Holding, line int, a Assignment) {
		for _, name := range slices.Sorted(maps.Keys(a)) {
			f := l.c.facts[name]
			if f == nil {
				l.add(h.File, line, "no fact %s in facts.yaml", name)
			} else if _, err := ParseValue(f, a[name]); err != nil {
				l.add(h.File, line, "%v", err)
			}
		}
	}
	for _, h := range l.c.Holdings {
		check(h, l.lineOf(h.File, "case_facts:"), h.CaseFacts)
		for _, e := range h.Examples {
			check(h, e.Line, e.With)
			for _, name := range e.TurnsOn {
				if l.c.facts[name] == nil {
					l.add(h.File, e.Line, "turns_on: no fact %s in facts.yaml", name)
				}
			}
		}
	}
}

// support lists the facts on which a holding's outcome can depend, following
// references.
func (l *linter) support(h *Holding) []string {
	names := map[string]bool{}
	seen := map[*Side]bool{}
	var follow func(*Holding, *Side)
	follow = func(h *Holding, s *Side) {
		if s == nil || seen[s] {
			return
		}
		seen[s] = true
		s.Cond.visit(func(c *Cond) {
			if c.Fact != "" {
				names[c.Fact] = true
			}
			if c.Ref != nil {
				if to := l.c.Holding(string(h.Ruling) + ":" + c.Ref.Code); to != nil {
					follow(to, to.named(c.Ref.Side))
				}
			}
		})
	}
	for _, s := range []*Side{h.Scope, h.Breach, h.Safe} {
		follow(h, s)
	}
	return slices.Sorted(maps.Keys(names))
}

// caseFacts: the decided case gives every fact that its outcome can depend on and
// that no presumption fills, and what the court relied on is among them.
func (l *linter) caseFacts() {
	for _, h := range l.c.Holdings {
		if len(h.CaseFacts) == 0 {
			continue
		}
		support := l.support(h)
		for _, name := range support {
			f := l.c.facts[name]
			if _, ok := h.CaseFacts[name]; !ok && f != nil && f.Presume == "" {
				l.add(h.File, l.lineOf(h.File, "case_facts:"), "case_facts lacks %s, on which the outcome can depend", name)
			}
		}
		for _, name := range h.ReliedOn {
			if !slices.Contains(support, name) {
				l.add(h.File, l.lineOf(h.File, "relied_on:"), "relied_on: no condition of the outcome has %s", name)
			}
		}
	}
}

// factsUsed: every fact bears on a holding.
func (l *linter) factsUsed() {
	used := map[string]bool{}
	for _, h := range l.c.Holdings {
		for _, s := range h.all() {
			for _, name := range s.Cond.Facts() {
				used[name] = true
			}
		}
	}
	for _, f := range l.c.Facts {
		if !used[f.Name] {
			l.add("facts.yaml", f.Line, "no holding has the fact %s in a condition", f.Name)
		}
	}
}
