package main

import (
	"strings"
	"testing"

	"yaozhi/index"
)

func TestTheCaretStandsUnderTheFault(t *testing.T) {
	long := strings.Repeat("手机号", 20)
	for _, tt := range []struct {
		name, query string
		at          int
		shown       string
		column      int // of the caret, behind the margin
	}{
		{"Latin", "phone (a", 6, "phone (a", 6},
		{"Chinese", "手机号 (同意", 4, "手机号 (同意", 7},
		{"full width", "ＡＢ（a", 2, "ＡＢ（a", 4},
		{"a joined accent", "cafe\u0301 (", 6, "cafe\u0301 (", 5},
		{"the end", "手机 ", 3, "手机 ", 5},
		{"control characters", "a\x1b[2J\n(", 6, "a [2J (", 6},
		{"far behind", long + "(a", 60, "..." + long[:18*3] + "(a", 3 + 36},
		{"far ahead", "(" + long, 0, "(" + long[:17*3] + "...", 0},
	} {
		err := withPlace("search", tt.query, &index.QueryError{Offset: tt.at, Message: "wrong", Fix: "mend it"})
		lines := strings.Split(err.Error(), "\n")
		if len(lines) != 4 || lines[1] != "  "+tt.shown || lines[2] != "  "+strings.Repeat(" ", tt.column)+"^" || lines[3] != "mend it" {
			t.Errorf("%s: %q, want %q with the caret in column %d", tt.name, lines, tt.shown, tt.column)
		}
	}
	if got := withPlace("search", "", &index.QueryError{Message: "wrong", Fix: "mend it"}).Error(); got != "search: wrong; mend it" {
		t.Errorf("without a query: %q", got)
	}
}
