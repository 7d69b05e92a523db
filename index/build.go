package index

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"time"

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

func (b *build) report() {
	if b.opts.Progress != nil {
		b.opts.Progress(b.progress)
	}
}
