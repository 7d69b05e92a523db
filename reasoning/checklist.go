// Package reasoning maps the description of a product onto the holdings that bear
// on it.
//
// It is a pure function of the corpus, the text, the answers and the date: no
// clock, no disk, no network, no log. A holding about which the description is
// silent is unknown or not engaged, never satisfied.
//
// Each holding is one decision diagram over the facts its conditions name, so the
// outcomes that a partial description leaves open are exact, and the same diagram
// ranks the questions, finds the repairs and checks the conditions themselves.
//
// # Limits
//
// A description is one product: a fact has one value for all of it, and two values
// are a contradiction, of which the worse decides. Nothing is weighed: where the
// court weighed, what it named must all be there. Priors and exposure order
// questions and items; they decide no status.
package reasoning

import (
	"yaozhi/corpus"
	"yaozhi/reasoning/facts"
)

// Status is what the checklist says of one holding.
type Status string

// Statuses, worst first.
const (
	StatusConflict   Status = "conflict"
	StatusAtRisk     Status = "at-risk"
	StatusUnknown    Status = "unknown"
	StatusSatisfied  Status = "satisfied"
	StatusEngaged    Status = "engaged"
	StatusNotEngaged Status = "not-engaged"
)

// Statuses lists every Status, worst first.
var Statuses = []Status{StatusConflict, StatusAtRisk, StatusUnknown, StatusSatisfied, StatusEngaged, StatusNotEngaged}

// Reasons why a status is StatusUnknown.
const (
	ReasonMissingFacts = "missing-facts"
	ReasonUndecided    = "undecided-by-the-ruling"
)

// Tiers beyond those a text can have: an answer given, a presumption of the
// vocabulary, and evidence of the risk condition.
const (
	TierAnswered facts.Tier = "answered"
	TierPresumed facts.Tier = "presumed"
)

// Description is what a client sends.
type Description struct {
	Text    string            // Chinese or English, at most MaxText runes; may be empty if there are answers
	Answers corpus.Assignment // fact name to value in file form; they override the text
	At      string            // date of the conduct, 2006-01-02; required
	Lang    string            // "zh" or "en": language of the report; echoed
	Pin     []string          // facts that no repair may change
}

// MaxText is the longest description checked, in runes: several times the longest
// privacy policies, which run to about 40,000.
const MaxText = 200_000

// Checklist is the answer to a Description. Nothing in it is ordered by chance:
// items by status, then exposure, then code.
type Checklist struct {
	Revision       string // of the corpus
	Lang           string
	At             string
	Summary        map[Status]int
	Items          []*Item
	Facts          []FactReading // every fact read or answered, by name, then position
	Questions      []Question    // over all items, most informative first
	Contradictions []Contradiction
}

// Item is the finding on one holding.
type Item struct {
	Holding        *corpus.Holding
	Status         Status
	Reason         string           // of StatusUnknown
	Possible       []corpus.Outcome // outcomes the facts leave open, in order breach safe undecided out-of-scope
	IfUnproven     []corpus.Outcome // the same if every open fact the controller must show goes against it
	CannotConflict bool             // Possible lacks breach though it is open
	Because        []FactReading    // the facts that decide, with their evidence
	Presumed       []string         // facts the answer rests on by presumption
	Explanation    *Step
	Pins           []*corpus.Pinpoint // the court's words, those of the deciding side first
	Missing        []Question
	Repairs        []Repair
	Closeness      Closeness
	Other          []Status // further statuses the text carries for this holding (contradictory statements), worst first
}

// FactReading is a fact with its value, where it is from, and the words.
type FactReading struct {
	Fact     string
	Value    corpus.Value
	Tier     facts.Tier
	Evidence []Evidence // empty for answers and presumptions
	Frame    string     // rule of the lexicon that joined words and fact
	Overrode bool       // an answer that overrides what the text says
}

// Evidence is a stretch of the description as sent; offsets in runes, half open.
type Evidence struct {
	Start, End int
	Text       string
}

// Contradiction is one fact stated with two values.
type Contradiction struct {
	Fact     string
	Readings []FactReading
}

// Question asks for a missing fact. Evidence shows what the text says short of
// asserting it.
type Question struct {
	Fact     *corpus.Fact
	Holdings []corpus.HoldingID // whose status it can settle
	Hint     *FactReading       // hedged, conditional or planned evidence; nil if none
	Gain     float64            // expected information, for order only
}

// Repair is one way to change the product. Goal "clear" leaves the condemned zone,
// "safe" reaches what the court accepted.
type Repair struct {
	Goal    string
	Changes []Change
	Cost    int
	Action  corpus.Text // what to do, in words
}

// Change gives a fact a value.
type Change struct {
	Fact string
	To   corpus.Value
}

// Closeness compares the product with the decided case, by fact name, in the order
// of the vocabulary. Absent where the holding has no case facts.
type Closeness struct {
	Shared         []string
	Missing        []string // the case had it against the defendant, the product has the opposite
	Distinguishing []string // the product has something the case had not, in the product's favour
	Unknown        []string
	AtLeast        bool // at least as strong as the decided case
}

// Truth is three-valued.
type Truth string

// Values of Truth.
const (
	True    Truth = "true"
	False   Truth = "false"
	Unknown Truth = "unknown"
)

// Step is a node of the explanation: a condition, its truth, and what shows it.
// Only the children that decide (or, where open, those that keep it open) are kept.
type Step struct {
	Side     string // scope, breach, safe … on the root of a side; else empty
	Op       string // all | any | not | fact | holding
	Label    corpus.Text
	Fact     string
	Truth    Truth
	Reading  *FactReading       // of a fact leaf that has a value
	Pins     []*corpus.Pinpoint // the court's words on this side
	Children []*Step
}
