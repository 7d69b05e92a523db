package index

import (
	"errors"

	"yaozhi/corpus"
)

// Kind is a kind of thing that can be found.
type Kind string

// Kinds.
const (
	KindHolding   Kind = "holding"
	KindPassage   Kind = "passage"
	KindRuling    Kind = "ruling"
	KindProvision Kind = "provision"
)

// Kinds lists every Kind in the order results of equal rank are shown.
var Kinds = []Kind{KindHolding, KindPassage, KindRuling, KindProvision}

// Query is a search. The zero value matches everything; filters are ORed within a
// field and ANDed across fields.
type Query struct {
	Text    string   // the user's words; see the package comment for the language
	In      []Kind   // empty for all
	Part    []string // corpus.Part values
	Topic   []string // topic IDs
	Statute []string // provision paths or prefixes: 民法典/1035
	Court   []string // court name, Chinese
	Weight  []string
	Remedy  []string // holding IDs of remedies
	From    string   // decided on or after, 2006-01-02
	To      string   // decided on or before
	Sort    string   // "" or relevance | date | weight
	Limit   int      // 20 when zero, at most MaxLimit
	Cursor  string   // Next of an earlier answer to the same query
	Facets  []string // names of the facets to count; none where empty
	Like    string   // in place of Text: the ID of a document, or a passage, whose like is wanted
	Plain   bool     // Text is a sentence: its marks are no operators
	Explain bool     // say how each hit was scored
	Bare    bool     // hits have ID, Kind and Score only
}

// Names of the facets, keys of Results.Facets.
const (
	FacetKind    = "kind"
	FacetPart    = "part"
	FacetTopic   = "topic"
	FacetWeight  = "weight"
	FacetStatute = "statute" // articles: 民法典/1035
	FacetCourt   = "court"
	FacetYear    = "year"
	FacetRemedy  = "remedy" // holding IDs of remedies
	FacetRuling  = "ruling"
	FacetParty   = "party"
	FacetCase    = "case" // case numbers, folded

	facetDecided = "decided"
)

// facetNames are the facets that can be counted.
var facetNames = []string{FacetKind, FacetPart, FacetTopic, FacetWeight, FacetStatute, FacetCourt, FacetYear, FacetRemedy, FacetRuling}

// How Results.Total is meant.
const (
	TotalExact   = "exact"
	TotalAtMost  = "at-most"  // a common word or phrase: not every text was read
	TotalAtLeast = "at-least" // the time was up
)

// Limits of a query.
const (
	MaxLimit = 100 // hits a page
	MaxQuery = 200 // runes of Query.Text
)

// Results is an answer, best first. An empty answer is not an error: Suggestions
// then says what the corpus has.
type Results struct {
	Total       int
	Relation    string // how Total is meant: TotalExact, TotalAtMost, TotalAtLeast
	Partial     bool   // the time was up before all documents were seen
	Applied     Applied
	Hits        []Hit
	Facets      map[string][]FacetCount // those asked for; counts under all filters
	Next        string                  // cursor; empty on the last page
	Suggestions []string                // words that would find something; only when Total is 0
}

// Applied echoes the query as understood.
type Applied struct {
	Text    string       // canonical form
	Terms   []string     // the words searched for, folded
	Mended  []Correction // English words that stand nowhere, and what they were read as
	Mode    string       // "all" (every word matched), "best" (ranked by best match), "everything" (no words)
	Filters map[string][]string
}

// FacetCount is a value of a facet and how many hits carry it.
type FacetCount struct {
	Value string
	Count int
}

// Hit is one result. ID is a holding slug, "ruling#passage", a ruling ID or a
// provision path.
type Hit struct {
	Kind     Kind
	ID       string
	Code     string // of a holding
	Ruling   corpus.RulingID
	Title    corpus.Text
	Part     corpus.Part // the part of the ruling that matched best; empty where none applies
	Snippets []Snippet
	Score    float64
	Why      *Explanation // where Query.Explain asks for it
}

// Snippet is a stretch of a field that matched. Text is exact source; Highlights
// are rune offsets into Text, half open, ordered, disjoint.
type Snippet struct {
	Field      string // title | proposition | text | body | case | name …
	Lang       string // zh | en
	Text       string
	Highlights [][2]int
}

// ErrQuery is what every *QueryError is: the query itself is at fault.
var ErrQuery = errors.New("index: malformed query")
