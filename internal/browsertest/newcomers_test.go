//go:build !race

package browsertest

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/ai4citizens/casebook/internal/lang"
)

// fewActions is how many clicks or Enter keys may lie between the home page and
// the practice that a newcomer came for.
const fewActions = 3

// newcomer is somebody who has never been here, and what they look for.
type newcomer struct {
	name string
	lang lang.Tag
	// asks is what they type on the home page, if they type.
	asks string
	// follows are the links that they see and use, one a page.
	follows []string
	// finds is the practice that they must come to.
	finds string
}

// newcomers come with a question, or look around by what help there is, by
// theme, or among all practices.
var newcomers = []newcomer{
	{name: "asks", lang: lang.RO, asks: words[lang.RO], follows: []string{".hits li:first-child h3 a"}, finds: "amsterdam-algorithm-register"},
	{name: "by help", lang: lang.FI, follows: []string{"main .tiles a[href*='ai-governance']", ".hits h3 a[href$='/amsterdam-algorithm-register']"}, finds: "amsterdam-algorithm-register"},
	{name: "by theme", lang: lang.FI, follows: []string{"main a[href$='/themes/inventory-register']", ".card h3 a[href$='/helsinki-ai-register']"}, finds: "helsinki-ai-register"},
	{name: "by list", lang: lang.FI, follows: []string{"header nav a[href$='/practices']", ".card h3 a[href$='/helsinki-ai-register']"}, finds: "helsinki-ai-register"},
}

// newcomers go their ways with the keyboard alone and with the mouse, and count
// what they do.
func (b *browser) newcomers(t *testing.T, tab *tab) {
	for _, n := range newcomers {
		for _, hand := range []hand{keys, mouse} {
			t.Run(string(n.lang)+" "+n.name+" with "+hand.name, func(t *testing.T) {
				tab.open(t, b.address(place{path: "/"}, n.lang))
				actions := 0
				if n.asks != "" {
					actions += hand.ask(t, tab, n.asks)
				}
				for _, selector := range n.follows {
					if !evaluate[bool](t, tab, "document.querySelector(`"+selector+"`) !== null") {
						t.Fatalf("there is no %s on %s", selector, tab.where(t))
					}
					hand.follow(t, tab, selector)
					actions++
				}
				if actions > fewActions {
					t.Errorf("it takes %d actions to come to %s", actions, tab.where(t))
				}
				if want := "/" + string(n.lang) + "/practices/" + n.finds; !strings.HasSuffix(tab.where(t), want) {
					t.Errorf("the way leads to %s, not to %s", tab.where(t), want)
				}
				tab.expect(t, "the language of the heading", `document.querySelector("article h1").closest("[lang]").lang`, string(n.lang))
				if tab.text(t, "article h1") == "" {
					t.Error("the practice has no heading")
				}
			})
		}
	}
}

// hand is what a newcomer uses.
type hand struct {
	name string
	// ask sends a question from the home page and counts clicks or Enter keys.
	ask func(*testing.T, *tab, string) int
	// follow uses a link, by one click or one Enter key.
	follow func(*testing.T, *tab, string)
}

var (
	keys = hand{"keys",
		func(t *testing.T, tab *tab, question string) int {
			tab.tabTo(t, "main input[type=search]")
			tab.press(t, question)
			tab.leave(t, chromedp.KeyEvent(kb.Enter))
			return 1
		},
		func(t *testing.T, tab *tab, selector string) {
			tab.tabTo(t, selector)
			tab.leave(t, chromedp.KeyEvent(kb.Enter))
		},
	}
	mouse = hand{"mouse",
		func(t *testing.T, tab *tab, question string) int {
			tab.do(t, chromedp.Click(chromedp.CSS("main input[type=search]")))
			tab.press(t, question)
			tab.leave(t, chromedp.Click(chromedp.CSS("main form[role=search] button")))
			return 2
		},
		func(t *testing.T, tab *tab, selector string) {
			tab.leave(t, chromedp.Click(chromedp.CSS(selector)))
		},
	}
)
