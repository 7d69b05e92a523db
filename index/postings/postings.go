// Package postings is an inverted file of one job: which documents have a term, in
// which fields and how often, and how well that matches. It knows nothing of
// languages or law: terms come as keys, texts as bytes.
//
// A File is written whole, by Write from documents in memory or by Merge from other
// files in bounded memory, and never changes; it is read in place, from a mapped
// file or from memory, by any number of goroutines.
// Documents are numbered by the order of their names, so that a file depends on
// what it holds and not on how it was put together: adding and removing gives the
// same bytes as building anew.
//
// # Form
//
// Little endian. A header; then texts, names, boosts, lengths, the lists, and the
// sorted keys with where their lists lie. A list is, for each document in order, the
// varint of distance<<2 | n: n = 0 for once in the main field, 1 and 2 for so many
// entries, 3 for a byte that counts them; an entry is a byte, field<<3 | step of
// count. Lists of more than 128 documents are cut in blocks, each with its last
// document and its length in a table before them, so that a search passes over what
// it does not need. A key in one document only has no list: it stands in the table.
//
// # Limits
//
// 32 fields; counts above four are rounded (see counts), lengths above 64 likewise;
// 268 million documents. There are no positions: a phrase is checked on the text.
// Open checks the form of a file, not its content: that is for a sum over it.
package postings

import (
	"cmp"
	"math"
	"slices"
)

// Key is a term. Its upper part, Key >> GroupBits, is its group where it is below
// 2^21: how many documents have a term of a group is kept (see File.GroupDocs).
type Key uint64

// GroupBits is how many low bits of a Key tell the terms of a group apart.
const GroupBits = 21

// MaxFields is the number of fields there can be.
const MaxFields = 32

// MainField is the field whose terms take least room: the one with most text.
const MainField = 0

const mainOnce = MainField << 3 // the entry of a term that stands once in the main field

// blockSize is the number of documents in a block of a list.
const blockSize = 128

// Text is a stretch of a document in one field.
type Text struct {
	Field uint8
	Flags uint8 // the caller's own
	Body  []byte
	Keys  []Key // terms in it, repeated as they stand there; not kept when read
}

// Doc is a document to build from.
type Doc struct {
	Name  string  // unique
	Boost float64 // factor of its scores, 0.01 to 2.55 in steps of 0.01
	Texts []Text

	occurs []occurrence
	steps  [MaxFields]uint8
}

// occurrence is a term in a field of a document.
type occurrence struct {
	key   Key
	doc   uint32
	entry uint8 // field<<3 | step of count
}

// Count gathers the terms of the texts. It is the costly part of writing a
// document and may be called beforehand, on any goroutine; Write calls it where
// nobody has.
func (d *Doc) Count() {
	if d.occurs != nil {
		return
	}
	d.occurs = []occurrence{}
	for field := range uint8(MaxFields) {
		var keys []Key
		for _, t := range d.Texts {
			if t.Field == field {
				keys = append(keys, t.Keys...)
			}
		}
		d.steps[field] = lengthStep(len(keys))
		slices.Sort(keys)
		for i := 0; i < len(keys); {
			n := i
			for n < len(keys) && keys[n] == keys[i] {
				n++
			}
			d.occurs = append(d.occurs, occurrence{key: keys[i], entry: field<<3 | countStep(n-i)})
			i = n
		}
	}
	slices.SortFunc(d.occurs, func(a, b occurrence) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.entry, b.entry))
	})
	for i := range d.Texts {
		d.Texts[i].Keys = nil
	}
}

// counts are the counts that the three bits of an entry stand for.
var counts = [8]float32{1, 2, 3, 4, 6, 9, 14, 24}

func countStep(n int) uint8 {
	for step := uint8(7); step > 0; step-- {
		if float32(n) >= counts[step] {
			return step
		}
	}
	return 0
}

// lengthStep rounds a length to a byte: exact to 64, then 24 steps to the double.
func lengthStep(n int) uint8 {
	if n <= 64 {
		return uint8(n)
	}
	return uint8(min(255, 64+math.Round(24*math.Log2(float64(n)/64))))
}

func stepLength(step uint8) float64 {
	if step <= 64 {
		return float64(step)
	}
	return 64 * math.Exp2(float64(step-64)/24)
}
