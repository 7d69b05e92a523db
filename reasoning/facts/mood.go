package facts

import "strings"

// mood is how a clause means what it says.
type mood struct {
	tier Tier // asserted, hedged or planned
	from int  // byte from which a hedge weakens
	cond int  // byte from which a condition reigns; -1 for none
	drop bool // not about this product today: past, rejected, others', norm, question
}

// moods sets the mood of every clause of a sentence.
func (g *grammar) moods(s *sentence, text string) {
	drop := g.dropped(s, text)
	plan, past, others := false, false, false
	for i := range s.clauses {
		c := &s.clauses[i]
		has := func(k class) bool { return c.pos.has(k) || c.neg.has(k) }
		if has(g.now) {
			plan, past = false, false
		}
		if has(g.we) {
			others = false
		}
		plan = plan || c.pos.has(g.plan)
		past = past || c.pos.has(g.past)
		others = others || has(g.others) && !has(g.we)
		c.mood = mood{tier: TierAsserted, cond: -1, drop: drop || past || others}
		for _, t := range s.tokens {
			if t.clause != i {
				continue
			}
			switch {
			case t.is(g.hedge) && c.mood.tier == TierAsserted:
				c.mood.tier, c.mood.from = TierHedged, t.end
			case t.is(g.cond) && c.mood.cond < 0:
				c.mood.cond = t.end
			}
		}
		if plan {
			c.mood.tier, c.mood.from = TierPlanned, c.start
		}
	}
}

// dropped reports whether the sentence says nothing of this product: a question, a
// rejected design, a norm for everyone, a list of violations.
func (g *grammar) dropped(s *sentence, text string) bool {
	has := func(k class) bool { return s.words.pos.has(k) || s.words.neg.has(k) }
	switch {
	case s.question, has(g.rejected), has(g.violation):
		return true
	case has(g.normSubject) && has(g.normMust) && !has(g.we) && !has(g.you):
		return true
	case s.article && has(g.normMust) && !has(g.we) && !has(g.you):
		return true
	case len(s.tokens) > 0 && s.tokens[0].is(g.ask) && s.tokens[0].start-s.start < 12 && !strings.ContainsAny(text[s.start:s.end], "。;."):
		return true
	}
	return s.scope != nil && s.scope.drops
}
