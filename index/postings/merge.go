package postings

import (
	"bytes"
	"cmp"
	"container/heap"

	"io"
	"slices"
)

// Input is a file to merge.
type Input struct {
	File *File
	Drop func(name string) bool // nil to keep every document
}

// Merge writes one file of the documents of all inputs, byte for byte what Write
// makes of them. A name that two inputs keep is a *NameError.
func Merge(path string, inputs []Input) error {
	return toFile(path, func(to io.WriteSeeker) error { return merge(to, inputs) })
}

func merge(to io.WriteSeeker, inputs []Input) error {
	w := newWriter(to)
	m := merger{w: w}
	if err := m.docs(inputs); err != nil {
		return err
	}
	w.endDocs()
	m.terms()
	return w.close()
}

// merger joins files in order of names, then of keys.
type merger struct {
	w     *writer
	files []*mergeFile
}

// mergeFile is a file being merged: its next document, then its next key.
type mergeFile struct {
	*File
	order  int      // among the inputs
	number []uint32 // of each document in the result, End for a dropped one
	at     int
	cursor Cursor
}

func (m *merger) docs(inputs []Input) error {
	q := &mergeQueue{less: func(a, b *mergeFile) bool {
		c := bytes.Compare(a.name(uint32(a.at)), b.name(uint32(b.at)))
		return cmp.Or(c, a.order-b.order) < 0
	}}
	for i, in := range inputs {
		f := &mergeFile{File: in.File, order: i, number: make([]uint32, in.File.Docs())}
		m.files = append(m.files, f)
		if f.Docs() > 0 {
			q.files = append(q.files, f)
		}
	}
	heap.Init(q)
	n := uint32(0)
	last := ""
	for len(q.files) > 0 {
		f := q.files[0]
		doc := uint32(f.at)
		name := f.Name(doc)
		f.number[doc] = End
		if drop := inputs[f.order].Drop; drop == nil || !drop(name) {
			if n > 0 && name == last {
				return &NameError{name}
			}
			m.w.doc(name, f.boosts[doc], f.record(doc), f.steps(doc))
			f.number[doc] = n
			last = name
			n++
		}
		q.advance(f.Docs())
	}
	return nil
}

// steps are the rounded lengths of a document, by field.
func (f *File) steps(doc uint32) (out [MaxFields]uint8) {
	for field, l := range f.lengths {
		if l != nil {
			out[field] = l[doc]
		}
	}
	return out
}

func (m *merger) terms() {
	q := &mergeQueue{less: func(a, b *mergeFile) bool {
		return cmp.Or(cmp.Compare(a.keys[a.at], b.keys[b.at]), a.order-b.order) < 0
	}}
	for _, f := range m.files {
		if f.at = 0; f.Terms() > 0 {
			q.files = append(q.files, f)
		}
	}
	heap.Init(q)
	var occurs []occurrence
	for len(q.files) > 0 {
		key, sources := q.files[0].keys[q.files[0].at], 0
		occurs = occurs[:0]
		for len(q.files) > 0 && q.files[0].keys[q.files[0].at] == key {
			occurs = q.files[0].appendOccurs(occurs, key)
			sources++
			q.advance(q.files[0].Terms())
		}
		if sources > 1 {
			slices.SortFunc(occurs, func(a, b occurrence) int {
				return cmp.Or(cmp.Compare(a.doc, b.doc), cmp.Compare(a.entry, b.entry))
			})
		}
		if len(occurs) > 0 {
			m.w.term(key, occurs)
		}
	}
}

func (f *mergeFile) appendOccurs(out []occurrence, key Key) []occurrence {
	c := &f.cursor
	for c.Open(f.File, key); c.Doc() != End; c.Next() {
		doc := f.number[c.Doc()]
		if doc == End {
			continue
		}
		for _, e := range c.Entries() {
			out = append(out, occurrence{key, doc, e})
		}
	}
	return out
}

// mergeQueue holds the files with something left, the least first.
type mergeQueue struct {
	files []*mergeFile
	less  func(a, b *mergeFile) bool
}

// advance moves the first file on; it goes once it has passed its n things.
func (q *mergeQueue) advance(n int) {
	f := q.files[0]
	if f.at++; f.at < n {
		heap.Fix(q, 0)
		return
	}
	heap.Pop(q)
}

func (q *mergeQueue) Len() int           { return len(q.files) }
func (q *mergeQueue) Less(i, j int) bool { return q.less(q.files[i], q.files[j]) }
func (q *mergeQueue) Swap(i, j int)      { q.files[i], q.files[j] = q.files[j], q.files[i] }
func (q *mergeQueue) Push(x any)         { q.files = append(q.files, x.(*mergeFile)) }

// Pop is for heap: it takes off the last.
func (q *mergeQueue) Pop() any {
	last := q.files[len(q.files)-1]
	q.files = q.files[:len(q.files)-1]
	return last
}
