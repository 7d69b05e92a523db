package corpus

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strings"
	"unicode/utf8"

	"yaozhi/corpus/cite"
)

// longPassage is where a passage is too long to cite, in runes.
const longPassage = 330

// text: the text is the one ruling.md names, and has no control characters that
// differ between systems.
func (l *linter) text() {
	for _, r := range l.c.Rulings {
		file := path.Dir(r.File) + "/text.txt"
		sum := sha256.Sum256([]byte(r.Text))
		if got := hex.EncodeToString(sum[:]); r.SHA256 != "" && got != r.SHA256 {
			l.add(r.File, l.lineOf(r.File, "sha256:"), "sha256 is not that of text.txt, which is %s", got)
		}
		for i, line := range strings.Split(r.Text, "\n") {
			if strings.ContainsAny(line, "\r\x00") {
				l.add(file, i+1, "text has a carriage return or a NUL")
			}
		}
	}
}

// passages: joined they are the text; ids are unique; none is too long to cite.
func (l *linter) passages() {
	for _, r := range l.c.Rulings {
		file := path.Dir(r.File) + "/text.txt"
		var joined strings.Builder
		seen := map[PassageID]bool{}
		for _, p := range r.Passages {
			joined.WriteString(p.Text)
			if seen[p.ID] {
				l.add(file, 1, "passage %s occurs twice", p.ID)
			}
			seen[p.ID] = true
			if n := utf8.RuneCountInString(p.Text); n > longPassage && p.Part != PartDisposition {
				l.add(file, 1, "passage %s has %d runes, more than %d", p.ID, n, longPassage)
			}
		}
		if joined.String() != r.Text {
			l.add(file, 1, "the passages joined are not the text")
		}
	}
}

// ruling: each text has its ruling.md, under the ID its case number gives.
func (l *linter) ruling() {
	for _, r := range l.c.Rulings {
		if _, ok := l.c.files[r.File]; !ok {
			l.add(r.File, 1, "missing: a ruling needs it beside text.txt")
			continue
		}
		n, err := cite.ParseCaseNumber(r.CaseNumber)
		switch {
		case err != nil:
			l.add(r.File, l.lineOf(r.File, "case_number:"), "%q is no case number", r.CaseNumber)
		case n.String() != r.CaseNumber:
			l.add(r.File, l.lineOf(r.File, "case_number:"), "the normal form of the case number is %s", n)
		case RulingID(n.ID()) != r.ID || path.Base(path.Dir(r.File)) != n.ID():
			l.add(r.File, l.lineOf(r.File, "id:"), "id and folder of this case number are %s", n.ID())
		}
		if r.Filed > r.Decided && r.Decided != "" || r.Conduct.From > r.Conduct.To && r.Conduct.To != "" {
			l.add(r.File, 1, "dates run backwards: filed %s, decided %s, conduct %s to %s", r.Filed, r.Decided, r.Conduct.From, r.Conduct.To)
		}
		if r.Body.Zh == "" || r.Body.En == "" {
			l.add(r.File, 1, "the body needs # 中文 and # English")
		}
	}
}
