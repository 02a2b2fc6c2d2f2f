//go:build !race

package browsertest

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	cdpbrowser "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/ai4citizens/casebook/internal/lang"
)

// comfortPart is what is done on each screen.
type comfortPart struct {
	name string
	run  func(*testing.T, *tab)
}

// comfort looks at what the script adds: suggestions, the basket of practices to
// compare, copying, and narrowing down without another page.
func (b *browser) comfort(t *testing.T) {
	tab := b.borrow(t)
	tab.taken()
	t.Cleanup(func() {
		tab.open(t, b.address(place{path: "/"}, lang.EN))
		tab.forget(t)
	})
	for _, v := range []view{desk, phone} {
		for _, part := range []comfortPart{
			{"suggestions by keys", b.suggestions}, {"basket", b.basket}, {"basket by keys", b.basketByKeys},
			{"what is kept is not trusted", b.distrust}, {"narrowing", b.narrowing}, {"from list to search", b.fromListToSearch},
		} {
			t.Run(v.name+"/"+part.name, func(t *testing.T) {
				tab.see(t, v)
				part.run(t, tab)
			})
		}
	}
	t.Run("copying", func(t *testing.T) { b.copying(t, tab) })
	t.Run("blocked storage", func(t *testing.T) { b.blockedStorage(t, tab) })
	t.Run("lost connection", func(t *testing.T) { b.lostConnection(t, tab) })
	t.Run("accessible", func(t *testing.T) { b.accessibleComfort(t, tab) })
	for _, problem := range tab.taken() {
		t.Error(problem)
	}
}

// until waits until an expression is true on the page.
func (b *tab) until(t *testing.T, expression string) {
	t.Helper()
	if !evaluate[bool](t, b, `new Promise((done) => {
		const end = Date.now() + 10000;
		const look = () => { const ok = Boolean(`+expression+`); ok || Date.now() > end ? done(ok) : setTimeout(look, 20); };
		look();
	})`) {
		t.Fatalf("%s: never %s", b.where(t), expression)
	}
}

// expect compares what an expression gives on the page, as text.
func (b *tab) expect(t *testing.T, what, expression, want string) {
	t.Helper()
	if got := evaluate[string](t, b, "String("+expression+")"); got != want {
		t.Errorf("%s: %s is %q, want %q", b.where(t), what, got, want)
	}
}

// voice is what was said last.
const voice = `document.querySelector("body > [aria-live]").textContent`

// raw has a key pressed as by a hand: the browser then keeps back the character
// of a key that a script has taken.
func raw(k *input.DispatchKeyEventParams) {
	if k.Type == kb.KeyDown {
		k.Type = input.DispatchKeyEventTypeRawKeyDown
	}
}

// suggestions are opened, left, opened again and taken with the keyboard.
func (b *browser) suggestions(t *testing.T, tab *tab) {
	tab.open(t, b.address(place{path: "/"}, lang.EN))
	tab.tabTo(t, "main input[type=search]")
	tab.press(t, "smart check")
	const open = `document.activeElement.getAttribute("aria-expanded") === "true"`
	const active = `document.getElementById(document.activeElement.getAttribute("aria-activedescendant"))`
	tab.until(t, open)
	tab.expect(t, "the role", `document.activeElement.role`, "combobox")
	tab.expect(t, "the list", `document.getElementById(document.activeElement.getAttribute("aria-controls")).checkVisibility()`, "true")
	tab.expect(t, "the active option", active, "null")
	if said := evaluate[string](t, tab, voice); !strings.HasSuffix(said, "suggestions") && said != "1 suggestion" {
		t.Errorf("the suggestions are announced as %q", said)
	}
	tab.press(t, kb.ArrowDown)
	tab.expect(t, "the active option is selected", active+`.getAttribute("aria-selected")`, "true")
	tab.press(t, kb.ArrowUp)
	tab.expect(t, "the active option", active, "null")
	tab.press(t, kb.Escape)
	tab.expect(t, "after Escape expanded", `document.activeElement.getAttribute("aria-expanded")`, "false")
	tab.expect(t, "after Escape the field", `document.activeElement.value`, "smart check")
	tab.press(t, kb.ArrowDown)
	tab.until(t, open)
	for range 10 {
		tab.press(t, kb.ArrowDown)
		if strings.Contains(evaluate[string](t, tab, active+"?.textContent || ''"), "Smart Check") {
			tab.leave(t, chromedp.KeyEvent(kb.Enter, raw))
			if !strings.HasSuffix(tab.where(t), "/en/practices/amsterdam-smart-check") {
				t.Errorf("the suggestion leads to %s", tab.where(t))
			}
			return
		}
	}
	t.Error("the practice is not suggested")
}

