package index

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"yaozhi/index/postings"
)

// errSegment is a segment that was not written as it is.
var errSegment = errors.New("index: segment damaged")

// flush analyses the batch and begins to write it, once the one before is written.
func (b *build) flush(added int, chain string) error {
	counted := countAll(b.batch, b.x.a)
	if err := b.written(); err != nil {
		return err
	}
	b.progress.Text += b.size
	b.report()
	state := buildState{formatVersion, added, chain, b.state.Segments + 1}
	segment, batch := b.segment(b.state.Segments), b.batch
	b.batch, b.size = nil, 0
	b.state = state
	b.writing = make(chan error, 1)
	go func() {
		err := writeRecords(segment+".records", batch)
		if err == nil {
			err = postings.Write(segment, counted)
		}
		if err == nil {
			err = writeJSON(filepath.Join(b.work, "state.json"), state)
		}
		b.writing <- err
	}()
	return nil
}

// written waits for the segment that is being written.
func (b *build) written() error {
	if b.writing == nil {
		return nil
	}
	err := <-b.writing
	b.writing = nil
	return err
}

func (b *build) segment(i int) string { return filepath.Join(b.work, fmt.Sprintf("segment-%05d", i)) }

// countAll counts the terms of documents on all processors.
func countAll(docs []*Document, a *analyzer) []*postings.Doc {
	out := make([]*postings.Doc, len(docs))
	workers := runtime.GOMAXPROCS(0)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(docs); i += workers {
				out[i] = docs[i].counted(a)
			}
		})
	}
	wg.Wait()
	return out
}

// writeRecords writes the documents of a segment as the catalogue takes them, a
// JSON object a line.
func writeRecords(path string, docs []*Document) error {
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("index: %w", err)
	}
	w := bufio.NewWriterSize(f, 1<<20)
	enc := json.NewEncoder(w)
	for _, d := range docs {
		r := newRecord(d)
		e, err := entry(r)
		if err == nil {
			err = enc.Encode(segmentRecord{r.name(), d.hash(), e})
		}
		if err != nil {
			return errors.Join(fmt.Errorf("index: %w", err), f.Close())
		}
	}
	return errors.Join(w.Flush(), f.Sync(), f.Close())
}

// segmentRecord is a document on its way to the catalogue.
type segmentRecord struct {
	Name  string
	Hash  string
	Entry map[string]any
}

func segmentRecords(path string, give func(name string, hash uint64, e map[string]any) error) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("index: %w", err)
	}
	defer f.Close()
	for dec := json.NewDecoder(bufio.NewReaderSize(f, 1<<20)); dec.More(); {
		var r segmentRecord
		err := dec.Decode(&r)
		hash, bad := parseHash(r.Hash)
		if err = errors.Join(err, bad); err != nil {
			return fmt.Errorf("%w: %s: %w", errSegment, filepath.Base(path), err)
		}
		if err := give(r.Name, hash, r.Entry); err != nil {
			return err
		}
	}
	return nil
}
