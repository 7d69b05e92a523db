package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
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
	return `Builds the index of the documents, asks each question once, one after another, for its top 100,
and prints MRR@10, NDCG@10, recall@3/5/10/100 (gold found of gold, averaged over the questions that
have any), the time from the words of a question to its ranked IDs, and how the index was built.

Example:
  yaozhi eval search --corpus corpus.jsonl --queries queries.jsonl --qrels qrels.tsv`
}

// searchEval is the result of evalSearchCmd; megabytes are 10^6 bytes.
type searchEval struct {
	System    string  `json:"system"`
	Docs      int     `json:"docs"`
	Queries   int     `json:"queries"`
	MRR10     float64 `json:"mrr@10"`
	NDCG10    float64 `json:"ndcg@10"`
	Recall3   float64 `json:"recall@3"`
	Recall5   float64 `json:"recall@5"`
	Recall10  float64 `json:"recall@10"`
	Recall100 float64 `json:"recall@100"`
	P50       float64 `json:"p50_ms"`
	P95       float64 `json:"p95_ms"`
	P99       float64 `json:"p99_ms"`
	BuildS    float64 `json:"build_s"`
	IndexMB   float64 `json:"index_mb"`
	TextMB    float64 `json:"text_mb"`
}

const (
	evalDepth  = 100
	evalWarmUp = 20 // questions asked beforehand, untimed
)

func (cmd evalSearchCmd) Run(s *streams) error {
	queries, err := readQueries(cmd.Queries)
	if err != nil {
		return fmt.Errorf("eval search: --queries: %w", err)
	}
	gold, err := readQrels(cmd.Qrels)
	if err != nil {
		return fmt.Errorf("eval search: --qrels: %w", err)
	}
	queries = slices.DeleteFunc(queries, func(q evalQuery) bool { return len(gold[q.ID]) == 0 })
	if len(queries) == 0 {
		return errors.New("eval search: no question has an answer; do the files belong together?")
	}
	dir := cmd.Data
	if dir == "" {
		if dir, err = os.MkdirTemp("", "yaozhi-eval-"); err != nil {
			return fmt.Errorf("eval search: %w", err)
		}
		defer os.RemoveAll(dir)
	}
	out := searchEval{System: "yaozhi", Queries: len(queries)}
	start := time.Now()
	progress, done := buildProgress(s, cmd.Corpus)
	err = index.Build(s.ctx, dir, index.BEIR(cmd.Corpus), index.BuildOptions{Progress: func(p index.Progress) {
		out.TextMB = float64(p.Text) / 1e6
		progress(p)
	}})
	done()
	if err != nil {
		return fmt.Errorf("eval search: %w", err)
	}
	out.BuildS = time.Since(start).Seconds()
	size, err := index.Size(dir)
	if err != nil {
		return fmt.Errorf("eval search: %w", err)
	}
	out.IndexMB = float64(size) / 1e6
	x, err := index.Open(dir)
	if err != nil {
		return fmt.Errorf("eval search: %w", err)
	}
	defer x.Close()
	out.Docs = x.Docs()
	if err := out.ask(s, x, queries, gold); err != nil {
		return fmt.Errorf("eval search: %w", err)
	}
	return out.print(s, cmd.JSON)
}

// ask asks all questions and takes the measures.
func (e *searchEval) ask(s *streams, x *index.Index, queries []evalQuery, gold map[string]map[string]bool) error {
	for _, q := range queries[:min(evalWarmUp, len(queries))] {
		if _, err := x.Search(s.ctx, q.query()); err != nil {
			return err
		}
	}
	times := make([]float64, 0, len(queries))
	for _, q := range queries {
		start := time.Now()
		res, err := x.Search(s.ctx, q.query())
		times = append(times, float64(time.Since(start))/float64(time.Millisecond))
		if err != nil {
			return err
		}
		ids := make([]string, len(res.Hits))
		for i, h := range res.Hits {
			ids[i] = h.ID
		}
		e.count(ids, gold[q.ID])
	}
	n := float64(len(queries))
	for _, m := range []*float64{&e.MRR10, &e.NDCG10, &e.Recall3, &e.Recall5, &e.Recall10, &e.Recall100} {
		*m /= n
	}
	slices.Sort(times)
	rank := func(p float64) float64 { return times[max(0, int(math.Ceil(p*n))-1)] }
	e.P50, e.P95, e.P99 = rank(0.50), rank(0.95), rank(0.99)
	return nil
}

