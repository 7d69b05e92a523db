package index

import (
	"encoding/json"
	"testing"
)

func BenchmarkZZ(b *testing.B) {
	x, err := Open("/tmp/ix")
	if err != nil {
		b.Fatal(err)
	}
	defer x.Close()
	var qs []string
	for l, err := range Lines("/work/shared/dev/search/queries.jsonl") {
		if err != nil {
			b.Fatal(err)
		}
		var q struct{ Text string }
		json.Unmarshal(l.Text, &q)
		qs = append(qs, q.Text)
	}
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		if _, err := x.Search(b.Context(), Query{Text: qs[i%len(qs)], Plain: true, Bare: true, Limit: 100}); err != nil {
			b.Fatal(err)
		}
		i++
	}
}
