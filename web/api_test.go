package web

import (
	"bytes"
	"cmp"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

const description = "英语学习App。首次登录必须填写职业和学习目的,不能跳过。\n我们向关联公司共享账号和订单。"

// examples give an address for every pattern of the API.
func examples() map[string]string {
	const ruling = "/api/v1/rulings/2021-jing0491-minchu-5094"
	return map[string]string{
		"/api/v1/search":                         "/api/v1/search?q=手机号&limit=3",
		"/api/v1/suggest":                        "/api/v1/suggest?q=手机",
		"/api/v1/holdings":                       "/api/v1/holdings?limit=5",
		"/api/v1/holdings/{slug}":                "/api/v1/holdings/C5",
		"/api/v1/rulings":                        "/api/v1/rulings",
		"/api/v1/rulings/{id}":                   ruling,
		"/api/v1/rulings/{id}/passages":          ruling + "/passages",
		"/api/v1/rulings/{id}/passages/{pid:.+}": ruling + "/passages/理由/一/(二)/2",
		"/api/v1/rulings/{id}/text":              ruling + "/text?from=1&to=9",
		"/api/v1/issues/{id:.+}":                 "/api/v1/issues/profile-collection",
		"/api/v1/provisions":                     "/api/v1/provisions",
		"/api/v1/provisions/{path:.+}":           "/api/v1/provisions/民法典/1035/1/1",
		"/api/v1/facts":                          "/api/v1/facts",
		"/api/v1/facts/{name}":                   "/api/v1/facts/login.skip",
		"/api/v1/checklists":                     "/api/v1/checklists",
		"/healthz":                               "/healthz",
		"/readyz":                                "/readyz",

		"/":                   "/",
		"/search":             "/search?q=手机号",
		"/holdings/{id}":      "/holdings/C5",
		"/rulings":            "/rulings",
		"/rulings/{id}":       "/rulings/2021-jing0491-minchu-5094",
		"/issues/{id:.+}":     "/issues/profile-collection",
		"/provisions/{id:.+}": "/provisions/民法典/1035/1/1",
		"/about":              "/about",
		"/problems/{id}":      "/problems/invalid-query",
		"/check":              "/check",
		"/static/{id}":        "/static/icon.svg",
	}
}

func table(t *testing.T) []route {
	t.Helper()
	h := &server{Config: Config{Now: time.Now}, service: service(t)}
	if err := h.addPages(); err != nil {
		t.Fatal(err)
	}
	return h.table()
}

func TestEveryRouteAnswersItsMethodsAndNoOther(t *testing.T) {
	s := newSite(t, Config{})
	for _, rt := range table(t) {
		target := examples()[rt.pattern]
		if target == "" {
			t.Errorf("%s has no example", rt.pattern)
			continue
		}
		var allowed []string
		for _, other := range table(t) {
			if other.pattern == rt.pattern && other.method == "GET" {
				allowed = append([]string{"GET", "HEAD"}, allowed...)
			} else if other.pattern == rt.pattern {
				allowed = append(allowed, other.method)
			}
		}
		allowed = append(allowed, "OPTIONS")
		body, contentType := description, "text/plain"
		if target == "/check" {
			body, contentType = "text="+description, typeForm
		}
		for _, method := range []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"} {
			w := s.ask(method, target, body, "Content-Type: "+contentType)
			want := 405
			switch {
			case method == "OPTIONS":
				want = 204
			case slices.Contains(allowed, method):
				want = 200
			}
			if w.Code != want {
				t.Errorf("%s %s = %d, want %d: %.200s", method, target, w.Code, want, w.Body)
			}
			if got := w.Header().Get("Allow"); want != 200 && got != strings.Join(allowed, ", ") {
				t.Errorf("%s %s: Allow %q, want %q", method, target, got, strings.Join(allowed, ", "))
			}
		}
	}
}

func TestHeadHasTheHeadersOfGetAndNoBody(t *testing.T) {
	s := newSite(t, Config{})
	for _, rt := range table(t) {
		if rt.method != "GET" {
			continue
		}
		target := examples()[rt.pattern]
		get, head := s.ask("GET", target, ""), s.ask("HEAD", target, "")
		get.Header().Del("X-Request-Id")
		head.Header().Del("X-Request-Id")
		a, _ := json.Marshal(get.Header())
		b, _ := json.Marshal(head.Header())
		if !bytes.Equal(a, b) || head.Body.Len() != 0 {
			t.Errorf("HEAD %s: %s and %d bytes, GET has %s", target, b, head.Body.Len(), a)
		}
	}
}

