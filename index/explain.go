package index

import (
	"cmp"
	"slices"
)

// Explanation is how a hit was scored: the sum of its terms, characters and what a
// citation names, times its boost.
type Explanation struct {
	Terms []TermScore
	Chars float64 // of single characters of a question, see best.go
	Named float64 // of what a citation names
	Boost float64 // kind, weight of a holding, tier of a law; 1 where the query is a citation and no more
}

// TermScore is what a word of the query gave a hit: Share · IDF · saturated
// Frequency.
type TermScore struct {
	Text      string   // the word, folded
	Forms     []string // what was found for it
	Sections  []string // where, most telling first
	Share     float64
	IDF       float64
	Frequency float64 // weighted over sections and lengths
	Score     float64
}

// leafHit is what a leaf of the plan has in a document.
type leafHit struct {
	sections map[Section]float32 // weighted frequencies
	term     TermScore
}

// leafWalk walks the leaves of a plan over documents in order.
type leafWalk struct {
	s      *search
	leaves []*plan
	walks  []*leafMatches
}

func (s *search) leafWalk(p *plan) *leafWalk {
	w := &leafWalk{s: s}
	p.leaves(func(l *plan) {
		if l.op == planLeaf {
			w.leaves = append(w.leaves, l)
			w.walks = append(w.walks, s.leafMatches(l))
		}
	})
	return w
}

// at finds what each leaf has in a document, which must not stand before the last
// one asked for; leaves that have nothing are left out.
func (w *leafWalk) at(doc uint32) []leafHit {
	var out []leafHit
	for i, m := range w.walks {
		if m.seek(doc) == doc {
			out = append(out, w.s.leafHit(w.leaves[i], m))
		}
	}
	return out
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

// explain tells how a hit was scored.
func (s *search) explain(p *plan, h hit, hits []leafHit) *Explanation {
	e := &Explanation{Boost: 1}
	if p.op != planNamed {
		e.Boost = float64(s.x.file.Boost(h.doc))
	}
	for _, l := range hits {
		t := l.term
		secs := make([]Section, 0, len(l.sections))
		for sec := range l.sections {
			secs = append(secs, sec)
		}
		slices.SortFunc(secs, func(a, b Section) int {
			return cmp.Or(cmp.Compare(l.sections[b], l.sections[a]), cmp.Compare(a, b))
		})
		for _, sec := range secs {
			t.Sections = append(t.Sections, sections[sec].name+"."+sections[sec].lang)
		}
		e.Terms = append(e.Terms, t)
	}
	p.each(func(k *plan) {
		switch {
		case k.op == planBest && k.chars != "":
			t := s.charTable(k.chars)
			e.Chars += float64(t.score(s, h.doc))
			s.release(t)
		case k.op == planNamed && k.scores != nil:
			if i, ok := slices.BinarySearch(k.docs, h.doc); ok {
				e.Named += float64(k.scores[i])
			}
		}
	})
	return e
}

// each visits a plan and all below it, exclusions aside.
func (p *plan) each(visit func(*plan)) {
	visit(p)
	if p.op != planNot {
		for _, k := range p.kids {
			k.each(visit)
		}
	}
}
