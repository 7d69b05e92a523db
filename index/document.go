package index

import (
	"slices"
	"strings"

	"yaozhi/corpus"
	"yaozhi/corpus/cite"
)

// section is an indexed field: all texts of one sort, in one language.
type section struct {
	name   string  // of the field in bleve, and Snippet.Field before the dot
	lang   string  // zh | en
	weight float64 // how much a word here says about the document
	b      float64 // how far length is held against it: 0 not, 1 wholly (BM25)
}

// Sections. A holding's title weighs most, then its proposition, the court's
// reasoning, the facts, what parties argued.
const (
	secTitleZh = iota
	secTitleEn
	secPropositionZh
	secPropositionEn
	secOpinion
	secOrder
	secFinding
	secSaid
	secRecord
	secArgumentZh
	secArgumentEn
	secFactZh
	secFactEn
	secBodyZh
	secBodyEn
	secTopicZh
	secTopicEn
	secPath
	secCode
	secName
	secNameEn
	secCourtZh
	secCourtEn
	secGistZh
	secGistEn
)

var sections = [...]section{
	secTitleZh:       {"title.zh", "zh", 5, 0.8},
	secTitleEn:       {"title.en", "en", 5, 0.8},
	secPropositionZh: {"proposition.zh", "zh", 3, 0.5},
	secPropositionEn: {"proposition.en", "en", 3, 0.5},
	secOpinion:       {"opinion.zh", "zh", 1.6, 0.6},
	secOrder:         {"order.zh", "zh", 1.6, 0.6},
	secFinding:       {"finding.zh", "zh", 1.1, 0.6},
	secSaid:          {"said.zh", "zh", 0.7, 0.6},
	secRecord:        {"record.zh", "zh", 0.6, 0.6},
	secArgumentZh:    {"argument.zh", "zh", 0.6, 0.6},
	secArgumentEn:    {"argument.en", "en", 0.6, 0.6},
	secFactZh:        {"fact.zh", "zh", 0.8, 0.6},
	secFactEn:        {"fact.en", "en", 0.8, 0.6},
	secBodyZh:        {"body.zh", "zh", 1, 0.75},
	secBodyEn:        {"body.en", "en", 1, 0.75},
	secTopicZh:       {"topic.zh", "zh", 0.5, 0.3},
	secTopicEn:       {"topic.en", "en", 0.5, 0.3},
	secPath:          {"path.zh", "zh", 0.5, 0.3},
	secCode:          {"code.en", "en", 3, 0},
	secName:          {"name.zh", "zh", 3, 0.5},
	secNameEn:        {"name.en", "en", 3, 0.5},
	secCourtZh:       {"court.zh", "zh", 1, 0},
	secCourtEn:       {"court.en", "en", 1, 0},
	secGistZh:        {"gist.zh", "zh", 1.5, 0.5},
	secGistEn:        {"gist.en", "en", 1.5, 0.5},
}

// scopes are the sections a field of the query language reads.
var scopes = map[string][]int{
	fieldOpinion:     {secOpinion},
	fieldFacts:       {secFinding},
	fieldDisposition: {secOrder},
	fieldHolding:     {secTitleZh, secTitleEn, secPropositionZh, secPropositionEn},
	fieldClaims:      {secSaid},
	fieldDefence:     {secSaid},
	fieldParty:       {secRecord},
	fieldTitle:       {secTitleZh, secTitleEn, secName, secNameEn},
	fieldCourt:       {secCourtZh, secCourtEn},
}

// kindFactor ranks what settles a question above what it is taken from.
var kindFactor = map[Kind]float64{KindHolding: 1, KindRuling: 0.5, KindProvision: 0.55, KindPassage: 0.6}

// text is one text of a document.
type text struct {
	section int
	source  string
	part    corpus.Part // of the ruling's own words; empty for ours
	folded  string
	stems   string // its Latin words, see stemLine; empty if there are none
}

