package index

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"yaozhi/corpus/cite"
	"yaozhi/index/postings"
)

func find(t *testing.T, x *Index, q Query) *Results {
	t.Helper()
	res, err := x.Search(t.Context(), q)
	if err != nil {
		t.Fatalf("Search(%+v): %v", q, err)
	}
	return res
}

// TestCited: what a user writes of a citation answers first.
func TestCited(t *testing.T) {
	x := load(t)
	const ruling = "2021-jing0491-minchu-5094"
	for _, tt := range []struct{ query, first string }{
		{"C5", "forced-profiling-consent-is-invalid"},
		{"ｃ５", "forced-profiling-consent-is-invalid"},
		{"forced-profiling-consent-is-invalid", "forced-profiling-consent-is-invalid"},
		{"（2021）京0491民初5094号", ruling},
		{"(2021)京0491民初5094号", ruling},
		{"（２０２１）京０４９１民初５０９４号", ruling},
		{"京0491民初5094号", ruling},
		{"京0491民初5094", ruling},
		{ruling, ruling},
		{"案号:5094", ruling},
		{"case:（2021）京0491民初5094号", ruling},
		{"民法典1035条第一款", "民法典/1035/1"},
		{"《民法典》第一千零三十五条第一款", "民法典/1035/1"},
		{"民法典 第1035条 第1款", "民法典/1035/1"},
		{"民法典/1035/1", "民法典/1035/1"},
		{"条:民法典1035.1", "民法典/1035/1"},
		{"provision:民法典1035条第一款", "民法典/1035/1"},
		{"Civil Code art. 1035(1)", "民法典/1035/1"},
		{"Article 1035 of the Civil Code", "民法典/1035"},
		{"Civil Code § 1035(1)", "民法典/1035/1"},
		{"what does Civil Code art. 1035 require", "民法典/1035"},
		{"what does article 13 of PIPL say", "个人信息保护法/13"},
		{"民法典§1035", "民法典/1035"},
		{"民法典第1035、1036条", "民法典/1035"},
		{"(2021) Jing 0491 Min Chu No. 5094", ruling},
	} {
		res := find(t, x, Query{Text: tt.query, Limit: 3})
		if len(res.Hits) == 0 || res.Hits[0].ID != tt.first {
			t.Errorf("Search(%q) = %v; want %s first", tt.query, ids(res), tt.first)
		}
	}
}

// TestScopes: a field restricts where a word may stand.
func TestScopes(t *testing.T) {
	x := load(t)
	for _, tt := range []struct {
		query string
		part  string // of every passage found
		kind  Kind   // of every hit; empty for any
	}{
		{"理由:短信", "opinion issues", ""},
		{"事实:短信", "facts", ""},
		{"判项:删除", "disposition", ""},
		{"要旨:同意", "", KindHolding},
		{"holding:consent", "", KindHolding},
	} {
		res := find(t, x, Query{Text: tt.query, Limit: 100})
		if res.Total == 0 {
			t.Errorf("Search(%q) found nothing", tt.query)
		}
		for _, h := range res.Hits {
			if h.Kind == KindPassage && !strings.Contains(tt.part, string(h.Part)) || tt.kind != "" && h.Kind != tt.kind {
				t.Errorf("Search(%q) found %s in %s", tt.query, h.ID, h.Part)
			}
		}
	}
	if all, court := find(t, x, Query{Text: "短信"}), find(t, x, Query{Text: "法院:北京互联网法院 短信"}); court.Total == 0 || court.Total > all.Total {
		t.Errorf("法院: found %d of %d", court.Total, all.Total)
	}
	if n := find(t, x, Query{Text: "法院:上海 短信"}); slices.ContainsFunc(n.Hits, func(h Hit) bool { return h.Kind != KindProvision }) && n.Applied.Mode == ModeAll {
		t.Errorf("法院:上海 found %v", ids(n))
	}
	if n := find(t, x, Query{Text: "date:2023.. 短信"}).Total; n != 0 {
		t.Errorf("date:2023.. found %d; the ruling is of 2022", n)
	}
}

// TestBoolean: the operators are set operations on what is found.
func TestBoolean(t *testing.T) {
	x := load(t)
	all := func(text string) map[string]bool {
		out := map[string]bool{}
		q := Query{Text: text, Limit: 100}
		for {
			res := find(t, x, q)
			for _, h := range res.Hits {
				if out[h.ID] {
					t.Errorf("Search(%q): %s twice", text, h.ID)
				}
				out[h.ID] = true
			}
			if q.Cursor = res.Next; res.Next == "" {
				if len(out) != res.Total {
					t.Errorf("Search(%q): %d over all pages, total %d", text, len(out), res.Total)
				}
				return out
			}
		}
	}
	a, b, everything := all("短信"), all("删除"), all("")
	and, or, not := all("短信 删除"), all("短信 OR 删除"), all("短信 -删除")
	for id := range everything {
		if and[id] != (a[id] && b[id]) || or[id] != (a[id] || b[id]) || not[id] != (a[id] && !b[id]) {
			t.Errorf("%s: 短信 %t 删除 %t and %t or %t not %t", id, a[id], b[id], and[id], or[id], not[id])
		}
	}
}

