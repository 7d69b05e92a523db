package web

import (
	"fmt"
	"strings"
)

// colours of statuses on a terminal.
func colour(status string) string {
	switch status {
	case "conflict":
		return "\x1b[31m"
	case "at-risk":
		return "\x1b[33m"
	case "satisfied":
		return "\x1b[32m"
	}
	return "\x1b[36m"
}

// text is a checklist for a terminal: worst first, each item beginning with code
// and status. Holdings that are not engaged are only counted.
func (r reporter) text(c *Checklist, coloured bool) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s%s\n", r.summary(c.Summary), r.colon(r.t("check.at")), c.At)
	for i := range c.Items {
		item := &c.Items[i]
		if item.Status == "not-engaged" {
			continue
		}
		head := item.Code + " " + item.Status
		if coloured {
			head = colour(item.Status) + head + "\x1b[0m"
		}
		fmt.Fprintf(&b, "\n%s  %s  [%s]\n", head, r.in(item.Title), r.weight(item.Weight))
		r.textItem(&b, item)
	}
	r.textTail(&b, c)
	return []byte(b.String())
}

func (r reporter) textItem(b *strings.Builder, item *ChecklistItem) {
	line := func(heading, words string) {
		if words != "" {
			fmt.Fprintf(b, "    %s%s\n", r.colon(heading), words)
		}
	}
	if item.Reason != "" {
		line(r.t("status."+item.Status), r.t("check.reason."+item.Reason))
	}
	for _, o := range item.Other {
		line(r.choose("描述前后不一，另有", "contradictory text, also"), r.t("status."+o))
	}
	for _, f := range item.Because {
		line(r.t("check.because"), r.fact(f)+quoted(f.Evidence))
	}
	line(r.t("check.presumed"), r.presumed(item.Presumed))
	for _, p := range shownPins(item.Pins) {
		line(r.t("holding.words"), "“"+oneLine(p.Exact)+"”")
		fmt.Fprintf(b, "        %s\n", r.citation(p))
	}
	if item.Status == "unknown" {
		line(r.t("check.possible"), r.outcomes(item.Possible))
		line(r.t("check.unproven"), r.outcomes(item.IfUnproven))
	}
	for _, q := range shownQuestions(item.Missing) {
		line(r.t("check.missing"), r.in(q.Question)+" ["+q.Fact+"]")
	}
	for _, p := range shownRepairs(item) {
		line(r.t("check.goal."+p.Goal), r.in(p.Action)+" ["+changes(p.Changes)+"]")
	}
	line(r.t("holding.then"), r.provisions(item.Basis.Then))
	line(r.t("holding.now"), r.provisions(item.Basis.Now))
	if item.CannotConflict && item.Status == "unknown" {
		line(r.choose("无论如何", "in any case"), r.choose("不会成为相冲", "this cannot become a conflict"))
	}
}

func (r reporter) textTail(b *strings.Builder, c *Checklist) {
	for _, k := range c.Contradictions {
		fmt.Fprintf(b, "\n%s%s\n", r.colon(r.t("check.contradiction")), r.in(k.Label))
		for _, f := range k.Readings {
			fmt.Fprintf(b, "    %s%s\n", r.value(f.Fact, f.Value), quoted(f.Evidence))
		}
	}
	if len(c.Questions) > 0 {
		fmt.Fprintf(b, "\n%s\n", r.t("check.questions"))
		for _, q := range c.Questions[:min(10, len(c.Questions))] {
			fmt.Fprintf(b, "    %s [%s]\n", r.in(q.Question), q.Fact)
		}
	}
	fmt.Fprintf(b, "\n%s\n%s %s\n", notLookedAt(r.lang), r.t("footer.revision"), c.Revision)
}

// quoted gives the words of the description with their place, in runes from 1.
func quoted(evidence []Evidence) string {
	var b strings.Builder
	for _, e := range evidence {
		fmt.Fprintf(&b, " “%s” (%d–%d)", oneLine(e.Text), e.Start+1, e.End)
	}
	return b.String()
}

// changes writes changes as check --set takes them.
func changes(in []Change) string {
	return strings.Join(each(in, func(c Change) string { return fmt.Sprintf("%s=%v", c.Fact, c.To) }), ", ")
}

// oneLine folds line ends and shows control characters, so that neither a text's
// layout nor a terminal escape in it reaches the terminal.
func oneLine(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c == '\n' || c == '\r' || c == '\t' || c == 0x2028 || c == 0x2029:
			return ' '
		case c < 0x20 || c >= 0x7f && c < 0xa0, c >= 0x202a && c <= 0x202e, c >= 0x2066 && c <= 0x2069:
			return '\ufffd'
		}
		return c
	}, s)
}
