package postings

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"unsafe"
)

const magic = "YZPOST01"

// header is the fixed head of a file. Offsets are bytes from the start of the file.
type header struct {
	Magic   [8]byte
	Docs    uint64
	Terms   uint64
	Groups  uint64
	Lengths uint64            // bit set of the fields that have lengths
	Tokens  [MaxFields]uint64 // sums of the rounded lengths
	With    [MaxFields]uint64 // documents with the field

	Texts, TextAt, Names, NameAt, Boosts, LengthAt, Lists, Keys, Places, GroupAt, End uint64
}

// place says where the list of a key lies: for one document, that document and its
// entry; else the offset of the list and its number of documents.
type place uint64

const (
	placeInline = 1 << 63
	placeDocs   = 28 // bits for the number of documents
)

func inlinePlace(doc uint32, entry uint8) place {
	return placeInline | place(doc)<<8 | place(entry)
}

// writer writes a file front to back, in one pass, and its header last.
type writer struct {
	out  *bufio.Writer
	to   io.WriteSeeker
	at   uint64
	h    header
	err  error
	docs int

	textAt  []uint64
	names   []byte
	nameAt  []uint32
	boosts  []uint8
	lengths [MaxFields][]uint8

	keys   []Key
	places []place
	groups []uint64 // group<<32 | documents
	list   []byte
	blocks []byte
	group  uint64   // being counted
	inside uint64   // documents counted in it
	seen   []uint64 // per document: the last group it was counted in, plus one
}

func newWriter(to io.WriteSeeker) *writer {
	w := &writer{to: to, out: bufio.NewWriterSize(to, 1<<20)}
	copy(w.h.Magic[:], magic)
	w.write(make([]byte, binary.Size(w.h)))
	w.h.Texts = w.at
	return w
}

func (w *writer) write(b []byte) {
	if w.err != nil {
		return
	}
	n, err := w.out.Write(b)
	w.at += uint64(n)
	w.err = err
}

// doc writes the next document: steps are its rounded lengths by field.
func (w *writer) doc(name string, boost uint8, record []byte, steps [MaxFields]uint8) {
	w.textAt = append(w.textAt, w.at-w.h.Texts)
	w.nameAt = append(w.nameAt, uint32(len(w.names)))
	w.names = append(w.names, name...)
	w.boosts = append(w.boosts, boost)
	w.write(record)
	for f, step := range steps {
		if step == 0 {
			continue
		}
		for len(w.lengths[f]) < w.docs {
			w.lengths[f] = append(w.lengths[f], 0)
		}
		w.lengths[f] = append(w.lengths[f], step)
		w.h.Tokens[f] += uint64(math.Round(stepLength(step)))
		w.h.With[f]++
	}
	w.docs++
}

// endDocs writes what belongs to documents; lists follow.
func (w *writer) endDocs() {
	w.textAt = append(w.textAt, w.at-w.h.Texts)
	w.nameAt = append(w.nameAt, uint32(len(w.names)))
	w.h.Docs = uint64(w.docs)
	w.h.Names = w.at
	w.write(w.names)
	w.align()
	w.h.TextAt = w.at
	tables(w, w.textAt)
	w.h.NameAt = w.at
	tables(w, w.nameAt)
	w.h.Boosts = w.at
	w.write(w.boosts)
	w.h.LengthAt = w.at
	for f, l := range w.lengths {
		if l == nil {
			continue
		}
		w.h.Lengths |= 1 << f
		w.write(l)
		w.write(make([]byte, w.docs-len(l)))
	}
	w.seen = make([]uint64, w.docs)
	w.align()
	w.h.Lists = w.at
	w.textAt, w.nameAt, w.names, w.boosts, w.lengths = nil, nil, nil, nil, [MaxFields][]uint8{}
}

// term writes the list of the next key; keys ascend, occurrences are ordered by
// document and entry.
func (w *writer) term(key Key, occurs []occurrence) {
	w.countGroup(key, occurs)
	w.keys = append(w.keys, key)
	if len(occurs) == 1 {
		w.places = append(w.places, inlinePlace(occurs[0].doc, occurs[0].entry))
		return
	}
	docs := w.encode(occurs)
	w.places = append(w.places, place(w.at-w.h.Lists)<<placeDocs|place(docs))
	if docs > blockSize {
		w.write(w.blocks)
	}
	w.write(w.list)
}

// encode fills w.list and, for each block, its last document and end in w.blocks.
func (w *writer) encode(occurs []occurrence) (docs int) {
	w.list, w.blocks = w.list[:0], w.blocks[:0]
	last := uint32(0)
	for i := 0; i < len(occurs); {
		n := i + 1
		for n < len(occurs) && occurs[n].doc == occurs[i].doc {
			n++
		}
		doc := occurs[i].doc
		w.list = w.posting(w.list, uint64(doc-last), occurs[i:n])
		last = doc
		docs++
		if docs%blockSize == 0 || n == len(occurs) {
			w.blocks = binary.LittleEndian.AppendUint32(w.blocks, doc)
			w.blocks = binary.LittleEndian.AppendUint32(w.blocks, uint32(len(w.list)))
		}
		i = n
	}
	return docs
}

func (w *writer) posting(list []byte, distance uint64, occurs []occurrence) []byte {
	n := len(occurs)
	switch {
	case n == 1 && occurs[0].entry == mainOnce:
		return binary.AppendUvarint(list, distance<<2)
	case n <= 2:
		list = binary.AppendUvarint(list, distance<<2|uint64(n))
	default:
		list = binary.AppendUvarint(list, distance<<2|3)
		list = append(list, uint8(n))
	}
	for _, o := range occurs {
		list = append(list, o.entry)
	}
	return list
}

// countGroup counts the documents that have a key of the group: keys of a group
// follow each other.
func (w *writer) countGroup(key Key, occurs []occurrence) {
	group := uint64(key >> GroupBits)
	if group >= 1<<GroupBits {
		return
	}
	if group != w.group {
		w.endGroup()
		w.group = group
	}
	for _, o := range occurs {
		if w.seen[o.doc] != group+1 {
			w.seen[o.doc] = group + 1
			w.inside++
		}
	}
}

func (w *writer) endGroup() {
	if w.inside > 0 {
		w.groups = append(w.groups, w.group<<32|w.inside)
	}
	w.inside = 0
}

// close writes the tables and the header.
func (w *writer) close() error {
	w.endGroup()
	w.h.Terms, w.h.Groups = uint64(len(w.keys)), uint64(len(w.groups))
	w.align()
	w.h.Keys = w.at
	tables(w, w.keys)
	w.h.Places = w.at
	tables(w, w.places)
	w.h.GroupAt = w.at
	tables(w, w.groups)
	w.h.End = w.at
	if w.err == nil {
		w.err = w.out.Flush()
	}
	if w.err == nil {
		_, w.err = w.to.Seek(0, io.SeekStart)
	}
	if w.err == nil {
		w.err = binary.Write(w.to, binary.LittleEndian, &w.h)
	}
	if w.err != nil {
		return fmt.Errorf("postings: writing: %w", w.err)
	}
	return nil
}

// align fills up to a multiple of eight bytes, so that tables can be read in place.
func (w *writer) align() { w.write(make([]byte, (8-w.at%8)%8)) }

// tables writes numbers of eight bytes, or of four.
func tables[T ~uint32 | ~uint64](w *writer, values []T) {
	var b [8]byte
	size := int(unsafe.Sizeof(T(0)))
	for _, v := range values {
		binary.LittleEndian.PutUint64(b[:], uint64(v))
		w.write(b[:size])
	}
	w.align()
}
