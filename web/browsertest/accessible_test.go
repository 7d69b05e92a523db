package browsertest

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// pages are the kinds of page, with their empty and error states. A selector, where
// there is one, is pressed on the page and leads to the page that is meant.
var pages = []struct{ path, press string }{
	{path: "/"}, {path: "/search"}, {path: "/search?q=手机号"}, {path: "/search?q=zzzzqqq"}, {path: "/search?q=%22open"},
	{path: "/search?q=consnet&sort=weight"}, {path: "/search?like=C5"}, {path: "/search?like=未经同意共享手机号码"},
	{path: "/search?q=手机号码是不是个人信息", press: "details.why summary"},
	{path: "/rulings"}, {path: "/about"}, {path: "/check?example=1"},
	{path: "/check?example=1", press: submit}, {path: "/check", press: submit},
	{path: "/holdings/forced-profiling-consent-is-invalid"}, {path: "/holdings/later-law-as-interpretive-reference"},
	{path: "/rulings/2021-jing0491-minchu-5094"}, {path: "/issues/profile-collection"}, {path: "/provisions/民法典/1035/1/1"},
	{path: "/nowhere"}, {path: "/search?q=a&x=1"}, {path: "/problems/invalid-query"},
}

// submit is the button that checks a description.
const submit = "form.check button[type=submit]:not([name])"

// Rules of axe: all of WCAG 2.2 A and AA and its best practices; for a second
// look at the same page in other colours, those that depend on colour.
const (
	allRules    = `["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa","best-practice"]`
	colourRules = `{type: "rule", values: ["color-contrast", "link-in-text-block"]}`
)

func axe(t *testing.T) string {
	t.Helper()
	source, err := os.ReadFile(filepath.Join("node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err, "(npm ci installs it)")
	}
	return string(source)
}

// Each page passes axe in light, and its colours in dark; it is never wider than
// the window, down to 320 px.
func TestPagesAreAccessible(t *testing.T) {
	source := axe(t)
	for _, width := range widths {
		for _, lang := range []string{"zh", "en"} {
			t.Run(fmt.Sprint(width, " ", lang), func(t *testing.T) {
				t.Parallel()
				for _, p := range pages {
					t.Run(p.path+" "+p.press, func(t *testing.T) {
						ctx := tab(t, width)
						scheme(t, ctx, "light")
						open(t, ctx, p.path+sep(p.path)+"lang="+lang)
						if p.press != "" {
							click(t, ctx, p.press, ".counts, .problem, details.why[open]")
						}
						noSideways(t, ctx, p.path)
						report(t, "light", violations(t, ctx, source, allRules))
						scheme(t, ctx, "dark")
						report(t, "dark", violations(t, ctx, "", colourRules))
						if width == 390 {
							do(t, ctx, chromedp.EmulateViewport(320, 900))
							noSideways(t, ctx, p.path+" at 320 px")
						}
					})
				}
			})
		}
	}
}

func report(t *testing.T, scheme string, found []string) {
	t.Helper()
	for _, v := range found {
		t.Errorf("%s: %s", scheme, v)
	}
}

// scheme asks for light or dark colours.
func scheme(t *testing.T, ctx context.Context, value string) {
	t.Helper()
	_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: value}}})
	if err != nil {
		t.Fatal(err)
	}
}

// The negative control: broken on purpose, a page fails.
func TestAccessibilityCheckFindsFaults(t *testing.T) {
	ctx := tab(t, 1280)
	open(t, ctx, "/")
	eval[bool](t, ctx, `(document.documentElement.removeAttribute("lang"), document.querySelector("label[for=in]").remove(),
		document.querySelector("h1").style.color = "#ddd", true)`)
	found := strings.Join(violations(t, ctx, axe(t), allRules), "\n")
	for _, rule := range []string{"html-has-lang", "select-name", "color-contrast"} {
		if !strings.Contains(found, rule) {
			t.Errorf("a page broken on purpose does not fail %s: %s", rule, found)
		}
	}
}

