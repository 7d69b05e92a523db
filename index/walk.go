package index

import "slices"

// planWalk follows a plan over documents in order, to say of each why it is there.
type planWalk struct {
	s    *search
	p    *plan
	leaf *leafMatches // of planLeaf
	kids []*planWalk
}

func (s *search) walk(p *plan) *planWalk {
	w := &planWalk{s: s, p: p}
	if p.op == planLeaf {
		w.leaf = s.leafMatches(p)
	}
	for _, k := range p.kids {
		w.kids = append(w.kids, s.walk(k))
	}
	return w
}

// evidence is what a plan has in a document: only of those parts of the plan that
// the document matches.
type evidence struct {
	leaves []leafHit
	chars  float64 // of planBest
	named  float64 // of planNamed
}

func (e *evidence) add(more evidence) {
	e.leaves = append(e.leaves, more.leaves...)
	e.chars += more.chars
	e.named += more.named
}

// at is the evidence for a document, which must not stand before the last one asked
// for; false where the document does not match.
func (w *planWalk) at(doc uint32) (e evidence, ok bool) {
	switch w.p.op {
	case planLeaf:
		if w.leaf.seek(doc) != doc {
			return e, false
		}
		e.leaves = []leafHit{w.s.leafHit(w.p, w.leaf)}
		return e, true
	case planNamed:
		i, ok := slices.BinarySearch(w.p.docs, doc)
		if ok && w.p.scores != nil {
			e.named = float64(w.p.scores[i])
		}
		return e, ok
	case planWhere:
		return e, w.p.keep == nil || w.p.keep(doc)
	case planNot:
		_, has := w.kids[0].at(doc)
		return e, !has
	}
	return w.join(doc)
}

// join is the evidence of all kids, of any, or of those that a best match summed.
func (w *planWalk) join(doc uint32) (e evidence, ok bool) {
	n := 0
	for _, k := range w.kids {
		more, has := k.at(doc)
		if has {
			e.add(more)
			n++
		}
	}
	switch w.p.op {
	case planAll:
		ok = n == len(w.kids)
	case planAny:
		ok = n > 0
	case planBest:
		_, ok = slices.BinarySearch(w.p.found, doc)
		if ok && w.p.chars != "" {
			t := w.s.charTable(w.p.chars, w.p.mask)
			e.chars = float64(t.score(w.s, doc))
			w.s.release(t)
		}
	}
	if !ok {
		return evidence{}, false
	}
	return e, true
}

// leafHit is what a leaf of the plan has in a document.
type leafHit struct {
	sections map[Section]float32 // weighted frequencies; none where only the text tells
	term     TermScore
}

// leafHit is what a leaf has in the document that its walk stands on.
func (s *search) leafHit(l *plan, m *leafMatches) leafHit {
	h := leafHit{sections: map[Section]float32{}}
	h.term = TermScore{Text: l.terms[0], Share: float64(l.share), IDF: float64(m.idf), Frequency: float64(m.frequency()), Score: float64(m.score())}
	for i, f := range m.forms {
		if m.at[i] != m.doc {
			continue
		}
		h.term.Forms = append(h.term.Forms, l.forms[i].text)
		for _, e := range entriesOf(f) {
			if l.mask>>(e>>3)&1 == 1 {
				h.sections[Section(e>>3)] += m.weights[i] * s.x.weights.Frequency(m.doc, []byte{e}, uint32(l.mask))
			}
		}
		if f, ok := l.forms[i].single(); ok {
			s.charSections(f, m.doc, l.mask, h.sections)
		}
	}
	return h
}

// entriesOf are the sections and counts of a form in the document it stands on.
func entriesOf(m matches) []byte {
	if f, ok := m.(*formMatches); ok && len(f.cursors) > 0 {
		return f.cursors[0].Entries()
	}
	return nil
}

// charSections adds the sections in which a character stands.
func (s *search) charSections(r rune, doc uint32, in mask, sections map[Section]float32) {
	f := runForm(string(r), 1)
	s.texts = s.x.file.Texts(doc, s.texts[:0])
	for _, t := range s.texts {
		if in>>t.Field&1 == 1 && f.in(t) {
			sections[Section(t.Field)] += s.x.weights.Frequency(doc, []byte{t.Field << 3}, uint32(in))
		}
	}
}
