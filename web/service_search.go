package web

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
	"yaozhi/index"
)

// defaultSearchTime is how long one search may take: a reader waits no longer, and
// of the time of an answer enough is left to show what was found.
const defaultSearchTime = 2 * time.Second

const defaultHits = 20 // hits of an answer that names no limit

// facetNames are the facets of a search that can be asked for.
func facetNames() []string {
	return []string{"kind", "part", "topic", "weight", "statute", "court", "year"}
}

// ParseKinds reads kinds in the singular or the plural: "holding", "holdings".
func ParseKinds(in []string) ([]index.Kind, error) {
	var out []index.Kind
	for _, s := range in {
		k := index.Kind(strings.TrimSuffix(s, "s"))
		if !slices.Contains(index.Kinds, k) {
			return nil, fault(kindBadParameter, "in", "no such kind", "allowed: holdings, passages, rulings, provisions")
		}
		out = append(out, k)
	}
	return out, nil
}

// Search finds what matches q. An empty answer is an answer: Note says how far
// the corpus reaches. Facets names the facets to count; nil counts all of them.
func (s *Service) Search(ctx context.Context, q index.Query, facets []string) (*SearchAnswer, error) {
	if err := allOf("facets", facets, facetNames()); err != nil {
		return nil, err
	}
	if q.Facets = facets; facets == nil {
		q.Facets = facetNames()
	}
	found, err := s.search(ctx, q)
	if err != nil {
		return nil, err
	}
	return s.searchAnswer(q, found), nil
}

// searchAnswer brings what was found into wire form.
func (s *Service) searchAnswer(q index.Query, found *index.Results) *SearchAnswer {
	out := &SearchAnswer{Revision: s.Revision(), Total: found.Total, Relation: found.Relation, Partial: found.Partial,
		Applied: s.applied(q, found.Applied), Results: each(found.Hits, searchResult), Facets: map[string][]FacetCount{},
		Next: found.Next, Suggestions: found.Suggestions}
	for name, counts := range found.Facets {
		out.Facets[name] = each(counts, func(f index.FacetCount) FacetCount { return FacetCount(f) })
	}
	if found.Total == 0 && !found.Partial {
		out.Note = (&NotFoundError{Rulings: len(s.corpus.Rulings), Holdings: len(s.corpus.Holdings)}).Extent()
	}
	return out
}

func (s *Service) applied(q index.Query, a index.Applied) Applied {
	out := Applied{Text: a.Text, Terms: list(a.Terms), Mode: a.Mode, Filters: map[string][]string{},
		Mended: each(a.Mended, func(c index.Correction) Correction { return Correction(c) }),
		Sort:   cmp.Or(q.Sort, index.SortRelevance), Limit: cmp.Or(q.Limit, defaultHits)}
	if q.Like != "" {
		like := s.like(q.Like)
		out.Like = &like
	}
	for k, v := range a.Filters {
		out.Filters[k] = list(v)
	}
	return out
}

// search is Search before its answer is brought into wire form; the pages lay it
// out as it is.
func (s *Service) search(ctx context.Context, q index.Query) (*index.Results, error) {
	if err := s.checkQuery(&q); err != nil {
		return nil, err
	}
	var err error
	if q.Cursor, err = s.indexCursor(q.Cursor); err != nil {
		return nil, err
	}
	limited, cancel := context.WithTimeout(ctx, s.searchTime)
	defer cancel()
	found, err := s.index.Search(limited, q)
	if err != nil {
		return nil, s.searchFault(limited, q, err)
	}
	if err := ctx.Err(); err != nil { // the time of the whole answer is up
		return nil, fmt.Errorf("search: %w", err)
	}
	found.Next = s.searchCursor(found.Next)
	return found, nil
}

// searchCursor puts the revision before the index's cursor, so that one of another
// revision can be told from a damaged one.
func (s *Service) searchCursor(next string) string {
	if next == "" {
		return ""
	}
	return s.Revision() + "." + next
}

// indexCursor takes the revision off again.
func (s *Service) indexCursor(given string) (string, error) {
	if given == "" {
		return "", nil
	}
	revision, cursor, ok := strings.Cut(given, ".")
	if !ok || cursor == "" || len(revision) != len(s.Revision()) || strings.Trim(revision, "0123456789abcdef") != "" {
		return "", badCursor()
	}
	if revision != s.Revision() {
		return "", staleCursor()
	}
	return cursor, nil
}

