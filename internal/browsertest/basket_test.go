//go:build !race

package browsertest

import (
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/ai4citizens/casebook/internal/lang"
)

// What is asked of the basket again and again.
const (
	basketRows = `[...document.querySelectorAll(".basket li a")].map((a) => a.getAttribute("href")).join(" ")`
	basketSays = `document.querySelector(".basket summary").textContent`
)

// chosen are practices that fill the basket.
var chosen = []string{"helsinki-ai-register", "amsterdam-algorithm-register", "tampere-ai-principles", "turin-ethics-board"}

// forget empties what the browser keeps for the portal, and shows the page anew.
func (b *tab) forget(t *testing.T) {
	t.Helper()
	evaluate[any](t, b, "localStorage.clear()")
	b.do(t, chromedp.Reload())
}

// choose ticks the boxes of practices as a click does.
func (b *tab) choose(t *testing.T, ids ...string) {
	t.Helper()
	for _, id := range ids {
		evaluate[any](t, b, "document.querySelector(`.choice input[value='practices/"+id+"']`).click()")
	}
}

// basket gathers practices on several pages and in two languages, and compares
// them.
func (b *browser) basket(t *testing.T, tab *tab) {
	tab.open(t, b.address(place{path: "/practices"}, lang.EN))
	tab.forget(t)
	tab.expect(t, "an empty basket is seen", `document.querySelector(".basket").checkVisibility()`, "false")
	tab.expect(t, "the button that the bar stands for is seen", `document.querySelector("[data-unscripted]").checkVisibility()`, "false")
	tab.choose(t, chosen[0])
	tab.expect(t, "the bar", basketSays, "1 practice to compare")
	tab.expect(t, "the voice", voice, "1 practice to compare")
	tab.expect(t, "a link for one", `document.querySelector(".basket .bar > a").checkVisibility()`, "false")

	tab.open(t, b.address(place{path: "/practices/" + chosen[1]}, lang.FI))
	tab.expect(t, "the bar", basketSays, "1 käytäntö vertailuun")
	tab.expect(t, "what is said on a new page", voice, "")
	tab.choose(t, chosen[1])
	tab.expect(t, "the bar", basketSays, "2 käytäntöä vertailuun")
	tab.open(t, b.address(place{path: "/practices/" + chosen[2]}, lang.LV))
	tab.choose(t, chosen[2])
	tab.open(t, b.address(place{path: "/practices/" + chosen[3]}, lang.RO))
	tab.choose(t, chosen[3])
	tab.expect(t, "the bar", basketSays, "4 practici de comparat")

	// A fifth is refused: on its page it is not ticked, in a list only for a pack.
	tab.open(t, b.address(place{path: "/practices/amsterdam-smart-check"}, lang.EN))
	tab.choose(t, "amsterdam-smart-check")
	tab.expect(t, "the voice", voice, "Four practices fit side by side. To add another, remove one first.")
	tab.expect(t, "the note", `document.querySelector(".basket p:not([hidden])")?.textContent`, "Four practices fit side by side. To add another, remove one first.")
	tab.expect(t, "the fifth", `document.querySelector(".choice input").checked`, "false")
	tab.open(t, b.address(place{path: "/practices"}, lang.EN))
	for _, id := range chosen {
		tab.expect(t, id, "document.querySelector(`[value='practices/"+id+"']`)?.checked ?? true", "true") // or on the next page
	}
	tab.expect(t, "ticks", `document.querySelectorAll(".choice input:checked").length > 1`, "true")
	tab.choose(t, "amsterdam-smart-check")
	tab.expect(t, "the voice", voice, "Four practices fit side by side. To add another, remove one first. The tick counts for the case pack only.")
	tab.expect(t, "the bar", basketSays, "4 practices to compare")

	tab.leave(t, chromedp.Click(chromedp.CSS(".basket .bar > a")))
	if got := evaluate[int](t, tab, `document.querySelectorAll("table[aria-labelledby=c_texts] thead th").length`); got != len(chosen) {
		t.Errorf("%s compares %d practices", tab.where(t), got)
	}
	// What is taken out of the comparison is taken out of the basket.
	tab.leave(t, chromedp.Click(chromedp.CSS("[data-drop='practices/"+chosen[0]+"']")))
	tab.expect(t, "the bar", basketSays, "3 practices to compare")
	tab.expect(t, "a link to the page itself", `document.querySelector(".basket .bar > a").checkVisibility()`, "false")
}

