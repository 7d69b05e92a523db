package web

import (
	"cmp"
	"html/template"
	"math"
	"net/http"
	"slices"
	"sort"
	"strings"

	"yaozhi/corpus"
)

type rulingPage struct {
	page
	R             *corpus.Ruling
	Keys          []keyValue
	Notes         []noteRow
	Claims        []claimRow
	Disposition   []dispositionRow
	Issues        []issueRow
	Discrepancies []discrepancyRow
	Body          template.HTML
	Parts         []partView
}

type keyValue struct{ Name, Value string }

type noteRow struct{ Text, Source string }

type claimRow struct {
	Number                                     int
	Text, Amended, Outcome, OutcomeTitle, Note string
}

type dispositionRow struct {
	Number     int
	Text, Meta string
}

type issueRow struct {
	Number, Text, Href string
	Subs               []issueRow
}

type discrepancyRow struct {
	ID, Text string
	Pins     []numberedLink
}

type numberedLink struct {
	Href   string
	Number int
}

// partView is a part of the ruling with its passages; the texts of the runs,
// joined over all parts, are the ruling's text rune for rune.
type partView struct {
	ID, Title string
	Headings  []headingLink
	Passages  []passageView
}

type headingLink struct {
	ID, Text string
	Level    int
}

type passageView struct {
	ID, Speaker, SpeakerTitle string
	Number                    int
	Heading                   bool
	Runs                      []run
	Holdings                  []link
	Notes                     []marginNote
}

// marginNote leads to a discrepancy; Text is what it says where it stands first,
// empty where it stands again.
type marginNote struct {
	ID, Text string
	Number   int
}

// run is a stretch of text, marked where Hit.
type run struct {
	Text string
	Hit  bool
	Lang string // where it is not that of the text around it
}

func (p *pages) ruling(r *http.Request, id string) (view, error) {
	ruling := p.corpus.Ruling(id)
	if ruling == nil {
		return view{}, p.notFound("ruling")
	}
	base := p.newPage(r, "rulings", ruling.CaseNumber)
	d := rulingPage{page: base, R: ruling, Body: p.bodies[base.Lang+"/"+string(ruling.ID)], Keys: base.rulingKeys(ruling), Notes: base.rulingNotes(ruling), Parts: base.parts(ruling)}
	for _, c := range ruling.Claims {
		d.Claims = append(d.Claims, claimRow{c.Number, c.Text.In(base.Lang), c.Amended.In(base.Lang), c.Outcome, base.t("outcome." + c.Outcome), c.Note.In(base.Lang)})
	}
	for _, item := range ruling.Disposition {
		row := dispositionRow{Number: item.Number, Text: item.Text.In(base.Lang)}
		if item.Status != "" {
			row.Meta = base.t("status." + item.Status)
		}
		d.Disposition = append(d.Disposition, row)
	}
	for _, issue := range ruling.Issues {
		row := issueRow{Number: issue.Number, Text: issue.Question.In(base.Lang)}
		for _, sub := range issue.Issues {
			row.Subs = append(row.Subs, issueRow{Number: sub.Number, Text: sub.Question.In(base.Lang), Href: base.URL("/issues/" + sub.ID)})
		}
		d.Issues = append(d.Issues, row)
	}
	for _, x := range inTextOrder(ruling.Discrepancy) {
		row := discrepancyRow{ID: x.ID, Text: x.Text.In(base.Lang)}
		for _, pin := range x.Pins {
			if passage := p.corpus.Passage(ruling.ID, pin.Passage); passage != nil {
				row.Pins = append(row.Pins, numberedLink{base.passageURL(ruling.ID, passage.ID), passage.Number})
			}
		}
		d.Discrepancies = append(d.Discrepancies, row)
	}
	return view{template: "ruling", data: d}, nil
}

func (p page) rulingKeys(r *corpus.Ruling) []keyValue {
	var parties, panel []string
	for _, party := range r.Parties {
		parties = append(parties, p.t("party."+party.Role)+" "+party.Name)
	}
	for _, j := range r.Panel {
		panel = append(panel, j.Role+" "+j.Name)
	}
	all := []keyValue{
		{p.t("ruling.court"), r.Court.In(p.Lang)},
		{p.t("ruling.document"), r.Document.In(p.Lang)},
		{p.t("ruling.cause"), r.Cause.In(p.Lang)},
		{p.t("ruling.procedure"), r.Procedure.In(p.Lang)},
		{p.t("ruling.filed"), r.Filed}, {p.t("ruling.heard"), r.Heard}, {p.t("ruling.decided"), r.Decided},
		{p.t("ruling.parties"), strings.Join(parties, " · ")},
		{p.t("ruling.panel"), strings.Join(panel, " · ")},
		{p.t("ruling.fee"), strings.Replace(r.Fee.Amount, "CNY", p.t("ruling.yuan"), 1)},
		{p.t("ruling.appeal"), p.t("ruling.appeal.days", r.Appeal.Court.In(p.Lang), r.Appeal.Days)},
	}
	var out []keyValue
	for _, kv := range all {
		if kv.Value != "" {
			out = append(out, kv)
		}
	}
	return out
}

