package index

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Question is a question with known answers.
type Question struct {
	ID   string
	Text string
	Gold map[string]bool // IDs of documents
}

// Questions reads the questions of a queries.jsonl (_id, text) that have answers in
// a qrels.tsv (a heading, then query-id, corpus-id, score; a score of 0 is none). An
// error names file and line.
func Questions(queries, qrels string) ([]Question, error) {
	gold, err := readQrels(qrels)
	if err != nil {
		return nil, err
	}
	var out []Question
	for line, err := range Lines(queries) {
		if err != nil {
			return nil, err
		}
		var q struct {
			ID   string `json:"_id"`
			Text string `json:"text"`
		}
		if err := json.Unmarshal(line.Text, &q); err != nil || q.ID == "" {
			return nil, fmt.Errorf("%s:%d: want a JSON object with _id and text", filepath.Base(queries), line.Number)
		}
		if len(gold[q.ID]) > 0 {
			out = append(out, Question{q.ID, q.Text, gold[q.ID]})
		}
	}
	if len(out) == 0 {
		return nil, errors.New("no question has an answer; do the files belong together?")
	}
	return out, nil
}

func readQrels(path string) (map[string]map[string]bool, error) {
	out := map[string]map[string]bool{}
	for line, err := range Lines(path) {
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
		score, err := strconv.ParseFloat(f[2], 64)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %q is no score", filepath.Base(path), line.Number, f[2])
		}
		if score <= 0 {
			continue
		}
		if out[f[0]] == nil {
			out[f[0]] = map[string]bool{}
		}
		out[f[0]][f[1]] = true
	}
	return out, nil
}

// Measurement is what a search system was measured at, as one line of JSON. Recall
// is answers found of answers, averaged over the questions; times run from the words
// of a question to its ranked IDs; megabytes are 10^6 bytes.
type Measurement struct {
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
	Build     float64 `json:"build_s"`
	Index     float64 `json:"index_mb"`
}

// MeasureTop is how many results of a question are looked at.
const MeasureTop = 100

const warmUp = 20 // questions asked before the clock starts

// Ask asks all questions one after another, some of them beforehand without the
// clock, and takes the measures. Search gives the IDs of documents, best first.
func (m *Measurement) Ask(questions []Question, search func(text string) ([]string, error)) error {
	for _, q := range questions[:min(warmUp, len(questions))] {
		if _, err := search(q.Text); err != nil {
			return err
		}
	}
	times := make([]time.Duration, 0, len(questions))
	for _, q := range questions {
		start := time.Now()
		found, err := search(q.Text)
		times = append(times, time.Since(start))
		if err != nil {
			return err
		}
		m.add(found, q.Gold)
	}
	m.Queries = len(questions)
	m.mean()
	for percent, ms := range map[int]*float64{50: &m.P50, 95: &m.P95, 99: &m.P99} {
		*ms = Round(percentile(times, percent).Seconds()*1000, 3)
	}
	return nil
}

// add counts one question: the documents found, best first, and those wanted.
func (m *Measurement) add(found []string, gold map[string]bool) {
	first, gain := 0, 0.0
	for i, id := range found {
		if !gold[id] {
			continue
		}
		rank, part := i+1, 1/float64(len(gold))
		if first == 0 {
			first = rank
		}
		if rank <= 10 {
			gain += 1 / math.Log2(float64(rank+1))
		}
		for k, recall := range map[int]*float64{3: &m.Recall3, 5: &m.Recall5, 10: &m.Recall10, 100: &m.Recall100} {
			if rank <= k {
				*recall += part
			}
		}
	}
	if first > 0 && first <= 10 {
		m.MRR10 += 1 / float64(first)
	}
	ideal := 0.0
	for rank := 1; rank <= min(len(gold), 10); rank++ {
		ideal += 1 / math.Log2(float64(rank+1))
	}
	m.NDCG10 += gain / ideal
}

// mean turns the sums over all questions into means.
func (m *Measurement) mean() {
	for _, sum := range []*float64{&m.MRR10, &m.NDCG10, &m.Recall3, &m.Recall5, &m.Recall10, &m.Recall100} {
		*sum = Round(*sum/float64(m.Queries), 4)
	}
}

// Round rounds to so many digits after the point.
func Round(x float64, digits int) float64 {
	scale := math.Pow10(digits)
	return math.Round(x*scale) / scale
}

// percentile is the smallest time that so many in a hundred do not exceed.
func percentile(times []time.Duration, percent int) time.Duration {
	sorted := slices.Sorted(slices.Values(times))
	return sorted[(percent*len(sorted)+99)/100-1]
}
