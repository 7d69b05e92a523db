package index

import (
	"slices"
	"strings"

	"yaozhi/corpus/cite"
)

// plan is a query as it is carried out.
type plan struct {
	op   planOp
	kids []*plan

	forms []form  // of a leaf
	mask  mask    // of a leaf, and of the characters of a best match: sections
	share float32 // of a leaf: factor of its score

	docs   []uint32          // of planNamed: what a citation names, in order
	scores []float32         // and their scores
	keep   func(uint32) bool // of planWhere
	found  []uint32          // of planBest, once it was carried out: its documents, in order
	parts  []*plan           // of planBest joined from several: they, each with its own chars
	chars  string            // of planBest: the Chinese characters that say something

	terms []string // the user's own words, folded
	own   string   // of a notion: the user's word, to be marked whole where it stands
}

type planOp int

const (
	planLeaf  planOp = iota
	planAll          // every kid
	planAny          // one kid or more
	planBest         // ranked by how much of the kids is there
	planNot          // not the kid
	planNamed        // docs
	planWhere        // what keep lets through
)

// planner turns a parsed query into a plan. With best set, words are ranked
// instead of required; phrases, fields and exclusions stay required.
type planner struct {
	x       *Index
	best    bool
	exact   bool // words are not mended
	relaxed bool // phrases are words too
	mended  []Correction
}

// plan makes the plan of n in sections; nil where only stop words stand.
func (pl *planner) plan(n node, in mask) (*plan, error) {
	switch n := n.(type) {
	case word:
		return pl.words([]word{n}, in)
	case phrase:
		if pl.relaxed {
			return pl.words([]word{{text: n.text, quoted: true}}, in)
		}
		return leaf(phraseForm(n.text, n.slop, pl.x.a), in), nil
	case not:
		strict := planner{x: pl.x, exact: true}
		k, err := strict.plan(n.kid, in)
		if k == nil || err != nil {
			return nil, err
		}
		return &plan{op: planNot, kids: []*plan{k}}, nil
	case field:
		return pl.field(n)
	case or:
		var kids []*plan
		for _, k := range n {
			p, err := pl.plan(k, in)
			if err != nil {
				return nil, err
			}
			kids = appendPlan(kids, p)
		}
		return wrap(planAny, kids), nil
	case and:
		return pl.all(n, in)
	}
	return nil, nil
}

// all plans a conjunction; neighbouring words are read together, for a term of the
// list may be two of them.
func (pl *planner) all(kids []node, in mask) (*plan, error) {
	var out []*plan
	var row []word
	for i, k := range kids {
		var p *plan
		var err error
		if w, ok := pl.word(k); ok {
			row = append(row, w)
			if i+1 < len(kids) {
				if _, more := pl.word(kids[i+1]); pl.best || more {
					continue
				}
			}
		} else if p, err = pl.plan(k, in); err != nil {
			return nil, err
		}
		out = appendPlan(out, p)
		if len(row) > 0 && (i+1 == len(kids) || !pl.best) {
			if p, err = pl.words(row, in); err != nil {
				return nil, err
			}
			out = appendPlan(out, p)
			row = nil
		}
	}
	return wrap(planAll, out), nil
}

// word is n as a word, if it is one or is to be read as one.
func (pl *planner) word(n node) (word, bool) {
	if p, ok := n.(phrase); ok && pl.relaxed {
		return word{text: p.text, off: p.off, quoted: true}, true
	}
	w, ok := n.(word)
	return w, ok
}

func appendPlan(ps []*plan, p *plan) []*plan {
	if p == nil {
		return ps
	}
	return append(ps, p)
}

func wrap(o planOp, kids []*plan) *plan {
	switch {
	case len(kids) == 0:
		return nil
	case len(kids) == 1 && (o != planAll || kids[0].op != planNot):
		return kids[0]
	}
	return &plan{op: o, kids: kids}
}

func (pl *planner) field(f field) (*plan, error) {
	switch f.name {
	case fieldCase:
		return pl.x.casePlan(f.value(), true)
	case fieldProvision:
		return pl.x.provisionPlan(f.value(), true)
	}
	if keep, ok, err := pl.x.valueFilter(f); ok || err != nil {
		return &plan{op: planWhere, keep: keep}, err
	}
	return pl.plan(f.kid, scopes[f.name])
}

// leaf is a plan of one form.
func leaf(f form, in mask) *plan {
	return &plan{op: planLeaf, forms: []form{f}, mask: in, share: 1, terms: []string{f.text}}
}

