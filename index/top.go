package index

import "slices"

// hit is a document found: what it is ordered by, then its score.
type hit struct {
	doc   uint32
	key   float32
	score float32
}

// before orders hits: by key, then score, then as the index has them.
func (a hit) before(b hit) bool {
	if a.key != b.key {
		return a.key > b.key
	}
	if a.score != b.score {
		return a.score > b.score
	}
	return a.doc < b.doc
}

// top keeps the n best hits, as a heap with the worst of them first. It is its own
// heap, for it is where a sentence spends a quarter of its time.
type top struct {
	n    int
	hits []hit
}

func newTop(n int) *top { return &top{n: n, hits: make([]hit, 0, min(n, 1024))} }

// takes reports whether a hit would be kept.
func (t *top) takes(h hit) bool { return len(t.hits) < t.n || t.n > 0 && h.before(t.hits[0]) }

// add keeps a hit that top takes.
func (t *top) add(h hit) {
	if len(t.hits) < t.n {
		t.hits = append(t.hits, h)
		for i := len(t.hits) - 1; i > 0; {
			parent := (i - 1) / 2
			if !t.hits[parent].before(t.hits[i]) {
				return
			}
			t.hits[parent], t.hits[i] = t.hits[i], t.hits[parent]
			i = parent
		}
		return
	}
	t.hits[0] = h
	for i := 0; ; {
		worst := i
		for _, kid := range []int{2*i + 1, 2*i + 2} {
			if kid < len(t.hits) && t.hits[worst].before(t.hits[kid]) {
				worst = kid
			}
		}
		if worst == i {
			return
		}
		t.hits[i], t.hits[worst] = t.hits[worst], t.hits[i]
		i = worst
	}
}

// sorted gives the hits, best first.
func (t *top) sorted() []hit {
	slices.SortFunc(t.hits, func(a, b hit) int {
		if a.before(b) {
			return -1
		}
		return 1
	})
	return t.hits
}
