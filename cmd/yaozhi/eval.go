package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"yaozhi/index"
)

type evalCmd struct {
	Search evalSearchCmd `cmd:"" help:"Quality and speed of search on questions with known answers (BEIR files)."`
}

type evalSearchCmd struct {
	Corpus  string `help:"Documents: corpus.jsonl with _id, title, text." required:"" placeholder:"FILE"`
	Queries string `help:"Questions: queries.jsonl with _id, text." required:"" placeholder:"FILE"`
	Qrels   string `help:"Answers: qrels.tsv with query-id, corpus-id, score." required:"" placeholder:"FILE"`
	Data    string `help:"Folder for the index, kept and used again; a temporary one by default." placeholder:"DIR"`
	JSON    bool   `help:"Print one JSON object."`
}

func (evalSearchCmd) Help() string {
	return `Builds the index of the documents, asks the questions one after another, after a few to warm up, for their top 100,
and prints MRR@10, NDCG@10, recall@3/5/10/100 (gold found of gold, averaged over the questions that
have any), the time from the words of a question to its ranked IDs, and how the index was built.

Example:
  yaozhi eval search --corpus corpus.jsonl --queries queries.jsonl --qrels qrels.tsv`
}

func (cmd evalSearchCmd) Run(s *streams) error {
	questions, err := index.Questions(cmd.Queries, cmd.Qrels)
	if err != nil {
		return fmt.Errorf("eval search: %w", err)
	}
	dir := cmd.Data
	if dir == "" {
		if dir, err = os.MkdirTemp("", "yaozhi-eval-"); err != nil {
			return fmt.Errorf("eval search: %w", err)
		}
		defer os.RemoveAll(dir)
	}
	m, text, err := cmd.build(s, dir)
	if err != nil {
		return fmt.Errorf("eval search: %w", err)
	}
	x, err := index.Open(dir)
	if err != nil {
		return fmt.Errorf("eval search: %w", err)
	}
	defer x.Close()
	m.Docs = x.Docs()
	err = m.Ask(questions, func(text string) ([]string, error) {
		res, err := x.Search(s.ctx, evalQuery(text))
		if err != nil {
			return nil, err
		}
		ids := make([]string, len(res.Hits))
		for i, h := range res.Hits {
			ids[i] = h.ID
		}
		return ids, nil
	})
	if err != nil {
		return fmt.Errorf("eval search: %w", err)
	}
	if cmd.JSON {
		return json.NewEncoder(s.out).Encode(m)
	}
	printMeasurement(s, m, text)
	return nil
}

// build builds the index, and says how many bytes of text were analysed.
func (cmd evalSearchCmd) build(s *streams, dir string) (*index.Measurement, int, error) {
	start, text := time.Now(), 0
	info := index.Info{Revision: "eval " + filepath.Base(cmd.Corpus)}
	if x, err := index.Open(dir); err == nil {
		other := x.Revision() != info.Revision
		if x.Close(); other {
			return nil, 0, fmt.Errorf("--data %s holds another index; name an empty folder", dir)
		}
	}
	progress, done := buildProgress(s, cmd.Corpus)
	err := index.Build(s.ctx, dir, index.BEIR(cmd.Corpus), index.BuildOptions{Info: info, Progress: func(p index.Progress) {
		text = p.Text
		progress(p)
	}})
	done()
	if err != nil {
		return nil, 0, err
	}
	m := &index.Measurement{System: "yaozhi", Build: index.Round(time.Since(start).Seconds(), 2)}
	size, err := index.Size(dir)
	m.Index = index.Round(float64(size)/1e6, 1)
	return m, text, err
}

// evalQuery asks for IDs alone; a question longer than a query may be is cut.
func evalQuery(question string) index.Query {
	text := []rune(question)
	return index.Query{Text: string(text[:min(len(text), index.MaxQuery)]), Limit: index.MeasureTop, Plain: true, Bare: true}
}

func printMeasurement(s *streams, m *index.Measurement, text int) {
	fmt.Fprintf(s.out, "documents   %d\nquestions   %d\n", m.Docs, m.Queries)
	fmt.Fprintf(s.out, "MRR@10      %.4f\nNDCG@10     %.4f\n", m.MRR10, m.NDCG10)
	fmt.Fprintf(s.out, "recall      @3 %.4f  @5 %.4f  @10 %.4f  @100 %.4f\n", m.Recall3, m.Recall5, m.Recall10, m.Recall100)
	fmt.Fprintf(s.out, "time        p50 %.2f ms  p95 %.2f ms  p99 %.2f ms\n", m.P50, m.P95, m.P99)
	fmt.Fprintf(s.out, "index       %.1f MB, built in %.1f s", m.Index, m.Build)
	if text > 0 {
		mb := float64(text) / 1e6
		fmt.Fprintf(s.out, " from %.1f MB of text (%.1f MB/s; %.2f times the text)", mb, mb/m.Build, m.Index/mb)
	}
	fmt.Fprintln(s.out)
}
