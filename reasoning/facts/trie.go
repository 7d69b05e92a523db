package facts

import (
	"slices"
	"unicode/utf8"
)

// entry is what a word of the lexicon means: its classes, sorted.
type entry struct{ classes []class }

func (e *entry) has(c class) bool {
	_, ok := slices.BinarySearch(e.classes, c)
	return ok
}

func (e *entry) isAny(s *set) bool {
	for _, c := range e.classes {
		if s.has(c) {
			return true
		}
	}
	return false
}

// trie finds the longest word of the lexicon at a place. Its root is a table by
// rune, so that text without words costs one look-up a rune.
type trie struct {
	root  []int32 // node by first rune below U+10000
	nodes []node
}

type node struct {
	edges []edge // sorted by rune
	entry *entry // nil where no word ends
}

type edge struct {
	r  rune
	to int32
}

func newTrie() *trie { return &trie{root: make([]int32, 0x10000), nodes: make([]node, 1)} }

// add gives word a class more. Words with runes beyond the basic plane are ignored.
func (t *trie) add(word string, c class) {
	at := int32(-1)
	for _, r := range word {
		if r > 0xFFFF {
			return
		}
		at = t.child(at, r)
	}
	if at < 0 {
		return
	}
	n := &t.nodes[at]
	if n.entry == nil {
		n.entry = &entry{}
	}
	if i, found := slices.BinarySearch(n.entry.classes, c); !found {
		n.entry.classes = slices.Insert(n.entry.classes, i, c)
	}
}

func (t *trie) child(at int32, r rune) int32 {
	if at < 0 {
		if t.root[r] == 0 {
			t.root[r] = t.grow()
		}
		return t.root[r]
	}
	if to := t.step(at, r); to != 0 {
		return to
	}
	to := t.grow()
	es := t.nodes[at].edges
	i, _ := slices.BinarySearchFunc(es, r, func(e edge, r rune) int { return int(e.r - r) })
	t.nodes[at].edges = slices.Insert(es, i, edge{r, to})
	return to
}

func (t *trie) grow() int32 {
	t.nodes = append(t.nodes, node{})
	return int32(len(t.nodes) - 1)
}

func (t *trie) step(at int32, r rune) int32 {
	for _, e := range t.nodes[at].edges {
		if e.r == r {
			return e.to
		}
		if e.r > r {
			break
		}
	}
	return 0
}

// longest returns the end of the longest word that starts at i of s, and its entry;
// nil if there is none. A word that ends in a letter or digit of ASCII ends where
// that run ends.
func (t *trie) longest(s string, i int) (int, *entry) {
	end, found := i, (*entry)(nil)
	at := int32(-1)
	for j := i; j < len(s); {
		r, size := rune(s[j]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[j:])
		}
		if at < 0 {
			if r > 0xFFFF {
				return i, nil
			}
			at = t.root[r]
		} else {
			at = t.step(at, r)
		}
		if at == 0 {
			break
		}
		j += size
		if e := t.nodes[at].entry; e != nil && !(isWord(s[j-1]) && j < len(s) && isWord(s[j])) {
			end, found = j, e
		}
	}
	return end, found
}

// isWord reports whether b is a letter or digit of ASCII, in lower case.
func isWord(b byte) bool { return 'a' <= b && b <= 'z' || '0' <= b && b <= '9' }