func TestEveryGetIsNotModifiedUnderItsETag(t *testing.T) {
	s := newSite(t, Config{})
	seen := map[string]string{}
	for _, rt := range table(t) {
		if rt.method != "GET" || rt.volatile {
			continue
		}
		for _, form := range rt.forms {
			target := examples()[rt.pattern]
			first := s.ask("GET", target, "", "Accept: "+form)
			tag := first.Header().Get("ETag")
			if !regexp.MustCompile(`^W/"[0-9a-f]{12}-[0-9a-f]{12}"$`).MatchString(tag) {
				t.Errorf("GET %s: ETag %q", target, tag)
			}
			if seen[tag] != "" {
				t.Errorf("GET %s as %s has the ETag of %s", target, form, seen[tag])
			}
			seen[tag] = target + " " + form
			for _, match := range []string{tag, strings.TrimPrefix(tag, "W/"), `"other", ` + tag, "*"} {
				w := s.ask("GET", target, "", "Accept: "+form, "If-None-Match: "+match)
				if w.Code != 304 || w.Body.Len() != 0 || w.Header().Get("ETag") != tag {
					t.Errorf("GET %s, If-None-Match %s = %d with %d bytes, ETag %q", target, match, w.Code, w.Body.Len(), w.Header().Get("ETag"))
				}
			}
			if w := s.ask("GET", target, "", "Accept: "+form, `If-None-Match: "x`+tag+`"`); w.Code != 200 {
				t.Errorf("GET %s with another tag = %d", target, w.Code)
			}
		}
	}
	if w := s.ask("GET", "/api/v1/holdings/none", "", "If-None-Match: *"); w.Code != 404 {
		t.Errorf("an unknown holding under If-None-Match: * = %d, want 404", w.Code)
	}
}

func TestSecurityHeadersStandOnEveryAnswer(t *testing.T) {
	s := newSite(t, Config{Loopback: true, Ready: func() bool { return false }})
	for _, tt := range []struct {
		code                 int
		method, target, body string
		headers              []string
	}{
		{200, "GET", "/api/v1/holdings", "", nil},
		{304, "GET", "/api/v1/holdings", "", []string{"If-None-Match: *"}},
		{204, "OPTIONS", "/api/v1/holdings", "", nil},
		{400, "GET", "/api/v1/holdings?x=1", "", nil},
		{403, "GET", "/api/v1/holdings", "", []string{"Host: evil.example"}},
		{404, "GET", "/none", "", nil},
		{404, "GET", "/none", "", []string{"Accept: text/html"}},
		{405, "DELETE", "/api/v1/holdings", "", nil},
		{406, "GET", "/api/v1/holdings", "", []string{"Accept: image/png"}},
		{413, "POST", "/api/v1/checklists", strings.Repeat("a", MaxCheckBody+1), []string{"Content-Type: text/plain"}},
		{414, "GET", "/api/v1/search?q=" + strings.Repeat("a", maxURI), "", nil},
		{415, "POST", "/api/v1/checklists", "a", []string{"Content-Type: image/png"}},
		{503, "GET", "/readyz", "", nil},
	} {
		w := s.ask(tt.method, tt.target, tt.body, tt.headers...)
		if w.Code != tt.code {
			t.Errorf("%s %.60s = %d, want %d: %.200s", tt.method, tt.target, w.Code, tt.code, w.Body)
		}
		for _, name := range []string{"Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy",
			"Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Permissions-Policy", "X-Request-Id"} {
			if w.Header().Get(name) == "" {
				t.Errorf("%d of %s %.60s lacks %s", w.Code, tt.method, tt.target, name)
			}
		}
		if w.Code >= 400 && (w.Header().Get("Cache-Control") != "no-store" || w.Header().Get("ETag") != "") {
			t.Errorf("%d of %s %.60s may be cached", w.Code, tt.method, tt.target)
		}
	}
}

