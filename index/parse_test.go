package index

import (
	"errors"
	"testing"
	"unicode/utf8"
)

func TestParse(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"", ""},
		{"　 ", ""},
		{"手机号", "手机号"},
		{"个人信息副本　期限", "个人信息副本 期限"},
		{"a OR b c", "a OR b c"},
		{"(a OR b) c", "(a OR b) c"},
		{"（a OR b） -c", "(a OR b) -c"},
		{"a AND b", "a b"},
		{"((a))", "a"},
		{"a (b c)", "a b c"},
		{"“单独同意” 短信", `"单独同意" 短信`},
		{`"a b"~3`, `"a b"~3`},
		{"理由：必要", "opinion:必要"},
		{"要旨:(手机号 OR 画像)", "holding:(手机号 OR 画像)"},
		{"-理由:短信 手机号", "-opinion:短信 手机号"},
		{"（2021）京0491民初5094号", "（2021）京0491民初5094号"},
		{"案号:(2021)京0491民初5094号 手机号", "case:(2021)京0491民初5094号 手机号"},
		{"Civil 1035(1)(1)", "Civil 1035(1)(1)"},
		{"date:2022..", "date:2022.."},
		{"A - B", "A B"},
		{"手机号是个人信息吗？", "手机号是个人信息吗？"},
		{"问题：手机号", "问题：手机号"},
		{"https://x.cn/a", "https://x.cn/a"},
		{"de-identified", "de-identified"},
	} {
		n, err := parse(tt.in)
		if err != nil || n.String() != tt.want {
			t.Errorf("parse(%q) = %q, %v; want %q", tt.in, n.String(), err, tt.want)
		}
	}
}

func TestParseFaults(t *testing.T) {
	for _, tt := range []struct {
		in     string
		offset int
	}{
		{`手机号 "营销`, 4},
		{"”", 0},
		{"手机号 OR", 4},
		{"OR 手机号", 0},
		{"手机号 OR OR 画像", 4},
		{"手机号 AND", 4},
		{"案号:", 0},
		{"a 理由: 必要", 2},
		{"foo:bar", 0},
		{"a (b", 2},
		{"a) b", 1},
		{"()", 0},
		{`""`, 0},
		{"-短信", 0},
		{"a OR -b", 5},
		{"--a", 0},
		{"理由:(事实:a)", 4},
		{"条:(a b)", 2},
		{"date:soon", 5},
	} {
		_, err := parse(tt.in)
		e, ok := errors.AsType[*QueryError](err)
		if !ok || e.Offset != tt.offset || e.Message == "" || e.Fix == "" || !errors.Is(err, ErrQuery) {
			t.Errorf("parse(%q) = %+v; want a fault at %d with a fix", tt.in, err, tt.offset)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"手机号 -短信", `"a b"~3 OR (c d)`, "案号:（2021）京0491民初5094号", "理由：(必要 OR 必需)", "a OR", "条:民法典1035(1)",
		"-(a OR -(b c))", "date:2021..2022", "“ ”", "a:b", "[[x]]", "（2021）", "OR:1",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := parse(s)
		if err != nil {
			e, ok := errors.AsType[*QueryError](err)
			if !ok || e.Offset < 0 || e.Offset > utf8.RuneCountInString(s) || e.Fix == "" {
				t.Fatalf("parse(%q): %#v", s, err)
			}
			return
		}
		canonical := n.String()
		again, err := parse(canonical)
		if err != nil {
			t.Fatalf("parse(%q): canonical form %q: %v", s, canonical, err)
		}
		if got := again.String(); got != canonical || !same(n, again) {
			t.Fatalf("parse(%q): %q parses to %q", s, canonical, got)
		}
	})
}

func same(a, b *node) bool {
	if a == nil || b == nil {
		return a == b
	}
	if a.op != b.op || a.text != b.text || a.field != b.field || a.slop != b.slop || len(a.kids) != len(b.kids) {
		return false
	}
	for i := range a.kids {
		if !same(a.kids[i], b.kids[i]) {
			return false
		}
	}
	return true
}
