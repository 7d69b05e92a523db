package corpus

// Ruling (裁判文书) is one judgment: its verbatim text, the passages derived from
// it, and what ruling.md says about it.
type Ruling struct {
	ID         RulingID `yaml:"id" check:"required"`
	CaseNumber string   `yaml:"case_number" check:"required"` // normal form, full-width brackets: （2021）京0491民初5094号
	Title      Text     `yaml:"title" check:"required"`
	Summary    Text     `yaml:"summary"`
	Court      Text     `yaml:"court" check:"required"`
	CourtLevel string   `yaml:"court_level" check:"oneof=basic intermediate high supreme"` // basic | intermediate | high | supreme
	Document   Text     `yaml:"document" check:"required"`                                 // kind of document: 民事判决书
	CaseType   string   `yaml:"case_type" check:"oneof=civil criminal administrative"`     // civil | criminal | administrative
	Instance   string   `yaml:"instance" check:"oneof=first second retrial"`               // first | second | retrial
	Procedure  Text     `yaml:"procedure"`
	Cause      Text     `yaml:"cause"`              // cause of action 案由
	Filed      string   `yaml:"filed" check:"date"` // dates as 2006-01-02
	Heard      string   `yaml:"heard" check:"date"`
	Decided    string   `yaml:"decided" check:"required,date"`
	SHA256     string   `yaml:"sha256" check:"required"` // of text.txt

	Conduct     Period             `yaml:"conduct"` // when the judged conduct took place
	Parties     []*Party           `yaml:"parties"`
	Claims      []*Claim           `yaml:"claims"`
	Issues      []*Issue           `yaml:"issues"`
	Evidence    []*Evidence        `yaml:"evidence"`
	Disposition []*DispositionItem `yaml:"disposition"`
	Fee         Fee                `yaml:"fee"`
	Appeal      Appeal             `yaml:"appeal"`
	Panel       []*Judge           `yaml:"panel"`
	Authority   []*SourcedNote     `yaml:"authority"`
	History     []*SourcedNote     `yaml:"history"`
	Relations   []*Relation        `yaml:"relations"`
	Discrepancy []*Discrepancy     `yaml:"discrepancies"`
	Masked      []string           `yaml:"masked"` // names the ruling masks in one place and prints in another, as SHA-256 in hex; no field of ours may repeat them

	Text     string     `yaml:"-"` // text.txt, verbatim
	Passages []*Passage `yaml:"-"`
	Body     Text       `yaml:"-"` // Markdown under "# 中文" and "# English"
	File     string     `yaml:"-"`

	offsets  []int32 // byte of each rune of Text, and len(Text)
	passages map[PassageID]*Passage
	issues   map[string]*Issue
}

// Period is a span of days, both ends included.
type Period struct {
	From string `yaml:"from" check:"date"`
	To   string `yaml:"to" check:"date"`
}

// Party is a party of the proceedings, as named in the ruling.
type Party struct {
	Role string       `yaml:"role" check:"required,oneof=plaintiff defendant"` // plaintiff | defendant
	Name string       `yaml:"name"`
	Kind string       `yaml:"kind" check:"oneof=person company"` // person | company
	Note Text         `yaml:"note"`
	With []*Attendant `yaml:"with"` // legal representative, agents
	Pins []*Pinpoint  `yaml:"pins"`
}

// Attendant acts for the party above it.
type Attendant struct {
	Role string `yaml:"role"` // 法定代表人, 委托诉讼代理人
	Name string `yaml:"name"`
	Of   string `yaml:"of"`
}

// Claim (诉讼请求) is one numbered claim with what became of it.
type Claim struct {
	Number      int         `yaml:"number" check:"required"`
	Text        Text        `yaml:"text" check:"required"`
	Amended     Text        `yaml:"amended"`
	Outcome     string      `yaml:"outcome" check:"oneof=granted partly dismissed"` // granted | partly | dismissed
	Note        Text        `yaml:"note"`
	Disposition []int       `yaml:"disposition"`
	Pins        []*Pinpoint `yaml:"pins"`
}

// Issue (争议焦点) is a question in dispute; sub-issues carry the cards.
type Issue struct {
	ID        string        `yaml:"id" check:"required"`
	Number    string        `yaml:"number" check:"required"` // 一(一)1
	Question  Text          `yaml:"question" check:"required"`
	Plaintiff *Contention   `yaml:"plaintiff"`
	Defendant *Contention   `yaml:"defendant"`
	Evidence  []*Contention `yaml:"evidence"`
	Answer    *Contention   `yaml:"answer"` // the court's
	Issues    []*Issue      `yaml:"issues"`
	Line      int           `yaml:"-"`
}

// Contention is what somebody said, in our words, pinned to the ruling's.
type Contention struct {
	Text Text        `yaml:"text" check:"required"`
	Pins []*Pinpoint `yaml:"pins"`
}

