package reasoning

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"yaozhi/corpus"
)

// labelled is a line of testdata/eval/descriptions.jsonl: a description with the
// statuses it ought to get. Holdings are named by code; one that Expect does not
// name is asserted neither way.
type labelled struct {
	ID       string              `json:"id"`
	Lang     string              `json:"lang"`
	Text     string              `json:"text"`
	Expect   map[string]Status   `json:"expect"`
	Accept   map[string][]Status `json:"accept"`   // also right
	Evidence map[string]string   `json:"evidence"` // words of Text that show it
	MustNot  []string            `json:"must_not"` // holdings that must not be a conflict
}

// tally counts what the checklist got right on a part of the set.
type tally struct {
	flagged, missed, wrong int // flags: right, left out, raised in error
	labels, right          int // statuses accepted
	traps, alarms          int // holdings that must not be a conflict; those that are
	shown, evidence        int // right flags; those whose evidence overlaps the labelled words
}

// TestScore measures the reading of whole descriptions. The golden score.txt is
// read in review: it may get better, and a change for the worse needs a reason.
func TestScore(t *testing.T) {
	c, err := corpus.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	k, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	scores := map[string]*tally{"all": {}}
	for _, item := range readLabelled(t, "testdata/eval/descriptions.jsonl") {
		list, err := k.Check(Description{Text: item.Text, At: "2026-01-01", Lang: "zh"})
		if err != nil {
			t.Fatalf("%s: %v", item.ID, err)
		}
		if scores[item.Lang] == nil {
			scores[item.Lang] = &tally{}
		}
		scores["all"].add(item, list)
		scores[item.Lang].add(item, list)
	}
	const golden = "testdata/eval/score.txt"
	got := table(scores)
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the score is\n%swant (-update rewrites it)\n%s", got, want)
	}
}

func readLabelled(t *testing.T, name string) []labelled {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var items []labelled
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var item labelled
		if err := json.Unmarshal(lines.Bytes(), &item); err != nil {
			t.Fatal(err)
		}
		items = append(items, item)
	}
	return items
}

func (s *tally) add(item labelled, list *Checklist) {
	got := map[string]*Item{}
	for _, i := range list.Items {
		got[i.Holding.Code] = i
	}
	for code, want := range item.Expect {
		ok := append([]Status{want}, item.Accept[code]...)
		if want == StatusEngaged {
			ok = append(ok, StatusSatisfied, StatusUnknown)
		}
		s.addLabel(item, got[code], code, ok)
	}
	for _, code := range item.MustNot {
		s.traps++
		if got[code].Status == StatusConflict {
			s.alarms++
		}
	}
}

// addLabel counts a label. Where both a flag and no flag are accepted, only the
// status counts.
func (s *tally) addLabel(item labelled, got *Item, code string, ok []Status) {
	s.labels++
	if slices.Contains(ok, got.Status) {
		s.right++
	}
	want := slices.ContainsFunc(ok, isFlag)
	if want && slices.ContainsFunc(ok, func(x Status) bool { return !isFlag(x) }) {
		return
	}
	switch {
	case want && isFlag(got.Status):
		s.flagged++
		s.shown++
		if overlaps(got, item.Text, item.Evidence[code]) {
			s.evidence++
		}
	case want:
		s.missed++
	case isFlag(got.Status):
		s.wrong++
	}
}

func isFlag(s Status) bool { return s == StatusConflict || s == StatusAtRisk }

func overlaps(item *Item, text, words string) bool {
	start := len([]rune(text[:max(0, strings.Index(text, words))]))
	end := start + len([]rune(words))
	for _, r := range item.Because {
		for _, e := range r.Evidence {
			if e.Start < end && start < e.End {
				return true
			}
		}
	}
	return false
}

func table(scores map[string]*tally) string {
	var b strings.Builder
	b.WriteString("lang     flag P  flag R  flag F1  status  false conflicts  evidence\n")
	for _, lang := range []string{"all", "zh", "zh-Hant", "en", "mixed"} {
		s := scores[lang]
		fmt.Fprintf(&b, "%-8s %6s  %6s  %7s  %6s  %9s %s  %8s\n", lang, part(s.flagged, s.flagged+s.wrong), part(s.flagged, s.flagged+s.missed),
			part(2*s.flagged, 2*s.flagged+s.wrong+s.missed), part(s.right, s.labels), fmt.Sprintf("%d/%d", s.alarms, s.traps), part(s.alarms, s.traps), part(s.evidence, s.shown))
	}
	return b.String()
}

func part(n, of int) string {
	if of == 0 {
		return "-"
	}
	return fmt.Sprintf("%.3f", float64(n)/float64(of))
}
