package index

import (
	"math"
	"testing"
)

// What an explanation adds up to is the score.
func TestExplanationsAddUp(t *testing.T) {
	x := load(t)
	for _, q := range []Query{
		{Text: "画像"}, {Text: "强制收集用户画像"}, {Text: "首次登录的时候必须填写职业才能用是否合法"}, {Text: "民法典1035条"}, {Text: "C5"},
		{Text: "民法典第1035条规定的个人信息处理规则是什么意思呢"}, {Text: "条:民法典1035 同意"}, {Text: "手机号 OR 画像"}, {Text: `"手机 同意"~5`},
		{Text: "理由:同意 -短信"}, {Text: "is a phone number personal information"}, {Like: "forced-profiling-consent-is-invalid"},
	} {
		q.Explain = true
		res, err := x.Search(t.Context(), q)
		if err != nil || len(res.Hits) == 0 {
			t.Fatalf("Search(%+v) = %d hits, %v", q, len(res.Hits), err)
		}
		for _, h := range res.Hits {
			sum := h.Why.Chars + h.Why.Named
			for _, term := range h.Why.Terms {
				sum += term.Score
			}
			if math.Abs(sum*h.Why.Boost-h.Score) > 1e-4*h.Score {
				t.Errorf("Search(%q %q): %s has the score %g, explained as %g: %+v", q.Text, q.Like, h.ID, h.Score, sum*h.Why.Boost, h.Why)
			}
		}
	}
}
