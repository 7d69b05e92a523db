package cite

import (
	"fmt"
	"strconv"
	"strings"
)

// maxNumeral bounds what ParseNumeral accepts: no article, serial or day is larger.
const maxNumeral = 1_000_000_000

// ParseNumeral reads a number as judgments write it: 15, １５, 十五, 一千零三十五,
// 二〇二二, 两. Anything else, and a number of a thousand million or more, is an error.
func ParseNumeral(s string) (int, error) {
	t := FoldString(strings.TrimSpace(s))
	if t == "" {
		return 0, fmt.Errorf("cite: empty numeral")
	}
	if t[0] >= '0' && t[0] <= '9' {
		n, err := strconv.Atoi(t)
		if err != nil || n >= maxNumeral {
			return 0, fmt.Errorf("cite: %q is no numeral", s)
		}
		return n, nil
	}
	n, ok := chineseNumeral(t)
	if !ok {
		return 0, fmt.Errorf("cite: %q is no numeral", s)
	}
	return n, nil
}

func chineseNumeral(s string) (int, bool) {
	if !strings.ContainsAny(s, "十百千万亿") {
		return digitRow(s)
	}
	total, section, digit, last := 0, 0, -1, 10_000
	for _, r := range s {
		if d := digitOf(r); d >= 0 {
			if digit > 0 || d > 0 && digit == 0 && section == 0 && total == 0 {
				return 0, false
			}
			digit = d
			continue
		}
		unit := unitOf(r)
		switch {
		case unit == 0:
			return 0, false
		case unit == 10_000:
			section += max(digit, 0)
			if section == 0 || total > 0 {
				return 0, false
			}
			total, section, last = section*unit, 0, 10_000
		default:
			if digit < 0 && unit == 10 && section == 0 {
				digit = 1 // 十五
			}
			if digit <= 0 || unit >= last {
				return 0, false
			}
			section += digit * unit
			last = unit
		}
		digit = -1
	}
	return total + section + max(digit, 0), true
}

// digitRow reads digits in a row: 二〇二二, and the single 五.
func digitRow(s string) (int, bool) {
	n := 0
	for _, r := range s {
		d := digitOf(r)
		if d < 0 || n >= maxNumeral/10 {
			return 0, false
		}
		n = n*10 + d
	}
	return n, true
}

func digitOf(r rune) int {
	switch r {
	case '〇', '零', '○', 'Ο', 'ο':
		return 0
	case '两':
		return 2
	}
	const digits = "一二三四五六七八九"
	if i := strings.IndexRune(digits, r); i >= 0 {
		return i/len("一") + 1
	}
	return -1
}

func unitOf(r rune) int {
	switch r {
	case '十':
		return 10
	case '百':
		return 100
	case '千':
		return 1000
	case '万':
		return 10_000
	}
	return 0
}

// Numeral writes n, 1 to 9999, as Chinese: 一千零三十五. Others come out in digits.
func Numeral(n int) string {
	if n < 1 || n > 9999 {
		return strconv.Itoa(n)
	}
	digits := []rune("零一二三四五六七八九")
	var b strings.Builder
	zero := false
	for _, u := range []struct {
		n    int
		word string
	}{{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}} {
		d := n / u.n % 10
		if d == 0 {
			zero = b.Len() > 0
			continue
		}
		if zero {
			b.WriteRune('零')
			zero = false
		}
		if !(d == 1 && u.n == 10 && b.Len() == 0) {
			b.WriteRune(digits[d])
		}
		b.WriteString(u.word)
	}
	return b.String()
}
