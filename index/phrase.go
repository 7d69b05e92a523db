package index

import (
	"strings"
	"unicode/utf8"

	"yaozhi/corpus/cite"
	"yaozhi/index/postings"
)

// phraseForm is an exact phrase, or with slop its words in any order with up to
// slop characters or words more between them.
func phraseForm(s string, slop int, a *analyzer) form {
	folded := cite.FoldString(s)
	us := units(folded)
	if slop == 0 && len(us) == 1 && us[0].han && us[0].text == folded {
		return runForm(folded, 1)
	}
	f := form{text: folded, key: folded, phrase: true, slop: slop, weight: 1, keys: phraseKeys(us, slop, a)}
	for i, u := range us {
		if !u.han {
			continue
		}
		f.runs = append(f.runs, []byte(u.text))
		if r, size := utf8.DecodeRuneInString(u.text); size == len(u.text) {
			f.chars = append(f.chars, r)
		}
		if slop == 0 && i+1 < len(us) { // a mark or a word ends the run here
			last, _ := utf8.DecodeLastRuneInString(u.text)
			f.keys = append(f.keys, pairKey(last, 0))
		}
	}
	return f
}

// phraseKeys are terms of every text with the phrase; words that may stand apart
// are no pairs.
func phraseKeys(us []unit, slop int, a *analyzer) (keys []postings.Key) {
	var row []string
	flush := func() {
		if len(row) > 0 {
			keys = append(keys, rowKeys(row)...)
		}
		row = nil
	}
	for _, u := range us {
		if u.han {
			flush()
			keys = append(keys, runKeys(u.text)...)
			continue
		}
		if w, ok := a.word(u.text); ok {
			row = append(row, w)
		}
		if slop > 0 {
			flush()
		}
	}
	flush()
	return keys
}

// spans are the stretches of folded text (bytes) that a phrase matches, in order.
func (f form) spans(folded string) [][2]int {
	if f.slop > 0 {
		return near(folded, units(f.key), f.slop)
	}
	var out [][2]int
	for i := 0; ; {
		k := strings.Index(folded[i:], f.key)
		if k < 0 {
			return out
		}
		start, end := i+k, i+k+len(f.key)
		if !splitsWord(folded, start) && !splitsWord(folded, end) {
			out = append(out, [2]int{start, end})
		}
		i = end
	}
}

// splitsWord reports whether byte i stands inside a Latin word or a number.
func splitsWord(s string, i int) bool {
	return i > 0 && i < len(s) && latin(s[i-1]) && latin(s[i])
}

func latin(b byte) bool { return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' }
