package facts

import (
	"strings"
	"unicode/utf8"

	"yaozhi/corpus"
)

// unit is a word for a stretch of time and what one of it is.
type unit struct {
	word string
	n    int // so many of Unit; 0: less than an hour, which counts as one hour
	unit corpus.Unit
}

// zhUnits and enUnits are tried in order; longer words stand first.
func zhUnits() []unit {
	return []unit{
		{"个工作日", 1, corpus.WorkingDays}, {"工作日", 1, corpus.WorkingDays}, {"个工作天", 1, corpus.WorkingDays}, {"工作天", 1, corpus.WorkingDays},
		{"个交易日", 1, corpus.WorkingDays}, {"个营业日", 1, corpus.WorkingDays}, {"营业日", 1, corpus.WorkingDays},
		{"个自然日", 1, corpus.Days}, {"自然日", 1, corpus.Days}, {"个日历日", 1, corpus.Days}, {"日历日", 1, corpus.Days},
		{"个历日", 1, corpus.Days}, {"个日历天", 1, corpus.Days}, {"天", 1, corpus.Days}, {"日", 1, corpus.Days},
		{"个星期", 7, corpus.Days}, {"星期", 7, corpus.Days}, {"个礼拜", 7, corpus.Days}, {"周", 7, corpus.Days},
		{"个季度", 3, corpus.Months}, {"季度", 3, corpus.Months}, {"个月", 1, corpus.Months}, {"个多月", 1, corpus.Months}, {"年", 12, corpus.Months},
		{"个小时", 1, corpus.Hours}, {"小时", 1, corpus.Hours}, {"分钟", 0, corpus.Hours}, {"秒", 0, corpus.Hours},
	}
}

func enUnits() []unit {
	var out []unit
	for _, u := range []unit{
		{"business day", 1, corpus.WorkingDays}, {"working day", 1, corpus.WorkingDays}, {"calendar day", 1, corpus.Days}, {"day", 1, corpus.Days},
		{"week", 7, corpus.Days}, {"fortnight", 14, corpus.Days}, {"quarter", 3, corpus.Months}, {"calendar month", 1, corpus.Months}, {"month", 1, corpus.Months},
		{"year", 12, corpus.Months}, {"hour", 1, corpus.Hours}, {"hr", 1, corpus.Hours}, {"minute", 0, corpus.Hours}, {"min", 0, corpus.Hours}, {"second", 0, corpus.Hours},
	} {
		out = append(out, unit{u.word + "s", u.n, u.unit}, u)
	}
	return out
}

// clock reads stretches of time.
type clock struct {
	zh, en   []unit
	numerals map[string]int // English number words
	fixed    map[string]corpus.Value
}

func newClock() *clock {
	c := &clock{zh: zhUnits(), en: enUnits(), numerals: map[string]int{}, fixed: map[string]corpus.Value{
		"半个月": corpus.Duration(15, corpus.Days), "半月": corpus.Duration(15, corpus.Days), "半年": corpus.Duration(6, corpus.Months),
		"半小时": corpus.Duration(1, corpus.Hours), "半天": corpus.Duration(12, corpus.Hours), "一季": corpus.Duration(3, corpus.Months),
		"half a month": corpus.Duration(15, corpus.Days), "half a year": corpus.Duration(6, corpus.Months), "same day": corpus.Duration(1, corpus.Days),
		"当天": corpus.Duration(1, corpus.Days), "当日": corpus.Duration(1, corpus.Days), "instantly": corpus.Duration(1, corpus.Hours),
	}}
	words := strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty")
	for n, w := range words {
		c.numerals[w] = n
	}
	for w, n := range map[string]int{"a": 1, "an": 1, "thirty": 30, "forty": 40, "forty five": 45, "sixty": 60, "ninety": 90, "hundred": 100} {
		c.numerals[w] = n
	}
	return c
}

// read returns the stretch of time that starts at i of s and where it ends; end is
// 0 if there is none. Of a range the later bound counts; minutes count as one hour,
// weeks as seven days, years as twelve months; "the fourth month" is three months
// past.
func (c *clock) read(s string, i int) (v corpus.Value, end int) {
	if v, end := c.readFixed(s, i); end > 0 {
		return v, end
	}
	if strings.HasPrefix(s[i:], "第") {
		n, j := c.number(s, i+len("第"))
		if j == 0 || !strings.HasPrefix(s[j:], "个月") || n < 2 {
			return v, 0
		}
		return corpus.Duration(n-1, corpus.Months), j + len("个月")
	}
	n, j := c.number(s, i)
	if j == 0 {
		return v, 0
	}
	j = skipAside(s, j)
	if k := skipRange(s, j); k > 0 {
		if m, e := c.number(s, k); e > 0 && m >= n {
			n, j = m, skipAside(s, e)
		}
	}
	for _, w := range []string{"多", "余", "来", "+", " full", " or more"} {
		j += len(prefix(s[j:], w))
	}
	u, e := c.unitAt(s, j)
	if e == 0 || isDate(s, i, e, u) {
		return v, 0
	}
	e = skipAside(s, e)
	if k := skipRange(s, e); k > 0 {
		if later, f := c.read(s, k); f > 0 && later.Unit == u.unit {
			return later, f
		}
	}
	if u.n == 0 {
		return corpus.Duration(1, corpus.Hours), e
	}
	return corpus.Duration(min(n, 1000)*u.n, u.unit), e
}

