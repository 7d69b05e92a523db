package index

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"yaozhi/corpus/cite"
)

// plan is a query as it is carried out.
type plan struct {
	op    planOp
	kids  []*plan
	forms []form // of a leaf
	scope []int  // of a leaf: sections; nil for all
	share float64
	docs  map[int32]float64 // of a named plan: what a citation or a date names, with scores
	terms []string          // the user's own words, folded
}

type planOp int

const (
	planLeaf  planOp = iota
	planAll          // every kid
	planAny          // one kid or more
	planBest         // ranked by how much of the kids is there
	planNot          // not the kid
	planNamed        // docs
)

// planner turns a parsed query into a plan. With best set, words are ranked
// instead of required; phrases, fields and exclusions stay required.
type planner struct {
	x    *Index
	best bool
}

// plan makes the plan of n in scope; nil where only stop words stand.
func (pl *planner) plan(n node, scope []int) *plan {
	switch n := n.(type) {
	case word:
		return pl.words([]word{n}, scope)
	case phrase:
		f := phraseForm(n.text, n.slop)
		return &plan{op: planLeaf, forms: []form{f}, scope: scope, share: 1, terms: []string{f.text}}
	case not:
		strict := planner{x: pl.x}
		if k := strict.plan(n.kid, scope); k != nil {
			return &plan{op: planNot, kids: []*plan{k}}
		}
	case field:
		return pl.field(n)
	case or:
		var kids []*plan
		for _, k := range n {
			kids = appendPlan(kids, pl.plan(k, scope))
		}
		return wrap(planAny, kids)
	case and:
		return pl.all(n, scope)
	}
	return nil
}

// all plans a conjunction; neighbouring words are read together, for a term of the
// list may be two of them.
func (pl *planner) all(kids []node, scope []int) *plan {
	var out []*plan
	var row []word
	for i, k := range kids {
		w, ok := k.(word)
		if !ok {
			out = appendPlan(out, pl.plan(k, scope))
			continue
		}
		row = append(row, w)
		if pl.best || i+1 < len(kids) && isWord(kids[i+1]) {
			continue
		}
		out = appendPlan(out, pl.words(row, scope))
		row = nil
	}
	if len(row) > 0 {
		out = appendPlan(out, pl.words(row, scope))
	}
	return wrap(planAll, out)
}

func isWord(n node) bool {
	_, ok := n.(word)
	return ok
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

func (pl *planner) field(f field) *plan {
	switch f.name {
	case fieldCase:
		return named(pl.x.caseDocs(f.value(), true), f.value())
	case fieldProvision:
		return named(pl.x.provisionDocs(f.value(), true), f.value())
	}
	if docs, ok := pl.x.fieldDocs(f); ok {
		return &plan{op: planNamed, docs: docs}
	}
	kid := pl.plan(f.kid, scopes[f.name])
	if docs, ok := pl.x.scopeDocs(f.name); ok {
		return wrap(planAll, appendPlan([]*plan{{op: planNamed, docs: docs}}, kid))
	}
	return kid
}

// named is a plan of documents; with none it matches nothing, and says so.
func named(docs map[int32]float64, text string) *plan {
	return &plan{op: planNamed, docs: docs, terms: []string{cite.FoldString(text)}}
}

// words plans words in a row: a word that cites answers by what it cites, the
// others by term.
func (pl *planner) words(ns []word, scope []int) *plan {
	var out []*plan
	var us []unit
	flush := func() {
		if len(us) > 0 {
			out = append(out, pl.units(us, scope)...)
			us = nil
		}
	}
	for _, n := range ns {
		if scope == nil {
			if docs := pl.x.cited(n.text); len(docs) > 0 {
				flush()
				out = append(out, named(docs, n.text))
				continue
			}
		}
		us = append(us, units(cite.FoldString(n.text))...)
	}
	flush()
	if pl.best {
		return wrap(planBest, out)
	}
	return wrap(planAll, out)
}

func (pl *planner) units(us []unit, scope []int) []*plan {
	var out []*plan
	for i := 0; i < len(us); {
		if us[i].han {
			out = append(out, pl.run(us[i].text, scope)...)
			i++
			continue
		}
		n, p := pl.latin(us[i:], scope)
		if p != nil {
			out = append(out, p)
		}
		i += n
	}
	return out
}

const longestTerm = 6 // words of an English term, stop words counted

// latin plans the longest listed term at the head of us, or its first word, and
// says how many units that is; nil for a stop word.
func (pl *planner) latin(us []unit, scope []int) (int, *plan) {
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
		if forms := pl.x.terms.forms(key); forms != nil {
			return n, pl.term(forms, joinUnits(us[:n]), scope)
		}
	}
	f := form{text: us[0].text, key: " " + first + " ", weight: 1}
	return 1, &plan{op: planLeaf, forms: []form{f}, scope: scope, share: 1, terms: []string{f.text}}
}

func joinUnits(us []unit) string {
	words := make([]string, len(us))
	for i, u := range us {
		words[i] = u.text
	}
	return strings.Join(words, " ")
}

// term is a leaf of all forms of a notion. The user's own word comes first in
// Applied.Terms.
func (pl *planner) term(forms []form, own string, scope []int) *plan {
	terms := []string{own}
	for _, f := range forms {
		if !slices.Contains(terms, f.text) {
			terms = append(terms, f.text)
		}
	}
	return &plan{op: planLeaf, forms: forms, scope: scope, share: 1, terms: terms}
}

