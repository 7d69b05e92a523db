package facts

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"yaozhi/corpus"
)

// Reader reads texts. It is safe for use by several goroutines.
type Reader struct{ lex *lexicon }

// New returns a Reader of the facts in vocabulary. Its error lists every fault of
// the lexicon.
func New(vocabulary []*corpus.Fact) (*Reader, error) {
	l := loadLexicon(lexiconFiles, vocabulary)
	if err := l.err(); err != nil {
		return nil, fmt.Errorf("facts: lexicon: %w", err)
	}
	return &Reader{l}, nil
}

// sentence is a sentence with what it is read in the light of.
type sentence struct {
	start, end int
	tokens     []token // words, then compounds
	clauses    []clause
	words      words
	question   bool
	article    bool  // opens like an article of a law
	scope      *lead // heading and lead-in; nil if none
	context    words // words of the sentence, the two before it, its scope
}

// lead is what a heading or a line ending in a colon says of the lines after it.
type lead struct {
	words words
	drops bool
	plan  bool
}

// Read returns what text says, by Start, then End, fact and value. Spans are rune
// offsets in text and lie on its runes. It never fails: what it cannot read it
// leaves out.
func (r *Reader) Read(text string) []Reading {
	p := newPage(text)
	rd := &reading{l: r.lex, p: p}
	for i := range p.lines {
		rd.line(i)
	}
	slices.SortFunc(rd.out, compare)
	return slices.Compact(rd.out)
}

func compare(a, b Reading) int {
	if c := a.Start - b.Start; c != 0 {
		return c
	}
	if c := a.End - b.End; c != 0 {
		return c
	}
	if c := strings.Compare(a.Fact, b.Fact); c != 0 {
		return c
	}
	if c := strings.Compare(a.Value.String(), b.Value.String()); c != 0 {
		return c
	}
	if c := strings.Compare(string(a.Tier), string(b.Tier)); c != 0 {
		return c
	}
	return strings.Compare(a.Frame, b.Frame)
}

// reading is one run of Read.
type reading struct {
	l       *lexicon
	p       *page
	heading *lead
	leadIn  *lead
	before  [2]words // of the two sentences before
	out     []Reading
	s       sentence // reused
	scratch []token
	hits    []hit
	// reversed: the sentence is a question that was answered with no.
	reversed bool
}

type hit struct {
	frame    int
	readings int // from here on in out
}

func (rd *reading) line(i int) {
	l := &rd.p.lines[i]
	if l.heading {
		rd.heading, rd.leadIn, rd.before = nil, nil, [2]words{}
	}
	if l.blank && !l.item {
		rd.leadIn = nil
	}
	if l.leadIn && rd.leadIn != nil && !l.item {
		rd.leadIn = nil
	}
	from := len(rd.out)
	for at := l.start; at < l.end; {
		end, question := endOfSentence(rd.p.buf, at, l.end)
		if strings.TrimSpace(rd.p.buf[at:end]) != "" {
			rd.reversed = false
			if question {
				question, rd.reversed = rd.answered(end)
			}
			rd.sentence(at, end, question, at == l.start)
			if rd.s.verdict(&rd.l.grammar) {
				rd.out = rd.out[:from]
			}
			rd.close(l, end >= l.end)
		}
		at = end
	}
}

// close ends a sentence: it becomes context, or the scope of what follows.
func (rd *reading) close(l *line, last bool) {
	w := rd.s.words
	switch {
	case l.heading:
		rd.heading = rd.newLead(w)
		return
	case l.leadIn && last:
		rd.leadIn = rd.newLead(w)
		if old := rd.s.scope; old != nil && l.item {
			rd.leadIn.words.join(&old.words)
		}
	}
	rd.before[0], rd.before[1] = rd.before[1], w
}

func (rd *reading) newLead(w words) *lead {
	g := &rd.l.grammar
	return &lead{words: w, drops: rd.s.drops(g) || w.pos.has(g.others) && !w.pos.has(g.we), plan: w.pos.has(g.plan)}
}

