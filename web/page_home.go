package web

import (
	"net/http"
	"net/url"

	"yaozhi/corpus"
	"yaozhi/index"
)

// searchBox is the search form.
type searchBox struct {
	Label, Query, Placeholder, InLabel, Submit string
	In                                         []option
	Hidden                                     []field
}

type option struct {
	ID           string // where something links to it
	Value, Title string
	Selected     bool
	Checked      bool
}

type field struct{ Name, Value string }

func (p page) box(query string, in index.Kind, hidden ...field) searchBox {
	b := searchBox{
		Label: p.t("search.label"), Query: query, Placeholder: p.t("search.placeholder"),
		InLabel: p.t("search.in"), Submit: p.t("search.submit"), Hidden: hidden,
		In: []option{{Title: p.t("search.in.all"), Selected: in == ""}},
	}
	for _, k := range index.Kinds {
		b.In = append(b.In, option{Value: string(k), Title: p.t("search.in." + string(k)), Selected: in == k})
	}
	if p.chosen {
		b.Hidden = append(b.Hidden, field{"lang", p.Lang})
	}
	return b
}

// homeExamples are queries that show what the search can do, in both languages.
var homeExamples = []link{
	{Text: "强制收集用户画像", Lang: "zh-Hans"}, {Text: "个人信息副本 期限", Lang: "zh-Hans"},
	{Text: "民法典1035条", Lang: "zh-Hans"}, {Text: "affiliate sharing", Lang: "en"},
	{Text: "is a phone number personal information", Lang: "en"},
}

type homePage struct {
	page
	Box      searchBox
	Examples []link
	Rulings  []rulingCard
	Topics   []topicCard
}

type rulingCard struct{ Href, CaseNumber, Title, Summary string }

type topicCard struct {
	Title    string
	Holdings []holdingRow
}

type holdingRow struct {
	link
	Title       string
	Weight      corpus.Weight
	WeightTitle string
}

func (p *pages) home(r *http.Request) (view, error) {
	base := p.newPage(r, "home", "")
	base.Title = base.t("home.title")
	d := homePage{page: base, Box: base.box("", ""), Rulings: base.rulingCards()}
	for _, e := range homeExamples {
		e.Href = base.URL("/search?q=" + url.QueryEscape(e.Text))
		d.Examples = append(d.Examples, e)
	}
	for _, t := range p.corpus.Topics {
		card := topicCard{Title: t.Title.In(base.Lang)}
		for _, h := range p.corpus.Holdings {
			if h.Topic == t.ID {
				card.Holdings = append(card.Holdings, base.holdingRow(h))
			}
		}
		d.Topics = append(d.Topics, card)
	}
	return view{template: "home", data: d}, nil
}

func (p page) holdingRow(h *corpus.Holding) holdingRow {
	return holdingRow{link: p.holdingLink(h), Title: h.Title.In(p.Lang), Weight: h.Weight, WeightTitle: h.Weight.Title().In(p.Lang)}
}

func (p page) rulingCards() []rulingCard {
	var out []rulingCard
	for _, r := range p.corpus.Rulings {
		out = append(out, rulingCard{Href: p.rulingURL(r.ID), CaseNumber: r.CaseNumber, Title: r.Title.In(p.Lang), Summary: r.Summary.In(p.Lang)})
	}
	return out
}

type rulingsPage struct {
	page
	Rulings []rulingCard
}

func (p *pages) rulings(r *http.Request) (view, error) {
	base := p.newPage(r, "rulings", "")
	base.Title = base.t("rulings.title")
	return view{template: "rulings", data: rulingsPage{page: base, Rulings: base.rulingCards()}}, nil
}
