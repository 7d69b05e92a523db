package web

import (
	"net/url"
	"strings"
	"testing"
)

// A marked word sent in every place of a request comes back in no log line and in
// no error.
func TestClientWordsReachNeitherLogNorErrors(t *testing.T) {
	const canary = "CANARYbf73"
	s := newSite(t, Config{})
	check := func(method, target, body string, headers ...string) {
		t.Helper()
		w := s.ask(method, target, body, headers...)
		page := strings.HasPrefix(w.Header().Get("Content-Type"), typeHTML) // gives a reader's words back in their own field
		if w.Code >= 400 && !page && (strings.Contains(w.Body.String(), canary) || strings.Contains(strings.ToUpper(w.Body.String()), strings.ToUpper(canary))) {
			t.Errorf("%s %s: the %d quotes the client: %s", method, target, w.Code, w.Body)
		}
		if strings.Contains(s.log.String(), canary) || strings.Contains(s.log.String(), "192.0.2.1") {
			t.Fatalf("%s %s: the log quotes the client: %s", method, target, s.log)
		}
		s.log.Reset()
	}
	everyHeader := []string{}
	for _, name := range []string{"Accept", "Accept-Language", "Content-Encoding", "If-None-Match", "Origin", "Referer",
		"User-Agent", "Cookie", "Authorization", "X-Forwarded-For", "X-Request-Id", "Traceparent", "Range", "Host", "Content-Type", "Sec-Fetch-Site"} {
		everyHeader = append(everyHeader, name+": "+canary)
	}
	for _, rt := range table(t) {
		target, _, _ := strings.Cut(examples()[rt.pattern], "?")
		for _, h := range everyHeader {
			check(rt.method, target, description, "Content-Type: text/plain", h)
		}
		check(canary, target, "")
		for _, p := range append(rt.takes, param{name: canary}) {
			check(rt.method, target+"?"+p.name+"="+canary, canary, "Content-Type: text/plain")
			check(rt.method, target+"?"+p.name+"="+canary+"&"+p.name+"="+canary, canary, "Content-Type: text/plain")
			check(rt.method, target+"?"+p.name+"=%ff"+canary, canary, "Content-Type: text/plain")
		}
		check(rt.method, target+"/"+canary, "")
		check(rt.method, target+canary+"/%ff", "")
		if i := strings.LastIndex(target, "/"); i > 0 {
			check(rt.method, target[:i+1]+canary, "")
		}
	}
	for _, q := range []string{canary + ":x", `"` + canary, "(" + canary, canary + " OR", "-" + canary, "date:" + canary,
		"条:" + canary, "理由:(" + canary, "理由:理由:" + canary, `"` + canary + `"~x`, strings.Repeat(canary, 30)} {
		check("GET", "/api/v1/search?q="+url.QueryEscape(q), "")
	}
	for _, body := range []string{canary, `{"text":"` + canary, `{"` + canary + `":1}`, `{"text":1` + canary + `}`, `{"text":{"` + canary + `":1}}`,
		`{"answers":{"` + canary + `":true}}`, `{"answers":{"login.skip":"` + canary + `"}}`, `{"answers":"` + canary + `"}`,
		`{"answers":{"login.skip":"` + canary + `","login.skip":true}}`, `{"text":"a","at":"` + canary + `"}`,
		`{"text":"a","lang":"` + canary + `"}`, `{"text":"a","pin":["` + canary + `"]}`, `{"text":"a","pin":{"` + canary + `":1}}`,
		`{"text":"` + canary + `","at":"2026-01-01"}`, `{"text":"` + canary + `\ud800"}`, "{\"text\":\"" + canary + "\xff\"}",
		`{"text":"` + canary + `\u0000"}`, `"` + canary + `"`, `{"text":"x"}` + canary} {
		check("POST", "/api/v1/checklists", body, "Content-Type: application/json")
		check("POST", "/api/v1/checklists", body+"\x00", "Content-Type: text/plain")
	}
}
