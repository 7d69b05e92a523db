package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"yaozhi/corpus"
	"yaozhi/index"
)

type searchPage struct {
	page
	Heading     string
	Like        *link // the document whose like was looked for
	Box         searchBox
	Passage     passageBox
	Problem     *pageProblem
	TotalLine   string
	Partial     bool
	Mended      []mendedWord
	Empty       bool
	Suggestions []link
	Chips       []link
	Sorts       []sortLink
	Facets      []facetCard
	Hits        []hitRow
	Next        string
}

type facetCard struct {
	Title  string
	Values []facetRow
}

type facetRow struct {
	Href, Text string
	Count      int
	Chosen     bool
}

type hitRow struct {
	Kind, KindTitle, Href, Lang, Code, Part, Weight, WeightClass, LikeHref string
	Title                                                                  []run
	Snippets                                                               []snippetRow
	Why                                                                    *whyView
}

type snippetRow struct {
	Lang string
	Runs []run
}

// searchFilters are the parameters of a search beside q, in the order of the
// facets. All may be given once.
var searchFilters = []string{"in", "part", "topic", "weight", "statute", "court", "remedy", "from", "to", "sort", "cursor"}

func (p *pages) search(r *http.Request) (view, error) {
	query, err := readQuery(r)
	if err != nil {
		return view{}, err
	}
	d := searchPage{page: p.newPage(r, "search", "")}
	d.ask(query)
	query.Facets, query.Explain = facetNames(), true
	res, err := p.Service.search(r.Context(), query)
	if err == nil {
		d.fill(res)
		return view{template: "search", data: d, partial: res.Partial}, nil
	}
	status := describe(err, d.Lang).Status
	if status >= http.StatusInternalServerError {
		return view{}, err
	}
	d.Problem = d.problem(err)
	d.Problem.cutQuery(query.Text, err)
	if query.Like != "" {
		d.Problem.Href = "#like"
	}
	d.Title = d.t("search.problem") + d.t("colon") + d.Title
	return view{template: "search", data: d, status: status}, nil
}

// ask shows what is asked: in the heading, and in the forms.
func (d *searchPage) ask(q index.Query) {
	var hidden []field
	for _, name := range searchFilters[1:] {
		if v := d.query.Get(name); v != "" && name != "cursor" {
			hidden = append(hidden, field{name, v})
		}
	}
	d.Box = d.box(q.Text, only(q.In), hidden...)
	d.Heading = d.t("search.title")
	if q.Text != "" {
		d.Heading += d.t("colon")
	}
	d.Title = d.Heading + q.Text
	d.askLike(q)
}

// only is the one kind searched for, empty for all or several.
func only(in []index.Kind) index.Kind {
	if len(in) == 1 {
		return in[0]
	}
	return ""
}

func (d *searchPage) fill(res *index.Results) {
	d.Partial, d.TotalLine = res.Partial, d.totalLine(res)
	d.Empty = res.Total == 0 && !res.Partial
	for _, c := range res.Applied.Mended {
		d.Mended = append(d.Mended, d.mendedWord(c))
	}
	for _, s := range d.ownFirst(res.Suggestions) {
		d.Suggestions = append(d.Suggestions, link{Href: d.URL("/search?q=" + url.QueryEscape(s)), Text: s, Lang: d.LangOf(s)})
	}
	for _, name := range searchFilters[:len(searchFilters)-2] {
		if v := d.query.Get(name); v != "" {
			d.Chips = append(d.Chips, link{Href: d.with(name, ""), Text: d.facetText(facetOf(name), v)})
		}
	}
	if res.Total > 1 {
		d.Sorts = d.sorts()
	}
	for _, name := range []string{"kind", "topic", "weight", "part", "statute", "court", "year"} {
		if card := d.facet(name, res.Facets[name]); len(card.Values) > 1 {
			d.Facets = append(d.Facets, card)
		}
	}
	for _, h := range res.Hits {
		d.Hits = append(d.Hits, d.hitRow(h))
	}
	if res.Next != "" {
		d.Next = d.with("cursor", res.Next)
	}
}

