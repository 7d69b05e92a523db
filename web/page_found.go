package web

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"

	"yaozhi/index"
)

// mendedWord is a word that was read as another, with the way to search for it as
// it was typed.
type mendedWord struct{ Word, As, Lang, Href string }

func (d *searchPage) mendedWord(c index.Correction) mendedWord {
	return mendedWord{Word: c.Word, As: c.As, Lang: d.LangOf(c.Word), Href: d.with("q", asTyped(d.query.Get("q"), c.Word))}
}

// asTyped puts a word of a query into quotation marks, so that it is not mended. A
// word that the query spells in another width stands alone.
func asTyped(query, word string) string {
	at := regexp.MustCompile(`(?i)\b` + regexp.QuoteMeta(word) + `\b`)
	if !at.MatchString(query) {
		return `"` + word + `"`
	}
	return at.ReplaceAllStringFunc(query, func(typed string) string { return `"` + typed + `"` })
}

// maxSuggestions keeps the list of other words short enough to be read.
const maxSuggestions = 6

// ownFirst puts suggestions in the page's language before the others.
func (p page) ownFirst(all []string) []string {
	own := func(s string) bool { return p.LangOf(s) == p.HTMLLang() }
	out := slices.DeleteFunc(slices.Clone(all), func(s string) bool { return !own(s) })
	out = append(out, slices.DeleteFunc(slices.Clone(all), own)...)
	return out[:min(len(out), maxSuggestions)]
}

// totalLine says how many results there are, how sure that is, and how they were
// found; nothing where there are none.
func (d *searchPage) totalLine(res *index.Results) string {
	if res.Total == 0 {
		return ""
	}
	line := d.t("search.total."+cmp.Or(res.Relation, index.TotalExact), res.Total)
	if res.Applied.Mode == index.ModeBest && d.query.Get("like") == "" {
		line += d.t("search.best")
	}
	return line
}

// sortLink is an order of results; the one in force is Chosen.
type sortLink struct {
	Href, Text string
	Chosen     bool
}

func (d *searchPage) sorts() []sortLink {
	in := cmp.Or(d.query.Get("sort"), index.SortRelevance)
	var out []sortLink
	for _, name := range []string{index.SortRelevance, index.SortDate, index.SortWeight} {
		value := name
		if name == index.SortRelevance {
			value = "" // the default needs no parameter
		}
		out = append(out, sortLink{Href: d.with("sort", value), Text: d.t("search.sort." + name), Chosen: in == name})
	}
	return out
}

// passageBox is the form for a passage whose like is wanted.
type passageBox struct {
	Text   string
	Open   bool
	Max    int // characters
	Hidden []field
}

// maxPassage fits into an address, where a Chinese character takes nine bytes.
const maxPassage = 800

// askLike shows whose like is looked for.
func (d *searchPage) askLike(q index.Query) {
	d.Passage = passageBox{Max: maxPassage}
	if d.chosen {
		d.Passage.Hidden = []field{{"lang", d.Lang}}
	}
	if q.Like == "" {
		return
	}
	d.Heading = d.t("search.like.title")
	d.Title = d.Heading
	like := d.like(q.Like)
	if like.ID == "" {
		d.Passage.Text, d.Passage.Open = q.Like, true
		return
	}
	title, lang := d.documentTitle(index.Kind(like.Kind), like.ID)
	d.Like = &link{Text: title, Lang: lang, Href: d.URL(documentPath(index.Kind(like.Kind), like.ID))}
	if h := d.corpus.Holding(like.ID); h != nil {
		d.Like.Code = h.Code
	}
	d.Heading += d.t("colon")
	d.Title = d.Heading + title
}

// likeURL is the search for what is like a document.
func (p page) likeURL(id string) string { return p.URL("/search?like=" + url.QueryEscape(id)) }
