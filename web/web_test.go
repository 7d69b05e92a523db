package web

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"yaozhi/corpus"
	"yaozhi/index"
	"yaozhi/reasoning"
)

// The embedded corpus is loaded once for all tests: it never changes.
var embedded = sync.OnceValues(func() (*Service, error) {
	c, err := corpus.Embedded()
	if err != nil {
		return nil, err
	}
	x, err := index.New(c)
	if err != nil {
		return nil, err
	}
	k, err := reasoning.New(c)
	if err != nil {
		return nil, err
	}
	return NewService(c, x, k, "test"), nil
})

func service(t testing.TB) *Service {
	t.Helper()
	s, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// site is a handler with its log.
type site struct {
	http.Handler
	log *bytes.Buffer
}

func newSite(t testing.TB, c Config) site {
	t.Helper()
	log := &bytes.Buffer{}
	c.Logger = newLogger(log)
	c.Now = func() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) }
	h, err := New(c, service(t))
	if err != nil {
		t.Fatal(err)
	}
	return site{h, log}
}

// ask sends a request; headers are "Name: value".
func (s site) ask(method, target, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://127.0.0.1", strings.NewReader(body))
	r.URL, _ = r.URL.Parse("http://127.0.0.1" + target)
	if r.URL == nil {
		panic("bad target " + target)
	}
	r.RequestURI = target
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		if name == "Host" {
			r.Host = value
			continue
		}
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func newLogger(w *bytes.Buffer) *slog.Logger { return slog.New(slog.NewJSONHandler(w, nil)) }
