package index

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"yaozhi/corpus"
	"yaozhi/corpus/cite"
	"yaozhi/index/postings"
)

// Document is one thing to be found: its texts, and the values that filters,
// facets and citations use.
type Document struct {
	Kind    Kind            `json:"k"`
	ID      string          `json:"i"`           // unique: a holding's slug, "ruling#passage", a ruling's ID, a provision's path
	Order   string          `json:"o,omitempty"` // among documents of its kind; documents of equal score stand in this order, then by ID
	Code    string          `json:"c,omitempty"`
	Ruling  corpus.RulingID `json:"r,omitempty"`
	Title   corpus.Text     `json:"t"`
	Part    corpus.Part     `json:"p,omitempty"` // of a passage
	Decided string          `json:"d,omitempty"` // 2006-01-02, or empty
	Boost   float64         `json:"b,omitempty"` // factor of its score, 0.01 to 2.55; 0 for 1
	Offered bool            `json:"l,omitempty"` // whether its title, and case number, complete what a user types

	Facets map[string][]string `json:"f,omitempty"` // by the Facet constants; kind and statute follow from Kind and Paths
	Names  []string            `json:"n,omitempty"` // what names it whole: slug, code, case number
	Paths  []string            `json:"s,omitempty"` // provisions it is, rests on or quotes

	Texts []Text `json:"-"`

	sum uint64 // hash64, once it was asked for
}

// Text is one text of a document.
type Text struct {
	Section Section
	Source  string      // valid UTF-8
	Part    corpus.Part // of the ruling's own words; empty for ours
}

// add appends a text; one without words is passed over.
func (d *Document) add(section Section, source string, part corpus.Part) {
	if strings.TrimSpace(source) != "" {
		d.Texts = append(d.Texts, Text{section, source, part})
	}
}

// both appends a text in both languages; the English section follows the Chinese.
func (d *Document) both(zh Section, t corpus.Text) {
	d.add(zh, t.Zh, "")
	d.add(zh+1, t.En, "")
}

// facet adds values of a facet, once each.
func (d *Document) facet(name string, values ...string) {
	for _, v := range values {
		if v != "" && !slices.Contains(d.Facets[name], v) {
			if d.Facets == nil {
				d.Facets = map[string][]string{}
			}
			d.Facets[name] = append(d.Facets[name], v)
		}
	}
}

// restsOn notes provisions, once each.
func (d *Document) restsOn(paths ...string) {
	for _, p := range paths {
		if !slices.Contains(d.Paths, p) {
			d.Paths = append(d.Paths, p)
		}
	}
}

// article is the path of the article that path is or is part of.
func article(path string) string {
	parts := strings.SplitN(path, "/", 3)
	return strings.Join(parts[:min(2, len(parts))], "/")
}

// name is what the document is called in both stores: documents stand in the order
// of their names, by kind, then Order.
func (d *Document) name() string { return nameOf(d.Kind, d.Order, d.ID) }

func nameOf(k Kind, order, id string) string {
	return fmt.Sprintf("%d%s\x00%s", slices.Index(Kinds, k), order, id)
}

// idOf is the ID of the document of a name.
func idOf(name string) string {
	_, id, _ := strings.Cut(name, "\x00")
	return id
}

// check finds what a document may not have.
func (d *Document) check() error {
	switch {
	case !slices.Contains(Kinds, d.Kind):
		return fmt.Errorf("index: document %q: no kind %q", d.ID, d.Kind)
	case d.ID == "" || len(d.ID) > maxID:
		return fmt.Errorf("index: document %q: an ID has 1 to %d bytes", d.ID[:min(40, len(d.ID))], maxID)
	case strings.Contains(d.Order+d.ID, "\x00"):
		return fmt.Errorf("index: document %q: a zero byte in its ID", d.ID)
	}
	return nil
}

const maxID = 512

// hash tells whether a document has changed: 16 hex digits over all it has.
func (d *Document) hash() string { return fmt.Sprintf("%016x", d.hash64()) }

func parseHash(s string) (uint64, error) { return strconv.ParseUint(s, 16, 64) }

// next is the hash of a row of documents, one longer than the row of chain.
func next(chain string, d *Document) string {
	sum := sha256.Sum256([]byte(chain + d.name() + d.hash()))
	return hex.EncodeToString(sum[:])
}

// hash64 is computed once: a document must not change after.
func (d *Document) hash64() uint64 {
	if d.sum != 0 {
		return d.sum
	}
	h := sha256.New()
	if err := json.NewEncoder(h).Encode(struct {
		*Document
		Texts []Text
	}{d, d.Texts}); err != nil {
		panic(err) // strings and numbers always encode
	}
	d.sum = max(1, binary.BigEndian.Uint64(h.Sum(nil)))
	return d.sum
}

// Flags of a text in package postings: whether its Chinese characters are in
// folded form as they stand, and the part of the ruling.
const (
	flagPlain = 1
	partShift = 1
)

// counted is the document as package postings takes it, its terms counted.
func (d *Document) counted(a *analyzer) *postings.Doc {
	out := &postings.Doc{Name: d.name(), Boost: d.Boost}
	if out.Boost == 0 {
		out.Boost = 1
	}
	for _, t := range d.Texts {
		folded := cite.FoldString(t.Source)
		pt := postings.Text{Field: uint8(t.Section), Body: []byte(t.Source), Keys: a.keys(folded)}
		if plain(t.Source, folded) {
			pt.Flags |= flagPlain
		}
		pt.Flags |= uint8(1+slices.Index(corpus.Parts, t.Part)) << partShift
		out.Texts = append(out.Texts, pt)
	}
	out.Count()
	return out
}

// partOf is the part of the ruling that a text of package postings was given with.
func partOf(t postings.Text) corpus.Part {
	if i := int(t.Flags>>partShift) - 1; i >= 0 && i < len(corpus.Parts) {
		return corpus.Parts[i]
	}
	return ""
}

// plain reports whether folding leaves the Chinese characters of a text and their
// neighbourhood as they are, so that a Chinese word can be looked for in the source.
func plain(source, folded string) bool {
	next := func(s string, i int) (rune, int) {
		for k, r := range s[i:] {
			if isHan(r) {
				return r, i + k + len(string(r))
			}
		}
		return 0, len(s)
	}
	for i, j := 0, 0; ; {
		a, ni := next(source, i)
		b, nj := next(folded, j)
		if a != b {
			return false
		}
		if a == 0 {
			return true
		}
		if touches := ni-i == len(string(a)); touches != (nj-j == len(string(b))) {
			return false
		}
		i, j = ni, nj
	}
}
