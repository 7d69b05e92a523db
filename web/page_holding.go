package web

import (
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"yaozhi/corpus"
)

type holdingPage struct {
	page
	H             *corpus.Holding
	RulingHref    string
	CaseNumber    string
	Issue         link
	Weight        string
	WeightExplain string
	Use           string
	Topic         string
	TopicHref     string
	AuthorityLine string
	Quotes        []quote
	Sides         []sideCard
	CheckHref     string
	Body          template.HTML
	Arguments     []argumentCard
	Then, Now     []link
	Disposition   []link
	Remedies      []link
	CaseFacts     []caseFact
	Examples      []exampleRow
	Related       []link
	Citation      string
	LikeHref      string
}

type sideCard struct {
	Name, Title, Basis string
	Tree               condNode
}

// condNode is a condition in words; Children is empty for a leaf.
type condNode struct {
	Label    string
	Children []condNode
}

type argumentCard struct {
	Party, Title, Text string
	Quotes             []quote
}

type caseFact struct {
	Label, Fact, Value string
	Relied             bool
}

type exampleRow struct {
	Changes      []string
	Outcome      corpus.Outcome
	OutcomeTitle string
}

func (p *pages) holding(r *http.Request, id string) (view, error) {
	h := p.corpus.Holding(id)
	if h == nil {
		return view{}, p.notFound("holding")
	}
	base := p.newPage(r, "search", "")
	base.Title = h.Code + " " + h.Title.In(base.Lang)
	ruling := p.corpus.Ruling(string(h.Ruling))
	d := holdingPage{
		page: base, H: h, RulingHref: base.rulingURL(ruling.ID), CaseNumber: ruling.CaseNumber,
		Issue:  base.issueLink(ruling, h.Issue),
		Weight: h.Weight.Title().In(base.Lang), WeightExplain: h.Weight.Explain().In(base.Lang),
		Use: h.Use.Title().In(base.Lang), TopicHref: base.URL("/search?in=holding&topic=" + url.QueryEscape(h.Topic)),
		AuthorityLine: base.authorityLine(ruling, h), Quotes: base.quotes(h.Quotes), CheckHref: base.URL("/check"),
		Body: p.bodies[base.Lang+"/"+string(h.ID)], Then: base.provisionLinks(h.Statutes.Then), Now: base.provisionLinks(h.Statutes.Now),
		Remedies: base.holdingLinks(h.Remedies), Related: base.holdingLinks(h.Related), LikeHref: base.likeURL(string(h.ID)),
	}
	if t := p.corpus.Topic(h.Topic); t != nil {
		d.Topic = t.Title.In(base.Lang)
	}
	d.Sides = base.sides(h)
	d.Arguments = base.argumentCards(h)
	d.Disposition = base.dispositionLinks(ruling, h.Disposition)
	d.CaseFacts, d.Examples = base.caseFacts(h), base.exampleRows(h)
	if len(h.Quotes) > 0 {
		d.Citation = ruling.Citation(p.corpus.Passage(ruling.ID, h.Quotes[0].Passage), base.Lang)
	}
	return view{template: "holding", data: d}, nil
}

// issueLink leads to the issue that decided a holding; empty where none is named.
func (p page) issueLink(r *corpus.Ruling, id string) link {
	issue := r.Issue(id)
	if issue == nil {
		return link{}
	}
	return link{Text: issue.Number + " " + issue.Question.In(p.Lang), Href: p.URL("/issues/" + issue.ID)}
}

// authorityLine says which other decisions carry the holding, with the confidence
// of the source.
func (p page) authorityLine(r *corpus.Ruling, h *corpus.Holding) string {
	var lines []string
	for _, rel := range r.Relations {
		if slices.Contains(rel.Holdings, h.ID) {
			lines = append(lines, rel.Text.In(p.Lang)+" ("+p.t("source."+rel.Source)+")")
		}
	}
	return strings.Join(lines, " ")
}

func (p page) sides(h *corpus.Holding) []sideCard {
	var out []sideCard
	for _, s := range []struct {
		name string
		side *corpus.Side
	}{{"scope", h.Scope}, {"breach", h.Breach}, {"safe", h.Safe}, {"risk", h.Risk}, {"meets", h.Meets}} {
		if s.side == nil {
			continue
		}
		card := sideCard{Name: s.name, Title: p.t("side." + s.name), Tree: p.condNode(h, s.side.Cond)}
		if s.side.Basis != "" {
			card.Basis = p.t("basis." + s.side.Basis)
		}
		out = append(out, card)
	}
	return out
}

