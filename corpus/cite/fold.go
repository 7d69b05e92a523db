// Package cite is the grammar of Chinese legal citations: case numbers 案号,
// provisions 条款项, and the folding of text that lets spellings meet while every
// offset leads back to the source. It is a leaf: it knows no ruling and no corpus.
//
// # Limits
// Folding is by character. A word that differs between scripts in more than its
// characters (資訊, 信息) does not meet its twin, and a traditional character with
// several simplified forms stays as it is.
package cite

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Folded is a text in the form in which spellings meet, with the way back to the
// text it was made from.
type Folded struct {
	Text string // valid UTF-8

	at   []int32 // byte offset in Text of each of its runes
	from []int32 // first rune of the source that made it
	to   []int32 // rune of the source after the last that made it
	end  int     // runes in the source
}

// Fold brings s to the form in which spellings meet: NFKC, half width, round
// brackets for 〔〕 ［］ [] 【】, angle brackets for 〈〉, straight quotation marks,
// simplified characters, lower case. Zero-width characters vanish. Blanks stay, as
// plain spaces. Bytes that are not UTF-8 count as one rune each and become U+FFFD.
func Fold(s string) Folded {
	f := folder{table: simplified()}
	f.text.Grow(len(s))
	n := utf8.RuneCountInString(s)
	f.out.at = make([]int32, 0, n)
	f.out.from = make([]int32, 0, n)
	f.out.to = make([]int32, 0, n)
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if plain(r) && startsPlain(s[i+size:]) {
			f.pos++
			f.emit(r, f.pos-1, f.pos)
			i += size
			continue
		}
		size = norm.NFKC.NextBoundaryInString(s[i:], true)
		if size <= 0 {
			size = len(s) - i
		}
		f.segment(s[i : i+size])
		i += size
	}
	f.out.Text = f.text.String()
	f.out.end = f.pos
	return f.out
}

// FoldString is the text of Fold, for comparing.
func FoldString(s string) string { return Fold(s).Text }

// FoldRune folds one character: width, script and case, as far as one character
// becomes one. It gives 0 for a character that Fold drops.
func FoldRune(r rune) rune { return max(simplified().fold(r), 0) }

// Source maps the bytes start to end of f.Text to the runes of the source that made
// them, half open. Offsets inside a rune or out of bounds are widened to the rune,
// or cut to the text; an empty range gives an empty range.
func (f Folded) Source(start, end int) (int, int) {
	start, end = max(start, 0), min(end, len(f.Text))
	if start >= end {
		p := f.pointAt(start)
		return p, p
	}
	first := f.runeAt(start)
	last := f.runeAt(end - 1)
	lo, hi := int(f.from[first]), int(f.to[first])
	for i := first; i <= last; i++ {
		hi = max(hi, int(f.to[i]))
	}
	return lo, hi
}

func (f Folded) pointAt(b int) int {
	if b >= len(f.Text) {
		return f.end
	}
	return int(f.from[f.runeAt(b)])
}

// runeAt is the index of the rune of Text that holds byte b.
func (f Folded) runeAt(b int) int {
	i, found := slices.BinarySearch(f.at, int32(b))
	if !found {
		i--
	}
	return i
}

type folder struct {
	out   Folded
	text  strings.Builder
	pos   int // runes of the source read
	table *simplifiedTable
}

// segment folds a stretch that normalises as a whole; each rune of the result
// stands for all of it.
func (f *folder) segment(s string) {
	n := utf8.RuneCountInString(s)
	from, to := f.pos, f.pos+n
	f.pos = to
	for _, r := range norm.NFKC.String(s) {
		f.emit(r, from, to)
	}
}

func (f *folder) emit(r rune, from, to int) {
	r = f.table.fold(r)
	if r < 0 {
		return
	}
	f.out.at = append(f.out.at, int32(f.text.Len()))
	f.out.from = append(f.out.from, int32(from))
	f.out.to = append(f.out.to, int32(to))
	f.text.WriteRune(r)
}

// plain reports whether r is its own NFKC form, or one that fold maps, unless a
// combining mark follows.
func plain(r rune) bool {
	return r < 0x80 || 0x3400 <= r && r <= 0x9FFF || 0x3001 <= r && r <= 0x3020 ||
		0xFF01 <= r && r <= 0xFF5E || 0x2018 <= r && r <= 0x201F
}

func startsPlain(s string) bool {
	if s == "" {
		return true
	}
	r, _ := utf8.DecodeRuneInString(s)
	return plain(r)
}

// simplifiedTable maps U+3400 to U+9FFF; 0 where a character stays.
type simplifiedTable [0x9FFF - 0x3400 + 1]rune

//go:embed simplified.txt
var simplifiedData string

// simplified reads the embedded table once; the table never changes.
var simplified = sync.OnceValue(func() *simplifiedTable {
	t := new(simplifiedTable)
	for line := range strings.Lines(simplifiedData) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		r, size := utf8.DecodeRuneInString(line)
		to, _ := utf8.DecodeRuneInString(line[size:])
		t[r-0x3400] = to
	}
	return t
})

// fold maps one normalised rune; -1 drops it.
func (t *simplifiedTable) fold(r rune) rune {
	switch {
	case 'A' <= r && r <= 'Z':
		return r + 'a' - 'A'
	case r < 0x80 && r != '[' && r != ']':
		return r
	case 0x3400 <= r && r <= 0x9FFF:
		if to := t[r-0x3400]; to != 0 {
			return to
		}
		return r
	case 0xFF01 <= r && r <= 0xFF5E:
		return t.fold(r - 0xFEE0)
	}
	switch r {
	case '〔', '[', '【', '〖', '﹝':
		return '('
	case '〕', ']', '】', '〗', '﹞':
		return ')'
	case '〈':
		return '<'
	case '〉':
		return '>'
	case '“', '”', '„', '‟', '「', '」', '『', '』', '〝', '〞':
		return '"'
	case '‘', '’', '‚', '‛':
		return '\''
	case '\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF':
		return -1
	}
	return unicode.ToLower(r)
}
