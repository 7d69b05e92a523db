package index_test

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/cjk" // the analyzer "cjk"
	"github.com/blevesearch/bleve/v2/mapping"
	bindex "github.com/blevesearch/bleve_index_api"
	"golang.org/x/text/unicode/norm"
)

var (
	beir    = flag.String("beir", "", "measure bleve's own match query on this folder (corpus.jsonl, queries.jsonl, qrels.tsv)")
	beirOut = flag.String("beir-out", "", "add the measurements to this file, one line of JSON a system")
)

const (
	peerTop    = 100 // documents asked for
	peerWarmUp = 20  // questions asked before the clock starts
)

// TestPeerBleve measures bleve as it comes: its cjk analyzer, its match query, its
// two scorings. testdata/peers/peers.py measures other engines by the same rules
// and states them.
func TestPeerBleve(t *testing.T) {
	if *beir == "" {
		t.Skip("no -beir folder")
	}
	data, err := readBEIR(*beir)
	if err != nil {
		t.Fatal(err)
	}
	for _, peer := range []struct{ name, scoring string }{
		{"bleve cjk tf-idf", bindex.TFIDFScoring},
		{"bleve cjk bm25", bindex.BM25Scoring},
	} {
		m, err := measureBleve(data, t.TempDir(), peer.scoring)
		if err != nil {
			t.Fatalf("%s: %v", peer.name, err)
		}
		m.System = peer.name
		line, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s", line)
		if err := addLine(*beirOut, line); err != nil {
			t.Fatal(err)
		}
	}
}

// TestMeasure holds the measures to values worked out by hand.
func TestMeasure(t *testing.T) {
	var m measurement
	m.add([]string{"x", "a", "y", "b"}, map[string]bool{"a": true, "b": true, "c": true})
	m.add(nil, map[string]bool{"a": true})
	m.mean(2)
	ndcg := (1/math.Log2(3) + 1/math.Log2(5)) / (1 + 1/math.Log2(3) + 1/math.Log2(4)) / 2
	want := measurement{MRR10: 0.25, NDCG10: round(ndcg, 4), Recall3: 0.1667, Recall5: 0.3333, Recall10: 0.3333, Recall100: 0.3333}
	if m != want {
		t.Errorf("got %+v; want %+v", m, want)
	}
	var times []time.Duration
	for i := range 20 {
		times = append(times, time.Duration(20-i))
	}
	if p50, p95, p99 := percentile(times, 50), percentile(times, 95), percentile(times, 99); p50 != 10 || p95 != 19 || p99 != 20 {
		t.Errorf("percentiles of 1 to 20: %d, %d, %d; want 10, 19, 20", p50, p95, p99)
	}
}

// measurement is one line of the comparison.
type measurement struct {
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
	Index     float64 `json:"index_mb"` // 10^6 bytes
}

