package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"yaozhi/index"
	"yaozhi/web"
)

// searchPrinter writes the answer to a search for people.
type searchPrinter struct {
	out     io.Writer
	lang    string
	service *web.Service
}

func (p searchPrinter) printf(zh, en string, args ...any) {
	fmt.Fprintf(p.out, pick(p.lang, zh, en)+"\n", args...)
}

func (p searchPrinter) print(found *web.SearchAnswer) {
	for _, c := range found.Applied.Mended {
		p.printf("已检索“%s”，而不是“%s”；加引号可检索原词", "searched for “%s” instead of “%s”; quotation marks keep it", c.As, c.Word)
	}
	if found.Partial {
		p.printf("检索时间已到，结果不全", "the time was up before everything was seen: results may be missing")
	}
	if found.Total == 0 {
		p.none(found)
		return
	}
	if found.Applied.Mode == index.ModeBest && found.Applied.Like == nil {
		p.printf("按最佳匹配排列，未必含全部词语", "ranked by best match: not every word has to be there")
	}
	for _, r := range found.Results {
		p.result(r)
	}
	p.count(found)
}

func (p searchPrinter) none(found *web.SearchAnswer) {
	if found.Note != "" {
		fmt.Fprintln(p.out, found.Note)
	}
	if len(found.Suggestions) > 0 {
		p.printf("您要找的是不是：%s", "Did you mean: %s", strings.Join(found.Suggestions, " · "))
	}
}

func (p searchPrinter) result(r web.SearchResult) {
	fmt.Fprintf(p.out, "%-9s %s\n", r.Kind, strings.TrimSpace(r.Code+" "+r.Title.In(p.lang)))
	fmt.Fprintf(p.out, "          %s\n", r.ID)
	for _, n := range r.Snippets {
		fmt.Fprintf(p.out, "          %s\n", bracket(n))
	}
	if r.Why != nil {
		p.why(r)
	}
}

// why prints the sum, numbers in front, where they align in any script.
func (p searchPrinter) why(r web.SearchResult) {
	line := func(sign string, n float32, what string) {
		fmt.Fprintf(p.out, "          %s %8.2f  %s\n", sign, n, what)
	}
	sign := " "
	add := func(n float32, what string) {
		line(sign, n, what)
		sign = "+"
	}
	for _, t := range r.Why.Terms {
		add(t.Score, p.term(t))
	}
	if r.Why.Chars > 0 {
		add(r.Why.Chars, pick(p.lang, "问题中的单个汉字", "single Chinese characters of the question"))
	}
	if r.Why.Named > 0 {
		add(r.Why.Named, pick(p.lang, "检索式引用了它", "named by a citation in the query"))
	}
	line("×", r.Why.Boost, pick(p.lang, "类型与效力", "kind and weight"))
	line("=", r.Score, pick(p.lang, "得分", "score"))
}

const shownSections = 3

// term says what a word gave: 画像 = 1.00 × 2.10 × 1.85 (标题、命题).
func (p searchPrinter) term(t web.TermScore) string {
	text, weight := t.Text, t.Share*t.IDF
	if forms := slices.DeleteFunc(slices.Clone(t.Forms), func(f string) bool { return strings.TrimSpace(f) == t.Text }); len(forms) > 0 {
		text += " → " + strings.Join(forms, " / ")
	}
	if weight == 0 {
		return text
	}
	var names []string
	for _, s := range t.Sections {
		if name := p.service.SectionTitle(s, p.lang); !slices.Contains(names, name) && len(names) < shownSections {
			names = append(names, name)
		}
	}
	where := strings.Join(names, pick(p.lang, "、", ", "))
	return fmt.Sprintf("%s = %.2f × %.2f × %.2f (%s)", text, t.Share, t.IDF, t.Score/weight, where)
}

// count says how many results there are beside those shown, and how sure that is.
func (p searchPrinter) count(found *web.SearchAnswer) {
	n := len(found.Results)
	switch {
	case found.Relation == "at-most":
		p.printf("前 %d 条，至多 %d 条", "%d of at most %d results", n, found.Total)
	case found.Relation == "at-least":
		p.printf("前 %d 条，至少 %d 条", "%d of at least %d results", n, found.Total)
	case n < found.Total:
		p.printf("前 %d 条，共 %d 条", "%d of %d results", n, found.Total)
	}
}

// bracket shows the words that matched between 【】.
func bracket(n web.Snippet) string {
	text := []rune(n.Text)
	for _, h := range slices.Backward(n.Highlights) {
		text = slices.Concat(text[:h[0]], []rune("【"), text[h[0]:h[1]], []rune("】"), text[h[1]:])
	}
	return strings.ReplaceAll(string(text), "\n", " ")
}

func pick(lang, zh, en string) string {
	if lang == "en" {
		return en
	}
	return zh
}
