package index

import (
	"fmt"
	"slices"
	"strings"

	bindex "github.com/blevesearch/bleve_index_api"

	"yaozhi/corpus/cite"
)

// Spelling. An English word that stands nowhere is read as a word that does where
// the slip is one that people make: two letters swapped, a letter doubled or left
// out, in long words a vowel for a vowel. Other neighbours are mostly other words:
// lost is no list, fast no fact. Chinese spellings that are mixed up (登陆, 帐号) are
// joined by the term list.
const (
	shortWord = 5 // letters; shorter words are not mended
	longWord  = 7
	maxNear   = 256 // words compared
)

// Correction is a word that was read as another.
type Correction struct {
	Word, As string // folded
}

// mend reads words that stand nowhere as their nearest neighbours.
func (pl *planner) mend(us []unit) ([]unit, error) {
	out := us
	for i, u := range us {
		if u.han || len(u.text) < shortWord || strings.Trim(u.text, letters) != "" || pl.x.known(u.text) {
			continue
		}
		near, err := pl.x.nearestWord(u.text)
		if err != nil {
			return nil, err
		}
		if near == "" {
			continue
		}
		if &out[0] == &us[0] {
			out = slices.Clone(us)
		}
		out[i].text = near
		pl.mended = append(pl.mended, Correction{u.text, near})
	}
	return out, nil
}

const letters = "abcdefghijklmnopqrstuvwxyz"

// known reports whether a word stands somewhere, or in the term list.
func (x *Index) known(w string) bool {
	stem, ok := x.a.word(w)
	if !ok {
		return true
	}
	return x.terms.forms(" "+stem+" ") != nil || x.wordFreq(w) > 0
}

// wordFreq is the number of documents with a word; 0 for a stop word.
func (x *Index) wordFreq(w string) int {
	stem, ok := x.a.word(w)
	if !ok {
		return 0
	}
	return x.file.DocFreq(hashKey(kindWord, []byte(stem)))
}

// nearestWord is the nearest word of the texts, the most frequent of equals; ""
// for none.
func (x *Index) nearestWord(w string) (string, error) {
	fuzzy, ok := x.catalog.reader.(bindex.IndexReaderFuzzy)
	if !ok {
		return "", nil
	}
	dict, err := fuzzy.FieldDictFuzzy(catalogWord, w, 2, "") // a swap is two changes
	if err != nil {
		return "", fmt.Errorf("index: catalogue, %s: %w", catalogWord, err)
	}
	defer dict.Close()
	best, most := "", 0
	for range maxNear {
		e, err := dict.Next()
		if err != nil {
			return "", fmt.Errorf("index: catalogue, %s: %w", catalogWord, err)
		}
		if e == nil {
			break
		}
		if df := x.wordFreq(e.Term); df > most && isSlip(w, e.Term) {
			best, most = e.Term, df
		}
	}
	return best, nil
}

// isSlip reports whether typed is as, but for one slip of those that are mended.
func isSlip(typed, as string) bool {
	i := 0
	for i < len(typed) && i < len(as) && typed[i] == as[i] {
		i++
	}
	a, b := typed[i:], as[i:] // from the first difference on
	switch len(typed) - len(as) {
	case 1: // a letter too many
		return a[1:] == b && i > 0 && a[0] == typed[i-1]
	case -1: // a letter too few
		return a == b[1:]
	case 0:
		swapped := len(a) > 1 && a[0] == b[1] && a[1] == b[0] && a[2:] == b[2:]
		vowel := len(typed) >= longWord && len(a) > 0 && a[1:] == b[1:] && isVowel(a[0]) && isVowel(b[0])
		return swapped || vowel
	}
	return false
}

func isVowel(b byte) bool { return strings.IndexByte("aeiou", b) >= 0 }

// words are the English words of a document, for spelling.
func (d *Document) words() []string {
	seen := map[string]bool{}
	var out []string
	for _, t := range d.Texts {
		if sections[t.Section].lang != "en" && !strings.ContainsAny(t.Source, letters) {
			continue
		}
		for _, u := range units(cite.FoldString(t.Source)) {
			if !u.han && len(u.text) >= shortWord && strings.Trim(u.text, letters) == "" && !seen[u.text] {
				seen[u.text] = true
				out = append(out, u.text)
			}
		}
	}
	return out
}
