package judgment

import (
	"regexp"
	"strings"
)

// Speakers.
const (
	plaintiff      = "plaintiff"
	defendant      = "defendant"
	courtFinding   = "court-finding"
	courtReasoning = "court-reasoning"
	courtOrder     = "court-order"
	record         = "record"
)

// narrator is whose words a part is, unless a sentence says otherwise.
func narrator(part string) string {
	switch part {
	case claims:
		return plaintiff
	case defence:
		return defendant
	case facts:
		return courtFinding
	case issues, opinion:
		return courtReasoning
	case disposition:
		return courtOrder
	}
	return record
}

var (
	// leads are clauses that may stand before the one who speaks.
	leads = `^[\s\x{3000}]*(?:[^,，。;；:：“《]{1,24}[,，]){0,2}?`
	// inFacts: reported words and submissions of a party.
	inFacts = regexp.MustCompile(leads + `(?:其中)?(原告|被告)[^,，。;；]{0,24}?(?:主张|认为|抗辩|辩称|称|表示|陈述|回应|要求|解释|质疑|(?:不)?予?以?认可|不同意|用以证明)`)
	// submits: evidence handed in for a purpose.
	submits = regexp.MustCompile(`^[\s\x{3000}]*(原告|被告)[^。]{0,60}[,，](?:用以|拟|以)证明`)
	// inOpinion: arguments of a party, reported.
	inOpinion = regexp.MustCompile(leads + `(原告|被告)(?:则|亦|还|均|对此)?[^,，。;；的]{0,6}?(?:主张[^的]|认为|抗辩|辩称|提出异议|持有异议|对[^。]{0,30}异议)`)
	// courts: words that only the court says; a sentence with them is not merely reported.
	courtsFacts   = regexp.MustCompile(`本院|法庭|法院`)
	courtsOpinion = regexp.MustCompile(`本院|法院|然而|[,，]但|况且|不予|依据不足|缺乏|仍应|争议焦点|故(?:被告|原告)`)
	// goesOn: openings with which a party's words go on in the next sentence.
	goesOn = regexp.MustCompile(`^[\s\x{3000}]*(?:因此|再者|与此同时|同时|据此|例如|并且|而且|其次|首先|此外|由此可见|《)[,，]?`)
	// turn: where one party's words give way to the other's within a sentence.
	turn = regexp.MustCompile(`[,，;；](?:(?:原告|被告)(?:则|对此|认为|主张|抗辩|辩称|予以|表示))`)
)

// speaking follows whose words a stretch reports, sentence by sentence.
type speaking struct {
	part string
	last string
}

func newSpeaking(part string) *speaking { return &speaking{part: part, last: narrator(part)} }

// next says whose words the next sentence is.
func (s *speaking) next(words string) string {
	if s.part != facts && s.part != opinion {
		return narrator(s.part)
	}
	who := reported(s.part, words)
	if who == "" && s.part == facts && s.last != courtFinding && goesOn.MatchString(words) && !courtsFacts.MatchString(words) {
		who = s.last
	}
	if who == "" {
		who = narrator(s.part)
	}
	s.last = who
	return who
}

// reported is the party whose words a sentence reports, "" for none.
func reported(part, words string) string {
	if part == facts {
		if courtsFacts.MatchString(words) {
			return ""
		}
		if m := submits.FindStringSubmatch(words); m != nil {
			return role(m[1])
		}
		return roleOf(inFacts.FindStringSubmatch(words))
	}
	if courtsOpinion.MatchString(words) {
		return ""
	}
	return roleOf(inOpinion.FindStringSubmatch(words))
}

func roleOf(m []string) string {
	if m == nil {
		return ""
	}
	return role(m[1])
}

func role(word string) string {
	if word == "原告" {
		return plaintiff
	}
	return defendant
}

// turns are the ends of the stretches of a sentence within which one party speaks;
// a sentence that is not reported words is one stretch.
func turns(text, part string, s span) []int {
	if part != facts && part != opinion || reported(part, text[s.start:s.end]) == "" {
		return []int{s.end}
	}
	var ends []int
	at := s.start
	for _, m := range turn.FindAllStringIndex(text[s.start:s.end], -1) {
		mark := text[s.start+m[0] : s.start+m[1]]
		cut := s.start + m[0] + strings.IndexAny(mark, "原被")
		if first, then := reported(part, text[at:cut]), reported(part, text[cut:s.end]); first != "" && then != "" && first != then {
			ends = append(ends, cut)
			at = cut
		}
	}
	return append(ends, s.end)
}
