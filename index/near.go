package index

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"yaozhi/corpus/cite"
)

const (
	maxSuggestions = 6
	triedSuggest   = 24 // candidates tried before giving up
)

// suggestion is a word or title that a fruitless query may have meant.
type suggestion struct {
	text  string
	topic bool // shown when nothing is near
}

// suggestions are the titles of topics, the forms of the legal terms and the
// labels of documents.
func (x *Index) suggestions() ([]suggestion, error) {
	var out []suggestion
	seen := map[string]bool{}
	add := func(topic bool, texts ...string) {
		for _, t := range texts {
			if t != "" && !seen[t] {
				seen[t] = true
				out = append(out, suggestion{t, topic})
			}
		}
	}
	for _, t := range x.info.Topics {
		add(true, t.Names...)
	}
	for _, e := range x.terms.entries {
		for _, f := range e {
			add(false, f.text)
		}
	}
	labels, err := x.catalog.starting(catalogLabel, "", maxLabels)
	for _, l := range labels {
		add(false, labelOf(l))
	}
	return out, err
}

const maxLabels = 5000 // labels compared with a fruitless query

// grams are the pairs of neighbouring runes of a text, and its Chinese characters.
func grams(s string) map[string]bool {
	out := map[string]bool{}
	for _, u := range units(cite.FoldString(s)) {
		rs := []rune(u.text)
		for i := range max(1, len(rs)-1) {
			out[string(rs[i:min(i+2, len(rs))])] = true
		}
		if u.han {
			for _, r := range u.text {
				out[string(r)] = true
			}
		}
	}
	return out
}

// near gives words and titles near to a query that found nothing, nearest first;
// each finds something on its own. The topics where nothing is near.
func (x *Index) near(ctx context.Context, query string) ([]string, error) {
	own := grams(query)
	type scored struct {
		suggestion
		score float64
	}
	var near []scored
	all, err := x.suggestions()
	if err != nil {
		return nil, err
	}
	for _, s := range all {
		theirs, shared := grams(s.text), 0
		for g := range theirs {
			if own[g] {
				shared++
			}
		}
		if score := float64(shared) / (float64(len(own)+len(theirs)) + 1); shared > 1 || shared == 1 && len(own) < 4 || s.topic {
			near = append(near, scored{s, score})
		}
	}
	slices.SortStableFunc(near, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	var out []string
	for _, s := range near[:min(triedSuggest, len(near))] {
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
	s, err := x.newSearch(ctx, Query{Limit: 1}, 0)
	if err != nil {
		return false, err
	}
	if _, _, err := s.answer(Query{Text: words}, tree); err != nil {
		return false, err
	}
	return s.total > 0, nil
}
