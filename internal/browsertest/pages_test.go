//go:build !race

package browsertest

import (
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/ai4citizens/casebook/internal/lang"
)

// views are what every page is looked at in.
var views = []view{desk, desk.dark(), phone.dark(), phone}

// pictured are the languages that pictures are kept in.
var pictured = []lang.Tag{lang.EN, lang.FI, lang.RO}

// readAxe reads the checker that the environment names.
func readAxe(t *testing.T) string {
	t.Helper()
	name := os.Getenv("CASEBOOK_AXE")
	if name == "" {
		missing(t, "CASEBOOK_AXE does not name axe.min.js of the npm package axe-core")
	}
	axe, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(axe)
}

// pages looks at every kind of page in every language and view.
func (b *browser) pages(t *testing.T) {
	axe := readAxe(t)
	for _, p := range b.places {
		for _, tag := range p.languages() {
			t.Run(p.name+"/"+string(tag), func(t *testing.T) {
				t.Parallel()
				b.look(t, p, tag, axe)
			})
		}
	}
}

// look checks one page in one language. On a phone it looks into what is folded,
// too. What is wrong in several views is said once.
func (b *browser) look(t *testing.T, p place, tag lang.Tag, axe string) {
	tab := b.borrow(t)
	tab.taken()
	tab.see(t, desk)
	tab.open(t, b.address(p, tag))
	evaluate[any](t, tab, axe+"\n;0")
	wrong := map[string][]string{}
	for _, v := range views {
		tab.see(t, v)
		if v.width == phone.width {
			tab.unfold(t, "main details")
		}
		if slices.Contains(pictured, tag) {
			b.shoot(t, tab, p.name+"."+string(tag)+"."+v.name)
		}
		ask[any](t, tab, "unstick", "true")
		// The dark scheme changes colours and nothing else.
		found := ask[[]string](t, tab, "axe", strconv.FormatBool(v.features != nil))
		if v.features == nil {
			found = append(found, tab.fits(t)...)
			found = append(found, ask[[]string](t, tab, "targets")...)
			ask[any](t, tab, "spread", "true")
			for _, problem := range tab.fits(t) {
				found = append(found, "when text is spread "+problem)
			}
			ask[any](t, tab, "spread", "false")
		}
		ask[any](t, tab, "unstick", "false")
		for _, problem := range found {
			wrong[problem] = append(wrong[problem], v.name)
		}
	}
	for _, problem := range slices.Sorted(maps.Keys(wrong)) {
		t.Errorf("%s: %s", strings.Join(wrong[problem], ", "), problem)
	}
	for _, problem := range tab.taken() {
		t.Error(problem)
	}
}

// fits tells what does not fit the page's width, or its own box.
func (b *tab) fits(t *testing.T) []string {
	t.Helper()
	return append(ask[[]string](t, b, "sideways"), ask[[]string](t, b, "cut")...)
}
