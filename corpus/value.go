package corpus

import (
	"fmt"
	"strconv"
	"strings"
)

// maxDuration bounds the number of a duration; ten thousand years of hours and
// nothing a product promises lie above it.
const maxDuration = 100_000

// ParseValue reads a value of f in file form: "true", "whole", "15d", "15wd",
// "3mo", "48h". The error names what f allows.
func ParseValue(f *Fact, s string) (Value, error) {
	switch f.Type {
	case TypeBool:
		switch s {
		case "true":
			return Bool(true), nil
		case "false":
			return Bool(false), nil
		}
		return Value{}, fmt.Errorf("fact %s takes true or false", f.Name)
	case TypeEnum:
		var ids []string
		for _, v := range f.Values {
			if v.ID == s {
				return Enum(s), nil
			}
			ids = append(ids, v.ID)
		}
		return Value{}, fmt.Errorf("fact %s takes one of %s", f.Name, strings.Join(ids, ", "))
	case TypeDuration:
		if v, ok := parseDuration(s); ok {
			return v, nil
		}
		return Value{}, fmt.Errorf("fact %s takes a number with d, wd, mo or h, such as 15d", f.Name)
	}
	return Value{}, fmt.Errorf("fact %s has no type", f.Name)
}

func parseDuration(s string) (Value, bool) {
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	n, err := strconv.Atoi(s[:i])
	if err != nil || n > maxDuration {
		return Value{}, false
	}
	switch u := Unit(s[i:]); u {
	case Days, WorkingDays, Months, Hours:
		return Duration(n, u), true
	}
	return Value{}, false
}

// String is the file form: "true", "whole", "15d"; empty for no value.
func (v Value) String() string {
	switch v.Type {
	case TypeBool:
		return strconv.FormatBool(v.Bool)
	case TypeEnum:
		return v.Enum
	case TypeDuration:
		return strconv.Itoa(v.N) + string(v.Unit)
	}
	return ""
}