// doc is what can be found: its texts, and the values that filters and facets use.
type doc struct {
	kind    Kind
	id      string
	code    string
	ruling  corpus.RulingID
	title   corpus.Text
	part    corpus.Part
	decided string
	factor  float64
	texts   []text
	facets  map[string][]string
	paths   []string // provisions it rests on, quotes or is
	remedy  []string
	length  [len(sections)]int // terms
}

// builder makes the documents of a corpus.
type builder struct {
	c    *corpus.Corpus
	a    *analyzer
	docs []*doc

	quoted map[string][]string // passage document → provisions quoted in it
}

func (b *builder) build() {
	b.quoted = map[string][]string{}
	for _, in := range b.c.Instruments {
		for _, p := range in.Provisions {
			for _, q := range p.Quoted {
				if q.Pin != nil {
					id := string(q.Ruling) + "#" + string(q.Pin.Passage)
					b.quoted[id] = append(b.quoted[id], p.Path())
				}
			}
		}
	}
	for _, h := range b.c.Holdings {
		b.holding(h)
	}
	for _, r := range b.c.Rulings {
		for _, p := range r.Passages {
			b.passage(r, p)
		}
	}
	for _, r := range b.c.Rulings {
		b.ruling(r)
	}
	for _, in := range b.c.Instruments {
		for _, p := range in.Provisions {
			b.provision(p)
		}
	}
}

// start makes the document and the values all documents of a ruling share.
func (b *builder) start(k Kind, id string, r *corpus.Ruling) *doc {
	d := &doc{kind: k, id: id, factor: kindFactor[k], facets: map[string][]string{FacetKind: {string(k)}}}
	if r != nil {
		d.ruling, d.decided = r.ID, r.Decided
		if r.Court.Zh != "" {
			d.facets[FacetCourt] = []string{r.Court.Zh}
		}
		if len(r.Decided) >= 4 {
			d.facets[FacetYear] = []string{r.Decided[:4]}
		}
		d.add(b, secCourtZh, r.Court.Zh, "")
		d.add(b, secCourtEn, r.Court.En, "")
	}
	b.docs = append(b.docs, d)
	return d
}

func (d *doc) add(b *builder, section int, source string, part corpus.Part) {
	if strings.TrimSpace(source) == "" {
		return
	}
	t := text{section: section, source: source, part: part, folded: cite.FoldString(source)}
	us := units(t.folded)
	if slices.ContainsFunc(us, func(u unit) bool { return !u.han }) {
		t.stems = stemLine(us, b.a)
	}
	d.texts = append(d.texts, t)
}

func (d *doc) both(b *builder, zh int, t corpus.Text) {
	d.add(b, zh, t.Zh, "")
	d.add(b, zh+1, t.En, "")
}

func (d *doc) facet(name string, values ...string) {
	for _, v := range values {
		if v != "" && !slices.Contains(d.facets[name], v) {
			d.facets[name] = append(d.facets[name], v)
		}
	}
}

// restsOn notes provisions; the facet counts articles, whatever paragraph is meant.
func (d *doc) restsOn(paths ...string) {
	for _, p := range paths {
		if !slices.Contains(d.paths, p) {
			d.paths = append(d.paths, p)
		}
		d.facet(FacetStatute, article(p))
	}
}

// article is the path of the article that path is or is part of.
func article(path string) string {
	parts := strings.SplitN(path, "/", 3)
	return strings.Join(parts[:min(2, len(parts))], "/")
}

// weightFactor nudges what the court had to decide above what it said in passing.
var weightFactor = map[corpus.Weight]float64{
	corpus.WeightGuiding: 1.06, corpus.WeightRatio: 1.04, corpus.WeightReasoning: 1,
	corpus.WeightObiter: 0.98, corpus.WeightReference: 0.96,
}

