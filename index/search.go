package index

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"yaozhi/corpus"
	"yaozhi/corpus/cite"
	"yaozhi/index/postings"
)

// Orders of results.
const (
	SortRelevance = "relevance"
	SortDate      = "date"   // newest first; undated last
	SortWeight    = "weight" // strongest authority first; what has none last
)

// Modes of an answer, in Applied.Mode.
const (
	ModeAll        = "all"
	ModeBest       = "best"
	ModeEverything = "everything"
)

const defaultLimit = 20

// maxPaged is how many results can be paged through: nobody reads further, and
// each page ranks all before it.
const maxPaged = 10000

// maxChecks is how many documents of a word or phrase have their text read to see
// whether its parts stand together. Beyond it the total is an upper bound; what is
// shown is always checked.
const maxChecks = 2048

// Search returns what matches q, best first, at most q.Limit of it. A q that cannot
// be read is a *QueryError. When ctx's deadline passes, the answer is of what was
// found so far and Partial; any other end of ctx is an error.
func (x *Index) Search(ctx context.Context, q Query) (*Results, error) {
	if err := q.check(); err != nil {
		return nil, err
	}
	tree, err := q.tree()
	if err != nil {
		return nil, err
	}
	key := x.key(q, tree)
	from, err := readCursor(q.Cursor, x.revision(), key)
	if err != nil {
		return nil, err
	}
	s, err := x.newSearch(ctx, q, from)
	if err != nil {
		return nil, err
	}
	p, mode, err := s.answer(q, tree)
	if err != nil {
		return nil, fmt.Errorf("index: search: %w", err)
	}
	res := &Results{Total: s.total, Relation: s.relation(), Partial: s.partial, Applied: x.applied(q, tree, p, mode)}
	res.Applied.Mended = s.mended
	if len(s.facets) > 0 {
		res.Facets = map[string][]FacetCount{}
	}
	for _, f := range s.facets {
		res.Facets[f.name] = f.list()
	}
	order := s.top.sorted()
	switch end := from + cmp.Or(q.Limit, defaultLimit); {
	case from > len(order) && s.partial:
		from = len(order)
	case from > len(order):
		return nil, badCursor("it points past the last result")
	case len(order) == end && end < min(s.total, maxPaged):
		res.Next = writeCursor(x.revision(), key, end)
	}
	if res.Hits, err = s.hits(order[from:], p, q); err != nil {
		return nil, err
	}
	if s.total == 0 && !s.partial {
		res.Suggestions, err = x.near(ctx, q.Text)
	}
	return res, err
}

// tree is the query as a tree; nil for one without words.
func (q Query) tree() (node, error) {
	if q.Plain && strings.TrimSpace(q.Text) != "" {
		return word{text: q.Text}, nil
	}
	tree, err := parse(q.Text)
	if tree == nil && err == nil && strings.TrimSpace(q.Text) != "" {
		return nil, &QueryError{0, "the query has no words", "write words, a citation, or nothing to see everything"}
	}
	return tree, err
}

// search is the state of one search: it is used by one goroutine.
type search struct {
	x      *Index
	ctx    context.Context
	keep   func(doc uint32) bool // the filters; nil for none
	order  func(doc uint32) float32
	facets []counter
	want   int // results that may be shown

	checks    int  // texts that may yet be read
	loose     bool // some were not
	excluding bool // a walk of what is left out is being made
	texts     []postings.Text

	mended  []Correction
	top     *top
	total   int
	partial bool
}

func (x *Index) newSearch(ctx context.Context, q Query, from int) (*search, error) {
	s := &search{x: x, ctx: ctx, checks: maxChecks, want: min(from+cmp.Or(q.Limit, defaultLimit), maxPaged)}
	var err error
	if s.keep, err = x.filter(q); err != nil {
		return nil, err
	}
	if s.order, err = x.sorter(q.Sort); err != nil {
		return nil, err
	}
	s.facets, err = x.counters(q.Facets)
	return s, err
}

// relation says how Total is meant.
func (s *search) relation() string {
	switch {
	case s.partial:
		return TotalAtLeast
	case s.loose:
		return TotalAtMost
	}
	return TotalExact
}

