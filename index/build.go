package index

import (
	"bufio"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/blevesearch/bleve/v2"
	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"yaozhi/index/postings"
)

// Sizes of a build. A segment is analysed in memory, which takes about twenty times
// its text, and two are held at a time.
const (
	segmentText  = 12 << 20 // bytes of text
	catalogBatch = 5000     // documents
)

// BuildOptions are what a build may be told.
type BuildOptions struct {
	Info     Info           // the laws of the documents themselves need not be in it
	Progress func(Progress) // called now and then; nil for nobody
	Segment  int            // bytes of text analysed at a time, 12 MiB where 0
}

// Progress is how far a build has come.
type Progress struct {
	Documents int // read
	Kept      int // of them unchanged since the last build
	Text      int // bytes of text analysed
	Stage     string
	Anew      string // why the index that was there was not used; empty where it was, or there was none
}

// Stages of a build.
const (
	StageRead    = "read"
	StageMerge   = "merge"
	StageCatalog = "catalogue"
	StagePublish = "publish"
)

// ErrDuplicate is a document that comes twice.
var ErrDuplicate = errors.New("index: a document comes twice")

// Build makes the index of docs in dir and publishes it in one step: whoever opens
// dir sees the old index or the new one. It is incremental: documents whose content
// is unchanged are taken over, those that no longer come are gone, and the result
// is what building anew gives. Stopped by ctx or by force, it goes on where it was
// when it is called again with the same documents. docs may be gone through more
// than once.
func Build(ctx context.Context, dir string, docs iter.Seq2[*Document, error], opts BuildOptions) error {
	b, err := newBuild(dir, opts)
	if err != nil {
		return err
	}
	defer b.close()
	for range 2 { // once more where what was begun was of other documents
		err = b.read(ctx, docs)
		if !errors.Is(err, errOther) {
			break
		}
		if err = b.restart(); err != nil {
			return err
		}
	}
	b.report()
	switch {
	case err != nil:
	case b.unchanged():
		err = os.RemoveAll(b.work)
	default:
		err = b.finish(ctx)
	}
	if errors.Is(err, postings.ErrDamaged) || errors.Is(err, errSegment) {
		err = errors.Join(err, b.restart(), errors.New("index: what was begun is removed; call it again to begin anew"))
	}
	if name, ok := errors.AsType[*postings.NameError](err); ok {
		return fmt.Errorf("%w: %q", ErrDuplicate, idOf(name.Name))
	}
	return err
}

// build is a build under way, in a folder of its own below the index.
type build struct {
	dir  string // of the index
	work string
	lock *bbolt.DB
	opts BuildOptions
	x    *Index // for analysis
	old  *Index // nil for none
	hash []uint64
	kept []bool // of the old index

	state    buildState
	progress Progress
	batch    []*Document
	size     int
	writing  chan error // nil while no segment is being written
	laws     map[string]bool
}

// buildState is what a build must know to go on. It is written after each segment.
type buildState struct {
	Version  int
	Added    int    // documents in segments
	Chain    string // hash over them, in order
	Segments int
}

// formatVersion changes with the analysis and with the form of any file.
const formatVersion = 1

// errSegment is a segment that was not written as it is.
var errSegment = errors.New("index: segment damaged")

// errOther is a begun build of other documents.
var errOther = errors.New("index: begun with other documents")

func newBuild(dir string, opts BuildOptions) (*build, error) {
	x, err := prepare(opts.Info)
	if err != nil {
		return nil, err
	}
	if opts.Segment == 0 {
		opts.Segment = segmentText
	}
	b := &build{dir: dir, work: filepath.Join(dir, "building"), opts: opts, x: x, laws: map[string]bool{}}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("index: %w", err)
	}
	if b.lock, err = lock(dir); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(b.work, 0o755); err != nil {
		return nil, errors.Join(fmt.Errorf("index: %w", err), b.lock.Close())
	}
	b.openOld()
	if err := readJSON(filepath.Join(b.work, "state.json"), &b.state); err != nil || b.state.Version != formatVersion {
		if err := b.restart(); err != nil {
			b.close()
			return nil, err
		}
	}
	return b, nil
}