func (p page) rulingNotes(r *corpus.Ruling) []noteRow {
	var out []noteRow
	for _, list := range [][]*corpus.SourcedNote{r.Authority, r.History} {
		for _, n := range list {
			text := n.Text.In(p.Lang)
			if n.Date != "" {
				text = n.Date + " " + text
			}
			out = append(out, noteRow{text, p.t("source." + n.Source)})
		}
	}
	for _, rel := range r.Relations {
		out = append(out, noteRow{rel.Text.In(p.Lang), p.t("source." + rel.Source)})
	}
	return out
}

// parts lays out the passages of a ruling with what stands in their margin.
func (p page) parts(r *corpus.Ruling) []partView {
	pins := p.pinsOf(r)
	var out []partView
	for _, passage := range r.Passages {
		if len(out) == 0 || out[len(out)-1].ID != "part-"+string(passage.Part) {
			out = append(out, partView{ID: "part-" + string(passage.Part), Title: passage.Part.Title().In(p.Lang)})
		}
		part := &out[len(out)-1]
		if passage.Heading {
			part.Headings = append(part.Headings, headingLink{string(passage.ID), passage.Text, passage.Level})
		}
		part.Passages = append(part.Passages, p.passageView(r, passage, pins))
	}
	return out
}

func (p page) passageView(r *corpus.Ruling, passage *corpus.Passage, pins []span) passageView {
	v := passageView{
		ID: string(passage.ID), Number: passage.Number, Heading: passage.Heading,
		Speaker: string(passage.Speaker), SpeakerTitle: passage.Speaker.Title().In(p.Lang),
		Runs: cutRuns(passage, pins),
	}
	for _, h := range p.corpus.HoldingsAt(passage) {
		v.Holdings = append(v.Holdings, p.holdingLink(h))
	}
	for i, x := range inTextOrder(r.Discrepancy) {
		if !slices.ContainsFunc(x.Pins, func(pin *corpus.Pinpoint) bool { return overlaps(pin, passage) }) {
			continue
		}
		note := marginNote{ID: x.ID, Number: i + 1}
		if !slices.ContainsFunc(x.Pins, func(pin *corpus.Pinpoint) bool { return pin.Start < passage.Start }) {
			note.Text = x.Text.In(p.Lang)
		}
		v.Notes = append(v.Notes, note)
	}
	return v
}

// inTextOrder sorts discrepancies by where they first show.
func inTextOrder(all []*corpus.Discrepancy) []*corpus.Discrepancy {
	first := func(x *corpus.Discrepancy) int {
		start := math.MaxInt
		for _, pin := range x.Pins {
			start = min(start, pin.Start)
		}
		return start
	}
	return slices.SortedStableFunc(slices.Values(all), func(a, b *corpus.Discrepancy) int { return cmp.Compare(first(a), first(b)) })
}

func overlaps(pin *corpus.Pinpoint, passage *corpus.Passage) bool {
	return pin.Start < passage.End && pin.End > passage.Start
}

// span is a half-open stretch of runes.
type span struct{ start, end int }

// pinsOf returns the stretches that holdings quote, merged and in order.
func (p page) pinsOf(r *corpus.Ruling) []span {
	var all []span
	for _, h := range p.corpus.HoldingsOf(r.ID) {
		for _, pin := range h.Quotes {
			all = append(all, span{pin.Start, pin.End})
		}
	}
	return mergeSpans(all)
}

func mergeSpans(all []span) []span {
	sort.Slice(all, func(i, j int) bool { return all[i].start < all[j].start })
	var out []span
	for _, s := range all {
		if n := len(out); n > 0 && s.start <= out[n-1].end {
			out[n-1].end = max(out[n-1].end, s.end)
			continue
		}
		out = append(out, s)
	}
	return out
}

// cutRuns cuts a passage at the borders of spans (merged, in order).
func cutRuns(passage *corpus.Passage, spans []span) []run {
	text := []rune(passage.Text)
	var out []run
	at := 0
	for _, s := range spans {
		from, to := max(s.start-passage.Start, at), min(s.end-passage.Start, len(text))
		if from >= to {
			continue
		}
		if from > at {
			out = append(out, run{Text: string(text[at:from])})
		}
		out = append(out, run{Text: string(text[from:to]), Hit: true})
		at = to
	}
	if at < len(text) {
		out = append(out, run{Text: string(text[at:])})
	}
	return out
}
