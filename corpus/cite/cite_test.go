package cite

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestParseCaseNumber(t *testing.T) {
	ruling := CaseNumber{Year: 2021, Court: "京0491", Type: "民初", Serial: 5094}
	for _, tt := range []struct {
		in   string
		want CaseNumber
		err  bool
	}{
		{in: "（2021）京0491民初5094号", want: ruling},
		{in: "(2021)京0491民初5094号", want: ruling},
		{in: "〔2021〕京0491民初5094号", want: ruling},
		{in: "[2021]京0491民初5094号", want: ruling},
		{in: "［２０２１］京０４９１民初５０９４号", want: ruling},
		{in: " (2021) 京 0491 民初 5094 号 ", want: ruling},
		{in: "2021京0491民初5094", want: ruling},
		{in: "（2021）京0491民初5094號", want: ruling},
		{in: "（2022）京04民终494号", want: CaseNumber{Year: 2022, Court: "京04", Type: "民终", Serial: 494}},
		{in: "（2020）最高法知民终12号", want: CaseNumber{Year: 2020, Court: "最高法", Type: "知民终", Serial: 12}},
		{in: "（2021）粤0000民初101号之一", want: CaseNumber{Year: 2021, Court: "粤0000", Type: "民初", Serial: 101, Sub: 1}},
		{in: "（2015）海民初字第00012号", want: CaseNumber{Year: 2015, Court: "海", Type: "民初", Serial: 12, Old: true}},
		{in: "(2021) Jing 0491 Min Chu No. 5094", want: ruling},
		{in: "（2021）Jing 0491 Min Chu No.5094 Hao", want: ruling},
		{in: "(2021) Jing0491 Minchu 5094", want: ruling},
		{in: "2021 JING 0491 MIN CHU NO 5094", want: ruling},
		{in: "(2022) Jing 04 Min Zhong No. 494", want: CaseNumber{Year: 2022, Court: "京04", Type: "民终", Serial: 494}},
		{in: "(2020) Yue Min Zai No. 7", want: CaseNumber{Year: 2020, Court: "粤", Type: "民再", Serial: 7}},
		{in: "(2020) Min 01 Min Xia Zhong No. 7", want: CaseNumber{Year: 2020, Court: "闽01", Type: "民辖终", Serial: 7}},
		{in: "(2021) Shaan 01 Zhi Hui No. 3", want: CaseNumber{Year: 2021, Court: "陕01", Type: "执恢", Serial: 3}},
		{in: "(2020) Zui Gao Fa Zhi Min Zhong No. 12", want: CaseNumber{Year: 2020, Court: "最高法", Type: "知民终", Serial: 12}},
		{in: "(2021) Jin 01 Min Chu No. 5", err: true},      // 津 or 晋
		{in: "(2021) Yu 01 Min Chu No. 5", err: true},       // 豫 or 渝
		{in: "(2021) Jing 0491 Xing Chu No. 5", err: true},  // 刑初 or 行初
		{in: "(2021) Jing 04 Xing Zhong No. 5", err: true},  // 刑终 or 行终
		{in: "(2021) Tokyo 04 Min Chu No. 5", err: true},    // no court
		{in: "(2021) Jing 0491 Shang Chu No. 5", err: true}, // no type of this table
		{in: "(2021) Zui Gao Fa 01 Min Zhong No. 12", err: true},
		{in: "Jing 0491 Min Chu No. 5094", err: true},
		{in: "(2021) Jing 0491 Min Chu", err: true},
		{in: "2021-jing0491-minchu-5094", err: true}, // an ID
		{in: "二〇二一京0491民初5094号", err: true},
		{in: "（2014）民申字第12号", err: true}, // the Supreme Court's old numbers have no court
		{in: "京0491民初5094号", err: true},
		{in: "法释〔2017〕20号", err: true},
		{in: "某检诉刑诉［2017］12号", err: true},
		{in: "（2021）京0491民初0号", err: true},
		{in: "", err: true},
	} {
		got, err := ParseCaseNumber(tt.in)
		if got != tt.want || (err != nil) != tt.err {
			t.Errorf("ParseCaseNumber(%q) = %+v, %v; want %+v, error %t", tt.in, got, err, tt.want, tt.err)
		}
	}
}

func TestCaseNumberForms(t *testing.T) {
	for _, tt := range []struct{ in, normal, id string }{
		{"(2021)京0491民初5094号", "（2021）京0491民初5094号", "2021-jing0491-minchu-5094"},
		{"(2022)京04民终494号之二", "（2022）京04民终494号之二", "2022-jing04-minzhong-494-2"},
		{"(2015)海民初字第5号", "（2015）海民初字第5号", "2015-u6d77-minchuzi-5"},
	} {
		n, err := ParseCaseNumber(tt.in)
		if err != nil || n.String() != tt.normal || n.ID() != tt.id {
			t.Errorf("ParseCaseNumber(%q): %s, %s, %v; want %s, %s", tt.in, n, n.ID(), err, tt.normal, tt.id)
		}
	}
}

