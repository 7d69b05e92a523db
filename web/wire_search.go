package web

// SearchAnswer is the answer to a search, best first.
type SearchAnswer struct {
	Revision    string                  `json:"revision"`
	Total       int                     `json:"total"`
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
	Terms   []string            `json:"terms"`
	Mode    string              `json:"mode"` // all | best | everything
	Filters map[string][]string `json:"filters"`
	Sort    string              `json:"sort"`
	Limit   int                 `json:"limit"`
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
	Score    float64   `json:"score"`
}

// Snippet is a stretch of a field that matched: exact source, highlights in runes.
type Snippet struct {
	Field      string   `json:"field"`
	Lang       string   `json:"lang"`
	Text       string   `json:"text"`
	Highlights [][2]int `json:"highlights"`
}

// FacetCount is a value of a facet and how many hits carry it.
type FacetCount struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}
