package web

import (
	"bytes"
	"fmt"
	"html/template"
	"regexp"
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
)

// markdown renders our own prose (bodies of holdings, about page) and sanitises
// the result. The ruling's text never passes through it: its masking asterisks
// would turn into emphasis.
type markdown struct {
	md     goldmark.Markdown
	policy *bluemonday.Policy
}

func newMarkdown() *markdown {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "h2", "h3", "h4", "ul", "ol", "li", "em", "strong", "code", "pre", "blockquote", "br", "hr", "table", "thead", "tbody", "tr", "th", "td")
	p.AllowAttrs("href").OnElements("a")
	p.AllowURLSchemes("https", "http")
	p.AllowRelativeURLs(true)
	p.RequireNoFollowOnLinks(true)
	p.AllowAttrs("id").Matching(regexp.MustCompile(`^[\p{L}\p{N}-]+$`)).OnElements("h2", "h3", "h4")
	return &markdown{
		md:     goldmark.New(goldmark.WithExtensions(extension.Table), goldmark.WithParserOptions(parser.WithAutoHeadingID())),
		policy: p,
	}
}

// between matches text between tags. Sanitised HTML has no < or > elsewhere.
var between = regexp.MustCompile(`>[^<]+`)

// render turns Markdown in lang into sanitised HTML, in which what is Chinese says
// so. It is the only place that makes a template.HTML.
func (m *markdown) render(text, lang string) (template.HTML, error) {
	var b bytes.Buffer
	if err := m.md.Convert([]byte(strings.ToValidUTF8(text, "\ufffd")), &b); err != nil {
		return "", fmt.Errorf("web: markdown: %w", err)
	}
	clean := m.policy.SanitizeBytes(b.Bytes())
	if lang == "en" {
		clean = between.ReplaceAllFunc(clean, func(s []byte) []byte {
			return chinese.ReplaceAll(s, []byte(`<span lang="zh-Hans">$0</span>`))
		})
	}
	return template.HTML(clean), nil
}
