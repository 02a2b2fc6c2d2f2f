package web

import (
	"encoding/json"
	"image/png"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/ai4citizens/casebook/internal/lang"
)

// graph reads what a page tells programs.
func (p parsed) graph() []map[string]any {
	p.t.Helper()
	n := p.one("head script[type='application/ld+json']")
	if n.FirstChild == nil {
		p.t.Fatalf("%s: no structured data", p.name)
	}
	var data struct {
		Context string           `json:"@context"`
		Graph   []map[string]any `json:"@graph"`
	}
	if err := json.Unmarshal([]byte(n.FirstChild.Data), &data); err != nil {
		p.t.Fatalf("%s: %v", p.name, err)
	}
	if data.Context != "https://schema.org" {
		p.t.Errorf("%s: the context is %q", p.name, data.Context)
	}
	return data.Graph
}

// node returns the only node of a type.
func (p parsed) node(kind string) map[string]any {
	p.t.Helper()
	var found []map[string]any
	for _, n := range p.graph() {
		if n["@type"] == kind {
			found = append(found, n)
		}
	}
	if len(found) != 1 {
		p.t.Fatalf("%s: %d nodes are %s", p.name, len(found), kind)
	}
	return found[0]
}

// checkStructured holds what every page must tell programs, and that nothing
// stands there that is not known.
func (p parsed) checkStructured() {
	p.t.Helper()
	for _, n := range p.graph() {
		p.full(n)
	}
	for _, name := range []string{"og:title", "og:type", "og:url", "og:locale", "og:image", "og:site_name"} {
		if attr(p.one("meta[property='"+name+"']"), "content") == "" {
			p.t.Errorf("%s: %s is empty", p.name, name)
		}
	}
	if got, want := attr(p.one("meta[property='og:url']"), "content"), attr(p.one("link[rel=canonical]"), "href"); got != want {
		p.t.Errorf("%s: og:url is %q, canonical is %q", p.name, got, want)
	}
}

// full looks through a value for what is empty or half an address.
func (p parsed) full(value any) {
	p.t.Helper()
	switch v := value.(type) {
	case map[string]any:
		for name, x := range v {
			s, isText := x.(string)
			switch {
			case x == nil, isText && s == "":
				p.t.Errorf("%s: %s is empty", p.name, name)
			case isText && slices.Contains([]string{"@id", "url", "item", "contentUrl"}, name) && !strings.HasPrefix(s, "http"):
				p.t.Errorf("%s: %s is %q", p.name, name, s)
			}
			p.full(x)
		}
	case []any:
		if len(v) == 0 {
			p.t.Errorf("%s: an empty list", p.name)
		}
		for _, x := range v {
			p.full(x)
		}
	}
}

// at follows names, and numbers of list items, into a node.
func at(value any, path ...any) any {
	for _, step := range path {
		switch s := step.(type) {
		case string:
			m, _ := value.(map[string]any)
			value = m[s]
		case int:
			list, _ := value.([]any)
			if s >= len(list) {
				return nil
			}
			value = list[s]
		}
	}
	return value
}

