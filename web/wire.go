package web

// The wire types are the public contract: what HTTP answers, what the command
// line prints with --json. They are separate from the types of corpus, index and
// reasoning, so that an internal rename does not change the API.

// Text is a sentence of ours in Chinese and English.
type Text struct {
	Zh string `json:"zh"`
	En string `json:"en"`
}

// In returns the text in lang ("zh" or "en").
func (t Text) In(lang string) string {
	if lang == "en" {
		return t.En
	}
	return t.Zh
}

// Pin ties a statement of ours to the ruling's own words. Start and End are rune
// offsets into the ruling's text, half open; Byte and UTF16 are the same stretch
// in other units, only where asked for.
type Pin struct {
	For     string  `json:"for,omitempty"`
	Ruling  string  `json:"ruling"`
	Passage string  `json:"passage"`
	Part    string  `json:"part"`
	Start   int     `json:"start"`
	End     int     `json:"end"`
	Exact   string  `json:"exact"`
	Prefix  string  `json:"prefix"`
	Suffix  string  `json:"suffix"`
	Byte    *[2]int `json:"byte,omitempty"`
	UTF16   *[2]int `json:"utf16,omitempty"`
}

// Checklist is the answer to a description. Its items are ordered by status,
// worst first, then exposure.
type Checklist struct {
	Revision       string          `json:"revision"`
	Version        string          `json:"version"`
	Lang           string          `json:"lang"`
	At             string          `json:"at"`
	Offsets        string          `json:"offsets"` // unit of every start and end: "runes"
	Summary        Summary         `json:"summary"`
	Items          []ChecklistItem `json:"items"`
	Facts          []FactReading   `json:"facts"`
	Questions      []Question      `json:"questions"`
	Contradictions []Contradiction `json:"contradictions"`
	NotLookedAt    string          `json:"not_looked_at"`

	description string // as sent: reports give line and column; never encoded
}

// Summary counts the items of a checklist by status.
type Summary struct {
	Conflict   int `json:"conflict"`
	AtRisk     int `json:"at-risk"`
	Satisfied  int `json:"satisfied"`
	Unknown    int `json:"unknown"`
	Engaged    int `json:"engaged"`
	NotEngaged int `json:"not-engaged"`
}

// ChecklistItem is what the checklist says of one holding.
type ChecklistItem struct {
	Holding        string        `json:"holding"`
	Code           string        `json:"code"`
	Ruling         string        `json:"ruling"`
	Weight         string        `json:"weight"`
	Title          Text          `json:"title"`
	Status         string        `json:"status"`
	Reason         string        `json:"reason,omitempty"` // of unknown: missing-facts | undecided-by-the-ruling
	Other          []string      `json:"other,omitempty"`  // further statuses a contradictory text carries
	Possible       []string      `json:"possible"`
	IfUnproven     []string      `json:"if_unproven"`
	CannotConflict bool          `json:"cannot_conflict"`
	Because        []FactReading `json:"because"`
	Presumed       []FactReading `json:"presumed"` // what the answer rests on by presumption
	Explanation    *Step         `json:"explanation,omitempty"`
	Pins           []Pin         `json:"pins"`
	Basis          Basis         `json:"basis"`
	Missing        []Question    `json:"missing"`
	Repairs        []Repair      `json:"repairs"`
	Remedies       []string      `json:"remedies"`
	Closeness      *Closeness    `json:"closeness,omitempty"`
}

// FactReading is a fact with its value, its source and the words that show it.
// Value is a bool, or a string: an enum value, or a duration such as "15d".
type FactReading struct {
	Fact     string     `json:"fact"`
	Label    Text       `json:"label"`
	Value    any        `json:"value"`
	Tier     string     `json:"tier"`
	Evidence []Evidence `json:"evidence"`
	Frame    string     `json:"frame,omitempty"`
	Overrode bool       `json:"overrode,omitempty"`
}

// Evidence is a stretch of the description as sent, in runes, half open.
type Evidence struct {
	Start int     `json:"start"`
	End   int     `json:"end"`
	Text  string  `json:"text"`
	Byte  *[2]int `json:"byte,omitempty"`
	UTF16 *[2]int `json:"utf16,omitempty"`
}

// Step is a node of an explanation: a condition, its truth and what shows it.
type Step struct {
	Side     string       `json:"side,omitempty"`
	Op       string       `json:"op"`
	Label    Text         `json:"label"`
	Fact     string       `json:"fact,omitempty"`
	Truth    string       `json:"truth"`
	Reading  *FactReading `json:"reading,omitempty"`
	Pins     []Pin        `json:"pins,omitempty"`
	Children []*Step      `json:"children,omitempty"`
}

// Question asks for a missing fact; Hint is what the text says short of stating it.
type Question struct {
	Fact     string       `json:"fact"`
	Question Text         `json:"question"`
	Type     string       `json:"type"`
	Values   []FactValue  `json:"values,omitempty"` // of an enum
	Holdings []string     `json:"holdings"`
	Hint     *FactReading `json:"hint,omitempty"`
}

// Contradiction is one fact that the text states with two values.
type Contradiction struct {
	Fact     string        `json:"fact"`
	Label    Text          `json:"label"`
	Readings []FactReading `json:"readings"`
}

// Repair is one way to change the product: "clear" leaves what the court
// condemned, "safe" reaches what it accepted.
type Repair struct {
	Goal    string   `json:"goal"`
	Changes []Change `json:"changes"`
	Cost    int      `json:"cost"`
	Action  Text     `json:"action"`
}

// Change gives a fact a value, in the form of FactReading.Value.
type Change struct {
	Fact string `json:"fact"`
	To   any    `json:"to"`
}

// Closeness compares the product with the decided case, by fact name.
type Closeness struct {
	Shared         []string `json:"shared"`
	Missing        []string `json:"missing"`
	Distinguishing []string `json:"distinguishing"`
	Unknown        []string `json:"unknown"`
	AtLeast        bool     `json:"at_least_as_strong"`
}

// Basis is the statutory basis, as provision paths, at the time of the judged
// conduct and for conduct today.
type Basis struct {
	Then []string `json:"then"`
	Now  []string `json:"now"`
}

// CheckRequest is what POST /checklists reads and Service.Check takes. Answers are
// fact names with a bool or a string in the form of FactReading.Value.
type CheckRequest struct {
	Text    string
	Answers map[string]any
	At      string // date of the conduct, 2006-01-02; required
	Lang    string // zh | en; zh when empty
	Pin     []string
	Offsets Offsets
}

// Offsets says in which units offsets are given beside runes.
type Offsets struct{ Byte, UTF16 bool }

// notLookedAt says what a checklist does not look at; it stands on every one.
func notLookedAt(lang string) string {
	return Text{
		Zh: "本清单只对照语料库所载裁判的要旨：未审查其他法律、监管规定、合同与地方要求，未核实描述是否属实，也未查看产品本身；未提及的事项不视为合规。本清单不是法律意见。",
		En: "This checklist compares the description with the holdings in this corpus only. It does not look at other law, regulatory rules, contracts or local requirements, does not verify that the description is true, and does not see the product itself; what the description leaves out is not taken as compliant. It is not legal advice.",
	}.In(lang)
}
