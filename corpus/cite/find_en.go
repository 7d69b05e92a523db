package cite

import (
	"regexp"
	"slices"
	"unicode"
	"unicode/utf8"
)

const maxName = 80 // characters of an instrument's name that FindEnglish tries

var (
	anyReference = regexp.MustCompile(enUp + enReference)
	nameFollows  = regexp.MustCompile(`^,? (?:of|in|under) (?:the )?`)
	nameEnds     = regexp.MustCompile(`(?:'s)?,? ?$`)
	onlyJoined   = regexp.MustCompile(`^(?:,? (?:and|or|&)|,) $`)
)

// foundRef is a reference in a sentence; it takes bytes start to end, with its law
// where that stands beside it.
type foundRef struct {
	ref        englishRef
	law        string // "" if no known name stands beside it
	start, end int
}

// FindEnglish returns the provisions that English citations in text name (what does
// article 13 of PIPL say, does Civil Code art. 1035 require it), in their order and
// each once. The name of the instrument stands after the reference or right before
// it, and is the longest that known reports; known is asked for names folded, with
// single blanks, of at most 80 characters. A reference without a known name is
// left out, unless "and", "or" or a comma joins it to one that has a name.
func FindEnglish(text string, known func(string) bool) []ProvisionRef {
	t := spaced(text)
	var found []foundRef
	for _, m := range anyReference.FindAllStringSubmatchIndex(t, -1) {
		found = append(found, findLaw(t, m, known))
	}
	shareLaws(t, found)
	var out []ProvisionRef
	for _, f := range found {
		if f.law == "" {
			continue
		}
		refs, err := f.ref.provisions(t[f.start:f.end], f.law)
		if err != nil {
			continue
		}
		for _, r := range refs {
			if !slices.Contains(out, r) {
				out = append(out, r)
			}
		}
	}
	return out
}

// findLaw reads the reference at m in t and the name beside it.
func findLaw(t string, m []int, known func(string) bool) foundRef {
	group := make([]string, len(m)/2)
	for i := range group {
		if m[2*i] >= 0 {
			group[i] = t[m[2*i]:m[2*i+1]]
		}
	}
	f := foundRef{ref: upward(group[1], group[2], group[3:7]), start: m[0], end: m[1]}
	if of := nameFollows.FindString(t[f.end:]); of != "" {
		if name := nameAt(t[f.end+len(of):], known); name != "" {
			f.law = name
			f.end += len(of) + len(name)
			return f
		}
	}
	before := t[:f.start]
	before = before[:nameEnds.FindStringIndex(before)[0]]
	if f.law = nameBefore(before, known); f.law != "" {
		f.start = len(before) - len(f.law)
	}
	return f
}

// shareLaws gives a reference the law of one it is joined to: articles 13 and
// article 14 of PIPL.
func shareLaws(t string, found []foundRef) {
	joined := func(i int) bool { return onlyJoined.MatchString(t[found[i-1].end:max(found[i].start, found[i-1].end)]) }
	for i := 1; i < len(found); i++ {
		if found[i].law == "" && joined(i) {
			found[i].law = found[i-1].law
		}
	}
	for i := len(found) - 1; i > 0; i-- {
		if found[i-1].law == "" && joined(i) {
			found[i-1].law = found[i].law
		}
	}
}

// nameAt is the longest known name that t begins with.
func nameAt(t string, known func(string) bool) string {
	best, n := "", 0
	for i, r := range t {
		if n++; n > maxName {
			break
		}
		if end := i + utf8.RuneLen(r); wordEnds(t, end) && known(t[:end]) {
			best = t[:end]
		}
	}
	return best
}

// nameBefore is the longest known name that t ends with.
func nameBefore(t string, known func(string) bool) string {
	best, i := "", len(t)
	for range maxName {
		_, size := utf8.DecodeLastRuneInString(t[:i])
		if size == 0 {
			break
		}
		if i -= size; wordEnds(t, i) && known(t[i:]) {
			best = t[i:]
		}
	}
	return best
}

// wordEnds reports whether t may be cut at byte i without cutting a word or a number
// in two; Chinese may be cut anywhere.
func wordEnds(t string, i int) bool {
	a, _ := utf8.DecodeLastRuneInString(t[:i])
	b, _ := utf8.DecodeRuneInString(t[i:])
	inWord := func(r rune) bool {
		return r != utf8.RuneError && !unicode.Is(unicode.Han, r) && (unicode.IsLetter(r) || unicode.IsDigit(r))
	}
	return !(inWord(a) && inWord(b))
}
