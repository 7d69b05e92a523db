package index

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

const (
	maxSnippets = 3
	hanWindow   = 120 // runes of a Chinese snippet at most
	latinWindow = 240 // letters are half as wide
)

// hit is a document as a result, with the stretches that matched best: the title
// where it matched, then the texts with most of the query.
func (x *Index) hit(i int, score float64, h *highlighter) Hit {
	d := x.docs[i]
	out := Hit{Kind: d.kind, ID: d.id, Code: d.code, Ruling: d.ruling, Title: d.title, Part: d.part, Score: score}
	texts := d.matched(h)
	for _, t := range texts {
		if out.Part == "" {
			out.Part = t.part
		}
	}
	if len(texts) == 0 {
		texts = d.opening()
	}
	for _, t := range texts[:min(maxSnippets, len(texts))] {
		out.Snippets = append(out.Snippets, t.snippet(h))
	}
	return out
}

// matched is the texts with marks, best first, one of a field and language.
func (d *doc) matched(h *highlighter) []*text {
	type ranked struct {
		t     *text
		worth float64
	}
	var found []ranked
	for i := range d.texts {
		t := &d.texts[i]
		if forms := h.matched(t); forms > 0 {
			w := sections[t.section].weight
			if t.section == secTopicZh || t.section == secTopicEn || t.section == secCode {
				w = 0.01 // matched, but nothing to read
			}
			found = append(found, ranked{t, w * float64(forms)})
		}
	}
	slices.SortStableFunc(found, func(a, b ranked) int { return cmp.Compare(b.worth, a.worth) })
	var out []*text
	for _, f := range found {
		if !slices.ContainsFunc(out, func(t *text) bool { return t.section == f.t.section }) {
			out = append(out, f.t)
		}
	}
	return out
}

// opening is what to show of a document found by its name: its own words.
func (d *doc) opening() []*text {
	for _, sec := range []int{secPropositionZh, secGistZh, secOpinion, secOrder, secFinding, secSaid, secRecord, secName} {
		for i := range d.texts {
			if t := &d.texts[i]; t.section == sec {
				return []*text{t}
			}
		}
	}
	return nil
}

func (t *text) snippet(h *highlighter) Snippet {
	field, lang, _ := strings.Cut(sections[t.section].name, ".")
	rs := []rune(t.source)
	marks := h.marks(t.source)
	lo, hi := window(rs, marks)
	s := Snippet{Field: field, Lang: lang, Text: string(rs[lo:hi])}
	for _, m := range marks {
		from, to := max(m[0], lo), min(m[1], hi)
		if from < to {
			s.Highlights = append(s.Highlights, [2]int{from - lo, to - lo})
		}
	}
	return s
}

// window chooses the stretch of a text to show: around the densest marks, from the
// start of a sentence or clause to the end of one, within one line.
func window(rs []rune, marks [][2]int) (lo, hi int) {
	most := hanWindow
	if mostlyLatin(rs) {
		most = latinWindow
	}
	first, last := densest(rs, marks, most*7/10)
	if len(rs) <= most && !slices.Contains(rs, '\n') {
		return 0, len(rs)
	}
	last = max(last, min(first+1, len(rs)))
	lo = back(rs, first, (most-(last-first))/2)
	hi = ahead(rs, last, lo+most)
	for lo < first && lo < hi && unicode.IsSpace(rs[lo]) {
		lo++
	}
	for hi > last && hi > lo && unicode.IsSpace(rs[hi-1]) {
		hi--
	}
	return lo, hi
}

func mostlyLatin(rs []rune) bool {
	han := 0
	for _, r := range rs {
		if isHan(r) {
			han++
		}
	}
	return han*4 < len(rs)
}

// densest is the stretch of marks in one line, at most room runes long, with most
// runes marked.
func densest(rs []rune, marks [][2]int, room int) (first, last int) {
	best := -1
	for i := range marks {
		sum := 0
		for k := i; k < len(marks) && (k == i || marks[k][1]-marks[i][0] <= room); k++ {
			if slices.Contains(rs[marks[i][0]:marks[k][1]], '\n') {
				break
			}
			sum += marks[k][1] - marks[k][0]
			if sum > best {
				best, first, last = sum, marks[i][0], marks[k][1]
			}
		}
	}
	if last-first > room {
		last = first + room
	}
	return first, last
}

// back is where a snippet starts: after the nearest end of a sentence within room
// runes before at, else after the farthest other mark, else at a blank.
func back(rs []rune, at, room int) int {
	weak := -1
	for i := at; i > 0 && at-i <= room; i-- {
		if endsSentence(rs[i-1]) {
			return i
		}
		if endsClause(rs[i-1]) {
			weak = i
		}
	}
	if at <= room {
		return 0
	}
	if weak >= 0 {
		return weak
	}
	i := at - room
	for i < at && latinRune(rs[i-1]) && latinRune(rs[i]) {
		i++
	}
	return i
}

// ahead is where a snippet ends: at the last end of a sentence before limit, else of
// a clause, else at a blank.
func ahead(rs []rune, at, limit int) int {
	strong, weak := -1, -1
	i := at
	for ; i < len(rs) && i < limit; i++ {
		if rs[i] == '\n' {
			return i
		}
		if endsSentence(rs[i]) {
			strong = i + 1
		}
		if endsClause(rs[i]) {
			weak = i + 1
		}
	}
	switch {
	case i == len(rs):
		return i
	case strong >= 0:
		return strong
	case weak >= 0:
		return weak
	}
	for i > at && latinRune(rs[i-1]) && latinRune(rs[i]) {
		i--
	}
	return i
}

func latinRune(r rune) bool { return r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

func endsSentence(r rune) bool { return strings.ContainsRune("。！？；!?;\n", r) }

func endsClause(r rune) bool { return strings.ContainsRune("，、：,: ", r) }
