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
	t.Parallel()
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
