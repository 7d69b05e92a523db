package browsertest

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// widths are the page widths every journey is walked at: desktop and phone.
var widths = []int64{1280, 390}

// tab opens a fresh tab of the given width.
func tab(t *testing.T, width int64) context.Context {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser)
	t.Cleanup(cancel)
	ctx, stop := context.WithTimeout(ctx, time.Minute)
	t.Cleanup(stop)
	do(t, ctx, chromedp.EmulateViewport(width, 900))
	return ctx
}

func do(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

func open(t *testing.T, ctx context.Context, path string) {
	t.Helper()
	do(t, ctx, chromedp.Navigate(site+path), chromedp.WaitVisible(chromedp.CSS("main")))
}

// eval runs script in the page and returns its value.
func eval[T any](t *testing.T, ctx context.Context, script string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", script, err)
	}
	return v
}

// click follows the first element that matches and waits until the page it leads
// to is there.
func click(t *testing.T, ctx context.Context, selector, wait string) {
	t.Helper()
	do(t, ctx, chromedp.WaitReady(chromedp.CSS(selector)))
	eval[bool](t, ctx, fmt.Sprintf("(document.querySelector(%q).click(), true)", selector))
	do(t, ctx, chromedp.WaitReady(chromedp.CSS(wait)))
}

// noSideways fails if the page is wider than the window.
func noSideways(t *testing.T, ctx context.Context, page string) {
	t.Helper()
	if over := eval[float64](t, ctx, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); over > 0 {
		t.Errorf("%s scrolls sideways by %.0f px", page, over)
	}
}

func TestFromSearchToHoldingToPassage(t *testing.T) {
	for _, width := range widths {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			ctx := tab(t, width)
			open(t, ctx, "/?lang=zh")
			noSideways(t, ctx, "home")
			do(t, ctx, chromedp.SetValue(chromedp.CSS("#q"), "强制收集用户画像"))
			click(t, ctx, "form.search button", ".hit")
			noSideways(t, ctx, "results")
			if got := eval[string](t, ctx, "document.querySelector('.hit h2 a').textContent"); !strings.HasPrefix(got, "C5") {
				t.Errorf("first hit for 强制收集用户画像 is %q, want C5", got)
			}
			if marks := eval[float64](t, ctx, "document.querySelectorAll('.hit mark').length"); marks == 0 {
				t.Error("results mark no words")
			}
			click(t, ctx, ".hit h2 a", "article.holding")
			noSideways(t, ctx, "holding")
			quoted := eval[string](t, ctx, "document.querySelector('blockquote.pin p').textContent")
			click(t, ctx, "blockquote.pin footer a", "article.ruling")
			noSideways(t, ctx, "ruling")
			if top := eval[float64](t, ctx, "document.querySelector('.passage:target').getBoundingClientRect().top"); top < 0 || top > 800 {
				t.Errorf("the passage stands at %.0f px of the window", top)
			}
			target := eval[string](t, ctx, "document.querySelector('.passage:target .t').textContent")
			if len([]rune(quoted)) < 10 || !strings.Contains(target+eval[string](t, ctx, "document.querySelector('.passage:target + .passage .t')?.textContent || ''"), quoted) {
				t.Errorf("the pinpoint leads to %q, which does not hold the quotation %q", target, quoted)
			}
		})
	}
}

// The search box takes the width of a phone; the count of a filter stands on one line.
func TestTheSearchFormAndItsFiltersFit(t *testing.T) {
	for _, width := range widths {
		for _, lang := range []string{"zh", "en"} {
			ctx := tab(t, width)
			open(t, ctx, "/search?q=consent&lang="+lang)
			eval[bool](t, ctx, "(document.querySelectorAll('.facets details').forEach(d => d.open = true), true)")
			if broken := eval[float64](t, ctx, "[...document.querySelectorAll('.count')].filter(c => {const r = document.createRange(); r.selectNodeContents(c); return r.getClientRects().length > 1}).length"); broken > 0 {
				t.Errorf("%d px, %s: %.0f counts of filters break over two lines", width, lang, broken)
			}
			if share := eval[float64](t, ctx, "document.querySelector('#q').offsetWidth / document.querySelector('form.search .row').clientWidth"); width == 390 && share < 0.99 {
				t.Errorf("%s: the search box takes %.0f %% of a phone's width", lang, 100*share)
			}
			if same := eval[bool](t, ctx, "Math.abs(document.querySelector('#in').offsetTop - document.querySelector('form.search button').offsetTop) < 20"); !same {
				t.Errorf("%d px, %s: the button has a row of its own", width, lang)
			}
			noSideways(t, ctx, "results")
		}
	}
}

