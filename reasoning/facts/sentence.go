package facts

import (
	"strings"
	"unicode/utf8"
)

// clause is a stretch of a sentence, in bytes of the page.
type clause struct {
	start, end   int
	first, limit int // its words among the tokens of the sentence
	words
	near words // of it and its neighbours
	mood mood
}

// endOfSentence returns the end of the sentence that starts at i, before the limit,
// and whether it asks.
func endOfSentence(s string, i, limit int) (int, bool) {
	for j := i; j < limit; {
		c := s[j]
		if c < utf8.RuneSelf {
			switch {
			case c == '?':
				return j + 1, true
			case c == '!' || c == ';':
				return j + 1, false
			case c == '.' && fullStop(s, i, j, limit):
				return j + 1, false
			}
			j++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[j:])
		j += size
		if r == '。' || r == '…' {
			return j, false
		}
	}
	return limit, false
}

// fullStop reports whether the point at j ends an English sentence.
func fullStop(s string, i, j, limit int) bool {
	if j+1 < limit && s[j+1] != ' ' && s[j+1] != '"' && s[j+1] != ')' && s[j+1] < utf8.RuneSelf {
		return false
	}
	k := j
	for k > i && isWord(s[k-1]) {
		k--
	}
	switch w := s[k:j]; w {
	case "e", "g", "i", "etc", "vs", "no", "art", "mr", "ms", "inc", "ltd", "co", "approx":
		return w == "no" && k > i+1 || w == "etc" && j+1 >= limit
	}
	return true
}

// maxAside is the length in bytes up to which a bracket belongs to the clause it
// stands in.
const maxAside = 90

// cutClauses appends the clauses of the sentence from i to end.
func cutClauses(out []clause, s string, i, end int) []clause {
	from := i
	cut := func(at, next int) {
		if strings.TrimSpace(s[from:at]) != "" {
			out = append(out, clause{start: from, end: at})
		}
		from = next
	}
	for j := i; j < end; {
		size := boundary(s, i, j, end)
		if size == 0 {
			_, n := utf8.DecodeRuneInString(s[j:])
			j += n
			continue
		}
		cut(j, j+size)
		j += size
	}
	cut(end, end)
	return out
}

// boundary returns the length of the clause boundary at j, 0 if there is none.
func boundary(s string, i, j, end int) int {
	switch c := s[j]; c {
	case ',', ':':
		if j > i && j+1 < end && isDigit(s[j-1]) && isDigit(s[j+1]) {
			return 0
		}
		return 1
	case '(':
		if k := strings.IndexByte(s[j:end], ')'); k > 0 && k <= maxAside {
			return 0
		}
		return 1
	case ')':
		if strings.HasPrefix(s[j+1:end], "、") {
			return 1 + len("、")
		}
		return 0
	case '|':
		return 1
	case '-':
		if strings.HasPrefix(s[j:end], "->") || strings.HasPrefix(s[j:end], "--") {
			return 2
		}
		if strings.HasPrefix(s[j:end], "- ") && j > i && s[j-1] == ' ' {
			return 1
		}
	case ' ':
		if j > i && s[j-1] >= utf8.RuneSelf && j+1 < end && s[j+1] >= utf8.RuneSelf {
			return 1
		}
		for _, w := range []string{" but ", " and then ", " so that ", " however "} {
			if strings.HasPrefix(s[j:end], w) {
				return 1
			}
		}
	case 0xE2:
		for _, w := range []string{"—", "–", "→", "⇒"} {
			if strings.HasPrefix(s[j:end], w) {
				return len(w)
			}
		}
	}
	return 0
}
