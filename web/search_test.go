package web

import (
	"encoding/json"
	"math"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"yaozhi/index"
)

// The parts of an explanation give the score, as the contract says.
func TestWhyAddsUpToTheScore(t *testing.T) {
	s := newSite(t, Config{})
	for _, query := range []string{"q=画像", "q=手机号码是不是个人信息呢", "q=民法典1035条", "q=条:民法典1035 同意", "like=C5"} {
		var a SearchAnswer
		w := s.ask("GET", "/api/v1/search?explain=true&"+strings.ReplaceAll(query, " ", "%20"), "")
		if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil || len(a.Results) == 0 {
			t.Fatalf("%s: %d results, %v", query, len(a.Results), err)
		}
		for _, r := range a.Results {
			sum := r.Why.Chars + r.Why.Named
			for _, term := range r.Why.Terms {
				sum += term.Score
			}
			if got := sum * r.Why.Boost; math.Abs(float64(got-r.Score)) > 1e-3*float64(r.Score) {
				t.Errorf("%s: the score of %s is %g, explained as %g", query, r.ID, r.Score, got)
			}
		}
	}
}

// hurried is a site whose searches are out of time at once.
func hurried(t *testing.T) site {
	t.Helper()
	s := *service(t)
	s.searchTime = -1
	h, err := New(Config{Now: time.Now}, &s)
	if err != nil {
		t.Fatal(err)
	}
	return site{Handler: h}
}

// A search out of time says so, and is not kept under an ETag: another may see more.
func TestAPartialAnswerSaysSo(t *testing.T) {
	s := hurried(t)
	for _, target := range []string{"/api/v1/search?q=手机号", "/search?lang=zh&q=手机号", "/search?lang=en&q=手机号"} {
		w := s.ask("GET", target, "", "Accept: text/html, application/json")
		if w.Code != 200 || w.Header().Get("ETag") != "" || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("GET %s = %d, ETag %q, Cache-Control %q", target, w.Code, w.Header().Get("ETag"), w.Header().Get("Cache-Control"))
		}
	}
	var a SearchAnswer
	if err := json.Unmarshal(s.ask("GET", "/api/v1/search?q=手机号", "").Body.Bytes(), &a); err != nil || !a.Partial || a.Relation != "at-least" || a.Note != "" {
		t.Errorf("the answer is %+v, %v; want it partial, and no word on what is not there", a, err)
	}
	for lang, want := range map[string]string{"zh": "检索时间已到", "en": "The time for a search was up"} {
		_, n := s.page("/search?q=手机号&lang=" + lang)
		text := content(elements(n, "main")[0], "")
		if !strings.Contains(text, want) || len(byClass(n, "empty")) > 0 {
			t.Errorf("the page in %s does not say %q: %s", lang, want, text)
		}
	}
}

func TestTotalSaysHowItIsMeant(t *testing.T) {
	for _, tt := range []struct {
		relation, mode, zh, en string
	}{
		{index.TotalExact, index.ModeAll, "共 7 条结果。", "Results: 7."},
		{index.TotalAtMost, index.ModeAll, "至多 7 条结果：有的词语太常见，没有逐篇核对。", "Results: at most 7. A word is so common that not every text was read."},
		{index.TotalAtLeast, index.ModeBest, "至少 7 条结果。按最佳匹配排列，未必含全部词语。", "Results: at least 7. By best match: not every word has to be there."},
	} {
		res := &index.Results{Total: 7, Relation: tt.relation, Applied: index.Applied{Mode: tt.mode}}
		if got := service(t).searchAnswer(index.Query{}, res).Relation; got != tt.relation {
			t.Errorf("the answer says %q for %q", got, tt.relation)
		}
		for lang, want := range map[string]string{"zh": tt.zh, "en": tt.en} {
			d := searchPage{page: page{pages: newTestPages(t), Lang: lang, query: url.Values{}}}
			if got := d.totalLine(res); got != want {
				t.Errorf("in %s the total is %q, want %q", lang, got, want)
			}
		}
	}
}

