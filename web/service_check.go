package web

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"yaozhi/corpus"
	"yaozhi/reasoning"
)

// Today is the date in China at the instant now: the default date of conduct.
func Today(now time.Time) string {
	return now.In(time.FixedZone("UTC+8", 8*60*60)).Format(time.DateOnly)
}

// Check compares a description with the holdings. Its errors never quote the
// description or an answer.
func (s *Service) Check(req CheckRequest) (*Checklist, error) {
	found, err := s.check(req)
	if err != nil {
		return nil, err
	}
	c := checklistConverter{converter: s.convert(req.Offsets), description: req.Text}
	list := c.checklist(found, s.version)
	list.description = req.Text
	return list, nil
}

// check is Check before its answer is brought into wire form; the pages lay it
// out as it is.
func (s *Service) check(req CheckRequest) (*reasoning.Checklist, error) {
	if err := checkText(req.Text); err != nil {
		return nil, err
	}
	if strings.TrimSpace(req.Text) == "" && len(req.Answers) == 0 {
		return nil, fault(kindBadField, "text", "there is nothing to check", "describe the product in Chinese or English, or give answers")
	}
	err := firstError(date("at", req.At), oneOf("lang", req.Lang, langs), s.knownFacts("pin", req.Pin))
	if err != nil {
		return nil, err
	}
	if req.At == "" {
		return nil, fault(kindBadField, "at", "the date of the conduct is missing", "write it as 2006-01-02")
	}
	answers, err := s.answers(req.Answers)
	if err != nil {
		return nil, err
	}
	d := reasoning.Description{Text: req.Text, Answers: answers, At: req.At, Lang: req.Lang, Pin: req.Pin}
	if d.Lang == "" {
		d.Lang = langs[0]
	}
	return s.checker.Check(d)
}

// checkText refuses what is not text or is longer than can be checked.
func checkText(text string) error {
	if !utf8.ValidString(text) {
		return fault(kindBadText, "text", "the text is not valid UTF-8", "send it as UTF-8")
	}
	if i := strings.IndexByte(text, 0); i >= 0 {
		e := fault(kindBadText, "text", "the text holds a NUL character, as binary files do", "send plain text or Markdown")
		e.Offset = utf8.RuneCountInString(text[:i])
		return e
	}
	if utf8.RuneCountInString(text) > reasoning.MaxText {
		return fault(kindTooLarge, "text", "the text is longer than 200,000 characters", "send it in parts")
	}
	return nil
}

func (s *Service) knownFacts(field string, facts []string) error {
	for _, name := range facts {
		if s.corpus.Fact(name) == nil {
			return fault(kindBadField, field, "not a fact of the vocabulary", "see /api/v1/facts for the names")
		}
	}
	return nil
}

// answers brings answers into file form. The first fault in the order of the
// names is reported.
func (s *Service) answers(in map[string]any) (corpus.Assignment, error) {
	out := corpus.Assignment{}
	for _, name := range sortedKeys(in) {
		f := s.corpus.Fact(name)
		if f == nil {
			return nil, fault(kindBadField, "answers", "not a fact of the vocabulary", "see /api/v1/facts for the names")
		}
		var file string
		switch v := in[name].(type) {
		case bool:
			file = "false"
			if v {
				file = "true"
			}
		case string:
			file = v
		default:
			return nil, badAnswer(f)
		}
		v, err := corpus.ParseValue(f, file)
		if err != nil {
			return nil, badAnswer(f)
		}
		out[name] = v.String()
	}
	return out, nil
}

func badAnswer(f *corpus.Fact) error {
	fix := "give true or false"
	switch f.Type {
	case corpus.TypeEnum:
		fix = "give one of: " + strings.Join(each(f.Values, func(v corpus.EnumValue) string { return v.ID }), ", ")
	case corpus.TypeDuration:
		fix = `give a number with its unit: "15d" days, "15wd" working days, "3mo" months, "48h" hours`
	}
	return fault(kindBadField, "answers."+f.Name, "the value does not fit the fact", fix)
}

// Reaches says whether the checklist holds a status at or above failOn: conflict,
// at-risk or unknown. With never, or anything else, it does not.
func (c *Checklist) Reaches(failOn string) bool {
	for status, n := range map[string]int{"conflict": c.Summary.Conflict, "at-risk": c.Summary.AtRisk, "unknown": c.Summary.Unknown} {
		if n > 0 && reaches(status, failOn) {
			return true
		}
	}
	return false
}

// reaches says whether a status is at or above failOn.
func reaches(status, failOn string) bool {
	worst := []string{"conflict", "at-risk", "unknown"}
	i := slices.Index(worst, status)
	return i >= 0 && i <= slices.Index(worst, failOn)
}