// drops reports whether the sentence, as a heading, takes what follows out of the
// description: "Rejected:", "违法行为:".
func (s *sentence) drops(g *grammar) bool {
	return s.words.pos.has(g.rejected) || s.words.pos.has(g.violation) || s.words.pos.has(g.past)
}

// sentence reads the bytes start to end of the page.
func (rd *reading) sentence(start, end int, question, first bool) {
	s := &rd.s
	*s = sentence{start: start, end: end, question: question, tokens: s.tokens[:0], clauses: s.clauses[:0]}
	s.scope = rd.scope()
	s.article = first && strings.HasPrefix(rd.p.buf[start:end], "第") && strings.Contains(rd.p.buf[start:min(end, start+30)], "条")
	s.clauses = cutClauses(s.clauses, rd.p.buf, start, end)
	rd.tokens(s)
	if len(s.tokens) == 0 {
		return
	}
	s.context = s.words
	s.context.join(&rd.before[0])
	s.context.join(&rd.before[1])
	for _, l := range []*lead{rd.heading, rd.leadIn} {
		if l != nil {
			s.context.join(&l.words)
		}
	}
	rd.l.grammar.moods(s, rd.p.buf)
	if s.scope != nil && s.scope.plan {
		for i := range s.clauses {
			s.clauses[i].mood.tier, s.clauses[i].mood.from = TierPlanned, s.clauses[i].start
		}
	}
	rd.frames(s)
}

// scope joins heading and lead-in.
func (rd *reading) scope() *lead {
	if rd.heading == nil {
		return rd.leadIn
	}
	if rd.leadIn == nil {
		return rd.heading
	}
	l := *rd.heading
	l.words.join(&rd.leadIn.words)
	l.drops = l.drops || rd.leadIn.drops
	l.plan = l.plan || rd.leadIn.plan
	return &l
}

// tokens finds the words of a sentence, their polarity and their compounds.
func (rd *reading) tokens(s *sentence) {
	g := &rd.l.grammar
	for i := range s.clauses {
		c := &s.clauses[i]
		c.first = len(s.tokens)
		s.tokens = rd.l.scan(s.tokens, rd.p.buf, c.start, c.end)
		c.limit = len(s.tokens)
		for j := c.first; j < c.limit; j++ {
			s.tokens[j].clause = i
		}
		g.negate(s.tokens[c.first:c.limit])
		if rd.reversed {
			reverse(s.tokens[c.first:c.limit])
		}
	}
	if len(s.tokens) == 0 {
		return
	}
	g.except(s.tokens, s.clauses)
	for i := range s.clauses {
		c := &s.clauses[i]
		n := c.limit - c.first
		rd.scratch = rd.l.join(append(rd.scratch[:0], s.tokens[c.first:c.limit]...), false)
		s.tokens = append(s.tokens, rd.scratch[n:]...)
	}
	rd.scratch = rd.l.join(append(rd.scratch[:0], s.tokens...), true)
	s.tokens = append(s.tokens, rd.scratch[len(s.tokens):]...)
	for i := range s.tokens {
		t := &s.tokens[i]
		s.clauses[t.clause].add(t)
	}
	for i := range s.clauses {
		s.words.join(&s.clauses[i].words)
		c := &s.clauses[i]
		c.near = c.words
		if i > 0 {
			c.near.join(&s.clauses[i-1].words)
		}
		if i+1 < len(s.clauses) {
			c.near.join(&s.clauses[i+1].words)
		}
	}
}

// frames tries every frame whose cue is there.
func (rd *reading) frames(s *sentence) {
	rd.hits = rd.hits[:0]
	from := len(rd.out)
	for i := range s.tokens {
		t := &s.tokens[i]
		for _, k := range t.entry.classes {
			for _, f := range rd.l.byCue[k] {
				rd.try(s, t, f)
			}
		}
	}
	rd.yield(from)
}