// violations runs axe and returns one line a violated rule. The source may be empty
// where the page has it already.
func violations(t *testing.T, ctx context.Context, source, rules string) []string {
	t.Helper()
	if source != "" {
		eval[bool](t, ctx, source+"; true")
	}
	out := eval[string](t, ctx, `axe.run(document, {runOnly: `+rules+`, resultTypes: ["violations"]})
		.then(r => JSON.stringify(r.violations.map(v => v.id + ": " + v.help + " at " + v.nodes.slice(0, 3).map(n => n.target.join(" ")).join(" | "))))`)
	var list []string
	if err := json.Unmarshal([]byte(out), &list); err != nil {
		t.Fatal(err)
	}
	return list
}

func TestKeyboardBeginsWithTheSkipLink(t *testing.T) {
	ctx := tab(t, 1280)
	for _, path := range []string{"/", "/rulings/2021-jing0491-minchu-5094", "/check"} {
		open(t, ctx, path)
		do(t, ctx, chromedp.KeyEvent("\t"))
		if got := eval[string](t, ctx, "document.activeElement.className"); got != "skip" {
			t.Errorf("%s: the first Tab goes to .%s, want the skip link", path, got)
		}
		if left := eval[float64](t, ctx, "document.activeElement.getBoundingClientRect().left"); left < 0 {
			t.Errorf("%s: the skip link has focus and is not seen", path)
		}
		do(t, ctx, chromedp.KeyEvent("\r"))
		if got := eval[string](t, ctx, "document.activeElement.id"); got != "main" {
			t.Errorf("%s: the skip link leads to #%s", path, got)
		}
	}
}

func TestErrorSummaryLeadsToTheField(t *testing.T) {
	ctx := tab(t, 390)
	open(t, ctx, "/check?lang=en")
	click(t, ctx, submit, ".problem")
	if title := eval[string](t, ctx, "document.title"); !strings.HasPrefix(title, "Not checked") {
		t.Errorf("the title is %q", title)
	}
	click(t, ctx, ".problem a", "#text:focus")
	if eval[string](t, ctx, "document.querySelector('#text').getAttribute('aria-describedby')") != "text-hint problem" {
		t.Error("the field does not name its problem")
	}
}

// With scripts off, by keyboard alone: a search to its passage, and a check.
func TestJourneysWithoutScripts(t *testing.T) {
	ctx := tab(t, 1280)
	if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	open(t, ctx, "/?lang=zh")
	do(t, ctx, chromedp.Focus(chromedp.CSS("#q")), chromedp.KeyEvent("手机号"), chromedp.KeyEvent("\r"), chromedp.WaitReady(chromedp.CSS(".hit")))
	do(t, ctx, chromedp.Focus(chromedp.CSS(".hit h2 a")), chromedp.KeyEvent("\r"), chromedp.WaitReady(chromedp.CSS("article.holding")))
	do(t, ctx, chromedp.Focus(chromedp.CSS("blockquote.pin footer a")), chromedp.KeyEvent("\r"), chromedp.WaitReady(chromedp.CSS(".passage:target")))
	open(t, ctx, "/check?lang=zh")
	do(t, ctx, chromedp.Focus(chromedp.CSS("#text")), chromedp.KeyEvent("首次登录必须填写职业，不能跳过。"),
		chromedp.Focus(chromedp.CSS(submit)), chromedp.KeyEvent("\r"), chromedp.WaitReady(chromedp.CSS("#item-C5 .chip.conflict")))
	do(t, ctx, chromedp.Focus(chromedp.CSS("button.lang")), chromedp.KeyEvent("\r"), chromedp.WaitReady(chromedp.CSS("html[lang=en] #item-C5 .chip.conflict")))
}

// On paper nothing stays folded, and what only a screen can use is gone.
func TestPrintShowsWhatIsFolded(t *testing.T) {
	ctx := tab(t, 1280)
	open(t, ctx, "/check?example=1&lang=zh")
	click(t, ctx, submit, ".counts")
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
		t.Fatal(err)
	}
	if got := eval[float64](t, ctx, "[...document.querySelectorAll('details p, details li')].filter(e => e.getClientRects().length == 0).length"); got > 0 {
		t.Errorf("%.0f paragraphs stay folded", got)
	}
	if got := eval[float64](t, ctx, "[...document.querySelectorAll('nav, form, .skip')].filter(e => e.getClientRects().length > 0).length"); got > 0 {
		t.Errorf("%.0f controls are printed", got)
	}
	if dir := os.Getenv("YAOZHI_SCREENSHOTS"); dir != "" {
		shoot(t, ctx, filepath.Join(dir, "report-print.png"), 794)
	}
}
