package index

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2"

	"yaozhi/index/postings"
)

// Files of an index. CURRENT names the folder that holds the others.
const (
	currentFile  = "CURRENT"
	manifestFile = "manifest.json"
	postingsFile = "postings"
	catalogFile  = "catalogue"
	numbersFile  = "numbers" // of the catalogue's documents in the postings
	hashesFile   = "hashes"  // of the documents' content, by number
)

var (
	// ErrNoIndex is a folder without an index.
	ErrNoIndex = errors.New("index: no index here")
	// ErrVersion is an index of another version of this program; build it again.
	ErrVersion = errors.New("index: made by another version; build it again")
	// ErrDamaged is an index with a file that is missing or not as it was written.
	ErrDamaged = errors.New("index: damaged; build it again")
)

// manifest is what an index consists of.
type manifest struct {
	Version int
	Info    Info
	Files   map[string]fileSum // by path below the folder
}

type fileSum struct {
	Size   int64
	SHA256 string
}

// Open opens the index that Build published in dir, in milliseconds: nothing is
// read but its manifest and tables. Sizes are checked; Verify checks sums.
func Open(dir string) (*Index, error) {
	for {
		at, m, err := current(dir)
		if err == nil {
			var x *Index
			if x, err = openAt(at, m); err == nil {
				return x, nil
			}
		}
		if now, _, _ := current(dir); now == at {
			return nil, err
		} // another was published meanwhile, and this one removed
	}
}

func openAt(at string, m *manifest) (*Index, error) {
	for name, sum := range m.Files {
		info, err := os.Stat(filepath.Join(at, filepath.FromSlash(name)))
		if err != nil || info.Size() != sum.Size {
			return nil, fmt.Errorf("%w: %s is missing or has another size", ErrDamaged, name)
		}
	}
	x, err := prepare(m.Info)
	if err != nil {
		return nil, err
	}
	x.dir = at
	for _, f := range m.Files {
		x.size += f.Size
	}
	if x.file, err = postings.Open(filepath.Join(at, postingsFile)); err != nil {
		return nil, fmt.Errorf("index: %w", err)
	}
	if x.catalog, err = openCatalog(filepath.Join(at, catalogFile)); err != nil {
		return nil, errors.Join(err, x.file.Close())
	}
	if x.catalog.number, err = readNumbers[uint32](filepath.Join(at, numbersFile), x.Docs()); err != nil {
		return nil, errors.Join(err, x.Close())
	}
	x.ready()
	return x, nil
}

// current is the folder of the published index, and its manifest.
func current(dir string) (string, *manifest, error) {
	b, err := os.ReadFile(filepath.Join(dir, currentFile))
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil, fmt.Errorf("%w: %s", ErrNoIndex, dir)
	}
	if err != nil {
		return "", nil, fmt.Errorf("index: %w", err)
	}
	name := strings.TrimSpace(string(b))
	if !fs.ValidPath(name) || strings.Contains(name, "/") {
		return "", nil, fmt.Errorf("%w: %s names no folder", ErrDamaged, currentFile)
	}
	at := filepath.Join(dir, name)
	var m manifest
	if b, err = os.ReadFile(filepath.Join(at, manifestFile)); err == nil {
		err = json.Unmarshal(b, &m)
	}
	if err == nil && m.Version != formatVersion {
		return "", nil, ErrVersion
	}
	if err != nil || name != folderOf(b) {
		return "", nil, errors.Join(fmt.Errorf("%w: %s", ErrDamaged, manifestFile), err)
	}
	return at, &m, nil
}

// folderOf is the folder of an index with a manifest: named by its sum, so that the
// one vouches for the other.
func folderOf(manifest []byte) string {
	sum := sha256.Sum256(manifest)
	return "v-" + hex.EncodeToString(sum[:6])
}

func openCatalog(path string) (*catalog, error) {
	store, err := bleve.OpenUsing(path, map[string]any{"read_only": true, "bolt_timeout": "2s"})
	if err != nil {
		return nil, fmt.Errorf("index: catalogue: %w", err)
	}
	c := &catalog{store: store, columns: map[string]*column{}}
	if err := c.open(); err != nil {
		return nil, errors.Join(err, store.Close())
	}
	return c, nil
}

// Verify reads every file of the index in dir and compares it with what was
// written; all that differ are named in the error.
func Verify(dir string) error {
	at, m, err := current(dir)
	if err != nil {
		return err
	}
	var faults []error
	for name, want := range m.Files {
		got, err := sumOf(filepath.Join(at, filepath.FromSlash(name)))
		if err != nil || got != want {
			faults = append(faults, fmt.Errorf("%w: %s", ErrDamaged, name))
		}
	}
	slices.SortFunc(faults, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return errors.Join(faults...)
}

func sumOf(path string) (fileSum, error) {
	f, err := os.Open(path)
	if err != nil {
		return fileSum{}, err
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, f)
	return fileSum{n, hex.EncodeToString(h.Sum(nil))}, err
}

// Size is the size in bytes of the files of the index in dir.
func Size(dir string) (int64, error) {
	_, m, err := current(dir)
	if err != nil {
		return 0, err
	}
	n := int64(0)
	for _, f := range m.Files {
		n += f.Size
	}
	return n, nil
}

// publish makes the finished index in out the one that Open finds in dir, in one
// step, and removes the one before.
func publish(dir, out string, info Info) error {
	m := manifest{formatVersion, info, map[string]fileSum{}}
	err := filepath.WalkDir(out, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			return os.Chmod(path, 0o755)
		}
		if err := os.Chmod(path, 0o644); err != nil {
			return err
		}
		sum, err := sumOf(path)
		rel, _ := filepath.Rel(out, path)
		m.Files[filepath.ToSlash(rel)] = sum
		return err
	})
	if err != nil {
		return fmt.Errorf("index: publishing: %w", err)
	}
	b, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("index: publishing: %w", err)
	}
	if err := writeFile(filepath.Join(out, manifestFile), b); err != nil {
		return err
	}
	name := folderOf(b)
	if before, _, _ := current(dir); before == filepath.Join(dir, name) {
		return nil
	}
	if err := errors.Join(os.RemoveAll(filepath.Join(dir, name)), os.Rename(out, filepath.Join(dir, name))); err != nil {
		return fmt.Errorf("index: publishing: %w", err)
	}
	if err := writeFile(filepath.Join(dir, currentFile), []byte(name+"\n")); err != nil {
		return err
	}
	return removeOthers(dir, name)
}

// removeOthers removes the indexes that are not published.
func removeOthers(dir, published string) error {
	old, err := filepath.Glob(filepath.Join(dir, "v-*"))
	for _, path := range old {
		if filepath.Base(path) != published {
			err = errors.Join(err, os.RemoveAll(path))
		}
	}
	return err
}

// writeFile writes a file whole or not at all.
func writeFile(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), "new-*")
	if err != nil {
		return fmt.Errorf("index: %w", err)
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("index: %w", err), os.Remove(f.Name()))
	}
	return nil
}

func writeJSON(path string, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("index: %w", err)
	}
	return writeFile(path, b)
}

func readJSON(path string, v any) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, v); err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(path), err)
	}
	return nil
}

func sortNamed(list []Named) {
	slices.SortFunc(list, func(a, b Named) int { return cmp.Compare(a.ID, b.ID) })
}
