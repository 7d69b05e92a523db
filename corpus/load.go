package corpus

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"yaozhi/corpus/cite"

	"go.yaml.in/yaml/v3"
)

//go:embed facts.yaml topics.yaml published.txt all:rulings all:statutes
var embedded embed.FS

// Embedded loads the corpus built into the program.
func Embedded() (*Corpus, error) { return Load(embedded) }

// Load reads a corpus laid out as FORMAT.md says: facts.yaml, topics.yaml,
// published.txt, statutes/*.yaml, rulings/*/ruling.md, text.txt and holdings/*.md.
// A missing file is a matter for Lint. A file that does not decode is an error;
// all faults come at once, joined, each a Problem.
func Load(fsys fs.FS) (*Corpus, error) {
	l := loader{fsys: fsys, c: &Corpus{files: map[string]string{}}}
	l.list("facts.yaml", &l.c.Facts)
	l.list("topics.yaml", &l.c.Topics)
	l.published()
	l.instruments()
	l.rulings()
	if len(l.faults) > 0 {
		return nil, joinProblems(l.faults)
	}
	l.c.connect()
	l.c.Revision = revision(l.c.files)
	return l.c, nil
}

func joinProblems(faults []Problem) error {
	sortProblems(faults)
	errs := make([]error, len(faults))
	for i, p := range faults {
		errs[i] = p
	}
	return errors.Join(errs...)
}

type loader struct {
	fsys   fs.FS
	c      *Corpus
	faults []Problem
}

func (l *loader) source(file string, offset int) source {
	return source{file, offset, &l.faults, &l.c.found}
}

// read returns a file's bytes; absent files are not ok and no fault.
func (l *loader) read(file string) ([]byte, bool) {
	data, err := fs.ReadFile(l.fsys, file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false
	}
	if err != nil {
		l.source(file, 0).fault(0, "%v", err)
		return nil, false
	}
	l.c.files[file] = string(data)
	return data, true
}

func (l *loader) glob(pattern string) []string {
	names, err := fs.Glob(l.fsys, pattern)
	if err != nil {
		l.source(pattern, 0).fault(0, "%v", err)
	}
	slices.Sort(names)
	return names
}

// list decodes a file that is a YAML list.
func (l *loader) list(file string, to any) {
	if data, ok := l.read(file); ok {
		l.source(file, 0).decode(data, to)
	}
}

func (l *loader) published() {
	data, _ := l.read("published.txt")
	for line := range strings.Lines(string(data)) {
		l.c.published = append(l.c.published, strings.TrimRight(line, "\n"))
	}
}

func (l *loader) instruments() {
	for _, file := range l.glob("statutes/*.yaml") {
		data, ok := l.read(file)
		if !ok {
			continue
		}
		in := &Instrument{File: file}
		l.source(file, 0).decode(data, in)
		for _, p := range in.Provisions {
			if p != nil {
				p.Instrument = in
			}
		}
		l.c.Instruments = append(l.c.Instruments, in)
	}
	slices.SortFunc(l.c.Instruments, func(a, b *Instrument) int { return strings.Compare(a.ID, b.ID) })
}

func (l *loader) rulings() {
	for _, text := range l.glob("rulings/*/text.txt") {
		dir := path.Dir(text)
		data, ok := l.read(text)
		if !ok {
			continue
		}
		r := &Ruling{ID: RulingID(path.Base(dir)), Text: string(data), File: dir + "/ruling.md"}
		if data, ok := l.read(r.File); ok {
			front := l.front(r.File, data)
			if front.data != nil {
				front.decode(front.data, r)
				r.Body = front.body
			}
		}
		if err := r.cut(); err != nil {
			l.source(text, 0).fault(1, "%v", err)
		}
		l.c.Rulings = append(l.c.Rulings, r)
		for _, file := range l.glob(dir + "/holdings/*.md") {
			l.holding(r, file)
		}
	}
	slices.SortFunc(l.c.Rulings, func(a, b *Ruling) int { return strings.Compare(string(a.ID), string(b.ID)) })
	slices.SortStableFunc(l.c.Holdings, func(a, b *Holding) int {
		return strings.Compare(string(a.Ruling)+" "+a.Code, string(b.Ruling)+" "+b.Code)
	})
}

