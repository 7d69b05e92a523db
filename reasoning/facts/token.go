package facts

import (
	"unicode/utf8"

	"yaozhi/corpus"
)

// token is a word of the lexicon met in a text, or several joined by a compound.
type token struct {
	start, end int // bytes of the page
	clause     int // of the sentence, from 0
	entry      *entry
	neg        bool // an odd number of negations reaches it
	except     bool // inside 除 … 外
	value      corpus.Value
}

func (t *token) is(c class) bool { return t.entry.has(c) }

// scan appends the tokens of s[i:end], leftmost and longest, not overlapping.
func (l *lexicon) scan(out []token, s string, i, end int) []token {
	for i < end {
		c := s[i]
		size := 1
		if c >= utf8.RuneSelf {
			_, size = utf8.DecodeRuneInString(s[i:])
		}
		if isWord(c) && i > 0 && isWord(s[i-1]) && !(isDigit(c) && !isDigit(s[i-1])) {
			i += size
			continue
		}
		j, e := l.words.longest(s[:end], i)
		if l.mayCount(c, s[i:]) {
			if v, k := l.clock.read(s[:end], i); k > j {
				out = append(out, token{start: i, end: k, entry: l.duration, value: v})
				i = k
				continue
			}
		}
		if e == nil {
			i += size
			continue
		}
		if len(e.classes) > 0 {
			out = append(out, token{start: i, end: j, entry: e})
		}
		i = j
	}
	return out
}

// mayCount reports whether a stretch of time can start with c, cheaply.
func (l *lexicon) mayCount(c byte, s string) bool {
	if c < utf8.RuneSelf {
		return isDigit(c) || c == '(' || isWord(c) && numberStart(c)
	}
	r, _ := utf8.DecodeRuneInString(s)
	switch r {
	case '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '两', '半', '第', '当', '百':
		return true
	}
	return false
}

func numberStart(c byte) bool {
	switch c {
	case 'o', 't', 'f', 's', 'e', 'n', 'a', 'h', 'i', 'z':
		return true
	}
	return false
}
