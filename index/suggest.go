package index

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"yaozhi/corpus/cite"
)

// Suggestion completes what a user types.
type Suggestion struct {
	Kind string // a Kind, or SuggestTerm, SuggestParty
	Text string // to search for
	ID   string // of the document, where it is one
}

// Kinds of suggestions beside those of documents.
const (
	SuggestTerm  = "term"
	SuggestParty = "party"
)

// MaxSuggest is how many suggestions can be asked for.
const MaxSuggest = 20

const suggestTried = 60 // labels looked at for one beginning

// Suggest completes a beginning, with at most limit suggestions (10 where 0): first
// what begins with it (titles of holdings, case numbers and titles of rulings,
// provisions, parties, legal terms), then titles that have it inside. No words give
// no suggestions.
func (x *Index) Suggest(ctx context.Context, begun string, limit int) ([]Suggestion, error) {
	if limit <= 0 || limit > MaxSuggest {
		limit = 10
	}
	folded := strings.TrimLeft(cite.FoldString(begun), " ")
	if len(units(folded)) == 0 || utf8.RuneCountInString(folded) > MaxQuery {
		return nil, nil
	}
	s := suggester{x: x, limit: limit}
	for _, step := range []func(context.Context, string) error{s.labels, s.parties, s.terms} {
		if err := step(ctx, folded); err != nil {
			return nil, err
		}
	}
	for _, g := range s.provisions {
		s.add(g)
	}
	if len(s.out) >= limit {
		return s.out[:limit], nil
	}
	err := s.inside(ctx, begun)
	return s.out[:min(limit, len(s.out))], err
}

// suggester collects suggestions, each once.
type suggester struct {
	x     *Index
	limit int
	out   []Suggestion

	provisions []Suggestion // a law has many; they come after the terms
}

func (s *suggester) add(g Suggestion) {
	if g.Text != "" && !slices.Contains(s.out, g) {
		s.out = append(s.out, g)
	}
}

func (s *suggester) labels(_ context.Context, folded string) error {
	found, err := s.x.catalog.starting(catalogLabel, labelKey(folded), suggestTried)
	if err != nil {
		return err
	}
	var list []Suggestion
	for _, l := range found {
		docs, err := s.x.catalog.with(catalogLabel, l)
		if err != nil {
			return err
		}
		for _, d := range docs[:min(1, len(docs))] {
			r, err := s.x.catalog.record(s.x.file.Name(d), false)
			if err != nil {
				return err
			}
			list = append(list, Suggestion{string(r.Kind), r.label(l), r.ID})
		}
	}
	slices.SortStableFunc(list, func(a, b Suggestion) int {
		return slices.Index(Kinds, Kind(a.Kind)) - slices.Index(Kinds, Kind(b.Kind))
	})
	for _, g := range list {
		if g.Kind == string(KindProvision) {
			s.provisions = append(s.provisions, g)
			continue
		}
		s.add(g)
	}
	return nil
}

func (s *suggester) parties(_ context.Context, folded string) error {
	col, err := s.x.catalog.column(FacetParty)
	if err != nil {
		return err
	}
	for _, name := range col.values {
		if strings.HasPrefix(cite.FoldString(name), folded) {
			s.add(Suggestion{Kind: SuggestParty, Text: name})
		}
	}
	return nil
}

// terms adds words of the term list that find something here.
func (s *suggester) terms(ctx context.Context, folded string) error {
	list := s.x.terms.starting
	from, _ := slices.BinarySearch(list, folded)
	for _, t := range list[from:min(from+suggestTried, len(list))] {
		if !strings.HasPrefix(t, folded) {
			break
		}
		ok, err := s.x.finds(ctx, t)
		if err != nil {
			return err
		}
		if ok {
			s.add(Suggestion{Kind: SuggestTerm, Text: t})
		}
	}
	return nil
}

// inside adds titles that have what was typed in them.
func (s *suggester) inside(ctx context.Context, begun string) error {
	p := &plan{}
	if rs := units(cite.FoldString(begun)); len(rs) > 0 {
		p = wrap(planAll, (&planner{x: s.x}).required(rs, scopes[fieldTitle]))
	}
	search, err := s.x.newSearch(ctx, Query{Limit: s.limit}, 0)
	if err != nil {
		return err
	}
	if err := search.collect(p); err != nil {
		return err
	}
	for _, h := range search.top.sorted() {
		r, err := s.x.catalog.record(s.x.file.Name(h.doc), false)
		if err != nil {
			return err
		}
		title := r.Title.Zh
		if r.Title.En != "" && !strings.ContainsFunc(begun, isHan) {
			title = r.Title.En
		}
		s.add(Suggestion{string(r.Kind), title, r.ID})
	}
	return nil
}
