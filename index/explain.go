package index

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

// explain tells how a hit was scored.
func (s *search) explain(p *plan, h hit, why evidence) *Explanation {
	e := &Explanation{Boost: 1, Chars: why.chars, Named: why.named}
	if p.op != planNamed {
		e.Boost = float64(s.x.file.Boost(h.doc))
	}
	for _, l := range why.leaves {
		t := l.term
		for _, sec := range ranked(l.sections) {
			t.Sections = append(t.Sections, sections[sec].name+"."+sections[sec].lang)
		}
		e.Terms = append(e.Terms, t)
	}
	return e
}
