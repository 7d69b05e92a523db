package web

import (
	"bytes"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"yaozhi/corpus/cite"
)

// sarif is a checklist as SARIF 2.1.0. Offsets are runes, which SARIF calls
// unicode code points. The description itself is left out; messages quote only
// its evidence.
func (r reporter) sarif(c *Checklist, path string) ([]byte, error) {
	var b bytes.Buffer
	if err := r.sarifReport(c, path).Write(&b); err != nil {
		return nil, fmt.Errorf("web: sarif: %w", err)
	}
	return b.Bytes(), nil
}

func (r reporter) sarifReport(c *Checklist, path string) *sarif.Report {
	run := sarif.NewRunWithInformationURI("yaozhi", r.base)
	run.Tool.Driver.Version = &c.Version
	kind := "unicodeCodePoints"
	run.ColumnKind = &kind
	run.Language = r.choose("zh-CN", "en-US")
	run.Tool.Driver.Language = run.Language
	run.Properties = sarif.NewPropertyBag().Add("corpusRevision", c.Revision).Add("at", c.At)
	lines := newLineIndex(c.description)
	for i := range c.Items {
		item := &c.Items[i]
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, r.sarifRule(item))
		run.Results = append(run.Results, r.sarifResult(item, i, fileURI(path), lines))
	}
	report := sarif.NewReport()
	report.Runs = append(report.Runs, run)
	return report
}

func (r reporter) sarifRule(item *ChecklistItem) *sarif.ReportingDescriptor {
	id, help, title := item.Holding, r.holdingURL(item.Holding), r.in(item.Title)
	rule := sarif.NewReportingDescriptor()
	rule.ID, rule.HelpURI, rule.Name = &id, &help, &item.Code
	rule.ShortDescription = &sarif.MultiformatMessageString{Text: &title}
	if h := r.service.corpus.Holding(item.Holding); h != nil {
		full := h.Proposition.In(r.lang)
		rule.FullDescription = &sarif.MultiformatMessageString{Text: &full}
	}
	return rule
}

// sarifKind gives kind and level: level is none for all but failures.
func sarifKind(item *ChecklistItem) (kind, level string) {
	switch item.Status {
	case "conflict":
		return "fail", sarif.LevelError
	case "at-risk":
		return "fail", sarif.LevelWarning
	case "unknown":
		if item.Reason == "undecided-by-the-ruling" {
			return "review", sarif.LevelNone
		}
		return "open", sarif.LevelNone
	case "satisfied":
		return "pass", sarif.LevelNone
	case "engaged":
		return "informational", sarif.LevelNone
	}
	return "notApplicable", sarif.LevelNone
}

func (r reporter) sarifResult(item *ChecklistItem, index int, uri string, lines lineIndex) *sarif.Result {
	result := sarif.NewRuleResult(item.Holding)
	result.RuleIndex = index
	result.Kind, result.Level = sarifKind(item)
	result.Message = sarif.NewTextMessage(r.sarifMessage(item))
	result.PartialFingerprints = map[string]string{"holdingAndEvidence/v1": fingerprint(item)}
	for _, e := range evidenceOf(item) {
		result.Locations = append(result.Locations, location(uri, region(e.Start, e.End).
			WithStartLine(lines.line(e.Start)).WithStartColumn(lines.column(e.Start)).
			WithEndLine(lines.line(e.End)).WithEndColumn(lines.column(e.End))))
	}
	for i, p := range shownPins(item.Pins) {
		at := location(r.passageURL(p.Ruling, p.Passage), region(p.Start, p.End))
		at.ID = i + 1
		at.Message = sarif.NewTextMessage(r.citation(p) + r.choose("：", ": ") + "“" + p.Exact + "”")
		result.RelatedLocations = append(result.RelatedLocations, at)
	}
	return result
}

// sarifMessage says title and status, then what shows it or what to ask.
func (r reporter) sarifMessage(item *ChecklistItem) string {
	parts := []string{item.Code + " " + r.in(item.Title) + r.choose("：", ": ") + r.status(item)}
	for _, f := range item.Because {
		if len(f.Evidence) > 0 {
			parts = append(parts, r.fact(f)+" “"+f.Evidence[0].Text+"”")
		}
	}
	if item.Status == "unknown" && len(item.Missing) > 0 {
		parts = append(parts, r.in(item.Missing[0].Question))
	}
	if (item.Status == "conflict" || item.Status == "at-risk") && len(item.Repairs) > 0 {
		parts = append(parts, r.colon(r.t("check.goal."+item.Repairs[0].Goal))+r.in(item.Repairs[0].Action))
	}
	return strings.Join(parts, r.choose("；", "; "))
}

func evidenceOf(item *ChecklistItem) []Evidence {
	var out []Evidence
	for _, f := range item.Because {
		out = append(out, f.Evidence...)
	}
	return out
}

// fingerprint stays the same while holding and words do, wherever they stand.
func fingerprint(item *ChecklistItem) string {
	words := []string{item.Holding}
	for _, e := range evidenceOf(item) {
		words = append(words, strings.Join(strings.Fields(cite.FoldString(e.Text)), " "))
	}
	return digest(words...)
}

func region(start, end int) *sarif.Region {
	return sarif.NewRegion().WithCharOffset(start).WithCharLength(end - start)
}

func location(uri string, at *sarif.Region) *sarif.Location {
	artifact := sarif.NewArtifactLocation()
	artifact.URI = &uri
	physical := sarif.NewPhysicalLocation().WithArtifactLocation(artifact).WithRegion(at)
	return sarif.NewLocationWithPhysicalLocation(physical)
}

// fileURI is a path as the relative or absolute reference SARIF wants.
func fileURI(path string) string {
	slashed := filepath.ToSlash(path)
	if filepath.IsAbs(path) {
		return (&url.URL{Scheme: "file", Path: slashed}).String()
	}
	return (&url.URL{Path: slashed}).String()
}

// lineIndex finds line and column of a rune offset; both count from 1.
type lineIndex []int // rune offset at which each line starts

func newLineIndex(text string) lineIndex {
	lines, at := lineIndex{0}, 0
	for line := range strings.Lines(text) {
		at += utf8.RuneCountInString(line)
		lines = append(lines, at)
	}
	return lines
}

func (l lineIndex) line(offset int) int {
	n := 1
	for n < len(l) && l[n] <= offset {
		n++
	}
	if n == len(l) && n > 1 && l[n-1] == offset { // the end of a text without a last newline
		return n - 1
	}
	return n
}

func (l lineIndex) column(offset int) int { return offset - l[l.line(offset)-1] + 1 }
