package index

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"strings"
	"unicode/utf8"

	"yaozhi/corpus"
	"yaozhi/corpus/cite"
)

// maxLine is the longest line of a BEIR file, in bytes: a long ruling fits.
const maxLine = 8 << 20

// beirDocument is a line of a BEIR corpus (Thakur et al. 2021). Heads are the
// headings above a text; metadata are values of facets.
type beirDocument struct {
	ID       string `json:"_id"`
	Title    string
	Text     string
	Heads    string
	Metadata map[string]any
}

// BEIR reads a corpus.jsonl: a JSON object a line with _id, title, text, and where
// there are any heads and metadata (court, date, part, topic, weight: a value or a
// list). A title that names an article of a law makes a provision, any other a
// passage. A line that cannot be read is an error that names it.
func BEIR(path string) iter.Seq2[*Document, error] {
	return func(yield func(*Document, error) bool) {
		for line, err := range Lines(path) {
			if err != nil {
				yield(nil, err)
				return
			}
			var b beirDocument
			err := json.Unmarshal(line.Text, &b)
			if err == nil && b.ID == "" {
				err = errors.New("no _id")
			}
			if err != nil {
				yield(nil, fmt.Errorf("%s:%d: %w", path, line.Number, err))
				return
			}
			if !yield(b.document(), nil) {
				return
			}
		}
	}
}

func (b *beirDocument) document() *Document {
	d := &Document{Kind: KindPassage, ID: b.ID, Boost: kindFactor[KindPassage]}
	d.Title = corpus.Text{Zh: b.Title}
	if ref, err := cite.ParseProvision(b.Title); err == nil {
		ref.Law = lawName(ref.Law)
		d.Kind = KindProvision
		d.Boost = kindFactor[KindProvision] * tierFactor[cite.TierOf(ref.Law)]
		d.Offered = true
		d.restsOn(ref.Path())
	}
	d.add(SecNameZh, valid(b.Title), "")
	d.add(SecPath, valid(b.Heads), "")
	d.add(SecText, valid(b.Text), "")
	for name, v := range b.Metadata {
		d.metadata(name, v)
	}
	return d
}

func valid(s string) string { return strings.ToValidUTF8(s, string(utf8.RuneError)) }

// metadata takes a value of a facet, or a list of them; others are passed over.
func (d *Document) metadata(name string, v any) {
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			d.metadata(name, x)
		}
	case string:
		switch name {
		case "date":
			d.Decided = v
			if len(v) >= 4 {
				d.facet(FacetYear, v[:4])
			}
		case FacetCourt, FacetTopic, FacetWeight, FacetPart:
			d.facet(name, v)
		}
	}
}

// Line is a line of a file.
type Line struct {
	Number int // from 1
	Text   []byte
}

// Lines reads the lines of a file that are not empty. Text is good until the next.
func Lines(path string) iter.Seq2[Line, error] {
	return func(yield func(Line, error) bool) {
		f, err := os.Open(path)
		if err != nil {
			yield(Line{}, err)
			return
		}
		defer f.Close()
		sc := bufio.NewScanner(io.Reader(f))
		sc.Buffer(make([]byte, 1<<16), maxLine)
		n := 0
		for sc.Scan() {
			if n++; len(sc.Bytes()) > 0 && !yield(Line{n, sc.Bytes()}, nil) {
				return
			}
		}
		if err := sc.Err(); err != nil {
			yield(Line{}, fmt.Errorf("%s:%d: %w", path, n+1, err))
		}
	}
}
