package web

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"yaozhi/corpus"
)

// ReportOptions say how to lay a checklist out. The zero value is plain text in the
// checklist's own language.
type ReportOptions struct {
	Format string // text, markdown, sarif or junit
	Lang   string // zh or en
	Path   string // names the description in SARIF and JUnit
	FailOn string // JUnit: the status from which on a holding fails, as Reaches takes it; conflict when empty
	Colour bool   // text: with the colours of a terminal
}

// Report lays a checklist out.
func (s *Service) Report(c *Checklist, o ReportOptions) ([]byte, error) {
	r := s.reporter(cmp.Or(o.Lang, c.Lang), defaultBase)
	switch o.Format {
	case "", "text":
		return r.text(c, o.Colour), nil
	case "markdown":
		return r.checklistMarkdown(c), nil
	case "sarif":
		return r.sarif(c, o.Path)
	case "junit":
		return r.junit(c, o.Path, cmp.Or(o.FailOn, "conflict"))
	}
	return nil, fault(kindBadParameter, "format", "no such format", "allowed: text, markdown, sarif, junit")
}

// reporter lays answers out in one language. Links lead to base.
type reporter struct {
	service *Service
	lang    string
	base    string
}

func (s *Service) reporter(lang, base string) reporter {
	return reporter{service: s, lang: lang, base: base}
}

// t says a key of words.yaml.
func (r reporter) t(key string, args ...any) string {
	return r.service.words.must(r.lang, key, args...)
}

func (r reporter) in(t Text) string { return t.In(r.lang) }

// choose is for the few words that only reports use.
func (r reporter) choose(zh, en string) string { return Text{Zh: zh, En: en}.In(r.lang) }

// strong is a heading within a line of Markdown.
func (r reporter) strong(heading string) string {
	return "**" + strings.TrimSpace(r.colon(heading)) + "**"
}

// colon ends a heading within a line, as the language writes it.
func (r reporter) colon(heading string) string {
	heading = strings.TrimRight(heading, ":： ")
	if r.lang == "en" {
		return heading + ": "
	}
	return heading + "："
}

func (r reporter) status(item *ChecklistItem) string {
	s := r.t("status." + item.Status)
	if item.Reason != "" {
		s += r.choose("（", " (") + r.t("check.reason."+item.Reason) + r.choose("）", ")")
	}
	return s
}

func (r reporter) weight(w string) string { return corpus.Weight(w).Title().In(r.lang) }

// summary is one line of counts, worst first.
func (r reporter) summary(s Summary) string {
	var parts []string
	for _, c := range []struct {
		status string
		n      int
	}{{"conflict", s.Conflict}, {"at-risk", s.AtRisk}, {"unknown", s.Unknown}, {"satisfied", s.Satisfied}, {"engaged", s.Engaged}, {"not-engaged", s.NotEngaged}} {
		parts = append(parts, fmt.Sprintf("%s %d", r.t("status."+c.status), c.n))
	}
	return strings.Join(parts, " · ")
}

// fact says "label: value (tier)".
func (r reporter) fact(f FactReading) string {
	return r.colon(r.in(f.Label)) + r.value(f.Fact, f.Value) + r.choose("（", " (") + r.t("tier."+f.Tier) + r.choose("）", ")")
}

// value says a value for people: 是, 15 日, the label of an enum value.
func (r reporter) value(fact string, v any) string {
	if b, ok := v.(bool); ok {
		if b {
			return r.t("yes")
		}
		return r.t("no")
	}
	s, ok := v.(string)
	f := r.service.corpus.Fact(fact)
	if !ok || f == nil {
		return fmt.Sprint(v)
	}
	for _, e := range f.Values {
		if e.ID == s {
			return e.Label.In(r.lang)
		}
	}
	d, err := corpus.ParseValue(f, s)
	if err != nil || d.Type != corpus.TypeDuration {
		return s
	}
	return fmt.Sprintf("%d %s", d.N, r.t("unit."+string(d.Unit)))
}

// presumed says each presumed fact with its value.
func (r reporter) presumed(in []FactReading) string {
	return strings.Join(each(in, func(f FactReading) string { return r.colon(r.in(f.Label)) + r.value(f.Fact, f.Value) }),
		r.choose("；", "; "))
}

func (r reporter) outcomes(in []string) string {
	return strings.Join(each(in, func(o string) string { return r.t("outcome." + o) }), r.t("list.separator"))
}

func (r reporter) provisions(paths []string) string {
	return strings.Join(each(paths, func(p string) string { return r.service.corpus.ProvisionName(p, r.lang) }), r.t("list.separator"))
}

// citation is the pinpoint of a pin: court, case number, kind of document, passage.
func (r reporter) citation(p Pin) string {
	ruling := r.service.corpus.Ruling(p.Ruling)
	if ruling == nil {
		return p.Ruling
	}
	if passage := r.service.corpus.Passage(ruling.ID, corpus.PassageID(p.Passage)); passage != nil {
		return ruling.Citation(passage, r.lang)
	}
	return ruling.CaseNumber
}

// holdingURL and passageURL are addresses of pages.
func (r reporter) holdingURL(id string) string { return r.base + "/holdings/" + id }

func (r reporter) passageURL(ruling, passage string) string {
	return r.base + "/rulings/" + ruling + "#" + (&url.URL{Fragment: passage}).EscapedFragment()
}

// shownPins are the pins that fit a report: the first two distinct ones.
func shownPins(pins []Pin) []Pin {
	var out []Pin
	for _, p := range pins {
		if len(out) < 2 && !slices.ContainsFunc(out, func(q Pin) bool { return q.Start == p.Start && q.Ruling == p.Ruling }) {
			out = append(out, p)
		}
	}
	return out
}

// shownQuestions are the questions that fit a report: the three most telling.
func shownQuestions(q []Question) []Question { return q[:min(3, len(q))] }

// shownRepairs leaves out a way to clear that is also a way to be safe.
func shownRepairs(item *ChecklistItem) []Repair {
	if item.Status == "satisfied" {
		return nil
	}
	var out []Repair
	for _, p := range item.Repairs {
		also := func(q Repair) bool { return q.Goal == "safe" && changes(q.Changes) == changes(p.Changes) }
		if p.Goal == "safe" || !slices.ContainsFunc(item.Repairs, also) {
			out = append(out, p)
		}
	}
	return out
}
