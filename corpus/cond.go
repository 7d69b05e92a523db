package corpus

// Side is one side of a holding: its scope, what the court condemned (breach),
// what it accepted (safe), what points to the condemned conduct (risk), or an
// intermediate point that other holdings refer to (meets).
type Side struct {
	Basis  string // express | a-contrario; of breach and safe
	Closed string // of scope: the status when the text itself puts the product outside: satisfied | not-engaged
	Cond   *Cond
	Line   int
}

// Cond is a node of a condition tree. In a file a node is a bare fact name or a
// mapping with exactly one of all, any, not, holding (with side), or the name of a
// fact with one comparison: {access.days: {ge: 90d}}, {refusal.scope: {is: whole}}.
// Exactly one of All, Any, Not, Fact and Ref is set.
type Cond struct {
	All  []*Cond
	Any  []*Cond
	Not  *Cond
	Fact string
	Cmp  *Cmp // nil for a bare bool fact
	Ref  *Ref
	Line int // of the file
}

// Cmp compares the fact of its node with a value. Op is one of is, ge, gt, le, lt.
type Cmp struct {
	Op    string
	Value Value
}

// Ref stands for a side of another holding of the same ruling.
type Ref struct {
	Code string // C3
	Side string // scope | breach | safe | meets
}
