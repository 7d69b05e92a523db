package web

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"html"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
)

func checklist(t testing.TB, lang, text string) *Checklist {
	t.Helper()
	c, err := service(t).Check(CheckRequest{Text: text, At: "2026-11-23", Lang: lang, Offsets: Offsets{Byte: true, UTF16: true}})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// texts are descriptions with all that makes offsets hard.
func texts() map[string]string {
	return map[string]string{
		"zh":            description,
		"crlf":          "英语学习App。\r\n首次登录必须填写职业,不能跳过。\r\n每周向全部号码发送促销短信。",
		"emoji":         "😀😀 首次登录必须填写职业，😀不能跳过。",
		"en":            "An English-learning app. First login requires your occupation. It cannot be skipped.\nWe share accounts with affiliates.",
		"markup":        "# **首次登录**\n- 必须填写职业 <b>不能跳过</b> `x` \\* _y_",
		"contradictory": "首次登录必须填写职业，不能跳过。首次登录时填写职业可以跳过。",
	}
}

func TestOffsetsSelectTheQuotedText(t *testing.T) {
	for name, text := range texts() {
		c := checklist(t, "zh", text)
		runes := []rune(text)
		readings := c.Facts
		for _, item := range c.Items {
			readings = append(readings, item.Because...)
			for _, p := range item.Pins {
				r := service(t).corpus.Ruling(p.Ruling)
				if string([]rune(r.Text)[p.Start:p.End]) != p.Exact || r.Text[p.Byte[0]:p.Byte[1]] != p.Exact {
					t.Errorf("%s: pin of %s selects other words", name, item.Code)
				}
			}
		}
		found := 0
		for _, f := range readings {
			for _, e := range f.Evidence {
				found++
				if string(runes[e.Start:e.End]) != e.Text || text[e.Byte[0]:e.Byte[1]] != e.Text {
					t.Errorf("%s: evidence of %s is %q, its offsets select %q", name, f.Fact, e.Text, string(runes[e.Start:e.End]))
				}
			}
		}
		if found == 0 {
			t.Errorf("%s: nothing was read", name)
		}
	}
}

func TestSARIFIsValidAndSelectsTheEvidence(t *testing.T) {
	for name, text := range texts() {
		c := checklist(t, "en", text)
		report := service(t).reporter("en", defaultBase).sarifReport(c, "a description 草案.md")
		if err := report.Validate(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		run := report.Runs[0]
		if *run.ColumnKind != "unicodeCodePoints" || len(run.Artifacts) != 0 || len(run.Results) != len(c.Items) {
			t.Errorf("%s: column kind %s, %d artifacts, %d results for %d items", name, *run.ColumnKind, len(run.Artifacts), len(run.Results), len(c.Items))
		}
		lines := strings.SplitAfter(text, "\n")
		for i, result := range run.Results {
			want := evidenceOf(&c.Items[i])
			if *result.RuleID != c.Items[i].Holding || *run.Tool.Driver.Rules[result.RuleIndex].ID != *result.RuleID || len(result.Locations) != len(want) {
				t.Fatalf("%s: result %d is of another rule or place", name, i)
			}
			if (result.Kind == "fail") == (result.Level == "none") {
				t.Errorf("%s: %s has kind %s, level %s", name, *result.RuleID, result.Kind, result.Level)
			}
			for n, l := range result.Locations {
				at := l.PhysicalLocation.Region
				if string([]rune(text)[at.CharOffset:at.CharOffset+*at.CharLength]) != want[n].Text {
					t.Errorf("%s: %s selects other words", name, *result.RuleID)
				}
				from := []rune(lines[*at.StartLine-1])[*at.StartColumn-1:]
				if !strings.HasPrefix(string(from)+strings.Join(lines[*at.StartLine:], ""), want[n].Text) {
					t.Errorf("%s: line %d, column %d is not where %q stands", name, *at.StartLine, *at.StartColumn, want[n].Text)
				}
			}
		}
	}
}

func TestFingerprintsAreStableWhenTheTextMoves(t *testing.T) {
	prints := func(text string) map[string]bool {
		out := map[string]bool{}
		c := checklist(t, "zh", text)
		for i := range c.Items {
			if len(c.Items[i].Because) > 0 {
				out[fingerprint(&c.Items[i])] = true
			}
		}
		return out
	}
	a, b := prints("首次登录必须填写职业,不能跳过。"), prints("关于我们。\n\n首次登录必须填写职业,不能跳过。")
	for f := range a {
		if !b[f] {
			t.Errorf("fingerprint %s is gone when a paragraph stands before", f)
		}
	}
}

func TestReportsQuoteDescriptionAndCourt(t *testing.T) {
	c := checklist(t, "zh", description)
	for _, format := range []string{"text", "markdown", "sarif", "junit"} {
		out, err := service(t).Report(c, ReportOptions{Format: format, Path: "prd.md"})
		if err != nil {
			t.Errorf("Report(%s): %v", format, err)
		}
		for _, want := range []string{"不能跳过", "首次登录强制收集画像", "不能被认定为有效同意", "第"} {
			if !bytes.Contains(out, []byte(want)) {
				t.Errorf("Report(%s) lacks %s", format, want)
			}
		}
		if bytes.Contains(out, []byte("\x1b")) {
			t.Errorf("Report(%s) has colours nobody asked for", format)
		}
	}
	coloured, _ := service(t).Report(c, ReportOptions{Colour: true})
	if !bytes.Contains(coloured, []byte("\x1b[31mC5 conflict\x1b[0m")) {
		t.Error("a coloured report has no red conflict")
	}
	text, _ := service(t).Report(c, ReportOptions{})
	if i, j := bytes.Index(text, []byte("\nC5 conflict")), bytes.Index(text, []byte(" unknown  ")); i < 0 || j >= 0 && j < i {
		t.Errorf("conflicts do not come first:\n%s", text)
	}
	if _, err := service(t).Report(c, ReportOptions{Format: "pdf"}); err == nil {
		t.Error("Report(pdf) gave no error")
	}
}

func TestJUnitFailsWhatReachesTheThreshold(t *testing.T) {
	c := checklist(t, "en", description)
	s := c.Summary
	open := s.Conflict + s.AtRisk + s.Unknown
	for failOn, failures := range map[string]int{"": s.Conflict, "conflict": s.Conflict, "at-risk": s.Conflict + s.AtRisk, "unknown": open, "never": 0} {
		out, err := service(t).Report(c, ReportOptions{Format: "junit", Path: "prd.md", FailOn: failOn})
		if err != nil {
			t.Fatal(err)
		}
		var suite junitSuite
		if err := xml.Unmarshal(out, &suite); err != nil {
			t.Fatal(err)
		}
		if suite.Failures != failures || suite.Skipped != open-failures || suite.Tests != open+s.Satisfied+s.Engaged {
			t.Errorf("fail on %q: %d tests, %d failures, %d skipped; the summary is %+v", failOn, suite.Tests, suite.Failures, suite.Skipped, s)
		}
	}
}

// Escaped text, rendered by a CommonMark renderer, is the text again.
func TestEscapedMarkdownShowsTheText(t *testing.T) {
	r := service(t).corpus.Rulings[0]
	cases := []string{"费用**元、取证费**元", "<b>&amp;</b>", "1. a", "# a", "- a", "    code", " a  b ", "a\nb", "`x` ~y~ [z](u) ![i](j)", "a\\*b", "https://a.example www.b.example", "|a|b|", "***", "---", "&#32;"}
	for _, p := range r.Passages {
		cases = append(cases, p.Text)
	}
	tag := regexp.MustCompile(`<[^>]*>`)
	for _, want := range cases {
		var b bytes.Buffer
		if err := goldmark.Convert([]byte("x"+escapeMarkdown(want)+"x"), &b); err != nil {
			t.Fatal(err)
		}
		got := html.UnescapeString(tag.ReplaceAllString(b.String(), ""))
		if got = strings.TrimSuffix(got, "\n"); got != "x"+want+"x" {
			t.Errorf("%q shows as %q", "x"+want+"x", got)
		}
	}
}

func TestReportsInBothLanguagesUseTheirOwnWords(t *testing.T) {
	for lang, want := range map[string]string{"zh": "本清单不是法律意见", "en": "It is not legal advice"} {
		for _, format := range []string{"text", "markdown"} {
			out, err := service(t).Report(checklist(t, lang, description), ReportOptions{Format: format})
			if err != nil || !strings.Contains(string(out), want) {
				t.Errorf("Report(%s) in %s lacks %q (%v)", format, lang, want, err)
			}
		}
	}
}

// The lists of a checklist are never null, and no label is missing.
func TestChecklistHasNoNullAndNoEmptyLabel(t *testing.T) {
	for name, text := range texts() {
		out, err := Encode(checklist(t, "zh", text))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(out, []byte("null")) || bytes.Contains(out, []byte(`"label":{"zh":"","en":""}`)) {
			t.Errorf("%s: the checklist has a null or an empty label: %.3000s", name, regexp.MustCompile(`.{200}(null|"label":\{"zh":"").{100}`).Find(out))
		}
		var back map[string]any
		if err := json.Unmarshal(out, &back); err != nil {
			t.Error(err)
		}
	}
}
