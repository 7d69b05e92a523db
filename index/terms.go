package index

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"yaozhi/corpus/cite"
	"yaozhi/index/postings"
)

//go:embed terms.yaml
var termsFile []byte

//go:embed lay.yaml
var layFile []byte

// form is one way to write a notion, as it is compared with a text: a Chinese run,
// or English stems in a row with a space around each.
type form struct {
	text   string // folded, for people: 手机号, phone number
	key    string // Chinese: the run; English: " phone number "
	han    bool
	weight float32 // 1, or nearWeight

	phrase bool // an exact phrase: key is its folded text
	slop   int  // of a phrase

	runs  [][]byte // of a phrase: its Chinese runs
	chars []rune   // and those of one character

	keys   []postings.Key // terms of every text with the form; none for a single character
	proven bool           // the terms in one section prove the form
}

const (
	nearWeight = 0.4 // of a form that bears on a notion without being it
	layWeight  = 0.8 // of what the law says for an everyday word
)

// termList joins the forms of a notion across languages.
type termList struct {
	entries [][]form       // forms of each entry, near ones last
	byKey   map[string]int // key of a full form → entry
	longest int            // runes of the longest Chinese key or stop word
	stop    map[string]bool

	starting []string // texts of the full forms, ascending
}

type termsData struct {
	Terms []struct {
		Zh   []string `yaml:"zh"`
		En   []string `yaml:"en"`
		Near []string `yaml:"near"`
	} `yaml:"terms"`
	Stop struct {
		Zh []string `yaml:"zh"`
	} `yaml:"stop"`
	Stems map[string]string `yaml:"stems"`
}

type layData struct {
	Lay []struct {
		Say []string `yaml:"say"`
		Law []string `yaml:"law"`
	} `yaml:"lay"`
}

// readTerms reads the lists that are built in.
func readTerms(a *analyzer) (*termList, error) { return readTermsFrom(termsFile, layFile, a) }

// readTermsFrom reads a term list and a list of everyday words; all faults at once.
func readTermsFrom(terms, lay []byte, a *analyzer) (*termList, error) {
	var d termsData
	var l layData
	if err := errors.Join(readList("terms.yaml", terms, &d), readList("lay.yaml", lay, &l)); err != nil {
		return nil, err
	}
	t := &termList{byKey: map[string]int{}, stop: map[string]bool{}}
	var faults []error
	for _, e := range d.Terms {
		faults = append(faults, t.add(slices.Concat(e.Zh, e.En), e.Near, nearWeight, a)...)
	}
	for _, e := range l.Lay {
		for _, say := range e.Say {
			faults = append(faults, t.add([]string{say}, e.Law, layWeight, a)...)
		}
	}
	for _, s := range d.Stop.Zh {
		t.stop[cite.FoldString(s)] = true
		t.longest = max(t.longest, utf8.RuneCountInString(s))
	}
	slices.Sort(t.starting)
	return t, errors.Join(faults...)
}

// readList decodes one YAML document, strictly.
func readList[T any](name string, data []byte, into *T) error {
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	if err := dec.Decode(into); err != nil {
		return fmt.Errorf("index: %s: %w", name, err)
	}
	if err := dec.Decode(new(T)); err != io.EOF {
		return fmt.Errorf("index: %s: a second document", name)
	}
	return nil
}

// add adds an entry: the forms that mean it, and those that bear on it.
func (t *termList) add(full, near []string, nearWeight float64, a *analyzer) (faults []error) {
	i := len(t.entries)
	var forms []form
	for _, s := range slices.Concat(full, near) {
		if why := fault(s, a); why != "" {
			faults = append(faults, fmt.Errorf("index: terms: %q %s", s, why))
		}
	}
	for _, s := range full {
		f := newForm(s, 1, a)
		if other, ok := t.byKey[f.key]; ok {
			if other != i {
				faults = append(faults, fmt.Errorf("index: terms: %q stands in two entries", s))
			}
			continue // another spelling of the same stems
		}
		t.byKey[f.key] = i
		if f.han {
			t.longest = max(t.longest, utf8.RuneCountInString(f.key))
		}
		forms = append(forms, f)
		t.starting = append(t.starting, f.text)
	}
	for _, s := range near {
		f := newForm(s, nearWeight, a)
		if slices.ContainsFunc(forms, func(g form) bool { return g.key == f.key }) {
			continue
		}
		forms = append(forms, f)
	}
	t.entries = append(t.entries, forms)
	return faults
}

