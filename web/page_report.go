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
	NotLooked      string
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

type cardLink struct{ Href, Code, Title string }

type cardView struct {
	cardLink
	Status                                    reasoning.Status
	StatusTitle, WeightTitle, Reason          string
	Weight                                    corpus.Weight
	Proposition                               string
	Because                                   []becauseView
	Pins                                      []quote
	Missing                                   []string
	Repairs                                   []repairView
	Explanation                               *stepView
	Possible, IfUnproven, Presumed, Closeness string
	Then, Now                                 []link
}

type becauseView struct {
	Label, Value, Tier string
	Evidence           []reasoning.Evidence
}

type repairView struct{ Goal, Action string }

type stepView struct {
	Truth, Mark, Label, Shown string
	Evidence                  []string
	Children                  []stepView
}

func (p page) reportView(list *reasoning.Checklist, text string) *reportView {
	v := &reportView{NotLooked: notLookedAt(p.Lang), Runs: p.evidenceRuns(list, text)}
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
	return cardLink{Href: p.holdingURL(h), Code: h.Code, Title: h.Title.In(p.Lang)}
}

func (p page) cardView(item *reasoning.Item) cardView {
	h := item.Holding
	c := cardView{
		cardLink: p.cardLink(h), Status: item.Status, StatusTitle: p.t("status." + string(item.Status)),
		Weight: h.Weight, WeightTitle: h.Weight.Title().In(p.Lang), Proposition: h.Proposition.In(p.Lang),
		Pins: p.quotes(item.Pins[:min(2, len(item.Pins))]), Possible: p.outcomes(item.Possible), IfUnproven: p.outcomes(item.IfUnproven),
		Presumed: p.factLabels(item.Presumed), Closeness: p.closeness(item.Closeness),
		Then: p.provisionLinks(h.Statutes.Then), Now: p.provisionLinks(h.Statutes.Now),
	}
	if item.Reason != "" {
		c.Reason = p.t("check.reason." + item.Reason)
	}
	for _, r := range item.Because {
		c.Because = append(c.Because, becauseView{Label: p.factLabel(r.Fact), Value: p.valueText(r.Fact, r.Value), Tier: p.t("tier." + string(r.Tier)), Evidence: r.Evidence})
	}
	for _, q := range item.Missing[:min(3, len(item.Missing))] {
		c.Missing = append(c.Missing, q.Fact.Ask.In(p.Lang))
	}
	if item.Status != reasoning.StatusSatisfied {
		for _, r := range item.Repairs {
			c.Repairs = append(c.Repairs, repairView{Goal: p.t("check.goal." + r.Goal), Action: r.Action.In(p.Lang)})
		}
	}
	if item.Explanation != nil {
		s := p.stepView(item.Explanation)
		c.Explanation = &s
	}
	return c
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
		for _, e := range s.Reading.Evidence {
			v.Evidence = append(v.Evidence, e.Text)
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
