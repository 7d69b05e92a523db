package corpus

import (
	"strings"
	"unicode/utf8"

	"yaozhi/corpus/cite"
)

// Bounds of an entry of asked, in runes: one character finds everything, and a
// sentence longer than this is a description, not a question.
const (
	minAsked = 2
	maxAsked = 80
)

// asked: every holding has ways to ask it, in both languages; each is of a length to
// type, stands under one holding only, and names no party.
func (l *linter) asked() {
	first := map[string]string{} // folded entry to the file it stands in
	for _, h := range l.c.Holdings {
		names := partyNames(l.c.rulings[string(h.Ruling)])
		for _, lang := range []string{"zh", "en"} {
			if len(h.Asked.In(lang)) == 0 {
				l.add(h.File, max(h.Asked.Line, h.Line), "asked: nothing in %s", lang)
			}
			for _, entry := range h.Asked.In(lang) {
				l.askedEntry(h, lang, entry, names)
				folded := foldedName(entry)
				if file, ok := first[folded]; ok {
					l.add(h.File, l.askedLine(h, entry), "asked: %q occurs twice, first in %s", entry, file)
					continue
				}
				first[folded] = h.File
			}
		}
	}
}

func (l *linter) askedEntry(h *Holding, lang, entry string, names []string) {
	line := l.askedLine(h, entry)
	if n := utf8.RuneCountInString(strings.TrimSpace(entry)); n < minAsked || n > maxAsked {
		l.add(h.File, line, "asked: %q has %d characters; %d to %d are meant", entry, n, minAsked, maxAsked)
	}
	if hasHan(entry) != (lang == "zh") {
		l.add(h.File, line, "asked: %q is in the wrong language for %s", entry, lang)
	}
	for _, name := range names {
		if strings.Contains(foldedName(entry), name) {
			l.add(h.File, line, "asked: %q names a party", entry)
			return
		}
	}
}

// askedLine is the line of an entry, that of the key where the file writes it
// otherwise.
func (l *linter) askedLine(h *Holding, entry string) int {
	file := l.c.files[h.File]
	if i := strings.LastIndex(file, `"`+entry+`"`); i >= 0 {
		return strings.Count(file[:i], "\n") + 1
	}
	return h.Asked.Line
}

func foldedName(s string) string { return strings.ToLower(strings.TrimSpace(cite.FoldString(s))) }

// partyNames are the names of a ruling's parties and of those who act for them,
// folded, with the short names that a party's note has in “quotation marks”.
func partyNames(r *Ruling) []string {
	var names []string
	add := func(name string) {
		if name = foldedName(name); utf8.RuneCountInString(name) > 1 && !strings.Contains(name, "*") {
			names = append(names, name)
		}
	}
	for _, p := range r.Parties {
		add(p.Name)
		for _, part := range strings.Split(p.Note.Zh, "“")[1:] {
			name, _, _ := strings.Cut(part, "”")
			add(strings.TrimSuffix(name, "公司"))
		}
		for _, a := range p.With {
			add(a.Name)
		}
	}
	return names
}