// yield takes out the readings of frames that another frame of the sentence beats.
func (rd *reading) yield(from int) {
	beaten := func(frame int) bool {
		for _, h := range rd.hits {
			if h.frame != frame && slices.Contains(rd.l.frames[h.frame].beats, frame) {
				return true
			}
		}
		return false
	}
	kept := rd.out[:from]
	for i, h := range rd.hits {
		end := len(rd.out)
		if i+1 < len(rd.hits) {
			end = rd.hits[i+1].readings
		}
		if !beaten(h.frame) {
			kept = append(kept, rd.out[h.readings:end]...)
		}
	}
	rd.out = kept
}

// try reads frame f at t.
func (rd *reading) try(s *sentence, t *token, f int) {
	fr := rd.l.frames[f]
	if !t.meets(fr.cue) {
		return
	}
	c := &s.clauses[t.clause]
	if c.mood.drop {
		return
	}
	near := &c.near
	if !c.words.meetsAll(fr.clause) || !near.meetsAll(fr.near) || !s.words.meetsAll(fr.sentence) || !s.context.meetsAll(fr.context) ||
		c.words.meetsOne(fr.notClause) || near.meetsOne(fr.notNear) || s.words.meetsOne(fr.notSentence) || s.context.meetsOne(fr.notContext) {
		return
	}
	if len(fr.after) > 0 && !s.part(t.end, s.end).meetsAll(fr.after) || len(fr.before) > 0 && !s.part(s.start, t.start).meetsAll(fr.before) {
		return
	}
	outs := rd.outputs(s, t, fr)
	if len(outs) == 0 {
		return
	}
	rd.hits = append(rd.hits, hit{f, len(rd.out)})
	start, end := rd.span(s, t, fr)
	for _, o := range outs {
		v := o.value
		if o.measured {
			if v = rd.measure(s, t); v.Type == "" {
				continue
			}
		}
		rd.out = append(rd.out, Reading{o.fact, v, rd.tier(c, t, fr, o), start, end, fr.id})
	}
}

// outputs returns what fr says at t: negated, gated by consent, or plainly.
func (rd *reading) outputs(s *sentence, t *token, fr *frame) []output {
	g := &rd.l.grammar
	neg := t.neg && fr.cue.flips(t)
	if len(fr.gated) > 0 {
		w := &s.words
		gated := w.pos.has(g.gate) && !neg && !w.pos.has(g.renewed)
		gated = gated || neg && (w.pos.has(g.without) || w.except.has(g.gate) || w.neg.has(g.gate) || w.pos.has(g.unless) && w.pos.has(g.gate))
		if gated {
			return fr.gated
		}
	}
	if neg {
		return fr.no
	}
	return fr.yes
}

// measure is the stretch of time nearest to t in its clause, or else after it in
// the sentence.
func (rd *reading) measure(s *sentence, t *token) corpus.Value {
	if t.value.Type != "" {
		return t.value
	}
	var best *token
	for i := range s.tokens {
		d := &s.tokens[i]
		if d.value.Type == "" || d.clause != t.clause && d.start < t.end {
			continue
		}
		if best == nil || abs(d.start-t.start) < abs(best.start-t.start) {
			best = d
		}
	}
	if best == nil {
		return corpus.Value{}
	}
	return best.value
}

func (rd *reading) tier(c *clause, t *token, fr *frame, o output) Tier {
	switch {
	case c.mood.tier == TierPlanned && !fr.keepMood:
		return TierPlanned
	case o.tier != "":
		return o.tier
	case c.mood.cond >= 0 && t.start >= c.mood.cond && !fr.keepIf:
		return TierConditional
	case c.mood.tier == TierHedged && t.end > c.mood.from && !fr.keepMood:
		return TierHedged
	}
	return TierAsserted
}

// part is the words between two places of the sentence.
func (s *sentence) part(from, to int) *words {
	var w words
	for i := range s.tokens {
		if t := &s.tokens[i]; t.start >= from && t.end <= to {
			w.add(t)
		}
	}
	return &w
}

func abs(n int) int { return max(n, -n) }

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
