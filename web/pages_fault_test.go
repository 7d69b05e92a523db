package web

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"yaozhi/corpus"
	"yaozhi/index"
)

func TestEveryTemplateRendersEmptyData(t *testing.T) {
	p := newTestPages(t)
	for _, lang := range langs {
		base := page{pages: p, Lang: lang}
		empty := map[string]any{
			"about": aboutPage{page: base}, "check": checkPage{page: base}, "error": errorPage{page: base},
			"holding": holdingPage{page: base, H: &corpus.Holding{}}, "home": homePage{page: base}, "issue": issuePage{page: base},
			"provision": provisionPage{page: base}, "ruling": rulingPage{page: base, R: &corpus.Ruling{}}, "rulings": rulingsPage{page: base},
			"search": searchPage{page: base}, "layout": aboutPage{page: base}, "searchbox": errorPage{page: base},
		}
		for name := range p.templates {
			data, ok := empty[name]
			if !ok {
				t.Errorf("template %s has no empty case", name)
				continue
			}
			if name == "layout" || name == "searchbox" {
				continue // parts of every page
			}
			if body, err := p.render(view{template: name, data: data}); err != nil || strings.Contains(string(body), "ZgotmplZ") {
				t.Errorf("%s in %s without data: %v", name, lang, err)
			}
		}
		full := checkPage{page: base, Report: &reportView{}, Problem: &pageProblem{Detail: "d"}}
		full.Posted = true
		if _, err := p.render(view{template: "check", data: full}); err != nil {
			t.Errorf("an empty report in %s: %v", lang, err)
		}
	}
}

// payloads are what may not become markup, whatever field brings it.
func payloads() []string {
	return []string{
		`<script>alert(1)</script>`, `"><script>alert(1)</script>`, `'><img src=x onerror=alert(1)>`, `<svg/onload=alert(1)>`,
		`</textarea><script>alert(1)</script>`, `</title><script>alert(1)</script>`, `<a href="javascript:alert(1)">x</a>`,
		`javascript:alert(1)`, `" onmouseover="alert(1)`, `' onfocus='alert(1)' autofocus='`, "`onerror=alert(1)`", `{{.Revision}}`,
		`<!--`, `-->`, `]]>`, `<style>*{display:none}</style>`, `<base href=//evil.example>`, `<meta http-equiv=refresh content=0>`,
		`<iframe srcdoc="<script>1</script>">`, `<math><mi xlink:href="data:x,<script>1</script>">`, "\u2028<script>", `&lt;script&gt;`,
		`<form action=//evil.example><input name=lang>`, `<button formaction=javascript:alert(1)>`, `首次登录必须填写<b onclick=x>职业</b>，不能跳过`,
	}
}

func TestNoPayloadBecomesMarkup(t *testing.T) {
	s := newSite(t, Config{})
	for _, lang := range langs {
		known := map[string]bool{}
		for _, n := range []*html.Node{
			s.form("text", description, "lang", lang), s.form("text", "a", "at", "never", "lang", lang),
			s.form("text", "a", "a.access.days", "15d", "lang", lang), s.form("text", "a", "a.access.days", "soon", "lang", lang),
		} {
			maps.Copy(known, vocabulary(n))
		}
		for _, target := range []string{"/search?q=手机号", "/nowhere", "/search?q=%22a", "/search?x=1", "/search?q=手机号&topic=lawful-basis", "/search?like=手机号", "/search?q=consnet"} {
			_, n := s.page(target)
			maps.Copy(known, vocabulary(n))
		}
		for _, evil := range payloads() {
			q := url.QueryEscape(evil)
			pages := map[string]*html.Node{}
			for _, target := range []string{"/search?q=" + q, "/search?like=" + q, "/search?q=a&topic=" + q, "/search?q=a&cursor=" + q, "/search?" + q + "=1", "/check?example=" + q, "/?lang=" + q, "/holdings/" + url.PathEscape(evil), "/problems/" + url.PathEscape(evil)} {
				_, pages[target] = s.page(target)
			}
			pages["text"] = s.form("text", evil+"首次登录必须填写职业，不能跳过", "lang", lang)
			pages["at"] = s.form("text", "a", "at", evil, "lang", lang)
			pages["answer"] = s.form("text", "a", "a.login.skip", evil, "a.access.days", evil, "lang", lang)
			pages["fact"] = s.form("text", "a", "a."+evil, "true", "lang", lang)
			pages["lang"] = s.form("text", "a", "lang", evil, "other", evil)
			pages["format"] = s.form("text", evil, "format", evil)
			for name, n := range pages {
				for what := range vocabulary(n) {
					if !known[what] {
						t.Errorf("%q in %s makes %q", evil, name, what)
					}
				}
			}
		}
	}
}

