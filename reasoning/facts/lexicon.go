package facts

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"yaozhi/corpus"
	"yaozhi/corpus/cite"
)

//go:embed lexicon
var lexiconFiles embed.FS

// lexicon is the words, joins and frames that reading needs. It does not change
// once built.
type lexicon struct {
	names     []string // of the classes, by class
	classes   map[string]class
	words     *trie
	clock     *clock
	duration  *entry
	grammar   grammar
	compounds []compound
	frames    []*frame
	byCue     [][]int // positions in frames, by class of the cue
	problems  []corpus.Problem
	seen      map[class]bool // classes named by grammar, compounds or frames
	all       []string       // every form of every word
}

// loadLexicon reads the lexicon from files; every fault is in its problems, and
// what is sound is kept.
func loadLexicon(files fs.FS, vocabulary []*corpus.Fact) *lexicon {
	l := &lexicon{classes: map[string]class{}, words: newTrie(), clock: newClock(), seen: map[class]bool{}}
	durationClass := l.class("duration")
	l.duration = &entry{classes: []class{durationClass}}
	for _, dir := range []string{"lexicon/zh", "lexicon/en"} {
		names, err := fs.Glob(files, path.Join(dir, "*.yaml"))
		if err != nil || len(names) == 0 {
			l.fault(dir, 0, "no word lists")
		}
		for _, name := range names {
			l.loadWords(files, name)
		}
	}
	if n := len(l.names); n > maxClasses {
		l.fault("lexicon", 0, fmt.Sprintf("%d classes, at most %d", n, maxClasses))
		return l
	}
	l.loadGrammar(files, "lexicon/grammar.yaml")
	l.inherit()
	l.loadFrames(files, "lexicon/frames", vocabulary)
	l.byCue = make([][]int, len(l.names))
	for i, f := range l.frames {
		for _, t := range f.cue {
			if !slices.Contains(l.byCue[t.class], i) {
				l.byCue[t.class] = append(l.byCue[t.class], i)
			}
		}
	}
	return l
}

func (l *lexicon) fault(file string, line int, message string) {
	l.problems = append(l.problems, corpus.Problem{File: "reasoning/facts/" + file, Line: line, Message: message})
}

// class returns the class of a name, a new one if need be.
func (l *lexicon) class(name string) class {
	c, ok := l.classes[name]
	if !ok {
		c = class(len(l.names))
		l.classes[name] = c
		l.names = append(l.names, name)
	}
	return c
}

// known returns the class of a name that word lists or compounds define.
func (l *lexicon) known(name, file string, line int) class {
	c, ok := l.classes[name]
	if !ok {
		l.fault(file, line, "no words or compound give class "+name)
	}
	l.seen[c] = true
	return c
}

// loadWords reads a file of class: [word, …].
func (l *lexicon) loadWords(files fs.FS, name string) {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		l.fault(name, 0, err.Error())
		return
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		l.fault(name, 0, err.Error())
		return
	}
	if len(doc.Content) == 0 || doc.Content[0].Kind != yaml.MappingNode {
		l.fault(name, 1, "not a map of classes")
		return
	}
	for i, kv := 0, doc.Content[0].Content; i+1 < len(kv); i += 2 {
		c := l.class(kv[i].Value)
		if kv[i+1].Kind != yaml.SequenceNode {
			l.fault(name, kv[i].Line, "class "+kv[i].Value+" is not a list")
			continue
		}
		seen := map[string]bool{}
		for _, w := range kv[i+1].Content {
			if w.Value == "" || w.Kind != yaml.ScalarNode {
				l.fault(name, w.Line, "an empty word")
			}
			if seen[w.Value] {
				l.fault(name, w.Line, "word twice in "+kv[i].Value+": "+w.Value)
			}
			seen[w.Value] = true
			for _, form := range inflect(fold(w.Value)) {
				l.words.add(form, c)
				l.all = append(l.all, form)
			}
		}
	}
}

// inherit gives words the classes of the words inside them, so that 查阅申请 is still
// about 查阅. Words with a negation inside, and those of opaque classes, mean
// something else than their parts.
func (l *lexicon) inherit() {
	more := map[*entry][]class{}
	for _, w := range l.all {
		_, e := l.words.longest(w, 0)
		if e == nil || e.isAny(&l.grammar.opaque) {
			continue
		}
		if inner, ok := l.inside(w); ok {
			more[e] = append(more[e], inner...)
		}
	}
	for e, cs := range more {
		for _, c := range cs {
			if i, found := slices.BinarySearch(e.classes, c); !found && !l.grammar.own.has(c) {
				e.classes = slices.Insert(e.classes, i, c)
			}
		}
	}
}

// inside returns the classes of the words strictly inside w; false if one of them
// negates.
func (l *lexicon) inside(w string) ([]class, bool) {
	var out []class
	for i := range w {
		if i > 0 && isWord(w[i]) && isWord(w[i-1]) {
			continue
		}
		for end := len(w); end > i; {
			if i == 0 && end == len(w) {
				end = prevRune(w, end)
				continue
			}
			j, e := l.words.longest(w[:end], i)
			if e == nil || j < end && end < len(w) && isWord(w[end]) && isWord(w[end-1]) {
				break
			}
			if j == len(w) || !isWord(w[j]) || !isWord(w[j-1]) {
				if e.has(l.grammar.neg) || e.has(l.grammar.negShort) {
					return nil, false
				}
				if j-i > 3 { // a single character means too much
					out = append(out, e.classes...)
				}
			}
			break
		}
	}
	return out, true
}

func prevRune(s string, end int) int {
	_, n := utf8.DecodeLastRuneInString(s[:end])
	return end - n
}

// fold brings a word of the lexicon to the form of a page.
func fold(w string) string { return strings.ReplaceAll(cite.FoldString(w), "-", " ") }

// inflect returns the forms of a word: those of the English verb or noun before a
// tilde ("share~ with"), or the word alone.
func inflect(w string) []string {
	stem, rest, ok := strings.Cut(w, "~")
	if !ok {
		return []string{w}
	}
	var out []string
	for _, e := range endings(stem) {
		for _, r := range inflect(rest) {
			out = append(out, e+r)
		}
	}
	return out
}

func endings(stem string) []string {
	out := []string{stem}
	last := stem[len(stem)-1]
	switch {
	case last == 'e':
		out = append(out, stem+"s", stem+"d", stem[:len(stem)-1]+"ing")
	case last == 'y' && len(stem) > 2 && !strings.ContainsRune("aeiou", rune(stem[len(stem)-2])):
		out = append(out, stem[:len(stem)-1]+"ies", stem[:len(stem)-1]+"ied", stem+"ing")
	case last == 's' || last == 'x' || strings.HasSuffix(stem, "ch") || strings.HasSuffix(stem, "sh"):
		out = append(out, stem+"es", stem+"ed", stem+"ing")
	default:
		out = append(out, stem+"s", stem+"ed", stem+"ing")
		if strings.ContainsRune("pgtnbm", rune(last)) {
			out = append(out, stem+string(last)+"ed", stem+string(last)+"ing")
		}
	}
	return out
}

// err returns the problems of the lexicon as one error, nil if there are none.
func (l *lexicon) err() error {
	var errs []error
	for _, p := range l.problems {
		errs = append(errs, errors.New(p.String()))
	}
	return errors.Join(errs...)
}