// check finds faults of a query outside its text.
func (q Query) check() error {
	if n := utf8.RuneCountInString(q.Text); n > MaxQuery {
		return &QueryError{MaxQuery, fmt.Sprintf("the query has %d characters, more than %d", n, MaxQuery), "shorten it"}
	}
	for _, k := range q.In {
		if !slices.Contains(Kinds, k) {
			return &QueryError{0, fmt.Sprintf("no kind %q", k), "use holding, passage, ruling or provision"}
		}
	}
	if !slices.Contains([]string{"", SortRelevance, SortDate, SortWeight}, q.Sort) {
		return &QueryError{0, fmt.Sprintf("no order %q", q.Sort), "use relevance, date or weight"}
	}
	for _, f := range q.Facets {
		if !slices.Contains(facetNames, f) {
			return &QueryError{0, fmt.Sprintf("no facet %q", f), "use " + strings.Join(facetNames, ", ")}
		}
	}
	if q.From != "" && q.To != "" && q.From > q.To {
		return &QueryError{0, "the range of dates ends before it begins", "give the earlier day as from"}
	}
	for _, d := range []string{q.From, q.To} {
		if _, err := time.Parse(time.DateOnly, d); d != "" && err != nil {
			return &QueryError{0, fmt.Sprintf("%q is no date", d), "write it as 2022-08-01"}
		}
	}
	if q.Limit < 0 || q.Limit > MaxLimit {
		return &QueryError{0, fmt.Sprintf("limit %d is out of range", q.Limit), fmt.Sprintf("use 1 to %d", MaxLimit)}
	}
	return nil
}

// answer carries out the query under its filters: a citation by its grammar, a
// sentence by best match, else every word, and the best match where that finds
// nothing. The plan is nil for a query without words.
func (s *search) answer(q Query, tree node) (*plan, string, error) {
	if q.Like != "" {
		p, err := s.x.similar(q.Like)
		if err != nil {
			return nil, "", err
		}
		return p, ModeBest, s.collect(p)
	}
	if tree == nil {
		return nil, ModeEverything, s.collect(&plan{op: planWhere})
	}
	p, err := s.x.cited(q.Text)
	if p != nil || err != nil {
		return p, ModeAll, errors.Join(err, s.collect(p))
	}
	if s.x.citesElsewhere(q.Text) {
		p := s.x.caseInText(cite.FoldString(q.Text))
		return p, ModeAll, s.collect(p)
	}
	passes := []bool{true} // what a sentence quotes are words of it
	within, err := s.x.citesWithin(tree)
	if err != nil {
		return nil, "", err
	}
	if !q.Plain && !within && !isSentence(tree) {
		pl := &planner{x: s.x}
		p, err := pl.plan(tree, everySection)
		if s.mended = pl.mended; err != nil {
			return nil, "", err
		}
		if err := s.collect(p); err != nil || s.total > 0 || s.partial || p == nil {
			return p, ModeAll, err
		}
		if _, alone := tree.(phrase); !alone {
			passes = []bool{false, true} // first with what is in quotation marks still required
		}
	}
	for _, relaxed := range passes {
		pl := &planner{x: s.x, best: true, relaxed: relaxed}
		p, err = pl.plan(tree, everySection)
		if s.mended = pl.mended; err != nil {
			return nil, "", err
		}
		if err := s.collect(p); err != nil || s.total > 0 || s.partial {
			return p, ModeBest, err
		}
	}
	return p, ModeBest, nil
}

const (
	sentenceRun   = 9 // Chinese characters in a row that are a sentence, not a word
	sentenceWords = 6 // English words that are a question, stop words counted
)

// isSentence reports whether a query of words, and of words it quotes in passing, is
// a sentence or a question.
func isSentence(tree node) bool {
	words := []node{tree}
	if all, ok := tree.(and); ok {
		words = all
	}
	latinWords, asks, inProse := 0, false, false
	end, quoted := -1, false // of the node before
	for _, n := range words {
		l := leafOf(n)
		p, isPhrase := n.(phrase)
		if l.text == "" || p.slop > 0 {
			return false
		}
		if l.off == end && isPhrase != quoted {
			inProse = true // 什么叫“单独同意”: no blank before the mark
		}
		end, quoted = l.off+utf8.RuneCountInString(l.text), isPhrase
		if isPhrase {
			end += 2
		}
		for _, u := range units(cite.FoldString(l.text)) {
			if u.han && utf8.RuneCountInString(u.text) >= sentenceRun && !isPhrase {
				return true
			}
			if !u.han {
				latinWords++
			}
		}
		asks = strings.HasSuffix(l.text, "?") || strings.HasSuffix(l.text, "？")
	}
	_, alone := tree.(phrase)
	return !alone && (latinWords >= sentenceWords || asks || inProse)
}

