package index_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/cjk" // the analyzer "cjk"
	"github.com/blevesearch/bleve/v2/mapping"
	bindex "github.com/blevesearch/bleve_index_api"
	"golang.org/x/text/unicode/norm"

	"yaozhi/index"
)

var (
	beir    = flag.String("beir", "", "measure bleve's own match query on this folder (corpus.jsonl, queries.jsonl, qrels.tsv)")
	beirOut = flag.String("beir-out", "", "add the measurements to this file, one line of JSON a system")
)

// TestPeerBleve measures bleve as it comes: its cjk analyzer, its match query, its
// two scorings. testdata/peers/peers.py measures other engines by the same rules
// and states them.
func TestPeerBleve(t *testing.T) {
	if *beir == "" {
		t.Skip("no -beir folder")
	}
	docs, err := readTexts(filepath.Join(*beir, "corpus.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	questions, err := index.Questions(filepath.Join(*beir, "queries.jsonl"), filepath.Join(*beir, "qrels.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	for _, peer := range []struct{ name, scoring string }{
		{"bleve cjk tf-idf", bindex.TFIDFScoring},
		{"bleve cjk bm25", bindex.BM25Scoring},
	} {
		m, err := measureBleve(docs, questions, t.TempDir(), peer.scoring)
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

// measureBleve builds an index in an empty folder and asks it every question.
func measureBleve(docs []beirText, questions []index.Question, dir, scoring string) (*index.Measurement, error) {
	path := filepath.Join(dir, "index")
	start := time.Now()
	if err := buildBleve(docs, path, dir, scoring); err != nil {
		return nil, err
	}
	m := &index.Measurement{Docs: len(docs), Build: index.Round(time.Since(start).Seconds(), 2)}
	size, err := folderSize(path)
	if err != nil {
		return nil, err
	}
	m.Index = index.Round(float64(size)/1e6, 1)
	x, err := bleve.OpenUsing(path, map[string]any{"read_only": true})
	if err != nil {
		return nil, err
	}
	defer x.Close()
	return m, m.Ask(questions, func(text string) ([]string, error) { return searchBleve(x, text) })
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
	res, err := x.Search(bleve.NewSearchRequestOptions(q, index.MeasureTop, 0, false))
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

func readTexts(file string) ([]beirText, error) {
	var out []beirText
	for line, err := range index.Lines(file) {
		if err != nil {
			return nil, err
		}
		var d struct {
			ID                 string `json:"_id"`
			Title, Heads, Text string
		}
		if err := json.Unmarshal(line.Text, &d); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, line.Number, err)
		}
		out = append(out, beirText{d.ID, strings.Join([]string{d.Title, d.Heads, d.Text}, " ")})
	}
	return out, nil
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
