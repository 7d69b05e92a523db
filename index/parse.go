package index

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"yaozhi/corpus/cite"
)

// QueryError is a query that cannot be read, and how to mend it. It is ErrQuery.
type QueryError struct {
	Offset  int // rune of Query.Text; 0 where another field is at fault
	Message string
	Fix     string
}

func (e *QueryError) Error() string {
	return fmt.Sprintf("index: query, character %d: %s", e.Offset+1, e.Message)
}

// Is makes every QueryError an ErrQuery.
func (e *QueryError) Is(target error) bool { return target == ErrQuery }

// parser reads the query language by recursive descent over tokens.
type parser struct {
	toks []tok
	i    int
}

// tok is a token of the query language. Text is the source without quotes; of a
// field its canonical name.
type tok struct {
	kind tokKind
	text string
	slop int
	off  int // rune of the query
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

// parse reads a query; nil for one without words.
func parse(text string) (*node, error) {
	toks, err := lex(text)
	if err != nil {
		return nil, err
	}
	p := &parser{toks: toks}
	if p.peek().kind == tokEnd {
		return nil, nil
	}
	n, err := p.or(false)
	if err != nil {
		return nil, err
	}
	if t := p.peek(); t.kind == tokClose {
		return nil, &QueryError{t.off, "a bracket is closed that was not opened", "remove it, or put the words in quotation marks"}
	}
	return n, nil
}

func (p *parser) peek() tok { return p.toks[p.i] }

func (p *parser) next() tok {
	t := p.toks[p.i]
	if t.kind != tokEnd {
		p.i++
	}
	return t
}

func (p *parser) or(inField bool) (*node, error) {
	var alts []*node
	for {
		n, err := p.and(inField)
		if err != nil {
			return nil, err
		}
		alts = append(alts, n)
		if p.peek().kind != tokOr {
			break
		}
		p.next()
	}
	if len(alts) == 1 {
		return alts[0], nil
	}
	return join(opOr, alts), nil
}

func (p *parser) and(inField bool) (*node, error) {
	var all []*node
	start := p.peek()
	for {
		switch t := p.peek(); t.kind {
		case tokEnd, tokClose, tokOr:
			if len(all) == 0 || p.i > 0 && p.toks[p.i-1].kind == tokAnd {
				return nil, dangling(p, t)
			}
			return conjunction(all, start.off)
		case tokAnd:
			if len(all) == 0 {
				return nil, dangling(p, t)
			}
			p.next()
			if p.peek().kind == tokAnd {
				return nil, dangling(p, p.peek())
			}
		default:
			n, err := p.unary(inField)
			if err != nil {
				return nil, err
			}
			all = append(all, n)
		}
	}
}

// dangling is the error of an operator or bracket that has nothing where t stands.
func dangling(p *parser, t tok) error {
	if p.i > 0 {
		if prev := p.toks[p.i-1]; prev.kind == tokOr || prev.kind == tokAnd {
			t = prev
		} else if prev.kind == tokOpen {
			return &QueryError{prev.off, "the brackets hold no words", "write words between them, or remove them"}
		}
	}
	switch t.kind {
	case tokOr:
		return &QueryError{t.off, "OR has no words on one side", `write words on both sides, or "OR" in quotation marks for the word`}
	case tokAnd:
		return &QueryError{t.off, "AND has no words on one side", "leave AND out: words with a space between must all match"}
	}
	return &QueryError{t.off, "words are missing here", "write a word, or remove what stands before"}
}

// conjunction joins what must all hold; exclusions alone find nothing.
func conjunction(all []*node, off int) (*node, error) {
	positive := false
	for _, n := range all {
		positive = positive || n.op != opNot
	}
	if !positive {
		return nil, &QueryError{off, "only words to leave out", "add a word to look for"}
	}
	if len(all) == 1 {
		return all[0], nil
	}
	return join(opAnd, all), nil
}

func (p *parser) unary(inField bool) (*node, error) {
	if t := p.peek(); t.kind == tokNot {
		p.next()
		if k := p.peek().kind; k == tokNot || k == tokEnd || k == tokClose || k == tokOr || k == tokAnd {
			return nil, &QueryError{t.off, "- has no word after it", "write the word to leave out right after -, or a space on both sides"}
		}
		n, err := p.primary(inField)
		if err != nil {
			return nil, err
		}
		return &node{op: opNot, kids: []*node{n}}, nil
	}
	return p.primary(inField)
}

func (p *parser) primary(inField bool) (*node, error) {
	switch t := p.next(); t.kind {
	case tokWord:
		return &node{op: opWord, text: t.text, off: t.off}, nil
	case tokPhrase:
		return &node{op: opPhrase, text: t.text, slop: t.slop, off: t.off}, nil
	case tokOpen:
		n, err := p.or(inField)
		if err != nil {
			return nil, err
		}
		if p.next().kind != tokClose {
			return nil, &QueryError{t.off, "this bracket is not closed", "close it, or put the words in quotation marks"}
		}
		return n, nil
	case tokField:
		return p.field(t, inField)
	default:
		return nil, dangling(p, t)
	}
}

func (p *parser) field(t tok, inField bool) (*node, error) {
	if inField {
		return nil, &QueryError{t.off, "a field inside a field", "close the brackets of the first field before the second"}
	}
	switch k := p.peek(); {
	case k.kind != tokWord && k.kind != tokPhrase && k.kind != tokOpen, k.kind == tokWord && k.off != t.off+t.slop:
		return nil, &QueryError{t.off, "the field " + t.text + ": is empty", "write the words right after the colon"}
	case k.kind == tokOpen && (t.text == fieldCase || t.text == fieldProvision || t.text == fieldDate):
		return nil, &QueryError{k.off, "the field " + t.text + ": takes one value, no brackets", "write the value right after the colon"}
	}
	kid, err := p.primary(true)
	if err != nil {
		return nil, err
	}
	if t.text == fieldDate {
		if _, _, ok := dateRange(kid.text); !ok {
			return nil, &QueryError{kid.off, "not a date or range of dates", "write date:2022, date:2022-08 or date:2021..2022-08-01"}
		}
	}
	return &node{op: opField, field: t.text, kids: []*node{kid}, off: t.off}, nil
}

// lexer cuts the query into tokens.
type lexer struct {
	rs  []rune
	i   int
	out []tok
}

func lex(text string) ([]tok, error) {
	l := &lexer{rs: []rune(text)}
	for l.i < len(l.rs) {
		if err := l.token(); err != nil {
			return nil, err
		}
	}
	return append(l.out, tok{kind: tokEnd, off: len(l.rs)}), nil
}

func (l *lexer) token() error {
	switch r := l.rs[l.i]; {
	case unicode.IsSpace(r):
		l.i++
	case opensQuote(r):
		return l.phrase()
	case closesQuote(r):
		return &QueryError{l.i, "a quotation mark is closed that was not opened", "remove it, or open it before the phrase"}
	case isOpen(r) && !l.caseNumber():
		l.emit(tokOpen, 1)
	case isClose(r):
		l.emit(tokClose, 1)
	case isMinus(r) && l.i+1 < len(l.rs) && !unicode.IsSpace(l.rs[l.i+1]):
		l.emit(tokNot, 1)
	default:
		return l.word()
	}
	return nil
}

func (l *lexer) emit(k tokKind, runes int) {
	l.out = append(l.out, tok{kind: k, off: l.i})
	l.i += runes
}

var slopForm = regexp.MustCompile(`^[~～](\d{1,3})`)

func (l *lexer) phrase() error {
	start := l.i
	for l.i++; ; l.i++ {
		if l.i >= len(l.rs) {
			return &QueryError{start, "this quotation mark is not closed", "close it after the phrase, or remove it"}
		}
		if closesQuote(l.rs[l.i]) {
			break
		}
	}
	t := tok{kind: tokPhrase, text: strings.TrimSpace(string(l.rs[start+1 : l.i])), off: start}
	if len(units(cite.FoldString(t.text))) == 0 {
		return &QueryError{start, "the quotation marks hold no words", "write the phrase between them, or remove them"}
	}
	l.i++
	if m := slopForm.FindStringSubmatch(string(l.rs[l.i:min(len(l.rs), l.i+4)])); m != nil {
		t.slop, _ = strconv.Atoi(m[1]) // three digits
		l.i += 1 + len(m[1])
	}
	l.out = append(l.out, t)
	return nil
}

var (
	caseForm    = regexp.MustCompile(`^[(（〔\[［【]\s*\d{4}\s*[)）〕\]］】][^\s"“”「」()（）:：]{2,20}`)
	innerForm   = regexp.MustCompile(`^[(（][\d一二三四五六七八九十]{1,3}[)）]`)
	unknownForm = regexp.MustCompile(`^[A-Za-z_]+$`)
)

// caseNumber reports whether a case number starts here, whose bracket is no group.
func (l *lexer) caseNumber() bool {
	return caseForm.MatchString(cite.FoldString(string(l.rs[l.i:min(len(l.rs), l.i+40)])))
}

// word reads a word up to a blank, a quotation mark or a bracket, and tells
// operators and fields from words. Marks alone are passed over.
func (l *lexer) word() error {
	start := l.i
	if isOpen(l.rs[l.i]) { // of a case number
		for !isClose(l.rs[l.i]) {
			l.i++
		}
		l.i++
	}
	for ; l.i < len(l.rs); l.i++ {
		r := l.rs[l.i]
		if unicode.IsSpace(r) || opensQuote(r) || closesQuote(r) || isClose(r) {
			break
		}
		if isColon(r) && l.i > start {
			if done, err := l.field(start); done || err != nil {
				return err
			}
		}
		if isOpen(r) {
			n := len([]rune(innerForm.FindString(string(l.rs[l.i:min(len(l.rs), l.i+5)]))))
			if n == 0 {
				break
			}
			l.i += n - 1
		}
	}
	text := string(l.rs[start:l.i])
	switch {
	case text == "OR" || text == "ＯＲ":
		l.out = append(l.out, tok{kind: tokOr, off: start})
	case text == "AND" || text == "ＡＮＤ":
		l.out = append(l.out, tok{kind: tokAnd, off: start})
	case len(units(cite.FoldString(text))) > 0:
		l.out = append(l.out, tok{kind: tokWord, text: text, off: start})
	}
	return nil
}

// field reads the colon at l.i as the end of a field's name, if it is one.
func (l *lexer) field(start int) (bool, error) {
	name := strings.ToLower(cite.FoldString(string(l.rs[start:l.i])))
	if canonical, ok := fieldNames[name]; ok {
		l.i++
		// slop holds the length of the name and colon: the value follows at once
		l.out = append(l.out, tok{kind: tokField, text: canonical, off: start, slop: l.i - start})
		return true, nil
	}
	if unknownForm.MatchString(name) && l.rs[l.i] == ':' && (l.i+1 == len(l.rs) || l.rs[l.i+1] != '/') {
		return true, &QueryError{start, "no field " + name + ":", "use one of " + fieldList + ", or put the words in quotation marks"}
	}
	return false, nil
}

func opensQuote(r rune) bool {
	return r == '"' || r == '“' || r == '「' || r == '＂' || r == '„'
}

func closesQuote(r rune) bool {
	return r == '"' || r == '”' || r == '」' || r == '＂'
}

func isOpen(r rune) bool {
	return r == '(' || r == '（' || r == '〔' || r == '[' || r == '［' || r == '【'
}
func isClose(r rune) bool {
	return r == ')' || r == '）' || r == '〕' || r == ']' || r == '］' || r == '】'
}
func isMinus(r rune) bool { return r == '-' || r == '－' || r == '−' }
func isColon(r rune) bool { return r == ':' || r == '：' }