// newForm makes a form; a Chinese one keeps only its characters, so that 合法、正当
// is found by its letters alone.
func newForm(s string, weight float64, a *analyzer) form {
	folded := cite.FoldString(s)
	us := units(folded)
	if len(us) > 0 && us[0].han {
		f := runForm(folded, weight)
		if len(us) > 1 { // marks between, as in 合法、正当
			f.keys, f.proven = nil, false
			for _, u := range us {
				f.keys = append(f.keys, runKeys(u.text)...)
			}
		}
		return f
	}
	return rowForm(folded, stemLine(us, a), weight)
}

// runForm is a Chinese run; two characters are one term.
func runForm(run string, weight float64) form {
	return form{text: run, key: run, han: true, weight: float32(weight), keys: runKeys(run), proven: utf8.RuneCountInString(run) < 3}
}

// rowForm is a row of English stems, as stemLine writes it.
func rowForm(text, line string, weight float64) form {
	return form{text: text, key: line, weight: float32(weight), keys: rowKeys(strings.Fields(line)), proven: true}
}

// single is the character that is all of the form.
func (f form) single() (rune, bool) {
	r, size := utf8.DecodeRuneInString(f.key)
	return r, f.han && size == len(f.key)
}

// stemLine writes the stems of the Latin words in a row, a space around each, so
// that a row of stems is a substring. Chinese runs and stop words: a run breaks the
// row, a stop word does not.
func stemLine(us []unit, a *analyzer) string {
	return rowLine(us, func(w string) string {
		stem, _ := a.word(w)
		return stem
	})
}

func rowLine(us []unit, stem func(string) string) string {
	var b strings.Builder
	b.WriteByte(' ')
	for _, u := range us {
		if u.han {
			b.WriteString("| ")
			continue
		}
		if w := stem(u.text); w != "" {
			b.WriteString(w)
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// forms of the notion that key names, without those that contain another of the
// same weight: whoever finds 手机号 has found 手机号码. Nil if key is in no entry.
func (t *termList) forms(key string) []form {
	i, ok := t.byKey[key]
	if !ok {
		return nil
	}
	var out []form
	for _, f := range t.entries[i] {
		if !slices.ContainsFunc(t.entries[i], func(g form) bool {
			return g.key != f.key && g.weight >= f.weight && strings.Contains(f.key, g.key)
		}) {
			out = append(out, f)
		}
	}
	return out
}

// piece is a part of a Chinese run: a term of the list, a stop word, or the rest.
type piece struct {
	text       string
	kind       pieceKind
	start, end int // bytes of the run
}

type pieceKind int

const (
	pieceRest pieceKind = iota
	pieceTerm
	pieceStop
)

// cut cuts a Chinese run at the terms of the list, longest first from the left.
func (t *termList) cut(run string) []piece {
	rs := []rune(run)
	var out []piece
	rest, at := 0, 0 // bytes
	for i := 0; i < len(rs); {
		n, kind := t.longestAt(rs[i:])
		if n == 0 {
			at += utf8.RuneLen(rs[i])
			i++
			continue
		}
		if rest < at {
			out = append(out, piece{run[rest:at], pieceRest, rest, at})
		}
		text := string(rs[i : i+n])
		out = append(out, piece{text, kind, at, at + len(text)})
		at += len(text)
		rest = at
		i += n
	}
	if rest < len(run) {
		out = append(out, piece{run[rest:], pieceRest, rest, len(run)})
	}
	return out
}

func (t *termList) longestAt(rs []rune) (int, pieceKind) {
	for n := min(t.longest, len(rs)); n > 0; n-- {
		s := string(rs[:n])
		if _, ok := t.byKey[s]; ok {
			return n, pieceTerm
		}
		if t.stop[s] {
			return n, pieceStop
		}
	}
	return 0, pieceRest
}

// fault says why a form cannot be found as it is written: a row of English words of
// which stop words leave one, or scripts mixed in one word. Empty for none.
func fault(s string, a *analyzer) string {
	us := units(cite.FoldString(s))
	left, han := 0, 0
	for _, u := range us {
		if u.han {
			han++
		} else if _, ok := a.word(u.text); ok {
			left++
		}
	}
	switch {
	case left+han == 0:
		return "has no word"
	case left > 0 && han > 0:
		return "mixes scripts"
	case han == 0 && left == 1 && len(us) > 1:
		return "is one word but for stop words"
	}
	return ""
}
