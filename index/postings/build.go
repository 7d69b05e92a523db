package postings

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strings"
)

// NameError is a name that two documents bear.
type NameError struct{ Name string }

func (e *NameError) Error() string {
	return fmt.Sprintf("postings: two documents of the name %q", e.Name)
}

// Build writes a file of the documents, in memory. Their order does not matter.
func Build(docs []*Doc) (*File, error) {
	var b memory
	if err := write(&b, docs); err != nil {
		return nil, err
	}
	return Read(b.data)
}

// Write writes a file of the documents. Their order does not matter.
func Write(path string, docs []*Doc) error {
	return toFile(path, func(to io.WriteSeeker) error { return write(to, docs) })
}

// toFile writes a file and makes sure of it on disk.
func toFile(path string, write func(io.WriteSeeker) error) error {
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("postings: %w", err)
	}
	if err := write(f); err != nil {
		return errors.Join(err, f.Close())
	}
	if err := f.Sync(); err != nil {
		return errors.Join(fmt.Errorf("postings: %w", err), f.Close())
	}
	return f.Close()
}

func write(to io.WriteSeeker, docs []*Doc) error {
	slices.SortFunc(docs, func(a, b *Doc) int { return strings.Compare(a.Name, b.Name) })
	n := 0
	for i, d := range docs {
		if i > 0 && docs[i-1].Name == d.Name {
			return &NameError{d.Name}
		}
		d.Count()
		n += len(d.occurs)
	}
	all := make([]occurrence, 0, n)
	for i, d := range docs {
		for _, o := range d.occurs {
			o.doc = uint32(i)
			all = append(all, o)
		}
	}
	slices.SortFunc(all, func(a, b occurrence) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.doc, b.doc), cmp.Compare(a.entry, b.entry))
	})
	w := newWriter(to)
	var record []byte
	for _, d := range docs {
		record = appendRecord(record[:0], d.Texts)
		w.doc(d.Name, boostStep(d.Boost), record, d.steps)
	}
	w.endDocs()
	for i := 0; i < len(all); {
		n := i
		for n < len(all) && all[n].key == all[i].key {
			n++
		}
		w.term(all[i].key, all[i:n])
		i = n
	}
	return w.close()
}

func boostStep(boost float64) uint8 {
	return uint8(max(1, min(255, math.Round(boost*100))))
}

// memory is a file in memory.
type memory struct {
	data []byte
	at   int
}

func (m *memory) Write(b []byte) (int, error) {
	if need := m.at + len(b); need > len(m.data) {
		m.data = slices.Grow(m.data, need-len(m.data))[:need]
	}
	m.at += copy(m.data[m.at:], b)
	return len(b), nil
}

func (m *memory) Seek(offset int64, whence int) (int64, error) {
	if whence != io.SeekStart {
		return 0, errors.New("postings: memory seeks from its start only")
	}
	m.at = int(offset)
	return offset, nil
}
