package index

import (
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/token/porter"
	"github.com/blevesearch/bleve/v2/analysis/token/stop"

	"yaozhi/corpus/cite"
)

// The analysis chain: fold, cut where the script changes, drop English stop words
// and stem English, give each Chinese run as its characters and its bigrams.
// Numbers and Latin words stay whole, so that 京0491 is 京 and 0491.

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

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) || r == '〇' }

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// analyzer is the chain for one text, for indexing and for queries alike.
type analyzer struct {
	chain analysis.DefaultAnalyzer
	words analysis.TokenFilter // stop words and stems alone
	stem  analysis.TokenFilter
}

func newAnalyzer() (*analyzer, error) {
	stops := analysis.NewTokenMap()
	if err := stops.LoadBytes(en.EnglishStopWords); err != nil {
		return nil, err
	}
	for _, rest := range []string{"s", "t", "don", "d", "ll", "m", "re", "ve"} { // what an apostrophe cuts off
		stops.AddToken(rest)
	}
	drop := stop.NewStopTokensFilter(stops)
	stem := porter.NewPorterStemmer()
	return &analyzer{
		chain: analysis.DefaultAnalyzer{
			CharFilters:  []analysis.CharFilter{foldFilter{}},
			Tokenizer:    scriptTokenizer{},
			TokenFilters: []analysis.TokenFilter{drop, stem, gramFilter{}},
		},
		words: drop,
		stem:  stem,
	}, nil
}

// Analyze gives the terms of a text, folded; offsets are bytes of the folded text.
func (a *analyzer) Analyze(text []byte) analysis.TokenStream { return a.chain.Analyze(text) }

// word gives the term of one folded word, and false for a stop word.
func (a *analyzer) word(w string) (string, bool) {
	ts := analysis.TokenStream{token(unit{text: w})}
	if ts = a.words.Filter(ts); len(ts) == 0 {
		return "", false
	}
	return string(a.stem.Filter(ts)[0].Term), true
}

type foldFilter struct{}

// Filter folds text; invalid bytes become U+FFFD and separate words.
func (foldFilter) Filter(text []byte) []byte { return []byte(cite.FoldString(string(text))) }

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

// Filter replaces each Chinese run by its characters and its bigrams.
func (gramFilter) Filter(in analysis.TokenStream) analysis.TokenStream {
	out := make(analysis.TokenStream, 0, 2*len(in))
	for _, t := range in {
		if t.Type != analysis.Ideographic {
			out = append(out, t)
			continue
		}
		out = appendGrams(out, t)
	}
	return out
}

func appendGrams(out analysis.TokenStream, run *analysis.Token) analysis.TokenStream {
	for i := 0; i < len(run.Term); {
		_, size := utf8.DecodeRune(run.Term[i:])
		next := i + size
		out = append(out, gram(run, i, next, analysis.Single))
		if next < len(run.Term) {
			_, size := utf8.DecodeRune(run.Term[next:])
			out = append(out, gram(run, i, next+size, analysis.Double))
		}
		i = next
	}
	return out
}

func gram(run *analysis.Token, from, to int, typ analysis.TokenType) *analysis.Token {
	return &analysis.Token{
		Start: run.Start + from, End: run.Start + to, Term: run.Term[from:to],
		Position: run.Position, Type: typ, KeyWord: true,
	}
}

// bigrams are the terms whose conjunction a Chinese run must satisfy: its bigrams,
// or the character itself where it is alone.
func bigrams(run string) []string {
	rs := []rune(run)
	if len(rs) < 2 {
		return []string{run}
	}
	out := make([]string, 0, len(rs)-1)
	for i := range len(rs) - 1 {
		out = append(out, string(rs[i:i+2]))
	}
	return out
}