// words plans words in a row: a word that cites answers by what it cites, the
// others by term.
func (pl *planner) words(ns []word, in mask) (*plan, error) {
	var out []*plan
	var us []unit
	var rest []string // words that are no citation on their own
	for _, n := range ns {
		folded := cite.FoldString(n.text)
		if in == everySection {
			p, err := pl.x.cited(n.text)
			if err != nil {
				return nil, err
			}
			if p == nil {
				p = pl.x.caseInText(folded)
			}
			if p != nil {
				out = append(out, p)
				continue
			}
		}
		rest = append(rest, n.text)
		own := units(folded)
		if !n.quoted && !pl.exact {
			var err error
			if own, err = pl.mend(own); err != nil {
				return nil, err
			}
		}
		us = append(us, own...)
	}
	if pl.best {
		if in == everySection {
			inside, err := pl.x.citations(strings.Join(rest, " "))
			if err != nil {
				return nil, err
			}
			out = append(out, inside...)
		}
		b := pl.ranked(us, in)
		b.kids = append(b.kids, out...)
		if len(b.kids) == 0 {
			return nil, nil
		}
		return b, nil
	}
	return wrap(planAll, append(out, pl.required(us, in)...)), nil
}

// required plans words that must all stand in a document.
func (pl *planner) required(us []unit, in mask) []*plan {
	var out []*plan
	for i := 0; i < len(us); {
		if us[i].han {
			out = append(out, pl.run(us[i].text, in))
			i++
			continue
		}
		n, p := pl.latin(us[i:], in)
		out = appendPlan(out, p)
		i += n
	}
	return out
}

const longestTerm = 6 // words of an English term, stop words counted

// latin plans the longest listed term at the head of us, or its first word, and
// says how many units that is; nil for a stop word.
func (pl *planner) latin(us []unit, in mask) (int, *plan) {
	end := 0
	for end < len(us) && end < longestTerm && !us[end].han {
		end++
	}
	first, ok := pl.x.a.word(us[0].text)
	if !ok {
		return 1, nil
	}
	for n := end; n > 0; n-- {
		if _, ok := pl.x.a.word(us[n-1].text); !ok {
			continue
		}
		key := stemLine(us[:n], pl.x.a)
		if forms := pl.forms(key); forms != nil {
			return n, term(forms, joinUnits(us[:n]), in)
		}
	}
	return 1, leaf(rowForm(us[0].text, " "+first+" ", 1), in)
}

func joinUnits(us []unit) string {
	words := make([]string, len(us))
	for i, u := range us {
		words[i] = u.text
	}
	return strings.Join(words, " ")
}

// forms are the forms of the notion that key names: where words are required, those
// that mean it; where they are ranked, those too that bear on it.
func (pl *planner) forms(key string) []form {
	forms := pl.x.terms.forms(key)
	if pl.best {
		return forms
	}
	return slices.DeleteFunc(forms, func(f form) bool { return f.weight < 1 })
}

// term is a leaf of all forms of a notion. The user's own word comes first in
// Applied.Terms.
func term(forms []form, own string, in mask) *plan {
	terms := []string{own}
	for _, f := range forms {
		if !slices.Contains(terms, f.text) {
			terms = append(terms, f.text)
		}
	}
	return &plan{op: planLeaf, forms: forms, mask: in, share: 1, terms: terms, own: own}
}

// run plans a Chinese run that must be there: as it stands, or all its terms.
func (pl *planner) run(run string, in mask) *plan {
	if forms := pl.forms(run); forms != nil {
		return term(forms, run, in)
	}
	exact := leaf(runForm(run, 1), in)
	var all []*plan
	terms := 0
	for _, p := range pl.x.terms.cut(run) {
		switch {
		case p.kind == pieceTerm:
			terms++
			all = append(all, term(pl.forms(p.text), p.text, in))
		case p.kind == pieceRest:
			all = append(all, leaf(runForm(p.text, 1), in))
		}
	}
	if terms == 0 {
		return exact
	}
	return &plan{op: planAny, kids: []*plan{wrap(planAll, all), exact}}
}

// leaves visits the leaves and names of a plan that are looked for, in order.
func (p *plan) leaves(visit func(*plan)) {
	switch p.op {
	case planLeaf, planNamed:
		visit(p)
	case planNot, planWhere:
	default:
		for _, k := range p.kids {
			k.leaves(visit)
		}
	}
}