func (b *builder) holding(h *corpus.Holding) {
	d := b.start(KindHolding, string(h.ID), b.c.Ruling(string(h.Ruling)))
	d.code, d.title = h.Code, h.Title
	if f, ok := weightFactor[h.Weight]; ok {
		d.factor *= f
	}
	d.both(b, secTitleZh, h.Title)
	d.both(b, secPropositionZh, h.Proposition)
	for _, q := range h.Quotes {
		d.add(b, sectionOf(q.Part), q.Exact, q.Part)
	}
	for _, a := range h.Arguments {
		d.both(b, secArgumentZh, a.Text)
		for _, q := range a.Quotes {
			d.add(b, secSaid, q.Exact, q.Part)
		}
	}
	for _, name := range factsOf(h) {
		if f := b.c.Fact(name); f != nil {
			d.both(b, secFactZh, f.Label)
		}
	}
	d.both(b, secBodyZh, h.Body)
	d.add(b, secCode, h.Code+" "+strings.ReplaceAll(string(h.ID), "-", " "), "")
	b.topic(d, h.Topic)
	d.facet(FacetWeight, string(h.Weight))
	d.restsOn(h.Statutes.Then...)
	d.restsOn(h.Statutes.Now...)
	for _, r := range h.Remedies {
		d.remedy = append(d.remedy, string(r))
	}
}

func (b *builder) topic(d *doc, id string) {
	d.facet(FacetTopic, id)
	if t := b.c.Topic(id); t != nil {
		d.both(b, secTopicZh, t.Title)
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

// sectionOf is the section of the ruling's own words by the part they stand in.
func sectionOf(p corpus.Part) int {
	switch p {
	case corpus.PartOpinion, corpus.PartIssues:
		return secOpinion
	case corpus.PartDisposition:
		return secOrder
	case corpus.PartFacts:
		return secFinding
	case corpus.PartClaims, corpus.PartDefence:
		return secSaid
	}
	return secRecord
}

// passage takes its topics from the holdings pinned to it, its provisions from
// the quotations in it.
func (b *builder) passage(r *corpus.Ruling, p *corpus.Passage) {
	d := b.start(KindPassage, string(r.ID)+"#"+string(p.ID), r)
	d.part = p.Part
	d.title = corpus.Text{Zh: r.Citation(p, "zh"), En: r.Citation(p, "en")}
	if p.Heading {
		d.factor *= 0.7 // a heading says what follows, not what was held
	}
	d.add(b, sectionOf(p.Part), p.Text, p.Part)
	d.add(b, secPath, strings.Join(p.Headings, " "), "")
	d.facet(FacetPart, string(p.Part))
	for _, h := range b.c.HoldingsAt(p) {
		d.facet(FacetTopic, h.Topic)
	}
	d.restsOn(b.quoted[d.id]...)
}

func (b *builder) ruling(r *corpus.Ruling) {
	d := b.start(KindRuling, string(r.ID), r)
	d.title = r.Title
	d.add(b, secName, r.CaseNumber, "")
	d.both(b, secName, r.Title)
	d.both(b, secName, r.Cause)
	d.both(b, secGistZh, r.Summary)
	for _, p := range r.Parties {
		d.add(b, secRecord, p.Name, "")
	}
	d.both(b, secBodyZh, r.Body)
	for _, h := range b.c.HoldingsOf(r.ID) {
		d.facet(FacetTopic, h.Topic)
		d.restsOn(h.Statutes.Then...)
	}
}

func (b *builder) provision(p *corpus.Provision) {
	path := p.Path()
	d := b.start(KindProvision, path, nil)
	d.title = corpus.Text{Zh: b.c.ProvisionName(path, "zh"), En: b.c.ProvisionName(path, "en")}
	d.both(b, secName, d.title)
	d.add(b, secName, p.Instrument.Name.Zh, "")
	d.both(b, secGistZh, p.Gist)
	for _, q := range p.Quoted {
		if q.Pin != nil {
			d.add(b, secOpinion, q.Pin.Exact, q.Pin.Part)
		}
		d.add(b, secGistZh, q.Statute, "")
	}
	d.restsOn(path)
	for _, h := range b.c.HoldingsOn(path) {
		d.facet(FacetTopic, h.Topic)
	}
}
