package main

import (
	"strings"
	"testing"

	"yaozhi/web"
)

// The count says how sure it is, and a search out of time says so.
func TestCountSaysHowSureItIs(t *testing.T) {
	one := []web.SearchResult{{Kind: "holding", ID: "x"}}
	for _, tt := range []struct {
		answer web.SearchAnswer
		want   string // last line, or all where there are no results
	}{
		{web.SearchAnswer{Total: 1, Relation: "exact", Results: one}, "          x"},
		{web.SearchAnswer{Total: 5, Relation: "exact", Results: one}, "1 of 5 results"},
		{web.SearchAnswer{Total: 1, Relation: "at-most", Results: one}, "1 of at most 1 results"},
		{web.SearchAnswer{Total: 1, Relation: "at-least", Partial: true, Results: one}, "1 of at least 1 results"},
		{web.SearchAnswer{Relation: "at-least", Partial: true}, "the time was up before everything was seen: results may be missing"},
	} {
		var b strings.Builder
		searchPrinter{out: &b, lang: "en"}.print(&tt.answer)
		lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
		if got := lines[len(lines)-1]; got != tt.want {
			t.Errorf("of %+v the last line is %q, want %q", tt.answer, got, tt.want)
		}
		if said := strings.Contains(b.String(), "the time was up"); said != tt.answer.Partial {
			t.Errorf("of %+v it says that the time was up: %t", tt.answer, said)
		}
	}
}
