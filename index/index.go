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
// English ones by stem, legal terms by the list in terms.yaml. A case number, a
// provision, a holding's code or slug is read by its grammar and answers first.
// What requiring every word does not find is answered by best match, and
// Applied.Mode says so. A query that cannot be read is a *QueryError.
//
// # Ranking
//
// BM25 over weighted fields (title, proposition, the court's reasoning, facts,
// arguments), all forms of a legal term counting as one word; holdings stand above
// passages of like match.
//
// # Limits
//
// Words match by form, not by meaning: what the term list does not join stays
// apart. Bleve holds the postings; its own scoring, query strings and highlighting
// are not used, for they misjudge Chinese.
package index

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/index/scorch"
	bindex "github.com/blevesearch/bleve_index_api"

	"yaozhi/corpus"
)

// Index answers queries over one corpus.
type Index struct {
	c     *corpus.Corpus
	a     *analyzer
	terms *termList
	docs  []*doc
	byID  map[string]int32 // document ID → number in docs
	mean  [len(sections)]float64

	store    bleve.Index
	reader   bindex.IndexReader // one snapshot, held until Close
	internal map[string]int32   // bleve's document number → number in docs
	suggest  []suggestion
}

// New builds the index of a corpus, in memory. Close it when its last search is
// done.
func New(c *corpus.Corpus) (*Index, error) {
	a, err := newAnalyzer()
	if err != nil {
		return nil, fmt.Errorf("index: stop words: %w", err)
	}
	terms, err := readTerms(termsFile, a)
	if err != nil {
		return nil, err
	}
	b := &builder{c: c, a: a}
	b.build()
	x := &Index{c: c, a: a, terms: terms, docs: b.docs, byID: map[string]int32{}}
	for i, d := range x.docs {
		x.byID[d.id] = int32(i)
	}
	if err := x.fill(); err != nil {
		return nil, fmt.Errorf("index: %w", err)
	}
	if err := x.number(); err != nil {
		x.Close()
		return nil, fmt.Errorf("index: numbering documents: %w", err)
	}
	x.suggest = x.suggestions()
	return x, nil
}

// Close frees the index. No search may be under way.
func (x *Index) Close() error {
	if x.reader != nil {
		x.reader.Close()
	}
	return x.store.Close()
}

// fill analyses the documents into bleve in one batch, past its mapping: the
// analyzer is ours, and nothing is stored, for texts and facets are held here.
func (x *Index) fill() error {
	store, err := bleve.NewUsing("", bleve.NewIndexMapping(), scorch.Name, scorch.Name, nil)
	if err != nil {
		return err
	}
	x.store = store
	batch := store.NewBatch()
	fields := make([][]*document.TextField, len(x.docs))
	for i, d := range x.docs {
		bd := document.NewDocument(strconv.Itoa(i))
		for k, t := range d.texts {
			f := document.NewTextFieldCustom(sections[t.section].name, []uint64{uint64(k)}, []byte(t.source), bindex.IndexField, x.a)
			fields[i] = append(fields[i], f)
			bd.AddField(f)
		}
		if err := batch.IndexAdvanced(bd); err != nil {
			return err
		}
	}
	if err := store.Batch(batch); err != nil {
		return err
	}
	for i, d := range x.docs {
		for k, t := range d.texts {
			d.length[t.section] += fields[i][k].AnalyzedLength()
		}
	}
	x.means()
	return nil
}

// means computes the mean length of each section over the documents that have it.
func (x *Index) means() {
	var with [len(sections)]int
	for _, d := range x.docs {
		for s, n := range d.length {
			if n > 0 {
				x.mean[s] += float64(n)
				with[s]++
			}
		}
	}
	for s, n := range with {
		if n > 0 {
			x.mean[s] /= float64(n)
		}
	}
}

// number opens the snapshot and maps bleve's document numbers to ours.
func (x *Index) number() error {
	store, err := x.store.Advanced()
	if err != nil {
		return err
	}
	if x.reader, err = store.Reader(); err != nil {
		return err
	}
	ids, err := x.reader.DocIDReaderAll()
	if err != nil {
		return err
	}
	defer ids.Close()
	x.internal = make(map[string]int32, len(x.docs))
	for id, err := ids.Next(); id != nil || err != nil; id, err = ids.Next() {
		if err != nil {
			return err
		}
		name, err := x.reader.ExternalID(id)
		if err != nil {
			return err
		}
		n, err := strconv.Atoi(name)
		if err != nil {
			return err
		}
		x.internal[string(id)] = int32(n)
	}
	return nil
}

// posting is a document that has a term in a section, and how often.
type posting struct {
	doc int32
	tf  float64
}

// postings reads the documents with a term in a section, by number.
func (x *Index) postings(ctx context.Context, term string, section int) ([]posting, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	r, err := x.reader.TermFieldReader(ctx, []byte(term), sections[section].name, true, false, false)
	if err != nil {
		return nil, fmt.Errorf("index: reading %s: %w", sections[section].name, err)
	}
	defer r.Close()
	out := make([]posting, 0, r.Count())
	var d bindex.TermFieldDoc
	for {
		next, err := r.Next(d.Reset())
		if err != nil {
			return nil, fmt.Errorf("index: reading %s: %w", sections[section].name, err)
		}
		if next == nil {
			slices.SortFunc(out, func(a, b posting) int { return int(a.doc - b.doc) })
			return out, nil
		}
		out = append(out, posting{x.internal[string(next.ID)], float64(next.Freq)})
	}
}
