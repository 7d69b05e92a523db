package web

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"yaozhi/corpus"
	"yaozhi/reasoning"
)

// reportView is a checklist laid out for reading.
type reportView struct {
	Counts         []countView
	At, NotLooked  string
	Answer         string // the way to the questions; empty where there are none
	Runs           []evidenceRun
	Contradictions []contradictionView
	Groups         []groupView
	NotEngaged     []cardLink
}

type countView struct {
	Status      reasoning.Status
	Icon, Title string
	N           int
}

// evidenceRun is a stretch of the description, with the holdings it bears on.
// The runs, joined, are the description as sent.
type evidenceRun struct {
	ID, Text, Title string
	Status          reasoning.Status
	Codes           []string
}

type contradictionView struct {
	Label    string
	Evidence []string
}

type groupView struct {
	Status      reasoning.Status
	Icon, Title string
	Items       []cardView
}

type cardLink struct{ Href, Code, Heading string }

// cardView is a holding in a report. A compact card shows what there is to do and
// folds the rest away.
type cardView struct {
	page
	cardLink
	Compact                          bool
	Status                           reasoning.Status
	StatusTitle, WeightTitle, Reason string
	Weight                           corpus.Weight
	Proposition                      string
	Because                          []becauseView
	Pins                             []quote
	Missing                          []string
	Repairs                          []repairView
	Explanation                      *stepView
	Possible, IfUnproven, Closeness  string
	Presumed                         []string
	Then, Now                        []link
}

type becauseView struct {
	Label, Value, Tier string
	Evidence           []reasoning.Evidence
}

// repairView is the ways to reach a goal, any one of which will do.
type repairView struct {
	Goal    string
	Actions []string
}

type stepView struct {
	Truth, Mark, Label, Shown string
	Evidence                  []langRun
	Children                  []stepView
}

func (p page) reportView(list *reasoning.Checklist, text string) *reportView {
	v := &reportView{At: p.t("check.at.line", list.At), NotLooked: notLookedAt(p.Lang), Runs: p.evidenceRuns(list, text)}
	if n := min(maxQuestions, len(list.Questions)); n > 0 {
		v.Answer = p.t("check.answer", n)
	}
	groups := map[reasoning.Status]*groupView{}
	for _, s := range reasoning.Statuses {
		title := p.t("status." + string(s))
		v.Counts = append(v.Counts, countView{Status: s, Icon: statusIcons[s], Title: title, N: list.Summary[s]})
		groups[s] = &groupView{Status: s, Icon: statusIcons[s], Title: title}
	}
	for _, item := range list.Items {
		if item.Status == reasoning.StatusNotEngaged {
			v.NotEngaged = append(v.NotEngaged, p.cardLink(item.Holding))
			continue
		}
		g := groups[item.Status]
		g.Items = append(g.Items, p.cardView(item))
	}
	for _, s := range reasoning.Statuses {
		if len(groups[s].Items) > 0 {
			v.Groups = append(v.Groups, *groups[s])
		}
	}
	for _, c := range list.Contradictions {
		cv := contradictionView{Label: p.factLabel(c.Fact)}
		for _, r := range c.Readings {
			for _, e := range r.Evidence {
				cv.Evidence = append(cv.Evidence, e.Text)
			}
		}
		v.Contradictions = append(v.Contradictions, cv)
	}
	return v
}

func (p page) cardLink(h *corpus.Holding) cardLink {
	return cardLink{Href: p.holdingURL(h), Code: h.Code, Heading: h.Title.In(p.Lang)}
}

func (p page) cardView(item *reasoning.Item) cardView {
	h := item.Holding
	c := cardView{
		page: p, cardLink: p.cardLink(h), Compact: item.Status != reasoning.StatusConflict && item.Status != reasoning.StatusAtRisk, Status: item.Status, StatusTitle: p.t("status." + string(item.Status)),
		Weight: h.Weight, WeightTitle: h.Weight.Title().In(p.Lang), Proposition: h.Proposition.In(p.Lang),
		Pins:     p.quotes(item.Pins[:min(2, len(item.Pins))]),
		Presumed: p.presumed(item.Presumed), Closeness: p.closeness(item.Closeness), Repairs: p.repairs(item),
		Then: p.provisionLinks(h.Statutes.Then), Now: p.provisionLinks(h.Statutes.Now),
	}
	if item.Reason != "" {
		c.Reason = p.t("check.reason." + item.Reason)
	}
	for _, r := range item.Because {
		c.Because = append(c.Because, becauseView{Label: p.factLabel(r.Fact), Value: p.valueText(r.Fact, r.Value), Tier: p.t("tier." + string(r.Tier)), Evidence: inOrder(r.Evidence)})
	}
	if item.Status == reasoning.StatusUnknown {
		c.Possible, c.IfUnproven = p.outcomes(item.Possible), p.outcomes(item.IfUnproven)
	}
	if item.Status == reasoning.StatusUnknown || item.Status == reasoning.StatusAtRisk {
		for _, q := range item.Missing[:min(3, len(item.Missing))] {
			c.Missing = append(c.Missing, q.Fact.Ask.In(p.Lang))
		}
	}
	if item.Explanation != nil {
		s := p.stepView(item.Explanation)
		c.Explanation = &s
	}
	return c
}

