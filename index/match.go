package index

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"yaozhi/corpus/cite"
	"yaozhi/index/postings"
)

// matches walks the documents that match a part of a query, in order. Seek never
// goes back; score is of the document it stands on.
type matches interface {
	seek(doc uint32) uint32 // the first match at or after doc, or postings.End
	score() float32
	cost() int // about how many documents it walks
}

// formMatches are the documents with all terms of a form in one section, checked
// against the text where the terms alone do not prove the form.
type formMatches struct {
	s        *search
	form     form
	mask     mask
	cursors  []*postings.Cursor // the rarest first
	freq     float32
	excluded bool
}

func (s *search) formMatches(f form, m mask) matches {
	if r, ok := f.single(); ok {
		return s.charMatches(r, m)
	}
	if len(f.keys) == 0 && len(f.chars) > 0 {
		rarest := slices.MinFunc(f.chars, func(a, b rune) int {
			return cmp.Compare(s.x.file.GroupDocs(uint32(a)), s.x.file.GroupDocs(uint32(b)))
		})
		return &checkedMatches{s.charMatches(rarest, m), s, f, m, s.excluding}
	}
	out := &formMatches{s: s, form: f, mask: m, excluded: s.excluding}
	for _, k := range f.keys {
		c := new(postings.Cursor)
		c.Open(s.x.file, k)
		out.cursors = append(out.cursors, c)
	}
	slices.SortStableFunc(out.cursors, func(a, b *postings.Cursor) int { return a.Docs() - b.Docs() })
	for n := len(out.cursors); n > 1 && !f.proven && out.cursors[n-1].Docs() > s.x.file.Docs()/commonTerm; n-- {
		out.cursors = out.cursors[:n-1]
	}
	return out
}

// commonTerm: a term of more than one document in so many is not walked where the
// text is read anyway; walking it costs more than it spares.
const commonTerm = 4

func (f *formMatches) cost() int {
	if len(f.cursors) == 0 {
		return f.s.x.file.Docs()
	}
	return f.cursors[0].Docs()
}

func (f *formMatches) score() float32 { return f.freq }

func (f *formMatches) seek(doc uint32) uint32 {
	for {
		doc = f.together(doc)
		if doc == postings.End {
			return doc
		}
		if (f.s.keep == nil || f.s.keep(doc)) && f.holds(doc) {
			return doc
		}
		doc++
	}
}

func (f *formMatches) holds(doc uint32) bool {
	f.freq = f.frequency(doc)
	return f.freq > 0 && f.s.proves(f.form, f.mask, doc, f.excluded)
}

// together is the first document at or after doc that all cursors stand on.
func (f *formMatches) together(doc uint32) uint32 {
	if len(f.cursors) == 0 { // nothing but stop words
		if doc >= uint32(f.s.x.file.Docs()) {
			return postings.End
		}
		return doc
	}
	doc = f.cursors[0].Seek(doc)
	for i := 1; i < len(f.cursors); i++ {
		if at := f.cursors[i].Seek(doc); at != doc {
			if at == postings.End {
				return at
			}
			doc = f.cursors[0].Seek(at)
			i = 0
		}
	}
	return doc
}

// frequency is the weighted frequency of the form: in each section, of its rarest
// term there.
func (f *formMatches) frequency(doc uint32) float32 {
	switch len(f.cursors) {
	case 0:
		return 1
	case 1:
		return f.s.x.weights.Frequency(doc, f.cursors[0].Entries(), uint32(f.mask))
	}
	var least [postings.MaxFields]uint8
	var in uint32
	for i, c := range f.cursors {
		var here uint32
		for _, e := range c.Entries() {
			field, step := e>>3, e&7
			if i == 0 || step < least[field] {
				least[field] = step
			}
			here |= 1 << field
		}
		if i == 0 {
			in = here & uint32(f.mask)
		}
		if in &= here; in == 0 {
			return 0
		}
	}
	var entries [postings.MaxFields]byte
	n := 0
	for field := range uint8(postings.MaxFields) {
		if in>>field&1 == 1 {
			entries[n] = field<<3 | least[field]
			n++
		}
	}
	return f.s.x.weights.Frequency(doc, entries[:n], in)
}

// proves reports whether a document with the terms of a form has the form. The
// texts are read for so many documents at the most; after that the terms stand for
// the form, and the search is marked loose.
func (s *search) proves(f form, m mask, doc uint32, excluded bool) bool {
	if f.proven {
		return true
	}
	if s.checks == 0 {
		s.loose = true
		return !excluded
	}
	s.checks--
	return s.stands(f, m, doc)
}

