package web

import (
	"slices"
	"strings"
	"unicode/utf8"

	"yaozhi/corpus"
	"yaozhi/index"
)

// markTitle marks in a title the words that matched in it, where it is in the page's
// language, and gives the snippets less those that the title has said.
func (p page) markTitle(title, lang string, all []index.Snippet) ([]run, []index.Snippet) {
	if lang != "" && lang != p.HTMLLang() {
		return []run{{Text: title}}, all
	}
	whole := index.Snippet{Lang: p.Lang, Text: title}
	var rest []index.Snippet
	for _, s := range all {
		at := strings.Index(title, s.Text)
		if (s.Field != "title" && s.Field != "name") || s.Lang != p.Lang || at < 0 {
			rest = append(rest, s)
			continue
		}
		shift := utf8.RuneCountInString(title[:at])
		for _, h := range s.Highlights {
			whole.Highlights = append(whole.Highlights, [2]int{h[0] + shift, h[1] + shift})
		}
	}
	whole.Highlights = apart(whole.Highlights)
	return highlightRuns(whole), rest
}

// apart sorts stretches and joins those that overlap.
func apart(all [][2]int) [][2]int {
	slices.SortFunc(all, func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })
	var out [][2]int
	for _, h := range all {
		if n := len(out); n > 0 && h[0] < out[n-1][1] {
			out[n-1][1] = max(out[n-1][1], h[1])
			continue
		}
		out = append(out, h)
	}
	return out
}

// maxMatched is how many snippets in another language stand below what a document
// says in the page's.
const maxMatched = 2

func marked(title []run) bool {
	return slices.ContainsFunc(title, func(r run) bool { return r.Hit })
}

// shown are the snippets in the page's language. Where there are none, what the
// document says in it comes first, and alone where the title shows what matched.
func (p page) shown(h index.Hit, titleMarked bool) []index.Snippet {
	own := slices.DeleteFunc(slices.Clone(h.Snippets), func(s index.Snippet) bool { return s.Lang != p.Lang })
	if len(own) > 0 {
		return own
	}
	gist := p.documentGist(h.Kind, h.ID)
	if gist == "" {
		return h.Snippets
	}
	own = []index.Snippet{{Field: "gist", Lang: p.Lang, Text: gist}}
	if titleMarked {
		return own
	}
	return append(own, h.Snippets[:min(len(h.Snippets), maxMatched)]...)
}

// documentGist is what a document says in the page's language; empty for a passage,
// which is in the ruling's.
func (p page) documentGist(k index.Kind, id string) string {
	var gist corpus.Text
	switch k {
	case index.KindHolding:
		if h := p.corpus.Holding(id); h != nil {
			gist = h.Proposition
		}
	case index.KindRuling:
		if r := p.corpus.Ruling(id); r != nil {
			gist = r.Summary
		}
	case index.KindProvision:
		if found := p.corpus.Provision(id); found != nil {
			gist = found.Gist
		}
	}
	if p.Lang == "en" {
		return gist.En
	}
	return gist.Zh
}

// highlightRuns cuts a snippet at its highlights, an English one also at what is
// Chinese in it.
func highlightRuns(s index.Snippet) []run {
	text := []rune(s.Text)
	var out []run
	add := func(from, to int, hit bool) {
		parts := []langRun{{Text: string(text[from:to])}}
		if s.Lang == "en" {
			parts = chineseIn(parts[0].Text)
		}
		for _, p := range parts {
			out = append(out, run{Text: p.Text, Hit: hit, Lang: p.Lang})
		}
	}
	at := 0
	for _, h := range s.Highlights {
		add(at, h[0], false)
		add(h[0], h[1], true)
		at = h[1]
	}
	add(at, len(text), false)
	return out
}
