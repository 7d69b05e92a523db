package index

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestParse(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"no words are no query", "", ""},
		{"blanks are no words", "　 ", ""},
		{"marks are no words", "！ — ……", ""},
		{"a word is itself", "手机号", "手机号"},
		{"a wide blank separates", "个人信息副本　期限", "个人信息副本 期限"},
		{"a question stays whole", "手机号是个人信息吗？", "手机号是个人信息吗？"},

		{"OR binds weaker than a blank", "a OR b c", "a OR b c"},
		{"brackets bind OR", "(a OR b) c", "(a OR b) c"},
		{"brackets come in every width", "（a OR b） 【c OR d】 ﹙e OR f﹚", "(a OR b) (c OR d) (e OR f)"},
		{"brackets of two widths meet", "（a OR b) c", "(a OR b) c"},
		{"needless brackets go", "((a)) (b c)", "a b c"},
		{"alternatives inside alternatives are joined", "a OR (b OR (c))", "a OR b OR c"},
		{"a bar is OR, between blanks or not", "a|b｜c || d", "a OR b OR c OR d"},
		{"OR may be wide", "a ＯＲ b", "a OR b"},
		{"or in lower case is a word", "a or b", "a or b"},
		{"Or in mixed case is a word", "a Or b And c", "a Or b And c"},
		{"OR in quotation marks is a word", `a "OR" b`, `a "OR" b`},
		{"AND may be left out", "a AND b", "a b"},
		{"AND before an exclusion is a blank", "a AND -b", "a -b"},
		{"AND inside a word is the word", "ANDROID ORACLE NOTICE", "ANDROID ORACLE NOTICE"},

		{"- leaves out what follows", "（a OR b） -c", "(a OR b) -c"},
		{"- leaves out a phrase", `a -"b c"`, `a -"b c"`},
		{"- leaves out a group", "a -(b c) －(d|e)", "a -(b c) -(d OR e)"},
		{"- leaves out a case number", "a -(2021)京0491民初5094号", "a -(2021)京0491民初5094号"},
		{"- leaves out a title in marks", "a -《民法典》", "a -《民法典》"},
		{"- leaves out a field", "-理由:短信 手机号", "-opinion:短信 手机号"},
		{"NOT is -", "a NOT b AND NOT c", "a -b -c"},
		{"not in lower case is a word", "a not b", "a not b"},
		{"- between blanks is a mark", "A - B", "A B"},
		{"- before a mark is a mark", "A -> B -！ C", "A B C"},
		{"- inside a word is the word", "de-identified 知情-同意", "de-identified 知情-同意"},

		{"a phrase may stand in curly marks", "“单独同意” 短信", `"单独同意" 短信`},
		{"a phrase may stand in corner marks", "「单独同意」短信", `"单独同意" 短信`},
		{"marks of a phrase may be mixed", `“a b" "c d” “e f“`, `"a b" "c d" "e f"`},
		{"corner marks hold other marks", `「他说"是"」`, `「他说"是"」`},
		{"curly marks hold corner marks", "“他说「是」”", `"他说「是」"`},
		{"a phrase holds operators", `"a OR (b -c: d|e"`, `"a OR (b -c: d|e"`},
		{"a phrase may have room", `"a b"~3 "c d"～１２`, `"a b"~3 "c d"~12`},
		{"no room is exact", `"a b"~0`, `"a b"`},
		{"~ without a number is a mark", `"a b"~ "好"～`, `"a b" "好"`},
		{"~ elsewhere is a mark", "a~3", "a~3"},

		{"a field may be Chinese and its colon wide", "理由：必要", "opinion:必要"},
		{"a field may be traditional", "當事人：羅某", "party:羅某"},
		{"a field may be in capitals", "Opinion:a ＣＬＡＩＭＳ：b", "opinion:a claims:b"},
		{"a field holds a phrase", "判项:“书面道歉”", `disposition:"书面道歉"`},
		{"a field holds a group", "要旨:(手机号 OR 画像)", "holding:(手机号 OR 画像)"},
		{"a field holds a conjunction", "要旨:(手机号 -画像)", "holding:(手机号 -画像)"},
		{"a field after a group is not inside it", "理由:(a b) 事实:c", "opinion:(a b) facts:c"},
		{"defence is spelt two ways", "defense:a 抗辩:b", "defence:a defence:b"},
		{"a filter takes a citation", "案号:(2021)京0491民初5094号 手机号", "case:(2021)京0491民初5094号 手机号"},
		{"a filter takes a quoted citation", `条:"民法典 第1035条"`, `provision:"民法典 第1035条"`},
		{"a kind has names", "类型:要旨 -kind:Passages", "kind:holding -kind:passage"},
		{"a weight has names", `效力:附带意见 OR weight:"Guiding Point"`, "weight:obiter OR weight:guiding"},
		{"a topic is what it is", "主题:查阅与复制", "topic:查阅与复制"},
		{"a date may be open", "date:2022.. 日期：..2023", "date:2022.. date:..2023"},
		{"a date may be written in Chinese", "日期：2022年8月1日", "date:2022年8月1日"},

		{"the brackets of a case number are its own", "（2021）京0491民初5094号", "（2021）京0491民初5094号"},
		{"a case number may stand in brackets", "((2021)京0491民初5094号|a) b", "((2021)京0491民初5094号 OR a) b"},
		{"the brackets of a year alone are a group", "(2021) a", "2021 a"},
		{"the brackets of an item are its own", "Civil 1035(1)(1) 第28条（二）", "Civil 1035(1)(1) 第28条（二）"},
		{"a path is a word", "民法典/1035/1 条:民法典/1035/1", "民法典/1035/1 provision:民法典/1035/1"},
		{"a time is a word", "10:30 2021-01-15", "10:30 2021-01-15"},
		{"an address is a word", "https://x.cn/a?b=c:d", "https://x.cn/a?b=c:d"},
		{"a wide colon after no field's name is a mark", "问题：手机号", "问题：手机号"},
		{"a colon before a blank is a mark", "Question: a (note:)", "Question: a note:"},
	} {
		n, err := parse(tt.in)
		if err != nil || canonical(n) != tt.want {
			t.Errorf("%s: parse(%q) = %q, %v; want %q", tt.name, tt.in, canonical(n), err, tt.want)
			continue
		}
		again, err := parse(tt.want)
		if err != nil || !reflect.DeepEqual(bare(n), bare(again)) {
			t.Errorf("%s: parse(%q) = %#v, %v; want %#v", tt.name, tt.want, again, err, n)
		}
	}
}

