package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"yaozhi/corpus"
	"yaozhi/reasoning"
	"yaozhi/reasoning/facts"
)

type lintCmd struct {
	Dir string `arg:"" optional:"" help:"Folder of a corpus; the one built in when omitted."`
}

func (lintCmd) Help() string {
	return `Prints one line a fault, file:line: message, all in one run, and nothing for a sound
corpus. Exit status 1 when there are faults.

Example:
  yaozhi lint ./corpus`
}

func (cmd lintCmd) Run(s *streams) error {
	problems, err := cmd.problems()
	if err != nil {
		return err
	}
	for _, p := range problems {
		fmt.Fprintln(s.out, p)
	}
	if len(problems) > 0 {
		fmt.Fprintf(s.err, "yaozhi: %d fault(s)\n", len(problems))
		return errFound
	}
	return nil
}

// problems gathers the faults of the files, then those of the corpus as a whole,
// of its conditions and of the lexicon.
func (cmd lintCmd) problems() ([]string, error) {
	c, err := cmd.load()
	if err != nil {
		if _, missing := err.(*os.PathError); missing {
			return nil, err
		}
		return strings.Split(strings.TrimSpace(err.Error()), "\n"), nil
	}
	all := slices.Concat(c.Lint(), reasoning.Lint(c), facts.LintLexicon(c.Facts))
	lines := make([]string, len(all))
	for i, p := range all {
		lines[i] = p.String()
	}
	return slices.Compact(lines), nil
}

func (cmd lintCmd) load() (*corpus.Corpus, error) {
	if cmd.Dir == "" {
		return corpus.Embedded()
	}
	root, err := os.OpenRoot(cmd.Dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return corpus.Load(root.FS())
}
