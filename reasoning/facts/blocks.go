package facts

import (
	"strings"
	"unicode/utf8"

	"yaozhi/corpus/cite"
)

// page is a text made ready for reading: folded, blanks reduced, lines and
// sentences found. Offsets are bytes of buf.
type page struct {
	folded cite.Folded
	buf    string
	at     []int32 // byte offset in folded.Text of each byte of buf
	lines  []line
}

// line is a line of the text, wrapped lines joined.
type line struct {
	start, end int // without marker
	heading    bool
	item       bool // list item, table row, numbered clause
	leadIn     bool // ends in a colon: scopes the lines after it
	blank      bool // an empty line stands before it
}

// source maps a stretch of buf to runes of the text as given.
func (p *page) source(start, end int) (int, int) {
	if start >= end || end > len(p.at) {
		return 0, 0
	}
	return p.folded.Source(int(p.at[start]), int(p.at[end-1])+1)
}

// newPage folds text and cuts it into lines.
func newPage(text string) *page {
	p := &page{folded: cite.Fold(text)}
	p.reduce()
	p.cutLines()
	return p
}

// reduce writes buf: blanks beside a Chinese character go (between two they stay, for
// headings run into the text), other runs of blanks
// become one space, hyphens inside words become spaces, emphasis marks go, and a
// newline that only wraps a sentence goes too.
func (p *page) reduce() {
	s := p.folded.Text
	var b strings.Builder
	b.Grow(len(s))
	p.at = make([]int32, 0, len(s))
	emit := func(c byte, from int) {
		b.WriteByte(c)
		p.at = append(p.at, int32(from))
	}
	var prev byte = '\n'
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\v' || c == '\f':
			j, newlines := i, 0
			for j < len(s) && isBlank(s[j]) {
				if s[j] == '\n' {
					newlines++
				}
				j++
			}
			c = p.blank(s, i, j, newlines, prev)
			for range newlines - 1 {
				if c == '\n' {
					emit('\n', i)
				}
			}
			if c != 0 {
				emit(c, i)
				prev = c
			}
			i = j - 1
			continue
		case (c == '(' || isDigit(c) || c >= utf8.RuneSelf) && opensItem(s, i):
			emit('\n', i)
		case c == '*' || c == '`':
			if prev == '\n' {
				break
			}
			continue
		case (c == '-' || c == '_') && i+1 < len(s) && isWord(prev) && isWord(s[i+1]) && !isDigit(s[i+1]):
			c = ' '
		}
		emit(c, i)
		prev = c
	}
	p.buf = b.String()
}

// blank returns what the run of blanks s[i:j] becomes: newline, space, or 0 for
// nothing.
func (p *page) blank(s string, i, j, newlines int, prev byte) byte {
	if j >= len(s) {
		return '\n'
	}
	if newlines == 1 && wraps(s, i, j) {
		newlines = 0
	}
	switch {
	case newlines > 0:
		return '\n'
	case prev == '\n':
		return 0
	case prev >= utf8.RuneSelf && s[j] >= utf8.RuneSelf:
		return ' '
	case prev >= utf8.RuneSelf && numbered(s[j:]) > 0:
		return '\n'
	case prev >= utf8.RuneSelf || s[j] >= utf8.RuneSelf:
		return 0
	}
	return ' '
}

// opensItem reports whether a numbered item opens at i inside a line: after a colon,
// a semicolon or a full stop.
func opensItem(s string, i int) bool {
	before := i > 0 && (s[i-1] == ':' || s[i-1] == ';') || strings.HasSuffix(s[:i], "。")
	return before && numbered(s[i:]) > 0
}

// numbered is markerLen for markers with a number: (1), 1、, 一、.
func numbered(s string) int {
	r, _ := utf8.DecodeRuneInString(s)
	if r != '(' && !('0' <= r && r <= '9') && !strings.ContainsRune(numerals, r) {
		return 0
	}
	return markerLen(s)
}

// minWrapped is the length in bytes below which a line is not taken for wrapped.
const minWrapped = 54

// wraps reports whether the single newline in s[i:j] is the edge of a page, not the
// end of a line: a long line that stops in mid-sentence, then no marker.
func wraps(s string, i, j int) bool {
	from := strings.LastIndexByte(s[:i], '\n') + 1
	if i-from < minWrapped || from < i && (s[from] == '#' || s[from] == '|') {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(s[:i])
	next, _ := utf8.DecodeRuneInString(s[j:])
	if markerLen(s[j:]) > 0 || next == '#' || next == '|' {
		return false
	}
	switch {
	case last == ',' || last == '、':
		return true
	case 'a' <= last && last <= 'z':
		return 'a' <= next && next <= 'z' && i-from >= 60
	}
	return last >= 0x4E00 && last <= 0x9FFF && next >= 0x4E00 && next <= 0x9FFF && i-from >= 90
}

func isBlank(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' }
func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// cutLines finds the lines of buf.
func (p *page) cutLines() {
	blank := false
	for i := 0; i < len(p.buf); {
		j := strings.IndexByte(p.buf[i:], '\n')
		if j < 0 {
			j = len(p.buf) - i
		}
		if strings.TrimSpace(p.buf[i:i+j]) == "" {
			blank = true
		} else {
			p.lines = append(p.lines, p.newLine(i, i+j, blank))
			blank = false
		}
		i += j + 1
	}
}

func (p *page) newLine(i, j int, blank bool) line {
	l := line{start: i, end: j, blank: blank}
	for l.start < j && p.buf[l.start] == '#' {
		l.heading = true
		l.start++
	}
	for l.start < j && (p.buf[l.start] == ' ' || p.buf[l.start] == '>') {
		l.start++
	}
	for {
		n := markerLen(p.buf[l.start:j])
		if n == 0 {
			break
		}
		l.item = true
		l.start += n
	}
	body := strings.TrimRight(p.buf[l.start:j], " \"'")
	l.leadIn = strings.HasSuffix(body, ":")
	return l
}

const numerals = "一二三四五六七八九十"

// markerLen is the length of the list marker at the start of s: -, *, •, |, 1., 1),
// (1), 一、, (一), ①, //.
func markerLen(s string) int {
	for _, m := range []string{"- ", "* ", "*", "+ ", "•", "·", "●", "|", "//", "◆", "■", "※", "[ ]", "( )", "-- "} {
		if strings.HasPrefix(s, m) {
			return len(m)
		}
	}
	i, open := 0, false
	if strings.HasPrefix(s, "(") {
		i, open = 1, true
	}
	n := i
	for n < len(s) && n < i+3 && isDigit(s[n]) {
		n++
	}
	for n == i || n >= 3 && n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if size < 3 || !strings.ContainsRune(numerals, r) {
			break
		}
		n += size
		if n-i > 9 {
			return 0
		}
	}
	if n == i || n >= len(s) {
		return 0
	}
	r, size := utf8.DecodeRuneInString(s[n:])
	switch {
	case open && r == ')', !open && (r == ')' || r == '、'):
		return n + size
	case !open && r == '.' && n+1 < len(s) && !isDigit(s[n+1]):
		return n + size
	}
	return 0
}
