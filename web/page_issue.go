package web

import (
	"html/template"
	"net/http"

	"yaozhi/corpus"
)

type issuePage struct {
	page
	RulingHref, CaseNumber, Number string
	Question, OtherQuestion        string
	Cards                          []issueCard
	Holdings                       []link
}

type issueCard struct {
	Name, Title string
	Items       []contentionView
}

type contentionView struct {
	Text string
	Pins []quote
}

func (p *pages) issue(r *http.Request, id string) (view, error) {
	for _, ruling := range p.corpus.Rulings {
		issue := ruling.Issue(id)
		if issue == nil {
			continue
		}
		base := p.newPage(r, "rulings", issue.Question.Zh)
		base.Title = issue.Question.In(base.Lang)
		d := issuePage{
			page: base, RulingHref: base.rulingURL(ruling.ID), CaseNumber: ruling.CaseNumber, Number: issue.Number,
			Question: base.Title, OtherQuestion: base.OtherOf(issue.Question),
		}
		d.Cards = base.issueCards(issue)
		for _, h := range p.corpus.HoldingsOf(ruling.ID) {
			if h.Issue == id {
				d.Holdings = append(d.Holdings, base.holdingLink(h))
			}
		}
		return view{template: "issue", data: d}, nil
	}
	return view{}, p.notFound("issue")
}

func (p page) issueCards(issue *corpus.Issue) []issueCard {
	var out []issueCard
	add := func(name, title string, list ...*corpus.Contention) {
		card := issueCard{Name: name, Title: p.t(title)}
		for _, c := range list {
			if c != nil {
				card.Items = append(card.Items, contentionView{Text: c.Text.In(p.Lang), Pins: p.quotes(c.Pins)})
			}
		}
		if len(card.Items) > 0 {
			out = append(out, card)
		}
	}
	add("plaintiff", "party.plaintiff", issue.Plaintiff)
	add("defendant", "party.defendant", issue.Defendant)
	add("evidence", "issue.evidence", issue.Evidence...)
	add("answer", "issue.answer", issue.Answer)
	return out
}

type provisionPage struct {
	page
	Name, Instrument, InForce, Gist, Note string
	Versions                              []string
	Quoted                                []quotedView
	Holdings                              []link
}

type quotedView struct {
	Pin     quote
	Departs string
}

func (p *pages) provision(r *http.Request, path string) (view, error) {
	v := p.corpus.Provision(path)
	if v == nil {
		return view{}, p.notFound("provision")
	}
	base := p.newPage(r, "search", "")
	base.Title = p.corpus.ProvisionName(v.Path(), base.Lang)
	d := provisionPage{page: base, Name: base.Title, Instrument: v.Instrument.Name.In(base.Lang), Gist: v.Gist.In(base.Lang), Note: v.Note.In(base.Lang)}
	if v.Instrument.InForce != "" {
		d.InForce = base.t("provision.inforce", v.Instrument.InForce)
	}
	for _, x := range v.Versions {
		d.Versions = append(d.Versions, x.From+": "+p.corpus.ProvisionName(v.Instrument.ID+"/"+x.At, base.Lang)+" "+x.Note.In(base.Lang))
	}
	for _, q := range v.Quoted {
		if q.Pin != nil {
			d.Quoted = append(d.Quoted, quotedView{Pin: base.quote(q.Pin), Departs: q.Departs.In(base.Lang)})
		}
	}
	for _, h := range p.corpus.HoldingsOn(v.Path()) {
		d.Holdings = append(d.Holdings, base.holdingLink(h))
	}
	return view{template: "provision", data: d}, nil
}

type aboutPage struct {
	page
	Body template.HTML
}

func (p *pages) aboutView(r *http.Request) (view, error) {
	base := p.newPage(r, "about", "")
	base.Title = base.t("about.title")
	return view{template: "about", data: aboutPage{page: base, Body: p.bodies[base.Lang+"/"]}}, nil
}
