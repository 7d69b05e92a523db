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
	word       int // in the list of different words
	start, end int
	from, to   int
}

// near finds the words of a phrase where all of them stand with at most slop
// positions more than they fill, in any order; a word that is there twice must stand
// twice. The spans are of the words, in order.
func near(folded string, words []unit, slop int) [][2]int {
	different, need, room := tally(words)
	places := placesOf(folded, different)
	have := make([]int, len(different))
	missing := len(words)
	var out [][2]int
	first := 0
	for i, p := range places {
		if have[p.word]++; have[p.word] <= need[p.word] {
			missing--
		}
		for first < i && (p.to-places[first].from > room+slop || have[places[first].word] > need[places[first].word]) {
			w := places[first].word
			if have[w]--; have[w] < need[w] {
				missing++
			}
			first++
		}
		if missing == 0 && p.to-places[first].from <= room+slop {
			for _, q := range places[first : i+1] {
				out = append(out, [2]int{q.start, q.end})
			}
		}
	}
	return merge(out)
}

// tally lists the different words, how often each is needed, and the positions that
// all fill.
func tally(words []unit) (different []unit, need []int, room int) {
	for _, w := range words {
		room += width(w)
		i := slices.IndexFunc(different, func(d unit) bool { return d.text == w.text })
		if i < 0 {
			i = len(different)
			different, need = append(different, w), append(need, 0)
		}
		need[i]++
	}
	return different, need, room
}

func width(u unit) int {
	if u.han {
		return utf8.RuneCountInString(u.text)
	}
	return 1
}

// placesOf are the places of the words, in order.
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
			for k, last, from := 0, 0, pos; ; {
				at := strings.Index(u.text[k:], w.text)
				if at < 0 {
					break
				}
				k += at
				from += utf8.RuneCountInString(u.text[last:k])
				last = k
				out = append(out, place{i, u.start + k, u.start + k + len(w.text), from, from + width(w)})
				k += len(w.text)
			}
		}
		pos += width(u)
	}
	slices.SortFunc(out, func(a, b place) int { return cmp.Or(a.start-b.start, a.word-b.word) })
	return out
}