func TestAPanicIsAPlain500AndItsValueIsNotLogged(t *testing.T) {
	s := newSite(t, Config{})
	h := &server{Config: Config{Logger: newLogger(s.log)}, service: service(t)}
	w := httptest.NewRecorder()
	h.observe(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("secret words") })).
		ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	if w.Code != 500 || strings.Contains(w.Body.String(), "secret") || strings.Contains(s.log.String(), "secret words") {
		t.Errorf("panic = %d %s, log %s", w.Code, w.Body, s.log)
	}
	if !strings.Contains(s.log.String(), "request panicked") {
		t.Errorf("the log does not say that a request panicked: %s", s.log)
	}
}

func TestOutOfTimeIs504(t *testing.T) {
	s := newSite(t, Config{Deadline: time.Nanosecond})
	for _, tt := range [][3]string{{"GET", "/api/v1/search?q=手机号", ""}, {"POST", "/api/v1/checklists", description}} {
		if w := s.ask(tt[0], tt[1], tt[2], "Content-Type: text/plain"); w.Code != 504 {
			t.Errorf("%s %s without time = %d, want 504: %s", tt[0], tt[1], w.Code, w.Body)
		}
	}
}

// Walking a list by its cursors gives each item once, in the order of the list.
func TestCursorsWalkTheWholeList(t *testing.T) {
	s := newSite(t, Config{})
	for _, list := range []string{"/api/v1/holdings", "/api/v1/facts", "/api/v1/provisions", "/api/v1/rulings/2021-jing0491-minchu-5094/passages?part=opinion",
		"/api/v1/search?in=holdings"} {
		sep := "?"
		if strings.Contains(list, "?") {
			sep = "&"
		}
		var got []string
		total, next := 0, list+sep+"limit=7"
		for pages := 0; next != "" && pages < 200; pages++ {
			w := s.ask("GET", next, "")
			var page struct {
				Total          int
				Items, Results []struct{ ID string }
				Next           string
			}
			if err := json.Unmarshal(w.Body.Bytes(), &page); err != nil || w.Code != 200 {
				t.Fatalf("GET %s = %d, %v", next, w.Code, err)
			}
			for _, i := range append(page.Items, page.Results...) {
				got = append(got, i.ID)
			}
			total, next = page.Total, strings.TrimSuffix(strings.TrimPrefix(w.Header().Get("Link"), "<"), `>; rel="next"`)
			if (next == "") != (page.Next == "") {
				t.Errorf("GET %s: Link %q but next %q", list, next, page.Next)
			}
		}
		unique := slices.Compact(slices.Sorted(slices.Values(got)))
		if len(got) != total || len(unique) != total {
			t.Errorf("walking %s gave %d items, %d of them different, want %d", list, len(got), len(unique), total)
		}
	}
}

func TestNegotiate(t *testing.T) {
	forms := []string{typeJSON, typeMarkdown, typeSARIF}
	for _, tt := range []struct{ accept, want string }{
		{"", typeJSON},
		{"*/*", typeJSON},
		{"text/markdown", typeMarkdown},
		{"text/*", typeMarkdown},
		{"application/json;q=0.1, text/markdown;q=0.9", typeMarkdown},
		{"application/json;q=0, */*", typeMarkdown}, // JSON is refused by name
		{"application/sarif+json, */*;q=0.1", typeSARIF},
		{"text/html,application/xhtml+xml,*/*;q=0.8", typeJSON},
		{"APPLICATION/JSON", typeJSON},
		{"image/png", ""},
		{"application/json;q=0", ""},
		{"application/json;q=nan", ""},
		{"garbage", ""},
	} {
		got, ok := negotiate(tt.accept, forms)
		if got != tt.want || ok != (tt.want != "") {
			t.Errorf("negotiate(%q) = %q, %t; want %q", tt.accept, got, ok, tt.want)
		}
	}
}

func TestETagMatches(t *testing.T) {
	const tag = `W/"a-b"`
	for header, want := range map[string]bool{
		`W/"a-b"`: true, `"a-b"`: true, `"x", W/"a-b"`: true, `"x","a-b"`: true, `*`: true, `"x,a-b"`: false,
		`W/"a-bc"`: false, `a-b`: false, `"a-b`: false, ``: false, `"x" "a-b"`: true, `W/`: false,
	} {
		if got := etagMatches(header, tag); got != want {
			t.Errorf("etagMatches(%q) = %t, want %t", header, got, want)
		}
	}
}

