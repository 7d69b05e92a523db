package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"net/url"
	"strings"
	"time"

	"golang.org/x/text/language"

	"yaozhi/corpus"
)

//go:embed templates/*.html static content
var assets embed.FS

// pages renders the web view. It is built once and never changes.
type pages struct {
	*Service
	now        func() time.Time
	words      words
	templates  map[string]*template.Template
	bodies     map[string]template.HTML // prose by "lang/id", rendered at start; "lang/" is the about page
	styleSheet string                   // name with a hash of the content, so that it can be cached for ever
}

func newPages(s *Service, now func() time.Time) (*pages, error) {
	p := &pages{Service: s, now: now, templates: map[string]*template.Template{}}
	var err error
	if p.words, err = loadWords(); err != nil {
		return nil, err
	}
	shared := []string{"templates/layout.html", "templates/searchbox.html"}
	files, err := fs.Glob(assets, "templates/*.html")
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		t, err := template.New("").ParseFS(assets, append(shared, f)...)
		if err != nil {
			return nil, fmt.Errorf("web: %w", err)
		}
		p.templates[strings.TrimSuffix(strings.TrimPrefix(f, "templates/"), ".html")] = t
	}
	css, err := assets.ReadFile("static/style.css")
	if err != nil {
		return nil, err
	}
	p.styleSheet = fmt.Sprintf("style-%x.css", sha256.Sum256(css))[:18] + ".css"
	return p, p.renderProse()
}

// renderProse renders all Markdown once, since sanitising costs more than a page.
func (p *pages) renderProse() error {
	md := newMarkdown()
	p.bodies = map[string]template.HTML{}
	about, err := assets.ReadFile("content/about.md")
	if err != nil {
		return err
	}
	zh, en, _ := strings.Cut(strings.TrimPrefix(string(about), "# 中文"), "# English")
	prose := map[string]corpus.Text{"": {Zh: zh, En: en}}
	for _, h := range p.corpus.Holdings {
		prose[string(h.ID)] = h.Body
	}
	for _, r := range p.corpus.Rulings {
		prose[string(r.ID)] = r.Body
	}
	for id, text := range prose {
		for _, lang := range langs {
			out, err := md.render(text.In(lang), lang)
			if err != nil {
				return err
			}
			p.bodies[lang+"/"+id] = out
		}
	}
	return nil
}

// langs are the languages of the web view; the first is the default.
var langs = []string{"zh", "en"}

// page is what every page has; the page structs embed it.
type page struct {
	*pages
	Lang    string
	Title   string
	Section string
	path    string
	query   url.Values // without lang
	chosen  bool       // the request named its language
	Posted  bool       // made from a form, which the other language has to be asked for with
}

// newPage reads the language from ?lang=, else from Accept-Language.
func (p *pages) newPage(r *http.Request, section, title string) page {
	q := r.URL.Query()
	lang := q.Get("lang")
	chosen := lang == "zh" || lang == "en"
	if !chosen {
		lang = acceptedLang(r.Header.Get("Accept-Language"))
	}
	q.Del("lang")
	return page{pages: p, Lang: lang, Title: title, Section: section, path: r.URL.Path, query: q, chosen: chosen}
}

func acceptedLang(header string) string {
	tags, _, err := language.ParseAcceptLanguage(header)
	if err != nil || len(tags) == 0 {
		return langs[0]
	}
	_, i, _ := language.NewMatcher([]language.Tag{language.SimplifiedChinese, language.English}).Match(tags...)
	return langs[i]
}

// T says a key of words.yaml in the page's language.
func (p page) T(key string, args ...any) (string, error) { return p.words.say(p.Lang, key, args...) }

func (p page) t(key string, args ...any) string { return p.words.must(p.Lang, key, args...) }

// In and OtherOf give a text in the page's language and in the other one.
func (p page) In(t corpus.Text) string      { return t.In(p.Lang) }
func (p page) OtherOf(t corpus.Text) string { return t.In(p.OtherLang()) }

// OtherLang is the code of the other language.
func (p page) OtherLang() string {
	if p.Lang == "zh" {
		return "en"
	}
	return "zh"
}

// HTMLLang and OtherHTMLLang are the values of lang attributes.
func (p page) HTMLLang() string      { return htmlLang(p.Lang) }
func (p page) OtherHTMLLang() string { return htmlLang(p.OtherLang()) }

func htmlLang(lang string) string {
	if lang == "en" {
		return "en"
	}
	return "zh-Hans"
}

// URL keeps the language a reader chose.
func (p page) URL(path string) string {
	if !p.chosen {
		return path
	}
	sep := "?"
	if strings.Contains(path, "?") {
		sep = "&"
	}
	path, fragment, found := strings.Cut(path, "#")
	if found {
		fragment = "#" + fragment
	}
	return path + sep + "lang=" + p.Lang + fragment
}

// OtherLangURL is this page in the other language.
func (p page) OtherLangURL() string {
	q := url.Values{}
	for k, v := range p.query {
		q[k] = v
	}
	q.Set("lang", p.OtherLang())
	return p.path + "?" + q.Encode()
}

// StyleSheet is the file name of the style sheet.
func (p page) StyleSheet() string { return p.styleSheet }

// Extent says what the answers rest on.
func (p page) Extent() string {
	return p.t("extent", len(p.corpus.Rulings), len(p.corpus.Holdings))
}

// view is a page ready to be rendered.
type view struct {
	template string
	data     any
	status   int  // 200 when zero
	partial  bool // the same request may show more another time
}

// render executes a template to a buffer, so that a failing page is never sent
// half.
func (p *pages) render(v view) ([]byte, error) {
	t, ok := p.templates[v.template]
	if !ok {
		return nil, fmt.Errorf("web: no template %q", v.template)
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, "layout", v.data); err != nil {
		return nil, fmt.Errorf("web: page %s: %w", v.template, err)
	}
	return b.Bytes(), nil
}
