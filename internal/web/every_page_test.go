//go:build !race

package web

// The tests here visit all pages one after the other. The race detector has
// nothing to see in that, and takes minutes for it.

import (
	"net/http"
	"strings"
	"testing"

	"github.com/ai4citizens/casebook/internal/lang"
)

func TestEveryPageInEveryLanguage(t *testing.T) {
	t.Parallel()
	ids := messageIDs(t)
	for name, dir := range map[string]string{"test": testContent(t), "real": knowledge} {
		publisher := openPublisher(t, dir)
		h := newPortal(t, publisher)
		for _, tag := range lang.All() {
			for _, address := range addresses(t, publisher, tag, name == "test") {
				target := "/" + string(tag) + "/" + address
				p := checkMarkup(t, target, get(t, h, http.StatusOK, target).body)
				if got := attr(p.one("html"), "lang"); got != string(tag) {
					t.Errorf("%s: the page's language is %q", target, got)
				}
				p.untranslated(ids)
				p.checkHead(tag, address)
				p.checkStructured()
			}
		}
	}
}

// TestLinks follows every link from the first pages and expects that it leads
// somewhere.
func TestLinks(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	seen := map[string]bool{}
	queue := []string{"/en/", "/fi/", "/lv/"}
	for len(queue) > 0 && len(seen) < 3000 {
		target := queue[0]
		queue = queue[1:]
		r := ask(t, h, http.MethodGet, target)
		if r.StatusCode != http.StatusOK {
			t.Errorf("%s: status %d", target, r.StatusCode)
			continue
		}
		if !strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") {
			continue
		}
		p := parse(t, target, r.body)
		for _, n := range p.all("a[href], link[href], img[src], script[src]") {
			href := strings.TrimPrefix(attr(n, "href")+attr(n, "src"), "https://cases.example.eu")
			href, _, _ = strings.Cut(href, "#")
			if strings.HasPrefix(href, "?") {
				path, _, _ := strings.Cut(target, "?")
				href = path + href
			}
			// Facets combine without end; one of them at a time is enough.
			if strings.HasPrefix(href, "/") && !seen[href] && strings.Count(href, "=") < 2 {
				seen[href] = true
				queue = append(queue, href)
			}
		}
	}
	if len(seen) < 200 {
		t.Errorf("only %d addresses were found", len(seen))
	}
}
