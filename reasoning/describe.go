package reasoning

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"yaozhi/corpus"
)

// ErrDescription is wrapped by every error that the sender of a Description can mend.
var ErrDescription = errors.New("unusable description")

// DescriptionError says which part of a Description cannot be used and what to do.
// It never quotes the text.
type DescriptionError struct {
	Parameter string // text | answers.NAME | at | lang | pin
	Offset    int    // of text: runes before the fault; -1 where it has no place
	Message   string
	Fix       string
}

func (e *DescriptionError) Error() string {
	at := ""
	if e.Offset >= 0 {
		at = fmt.Sprintf(" at character %d", e.Offset)
	}
	return fmt.Sprintf("%s: %s%s: %s (%s)", ErrDescription, e.Parameter, at, e.Message, e.Fix)
}

// Unwrap returns ErrDescription.
func (e *DescriptionError) Unwrap() error { return ErrDescription }

// validate returns the answers as values. Its error joins a *DescriptionError for
// each fault.
func (k *Checker) validate(d Description) (map[string]corpus.Value, error) {
	var errs []error
	fail := func(param string, offset int, fix, format string, args ...any) {
		errs = append(errs, &DescriptionError{param, offset, fmt.Sprintf(format, args...), fix})
	}
	if d.Text == "" && len(d.Answers) == 0 {
		fail("text", -1, "describe the product, or answer at least one question", "neither text nor answers")
	}
	if e := textFault(d.Text); e != nil {
		errs = append(errs, e)
	}
	if _, err := time.Parse(time.DateOnly, d.At); err != nil {
		fail("at", -1, "give the day of the conduct as 2006-01-02", "not a date")
	}
	if d.Lang != "" && d.Lang != "zh" && d.Lang != "en" {
		fail("lang", -1, "use zh or en", "unknown language")
	}
	answers := map[string]corpus.Value{}
	for _, name := range sortedKeys(d.Answers) {
		i, ok := k.facts[name]
		if !ok {
			fail("answers."+clip(name), -1, k.near(name), "no such fact")
			continue
		}
		v, err := corpus.ParseValue(k.corpus.Facts[i], d.Answers[name])
		if err != nil {
			fail("answers."+name, -1, err.Error(), "not a value of this fact")
			continue
		}
		answers[name] = v
	}
	for _, name := range d.Pin {
		if _, ok := k.facts[name]; !ok {
			fail("pin", -1, k.near(name), "no such fact: %s", clip(name))
		}
	}
	return answers, errors.Join(errs...)
}

// textFault returns what makes a text unreadable; nil if nothing does.
func textFault(text string) error {
	fault := func(offset int, message, fix string) error {
		return &DescriptionError{"text", offset, message, fix}
	}
	n := 0
	for i, r := range text {
		if r == 0 {
			return fault(n, "a NUL character", "send plain text, not a binary file")
		}
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(text[i:]); size == 1 {
				return fault(n, "not valid UTF-8", "save the text as UTF-8 and send it again")
			}
		}
		n++
	}
	if n > MaxText {
		return fault(MaxText, fmt.Sprintf("longer than %d characters", MaxText), "send it in parts, one product or chapter each")
	}
	return nil
}

// near names the facts that a wrong name may have meant: those of its group.
func (k *Checker) near(name string) string {
	group, _, _ := strings.Cut(name, ".")
	var names []string
	for _, f := range k.corpus.Facts {
		if g, _, _ := strings.Cut(f.Name, "."); g == group {
			names = append(names, f.Name)
		}
	}
	if len(names) == 0 {
		return "use a name of the list of facts"
	}
	return "facts of this group: " + strings.Join(names, ", ")
}

// clip keeps a wrong name short enough to show.
func clip(s string) string {
	s = strings.ToValidUTF8(s, "?")
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K {
	out := make([]K, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
