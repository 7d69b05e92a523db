package corpus

import (
	"strings"

	"yaozhi/corpus/cite"
)

// pins: every pin's words stand in the ruling, verbatim and in one place.
func (l *linter) pins() {
	for _, p := range l.c.pins() {
		switch {
		case p.ruling == nil:
			l.add(p.file, p.Line, "the pin names a ruling that is not here")
		case p.found == 0:
			l.add(p.file, p.Line, "not in the ruling: “%s”%s", p.Exact, nearMiss(p))
		case p.found > 1:
			l.add(p.file, p.Line, "occurs %d times in the ruling; add prefix: “%s”", p.found, p.Exact)
		}
	}
}

// nearMiss says why words are not found, where folding finds them.
func nearMiss(p pinAt) string {
	if p.Prefix != "" && strings.Contains(p.ruling.Text, p.Exact) {
		return "; the words are, but not after the prefix"
	}
	folded := cite.Fold(p.ruling.Text)
	exact := cite.FoldString(p.Exact)
	i := strings.Index(folded.Text, exact)
	if i < 0 || exact == "" {
		return ""
	}
	start, end := folded.Source(i, i+len(exact))
	return "; the ruling has “" + p.ruling.slice(start, end) + "”"
}

// holdingQuotes: the words of a holding are the court's own, from the opinion or
// the disposition.
func (l *linter) holdingQuotes() {
	for _, h := range l.c.Holdings {
		for _, p := range h.Quotes {
			if p == nil || p.found != 1 {
				continue
			}
			at := l.c.Passage(h.Ruling, p.Passage)
			switch {
			case p.Part != PartOpinion && p.Part != PartDisposition && p.Part != PartIssues:
				l.add(h.File, p.Line, "a holding quotes the opinion or the disposition, not %s (%s)", p.Part, p.Passage)
			case at != nil && (at.Speaker == SpeakerPlaintiff || at.Speaker == SpeakerDefendant):
				l.add(h.File, p.Line, "these are the words of the %s, not of the court (%s)", at.Speaker, p.Passage)
			}
		}
	}
}

// argumentQuotes: an argument quotes the report of that party's words.
func (l *linter) argumentQuotes() {
	for _, h := range l.c.Holdings {
		for _, a := range h.Arguments {
			if a == nil {
				continue
			}
			for _, p := range a.Quotes {
				at := l.c.Passage(h.Ruling, p.Passage)
				if at == nil || p.found != 1 || string(at.Speaker) == a.Party {
					continue
				}
				// The court often repeats an argument in the sentence that answers it.
				if at.Speaker == SpeakerCourtReasoning || at.Speaker == SpeakerCourtFinding {
					if strings.Contains(at.Text, partyWord(a.Party)) {
						continue
					}
				}
				l.add(h.File, p.Line, "these are not words of the %s (%s: %s)", a.Party, p.Passage, at.Speaker)
			}
		}
	}
}

func partyWord(party string) string {
	if party == string(SpeakerPlaintiff) {
		return "原告"
	}
	return "被告"
}
