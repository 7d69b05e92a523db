package index

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"yaozhi/index/postings"
)

const maxSnippets = 3

// hits shows documents: what is stored of them, and the stretches that matched
// best. It goes through them in the order of the index, for that is how postings
// are read, and gives them in the order found.
func (s *search) hits(found []hit, p *plan, q Query) ([]Hit, error) {
	out := make([]Hit, len(found))
	if q.Bare {
		for i, f := range found {
			out[i] = Hit{Kind: s.x.kind(f.doc), ID: idOf(s.x.file.Name(f.doc)), Score: float64(f.score)}
		}
		return out, nil
	}
	places := make([]int, len(found))
	for i := range places {
		places[i] = i
	}
	slices.SortFunc(places, func(a, b int) int { return cmp.Compare(found[a].doc, found[b].doc) })
	h := newHighlighter(s.x.a, p)
	shown := map[uint32]bool{}
	for _, f := range found {
		shown[f.doc] = true
	}
	s.checks = maxChecks // a page has texts of its own to read, and reads no others
	s.keep = func(doc uint32) bool { return shown[doc] }
	var walk *planWalk
	if p != nil {
		walk = s.walk(p)
	}
	for _, i := range places {
		// What was found is shown even when the time is up: it is a page at most.
		if err := s.ctx.Err(); err != nil && !errors.Is(err, context.DeadlineExceeded) {
			return nil, err
		}
		var err error
		if out[i], err = s.hit(found[i], p, walk, h, q.Explain); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (s *search) hit(f hit, p *plan, walk *planWalk, h *highlighter, explain bool) (Hit, error) {
	r, err := s.x.catalog.record(s.x.file.Name(f.doc), false)
	if err != nil {
		return Hit{}, err
	}
	out := Hit{Kind: r.Kind, ID: r.ID, Code: r.Code, Ruling: r.Ruling, Title: r.Title, Part: r.Part, Score: float64(f.score)}
	var why evidence
	if walk != nil {
		why, _ = walk.at(f.doc)
		if explain {
			out.Why = s.explain(p, f, why)
		}
	}
	s.show(&out, f.doc, why.leaves, h)
	return out, nil
}

// show adds the snippets of a document, and the part of the ruling that matched
// best where the document has none of its own.
func (s *search) show(hit *Hit, doc uint32, leaves []leafHit, h *highlighter) {
	texts := s.x.file.Texts(doc, nil)
	chosen := chooseTexts(texts, leaves, h)
	for _, t := range chosen {
		if hit.Part == "" {
			hit.Part = partOf(t)
		}
	}
	if len(chosen) == 0 {
		chosen = opening(texts)
	}
	for _, t := range chosen {
		hit.Snippets = append(hit.Snippets, snippet(t, h))
	}
}

// chooseTexts are the texts that say why a document was found: of each section in
// which something matched, most telling first, the text with most marks.
func chooseTexts(texts []postings.Text, leaves []leafHit, h *highlighter) []postings.Text {
	worth := map[Section]float32{}
	for _, l := range leaves {
		for sec, f := range l.sections {
			worth[sec] += l.term.weight() * postings.Saturate(f)
		}
	}
	for _, quiet := range []Section{SecAskedZh, SecAskedEn, SecTopicZh, SecTopicEn, SecCode, SecPath} {
		if worth[quiet] > 0 {
			worth[quiet] = 1e-6 // matched, but nothing to read
		}
	}
	var out []postings.Text
	for _, sec := range ranked(worth) {
		if t, ok := mostMarked(texts, sec, h); ok {
			out = append(out, t)
		}
	}
	return bothLanguages(out)
}

// ranked are the sections of worth, most first.
func ranked(worth map[Section]float32) []Section {
	return slices.SortedFunc(maps.Keys(worth), func(a, b Section) int {
		return cmp.Or(cmp.Compare(worth[b], worth[a]), cmp.Compare(a, b))
	})
}

// bothLanguages are the first texts, the last of them in the other language where
// something matched there too.
func bothLanguages(texts []postings.Text) []postings.Text {
	if len(texts) <= maxSnippets {
		return texts
	}
	lang := func(t postings.Text) string { return sections[t.Field].lang }
	other := func(t postings.Text) bool { return lang(t) != lang(texts[0]) }
	if i := slices.IndexFunc(texts, other); i >= maxSnippets {
		texts[maxSnippets-1] = texts[i]
	}
	return texts[:maxSnippets]
}

func (t TermScore) weight() float32 { return float32(t.Share * t.IDF) }

// mostMarked is the text of a section with the most different forms in it.
func mostMarked(texts []postings.Text, sec Section, h *highlighter) (best postings.Text, ok bool) {
	var in []postings.Text
	for _, t := range texts {
		if Section(t.Field) == sec {
			in = append(in, t)
		}
	}
	if len(in) == 1 {
		return in[0], true
	}
	most := 0
	for _, t := range in {
		if n := h.matched(string(t.Body)); n > most {
			best, most, ok = t, n, true
		}
	}
	return best, ok
}

// openings are what a document begins with, in both languages where it has them.
var openings = [][]Section{
	{SecPropositionZh, SecPropositionEn}, {SecGistZh, SecGistEn}, {SecText}, {SecOpinion}, {SecOrder}, {SecFinding},
	{SecClaim}, {SecDefence}, {SecParty}, {SecRecord}, {SecNameZh, SecNameEn},
}

// opening is what to show of a document found by its name: its own words.
func opening(texts []postings.Text) []postings.Text {
	var out []postings.Text
	for _, secs := range openings {
		for _, t := range texts {
			if slices.Contains(secs, Section(t.Field)) {
				out = append(out, t)
			}
		}
		if len(out) > 0 {
			return out[:min(len(out), len(secs))]
		}
	}
	return nil
}

func snippet(t postings.Text, h *highlighter) Snippet {
	sec := sections[t.Field]
	source := string(t.Body)
	rs := []rune(source)
	marks := h.marks(source)
	lo, hi := window(rs, marks)
	s := Snippet{Field: sec.name, Lang: sec.lang, Text: string(rs[lo:hi])}
	for _, m := range marks {
		from, to := max(m[0], lo), min(m[1], hi)
		if from < to {
			s.Highlights = append(s.Highlights, [2]int{from - lo, to - lo})
		}
	}
	return s
}

// kind is the kind of a document: its name begins with it.
func (x *Index) kind(doc uint32) Kind {
	if name := x.file.Name(doc); strings.Trim(name[:1], "0123") == "" {
		return Kinds[name[0]-'0']
	}
	return ""
}
