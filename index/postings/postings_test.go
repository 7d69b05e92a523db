package postings

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// sample makes documents with a few very common keys and many rare ones.
func sample(n int, seed uint64) []*Doc {
	r := rand.New(rand.NewPCG(seed, 1))
	docs := make([]*Doc, n)
	for i := range docs {
		d := &Doc{Name: fmt.Sprintf("doc %07d", r.IntN(1<<20)*1000+i), Boost: 1 + float64(i%3)/10}
		for range 1 + r.IntN(3) {
			t := Text{Field: uint8(r.IntN(4)), Flags: uint8(i % 2), Body: fmt.Appendf(nil, "text of %d", i)}
			for range r.IntN(90) {
				t.Keys = append(t.Keys, Key(math.Pow(r.Float64(), 4)*float64(40*n))<<7)
			}
			d.Texts = append(d.Texts, t)
		}
		docs[i] = d
	}
	return docs
}

// tally is the slow reference: what a document has, counted by hand.
type tally struct {
	doc  *Doc
	keys map[Key][MaxFields]int
	size [MaxFields]int
}

func tallies(docs []*Doc) []tally {
	out := make([]tally, len(docs))
	for i, d := range docs {
		t := tally{doc: d, keys: map[Key][MaxFields]int{}}
		for _, x := range d.Texts {
			for _, k := range x.Keys {
				c := t.keys[k]
				c[x.Field]++
				t.keys[k] = c
			}
			t.size[x.Field] += len(x.Keys)
		}
		out[i] = t
	}
	slices.SortFunc(out, func(a, b tally) int { return bytes.Compare([]byte(a.doc.Name), []byte(b.doc.Name)) })
	return out
}

func build(t testing.TB, docs []*Doc) *File {
	t.Helper()
	f, err := Build(docs)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestFile: a file gives back what was put in, and cursors walk it as a loop would.
func TestFile(t *testing.T) {
	docs := sample(3000, 1)
	want := tallies(docs)
	f := build(t, docs)
	all := map[Key][]int{}
	for i, w := range want {
		if got, ok := f.Find(w.doc.Name); !ok || got != uint32(i) || f.Name(got) != w.doc.Name {
			t.Fatalf("Find(%q) = %d, %t; want %d", w.doc.Name, got, ok, i)
		}
		if b := f.Boost(uint32(i)); math.Abs(float64(b)-w.doc.Boost) > 0.005 {
			t.Fatalf("Boost(%d) = %g; want %g", i, b, w.doc.Boost)
		}
		texts := f.Texts(uint32(i), nil)
		if len(texts) != len(w.doc.Texts) {
			t.Fatalf("Texts(%d) gives %d texts; want %d", i, len(texts), len(w.doc.Texts))
		}
		for k, x := range texts {
			if y := w.doc.Texts[k]; x.Field != y.Field || x.Flags != y.Flags || !bytes.Equal(x.Body, y.Body) {
				t.Fatalf("Texts(%d)[%d] = %v; want %v", i, k, x, y)
			}
		}
		for k := range w.keys {
			all[k] = append(all[k], i)
		}
	}
	if f.Terms() != len(all) {
		t.Errorf("%d terms; want %d", f.Terms(), len(all))
	}
	for k, in := range all {
		checkCursor(t, f, k, in, want)
	}
	var c Cursor
	if c.Open(f, 3); c.Doc() != End || c.Seek(9) != End || c.Next() != End || f.DocFreq(3) != 0 {
		t.Error("a key that is nowhere has documents")
	}
}

func checkCursor(t *testing.T, f *File, k Key, in []int, want []tally) {
	t.Helper()
	var c Cursor
	c.Open(f, k)
	if c.Docs() != len(in) || f.DocFreq(k) != len(in) {
		t.Fatalf("key %d: %d documents, DocFreq %d; want %d", k, c.Docs(), f.DocFreq(k), len(in))
	}
	for _, i := range in {
		if c.Doc() != uint32(i) {
			t.Fatalf("key %d: on document %d; want %d", k, c.Doc(), i)
		}
		var got [MaxFields]int
		for _, e := range c.Entries() {
			got[e>>3] = int(counts[e&7])
		}
		for field, n := range want[i].keys[k] {
			if n > 0 && got[field] != int(counts[countStep(n)]) || n == 0 && got[field] != 0 {
				t.Fatalf("key %d, document %d: field %d has %d; want %d", k, i, field, got[field], n)
			}
		}
		c.Next()
	}
	if c.Doc() != End {
		t.Fatalf("key %d: on document %d after the last", k, c.Doc())
	}
	for step := 1; step < 3000; step = step*3 + 1 {
		c.Open(f, k)
		for doc := uint32(0); doc < uint32(len(want)+step); doc += uint32(step) {
			at, _ := slices.BinarySearch(in, int(doc))
			next := uint32(End)
			if at < len(in) {
				next = uint32(in[at])
			}
			if got := c.Seek(doc); got != next && !(got > doc && c.Doc() == got && next == got) {
				t.Fatalf("key %d: Seek(%d) = %d; want %d", k, doc, got, next)
			}
		}
	}
}

// TestSums: scores are BM25 over the weighted fields, as a loop computes it.
func TestSums(t *testing.T) {
	docs := sample(800, 2)
	want := tallies(docs)
	f := build(t, docs)
	fields := [MaxFields]FieldWeight{{1, 0.75}, {2, 0.3}, {0.5, 0}, {3, 1}}
	w := f.Weigh(fields)
	s := NewSums(f)
	const mask = 0b1011
	for k := Key(0); k < 60; k++ {
		key := k << 7
		s.Reset()
		s.AddTerm(w, key, mask, IDF(f.DocFreq(key), f.Docs()))
		found := 0
		for i, x := range want {
			sum := 0.0
			for field, n := range x.keys[key] {
				if n > 0 && mask>>field&1 == 1 {
					fw := fields[field]
					length := stepLength(lengthStep(x.size[field]))
					sum += fw.Weight * float64(counts[countStep(n)]) / (1 - fw.B + fw.B*length/f.MeanLength(field))
				}
			}
			df := float64(f.DocFreq(key))
			score := math.Log(1+(float64(len(want))-df+0.5)/(df+0.5)) * 2.2 * sum / (1.2 + sum)
			if math.Abs(score-float64(s.Score[i])) > 1e-4*(1+score) {
				t.Fatalf("key %d, document %d: score %g; want %g", key, i, s.Score[i], score)
			}
			if score > 0 {
				found++
			}
		}
		if found != len(s.Touched) {
			t.Fatalf("key %d: %d touched; want %d", key, len(s.Touched), found)
		}
	}
}

// TestMerge: however a set of documents was put together, its file is the same.
func TestMerge(t *testing.T) {
	dir := t.TempDir()
	whole := filepath.Join(dir, "whole")
	if err := Write(whole, sample(2000, 3)); err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	docs := sample(2000, 3)
	gone := sample(300, 4)
	var inputs []Input
	for i := range 4 {
		part := slices.Clone(docs[i*500 : (i+1)*500])
		if i == 1 {
			part = append(part, gone...)
		}
		inputs = append(inputs, Input{File: build(t, part)})
	}
	names := map[string]bool{}
	for _, d := range gone {
		names[d.Name] = true
	}
	inputs[1].Drop = func(name string) bool { return names[name] }
	merged := filepath.Join(dir, "merged")
	if err := Merge(merged, inputs); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(merged)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("merged file differs from the one built whole (%d and %d bytes)", len(got), len(want))
	}
	inputs[1].Drop = nil
	inputs = append(inputs, inputs[0])
	if err := Merge(merged, inputs); !isNameError(err) {
		t.Errorf("Merge of the same document twice = %v; want a NameError", err)
	}
}

