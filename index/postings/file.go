package postings

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"unsafe"

	mmap "github.com/blevesearch/mmap-go"
)

// File is an inverted file, open for reading.
type File struct {
	h      header
	data   []byte
	mapped mmap.MMap // nil for a file in memory

	textAt  []uint64
	nameAt  []uint32
	boosts  []uint8
	lengths [MaxFields][]uint8 // step of length per document; nil for a field that no document has
	keys    []Key
	places  []place
	groups  []uint64
}

// ErrDamaged is a file that is not of this form, or cut off.
var ErrDamaged = errors.New("postings: file damaged or of another version")

// Open maps a file. Close it when its last reader is done.
func Open(path string) (*File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("postings: %w", err)
	}
	defer f.Close()
	m, err := mmap.Map(f, mmap.RDONLY, 0)
	if err != nil {
		return nil, fmt.Errorf("postings: mapping %s: %w", path, err)
	}
	p, err := Read(m)
	if err != nil {
		m.Unmap()
		return nil, fmt.Errorf("%w: %s", err, path)
	}
	p.mapped = m
	return p, nil
}

// Read reads a file that is in memory; data must not change while it is used.
func Read(data []byte) (*File, error) {
	f := &File{data: data}
	size := binary.Size(f.h)
	if len(data) < size {
		return nil, ErrDamaged
	}
	if err := binary.Read(bytes.NewReader(data), binary.LittleEndian, &f.h); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	h := &f.h
	order := []uint64{uint64(size), h.Texts, h.Names, h.TextAt, h.NameAt, h.Boosts, h.LengthAt, h.Lists, h.Keys, h.Places, h.GroupAt, h.End}
	if string(h.Magic[:]) != magic || !slices.IsSorted(order) || h.End != uint64(len(data)) || h.Docs >= 1<<placeDocs {
		return nil, ErrDamaged
	}
	ok := true
	f.textAt = table[uint64](data, h.TextAt, h.Docs+1, h.NameAt, &ok)
	f.nameAt = table[uint32](data, h.NameAt, h.Docs+1, h.Boosts, &ok)
	f.boosts = table[uint8](data, h.Boosts, h.Docs, h.LengthAt, &ok)
	at := h.LengthAt
	for field := range MaxFields {
		if h.Lengths>>field&1 == 1 {
			f.lengths[field] = table[uint8](data, at, h.Docs, h.Lists, &ok)
			at += h.Docs
		}
	}
	f.keys = table[Key](data, h.Keys, h.Terms, h.Places, &ok)
	f.places = table[place](data, h.Places, h.Terms, h.GroupAt, &ok)
	f.groups = table[uint64](data, h.GroupAt, h.Groups, h.End, &ok)
	if !ok {
		return nil, ErrDamaged
	}
	return f, nil
}

// table is n numbers of data from at on, in place; ok turns false where they do not
// lie before limit.
func table[T ~uint8 | ~uint32 | ~uint64](data []byte, at, n, limit uint64, ok *bool) []T {
	size := uint64(unsafe.Sizeof(T(0)))
	if at > limit || n > (limit-at)/size || at%size != 0 {
		*ok = false
		return nil
	}
	if n == 0 {
		return nil
	}
	return unsafe.Slice((*T)(unsafe.Pointer(&data[at])), n)
}

// Close unmaps the file. Nobody may be reading.
func (f *File) Close() error {
	if f.mapped == nil {
		return nil
	}
	return f.mapped.Unmap()
}

// Docs is the number of documents.
func (f *File) Docs() int { return int(f.h.Docs) }

// Terms is the number of different keys.
func (f *File) Terms() int { return len(f.keys) }

// Size is the size in bytes.
func (f *File) Size() int { return len(f.data) }

// TextSize is the size of the texts in bytes, with a few bytes of frame each.
func (f *File) TextSize() int { return int(f.h.Names - f.h.Texts) }

// Name is the name of a document.
func (f *File) Name(doc uint32) string {
	return string(f.name(doc))
}

func (f *File) name(doc uint32) []byte {
	return f.data[f.h.Names+uint64(f.nameAt[doc]) : f.h.Names+uint64(f.nameAt[doc+1])]
}

// Find is the number of the document with the name.
func (f *File) Find(name string) (uint32, bool) {
	lo, hi := 0, f.Docs()
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		switch c := strings.Compare(string(f.name(uint32(mid))), name); {
		case c == 0:
			return uint32(mid), true
		case c < 0:
			lo = mid + 1
		default:
			hi = mid
		}
	}
	return 0, false
}

// Boost is the factor of a document's scores.
func (f *File) Boost(doc uint32) float32 { return float32(f.boosts[doc]) / 100 }

// Texts appends the texts of a document to into. The bodies lie in the file: they
// must not be changed, nor used once it is closed.
func (f *File) Texts(doc uint32, into []Text) []Text {
	b := f.record(doc)
	n, k := binary.Uvarint(b)
	for b = b[max(k, 0):]; n > 0 && len(b) > 2; n-- {
		t := Text{Field: b[0], Flags: b[1]}
		size, k := binary.Uvarint(b[2:])
		if k <= 0 || size > uint64(len(b)-2-k) {
			break
		}
		t.Body = b[2+k : 2+k+int(size)]
		b = b[2+k+int(size):]
		into = append(into, t)
	}
	return into
}

func (f *File) record(doc uint32) []byte {
	return f.data[f.h.Texts+f.textAt[doc] : f.h.Texts+f.textAt[doc+1]]
}

// appendRecord writes texts in the form that Texts reads.
func appendRecord(b []byte, texts []Text) []byte {
	b = binary.AppendUvarint(b, uint64(len(texts)))
	for _, t := range texts {
		b = append(b, t.Field, t.Flags)
		b = binary.AppendUvarint(b, uint64(len(t.Body)))
		b = append(b, t.Body...)
	}
	return b
}

// Length is how many terms a document has in a field, rounded as it is scored.
func (f *File) Length(doc uint32, field int) float64 {
	if f.lengths[field] == nil {
		return 0
	}
	return stepLength(f.lengths[field][doc])
}

// MeanLength is the mean number of terms of the documents that have the field.
func (f *File) MeanLength(field int) float64 {
	if f.h.With[field] == 0 {
		return 0
	}
	return float64(f.h.Tokens[field]) / float64(f.h.With[field])
}

// DocFreq is the number of documents with the term.
func (f *File) DocFreq(key Key) int {
	i, ok := slices.BinarySearch(f.keys, key)
	if !ok {
		return 0
	}
	return f.places[i].docs()
}

func (p place) docs() int {
	if p&placeInline != 0 {
		return 1
	}
	return int(p & (1<<placeDocs - 1))
}

// GroupDocs is the number of documents with a term of the group.
func (f *File) GroupDocs(group uint32) int {
	i, ok := slices.BinarySearchFunc(f.groups, uint64(group), func(g, want uint64) int {
		switch got := g >> 32; {
		case got < want:
			return -1
		case got > want:
			return 1
		}
		return 0
	})
	if !ok {
		return 0
	}
	return int(f.groups[i] & (1<<32 - 1))
}

// Group lists the terms of a group, in order.
func (f *File) Group(group uint32) []Key {
	from, _ := slices.BinarySearch(f.keys, Key(group)<<GroupBits)
	to, _ := slices.BinarySearch(f.keys, Key(group+1)<<GroupBits)
	return f.keys[from:to]
}
