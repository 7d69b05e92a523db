package index

import (
	"fmt"
	"slices"
	"strings"

	"yaozhi/corpus"
	"yaozhi/corpus/cite"
)

// kindFactor ranks what settles a question above what it is taken from.
var kindFactor = map[Kind]float64{KindHolding: 1, KindRuling: 0.5, KindProvision: 0.55, KindPassage: 0.6}

// weightFactor nudges what the court had to decide above what it said in passing.
var weightFactor = map[corpus.Weight]float64{
	corpus.WeightGuiding: 1.06, corpus.WeightRatio: 1.04, corpus.WeightReasoning: 1,
	corpus.WeightObiter: 0.98, corpus.WeightReference: 0.96,
}

// headingFactor is of a heading: it says what follows, not what was held.
const headingFactor = 0.7

// Documents are the holdings, passages, rulings and provisions of a corpus.
func Documents(c *corpus.Corpus) []*Document {
	b := &builder{c: c, quoted: map[string][]string{}}
	for _, in := range c.Instruments {
		for _, p := range in.Provisions {
			for _, q := range p.Quoted {
				if q.Pin != nil {
					id := string(q.Ruling) + "#" + string(q.Pin.Passage)
					b.quoted[id] = append(b.quoted[id], p.Path())
				}
			}
		}
	}
	for _, h := range c.Holdings {
		b.holding(h)
	}
	for _, r := range c.Rulings {
		for _, p := range r.Passages {
			b.passage(r, p)
		}
		b.ruling(r)
	}
	for _, in := range c.Instruments {
		for _, p := range in.Provisions {
			b.provision(p)
		}
	}
	return b.docs
}

// builder makes the documents of a corpus.
type builder struct {
	c      *corpus.Corpus
	docs   []*Document
	quoted map[string][]string // passage document → provisions quoted in it
}

// start makes the document and the values all documents of a ruling share.
func (b *builder) start(k Kind, id, order string, r *corpus.Ruling) *Document {
	d := &Document{Kind: k, ID: id, Order: order, Boost: kindFactor[k]}
	if r != nil {
		d.Ruling, d.Decided = r.ID, r.Decided
		d.facet(FacetRuling, string(r.ID))
		d.facet(FacetCase, cite.FoldString(r.CaseNumber))
		d.facet(FacetCourt, r.Court.Zh)
		if len(r.Decided) >= 4 {
			d.facet(FacetYear, r.Decided[:4])
		}
		d.both(SecCourtZh, r.Court)
	}
	b.docs = append(b.docs, d)
	return d
}

func (b *builder) holding(h *corpus.Holding) {
	d := b.start(KindHolding, string(h.ID), string(h.Ruling)+h.Code, b.c.Ruling(string(h.Ruling)))
	d.Code, d.Title, d.Offered = h.Code, h.Title, true
	d.Names = []string{string(h.ID), strings.ToLower(h.Code)}
	if f, ok := weightFactor[h.Weight]; ok {
		d.Boost *= f
	}
	d.both(SecTitleZh, h.Title)
	d.both(SecPropositionZh, h.Proposition)
	for _, q := range h.Quotes {
		d.add(sectionOf(q.Part), q.Exact, q.Part)
	}
	for _, a := range h.Arguments {
		d.both(SecArgumentZh, a.Text)
		for _, q := range a.Quotes {
			d.add(sectionOf(q.Part), q.Exact, q.Part)
		}
	}
	for _, name := range factsOf(h) {
		if f := b.c.Fact(name); f != nil {
			d.both(SecFactZh, f.Label)
		}
	}
	d.both(SecBodyZh, h.Body)
	for _, q := range h.Asked.Zh {
		d.add(SecAskedZh, q, "")
	}
	for _, q := range h.Asked.En {
		d.add(SecAskedEn, q, "")
	}
	d.add(SecCode, h.Code+" "+strings.ReplaceAll(string(h.ID), "-", " "), "")
	d.facet(FacetTopic, h.Topic)
	if t := b.c.Topic(h.Topic); t != nil {
		d.both(SecTopicZh, t.Title)
	}
	d.facet(FacetWeight, string(h.Weight))
	d.restsOn(h.Statutes.Then...)
	d.restsOn(h.Statutes.Now...)
	for _, r := range h.Remedies {
		d.facet(FacetRemedy, string(r))
	}
}

