package index

import (
	"cmp"
	"slices"

	"yaozhi/index/postings"
)

// listMatches are documents known beforehand, in order.
type listMatches struct {
	docs   []uint32
	scores []float32 // nil for none
	i      int
}

func (l *listMatches) cost() int { return len(l.docs) }

func (l *listMatches) score() float32 {
	if l.scores == nil {
		return 0
	}
	return l.scores[l.i]
}

func (l *listMatches) seek(doc uint32) uint32 {
	k, _ := slices.BinarySearch(l.docs[l.i:], doc)
	if l.i += k; l.i == len(l.docs) {
		return postings.End
	}
	return l.docs[l.i]
}

// everyMatches are all documents that keep lets through; all where it is nil.
type everyMatches struct {
	n    uint32
	keep func(doc uint32) bool
}

func (e *everyMatches) cost() int      { return int(e.n) }
func (e *everyMatches) score() float32 { return 0 }

func (e *everyMatches) seek(doc uint32) uint32 {
	for ; doc < e.n; doc++ {
		if e.keep == nil || e.keep(doc) {
			return doc
		}
	}
	return postings.End
}

// allMatches are the documents that all kids match and no other does.
type allMatches struct {
	kids []matches // the cheapest first
	not  []matches
}

func (a *allMatches) cost() int { return a.kids[0].cost() }

func (a *allMatches) score() (sum float32) {
	for _, k := range a.kids {
		sum += k.score()
	}
	return sum
}

func (a *allMatches) seek(doc uint32) uint32 {
	for {
		doc = a.kids[0].seek(doc)
		if doc == postings.End {
			return doc
		}
		at := a.together(doc)
		if at == doc && !a.excluded(doc) {
			return doc
		}
		doc = max(at, doc+1)
	}
}

// together is doc where all kids match it, else where the first that does not
// goes on.
func (a *allMatches) together(doc uint32) uint32 {
	for _, k := range a.kids[1:] {
		if at := k.seek(doc); at != doc {
			return at
		}
	}
	return doc
}

func (a *allMatches) excluded(doc uint32) bool {
	return slices.ContainsFunc(a.not, func(m matches) bool { return m.seek(doc) == doc })
}

// anyMatches are the documents that one kid matches or more.
type anyMatches struct {
	kids []matches
	at   []uint32
	doc  uint32
}

func (a *anyMatches) cost() int {
	n := 0
	for _, k := range a.kids {
		n += k.cost()
	}
	return n
}

func (a *anyMatches) score() (sum float32) {
	for i, at := range a.at {
		if at == a.doc {
			sum += a.kids[i].score()
		}
	}
	return sum
}

func (a *anyMatches) seek(doc uint32) uint32 {
	a.doc = postings.End
	for i, k := range a.kids {
		if a.at[i] < doc {
			a.at[i] = k.seek(doc)
		}
		a.doc = min(a.doc, a.at[i])
	}
	return a.doc
}

// matches makes the walk of a plan.
func (s *search) matches(p *plan) (matches, error) {
	switch p.op {
	case planLeaf:
		return s.leafMatches(p), nil
	case planNamed:
		return &listMatches{docs: p.docs, scores: p.scores}, nil
	case planWhere:
		return &everyMatches{uint32(s.x.file.Docs()), p.keep}, nil
	case planBest:
		return s.best(p, nil)
	case planAny:
		out := &anyMatches{}
		for _, k := range p.kids {
			m, err := s.matches(k)
			if err != nil {
				return nil, err
			}
			out.kids = append(out.kids, m)
			out.at = append(out.at, m.seek(0))
		}
		return out, nil
	}
	return s.allMatches(p)
}

// allMatches makes the walk of a conjunction, or of an exclusion alone. What is
// ranked by best match is ranked among what the rest of the conjunction leaves.
func (s *search) allMatches(p *plan) (matches, error) {
	kids := p.kids
	if p.op == planNot {
		kids = []*plan{p}
	}
	out := &allMatches{}
	var ranked []*plan
	for _, k := range kids {
		into := &out.kids
		switch k.op {
		case planBest:
			ranked = append(ranked, k)
			continue
		case planNot:
			k, into = k.kids[0], &out.not
		}
		was := s.excluding
		s.excluding = was != (into == &out.not)
		m, err := s.matches(k)
		s.excluding = was
		if err != nil {
			return nil, err
		}
		*into = append(*into, m)
	}
	if len(out.kids) == 0 && (len(out.not) > 0 || len(ranked) == 0) {
		out.kids = append(out.kids, &everyMatches{n: uint32(s.x.file.Docs())})
	}
	slices.SortStableFunc(out.kids, func(a, b matches) int { return cmp.Compare(a.cost(), b.cost()) })
	if len(ranked) == 0 {
		return out, nil
	}
	return s.bestAmong(ranked, out)
}

// bestAmong ranks by best match what the rest of a conjunction leaves; all where
// there is no rest.
func (s *search) bestAmong(ranked []*plan, rest *allMatches) (matches, error) {
	var among map[uint32]float32
	if len(rest.kids) > 0 {
		among = map[uint32]float32{}
		for d := rest.seek(0); d != postings.End; d = rest.seek(d + 1) {
			among[d] = rest.score()
			if len(among)%deadlineEvery == 0 && s.ctx.Err() != nil {
				s.partial = true
				break
			}
		}
	}
	whole := &plan{op: planBest, mask: everySection}
	for _, r := range ranked {
		whole.kids = append(whole.kids, r.kids...)
		whole.parts = append(whole.parts, r)
	}
	m, err := s.best(whole, among)
	if err != nil {
		return nil, err
	}
	for _, r := range ranked {
		r.found = m.docs
	}
	for i, d := range m.docs {
		m.scores[i] += among[d]
	}
	return m, nil
}
