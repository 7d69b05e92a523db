package index

import (
	"testing"

	"yaozhi/corpus"
)

func embedded(tb testing.TB) *corpus.Corpus {
	tb.Helper()
	c, err := corpus.Embedded()
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

func load(tb testing.TB) *Index {
	tb.Helper()
	x, err := New(embedded(tb))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := x.Close(); err != nil {
			tb.Error(err)
		}
	})
	return x
}

func BenchmarkNew(b *testing.B) {
	c, err := corpus.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		x, err := New(c)
		if err != nil {
			b.Fatal(err)
		}
		if err := x.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSearch(b *testing.B) {
	x := load(b)
	for _, bm := range []struct {
		name string
		q    Query
	}{
		{"word", Query{Text: "手机号"}},
		{"sentence", Query{Text: "首次登录必须填写职业和学习目的不能跳过是否有效"}},
		{"phrase", Query{Text: `"知情-同意"`}},
		{"filter", Query{Text: "同意", In: []Kind{KindHolding, KindPassage}, Topic: []string{"lawful-basis"}, Part: []string{"opinion"}}},
		{"everything", Query{}},
	} {
		b.Run(bm.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := x.Search(b.Context(), bm.q); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
