package index

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// place is where a word of a phrase stands: bytes, and positions counting each
// Chinese character and each other word as one.
type place struct {
	word       int
	start, end int
	from, to   int
}

// near finds the stretches of folded text in which all words stand with at most
// slop positions more than the words themselves fill, in any order; disjoint, in
// order.
func near(folded string, words []unit, slop int) [][2]int {
	places := placesOf(folded, words)
	room := slop
	for _, w := range words {
		room += width(w)
	}
	var out [][2]int
	for i := 0; i < len(places); i++ {
		end, last, ok := gather(places[i:], len(words), places[i].from+room)
		if !ok {
			continue
		}
		out = append(out, [2]int{places[i].start, end})
		i += last
	}
	return out
}

// gather takes places from the first on until every word is there, none ending
// after limit.
func gather(places []place, words, limit int) (end, last int, ok bool) {
	have := map[int]bool{}
	for k, p := range places {
		if p.to > limit {
			return 0, 0, false
		}
		have[p.word] = true
		end = max(end, p.end)
		if len(have) == words {
			return end, k, true
		}
	}
	return 0, 0, false
}

func width(u unit) int {
	if u.han {
		return utf8.RuneCountInString(u.text)
	}
	return 1
}

func placesOf(folded string, words []unit) []place {
	var out []place
	pos := 0
	for _, u := range units(folded) {
		for i, w := range words {
			if w.han != u.han {
				continue
			}
			if !u.han {
				if w.text == u.text {
					out = append(out, place{i, u.start, u.end, pos, pos + 1})
				}
				continue
			}
			for k := 0; ; {
				at := strings.Index(u.text[k:], w.text)
				if at < 0 {
					break
				}
				k += at
				from := pos + utf8.RuneCountInString(u.text[:k])
				out = append(out, place{i, u.start + k, u.start + k + len(w.text), from, from + width(w)})
				k += len(w.text)
			}
		}
		pos += width(u)
	}
	slices.SortFunc(out, func(a, b place) int { return cmp.Or(a.start-b.start, a.word-b.word) })
	return out
}
