package index

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"yaozhi/index/postings"
)

// reference is the slow judge: a loop over the documents, and the text itself.
type reference struct {
	x     *Index
	docs  []*Document // as the index numbers them
	words []string    // that the term list leaves alone
}

func newReference(t *testing.T, n int) *reference {
	t.Helper()
	m := newMaker(7)
	m.words = m.words[:400] // few words, so that they meet
	var docs []*Document
	for d := range m.few(n) {
		docs = append(docs, d)
	}
	x, err := newIndex(Info{Revision: "made up"}, docs)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	slices.SortFunc(docs, func(a, b *Document) int { return strings.Compare(a.name(), b.name()) })
	ref := &reference{x: x, docs: docs}
	for _, w := range m.words {
		if ps := x.terms.cut(w); len(ps) == 1 && ps[0].kind == pieceRest {
			ref.words = append(ref.words, w)
		}
	}
	return ref
}

// few are passages of words that come again and again, some in a second section.
func (m *maker) few(n int) func(func(*Document) bool) {
	return func(yield func(*Document) bool) {
		for i := range n {
			r := rand.New(rand.NewPCG(m.seed, uint64(i)))
			d := &Document{Kind: KindPassage, ID: fmt.Sprintf("p%04d", i), Boost: 1 + float64(i%3)/10}
			for _, sec := range []Section{SecText, SecOpinion}[:1+r.IntN(2)] {
				var b strings.Builder
				for range 5 + r.IntN(60) {
					b.WriteString(m.words[int(float64(len(m.words))*r.Float64()*r.Float64())])
					if r.IntN(6) == 0 {
						b.WriteString("，")
					}
				}
				d.add(sec, b.String(), "")
			}
			d.facet(FacetCourt, fmt.Sprintf("法院%d", r.IntN(7)))
			for k := range r.IntN(3) {
				d.facet(FacetTopic, fmt.Sprintf("topic-%d", k+r.IntN(4)))
			}
			if !yield(d) {
				return
			}
		}
	}
}

// tree is a made-up query and what it means.
func (ref *reference) tree(r *rand.Rand, depth int) (string, func(*Document) bool) {
	if depth == 0 || r.IntN(3) == 0 {
		return ref.leaf(r)
	}
	a, inA := ref.tree(r, depth-1)
	b, inB := ref.tree(r, depth-1)
	switch r.IntN(4) {
	case 0:
		return "(" + a + " OR " + b + ")", func(d *Document) bool { return inA(d) || inB(d) }
	case 1:
		return "(" + a + " -" + b + ")", func(d *Document) bool { return inA(d) && !inB(d) }
	}
	return "(" + a + " " + b + ")", func(d *Document) bool { return inA(d) && inB(d) }
}

func (ref *reference) leaf(r *rand.Rand) (string, func(*Document) bool) {
	has := func(w string, secs ...Section) func(*Document) bool {
		return func(d *Document) bool {
			return slices.ContainsFunc(d.Texts, func(t Text) bool {
				return (len(secs) == 0 || slices.Contains(secs, t.Section)) && strings.Contains(t.Source, w)
			})
		}
	}
	w := ref.words[r.IntN(len(ref.words))]
	switch r.IntN(6) {
	case 0:
		return `"` + w + `"`, has(w)
	case 1:
		return "理由:" + w, has(w, SecOpinion)
	case 2:
		c := string([]rune(w)[:1])
		if ref.x.terms.stop[c] {
			break
		}
		return `"` + c + `"`, has(c)
	case 3:
		text := []rune(ref.docs[r.IntN(len(ref.docs))].Texts[0].Source)
		at := r.IntN(len(text) - 6)
		if p := string(text[at : at+5]); !strings.HasPrefix(p, "，") && !strings.HasSuffix(p, "，") {
			return `"` + p + `"`, has(p)
		}
	}
	return w, has(w)
}

// TestReference: what is found, how many, and the facets are those of a loop over
// the documents, for a thousand made-up queries with and without filters.
func TestReference(t *testing.T) {
	ref := newReference(t, 700)
	r := rand.New(rand.NewPCG(3, 3))
	found := 0
	for range 1000 {
		text, in := ref.tree(r, 3)
		q := Query{Text: text, Limit: MaxLimit, Facets: []string{FacetCourt, FacetTopic}}
		if r.IntN(3) == 0 {
			q.Court = []string{fmt.Sprintf("法院%d", r.IntN(7)), fmt.Sprintf("法院%d", r.IntN(7))}
		}
		found += ref.check(t, q, in)
	}
	if found < 300 {
		t.Errorf("only %d queries found something: the test says little", found)
	}
}

