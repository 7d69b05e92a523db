package index

import (
	"fmt"
	"hash/fnv"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/token/porter"
	"github.com/blevesearch/bleve/v2/analysis/token/stop"

	"yaozhi/index/postings"
)

// The analysis chain, on bleve's interfaces and the same for texts and queries:
// fold; cut where the script changes; drop English stop words and stem English;
// give each Chinese run as its pairs of neighbouring characters and the last one
// alone, English words also as pairs. Numbers and Latin words stay whole, so that
// 京0491 is 京 and 0491; a case number is whole besides.
//
// Every character of a run begins exactly one of its terms. So a word of one
// character is found by the terms that begin with it, without terms of its own.

// unit is a stretch of folded text of one script: a Chinese run, or a word of
// letters and digits. Start and end are bytes of the folded text.
type unit struct {
	text       string
	han        bool
	start, end int
}

// units cuts folded text. A dot between digits belongs to the number (3.1); every
// other mark separates.
func units(folded string) []unit {
	var out []unit
	for i := 0; i < len(folded); {
		r, size := utf8.DecodeRuneInString(folded[i:])
		if !inUnit(r) {
			i += size
			continue
		}
		end := unitEnd(folded, i)
		out = append(out, unit{text: folded[i:end], han: isHan(r), start: i, end: end})
		i = end
	}
	return out
}

func unitEnd(s string, start int) int {
	first, size := utf8.DecodeRuneInString(s[start:])
	last := first
	for i := start + size; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == '.' && isDigit(last) && i+1 < len(s) && isDigit(rune(s[i+1])) && !isHan(first) {
			i += size
			continue
		}
		if !inUnit(r) || isHan(r) != isHan(first) {
			return i
		}
		last = r
		i += size
	}
	return len(s)
}

func inUnit(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || isHan(r))
}

