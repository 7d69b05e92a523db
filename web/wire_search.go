package web

// SearchAnswer is the answer to a search, best first.
type SearchAnswer struct {
	Revision    string                  `json:"revision"`
	Total       int                     `json:"total"`
	Relation    string                  `json:"relation"` // how total is meant: exact | at-most | at-least
	Partial     bool                    `json:"partial"`  // the time was up before all was seen: the same request may find more
	Applied     Applied                 `json:"applied"`
	Results     []SearchResult          `json:"results"`
	Facets      map[string][]FacetCount `json:"facets"`
	Next        string                  `json:"next,omitempty"`
	Suggestions []string                `json:"suggestions,omitempty"`
	Note        string                  `json:"note,omitempty"` // of an empty answer: the extent of the corpus
}

// Applied is the query as understood.
type Applied struct {
	Text    string              `json:"text"`
	Like    *Like               `json:"like,omitempty"`
	Terms   []string            `json:"terms"`
	Mended  []Correction        `json:"mended"`
	Mode    string              `json:"mode"` // all | best | everything
	Filters map[string][]string `json:"filters"`
	Sort    string              `json:"sort"`
	Limit   int                 `json:"limit"`
}

// Like is what a search for similar documents began with: a document of the
// corpus, or a text.
type Like struct {
	Kind string `json:"kind,omitempty"`
	ID   string `json:"id,omitempty"`
	Text string `json:"text,omitempty"`
}

// Correction is a word that stands nowhere, and the word it was read as; quotation
// marks keep a word as it is.
type Correction struct {
	Word string `json:"word"`
	As   string `json:"as"`
}

// SearchResult is one hit.
type SearchResult struct {
	Kind     string    `json:"kind"`
	ID       string    `json:"id"`
	Code     string    `json:"code,omitempty"`
	Ruling   string    `json:"ruling,omitempty"`
	Title    Text      `json:"title"`
	Part     string    `json:"part,omitempty"`
	Snippets []Snippet `json:"snippets"`
	Score    float32   `json:"score"`
	Why      *Why      `json:"why,omitempty"` // with explain=true; none where the query has no words
}

// Snippet is a stretch of a field that matched: exact source, highlights in runes.
type Snippet struct {
	Field      string   `json:"field"`
	Lang       string   `json:"lang"`
	Text       string   `json:"text"`
	Highlights [][2]int `json:"highlights"`
}

// Why is how a hit was scored: the scores of its terms, its characters and what a
// citation names are added, and the sum is multiplied by the boost.
type Why struct {
	Terms []TermScore `json:"terms"`
	Chars float32     `json:"chars"` // single Chinese characters of a question
	Named float32     `json:"named"` // named by a citation in the query
	Boost float32     `json:"boost"` // by kind, weight of a holding, tier of a law
}

// TermScore is what one word of the query gave a hit: share × idf × the frequency,
// which counts the less the more there is of it.
type TermScore struct {
	Text      string   `json:"text"`     // folded
	Forms     []string `json:"forms"`    // what was found for it
	Sections  []string `json:"sections"` // where, most telling first: title.zh, opinion.zh
	Share     float32  `json:"share"`
	IDF       float32  `json:"idf"`
	Frequency float32  `json:"frequency"` // weighted by section, evened out by length
	Score     float32  `json:"score"`
}

// FacetCount is a value of a facet and how many hits carry it.
type FacetCount struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

// Suggestion completes what was typed. ID and Href, its page, are of a document.
type Suggestion struct {
	Kind string `json:"kind"` // holding | passage | ruling | provision | term | party
	Text string `json:"text"`
	ID   string `json:"id,omitempty"`
	Href string `json:"href,omitempty"`
}
