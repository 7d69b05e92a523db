package index

import (
	"math"
	"testing"
	"time"
)

// TestMeasure holds the measures to values worked out by hand.
func TestMeasure(t *testing.T) {
	m := Measurement{Queries: 2}
	m.add([]string{"x", "a", "y", "b"}, map[string]bool{"a": true, "b": true, "c": true})
	m.add(nil, map[string]bool{"a": true})
	m.mean()
	ndcg := (1/math.Log2(3) + 1/math.Log2(5)) / (1 + 1/math.Log2(3) + 1/math.Log2(4)) / 2
	want := Measurement{Queries: 2, MRR10: 0.25, NDCG10: Round(ndcg, 4), Recall3: 0.1667, Recall5: 0.3333, Recall10: 0.3333, Recall100: 0.3333}
	if m != want {
		t.Errorf("got %+v; want %+v", m, want)
	}
	var times []time.Duration
	for i := range 20 {
		times = append(times, time.Duration(20-i))
	}
	if p50, p95, p99 := percentile(times, 50), percentile(times, 95), percentile(times, 99); p50 != 10 || p95 != 19 || p99 != 20 {
		t.Errorf("percentiles of 1 to 20: %d, %d, %d; want 10, 19, 20", p50, p95, p99)
	}
}