// with is the address of this search with one parameter changed; a new filter
// starts at the first page.
func (p page) with(name, value string) string {
	q := url.Values{}
	for k, v := range p.query {
		if k != "cursor" {
			q[k] = v
		}
	}
	q.Set(name, value)
	if value == "" {
		q.Del(name)
	}
	return p.URL("/search?" + q.Encode())
}

// facetOf maps a parameter to the facet whose values it takes, paramOf back.
func facetOf(param string) string {
	if param == "in" {
		return "kind"
	}
	return param
}

func paramOf(facet string) string {
	if facet == "kind" {
		return "in"
	}
	return facet
}

func (d *searchPage) facet(name string, counts []index.FacetCount) facetCard {
	card := facetCard{Title: d.t("facet." + name)}
	for _, c := range counts {
		row := facetRow{Text: d.facetText(name, c.Value), Count: c.Count, Chosen: d.query.Get(paramOf(name)) == c.Value}
		if name == "year" {
			row.Href = d.with("from", c.Value+"-01-01")
		} else {
			row.Href = d.with(paramOf(name), c.Value)
		}
		card.Values = append(card.Values, row)
	}
	return card
}

// facetText puts a facet value into words.
func (p page) facetText(facet, value string) string {
	switch facet {
	case "kind":
		if slices.Contains(index.Kinds, index.Kind(value)) {
			return p.t("search.in." + value)
		}
	case "part":
		if slices.Contains(corpus.Parts, corpus.Part(value)) {
			return corpus.Part(value).Title().In(p.Lang)
		}
	case "weight":
		if slices.Contains(corpus.Weights, corpus.Weight(value)) {
			return corpus.Weight(value).Title().In(p.Lang)
		}
	case "topic":
		if t := p.corpus.Topic(value); t != nil {
			return t.Title.In(p.Lang)
		}
	case "statute":
		return p.corpus.ProvisionName(value, p.Lang)
	}
	return value
}

func (d *searchPage) hitRow(h index.Hit) hitRow {
	row := hitRow{Kind: string(h.Kind), KindTitle: d.t("search.kind." + string(h.Kind)), Code: h.Code,
		Href: d.URL(documentPath(h.Kind, h.ID)), LikeHref: d.likeURL(h.ID), Why: d.why(h)}
	title, lang := d.documentTitle(h.Kind, h.ID)
	if title == "" {
		title = h.Title.In(d.Lang)
	}
	row.Lang = lang
	row.Title, h.Snippets = d.markTitle(title, lang, h.Snippets)
	if found := d.corpus.Holding(h.ID); found != nil && h.Kind == index.KindHolding {
		row.Weight, row.WeightClass = found.Weight.Title().In(d.Lang), string(found.Weight)
	}
	if h.Part != "" {
		row.Part = h.Part.Title().In(d.Lang)
	}
	for _, s := range d.shown(h, marked(row.Title)) {
		row.Snippets = append(row.Snippets, snippetRow{Lang: htmlLang(s.Lang), Runs: highlightRuns(s)})
	}
	return row
}

// documentTitle names a document in the page's language, or in lang; empty for one
// that is named by its hit alone.
func (p page) documentTitle(k index.Kind, id string) (title, lang string) {
	switch k {
	case index.KindHolding:
		if h := p.corpus.Holding(id); h != nil {
			return h.Title.In(p.Lang), ""
		}
	case index.KindPassage:
		ruling, passage, _ := strings.Cut(id, "#")
		if found := p.corpus.Passage(corpus.RulingID(ruling), corpus.PassageID(passage)); found != nil {
			return passageTitle(found), "zh-Hans"
		}
	case index.KindRuling:
		if r := p.corpus.Ruling(id); r != nil {
			return r.Title.In(p.Lang), ""
		}
	case index.KindProvision:
		return p.corpus.ProvisionName(id, p.Lang), ""
	}
	return "", ""
}

// passageTitle names a passage by its number and the nearest heading above it.
func passageTitle(p *corpus.Passage) string {
	if n := len(p.Headings); n > 0 && !p.Heading {
		return string(p.ID) + " " + p.Headings[n-1]
	}
	return string(p.ID)
}
