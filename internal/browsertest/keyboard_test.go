//go:build !race

package browsertest

import (
	"slices"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/ai4citizens/casebook/internal/lang"
)

// focus is what scripts/focused.js tells.
type focus struct {
	Index int
	Name  string
	Wrong []string
}

// keyboard walks through every kind of page with the Tab key: everything is
// reached once and in order, shows that it has the focus, and lets go of it.
// Finnish has the longest words. What folds is walked through open, but for the
// choice of language, which would lie over what comes after it.
func (b *browser) keyboard(t *testing.T) {
	for _, p := range b.places {
		for _, v := range []view{desk, phone.dark()} {
			t.Run(p.name+"/"+v.name, func(t *testing.T) {
				t.Parallel()
				tab := b.borrow(t)
				tab.see(t, v)
				tab.open(t, b.address(p, p.preferably(lang.FI)))
				tab.unfold(t, "main details")
				tab.walk(t)
			})
		}
	}
}

// walk presses Tab from the beginning of a page until it has been left.
func (b *tab) walk(t *testing.T) {
	t.Helper()
	count := ask[int](t, b, "tabbable")
	if count < 5 {
		t.Errorf("the Tab key reaches only %d elements", count)
	}
	reached := make([]bool, count)
	var wrong []string
	defer func() { // what is wrong with one is often wrong with all
		for _, problem := range wrong[:min(len(wrong), 5)] {
			t.Error(problem)
		}
		if len(wrong) > 5 {
			t.Errorf("and %d more", len(wrong)-5)
		}
	}()
	for range count + 5 {
		b.press(t, kb.Tab)
		f := ask[focus](t, b, "focused")
		wrong = append(wrong, f.Wrong...)
		switch {
		case f.Index == -1, f.Index >= 0 && reached[f.Index]:
			// Out of the page, or around to its beginning.
			if missed := slices.Index(reached, false); missed >= 0 {
				t.Errorf("the Tab key misses element %d of %d, and stops before %s", missed, count, f.Name)
			}
			return
		case f.Index == -2:
			t.Errorf("the Tab key reaches %s, which is no control", f.Name)
		case slices.Contains(reached[f.Index:], true):
			t.Errorf("the Tab key reaches %s out of order", f.Name)
		default:
			reached[f.Index] = true
		}
	}
	t.Error("the Tab key does not lead out of the page")
}

func (b *tab) press(t *testing.T, keys string) {
	t.Helper()
	b.do(t, chromedp.KeyEvent(keys))
}
