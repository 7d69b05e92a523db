package web

import (
	"fmt"
	"strings"
)

func (r reporter) holdingMarkdown(h *Holding) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s %s\n\n%s\n\n", h.Code, r.in(h.Title), r.in(h.Proposition))
	fmt.Fprintf(&b, "- %s %s\n", r.strong(r.t("holding.weight")), r.weight(h.Weight))
	if names := r.provisions(h.Basis.Then); names != "" {
		fmt.Fprintf(&b, "- %s %s\n", r.strong(r.t("holding.then")), names)
	}
	if names := r.provisions(h.Basis.Now); names != "" {
		fmt.Fprintf(&b, "- %s %s\n", r.strong(r.t("holding.now")), names)
	}
	fmt.Fprintf(&b, "- `%s`\n\n## %s\n\n", h.ID, r.t("holding.words"))
	for _, p := range h.Pins {
		b.WriteString(r.pinMarkdown(p))
	}
	for _, s := range []struct {
		name string
		side *Side
	}{{"scope", h.Scope}, {"breach", h.Breach}, {"safe", h.Safe}, {"risk", h.Risk}, {"meets", h.Meets}} {
		if s.side != nil {
			fmt.Fprintf(&b, "- %s `%s`\n", r.strong(r.t("side."+s.name)), s.side.Text)
		}
	}
	fmt.Fprintf(&b, "\n%s\n", strings.TrimSpace(r.in(h.Body)))
	return b.String()
}

func (r reporter) rulingMarkdown(v *Ruling) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n\n%s\n\n", escapeMarkdown(v.CaseNumber), r.in(v.Title), r.in(v.Summary))
	for _, row := range [][2]string{{r.t("ruling.court"), r.in(v.Court)}, {r.t("ruling.document"), r.in(v.Document)},
		{r.t("ruling.cause"), r.in(v.Cause)}, {r.t("ruling.procedure"), r.in(v.Procedure)},
		{r.t("ruling.dates"), strings.Join([]string{v.Filed, v.Heard, v.Decided}, r.t("list.separator"))}} {
		fmt.Fprintf(&b, "- %s %s\n", r.strong(row[0]), escapeMarkdown(row[1]))
	}
	fmt.Fprintf(&b, "\n## %s\n\n", r.t("ruling.disposition"))
	for _, d := range v.Disposition {
		fmt.Fprintf(&b, "%d. %s\n", d.Number, r.in(d.Text))
	}
	fmt.Fprintf(&b, "\n## %s\n\n", r.t("issue.holdings"))
	for _, h := range v.Holdings {
		fmt.Fprintf(&b, "- [%s %s](<%s>)\n", h.Code, escapeMarkdown(r.in(h.Title)), r.holdingURL(h.ID))
	}
	if body := strings.TrimSpace(r.in(v.Body)); body != "" {
		fmt.Fprintf(&b, "\n%s\n", body)
	}
	if ruling := r.service.corpus.Ruling(v.ID); ruling != nil {
		fmt.Fprintf(&b, "\n## %s\n\n", r.t("ruling.text"))
		for line := range strings.SplitSeq(ruling.Text, "\n") {
			if line != "" {
				b.WriteString(escapeMarkdown(line) + "\n\n")
			}
		}
	}
	return b.String()
}

func (r reporter) issueMarkdown(i *Issue, level string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %s\n\n", level, escapeMarkdown(i.Number), r.in(i.Question))
	say := func(heading string, k *Contention) {
		if k == nil {
			return
		}
		fmt.Fprintf(&b, "%s %s\n\n", r.strong(heading), r.in(k.Text))
		for _, p := range k.Pins {
			b.WriteString(r.pinMarkdown(p))
		}
	}
	say(r.t("party.plaintiff"), i.Plaintiff)
	say(r.t("party.defendant"), i.Defendant)
	for n := range i.Evidence {
		say(r.t("issue.evidence"), &i.Evidence[n])
	}
	say(r.t("issue.answer"), i.Answer)
	for _, h := range i.Holdings {
		fmt.Fprintf(&b, "- [%s %s](<%s>)\n", h.Code, escapeMarkdown(r.in(h.Title)), r.holdingURL(h.ID))
	}
	for n := range i.Issues {
		b.WriteString("\n" + r.issueMarkdown(&i.Issues[n], level+"#"))
	}
	return b.String()
}

func (r reporter) provisionMarkdown(p *Provision) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n\n%s\n\n", r.in(p.Name), r.in(p.Gist), r.in(p.Instrument.Name))
	for _, v := range p.Versions {
		fmt.Fprintf(&b, "- %s: %s %s\n", v.From, v.At, r.in(v.Note))
	}
	if len(p.Quoted) > 0 {
		fmt.Fprintf(&b, "\n## %s\n\n", r.t("provision.quoted"))
	}
	for _, q := range p.Quoted {
		if q.Pin != nil {
			b.WriteString(r.pinMarkdown(*q.Pin))
		}
		if note := r.in(q.Departs); note != "" {
			fmt.Fprintf(&b, "%s\n\n", note)
		}
	}
	fmt.Fprintf(&b, "\n## %s\n\n", r.t("provision.holdings"))
	for _, id := range p.Holdings {
		if h := r.service.corpus.Holding(id); h != nil {
			fmt.Fprintf(&b, "- [%s %s](<%s>)\n", h.Code, escapeMarkdown(h.Title.In(r.lang)), r.holdingURL(id))
		}
	}
	return b.String()
}

func (r reporter) factMarkdown(f *Fact) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# `%s` %s\n\n%s\n\n", f.ID, r.in(f.Label), r.in(f.Question))
	for _, v := range f.Values {
		fmt.Fprintf(&b, "- `%s` %s\n", v.ID, r.in(v.Label))
	}
	for _, a := range f.Repair {
		fmt.Fprintf(&b, "- `%s=%s` %s\n", f.ID, a.To, r.in(a.Action))
	}
	for _, id := range f.Holdings {
		if h := r.service.corpus.Holding(id); h != nil {
			fmt.Fprintf(&b, "- [%s %s](<%s>)\n", h.Code, escapeMarkdown(h.Title.In(r.lang)), r.holdingURL(id))
		}
	}
	return b.String()
}