// vocabulary is what a page is made of: elements, attributes, schemes of links.
func vocabulary(n *html.Node) map[string]bool {
	out := map[string]bool{}
	for _, e := range elements(n, "") {
		out[e.Data] = true
		for _, a := range e.Attr {
			out[e.Data+" "+a.Key] = true
			if u, err := url.Parse(a.Val); slices.Contains([]string{"href", "src", "action", "formaction", "cite"}, a.Key) && (err != nil || u.Scheme != "" || u.Host != "") {
				out["scheme of "+a.Val] = true
			}
		}
	}
	return out
}

var (
	callOfWords   = regexp.MustCompile(`\b[tT]\(?\s*"([^"]+)"(\s*\+)?`)
	templateWords = regexp.MustCompile(`\.T "([^"]+)"`)
)

// Every key of words.yaml is used, and every key used is there. A key that ends in
// a dot, or that Go code goes on with +, stands for all that begin with it.
func TestWordsAreUsedAndThere(t *testing.T) {
	w := service(t).words
	exact, prefixes := map[string]bool{}, []string{queryPrefix, "pin.", "problem.", "check.goal.", "section."}
	sources, _ := fs.Glob(os.DirFS("."), "*.go")
	for _, name := range sources {
		source, err := os.ReadFile(name)
		if err != nil || strings.HasSuffix(name, "_test.go") {
			continue
		}
		for _, m := range callOfWords.FindAllStringSubmatch(string(source), -1) {
			if m[2] != "" {
				prefixes = append(prefixes, m[1])
			} else {
				exact[m[1]] = true
			}
		}
		for key := range w {
			if strings.Contains(string(source), strconv.Quote(key)) {
				exact[key] = true
			}
		}
	}
	files, _ := fs.Glob(assets, "templates/*.html")
	for _, name := range files {
		source, _ := assets.ReadFile(name)
		for _, m := range templateWords.FindAllStringSubmatch(string(source), -1) {
			exact[m[1]] = true
		}
	}
	for key := range exact {
		if _, ok := w[key]; !ok {
			t.Errorf("words.yaml lacks %q", key)
		}
	}
	for key := range w {
		if !exact[key] && !slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(key, p) }) {
			t.Errorf("nothing says %q", key)
		}
	}
}

// The words for kinds, statuses and the like cover every value.
func TestWordsCoverEveryValue(t *testing.T) {
	w := service(t).words
	var keys []string
	for prefix, values := range map[string][]string{
		"problem.": names(kinds()), "search.in.": names(index.Kinds), "facet.": facetNames(), "outcome.": {"breach", "safe", "undecided", "out-of-scope", "granted", "partly", "dismissed"},
		"status.": {"conflict", "at-risk", "unknown", "satisfied", "engaged", "not-engaged"}, "side.": {"scope", "breach", "safe", "risk", "meets"},
		"unit.": {"d", "wd", "mo", "h"}, "party.": {"plaintiff", "defendant"},
	} {
		keys = append(keys, each(values, func(v string) string { return prefix + v })...)
	}
	for _, key := range keys {
		if _, ok := w[key]; !ok {
			t.Errorf("words.yaml lacks %q", key)
		}
	}
}

// The pages have words for every fault that the index finds in the text of a query.
func TestEveryFaultOfAQueryHasWords(t *testing.T) {
	p, found := newTestPages(t), 0
	for _, name := range []string{"lex.go", "parse.go", "field.go"} {
		file, err := parser.ParseFile(token.NewFileSet(), "../index/"+name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			lit, ok := n.(*ast.CompositeLit)
			if !ok || len(lit.Elts) != 3 {
				return true
			}
			if name, ok := lit.Type.(*ast.Ident); !ok || name.Name != "QueryError" {
				return true
			}
			message := messageOf(lit.Elts[1])
			if strings.HasPrefix(message, "no field ") {
				message = "no such field" // as searchFault has it
			}
			found++
			for _, lang := range langs {
				if got := (page{pages: p, Lang: lang}).queryWords(&index.QueryError{Message: message}); strings.HasPrefix(got, message+"; ") {
					t.Errorf("no words in %s for %q", lang, message)
				}
			}
			return true
		})
	}
	if found < 20 {
		t.Errorf("only %d faults found in the parser of queries", found)
	}
}

