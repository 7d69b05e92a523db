package web

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"yaozhi/index"
)

// whyView says why a hit stands where it does.
type whyView struct {
	Rows  []whyRow
	Sum   string
	Pairs bool // Chinese is looked for by pairs of characters
}

// whyRow is what one word gave; Label stands in its place for what is no word.
type whyRow struct {
	Points, Label string
	Word          langRun
	Where         string
	Forms         []langRun
}

// Limits of an explanation: what follows is given as one sum.
const (
	whyTerms    = 6
	whyForms    = 4
	whySections = 4
)

// why puts an explanation into words; nil for a hit of a query without words.
func (p page) why(h index.Hit) *whyView {
	e := h.Why
	if e == nil || len(e.Terms) == 0 && e.Chars == 0 && e.Named == 0 {
		return nil
	}
	out := &whyView{Pairs: e.Chars > 0}
	terms, sum := slices.Clone(e.Terms), e.Chars+e.Named
	slices.SortStableFunc(terms, func(a, b index.TermScore) int { return cmp.Compare(b.Score, a.Score) })
	rest, first := 0.0, min(whyTerms, len(terms))
	for i, t := range terms {
		sum += t.Score
		if i >= first {
			rest += t.Score
			continue
		}
		out.Rows = append(out.Rows, p.whyRow(t))
	}
	if n := len(terms) - first; n > 0 {
		out.Rows = append(out.Rows, whyRow{Points: points(rest), Label: p.t("why.more", n)})
	}
	if e.Chars > 0 {
		out.Rows = append(out.Rows, whyRow{Points: points(e.Chars), Label: p.t("why.chars")})
	}
	if e.Named > 0 {
		out.Rows = append(out.Rows, whyRow{Points: points(e.Named), Label: p.t("why.named")})
	}
	out.Sum = p.t("why.sum", points(sum), points(e.Boost), points(h.Score))
	return out
}

func points(n float64) string { return fmt.Sprintf("%.2f", n) }

func (p page) whyRow(t index.TermScore) whyRow {
	row := whyRow{Points: points(t.Score), Word: langRun{t.Text, p.LangOf(t.Text)}, Where: p.sectionWords(t.Sections)}
	for _, f := range t.Forms {
		if f = strings.TrimSpace(f); f != t.Text && f != "" && len(row.Forms) < whyForms {
			row.Forms = append(row.Forms, langRun{f, p.LangOf(f)})
		}
	}
	return row
}

// sectionWords names the parts of documents that a word was found in, most telling
// first.
func (p page) sectionWords(sections []string) string {
	var out []string
	for _, section := range sections {
		if name := p.SectionTitle(section, p.Lang); !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	if len(out) > whySections {
		out = append(out[:whySections], "…")
	}
	return strings.Join(out, p.t("list.separator"))
}

// SectionTitle names a part of documents, as TermScore.Sections has it, in lang.
func (s *Service) SectionTitle(section, lang string) string {
	name, _, _ := strings.Cut(section, ".")
	if t, ok := s.words["section."+name]; ok {
		return t.In(lang)
	}
	return name
}
