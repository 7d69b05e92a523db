package web

import (
	"fmt"
	"strings"
)

// Markdown lays out an answer of the service: a checklist, holding, ruling,
// passage, issue, provision or fact. The words of a ruling and of a description
// are escaped, so that asterisks and markup in them show as they are.
func (s *Service) Markdown(v any, lang string) (string, error) {
	r := s.reporter(lang, defaultBase)
	switch v := v.(type) {
	case *Checklist:
		return string(s.reporter(v.Lang, defaultBase).checklistMarkdown(v)), nil
	case *Holding:
		return r.holdingMarkdown(v), nil
	case *Ruling:
		return r.rulingMarkdown(v), nil
	case *Passage:
		return "# " + escapeMarkdown(v.ID) + "\n\n" + r.quoteMarkdown(v.Text, escapeMarkdown(r.in(v.Citation))), nil
	case *Issue:
		return r.issueMarkdown(v, "#"), nil
	case *Provision:
		return r.provisionMarkdown(v), nil
	case *Fact:
		return r.factMarkdown(v), nil
	}
	return "", fmt.Errorf("web: %T has no Markdown", v)
}

// escapeMarkdown writes text that CommonMark shows unchanged: ASCII
// punctuation is escaped but for marks that never mean anything, and blanks that Markdown would fold or drop are
// character references.
func escapeMarkdown(s string) string {
	var b strings.Builder
	runes := []rune(s)
	for i, c := range runes {
		edge := i == 0 || i == len(runes)-1 || runes[i-1] == ' ' || runes[i-1] == '\n' || runes[i+1] == '\n'
		switch {
		case c == ' ' && edge:
			b.WriteString("&#32;")
		case c == '\n' || c == '\r' || c == '\t':
			fmt.Fprintf(&b, "&#%d;", c)
		case c > ' ' && c < 0x7f && !isAlphanumeric(c) && !strings.ContainsRune(",;?/%", c):
			b.WriteByte('\\')
			b.WriteRune(c)
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}

func isAlphanumeric(c rune) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}

// quoteMarkdown is a block quote with its source below. Source is Markdown.
func (r reporter) quoteMarkdown(words, source string) string {
	return "> " + escapeMarkdown(words) + "\n>\n> — " + source + "\n\n"
}

func (r reporter) pinMarkdown(p Pin) string {
	link := fmt.Sprintf("[%s](<%s>)", escapeMarkdown(r.citation(p)), r.passageURL(p.Ruling, p.Passage))
	return r.quoteMarkdown(p.Exact, link)
}

func (r reporter) checklistMarkdown(c *Checklist) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n\n%s%s\n", r.t("check.result"), r.summary(c.Summary), r.colon(r.t("check.at")), c.At)
	var left []string
	for i := range c.Items {
		item := &c.Items[i]
		if item.Status == "not-engaged" {
			left = append(left, item.Code)
			continue
		}
		r.itemMarkdown(&b, item)
	}
	for _, k := range c.Contradictions {
		fmt.Fprintf(&b, "\n## %s%s\n\n", r.colon(r.t("check.contradiction")), r.in(k.Label))
		for _, f := range k.Readings {
			fmt.Fprintf(&b, "- %s%s\n", r.value(f.Fact, f.Value), escapedEvidence(f.Evidence))
		}
	}
	if len(c.Questions) > 0 {
		fmt.Fprintf(&b, "\n## %s\n\n", r.t("check.questions"))
		for _, q := range c.Questions[:min(10, len(c.Questions))] {
			fmt.Fprintf(&b, "- %s `%s`\n", r.in(q.Question), q.Fact)
		}
	}
	if len(left) > 0 {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n", r.t("check.notengaged"), strings.Join(left, r.t("list.separator")))
	}
	fmt.Fprintf(&b, "\n---\n\n%s\n\n%s `%s`\n", notLookedAt(r.lang), r.t("footer.revision"), c.Revision)
	return []byte(b.String())
}

func (r reporter) itemMarkdown(b *strings.Builder, item *ChecklistItem) {
	fmt.Fprintf(b, "\n## %s %s — [%s](<%s>)\n\n", item.Code, r.status(item), escapeMarkdown(r.in(item.Title)), r.holdingURL(item.Holding))
	row := func(heading, words string) {
		if words != "" {
			fmt.Fprintf(b, "- %s %s\n", r.strong(heading), words)
		}
	}
	row(r.t("holding.weight"), r.weight(item.Weight))
	for _, f := range item.Because {
		row(r.t("check.because"), r.fact(f)+escapedEvidence(f.Evidence))
	}
	for _, o := range item.Other {
		row(r.choose("描述前后不一，另有", "contradictory text, also"), r.t("status."+o))
	}
	row(r.t("check.presumed"), r.presumed(item.Presumed))
	if item.Status == "unknown" {
		row(r.t("check.possible"), r.outcomes(item.Possible))
		row(r.t("check.unproven"), r.outcomes(item.IfUnproven))
	}
	for _, q := range shownQuestions(item.Missing) {
		row(r.t("check.missing"), r.in(q.Question)+" `"+q.Fact+"`")
	}
	for _, p := range shownRepairs(item) {
		row(r.t("check.goal."+p.Goal), r.in(p.Action)+" `"+changes(p.Changes)+"`")
	}
	row(r.t("holding.then"), r.provisions(item.Basis.Then))
	row(r.t("holding.now"), r.provisions(item.Basis.Now))
	b.WriteString("\n")
	for _, p := range shownPins(item.Pins) {
		b.WriteString(r.pinMarkdown(p))
	}
}

func escapedEvidence(evidence []Evidence) string {
	var b strings.Builder
	for _, e := range evidence {
		fmt.Fprintf(&b, " “%s”", escapeMarkdown(e.Text))
	}
	return b.String()
}