func TestParseNumeral(t *testing.T) {
	for in, want := range map[string]int{
		"十五": 15, "15": 15, "１５": 15, "两": 2, "一千零三十五": 1035, "一千": 1000, "九百九十八": 998,
		"二〇二二": 2022, "十": 10, "二十": 20, "一百一十": 110, "三万": 30000, "一万零五": 10005, "一千一百八十二": 1182,
	} {
		if got, err := ParseNumeral(in); got != want || err != nil {
			t.Errorf("ParseNumeral(%q) = %d, %v; want %d", in, got, err, want)
		}
	}
	for _, in := range []string{"", "百", "一十百", "条", "-5", "1五", "十百", "99999999999"} {
		if got, err := ParseNumeral(in); err == nil {
			t.Errorf("ParseNumeral(%q) = %d; want an error", in, got)
		}
	}
	for n := 1; n <= 9999; n++ {
		if got, err := ParseNumeral(Numeral(n)); got != n || err != nil {
			t.Fatalf("ParseNumeral(Numeral(%d) = %s) = %d, %v", n, Numeral(n), got, err)
		}
	}
}

func TestFoldMeets(t *testing.T) {
	for _, tt := range []struct{ a, b string }{
		{"（2021）京0491", "〔２０２１〕京０４９１"},
		{"個人訊息，手機號碼；短信", "个人讯息,手机号码;短信"},
		{"51Talk", "５１ｔａｌｋ"},
		{"“知情-同意”", "「知情-同意」"},
		{"〈解释〉", "＜解释＞"},
		{"民\u00a0事", "民 事"},
		{"①", "1"},
		{"零\u200b宽", "零宽"},
	} {
		if FoldString(tt.a) != FoldString(tt.b) {
			t.Errorf("%q folds to %q, %q to %q; want the same", tt.a, FoldString(tt.a), tt.b, FoldString(tt.b))
		}
	}
}

func TestFoldSource(t *testing.T) {
	for _, tt := range []struct{ source, find, want string }{
		{"前文（2021）京0491民初5094号後文", "(2021)京0491民初5094号", "（2021）京0491民初5094号"},
		{"……手機號碼", "手机号码", "手機號碼"},
		{"第㈠项", "(一)", "㈠"},
		{"零\u200b宽，后", "宽", "宽"},
		{"e\u0301é", "é", "e\u0301"},
	} {
		f := Fold(tt.source)
		i := strings.Index(f.Text, tt.find)
		if i < 0 {
			t.Errorf("Fold(%q) = %q lacks %q", tt.source, f.Text, tt.find)
			continue
		}
		start, end := f.Source(i, i+len(tt.find))
		if got := string([]rune(tt.source)[start:end]); got != tt.want {
			t.Errorf("%q in %q comes from %q; want %q", tt.find, tt.source, got, tt.want)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"（２０２１）京", "個人資訊", "e\u0301\u0301㈠ﬃ", "\xff\xfe京", "\u1112\u1161\u11ab", "\u200b"} {
		f.Add(s, 0, 4)
	}
	f.Fuzz(func(t *testing.T, s string, a, b int) {
		g := Fold(s)
		if !utf8.ValidString(g.Text) {
			t.Fatalf("Fold(%q) is not UTF-8: %q", s, g.Text)
		}
		runes := utf8.RuneCountInString(s)
		if start, end := g.Source(a, b); start < 0 || start > end || end > runes {
			t.Fatalf("Fold(%q).Source(%d, %d) = %d, %d of %d runes", s, a, b, start, end, runes)
		}
		last := 0
		for i := range g.Text {
			start, end := g.Source(i, i+1)
			if start >= end || start < last {
				t.Fatalf("Fold(%q): byte %d comes from %d to %d, after %d", s, i, start, end, last)
			}
			last = start
		}
	})
}

func FuzzParseCaseNumber(f *testing.F) {
	for _, s := range []string{"(2021)京0491民初5094号", "（2015）海民初字第5号之一", "2020最高法知民终12", "(2021) Jing 0491 Min Chu No. 5094"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := ParseCaseNumber(s)
		if err != nil {
			return
		}
		if again, err := ParseCaseNumber(n.String()); again != n || err != nil {
			t.Fatalf("%q is %+v, but its normal form %s is %+v, %v", s, n, n, again, err)
		}
	})
}

func BenchmarkFold(b *testing.B) {
	text, err := os.ReadFile("../rulings/2021-jing0491-minchu-5094/text.txt")
	if err != nil {
		b.Fatal(err)
	}
	s := string(text)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		Fold(s)
	}
}
