package index

import (
	"slices"
	"strings"
	"unicode"
)

const (
	hanWindow   = 120 // runes of a Chinese snippet at most
	latinWindow = 240 // letters are half as wide
)

// window chooses the stretch of a text to show: around the densest marks, from the
// start of a sentence or clause to the end of one, within one line.
func window(rs []rune, marks [][2]int) (lo, hi int) {
	most := hanWindow
	if mostlyLatin(rs) {
		most = latinWindow
	}
	first, last := densest(rs, marks, most*7/10)
	if len(rs) <= most && !slices.Contains(rs, '\n') {
		return 0, len(rs)
	}
	last = max(last, min(first+1, len(rs)))
	lo = back(rs, first, (most-(last-first))/2)
	hi = ahead(rs, last, lo+most)
	for lo < first && lo < hi && unicode.IsSpace(rs[lo]) {
		lo++
	}
	for hi > last && hi > lo && unicode.IsSpace(rs[hi-1]) {
		hi--
	}
	return lo, hi
}

func mostlyLatin(rs []rune) bool {
	han := 0
	for _, r := range rs {
		if isHan(r) {
			han++
		}
	}
	return han*4 < len(rs)
}

// densest is the stretch of marks in one line, at most room runes long, with most
// runes marked.
func densest(rs []rune, marks [][2]int, room int) (first, last int) {
	best := -1
	for i := range marks {
		sum := 0
		for k := i; k < len(marks) && (k == i || marks[k][1]-marks[i][0] <= room); k++ {
			if slices.Contains(rs[marks[i][0]:marks[k][1]], '\n') {
				break
			}
			sum += marks[k][1] - marks[k][0]
			if sum > best {
				best, first, last = sum, marks[i][0], marks[k][1]
			}
		}
	}
	if last-first > room {
		last = first + room
	}
	return first, last
}

// back is where a snippet starts: after the nearest end of a sentence within room
// runes before at, else after the farthest other mark, else at a blank.
func back(rs []rune, at, room int) int {
	weak := -1
	for i := at; i > 0 && at-i <= room; i-- {
		if endsSentence(rs[i-1]) {
			return i
		}
		if endsClause(rs[i-1]) {
			weak = i
		}
	}
	if at <= room {
		return 0
	}
	if weak >= 0 {
		return weak
	}
	i := at - room
	for i < at && latinRune(rs[i-1]) && latinRune(rs[i]) {
		i++
	}
	return i
}

// ahead is where a snippet ends: at the last end of a sentence before limit, else of
// a clause, else at a blank.
func ahead(rs []rune, at, limit int) int {
	strong, weak := -1, -1
	i := at
	for ; i < len(rs) && i < limit; i++ {
		if rs[i] == '\n' {
			return i
		}
		if endsSentence(rs[i]) {
			strong = i + 1
		}
		if endsClause(rs[i]) {
			weak = i + 1
		}
	}
	switch {
	case i == len(rs):
		return i
	case strong >= 0:
		return strong
	case weak >= 0:
		return weak
	}
	for i > at && latinRune(rs[i-1]) && latinRune(rs[i]) {
		i--
	}
	return i
}

func latinRune(r rune) bool { return r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

func endsSentence(r rune) bool { return strings.ContainsRune("。！？；!?;\n", r) }

func endsClause(r rune) bool { return strings.ContainsRune("，、：,: ", r) }
