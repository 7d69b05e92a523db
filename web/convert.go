package web

import (
	"unicode/utf16"

	"yaozhi/corpus"
)

// converter turns values of the corpus into wire types. Every slice it makes is
// non-nil, so that an empty list is [] and never null.
type converter struct {
	corpus  *corpus.Corpus
	offsets Offsets
}

func text(t corpus.Text) Text { return Text{Zh: t.Zh, En: t.En} }

// each applies f to every element.
func each[A, B any](in []A, f func(A) B) []B {
	out := make([]B, 0, len(in))
	for _, v := range in {
		out = append(out, f(v))
	}
	return out
}

// names turns typed strings into strings.
func names[S ~string](in []S) []string {
	return each(in, func(s S) string { return string(s) })
}

// list copies a list, non-nil.
func list[T any](in []T) []T { return append(make([]T, 0, len(in)), in...) }

// value is the JSON form of a fact's value: a bool, or a string ("15d", "whole").
func value(v corpus.Value) any {
	switch v.Type {
	case corpus.TypeBool:
		return v.Bool
	case "":
		return nil
	}
	return v.String()
}

func (c converter) pin(p *corpus.Pinpoint) Pin {
	w := Pin{For: p.For, Ruling: string(p.Ruling), Passage: string(p.Passage), Part: string(p.Part),
		Start: p.Start, End: p.End, Exact: p.Exact, Prefix: p.Prefix, Suffix: p.Suffix}
	if c.offsets == (Offsets{}) {
		return w
	}
	if r := c.corpus.Ruling(string(p.Ruling)); r != nil {
		w.Byte, w.UTF16 = c.offsets.of(r.Text, p.Start, p.End)
	}
	return w
}

func (c converter) pins(in []*corpus.Pinpoint) []Pin { return each(in, c.pin) }

// of gives the runes [start,end) of s in the units asked for.
func (o Offsets) of(s string, start, end int) (bytes, units *[2]int) {
	if o == (Offsets{}) {
		return nil, nil
	}
	var b, u [2]int
	b[0], u[0] = unitsAt(s, start)
	n, m := unitsAt(s[b[0]:], end-start)
	b[1], u[1] = b[0]+n, u[0]+m
	if o.Byte {
		bytes = &b
	}
	if o.UTF16 {
		units = &u
	}
	return bytes, units
}

// unitsAt is how many bytes and UTF-16 units the first n runes of s take.
func unitsAt(s string, n int) (bytes, units int) {
	for at, r := range s {
		if n == 0 {
			return at, units
		}
		n--
		units += utf16.RuneLen(r)
	}
	return len(s), units
}

func (c converter) holdingSummary(h *corpus.Holding) HoldingSummary {
	return HoldingSummary{ID: string(h.ID), Code: h.Code, Ruling: string(h.Ruling), Weight: string(h.Weight),
		Use: string(h.Use), Topic: h.Topic, Issue: h.Issue, Title: text(h.Title), Proposition: text(h.Proposition)}
}

func (c converter) holding(h *corpus.Holding) *Holding {
	return &Holding{
		HoldingSummary: c.holdingSummary(h),
		WeightNote:     text(h.WeightNote), Ground: h.Ground, Weighing: h.Weighing,
		From: h.From, To: h.To, Superseded: string(h.Superseded),
		Pins:  c.pins(h.Quotes),
		Scope: side(h.Scope), Breach: side(h.Breach), Safe: side(h.Safe), Risk: side(h.Risk), Meets: side(h.Meets),
		Arguments: each(h.Arguments, func(a *corpus.Argument) Argument {
			return Argument{Party: a.Party, Text: text(a.Text), Pins: c.pins(a.Quotes)}
		}),
		Basis:    basis(h.Statutes),
		Remedies: names(h.Remedies), Disposition: list(h.Disposition),
		CaseFacts: assignment(h.CaseFacts), Expect: string(h.Expect), ReliedOn: list(h.ReliedOn),
		Examples: each(h.Examples, func(e *corpus.Example) Example {
			return Example{Name: e.Name, With: assignment(e.With), Expect: string(e.Expect), TurnsOn: list(e.TurnsOn)}
		}),
		Related: names(h.Related), Body: text(h.Body), Revision: c.corpus.Revision,
	}
}