// ErrBuilding is a folder in which another build is under way.
var ErrBuilding = errors.New("index: another build is under way here")

// lock keeps other builds out of a folder until it is closed, also those of other
// processes; the system takes it off when the process dies.
func lock(dir string) (*bbolt.DB, error) {
	l, err := bbolt.Open(filepath.Join(dir, "lock"), 0o644, &bbolt.Options{Timeout: lockWait})
	if errors.Is(err, berrors.ErrTimeout) {
		return nil, fmt.Errorf("%w: %s", ErrBuilding, dir)
	}
	if err != nil {
		return nil, fmt.Errorf("index: lock: %w", err)
	}
	return l, nil
}

const lockWait = 300 * time.Millisecond

// openOld opens the index that is there, if every file of it is as it was written.
func (b *build) openOld() {
	err := Verify(b.dir)
	if err == nil {
		b.old, err = Open(b.dir)
	}
	if err == nil {
		b.hash, err = readNumbers[uint64](filepath.Join(b.old.dir, hashesFile), b.old.Docs())
	}
	if err == nil || errors.Is(err, ErrNoIndex) {
		return
	}
	b.progress.Anew = err.Error()
	if b.old != nil {
		b.old.Close()
		b.old = nil
	}
}

func (b *build) close() {
	if b.old != nil {
		b.old.Close()
	}
	b.lock.Close()
}

// restart forgets what was begun.
func (b *build) restart() error {
	if err := os.RemoveAll(b.work); err != nil {
		return fmt.Errorf("index: %w", err)
	}
	if err := os.MkdirAll(b.work, 0o755); err != nil {
		return fmt.Errorf("index: %w", err)
	}
	b.state = buildState{Version: formatVersion}
	return nil
}

// read takes over what is unchanged and writes the rest into segments.
func (b *build) read(ctx context.Context, docs iter.Seq2[*Document, error]) error {
	b.progress, b.batch, b.size = Progress{Stage: StageRead, Anew: b.progress.Anew}, nil, 0
	if b.old != nil {
		b.kept = make([]bool, b.old.Docs())
	}
	added, chain := 0, ""
	for d, err := range docs {
		if err != nil {
			return errors.Join(err, b.written())
		}
		if err := ctx.Err(); err != nil {
			return errors.Join(fmt.Errorf("index: build stopped: %w; call it again to go on", err), b.written())
		}
		if err := d.check(); err != nil {
			return errors.Join(err, b.written())
		}
		b.progress.Documents++
		b.note(d)
		same, err := b.same(d)
		if err != nil {
			return errors.Join(err, b.written())
		}
		if same {
			b.progress.Kept++
			continue
		}
		added++
		chain = next(chain, d)
		if added <= b.state.Added {
			if added == b.state.Added && chain != b.state.Chain {
				return errOther
			}
			continue
		}
		if err := b.add(d, added, chain); err != nil {
			return err
		}
	}
	if added < b.state.Added {
		return errOther
	}
	if len(b.batch) > 0 {
		if err := b.flush(added, chain); err != nil {
			return err
		}
	}
	return b.written()
}

// note collects the laws of provisions.
func (b *build) note(d *Document) {
	if d.Kind != KindProvision {
		return
	}
	for _, p := range d.Paths {
		law, _, _ := strings.Cut(p, "/")
		b.laws[law] = true
	}
}

// same reports whether the old index has the document as it is, and keeps it.
func (b *build) same(d *Document) (bool, error) {
	if b.old == nil {
		return false, nil
	}
	doc, ok := b.old.file.Find(d.name())
	if !ok || b.hash[doc] != d.hash64() {
		return false, nil
	}
	if b.kept[doc] {
		return false, fmt.Errorf("%w: %q", ErrDuplicate, d.ID)
	}
	b.kept[doc] = true
	return true, nil
}

func (b *build) add(d *Document, added int, chain string) error {
	b.batch = append(b.batch, d)
	for _, t := range d.Texts {
		b.size += len(t.Source)
	}
	if b.size < b.opts.Segment {
		return nil
	}
	return b.flush(added, chain)
}

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

func (b *build) report() {
	if b.opts.Progress != nil {
		b.opts.Progress(b.progress)
	}
}

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