// TestRun: a Chinese word is its characters in a run, in every text found.
func TestRun(t *testing.T) {
	x := load(t)
	for _, word := range []string{"个人信息", "单独", "法", "5094", "知情"} {
		res := find(t, x, Query{Text: `"` + word + `"`, Limit: 100})
		if res.Total == 0 {
			t.Errorf("%s: nothing found", word)
		}
		for _, h := range res.Hits {
			if !slices.ContainsFunc(textsOf(t, x, h.ID), func(t postings.Text) bool { return strings.Contains(cite.FoldString(string(t.Body)), word) }) {
				t.Errorf("%s: %s has it nowhere", word, h.ID)
			}
		}
	}
	if both := find(t, x, Query{Text: `"手机 短信"~30`}); both.Total == 0 {
		t.Error(`"手机 短信"~30 finds nothing`)
	}
	separate := find(t, x, Query{Text: "单独同意"})
	if slices.ContainsFunc(separate.Hits, func(h Hit) bool { return h.Code == "C8" }) && separate.Applied.Mode == ModeAll {
		t.Error("单独同意 is read as 同意")
	}
}

// TestFilters: filters cut the hits, and facets count what is left.
func TestFilters(t *testing.T) {
	x, c := load(t), embedded(t)
	q := Query{Text: "同意", In: []Kind{KindHolding}, Topic: []string{"lawful-basis"}, Limit: 100, Facets: []string{FacetWeight}}
	res := find(t, x, q)
	if res.Total == 0 || res.Total != len(res.Hits) {
		t.Fatalf("found %d, %d hits", res.Total, len(res.Hits))
	}
	counts := map[string]int{}
	for _, h := range res.Hits {
		holding := c.Holding(h.ID)
		if h.Kind != KindHolding || holding.Topic != "lawful-basis" {
			t.Errorf("%s does not pass the filters", h.ID)
		}
		counts[string(holding.Weight)]++
	}
	for _, f := range res.Facets[FacetWeight] {
		if counts[f.Value] != f.Count {
			t.Errorf("facet %s = %d; want %d", f.Value, f.Count, counts[f.Value])
		}
		only := q
		only.Weight = []string{f.Value}
		if n := find(t, x, only).Total; n != f.Count {
			t.Errorf("filter %s finds %d; the facet says %d", f.Value, n, f.Count)
		}
	}
	for _, statute := range []string{"民法典/1035", "《民法典》第1035条", "民法典"} {
		if n := find(t, x, Query{Statute: []string{statute}}).Total; n == 0 {
			t.Errorf("statute %s finds nothing", statute)
		}
	}
	if n := find(t, x, Query{In: []Kind{KindPassage}, To: "2022-07-31"}).Total; n != 0 {
		t.Errorf("decided before 2022-08-01: %d passages; want none", n)
	}
}

// TestPaging: pages follow each other without gap or repetition, whatever their
// size, and a cursor fits its own query only.
func TestPaging(t *testing.T) {
	x := load(t)
	want := ids(find(t, x, Query{Text: "个人信息", Limit: 60}))
	var got []string
	q := Query{Text: "个人信息", Limit: 7}
	for len(got) < len(want) {
		res := find(t, x, q)
		got = append(got, ids(res)...)
		q.Cursor, q.Limit = res.Next, q.Limit+1
	}
	if !slices.Equal(got[:len(want)], want) {
		t.Errorf("pages give %v; want %v", got, want)
	}
	cursor := find(t, x, Query{Text: "个人信息", Limit: 7}).Next
	for _, bad := range []Query{
		{Text: "手机号", Cursor: cursor},
		{Text: "个人信息", Sort: SortDate, Cursor: cursor},
		{Text: "个人信息", Cursor: cursor[:len(cursor)-1]},
		{Text: "个人信息", Cursor: "x" + cursor[1:]},
		{Text: "个人信息", Cursor: "?"},
		{Text: "个人信息", Cursor: writeCursor("another revision", x.key(Query{Text: "个人信息"}, word{text: "个人信息"}), 7)},
	} {
		if _, err := x.Search(t.Context(), bad); !errors.Is(err, ErrQuery) {
			t.Errorf("Search(%+v) = %v; want ErrQuery", bad, err)
		}
	}
}

// TestBadQuery: what is wrong outside the words is a QueryError with a fix.
func TestBadQuery(t *testing.T) {
	x := load(t)
	for _, q := range []Query{
		{Text: strings.Repeat("长", MaxQuery+1)},
		{In: []Kind{"judge"}},
		{Sort: "size"},
		{Limit: -1},
		{Limit: MaxLimit + 1},
		{From: "yesterday"},
		{Text: `"`},
	} {
		_, err := x.Search(t.Context(), q)
		if e, ok := errors.AsType[*QueryError](err); !ok || e.Fix == "" {
			t.Errorf("Search(%+v) = %v; want a QueryError with a fix", q, err)
		}
	}
}

