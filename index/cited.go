package index

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"yaozhi/corpus/cite"
	"yaozhi/index/postings"
)

// Scores of what a citation names: far above any score by words, so that a
// citation answers first.
const (
	namedScore  = 1000 // the thing itself
	partScore   = 500  // a part of it, or what contains it
	restsScore  = 300  // what rests on it
	quotesScore = 100  // what quotes it or belongs to it
)

// cited is the plan of what a text names by its grammar: a slug or code, a case
// number, a provision. Nil if it names nothing here.
func (x *Index) cited(text string) (*plan, error) {
	text = unmarked(text)
	docs, err := x.catalog.with(catalogName, cite.FoldString(text))
	if err != nil {
		return nil, err
	}
	if len(docs) == 1 && x.kind(docs[0]) == KindRuling { // all of it, by whatever name
		text, docs = idOf(x.file.Name(docs[0])), nil
	}
	if len(docs) > 0 {
		return named(text, docs, func(uint32) float32 { return namedScore }), nil
	}
	p, err := x.casePlan(text, false)
	if p != nil || err != nil {
		return p, err
	}
	return x.provisionPlan(text, false)
}

// unmarked is a text without blanks around it and marks after it.
func unmarked(text string) string {
	return strings.Trim(strings.TrimRight(text, "。．.，,、；;？?！! \t\n"), " \t\n")
}

// citesElsewhere reports whether a text is a citation and nothing else: a full case
// number, or an article of something called a law. What it names is not here when
// cited has no plan for it.
func (x *Index) citesElsewhere(text string) bool {
	text = unmarked(text)
	if _, err := cite.ParseCaseNumber(text); err == nil {
		return true
	}
	ref, err := cite.ParseProvision(text)
	if err != nil || len(x.lawIDs(lawName(ref.Law))) == 0 && (len(strings.Fields(text)) > 1 || x.lawBefore(ref.Law) != "") {
		return false // words before the citation of a law that is here
	}
	return lawLike.MatchString(ref.Law) && strings.ContainsAny(text, "条§/") && !strings.ContainsAny(ref.Law, " :,.?")
}

// lawLike is the end of the name of a law.
var lawLike = regexp.MustCompile(`(法|法典|条例|规定|解释|办法|细则|规则|规范|标准)(\([^()]*\))?$`)

// named is the plan of documents and their scores; nil for no documents.
func named(text string, docs []uint32, score func(uint32) float32) *plan {
	if len(docs) == 0 {
		return nil
	}
	p := &plan{op: planNamed, docs: docs, terms: []string{cite.FoldString(text)}}
	for _, d := range docs {
		p.scores = append(p.scores, score(d))
	}
	return p
}

// partCase is a case number that may lack its year, as users type it.
var partCase = regexp.MustCompile(`^\(?(\d{4})?\)?\p{Han}{1,3}\d{0,4}\p{Han}{1,4}\d{1,9}号?$`)

// casePlan is what belongs to the rulings whose number or ID is text or, in a case
// field (inField), whose number holds it: the ruling first, then all of it. In a case
// field it is never nil.
func (x *Index) casePlan(text string, inField bool) (*plan, error) {
	part := strings.Join(strings.Fields(cite.FoldString(text)), "")
	if n, err := cite.ParseCaseNumber(text); err == nil {
		part = cite.FoldString(n.String())
	}
	var docs []uint32
	add := func(field string, is func(string) bool) error {
		col, err := x.catalog.column(field)
		if err != nil {
			return err
		}
		for _, v := range col.values {
			if !is(v) {
				continue
			}
			more, err := x.catalog.with(field, v)
			if err != nil {
				return err
			}
			docs = append(docs, more...)
		}
		return nil
	}
	err := add(FacetRuling, func(v string) bool { return v == part })
	if err == nil && (inField || partCase.MatchString(part)) {
		err = add(FacetCase, func(v string) bool { return hasNumber(v, part) })
	}
	slices.Sort(docs)
	p := named(text, slices.Compact(docs), func(d uint32) float32 {
		if x.kind(d) == KindRuling {
			return namedScore
		}
		return quotesScore
	})
	if p == nil && inField {
		p = &plan{op: planNamed, terms: []string{part}}
	}
	return p, err
}

