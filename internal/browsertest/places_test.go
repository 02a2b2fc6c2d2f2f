//go:build !race

package browsertest

import (
	"bytes"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
)

// place is a page that is looked at, in every language.
type place struct {
	// name is for people, and for the names of pictures.
	name string
	// path follows the language; {word} is a word to search for.
	path string
	// status is what the page answers with, 0 for 200.
	status int
	// sample pages are of the made-up content.
	sample bool
	// tags are the languages that there is such a page in, nil for all.
	tags []lang.Tag
}

// languages are those that the page is looked at in.
func (p place) languages() []lang.Tag {
	if p.tags != nil {
		return p.tags
	}
	return lang.All()
}

// preferably returns a language that the page is looked at in.
func (p place) preferably(t lang.Tag) lang.Tag {
	if slices.Contains(p.languages(), t) {
		return t
	}
	return p.languages()[0]
}

// table names the pages that must be looked at. A page of a shape that is not
// here is found by following links, so that a new kind of page is looked at
// from its first day; write it down here when a certain one of it matters.
var table = []place{
	{name: "home", path: "/"},
	{name: "search", path: "/search?q={word}"},
	{name: "search-filtered", path: "/search?q={word}&kind=practices&outcome=mixed"},
	{name: "search-nothing", path: "/search?q=qqqxyzzy"},
	{name: "practice", path: "/practices/helsinki-ai-register"},
	{name: "practice-failed", path: "/practices/amsterdam-smart-check"},
	{name: "practice-with-everything", path: "/practices/register", sample: true},
	{name: "event", path: "/events/turin-learning-visit-2024"},
	{name: "brief", path: "/briefs/buying-ai-fairly"},
	{name: "instrument", path: "/instruments/tampere-city-strategy-2030"},
	{name: "legal-note", path: "/legal/fria-article-27"},
	{name: "organisation", path: "/organisations/tampere"},
	{name: "project", path: "/projects/ai4citizens"},
	{name: "module", path: "/learning/reading-a-register-entry"},
	{name: "page", path: "/pages/accessibility"},
	{name: "practices", path: "/practices"},
	{name: "events", path: "/events"},
	{name: "learning", path: "/learning"},
	{name: "plans-none", path: "/plans"},
	{name: "regions", path: "/regions"},
	{name: "region", path: "/regions/FI"},
	{name: "partners", path: "/partners"},
	{name: "themes", path: "/themes"},
	{name: "theme", path: "/themes/human-oversight"},
	{name: "status", path: "/status"},
	{name: "status-findings", path: "/status", sample: true},
	{name: "history", path: "/practices/helsinki-ai-register/history"},
	{name: "not-found", path: "/practices/there-is-no-such-practice", status: http.StatusNotFound},
}

// words are what readers search for.
var words = map[lang.Tag]string{
	lang.EN: "chatbot for residents",
	lang.FI: "tekoälyrekisteri",
	lang.RO: "registru de algoritmi",
	lang.NL: "algoritmeregister",
	lang.IT: "registro degli algoritmi",
	lang.LV: "mākslīgais intelekts",
}

// address is the full address of a place in a language.
func (s *site) address(p place, t lang.Tag) string {
	server := s.real
	if p.sample {
		server = s.sample
	}
	return server.URL + "/" + string(t) + strings.ReplaceAll(p.path, "{word}", url.QueryEscape(words[t]))
}

// want is the status that a place answers with.
func (p place) want() int {
	if p.status != 0 {
		return p.status
	}
	return http.StatusOK
}

// shape tells which pages are made alike: names in an address are left out.
func shape(path string) string {
	path, _, _ = strings.Cut(path, "?")
	parts := strings.Split(strings.Trim(path, "/"), "/")
	// Lists, and what belongs to a document, are alike for all kinds.
	if len(parts) != 2 && slices.Contains(content.Kinds(), content.Kind(parts[0])) {
		parts[0] = "kind"
	}
	for i := 1; i < len(parts); i += 2 {
		parts[i] = "*"
	}
	return strings.Join(parts, "/")
}

// Links are followed from so many pages of a shape, and so many shapes may be
// found; more would be a mistake in telling them apart.
const (
	readsOfShape = 5
	maxPlaces    = 60
)

// allPlaces is the table and one page of every further shape that links lead
// to, first of the real content, then of what only the samples have.
func (s *site) allPlaces(t *testing.T) []place {
	t.Helper()
	all := slices.Clone(table)
	known := map[string]bool{}
	for _, p := range table {
		if p.status == 0 {
			known[shape(p.path)] = true
		}
	}
	for _, sample := range []bool{false, true} {
		for _, path := range s.follow(t, sample) {
			if key := shape(path); !known[key] {
				known[key] = true
				p := place{name: strings.NewReplacer("/*", "-one", "/", "-").Replace(key), path: path, sample: sample}
				all = append(all, s.tagged(t, p))
			}
		}
	}
	names := map[string]bool{}
	for i, p := range all {
		if names[p.name] {
			t.Fatalf("two pages have the name %q", p.name)
		}
		names[p.name] = true
		if i >= len(table) {
			t.Logf("found by links: %s at %s in %v", p.name, p.path, p.tags)
		}
	}
	if len(all) > maxPlaces {
		t.Fatalf("%d shapes of pages are too many to look at", len(all))
	}
	return all
}

// tagged finds out which languages there is a page in: one that compares an
// original with a translation leads elsewhere in other languages.
func (s *site) tagged(t *testing.T, p place) place {
	t.Helper()
	for _, tag := range lang.All() {
		if fetch(t, s.address(p, tag), false).status == http.StatusOK {
			p.tags = append(p.tags, tag)
		}
	}
	return p
}

// follow returns the paths of the pages that links lead to, in the order in
// which they are met, without reading all pages of a shape.
func (s *site) follow(t *testing.T, sample bool) []string {
	t.Helper()
	start := place{path: "/", sample: sample}
	queue, seen, reads := []string{start.path}, map[string]bool{"/": true}, map[string]int{}
	var pages []string
	for len(queue) > 0 {
		path := queue[0]
		queue = queue[1:]
		if key := shape(path); reads[key] == readsOfShape {
			continue
		} else {
			reads[key]++
		}
		answer := fetch(t, s.address(place{path: path, sample: sample}, lang.EN), false)
		if answer.status != http.StatusOK || !strings.HasPrefix(answer.header.Get("Content-Type"), "text/html") {
			continue
		}
		pages = append(pages, path)
		for _, link := range links(t, answer.body) {
			bare, _, _ := strings.Cut(link, "?")
			if !seen[bare] {
				seen[bare] = true
				queue = append(queue, link)
			}
		}
	}
	return pages
}

// links lists the paths of an English page's links to English pages, without
// the language.
func links(t *testing.T, body []byte) []string {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || n.Data != "a" {
			continue
		}
		for _, a := range n.Attr {
			if a.Key != "href" {
				continue
			}
			href, _, _ := strings.Cut(a.Val, "#")
			if rest, ok := strings.CutPrefix(href, "/en/"); ok {
				list = append(list, "/"+rest)
			}
		}
	}
	return list
}
