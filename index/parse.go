package index

import "fmt"

// The query language. Blanks separate; brackets and marks count in every width.
//
//	query   = [ any ] .
//	any     = all { ( "OR" | "|" ) all } .
//	all     = clause { [ "AND" ] clause } .          // one of them not left out
//	clause  = [ "-" | "NOT" ] operand .              // - right before the operand
//	operand = word | phrase | group | field | filter .
//	group   = "(" any ")" .
//	phrase  = `"` text `"` [ "~" number ] .          // or “text”, 「text」
//	field   = name ":" ( word | phrase | group ) .   // no field inside; the value right after the colon
//	filter  = name ":" ( word | phrase ) .           // one value
//
// OR, AND and NOT are capitals; in lower case they are words. A word ends at a
// blank, a bracket, a quotation mark or a bar. The brackets of a case number,
// （2021）京0491民初5094号, and of an item, 1035(1), belong to the word, and so does a
// colon that no field's name stands before: 10:30, https://x.cn. Fields and filters
// are listed in field.go.

// Limits of a query's shape. Nobody writes so much by hand.
const (
	maxDepth   = 32 // brackets inside each other
	maxClauses = 64 // words and phrases
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
	toks    []tok
	i       int
	depth   int // brackets open
	clauses int // words and phrases read
	inField bool
}

// parse reads a query; nil for one without words. An error is a *QueryError.
func parse(text string) (node, error) {
	toks, err := lex(text)
	if err != nil {
		return nil, err
	}
	p := &parser{toks: toks}
	if p.peek().kind == tokEnd {
		return nil, nil
	}
	n, err := p.any()
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

// before is the kind of the token before the next; tokEnd where there is none.
func (p *parser) before() tokKind {
	if p.i == 0 {
		return tokEnd
	}
	return p.toks[p.i-1].kind
}

func (p *parser) any() (node, error) {
	var kids []node
	for {
		n, err := p.all()
		if err != nil {
			return nil, err
		}
		kids = append(kids, n)
		if p.peek().kind != tokOr {
			return anyOf(kids), nil
		}
		p.next()
	}
}

func (p *parser) all() (node, error) {
	var kids []node
	start := p.peek()
	for {
		switch t := p.peek(); t.kind {
		case tokEnd, tokClose, tokOr:
			if len(kids) == 0 || p.before() == tokAnd {
				return nil, p.dangling()
			}
			return conjunction(kids, start.off)
		case tokAnd:
			if len(kids) == 0 || p.before() == tokAnd {
				return nil, p.dangling()
			}
			p.next()
		default:
			n, err := p.clause()
			if err != nil {
				return nil, err
			}
			kids = append(kids, n)
		}
	}
}

// conjunction joins what must all hold; exclusions alone find nothing.
func conjunction(kids []node, off int) (node, error) {
	for _, k := range kids {
		if _, ok := k.(not); !ok {
			return allOf(kids), nil
		}
	}
	return nil, &QueryError{off, "only words to leave out", "add a word to look for"}
}

// dangling is the error of an operator or bracket that has nothing where the next
// token stands.
func (p *parser) dangling() error {
	t := p.peek()
	switch p.before() {
	case tokOr, tokAnd:
		t = p.toks[p.i-1]
	case tokOpen:
		return &QueryError{p.toks[p.i-1].off, "the brackets hold no words", "write words between them, or remove them"}
	}
	switch t.kind {
	case tokOr:
		return &QueryError{t.off, "OR has no words on one side", `write words on both sides, or "OR" in quotation marks for the word`}
	case tokAnd:
		return &QueryError{t.off, "AND has no words on one side", "leave AND out: words with a space between must all match"}
	}
	return &QueryError{t.off, "words are missing here", "write a word, or remove what stands before"}
}

func (p *parser) clause() (node, error) {
	if p.peek().kind != tokNot {
		return p.operand()
	}
	t := p.next()
	switch p.peek().kind {
	case tokWord, tokPhrase, tokOpen, tokField:
	default:
		return nil, &QueryError{t.off, "- has no word after it", "write the word to leave out right after -, or a space on both sides; NOT as a word takes quotation marks"}
	}
	n, err := p.operand()
	if err != nil {
		return nil, err
	}
	return not{n}, nil
}

func (p *parser) operand() (node, error) {
	switch t := p.peek(); t.kind {
	case tokWord, tokPhrase:
		return p.leaf()
	case tokOpen:
		return p.group()
	case tokField:
		return p.field()
	default:
		return nil, p.dangling()
	}
}

func (p *parser) leaf() (node, error) {
	t := p.next()
	if p.clauses++; p.clauses > maxClauses {
		return nil, &QueryError{t.off, "too many words", fmt.Sprintf("use at most %d words and phrases", maxClauses)}
	}
	if t.kind == tokPhrase {
		return phrase{text: t.text, slop: t.slop, off: t.off}, nil
	}
	return word{text: t.text, off: t.off}, nil
}

func (p *parser) group() (node, error) {
	t := p.next()
	if p.depth++; p.depth > maxDepth {
		return nil, &QueryError{t.off, "too many brackets inside each other", fmt.Sprintf("use at most %d", maxDepth)}
	}
	n, err := p.any()
	if err != nil {
		return nil, err
	}
	if p.next().kind != tokClose {
		return nil, &QueryError{t.off, "this bracket is not closed", "close it, or put the words in quotation marks"}
	}
	p.depth--
	return n, nil
}

func (p *parser) field() (node, error) {
	t := p.next()
	if p.inField {
		return nil, &QueryError{t.off, "a field inside a field", "close the brackets of the first field before the second"}
	}
	v := p.peek()
	if v.off != t.end || v.kind != tokWord && v.kind != tokPhrase && v.kind != tokOpen {
		return nil, &QueryError{t.off, "the field " + t.text + ": is empty", "write the words right after the colon"}
	}
	if read, ok := filters[t.text]; ok {
		return p.filter(t, read)
	}
	p.inField = true
	kid, err := p.operand()
	p.inField = false
	if err != nil {
		return nil, err
	}
	return field{name: t.text, kid: kid, off: t.off}, nil
}

// filter reads the one value of a filter, in the filter's own terms.
func (p *parser) filter(t tok, read filter) (node, error) {
	v := p.peek()
	if v.kind == tokOpen {
		return nil, &QueryError{v.off, "the field " + t.text + ": takes one value, no brackets", "write the value right after the colon"}
	}
	if v.slop > 0 {
		return nil, &QueryError{v.off, "the field " + t.text + ": takes no ~", "remove ~ and the number"}
	}
	kid, err := p.leaf()
	if err != nil {
		return nil, err
	}
	kid, err = read(kid)
	if err != nil {
		return nil, err
	}
	return field{name: t.text, kid: kid, off: t.off}, nil
}
