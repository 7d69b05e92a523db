package cite

import "testing"

// TestTierOf: a title tells the rank of an instrument, in any spelling.
func TestTierOf(t *testing.T) {
	for _, tt := range []struct {
		title string
		want  Tier
	}{
		{"中华人民共和国民法典", TierBasicLaw},
		{"《民法典》", TierBasicLaw},
		{"刑法", TierBasicLaw},
		{"中华人民共和国民事诉讼法(2023-09-01)", TierBasicLaw},
		{"个人信息保护法", TierLaw},
		{"中華人民共和國消費者權益保護法（2013年修正）", TierLaw},
		{"民法通则", TierLaw},
		{"最高人民法院关于适用《中华人民共和国民法典》的解释", TierInterpretation},
		{"最高人民法院、最高人民检察院关于办理诈骗刑事案件适用法律若干问题的解释", TierInterpretation},
		{"道路交通安全法实施条例", TierRegulation},
		{"常见类型移动互联网应用程序必要个人信息范围规定", TierRegulation},
		{"刑法修正案（九）", TierAmendment},
		{"全国人民代表大会常务委员会关于修改《公司法》的决定", TierAmendment},
		{"最高人民法院关于修改《关于审理侵犯专利权纠纷案件的解释》等十八件司法解释的决定", TierAmendment},
		{"51Talk用户协议", TierRegulation},
		{"", TierRegulation},
	} {
		if got := TierOf(tt.title); got != tt.want {
			t.Errorf("TierOf(%q) = %q; want %q", tt.title, got, tt.want)
		}
	}
}
