package web

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"yaozhi/index"
)

// pageProblem is a fault of what the reader sent, with the way to mend it.
type pageProblem struct {
	Detail     string
	Technical  string // the words of the API, in English; empty where Detail says all
	Href       string // of the field at fault; empty where the page does not show it
	Before, At string // a query, cut where it cannot be read on; both empty where it can
}

type errorPage struct {
	page
	Heading string
	Problem pageProblem
	Box     searchBox
}

// problem puts an error into words: those of words.yaml for its kind and field, or
// for its kind alone beside the words of the API.
func (p page) problem(err error) *pageProblem {
	if bad, ok := errors.AsType[*index.QueryError](err); ok {
		return &pageProblem{Detail: p.queryWords(bad)}
	}
	d := describe(err, p.Lang)
	name := strings.TrimPrefix(d.Type, "/problems/")
	field, _, _ := strings.Cut(d.Parameter, ".")
	if t, ok := p.words["problem."+name+"."+field]; ok {
		return &pageProblem{Detail: t.In(p.Lang)}
	}
	out := &pageProblem{Detail: p.t("problem." + name)}
	if !slices.Contains([]kind{kindNotFound, kindNoRoute}, kind(name)) {
		out.Technical = technical(d)
	}
	return out
}

// technical is what the API would say of a problem.
func technical(d Problem) string {
	parts := []string{d.Detail, d.Fix}
	if d.Parameter != "" {
		parts = []string{d.Parameter + ": " + d.Detail, d.Fix}
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "; ")
}

// queryPrefix begins the keys of words.yaml that are messages of the index; … in
// one stands for the reader's word.
const queryPrefix = "query "

// queryWords puts a fault of a query into words, its own where words.yaml has none.
func (p page) queryWords(bad *index.QueryError) string {
	for key, t := range p.words {
		message, ok := strings.CutPrefix(key, queryPrefix)
		before, after, open := strings.Cut(message, "…")
		if ok && (message == bad.Message || open && strings.HasPrefix(bad.Message, before) && strings.HasSuffix(bad.Message, after)) {
			return t.In(p.Lang)
		}
	}
	return bad.Message + "; " + bad.Fix
}

// cutQuery shows where a query cannot be read on.
func (b *pageProblem) cutQuery(query string, err error) {
	bad, ok := errors.AsType[*index.QueryError](err)
	runes := []rune(query)
	if ok && bad.Offset >= 0 && bad.Offset <= len(runes) {
		b.Before, b.At = string(runes[:bad.Offset]), string(runes[bad.Offset:])
	}
}

// errorView shows an error to a reader.
func (p *pages) errorView(r *http.Request, err error) ([]byte, error) {
	base := p.newPage(r, "", "")
	base.Title = describe(err, base.Lang).Title
	return p.render(view{template: "error", data: errorPage{page: base, Heading: base.Title, Problem: *base.problem(err), Box: base.box("", "")}})
}

// problemKind is the page under the type URI of a problem.
func (p *pages) problemKind(r *http.Request, id string) (view, error) {
	if !slices.Contains(kinds(), kind(id)) {
		return view{}, fault(kindNoRoute, "", "no such kind of problem", "the kinds are: "+strings.Join(names(kinds()), ", "))
	}
	status, title := kind(id).status()
	base := p.newPage(r, "", "")
	base.Title = title.In(base.Lang)
	problem := pageProblem{Detail: base.t("problem." + id), Technical: fmt.Sprintf("HTTP %d %s", status, http.StatusText(status))}
	return view{template: "error", data: errorPage{page: base, Heading: base.Title, Problem: problem, Box: base.box("", "")}}, nil
}
