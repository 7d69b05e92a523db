// Package index finds holdings, passages, rulings and provisions by words, in
// Chinese and English. It knows nothing of products and statuses.
//
// An Index is built from a corpus and never changes; any number of goroutines may
// search it.
//
// # The query language
//
//	手机号 短信        both, anywhere in a document; a query in one language finds the other's
//	手机号是个人信息吗   a sentence: ranked by best match, rarer words first
//	"单独同意"         these characters in a row; "a b"~3 with up to 3 words between
//	手机号 OR 画像      either, also 手机号|画像; -短信 or NOT 短信 without; ( ) group
//	要旨:/holding: 理由:/opinion: 事实:/facts: 判项:/disposition: 主张:/claims:
//	抗辩:/defence: 当事人:/party: 标题:/title: 法院:/court:
//	条:民法典1035条第一款  案号:京0491民初5094号  date:2021..2022-08
//	类型:要旨 kind:holding  效力:裁判理由 weight:ratio  主题:access topic:access
//
// The grammar stands in parse.go, the fields in field.go.
//
// Words are compared folded (width, brackets, traditional and simplified, case),
// English ones by stem, legal terms by the list in terms.yaml, everyday words by the
// list in lay.yaml; an English word that stands nowhere is read as its neighbour
// where the slip is a common one. A case number, a provision, a holding's code or
// slug is read by its grammar and answers first, also inside a question. What
// requiring every word does not find is answered by best match, and Applied.Mode
// says so. A query that cannot be read is a *QueryError.
//
// # Ranking
//
// BM25 over weighted sections (title, proposition, the court's reasoning, facts,
// arguments; see section.go), all forms of a legal term counting as one word; then a
// boost: holdings above passages of like match, what had to be decided above what
// was said in passing, basic laws above others. Sentences: see best.go. Explain
// shows every summand.
//
// # Two stores
//
// Terms and texts lie in package postings, one file, read in place. Bleve keeps the
// catalogue: documents, names, filters, facets, citations, labels, spelling. It was
// decided by measurement. On 61,148 articles and 1,043 questions, one run, bleve's
// own match query takes 2.8 ms (p50) and 11 ms (p95) at MRR@10 .39, its postings
// scored by us 5.6 ms, this 0.7 and 2 ms at .46 (make bench-peers); a million
// passages take bleve 435 s and 1.36 times the text without positions, this 92 s and
// 1.8 times with the text itself (make bench-growth). Filters and facets read
// bleve's dictionaries once into columns, for its own facets cost as much as all
// the hits.
//
// # Limits
//
// Words match by form, not by meaning: what the lists do not join stays apart. A
// word of three characters or more, and a phrase, are checked on the text of the
// first few thousand documents; beyond that Results.Relation says that the total is
// an upper bound. Best match gives at most 200 results.
package index

import (
	"errors"
	"fmt"
	"path/filepath"
	"sync"

	"yaozhi/corpus"
	"yaozhi/index/postings"
)

// Index answers queries over one corpus.
type Index struct {
	dir     string // its folder; empty in memory
	size    int64  // of its files; 0 in memory
	info    Info
	a       *analyzer
	terms   *termList
	catalog *catalog
	file    *postings.File
	weights *postings.Weights
	laws    map[string][]string // lawName → IDs

	meanRunes float32   // characters of a document, for single characters
	sums      sync.Pool // *postings.Sums
	tables    sync.Pool // *charTable
	nearWords func() ([]nearby, error)
}

// Info is what an index knows beside its documents.
type Info struct {
	Revision string // of the data; part of every cursor
	Laws     []Named
	Topics   []Named
}

// Named is an ID and the other names of what it stands for, in any language.
type Named struct {
	ID    string
	Names []string
}

// InfoOf is the Info of a corpus.
func InfoOf(c *corpus.Corpus) Info {
	out := Info{Revision: c.Revision}
	for _, in := range c.Instruments {
		out.Laws = append(out.Laws, Named{in.ID, append([]string{in.Name.Zh, in.Name.En}, in.Aliases...)})
	}
	for _, t := range c.Topics {
		out.Topics = append(out.Topics, Named{t.ID, []string{t.Title.Zh, t.Title.En}})
	}
	return out
}

// New builds the index of a corpus, in memory. Close it when its last search is
// done.
func New(c *corpus.Corpus) (*Index, error) { return newIndex(InfoOf(c), Documents(c)) }

func newIndex(info Info, docs []*Document) (*Index, error) {
	x, err := prepare(info)
	if err != nil {
		return nil, err
	}
	counted := make([]*postings.Doc, len(docs))
	records := make([]*record, len(docs))
	ids := make(map[string]bool, len(docs))
	for i, d := range docs {
		if err := d.check(); err != nil {
			return nil, err
		}
		if ids[d.ID] {
			return nil, fmt.Errorf("%w: %q", ErrDuplicate, d.ID)
		}
		ids[d.ID] = true
		counted[i] = d.counted(x.a)
		records[i] = newRecord(d)
	}
	if x.file, err = postings.Build(counted); err != nil {
		return nil, fmt.Errorf("index: %w", err)
	}
	if x.catalog, err = newCatalog(records, x.file); err != nil {
		return nil, err
	}
	x.ready()
	return x, nil
}

// vocabulary is the analyzer and the lists that are built in. It never changes.
type vocabulary struct {
	a     *analyzer
	terms *termList
}

// builtIn reads the vocabulary once.
var builtIn = sync.OnceValues(func() (vocabulary, error) {
	a, err := newAnalyzer()
	if err != nil {
		return vocabulary{}, fmt.Errorf("index: stop words: %w", err)
	}
	terms, err := readTerms(a)
	return vocabulary{a, terms}, err
})

// prepare makes an index without its data.
func prepare(info Info) (*Index, error) {
	words, err := builtIn()
	if err != nil {
		return nil, err
	}
	x := &Index{info: info, a: words.a, terms: words.terms, laws: map[string][]string{}}
	for _, l := range info.Laws {
		for _, n := range append([]string{l.ID}, l.Names...) {
			x.laws[lawName(n)] = append(x.laws[lawName(n)], l.ID)
		}
	}
	return x, nil
}

// ready computes what depends on the data.
func (x *Index) ready() {
	x.weights = x.file.Weigh(fieldWeights())
	x.meanRunes = max(1, float32(x.file.TextSize())/3/float32(max(1, x.file.Docs())))
	x.sums.New = func() any { return postings.NewSums(x.file) }
	x.nearWords = sync.OnceValues(x.nearbys)
	x.tables.New = func() any { return new(charTable) }
}

func (x *Index) release(s *postings.Sums) {
	s.Reset()
	x.sums.Put(s)
}

// Revision is the revision of the data that the index was built from.
func (x *Index) Revision() string { return x.info.Revision }

// revision is of the data and of the files built from it: what a cursor fits.
func (x *Index) revision() string { return x.info.Revision + " " + filepath.Base(x.dir) }

// Docs is the number of documents.
func (x *Index) Docs() int { return x.file.Docs() }

// Close frees the index. No search may be under way.
func (x *Index) Close() error {
	return errors.Join(x.catalog.close(), x.file.Close())
}