func TestStructuredData(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	const site = "https://cases.example.eu"
	for _, test := range []struct {
		target, kind string
		path         []any
		want         any
	}{
		{"/fi/practices/register", "Article", []any{"headline"}, "Esimerkkilän tekoälyrekisteri"},
		{"/fi/practices/register", "Article", []any{"inLanguage"}, "fi"},
		{"/fi/practices/register", "Article", []any{"temporalCoverage"}, "2020-09/.."},
		{"/fi/practices/register", "Article", []any{"license"}, "https://creativecommons.org/licenses/by/4.0/"},
		{"/fi/practices/register", "Article", []any{"publisher", "name"}, "Esimerkkilän kaupunki"},
		{"/fi/practices/register", "Article", []any{"workTranslation", 0, "@id"}, site + "/en/practices/register"},
		{"/fi/practices/register", "Article", []any{"translationOfWork"}, nil},
		{"/fi/practices/register", "Article", []any{"spatialCoverage", 0, "identifier", "value"}, "FI19B"},
		{"/fi/practices/register", "Article", []any{"citation", 0, "url"}, "https://example.org/lahde"},
		{"/en/practices/register", "Article", []any{"translationOfWork", "@id"}, site + "/fi/practices/register"},
		{"/en/practices/register", "Article", []any{"workTranslation"}, nil},
		{"/en/practices/register", "Article", []any{"about", 0, "termCode"}, "human-oversight"},
		// Without a translation the original is described.
		{"/it/practices/register", "Article", []any{"@id"}, site + "/fi/practices/register"},
		{"/it/practices/register", "Article", []any{"inLanguage"}, "fi"},
		{"/en/practices/former", "Article", []any{"temporalCoverage"}, nil},
		{"/en/practices/former", "Article", []any{"publisher"}, nil},
		{"/en/briefs/lessons", "Report", []any{"datePublished"}, "2026-11"},
		{"/en/briefs/lessons", "Report", []any{"isBasedOn", 0, "url"}, site + "/en/practices/register"},
		{"/en/briefs/lessons", "Report", []any{"isBasedOn", 1, "url"}, site + "/lv/practices/stopped"},
		{"/en/learning/module", "LearningResource", []any{"timeRequired"}, "PT20M"},
		{"/en/learning/module", "LearningResource", []any{"teaches", 0}, "To read."},
		{"/en/learning/module", "LearningResource", []any{"accessibilityFeature", 0}, "structuralNavigation"},
		{"/en/legal/article", "Article", []any{"about", 0, "legislationIdentifier"}, "02024R1689-20260727"},
		{"/en/events/visit", "WebPage", []any{"mainEntity", "startDate"}, "2024-11-20"},
		{"/en/events/visit", "WebPage", []any{"mainEntity", "@type"}, "Event"},
		{"/en/events/visit", "WebPage", []any{"mainEntity", "location", "address", "addressCountry"}, "FI"},
		{"/en/events/visit", "WebPage", []any{"mainEntity", "organizer", "name"}, "City of Exampleton"},
		{"/en/organisations/lead", "WebPage", []any{"mainEntity", "url"}, "https://example.org/"},
		{"/en/organisations/lead", "WebPage", []any{"mainEntity", "memberOf", "url"}, site + "/en/projects/own"},
		{"/en/organisations/other", "WebPage", []any{"mainEntity", "memberOf"}, nil},
		{"/en/organisations/other", "WebPage", []any{"mainEntity", "location"}, nil},
		{"/en/projects/own", "WebPage", []any{"mainEntity", "funder", "name"}, "Interreg Europe"},
		{"/en/projects/own", "WebPage", []any{"mainEntity", "identifier"}, "00T0000"},
		{"/en/instruments/strategy", "BreadcrumbList", []any{"itemListElement", 1, "item"}, site + "/en/instruments"},
		{"/en/instruments/strategy", "BreadcrumbList", []any{"itemListElement", 2, "name"}, "A strategy"},
		{"/ro/", "WebSite", []any{"potentialAction", "target", "urlTemplate"}, site + "/ro/search?q={q}"},
		{"/ro/", "Dataset", []any{"license"}, "https://creativecommons.org/licenses/by/4.0/"},
		{"/ro/", "Dataset", []any{"creator", "name"}, "The project of the test"},
		{"/en/practices", "CollectionPage", []any{"isPartOf", "@id"}, site + "/"},
		{"/en/search?q=x", "SearchResultsPage", []any{"name"}, "x · Search"},
	} {
		got := at(page200(t, h, test.target).node(test.kind), test.path...)
		if !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s: %v is %v, want %v", test.target, test.path, got, test.want)
		}
	}
	// What is made up is not told as a fact.
	for _, n := range page200(t, h, "/en/practices/made-up").graph() {
		if n["@type"] == "Article" {
			t.Errorf("an example is described as %v", n)
		}
	}
	parse(t, "404", get(t, h, http.StatusNotFound, "/en/practices/nothing").body).hasNot("script:not([src]), meta[property]")
}

