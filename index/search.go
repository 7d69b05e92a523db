package index

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"yaozhi/corpus"
	"yaozhi/corpus/cite"
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

// Search returns what matches q, best first, at most q.Limit of it. A q that cannot
// be read is a *QueryError; otherwise an error is ctx's or the store's.
func (x *Index) Search(ctx context.Context, q Query) (*Results, error) {
	if err := q.check(); err != nil {
		return nil, err
	}
	tree, err := parse(q.Text)
	if err != nil {
		return nil, err
	}
	key := x.key(q, tree)
	from, err := readCursor(q.Cursor, x.c.Revision, key)
	if err != nil {
		return nil, err
	}
	s := &search{x: x, seen: map[postingKey][]posting{}}
	found, p, mode, err := s.answer(ctx, q, tree)
	if err != nil {
		return nil, err
	}
	order := x.rank(found, q)
	if from > len(order) {
		return nil, badCursor("it points past the last result")
	}
	res := &Results{Total: len(order), Applied: x.applied(q, tree, p, mode), Facets: x.facets(order)}
	end := min(from+cmp.Or(q.Limit, defaultLimit), len(order))
	h := newHighlighter(x.a, p)
	for _, i := range order[from:end] {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("index: search: %w", err)
		}
		res.Hits = append(res.Hits, x.hit(i, found.score[i], h))
	}
	if end < len(order) {
		res.Next = writeCursor(x.c.Revision, key, end)
	}
	if len(order) == 0 {
		res.Suggestions, err = x.near(ctx, q.Text)
	}
	return res, err
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
func (s *search) answer(ctx context.Context, q Query, tree node) (*hits, *plan, string, error) {
	keep := s.x.filter(q)
	if tree == nil {
		h, err := s.kept(ctx, &plan{op: planAll}, keep)
		return h, nil, ModeEverything, err
	}
	if docs := s.x.cited(q.Text); len(docs) > 0 {
		p := named(docs, strings.TrimSpace(q.Text))
		h, err := s.kept(ctx, p, keep)
		return h, p, ModeAll, err
	}
	if !isSentence(tree) {
		p := (&planner{x: s.x}).plan(tree, nil)
		h, err := s.kept(ctx, p, keep)
		if err != nil || h.n > 0 || p == nil {
			return h, p, ModeAll, err
		}
	}
	p := (&planner{x: s.x, best: true}).plan(tree, nil)
	h, err := s.kept(ctx, p, keep)
	return h, p, ModeBest, err
}

// kept carries out p and keeps what the filters let through.
func (s *search) kept(ctx context.Context, p *plan, keep func(*doc) bool) (*hits, error) {
	if p == nil {
		return s.x.none(), nil
	}
	h, err := s.run(ctx, p)
	if err != nil {
		return nil, err
	}
	for i, d := range s.x.docs {
		if h.in[i] && !keep(d) {
			h.drop(i)
		}
		h.score[i] *= d.factor
	}
	return h, nil
}

const (
	sentenceRun   = 9 // Chinese characters in a row that are a sentence, not a word
	sentenceWords = 6 // English words that are a question, stop words counted
)

// isSentence reports whether a query of words alone is a sentence or a question.
func isSentence(tree node) bool {
	kids, ok := tree.(and)
	if !ok {
		kids = and{tree}
	}
	latinWords, asks := 0, false
	for _, k := range kids {
		w, ok := k.(word)
		if !ok {
			return false
		}
		for _, u := range units(cite.FoldString(w.text)) {
			if u.han && utf8.RuneCountInString(u.text) >= sentenceRun {
				return true
			}
			if !u.han {
				latinWords++
			}
		}
		asks = strings.HasSuffix(w.text, "?") || strings.HasSuffix(w.text, "？")
	}
	return latinWords >= sentenceWords || asks
}

// rank orders the hits: by the order asked for, then score, then as the corpus has
// them, so that paging is stable.
func (x *Index) rank(h *hits, q Query) []int {
	order := make([]int, 0, h.n)
	for i, in := range h.in {
		if in {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		c := 0
		switch q.Sort {
		case SortDate:
			c = cmp.Compare(x.docs[b].decided, x.docs[a].decided)
		case SortWeight:
			c = cmp.Compare(x.docs[a].authority(), x.docs[b].authority())
		}
		return cmp.Or(c, cmp.Compare(h.score[b], h.score[a]))
	})
	return order
}

func (d *doc) authority() int {
	if w := d.facets[FacetWeight]; len(w) > 0 {
		return slices.Index(corpus.Weights, corpus.Weight(w[0]))
	}
	return len(corpus.Weights)
}

// filter is the test of the query's filters: ORed within one, ANDed across.
func (x *Index) filter(q Query) func(*doc) bool {
	var statutes []string
	for _, s := range q.Statute {
		paths := x.provisionPaths(s, true)
		if len(paths) == 0 {
			paths = []string{s}
		}
		statutes = append(statutes, paths...)
	}
	has := func(want, have []string) bool {
		return len(want) == 0 || slices.ContainsFunc(want, func(w string) bool { return slices.Contains(have, w) })
	}
	return func(d *doc) bool {
		return (len(q.In) == 0 || slices.Contains(q.In, d.kind)) &&
			has(q.Part, d.facets[FacetPart]) && has(q.Topic, d.facets[FacetTopic]) &&
			has(q.Court, d.facets[FacetCourt]) && has(q.Weight, d.facets[FacetWeight]) &&
			has(q.Remedy, d.remedy) && d.decidedIn(q.From, q.To) && d.onStatute(statutes)
	}
}

func (d *doc) onStatute(prefixes []string) bool {
	return len(prefixes) == 0 || slices.ContainsFunc(prefixes, func(prefix string) bool {
		return slices.ContainsFunc(d.paths, func(p string) bool { return within(p, prefix) })
	})
}

// facets counts the values among the hits, most frequent first, then by value.
func (x *Index) facets(order []int) map[string][]FacetCount {
	out := map[string][]FacetCount{}
	for _, name := range []string{FacetKind, FacetPart, FacetTopic, FacetWeight, FacetStatute, FacetCourt, FacetYear} {
		counts := map[string]int{}
		for _, i := range order {
			for _, v := range x.docs[i].facets[name] {
				counts[v]++
			}
		}
		list := make([]FacetCount, 0, len(counts))
		for v, n := range counts {
			list = append(list, FacetCount{v, n})
		}
		slices.SortFunc(list, func(a, b FacetCount) int {
			return cmp.Or(b.Count-a.Count, strings.Compare(a.Value, b.Value))
		})
		out[name] = list
	}
	return out
}

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
	kinds := make([]string, len(q.In))
	for i, k := range q.In {
		kinds[i] = string(k)
	}
	set("in", kinds...)
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