// messageOf joins string literals, with x for what stands between them.
func messageOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, _ := strconv.Unquote(e.Value)
		return s
	case *ast.BinaryExpr:
		return messageOf(e.X) + messageOf(e.Y)
	}
	return "x"
}

func TestFaultsOfAQueryAreShownWhereTheyAre(t *testing.T) {
	s := newSite(t, Config{})
	for _, tt := range []struct{ target, detail, at string }{
		{"/search?lang=zh&q=手机号 %22短信", "这个引号没有闭合", `"短信`},
		{"/search?lang=en&q=手机号 %22短信", "This quotation mark is not closed", `"短信`},
		{"/search?lang=zh&q=(a", "这个括号没有闭合", "(a"},
		{"/search?lang=zh&q=secretfield:x", "没有这个字段", "secretfield:x"},
		{"/search?lang=zh&q=-a", "只写了要排除的词语", "-a"},
	} {
		code, n := s.page(strings.ReplaceAll(tt.target, " ", "%20"))
		problem := byClass(n, "problem")
		if code != 400 || len(problem) != 1 || !strings.Contains(content(problem[0], ""), tt.detail) {
			t.Errorf("GET %s = %d without %q", tt.target, code, tt.detail)
			continue
		}
		if marks := elements(problem[0], "mark"); len(marks) != 1 || content(marks[0], "") != tt.at {
			t.Errorf("GET %s does not mark %q", tt.target, tt.at)
		}
		if q := elements(n, "input")[0]; attr(q, "value") == "" || !hasID(n, strings.TrimPrefix(attr(elements(problem[0], "a")[0], "href"), "#")) {
			t.Errorf("GET %s loses the query or does not lead to it", tt.target)
		}
	}
}

func TestUnusableAddressesGiveAPageThatHelps(t *testing.T) {
	s := newSite(t, Config{})
	for _, tt := range []struct {
		target string
		code   int
		says   string
	}{
		{"/search?lang=zh&topics=x", 400, "不认识的参数"}, {"/search?lang=en&topics=x", 400, "allowed: q, like, in, part, topic"},
		{"/?lang=en&x=1", 400, "Remove it or use one of the allowed values"}, {"/?lang=fr", 400, "zh, en"}, {"/search?q=a&q=b&lang=en", 400, "repeated"},
		{"/search?q=a&topic=none&lang=zh", 400, "允许的值"}, {"/search?in=nothing&lang=en", 400, "holdings, passages"}, {"/search?q=a&cursor=zzz&lang=zh", 400, "从第一页"},
		{"/search?q=%ff&lang=en", 400, "UTF-8"}, {"/holdings/Z9?lang=zh", 404, "没有收录"}, {"/nowhere?lang=en", 404, "Nothing is at this address"},
		{"/problems/none?lang=en", 404, "Nothing is at this address"}, {"/rulings/none?lang=en", 404, "does not hold"}, {"/search?lang=en&q=" + strings.Repeat("a", 201), 400, "longer than 200"},
	} {
		code, n := s.page(tt.target)
		text := content(elements(n, "main")[0], "")
		if code != tt.code || !strings.Contains(text, tt.says) {
			t.Errorf("GET %.60s = %d without %q: %.300s", tt.target, code, tt.says, text)
		}
		if len(elements(n, "form")) == 0 || len(elements(n, "nav")) == 0 {
			t.Errorf("GET %.60s leads nowhere", tt.target)
		}
	}
}

func TestEveryKindOfProblemHasAPage(t *testing.T) {
	s := newSite(t, Config{})
	for _, k := range kinds() {
		status, title := k.status()
		for lang, want := range map[string]string{"zh": title.Zh, "en": title.En} {
			code, n := s.page("/problems/" + string(k) + "?lang=" + lang)
			text := content(elements(n, "main")[0], "")
			if code != 200 || !strings.Contains(text, want) || !strings.Contains(text, "HTTP "+strconv.Itoa(status)) {
				t.Errorf("/problems/%s in %s = %d: %.200s", k, lang, code, text)
			}
		}
	}
}

