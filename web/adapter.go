package web

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// errPanic stands for a panic whose value is not to be shown.
var errPanic = errors.New("web: a handler panicked")

// errUnready is the answer of /readyz while stopping.
var errUnready = errors.New("web: not ready")

// adapt makes a handler of a route: it negotiates the form, reads parameters and
// body strictly, answers 304 before any work, and writes the answer or the problem.
func (h *server) adapt(rt route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if rec, ok := w.(*recorder); ok {
			rec.route = rt.pattern
		}
		c, err := h.readCall(w, r, rt)
		if err != nil {
			h.fail(w, r, err)
			return
		}
		r = withCall(r, c)
		tag := ""
		if rt.method == http.MethodGet && !rt.volatile {
			tag = h.etag(r, c)
		}
		match := r.Header.Get("If-None-Match")
		if tag != "" && strings.TrimSpace(match) != "*" && etagMatches(match, tag) {
			notModified(w, tag)
			return
		}
		v, err := rt.answer(r)
		if err != nil {
			h.fail(w, r, err)
			return
		}
		if tag != "" && strings.TrimSpace(match) == "*" {
			notModified(w, tag)
			return
		}
		if p, ok := v.(interface{ passing() bool }); ok && p.passing() {
			tag = ""
		}
		h.send(w, r, rt, v, tag)
	})
}

// readCall reads all of a request that a handler may look at.
func (h *server) readCall(w http.ResponseWriter, r *http.Request, rt route) (*call, error) {
	form, ok := negotiate(strings.Join(r.Header.Values("Accept"), ","), rt.forms)
	if !ok {
		return nil, fault(kindNotForm, "", "the address has none of the forms in Accept", "it has: "+strings.Join(rt.forms, ", "))
	}
	params, err := readParams(r.URL.RawQuery, rt.takes)
	if err != nil {
		return nil, err
	}
	c := &call{params: params, form: form, lang: params.Get("lang")}
	if err := oneOf("lang", c.lang, langs); err != nil {
		return nil, err
	}
	if c.lang == "" {
		c.lang = acceptedLang(r.Header.Get("Accept-Language"))
	}
	if rt.reads != nil {
		c.bodyType, c.body, err = readBody(w, r, rt)
	}
	return c, err
}

// readBody checks type, then size, then reads.
func readBody(w http.ResponseWriter, r *http.Request, rt route) (string, []byte, error) {
	media, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	charset := strings.ToLower(params["charset"])
	if err != nil || !slices.Contains(rt.reads, media) || !slices.Contains([]string{"", "utf-8", "utf8", "us-ascii"}, charset) {
		return "", nil, fault(kindMediaType, "", "the Content-Type is not one the address reads", "send "+strings.Join(rt.reads, " or ")+" in UTF-8")
	}
	if e := r.Header.Get("Content-Encoding"); e != "" && !strings.EqualFold(e, "identity") {
		return "", nil, fault(kindMediaType, "", "compressed bodies are not read", "send the body without Content-Encoding")
	}
	tooLarge := fault(kindTooLarge, "", "the body is larger than "+strconv.FormatInt(rt.limit, 10)+" bytes", "send it in parts")
	if r.ContentLength > rt.limit {
		return "", nil, tooLarge
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, rt.limit))
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return "", nil, tooLarge
	}
	if err != nil {
		return "", nil, fault(kindBadText, "", "the body could not be read to its end", "send it again")
	}
	return media, body, nil
}

// etag is known before any work: revision, software, address, form and language
// decide every answer to a GET.
func (h *server) etag(r *http.Request, c *call) string {
	s := h.service
	sum := digest(s.Version(), "bleve", r.URL.EscapedPath(), c.params.Encode(), c.form, c.lang)
	return `W/"` + s.Revision() + "-" + sum + `"`
}

func notModified(w http.ResponseWriter, tag string) {
	setCaching(w.Header(), tag, "")
	w.WriteHeader(http.StatusNotModified)
}

func setCaching(h http.Header, tag, cache string) {
	if tag != "" {
		h.Set("ETag", tag)
		h.Set("Cache-Control", "no-cache")
		h.Set("Vary", "Accept, Accept-Language, Accept-Encoding")
	} else {
		h.Set("Cache-Control", "no-store")
	}
	if cache != "" {
		h.Set("Cache-Control", cache)
	}
}

// send writes an answer in the negotiated form.
func (h *server) send(w http.ResponseWriter, r *http.Request, rt route, v any, tag string) {
	d, ok := v.(*document)
	if !ok {
		body, err := h.render(r, v)
		if err != nil {
			h.fail(w, r, err)
			return
		}
		d = &document{contentType: callOf(r).form, body: body}
	}
	if n, ok := v.(interface{ next() string }); ok && n.next() != "" {
		q := callOf(r).params
		q.Set("cursor", n.next())
		w.Header().Set("Link", "<"+r.URL.EscapedPath()+"?"+q.Encode()+`>; rel="next"`)
	}
	setCaching(w.Header(), tag, d.cache)
	write(w, r, d)
}

func (l *List[T]) next() string      { return l.Next }
func (a *SearchAnswer) next() string { return a.Next }

// An answer that is passing depends on the time it took: it has no ETag.
func (a *SearchAnswer) passing() bool { return a.Partial }
func (d *document) passing() bool     { return d.partial }

// write sends a document, without its body to HEAD.
func write(w http.ResponseWriter, r *http.Request, d *document) {
	kind := d.contentType
	if strings.HasPrefix(kind, "text/") {
		kind += "; charset=utf-8"
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Length", strconv.Itoa(len(d.body)))
	w.WriteHeader(max(d.status, http.StatusOK))
	if r.Method != http.MethodHead {
		_, _ = w.Write(d.body) // the client is gone if this fails
	}
}

// fail answers with a problem: as a page to a client that prefers HTML outside
// the API, else as problem+json.
func (h *server) fail(w http.ResponseWriter, r *http.Request, err error) {
	p := describe(err, "en") // the language of detail and fix
	if p.Status == http.StatusInternalServerError && !errors.Is(err, errPanic) {
		h.Logger.Error("request failed", "id", w.Header().Get("X-Request-Id"), "error", err)
	}
	d := &document{contentType: typeProblem, status: p.Status}
	if h.problemPage != nil && !strings.HasPrefix(r.URL.Path, "/api/") {
		if form, _ := negotiate(r.Header.Get("Accept"), []string{typeProblem, typeHTML}); form == typeHTML {
			if body, err := h.problemPage(r, err); err == nil {
				d.contentType, d.body = typeHTML, body
			}
		}
	}
	if d.body == nil {
		if d.body, err = Encode(p); err != nil {
			d.body = []byte("{}\n")
		}
	}
	if p.Status == http.StatusRequestEntityTooLarge {
		w.Header().Set("Connection", "close") // the rest of the body is not read
	}
	setCaching(w.Header(), "", "")
	write(w, r, d)
}