// Evidence is a piece of evidence and how the court dealt with it.
type Evidence struct {
	Party    string      `yaml:"party" check:"oneof=plaintiff defendant"`
	Text     Text        `yaml:"text"`
	Objected Text        `yaml:"objected"`
	Admitted string      `yaml:"admitted" check:"oneof=yes partly no"` // yes | partly | no
	Pins     []*Pinpoint `yaml:"pins"`
}

// DispositionItem (判项) is one numbered order of the disposition (判决主文).
type DispositionItem struct {
	Number   int         `yaml:"number" check:"required"`
	Text     Text        `yaml:"text" check:"required"`
	Deadline string      `yaml:"deadline"` // "on entry into force" | "10d after entry into force" | ""
	Amount   string      `yaml:"amount"`   // "2900 CNY"
	Status   string      `yaml:"status"`   // executed | ""
	Pins     []*Pinpoint `yaml:"pins"`
}

// Fee is the court fee and who bears it.
type Fee struct {
	Amount string      `yaml:"amount"`
	Payer  string      `yaml:"payer"`
	Pins   []*Pinpoint `yaml:"pins"`
}

// Appeal says to which court and within how many days an appeal lay.
type Appeal struct {
	Court Text        `yaml:"court"`
	Days  int         `yaml:"days"`
	Pins  []*Pinpoint `yaml:"pins"`
}

// Judge is a member of the panel, a judge's assistant or the clerk.
type Judge struct {
	Role string `yaml:"role"` // 审判长 审判员 法官助理 书记员
	Name string `yaml:"name"`
}

// SourcedNote is a fact about the ruling with where it is from.
type SourcedNote struct {
	Date       string      `yaml:"date" check:"date"`
	Text       Text        `yaml:"text" check:"required"`
	Source     string      `yaml:"source" check:"required,oneof=ruling press public"` // ruling | press | public
	Confidence string      `yaml:"confidence" check:"oneof=primary secondary"`        // primary | secondary
	Quote      string      `yaml:"quote"`                                             // at most a sentence, of a press source
	Pins       []*Pinpoint `yaml:"pins"`
}

// Relation ties the ruling to another decision.
type Relation struct {
	Kind       string      `yaml:"kind"` // guiding-case | case-library | second-instance
	ID         string      `yaml:"id"`
	Text       Text        `yaml:"text"`
	Date       string      `yaml:"date" check:"date"`
	Holdings   []HoldingID `yaml:"holdings"`
	Source     string      `yaml:"source"`
	Confidence string      `yaml:"confidence" check:"oneof=primary secondary"`
}

// Discrepancy is a place where the source contradicts itself or its sources. It
// is noted, never corrected.
type Discrepancy struct {
	ID   string      `yaml:"id" check:"required"`
	Kind string      `yaml:"kind"`                  // internal | statute | masking | wording | authority
	Text Text        `yaml:"text" check:"required"` // neutral
	Pins []*Pinpoint `yaml:"pins"`
}

// Instrument (规范) is a law, interpretation, rule or standard that the corpus cites.
type Instrument struct {
	ID      string   `yaml:"id" check:"required"`                                                       // short name, head of provision paths: 民法典
	Name    Text     `yaml:"name" check:"required"`                                                     // full name
	Kind    string   `yaml:"kind" check:"required,oneof=law interpretation departmental-rule standard"` // law | interpretation | departmental-rule | standard
	Issuer  Text     `yaml:"issuer"`
	Aliases []string `yaml:"aliases"`
	Issued  string   `yaml:"issued" check:"date"`
	InForce string   `yaml:"in_force" check:"date"`
	Until   string   `yaml:"until" check:"date"` // last day in force; empty if in force
	Version string   `yaml:"version"`            // which version this file describes: 2021年修正
	Note    Text     `yaml:"note"`

	Provisions []*Provision `yaml:"provisions"`
	File       string       `yaml:"-"`
}

// Provision (条款项) is an article, paragraph or item of an instrument.
type Provision struct {
	At       string             `yaml:"at" check:"required"` // article/paragraph/item: "1035/1/1"; "3.1" in a standard
	Gist     Text               `yaml:"gist"`                // what it says, in our words
	Versions []ProvisionVersion `yaml:"versions"`            // numbers or wording by date, oldest first
	Quoted   []*QuotedProvision `yaml:"quoted"`
	Note     Text               `yaml:"note"`

	Instrument *Instrument `yaml:"-"`
	Line       int         `yaml:"-"`
}

// Path returns the provision's path: 民法典/1035/1/1.
func (p *Provision) Path() string { return p.Instrument.ID + "/" + p.At }

// ProvisionVersion is the number a provision bears from a date on.
type ProvisionVersion struct {
	From string `yaml:"from" check:"date"`
	At   string `yaml:"at" check:"required"`
	Note Text   `yaml:"note"`
}

// QuotedProvision is how a ruling quotes or cites a provision.
type QuotedProvision struct {
	Ruling  RulingID  `yaml:"ruling" check:"required"`
	Pin     *Pinpoint `yaml:"pin" check:"required"`
	Departs Text      `yaml:"departs"` // where the quotation departs from the statute; empty if it does not
	Statute string    `yaml:"statute"` // the statute's own words at that place
}