func TestAFormThatCannotBeCheckedIsGivenBack(t *testing.T) {
	s := newSite(t, Config{})
	long := strings.Repeat("长", 200001)
	for _, tt := range []struct {
		name   string
		fields []string
		code   int
		says   string
		field  string // what the summary leads to
	}{
		{"nothing", nil, 400, "There is nothing to check", "text"},
		{"blank", []string{"text", " \r\n"}, 400, "There is nothing to check", "text"},
		{"too long", []string{"text", long}, 413, "longer than 200,000", "text"},
		{"invalid UTF-8", []string{"text", "首次登录\xff必须"}, 400, "not text", "text"},
		{"binary", []string{"text", "a\x00b"}, 400, "not text", "text"},
		{"bad date", []string{"text", "a", "at", "2026-13-41"}, 400, "The date of the conduct is not valid", "at"},
		{"bad answer", []string{"text", "a", "a.login.skip", "perhaps"}, 400, "not a possible value", "a.login.skip"},
		{"bad duration", []string{"text", "a", "a.access.days", "soon"}, 400, "not a possible value", "a.access.days"},
		{"unknown fact", []string{"text", "a", "a.none", "true"}, 400, "not a possible value", ""},
		{"empty, as a file", []string{"text", "", "format", typeJSON}, 400, "There is nothing to check", "text"},
		{"unknown file", []string{"text", "a", "format", "pdf"}, 400, "cannot be used", ""},
	} {
		code, n := s.formStatus(append(tt.fields, "lang", "en")...)
		problem := byClass(n, "problem")
		if code != tt.code || len(problem) != 1 || !strings.Contains(content(problem[0], ""), tt.says) {
			t.Errorf("%s: %d without %q: %.300s", tt.name, code, tt.says, content(n, ""))
			continue
		}
		if !strings.HasPrefix(content(elements(n, "title")[0], ""), "Not checked") {
			t.Errorf("%s: the title is %q", tt.name, content(elements(n, "title")[0], ""))
		}
		links := elements(problem[0], "a")
		if tt.field != "" && (len(links) != 1 || attr(links[0], "href") != "#"+tt.field || !hasID(n, tt.field)) {
			t.Errorf("%s: the summary does not lead to %s", tt.name, tt.field)
		}
		if len(tt.fields) > 1 {
			want := strings.NewReplacer("\xff", "\ufffd", "\x00", "\ufffd", "\r\n", "\n").Replace(tt.fields[1])
			if got := content(elements(n, "textarea")[0], ""); got != want {
				t.Errorf("%s: the form keeps %.40q, want %.40q", tt.name, got, want)
			}
		}
	}
}

func TestABodyThatIsNoFormGivesAPage(t *testing.T) {
	s := newSite(t, Config{})
	for _, tt := range []struct {
		body, contentType string
		code              int
		says              string
	}{
		{"", "", 415, "Use the form of this site"},
		{"text=a", "multipart/form-data; boundary=x", 415, "Use the form of this site"},
		{"text=" + strings.Repeat("a", maxFormBody), typeForm, 413, "Go back in the browser"},
		{"text=%zz", typeForm, 400, "not text"},
		{"", typeForm, 400, "There is nothing to check"},
	} {
		w := s.ask("POST", "/check?lang=en", tt.body, "Content-Type: "+tt.contentType, "Accept: text/html", "Accept-Language: en")
		if w.Code != tt.code || !strings.Contains(w.Body.String(), tt.says) || !strings.Contains(w.Header().Get("Content-Type"), typeHTML) {
			t.Errorf("POST %.20q as %s = %d without %q: %.900s", tt.body, tt.contentType, w.Code, tt.says, w.Body)
		}
	}
}

// A reader may change the language of a report without losing the description.
func TestTheReportChangesItsLanguage(t *testing.T) {
	s := newSite(t, Config{})
	n := s.form("text", description, "lang", "zh", "a.login.skip", "true")
	buttons := byClass(n, "lang")
	if len(buttons) != 1 || buttons[0].Data != "button" || attr(buttons[0], "value") != "en" || !hasID(n, attr(buttons[0], "form")) {
		t.Fatal("the report has no button for the other language")
	}
	n = s.form("text", description, "lang", "zh", "other", "en", "a.login.skip", "true")
	if attr(elements(n, "html")[0], "lang") != "en" || content(elements(n, "textarea")[0], "") != description {
		t.Error("the other language is not English, or the description is lost")
	}
}