// count adds the measures of one question.
func (e *searchEval) count(ids []string, gold map[string]bool) {
	found, gain, first := 0, 0.0, 0
	for i, id := range ids {
		if gold[id] {
			found++
			if first == 0 {
				first = i + 1
			}
			if i < 10 {
				gain += 1 / math.Log2(float64(i+2))
			}
		}
		share := float64(found) / float64(len(gold))
		for k, m := range map[int]*float64{3: &e.Recall3, 5: &e.Recall5, 10: &e.Recall10, 100: &e.Recall100} {
			if i+1 == k || i+1 == len(ids) && len(ids) < k {
				*m += share
			}
		}
	}
	if first > 0 && first <= 10 {
		e.MRR10 += 1 / float64(first)
	}
	ideal := 0.0
	for i := range min(10, len(gold)) {
		ideal += 1 / math.Log2(float64(i+2))
	}
	e.NDCG10 += gain / ideal
}

func (e *searchEval) print(s *streams, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(s.out).Encode(e)
	}
	fmt.Fprintf(s.out, "documents   %d (%.1f MB of text)\nquestions   %d\n", e.Docs, e.TextMB, e.Queries)
	fmt.Fprintf(s.out, "MRR@10      %.4f\nNDCG@10     %.4f\n", e.MRR10, e.NDCG10)
	fmt.Fprintf(s.out, "recall      @3 %.4f  @5 %.4f  @10 %.4f  @100 %.4f\n", e.Recall3, e.Recall5, e.Recall10, e.Recall100)
	fmt.Fprintf(s.out, "time        p50 %.2f ms  p95 %.2f ms  p99 %.2f ms\n", e.P50, e.P95, e.P99)
	fmt.Fprintf(s.out, "index       %.1f MB, built in %.1f s", e.IndexMB, e.BuildS)
	if e.TextMB > 0 {
		fmt.Fprintf(s.out, " (%.1f MB of text a second; %.2f times the text)", e.TextMB/e.BuildS, e.IndexMB/e.TextMB)
	}
	fmt.Fprintln(s.out)
	return nil
}

// evalQuery is a line of queries.jsonl.
type evalQuery struct {
	ID   string `json:"_id"`
	Text string `json:"text"`
}

// query asks for IDs alone; a question longer than a query may be is cut.
func (q evalQuery) query() index.Query {
	text := []rune(q.Text)
	return index.Query{Text: string(text[:min(len(text), index.MaxQuery)]), Limit: evalDepth, Plain: true, Bare: true}
}

func readQueries(path string) ([]evalQuery, error) {
	var out []evalQuery
	for line, err := range index.Lines(path) {
		if err != nil {
			return nil, err
		}
		var q evalQuery
		if err := json.Unmarshal(line.Text, &q); err != nil || q.ID == "" {
			return nil, fmt.Errorf("%s:%d: want a JSON object with _id and text", filepath.Base(path), line.Number)
		}
		out = append(out, q)
	}
	return out, nil
}

// readQrels reads the answers of each question; those of score 0 are none.
func readQrels(path string) (map[string]map[string]bool, error) {
	out := map[string]map[string]bool{}
	for line, err := range index.Lines(path) {
		if err != nil {
			return nil, err
		}
		f := strings.Split(strings.TrimSpace(string(line.Text)), "\t")
		if line.Number == 1 && f[0] == "query-id" {
			continue
		}
		if len(f) != 3 {
			return nil, fmt.Errorf("%s:%d: want query-id, corpus-id and score with tabs between", filepath.Base(path), line.Number)
		}
		if f[2] == "0" {
			continue
		}
		if out[f[0]] == nil {
			out[f[0]] = map[string]bool{}
		}
		out[f[0]][f[1]] = true
	}
	return out, nil
}
