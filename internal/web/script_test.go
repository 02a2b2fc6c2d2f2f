package web

import (
	"maps"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/search"
	"github.com/ai4citizens/casebook/themes"
)

var scriptWord = regexp.MustCompile(`words\.([a-z]+)`)

// TestScript holds the script to its weight, and the words that it is given to
// those that it asks for.
func TestScript(t *testing.T) {
	t.Parallel()
	fsys, err := themes.Open("")
	if err != nil {
		t.Fatal(err)
	}
	theme, err := loadTheme(fsys)
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for name, a := range theme.assets {
		if strings.HasSuffix(name, ".js") {
			t.Logf("%s: %d bytes, %d compressed", name, len(a.data), len(a.packed))
			total += len(a.packed)
		}
	}
	script := theme.assets["casebook.js"]
	if script == nil || total > 10_000 {
		t.Fatal("the script is too heavy, or not there")
	}
	want := map[string]bool{}
	for _, m := range scriptWord.FindAllStringSubmatch(string(script.data), -1) {
		want["data-"+m[1]] = true
	}
	for _, k := range search.SuggestionKinds() {
		want["data-"+string(k)] = true
	}
	h := testPortal(t)
	seen := map[string]bool{}
	for _, tag := range lang.All() {
		p := page200(t, h, "/"+string(tag)+"/practices")
		n := p.one("head script[src]")
		got := map[string]bool{}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "data-") {
				got[a.Key] = a.Val != ""
			}
		}
		if !maps.Equal(got, want) {
			t.Errorf("%s: the script is given %v, and asks for %v", tag, got, want)
		}
		counts := strings.Split(attr(n, "data-counts"), "|")
		if len(counts) != search.MaxSuggestions || !strings.HasPrefix(counts[0], "1 ") || !strings.HasPrefix(counts[9], "10 ") || seen[counts[9]] {
			t.Fatalf("%s: %q", tag, counts)
		}
		seen[counts[9]] = true
		rooms := strings.Split(attr(n, "data-rooms"), "|")
		if len(rooms) != maxCompared || !strings.HasPrefix(rooms[0], "1 ") || !strings.HasPrefix(rooms[3], "4 ") || rooms[0][2:] == rooms[3][2:] {
			t.Errorf("%s: %q", tag, rooms)
		}
		r := get(t, h, http.StatusOK, attr(n, "src"))
		if !strings.HasPrefix(r.Header.Get("Content-Type"), "text/javascript") || r.Header.Get("Cache-Control") != foreverCache {
			t.Errorf("the script: %v", r.Header)
		}
		for _, target := range []string{"/", "/search", "/practices"} {
			form := page200(t, h, "/"+string(tag)+target).one("form[role=search]")
			if len(parsed{t, target, form}.all("input[type=search][name=q][id]")) != 1 {
				t.Errorf("%s%s: the script finds no field", tag, target)
			}
		}
	}
}

// TestHooks holds the places that the script looks for. Without it none of
// them shows anything, or lacks anything.
func TestHooks(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	// What can be remembered: from a list, from its own page, alone in a list.
	list := page200(t, h, "/en/practices")
	list.one("form#c_compare[data-basket] [data-unscripted] button")
	list.one("form#c_compare[data-basket] > :not([data-unscripted]) > button[formaction='/en/pack']")
	list.one("input[type=checkbox][name=id][value='practices/register'][form=c_compare]")
	list.hasNot("[data-choose]")
	page200(t, h, "/fi/practices/register").one("p[data-choose='practices/register'] a[href]")
	alone := page200(t, h, "/en/search?q=kind:practices&outcome=discontinued")
	alone.one(".card[data-choose='practices/stopped'] h3 a")
	alone.hasNot("input[name=id]")
	page200(t, h, "/en/events").hasNot("[data-choose], [data-basket], [data-copy], [data-drop]")
	compared := page200(t, h, "/en/compare?id=practices/register&id=practices/stopped")
	compared.one(".chosen a[data-drop='practices/register'][href='/en/compare?id=practices/stopped']")
	compared.has("form[data-basket] .choice", "A former page")
	// A facilitator's ticks are for the case pack, and may be many.
	page200(t, h, "/en/reviews/review/cases").hasNot("[data-basket]")

	// What can be copied, and what it is called.
	cited := page200(t, h, "/fi/practices/register")
	for _, name := range []string{"p[data-copy=Lähdeviite]", "pre[data-copy=BibTeX]", "pre[data-copy='CSL JSON']", "a[data-copy='Sivun osoite']"} {
		cited.one(".fold " + name)
	}

	// What narrows down without another page, and what says how many there are.
	for _, target := range []string{"/en/search?outcome=discontinued", "/en/practices"} {
		p := page200(t, h, target)
		p.one("aside[data-live]")
		p.one("h2#c_found[tabindex='-1']")
		p.one(".tools p[role=status]")
	}
	page200(t, h, "/en/search?outcome=discontinued").one(".chips[data-live] a.chosen")
	page200(t, h, "/en/practices").one(".sorts[data-live]")

	// Readers are told what is kept in their browser, and by which button to
	// empty that.
	real := realPortal(t)
	for _, tag := range lang.All() {
		p := page200(t, real, "/"+string(tag)+"/pages/privacy")
		p.one("h2#browser")
		p.has(".text strong", attr(p.one("head script[src]"), "data-empty"))
	}
}