// TestStructuredDataIsSafe puts into a title what would end the script element,
// or begin another.
func TestStructuredDataIsSafe(t *testing.T) {
	t.Parallel()
	dir := testContent(t)
	const nasty = "</script><script>alert(1)</script><!-- \u2028 & \" ' {{.}}"
	file := filepath.Join(dir, "pages/about/index.en.md")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	title, err := json.Marshal(nasty)
	if err != nil {
		t.Fatal(err)
	}
	write(t, file, strings.Replace(string(data), "About the test", string(title), 1))
	h := newPortal(t, openPublisher(t, dir))
	for _, target := range []string{"/en/pages/about", "/en/pages/about/history", "/en/search?q=%3C%2Fscript%3E%3Cscript%3Ealert(1)"} {
		p := parse(t, target, get(t, h, http.StatusOK, target).body)
		if n := len(p.all("script:not([src])")); n != 1 {
			t.Errorf("%s: %d scripts", target, n)
		}
		p.graph()
	}
	p := page200(t, h, "/en/pages/about")
	if got := p.node("WebPage")["name"]; got != nasty {
		t.Errorf("the name is %q", got)
	}
	if got := attr(p.one("meta[property='og:title']"), "content"); got != nasty {
		t.Errorf("og:title is %q", got)
	}
	p.has("h1", "</script>")
}

func TestPictures(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	p := page200(t, h, "/it/practices/register")
	if got := attr(p.one("meta[property='og:locale']"), "content"); got != "fi_FI" {
		t.Errorf("the original's locale is %q", got)
	}
	seen := map[string]string{}
	for page, want := range map[string]string{
		"/en/practices/register": "/en/practices/register/card.png", "/it/practices/register": "/fi/practices/register/card.png",
		"/en/": "/en/card.png", "/fi/status": "/fi/card.png",
	} {
		address := attr(page200(t, h, page).one("meta[property='og:image']"), "content")
		if address != "https://cases.example.eu"+want {
			t.Errorf("%s: the picture is %q", page, address)
		}
		// Twice: drawn, and kept.
		first := get(t, h, http.StatusOK, want)
		r := get(t, h, http.StatusOK, want, "Accept-Encoding", "gzip")
		if r.Header.Get("Content-Type") != "image/png" || r.Header.Get("Content-Encoding") != "" || r.Header.Get("ETag") == "" || r.body != first.body {
			t.Errorf("%s: %v", want, r.Header)
		}
		img, err := png.Decode(strings.NewReader(r.body))
		if err != nil || img.Bounds().Dx() != 1200 || img.Bounds().Dy() != 630 {
			t.Errorf("%s: %v", want, err)
		}
		if other := seen[r.body]; other != "" {
			t.Errorf("%s looks like %s", want, other)
		}
		seen[r.body] = want
	}
	get(t, h, http.StatusNotFound, "/en/practices/nothing/card.png")
	get(t, h, http.StatusMovedPermanently, "/en/practices/old-register/card.png")
}

// TestWhereabouts holds that a picture names regions in the author's order, and
// a city only where it is no region by itself.
func TestWhereabouts(t *testing.T) {
	t.Parallel()
	h := testPortal(t).(*portal)
	view, err := h.config.Publisher.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer view.Close()
	r := h.newReader(lang.FI, view)
	for _, test := range []struct {
		city    string
		regions []string
		want    string
	}{
		{"", []string{"LV00A", "ITC11"}, "Riika, Torino"}, {"Riga", []string{"LV00A"}, "Riika"}, {"Collegno", []string{"ITC11"}, "Collegno, Torino"},
		{"Collegno", []string{"LV00A", "ITC11", "FI"}, "Collegno, Riika, Torino …"}, {"", nil, ""},
	} {
		if got := r.whereabouts(test.city, test.regions); got != test.want {
			t.Errorf("%s %v is shown as %q, want %q", test.city, test.regions, got, test.want)
		}
	}
}

// TestPicturesWaitTheirTurn fills all places to draw at.
func TestPicturesWaitTheirTurn(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	p := h.(*portal)
	for range cap(p.working) {
		p.working <- struct{}{}
	}
	get(t, h, http.StatusServiceUnavailable, "/en/card.png")
	<-p.working
	get(t, h, http.StatusOK, "/en/card.png")
}
