package postings

import (
	"encoding/binary"
	"math"
	"slices"
)

// End is the document of a cursor that has passed its last.
const End = math.MaxUint32

// Cursor walks the documents of a term in order.
type Cursor struct {
	file   *File
	list   []byte // of postings; nil once inline or empty
	blocks []byte // last document and end of each block; nil for a list of one block
	left   int    // documents not yet decoded
	block  int    // number of the next block
	i, n   int    // place in docs

	docs [blockSize]uint32
	at   [blockSize]uint32 // offset of the entries in list
	num  [blockSize]uint8  // entries; none for once in the main field
	one  [1]byte           // the entry of a term without list, or the main field's
	last uint32            // document before the next block
	read int               // offset of the next block in list
	size int               // documents in all
}

// Open sets the cursor on the first document of a term.
func (c *Cursor) Open(f *File, key Key) {
	c.file, c.list, c.blocks = f, nil, nil
	c.left, c.block, c.i, c.n, c.last, c.read, c.size = 0, 0, 0, 0, 0, 0, 0
	c.one[0] = mainOnce
	c.docs[0] = End
	i, ok := slices.BinarySearch(f.keys, key)
	if !ok {
		return
	}
	p := f.places[i]
	c.size = p.docs()
	if p&placeInline != 0 {
		c.docs[0], c.num[0], c.n = uint32(p>>8), 0, 1
		c.one[0] = byte(p)
		return
	}
	at := f.h.Lists + uint64(p>>placeDocs)
	c.list = f.data[min(at, f.h.Keys):f.h.Keys]
	if c.size > blockSize {
		n := min(8*((c.size+blockSize-1)/blockSize), len(c.list))
		c.blocks, c.list = c.list[:n], c.list[n:]
	}
	c.left = c.size
	c.decode()
}

// Docs is the number of documents of the term.
func (c *Cursor) Docs() int { return c.size }

// Doc is the document the cursor stands on, or End.
func (c *Cursor) Doc() uint32 { return c.docs[c.i] }

// Next goes to the next document.
func (c *Cursor) Next() uint32 {
	c.i++
	if c.i >= c.n {
		c.decode()
	}
	return c.docs[c.i]
}

// Seek goes to the first document at or after doc; never back.
func (c *Cursor) Seek(doc uint32) uint32 {
	if c.docs[c.i] >= doc {
		return c.docs[c.i]
	}
	if c.n == 0 || c.docs[c.n-1] < doc {
		c.skip(doc)
		c.decode()
		if c.docs[c.i] >= doc {
			return c.docs[c.i]
		}
	}
	k, _ := slices.BinarySearch(c.docs[c.i:c.n], doc)
	c.i += k
	return c.docs[c.i]
}

// Entries are the fields and counts of the term in the document the cursor stands
// on: field<<3 | step of count. They are good until the cursor moves.
func (c *Cursor) Entries() []byte {
	n := uint32(c.num[c.i])
	if n == 0 {
		return c.one[:]
	}
	return c.list[c.at[c.i] : c.at[c.i]+n]
}

// skip passes over the blocks that end before doc.
func (c *Cursor) skip(doc uint32) {
	if c.blocks == nil {
		c.left = 0
		return
	}
	n := len(c.blocks) / 8
	lo, step := c.block, 1
	for lo+step < n && c.lastOf(lo+step-1) < doc { // gallop
		lo += step
		step *= 2
	}
	hi := min(lo+step, n)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if c.lastOf(mid) < doc {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == n {
		c.left = 0
		return
	}
	if lo > c.block {
		c.left -= (lo - c.block) * blockSize
		c.block = lo
		c.last = c.lastOf(lo - 1)
		c.read = int(binary.LittleEndian.Uint32(c.blocks[8*(lo-1)+4:]))
	}
}

func (c *Cursor) lastOf(block int) uint32 {
	return binary.LittleEndian.Uint32(c.blocks[8*block:])
}

// decode reads the next block; past the last one the cursor stands on End.
func (c *Cursor) decode() {
	c.i, c.n = 0, 0
	want := min(c.left, blockSize)
	b, at, doc := c.list, c.read, c.last
	for c.n < want && at < len(b) {
		v := uint64(b[at])
		switch {
		case v < 0x80:
			at++
		case at+1 < len(b) && b[at+1] < 0x80: // most others
			v = v&0x7F | uint64(b[at+1])<<7
			at += 2
		default:
			k := 0
			if v, k = binary.Uvarint(b[at:]); k <= 0 {
				at = len(b)
				continue
			}
			at += k
		}
		doc += uint32(v >> 2)
		n := uint8(v & 3)
		if n == 3 && at < len(b) {
			n = b[at]
			at++
		}
		c.docs[c.n], c.num[c.n], c.at[c.n] = doc, n, uint32(at)
		at += int(n)
		c.n++
	}
	c.left -= want
	if c.n == 0 || doc >= uint32(c.file.h.Docs) { // the latter in a damaged file only
		c.n = 0
		c.left, c.docs[0] = 0, End
		return
	}
	c.read, c.last = at, doc
	c.block++
}
