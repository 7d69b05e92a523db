package index

import (
	"cmp"
	"slices"
	"strings"

	"yaozhi/corpus/cite"
)

// highlighter marks in a source text what a query looked for.
type highlighter struct {
	a       *analyzer
	stems   map[string]string     // of words seen; empty for a stop word
	runs    []string              // Chinese
	rows    map[string][][]string // first stem → rows of stems
	phrases []form
	forms   []form // all of them
}

// newHighlighter collects the forms of a plan; one for a nil plan marks nothing.
func newHighlighter(a *analyzer, p *plan) *highlighter {
	h := &highlighter{a: a, stems: map[string]string{}, rows: map[string][][]string{}}
	if p != nil {
		p.leaves(func(l *plan) {
			for _, f := range l.forms {
				h.add(f)
			}
			if f := runForm(l.own, 1); l.own != "" && isHanText(l.own) {
				h.add(f)
			}
		})
	}
	return h
}

func (h *highlighter) add(f form) {
	if f.key == "" {
		return
	}
	h.forms = append(h.forms, f)
	switch {
	case f.phrase:
		h.phrases = append(h.phrases, f)
	case f.han:
		h.runs = append(h.runs, f.key)
	default:
		row := strings.Fields(f.key)
		h.rows[row[0]] = append(h.rows[row[0]], row)
	}
}

// matched is how many different forms stand in a source text.
func (h *highlighter) matched(source string) int {
	folded := cite.FoldString(source)
	stems := ""
	n := 0
	for _, f := range h.forms {
		switch {
		case f.phrase:
			n += min(1, len(f.spans(folded)))
		case f.han:
			n += min(1, strings.Count(folded, f.key))
		default:
			if stems == "" {
				stems = rowLine(units(folded), h.stem)
			}
			n += min(1, strings.Count(stems, f.key))
		}
	}
	return n
}

func isHanText(s string) bool {
	us := units(s)
	return len(us) == 1 && us[0].han && us[0].text == s
}

// stem is the stem of a folded word, "" for a stop word.
func (h *highlighter) stem(w string) string {
	stem, seen := h.stems[w]
	if !seen {
		stem, _ = h.a.word(w)
		h.stems[w] = stem
	}
	return stem
}

// folded gives the marks in folded text in bytes: in order, disjoint, what touches
// made one.
func (h *highlighter) folded(text string) [][2]int {
	var out [][2]int
	for _, run := range h.runs {
		for i := 0; ; {
			k := strings.Index(text[i:], run)
			if k < 0 {
				break
			}
			out = append(out, [2]int{i + k, i + k + len(run)})
			i += k + len(run)
		}
	}
	for _, f := range h.phrases {
		out = append(out, f.spans(text)...)
	}
	return merge(h.appendRows(out, text))
}

// appendRows marks rows of English words, stop words between them included.
func (h *highlighter) appendRows(out [][2]int, text string) [][2]int {
	if len(h.rows) == 0 {
		return out
	}
	type word struct {
		unit
		stem string
	}
	var words []word
	for _, u := range units(text) {
		if u.han {
			words = append(words, word{u, "|"})
		} else if stem := h.stem(u.text); stem != "" {
			words = append(words, word{u, stem})
		}
	}
	for i, w := range words {
		for _, row := range h.rows[w.stem] {
			if i+len(row) > len(words) {
				continue
			}
			if slices.EqualFunc(words[i:i+len(row)], row, func(w word, stem string) bool { return w.stem == stem }) {
				out = append(out, [2]int{w.start, words[i+len(row)-1].end})
			}
		}
	}
	return out
}

// marks gives the marks in a source text in runes: in order, disjoint.
func (h *highlighter) marks(source string) [][2]int {
	f := cite.Fold(source)
	spans := h.folded(f.Text)
	for i, s := range spans {
		spans[i][0], spans[i][1] = f.Source(s[0], s[1])
	}
	return merge(spans)
}

// merge sorts spans and joins those that overlap or touch; empty ones go.
func merge(spans [][2]int) [][2]int {
	slices.SortFunc(spans, func(a, b [2]int) int { return cmp.Or(a[0]-b[0], a[1]-b[1]) })
	out := spans[:0]
	for _, s := range spans {
		if s[0] >= s[1] {
			continue
		}
		if n := len(out); n > 0 && s[0] <= out[n-1][1] {
			out[n-1][1] = max(out[n-1][1], s[1])
			continue
		}
		out = append(out, s)
	}
	return out
}
