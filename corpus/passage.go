package corpus

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"yaozhi/corpus/judgment"
)

// cut derives the passages from the text.
func (r *Ruling) cut() error {
	r.offsets = make([]int32, 0, utf8.RuneCountInString(r.Text)+1)
	for b := range r.Text {
		r.offsets = append(r.offsets, int32(b))
	}
	r.offsets = append(r.offsets, int32(len(r.Text)))
	segments, err := judgment.Split(r.Text)
	if err != nil {
		return fmt.Errorf("ruling %s: %w", r.ID, err)
	}
	titles := map[string]string{}
	for i, s := range segments {
		p := &Passage{
			ID: PassageID(s.Path), Ruling: r.ID, Part: Part(s.Part), Speaker: Speaker(s.Speaker),
			Heading: s.Heading, Level: s.Level, Number: i + 1,
			Start: s.Start, End: s.End, Text: r.slice(s.Start, s.End),
		}
		above := s.Path
		if s.Heading {
			titles[s.Path] = strings.TrimSpace(p.Text)
			above = above[:max(strings.LastIndexByte(above, '/'), 0)]
		} else if dot := strings.LastIndexByte(above, '.'); dot >= 0 {
			above = above[:dot]
		}
		p.Headings = headingsOf(above, titles)
		r.Passages = append(r.Passages, p)
	}
	return nil
}

func headingsOf(path string, titles map[string]string) []string {
	var hs []string
	for i := range len(path) + 1 {
		if i == len(path) || path[i] == '/' {
			if t, ok := titles[path[:i]]; ok {
				hs = append(hs, t)
			}
		}
	}
	return hs
}

// slice is Text[start:end] in runes.
func (r *Ruling) slice(start, end int) string {
	return r.Text[r.offsets[start]:r.offsets[end]]
}

// runeAt is the rune offset of byte b, which starts a rune.
func (r *Ruling) runeAt(b int) int {
	i, _ := slices.BinarySearch(r.offsets, int32(b))
	return i
}

// connect builds the ruling's look-ups.
func (r *Ruling) connect() {
	r.passages = map[PassageID]*Passage{}
	for _, p := range r.Passages {
		r.passages[p.ID] = p
	}
	r.issues = map[string]*Issue{}
	for _, i := range r.allIssues() {
		r.issues[i.ID] = i
	}
}

// allIssues lists issues and sub-issues, outer first.
func (r *Ruling) allIssues() []*Issue {
	var all []*Issue
	var add func([]*Issue)
	add = func(is []*Issue) {
		for _, i := range is {
			if i != nil {
				all = append(all, i)
				add(i.Issues)
			}
		}
	}
	add(r.Issues)
	return all
}

// Issue returns the issue or sub-issue with the id, or nil.
func (r *Ruling) Issue(id string) *Issue { return r.issues[id] }

// PassageAt returns the passage that holds the rune at the offset, or nil outside
// the text.
func (r *Ruling) PassageAt(rune int) *Passage {
	i := sort.Search(len(r.Passages), func(i int) bool { return r.Passages[i].End > rune })
	if rune < 0 || i == len(r.Passages) {
		return nil
	}
	return r.Passages[i]
}

// Citation is how a lawyer cites the passage, in lang ("zh" or "en"); of the ruling
// alone where p is nil.
func (r *Ruling) Citation(p *Passage, lang string) string {
	if lang == "en" {
		s := strings.Join(nonEmpty(r.Court.En, r.CaseNumber, r.Document.En), ", ")
		if p != nil {
			s += fmt.Sprintf(", %s [%d]", p.ID, p.Number)
		}
		return s
	}
	s := r.Court.Zh + r.CaseNumber + r.Document.Zh
	if p != nil {
		s += fmt.Sprintf("，%s，[%d]", p.ID, p.Number)
	}
	return s
}

func nonEmpty(ss ...string) []string {
	return slices.DeleteFunc(ss, func(s string) bool { return s == "" })
}
