package postings

import "math"

// K1 is how soon a further occurrence of a term adds little (BM25).
const K1 = 1.2

// FieldWeight says what a term in a field counts.
type FieldWeight struct {
	Weight float64 // of a term there
	B      float64 // how far length is held against it: 0 not, 1 wholly
}

// Weights are the field weights of a file, ready for scoring.
type Weights struct {
	file  *File
	table [MaxFields][256]float32 // by step of length: weight / (1 - b + b·length/mean)
}

// Weigh prepares field weights. Lengths are held against the mean of the documents
// that have the field.
func (f *File) Weigh(fields [MaxFields]FieldWeight) *Weights {
	w := &Weights{file: f}
	for i, fw := range fields {
		mean := f.MeanLength(i)
		for step := range w.table[i] {
			norm := 1.0
			if mean > 0 {
				norm = 1 - fw.B + fw.B*stepLength(uint8(step))/mean
			}
			w.table[i][step] = float32(fw.Weight / norm)
		}
	}
	return w
}

// Frequency is the weighted number of occurrences that entries of a document stand
// for, over the fields of mask.
func (w *Weights) Frequency(doc uint32, entries []byte, mask uint32) float32 {
	sum := float32(0)
	for _, e := range entries {
		field := e >> 3
		if mask>>field&1 == 0 {
			continue
		}
		sum += counts[e&7] * w.table[field][w.file.lengths[field][doc]]
	}
	return sum
}

// IDF is the weight of a term that docs of total documents have.
func IDF(docs, total int) float32 {
	n, df := float64(total), float64(min(docs, total))
	return float32(math.Log(1 + (n-df+0.5)/(df+0.5)))
}

// Saturate is the score of a weighted frequency, before idf: 0 to K1+1.
func Saturate(frequency float32) float32 {
	return (K1 + 1) * frequency / (K1 + frequency)
}

// Sums adds up scores by document. It is used by one goroutine, again and again.
type Sums struct {
	Score   []float32 // by document; 0 where nothing was added
	Touched []uint32  // documents with a score, in no order
	cursor  Cursor
}

// NewSums makes the sums for a file.
func NewSums(f *File) *Sums { return &Sums{Score: make([]float32, f.Docs())} }

// Reset forgets all scores.
func (s *Sums) Reset() {
	for _, d := range s.Touched {
		s.Score[d] = 0
	}
	s.Touched = s.Touched[:0]
}

// Add adds to the score of a document.
func (s *Sums) Add(doc uint32, score float32) {
	if s.Score[doc] == 0 {
		s.Touched = append(s.Touched, doc)
	}
	s.Score[doc] += score
}

// AddTerm adds factor times the saturated frequency of a term to each document that
// has it in a field of mask.
func (s *Sums) AddTerm(w *Weights, key Key, mask uint32, factor float32) {
	c := &s.cursor
	once, lengths := &w.table[MainField], w.file.lengths[MainField]
	for c.Open(w.file, key); c.docs[0] != End; c.decode() {
		for i := range c.n {
			doc, f := c.docs[i], float32(0)
			if c.num[i] == 0 && c.list != nil {
				if mask>>MainField&1 == 1 {
					f = once[lengths[doc]]
				}
			} else {
				c.i = i
				f = w.Frequency(doc, c.Entries(), mask)
			}
			if f > 0 {
				s.Add(doc, factor*Saturate(f))
			}
		}
	}
}

// AddFrequency adds the weighted frequency of a term to each document that has it
// in a field of mask.
func (s *Sums) AddFrequency(w *Weights, key Key, mask uint32) {
	c := &s.cursor
	for c.Open(w.file, key); c.Doc() != End; c.Next() {
		if f := w.Frequency(c.Doc(), c.Entries(), mask); f > 0 {
			s.Add(c.Doc(), f)
		}
	}
}
