package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

const typeForm = "application/x-www-form-urlencoded"

// maxFormBody is larger than MaxCheckBody, since a form spends nine bytes on a
// Chinese character where JSON spends three.
const maxFormBody = 3 * MaxCheckBody

// immutable lets a browser keep a file whose name changes with its content.
const immutable = "public, max-age=31536000, immutable"

// addPages puts the web view into the route table.
func (h *server) addPages() error {
	p, err := newPages(h.service, h.Now)
	if err != nil {
		return err
	}
	lang := single("lang")
	get := func(pattern string, takes []param, show func(*http.Request) (view, error)) route {
		return route{method: http.MethodGet, pattern: pattern, takes: takes, forms: []string{typeHTML}, answer: p.page(show)}
	}
	byVar := func(show func(*http.Request, string) (view, error)) func(*http.Request) (view, error) {
		return func(r *http.Request) (view, error) {
			id, err := pathVar(r, "id")
			if err != nil {
				return view{}, err
			}
			return show(r, id)
		}
	}
	form := get("/check", append(single("example"), lang...), p.checkForm)
	form.volatile = true // it offers today's date
	h.pages = []route{
		get("/", lang, p.home),
		get("/search", append(single(append([]string{"q", "like"}, searchFilters...)...), lang...), p.search),
		get("/holdings/{id}", lang, byVar(p.holding)),
		get("/rulings", lang, p.rulings),
		get("/rulings/{id}", lang, byVar(p.ruling)),
		get("/issues/{id:.+}", lang, byVar(p.issue)),
		get("/provisions/{id:.+}", lang, byVar(p.provision)),
		get("/about", lang, p.aboutView),
		get("/problems/{id}", lang, byVar(p.problemKind)),
		form,
		{method: http.MethodPost, pattern: "/check", takes: lang, forms: []string{typeHTML}, reads: []string{typeForm}, limit: maxFormBody, answer: h.checkedForm(p)},
		{method: http.MethodGet, pattern: "/static/{id}", forms: []string{"text/css", "image/svg+xml"}, answer: p.static},
	}
	h.problemPage = p.errorView
	return nil
}

// page renders what show lays out.
func (p *pages) page(show func(*http.Request) (view, error)) func(*http.Request) (any, error) {
	return func(r *http.Request) (any, error) {
		v, err := show(r)
		if err != nil {
			return nil, err
		}
		return p.document(v)
	}
}

func (p *pages) document(v view) (*document, error) {
	body, err := p.render(v)
	if err != nil {
		return nil, err
	}
	return &document{contentType: typeHTML, body: body, status: v.status, partial: v.partial}, nil
}

// checkedForm answers the form with the report as a page, or as a file in the
// format of the button pressed; with the form again where it cannot.
func (h *server) checkedForm(p *pages) func(*http.Request) (any, error) {
	return func(r *http.Request) (any, error) {
		form, err := readForm(callOf(r).body)
		if err == nil && form.Has("format") {
			var file *document
			if file, err = h.formFile(r, form); err == nil {
				return file, nil
			}
		}
		v, err := p.checkPost(r, form, err)
		if err != nil {
			return nil, err
		}
		return p.document(v)
	}
}

// readForm reads the fields of a form. Where it is at fault, what can be read of
// it is returned beside the error, so that it can be given back.
func readForm(body []byte) (url.Values, error) {
	form, err := url.ParseQuery(string(body))
	whole := err == nil
	for _, values := range form {
		for i, v := range values {
			whole = whole && utf8.ValidString(v)
			values[i] = strings.ToValidUTF8(v, "\ufffd")
		}
	}
	if !whole {
		return form, fault(kindBadText, "text", "the form is not valid UTF-8", "paste plain text or Markdown")
	}
	return form, nil
}

// Formats are the files the report can be had as.
func (checkPage) Formats() []option {
	return []option{{Value: typeMarkdown, Title: "Markdown"}, {Value: typeJSON, Title: "JSON"}, {Value: typeSARIF, Title: "SARIF"}}
}

// formFile answers the form with the report as a file.
func (h *server) formFile(r *http.Request, form url.Values) (*document, error) {
	format := form.Get("format")
	if !slices.ContainsFunc(checkPage{}.Formats(), func(o option) bool { return o.Value == format }) {
		return nil, fault(kindBadField, "format", "no such format", "choose one of the buttons of the form")
	}
	req := formRequest(form, callOf(r).lang, h.Now())
	list, err := h.service.Check(req)
	if err != nil {
		return nil, err
	}
	c := *callOf(r)
	c.form, c.lang = format, req.Lang
	body, err := h.render(withCall(r, &c), list)
	if err != nil {
		return nil, err
	}
	return &document{contentType: format, body: body}, nil
}

// static serves the style sheet under the name that carries its hash, and the icon.
func (p *pages) static(r *http.Request) (any, error) {
	name, err := pathVar(r, "id")
	if err != nil {
		return nil, err
	}
	switch name {
	case p.styleSheet:
		return asset("static/style.css", "text/css")
	case "icon.svg":
		return asset("static/icon.svg", "image/svg+xml")
	}
	return nil, fault(kindNoRoute, "", "nothing is served at this address", "")
}

func asset(name, contentType string) (*document, error) {
	body, err := assets.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return &document{contentType: contentType, body: body, cache: immutable}, nil
}