// add counts one question: the documents found, best first, and those wanted.
func (m *measurement) add(found []string, gold map[string]bool) {
	first, dcg := 0, 0.0
	for i, id := range found {
		if !gold[id] {
			continue
		}
		rank, part := i+1, 1/float64(len(gold))
		if first == 0 {
			first = rank
		}
		if rank <= 10 {
			dcg += 1 / math.Log2(float64(rank+1))
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
	m.NDCG10 += dcg / ideal
}

// mean turns the sums over n questions into means.
func (m *measurement) mean(n int) {
	for _, sum := range []*float64{&m.MRR10, &m.NDCG10, &m.Recall3, &m.Recall5, &m.Recall10, &m.Recall100} {
		*sum = round(*sum/float64(n), 4)
	}
}

func round(x float64, digits int) float64 {
	scale := math.Pow10(digits)
	return math.Round(x*scale) / scale
}

// percentile is the smallest time that so many in a hundred do not exceed.
func percentile(times []time.Duration, percent int) time.Duration {
	sorted := slices.Sorted(slices.Values(times))
	return sorted[(percent*len(sorted)+99)/100-1]
}

// measureBleve builds an index in an empty folder and asks it every question.
func measureBleve(data *beirData, dir, scoring string) (*measurement, error) {
	path := filepath.Join(dir, "index")
	start := time.Now()
	if err := buildBleve(data.docs, path, dir, scoring); err != nil {
		return nil, err
	}
	m := &measurement{
		Docs: len(data.docs), Queries: len(data.queries),
		Build: round(time.Since(start).Seconds(), 2),
	}
	size, err := folderSize(path)
	if err != nil {
		return nil, err
	}
	m.Index = round(float64(size)/1e6, 1)
	x, err := bleve.OpenUsing(path, map[string]any{"read_only": true})
	if err != nil {
		return nil, err
	}
	defer x.Close()
	for _, q := range data.queries[:min(peerWarmUp, len(data.queries))] {
		if _, err := searchBleve(x, q.text); err != nil {
			return nil, err
		}
	}
	times := make([]time.Duration, 0, len(data.queries))
	for _, q := range data.queries {
		start := time.Now()
		found, err := searchBleve(x, q.text)
		if err != nil {
			return nil, err
		}
		times = append(times, time.Since(start))
		m.add(found, data.gold[q.id])
	}
	m.mean(len(data.queries))
	for percent, ms := range map[int]*float64{50: &m.P50, 95: &m.P95, 99: &m.P99} {
		*ms = round(percentile(times, percent).Seconds()*1000, 3)
	}
	return m, nil
}

func buildBleve(docs []beirText, path, temp, scoring string) error {
	b, err := bleve.NewBuilder(path, peerMapping(scoring), map[string]any{"buildPathPrefix": temp})
	if err != nil {
		return err
	}
	for _, d := range docs {
		if err := b.Index(d.id, map[string]any{"content": foldPeer(d.text)}); err != nil {
			return fmt.Errorf("document %s: %w", d.id, err)
		}
	}
	return b.Close()
}

// peerMapping is one field of terms, with nothing kept that ranking does not use.
func peerMapping(scoring string) mapping.IndexMapping {
	content := bleve.NewTextFieldMapping()
	content.Analyzer = "cjk"
	content.Store = false
	content.IncludeTermVectors = false
	content.IncludeInAll = false
	content.DocValues = false
	m := bleve.NewIndexMapping()
	m.DefaultMapping = bleve.NewDocumentStaticMapping()
	m.DefaultMapping.AddFieldMappingsAt("content", content)
	m.ScoringModel = scoring
	return m
}

func searchBleve(x bleve.Index, text string) ([]string, error) {
	q := bleve.NewMatchQuery(foldPeer(text))
	q.SetField("content")
	res, err := x.Search(bleve.NewSearchRequestOptions(q, peerTop, 0, false))
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(res.Hits))
	for i, h := range res.Hits {
		ids[i] = h.ID
	}
	return ids, nil
}

func foldPeer(text string) string { return strings.ToLower(norm.NFKC.String(text)) }

type beirText struct{ id, text string }

// beirData is a folder in the layout of BEIR; each query has gold.
type beirData struct {
	docs, queries []beirText
	gold          map[string]map[string]bool // query → documents
}

func readBEIR(dir string) (*beirData, error) {
	gold, err := readQrels(filepath.Join(dir, "qrels.tsv"))
	if err != nil {
		return nil, err
	}
	d := &beirData{gold: gold}
	if d.docs, err = readTexts(filepath.Join(dir, "corpus.jsonl")); err != nil {
		return nil, err
	}
	if d.queries, err = readTexts(filepath.Join(dir, "queries.jsonl")); err != nil {
		return nil, err
	}
	d.queries = slices.DeleteFunc(d.queries, func(q beirText) bool { return len(gold[q.id]) == 0 })
	if len(d.queries) == 0 {
		return nil, fmt.Errorf("%s: no question has an answer in qrels.tsv", dir)
	}
	return d, nil
}

func readTexts(file string) ([]beirText, error) {
	var out []beirText
	err := eachLine(file, func(line string) error {
		var d struct {
			ID                 string `json:"_id"`
			Title, Heads, Text string
		}
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			return err
		}
		out = append(out, beirText{d.ID, strings.Join([]string{d.Title, d.Heads, d.Text}, " ")})
		return nil
	})
	return out, err
}

func readQrels(file string) (map[string]map[string]bool, error) {
	gold := map[string]map[string]bool{}
	header := true
	err := eachLine(file, func(line string) error {
		if header {
			header = false
			return nil
		}
		var score float64
		f := strings.Split(line, "\t")
		if len(f) != 3 {
			return fmt.Errorf("%d columns, want query, document, score", len(f))
		}
		if _, err := fmt.Sscan(f[2], &score); err != nil {
			return fmt.Errorf("score %q: %w", f[2], err)
		}
		if score <= 0 {
			return nil
		}
		if gold[f[0]] == nil {
			gold[f[0]] = map[string]bool{}
		}
		gold[f[0]][f[1]] = true
		return nil
	})
	return gold, err
}

// eachLine calls do with each line that is not empty.
func eachLine(file string, do func(line string) error) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 64<<20) // a law in one line
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		if err := do(lines.Text()); err != nil {
			return fmt.Errorf("%s:%d: %w", file, n, err)
		}
	}
	return lines.Err()
}

func folderSize(dir string) (int64, error) {
	var size int64
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			size += info.Size()
		}
		return err
	})
	return size, err
}

// addLine appends a line to a file, or to none.
func addLine(file string, line []byte) error {
	if file == "" {
		return nil
	}
	f, err := os.OpenFile(file, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	if _, err := f.Write(append(line, '\n')); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