// in reports whether the form stands in a text. Folding is the costly part, so the
// Chinese runs are looked for in the source first, where it has them as they are.
func (f form) in(t postings.Text) bool {
	plain := t.Flags&flagPlain != 0
	if f.han && (plain || bytes.Contains(t.Body, []byte(f.key))) {
		return bytes.Contains(t.Body, []byte(f.key))
	}
	if plain {
		for _, run := range f.runs {
			if !bytes.Contains(t.Body, run) {
				return false
			}
		}
	}
	folded := cite.FoldString(string(t.Body))
	if f.phrase {
		return len(f.spans(folded)) > 0
	}
	return strings.Contains(folded, f.key)
}

// holds reports whether the texts of a document bear out what its terms promise.
func (s *search) holds(p *plan, doc uint32) bool {
	holds := func(k *plan) bool { return s.holds(k, doc) }
	switch p.op {
	case planAll:
		return !slices.ContainsFunc(p.kids, func(k *plan) bool { return !holds(k) })
	case planAny:
		return slices.ContainsFunc(p.kids, holds)
	case planLeaf:
		return slices.ContainsFunc(p.forms, func(f form) bool {
			if f.inTerms() {
				return s.formMatches(f, p.mask).seek(doc) == doc
			}
			return s.stands(f, p.mask, doc)
		})
	case planNamed:
		_, ok := slices.BinarySearch(p.docs, doc)
		return ok
	case planWhere:
		return p.keep == nil || p.keep(doc)
	case planNot:
		return !holds(p.kids[0])
	case planBest:
		_, ok := slices.BinarySearch(p.found, doc)
		return ok
	}
	return true
}

// inTerms reports whether only the terms tell of the form: English is compared by
// stem, a case number without its marks.
func (f form) inTerms() bool {
	return f.proven && (!f.han || len(f.keys) == 1 && f.keys[0]&kindCase == kindCase)
}

// stands reports whether a form stands in the texts of a document.
func (s *search) stands(f form, m mask, doc uint32) bool {
	s.texts = s.x.file.Texts(doc, s.texts[:0])
	for _, t := range s.texts {
		if m>>t.Field&1 == 1 && f.in(t) {
			return true
		}
	}
	return false
}

// charMatches are the documents with a character: those with any term that begins
// with it.
func (s *search) charMatches(r rune, m mask) matches {
	sums := s.x.sums.Get().(*postings.Sums)
	defer s.x.release(sums)
	for _, k := range s.x.file.Group(uint32(r)) {
		sums.AddFrequency(s.x.weights, k, uint32(m))
	}
	out := &listMatches{docs: slices.Clone(sums.Touched)}
	slices.Sort(out.docs)
	for _, d := range out.docs {
		out.scores = append(out.scores, sums.Score[d])
	}
	return out
}

// checkedMatches are those of some documents whose texts have a form.
type checkedMatches struct {
	matches
	s        *search
	form     form
	mask     mask
	excluded bool
}

func (c *checkedMatches) seek(doc uint32) uint32 {
	for {
		doc = c.matches.seek(doc)
		if doc == postings.End || (c.s.keep == nil || c.s.keep(doc)) && c.s.proves(c.form, c.mask, doc, c.excluded) {
			return doc
		}
		doc++
	}
}

// leafMatches are the documents with any form of a notion: all forms count as
// occurrences of one word.
type leafMatches struct {
	forms   []matches
	weights []float32
	at      []uint32
	doc     uint32
	idf     float32
	factor  float32
}

func (s *search) leafMatches(p *plan) *leafMatches {
	l := &leafMatches{factor: p.share}
	df := 0
	for _, f := range p.forms {
		m := s.formMatches(f, p.mask)
		l.forms = append(l.forms, m)
		l.weights = append(l.weights, f.weight)
		l.at = append(l.at, m.seek(0))
		df += m.cost()
	}
	l.idf = postings.IDF(df, s.x.file.Docs())
	return l
}

func (l *leafMatches) cost() int {
	n := 0
	for _, f := range l.forms {
		n += f.cost()
	}
	return n
}

func (l *leafMatches) seek(doc uint32) uint32 {
	first := uint32(postings.End)
	for i, at := range l.at {
		if at < doc {
			at = l.forms[i].seek(doc)
			l.at[i] = at
		}
		first = min(first, at)
	}
	l.doc = first
	return first
}

// frequency is the weighted frequency of all forms in the document it stands on.
func (l *leafMatches) frequency() (sum float32) {
	for i, at := range l.at {
		if at == l.doc {
			sum += l.weights[i] * l.forms[i].score()
		}
	}
	return sum
}

func (l *leafMatches) score() float32 {
	return l.factor * l.idf * postings.Saturate(l.frequency())
}
