package index

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// passages makes an index of texts, numbered from 0.
func passages(t *testing.T, texts ...string) *Index {
	t.Helper()
	var docs []*Document
	for i, s := range texts {
		d := &Document{Kind: KindPassage, ID: fmt.Sprintf("p%05d", i)}
		d.add(SecText, s, "")
		docs = append(docs, d)
	}
	x, err := newIndex(Info{Revision: "made up", Laws: []Named{{ID: "民法典"}}}, docs)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	return x
}

// TestNothingBorneOut: where more documents have the parts of a phrase than texts
// are read, and none has the phrase, nothing is found.
func TestNothingBorneOut(t *testing.T) {
	texts := slices.Repeat([]string{"甲乙，乙丙"}, maxChecks+500)
	x := passages(t, append(texts, "丁甲乙丙戊")...)
	for _, text := range []string{`"甲乙丙"`, "甲乙丙"} {
		if res := find(t, x, Query{Text: text}); len(res.Hits) == 0 || res.Hits[0].ID != fmt.Sprintf("p%05d", len(texts)) || res.Relation != TotalAtMost {
			t.Errorf("Search(%s) = %d %s, %v; want the one that has it, of at most so many", text, res.Total, res.Relation, ids(res))
		}
	}
	x = passages(t, texts...)
	for _, text := range []string{`"甲乙丙"`, `"税 赋"~3`, `"the"`, `"of the"~2`} {
		res := find(t, x, Query{Text: text})
		if res.Next != "" && len(res.Hits) == 0 || res.Total == 0 != (len(res.Hits) == 0) {
			t.Errorf("Search(%s): total %d, %d hits, next %q", text, res.Total, len(res.Hits), res.Next)
		}
		for next := res.Next; next != ""; {
			res := find(t, x, Query{Text: text, Cursor: next, Limit: 100})
			next = res.Next
		}
	}
}

// TestLoose: what is shown after the texts of a common phrase are no longer all read
// matches the query, and what is left out is not the rest.
func TestLoose(t *testing.T) {
	x := passages(t, append(slices.Repeat([]string{"甲乙，乙丙，丁戊"}, maxChecks+900), "戊己", "甲乙丙丁戊")...)
	last := fmt.Sprintf("p%05d", maxChecks+901)
	for text, want := range map[string]int{`"甲乙丙" OR 戊己`: 2, `"甲乙丙" OR kind:holding`: 1, `甲乙丙 OR 条:民法典1条`: 1} {
		if res := find(t, x, Query{Text: text, Limit: 100}); len(res.Hits) != want {
			t.Errorf("Search(%s) shows %d; want %d", text, len(res.Hits), want)
		}
	}
	res := find(t, x, Query{Text: `丁戊 -"甲乙丙"`, Limit: 100})
	if res.Total < maxChecks+900 || len(res.Hits) != 100 || slices.Contains(ids(res), last) {
		t.Errorf("an exclusion leaves %d, %s; want all but one of %d", res.Total, res.Relation, maxChecks+901)
	}
}

// TestLoneCharacters: a character that is a mark of citations is a word like others.
func TestLoneCharacters(t *testing.T) {
	x := load(t)
	for _, text := range []string{"号", "号 OR 同意", "号 信", "条", "第", "号  旨t信", "𠀀", "民法典第"} {
		find(t, x, Query{Text: text, Explain: true})
	}
	res := find(t, x, Query{Text: "税"})
	y := passages(t, "出口退税的期限", "别的")
	for _, h := range append(find(t, y, Query{Text: "税"}).Hits, res.Hits...) {
		if len(h.Snippets) == 0 || len(h.Snippets[0].Highlights) == 0 {
			t.Errorf("税 finds %s and marks nothing in it", h.ID)
		}
	}
}

// TestCitationIsBound: what a question cites comes first, within the rest of the
// query; what is excluded does not come at all.
func TestCitationIsBound(t *testing.T) {
	x := load(t)
	if res := find(t, x, Query{Text: "民法典第1035条规定的处理个人信息应当遵循什么原则"}); len(res.Hits) < 5 || res.Hits[0].ID != "民法典/1035" {
		t.Errorf("a question with an article = %v; want it first, others after it", ids(res))
	}
	for _, tt := range []struct {
		text string
		bad  func(Hit) bool
	}{
		{"qqxyzzy 同意 -民法典第1035条", func(h Hit) bool { return strings.HasPrefix(h.ID, "民法典/1035") }},
		{"kind:passage qqxyzzy 民法典第1035条", func(h Hit) bool { return h.Kind != KindPassage }},
	} {
		for _, h := range find(t, x, Query{Text: tt.text, Limit: 50}).Hits {
			if tt.bad(h) {
				t.Errorf("Search(%s) finds %s", tt.text, h.ID)
			}
		}
	}
	for _, text := range []string{"(2022)京04民终494号", "指导性案例265号", "2025-18-2-008-001"} {
		if res := find(t, x, Query{Text: text}); len(res.Hits) == 0 || res.Hits[0].Kind != KindRuling {
			t.Errorf("Search(%s) = %v; want the ruling first", text, ids(res))
		}
	}
	for _, text := range []string{"根据民法典第1035条", "什么情况适用民法典1035条", "民法典1035条。", "依据《民法典》第一千零三十五条？"} {
		if res := find(t, x, Query{Text: text}); len(res.Hits) == 0 || res.Hits[0].ID != "民法典/1035" {
			t.Errorf("Search(%s) = %v; want the article first", text, ids(res))
		}
	}
	for _, text := range []string{"短信 民法典1035条", "同意 OR 民法典1035条", "同意 -民法典1035条", "民法典1035条 个人信息保护法13条"} {
		if res := find(t, x, Query{Text: text}); res.Total == 0 {
			t.Errorf("Search(%s) finds nothing", text)
		}
	}
	for _, text := range []string{"(2021)京0491民初5095号", "民法典9999条", "刑法第253条之一"} {
		if res := find(t, x, Query{Text: text}); res.Total > 0 {
			t.Errorf("Search(%s) = %v; want nothing, for it is not here", text, ids(res))
		}
	}
	y := passages(t, "依据京0491民初5095号判决书", "见（2021）京0491民初5094号", "别的案件")
	for text, want := range map[string]string{"京0491民初5095号": "p00000", "（2021）京0491民初5094号": "p00001"} {
		if res := find(t, y, Query{Text: text}); res.Total != 1 || res.Hits[0].ID != want {
			t.Errorf("Search(%s) = %v; want %s", text, ids(res), want)
		}
	}
}

