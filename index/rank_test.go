package index

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the goldens in testdata")

// firstAlways are the files whose every query must find its holding first.
var firstAlways = []string{"required.txt"}

// bars are what questions must reach: those of our own that were read while
// ranking was made, and those that were not.
var bars = []struct {
	files      []string
	first, mrr float64
}{
	{[]string{"questions-zh.txt", "questions-en.txt"}, 0.9, 0.95},
	{[]string{"unseen-zh.txt", "unseen-en.txt"}, 0.9, 0.9},
}

// TestRank keeps the order of results: each file has queries, the holding wanted
// and what is found, best first. A change of ranking is a diff.
func TestRank(t *testing.T) {
	x := load(t)
	files, err := filepath.Glob("testdata/rank/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	var stats strings.Builder
	var all ranks
	byFile := map[string]ranks{}
	for _, file := range files {
		if filepath.Base(file) == "stats.txt" {
			continue
		}
		got, r := rankFile(t, x, file)
		golden(t, file, got)
		r.write(&stats, filepath.Base(file))
		byFile[filepath.Base(file)] = r
		all = append(all, r...)
		if slices.Contains(firstAlways, filepath.Base(file)) && r.at(1) < len(r) {
			t.Errorf("%s: every query must find its holding first:\n%s", file, got)
		}
	}
	for _, bar := range bars {
		var r ranks
		for _, f := range bar.files {
			r = append(r, byFile[f]...)
		}
		if first := float64(r.at(1)) / float64(len(r)); first < bar.first || r.mrr() < bar.mrr {
			t.Errorf("%v: first %.3f, MRR@5 %.3f; want at least %.2f and %.2f", bar.files, first, r.mrr(), bar.first, bar.mrr)
		}
	}
	all.write(&stats, "all")
	golden(t, "testdata/rank/stats.txt", stats.String())
	for _, h := range embedded(t).Holdings {
		if !slices.ContainsFunc(all, func(r rank) bool { return slices.Contains(strings.Fields(r.want), h.Code) }) {
			t.Errorf("no query wants %s", h.Code)
		}
	}
}

// rank is where the wanted holding was found, from 1; 0 for not in the first ten.
type rank struct {
	want string
	at   int
}

type ranks []rank

func (rs ranks) at(k int) int {
	n := 0
	for _, r := range rs {
		if r.at > 0 && r.at <= k {
			n++
		}
	}
	return n
}

// mrr is the mean of 1/rank, of the first five.
func (rs ranks) mrr() float64 {
	sum := 0.0
	for _, r := range rs {
		if r.at > 0 && r.at <= 5 {
			sum += 1 / float64(r.at)
		}
	}
	return sum / float64(len(rs))
}

func (rs ranks) write(b *strings.Builder, name string) {
	n := float64(len(rs))
	fmt.Fprintf(b, "%-26s queries %3d  first %.3f  in 3 %.3f  in 10 %.3f  MRR@5 %.3f\n",
		name, len(rs), float64(rs.at(1))/n, float64(rs.at(3))/n, float64(rs.at(10))/n, rs.mrr())
}

func rankFile(t *testing.T, x *Index, file string) (string, ranks) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	var rs ranks
	query := ""
	for line := range strings.Lines(string(data)) {
		key, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		switch key {
		case "found":
			continue
		case "query":
			query = value
		}
		out.WriteString(line)
		if key != "want" {
			continue
		}
		res, err := x.Search(t.Context(), Query{Text: query, Limit: 10})
		if err != nil {
			t.Fatalf("%s: Search(%q): %v", file, query, err)
		}
		r := rank{want: value}
		var names []string
		for i, h := range res.Hits {
			if slices.Contains(strings.Fields(value), h.Code) && r.at == 0 {
				r.at = i + 1
			}
			if i < 5 {
				names = append(names, name(h))
			}
		}
		rs = append(rs, r)
		fmt.Fprintf(&out, "found %s, %d: %s\n", res.Applied.Mode, res.Total, strings.Join(names, " "))
	}
	return out.String(), rs
}

// name is a hit in a line of a golden: a code, or the ID.
func name(h Hit) string {
	if h.Code != "" {
		return h.Code
	}
	_, passage, ok := strings.Cut(h.ID, "#")
	if ok {
		return passage
	}
	return h.ID
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (go test ./index -run %s -update rewrites it); got:\n%s", file, t.Name(), got)
	}
}
