package index

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	bindex "github.com/blevesearch/bleve_index_api"

	"yaozhi/corpus/cite"
	"yaozhi/index/postings"
)

// Fields of the catalogue beside the facets. Values are compared whole.
const (
	catalogID     = "id"     // of a document whose name has more than kind and ID
	catalogName   = "name"   // what names a document whole, folded
	catalogPath   = "path"   // provisions it is, rests on or quotes
	catalogUnder  = "under"  // and what these are parts of
	catalogLabel  = "label"  // completes what a user types, see labelKey
	catalogWord   = "word"   // English words, for spelling
	catalogWords  = "words"  // the same in a row; stored, not indexed
	catalogRecord = "record" // the document without its texts; stored, not indexed
)

// catalogFields are the indexed fields of the catalogue.
var catalogFields = append([]string{catalogID, catalogName, catalogPath, catalogUnder, catalogLabel, catalogWord, FacetCase, FacetParty, facetDecided}, facetNames...)

// catalog is what bleve keeps: each document under its name, the values that
// filters, facets and citations use, and what to show of it. It never changes once
// open.
type catalog struct {
	store  bleve.Index
	reader bindex.IndexReader
	number []uint32           // of bleve's documents in the postings
	held   map[string]*record // of a catalogue in memory, by name

	mu      sync.Mutex
	columns map[string]*column
}

// record is a document as it is stored.
type record struct {
	Document
	Words []string `json:"-"` // English words of the texts
}

func newRecord(d *Document) *record { return &record{*d, d.words()} }

func catalogMapping() mapping.IndexMapping {
	m := bleve.NewIndexMapping()
	m.DefaultMapping = bleve.NewDocumentStaticMapping()
	for _, name := range catalogFields {
		f := bleve.NewTextFieldMapping()
		f.Analyzer = keyword.Name
		f.Store, f.IncludeTermVectors, f.IncludeInAll, f.DocValues = false, false, false, false
		m.DefaultMapping.AddFieldMappingsAt(name, f)
	}
	for _, name := range []string{catalogRecord, catalogWords} {
		f := bleve.NewTextFieldMapping()
		f.Index, f.IncludeTermVectors, f.IncludeInAll, f.DocValues = false, false, false, false
		m.DefaultMapping.AddFieldMappingsAt(name, f)
	}
	return m
}

// entry is a document as bleve is given it.
func entry(r *record) (map[string]any, error) {
	b, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("index: document %q: %w", r.ID, err)
	}
	out := map[string]any{catalogRecord: string(b)}
	if len(r.Words) > 0 {
		out[catalogWords] = strings.Join(r.Words, " ")
	}
	for _, name := range catalogFields {
		v := r.values(name)
		if name == catalogWord {
			v = r.Words
		}
		if len(v) > 0 {
			out[name] = v
		}
	}
	return out, nil
}

// values are the values of a field of the catalogue.
func (d *Document) values(field string) []string {
	switch field {
	case catalogID:
		if d.Order != "" {
			return some(d.ID)
		}
		return nil
	case FacetKind:
		return some(string(d.Kind))
	case FacetStatute:
		return articles(d.Paths)
	case catalogName:
		return folded(d.Names)
	case catalogPath:
		return d.Paths
	case catalogUnder:
		return under(d.Paths)
	case catalogLabel:
		var out []string
		for _, l := range d.labels() {
			out = append(out, labelKey(l))
		}
		return out
	case facetDecided:
		return some(d.Decided)
	}
	return d.Facets[field]
}

func some(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

func folded(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = cite.FoldString(s)
	}
	return out
}

// articles are the articles that the paths are or are parts of, once each.
func articles(paths []string) []string {
	var out []string
	for _, p := range paths {
		if a := article(p); !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	return out
}

// under are the provisions that the paths are parts of, and their laws.
func under(paths []string) []string {
	var out []string
	for _, p := range paths {
		for i, r := range p {
			if r == '/' && !slices.Contains(out, p[:i]) {
				out = append(out, p[:i])
			}
		}
	}
	return out
}

// labels are what completes a user's typing to the document, as written.
func (d *Document) labels() []string {
	if !d.Offered {
		return nil
	}
	labels := []string{d.Title.Zh, d.Title.En}
	if d.Code != "" {
		labels = append(labels, d.Code+" "+d.Title.Zh, d.Code+" "+d.Title.En)
	}
	if d.Kind == KindRuling {
		labels = append(labels, d.Facets[FacetCase]...)
	}
	return slices.DeleteFunc(labels, func(l string) bool { return l == "" })
}

// labelKey is a label as it is completed: folded, without the marks and the 第 that
// people leave out, so that 民法典1035 begins 《民法典》第1035条.
func labelKey(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`<>《》"'第`, r) {
			return -1
		}
		return r
	}, cite.FoldString(s))
}

// label is the label of a document that is completed by key, as written.
func (d *Document) label(key string) string {
	for _, l := range d.labels() {
		if labelKey(l) == key {
			return l
		}
	}
	return ""
}

// newCatalog keeps documents in memory.
func newCatalog(records []*record, f *postings.File) (*catalog, error) {
	store, err := bleve.NewUsing("", catalogMapping(), scorch.Name, scorch.Name, nil)
	if err != nil {
		return nil, fmt.Errorf("index: catalogue: %w", err)
	}
	batch := store.NewBatch()
	for _, r := range records {
		e, err := entry(r)
		if err == nil {
			err = batch.Index(r.name(), e)
		}
		if err != nil {
			return nil, errors.Join(err, store.Close())
		}
	}
	if err := store.Batch(batch); err != nil {
		return nil, errors.Join(fmt.Errorf("index: catalogue: %w", err), store.Close())
	}
	c := &catalog{store: store, columns: map[string]*column{}, held: map[string]*record{}}
	for _, r := range records {
		c.held[r.name()] = r
	}
	if err := c.open(); err != nil {
		return nil, errors.Join(err, store.Close())
	}
	if err := c.count(f); err != nil {
		return nil, errors.Join(err, c.close())
	}
	return c, nil
}

