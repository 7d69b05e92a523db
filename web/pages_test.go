package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"
)

// form posts fields to /check as a browser does.
func (s site) form(fields ...string) *html.Node {
	_, n := s.formStatus(fields...)
	return n
}

func (s site) formStatus(fields ...string) (int, *html.Node) {
	v := url.Values{}
	for i := 0; i < len(fields); i += 2 {
		v.Set(fields[i], fields[i+1])
	}
	w := s.ask("POST", "/check", v.Encode(), "Content-Type: "+typeForm, "Accept: text/html")
	return w.Code, parse(w.Body.String())
}

func (s site) page(target string) (int, *html.Node) {
	w := s.ask("GET", target, "", "Accept: text/html")
	return w.Code, parse(w.Body.String())
}

func parse(page string) *html.Node {
	n, err := html.Parse(strings.NewReader(page))
	if err != nil {
		panic(err) // the parser never fails on a string
	}
	return n
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// elements are those below n with the name, in order; all where it is empty.
func elements(n *html.Node, name string) []*html.Node {
	var out []*html.Node
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && (name == "" || d.Data == name) {
			out = append(out, d)
		}
	}
	return out
}

func byClass(n *html.Node, class string) []*html.Node {
	return slices.DeleteFunc(elements(n, ""), func(e *html.Node) bool {
		return !slices.Contains(strings.Fields(attr(e, "class")), class)
	})
}

// words are the text of n, without the elements of the class except.
func content(n *html.Node, except string) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	if except != "" && slices.Contains(strings.Fields(attr(n, "class")), except) {
		return ""
	}
	var b strings.Builder
	for c := range n.ChildNodes() {
		b.WriteString(content(c, except))
	}
	return b.String()
}

// crawl asks for every page that links lead to from the home page, with the pages
// of one language. Searches are asked for where other pages link to them, not
// from each other: their facets combine without end.
func crawl(t *testing.T, s site, lang string) map[string]*html.Node {
	t.Helper()
	pages := map[string]*html.Node{}
	queue := []string{"/?lang=" + lang}
	for len(queue) > 0 {
		target := queue[0]
		queue = queue[1:]
		if pages[target] != nil {
			continue
		}
		code, n := s.page(target)
		if code != http.StatusOK {
			t.Errorf("GET %s = %d", target, code)
		}
		pages[target] = n
		for _, a := range elements(n, "a") {
			path, _, _ := strings.Cut(attr(a, "href"), "#")
			followed := strings.HasPrefix(path, "/") && !(strings.HasPrefix(path, "/search") && strings.HasPrefix(target, "/search"))
			if followed && strings.Contains(path, "lang="+lang) {
				queue = append(queue, path)
			}
		}
	}
	return pages
}

func TestEveryLinkLeadsSomewhere(t *testing.T) {
	s := newSite(t, Config{})
	for _, lang := range langs {
		pages := crawl(t, s, lang)
		if want := len(service(t).corpus.Holdings) + 10; len(pages) < want {
			t.Fatalf("%s: %d pages reached from the home page, want more than %d", lang, len(pages), want)
		}
		pages["report "+lang] = s.form("text", description, "lang", lang)
		seen := map[string]int{}
		for from, n := range pages {
			for _, e := range elements(n, "") {
				for _, name := range []string{"href", "src", "action"} {
					checkLink(t, s, pages, seen, from, attr(e, name))
				}
			}
		}
	}
}

func checkLink(t *testing.T, s site, pages map[string]*html.Node, seen map[string]int, from, href string) {
	t.Helper()
	path, fragment, _ := strings.Cut(href, "#")
	if href == "" {
		return
	}
	if path != "" && (!strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//")) {
		t.Errorf("%s links to %s, outside this site", from, href)
		return
	}
	if path != "" && seen[path] == 0 {
		seen[path] = s.ask("GET", path, "").Code
	}
	if path != "" && seen[path] != http.StatusOK {
		t.Errorf("%s links to %s, which answers %d", from, path, seen[path])
	}
	target := pages[from]
	if path != "" {
		target = pages[path]
	}
	id, err := url.PathUnescape(fragment)
	if fragment == "" || err == nil && target != nil && hasID(target, id) {
		return
	}
	t.Errorf("%s links to %s, which has no such place", from, href)
}

func hasID(n *html.Node, id string) bool {
	return slices.ContainsFunc(elements(n, ""), func(e *html.Node) bool { return attr(e, "id") == id })
}

