package web

import (
	"net/http"

	"yaozhi/index"
)

// apiRoutes is the table of the API and the probes.
func (h *server) apiRoutes() []route {
	objects := []string{typeJSON, typeMarkdown}
	data := []string{typeJSON}
	get := func(pattern string, forms []string, takes []param, f func(*http.Request) (any, error)) route {
		return route{method: http.MethodGet, pattern: "/api/v1" + pattern, forms: forms,
			takes: append(takes, param{name: "lang"}), answer: f}
	}
	paged := func(names ...string) []param { return append(single(names...), single("limit", "cursor")...) }
	offsets := func() []param { return lists("offsets") }
	search := append(single("q", "like", "from", "to", "sort", "limit", "cursor", "explain"),
		lists("in", "part", "topic", "statute", "court", "weight", "remedy", "facets")...)
	return []route{
		get("/search", data, search, h.search),
		get("/suggest", data, single("q", "limit"), h.suggest),
		get("/holdings", data, paged("ruling", "topic", "weight", "use"), h.holdings),
		get("/holdings/{slug}", objects, offsets(), h.holding),
		get("/rulings", data, paged(), h.rulings),
		get("/rulings/{id}", objects, offsets(), h.ruling),
		get("/rulings/{id}/passages", data, paged("part"), h.passages),
		get("/rulings/{id}/passages/{pid:.+}", objects, offsets(), h.passage),
		get("/rulings/{id}/text", []string{typeJSON, typePlain}, single("from", "to"), h.text),
		get("/issues/{id:.+}", objects, offsets(), h.issue),
		get("/provisions", data, paged("law"), h.provisions),
		get("/provisions/{path:.+}", objects, offsets(), h.provision),
		get("/facts", data, paged("topic"), h.facts),
		get("/facts/{name}", objects, nil, h.fact),
		{method: http.MethodPost, pattern: "/api/v1/checklists", forms: []string{typeJSON, typeMarkdown, typeSARIF},
			reads: []string{typeJSON, typePlain, typeMarkdown}, limit: MaxCheckBody,
			takes: append(single("lang", "at"), lists("offsets")...), answer: h.check},
		{method: http.MethodGet, pattern: "/healthz", forms: data, volatile: true, answer: h.healthy},
		{method: http.MethodGet, pattern: "/readyz", forms: data, volatile: true, answer: h.ready},
	}
}

// probe is the answer of /healthz and /readyz.
type probe struct {
	Status   string `json:"status"`
	Version  string `json:"version"`
	Revision string `json:"revision"`
}

func (h *server) healthy(*http.Request) (any, error) {
	return probe{Status: "ok", Version: h.service.Version(), Revision: h.service.Revision()}, nil
}

func (h *server) ready(r *http.Request) (any, error) {
	if h.Ready != nil && !h.Ready() {
		return nil, errUnready
	}
	return h.healthy(r)
}

func (h *server) search(r *http.Request) (any, error) {
	q, err := readQuery(r)
	if err != nil {
		return nil, err
	}
	facets := args(r, "facets")
	if len(facets) == 1 && facets[0] == "none" {
		facets = []string{}
	}
	if q.Explain, err = truth(r, "explain"); err != nil {
		return nil, err
	}
	return h.service.Search(r.Context(), q, facets)
}

func (h *server) suggest(r *http.Request) (any, error) {
	limit, err := number(r, "limit", defaultSuggest)
	if err == nil && limit == 0 {
		limit = -1 // an explicit zero is out of range
	}
	if err != nil {
		return nil, err
	}
	return h.service.Suggest(r.Context(), arg(r, "q"), limit)
}

// readQuery reads the parameters of a search, for the API and for the pages.
func readQuery(r *http.Request) (index.Query, error) {
	q := index.Query{Text: arg(r, "q"), Like: arg(r, "like"), Part: args(r, "part"), Topic: args(r, "topic"), Statute: args(r, "statute"),
		Court: args(r, "court"), Weight: args(r, "weight"), Remedy: args(r, "remedy"),
		From: arg(r, "from"), To: arg(r, "to"), Sort: arg(r, "sort"), Cursor: arg(r, "cursor")}
	var err error
	if q.In, err = ParseKinds(args(r, "in")); err != nil {
		return q, err
	}
	q.Limit, err = number(r, "limit", defaultHits)
	if err == nil && q.Limit == 0 {
		q.Limit = -1 // an explicit zero is out of range
	}
	return q, err
}

func (h *server) holdings(r *http.Request) (any, error) {
	p, err := readPage(r)
	if err != nil {
		return nil, err
	}
	return h.service.Holdings(HoldingFilter{Ruling: arg(r, "ruling"), Topic: arg(r, "topic"), Weight: arg(r, "weight"), Use: arg(r, "use")}, p)
}

func (h *server) holding(r *http.Request) (any, error) {
	return object(r, "slug", h.service.Holding)
}

func (h *server) rulings(r *http.Request) (any, error) {
	p, err := readPage(r)
	if err != nil {
		return nil, err
	}
	return h.service.Rulings(p)
}

func (h *server) ruling(r *http.Request) (any, error) { return object(r, "id", h.service.Ruling) }

func (h *server) passages(r *http.Request) (any, error) {
	id, err := pathVar(r, "id")
	if err != nil {
		return nil, err
	}
	p, err := readPage(r)
	if err != nil {
		return nil, err
	}
	return h.service.Passages(id, arg(r, "part"), p)
}

func (h *server) passage(r *http.Request) (any, error) {
	id, err := pathVar(r, "id")
	if err != nil {
		return nil, err
	}
	return object(r, "pid", func(pid string, o Offsets) (*Passage, error) { return h.service.Passage(id, pid, o) })
}

func (h *server) text(r *http.Request) (any, error) {
	id, err := pathVar(r, "id")
	if err != nil {
		return nil, err
	}
	from, err := number(r, "from", 0)
	if err != nil {
		return nil, err
	}
	to, err := number(r, "to", -1)
	if err != nil {
		return nil, err
	}
	return h.service.Text(id, from, to)
}

func (h *server) issue(r *http.Request) (any, error) { return object(r, "id", h.service.Issue) }

func (h *server) provisions(r *http.Request) (any, error) {
	p, err := readPage(r)
	if err != nil {
		return nil, err
	}
	return h.service.Provisions(arg(r, "law"), p)
}

func (h *server) provision(r *http.Request) (any, error) {
	return object(r, "path", h.service.Provision)
}

func (h *server) facts(r *http.Request) (any, error) {
	p, err := readPage(r)
	if err != nil {
		return nil, err
	}
	return h.service.Facts(arg(r, "topic"), p)
}

func (h *server) fact(r *http.Request) (any, error) {
	name, err := pathVar(r, "name")
	if err != nil {
		return nil, err
	}
	return h.service.Fact(name)
}

// object looks up what a path variable names.
func object[T any](r *http.Request, variable string, find func(string, Offsets) (T, error)) (any, error) {
	id, err := pathVar(r, variable)
	if err != nil {
		return nil, err
	}
	o, err := readOffsets(r)
	if err != nil {
		return nil, err
	}
	return find(id, o)
}
