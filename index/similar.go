package index

import (
	"cmp"
	"fmt"
	"slices"

	"yaozhi/corpus/cite"
	"yaozhi/index/postings"
)

// likeTerms is how many of a text's terms its likes are looked for by.
const likeTerms = 40

// similar plans the search for what is like a document, by its ID, or like a
// pasted passage: by its most telling terms, those that are often in it and seldom
// elsewhere.
func (x *Index) similar(like string) (*plan, error) {
	p := &plan{op: planBest, mask: everySection}
	var sources []string
	self, found, err := x.byID(like)
	if err != nil {
		return nil, err
	}
	if found {
		for _, t := range x.file.Texts(self, nil) {
			if w := sections[t.Field].weight; w >= sections[SecFinding].weight {
				sources = append(sources, string(t.Body))
			}
		}
	} else {
		sources = []string{like}
	}
	p.kids = x.telling(sources)
	if len(p.kids) == 0 {
		return nil, nil
	}
	if !found {
		return p, nil
	}
	return &plan{op: planAll, kids: []*plan{p, {op: planNot, kids: []*plan{{op: planNamed, docs: []uint32{self}}}}}}, nil
}

// telling are leaves of the terms of texts with the greatest weight: count times
// idf. Terms of one document only tell nothing of another.
func (x *Index) telling(sources []string) []*plan {
	type weighed struct {
		form  form
		count int
		worth float32
	}
	byKey := map[postings.Key]*weighed{}
	for _, s := range sources {
		for _, u := range units(cite.FoldString(s)) {
			for _, f := range unitForms(u, x.a) {
				k := f.keys[0]
				if byKey[k] == nil {
					byKey[k] = &weighed{form: f}
				}
				byKey[k].count++
			}
		}
	}
	var list []*weighed
	for k, w := range byKey {
		if df := x.file.DocFreq(k); df > 1 {
			w.worth = postings.Saturate(float32(w.count)) * postings.IDF(df, x.file.Docs())
			list = append(list, w)
		}
	}
	slices.SortFunc(list, func(a, b *weighed) int {
		return cmp.Or(cmp.Compare(b.worth, a.worth), cmp.Compare(a.form.key, b.form.key))
	})
	var out []*plan
	for _, w := range list[:min(likeTerms, len(list))] {
		l := leaf(w.form, everySection)
		l.share = postings.Saturate(float32(w.count))
		out = append(out, l)
	}
	return out
}

// unitForms are the terms of a unit as forms: the pairs of a Chinese run, or the
// word.
func unitForms(u unit, a *analyzer) []form {
	if !u.han {
		if w, ok := a.word(u.text); ok {
			return []form{rowForm(u.text, " "+w+" ", 1)}
		}
		return nil
	}
	var out []form
	rs := []rune(u.text)
	for i := range len(rs) - 1 {
		out = append(out, runForm(string(rs[i:i+2]), 1))
	}
	return out
}

// byID is the number of the document with the ID.
func (x *Index) byID(id string) (uint32, bool, error) {
	if len(id) > maxID {
		return 0, false, nil
	}
	for _, k := range Kinds {
		if doc, ok := x.file.Find(nameOf(k, "", id)); ok {
			return doc, true, nil
		}
	}
	docs, err := x.catalog.with(catalogID, id)
	if err != nil {
		return 0, false, fmt.Errorf("index: %w", err)
	}
	if len(docs) == 0 {
		return 0, false, nil
	}
	return docs[0], true, nil
}