// deadlineEvery is how many documents pass between two looks at the deadline.
const deadlineEvery = 4096

// collect walks what p matches: counts it, counts its facets, keeps the best. A nil
// plan matches nothing.
func (s *search) collect(p *plan) error {
	s.top, s.total, s.checks, s.loose = newTop(s.want), 0, maxChecks, false
	for _, f := range s.facets {
		clear(f.counts)
	}
	if p == nil {
		return nil
	}
	m, err := s.matches(p)
	if err != nil {
		return err
	}
	defer s.settle()
	for doc, n := m.seek(0), 0; doc != postings.End; doc, n = m.seek(doc+1), n+1 {
		if n%deadlineEvery == 0 && !s.partial { // what was ranked in time is shown
			if err := s.ctx.Err(); errors.Is(err, context.DeadlineExceeded) {
				s.partial = true
				return nil
			} else if err != nil {
				return err
			}
		}
		if s.keep != nil && !s.keep(doc) {
			continue
		}
		s.total++
		for _, f := range s.facets {
			f.add(doc)
		}
		s.consider(doc, m, p)
	}
	return nil
}

// settle drops a total of which nothing was borne out by a text.
func (s *search) settle() {
	if s.loose && len(s.top.hits) == 0 && s.want > 0 {
		s.total, s.loose = 0, false
		for _, f := range s.facets {
			clear(f.counts)
		}
	}
}

// consider keeps a document if it is among the best, and has what its terms
// promise.
func (s *search) consider(doc uint32, m matches, p *plan) {
	h := hit{doc: doc, score: m.score()}
	if p.op != planNamed {
		h.score *= s.x.file.Boost(doc)
	}
	h.key = h.score
	if s.order != nil {
		h.key = s.order(doc)
	}
	if s.top.takes(h) && (!s.loose || s.holds(p, doc)) {
		s.top.add(h)
	}
}

// sorter gives the key of an order, more is better; nil for relevance. Documents
// without the value come last.
func (x *Index) sorter(order string) (func(uint32) float32, error) {
	field := map[string]string{SortDate: facetDecided, SortWeight: FacetWeight}[order]
	if field == "" {
		return nil, nil
	}
	col, err := x.catalog.column(field)
	if err != nil {
		return nil, err
	}
	rank := make([]float32, len(col.values))
	for i, v := range col.values {
		rank[i] = float32(i)
		if order != SortWeight {
			continue
		}
		rank[i] = unranked
		if k := slices.Index(corpus.Weights, corpus.Weight(v)); k >= 0 {
			rank[i] = -float32(k)
		}
	}
	return func(doc uint32) float32 {
		if at := col.at(doc); len(at) > 0 {
			return rank[at[0]]
		}
		return unranked
	}, nil
}

const unranked = -1e6 // below every rank

func (x *Index) applied(q Query, tree node, p *plan, mode string) Applied {
	a := Applied{Text: canonical(tree), Mode: mode, Filters: map[string][]string{}}
	if p != nil {
		p.leaves(func(l *plan) {
			for _, t := range l.terms {
				if !slices.Contains(a.Terms, t) {
					a.Terms = append(a.Terms, t)
				}
			}
		})
	}
	set := func(name string, values ...string) {
		if values = slices.DeleteFunc(slices.Clone(values), func(v string) bool { return v == "" }); len(values) > 0 {
			a.Filters[name] = values
		}
	}
	set("in", kindNames(q.In)...)
	set("part", q.Part...)
	set("topic", q.Topic...)
	set("statute", q.Statute...)
	set("court", q.Court...)
	set("weight", q.Weight...)
	set("remedy", q.Remedy...)
	set("from", q.From)
	set("to", q.To)
	return a
}
