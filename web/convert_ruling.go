package web

import (
	"unicode/utf8"

	"yaozhi/corpus"
)

func (c converter) rulingSummary(r *corpus.Ruling) RulingSummary {
	return RulingSummary{ID: string(r.ID), CaseNumber: r.CaseNumber, Title: text(r.Title), Summary: text(r.Summary),
		Court: text(r.Court), Cause: text(r.Cause), Instance: r.Instance, Decided: r.Decided,
		Holdings: len(c.corpus.HoldingsOf(r.ID))}
}

func (c converter) ruling(r *corpus.Ruling) *Ruling {
	return &Ruling{
		ID: string(r.ID), CaseNumber: r.CaseNumber, Title: text(r.Title), Summary: text(r.Summary),
		Court: text(r.Court), CourtLevel: r.CourtLevel, Document: text(r.Document), CaseType: r.CaseType,
		Instance: r.Instance, Procedure: text(r.Procedure), Cause: text(r.Cause),
		Filed: r.Filed, Heard: r.Heard, Decided: r.Decided, Conduct: Period(r.Conduct), SHA256: r.SHA256,
		Length: utf8.RuneCountInString(r.Text), Passages: len(r.Passages),
		Parties: each(r.Parties, c.party), Claims: each(r.Claims, c.claim),
		Issues:   each(r.Issues, func(i *corpus.Issue) Issue { return c.issue(r, i) }),
		Evidence: each(r.Evidence, c.courtEvidence), Disposition: each(r.Disposition, c.dispositionItem),
		Fee:       Fee{Amount: r.Fee.Amount, Payer: r.Fee.Payer, Pins: c.pins(r.Fee.Pins)},
		Appeal:    Appeal{Court: text(r.Appeal.Court), Days: r.Appeal.Days, Pins: c.pins(r.Appeal.Pins)},
		Panel:     each(r.Panel, func(j *corpus.Judge) Judge { return Judge(*j) }),
		Authority: each(r.Authority, c.sourcedNote), History: each(r.History, c.sourcedNote),
		Relations: each(r.Relations, c.relation), Discrepancy: each(r.Discrepancy, c.discrepancy),
		Holdings: each(c.corpus.HoldingsOf(r.ID), c.holdingRef), Body: text(r.Body), Revision: c.corpus.Revision,
	}
}

func (c converter) party(p *corpus.Party) Party {
	return Party{Role: p.Role, Name: p.Name, Kind: p.Kind, Note: text(p.Note), Pins: c.pins(p.Pins),
		With: each(p.With, func(a *corpus.Attendant) Attendant { return Attendant(*a) })}
}

func (c converter) claim(l *corpus.Claim) Claim {
	return Claim{Number: l.Number, Text: text(l.Text), Amended: text(l.Amended), Outcome: l.Outcome,
		Note: text(l.Note), Disposition: list(l.Disposition), Pins: c.pins(l.Pins)}
}

// issue converts an issue with its sub-issues and the holdings each decided.
func (c converter) issue(r *corpus.Ruling, i *corpus.Issue) Issue {
	w := Issue{ID: i.ID, Ruling: string(r.ID), Number: i.Number, Question: text(i.Question),
		Plaintiff: c.contention(i.Plaintiff), Defendant: c.contention(i.Defendant), Answer: c.contention(i.Answer),
		Evidence: each(i.Evidence, func(e *corpus.Contention) Contention { return *c.contention(e) }),
		Issues:   each(i.Issues, func(s *corpus.Issue) Issue { return c.issue(r, s) }),
		Holdings: []HoldingRef{}}
	for _, h := range c.corpus.HoldingsOf(r.ID) {
		if h.Issue == i.ID {
			w.Holdings = append(w.Holdings, c.holdingRef(h))
		}
	}
	return w
}

func (c converter) contention(k *corpus.Contention) *Contention {
	if k == nil {
		return nil
	}
	return &Contention{Text: text(k.Text), Pins: c.pins(k.Pins)}
}

func (c converter) courtEvidence(e *corpus.Evidence) CourtEvidence {
	return CourtEvidence{Party: e.Party, Text: text(e.Text), Objected: text(e.Objected), Admitted: e.Admitted, Pins: c.pins(e.Pins)}
}

func (c converter) dispositionItem(d *corpus.DispositionItem) DispositionItem {
	return DispositionItem{Number: d.Number, Text: text(d.Text), Deadline: d.Deadline, Amount: d.Amount, Status: d.Status, Pins: c.pins(d.Pins)}
}

func (c converter) sourcedNote(n *corpus.SourcedNote) SourcedNote {
	return SourcedNote{Date: n.Date, Text: text(n.Text), Source: n.Source, Confidence: n.Confidence, Quote: n.Quote, Pins: c.pins(n.Pins)}
}

func (c converter) relation(l *corpus.Relation) Relation {
	return Relation{Kind: l.Kind, ID: l.ID, Text: text(l.Text), Date: l.Date, Holdings: names(l.Holdings), Source: l.Source, Confidence: l.Confidence}
}

func (c converter) discrepancy(d *corpus.Discrepancy) Discrepancy {
	return Discrepancy{ID: d.ID, Kind: d.Kind, Text: text(d.Text), Pins: c.pins(d.Pins)}
}