func TestAMendedWordCanBeKept(t *testing.T) {
	s := newSite(t, Config{})
	for lang, want := range map[string]string{"zh": "已检索consent，而不是consnet。仍检索consnet", "en": "Searched for consent instead of consnet. Search for consnet"} {
		_, n := s.page("/search?in=holding&q=phone+Consnet&lang=" + lang)
		mended := byClass(n, "mended")
		if len(mended) != 1 || content(mended[0], "") != want {
			t.Fatalf("%s: %d lines on mended words, want %q", lang, len(mended), want)
		}
		href, err := url.Parse(attr(elements(mended[0], "a")[0], "href"))
		if err != nil || href.Query().Get("q") != `phone "Consnet"` || href.Query().Get("in") != "holding" {
			t.Errorf("%s: the word is kept by %s, %v", lang, href, err)
		}
	}
	if _, n := s.page("/search?q=%22consnet%22&lang=en"); len(byClass(n, "mended")) > 0 || len(byClass(n, "empty")) != 1 ||
		!strings.Contains(content(n, ""), "Did you mean") {
		t.Error("a word in quotation marks is mended, or nothing near is shown")
	}
}

func TestAsTyped(t *testing.T) {
	for _, tt := range []struct{ query, word, want string }{
		{"consnet", "consnet", `"consnet"`},
		{"手机 Consnet -x", "consnet", `手机 "Consnet" -x`},
		{"holding:consnet", "consnet", `holding:"consnet"`},
		{"consnets consnet", "consnet", `consnets "consnet"`},
		{"ｃｏｎｓｎｅｔ", "consnet", `"consnet"`},
	} {
		if got := asTyped(tt.query, tt.word); got != tt.want {
			t.Errorf("asTyped(%q, %q) = %q, want %q", tt.query, tt.word, got, tt.want)
		}
	}
}

func TestAHitSaysWhyItIsThere(t *testing.T) {
	s := newSite(t, Config{})
	for lang, want := range map[string][]string{
		"zh": {"为什么有这条", "画像在", "标题", "匹配为", "profiling", "合计", "按类型和效力加权", "得分"},
		"en": {"Why this result", "画像 in ", "the title", "matched as", "profiling", "Sum", "for its kind and weight", "score"},
	} {
		_, n := s.page("/search?q=画像&lang=" + lang)
		hits, whys := byClass(n, "hit"), byClass(n, "why")
		if len(hits) == 0 || len(hits) != len(whys) {
			t.Fatalf("%s: %d hits, %d of them explained", lang, len(hits), len(whys))
		}
		for _, word := range want {
			if text := content(whys[0], ""); !strings.Contains(text, word) {
				t.Errorf("%s: the explanation lacks %q: %s", lang, word, text)
			}
		}
	}
	_, n := s.page("/search?lang=en&q=手机号码是不是个人信息呢")
	if text := content(byClass(n, "why")[0], ""); !strings.Contains(text, "single Chinese characters") || !strings.Contains(text, "pairs of characters") || !strings.Contains(text, "other words (") {
		t.Errorf("a question is explained as %s", text)
	}
	_, n = s.page("/search?lang=en&q=C5")
	if text := content(byClass(n, "why")[0], ""); !strings.Contains(text, "1000.00 named by a citation") {
		t.Errorf("a citation is explained as %s", text)
	}
	if _, n = s.page("/search?lang=en"); len(byClass(n, "why")) > 0 {
		t.Error("hits are explained where nothing was asked")
	}
}

// The pages name every section that an explanation may name.
func TestEverySectionHasWords(t *testing.T) {
	source, err := os.ReadFile("../index/section.go")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`Sec\w+:\s+\{"(\w+)", "(zh|en)"`).FindAllStringSubmatch(string(source), -1)
	if len(found) < 30 {
		t.Fatalf("only %d sections found", len(found))
	}
	for _, m := range found {
		if got := service(t).SectionTitle(m[1]+"."+m[2], "en"); got == m[1] {
			t.Errorf("words.yaml lacks section.%s", m[1])
		}
	}
}

// A word that matched in a title is marked there, and the title is not repeated below.
func TestTheTitleOfAHitIsMarked(t *testing.T) {
	s := newSite(t, Config{})
	for _, tt := range []struct{ target, title, mark string }{
		{"/search?lang=zh&in=holding&q=手机号", "A1 单独的手机号是个人信息", "手机号"},
		{"/search?lang=en&in=holding&q=phone%20number", "C7 For a learning app only the registered phone number is necessary", "phone number"},
	} {
		_, n := s.page(tt.target)
		found := false
		for _, hit := range byClass(n, "hit") {
			heading := elements(hit, "h2")[0]
			if content(heading, "") != tt.title {
				continue
			}
			found = true
			if marks := elements(heading, "mark"); len(marks) != 1 || content(marks[0], "") != tt.mark {
				t.Errorf("GET %s: %d marks in %q, want %q", tt.target, len(marks), tt.title, tt.mark)
			}
			for _, snippet := range byClass(hit, "snippet") {
				if strings.HasSuffix(tt.title, content(snippet, "")) {
					t.Errorf("GET %s: the title is repeated: %s", tt.target, content(snippet, ""))
				}
			}
		}
		if !found {
			t.Errorf("GET %s does not find %q", tt.target, tt.title)
		}
	}
}