// copying puts each text into the clipboard, or selects it where the browser
// does not allow that.
func (b *browser) copying(t *testing.T, tab *tab) {
	permit := func(setting cdpbrowser.PermissionSetting) {
		for _, name := range []string{"clipboard-write", "clipboard-read"} {
			if _, err := chromedp.CallBrowser(tab.ctx, cdpbrowser.SetPermission, cdpbrowser.SetPermissionParams{
				Permission: &cdpbrowser.PermissionDescriptor{Name: name}, Setting: setting, Origin: b.real.URL,
			}); err != nil {
				t.Fatal(err)
			}
		}
	}
	tab.see(t, desk)
	tab.open(t, b.address(place{path: "/practices/helsinki-ai-register"}, lang.EN))
	tab.tabTo(t, "details:has([data-copy]) > summary")
	tab.press(t, kb.Enter)
	tab.unfold(t, "main details details")
	permit(cdpbrowser.PermissionSettingGranted)
	names := evaluate[[]string](t, tab, `[...document.querySelectorAll(".copy button")].map((button) => button.textContent)`)
	if got := strings.Join(names, "|"); got != "Copy: Citation|Copy: BibTeX|Copy: CSL JSON|Copy: Address of this page" {
		t.Errorf("the buttons are %s", got)
	}
	for i := range names {
		button := fmt.Sprintf(`document.querySelectorAll(".copy button")[%d]`, i)
		for evaluate[bool](t, tab, button+" !== document.activeElement") {
			tab.tabTo(t, ".copy button")
		}
		tab.press(t, kb.Enter)
		tab.until(t, button+`.parentNode.querySelector("small").textContent === "Copied"`)
		tab.expect(t, "the voice", voice, "Copied")
		if !evaluate[bool](t, tab, `navigator.clipboard.readText().then((text) => text.length > 20 && text === `+button+`.parentNode.previousElementSibling.textContent)`) {
			t.Errorf("%s copies another text", names[i])
		}
	}
	permit(cdpbrowser.PermissionSettingDenied)
	evaluate[any](t, tab, `document.querySelector(".copy button").click()`)
	tab.until(t, voice+`.startsWith("The browser did not allow")`)
	tab.expect(t, "what is selected", `getSelection().toString() === document.querySelector(".cite").textContent`, "true")
	permit(cdpbrowser.PermissionSettingPrompt)
}

// accessibleComfort looks at open suggestions and a full basket as pages does.
func (b *browser) accessibleComfort(t *testing.T, tab *tab) {
	axe := readAxe(t)
	check := func(t *testing.T, tag lang.Tag, what string) {
		t.Helper()
		evaluate[any](t, tab, axe+"\n;0")
		for _, v := range views {
			tab.see(t, v)
			evaluate[any](t, tab, `document.querySelector(".copy button:focus, [role=combobox]:focus")?.scrollIntoView({ block: "center" })`)
			b.glimpse(t, tab, "comfort."+what+"."+string(tag)+"."+v.name)
			ask[any](t, tab, "unstick", "true")
			found := ask[[]string](t, tab, "axe", strconv.FormatBool(v.features != nil))
			found = append(append(found, tab.fits(t)...), ask[[]string](t, tab, "targets")...)
			ask[any](t, tab, "unstick", "false")
			for _, problem := range found {
				t.Errorf("%s, %s: %s", what, v.name, problem)
			}
		}
	}
	for _, tag := range []lang.Tag{lang.EN, lang.FI, lang.LV} {
		t.Run(string(tag), func(t *testing.T) {
			tab.see(t, desk)
			tab.open(t, b.address(place{path: "/"}, tag))
			tab.tabTo(t, "main input[type=search]")
			tab.press(t, "re")
			tab.until(t, `document.activeElement.getAttribute("aria-expanded") === "true"`)
			tab.press(t, kb.ArrowDown)
			check(t, tag, "suggestions")
			tab.open(t, b.address(place{path: "/practices"}, tag))
			tab.forget(t)
			tab.choose(t, chosen...)
			tab.open(t, b.address(place{path: "/search?kind=practices"}, tag))
			check(t, tag, "search")
			tab.open(t, b.address(place{path: "/practices/amsterdam-smart-check"}, tag))
			tab.choose(t, "amsterdam-smart-check")
			check(t, tag, "practice")
			tab.unfold(t, "main details")
			evaluate[any](t, tab, `document.querySelector(".copy button").focus()`)
			tab.press(t, kb.Enter)
			tab.until(t, `document.querySelector(".copy small").textContent`)
			check(t, tag, "citation")
			tab.forget(t)
		})
	}
}
