package corpus

// Use says what a holding does for a product.
type Use string

// Uses of a holding. UseTest decides a status; UseTopic says what the law covers;
// UseLawyer is never a product finding.
const (
	UseTest   Use = "test"
	UseTopic  Use = "topic"
	UseLawyer Use = "lawyer"
)

// Weight says what a holding is worth as authority.
type Weight string

// Weights, strongest first: also a point of a guiding case; needed for the
// disposition; affirmed reasoning; said in passing; interpretive only.
const (
	WeightGuiding   Weight = "guiding"
	WeightRatio     Weight = "ratio"
	WeightReasoning Weight = "reasoning"
	WeightObiter    Weight = "obiter"
	WeightReference Weight = "reference"
)

// Weights lists every Weight, strongest first.
var Weights = []Weight{WeightGuiding, WeightRatio, WeightReasoning, WeightObiter, WeightReference}

// Holding (裁判要旨) is a proposition the court decided or said, with the words
// that show it and, where it bears on products, the conditions under which a
// product meets or breaks it.
type Holding struct {
	ID          HoldingID   `yaml:"id" check:"required"`
	Code        string      `yaml:"code" check:"required"` // short-hand within its ruling: C5
	Use         Use         `yaml:"use" check:"required,oneof=test topic lawyer"`
	Weight      Weight      `yaml:"weight" check:"required,oneof=guiding ratio reasoning obiter reference"`
	WeightNote  Text        `yaml:"weight_note" check:"required"` // why this weight
	Topic       string      `yaml:"topic" check:"required"`
	Issue       string      `yaml:"issue" check:"required"`                // ID of the sub-issue that decided it
	Ground      string      `yaml:"ground" check:"oneof=alternative"`      // "alternative" where the court reached it only on an assumption
	Weighing    string      `yaml:"weighing" check:"oneof=civil-code-998"` // "civil-code-998" where the court weighed factors
	From        string      `yaml:"from" check:"required,date"`            // date: applies to conduct on or after
	To          string      `yaml:"to" check:"date"`                       // date: last day it applies to
	Superseded  HoldingID   `yaml:"superseded_by"`                         // holding that replaced it
	Title       Text        `yaml:"title" check:"required"`
	Proposition Text        `yaml:"proposition" check:"required"`
	Scope       *Side       `yaml:"-"` // keys scope, breach, safe, risk and meets are
	Breach      *Side       `yaml:"-"` // read by hand, since a condition is a name or
	Safe        *Side       `yaml:"-"` // a mapping; see Cond. nil where the file has none.
	Risk        *Side       `yaml:"-"`
	Meets       *Side       `yaml:"-"`
	Quotes      []*Pinpoint `yaml:"quotes" check:"required"`
	Arguments   []*Argument `yaml:"arguments"`
	Statutes    Basis       `yaml:"statutes"`
	Remedies    []HoldingID `yaml:"remedies"`
	Disposition []int       `yaml:"disposition"`                                             // numbers of the disposition items it carries
	CaseFacts   Assignment  `yaml:"case_facts"`                                              // the facts of the decided case in the product vocabulary
	Expect      Outcome     `yaml:"expect" check:"oneof=breach safe undecided out-of-scope"` // what CaseFacts must give
	ReliedOn    []string    `yaml:"relied_on"`                                               // facts the court relied on
	Examples    []*Example  `yaml:"examples"`
	Related     []HoldingID `yaml:"related"`
	Asked       Asked       `yaml:"asked"`

	Ruling RulingID `yaml:"-"` // from the folder
	Body   Text     `yaml:"-"` // Markdown: the sections under "# 中文" and "# English"
	File   string   `yaml:"-"` // path in the corpus
	Line   int      `yaml:"-"` // of the key "id"
}

// Asked (常见问法) is how people ask it: words and questions in everyday language,
// in the speech of products and in that of lawyers, that the holding answers. They
// help to find it and are shown to nobody as the court's words or as ours.
type Asked struct {
	Zh   []string `yaml:"zh" check:"required"`
	En   []string `yaml:"en" check:"required"`
	Line int      `yaml:"-"` // of the key "zh"; 0 when the file has no such key
}

// In returns the entries in lang ("zh" or "en").
func (a Asked) In(lang string) []string {
	if lang == "en" {
		return a.En
	}
	return a.Zh
}

// Argument is what a party said on the point, pinned to the report of its words.
type Argument struct {
	Party  string      `yaml:"party" check:"required,oneof=plaintiff defendant"` // plaintiff | defendant
	Text   Text        `yaml:"text" check:"required"`
	Quotes []*Pinpoint `yaml:"quotes"`
}

// Basis is the statutory basis at the time of the conduct and for new conduct
// today, as provision paths ("民法典/1035/1/1").
type Basis struct {
	Then []string `yaml:"then"`
	Now  []string `yaml:"now"`
}

// Assignment gives facts values in their file form: "true", "15d", "whole".
type Assignment map[string]string

// Example is a variation of the decided case and what it must give.
type Example struct {
	Name    string     `yaml:"name" check:"required"`
	With    Assignment `yaml:"with" check:"required"`
	Expect  Outcome    `yaml:"expect" check:"required,oneof=breach safe undecided out-of-scope"`
	TurnsOn []string   `yaml:"turns_on"` // facts of With or CaseFacts each of which, flipped, changes the outcome
	Line    int        `yaml:"-"`
}

// Outcome is what the conditions of a holding give for a complete set of facts.
type Outcome string

// Outcomes. OutcomeMeets exists only for holdings with a meets side and no breach.
const (
	OutcomeBreach     Outcome = "breach"
	OutcomeSafe       Outcome = "safe"
	OutcomeUndecided  Outcome = "undecided"
	OutcomeOutOfScope Outcome = "out-of-scope"
)
