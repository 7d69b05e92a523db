package index

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"yaozhi/corpus/cite"
	"yaozhi/index/postings"
)

const (
	maxSuggestions = 6
	triedSuggest   = 24   // candidates tried before giving up
	maxLabels      = 2000 // labels compared with a fruitless query
)

// nearby is a word or title that a fruitless query may have meant.
type nearby struct {
	text  string
	topic bool     // shown when nothing is near
	grams []uint64 // ascending, each once
}

// nearbys are the titles of topics, the forms of the legal terms and the labels of
// documents.
func (x *Index) nearbys() ([]nearby, error) {
	var out []nearby
	seen := map[string]bool{}
	add := func(topic bool, texts ...string) {
		for _, t := range texts {
			if t != "" && !seen[t] {
				seen[t] = true
				out = append(out, nearby{t, topic, grams(t)})
			}
		}
	}
	for _, t := range x.info.Topics {
		add(true, t.Names...)
	}
	add(false, x.terms.starting...)
	labels, err := x.catalog.starting(catalogLabel, "", maxLabels)
	if err != nil {
		return nil, err
	}
	for _, l := range labels {
		docs, err := x.catalog.with(catalogLabel, l)
		if err != nil {
			return nil, err
		}
		for _, d := range docs[:min(1, len(docs))] {
			r, err := x.catalog.record(x.file.Name(d), false)
			if err != nil {
				return nil, err
			}
			add(false, r.Title.Zh, r.Title.En)
		}
	}
	return out, nil
}

// grams are the pairs of neighbouring runes of a text, and its Chinese characters.
func grams(s string) []uint64 {
	var out []uint64
	for _, u := range units(cite.FoldString(s)) {
		before := rune(0)
		for _, r := range u.text {
			out = append(out, uint64(before)<<32|uint64(r))
			if u.han {
				out = append(out, uint64(r))
			}
			before = r
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// shared is how many grams two texts have both.
func shared(a, b []uint64) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			n, i, j = n+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return n
}

// near gives words and titles near to a query that found nothing, nearest first;
// each finds something on its own. The topics where nothing is near.
func (x *Index) near(ctx context.Context, query string) ([]string, error) {
	all, err := x.nearWords()
	if err != nil {
		return nil, err
	}
	type scored struct {
		text  string
		score float64
	}
	own := grams(query)
	var found []scored
	for _, s := range all {
		n := shared(own, s.grams)
		if n > 1 || n == 1 && len(own) < 4 || s.topic {
			found = append(found, scored{s.text, float64(n) / float64(len(own)+len(s.grams)+1)})
		}
	}
	slices.SortStableFunc(found, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	var out []string
	for _, s := range found[:min(triedSuggest, len(found))] {
		if strings.EqualFold(strings.TrimSpace(query), s.text) {
			continue
		}
		ok, err := x.finds(ctx, s.text)
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, s.text)
		}
		if len(out) == maxSuggestions {
			break
		}
	}
	return out, nil
}

// finds reports whether a query of these words finds anything, filters aside.
func (x *Index) finds(ctx context.Context, words string) (bool, error) {
	tree, err := parse(words)
	if err != nil || tree == nil {
		return false, nil
	}
	p, err := (&planner{x: x}).plan(tree, everySection)
	if p == nil || err != nil {
		return false, err
	}
	s := &search{x: x, ctx: ctx, checks: triedSuggest}
	m, err := s.matches(p)
	if err != nil {
		return false, err
	}
	return m.seek(0) != postings.End, nil
}
