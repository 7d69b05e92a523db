package web

import (
	"net/url"
	"strings"

	"yaozhi/corpus"
	"yaozhi/index"
)

// link is a link with its words.
type link struct {
	Href string
	Text string
	Note string
	Code string
	Lang string
}

// quote is a passage of the ruling, quoted, with the way to it.
type quote struct {
	For   string
	Exact string
	Href  string
	Label []langRun
}

// pathSegments escapes an id that holds slashes for use in a path.
func pathSegments(id string) string {
	parts := strings.Split(id, "/")
	for i, s := range parts {
		parts[i] = url.PathEscape(s)
	}
	return strings.Join(parts, "/")
}

// documentPath is the page of a document that a search finds.
func documentPath(k index.Kind, id string) string {
	switch k {
	case index.KindHolding:
		return "/holdings/" + id
	case index.KindPassage:
		ruling, passage, _ := strings.Cut(id, "#")
		return "/rulings/" + ruling + "#" + (&url.URL{Fragment: passage}).EscapedFragment()
	case index.KindRuling:
		return "/rulings/" + id
	}
	return "/provisions/" + pathSegments(id)
}

func (p page) holdingURL(h *corpus.Holding) string { return p.URL("/holdings/" + string(h.ID)) }

func (p page) rulingURL(id corpus.RulingID) string { return p.URL("/rulings/" + string(id)) }

func (p page) passageURL(r corpus.RulingID, id corpus.PassageID) string {
	return p.URL(documentPath(index.KindPassage, string(r)+"#"+string(id)))
}

func (p page) provisionURL(path string) string {
	return p.URL(documentPath(index.KindProvision, path))
}

func (p page) holdingLink(h *corpus.Holding) link {
	return link{Href: p.holdingURL(h), Text: h.Title.In(p.Lang), Code: h.Code}
}

func (p page) holdingLinks(ids []corpus.HoldingID) []link {
	var out []link
	for _, id := range ids {
		if h := p.corpus.Holding(string(id)); h != nil {
			out = append(out, p.holdingLink(h))
		}
	}
	return out
}

func (p page) provisionLinks(paths []string) []link {
	var out []link
	for _, path := range paths {
		l := link{Href: p.provisionURL(path), Text: p.corpus.ProvisionName(path, p.Lang)}
		if v := p.corpus.Provision(path); v != nil {
			l.Note = v.Gist.In(p.Lang)
		}
		out = append(out, l)
	}
	return out
}

// quote turns a pin into a quotation with its pinpoint.
func (p page) quote(pin *corpus.Pinpoint) quote {
	q := quote{Exact: pin.Exact, Href: p.passageURL(pin.Ruling, pin.Passage), Label: p.Mixed(string(pin.Passage))}
	if t, ok := p.words["pin."+pin.For]; ok {
		q.For = t.In(p.Lang)
	}
	r := p.corpus.Ruling(string(pin.Ruling))
	if passage := p.corpus.Passage(pin.Ruling, pin.Passage); r != nil && passage != nil {
		q.Label = p.Mixed(r.Citation(passage, p.Lang))
	}
	return q
}

func (p page) quotes(pins []*corpus.Pinpoint) []quote {
	var out []quote
	for _, pin := range pins {
		out = append(out, p.quote(pin))
	}
	return out
}