func TestMarkTitle(t *testing.T) {
	p := page{pages: newTestPages(t), Lang: "en"}
	name := func(lang, text string, highlights ...[2]int) index.Snippet {
		return index.Snippet{Field: "name", Lang: lang, Text: text, Highlights: highlights}
	}
	for _, tt := range []struct {
		title, lang string
		all         []index.Snippet
		want        string // with brackets for marks
		rest        int
	}{
		{"Privacy and profiling", "", []index.Snippet{name("en", "profiling", [2]int{0, 9})}, "Privacy and [profiling]", 0},
		{"Privacy and profiling", "", []index.Snippet{name("en", "profiling", [2]int{0, 4}), name("en", "Privacy and profiling", [2]int{0, 7}, [2]int{12, 21})}, "[Privacy] and [profiling]", 0},
		{"Privacy and profiling", "", []index.Snippet{name("en", "Consent", [2]int{0, 7}), name("zh", "隐私", [2]int{0, 2})}, "Privacy and profiling", 2},
		{"理由/1 隐私", "zh-Hans", []index.Snippet{name("zh", "隐私", [2]int{0, 2})}, "理由/1 隐私", 1},
	} {
		runs, rest := p.markTitle(tt.title, tt.lang, tt.all)
		got := ""
		for _, r := range runs {
			if r.Hit {
				r.Text = "[" + r.Text + "]"
			}
			got += r.Text
		}
		if got != tt.want || len(rest) != tt.rest {
			t.Errorf("markTitle(%q, %v) = %q and %d snippets; want %q and %d", tt.title, tt.all, got, len(rest), tt.want, tt.rest)
		}
	}
}

// A hit says something in the page's language wherever its document does.
func TestAHitSpeaksTheLanguageOfThePage(t *testing.T) {
	s := newSite(t, Config{})
	for _, query := range []string{"C5", "不设跳过、拒绝", "手机号", "access+deadline", "民法典1035条"} {
		for lang, want := range map[string]string{"zh": "zh-Hans", "en": "en"} {
			_, n := s.page("/search?lang=" + lang + "&q=" + query)
			hits := byClass(n, "hit")
			if len(hits) == 0 {
				t.Errorf("%s finds nothing", query)
			}
			for _, hit := range hits {
				snippets := byClass(hit, "snippet")
				if strings.HasPrefix(content(byClass(hit, "meta")[0], ""), "passage") || len(snippets) == 0 {
					continue // a passage is in Chinese
				}
				if got := attr(snippets[0], "lang"); got != want {
					t.Errorf("%s in %s: below %q stands first: %s", query, lang, content(elements(hit, "h2")[0], ""), content(snippets[0], ""))
				}
			}
		}
	}
}

func TestShown(t *testing.T) {
	p := page{pages: newTestPages(t), Lang: "en"}
	zh, en := index.Snippet{Lang: "zh", Text: "首次登录"}, index.Snippet{Lang: "en", Text: "first login"}
	h := service(t).corpus.Holding("C5")
	own := index.Snippet{Lang: "en", Text: h.Proposition.En}
	for _, tt := range []struct {
		name     string
		kind     index.Kind
		snippets []index.Snippet
		marked   bool
		want     []index.Snippet
	}{
		{"both languages", index.KindHolding, []index.Snippet{zh, en}, false, []index.Snippet{en}},
		{"Chinese alone", index.KindHolding, []index.Snippet{zh}, false, []index.Snippet{own, zh}},
		{"Chinese beside a marked title", index.KindHolding, []index.Snippet{zh}, true, []index.Snippet{own}},
		{"a passage", index.KindPassage, []index.Snippet{zh}, false, []index.Snippet{zh}},
	} {
		got := p.shown(index.Hit{Kind: tt.kind, ID: string(h.ID), Snippets: tt.snippets}, tt.marked)
		same := func(a, b index.Snippet) bool { return a.Lang == b.Lang && a.Text == b.Text }
		if !slices.EqualFunc(got, tt.want, same) {
			t.Errorf("of %s is shown %v, want %v", tt.name, got, tt.want)
		}
	}
}

