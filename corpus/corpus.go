// Package corpus knows the rulings: their text, passages, holdings, issues,
// the provisions they rest on, and the vocabulary of facts a product can state.
//
// Everything is data in files a lawyer can read and edit (FORMAT.md documents
// every key); Load turns the files into values that never change afterwards, so
// a *Corpus may be shared by any number of goroutines. The package decides
// nothing about a product (package reasoning does) and finds nothing (package
// index does).
//
// All offsets in this package are rune offsets into Ruling.Text, half open.
package corpus

// Identifiers. A HoldingID is a slug unique in the corpus; a PassageID is a path
// unique in its ruling; a RulingID is made from the case number.
type (
	RulingID  string
	HoldingID string
	PassageID string
)

// Text is a sentence of ours in Chinese and in English. It is never the court's
// words: those are Pinpoints.
type Text struct {
	Zh string `yaml:"zh" json:"zh"`
	En string `yaml:"en" json:"en"`
}

// In returns the text in lang ("zh" or "en").
func (t Text) In(lang string) string {
	if lang == "en" {
		return t.En
	}
	return t.Zh
}

// Corpus is a set of rulings with all that hangs on them. Build one with Load or
// Embedded.
type Corpus struct {
	Rulings     []*Ruling     // by ID
	Holdings    []*Holding    // by ruling, then code
	Facts       []*Fact       // in the order of facts.yaml
	Topics      []*Topic      // in the order of topics.yaml
	Instruments []*Instrument // by ID
	Revision    string        // 12 hex digits of a hash over every file read

	published   []string          // lines of published.txt
	files       map[string]string // every file read, by path
	found       []Problem         // faults that Load saw and Lint tells
	rulings     map[string]*Ruling
	holdings    map[HoldingID]*Holding
	codes       map[string][]*Holding
	facts       map[string]*Fact
	topics      map[string]*Topic
	instruments map[string]*Instrument // by folded id, name, alias
	provisions  map[string]*Provision  // by path
	renumbered  map[string]*Provision  // by the path a version gave it
	onProvision map[string][]*Holding
	atPassage   map[*Passage][]*Holding
}

// Topic groups holdings by subject; lists and facets follow the order of topics.yaml.
type Topic struct {
	ID    string `yaml:"id" check:"required"`
	Title Text   `yaml:"title" check:"required"`
	Line  int    `yaml:"-"`
}

// Part is a part of a ruling, as a reader of judgments knows it.
type Part string

// The parts of a ruling, in their usual order.
const (
	PartHead        Part = "head"        // 首部: court, kind of document, case number
	PartParties     Part = "parties"     // 当事人
	PartProcedure   Part = "procedure"   // 审理经过
	PartClaims      Part = "claims"      // 诉讼请求, 事实与理由
	PartDefence     Part = "defence"     // 辩称
	PartFacts       Part = "facts"       // 认定事实
	PartIssues      Part = "issues"      // 争议焦点
	PartOpinion     Part = "opinion"     // 本院认为
	PartDisposition Part = "disposition" // 判决主文
	PartTail        Part = "tail"        // 尾部: fee, appeal, panel, date, clerk
)

// Parts lists every Part in order.
var Parts = []Part{PartHead, PartParties, PartProcedure, PartClaims, PartDefence, PartFacts, PartIssues, PartOpinion, PartDisposition, PartTail}

// Speaker says whose words a passage reports.
type Speaker string

// Speakers. SpeakerCourtFinding is what the court found (查明), SpeakerCourtReasoning
// what it reasoned (本院认为), SpeakerCourtOrder what it ordered, SpeakerRecord
// everything of form (head, procedure, tail).
const (
	SpeakerPlaintiff      Speaker = "plaintiff"
	SpeakerDefendant      Speaker = "defendant"
	SpeakerCourtFinding   Speaker = "court-finding"
	SpeakerCourtReasoning Speaker = "court-reasoning"
	SpeakerCourtOrder     Speaker = "court-order"
	SpeakerRecord         Speaker = "record"
)

// Passage is a stretch of a ruling that a lawyer would cite: a heading or one to
// a few sentences. A ruling's passages in order, joined, are its text byte for byte.
type Passage struct {
	// ID is the path of headings, in Chinese, then "." and the number of the passage
	// under that heading, from 1: "理由/一/(二)/2.3". The heading itself is the bare
	// path: "理由/一/(二)/2". The first segment is the Chinese name of the part.
	ID       PassageID
	Ruling   RulingID
	Part     Part
	Speaker  Speaker
	Heading  bool
	Level    int      // of a heading: 1 for 一、, 2 for (一), 3 for 1.; 0 otherwise
	Headings []string // the texts of the headings above, outermost first
	Number   int      // 1-based position in the ruling: the [n] of a citation
	Start    int
	End      int
	Text     string // Ruling.Text[Start:End] in runes, exactly
}

// Pinpoint (段落引注) ties a statement of ours to the ruling's own words. Exact
// decides; the offsets are computed from it at load and are only a cache.
type Pinpoint struct {
	For    string `yaml:"for" check:"required"`  // what the words show: rule, scope, breach, safe, fact, order …
	Exact  string `yaml:"text" check:"required"` // verbatim words of the ruling
	Prefix string `yaml:"prefix"`                // words right before Exact; required where Exact occurs more than once

	Ruling  RulingID  `yaml:"-"`
	Passage PassageID `yaml:"-"` // the passage in which the pin starts
	Part    Part      `yaml:"-"`
	Start   int       `yaml:"-"`
	End     int       `yaml:"-"`
	Suffix  string    `yaml:"-"` // up to 12 runes right after Exact
	Line    int       `yaml:"-"` // line of the file that holds the pin

	found int // times the words occur in the text; 1 when located
}
