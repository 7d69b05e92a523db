package index

import (
	"slices"
	"strings"
	"unicode"

	"yaozhi/corpus/cite"
)

// tok is a token of the query language.
type tok struct {
	kind tokKind
	text string // the source without quotation marks; of a field its canonical name
	slop int    // of a phrase
	off  int    // rune of the query
	end  int    // rune after the last
}

type tokKind int

const (
	tokEnd tokKind = iota
	tokWord
	tokPhrase
	tokField
	tokOpen
	tokClose
	tokOr
	tokAnd
	tokNot
)

// lexer cuts the query into tokens. Marks that are no part of the language are
// parts of words, and pass where they stand alone.
type lexer struct {
	rs  []rune
	i   int
	out []tok
}

// lex gives the tokens of a query, the last of them a tokEnd.
func lex(text string) ([]tok, error) {
	l := &lexer{rs: []rune(text)}
	for l.i < len(l.rs) {
		if err := l.token(); err != nil {
			return nil, err
		}
	}
	l.emit(tokEnd, l.i)
	return l.out, nil
}

func (l *lexer) token() error {
	switch r := l.rs[l.i]; {
	case unicode.IsSpace(r):
		l.i++
	case closersOf(r) != "":
		return l.phrase()
	case isQuote(r):
		return &QueryError{l.i, "a quotation mark is closed that was not opened", "remove it, or open it before the phrase"}
	case isOpen(r) && !l.caseNumber():
		l.take(tokOpen)
	case isClose(r):
		l.take(tokClose)
	case isBar(r):
		for l.i+1 < len(l.rs) && isBar(l.rs[l.i+1]) {
			l.i++
		}
		l.take(tokOr)
	case isMinus(r):
		return l.minus()
	default:
		return l.word()
	}
	return nil
}

// take makes a token of the rune at l.i.
func (l *lexer) take(k tokKind) {
	l.i++
	l.emit(k, l.i-1)
}

// emit makes a token of the runes from start to l.i.
func (l *lexer) emit(k tokKind, start int) {
	l.out = append(l.out, tok{kind: k, text: string(l.rs[start:l.i]), off: start, end: l.i})
}

// at reports whether the rune n after l.i is one that is asked for.
func (l *lexer) at(n int, is func(rune) bool) bool {
	return l.i+n < len(l.rs) && is(l.rs[l.i+n])
}

// minus reads - right before an operand; elsewhere, as in -> and A - B, it is a mark.
func (l *lexer) minus() error {
	if l.i+1 == len(l.rs) || l.at(1, unicode.IsSpace) {
		l.i++
		return nil
	}
	l.take(tokNot)
	if isBreak(l.rs[l.i]) || isMinus(l.rs[l.i]) {
		return nil
	}
	n := len(l.out)
	if err := l.word(); err != nil {
		return err
	}
	if len(l.out) == n {
		l.out = l.out[:n-1]
	}
	return nil
}

// phrase reads up to a mark that closes the one at l.i, and a ~ with its number.
func (l *lexer) phrase() error {
	start, closers := l.i, closersOf(l.rs[l.i])
	for l.i++; !l.at(0, func(r rune) bool { return strings.ContainsRune(closers, r) }); l.i++ {
		if l.i >= len(l.rs) {
			return &QueryError{start, "this quotation mark is not closed", "close it after the phrase, or remove it"}
		}
	}
	text := strings.TrimSpace(string(l.rs[start+1 : l.i]))
	if !hasWord(text) {
		return &QueryError{start, "the quotation marks hold no words", "write the phrase between them, or remove them"}
	}
	l.i++
	slop, err := l.slop()
	l.emit(tokPhrase, start)
	t := &l.out[len(l.out)-1]
	t.text, t.slop = text, slop
	return err
}

const maxSlop = 999 // words; more than any passage has

// slop reads ~ and a number after a phrase; 0 where there is none.
func (l *lexer) slop() (int, error) {
	start := l.i
	switch {
	case !l.at(0, isTilde), !l.at(1, func(r rune) bool { return isNumeral(r) || isMinus(r) || unicode.IsLetter(r) }):
		return 0, nil // a mark
	case !l.at(1, isNumeral):
		return 0, &QueryError{start, "~ has no number after it", `write how many words may stand between, as in "a b"~3`}
	}
	n := 0
	for l.i++; l.at(0, isNumeral); l.i++ {
		n = min(10*n+numeral(l.rs[l.i]), maxSlop+1)
	}
	if n > maxSlop {
		return 0, &QueryError{start, "the number after ~ is too large", `write how many words may stand between, as in "a b"~3`}
	}
	return n, nil
}

