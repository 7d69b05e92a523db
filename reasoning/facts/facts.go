// Package facts reads what a product description says: text in, facts with the
// words that show them out. It knows the vocabulary of facts and a lexicon kept as
// data (lexicon/); it knows no holding and decides nothing.
package facts

import "yaozhi/corpus"

// Tier says how firmly a text states a fact. Only TierAsserted sets a fact; the
// other tiers pre-fill its question.
type Tier string

// Tiers a reading can have, firmest first.
const (
	TierAsserted    Tier = "asserted"
	TierConditional Tier = "conditional" // depends on a condition: 如果, if
	TierHedged      Tier = "hedged"      // 可能, may, 原则上
	TierPlanned     Tier = "planned"     // to come, not today's state
)

// Reading is one statement found in a text. Start and End are rune offsets, half
// open, into the text exactly as given to Read; text[Start:End] shows the fact.
type Reading struct {
	Fact       string
	Value      corpus.Value
	Tier       Tier
	Start, End int
	Frame      string // ID of the frame of the lexicon that joined words and fact
}