// TestEmpty: an answer without hits says what would find something.
func TestEmpty(t *testing.T) {
	x := load(t)
	for _, text := range []string{"xyzzy", `"手机号吗"`, "fone", "的", "the", "量子纠缠", `"consentt"`} {
		res := find(t, x, Query{Text: text})
		if res.Total > 0 {
			continue
		}
		if len(res.Suggestions) == 0 {
			t.Errorf("Search(%q): no suggestions", text)
		}
		for _, s := range res.Suggestions {
			if find(t, x, Query{Text: s}).Total == 0 {
				t.Errorf("Search(%q) suggests %q, which finds nothing", text, s)
			}
		}
	}
}

// TestHits: snippets are the source, exactly, and their marks are of the words.
func TestHits(t *testing.T) {
	x := load(t)
	for _, text := range []string{"手机号", "phone number", "首次登录必须填写职业不能跳过", `"知情-同意"`, "京0491民初5094号", "access deadline"} {
		for _, h := range find(t, x, Query{Text: text, Limit: 100}).Hits {
			if h.Title.Zh == "" || h.Title.En == "" || len(h.Snippets) == 0 {
				t.Errorf("%s: %s has title %q and %d snippets", text, h.ID, h.Title, len(h.Snippets))
			}
			for _, s := range h.Snippets {
				checkSnippet(t, textsOf(t, x, h.ID), s)
			}
		}
	}
}

// textsOf are the texts of a document.
func textsOf(t *testing.T, x *Index, id string) []postings.Text {
	t.Helper()
	doc, ok, err := x.byID(id)
	if err != nil || !ok {
		t.Fatalf("byID(%q) = %t, %v", id, ok, err)
	}
	return x.file.Texts(doc, nil)
}

func checkSnippet(t *testing.T, texts []postings.Text, s Snippet) {
	t.Helper()
	if !slices.ContainsFunc(texts, func(x postings.Text) bool {
		sec := sections[x.Field]
		return sec.name == s.Field && sec.lang == s.Lang && strings.Contains(string(x.Body), s.Text)
	}) {
		t.Errorf("%q stands in no %s", s.Text, s.Field)
	}
	n := len([]rune(s.Text))
	if n > latinWindow || n == 0 {
		t.Errorf("snippet of %d runes", n)
	}
	last := 0
	for _, m := range s.Highlights {
		if m[0] < last || m[1] <= m[0] || m[1] > n {
			t.Errorf("%v in %q", s.Highlights, s.Text)
		}
		last = m[1]
	}
}

// TestConcurrent: searches side by side give what one alone gives.
func TestConcurrent(t *testing.T) {
	x := load(t)
	queries := []string{"手机号", "首次登录必须填写职业不能跳过", `"知情-同意"`, "access deadline", "民法典1035条"}
	want := make([]string, len(queries))
	for i, q := range queries {
		want[i] = fmt.Sprint(find(t, x, Query{Text: q}))
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for i, q := range queries {
				res, err := x.Search(t.Context(), Query{Text: q})
				if err != nil || len(res.Hits) == 0 || fmt.Sprint(res.Hits[0].ID) == "" || !strings.Contains(want[i], res.Hits[0].ID) {
					t.Errorf("Search(%q) beside others: %v", q, err)
				}
			}
		})
	}
	wg.Wait()
}

func TestCancelled(t *testing.T) {
	x := load(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := x.Search(ctx, Query{Text: "手机号"}); !errors.Is(err, context.Canceled) {
		t.Errorf("Search on a cancelled context = %v; want context.Canceled", err)
	}
}

func ids(r *Results) []string {
	out := make([]string, len(r.Hits))
	for i, h := range r.Hits {
		out[i] = h.ID
	}
	return out
}

func FuzzHighlight(f *testing.F) {
	f.Add("手机号码１３１，Ｐｈｏｎｅ numbers of users", "手机号 phone number 号码")
	f.Add("a\u0301 ﬁle 〔2021〕", "file á 2021")
	f.Add("## 规则\n无效。", `"规则 无效"~2`)
	a, err := newAnalyzer()
	if err != nil {
		f.Fatal(err)
	}
	terms, err := readTerms(a)
	if err != nil {
		f.Fatal(err)
	}
	x := &Index{a: a, terms: terms}
	f.Fuzz(func(t *testing.T, source, query string) {
		us := units(cite.FoldString(query))
		pl := planner{x: x, best: true}
		p := pl.ranked(us, everySection)
		if len(us) > 0 {
			p.kids = append(p.kids, leaf(phraseForm(query, len(us)%3, a), everySection))
		}
		h := newHighlighter(a, p)
		last := 0
		for _, m := range h.marks(source) {
			if m[0] < last || m[1] <= m[0] || m[1] > len([]rune(source)) {
				t.Fatalf("marks(%q, %q) = %v", source, query, h.marks(source))
			}
			last = m[1]
		}
		if text := (postings.Text{Field: uint8(SecBodyZh), Body: []byte(source)}); utf8.ValidString(source) && strings.TrimSpace(source) != "" {
			checkSnippet(t, []postings.Text{text}, snippet(text, h))
		}
	})
}
