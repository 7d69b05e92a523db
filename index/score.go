package index

import (
	"context"
	"math"
	"slices"
	"strings"

	"yaozhi/corpus/cite"
)

// hits is a set of documents with scores; a slot per document.
type hits struct {
	in    []bool
	score []float64
	n     int
}

func (x *Index) none() *hits {
	return &hits{in: make([]bool, len(x.docs)), score: make([]float64, len(x.docs))}
}

func (h *hits) add(doc int32, score float64) {
	if !h.in[doc] {
		h.in[doc] = true
		h.n++
	}
	h.score[doc] += score
}

func (h *hits) drop(doc int) {
	if h.in[doc] {
		h.in[doc] = false
		h.score[doc] = 0
		h.n--
	}
}

// BM25 constants; lengths are held against a document section by section.
const k1 = 6

// search is the state of one search: it is used by one goroutine.
type search struct {
	x    *Index
	seen map[postingKey][]posting
}

type postingKey struct {
	term    string
	section int
}

func (s *search) postings(ctx context.Context, term string, section int) ([]posting, error) {
	k := postingKey{term, section}
	if p, ok := s.seen[k]; ok {
		return p, nil
	}
	p, err := s.x.postings(ctx, term, section)
	if err == nil {
		s.seen[k] = p
	}
	return p, err
}

// leaf scores a notion: all its forms count as occurrences of one word. The score
// is BM25 over the weighted sections of scope (all where nil). The second result
// is the word's idf.
func (s *search) leaf(ctx context.Context, forms []form, scope []int) (*hits, float64, error) {
	out := s.x.none()
	for _, f := range forms {
		for sec := range sections {
			if scope != nil && !slices.Contains(scope, sec) {
				continue
			}
			ps, err := s.occurrences(ctx, f, sec)
			if err != nil {
				return nil, 0, err
			}
			for _, p := range ps {
				out.add(p.doc, f.weight*s.x.weighted(p, sec))
			}
		}
	}
	n, df := float64(len(s.x.docs)), float64(out.n)
	idf := math.Log(1 + (n-df+0.5)/(df+0.5))
	for i := range out.score {
		if out.in[i] {
			out.score[i] = idf * (k1 + 1) * out.score[i] / (k1 + out.score[i])
		}
	}
	return out, idf, nil
}

func (x *Index) weighted(p posting, sec int) float64 {
	sc := sections[sec]
	return sc.weight * p.tf / (1 - sc.b + sc.b*float64(x.docs[p.doc].length[sec])/x.mean[sec])
}

// occurrences counts a form in a section: by postings where it is one term, else
// by the terms all present and then the texts themselves.
func (s *search) occurrences(ctx context.Context, f form, sec int) ([]posting, error) {
	terms := f.terms(s.x.a)
	if f.single() {
		return s.postings(ctx, terms[0], sec)
	}
	candidates, err := s.together(ctx, terms, sec)
	if err != nil {
		return nil, err
	}
	out := candidates[:0]
	for _, p := range candidates {
		p.tf = 0
		for i := range s.x.docs[p.doc].texts {
			if t := &s.x.docs[p.doc].texts[i]; t.section == sec {
				p.tf += float64(f.count(t))
			}
		}
		if p.tf > 0 {
			out = append(out, p)
		}
	}
	return out, nil
}

// together is the documents that have all the terms in the section; all documents
// with the section where there are none.
func (s *search) together(ctx context.Context, terms []string, sec int) ([]posting, error) {
	if len(terms) == 0 {
		var all []posting
		for i, d := range s.x.docs {
			if d.length[sec] > 0 {
				all = append(all, posting{doc: int32(i)})
			}
		}
		return all, nil
	}
	first, err := s.postings(ctx, terms[0], sec)
	if err != nil {
		return nil, err
	}
	out := slices.Clone(first)
	for _, t := range terms[1:] {
		ps, err := s.postings(ctx, t, sec)
		if err != nil {
			return nil, err
		}
		out = slices.DeleteFunc(out, func(p posting) bool {
			_, found := slices.BinarySearchFunc(ps, p.doc, func(q posting, doc int32) int { return int(q.doc - doc) })
			return !found
		})
	}
	return out, nil
}

// single reports whether the form is one indexed term.
func (f form) single() bool {
	if f.phrase {
		return false
	}
	if f.han {
		return len(bigrams(f.key)) == 1
	}
	return strings.Count(f.key, " ") == 2
}

// terms are the indexed terms that every text with the form has.
func (f form) terms(a *analyzer) []string {
	if !f.han && !f.phrase {
		return strings.Fields(f.key)
	}
	var out []string
	for _, u := range units(f.key) {
		if u.han {
			out = append(out, bigrams(u.text)...)
		} else if w, ok := a.word(u.text); ok {
			out = append(out, w)
		}
	}
	return out
}

// count is how often the form stands in the text.
func (f form) count(t *text) int {
	switch {
	case f.phrase:
		return len(f.spans(t.folded))
	case f.han:
		return strings.Count(t.folded, f.key)
	default:
		return strings.Count(t.stems, f.key)
	}
}

// phraseForm is an exact phrase, or with slop its words in any order with up to
// slop characters or words more between them.
func phraseForm(s string, slop int) form {
	folded := cite.FoldString(s)
	return form{text: folded, key: folded, phrase: true, slop: slop, weight: 1}
}

// spans are the stretches of folded text (bytes) that a phrase matches, in order.
func (f form) spans(folded string) [][2]int {
	if f.slop > 0 {
		return near(folded, units(f.key), f.slop)
	}
	var out [][2]int
	for i := 0; ; {
		k := strings.Index(folded[i:], f.key)
		if k < 0 {
			return out
		}
		start, end := i+k, i+k+len(f.key)
		if !splitsWord(folded, start) && !splitsWord(folded, end) {
			out = append(out, [2]int{start, end})
		}
		i = end
	}
}

// splitsWord reports whether byte i stands inside a Latin word or a number.
func splitsWord(s string, i int) bool {
	return i > 0 && i < len(s) && latin(s[i-1]) && latin(s[i])
}

func latin(b byte) bool { return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' }
