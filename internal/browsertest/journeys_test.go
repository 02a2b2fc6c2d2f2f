//go:build !race

package browsertest

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/ai4citizens/casebook/internal/lang"
)

// journeys are what people come for, done with the keyboard alone, by newcomers
// in few actions, and all of it with and without scripts.
func (b *browser) journeys(t *testing.T) {
	for _, scripts := range []bool{true, false} {
		name := "with scripts"
		if !scripts {
			name = "without scripts"
		}
		t.Run(name, func(t *testing.T) {
			tab := b.borrow(t)
			tab.taken()
			tab.allowScripts(t, scripts)
			t.Cleanup(func() { tab.allowScripts(t, true) })
			for _, v := range []view{desk, phone} {
				tab.see(t, v)
				t.Run(v.name+"/skip link", func(t *testing.T) { b.skipLink(t, tab) })
				t.Run(v.name+"/search by keys", func(t *testing.T) { b.searchByKeys(t, tab) })
				t.Run(v.name+"/filter by keys", func(t *testing.T) { b.filterByKeys(t, tab) })
				t.Run(v.name+"/language by keys", func(t *testing.T) { b.languageByKeys(t, tab) })
				t.Run(v.name+"/newcomers", func(t *testing.T) { b.newcomers(t, tab) })
			}
			if !scripts {
				t.Run("every page", func(t *testing.T) { b.unscripted(t, tab) })
			}
			for _, problem := range tab.taken() {
				t.Error(problem)
			}
			t.Run("no cookies", func(t *testing.T) { noCookies(t, tab) })
		})
	}
}

func (b *tab) allowScripts(t *testing.T, allow bool) {
	t.Helper()
	if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !allow}); err != nil {
		t.Fatal(err)
	}
}

// leave does what leads to another page, and waits for that.
func (b *tab) leave(t *testing.T, action chromedp.Action[chromedp.Void]) {
	t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	loaded := func(page.EventLoadEventFired) bool { return true }
	if _, err := chromedp.Run(ctx, chromedp.WaitEvent(page.LoadEventFired, loaded, action)); err != nil {
		t.Fatalf("no page was loaded: %v", err)
	}
}

// tabTo presses Tab until an element has the focus.
func (b *tab) tabTo(t *testing.T, selector string) {
	t.Helper()
	for range 150 {
		b.press(t, kb.Tab)
		if evaluate[bool](t, b, `document.activeElement.matches(`+"`"+selector+"`"+`)`) {
			for _, problem := range ask[focus](t, b, "focused").Wrong {
				t.Error(problem)
			}
			return
		}
	}
	t.Fatalf("the Tab key does not reach %s on %s", selector, b.where(t))
}

func (b *tab) where(t *testing.T) string {
	t.Helper()
	return evaluate[string](t, b, "location.href")
}

func (b *tab) text(t *testing.T, selector string) string {
	t.Helper()
	return evaluate[string](t, b, "(document.querySelector(`"+selector+"`) || document.createElement('p')).textContent.trim()")
}

// skipLink goes past the head of the page: Tab, Enter, Tab.
func (b *browser) skipLink(t *testing.T, tab *tab) {
	tab.open(t, b.address(place{path: "/practices/helsinki-ai-register"}, lang.EN))
	tab.tabTo(t, ".skip")
	tab.press(t, kb.Enter)
	tab.press(t, kb.Tab)
	if !evaluate[bool](t, tab, `document.activeElement.closest("main") !== null`) {
		t.Errorf("after the skip link the focus is on %s", ask[focus](t, tab, "focused").Name)
	}
}

// searchByKeys asks a question on the home page and opens the first answer.
func (b *browser) searchByKeys(t *testing.T, tab *tab) {
	tab.open(t, b.address(place{path: "/"}, lang.EN))
	tab.tabTo(t, "main input[type=search]")
	tab.press(t, "Smart Check")
	tab.leave(t, chromedp.KeyEvent(kb.Enter))
	if found := tab.text(t, "[role=status]"); found == "" {
		t.Error("the page of results does not say how many there are")
	}
	tab.tabTo(t, ".hits h3 a")
	tab.leave(t, chromedp.KeyEvent(kb.Enter))
	if !strings.HasSuffix(tab.where(t), "/en/practices/amsterdam-smart-check") {
		t.Errorf("the first answer leads to %s", tab.where(t))
	}
}

// filterByKeys narrows a search to one outcome and takes that back.
func (b *browser) filterByKeys(t *testing.T, tab *tab) {
	tab.open(t, b.address(place{path: "/search"}, lang.EN))
	tab.tabTo(t, "aside details:not([open]):has([name=outcome]) > summary, [name=outcome]")
	if evaluate[bool](t, tab, `document.activeElement.matches("summary")`) {
		tab.press(t, kb.Enter)
		tab.tabTo(t, "[name=outcome]")
	}
	if scripted := evaluate[bool](t, tab, `document.querySelector("[role=combobox]") !== null`); scripted {
		return // the page does not change: see narrowing
	}
	tab.press(t, " ")
	tab.tabTo(t, "aside button")
	tab.leave(t, chromedp.KeyEvent(kb.Enter))
	if !strings.Contains(tab.where(t), "outcome=") {
		t.Fatalf("the filter leads to %s", tab.where(t))
	}
	tab.tabTo(t, ".chips .chosen")
	tab.leave(t, chromedp.KeyEvent(kb.Enter))
	if strings.Contains(tab.where(t), "outcome=") {
		t.Errorf("the filter is still there: %s", tab.where(t))
	}
}

// languageByKeys changes to Finnish.
func (b *browser) languageByKeys(t *testing.T, tab *tab) {
	tab.open(t, b.address(place{path: "/practices"}, lang.EN))
	tab.tabTo(t, ".tongues summary")
	tab.press(t, kb.Enter)
	for _, problem := range ask[[]string](t, tab, "sideways") {
		t.Error(problem)
	}
	tab.tabTo(t, ".tongues a[lang=fi]")
	tab.leave(t, chromedp.KeyEvent(kb.Enter))
	if got := evaluate[string](t, tab, "document.documentElement.lang"); got != "fi" || !strings.HasSuffix(tab.where(t), "/fi/practices") {
		t.Errorf("the choice of Finnish leads to %s in %q", tab.where(t), got)
	}
}

// unscripted looks at every kind of page without scripts.
func (b *browser) unscripted(t *testing.T, tab *tab) {
	for _, p := range b.places {
		tab.open(t, b.address(p, p.preferably(lang.EN)))
		if tab.text(t, "main h1") == "" {
			t.Errorf("%s has no heading", p.name)
		}
		for _, problem := range ask[[]string](t, tab, "unscripted") {
			t.Errorf("%s: %s", p.name, problem)
		}
	}
}

func noCookies(t *testing.T, tab *tab) {
	jar, err := chromedp.Call(tab.ctx, network.GetCookies, network.GetCookiesParams{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range jar.Cookies {
		t.Errorf("a cookie was set: %s", c.Name)
	}
}
