package index

import (
	"context"
	"flag"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"yaozhi/corpus/cite"
)

var growth = flag.String("growth", "", "numbers of passages to build and search, as in 100000,1000000")

// TestGrowth builds indexes of made-up passages and prints what a search takes as
// they grow: make bench-growth.
func TestGrowth(t *testing.T) {
	if *growth == "" {
		t.Skip("-growth not given")
	}
	var before map[string][3]float64
	for _, size := range strings.Split(*growth, ",") {
		var n int
		if _, err := fmt.Sscan(size, &n); err != nil {
			t.Fatalf("-growth %s: %v", *growth, err)
		}
		now := measureGrowth(t, n)
		for _, name := range growthNames {
			line := fmt.Sprintf("%-22s p50 %7.3f  p95 %7.3f  p99 %7.3f ms", name, now[name][0], now[name][1], now[name][2])
			if before != nil {
				line += fmt.Sprintf("  p99 %4.1f times that before", now[name][2]/before[name][2])
			}
			fmt.Println(line)
		}
		before = now
	}
}

func measureGrowth(t *testing.T, n int) map[string][3]float64 {
	t.Helper()
	dir := t.TempDir()
	m := newMaker(1)
	start, text := time.Now(), 0
	err := Build(t.Context(), dir, m.passages(n), BuildOptions{Progress: func(p Progress) { text = p.Text }})
	if err != nil {
		t.Fatal(err)
	}
	took := time.Since(start).Seconds()
	size, err := Size(dir)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Printf("%d passages, %.0f MB of text: built in %.0f s (%.1f MB/s), index %.0f MB (%.2f of the text), peak memory %d MB\n",
		n, float64(text)/1e6, took, float64(text)/1e6/took, float64(size)/1e6, float64(size)/float64(max(1, text)), peakMB())
	start = time.Now()
	x, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	fmt.Printf("opened in %.1f ms\n", time.Since(start).Seconds()*1e3)
	out := map[string][3]float64{}
	for _, name := range growthNames {
		out[name] = growthTimes(t, x, m.queries(name, 400))
	}
	return out
}

func growthTimes(t *testing.T, x *Index, queries []Query) [3]float64 {
	t.Helper()
	var times []float64
	for round, qs := range [][]Query{queries[:50], queries} {
		for _, q := range qs {
			start := time.Now()
			if _, err := x.Search(context.Background(), q); err != nil {
				t.Fatal(err)
			}
			if round == 1 {
				times = append(times, time.Since(start).Seconds()*1e3)
			}
		}
	}
	slices.Sort(times)
	return [3]float64{times[len(times)/2], times[len(times)*95/100], times[len(times)*99/100]}
}

// peakMB is the most memory that the process ever had, as Linux tells it; 0 where
// nobody tells.
func peakMB() (mb int) {
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	if _, after, ok := strings.Cut(string(b), "VmHWM:"); ok {
		fmt.Sscan(after, &mb)
	}
	return mb / 1024
}

var growthNames = []string{"two terms", "three terms", "phrase", "term, filter, facets", "lay question"}

// maker makes passages: words of two characters, some far more frequent than
// others, with names and numbers between.
type maker struct {
	seed  uint64
	words []string
}

const (
	makerChars  = 2500
	makerWords  = 60000
	makerLength = 190 // characters of a passage, about
)

func newMaker(seed uint64) *maker {
	r := rand.New(rand.NewPCG(seed, 0))
	m := &maker{seed: seed}
	var chars []rune // simplified ones, as texts of the mainland have them
	for c := rune(0x4E00); len(chars) < makerChars; c++ {
		if cite.FoldRune(c) == c {
			chars = append(chars, c)
		}
	}
	char := func() rune { return chars[int(makerChars*r.Float64()*r.Float64())] }
	for range makerWords {
		w := []rune{char(), char()}
		if r.IntN(5) == 0 {
			w = append(w, char())
		}
		m.words = append(m.words, string(w))
	}
	return m
}

// word is a word by Zipf's law, of rank from on.
func (m *maker) word(r *rand.Rand, from int) string {
	rank := float64(from) * (float64(makerWords) / float64(from)) // the last
	for rank >= makerWords {
		rank = float64(from) / (1 - r.Float64())
	}
	return m.words[int(rank)]
}

func (m *maker) text(i int) string {
	r := rand.New(rand.NewPCG(m.seed, uint64(i)+1))
	var b strings.Builder
	for n := 0; n < makerLength; n += 2 {
		switch k := r.IntN(40); {
		case k < 4:
			b.WriteString("，")
		case k == 4:
			b.WriteString("。")
		case k == 5:
			fmt.Fprintf(&b, "%d元", r.IntN(100000))
		case k == 6:
			b.WriteString("某" + m.words[r.IntN(makerWords)])
		default:
			b.WriteString(m.word(r, 20))
		}
	}
	return b.String() + "。"
}

// phrase is n Chinese characters in a row of some passage.
func (m *maker) phrase(r *rand.Rand, n int) string {
	for {
		us := units(m.text(r.IntN(10000)))
		if rs := []rune(us[r.IntN(len(us))].text); isHan(rs[0]) && len(rs) >= n {
			at := r.IntN(len(rs) - n + 1)
			return string(rs[at : at+n])
		}
	}
}

func (m *maker) passages(n int) iter.Seq2[*Document, error] {
	return func(yield func(*Document, error) bool) {
		for i := range n {
			r := rand.New(rand.NewPCG(m.seed+1, uint64(i)))
			d := &Document{Kind: KindPassage, ID: fmt.Sprintf("p%07d", i)}
			d.add(SecText, m.text(i), "")
			d.facet(FacetCourt, fmt.Sprintf("法院%d", r.IntN(300)))
			d.facet(FacetTopic, fmt.Sprintf("topic-%d", r.IntN(60)))
			d.facet(FacetYear, fmt.Sprint(2010+r.IntN(13)))
			if !yield(d, nil) {
				return
			}
		}
	}
}

func (m *maker) queries(name string, n int) []Query {
	r := rand.New(rand.NewPCG(m.seed, 99))
	var out []Query
	for range n {
		w := func() string { return m.word(r, 300) }
		q := Query{}
		switch name {
		case "two terms":
			q.Text = w() + " " + w()
		case "three terms":
			q.Text = w() + " " + m.word(r, 60) + " " + m.word(r, 60)
		case "phrase":
			q.Text = `"` + m.phrase(r, 6) + `"`
		case "term, filter, facets":
			q.Text, q.Court = w(), []string{fmt.Sprintf("法院%d", r.IntN(300))}
			q.Facets = []string{FacetTopic, FacetYear, FacetCourt}
		case "lay question":
			for range 9 {
				q.Text += m.word(r, 60)
			}
			q.Plain = true
		}
		out = append(out, q)
	}
	return out
}
