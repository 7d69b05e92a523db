package web

import "regexp"

// langRun is a stretch of text; Lang is empty where it is in the page's language.
type langRun struct{ Text, Lang string }

// chinese matches a stretch of Chinese with the brackets and numbers that belong
// to it: 《民法典》第1035条, （2021）京0491民初5094号.
var chinese = regexp.MustCompile(`(?:（\d{4}）|[（《〈])?\p{Han}(?:[\p{Han}\d（）《》〈〉、，。；：/()]*[\p{Han}）》〉)])?`)

// Mixed cuts a text so that what is Chinese in an English page can say so. English
// words in a Chinese page are names, and stay.
func (p page) Mixed(s string) []langRun {
	if p.Lang == "zh" {
		return []langRun{{Text: s}}
	}
	return chineseIn(s)
}

// chineseIn cuts an English text at what is Chinese in it.
func chineseIn(s string) []langRun {
	var out []langRun
	at := 0
	for _, m := range chinese.FindAllStringIndex(s, -1) {
		if m[0] > at {
			out = append(out, langRun{Text: s[at:m[0]]})
		}
		out = append(out, langRun{Text: s[m[0]:m[1]], Lang: "zh-Hans"})
		at = m[1]
	}
	if at < len(s) {
		out = append(out, langRun{Text: s[at:]})
	}
	return out
}

// LangOf is the language of a reader's own words, as far as their script tells.
func (page) LangOf(s string) string {
	if chinese.MatchString(s) {
		return "zh-Hans"
	}
	return "en"
}