func (c *clock) readFixed(s string, i int) (corpus.Value, int) {
	for _, n := range []int{12, 11, 9, 8, 6} { // lengths of the fixed words
		if i+n <= len(s) {
			if v, ok := c.fixed[s[i:i+n]]; ok {
				return v, i + n
			}
		}
	}
	return corpus.Value{}, 0
}

// isDate reports whether the number and unit s[i:e] are part of a date or a rate.
func isDate(s string, i, e int, u unit) bool {
	before, after := s[max(0, i-12):i], s[e:min(len(s), e+8)]
	for _, w := range []string{"月", "每", "every ", "每隔", "周岁", "per ", "each "} {
		if strings.HasSuffix(before, w) && !(w == "月" && u.unit != corpus.Days) {
			return true
		}
	}
	if u.word == "年" || u.word == "日" {
		if len(after) > 0 && isDigit(after[0]) || strings.HasPrefix(after, "版") || strings.HasPrefix(after, "级") {
			return true
		}
	}
	return strings.HasPrefix(after, "岁") || strings.HasPrefix(after, " old") || strings.HasPrefix(after, " of age")
}

func (c *clock) unitAt(s string, j int) (unit, int) {
	if j < len(s) && (s[j] == ' ' || isWord(s[j])) {
		k := j + len(prefix(s[j:], " "))
		for _, u := range c.en {
			if e := k + len(u.word); strings.HasPrefix(s[k:], u.word) && (e == len(s) || !isWord(s[e])) {
				return u, e
			}
		}
		j = k
	}
	for _, u := range c.zh {
		if strings.HasPrefix(s[j:], u.word) {
			return u, j + len(u.word)
		}
	}
	return unit{}, 0
}

// number reads digits, Chinese numerals or an English number word; 15 in brackets
// after 十五 is left to skipAside.
func (c *clock) number(s string, i int) (n, end int) {
	j := i
	j += len(prefix(s[j:], "("))
	for k := j; k < len(s) && k < j+5; k++ {
		if !isDigit(s[k]) {
			break
		}
		n, end = n*10+int(s[k]-'0'), k+1
	}
	if end > 0 {
		if j > i {
			end += len(prefix(s[end:], ")"))
		}
		return n, end
	}
	if j < len(s) && isWord(s[j]) {
		return c.word(s, j)
	}
	return chinese(s, j)
}

func (c *clock) word(s string, i int) (int, int) {
	for _, spaces := range []int{1, 0} {
		j := i
		for k := 0; j < len(s) && (isWord(s[j]) || s[j] == ' ' && k < spaces); j++ {
			if s[j] == ' ' {
				k++
			}
		}
		if n, ok := c.numerals[s[i:j]]; ok {
			return n, j
		}
	}
	return 0, 0
}

// chinese reads 两, 十五, 一百二十 and the like below a thousand.
func chinese(s string, i int) (n, end int) {
	digit, seen := 0, false
	for j := i; j < len(s); {
		r, size := utf8.DecodeRuneInString(s[j:])
		switch k := strings.IndexRune("零一二三四五六七八九", r); {
		case k >= 0:
			digit, seen = k/len("零"), true
		case r == '两':
			digit, seen = 2, true
		case r == '十':
			n, digit, seen = n+max(digit, 1)*10, 0, true
		case r == '百':
			n, digit, seen = n+max(digit, 1)*100, 0, true
		default:
			size = 0
		}
		if size == 0 || j > i+24 {
			break
		}
		j += size
		end = j
	}
	if !seen {
		return 0, 0
	}
	return n + digit, end
}

// skipAside passes blanks and a bracket that repeats the number or unit: "(15)".
func skipAside(s string, j int) int {
	k := j + len(prefix(s[j:], " "))
	if k < len(s) && s[k] == '(' {
		for m := k + 1; m < len(s) && m < k+12; m++ {
			if s[m] == ')' {
				return m + 1
			}
			if !isDigit(s[m]) {
				break
			}
		}
	}
	return j
}

// skipRange passes the sign between the bounds of a range; 0 if there is none.
func skipRange(s string, j int) int {
	k := j + len(prefix(s[j:], " "))
	for _, w := range []string{"-", "~", "至", "到", "–", "—", "to ", "or "} {
		if strings.HasPrefix(s[k:], w) {
			return k + len(w) + len(prefix(s[k+len(w):], " "))
		}
	}
	return 0
}

func prefix(s, w string) string {
	if strings.HasPrefix(s, w) {
		return w
	}
	return ""
}
