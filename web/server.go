package web

import (
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/gorilla/mux"
)

// Limits of a request.
const (
	maxURI       = 8000    // bytes, as much as RFC 9110 asks of every server: a paragraph in like=
	MaxCheckBody = 1 << 20 // bytes: the longest description in UTF-8, with room for answers

	defaultDeadline = 20 * time.Second // of one answer
)

// Config says how to serve. Its zero value works.
type Config struct {
	Logger   *slog.Logger     // none when nil
	Now      func() time.Time // time.Now when nil; gives the default date of conduct
	Loopback bool             // accept only loopback names as Host
	Deadline time.Duration    // of one answer; 20 s when zero
	Ready    func() bool      // whether /readyz says so; always when nil
	Base     string           // address under which readers reach the pages, for the links of reports
}

// defaultBase is where serve listens unless told otherwise.
const defaultBase = "http://127.0.0.1:8080"

// server answers requests. It never changes once New has built it.
type server struct {
	Config
	service *Service
	router  *mux.Router
	cross   *http.CrossOriginProtection
	pages   []route // the web view, in the same table as the API

	// problemPage shows an error as a page, to clients that prefer HTML; nil for none.
	problemPage func(*http.Request, error) ([]byte, error)
}

// route is a line of the route table.
type route struct {
	method   string // GET also answers HEAD
	pattern  string // of gorilla/mux, ASCII
	takes    []param
	forms    []string // media types it can answer with, the default first
	reads    []string // media types of the body; nil for none
	limit    int64    // bytes of the body
	volatile bool     // not to be cached nor compared by ETag
	answer   func(*http.Request) (any, error)
}

// document is an answer that has its final form already.
type document struct {
	contentType string
	body        []byte
	status      int    // 200 when zero
	cache       string // Cache-Control; no-cache when empty
	partial     bool   // the same request may show more another time
}

// New returns the handler of the whole HTTP side.
func New(c Config, s *Service) (http.Handler, error) {
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Deadline == 0 {
		c.Deadline = defaultDeadline
	}
	if c.Base == "" {
		c.Base = defaultBase
	}
	c.Base = strings.TrimSuffix(c.Base, "/")
	h := &server{Config: c, service: s, cross: http.NewCrossOriginProtection()}
	if err := h.addPages(); err != nil {
		return nil, err
	}
	h.router = mux.NewRouter().SkipClean(true).UseEncodedPath()
	for _, rt := range h.table() {
		methods := []string{rt.method}
		if rt.method == http.MethodGet {
			methods = append(methods, http.MethodHead)
		}
		h.router.Handle(rt.pattern, h.adapt(rt)).Methods(methods...)
	}
	h.router.NotFoundHandler = http.HandlerFunc(h.unrouted)
	h.router.MethodNotAllowedHandler = http.HandlerFunc(h.unrouted)
	return h.observe(h.guard(h.router)), nil
}

// table is every route there is.
func (h *server) table() []route {
	return slices.Concat(h.apiRoutes(), h.pages)
}

// unrouted answers what no route takes: 405 with Allow where the address exists
// under another method, else 404. OPTIONS gets the methods.
func (h *server) unrouted(w http.ResponseWriter, r *http.Request) {
	var allow []string
	for _, m := range []string{http.MethodGet, http.MethodHead, http.MethodPost} {
		probe := r.Clone(r.Context())
		probe.Method = m
		var match mux.RouteMatch
		if h.router.Match(probe, &match) && match.MatchErr == nil {
			allow = append(allow, m)
		}
	}
	if len(allow) == 0 {
		h.fail(w, r, fault(kindNoRoute, "", "nothing is served at this address", "see /about for what is served"))
		return
	}
	w.Header().Set("Allow", strings.Join(append(allow, http.MethodOptions), ", "))
	if r.Method == http.MethodOptions {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	h.fail(w, r, fault(kindMethod, "", "the address does not take this method", "see Allow"))
}
