package index

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"

	"github.com/blevesearch/bleve/v2"

	"yaozhi/index/postings"
)

// finish joins the segments and what is kept, and publishes the result.
func (b *build) finish(ctx context.Context) error {
	out := filepath.Join(b.work, "index")
	if err := os.RemoveAll(out); err != nil {
		return fmt.Errorf("index: %w", err)
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return fmt.Errorf("index: %w", err)
	}
	b.progress.Stage = StageMerge
	b.report()
	merged := make(chan error, 1)
	go func() { merged <- b.merge(filepath.Join(out, postingsFile)) }()
	hashes, err := b.catalog(ctx, filepath.Join(out, catalogFile))
	if err = errors.Join(err, <-merged); err != nil {
		return err
	}
	b.progress.Stage = StagePublish
	b.report()
	if err := b.tables(out, hashes); err != nil {
		return err
	}
	if err := publish(b.dir, out, b.info()); err != nil {
		return err
	}
	return os.RemoveAll(b.work)
}

// unchanged reports whether the old index is the new one.
func (b *build) unchanged() bool {
	return b.old != nil && b.state.Segments == 0 && !slices.Contains(b.kept, false) && reflect.DeepEqual(b.info(), b.old.info)
}

// info is what the index knows beside its documents, the laws of its provisions
// among it.
func (b *build) info() Info {
	out := b.opts.Info
	out.Laws = slices.Clone(out.Laws)
	known := map[string]bool{}
	for _, l := range out.Laws {
		known[l.ID] = true
	}
	for law := range b.laws {
		if !known[law] {
			out.Laws = append(out.Laws, Named{ID: law})
		}
	}
	sortNamed(out.Laws)
	return out
}

func (b *build) merge(path string) error {
	var inputs []postings.Input
	if b.old != nil {
		f := b.old.file
		inputs = append(inputs, postings.Input{File: f, Drop: func(name string) bool {
			doc, ok := f.Find(name)
			return !ok || !b.kept[doc]
		}})
	}
	for i := range b.state.Segments {
		f, err := postings.Open(b.segment(i))
		if err != nil {
			return fmt.Errorf("index: %w", err)
		}
		defer f.Close()
		inputs = append(inputs, postings.Input{File: f})
	}
	if err := postings.Merge(path, inputs); err != nil {
		return fmt.Errorf("index: %w", err)
	}
	return nil
}

// catalog writes the catalogue and gives the hashes of the documents by ID.
func (b *build) catalog(ctx context.Context, path string) (map[string]uint64, error) {
	store, err := bleve.NewBuilder(path, catalogMapping(), map[string]any{"batchSize": catalogBatch, "buildPathPrefix": b.work})
	if err != nil {
		return nil, fmt.Errorf("index: catalogue: %w", err)
	}
	hashes := map[string]uint64{}
	err = b.records(func(name string, hash uint64, e map[string]any) error {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("index: build stopped: %w; call it again to go on", err)
		}
		if _, twice := hashes[idOf(name)]; twice {
			return fmt.Errorf("%w: %q", ErrDuplicate, idOf(name))
		}
		hashes[idOf(name)] = hash
		return store.Index(name, e)
	})
	if err != nil {
		return nil, err // the builder cannot be closed with nothing in it; its folder goes with the work
	}
	if len(hashes) == 0 {
		return hashes, emptyCatalog(path)
	}
	if err := store.Close(); err != nil {
		return nil, fmt.Errorf("index: catalogue: %w", err)
	}
	return hashes, nil
}

// emptyCatalog writes a catalogue of no documents, which bleve's builder cannot.
func emptyCatalog(path string) error {
	if err := os.RemoveAll(path); err != nil {
		return fmt.Errorf("index: %w", err)
	}
	store, err := bleve.New(path, catalogMapping())
	if err != nil {
		return fmt.Errorf("index: catalogue: %w", err)
	}
	return store.Close()
}

// records gives the documents of the new index, as the catalogue takes them.
func (b *build) records(give func(name string, hash uint64, e map[string]any) error) error {
	for doc, keep := range b.kept {
		if !keep {
			continue
		}
		name := b.old.file.Name(uint32(doc))
		r, err := b.old.catalog.record(name, true)
		if err != nil {
			return err
		}
		e, err := entry(r)
		if err != nil {
			return err
		}
		if err := give(name, b.hash[doc], e); err != nil {
			return err
		}
	}
	for i := range b.state.Segments {
		if err := segmentRecords(b.segment(i)+".records", give); err != nil {
			return err
		}
	}
	return nil
}

// tables writes the numbers of the catalogue's documents and the hashes.
func (b *build) tables(out string, hashes map[string]uint64) error {
	file, err := postings.Open(filepath.Join(out, postingsFile))
	if err != nil {
		return fmt.Errorf("index: %w", err)
	}
	defer file.Close()
	c, err := openCatalog(filepath.Join(out, catalogFile))
	if err != nil {
		return err
	}
	if err := errors.Join(c.count(file), c.close()); err != nil {
		return err
	}
	if err := writeNumbers(filepath.Join(out, numbersFile), c.number); err != nil {
		return err
	}
	byDoc := make([]uint64, file.Docs())
	for doc := range byDoc {
		byDoc[doc] = hashes[idOf(file.Name(uint32(doc)))]
	}
	return writeNumbers(filepath.Join(out, hashesFile), byDoc)
}

func writeNumbers[T uint32 | uint64](path string, numbers []T) error {
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("index: %w", err)
	}
	w := bufio.NewWriterSize(f, 1<<20)
	err = binary.Write(w, binary.LittleEndian, numbers)
	return errors.Join(err, w.Flush(), f.Sync(), f.Close())
}

func readNumbers[T uint32 | uint64](path string, n int) ([]T, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("index: %w", err)
	}
	out := make([]T, n)
	if _, err := binary.Decode(b, binary.LittleEndian, out); err != nil || binary.Size(out) != len(b) {
		return nil, fmt.Errorf("%w: %s has another size", ErrDamaged, filepath.Base(path))
	}
	return out, nil
}