func basis(b corpus.Basis) Basis { return Basis{Then: list(b.Then), Now: list(b.Now)} }

func assignment(a corpus.Assignment) map[string]string {
	out := make(map[string]string, len(a))
	for k, v := range a {
		out[k] = v
	}
	return out
}

func side(s *corpus.Side) *Side {
	if s == nil {
		return nil
	}
	w := &Side{Basis: s.Basis, Closed: s.Closed, Condition: cond(s.Cond)}
	if s.Cond != nil {
		w.Text = s.Cond.String()
	}
	return w
}

func cond(c *corpus.Cond) *Cond {
	if c == nil {
		return nil
	}
	w := &Cond{Fact: c.Fact, Not: cond(c.Not)}
	for _, child := range c.All {
		w.All = append(w.All, cond(child))
	}
	for _, child := range c.Any {
		w.Any = append(w.Any, cond(child))
	}
	if c.Cmp != nil {
		w.Op, w.Value = c.Cmp.Op, value(c.Cmp.Value)
	}
	if c.Ref != nil {
		w.Holding, w.Side = c.Ref.Code, c.Ref.Side
	}
	return w
}

func (c converter) holdingRef(h *corpus.Holding) HoldingRef {
	return HoldingRef{ID: string(h.ID), Code: h.Code, Title: text(h.Title)}
}

func (c converter) passageSummary(p *corpus.Passage) PassageSummary {
	return PassageSummary{ID: string(p.ID), Ruling: string(p.Ruling), Number: p.Number, Part: string(p.Part),
		Speaker: string(p.Speaker), Heading: p.Heading, Level: p.Level, Start: p.Start, End: p.End, Text: p.Text}
}

func (c converter) passage(r *corpus.Ruling, p *corpus.Passage) *Passage {
	w := &Passage{
		PassageSummary: c.passageSummary(p), Headings: list(p.Headings),
		Citation: Text{Zh: r.Citation(p, "zh"), En: r.Citation(p, "en")},
		Holdings: holdingIDs(c.corpus.HoldingsAt(p)), Revision: c.corpus.Revision,
	}
	w.Byte, w.UTF16 = c.offsets.of(r.Text, p.Start, p.End)
	if i := p.Number - 1; i > 0 && i < len(r.Passages) {
		w.Previous = string(r.Passages[i-1].ID)
	}
	if p.Number < len(r.Passages) {
		w.Next = string(r.Passages[p.Number].ID)
	}
	return w
}

func holdingIDs(in []*corpus.Holding) []string {
	return each(in, func(h *corpus.Holding) string { return string(h.ID) })
}

func (c converter) provisionSummary(p *corpus.Provision) ProvisionSummary {
	return ProvisionSummary{ID: p.Path(), Name: c.provisionName(p.Path()), Gist: text(p.Gist),
		Holdings: holdingIDs(c.corpus.HoldingsOn(p.Path()))}
}

func (c converter) provisionName(path string) Text {
	return Text{Zh: c.corpus.ProvisionName(path, "zh"), En: c.corpus.ProvisionName(path, "en")}
}

func (c converter) provision(p *corpus.Provision) *Provision {
	i := p.Instrument
	return &Provision{
		ID: p.Path(), At: p.At, Name: c.provisionName(p.Path()), Gist: text(p.Gist), Note: text(p.Note),
		Instrument: Instrument{ID: i.ID, Name: text(i.Name), Kind: i.Kind, Issuer: text(i.Issuer),
			Aliases: list(i.Aliases), Issued: i.Issued, InForce: i.InForce, Until: i.Until, Version: i.Version, Note: text(i.Note)},
		Versions: each(p.Versions, func(v corpus.ProvisionVersion) ProvisionVersion {
			return ProvisionVersion{From: v.From, At: v.At, Note: text(v.Note)}
		}),
		Quoted: each(p.Quoted, func(q *corpus.QuotedProvision) QuotedProvision {
			w := QuotedProvision{Ruling: string(q.Ruling), Departs: text(q.Departs), Statute: q.Statute}
			if q.Pin != nil {
				pin := c.pin(q.Pin)
				w.Pin = &pin
			}
			return w
		}),
		Holdings: holdingIDs(c.corpus.HoldingsOn(p.Path())), Revision: c.corpus.Revision,
	}
}
