// Package judgment reads the text of a Chinese judgment into its parts, headings and
// passages, and says whose words each passage reports. It goes by markers, not by
// line breaks, since many published judgments stand on one line.
//
// It knows no ruling in particular and no corpus.
//
// # Limits
// Civil judgments of first instance are read best. A court below that is quoted at
// length keeps the part it stands in. Whose words a sentence reports is read from
// its opening; a party's words that open like the court's are taken for the court's.
package judgment

import (
	"errors"
	"fmt"
	"unicode/utf8"
)

// ErrEncoding says that a text is not UTF-8.
var ErrEncoding = errors.New("judgment: text is not UTF-8")

// Segment is a stretch of a judgment: a heading, or one to a few sentences.
type Segment struct {
	Part    string // head parties procedure claims defence facts issues opinion disposition tail
	Speaker string // plaintiff defendant court-finding court-reasoning court-order record
	Path    string // 理由/一/(二)/2 of a heading, 理由/一/(二)/2.3 of a passage below it; unique
	Heading bool
	Level   int // of a heading: 1 for 一、, 2 for (一), 3 for 1.; 0 otherwise
	Start   int // runes, half open
	End     int
}

// Parts of a judgment.
const (
	head        = "head"
	parties     = "parties"
	procedure   = "procedure"
	claims      = "claims"
	defence     = "defence"
	facts       = "facts"
	issues      = "issues"
	opinion     = "opinion"
	disposition = "disposition"
	tail        = "tail"
)

// names are the first segments of paths.
func name(part string) string {
	switch part {
	case head:
		return "首部"
	case parties:
		return "当事人"
	case procedure:
		return "审理经过"
	case claims:
		return "诉讼请求"
	case defence:
		return "答辩"
	case facts:
		return "事实"
	case issues:
		return "争议焦点"
	case opinion:
		return "理由"
	case disposition:
		return "主文"
	}
	return "尾部"
}

// span is a stretch of the text in bytes.
type span struct{ start, end int }

// Split cuts a judgment into segments; in order and joined they are the text. The
// only error is ErrEncoding: a text that is no judgment is one long head.
func Split(text string) ([]Segment, error) {
	if !utf8.ValidString(text) {
		return nil, ErrEncoding
	}
	c := cutter{text: text}
	for _, p := range partsOf(text) {
		c.part(p)
	}
	return c.out, nil
}

// cutter collects segments. at and runes are the same place, in bytes and runes.
type cutter struct {
	text  string
	known []string // texts of headings and issues, to recognise them when they run on
	out   []Segment
	at    int
	runes int
}

func (c *cutter) part(p part) {
	switch p.name {
	case facts, opinion:
		c.headed(p)
	case issues:
		c.known = append(c.known, issueTexts(c.text[p.start:p.end])...)
		c.sentences(p, name(p.name), p.span)
	default:
		c.sentences(p, name(p.name), p.span)
	}
}

// headed cuts a part that may have headings.
func (c *cutter) headed(p part) {
	at, path := p.start, name(p.name)
	headings := findHeadings(c.text, p.span, c.known)
	for _, h := range headings {
		c.sentences(p, path, span{at, h.start})
		path = name(p.name) + "/" + h.path
		c.emit(Segment{Part: p.name, Speaker: narrator(p.name), Path: path, Heading: true, Level: h.level}, h.end)
		c.known = append(c.known, h.title)
		at = h.end
	}
	c.sentences(p, path, span{at, p.end})
}

// sentences cuts a stretch without headings into passages.
func (c *cutter) sentences(p part, path string, s span) {
	for i, passage := range passagesOf(c.text, p.name, s) {
		c.emit(Segment{Part: p.name, Speaker: passage.speaker, Path: fmt.Sprintf("%s.%d", path, i+1)}, passage.end)
	}
}

func (c *cutter) emit(s Segment, end int) {
	s.Start = c.runes
	c.runes += utf8.RuneCountInString(c.text[c.at:end])
	c.at = end
	s.End = c.runes
	c.out = append(c.out, s)
}
