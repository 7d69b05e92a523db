package facts

import (
	"strings"
	"unicode/utf8"
)

// maxSpan is the longest evidence shown, in bytes; what is longer is cut to the
// clause of the cue.
const maxSpan = 360

// span returns the rune offsets of the clauses that show the frame.
func (rd *reading) span(s *sentence, t *token, fr *frame) (int, int) {
	lo, hi := t.clause, t.clause
	widen := func(as []anyOf) {
		for _, a := range as {
			if i := s.nearest(t.clause, a); i >= 0 {
				lo, hi = min(lo, i), max(hi, i)
			}
		}
	}
	for hi+1 < len(s.clauses) && s.clauses[hi].end < t.end {
		hi++
	}
	widen(fr.near)
	widen(fr.after)
	widen(fr.before)
	widen(fr.sentence)
	start, end := s.clauses[lo].start, s.clauses[hi].end
	if end-start > maxSpan {
		start, end = s.clauses[t.clause].start, max(s.clauses[t.clause].end, t.end)
	}
	if end-start > maxSpan {
		start, end = t.start, t.end
	}
	return rd.p.source(trim(rd.p.buf, start, end))
}

// nearest is the clause nearest to i that meets a, -1 if none does.
func (s *sentence) nearest(i int, a anyOf) int {
	for d := range len(s.clauses) {
		for _, j := range []int{i - d, i + d} {
			if j >= 0 && j < len(s.clauses) && s.clauses[j].words.meets(anyOf(a)) {
				return j
			}
		}
	}
	return -1
}

// trim cuts blanks and sentence marks from both ends of a stretch.
func trim(s string, start, end int) (int, int) {
	const marks = " \n。;,、.!|"
	for start < end {
		r, size := utf8.DecodeRuneInString(s[start:end])
		if !strings.ContainsRune(marks, r) {
			break
		}
		start += size
	}
	for start < end {
		r, size := utf8.DecodeLastRuneInString(s[start:end])
		if !strings.ContainsRune(marks, r) {
			break
		}
		end -= size
	}
	return start, end
}
