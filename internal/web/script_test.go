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
	if script == nil || total > 10_000 || len(script.data) > 4_000 {
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
