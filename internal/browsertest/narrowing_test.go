//go:build !race

package browsertest

import (
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/ai4citizens/casebook/internal/lang"
)

// narrowing ticks a facet, takes it back by the browser's own button, and
// removes one by its chip, all on one and the same page.
func (b *browser) narrowing(t *testing.T, tab *tab) {
	tab.open(t, b.address(place{path: "/search"}, lang.EN))
	evaluate[any](t, tab, `(() => {
		window.marker = 1;
		window.said = [];
		new MutationObserver((list) => list.forEach(({ target, addedNodes }) => {
			const e = target.nodeType === 1 ? target : target.parentElement;
			if (e?.closest("[role=status], [aria-live]") && (addedNodes.length || target.nodeType === 3)) said.push(e.textContent);
		})).observe(document, { subtree: true, childList: true, characterData: true });
	})()`)
	all := tab.text(t, "[role=status]")
	tab.tabTo(t, "aside details:not([open]):has([name=outcome]) > summary, [name=outcome]")
	tab.press(t, " ")
	tab.until(t, `location.search.includes("outcome=")`)
	few := tab.text(t, "[role=status]")
	tab.expect(t, "what is said", `said.join("|")`, few)
	if few == all || few == "" {
		t.Errorf("of %q there are left %q", all, few)
	}
	tab.expect(t, "the page is the same", "window.marker", "1")
	tab.expect(t, "the focus", `document.activeElement.matches("[name=outcome]:checked")`, "true")
	for _, problem := range ask[focus](t, tab, "focused").Wrong {
		t.Error(problem)
	}
	tab.expect(t, "the chips", `document.querySelectorAll(".chips .chosen").length`, "1")
	tab.expect(t, "the languages", `document.querySelector(".tongues a[lang=fi]").search`, evaluate[string](t, tab, "location.search"))
	tab.expect(t, "the followers", `document.querySelectorAll("head link[type='application/atom+xml']").length`, "1")

	evaluate[any](t, tab, "history.back()")
	tab.until(t, "document.querySelector('[role=status]').textContent === "+strconv.Quote(all))
	tab.expect(t, "boxes that are ticked", `document.querySelectorAll("[name=outcome]:checked").length`, "0")
	evaluate[any](t, tab, "history.forward()")
	tab.until(t, "document.querySelector('[role=status]').textContent === "+strconv.Quote(few))
	tab.expect(t, "boxes that are ticked", `document.querySelectorAll("[name=outcome]:checked").length`, "1")

	// The button leads to the results, a chip takes its facet away.
	tab.tabTo(t, "aside button")
	tab.press(t, kb.Enter)
	tab.until(t, `document.activeElement.id === "c_found"`)
	tab.tabTo(t, ".chips .chosen")
	tab.press(t, kb.Enter)
	tab.until(t, `!location.search.includes("outcome=")`)
	tab.expect(t, "the status", `document.querySelector("[role=status]").textContent.trim()`, all)
	tab.expect(t, "the focus", "document.activeElement.id", "c_found")
	tab.expect(t, "the page is the same", "window.marker", "1")
}

// fromListToSearch follows a facet's link of a list, which becomes a search.
func (b *browser) fromListToSearch(t *testing.T, tab *tab) {
	tab.open(t, b.address(place{path: "/practices"}, lang.EN))
	evaluate[any](t, tab, "window.marker = 1")
	heading, title := tab.text(t, "h1"), evaluate[string](t, tab, "document.title")
	tab.tabTo(t, "aside .facet a[href*='outcome=']")
	tab.press(t, kb.Enter)
	tab.until(t, `location.pathname === "/en/search"`)
	tab.expect(t, "the focus", `document.activeElement.matches("[name=outcome]:checked")`, "true")
	tab.expect(t, "the heading", `document.querySelector("h1").textContent`, "Search")
	tab.expect(t, "the title", `document.title !== `+strconv.Quote(title), "true")
	tab.expect(t, "fields with suggestions", `document.querySelectorAll("form[role=search] [role=combobox]").length`, "1")
	evaluate[any](t, tab, "history.back()")
	tab.until(t, `location.pathname === "/en/practices" && document.title === `+strconv.Quote(title))
	tab.expect(t, "the heading", `document.querySelector("h1").textContent`, heading)
	tab.expect(t, "fields with suggestions", `document.querySelectorAll("header form[role=search] [role=combobox]").length`, "1")
	tab.expect(t, "the page is the same", "window.marker", "1")
	// A fragment is no other page.
	evaluate[any](t, tab, `document.querySelector(".skip").click()`)
	evaluate[any](t, tab, "history.back()")
	tab.expect(t, "the page is the same", "window.marker", "1")
}

// lostConnection makes the script's own way fail: the browser goes there itself.
func (b *browser) lostConnection(t *testing.T, tab *tab) {
	for _, fails := range []string{
		`() => Promise.reject(new TypeError("lost"))`,
		`async () => new Response("", { status: 503 })`,
		`async () => new Response("<p>Something else", { headers: { "Content-Type": "text/html" } })`,
	} {
		tab.open(t, b.address(place{path: "/search"}, lang.EN))
		evaluate[any](t, tab, "window.marker = 1; window.fetch = "+fails+"; 0")
		tab.leave(t, chromedp.Click(chromedp.CSS("aside [name=kind][value=practices]")))
		if where := tab.where(t); !strings.Contains(where, "kind=practices") {
			t.Errorf("with %s the browser goes to %s", fails, where)
		}
		tab.expect(t, "another page", "window.marker", "undefined")
		tab.expect(t, "what is ticked", `document.querySelector("[name=kind]:checked").value`, "practices")
	}
}
