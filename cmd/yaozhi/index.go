package main

import (
	"errors"
	"fmt"
	"iter"
	"time"

	"yaozhi/index"
)

type indexCmd struct {
	Build  indexBuildCmd  `cmd:"" help:"Build or bring up to date the search index in --data."`
	Stats  indexStatsCmd  `cmd:"" help:"Print what the index in --data holds."`
	Verify indexVerifyCmd `cmd:"" help:"Read every file of the index in --data and compare it with its sum."`
}

// dataFlag is the folder of an index.
type dataFlag struct {
	Data string `help:"Folder of the index." required:"" placeholder:"DIR" env:"YAOZHI_DATA"`
}

type indexBuildCmd struct {
	corpusFlag
	dataFlag
	Files []string `arg:"" optional:"" help:"More documents: JSON lines with _id, title, text, heads, metadata (BEIR)." placeholder:"FILE"`
}

func (indexBuildCmd) Help() string {
	return `The index holds the corpus and the files given. Documents whose content is unchanged are taken
over, those that no longer come are gone. Whoever searches meanwhile sees the old index until the
new one is whole. Interrupted, it goes on where it was when it is called again.

Example:
  yaozhi index build --data ./data passages.jsonl`
}

func (cmd indexBuildCmd) Run(s *streams) error {
	c, err := cmd.load()
	if err != nil {
		return err
	}
	docs := func(yield func(*index.Document, error) bool) {
		for _, d := range index.Documents(c) {
			if !yield(d, nil) {
				return
			}
		}
		for _, file := range cmd.Files {
			for d, err := range index.BEIR(file) {
				if !yield(d, err) || err != nil {
					return
				}
			}
		}
	}
	return buildIndex(s, cmd.Data, index.InfoOf(c), docs)
}

// buildIndex builds with progress, and says what was done.
func buildIndex(s *streams, dir string, info index.Info, docs iter.Seq2[*index.Document, error]) error {
	start := time.Now()
	show, done := buildProgress(s, dir)
	var last index.Progress
	err := index.Build(s.ctx, dir, docs, index.BuildOptions{Info: info, Progress: func(p index.Progress) {
		last = p
		show(p)
	}})
	done()
	if err != nil {
		return fmt.Errorf("index build: %w", err)
	}
	if last.Anew != "" {
		fmt.Fprintf(s.err, "index build: built anew, for of the index that was there: %s\n", last.Anew)
	}
	size, err := index.Size(dir)
	if err != nil {
		return fmt.Errorf("index build: %w", err)
	}
	fmt.Fprintf(s.out, "%d documents, %d unchanged; %.1f MB of text analysed in %.1f s; index %.1f MB\n",
		last.Documents, last.Kept, float64(last.Text)/1e6, time.Since(start).Seconds(), float64(size)/1e6)
	return nil
}

type indexStatsCmd struct {
	dataFlag
	JSON bool `help:"Print one JSON object."`
}

func (indexStatsCmd) Help() string {
	return `Example:
  yaozhi index stats --data ./data`
}

func (cmd indexStatsCmd) Run(s *streams) error {
	x, err := index.Open(cmd.Data)
	if err != nil {
		return fmt.Errorf("index stats: %w", err)
	}
	defer x.Close()
	stats, err := x.Stats()
	if err != nil {
		return fmt.Errorf("index stats: %w", err)
	}
	if cmd.JSON {
		return printJSON(s, stats)
	}
	fmt.Fprintf(s.out, "revision   %s\ndocuments  %d\n", stats.Revision, stats.Documents)
	for _, k := range index.Kinds {
		if n := stats.Kinds[k]; n > 0 {
			fmt.Fprintf(s.out, "  %-9s %d\n", k, n)
		}
	}
	fmt.Fprintf(s.out, "terms      %d\nlaws       %d\ntext       %.1f MB\nsize       %.1f MB\n",
		stats.Terms, stats.Laws, float64(stats.Text)/1e6, float64(stats.Size)/1e6)
	return nil
}

type indexVerifyCmd struct{ dataFlag }

func (indexVerifyCmd) Help() string {
	return `Exit status 1 says that a file is not as it was written; build the index again then.

Example:
  yaozhi index verify --data ./data`
}

func (cmd indexVerifyCmd) Run(s *streams) error {
	err := index.Verify(cmd.Data)
	if errors.Is(err, index.ErrDamaged) {
		fmt.Fprintln(s.out, err)
		return errFound
	}
	if err != nil {
		return fmt.Errorf("index verify: %w", err)
	}
	fmt.Fprintln(s.out, "every file is as it was written")
	return nil
}