func (pl *planner) run(run string, scope []int) []*plan {
	if forms := pl.x.terms.forms(run); forms != nil {
		return []*plan{pl.term(forms, run, scope)}
	}
	pieces := pl.x.terms.cut(run)
	if pl.best {
		return pl.loose(run, pieces, scope)
	}
	exact := runLeaf(run, 1, scope)
	var all []*plan
	terms := 0
	for _, p := range pieces {
		switch {
		case p.kind == pieceTerm:
			terms++
			all = append(all, pl.term(pl.x.terms.forms(p.text), p.text, scope))
		case p.kind == pieceRest && utf8.RuneCountInString(p.text) > 1:
			all = append(all, runLeaf(p.text, 1, scope))
		}
	}
	if terms == 0 {
		return []*plan{exact}
	}
	return []*plan{{op: planAny, kids: []*plan{wrap(planAll, all), exact}}}
}

// loose gives a run as its terms and, for the rest, its bigrams.
func (pl *planner) loose(run string, pieces []piece, scope []int) []*plan {
	var out []*plan
	for _, p := range pieces {
		switch {
		case p.kind == pieceTerm:
			out = append(out, pl.term(pl.x.terms.forms(p.text), p.text, scope))
		case p.kind == pieceStop && len(pieces) > 1:
		case utf8.RuneCountInString(p.text) > 1 || len(pieces) == 1:
			for _, g := range bigrams(p.text) {
				out = append(out, runLeaf(g, gramShare, scope))
			}
		}
	}
	return out
}

// gramShare is the share of a bigram in a best match: it is no word for certain.
const gramShare = 0.5

func runLeaf(run string, share float64, scope []int) *plan {
	f := form{text: run, key: run, han: true, weight: 1}
	return &plan{op: planLeaf, forms: []form{f}, scope: scope, share: share, terms: []string{run}}
}

// run carries out a plan.
func (s *search) run(ctx context.Context, p *plan) (*hits, error) {
	switch p.op {
	case planLeaf:
		h, _, err := s.leaf(ctx, p.forms, p.scope)
		return h, err
	case planNamed:
		h := s.x.none()
		for d, score := range p.docs {
			h.add(d, score)
		}
		return h, nil
	case planAny:
		return s.any(ctx, p.kids)
	case planBest:
		return s.best(ctx, p.kids)
	default:
		return s.all(ctx, p)
	}
}

func (s *search) any(ctx context.Context, kids []*plan) (*hits, error) {
	out := s.x.none()
	for _, k := range kids {
		h, err := s.run(ctx, k)
		if err != nil {
			return nil, err
		}
		for i, in := range h.in {
			if in {
				out.add(int32(i), h.score[i])
			}
		}
	}
	return out, nil
}

// all carries out planAll, and planNot as a conjunction of one.
func (s *search) all(ctx context.Context, p *plan) (*hits, error) {
	kids := p.kids
	if p.op == planNot {
		kids = []*plan{p}
	}
	out := s.x.none()
	for i := range s.x.docs {
		out.add(int32(i), 0)
	}
	for _, k := range kids {
		not := k.op == planNot
		if not {
			k = k.kids[0]
		}
		h, err := s.run(ctx, k)
		if err != nil {
			return nil, err
		}
		for i := range out.in {
			if h.in[i] == not {
				out.drop(i)
			} else if out.in[i] && !not {
				out.score[i] += h.score[i]
			}
		}
	}
	return out, nil
}

// best sums what matches, and favours documents with more of the weight of the
// query. Far weaker documents are left out.
func (s *search) best(ctx context.Context, kids []*plan) (*hits, error) {
	out := s.x.none()
	found := make([]float64, len(s.x.docs))
	total := 0.0
	for _, k := range kids {
		h, idf, share, err := s.part(ctx, k)
		if err != nil {
			return nil, err
		}
		if h.n == 0 {
			continue
		}
		total += share * idf
		for i, in := range h.in {
			if in {
				out.add(int32(i), share*h.score[i])
				found[i] += share * idf
			}
		}
	}
	top := 0.0
	for i := range out.score {
		if out.in[i] {
			out.score[i] *= 0.4 + 0.6*found[i]/total
			top = max(top, out.score[i]*s.x.docs[i].factor)
		}
	}
	for i := range out.score {
		if out.in[i] && out.score[i]*s.x.docs[i].factor < bestFloor*top {
			out.drop(i)
		}
	}
	return out, nil
}

const bestFloor = 0.15 // of the best score; what is below shares a common word at most

func (s *search) part(ctx context.Context, k *plan) (h *hits, idf, share float64, err error) {
	if k.op == planLeaf {
		h, idf, err = s.leaf(ctx, k.forms, k.scope)
		return h, idf, k.share, err
	}
	h, err = s.run(ctx, k)
	return h, 1, 1, err
}

// leaves visits the leaves and names of a plan that are looked for, in order.
func (p *plan) leaves(visit func(*plan)) {
	switch p.op {
	case planLeaf, planNamed:
		visit(p)
	case planNot:
	default:
		for _, k := range p.kids {
			k.leaves(visit)
		}
	}
}