// repairs groups the ways out by goal. One that reaches safety is not listed again
// as one that clears.
func (p page) repairs(item *reasoning.Item) []repairView {
	if item.Status == reasoning.StatusSatisfied {
		return nil
	}
	var out []repairView
	var seen []string
	for _, goal := range []string{"safe", "clear"} {
		v := repairView{Goal: p.t("check.goal." + goal)}
		for _, r := range item.Repairs {
			if action := r.Action.In(p.Lang); r.Goal == goal && !slices.Contains(seen, action) {
				seen, v.Actions = append(seen, action), append(v.Actions, action)
			}
		}
		if len(v.Actions) > 0 {
			out = append(out, v)
		}
	}
	return out
}

// presumed says each presumed fact with its value.
func (p page) presumed(names []string) []string {
	var out []string
	for _, name := range names {
		if f := p.corpus.Fact(name); f != nil {
			out = append(out, p.t("cond.is", f.Label.In(p.Lang), p.assigned(f, f.Presume)))
		}
	}
	return out
}

func (p page) closeness(c reasoning.Closeness) string {
	var parts []string
	if c.AtLeast {
		parts = append(parts, p.t("check.close.atleast"))
	}
	for _, x := range []struct {
		key   string
		facts []string
	}{{"shared", c.Shared}, {"missing", c.Missing}, {"distinguishing", c.Distinguishing}} {
		if len(x.facts) > 0 {
			parts = append(parts, p.t("check.close."+x.key, p.factLabels(x.facts)))
		}
	}
	return strings.Join(parts, " ")
}

func (p page) stepView(s *reasoning.Step) stepView {
	v := stepView{Truth: string(s.Truth), Mark: p.t("truth." + string(s.Truth)), Label: s.Label.In(p.Lang)}
	if s.Side != "" {
		v.Label = p.t("side." + s.Side)
	}
	if s.Reading != nil {
		v.Shown = p.valueText(s.Fact, s.Reading.Value) + " (" + p.t("tier."+string(s.Reading.Tier)) + ")"
		for _, e := range inOrder(s.Reading.Evidence) {
			v.Evidence = append(v.Evidence, langRun{e.Text, p.LangOf(e.Text)})
		}
	}
	for _, child := range s.Children {
		v.Children = append(v.Children, p.stepView(child))
	}
	return v
}

// evidenceRuns cuts the description at every border of evidence and gives each
// stretch the worst status it bears on, with the codes of the holdings.
func (p page) evidenceRuns(list *reasoning.Checklist, text string) []evidenceRun {
	if text == "" {
		return nil
	}
	runes := []rune(text)
	borders := []int{0, len(runes)}
	for _, item := range list.Items {
		for _, r := range item.Because {
			for _, e := range r.Evidence {
				borders = append(borders, e.Start, e.End)
			}
		}
	}
	sort.Ints(borders)
	borders = slices.Compact(borders)
	var out []evidenceRun
	for i := 0; i+1 < len(borders); i++ {
		r := evidenceRun{ID: "e" + strconv.Itoa(i), Text: string(runes[borders[i]:borders[i+1]])}
		p.mark(&r, list, borders[i], borders[i+1])
		out = append(out, r)
	}
	return out
}

// mark finds what the stretch shows. Codes stand at the end of a piece of
// evidence only, so that a sentence in several stretches is referenced once.
func (p page) mark(r *evidenceRun, list *reasoning.Checklist, start, end int) {
	var titles []string
	for _, item := range list.Items {
		if item.Status == reasoning.StatusNotEngaged {
			continue
		}
		for _, reading := range item.Because {
			for _, e := range reading.Evidence {
				if e.Start > start || e.End < end {
					continue
				}
				if r.Status == "" {
					r.Status = item.Status // items come worst first
				}
				if e.End == end && !slices.Contains(r.Codes, item.Holding.Code) {
					r.Codes = append(r.Codes, item.Holding.Code)
					titles = append(titles, item.Holding.Code+" "+item.Holding.Title.In(p.Lang))
				}
			}
		}
	}
	r.Title = strings.Join(titles, "; ")
}
