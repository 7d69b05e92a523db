package corpus

// FactType is the type of a fact's values.
type FactType string

// Types of facts.
const (
	TypeBool     FactType = "bool"
	TypeEnum     FactType = "enum"
	TypeDuration FactType = "duration"
)

// Fact (事实要素) is something a product can state about itself. facts.yaml is the
// only vocabulary that conditions, lexicon and questions may use.
type Fact struct {
	Name    string          `yaml:"name" check:"required"` // dotted: login.skip
	Type    FactType        `yaml:"type" check:"required,oneof=bool enum duration"`
	Topic   string          `yaml:"topic" check:"required"`
	Label   Text            `yaml:"label" check:"required"` // a few words: "can be skipped"
	Ask     Text            `yaml:"ask" check:"required"`
	Values  []EnumValue     `yaml:"values"`                                                 // of an enum, in order
	Burden  string          `yaml:"burden" check:"required,oneof=controller claimant none"` // who must show it in court: controller | claimant | none
	Presume string          `yaml:"presume"`                                                // holds until text or answer says otherwise; empty for none
	Effort  int             `yaml:"effort"`                                                 // for the product team: 1 cheap … 5 dear; 0 = not theirs to change
	Prior   float64         `yaml:"prior"`                                                  // probability of true, to rank questions; 0 means 0.5
	Repair  map[string]Text `yaml:"repair"`                                                 // what to do to give the fact a value; key: the value, or "value" for a duration ("{value}" stands for it)
	Line    int             `yaml:"-"`
}

// EnumValue is one value of an enum fact.
type EnumValue struct {
	ID    string `yaml:"id" check:"required"`
	Label Text   `yaml:"label" check:"required"`
}

// Unit is the unit of a duration.
type Unit string

// Units of durations. Days are calendar days.
const (
	Days        Unit = "d"
	WorkingDays Unit = "wd"
	Months      Unit = "mo"
	Hours       Unit = "h"
)

// Value is a value of a fact. It is comparable; the zero Value is no value.
type Value struct {
	Type FactType
	Bool bool
	Enum string
	N    int
	Unit Unit
}

// Bool returns the value of a bool fact.
func Bool(b bool) Value { return Value{Type: TypeBool, Bool: b} }

// Enum returns the value of an enum fact.
func Enum(id string) Value { return Value{Type: TypeEnum, Enum: id} }

// Duration returns the value of a duration fact.
func Duration(n int, u Unit) Value { return Value{Type: TypeDuration, N: n, Unit: u} }
