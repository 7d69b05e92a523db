package index

import (
	"fmt"
	"strings"
	"time"
)

// Fields of the query language, by canonical name.
const (
	fieldCase        = "case"
	fieldProvision   = "provision"
	fieldOpinion     = "opinion"
	fieldFacts       = "facts"
	fieldDisposition = "disposition"
	fieldHolding     = "holding"
	fieldCourt       = "court"
	fieldDate        = "date"
)

const fieldList = "理由:/opinion:, 事实:/facts:, 判项:/disposition:, 要旨:/holding:, 条:/provision:, 案号:/case:, 法院:/court:, date:"

var fieldNames = map[string]string{
	"案号": fieldCase, fieldCase: fieldCase,
	"条": fieldProvision, "法条": fieldProvision, fieldProvision: fieldProvision,
	"理由": fieldOpinion, fieldOpinion: fieldOpinion,
	"事实": fieldFacts, fieldFacts: fieldFacts,
	"判项": fieldDisposition, fieldDisposition: fieldDisposition,
	"要旨": fieldHolding, fieldHolding: fieldHolding,
	"法院": fieldCourt, fieldCourt: fieldCourt,
	"日期": fieldDate, fieldDate: fieldDate,
}

// node is a parsed query. Nested conjunctions and alternatives are joined.
type node struct {
	op    op
	kids  []*node // of and, or: two or more; of not, field: one
	text  string  // of a word or phrase: as typed
	field string  // of a field: canonical name
	slop  int     // of a phrase: words that may stand between; 0 for an exact phrase
	off   int     // rune of the query
}

type op int

const (
	opWord op = iota
	opPhrase
	opAnd
	opOr
	opNot
	opField
)

// join makes an and or an or of kids, taking in kids of the same kind.
func join(o op, kids []*node) *node {
	n := &node{op: o}
	for _, k := range kids {
		if k.op == o {
			n.kids = append(n.kids, k.kids...)
		} else {
			n.kids = append(n.kids, k)
		}
	}
	return n
}

// String is the query in canonical form: it parses to the same query.
func (n *node) String() string {
	if n == nil {
		return ""
	}
	switch n.op {
	case opWord:
		return n.text
	case opPhrase:
		if n.slop > 0 {
			return fmt.Sprintf(`"%s"~%d`, n.text, n.slop)
		}
		return `"` + n.text + `"`
	case opNot:
		return "-" + n.kids[0].nested(opNot)
	case opField:
		return n.field + ":" + n.kids[0].nested(opField)
	case opOr:
		return n.list(" OR ")
	default:
		return n.list(" ")
	}
}

func (n *node) list(sep string) string {
	parts := make([]string, len(n.kids))
	for i, k := range n.kids {
		parts[i] = k.nested(n.op)
	}
	return strings.Join(parts, sep)
}

// nested is the node as an operand of parent, in brackets where it needs them. In
// a field a conjunction needs them; an alternative everywhere.
func (n *node) nested(parent op) string {
	if n.op == opOr || n.op == opAnd && parent != opOr {
		return "(" + n.String() + ")"
	}
	return n.String()
}

// dateRange reads 2022, 2022-08, 2022-08-01 or two of them with ".." between,
// either of which may be missing, as days from and to, both included.
func dateRange(s string) (from, to string, ok bool) {
	lo, hi, isRange := strings.Cut(s, "..")
	if !isRange {
		hi = lo
	}
	if lo == "" && hi == "" {
		return "", "", false
	}
	if lo != "" {
		if from, _, ok = daysOf(lo); !ok {
			return "", "", false
		}
	}
	if hi != "" {
		if _, to, ok = daysOf(hi); !ok {
			return "", "", false
		}
	}
	return from, to, true
}

// daysOf gives the first and last day of a year, month or day.
func daysOf(s string) (first, last string, ok bool) {
	for _, f := range []struct {
		layout       string
		years, month int
	}{{"2006", 1, 0}, {"2006-01", 0, 1}, {time.DateOnly, 0, 0}} {
		t, err := time.Parse(f.layout, s)
		if err != nil {
			continue
		}
		end := t
		if f.years+f.month > 0 {
			end = t.AddDate(f.years, f.month, -1)
		}
		return t.Format(time.DateOnly), end.Format(time.DateOnly), true
	}
	return "", "", false
}
