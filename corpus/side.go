package corpus

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// sideReader reads the sides of a holding by hand: a condition is a name or a
// mapping, which a decoder that knows its fields cannot say.
type sideReader struct {
	source
	facts []*Fact
}

var (
	sideBases   = []string{"express", "a-contrario"}
	sideClosed  = []string{"satisfied", "not-engaged"}
	sideNames   = []string{"scope", "breach", "safe", "risk", "meets"}
	comparisons = []string{"is", "ge", "gt", "le", "lt"}
)

// side reads one side; nil where the file has none. Beside its own keys a side has
// exactly one node.
func (r sideReader) side(name string, n *yaml.Node) *Side {
	if n.Kind == 0 {
		return nil
	}
	if n.Kind != yaml.MappingNode {
		r.fault(n.Line, "%s takes a mapping: all, any, not, holding, fact or a comparison", name)
		return nil
	}
	s := &Side{Line: n.Line + r.offset}
	if name == "scope" {
		s.Closed = "not-engaged"
	}
	if name == "breach" {
		s.Basis = "express"
	}
	if name == "safe" {
		s.Basis = "a-contrario"
	}
	rest := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Line: n.Line}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		switch {
		case k.Value == "basis" && (name == "breach" || name == "safe"):
			s.Basis = r.oneOf(k.Value, v, sideBases)
		case k.Value == "closed" && name == "scope":
			s.Closed = r.oneOf(k.Value, v, sideClosed)
		default:
			rest.Content = append(rest.Content, k, v)
		}
	}
	if len(rest.Content) == 2 && rest.Content[0].Value == "fact" {
		s.Cond = r.bare(rest.Content[1])
		return s
	}
	s.Cond = r.cond(rest)
	return s
}

func (r sideReader) oneOf(key string, v *yaml.Node, allowed []string) string {
	if !slices.Contains(allowed, v.Value) {
		r.fault(v.Line, "%s: %q is not one of %s", key, v.Value, strings.Join(allowed, " "))
	}
	return v.Value
}

// cond reads a node; a faulty one comes back empty, never nil.
func (r sideReader) cond(n *yaml.Node) *Cond {
	c := &Cond{Line: n.Line + r.offset}
	if n.Kind == yaml.ScalarNode {
		return r.bare(n)
	}
	if n.Kind != yaml.MappingNode || len(n.Content) == 0 {
		r.fault(n.Line, "a condition is the name of a fact or a mapping with one key")
		return c
	}
	k, v := n.Content[0], n.Content[1]
	if k.Value == "holding" || len(n.Content) == 4 && n.Content[2].Value == "holding" {
		c.Ref = r.ref(n)
		return c
	}
	if len(n.Content) != 2 {
		r.fault(n.Line, "a condition has exactly one key; this one has %s", strings.Join(keys(n), ", "))
		return c
	}
	switch k.Value {
	case "all":
		c.All = r.conds(k.Value, v)
	case "any":
		c.Any = r.conds(k.Value, v)
	case "not":
		c.Not = r.cond(v)
	default:
		c.Fact, c.Cmp = k.Value, r.cmp(k.Value, v)
	}
	return c
}

func (r sideReader) bare(n *yaml.Node) *Cond {
	if n.Kind != yaml.ScalarNode || n.Tag != "!!str" {
		r.fault(n.Line, "a condition is the name of a fact or a mapping with one key")
		return &Cond{Line: n.Line + r.offset}
	}
	return &Cond{Fact: n.Value, Line: n.Line + r.offset}
}

func keys(n *yaml.Node) []string {
	var ks []string
	for i := 0; i < len(n.Content); i += 2 {
		ks = append(ks, n.Content[i].Value)
	}
	return ks
}

func (r sideReader) conds(key string, v *yaml.Node) []*Cond {
	if v.Kind != yaml.SequenceNode || len(v.Content) == 0 {
		r.fault(v.Line, "%s takes a list of conditions", key)
		return nil
	}
	var cs []*Cond
	for _, n := range v.Content {
		cs = append(cs, r.cond(n))
	}
	return cs
}

func (r sideReader) ref(n *yaml.Node) *Ref {
	ref := new(Ref)
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		switch {
		case k.Value == "holding" && ref.Code == "":
			ref.Code = v.Value
		case k.Value == "side" && ref.Side == "":
			ref.Side = r.oneOf("side", v, sideNames)
		default:
			r.fault(k.Line, "a reference takes holding and side, once each; not %s", k.Value)
		}
	}
	if ref.Code == "" || ref.Side == "" {
		r.fault(n.Line, "a reference needs holding and side: {holding: C3, side: meets}")
	}
	return ref
}

func (r sideReader) cmp(fact string, v *yaml.Node) *Cmp {
	if v.Kind != yaml.MappingNode || len(v.Content) != 2 || v.Content[1].Kind != yaml.ScalarNode {
		r.fault(v.Line, "%s: a comparison is one of is, ge, gt, le, lt with a value: {ge: 90d}", fact)
		return &Cmp{}
	}
	c := &Cmp{Op: r.oneOf(fact, v.Content[0], comparisons)}
	val, err := r.value(fact, v.Content[1].Value)
	if err != nil {
		r.fault(v.Line, "%v", err)
	}
	if val.Type != TypeDuration && c.Op != "is" && err == nil {
		r.fault(v.Line, "%s: %s compares durations only", fact, c.Op)
	}
	c.Value = val
	return c
}

// value parses by the type of the fact; an unknown fact is a matter for Lint.
func (r sideReader) value(fact, s string) (Value, error) {
	for _, f := range r.facts {
		if f.Name == fact {
			return ParseValue(f, s)
		}
	}
	if v, ok := parseDuration(s); ok {
		return v, nil
	}
	if s == "" {
		return Value{}, fmt.Errorf("fact %s: empty value", fact)
	}
	return Enum(s), nil
}

// String is the condition in words of the file: "all(a, not(b), c ge 90d, C3.meets)".
func (c *Cond) String() string {
	switch {
	case c == nil:
		return ""
	case c.All != nil:
		return "all(" + joinConds(c.All) + ")"
	case c.Any != nil:
		return "any(" + joinConds(c.Any) + ")"
	case c.Not != nil:
		return "not(" + c.Not.String() + ")"
	case c.Ref != nil:
		return c.Ref.Code + "." + c.Ref.Side
	case c.Cmp != nil:
		return c.Fact + " " + c.Cmp.Op + " " + c.Cmp.Value.String()
	}
	return c.Fact
}

func joinConds(cs []*Cond) string {
	s := make([]string, len(cs))
	for i, c := range cs {
		s[i] = c.String()
	}
	return strings.Join(s, ", ")
}

// Facts lists the facts the condition names, sorted, each once. It does not follow
// references to other holdings.
func (c *Cond) Facts() []string {
	var names []string
	c.visit(func(n *Cond) {
		if n.Fact != "" {
			names = append(names, n.Fact)
		}
	})
	slices.Sort(names)
	return slices.Compact(names)
}

// visit calls f for every node, the root first.
func (c *Cond) visit(f func(*Cond)) {
	if c == nil {
		return
	}
	f(c)
	for _, n := range slices.Concat(c.All, c.Any) {
		n.visit(f)
	}
	c.Not.visit(f)
}
