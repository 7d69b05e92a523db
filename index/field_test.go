package index

import (
	"errors"
	"testing"

	"yaozhi/corpus"
)

// TestFields: a field looks into its own part only, a filter keeps its own only.
func TestFields(t *testing.T) {
	x := load(t)
	for _, tt := range []struct {
		query string
		want  func(Hit) bool // of every hit
	}{
		{"主张:短信", func(h Hit) bool { return h.Part == corpus.PartClaims }},
		{"claims:手机号", func(h Hit) bool { return h.Part == corpus.PartClaims }},
		{"抗辩:手机号", func(h Hit) bool { return h.Part == corpus.PartDefence }},
		{"defence:consent", func(h Hit) bool { return h.Part == corpus.PartDefence }},
		{"当事人:罗某", func(h Hit) bool { return h.Kind == KindRuling || h.Part == corpus.PartParties }},
		{"标题:副本", func(h Hit) bool { return h.Kind != KindPassage }},
		{"title:consent", func(h Hit) bool { return h.Kind != KindPassage }},
		{"kind:holding 短信", func(h Hit) bool { return h.Kind == KindHolding }},
		{"短信 -类型:要旨", func(h Hit) bool { return h.Kind != KindHolding }},
		{"类型:法条 OR 类型:裁判文书", func(h Hit) bool { return h.Kind == KindProvision || h.Kind == KindRuling }},
		{"效力:附带意见", func(h Hit) bool { return embedded(t).Holding(h.ID).Weight == corpus.WeightObiter }},
		{"weight:ratio 同意", func(h Hit) bool { return embedded(t).Holding(h.ID).Weight == corpus.WeightRatio }},
		{"kind:holding topic:access", func(h Hit) bool { return embedded(t).Holding(h.ID).Topic == "access" }},
		{"kind:holding 主题:查阅与复制", func(h Hit) bool { return embedded(t).Holding(h.ID).Topic == "access" }},
		{`kind:holding topic:"access and copies"`, func(h Hit) bool { return embedded(t).Holding(h.ID).Topic == "access" }},
	} {
		res := find(t, x, Query{Text: tt.query, Limit: 100})
		if res.Total == 0 || res.Applied.Mode != ModeAll {
			t.Errorf("Search(%q) found %d, mode %s", tt.query, res.Total, res.Applied.Mode)
		}
		for _, h := range res.Hits {
			if !tt.want(h) {
				t.Errorf("Search(%q) found %s %s in %q", tt.query, h.Kind, h.ID, h.Part)
			}
		}
	}
	for _, query := range []string{"date:..2022-07-31 短信"} {
		if res := find(t, x, Query{Text: query}); res.Total > 0 {
			t.Errorf("Search(%q) found %v; want nothing", query, ids(res))
		}
	}
	_, err := x.Search(t.Context(), Query{Text: "kind:holding topic:nothing"})
	if bad, ok := errors.AsType[*QueryError](err); !ok || bad.Offset != len("kind:holding ") || bad.Fix == "" {
		t.Errorf("Search with a topic that is none = %v; want a QueryError at the field, with a fix", err)
	}
}

func TestDateRange(t *testing.T) {
	for _, tt := range []struct {
		in, from, to string
		ok           bool
	}{
		{"2022", "2022-01-01", "2022-12-31", true},
		{"2022-02", "2022-02-01", "2022-02-28", true},
		{"2022-08-01", "2022-08-01", "2022-08-01", true},
		{"2022年", "2022-01-01", "2022-12-31", true},
		{"2022年8月..2022年9月1日", "2022-08-01", "2022-09-01", true},
		{"２０２２．．", "2022-01-01", "", true},
		{"..2022-8", "", "2022-08-31", true},
		{"..", "", "", false},
		{"22", "", "", false},
		{"2022-13", "", "", false},
		{"2021..2022..2023", "", "", false},
	} {
		from, to, ok := dateRange(tt.in)
		if from != tt.from || to != tt.to || ok != tt.ok {
			t.Errorf("dateRange(%q) = %q, %q, %t; want %q, %q, %t", tt.in, from, to, ok, tt.from, tt.to, tt.ok)
		}
	}
}
