package web

// List is a page of a list. Next is the cursor of the following page.
type List[T any] struct {
	Revision string `json:"revision"`
	Total    int    `json:"total"`
	Items    []T    `json:"items"`
	Next     string `json:"next,omitempty"`
}

// HoldingSummary is a holding in a list.
type HoldingSummary struct {
	ID          string `json:"id"`
	Code        string `json:"code"`
	Ruling      string `json:"ruling"`
	Weight      string `json:"weight"`
	Use         string `json:"use"`
	Topic       string `json:"topic"`
	Issue       string `json:"issue"`
	Title       Text   `json:"title"`
	Proposition Text   `json:"proposition"`
}

// Holding is a proposition of a court with the words that show it.
type Holding struct {
	HoldingSummary
	WeightNote  Text              `json:"weight_note"`
	Ground      string            `json:"ground,omitempty"`
	Weighing    string            `json:"weighing,omitempty"`
	From        string            `json:"from,omitempty"`
	To          string            `json:"to,omitempty"`
	Superseded  string            `json:"superseded_by,omitempty"`
	Pins        []Pin             `json:"pins"`
	Scope       *Side             `json:"scope,omitempty"`
	Breach      *Side             `json:"breach,omitempty"`
	Safe        *Side             `json:"safe,omitempty"`
	Risk        *Side             `json:"risk,omitempty"`
	Meets       *Side             `json:"meets,omitempty"`
	Arguments   []Argument        `json:"arguments"`
	Basis       Basis             `json:"basis"`
	Remedies    []string          `json:"remedies"`
	Disposition []int             `json:"disposition"`
	CaseFacts   map[string]string `json:"case_facts"`
	Expect      string            `json:"expect,omitempty"`
	ReliedOn    []string          `json:"relied_on"`
	Examples    []Example         `json:"examples"`
	Related     []string          `json:"related"`
	Body        Text              `json:"body"` // Markdown of ours
	Revision    string            `json:"revision"`
}

// Side is one side of a holding's test: its condition as a tree and as a line.
type Side struct {
	Basis     string `json:"basis,omitempty"`
	Closed    string `json:"closed,omitempty"`
	Condition *Cond  `json:"condition"`
	Text      string `json:"text"`
}

// Cond is a node of a condition: exactly one of its members is set.
type Cond struct {
	All     []*Cond `json:"all,omitempty"`
	Any     []*Cond `json:"any,omitempty"`
	Not     *Cond   `json:"not,omitempty"`
	Fact    string  `json:"fact,omitempty"`
	Op      string  `json:"op,omitempty"`    // with fact: is | ge | gt | le | lt
	Value   any     `json:"value,omitempty"` // with op
	Holding string  `json:"holding,omitempty"`
	Side    string  `json:"side,omitempty"` // with holding
}

// Argument is what a party said on the point.
type Argument struct {
	Party string `json:"party"`
	Text  Text   `json:"text"`
	Pins  []Pin  `json:"pins"`
}

// Example is a variation of the decided case and what it gives.
type Example struct {
	Name    string            `json:"name"`
	With    map[string]string `json:"with"`
	Expect  string            `json:"expect"`
	TurnsOn []string          `json:"turns_on"`
}

// PassageSummary is a passage without its context.
type PassageSummary struct {
	ID      string `json:"id"`
	Ruling  string `json:"ruling"`
	Number  int    `json:"number"`
	Part    string `json:"part"`
	Speaker string `json:"speaker"`
	Heading bool   `json:"heading"`
	Level   int    `json:"level,omitempty"`
	Start   int    `json:"start"` // runes of the ruling's text, half open
	End     int    `json:"end"`
	Text    string `json:"text"`
}

// Passage is a stretch of a ruling that a lawyer would cite.
type Passage struct {
	PassageSummary
	Headings []string `json:"headings"`
	Citation Text     `json:"citation"`
	Holdings []string `json:"holdings"` // with a pin in it
	Previous string   `json:"previous,omitempty"`
	Next     string   `json:"next,omitempty"`
	Byte     *[2]int  `json:"byte,omitempty"`
	UTF16    *[2]int  `json:"utf16,omitempty"`
	Revision string   `json:"revision"`
}

// RulingText is a stretch of a ruling's text, verbatim; offsets in runes.
type RulingText struct {
	Ruling   string `json:"ruling"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Length   int    `json:"length"` // of the whole text, in runes
	Offsets  string `json:"offsets"`
	Text     string `json:"text"`
	Revision string `json:"revision"`
}

// Provision is an article, paragraph or item of an instrument.
type Provision struct {
	ID         string             `json:"id"` // 民法典/1035/1/1
	At         string             `json:"at"`
	Name       Text               `json:"name"`
	Gist       Text               `json:"gist"`
	Note       Text               `json:"note"`
	Instrument Instrument         `json:"instrument"`
	Versions   []ProvisionVersion `json:"versions"`
	Quoted     []QuotedProvision  `json:"quoted"`
	Holdings   []string           `json:"holdings"`
	Revision   string             `json:"revision"`
}

// ProvisionSummary is a provision in a list.
type ProvisionSummary struct {
	ID       string   `json:"id"`
	Name     Text     `json:"name"`
	Gist     Text     `json:"gist"`
	Holdings []string `json:"holdings"`
}

// Instrument is a law, interpretation, rule or standard.
type Instrument struct {
	ID      string   `json:"id"`
	Name    Text     `json:"name"`
	Kind    string   `json:"kind"`
	Issuer  Text     `json:"issuer"`
	Aliases []string `json:"aliases"`
	Issued  string   `json:"issued,omitempty"`
	InForce string   `json:"in_force,omitempty"`
	Until   string   `json:"until,omitempty"`
	Version string   `json:"version,omitempty"`
	Note    Text     `json:"note"`
}

// ProvisionVersion is the number a provision bears from a date on.
type ProvisionVersion struct {
	From string `json:"from"`
	At   string `json:"at"`
	Note Text   `json:"note"`
}

// QuotedProvision is how a ruling quotes a provision, and where it departs from it.
type QuotedProvision struct {
	Ruling  string `json:"ruling"`
	Pin     *Pin   `json:"pin,omitempty"`
	Departs Text   `json:"departs"`
	Statute string `json:"statute,omitempty"`
}

// Fact is something a product can state about itself.
type Fact struct {
	ID       string      `json:"id"`
	Type     string      `json:"type"`
	Topic    string      `json:"topic"`
	Label    Text        `json:"label"`
	Question Text        `json:"question"`
	Values   []FactValue `json:"values,omitempty"`
	Burden   string      `json:"burden"`
	Presume  string      `json:"presume,omitempty"`
	Effort   int         `json:"effort"`
	Repair   []FactFix   `json:"repair"`
	Holdings []string    `json:"holdings"`
	Revision string      `json:"revision"`
}

// FactValue is a value of an enum fact.
type FactValue struct {
	ID    string `json:"id"`
	Label Text   `json:"label"`
}

// FactFix is what to do to give a fact a value.
type FactFix struct {
	To     string `json:"to"`
	Action Text   `json:"action"`
}