func isHan(r rune) bool {
	return 0x4E00 <= r && r <= 0x9FFF || r >= 0x2E80 && unicode.Is(unicode.Han, r) || r == '〇'
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// analyzer is the chain for one folded text, for indexing and for queries alike.
type analyzer struct {
	analysis.DefaultAnalyzer
	drop analysis.TokenFilter // stop words
	stem stemFilter
}

// meaningful are words of bleve's English stop list that change what is meant: an
// opt-out is no opt-in, and no consent is none.
var meaningful = []string{"no", "not", "nor", "out", "off", "up", "down", "over", "under"}

func newAnalyzer() (*analyzer, error) {
	stops := analysis.NewTokenMap()
	if err := stops.LoadBytes(en.EnglishStopWords); err != nil {
		return nil, fmt.Errorf("index: stop words: %w", err)
	}
	for _, w := range meaningful {
		delete(stops, w)
	}
	for _, rest := range []string{"s", "t", "don", "d", "ll", "m", "re", "ve"} { // what an apostrophe cuts off
		stops.AddToken(rest)
	}
	var d termsData
	if err := readList("terms.yaml", termsFile, &d); err != nil {
		return nil, err
	}
	a := &analyzer{drop: stop.NewStopTokensFilter(stops), stem: stemFilter{d.Stems, porter.NewPorterStemmer()}}
	a.Tokenizer = scriptTokenizer{}
	a.TokenFilters = []analysis.TokenFilter{a.drop, a.stem, gramFilter{}}
	return a, nil
}

// word gives the term of one folded word, and false for a stop word.
func (a *analyzer) word(w string) (string, bool) {
	ts := analysis.TokenStream{token(unit{text: w})}
	if ts = a.drop.Filter(ts); len(ts) == 0 {
		return "", false
	}
	return string(a.stem.Filter(ts)[0].Term), true
}

// stemFilter stems English words by Porter's rules, but for those of the list.
type stemFilter struct {
	own    map[string]string
	porter analysis.TokenFilter
}

// Filter stems the words of the stream in place.
func (f stemFilter) Filter(in analysis.TokenStream) analysis.TokenStream {
	for _, t := range in {
		if stem, ok := f.own[string(t.Term)]; ok {
			t.Term, t.KeyWord = []byte(stem), true
		}
	}
	return f.porter.Filter(in)
}

type scriptTokenizer struct{}

// Tokenize gives the units of folded text, Chinese runs whole.
func (scriptTokenizer) Tokenize(folded []byte) analysis.TokenStream {
	us := units(string(folded))
	out := make(analysis.TokenStream, 0, len(us))
	for i, u := range us {
		t := token(u)
		t.Position = i + 1
		out = append(out, t)
	}
	return out
}

func token(u unit) *analysis.Token {
	t := &analysis.Token{Start: u.start, End: u.end, Term: []byte(u.text), Type: analysis.AlphaNumeric}
	if u.han {
		t.Type = analysis.Ideographic
	}
	for _, b := range t.Term {
		if b < 'a' || b > 'z' {
			t.KeyWord = true // only plain English words are stemmed
		}
	}
	return t
}

type gramFilter struct{}

// Filter replaces each Chinese run by its pairs and its last character, and adds
// the pairs of English words with no Chinese between them.
func (gramFilter) Filter(in analysis.TokenStream) analysis.TokenStream {
	out := make(analysis.TokenStream, 0, 16*len(in))
	var before *analysis.Token
	for _, t := range in {
		if t.Type == analysis.Ideographic {
			out = appendGrams(out, t)
			before = nil
			continue
		}
		out = append(out, t)
		if before != nil {
			out = append(out, &analysis.Token{
				Start: before.Start, End: t.End, Term: pairTerm(string(before.Term), string(t.Term)),
				Position: before.Position, Type: analysis.Shingle, KeyWord: true,
			})
		}
		before = t
	}
	return out
}

func pairTerm(a, b string) []byte { return []byte(a + " " + b) }

func appendGrams(out analysis.TokenStream, run *analysis.Token) analysis.TokenStream {
	for i := 0; i < len(run.Term); {
		_, size := utf8.DecodeRune(run.Term[i:])
		next, to, typ := i+size, i+size, analysis.Single
		if next < len(run.Term) {
			_, size := utf8.DecodeRune(run.Term[next:])
			to, typ = next+size, analysis.Double
		}
		out = append(out, &analysis.Token{
			Start: run.Start + i, End: run.Start + to, Term: run.Term[i:to],
			Position: run.Position, Type: typ, KeyWord: true,
		})
		i = next
	}
	return out
}

// caseForm is what a case number has after its year.
var caseForm = regexp.MustCompile(`\p{Han}{1,3}\d{0,4}\p{Han}{1,4}\d{1,9}`)

// keys are the terms of a folded text as they are indexed.
func (a *analyzer) keys(folded string) []postings.Key {
	ts := a.Analyze([]byte(folded))
	out := make([]postings.Key, 0, len(ts))
	for _, t := range ts {
		out = append(out, keyOf(t))
	}
	if strings.Contains(folded, "号") {
		for _, c := range caseForm.FindAllString(folded, -1) {
			out = append(out, caseKeys(c)...)
		}
	}
	return out
}

func keyOf(t *analysis.Token) postings.Key {
	switch t.Type {
	case analysis.Single, analysis.Double:
		r, size := utf8.DecodeRune(t.Term)
		next := rune(0)
		if size < len(t.Term) {
			next, _ = utf8.DecodeRune(t.Term[size:])
		}
		return pairKey(r, next)
	case analysis.Shingle:
		return hashKey(kindPair, t.Term)
	}
	return hashKey(kindWord, t.Term)
}

// Kinds of hashed terms, the top bits of a key; a pair of characters has none.
const (
	kindWord = 1 << 62
	kindPair = 2 << 62
	kindCase = 3 << 62
)

// pairKey is the term of a character and the next; 0 for none at the end of a run.
func pairKey(r, next rune) postings.Key {
	return postings.Key(r)<<postings.GroupBits | postings.Key(next)
}

// hashKey is the term of a word. Two words of one key are as good as impossible:
// of ten million words, one chance in ninety thousand.
func hashKey(kind uint64, term []byte) postings.Key {
	h := fnv.New64a()
	h.Write(term)
	return postings.Key(kind | h.Sum64()>>2)
}

// caseKeys are a case number with one, two and three characters of its court before
// it: which of them are the court's is for the query to say.
func caseKeys(c string) []postings.Key {
	out := []postings.Key{caseKey(c)}
	for range 2 {
		_, size := utf8.DecodeRuneInString(c)
		if next, _ := utf8.DecodeRuneInString(c[size:]); !isHan(next) {
			break
		}
		c = c[size:]
		out = append(out, caseKey(c))
	}
	return out
}

func caseKey(s string) postings.Key { return hashKey(kindCase, []byte(s)) }

// runKeys are the terms that every text with the Chinese run has; of a single
// character there are none.
func runKeys(run string) []postings.Key {
	rs := []rune(run)
	out := make([]postings.Key, 0, len(rs))
	for i := range len(rs) - 1 {
		out = append(out, pairKey(rs[i], rs[i+1]))
	}
	return out
}

// rowKeys are the terms that every text with the stems in a row has.
func rowKeys(stems []string) []postings.Key {
	if len(stems) == 1 {
		return []postings.Key{hashKey(kindWord, []byte(stems[0]))}
	}
	var out []postings.Key
	for i := range len(stems) - 1 {
		out = append(out, hashKey(kindPair, pairTerm(stems[i], stems[i+1])))
	}
	return out
}