// TestExplanationOfAlternatives: explanations add up also where only some alternatives hold.
func TestExplanationOfAlternatives(t *testing.T) {
	x := load(t)
	for _, text := range []string{
		"(手机号 画像) OR 短信", "强制收集用户画像 OR 短信", "(phone profile) OR consent", "同意 -短信 OR 副本",
		"民法典第1035条和短信验证码登录有什么关系呢", "民法典1035条", "首次登录必须填写职业不能跳过吗",
		"首次登录必须填写职业不能跳过吗 标题:强制", "qqxyzzy 同意 标题:强制",
	} {
		for _, h := range find(t, x, Query{Text: text, Limit: 100, Explain: true}).Hits {
			sum := h.Why.Chars + h.Why.Named
			for _, term := range h.Why.Terms {
				sum += term.Score
			}
			if sum *= h.Why.Boost; math.Abs(sum-h.Score) > 1e-3*math.Max(1, h.Score) {
				t.Errorf("Search(%s): %s scores %g, explained as %g", text, h.ID, h.Score, sum)
			}
		}
	}
}

// TestTimeIsUpOnPageTwo: no time for a page is an empty partial page, not a fault of
// the query.
func TestTimeIsUpOnPageTwo(t *testing.T) {
	x := load(t)
	q := Query{Text: "同意", Limit: 5}
	q.Cursor = find(t, x, q).Next
	ctx, cancel := context.WithDeadline(t.Context(), time.Unix(0, 0))
	defer cancel()
	res, err := x.Search(ctx, q)
	if err != nil || !res.Partial || len(res.Hits) > 0 {
		t.Errorf("page two without time = %+v, %v; want a partial empty page", res, err)
	}
}

// TestBuildRepairs: building again mends an index with a damaged file, and says so.
func TestBuildRepairs(t *testing.T) {
	c := embedded(t)
	docs, info := Documents(c)[:60], InfoOf(c)
	dir := t.TempDir()
	mustBuild(t, dir, docs, BuildOptions{Info: info})
	_, m, err := current(dir)
	if err != nil {
		t.Fatal(err)
	}
	names := []string{manifestFile}
	for name := range m.Files {
		names = append(names, name)
	}
	for _, name := range names {
		at, _, err := current(dir)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(at, filepath.FromSlash(name))
		b, err := os.ReadFile(path)
		if errors.Is(err, os.ErrNotExist) {
			continue // bleve numbers its files
		}
		if err != nil {
			t.Fatal(err)
		}
		b[len(b)/2] ^= 4
		rewrite(t, path, b)
		anew := ""
		mustBuild(t, dir, docs, BuildOptions{Info: info, Progress: func(p Progress) { anew = p.Anew }})
		if err := Verify(dir); err != nil || anew == "" {
			t.Errorf("%s damaged, built again: Verify = %v, said %q", name, err, anew)
		}
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 3 { // CURRENT, lock, one version
		t.Errorf("the folder holds %v, %v", left, err)
	}
}

// TestOneBuildAtATime, while readers see one index or the other.
func TestOneBuildAtATime(t *testing.T) {
	c := embedded(t)
	docs, info := Documents(c), InfoOf(c)
	dir := t.TempDir()
	mustBuild(t, dir, docs[:20], BuildOptions{Info: info})
	l, err := lock(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := Build(t.Context(), dir, each(docs), BuildOptions{Info: info}); !errors.Is(err, ErrBuilding) {
		t.Errorf("Build beside another = %v; want ErrBuilding", err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() {
		for ctx.Err() == nil {
			x, err := Open(dir)
			if err != nil {
				t.Errorf("Open while another build publishes: %v", err)
				return
			}
			x.Close()
		}
	})
	for n := range 8 {
		mustBuild(t, dir, docs[:21+n], BuildOptions{Info: info})
	}
	cancel()
	wg.Wait()
}