// TestParseTree: the tree says what binds what, and where in the query it stands.
func TestParseTree(t *testing.T) {
	got, err := parse(`手机号 -"单独 同意"~2 OR 理由：(a|b)`)
	want := or{
		and{word{text: "手机号"}, not{phrase{"单独 同意", 2, 5}}},
		field{fieldOpinion, or{word{text: "a", off: 22}, word{text: "b", off: 24}}, 18},
	}
	if err != nil || !reflect.DeepEqual(got, node(want)) {
		t.Errorf("parse = %#v, %v; want %#v", got, err, want)
	}
}

func TestParseFaults(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		offset   int
		message  string // a part of it
	}{
		{"a quotation mark stays open", `手机号 "营销`, 4, "not closed"},
		{"a corner mark is not closed by another", "「营销”", 0, "not closed"},
		{"a quotation mark is closed only", "”", 0, "not opened"},
		{"a phrase is empty", `""`, 0, "hold no words"},
		{"a phrase has marks only", `a “！”`, 2, "hold no words"},
		{"the room is out of reach", `"a b"~1000`, 5, "too large"},
		{"the room is less than none", `"a b"~-1`, 5, "no number"},
		{"the room is a word", `"a b"~x`, 5, "no number"},
		{"the room is no machine number", `"a b"~99999999999999999999`, 5, "too large"},

		{"OR has nothing after it", "手机号 OR", 4, "OR has"},
		{"OR has nothing before it", "OR 手机号", 0, "OR has"},
		{"OR follows OR", "手机号 OR OR 画像", 4, "OR has"},
		{"a bar has nothing after it", "手机号|", 3, "OR has"},
		{"OR stands before a bracket's end", "(a OR) b", 3, "OR has"},
		{"AND has nothing after it", "手机号 AND", 4, "AND has"},
		{"AND has nothing before it", "AND 手机号", 0, "AND has"},
		{"AND follows AND", "a AND AND b", 2, "AND has"},
		{"AND precedes OR", "a AND OR b", 2, "AND has"},

		{"a bracket stays open", "a (b", 2, "not closed"},
		{"a bracket is closed only", "a) b", 1, "not opened"},
		{"brackets are empty", "()", 0, "no words"},
		{"brackets are empty behind words", "a （！）", 2, "no words"},
		{"brackets are too deep", strings.Repeat("(", maxDepth+1) + "a" + strings.Repeat(")", maxDepth+1), maxDepth, "inside each other"},
		{"words are too many", strings.Repeat("a ", maxClauses+1), 2 * maxClauses, "too many words"},

		{"only an exclusion", "-短信", 0, "leave out"},
		{"only an exclusion in one alternative", "a OR -b", 5, "leave out"},
		{"only an exclusion in a group", "a (-b NOT c)", 3, "leave out"},
		{"- follows -", "--a", 0, "no word after"},
		{"- precedes OR", "a -OR b", 2, "no word after"},
		{"NOT has nothing after it", "a NOT", 2, "no word after"},

		{"a field is empty", "案号:", 0, "is empty"},
		{"a field is empty before a blank", "a 理由: 必要", 2, "is empty"},
		{"a field is empty before an exclusion", "理由:-a", 0, "is empty"},
		{"a field is empty before a field", "理由:事实:a", 0, "is empty"},
		{"a field is unknown", "foo:bar", 0, "no field foo"},
		{"a field is in a field", "理由:(事实:a)", 4, "field inside"},
		{"a filter is in a field", "理由:(a kind:holding)", 6, "field inside"},
		{"a filter holds a group", "条:(a b)", 2, "one value"},
		{"a filter has room", `案号:"a b"~3`, 3, "takes no ~"},
		{"a date is no date", "date:soon", 5, "not a date"},
		{"a date has no day", "date:2022-02-30", 5, "not a date"},
		{"a range has no date", "date:..", 0, "is empty"},
		{"a range runs backwards", "date:2023..2022-12", 5, "before it begins"},
		{"a kind is unknown", "类型:法官", 3, "not a kind"},
		{"a weight is unknown", "a weight:heavy", 9, "not a weight"},
	} {
		_, err := parse(tt.in)
		e, ok := errors.AsType[*QueryError](err)
		if !ok || e.Offset != tt.offset || !strings.Contains(e.Message, tt.message) || e.Fix == "" || !errors.Is(err, ErrQuery) {
			t.Errorf("%s: parse(%q) = %#v; want %q at %d with a fix", tt.name, tt.in, err, tt.message, tt.offset)
		}
	}
}

