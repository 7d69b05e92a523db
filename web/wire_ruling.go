package web

// RulingSummary is a ruling in a list.
type RulingSummary struct {
	ID         string `json:"id"`
	CaseNumber string `json:"case_number"`
	Title      Text   `json:"title"`
	Summary    Text   `json:"summary"`
	Court      Text   `json:"court"`
	Cause      Text   `json:"cause"`
	Instance   string `json:"instance"`
	Decided    string `json:"decided"`
	Holdings   int    `json:"holdings"`
}

// Ruling is one judgment without its text, which the passages and /text carry.
type Ruling struct {
	ID          string            `json:"id"`
	CaseNumber  string            `json:"case_number"`
	Title       Text              `json:"title"`
	Summary     Text              `json:"summary"`
	Court       Text              `json:"court"`
	CourtLevel  string            `json:"court_level"`
	Document    Text              `json:"document"`
	CaseType    string            `json:"case_type"`
	Instance    string            `json:"instance"`
	Procedure   Text              `json:"procedure"`
	Cause       Text              `json:"cause"`
	Filed       string            `json:"filed,omitempty"`
	Heard       string            `json:"heard,omitempty"`
	Decided     string            `json:"decided"`
	Conduct     Period            `json:"conduct"`
	SHA256      string            `json:"sha256"`
	Length      int               `json:"length"` // of the text, in runes
	Passages    int               `json:"passages"`
	Parties     []Party           `json:"parties"`
	Claims      []Claim           `json:"claims"`
	Issues      []Issue           `json:"issues"`
	Evidence    []CourtEvidence   `json:"evidence"`
	Disposition []DispositionItem `json:"disposition"`
	Fee         Fee               `json:"fee"`
	Appeal      Appeal            `json:"appeal"`
	Panel       []Judge           `json:"panel"`
	Authority   []SourcedNote     `json:"authority"`
	History     []SourcedNote     `json:"history"`
	Relations   []Relation        `json:"relations"`
	Discrepancy []Discrepancy     `json:"discrepancies"`
	Holdings    []HoldingRef      `json:"holdings"`
	Body        Text              `json:"body"` // Markdown of ours
	Revision    string            `json:"revision"`
}

// HoldingRef names a holding.
type HoldingRef struct {
	ID    string `json:"id"`
	Code  string `json:"code"`
	Title Text   `json:"title"`
}

// Period is a span of days, both ends included.
type Period struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// Party is a party of the proceedings as the ruling names it.
type Party struct {
	Role string      `json:"role"`
	Name string      `json:"name"`
	Kind string      `json:"kind"`
	Note Text        `json:"note"`
	With []Attendant `json:"with"`
	Pins []Pin       `json:"pins"`
}

// Attendant acts for a party.
type Attendant struct {
	Role string `json:"role"`
	Name string `json:"name"`
	Of   string `json:"of,omitempty"`
}

// Claim is a numbered claim with what became of it.
type Claim struct {
	Number      int    `json:"number"`
	Text        Text   `json:"text"`
	Amended     Text   `json:"amended"`
	Outcome     string `json:"outcome"`
	Note        Text   `json:"note"`
	Disposition []int  `json:"disposition"`
	Pins        []Pin  `json:"pins"`
}

// Issue is a question in dispute.
type Issue struct {
	ID        string       `json:"id"`
	Ruling    string       `json:"ruling"`
	Number    string       `json:"number"`
	Question  Text         `json:"question"`
	Plaintiff *Contention  `json:"plaintiff,omitempty"`
	Defendant *Contention  `json:"defendant,omitempty"`
	Evidence  []Contention `json:"evidence"`
	Answer    *Contention  `json:"answer,omitempty"`
	Issues    []Issue      `json:"issues"`
	Holdings  []HoldingRef `json:"holdings"`
}

// Contention is what somebody said, in our words, with the ruling's.
type Contention struct {
	Text Text  `json:"text"`
	Pins []Pin `json:"pins"`
}

// CourtEvidence is a piece of evidence and how the court dealt with it.
type CourtEvidence struct {
	Party    string `json:"party"`
	Text     Text   `json:"text"`
	Objected Text   `json:"objected"`
	Admitted string `json:"admitted"`
	Pins     []Pin  `json:"pins"`
}

// DispositionItem is a numbered order of the court.
type DispositionItem struct {
	Number   int    `json:"number"`
	Text     Text   `json:"text"`
	Deadline string `json:"deadline,omitempty"`
	Amount   string `json:"amount,omitempty"`
	Status   string `json:"status,omitempty"`
	Pins     []Pin  `json:"pins"`
}

// Fee is the court fee.
type Fee struct {
	Amount string `json:"amount"`
	Payer  string `json:"payer"`
	Pins   []Pin  `json:"pins"`
}

// Appeal says where and within how many days an appeal lay.
type Appeal struct {
	Court Text  `json:"court"`
	Days  int   `json:"days"`
	Pins  []Pin `json:"pins"`
}

// Judge is a member of the panel, an assistant or the clerk.
type Judge struct {
	Role string `json:"role"`
	Name string `json:"name"`
}

// SourcedNote is a fact about the ruling with its source.
type SourcedNote struct {
	Date       string `json:"date,omitempty"`
	Text       Text   `json:"text"`
	Source     string `json:"source"`
	Confidence string `json:"confidence"`
	Quote      string `json:"quote,omitempty"`
	Pins       []Pin  `json:"pins"`
}

// Relation ties the ruling to another decision.
type Relation struct {
	Kind       string   `json:"kind"`
	ID         string   `json:"id"`
	Text       Text     `json:"text"`
	Date       string   `json:"date,omitempty"`
	Holdings   []string `json:"holdings"`
	Source     string   `json:"source"`
	Confidence string   `json:"confidence"`
}

// Discrepancy is a place where the source contradicts itself or its sources.
type Discrepancy struct {
	ID   string `json:"id"`
	Kind string `json:"kind"`
	Text Text   `json:"text"`
	Pins []Pin  `json:"pins"`
}
