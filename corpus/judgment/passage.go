package judgment

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

const (
	maxPassage = 300 // runes; a longer sentence is cut at its clauses
	fewRunes   = 120 // sentences join to a passage while they stay within it
)

// passage is a stretch with one speaker, up to end in bytes.
type passage struct {
	end     int
	speaker string
}

// passagesOf cuts a stretch into passages: items one each, sentences one to a few.
func passagesOf(text, part string, s span) []passage {
	var out []passage
	say := newSpeaking(part)
	runes := 0
	at := s.start
	for _, u := range units(text, part, s) {
		words := text[at:u.end]
		n := utf8.RuneCountInString(words)
		speaker := say.next(words)
		last := len(out) - 1
		if last >= 0 && !u.item && out[last].speaker == speaker && runes+n <= fewRunes && !opensPassage.MatchString(words) {
			out[last].end = u.end
			runes += n
		} else {
			out = append(out, passage{u.end, speaker})
			runes = n
		}
		at = u.end
	}
	return out
}

// opensPassage are the words with which a new step of an argument begins.
var opensPassage = regexp.MustCompile(`^[\s\x{3000}]*(?:第[一二三四五六七八九十][,，]|首先|其次|再次|最后|综上|因此|据此|本案中|一方面|另一方面|本院|具体到|然而|在此基础上|对此)`)

// unit is a sentence, a clause of a long one, or an item.
type unit struct {
	end  int
	item bool // stands alone
}

func units(text, part string, s span) []unit {
	var out []unit
	add := func(s span, item bool) {
		if s.start < s.end {
			for _, end := range clauses(text, s) {
				out = append(out, unit{end, item})
			}
		}
	}
	if part == claims || part == disposition {
		items := listItems(text, part, s)
		for i, it := range items {
			end := s.end
			if i+1 < len(items) {
				end = items[i+1]
			} else if part == claims {
				end = sentenceEnd(text, span{it, s.end})
			}
			if i == 0 {
				for _, q := range sentencesOf(text, span{s.start, it}) {
					add(q, true)
				}
			}
			add(span{it, end}, true)
			s.start = end
		}
		for _, q := range sentencesOf(text, s) {
			add(q, part == disposition)
			if part == claims && len(out) > 0 {
				out[len(out)-1].item = out[len(out)-1].item || len(items) > 0 && q.start == s.start
			}
		}
		return out
	}
	for _, q := range sentencesOf(text, s) {
		for _, end := range turns(text, part, q) {
			add(span{q.start, end}, false)
			q.start = end
		}
	}
	return out
}

var (
	claimItem = regexp.MustCompile(`\d{1,2}[.．、]|[一二三四五六七八九十]{1,3}、|[(（](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]`)
	orderItem = regexp.MustCompile(`[一二三四五六七八九十]{1,3}、`)
)

// listItems are the places where numbered items begin: marks that count on, the
// first after a colon or at the start, the others after a stop.
func listItems(text, part string, s span) []int {
	re := claimItem
	if part == disposition {
		re = orderItem
	}
	var out []int
	for _, m := range re.FindAllStringIndex(text[s.start:s.end], -1) {
		at := s.start + m[0]
		before := strings.TrimRight(text[s.start:at], " \n\r\t\u3000\u00a0")
		r, _ := utf8.DecodeLastRuneInString(before)
		next, _ := utf8.DecodeRuneInString(text[s.start+m[1]:])
		if before != "" && !strings.ContainsRune("。；;:：，,", r) || '0' <= next && next <= '9' {
			continue
		}
		_, number := levelOf(text[at:], mark.FindStringSubmatchIndex(text[at:]))
		if len(out) == 0 && number != 1 || len(out) > 0 && number != len(out)+1 {
			continue
		}
		if len(out) > 0 && strings.ContainsRune("，,", r) {
			continue
		}
		out = append(out, at)
	}
	if len(out) == 1 {
		return nil
	}
	return out
}

// sentencesOf cuts a stretch after each sentence with its closing marks and blanks.
func sentencesOf(text string, s span) []span {
	var out []span
	for s.start < s.end {
		end := sentenceEnd(text, s)
		out = append(out, span{s.start, end})
		s.start = end
	}
	return out
}

// maxQuoted bounds a quotation that keeps its sentences together, in bytes: one that
// never closes must not swallow the text.
const maxQuoted = 1200

// sentenceEnd is the end of the first sentence of s. A stop inside a quotation or a
// bracket ends nothing, nor one that a comma follows.
func sentenceEnd(text string, s span) int {
	depth, opened := 0, 0
	for i, r := range text[s.start:s.end] {
		at := s.start + i
		size := utf8.RuneLen(r)
		switch r {
		case '“', '（', '(', '「':
			if depth == 0 {
				opened = at
			}
			depth++
		case '”', '）', ')', '」':
			depth = max(0, depth-1)
		case '\n', '\r':
			return blanks(text, span{at + size, s.end})
		case '。', '！', '？', '!', '?':
			if depth > 0 && at-opened < maxQuoted && closes(text[at:s.end]) {
				continue
			}
			end := closers(text, span{at + size, s.end})
			next, _ := utf8.DecodeRuneInString(text[end:s.end])
			if r != '。' && strings.ContainsRune(",，、;；的(（“”", next) {
				continue
			}
			return blanks(text, span{end, s.end})
		}
	}
	return s.end
}

// closes reports whether a quotation or bracket that is open at the start of s
// closes soon, on the same line.
func closes(s string) bool {
	s = s[:min(len(s), maxQuoted)]
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		s = s[:i]
	}
	return strings.ContainsAny(s, "”）)」")
}

func closers(text string, s span) int {
	return s.end - len(strings.TrimLeft(text[s.start:s.end], "”’）)」』"))
}

func blanks(text string, s span) int {
	return s.end - len(strings.TrimLeft(text[s.start:s.end], " \n\r\t\u3000\u00a0"))
}

// nextPoint is where a long sentence turns to its next point: ；第二，
var nextPoint = regexp.MustCompile(`[；;]第[二三四五六七八九十][,，]`)

// clauses cuts a sentence longer than maxPassage before each of its points, else
// after ； or ; and, where that is not enough, after a comma; it returns the ends.
func clauses(text string, s span) []int {
	var ends []int
	for utf8.RuneCountInString(text[s.start:s.end]) > maxPassage {
		window := firstRunes(text[s.start:s.end], maxPassage)
		cut := lastAfter(window, "；;")
		if m := nextPoint.FindStringIndex(window); m != nil {
			cut = m[0] + lastAfter(window[m[0]:m[0]+len("；")], "；;")
		} else if cut < len(window)/4 {
			cut = max(cut, lastAfter(window, "：:，,、"))
		}
		if cut == 0 {
			cut = len(window)
		}
		ends = append(ends, s.start+cut)
		s.start += cut
	}
	return append(ends, s.end)
}

// lastAfter is the byte after the last of the marks in s, 0 if there is none.
func lastAfter(s, marks string) int {
	i := strings.LastIndexAny(s, marks)
	if i < 0 {
		return 0
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	return i + size
}