type frontFile struct {
	source
	data []byte
	body Text
}

func (l *loader) front(file string, data []byte) frontFile {
	f := frontFile{source: l.source(file, 1)}
	front, body, ok := frontMatter(data)
	if !ok {
		f.fault(0, "no front matter: the file starts with a line --- and a second --- ends it")
		return f
	}
	f.data = front
	f.body = splitBody(string(body))
	return f
}

// splitBody cuts the Markdown at "# 中文" and "# English".
func splitBody(body string) Text {
	zh, en := section(body, "# 中文"), section(body, "# English")
	return Text{Zh: zh, En: en}
}

// section is what stands below the heading, to the next heading of level one.
func section(body, heading string) string {
	var b strings.Builder
	in := false
	for line := range strings.Lines(body) {
		if strings.HasPrefix(line, "# ") {
			in = strings.TrimSpace(line) == heading
			continue
		}
		if in {
			b.WriteString(line)
		}
	}
	return strings.TrimSpace(b.String())
}

// holdingFile is a holding as its file has it, with the sides raw.
type holdingFile struct {
	Holding `yaml:",inline"`

	Scope  yaml.Node `yaml:"scope"`
	Breach yaml.Node `yaml:"breach"`
	Safe   yaml.Node `yaml:"safe"`
	Risk   yaml.Node `yaml:"risk"`
	Meets  yaml.Node `yaml:"meets"`
}

func (l *loader) holding(r *Ruling, file string) {
	data, ok := l.read(file)
	if !ok {
		return
	}
	front := l.front(file, data)
	if front.data == nil {
		return
	}
	var raw holdingFile
	front.decode(front.data, &raw)
	h := raw.Holding
	sides := sideReader{source: front.source, facts: l.c.Facts}
	for _, s := range []struct {
		name string
		node *yaml.Node
		to   **Side
	}{
		{"scope", &raw.Scope, &h.Scope}, {"breach", &raw.Breach, &h.Breach}, {"safe", &raw.Safe, &h.Safe},
		{"risk", &raw.Risk, &h.Risk}, {"meets", &raw.Meets, &h.Meets},
	} {
		*s.to = sides.side(s.name, s.node)
	}
	h.Ruling, h.Body, h.File = r.ID, front.body, file
	l.c.Holdings = append(l.c.Holdings, &h)
}

// revision is 12 hex digits of a hash over names and contents.
func revision(files map[string]string) string {
	sum := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(sum, "%s %d\n%s", name, len(files[name]), files[name])
	}
	return hex.EncodeToString(sum.Sum(nil))[:12]
}

// connect builds the look-ups and locates the pins.
func (c *Corpus) connect() {
	c.rulings = map[string]*Ruling{}
	c.holdings = map[HoldingID]*Holding{}
	c.codes = map[string][]*Holding{}
	c.facts = map[string]*Fact{}
	c.topics = map[string]*Topic{}
	for _, f := range c.Facts {
		c.facts[f.Name] = f
	}
	for _, t := range c.Topics {
		c.topics[t.ID] = t
	}
	for _, r := range c.Rulings {
		c.rulings[string(r.ID)] = r
		if n, err := cite.ParseCaseNumber(r.CaseNumber); err == nil {
			c.rulings[n.ID()] = r
		}
		r.connect()
	}
	for _, h := range c.Holdings {
		c.holdings[h.ID] = h
		c.codes[h.Code] = append(c.codes[h.Code], h)
	}
	c.connectProvisions()
	c.connectPins()
}