// factsOf names the facts of all sides of a holding, in order, once each.
func factsOf(h *corpus.Holding) []string {
	var out []string
	for _, s := range []*corpus.Side{h.Scope, h.Breach, h.Safe, h.Risk, h.Meets} {
		if s == nil || s.Cond == nil {
			continue
		}
		for _, f := range s.Cond.Facts() {
			if !slices.Contains(out, f) {
				out = append(out, f)
			}
		}
	}
	return out
}

// passage takes its topics from the holdings pinned to it, its provisions from
// the quotations in it.
func (b *builder) passage(r *corpus.Ruling, p *corpus.Passage) {
	d := b.start(KindPassage, string(r.ID)+"#"+string(p.ID), fmt.Sprintf("%s%06d", r.ID, p.Number), r)
	d.Part = p.Part
	d.Title = corpus.Text{Zh: r.Citation(p, "zh"), En: r.Citation(p, "en")}
	if p.Heading {
		d.Boost *= headingFactor
	}
	d.add(sectionOf(p.Part), p.Text, p.Part)
	d.add(SecPath, strings.Join(p.Headings, " "), "")
	d.facet(FacetPart, string(p.Part))
	for _, h := range b.c.HoldingsAt(p) {
		d.facet(FacetTopic, h.Topic)
	}
	d.restsOn(b.quoted[d.ID]...)
}

// sameCase are the relations to other names of the case.
var sameCase = []string{"guiding-case", "case-library", "second-instance"}

func (b *builder) ruling(r *corpus.Ruling) {
	d := b.start(KindRuling, string(r.ID), "", r)
	d.Title = r.Title
	d.Offered = true
	d.Names = []string{string(r.ID)}
	for _, rel := range r.Relations {
		if slices.Contains(sameCase, rel.Kind) {
			d.Names = append(d.Names, rel.ID)
			d.add(SecNameZh, rel.ID, "")
		}
	}
	d.add(SecNameZh, r.CaseNumber, "")
	d.both(SecNameZh, r.Title)
	d.both(SecNameZh, r.Cause)
	d.both(SecGistZh, r.Summary)
	for _, p := range r.Parties {
		d.add(SecParty, p.Name, "")
		d.facet(FacetParty, p.Name)
	}
	d.both(SecBodyZh, r.Body)
	for _, h := range b.c.HoldingsOf(r.ID) {
		d.facet(FacetTopic, h.Topic)
		d.restsOn(h.Statutes.Then...)
	}
}

func (b *builder) provision(p *corpus.Provision) {
	path := p.Path()
	d := b.start(KindProvision, path, "", nil)
	d.Title = corpus.Text{Zh: b.c.ProvisionName(path, "zh"), En: b.c.ProvisionName(path, "en")}
	d.Offered = true
	d.Boost *= tierFactor[cite.TierOf(p.Instrument.Name.Zh)]
	d.both(SecNameZh, d.Title)
	d.add(SecNameZh, p.Instrument.Name.Zh, "")
	d.both(SecGistZh, p.Gist)
	for _, q := range p.Quoted {
		if q.Pin != nil {
			d.add(SecOpinion, q.Pin.Exact, q.Pin.Part)
		}
		d.add(SecText, q.Statute, "")
	}
	d.restsOn(path)
	for _, h := range b.c.HoldingsOn(path) {
		d.facet(FacetTopic, h.Topic)
	}
}

// tierFactor ranks provisions of like match as the law ranks them: basic laws of
// the National People's Congress, other laws, interpretations, regulations (立法法
// 98 to 102); a decision that amends another text comes last, for what it says
// stands in the amended text. A user sees the factor in the explanation. The size of
// the factors was chosen on half of the questions that best.go measures by.
var tierFactor = map[cite.Tier]float64{
	cite.TierBasicLaw: 1.4, cite.TierLaw: 1.15, cite.TierInterpretation: 1.05, cite.TierRegulation: 1, cite.TierAmendment: 0.8,
}