// word reads up to a blank, a bracket, a quotation mark or a bar, and tells
// operators and fields from words.
func (l *lexer) word() error {
	start := l.i
	l.i += l.caseYear()
	for ; l.i < len(l.rs); l.i++ {
		if isColon(l.rs[l.i]) && l.i > start && l.i-start <= longestName {
			if done, err := l.field(start); done || err != nil {
				return err
			}
		}
		if n := l.item(); n > 0 && l.i > start {
			l.i += n - 1
			continue
		}
		if isBreak(l.rs[l.i]) {
			break
		}
	}
	switch text := string(l.rs[start:l.i]); {
	case text == "OR" || text == "ＯＲ":
		l.emit(tokOr, start)
	case text == "AND" || text == "ＡＮＤ":
		l.emit(tokAnd, start)
	case text == "NOT" || text == "ＮＯＴ":
		l.emit(tokNot, start)
	case hasWord(text):
		l.emit(tokWord, start)
	}
	return nil
}

// caseNumber reports whether a case number starts here, whose bracket is no group.
func (l *lexer) caseNumber() bool { return l.caseYear() > 0 }

// caseYear is the length of the bracketed year with which a case number starts
// here; 0 where none does.
func (l *lexer) caseYear() int {
	if !l.at(0, isOpen) {
		return 0
	}
	n, digits := 1, 0
	for ; l.at(n, unicode.IsSpace); n++ {
	}
	for ; l.at(n, isNumeral); n++ {
		digits++
	}
	for ; l.at(n, unicode.IsSpace); n++ {
	}
	number := func(r rune) bool { return !isBreak(r) && !isColon(r) }
	if digits != 4 || !l.at(n, isClose) || !l.at(n+1, number) || !l.at(n+2, number) {
		return 0
	}
	return n + 1
}

// item is the length of a bracketed numeral here, as in 1035(1)(二); 0 for none.
func (l *lexer) item() int {
	if !l.at(0, isOpen) {
		return 0
	}
	n := 1
	for ; n <= 3 && l.at(n, isItem); n++ {
	}
	if n == 1 || !l.at(n, isClose) {
		return 0
	}
	return n + 1
}

const longestName = 16 // runes of what may be meant as a field's name

// field reads the colon at l.i as the end of a field's name, if it is one. The
// colon of a name that is none, before a value, is more likely a slip than a mark;
// but not in http://, nor before a blank.
func (l *lexer) field(start int) (bool, error) {
	name := cite.FoldString(string(l.rs[start:l.i]))
	if canonical, ok := fieldNames[name]; ok {
		l.i++
		l.emit(tokField, start)
		l.out[len(l.out)-1].text = canonical
		return true, nil
	}
	latin := func(r rune) bool { return r == '_' || r >= 'a' && r <= 'z' }
	isName := name != "" && !strings.ContainsFunc(name, func(r rune) bool { return !latin(r) })
	value := func(r rune) bool { return r != '/' && !unicode.IsSpace(r) && !isClose(r) && !isBar(r) }
	if isName && l.rs[l.i] == ':' && l.at(1, value) {
		return true, &QueryError{start, "no field " + name + ":", "use one of " + fieldList + ", or put the words in quotation marks"}
	}
	return false, nil
}

// hasWord reports whether text holds anything but marks.
func hasWord(text string) bool { return len(units(cite.FoldString(text))) > 0 }

// closersOf are the marks that close the phrase that r opens; "" if it opens none.
// Straight and curly marks may be mixed, and “ written twice, as input methods do.
func closersOf(r rune) string {
	switch r {
	case '"', '＂':
		return straightClosers
	case '“', '„':
		return straightClosers + "“"
	case '「':
		return "」"
	}
	return ""
}

const straightClosers = `"＂”`

func closesStraight(r rune) bool { return strings.ContainsRune(straightClosers, r) }

func isQuote(r rune) bool { return r == '”' || r == '」' || closersOf(r) != "" }

// isBreak reports whether r ends a word.
func isBreak(r rune) bool {
	return unicode.IsSpace(r) || isQuote(r) || isOpen(r) || isClose(r) || isBar(r)
}

func isOpen(r rune) bool  { return strings.ContainsRune("(（﹙〔[［【", r) }
func isClose(r rune) bool { return strings.ContainsRune(")）﹚〕]］】", r) }
func isMinus(r rune) bool { return r == '-' || r == '－' || r == '−' }
func isColon(r rune) bool { return r == ':' || r == '：' }
func isBar(r rune) bool   { return r == '|' || r == '｜' }
func isTilde(r rune) bool { return r == '~' || r == '～' }

func isNumeral(r rune) bool { return isDigit(r) || r >= '０' && r <= '９' }

// numeral is the value of a rune that isNumeral.
func numeral(r rune) int {
	if r >= '０' {
		return int(r - '０')
	}
	return int(r - '0')
}

func isItem(r rune) bool {
	return isNumeral(r) || slices.Contains([]rune("一二三四五六七八九十"), r)
}