// open takes the snapshot that is read until close.
func (c *catalog) open() error {
	store, err := c.store.Advanced()
	if err == nil {
		c.reader, err = store.Reader()
	}
	if err != nil {
		return fmt.Errorf("index: catalogue: %w", err)
	}
	return nil
}

func (c *catalog) close() error {
	if c.reader != nil {
		c.reader.Close()
	}
	return c.store.Close()
}

// count finds the number of each of bleve's documents in the postings.
func (c *catalog) count(f *postings.File) error {
	ids, err := c.reader.DocIDReaderAll()
	if err != nil {
		return fmt.Errorf("index: catalogue: %w", err)
	}
	defer ids.Close()
	c.number = make([]uint32, f.Docs())
	n := 0
	for id, err := ids.Next(); id != nil || err != nil; id, err = ids.Next() {
		if err != nil {
			return fmt.Errorf("index: catalogue: %w", err)
		}
		name, err := c.reader.ExternalID(id)
		if err != nil {
			return fmt.Errorf("index: catalogue: %w", err)
		}
		at := id.Value()
		doc, ok := f.Find(name)
		if !ok || at >= uint64(len(c.number)) {
			return fmt.Errorf("index: catalogue has %q, the postings have not", idOf(name))
		}
		c.number[at] = doc
		n++
	}
	if n != f.Docs() {
		return fmt.Errorf("index: catalogue has %d documents, the postings have %d", n, f.Docs())
	}
	return nil
}

// record is what is stored of the document of a name. Its Words are read where
// they are asked for.
func (c *catalog) record(name string, words bool) (*record, error) {
	if r := c.held[name]; r != nil {
		return r, nil
	}
	d, err := c.reader.Document(name)
	if err != nil || d == nil {
		return nil, errors.Join(fmt.Errorf("index: catalogue has no %q", idOf(name)), err)
	}
	var r record
	d.VisitFields(func(f bindex.Field) {
		switch {
		case f.Name() == catalogRecord:
			err = json.Unmarshal(f.Value(), &r)
		case f.Name() == catalogWords && words:
			r.Words = strings.Fields(string(f.Value()))
		}
	})
	if err != nil {
		return nil, fmt.Errorf("index: catalogue, %q: %w", idOf(name), err)
	}
	return &r, nil
}

// with lists the documents that have a value, in order.
func (c *catalog) with(field, value string) ([]uint32, error) {
	r, err := c.reader.TermFieldReader(context.Background(), []byte(value), field, false, false, false)
	if err != nil {
		return nil, fmt.Errorf("index: catalogue, %s: %w", field, err)
	}
	defer r.Close()
	var out []uint32
	var pre bindex.TermFieldDoc
	for d, err := r.Next(pre.Reset()); d != nil || err != nil; d, err = r.Next(pre.Reset()) {
		if err != nil {
			return nil, fmt.Errorf("index: catalogue, %s: %w", field, err)
		}
		out = append(out, c.number[d.ID.Value()])
	}
	slices.Sort(out)
	return out, nil
}

// column is the values of a field by document, so that filters and facets cost a
// look each.
type column struct {
	values []string // ascending
	start  []uint32 // of a document's values in of; one more than documents
	of     []uint32 // places in values
}

// at are the places in values of a document's values.
func (c *column) at(doc uint32) []uint32 { return c.of[c.start[doc]:c.start[doc+1]] }

// column reads a field from bleve's dictionary, once.
func (c *catalog) column(field string) (*column, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if col := c.columns[field]; col != nil {
		return col, nil
	}
	dict, err := c.reader.FieldDict(field)
	if err != nil {
		return nil, fmt.Errorf("index: catalogue, %s: %w", field, err)
	}
	defer dict.Close()
	col := &column{start: make([]uint32, len(c.number)+1)}
	var docs [][]uint32
	for e, err := dict.Next(); e != nil || err != nil; e, err = dict.Next() {
		if err != nil {
			return nil, fmt.Errorf("index: catalogue, %s: %w", field, err)
		}
		list, err := c.with(field, e.Term)
		if err != nil {
			return nil, err
		}
		col.values = append(col.values, e.Term)
		docs = append(docs, list)
		for _, d := range list {
			col.start[d+1]++
		}
	}
	for i := range c.number {
		col.start[i+1] += col.start[i]
	}
	col.of = make([]uint32, col.start[len(c.number)])
	next := slices.Clone(col.start)
	for v, list := range docs {
		for _, d := range list {
			col.of[next[d]] = uint32(v)
			next[d]++
		}
	}
	c.columns[field] = col
	return col, nil
}

// starting lists up to limit values of a field that begin with prefix, in order.
func (c *catalog) starting(field, prefix string, limit int) ([]string, error) {
	dict, err := c.reader.FieldDictPrefix(field, []byte(prefix))
	if err != nil {
		return nil, fmt.Errorf("index: catalogue, %s: %w", field, err)
	}
	defer dict.Close()
	var out []string
	for len(out) < limit {
		e, err := dict.Next()
		if err != nil {
			return nil, fmt.Errorf("index: catalogue, %s: %w", field, err)
		}
		if e == nil {
			break
		}
		out = append(out, e.Term)
	}
	return out, nil
}