// searchFault tells a bad cursor from a bad query, and keeps the words of the
// query out of the message.
func (s *Service) searchFault(ctx context.Context, q index.Query, err error) error {
	bad, ok := errors.AsType[*index.QueryError](err)
	if !ok {
		return err
	}
	if q.Cursor != "" {
		q.Cursor = ""
		if _, err := s.index.Search(ctx, q); err == nil {
			return badCursor()
		}
	}
	if strings.HasPrefix(bad.Message, "no field ") { // goes on with the client's word
		return &index.QueryError{Offset: bad.Offset, Message: "no such field", Fix: bad.Fix}
	}
	return bad
}

func searchResult(h index.Hit) SearchResult {
	return SearchResult{Kind: string(h.Kind), ID: h.ID, Code: h.Code, Ruling: string(h.Ruling), Title: text(h.Title),
		Part: string(h.Part), Score: float32(h.Score), Why: why(h.Why),
		Snippets: each(h.Snippets, func(n index.Snippet) Snippet {
			return Snippet{Field: n.Field, Lang: n.Lang, Text: n.Text, Highlights: list(n.Highlights)}
		})}
}

func why(e *index.Explanation) *Why {
	if e == nil {
		return nil
	}
	return &Why{Chars: float32(e.Chars), Named: float32(e.Named), Boost: float32(e.Boost),
		Terms: each(e.Terms, func(t index.TermScore) TermScore {
			return TermScore{Text: t.Text, Forms: list(t.Forms), Sections: list(t.Sections), Share: float32(t.Share),
				IDF: float32(t.IDF), Frequency: float32(t.Frequency), Score: float32(t.Score)}
		})}
}

// checkQuery refuses values outside the vocabulary and brings statutes, remedies
// and documents into their normal form.
func (s *Service) checkQuery(q *index.Query) error {
	if n := utf8.RuneCountInString(q.Text); n > index.MaxQuery {
		return fault(kindBadParameter, "q", "the query is longer than 200 characters", "shorten it; a product description goes to POST /api/v1/checklists")
	}
	if q.Limit < 0 || q.Limit > index.MaxLimit {
		return fault(kindBadParameter, "limit", "the limit is out of range", "give 1 to 100")
	}
	err := firstError(checkLike(*q),
		allOf("part", q.Part, names(corpus.Parts)), allOf("topic", q.Topic, s.topics()),
		allOf("weight", q.Weight, names(corpus.Weights)), oneOf("sort", q.Sort, []string{"relevance", "date", "weight"}),
		date("from", q.From), date("to", q.To), ordered(q.From, q.To))
	if err != nil {
		return err
	}
	if like := s.like(q.Like); q.Like != "" {
		q.Like = cmp.Or(like.ID, like.Text)
	}
	q.Statute, q.Remedy = slices.Clone(q.Statute), slices.Clone(q.Remedy)
	for i, path := range q.Statute {
		if p := s.corpus.Provision(path); p != nil {
			q.Statute[i] = p.Path()
		}
	}
	for i, id := range q.Remedy {
		h := s.corpus.Holding(id)
		if h == nil {
			return fault(kindBadParameter, "remedy", "no such holding", "give the id of a holding on remedies, such as stop-and-delete")
		}
		q.Remedy[i] = string(h.ID)
	}
	return nil
}

// oneOf refuses a value that is neither empty nor allowed, naming what is.
func oneOf(parameter, value string, allowed []string) error {
	if value == "" || slices.Contains(allowed, value) {
		return nil
	}
	return fault(kindBadParameter, parameter, "no such value", "allowed: "+strings.Join(allowed, ", "))
}

func allOf(parameter string, values, allowed []string) error {
	for _, v := range values {
		if !slices.Contains(allowed, v) {
			return fault(kindBadParameter, parameter, "no such value", "allowed: "+strings.Join(allowed, ", "))
		}
	}
	return nil
}

func date(parameter, value string) error {
	if value == "" {
		return nil
	}
	if _, err := time.Parse(time.DateOnly, value); err != nil {
		return fault(kindBadParameter, parameter, "not a date", "write year, month and day: 2022-08-01")
	}
	return nil
}

// ordered refuses dates that end before they begin.
func ordered(from, to string) error {
	if from == "" || to == "" || from <= to {
		return nil
	}
	return fault(kindBadParameter, "from", "from is later than to", "give the earlier date as from, the later one as to")
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