// hasNumber reports whether part stands in the number without cutting a numeral.
func hasNumber(number, part string) bool {
	i := strings.Index(number, part)
	if part == "" || i < 0 {
		return false
	}
	end := i + len(part)
	cut := func(at int) bool {
		return at > 0 && at < len(number) && isDigit(rune(number[at-1])) && isDigit(rune(number[at]))
	}
	return !cut(i) && !cut(end)
}

// provisionPlan is the provision that text names, its parts and articles, the
// holdings that rest on it and the passages that quote it. In a provision field
// (inField) an article without its law is that article of every law, and the plan is
// never nil.
func (x *Index) provisionPlan(text string, inField bool) (*plan, error) {
	p, err := x.pathsPlan(text, x.provisionPaths(text, inField))
	if p == nil && err == nil && inField {
		p = &plan{op: planNamed, terms: []string{cite.FoldString(text)}}
	}
	return p, err
}

// pathsPlan is what the paths name, what they are parts of and what rests on them;
// nil for nothing.
func (x *Index) pathsPlan(text string, paths []string) (*plan, error) {
	share := map[uint32]float32{} // 1 for the provision itself, less for part and whole
	add := func(field, value string, s float32) error {
		docs, err := x.catalog.with(field, value)
		for _, d := range docs {
			share[d] = max(share[d], s)
		}
		return err
	}
	for _, path := range paths {
		if err := add(catalogPath, path, 1); err != nil {
			return nil, err
		}
		if err := add(catalogUnder, path, 0.9); err != nil {
			return nil, err
		}
		for i, r := range path {
			if r == '/' {
				if err := add(catalogPath, path[:i], 0.4); err != nil {
					return nil, err
				}
			}
		}
	}
	docs := make([]uint32, 0, len(share))
	for d := range share {
		docs = append(docs, d)
	}
	slices.Sort(docs)
	return named(text, docs, func(d uint32) float32 { return x.provisionScore(d, share[d]) }), nil
}

func (x *Index) provisionScore(doc uint32, share float32) float32 {
	switch kind := x.kind(doc); {
	case kind == KindProvision && share == 1:
		return namedScore
	case kind == KindProvision:
		return share * partScore
	case kind == KindHolding:
		return share * restsScore
	}
	return share * quotesScore
}

// within reports whether path is the provision at prefix or a part of it.
func within(path, prefix string) bool {
	return path == prefix || strings.HasPrefix(path, prefix+"/")
}

// provisionPaths reads a provision in any spelling into paths: the instrument must
// be known, the provision need not be.
func (x *Index) provisionPaths(text string, inField bool) []string {
	if refs, err := cite.ParseProvisions(text); err == nil {
		if out := x.paths(refs); len(out) > 0 {
			return out
		}
	}
	if !inField {
		return nil
	}
	if ids := x.laws[lawName(text)]; len(ids) > 0 {
		return ids
	}
	var paths []string
	for _, l := range x.info.Laws {
		if ref, err := cite.ParseProvision(l.ID + text); err == nil && ref.Law == l.ID {
			paths = append(paths, ref.Path())
		}
	}
	return paths
}

// paths are the paths of references whose law is known.
func (x *Index) paths(refs []cite.ProvisionRef) []string {
	var out []string
	for _, ref := range refs {
		for _, id := range x.lawIDs(lawName(ref.Law)) {
			ref.Law = id
			out = append(out, ref.Path())
		}
	}
	return out
}

// Bounds of a law named by the end of its name only.
const (
	leastLaw = 3 // characters
	mostLaws = 5 // laws that may be meant
)

