package index

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
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
			d, err := readBEIR(line.Text)
			if err != nil {
				yield(nil, fmt.Errorf("%s:%d: %w", path, line.Number, err))
				return
			}
			if !yield(d, nil) {
				return
			}
		}
	}
}

func readBEIR(line []byte) (*Document, error) {
	var b beirDocument
	if !utf8.Valid(line) {
		return nil, errors.New("not in UTF-8")
	}
	if err := json.Unmarshal(line, &b); err != nil {
		return nil, err
	}
	switch {
	case b.ID == "":
		return nil, errors.New("no _id")
	case strings.TrimSpace(b.Title+b.Text) == "":
		return nil, fmt.Errorf("document %q has neither title nor text", b.ID)
	}
	d := b.document()
	for name, v := range b.Metadata {
		if err := d.metadata(name, v); err != nil {
			return nil, fmt.Errorf("document %q: %w", b.ID, err)
		}
	}
	return d, d.check()
}

func (b *beirDocument) document() *Document {
	d := &Document{Kind: KindPassage, ID: b.ID, Boost: kindFactor[KindPassage]}
	d.Title = corpus.Text{Zh: b.Title}
	if ref, err := cite.ParseProvision(b.Title); err == nil && strings.Contains(b.Title, "条") {
		ref.Law = lawName(ref.Law)
		d.Kind = KindProvision
		d.Boost = kindFactor[KindProvision] * tierFactor[cite.TierOf(ref.Law)]
		d.Offered = true
		d.restsOn(ref.Path())
	}
	d.add(SecNameZh, b.Title, "")
	d.add(SecPath, b.Heads, "")
	d.add(SecText, b.Text, "")
	return d
}

// metadata takes a value of a facet, or a list of them; what is no facet is passed
// over.
func (d *Document) metadata(name string, v any) error {
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			if err := d.metadata(name, x); err != nil {
				return err
			}
		}
	case string:
		switch name {
		case "date":
			day, _, ok := daysOf(cite.FoldString(v))
			if !ok {
				return fmt.Errorf("date %q is none; write it as 2022-08-01", v)
			}
			d.Decided = day
			d.facet(FacetYear, day[:4])
		case FacetCourt, FacetTopic, FacetWeight, FacetPart:
			d.facet(name, v)
		}
	}
	return nil
}

// Line is a line of a file.
type Line struct {
	Number int // from 1
	Text   []byte
}

// Lines reads the lines of a file that are not empty, blanks around them and a byte
// order mark aside. Text is good until the next.
func Lines(path string) iter.Seq2[Line, error] {
	return func(yield func(Line, error) bool) {
		f, err := os.Open(path)
		if err != nil {
			yield(Line{}, err)
			return
		}
		defer f.Close()
		sc := bufio.NewScanner(f)
		sc.Buffer(make([]byte, 1<<16), maxLine)
		n := 0
		for sc.Scan() {
			n++
			text := bytes.TrimSpace(sc.Bytes())
			if n == 1 {
				text = bytes.TrimPrefix(text, []byte("\uFEFF"))
			}
			if len(text) > 0 && !yield(Line{n, text}, nil) {
				return
			}
		}
		err = sc.Err()
		if errors.Is(err, bufio.ErrTooLong) {
			err = fmt.Errorf("the line is longer than %d bytes", maxLine)
		}
		if err != nil {
			yield(Line{}, fmt.Errorf("%s:%d: %w", path, n+1, err))
		}
	}
}
