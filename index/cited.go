package index

import (
	"regexp"
	"slices"
	"strings"

	"yaozhi/corpus"
	"yaozhi/corpus/cite"
)

// Scores of what a citation names: far above any score by words, so that a
// citation answers first.
const (
	namedScore  = 1000 // the thing itself
	partScore   = 500  // a part of it, or what contains it
	restsScore  = 300  // what rests on it
	quotesScore = 100  // what quotes it or belongs to it
)

// cited gives the documents that a text names by its grammar: a slug or code, a
// case number, a provision. Nil if it names nothing of this corpus.
func (x *Index) cited(text string) map[int32]float64 {
	text = strings.TrimSpace(text)
	if h := x.c.Holding(text); h != nil {
		return map[int32]float64{x.byID[string(h.ID)]: namedScore}
	}
	if docs := x.caseDocs(text, false); docs != nil {
		return docs
	}
	return x.provisionDocs(text, false)
}

// partCase is a case number that may lack its year, as users type it.
var partCase = regexp.MustCompile(`^\(?(\d{4})?\)?\p{Han}{1,3}\d{0,4}\p{Han}{1,4}\d{1,9}号?$`)

// caseDocs gives the documents of the rulings whose number is text or, in a case
// field (any), holds it: the ruling first, then all of it.
func (x *Index) caseDocs(text string, any bool) map[int32]float64 {
	var r *corpus.Ruling
	if r = x.c.Ruling(text); r != nil {
		return x.rulingDocs(func(id corpus.RulingID) bool { return id == r.ID })
	}
	part := strings.Join(strings.Fields(cite.FoldString(text)), "")
	if !any && !partCase.MatchString(part) {
		return nil
	}
	in := map[corpus.RulingID]bool{}
	for _, r := range x.c.Rulings {
		in[r.ID] = hasNumber(cite.FoldString(r.CaseNumber), part)
	}
	return x.rulingDocs(func(id corpus.RulingID) bool { return in[id] })
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

func (x *Index) rulingDocs(in func(corpus.RulingID) bool) map[int32]float64 {
	var docs map[int32]float64
	for i, d := range x.docs {
		if d.ruling == "" || !in(d.ruling) {
			continue
		}
		if docs == nil {
			docs = map[int32]float64{}
		}
		docs[int32(i)] = quotesScore
		if d.kind == KindRuling {
			docs[int32(i)] = namedScore
		}
	}
	return docs
}

// provisionDocs gives the provision that text names, its parts and articles, the
// holdings that rest on it and the passages that quote it. In a provision field
// (any) an article without its law is that article of every law.
func (x *Index) provisionDocs(text string, any bool) map[int32]float64 {
	var docs map[int32]float64
	for _, path := range x.provisionPaths(text, any) {
		for i, d := range x.docs {
			score := provisionScore(d, path)
			if score == 0 {
				continue
			}
			if docs == nil {
				docs = map[int32]float64{}
			}
			docs[int32(i)] = max(docs[int32(i)], score)
		}
	}
	return docs
}

// provisionScore ranks the document by its nearest provision: the same or a part
// before one that contains it.
func provisionScore(d *doc, path string) float64 {
	best := 0.0
	for _, p := range d.paths {
		score := 0.0
		switch {
		case p == path:
			score = 1
		case within(p, path):
			score = 0.9
		case within(path, p):
			score = 0.4
		}
		best = max(best, score)
	}
	switch {
	case d.kind == KindProvision && best == 1:
		return namedScore
	case d.kind == KindProvision:
		return best * partScore
	case d.kind == KindHolding:
		return best * restsScore * d.factor
	}
	return best * quotesScore
}

// within reports whether path is the provision at prefix or a part of it.
func within(path, prefix string) bool {
	return path == prefix || strings.HasPrefix(path, prefix+"/")
}

// provisionPaths reads a provision in any spelling into paths of this corpus: the
// instrument must be known, the provision need not be.
func (x *Index) provisionPaths(text string, any bool) []string {
	if p := x.c.Provision(text); p != nil {
		return []string{p.Path()}
	}
	if ref, err := cite.ParseProvision(text); err == nil {
		if in := x.instrument(ref.Law); in != "" {
			ref.Law = in
			return []string{ref.Path()}
		}
	}
	if !any {
		return nil
	}
	if in := x.instrument(text); in != "" {
		return []string{in}
	}
	var paths []string
	for _, in := range x.c.Instruments {
		if p := x.c.Provision(in.ID + text); p != nil {
			paths = append(paths, p.Path())
		}
	}
	return paths
}

// instrument is the ID of the instrument with the name, blanks aside; "" for none.
func (x *Index) instrument(name string) string {
	squeeze := func(s string) string { return strings.Join(strings.Fields(cite.FoldString(s)), "") }
	name = strings.Trim(squeeze(name), "《》")
	for _, in := range x.c.Instruments {
		for _, n := range append([]string{in.ID, in.Name.Zh, in.Name.En}, in.Aliases...) {
			if strings.Trim(squeeze(n), "《》") == name {
				return in.ID
			}
		}
	}
	return ""
}

// docsThat is every document that keep lets through, at score 0.
func (x *Index) docsThat(keep func(*doc) bool) map[int32]float64 {
	docs := map[int32]float64{}
	for i, d := range x.docs {
		if keep(d) {
			docs[int32(i)] = 0
		}
	}
	return docs
}

// fieldDocs is every document that a filter keeps; false if f is none of these.
func (x *Index) fieldDocs(f field) (map[int32]float64, bool) {
	var keep func(*doc) bool
	switch v := f.value(); f.name {
	case fieldDate:
		from, to, _ := dateRange(v) // the parser has read it
		keep = func(d *doc) bool { return d.decidedIn(from, to) }
	case fieldKind:
		keep = func(d *doc) bool { return d.kind == Kind(v) }
	case fieldWeight:
		keep = func(d *doc) bool { return slices.Contains(d.facets[FacetWeight], v) }
	case fieldTopic:
		id := x.topic(v)
		keep = func(d *doc) bool { return slices.Contains(d.facets[FacetTopic], id) }
	default:
		return nil, false
	}
	return x.docsThat(keep), true
}

// topic is the ID of the topic with the ID or title; "" for none.
func (x *Index) topic(name string) string {
	name = cite.FoldString(name)
	for _, t := range x.c.Topics {
		if name == t.ID || name == cite.FoldString(t.Title.Zh) || name == cite.FoldString(t.Title.En) {
			return t.ID
		}
	}
	return ""
}

// scopeDocs is every document that a field looks into, where its sections hold
// other things in other documents; false if they do not.
func (x *Index) scopeDocs(name string) (map[int32]float64, bool) {
	var keep func(*doc) bool
	switch name {
	case fieldHolding:
		keep = func(d *doc) bool { return d.kind == KindHolding }
	case fieldClaims:
		keep = func(d *doc) bool { return d.part == corpus.PartClaims }
	case fieldDefence:
		keep = func(d *doc) bool { return d.part == corpus.PartDefence }
	case fieldParty:
		keep = func(d *doc) bool { return d.kind == KindRuling || d.part == corpus.PartParties }
	default:
		return nil, false
	}
	return x.docsThat(keep), true
}

// decidedIn compares days as text; documents without a day are in no range.
func (d *doc) decidedIn(from, to string) bool {
	if from == "" && to == "" {
		return true
	}
	return d.decided != "" && (from == "" || d.decided >= from) && (to == "" || d.decided <= to)
}