func TestIDsAreUniqueAndHeadingsInOrder(t *testing.T) {
	s := newSite(t, Config{})
	pages := crawl(t, s, "en")
	pages["report"] = s.form("text", description, "lang", "en")
	for name, n := range pages {
		ids, level := map[string]bool{}, 0
		for _, e := range elements(n, "") {
			if id := attr(e, "id"); id != "" {
				if ids[id] {
					t.Errorf("%s has two elements with the id %q", name, id)
				}
				ids[id] = true
			}
			if len(e.Data) == 2 && e.Data[0] == 'h' && e.Data[1] >= '1' && e.Data[1] <= '6' {
				if now := int(e.Data[1] - '0'); now > level+1 {
					t.Errorf("%s: h%d follows h%d: %s", name, now, level, content(e, ""))
				}
				level = int(e.Data[1] - '0')
			}
		}
		if got := len(elements(n, "h1")); got != 1 {
			t.Errorf("%s has %d h1", name, got)
		}
	}
}

// Whatever stands in the other language says so. The reader's own words in a
// title or an attribute cannot.
func TestTextInTheOtherLanguageSaysSo(t *testing.T) {
	s := newSite(t, Config{})
	for _, lang := range langs {
		pages := crawl(t, s, lang)
		pages["report zh"] = s.form("text", checkExamples[0].Text.Zh, "lang", lang)
		pages["report en"] = s.form("text", checkExamples[0].Text.En, "lang", lang)
		_, pages["error"] = s.page("/nowhere?lang=" + lang)
		_, pages["parameter"] = s.page("/search?lang=" + lang + "&x=1")
		for _, query := range []string{"q=%22手机号", "q=consnet", "q=zzzzqqq", "like=C5", "like=民法典/1035", "like=forced+profiling+at+first+login",
			"like=2021-jing0491-minchu-5094%23理由/一/(二)/2", "q=手机号码是不是个人信息呢", "q=first+login+profile&sort=weight", "q=a&like=b"} {
			_, pages[query] = s.page("/search?lang=" + lang + "&" + query)
		}
		for name, n := range pages {
			wrong := map[string]bool{}
			for d := range n.Descendants() {
				if d.Type == html.TextNode && !slices.Contains([]string{"style", "title", "code"}, d.Parent.Data) && misnamed(d.Data, langOfNode(d)) {
					wrong[strings.TrimSpace(d.Data)] = true
				}
			}
			if len(wrong) > 0 {
				t.Errorf("%s page %s: %d texts without their language, such as %.80q", lang, name, len(wrong), slices.Sorted(keysOf(wrong)))
			}
		}
	}
}

func keysOf(m map[string]bool) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

func langOfNode(n *html.Node) string {
	for ; n != nil; n = n.Parent {
		if lang := attr(n, "lang"); lang != "" {
			return lang
		}
	}
	return ""
}

// misnamed says whether a text is in the other language than lang: Chinese in
// English, or four English words in a row without any Chinese in Chinese.
func misnamed(text, lang string) bool {
	han := strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) })
	if lang == "en" {
		return han
	}
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
	return !han && len(words) >= 4
}

func TestEveryPageOfTheRulingIsItsTextRuneForRune(t *testing.T) {
	s := newSite(t, Config{})
	for _, r := range service(t).corpus.Rulings {
		for _, lang := range langs {
			_, n := s.page("/rulings/" + string(r.ID) + "?lang=" + lang)
			var got strings.Builder
			for _, e := range byClass(n, "t") {
				got.WriteString(content(e, ""))
			}
			if got.String() != r.Text {
				t.Errorf("%s in %s: %d bytes differ from the source's %d", r.ID, lang, got.Len(), len(r.Text))
			}
		}
	}
}

// The report shows the description as sent; browsers send line ends as CRLF, and
// the HTML parser would fold a bare CR.
func TestReportShowsTheDescriptionAsSent(t *testing.T) {
	s := newSite(t, Config{})
	for name, text := range texts() {
		list, err := service(t).check(CheckRequest{Text: text, At: "2026-11-23", Lang: "zh"})
		if err != nil {
			t.Fatal(err)
		}
		var runs strings.Builder
		for _, r := range (page{pages: newTestPages(t), Lang: "zh"}).evidenceRuns(list, text) {
			runs.WriteString(r.Text)
		}
		if runs.String() != text {
			t.Errorf("%s: the runs join to %q", name, runs.String())
		}
		n := s.form("text", text)
		if got := content(byClass(n, "sent")[0], "ref"); got != strings.ReplaceAll(text, "\r\n", "\n") {
			t.Errorf("%s: the report shows %q", name, got)
		}
		if got := content(elements(n, "textarea")[0], ""); got != strings.ReplaceAll(text, "\r\n", "\n") {
			t.Errorf("%s: the form keeps %q", name, got)
		}
	}
}

func newTestPages(t testing.TB) *pages {
	t.Helper()
	p, err := newPages(service(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