// TestGroups: documents of a group are counted once, whatever terms of it they have.
func TestGroups(t *testing.T) {
	key := func(a, b Key) Key { return a<<GroupBits | b }
	f := build(t, []*Doc{
		{Name: "a", Boost: 1, Texts: []Text{{Keys: []Key{key(7, 1), key(7, 2), key(7, 1), key(9, 0)}}}},
		{Name: "b", Boost: 1, Texts: []Text{{Keys: []Key{key(7, 2), 1<<62 | 5}}, {Field: 1, Keys: []Key{key(7, 2)}}}},
	})
	if a, b, c := f.GroupDocs(7), f.GroupDocs(9), f.GroupDocs(8); a != 2 || b != 1 || c != 0 {
		t.Errorf("groups 7, 9, 8 have %d, %d, %d documents; want 2, 1, 0", a, b, c)
	}
	if g := f.Group(7); !slices.Equal(g, []Key{key(7, 1), key(7, 2)}) {
		t.Errorf("Group(7) = %v", g)
	}
}

// TestDamaged: what is no file of this form, or cut off, is refused.
func TestDamaged(t *testing.T) {
	data := build(t, sample(50, 5)).data
	for n := 0; n < len(data); n += 97 {
		if _, err := Read(data[:n]); !errors.Is(err, ErrDamaged) {
			t.Fatalf("Read of the first %d of %d bytes = %v; want ErrDamaged", n, len(data), err)
		}
	}
	if _, err := Read(append([]byte("no such form"), data...)); !errors.Is(err, ErrDamaged) {
		t.Errorf("Read of another form = %v; want ErrDamaged", err)
	}
	if f, err := Build(nil); err != nil || f.Docs() != 0 || f.DocFreq(1) != 0 {
		t.Errorf("Build of nothing = %v", err)
	}
	if _, err := Build([]*Doc{{Name: "a"}, {Name: "a"}}); !isNameError(err) {
		t.Errorf("Build of one name twice = %v; want a NameError", err)
	}
}

func isNameError(err error) bool {
	_, ok := errors.AsType[*NameError](err)
	return ok
}