func (ref *reference) check(t *testing.T, q Query, in func(*Document) bool) int {
	t.Helper()
	want := map[string]bool{}
	facets := map[string]map[string]int{FacetCourt: {}, FacetTopic: {}}
	for _, d := range ref.docs {
		if !in(d) || len(q.Court) > 0 && !slices.Contains(q.Court, d.Facets[FacetCourt][0]) {
			continue
		}
		want[d.ID] = true
		for name, counts := range facets {
			for _, v := range d.Facets[name] {
				counts[v]++
			}
		}
	}
	res := find(t, ref.x, q)
	if len(want) == 0 {
		if res.Applied.Mode == ModeAll && res.Total > 0 {
			t.Errorf("Search(%s) finds %d; want none", q.Text, res.Total)
		}
		return 0
	}
	if res.Total != len(want) || res.Relation != TotalExact {
		t.Errorf("Search(%s %v) finds %d (%s); want %d", q.Text, q.Court, res.Total, res.Relation, len(want))
	}
	for _, h := range res.Hits {
		if !want[h.ID] {
			t.Errorf("Search(%s) finds %s, which has it not", q.Text, h.ID)
		}
	}
	for name, counts := range facets {
		for _, f := range res.Facets[name] {
			if counts[f.Value] != f.Count {
				t.Errorf("Search(%s): facet %s %s is %d; want %d", q.Text, name, f.Value, f.Count, counts[f.Value])
			}
			delete(counts, f.Value)
		}
		if len(counts) > 0 {
			t.Errorf("Search(%s): facet %s lacks %v", q.Text, name, counts)
		}
	}
	return 1
}

// TestReferenceScores: the score of a sentence is BM25 over weighted sections for
// each pair of its characters, and for its single characters, times the boost, as a
// loop over the texts computes it.
func TestReferenceScores(t *testing.T) {
	ref := newReference(t, 300)
	r := rand.New(rand.NewPCG(4, 4))
	checked := 0
	for range 12 {
		var b strings.Builder
		for range 6 {
			b.WriteString(ref.words[r.IntN(len(ref.words))])
		}
		if len(ref.x.terms.cut(b.String())) > 1 { // the term list would join something
			continue
		}
		res := find(t, ref.x, Query{Text: b.String(), Plain: true, Limit: 10, Explain: true})
		checked += len(res.Hits)
		for _, h := range res.Hits {
			doc, _, err := ref.x.byID(h.ID)
			if err != nil {
				t.Fatal(err)
			}
			want := (ref.pairs(b.String(), doc) + ref.chars(b.String(), doc)) * float64(ref.x.file.Boost(doc))
			if math.Abs(want-h.Score) > 1e-3*want {
				t.Errorf("Search(%s): %s scores %g; want %g", b.String(), h.ID, h.Score, want)
			}
			sum := h.Why.Chars
			for _, term := range h.Why.Terms {
				sum += term.Score
			}
			if sum *= h.Why.Boost; math.Abs(sum-h.Score) > 1e-3*h.Score {
				t.Errorf("Search(%s): %s scores %g, explained as %g", b.String(), h.ID, h.Score, sum)
			}
		}
	}
	if checked < 50 {
		t.Errorf("only %d hits compared: the test says little", checked)
	}
}

// pairs is the score of the pairs of characters of a sentence.
func (ref *reference) pairs(sentence string, doc uint32) float64 {
	rs := []rune(sentence)
	times := map[string]float64{}
	for i := range len(rs) - 1 {
		times[string(rs[i:i+2])]++
	}
	sum := 0.0
	for pair, n := range times {
		df, freq := 0, 0.0
		for i, d := range ref.docs {
			has := 0.0
			for _, t := range d.Texts {
				sec := sections[t.Section]
				length := ref.x.file.Length(uint32(i), int(t.Section)) / ref.x.file.MeanLength(int(t.Section))
				has += sec.weight * rounded(strings.Count(t.Source, pair)) / (1 - sec.b + sec.b*length)
			}
			if has > 0 {
				df++
			}
			if uint32(i) == doc {
				freq = has
			}
		}
		sum += n * (1 + repeatHalf) / (n + repeatHalf) * idf(df, len(ref.docs)) * saturate(freq)
	}
	return sum
}

// chars is the score of the single characters of a sentence.
func (ref *reference) chars(sentence string, doc uint32) float64 {
	different := map[rune]bool{}
	for _, r := range sentence {
		different[r] = true
	}
	sum, length := 0.0, 0.0
	for _, t := range ref.docs[doc].Texts {
		length += float64(len([]rune(t.Source)))
	}
	for r := range different {
		df, n := 0, 0
		for i, d := range ref.docs {
			k := 0
			for _, t := range d.Texts {
				k += strings.Count(t.Source, string(r))
			}
			if df += min(k, 1); uint32(i) == doc {
				n = k
			}
		}
		norm := 1 - charB + charB*length/float64(ref.x.meanRunes)
		sum += idf(df, len(ref.docs)) * saturate(float64(n)/norm)
	}
	return sum * min(1, fullChars/float64(len(different)+1))
}

func idf(df, n int) float64 { return math.Log(1 + (float64(n-df)+0.5)/(float64(df)+0.5)) }

func saturate(f float64) float64 { return (postings.K1 + 1) * f / (postings.K1 + f) }

// rounded is a count as postings keep it.
func rounded(n int) float64 {
	out := 0.0
	for _, step := range []int{1, 2, 3, 4, 6, 9, 14, 24} {
		if n >= step {
			out = float64(step)
		}
	}
	return out
}