// condNode puts a condition into words of the vocabulary.
func (p page) condNode(h *corpus.Holding, c *corpus.Cond) condNode {
	group := func(key string, list []*corpus.Cond) condNode {
		n := condNode{Label: p.t(key)}
		for _, child := range list {
			n.Children = append(n.Children, p.condNode(h, child))
		}
		return n
	}
	switch {
	case c.All != nil:
		return group("cond.all", c.All)
	case c.Any != nil:
		return group("cond.any", c.Any)
	case c.Not != nil:
		inner := p.condNode(h, c.Not)
		if inner.Children != nil {
			return condNode{Label: p.t("cond.none"), Children: []condNode{inner}}
		}
		return condNode{Label: p.t("cond.not", inner.Label)}
	case c.Ref != nil:
		label := c.Ref.Code
		if ref := p.corpus.Holding(string(h.Ruling) + ":" + c.Ref.Code); ref != nil {
			label += " " + ref.Title.In(p.Lang)
		}
		return condNode{Label: p.t("cond.ref", label, p.t("side."+c.Ref.Side))}
	case c.Cmp != nil:
		return condNode{Label: p.t("cond."+c.Cmp.Op, p.factLabel(c.Fact), p.valueText(c.Fact, c.Cmp.Value))}
	}
	return condNode{Label: p.factLabel(c.Fact)}
}

func (p page) factLabel(name string) string {
	if f := p.corpus.Fact(name); f != nil {
		return f.Label.In(p.Lang)
	}
	return name
}

// valueText puts a value into words: yes, the label of an enum value, "15 days".
func (p page) valueText(fact string, v corpus.Value) string {
	switch v.Type {
	case corpus.TypeBool:
		if v.Bool {
			return p.t("yes")
		}
		return p.t("no")
	case corpus.TypeEnum:
		if f := p.corpus.Fact(fact); f != nil {
			for _, e := range f.Values {
				if e.ID == v.Enum {
					return e.Label.In(p.Lang)
				}
			}
		}
		return v.Enum
	}
	return fmt.Sprintf("%d %s", v.N, p.t("unit."+string(v.Unit)))
}

func (p page) argumentCards(h *corpus.Holding) []argumentCard {
	var out []argumentCard
	for _, a := range h.Arguments {
		out = append(out, argumentCard{Party: a.Party, Title: p.t("party." + a.Party), Text: a.Text.In(p.Lang), Quotes: p.quotes(a.Quotes)})
	}
	return out
}

func (p page) dispositionLinks(r *corpus.Ruling, numbers []int) []link {
	var out []link
	for _, item := range r.Disposition {
		if slices.Contains(numbers, item.Number) {
			l := link{Text: p.t("holding.item", item.Number, item.Text.In(p.Lang)), Href: p.rulingURL(r.ID)}
			if len(item.Pins) > 0 {
				l.Href = p.passageURL(r.ID, item.Pins[0].Passage)
			}
			out = append(out, l)
		}
	}
	return out
}

// caseFacts lists the facts of the case in the order of the vocabulary.
func (p page) caseFacts(h *corpus.Holding) []caseFact {
	var out []caseFact
	for _, f := range p.corpus.Facts {
		if s, ok := h.CaseFacts[f.Name]; ok {
			out = append(out, caseFact{Label: f.Label.In(p.Lang), Fact: f.Name, Value: p.assigned(f, s), Relied: slices.Contains(h.ReliedOn, f.Name)})
		}
	}
	return out
}

func (p page) assigned(f *corpus.Fact, s string) string {
	v, err := corpus.ParseValue(f, s)
	if err != nil {
		return s
	}
	return p.valueText(f.Name, v)
}

func (p page) exampleRows(h *corpus.Holding) []exampleRow {
	var out []exampleRow
	for _, e := range h.Examples {
		row := exampleRow{Outcome: e.Expect, OutcomeTitle: p.t("outcome." + string(e.Expect))}
		for _, f := range p.corpus.Facts {
			if s, ok := e.With[f.Name]; ok {
				row.Changes = append(row.Changes, p.t("cond.is", f.Label.In(p.Lang), p.assigned(f, s)))
			}
		}
		out = append(out, row)
	}
	return out
}
