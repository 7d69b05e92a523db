package index

import (
	"cmp"
	"container/heap"
	"slices"
)

// hit is a document found: what it is ordered by, then its score.
type hit struct {
	doc   uint32
	key   float32
	score float32
}

// before orders hits: by key, then score, then as the index has them.
func (a hit) before(b hit) bool {
	return cmp.Or(cmp.Compare(b.key, a.key), cmp.Compare(b.score, a.score), cmp.Compare(a.doc, b.doc)) < 0
}

// top keeps the n best hits, the worst of them first.
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
		heap.Push(t, h)
		return
	}
	t.hits[0] = h
	heap.Fix(t, 0)
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

func (t *top) Len() int           { return len(t.hits) }
func (t *top) Less(i, j int) bool { return t.hits[j].before(t.hits[i]) }
func (t *top) Swap(i, j int)      { t.hits[i], t.hits[j] = t.hits[j], t.hits[i] }
func (t *top) Push(x any)         { t.hits = append(t.hits, x.(hit)) }

// Pop is for heap: it takes off the last.
func (t *top) Pop() any {
	last := t.hits[len(t.hits)-1]
	t.hits = t.hits[:len(t.hits)-1]
	return last
}
