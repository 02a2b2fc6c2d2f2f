package web

import (
	"encoding/json"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/library"
)

// messageIDs lists the ids of all messages.
func messageIDs(t testing.TB) []string {
	t.Helper()
	data, err := os.ReadFile("../../i18n/active.en.json")
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]any
	if err := json.Unmarshal(data, &m); err != nil {
		t.Fatal(err)
	}
	var ids []string
	for id := range m {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// untranslated finds message ids in what readers see.
func (p parsed) untranslated(ids []string) {
	p.t.Helper()
	for n := range p.root.Descendants() {
		texts := []string{}
		if n.Type == html.TextNode && n.Parent.Data != "code" {
			texts = append(texts, n.Data)
		}
		for _, a := range n.Attr {
			if a.Key == "title" || a.Key == "aria-label" || a.Key == "placeholder" || a.Key == "content" {
				texts = append(texts, a.Val)
			}
		}
		for _, text := range texts {
			for word := range strings.FieldsSeq(text) {
				word = strings.Trim(word, ".:,;()·")
				if _, found := slices.BinarySearch(ids, word); found && strings.Contains(word, ".") {
					p.t.Errorf("%s: the message %s is not translated", p.name, word)
				}
			}
		}
	}
}

// addresses lists the pages of a knowledge base in a language, without the
// slash and language in front. In full are the histories of documents too, and
// documents in languages that they do not have.
func addresses(t testing.TB, p Publisher, tag lang.Tag, full bool) []string {
	t.Helper()
	view, err := p.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer view.Close()
	list := []string{"", "search", "search?q=register&kind=practices&languages=own&sort=newest", "search?q=xyzzy",
		"regions", "compare", "timeline", "regions/FI", "regions/FI19B", "regions/AT", "partners", "themes", "themes/discontinuation",
		"concepts", "concepts/algorithm-register", "concepts/transparency",
		"themes/human-oversight", "chain", "chain/matrix", "chain/gaps", "chain/example", "status",
		"dashboard", "exports", "report", "report?semester=1", "report?semester=6",
		"pack", "pack?id=practices/nothing", "pack?id=practices/register&id=reviews/review&id=practices/stopped&name=A+pack"}
	for _, c := range view.Examples() {
		list = append(list, c.ID)
	}
	for _, k := range content.Kinds() {
		list = append(list, string(k))
		for _, c := range view.Cards(k) {
			if full || c.Has(tag) {
				list = append(list, c.ID)
			}
			if full {
				list = append(list, c.ID+"/history", c.ID+"/changes")
			}
			if s := c.State(tag); full && (s == library.Current || s == library.Outdated) {
				list = append(list, c.ID+"/beside")
			}
			if hasForm(k) {
				list = append(list, c.ID+"/form")
			}
			if k == content.Reviews {
				list = append(list, c.ID+"/cases", c.ID+"/cases?scope=local&scope=nothing")
			}
		}
	}
	return list
}

func TestEveryPageInEveryLanguage(t *testing.T) {
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

// checkHead looks at what search engines are told.
func (p parsed) checkHead(tag lang.Tag, address string) {
	p.t.Helper()
	canonical, _, _ := strings.Cut(attr(p.one("link[rel=canonical]"), "href"), "?")
	path, _, _ := strings.Cut(address, "?")
	if !strings.HasPrefix(canonical, "https://cases.example.eu/") || !strings.HasSuffix(canonical, "/"+path) {
		p.t.Errorf("%s: canonical address %q", p.name, canonical)
	}
	languages := map[string]string{}
	for _, n := range p.all("link[rel=alternate][hreflang]") {
		languages[attr(n, "hreflang")] = attr(n, "href")
	}
	if len(p.all("meta[name=robots][content=noindex]")) > 0 {
		return
	}
	if languages["x-default"] == "" {
		p.t.Errorf("%s: no x-default among %v", p.name, languages)
	}
	if canonical == "https://cases.example.eu/"+string(tag)+"/"+path && languages[string(tag)] != canonical {
		p.t.Errorf("%s: hreflang %s is %q", p.name, tag, languages[string(tag)])
	}
}

// TestLinks follows every link from the first pages and expects that it leads
// somewhere.
func TestLinks(t *testing.T) {
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

// firstDifference shows where two pages begin to differ.
func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return clip(x[i], 200) + " | " + clip(y[i], 200)
		}
	}
	return "its end"
}

// TestLanguagesAtOnce renders pages of all languages at the same time and
// expects what one alone would get.
func TestLanguagesAtOnce(t *testing.T) {
	publisher := openPublisher(t, testContent(t))
	alone, together := newPortal(t, publisher), newPortal(t, publisher)
	var targets []string
	for _, address := range []string{"", "practices", "practices/register", "search?q=zebra", "search?kind=practices", "regions", "status", "no/such"} {
		for _, tag := range lang.All() {
			targets = append(targets, "/"+string(tag)+"/"+address)
		}
	}
	want := map[string]string{}
	for _, target := range targets {
		want[target] = ask(t, alone, http.MethodGet, target).body
	}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for _, target := range targets {
				if got := ask(t, together, http.MethodGet, target).body; got != want[target] {
					t.Errorf("%s differs when others are asked for at the same time: %s", target, firstDifference(want[target], got))
				}
			}
		})
	}
	group.Wait()
}
