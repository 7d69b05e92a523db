package web

import (
	"cmp"
	"slices"

	"yaozhi/corpus"
	"yaozhi/reasoning"
)

// checklistConverter also knows the description, for offsets in other units.
type checklistConverter struct {
	converter
	description string
}

func (c checklistConverter) checklist(in *reasoning.Checklist, version string) *Checklist {
	count := func(s reasoning.Status) int { return in.Summary[s] }
	return &Checklist{
		Revision: in.Revision, Version: version, Lang: in.Lang, At: in.At, Offsets: "runes",
		Summary: Summary{Conflict: count(reasoning.StatusConflict), AtRisk: count(reasoning.StatusAtRisk),
			Satisfied: count(reasoning.StatusSatisfied), Unknown: count(reasoning.StatusUnknown),
			Engaged: count(reasoning.StatusEngaged), NotEngaged: count(reasoning.StatusNotEngaged)},
		Items:     each(in.Items, c.item),
		Facts:     each(in.Facts, c.reading),
		Questions: each(in.Questions, c.question),
		Contradictions: each(in.Contradictions, func(k reasoning.Contradiction) Contradiction {
			return Contradiction{Fact: k.Fact, Label: c.factLabel(k.Fact), Readings: each(k.Readings, c.reading)}
		}),
		NotLookedAt: notLookedAt(in.Lang),
	}
}

func (c checklistConverter) item(in *reasoning.Item) ChecklistItem {
	h := in.Holding
	return ChecklistItem{
		Holding: string(h.ID), Code: h.Code, Ruling: string(h.Ruling), Weight: string(h.Weight), Title: text(h.Title),
		Status: string(in.Status), Reason: in.Reason, Other: names(in.Other),
		Possible: names(in.Possible), IfUnproven: names(in.IfUnproven), CannotConflict: in.CannotConflict,
		Because: each(in.Because, c.reading), Presumed: each(in.Presumed, c.presumed),
		Explanation: c.step(in.Explanation), Pins: c.pins(in.Pins), Basis: basis(h.Statutes),
		Missing: each(in.Missing, c.question), Repairs: each(in.Repairs, c.repair),
		Remedies: names(h.Remedies), Closeness: closeness(h, in.Closeness),
	}
}

func (c checklistConverter) reading(in reasoning.FactReading) FactReading {
	return FactReading{Fact: in.Fact, Label: c.factLabel(in.Fact), Value: value(in.Value), Tier: string(in.Tier),
		Evidence: c.evidence(in.Evidence), Frame: in.Frame, Overrode: in.Overrode}
}

func (c checklistConverter) optionalReading(in *reasoning.FactReading) *FactReading {
	if in == nil {
		return nil
	}
	w := c.reading(*in)
	return &w
}

// inOrder is evidence in its order in the text, each stretch once though several
// frames may have read it.
func inOrder(in []reasoning.Evidence) []reasoning.Evidence {
	sorted := slices.SortedFunc(slices.Values(in), func(a, b reasoning.Evidence) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	return slices.Compact(sorted)
}

func (c checklistConverter) evidence(in []reasoning.Evidence) []Evidence {
	return each(inOrder(in), func(e reasoning.Evidence) Evidence {
		w := Evidence{Start: e.Start, End: e.End, Text: e.Text}
		w.Byte, w.UTF16 = c.offsets.of(c.description, e.Start, e.End)
		return w
	})
}

// presumed is a fact with the value that the vocabulary presumes.
func (c checklistConverter) presumed(name string) FactReading {
	w := FactReading{Fact: name, Label: c.factLabel(name), Tier: string(reasoning.TierPresumed), Evidence: []Evidence{}}
	if f := c.corpus.Fact(name); f != nil {
		if v, err := corpus.ParseValue(f, f.Presume); err == nil {
			w.Value = value(v)
		}
	}
	return w
}

func (c checklistConverter) question(in reasoning.Question) Question {
	return Question{Fact: in.Fact.Name, Question: text(in.Fact.Ask), Type: string(in.Fact.Type),
		Values: factValues(in.Fact), Holdings: names(in.Holdings), Hint: c.optionalReading(in.Hint)}
}

func (c checklistConverter) step(in *reasoning.Step) *Step {
	if in == nil {
		return nil
	}
	w := &Step{Side: in.Side, Op: in.Op, Label: text(in.Label), Fact: in.Fact, Truth: string(in.Truth),
		Reading: c.optionalReading(in.Reading), Pins: c.pins(in.Pins)}
	for _, child := range in.Children {
		w.Children = append(w.Children, c.step(child))
	}
	return w
}

func (c checklistConverter) repair(in reasoning.Repair) Repair {
	return Repair{Goal: in.Goal, Cost: in.Cost, Action: text(in.Action),
		Changes: each(in.Changes, func(g reasoning.Change) Change { return Change{Fact: g.Fact, To: value(g.To)} })}
}

// closeness is nil for a holding without the facts of the decided case.
func closeness(h *corpus.Holding, in reasoning.Closeness) *Closeness {
	if len(h.CaseFacts) == 0 {
		return nil
	}
	return &Closeness{Shared: list(in.Shared), Missing: list(in.Missing), Distinguishing: list(in.Distinguishing),
		Unknown: list(in.Unknown), AtLeast: in.AtLeast}
}

func (c converter) factLabel(name string) Text {
	if f := c.corpus.Fact(name); f != nil {
		return text(f.Label)
	}
	return Text{Zh: name, En: name}
}

func factValues(f *corpus.Fact) []FactValue {
	var out []FactValue
	for _, v := range f.Values {
		out = append(out, FactValue{ID: v.ID, Label: text(v.Label)})
	}
	return out
}

// fact converts a fact of the vocabulary; holdings are those whose conditions name it.
func (c converter) fact(f *corpus.Fact, holdings []string) *Fact {
	w := &Fact{ID: f.Name, Type: string(f.Type), Topic: f.Topic, Label: text(f.Label), Question: text(f.Ask),
		Values: factValues(f), Burden: f.Burden, Presume: f.Presume, Effort: f.Effort, Repair: []FactFix{},
		Holdings: list(holdings), Revision: c.corpus.Revision}
	for _, to := range sortedKeys(f.Repair) {
		w.Repair = append(w.Repair, FactFix{To: to, Action: text(f.Repair[to])})
	}
	return w
}
