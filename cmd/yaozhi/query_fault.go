package main

import (
	"errors"
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"yaozhi/index"
)

// shownRunes is how much of a query stands on either side of a fault, so that a line
// of Chinese fits a terminal of 80 columns.
const shownRunes = 18

// queryFault is a query that cannot be read, shown with the place and the fix.
type queryFault struct {
	query string
	bad   *index.QueryError
}

// withPlace shows in a query where it cannot be read on; any other error is wrapped
// for the command alone.
func withPlace(command, query string, err error) error {
	if bad, ok := errors.AsType[*index.QueryError](err); ok {
		err = &queryFault{query, bad}
	}
	return fmt.Errorf("%s: %w", command, err)
}

func (f *queryFault) Unwrap() error { return f.bad }

func (f *queryFault) Error() string {
	runes := []rune(f.query)
	at := f.bad.Offset
	if len(runes) == 0 || at < 0 || at > len(runes) {
		return f.bad.Message + "; " + f.bad.Fix
	}
	before, after := printable(runes[:at]), printable(runes[at:])
	if len(before) > shownRunes {
		before = append([]rune("..."), before[len(before)-shownRunes:]...)
	}
	if len(after) > shownRunes {
		after = append(after[:shownRunes:shownRunes], []rune("...")...)
	}
	return fmt.Sprintf("character %d: %s\n  %s\n  %s^\n%s", at+1, f.bad.Message,
		string(before)+string(after), strings.Repeat(" ", columns(before)), f.bad.Fix)
}

// printable puts a blank in place of what would move the cursor.
func printable(runes []rune) []rune {
	out := make([]rune, len(runes))
	for i, r := range runes {
		if out[i] = r; !unicode.IsPrint(r) {
			out[i] = ' '
		}
	}
	return out
}

// columns is how wide a text is on a terminal: Chinese takes two columns, an accent
// that joins the letter before it none.
func columns(runes []rune) int {
	n := 0
	for _, r := range runes {
		switch k := width.LookupRune(r).Kind(); {
		case unicode.Is(unicode.Mn, r):
		case k == width.EastAsianWide || k == width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}