// Other words to search for stand in the page's language first.
func TestSuggestionsInThePagesLanguageStandFirst(t *testing.T) {
	s := newSite(t, Config{})
	for lang, first := range map[string]string{"zh": "zh-Hans", "en": "en"} {
		_, n := s.page("/search?q=zzqq&lang=" + lang)
		links := elements(byClass(n, "empty")[0], "a")
		changes := 0
		for i := 1; i < len(links); i++ {
			if attr(links[i], "lang") != attr(links[i-1], "lang") {
				changes++
			}
		}
		if len(links) < 2 || len(links) > 6 || attr(links[0], "lang") != first || changes != 1 {
			t.Errorf("%s: %d suggestions, the first in %s, %d changes of language", lang, len(links), attr(links[0], "lang"), changes)
		}
	}
	p := page{Lang: "zh"}
	if got, want := p.ownFirst([]string{"a", "甲", "b", "乙", "c", "丙", "d"}), []string{"甲", "乙", "丙", "a", "b", "c"}; !slices.Equal(got, want) {
		t.Errorf("ownFirst gives %q, want %q", got, want)
	}
}

func TestMoreLikeThis(t *testing.T) {
	s := newSite(t, Config{})
	_, n := s.page("/search?q=画像&lang=en")
	links := byClass(n, "like")
	if len(links) != len(byClass(n, "hit")) || content(links[0], "") != "More like this" {
		t.Fatalf("%d hits lead to what is like them", len(links))
	}
	_, n = s.page("/holdings/C5?lang=en")
	target := attr(elements(byClass(n, "links")[0], "a")[0], "href")
	if want := "/search?like=forced-profiling-consent-is-invalid&lang=en"; target != want {
		t.Errorf("C5 leads to %s, want %s", target, want)
	}
	_, n = s.page(target)
	if got := content(elements(n, "h1")[0], ""); got != "More like this: C5 Forced profiling at first login makes consent invalid" {
		t.Errorf("the heading is %q", got)
	}
	if first := content(elements(byClass(n, "hit")[0], "h2")[0], ""); strings.HasPrefix(first, "C5") || len(byClass(n, "why")) == 0 {
		t.Errorf("first like C5 is %q", first)
	}
	for _, a := range elements(byClass(n, "facets")[0], "a") {
		if !strings.Contains(attr(a, "href"), "like=") {
			t.Errorf("a facet leads away from what is like C5: %s", attr(a, "href"))
		}
	}
}

func TestAPassageFindsItsLike(t *testing.T) {
	s := newSite(t, Config{})
	const passage = "未经同意向关联公司共享手机号码"
	_, n := s.page("/search?lang=zh&like=" + url.QueryEscape(passage))
	box := byClass(n, "passagebox")[0]
	if area := elements(box, "textarea")[0]; content(area, "") != passage || !hasAttr(box, "open") {
		t.Errorf("the form keeps %q", content(area, ""))
	}
	if got := content(elements(byClass(n, "hit")[0], "h2")[0], ""); !strings.HasPrefix(got, "E1") {
		t.Errorf("first like the passage is %q, want E1", got)
	}
	code, n := s.page("/search?lang=en&q=a&like=b")
	problem := byClass(n, "problem")
	if code != 400 || len(problem) != 1 || attr(elements(problem[0], "a")[0], "href") != "#like" || !strings.Contains(content(problem[0], ""), "no query beside it") {
		t.Errorf("like beside q = %d", code)
	}
	if longest := "/search?lang=zh&like=" + strings.Repeat("%E5%90%8C", maxPassage); s.ask("GET", longest, "").Code != 200 {
		t.Error("the longest passage of the form is refused")
	}
}

func hasAttr(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

func TestResultsCanBeSorted(t *testing.T) {
	s := newSite(t, Config{})
	for _, query := range []string{"q=画像", "like=C5"} {
		for sort, chosen := range map[string]string{"": "relevance", "&sort=weight": "weight", "&sort=date": "date"} {
			_, n := s.page("/search?lang=en&" + query + sort)
			links := elements(byClass(n, "sorts")[0], "a")
			if len(links) != 3 {
				t.Fatalf("%s: %d orders", query, len(links))
			}
			for _, a := range links {
				if got := attr(a, "aria-current") == "true"; got != (content(a, "") == chosen) {
					t.Errorf("%s%s: %s is current: %t", query, sort, content(a, ""), got)
				}
				if w := s.ask("GET", attr(a, "href"), ""); w.Code != 200 {
					t.Errorf("GET %s = %d", attr(a, "href"), w.Code)
				}
			}
		}
	}
}
