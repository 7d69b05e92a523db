package cite

import (
	"fmt"
	"regexp"
	"strings"
)

// Patterns of English, on text that spaced has made.
const (
	enNumber = `\d+\b(?:\.\d+\b)*(?:-\d+\b)?(?:\(\d+\)){0,2}`
	enSep    = `(?: ?, ?(?:and |or )?| and | or | ?& ?| to | through )`
	enList   = `(?:\b(?:articles|arts\.?|ss\.|sections|secs\.?)|§ ?§) ?(` + enNumber + `(?:` + enSep + enNumber + `)*)`
	enSingle = `(?:\b(?:article|art\.?|s\.|section|sec\.?)|§) ?(` + enNumber + `)`
	enItem   = `(?:item|subparagraph|point) ?\(?(\d+)\b\)?`
	enPara   = `para(?:graph|\.)? ?\(?(\d+)\b\)?`
	enDown   = `(?:,? ` + enPara + `)?(?:,? ` + enItem + `)?`
	enUp     = `(?:\b` + enItem + `,? (?:of )?)?(?:\b` + enPara + `,? (?:of )?)?`

	// enReference has the groups of englishRef, in its order.
	enReference = `(?:` + enList + `|` + enSingle + enDown + `)`
)

var (
	lawFirst    = regexp.MustCompile(`^(.+?),? ` + enReference + `$`)
	numberFirst = regexp.MustCompile(`^` + enUp + enReference + `,? of (.+)$`)
	oneNumber   = regexp.MustCompile(`(` + enSep + `)?(\d+(?:\.\d+)*)(?:-(\d+))?(?:\((\d+)\))?(?:\((\d+)\))?`)
)

// englishRef is a reference without its law, as the pattern enReference reads it.
type englishRef struct{ list, single, paragraph, item string }

// englishProvisions reads t, which spaced has made of s; not ok if it has no
// English form.
func englishProvisions(s, t string) (refs []ProvisionRef, ok bool, err error) {
	if m := numberFirst.FindStringSubmatch(t); m != nil {
		refs, err = upward(m[1], m[2], m[3:7]).provisions(s, m[7])
		return refs, true, err
	}
	if m := lawFirst.FindStringSubmatch(t); m != nil {
		refs, err = englishRef{m[2], m[3], m[4], m[5]}.provisions(s, m[1])
		return refs, true, err
	}
	return nil, false, nil
}

// upward is the reference whose item and paragraph may stand before the article.
func upward(item, paragraph string, m []string) englishRef {
	r := englishRef{m[0], m[1], m[2], m[3]}
	if r.paragraph == "" {
		r.paragraph = paragraph
	}
	if r.item == "" {
		r.item = item
	}
	return r
}

func (r englishRef) provisions(s, law string) ([]ProvisionRef, error) {
	law = strings.TrimPrefix(lawName(law)+" ", "the ")
	var refs []ProvisionRef
	for _, m := range oneNumber.FindAllStringSubmatch(r.list+r.single, -1) {
		p, err := r.provision(s, law, m[2], m[4], m[5])
		if err != nil {
			return nil, err
		}
		if r.list == "" && m[3] != "" {
			p.Article += "-" + m[3] // inserted: art. 253-1
		}
		sep := strings.TrimSpace(m[1])
		if refs, err = extend(refs, p, sep == "to" || sep == "through"); err != nil {
			return nil, fmt.Errorf("cite: %q: %w", s, err)
		}
		if r.list != "" && m[3] != "" {
			if refs, err = extend(refs, ProvisionRef{Law: p.Law, Article: m[3]}, true); err != nil {
				return nil, fmt.Errorf("cite: %q: %w", s, err)
			}
		}
	}
	return refs, nil
}

// extend adds p, and the articles between it and the last of refs if they are the
// ends of a range.
func extend(refs []ProvisionRef, p ProvisionRef, ends bool) ([]ProvisionRef, error) {
	if ends {
		between, err := span(refs[len(refs)-1].Article, p.Article)
		if err != nil {
			return nil, err
		}
		for _, n := range between {
			refs = append(refs, ProvisionRef{Law: p.Law, Article: n})
		}
	}
	if len(refs) >= maxProvisions {
		return nil, fmt.Errorf("more than %d provisions", maxProvisions)
	}
	return append(refs, p), nil
}

// provision joins the number in brackets with the words around it: 1035(1), item 2.
func (r englishRef) provision(s, law, article, paragraph, item string) (ProvisionRef, error) {
	if paragraph != "" && r.paragraph != "" || item != "" && r.item != "" {
		return ProvisionRef{}, fmt.Errorf("cite: %q names a paragraph or item twice", s)
	}
	paragraph, item = paragraph+r.paragraph, item+r.item
	if paragraph == "" && item == "" {
		return dotted(s, law, article)
	}
	return provision(s, law, article, paragraph, item)
}
