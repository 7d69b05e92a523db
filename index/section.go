package index

import (
	"yaozhi/corpus"
	"yaozhi/index/postings"
)

// Section is an indexed field: all texts of one sort, in one language. It is the
// field of package postings.
type Section uint8

// Sections. What imported law and rulings have most of comes first and takes least
// room.
const (
	SecText Section = iota // of a provision, or of a document without more structure
	SecOpinion
	SecFinding
	SecTitleZh
	SecTitleEn
	SecPropositionZh
	SecPropositionEn
	SecOrder
	SecClaim
	SecDefence
	SecParty
	SecRecord
	SecArgumentZh
	SecArgumentEn
	SecFactZh
	SecFactEn
	SecBodyZh
	SecBodyEn
	SecTopicZh
	SecTopicEn
	SecPath
	SecCode
	SecNameZh
	SecNameEn
	SecCourtZh
	SecCourtEn
	SecGistZh
	SecGistEn
	SecAskedZh
	SecAskedEn
)

// sections says how each Section is called and weighed: a holding's title weighs
// most, then its proposition, the court's reasoning, the facts, what parties argued.
var sections = [...]struct {
	name   string // Snippet.Field
	lang   string // zh | en
	weight float64
	b      float64
}{
	SecText:          {"text", "zh", 1, 0.75},
	SecOpinion:       {"opinion", "zh", 0.32, 0.6},
	SecFinding:       {"finding", "zh", 0.22, 0.6},
	SecTitleZh:       {"title", "zh", 1, 0.6},
	SecTitleEn:       {"title", "en", 1, 0.6},
	SecPropositionZh: {"proposition", "zh", 0.4, 0.4},
	SecPropositionEn: {"proposition", "en", 0.4, 0.4},
	SecOrder:         {"order", "zh", 0.32, 0.6},
	SecClaim:         {"said", "zh", 0.14, 0.6},
	SecDefence:       {"said", "zh", 0.14, 0.6},
	SecParty:         {"record", "zh", 0.12, 0.6},
	SecRecord:        {"record", "zh", 0.12, 0.6},
	SecArgumentZh:    {"argument", "zh", 0.12, 0.6},
	SecArgumentEn:    {"argument", "en", 0.12, 0.6},
	SecFactZh:        {"fact", "zh", 0.3, 0.6},
	SecFactEn:        {"fact", "en", 0.3, 0.6},
	SecBodyZh:        {"body", "zh", 0.2, 0.6},
	SecBodyEn:        {"body", "en", 0.2, 0.6},
	SecTopicZh:       {"topic", "zh", 0.1, 0.3},
	SecTopicEn:       {"topic", "en", 0.1, 0.3},
	SecPath:          {"path", "zh", 0.4, 0.3},
	SecCode:          {"code", "en", 0.6, 0},
	SecNameZh:        {"name", "zh", 0.6, 0.5},
	SecNameEn:        {"name", "en", 0.6, 0.5},
	SecCourtZh:       {"court", "zh", 0.2, 0},
	SecCourtEn:       {"court", "en", 0.2, 0},
	SecGistZh:        {"gist", "zh", 0.3, 0.5},
	SecGistEn:        {"gist", "en", 0.3, 0.5},
	SecAskedZh:       {"asked", "zh", 0.6, 0.9},
	SecAskedEn:       {"asked", "en", 0.6, 0.9},
}

// fieldWeights are the weights of all sections as package postings takes them.
func fieldWeights() (out [postings.MaxFields]postings.FieldWeight) {
	for i, s := range sections {
		out[i] = postings.FieldWeight{Weight: s.weight, B: s.b}
	}
	return out
}

// mask is a set of sections.
type mask uint32

const everySection = mask(1<<len(sections) - 1)

func maskOf(secs ...Section) (m mask) {
	for _, s := range secs {
		m |= 1 << s
	}
	return m
}

// scopes are the sections that a field of the query language looks into.
var scopes = map[string]mask{
	fieldHolding:     maskOf(SecTitleZh, SecTitleEn, SecPropositionZh, SecPropositionEn),
	fieldOpinion:     maskOf(SecOpinion),
	fieldFacts:       maskOf(SecFinding),
	fieldDisposition: maskOf(SecOrder),
	fieldClaims:      maskOf(SecClaim),
	fieldDefence:     maskOf(SecDefence),
	fieldParty:       maskOf(SecParty),
	fieldTitle:       maskOf(SecTitleZh, SecTitleEn, SecNameZh, SecNameEn),
	fieldCourt:       maskOf(SecCourtZh, SecCourtEn),
}

// sectionOf is the section of the ruling's own words by the part they stand in.
func sectionOf(p corpus.Part) Section {
	switch p {
	case corpus.PartOpinion, corpus.PartIssues:
		return SecOpinion
	case corpus.PartDisposition:
		return SecOrder
	case corpus.PartFacts:
		return SecFinding
	case corpus.PartClaims:
		return SecClaim
	case corpus.PartDefence:
		return SecDefence
	case corpus.PartParties:
		return SecParty
	}
	return SecRecord
}
