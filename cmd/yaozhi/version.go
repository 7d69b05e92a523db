package main

import (
	"encoding/json"
	"fmt"
	"runtime"
)

type versionCmd struct {
	corpusFlag
	JSON bool `help:"Print as JSON."`
}

func (versionCmd) Help() string {
	return `The corpus revision is a hash over the data: equal revisions give equal answers.

Example:
  yaozhi version --json`
}

func (cmd versionCmd) Run(s *streams) error {
	c, err := cmd.load()
	if err != nil {
		return err
	}
	v := struct {
		Version  string `json:"version"`
		Corpus   string `json:"corpus"`
		Rulings  int    `json:"rulings"`
		Holdings int    `json:"holdings"`
		Go       string `json:"go"`
	}{version, c.Revision, len(c.Rulings), len(c.Holdings), runtime.Version()}
	if cmd.JSON {
		return printJSON(s, v)
	}
	fmt.Fprintf(s.out, "yaozhi %s\ncorpus %s (%d ruling(s), %d holdings)\n%s\n", v.Version, v.Corpus, v.Rulings, v.Holdings, v.Go)
	return nil
}

// printJSON prints what the API would answer, indented for reading.
func printJSON(s *streams, v any) error {
	enc := json.NewEncoder(s.out)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