// lawIDs are the laws of a name, or else those few whose names end with it.
func (x *Index) lawIDs(name string) []string {
	if ids := x.laws[name]; len(ids) > 0 || utf8.RuneCountInString(name) < leastLaw || !lawLike.MatchString(name) {
		return ids
	}
	var out []string
	for full, ids := range x.laws {
		if strings.HasSuffix(full, name) {
			out = append(out, ids...)
		}
	}
	slices.Sort(out)
	if out = slices.Compact(out); len(out) > mostLaws {
		return nil
	}
	return out
}

// lawName is the name of an instrument as it is compared: folded, without blanks,
// title marks and the name of the country.
func lawName(s string) string {
	s = strings.Trim(strings.Join(strings.Fields(cite.FoldString(s)), ""), "《》")
	if short := strings.TrimPrefix(s, "中华人民共和国"); utf8.RuneCountInString(short) > 1 {
		return short
	}
	return s
}

// articleForm is an article in a sentence, with its paragraph and item.
var articleForm = regexp.MustCompile(`第?[\d零〇一二三四五六七八九十百千两]+条(之[一二三四五六七八九十]+)?(第?[\d一二三四五六七八九十]+款)?(第?\(?[\d一二三四五六七八九十]+\)?项)?`)

// fullCase is a case number in a sentence.
var fullCase = regexp.MustCompile(`\(\d{4}\)\p{Han}{1,3}\d{0,4}\p{Han}{1,4}\d{1,9}号`)

const maxLawName = 60 // characters of a law's name in a sentence

// citesWithin reports whether a word of a query has a citation inside it, as 依据民法典
// 第1035条: it is read as a sentence is.
func (x *Index) citesWithin(tree node) (bool, error) {
	words := []node{tree}
	if all, ok := tree.(and); ok {
		words = all
	}
	for _, n := range words {
		w, ok := n.(word)
		if !ok {
			continue
		}
		whole, err := x.cited(w.text)
		if err != nil || whole != nil {
			return false, err
		}
		inside, err := x.citations(w.text)
		if err != nil || len(inside) > 0 {
			return err == nil, err
		}
	}
	return false, nil
}

// caseInText is a case number, with or without its year, as the texts have it; nil
// where none does.
func (x *Index) caseInText(folded string) *plan {
	c := caseForm.FindString(folded)
	if c == "" || !strings.HasSuffix(strings.TrimSuffix(folded, "号"), c) || x.file.DocFreq(caseKey(c)) == 0 {
		return nil
	}
	f := form{text: folded, key: c, han: true, weight: 1, keys: []postings.Key{caseKey(c)}, proven: true}
	return leaf(f, everySection)
}

// citations are the plans of what a sentence cites: a provision whose law stands
// right before it, a case number.
func (x *Index) citations(text string) ([]*plan, error) {
	folded := strings.Join(strings.Fields(cite.FoldString(text)), "")
	var out []*plan
	for _, at := range articleForm.FindAllStringIndex(folded, -1) {
		law := x.lawBefore(folded[:at[0]])
		if law == "" {
			continue
		}
		p, err := x.provisionPlan(law+folded[at[0]:at[1]], false)
		if err != nil {
			return nil, err
		}
		out = appendPlan(out, p)
	}
	known := func(name string) bool { return len(x.laws[lawName(name)]) > 0 }
	for _, ref := range cite.FindEnglish(text, known) {
		p, err := x.pathsPlan(ref.Law+" "+ref.Article, x.paths([]cite.ProvisionRef{ref}))
		if err != nil {
			return nil, err
		}
		out = appendPlan(out, p)
	}
	for _, c := range fullCase.FindAllString(folded, -1) {
		p, err := x.casePlan(c, false)
		if err != nil {
			return nil, err
		}
		out = appendPlan(out, p)
	}
	return out, nil
}

// lawBefore is the longest name of a known law that text ends with.
func (x *Index) lawBefore(text string) string {
	text = strings.TrimRight(text, "》的")
	start := len(text)
	for range maxLawName {
		_, size := utf8.DecodeLastRuneInString(text[:start])
		if start -= size; size == 0 {
			break
		}
	}
	for i := range text[start:] {
		if name := text[start+i:]; len(x.laws[lawName(name)]) > 0 {
			return lawName(name)
		}
	}
	return ""
}