func TestOffsetsOfOtherUnits(t *testing.T) {
	const s = "a手😀b"
	for _, tt := range []struct {
		start, end   int
		bytes, utf16 [2]int
	}{{0, 1, [2]int{0, 1}, [2]int{0, 1}}, {1, 3, [2]int{1, 8}, [2]int{1, 4}}, {3, 4, [2]int{8, 9}, [2]int{4, 5}}, {4, 4, [2]int{9, 9}, [2]int{5, 5}}, {0, 0, [2]int{}, [2]int{}}} {
		b, u := Offsets{Byte: true, UTF16: true}.of(s, tt.start, tt.end)
		if *b != tt.bytes || *u != tt.utf16 {
			t.Errorf("of(%d,%d) = %v, %v; want %v, %v", tt.start, tt.end, *b, *u, tt.bytes, tt.utf16)
		}
	}
}

// HTTP and the service give the same bytes.
func TestHTTPAndServiceAnswerTheSameBytes(t *testing.T) {
	s := newSite(t, Config{})
	list, err := service(t).Check(CheckRequest{Text: description, At: "2026-11-23", Lang: "zh"})
	if err != nil {
		t.Fatal(err)
	}
	holding, err := service(t).Show("C5", Offsets{})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		value any
		got   *httptest.ResponseRecorder
	}{
		{list, s.ask("POST", "/api/v1/checklists", description, "Content-Type: text/plain")},
		{holding, s.ask("GET", "/api/v1/holdings/C5", "")},
	} {
		want, err := Encode(tt.value)
		if err != nil || !bytes.Equal(tt.got.Body.Bytes(), want) {
			t.Errorf("HTTP and Encode differ for %T (%v)", tt.value, err)
		}
	}
}

func TestReaches(t *testing.T) {
	for _, tt := range []struct {
		summary Summary
		want    string // the thresholds reached
	}{
		{Summary{Conflict: 1}, "conflict at-risk unknown"}, {Summary{AtRisk: 1}, "at-risk unknown"},
		{Summary{Unknown: 1}, "unknown"}, {Summary{Satisfied: 9, Engaged: 1, NotEngaged: 1}, ""},
	} {
		var got []string
		for _, f := range []string{"conflict", "at-risk", "unknown", "never"} {
			if (&Checklist{Summary: tt.summary}).Reaches(f) {
				got = append(got, f)
			}
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%+v reaches %v, want %s", tt.summary, got, tt.want)
		}
	}
}

func TestShowFindsEveryKindOfThing(t *testing.T) {
	s := service(t)
	for id, want := range map[string]string{
		"C5": "holding", "forced-profiling-consent-is-invalid": "holding", "(2021)京0491民初5094号": "ruling",
		"2021-jing0491-minchu-5094#理由/一/(二)/2": "passage", "民法典/1035/1/1": "provision", "《民法典》第1035条第1款第1项": "provision", "login.skip": "fact", "none": "",
	} {
		v, err := s.Show(id, Offsets{})
		got := ""
		switch v.(type) {
		case *Holding:
			got = "holding"
		case *Ruling:
			got = "ruling"
		case *Passage:
			got = "passage"
		case *Provision:
			got = "provision"
		case *Fact:
			got = "fact"
		}
		if got != want || (err != nil) != (want == "") {
			t.Errorf("Show(%q) is a %s, %v; want a %s", id, cmp.Or(got, "nothing"), err, cmp.Or(want, "nothing"))
		}
	}
}

func BenchmarkChecklist(b *testing.B) {
	s := newSite(b, Config{})
	text := strings.Repeat(description, 20)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if w := s.ask("POST", "/api/v1/checklists", text, "Content-Type: text/plain"); w.Code != 200 {
			b.Fatal(w.Code)
		}
		s.log.Reset()
	}
}

func BenchmarkSearch(b *testing.B) {
	s := newSite(b, Config{})
	for b.Loop() {
		if w := s.ask("GET", "/api/v1/search?q=首次登录强制收集用户画像", ""); w.Code != 200 {
			b.Fatal(w.Code)
		}
		s.log.Reset()
	}
}
