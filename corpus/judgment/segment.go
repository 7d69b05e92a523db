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

// Segment is a stretch of a judgment: a heading, or one to a few sentences.
type Segment struct {
	Part    string // head parties procedure claims defence facts issues opinion disposition tail
	Speaker string // plaintiff defendant court-finding court-reasoning court-order record
	Path    string // 理由/一/(二)/2 of a heading, 理由/一/(二)/2.3 of a passage below it
	Heading bool
	Level   int // of a heading: 1 for 一、, 2 for (一), 3 for 1.; 0 otherwise
	Start   int // runes, half open
	End     int
}
