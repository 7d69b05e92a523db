package corpus

import (
	"path"
	"regexp"
	"strings"
)

var slug = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// ids: every id is well formed and occurs once.
func (l *linter) ids() {
	seen := map[string]string{}
	once := func(kind, id, file string, line int) {
		if !slug.MatchString(id) {
			l.add(file, line, "%s id %q: small letters, digits and hyphens only", kind, id)
		}
		if first, ok := seen[kind+" "+id]; ok {
			l.add(file, line, "%s id %s occurs twice, first in %s", kind, id, first)
		}
		seen[kind+" "+id] = file
	}
	for _, h := range l.c.Holdings {
		once("holding", string(h.ID), h.File, h.Line)
		if first, ok := seen["code "+string(h.Ruling)+h.Code]; ok {
			l.add(h.File, h.Line, "code %s occurs twice, first in %s", h.Code, first)
		}
		seen["code "+string(h.Ruling)+h.Code] = h.File
	}
	for _, r := range l.c.Rulings {
		for _, i := range r.allIssues() {
			once("issue", i.ID, r.File, i.Line)
		}
		for _, d := range r.Discrepancy {
			once("discrepancy", d.ID, r.File, l.lineOf(r.File, d.ID))
		}
	}
	for _, t := range l.c.Topics {
		once("topic", t.ID, "topics.yaml", t.Line)
	}
	for _, in := range l.c.Instruments {
		for _, p := range in.Provisions {
			if l.c.provisions[p.Path()] != p {
				l.add(in.File, p.Line, "provision %s occurs twice", p.Path())
			}
		}
	}
}

// fileNames: a holding's file is named CODE-id.md.
func (l *linter) fileNames() {
	for _, h := range l.c.Holdings {
		if want := h.Code + "-" + string(h.ID) + ".md"; path.Base(h.File) != want {
			l.add(h.File, h.Line, "the file of this code and id is named %s", want)
		}
	}
}

// published: every id ever published is still there, and every id is listed.
func (l *linter) published() {
	const file = "published.txt"
	have := map[string]string{} // "kind id" to its file
	for _, r := range l.c.Rulings {
		have["ruling "+string(r.ID)] = r.File
		for _, i := range r.allIssues() {
			have["issue "+i.ID] = r.File
		}
	}
	for _, h := range l.c.Holdings {
		have["holding "+string(h.ID)] = h.File
	}
	listed := map[string]bool{}
	for i, line := range l.c.published {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if listed[line] {
			l.add(file, i+1, "%s is listed twice", line)
		}
		listed[line] = true
		if have[line] == "" {
			l.add(file, i+1, "%s was published and is gone: ids are kept", line)
		}
	}
	for line, from := range have {
		if !listed[line] {
			l.add(from, 1, "%s is not in published.txt", line)
		}
	}
}
