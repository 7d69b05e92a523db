package index

import (
	"slices"
	"strings"
	"testing"
)

// TestSuggest: a beginning is completed by holdings, rulings, provisions, parties
// and terms, and by titles that have it inside.
func TestSuggest(t *testing.T) {
	x := load(t)
	for _, tt := range []struct{ begun, kind, text string }{
		{"单独的手机", string(KindHolding), "单独的手机号是个人信息"},
		{"A phone num", string(KindHolding), "A phone number alone is personal information"},
		{"(2021)京0491", string(KindRuling), "(2021)京0491民初5094号"},
		{"（２０２１）京", string(KindRuling), "(2021)京0491民初5094号"},
		{"《民法典》第1035条第1款第", string(KindProvision), "《民法典》第1035条第1款第1项"},
		{"罗", SuggestParty, "罗某"},
		{"個人信", SuggestTerm, "个人信息"},
		{"phone n", SuggestTerm, "phone number"},
		{"模糊", SuggestTerm, "模糊"},
		{"清晰", string(KindHolding), "副本须清晰"},
	} {
		got, err := x.Suggest(t.Context(), tt.begun, MaxSuggest)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(got, func(s Suggestion) bool { return s.Kind == tt.kind && strings.Contains(s.Text, tt.text) }) {
			t.Errorf("Suggest(%q) = %v; want a %s with %q", tt.begun, got, tt.kind, tt.text)
		}
		for _, s := range got {
			if (s.ID == "") != (s.Kind == SuggestTerm || s.Kind == SuggestParty) {
				t.Errorf("Suggest(%q) gives %+v", tt.begun, s)
			}
		}
	}
	for _, nothing := range []string{"", " ", "，", "zzzzzz", strings.Repeat("长", MaxQuery+1)} {
		if got, err := x.Suggest(t.Context(), nothing, 0); len(got) > 0 || err != nil {
			t.Errorf("Suggest(%.9q) = %v, %v; want nothing", nothing, got, err)
		}
	}
	if got, err := x.Suggest(t.Context(), "个", 3); len(got) != 3 || err != nil {
		t.Errorf("Suggest(个, 3) = %v, %v; want three", got, err)
	}
}

// TestMend: slips that people make are mended, and said; other words are left as
// they are.
func TestMend(t *testing.T) {
	x := load(t)
	for _, tt := range []struct{ typed, as string }{
		{"consnet", "consent"}, {"guardain", "guardian"}, {"neccessary", "necessary"},
		{"promotinal", "promotional"}, {"recieving", "receiving"}, {"moblie", "mobile"},
		{"lost", ""}, {"fast", ""}, {"connected", ""}, {"unrelated", ""}, {"consent", ""}, {"xyzzyq", ""},
	} {
		res := find(t, x, Query{Text: tt.typed + " phone"})
		var want []Correction
		if tt.as != "" {
			want = []Correction{{tt.typed, tt.as}}
		}
		if !slices.Equal(res.Applied.Mended, want) {
			t.Errorf("Search(%s) mends %v; want %v", tt.typed, res.Applied.Mended, want)
		}
		if quoted := find(t, x, Query{Text: `"` + tt.typed + `"`}); len(quoted.Applied.Mended) > 0 && quoted.Applied.Mode == ModeAll {
			t.Errorf("Search(%q) mends a word in quotation marks", tt.typed)
		}
	}
	for _, same := range [][2]string{{"登陆", "登录"}, {"帐号", "账号"}, {"必需", "必须"}} {
		a, b := ids(find(t, x, Query{Text: same[0]})), ids(find(t, x, Query{Text: same[1]}))
		if !slices.Equal(a, b) {
			t.Errorf("%s finds %v, %s finds %v", same[0], a, same[1], b)
		}
	}
}

// TestLike: the likes of a holding are its siblings, of a pasted passage its
// holding; what is asked about is not among them.
func TestLike(t *testing.T) {
	x := load(t)
	for _, tt := range []struct{ like, want string }{
		{"vague-affiliate-terms-are-not-notice", "affiliate-sharing-needs-clear-notice-and-consent"},
		{"copy-must-be-clear-and-complete", "access-may-be-requested-in-litigation"},
		{"民法典/1035/1", "principles-and-specific-conditions-apply-together"},
		{"未设置“跳过”“拒绝”等不同意提交相关信息情况下的登陆方式", "forced-profiling-consent-is-invalid"},
	} {
		res := find(t, x, Query{Like: tt.like, In: []Kind{KindHolding}, Limit: 4})
		if got := ids(res); !slices.Contains(got, tt.want) || slices.Contains(got, tt.like) {
			t.Errorf("Like %s = %v; want %s among them, and not itself", tt.like, got, tt.want)
		}
	}
	if res := find(t, x, Query{Like: "zzzz qqqq"}); res.Total != 0 {
		t.Errorf("the like of nothing = %v", ids(res))
	}
}