func TestFromFormToReport(t *testing.T) {
	for _, width := range widths {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			ctx := tab(t, width)
			open(t, ctx, "/check?lang=zh")
			noSideways(t, ctx, "form")
			const text = "首次登录必须填写职业和学习目的,不能跳过。<script>document.title='run'</script>"
			do(t, ctx, chromedp.SetValue(chromedp.CSS("#text"), text))
			click(t, ctx, "form.check button[type=submit]:not([name])", ".counts")
			noSideways(t, ctx, "report")
			if got := eval[string](t, ctx, "document.querySelector('#item-C5 .chip.conflict')?.textContent || ''"); got == "" {
				t.Error("C5 is not reported as a conflict")
			}
			shown := eval[string](t, ctx, "[...document.querySelectorAll('.sent')].map(e => {const c = e.cloneNode(true); c.querySelectorAll('.ref').forEach(r => r.remove()); return c.textContent}).join('')")
			if shown != text {
				t.Errorf("the report shows %q, want the description as sent", shown)
			}
			if marked := eval[string](t, ctx, "[...document.querySelectorAll('.sent mark.conflict')].map(e => e.textContent).join('|')"); !strings.Contains(marked, "跳过") {
				t.Errorf("marked as conflict: %q, want the words about skipping", marked)
			}
			if title := eval[string](t, ctx, "document.title"); title == "run" {
				t.Error("script in a description ran")
			}
			if kept := eval[string](t, ctx, "document.querySelector('#text').value"); kept != text {
				t.Errorf("the form kept %q", kept)
			}
		})
	}
}

func TestRulingPageIsTheSourceRuneForRune(t *testing.T) {
	want, err := os.ReadFile("../../corpus/rulings/2021-jing0491-minchu-5094/text.txt")
	if err != nil {
		t.Fatal(err)
	}
	ctx := tab(t, 1280)
	open(t, ctx, "/rulings/2021-jing0491-minchu-5094")
	got := eval[string](t, ctx, "[...document.querySelectorAll('.passage .t')].map(e => e.textContent).join('')")
	if got != string(want) {
		t.Errorf("the page's text differs from the source: %d and %d bytes", len(got), len(want))
	}
}

func TestPagesAskNothingOfOtherSitesAndKeepNothing(t *testing.T) {
	ctx := tab(t, 1280)
	for _, path := range []string{"/", "/search?q=consent", "/holdings/forced-profiling-consent-is-invalid", "/check"} {
		open(t, ctx, path+sep(path)+"lang=en")
		foreign := eval[[]string](t, ctx, "performance.getEntriesByType('resource').map(e => e.name).filter(n => !n.startsWith(location.origin))")
		if len(foreign) > 0 {
			t.Errorf("%s asks for %q", path, foreign)
		}
		if kept := eval[string](t, ctx, "document.cookie + Object.keys(localStorage) + Object.keys(sessionStorage)"); kept != "" {
			t.Errorf("%s keeps %q", path, kept)
		}
	}
}

func sep(path string) string {
	if strings.Contains(path, "?") {
		return "&"
	}
	return "?"
}

// TestScreenshots writes pictures of the main pages where YAOZHI_SCREENSHOTS says,
// for eyes at review.
func TestScreenshots(t *testing.T) {
	dir := os.Getenv("YAOZHI_SCREENSHOTS")
	if dir == "" {
		t.Skip("set YAOZHI_SCREENSHOTS to a folder")
	}
	for _, width := range widths {
		ctx := tab(t, width)
		for _, lang := range []string{"zh", "en"} {
			for name, path := range map[string]string{
				"home": "/", "results": "/search?q=" + url.QueryEscape("个人信息副本 期限"), "mended": "/search?q=forced+consnet", "like": "/search?like=C5",
				"question": "/search?in=holding&q=" + url.QueryEscape("手机号码是不是个人信息"), "nothing": "/search?q=zzqq", "holding": "/holdings/forced-profiling-consent-is-invalid",
				"ruling": "/rulings/2021-jing0491-minchu-5094", "issue": "/issues/profile-collection", "form": "/check?example=1", "about": "/about",
			} {
				open(t, ctx, path+sep(path)+"lang="+lang)
				if name == "question" {
					click(t, ctx, "details.why summary", "details.why[open]")
				}
				shoot(t, ctx, filepath.Join(dir, fmt.Sprintf("%s-%s-%d.png", name, lang, width)), width)
				if name == "form" {
					click(t, ctx, "form.check button[type=submit]:not([name])", ".counts")
					shoot(t, ctx, filepath.Join(dir, fmt.Sprintf("report-%s-%d.png", lang, width)), width)
				}
			}
		}
	}
}

// shoot takes a picture of the whole page, of its first 12,000 pixels where it is longer.
func shoot(t *testing.T, ctx context.Context, file string, width int64) {
	t.Helper()
	height := eval[float64](t, ctx, "Math.min(document.documentElement.scrollHeight, 12000)")
	do(t, ctx, chromedp.EmulateViewport(width, int64(height)))
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	do(t, ctx, chromedp.EmulateViewport(width, 900))
	if err := os.WriteFile(file, png, 0o644); err != nil {
		t.Fatal(err)
	}
}
