//go:build !race

package browsertest

import (
	"bytes"
	"context"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/ai4citizens/casebook/internal/lang"
)

// Other ways to look at a page. A sheet of A4 has about 700 points between its
// margins.
var (
	paper     = view{name: "print", width: 700, height: 1000, media: "print"}
	darkPaper = view{name: "print from dark", width: 700, height: 1000, media: "print", features: map[string]string{"prefers-color-scheme": "dark"}}
	forced    = desk.with("forced colours", "forced-colors", "active")
	zoomed    = view{name: "zoomed", width: 320, height: 256, scale: 4}
)

// media looks at every kind of page on paper, in forced colours, without
// motion, and at 400 % on a small screen.
func (b *browser) media(t *testing.T) {
	for _, p := range b.places {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			tab := b.borrow(t)
			tab.see(t, desk)
			tag := p.preferably(lang.RO)
			tab.open(t, b.address(p, tag))
			report := func(v view, script string) {
				t.Helper()
				tab.see(t, v)
				for _, problem := range ask[[]string](t, tab, script) {
					t.Errorf("%s: %s", v.name, problem)
				}
			}
			report(desk, "moving")
			report(forced, "forced")
			b.shoot(t, tab, p.name+"."+string(tag)+"."+forced.name)
			report(zoomed, "sideways")
			report(darkPaper, "paper")
			report(paper, "paper")
			b.print(t, tab, p.name+"."+string(tag))
		})
	}
}

// print makes a PDF file of the page.
func (b *browser) print(t *testing.T, tab *tab, name string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	file, err := chromedp.Run(ctx, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4), chromedp.PDFOutlineAndTagged()))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(file, []byte("%PDF-")) || len(file) < 2000 {
		t.Errorf("printing made %d bytes that begin with %q", len(file), file[:min(len(file), 8)])
	}
	b.keep(t, name+".pdf", file)
}
