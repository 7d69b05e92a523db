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

// suggestion is a word or title of the corpus that a fruitless query may have meant.
type suggestion struct {
	text  string
	grams map[string]bool
	topic bool // shown when nothing is near
}

// suggestions collects titles of holdings, topics and provisions, and the forms of
// the legal terms.
func (x *Index) suggestions() []suggestion {
	var out []suggestion
	seen := map[string]bool{}
	add := func(topic bool, texts ...string) {
		for _, t := range texts {
			if t != "" && !seen[t] {
				seen[t] = true
				out = append(out, suggestion{t, grams(t), topic})
			}
		}
	}
	for _, t := range x.c.Topics {
		add(true, t.Title.Zh, t.Title.En)
	}
	for _, e := range x.terms.entries {
		for _, f := range e {
			add(false, f.text)
		}
	}
	for _, d := range x.docs {
		if d.kind == KindHolding || d.kind == KindProvision {
			add(false, d.title.Zh, d.title.En)
		}
	}
	return out
}

// grams are the pairs of neighbouring runes of a text, and its Chinese characters.
func grams(s string) map[string]bool {
	out := map[string]bool{}
	for _, u := range units(cite.FoldString(s)) {
		for _, g := range bigrams(u.text) {
			out[g] = true
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
	for _, s := range x.suggest {
		shared := 0
		for g := range s.grams {
			if own[g] {
				shared++
			}
		}
		if score := float64(shared) / (float64(len(own)+len(s.grams)) + 1); shared > 1 || shared == 1 && len(own) < 4 || s.topic {
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
	s := &search{x: x, seen: map[postingKey][]posting{}}
	h, _, _, err := s.answer(ctx, Query{Text: words}, tree)
	return err == nil && h.n > 0, err
}
