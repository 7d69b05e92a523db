package index

import (
	"slices"
	"strings"
	"testing"

	"yaozhi/corpus/cite"
)

func TestAnalyze(t *testing.T) {
	a, err := newAnalyzer()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ in, want string }{
		{"手机号", "手机 机号 号"},
		{"手機號", "手机 机号 号"}, // traditional
		{"京０４９１民初５０９４号", "京 0491 民初 初 5094 号"},
		{"GB/T 35273—2020, 3.1", "gb 35273 gb 35273 2020 35273 2020 3.1 2020 3.1"},
		{"the sharing of affiliates' data", "share affili share affili data affili data"},
		{"APP用户", "app 用户 户"},
		{"法", "法"},
		{"〇一", "〇一 一"},
		{"**元", "元"},
		{"", ""},
	} {
		var got []string
		for _, tok := range a.Analyze([]byte(cite.FoldString(tt.in))) {
			got = append(got, string(tok.Term))
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("Analyze(%q) = %q; want %q", tt.in, s, tt.want)
		}
	}
}

// TestTerms: the list has no fault, joins what the law lets it join and no more.
func TestTerms(t *testing.T) {
	a, err := newAnalyzer()
	if err != nil {
		t.Fatal(err)
	}
	list, err := readTerms(a)
	if err != nil {
		t.Fatal(err)
	}
	entry := func(s string) int {
		i, ok := list.byKey[newForm(s, 1, a).key]
		if !ok {
			return -1
		}
		return i
	}
	for _, tt := range []struct {
		a, b string
		same bool
	}{
		{"必需", "必须", true},
		{"手机号", "电话号码", true},
		{"手机号码", "phone numbers", true},
		{"关联公司", "affiliate", true},
		{"单独同意", "separate consent", true},
		{"单独同意", "同意", false},
		{"separate consent", "consent", false},
		{"私密信息", "个人信息", false},
		{"短信", "营销短信", false},
		{"赔偿", "赔礼道歉", false},
	} {
		x, y := entry(tt.a), entry(tt.b)
		if x < 0 || y < 0 || (x == y) != tt.same {
			t.Errorf("%s and %s: entries %d and %d; want same %t", tt.a, tt.b, x, y, tt.same)
		}
	}
}

func TestReadTermsFaults(t *testing.T) {
	a, err := newAnalyzer()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ data, want string }{
		{"terms:\n  - {zh: [短信], de: [Nachricht]}\n", "de"},
		{"terms:\n  - {zh: [短信]}\n  - {zh: [短信]}\n", "two entries"},
		{"terms:\n  - {en: [the]}\n", "no word"},
		{"terms: []\n---\nterms: []\n", "second document"},
	} {
		if _, err := readTermsFrom([]byte(tt.data), []byte("lay: []\n"), a); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("readTerms(%q) = %v; want a fault naming %q", tt.data, err, tt.want)
		}
	}
}

func TestCut(t *testing.T) {
	a, err := newAnalyzer()
	if err != nil {
		t.Fatal(err)
	}
	list, err := readTerms(a)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		in   string
		want []string
	}{
		{"强制收集用户画像", []string{"强制", "收集", "用户画像"}},
		{"关联公司共享", []string{"关联公司", "共享"}},
		{"手机号是不是个人信息吗", []string{"手机号", "是不是", "个人信息", "吗"}},
		{"录屏", []string{"录屏"}},
	} {
		var got []string
		for _, p := range list.cut(tt.in) {
			got = append(got, p.text)
			if tt.in[p.start:p.end] != p.text {
				t.Errorf("cut(%q): %q at %d:%d", tt.in, p.text, p.start, p.end)
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("cut(%q) = %q; want %q", tt.in, got, tt.want)
		}
	}
}

func FuzzAnalyze(f *testing.F) {
	f.Add("京0491民初5094号 sharing３.１")
	f.Add("ing ss \xff 1.2.3.")
	a, err := newAnalyzer()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s string) {
		folded := cite.FoldString(s)
		for _, tok := range a.Analyze([]byte(folded)) {
			if tok.Start < 0 || tok.End > len(folded) || tok.Start >= tok.End || len(tok.Term) == 0 {
				t.Fatalf("Analyze(%q): %v outside %q", s, tok, folded)
			}
		}
	})
}
