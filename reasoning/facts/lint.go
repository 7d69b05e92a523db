package facts

import (
	"fmt"
	"slices"

	"yaozhi/corpus"
)

// LintLexicon returns every fault of the lexicon for a vocabulary: what cannot be
// read, a class that nothing uses, a fact that neither a frame nor answers.yaml
// accounts for.
func LintLexicon(vocabulary []*corpus.Fact) []corpus.Problem {
	l := loadLexicon(lexiconFiles, vocabulary)
	l.lintClasses()
	l.lintFacts(vocabulary)
	return l.problems
}

func (l *lexicon) lintClasses() {
	for c, name := range l.names {
		if !l.seen[class(c)] && name != "neutral" && name != "for-example" {
			l.fault("lexicon", 0, "no frame, compound or rule of grammar uses class "+name)
		}
	}
}

// answersFile lists the facts that no text settles, with the reason.
const answersFile = "lexicon/answers.yaml"

func (l *lexicon) lintFacts(vocabulary []*corpus.Fact) {
	var answers map[string]string
	if !l.decode(lexiconFiles, answersFile, &answers) {
		return
	}
	read := map[string]bool{}
	for _, f := range l.frames {
		for _, o := range slices.Concat(f.yes, f.no, f.gated) {
			read[o.fact] = true
		}
	}
	names := map[string]bool{}
	for _, f := range vocabulary {
		names[f.Name] = true
		switch reason, answered := answers[f.Name]; {
		case read[f.Name] && answered:
			l.fault(answersFile, 0, f.Name+" has a frame")
		case !read[f.Name] && !answered:
			l.fault(answersFile, 0, f.Name+" has neither a frame nor a reason")
		case answered && reason == "":
			l.fault(answersFile, 0, f.Name+" has no reason")
		}
	}
	for _, name := range sortedKeys(answers) {
		if !names[name] {
			l.fault(answersFile, 0, fmt.Sprintf("%s is no fact", name))
		}
	}
}