// basketByKeys ticks, opens the bar, removes and empties with the keyboard.
func (b *browser) basketByKeys(t *testing.T, tab *tab) {
	tab.open(t, b.address(place{path: "/practices"}, lang.FI))
	tab.forget(t)
	tab.tabTo(t, ".card .choice input")
	tab.press(t, " ")
	tab.expect(t, "the bar", basketSays, "1 käytäntö vertailuun")
	tab.tabTo(t, ".card .choice input:not(:checked)")
	tab.press(t, " ")
	tab.expect(t, "the bar", basketSays, "2 käytäntöä vertailuun")
	tab.forget(t)
	tab.choose(t, chosen...)
	// Nothing that has the focus lies beneath the bar.
	tab.walk(t)
	tab.tabTo(t, ".basket summary")
	tab.press(t, kb.Enter)
	tab.tabTo(t, ".basket li button")
	tab.press(t, kb.Enter)
	tab.expect(t, "the bar", basketSays, "3 käytäntöä vertailuun")
	tab.expect(t, "the box", "document.querySelector(`.choice [value='practices/"+chosen[0]+"']`).checked", "false")
	tab.expect(t, "the focus", `document.activeElement.matches(".basket summary")`, "true")
	tab.tabTo(t, ".basket .bar > button")
	tab.press(t, kb.Enter)
	tab.expect(t, "the bar", `document.querySelector(".basket").checkVisibility()`, "false")
	tab.expect(t, "the voice", voice, "Ei vertailtavia käytäntöjä")
	tab.expect(t, "the focus", `document.activeElement.localName`, "main")
	tab.expect(t, "what is kept", `localStorage.length`, "0")
}

// distrust finds in the browser what nobody put there by choosing.
func (b *browser) distrust(t *testing.T, tab *tab) {
	tab.open(t, b.address(place{path: "/practices"}, lang.EN))
	for kept, want := range map[string]string{
		`"nonsense"`: "", `'{'`: "", `'{"id":1}'`: "", `"null"`: "", `'[null, 5, "x", [], {}]'`: "",
		`JSON.stringify([{id: "practices/x'><img src=x>", title: "x", lang: "en"}, {id: "https://example.org/", title: "x", lang: "en"},
			{id: "javascript:alert(1)", title: "x", lang: "en"}, {id: "practices/../x", title: "x", lang: "en"}, {id: ["practices/x"], title: "x", lang: "en"},
			{id: "practices/a", title: "<img src=x onerror=alert(1)>", lang: "en"}, {id: "practices/a", title: "twice", lang: "en"},
			{id: "practices/b", title: "x", lang: "'><b>"}])`: "/en/practices/a",
		`JSON.stringify([..."abcdefgh"].map((c) => ({id: "practices/" + c, title: c.repeat(999), lang: "en"})))`: "/en/practices/a /en/practices/b /en/practices/c /en/practices/d",
	} {
		evaluate[any](t, tab, `localStorage.setItem("casebook.basket", `+kept+`)`)
		tab.do(t, chromedp.Reload())
		tab.expect(t, "of "+kept+" the basket", basketRows, want)
		tab.expect(t, "markup in the basket", `document.querySelectorAll(".basket :is(img, b)").length`, "0")
	}
	tab.forget(t)
}

// blockedStorage denies the page what the basket needs: everything else is there.
func (b *browser) blockedStorage(t *testing.T, tab *tab) {
	denied, err := chromedp.Call(tab.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{
		Source: `Object.defineProperty(window, "localStorage", { get() { throw new DOMException("denied", "SecurityError"); } })`,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := chromedp.Call(tab.ctx, page.RemoveScriptToEvaluateOnNewDocument, page.RemoveScriptToEvaluateOnNewDocumentParams(denied)); err != nil {
			t.Error(err)
		}
	})
	tab.open(t, b.address(place{path: "/practices"}, lang.EN))
	tab.expect(t, "baskets", `document.querySelectorAll(".basket").length`, "0")
	tab.expect(t, "fields with suggestions", `document.querySelectorAll("[role=combobox]").length`, "1")
	tab.choose(t, chosen[:2]...)
	tab.leave(t, chromedp.Click(chromedp.CSS("#c_compare [data-unscripted] button")))
	if got := evaluate[int](t, tab, `document.querySelectorAll("table[aria-labelledby=c_texts] thead th").length`); got != 2 {
		t.Errorf("%s compares %d practices", tab.where(t), got)
	}
	tab.open(t, b.address(place{path: "/practices/helsinki-ai-register"}, lang.EN))
	tab.expect(t, "boxes", `document.querySelectorAll(".choice").length`, "0")
	tab.expect(t, "buttons that copy", `document.querySelectorAll(".copy button").length`, "4")
}
