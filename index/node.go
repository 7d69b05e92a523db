package index

import (
	"fmt"
	"strings"
)

// node is a query as it was read: a word, a phrase, a field, or a composition of
// them by and, or, not. A query without words is a nil node.
//
// String is the query in canonical form, which parses to an equal tree.
type node interface{ fmt.Stringer }

// word is text up to a blank, a bracket or a quotation mark, as typed: one word, a
// Chinese run, or a citation.
type word struct {
	text   string
	off    int  // rune of the query
	quoted bool // a phrase read as words: its spelling is meant
}

// phrase is text in quotation marks, as typed.
type phrase struct {
	text string
	slop int // words that may stand between its words; 0 for an exact phrase
	off  int // rune of the query
}

// and is two or more nodes that must all match, one of them not a not.
type and []node

// or is two or more nodes of which one must match.
type or []node

// not is what must not match. It stands in an and only.
type not struct{ kid node }

// field is a node to be found in one part of a document, or the value of a filter.
type field struct {
	name string // canonical; see fields
	kid  node   // of a filter: a word or phrase
	off  int    // rune of the query
}

// canonical is the query in canonical form; empty for one without words.
func canonical(n node) string {
	if n == nil {
		return ""
	}
	return n.String()
}

func (w word) String() string { return w.text }

func (p phrase) String() string {
	s := `"` + p.text + `"`
	if strings.ContainsFunc(p.text, closesStraight) {
		s = "「" + p.text + "」" // only what stood between these holds the others
	}
	if p.slop > 0 {
		s += fmt.Sprintf("~%d", p.slop)
	}
	return s
}

func (a and) String() string   { return list(a, a, " ") }
func (o or) String() string    { return list(o, o, " OR ") }
func (n not) String() string   { return "-" + nested(n.kid, n) }
func (f field) String() string { return f.name + ":" + nested(f.kid, f) }

func list(parent node, kids []node, sep string) string {
	parts := make([]string, len(kids))
	for i, k := range kids {
		parts[i] = nested(k, parent)
	}
	return strings.Join(parts, sep)
}

// nested is n as an operand of parent, in brackets where it needs them: a
// conjunction binds tighter than an alternative.
func nested(n, parent node) string {
	_, inOr := parent.(or)
	switch n.(type) {
	case or:
		return "(" + n.String() + ")"
	case and:
		if !inOr {
			return "(" + n.String() + ")"
		}
	}
	return n.String()
}

// allOf makes an and of kids, taking in those that are one; of one, itself.
func allOf(kids []node) node {
	var out and
	for _, k := range kids {
		if a, ok := k.(and); ok {
			out = append(out, a...)
		} else {
			out = append(out, k)
		}
	}
	if len(out) == 1 {
		return out[0]
	}
	return out
}

// anyOf makes an or of kids, taking in those that are one; of one, itself.
func anyOf(kids []node) node {
	var out or
	for _, k := range kids {
		if o, ok := k.(or); ok {
			out = append(out, o...)
		} else {
			out = append(out, k)
		}
	}
	if len(out) == 1 {
		return out[0]
	}
	return out
}

// leafOf is the text and offset of a word or phrase; zero for other nodes.
func leafOf(n node) word {
	switch n := n.(type) {
	case word:
		return n
	case phrase:
		return word{text: n.text, off: n.off}
	}
	return word{}
}

// value is the text of a filter.
func (f field) value() string { return leafOf(f.kid).text }