// TestParseLimits: what stands just within the limits is read.
func TestParseLimits(t *testing.T) {
	for _, s := range []string{
		strings.Repeat("(", maxDepth) + "a" + strings.Repeat(")", maxDepth),
		strings.Repeat("(a)", maxClauses),
		`"a b"~999`,
	} {
		if _, err := parse(s); err != nil {
			t.Errorf("parse(%q): %v", s, err)
		}
	}
}

// FuzzParse: a query ends in a tree or in a fault that stands in the text, and the
// canonical form of a tree is the same tree.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"手机号 -短信", `"a b"~3 OR (c d)`, "案号:（2021）京0491民初5094号", "理由：(必要 OR 必需)", "a OR", "条:民法典1035(1)",
		"-(a OR -(b c))", "date:2021..2022", "“ ”", "a:b", "[[x]]", "（2021）", "OR:1", "a|b||c", `「a"b」~9`, "a -> b", "NOT a b",
		"(2021)a|b", "(x OR foo: ) y", "kind:要旨 weight:ratio topic:access", "a -！b", "-(2021)京04 x", `“a「b“`, "\xffa:\xff",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := parse(s)
		if err != nil {
			e, ok := errors.AsType[*QueryError](err)
			if !ok || e.Offset < 0 || e.Offset > utf8.RuneCountInString(s) || e.Message == "" || e.Fix == "" {
				t.Fatalf("parse(%q): %#v", s, err)
			}
			return
		}
		for _, off := range offsets(n) {
			if off < 0 || off >= utf8.RuneCountInString(s) {
				t.Fatalf("parse(%q): a node at %d", s, off)
			}
		}
		text := canonical(n)
		again, err := parse(text)
		if err != nil {
			t.Fatalf("parse(%q): canonical form %q: %v", s, text, err)
		}
		if canonical(again) != text || !reflect.DeepEqual(bare(n), bare(again)) {
			t.Fatalf("parse(%q): %q parses to %#v; want %#v", s, text, again, n)
		}
	})
}

// bare is a tree without offsets.
func bare(n node) node {
	switch n := n.(type) {
	case word:
		n.off = 0
		return n
	case phrase:
		n.off = 0
		return n
	case field:
		n.off, n.kid = 0, bare(n.kid)
		return n
	case not:
		return not{bare(n.kid)}
	case and:
		return and(bareAll(n))
	case or:
		return or(bareAll(n))
	}
	return nil
}

func bareAll(ns []node) []node {
	out := make([]node, len(ns))
	for i, n := range ns {
		out[i] = bare(n)
	}
	return out
}

// offsets are those of all nodes that have one.
func offsets(n node) []int {
	switch n := n.(type) {
	case word:
		return []int{n.off}
	case phrase:
		return []int{n.off}
	case field:
		return append(offsets(n.kid), n.off)
	case not:
		return offsets(n.kid)
	case and:
		return offsetsAll(n)
	case or:
		return offsetsAll(n)
	}
	return nil
}

func offsetsAll(ns []node) []int {
	var out []int
	for _, n := range ns {
		out = slices.Concat(out, offsets(n))
	}
	return out
}
