package web

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestRelatedDocuments(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	related := func(target string) map[string]*html.Node {
		t.Helper()
		p := checkMarkup(t, target, get(t, h, http.StatusOK, target).body)
		links := map[string]*html.Node{}
		for _, n := range p.all("section:has(#c_related) li") {
			for _, a := range (parsed{t, target, n}).all("a") {
				links[attr(a, "href")] = n
			}
		}
		return links
	}
	for target, want := range map[string]string{
		"/en/practices/register": "Practice · Riga, Latvia · Both about: algorithm register",
		"/fi/practices/register": "Käytäntö · Riika, Latvia · Molemmissa: algoritmirekisteri",
		"/ro/practices/register": "Practică · Riga, Letonia · Au în comun: registru de algoritmi",
	} {
		links := related(target)
		li := links[target[:4]+"practices/list"]
		if li == nil || !strings.Contains(textOf(li), want) {
			t.Errorf("%s: related are %v; %q does not say %q", target, links, textOf(orNone(li)), want)
		}
		if links[target] != nil || links[target[:4]+"practices/made-up"] != nil {
			t.Errorf("%s: related are %v", target, links)
		}
	}
	p := page200(t, h, "/fi/practices/register")
	p.has("section:has(#c_concepts) .chips a[href='/fi/concepts/algorithm-register']", "algoritmirekisteri")
	page200(t, h, "/en/pages/about").hasNot("#c_related, #c_concepts")
}

func orNone(n *html.Node) *html.Node {
	if n == nil {
		return &html.Node{}
	}
	return n
}

// TestNamedRelatedComeFirst expects what authors name before what was found, and
// each document once.
func TestNamedRelatedComeFirst(t *testing.T) {
	t.Parallel()
	dir := testContent(t)
	file := filepath.Join(dir, "practices/register/index.fi.md")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for related, want := range map[string]string{
		"":                                    "/en/practices/list",
		"[practices/stopped]":                 "/en/practices/stopped /en/practices/list",
		"[practices/stopped, practices/list]": "/en/practices/stopped /en/practices/list",
	} {
		line := ""
		if related != "" {
			line = "related: " + related + "\n"
		}
		write(t, file, strings.Replace(string(text), "related: [briefs/lessons]\n", line, 1))
		p := page200(t, newPortal(t, openPublisher(t, dir)), "/en/practices/register")
		var got []string
		for _, n := range p.all("section:has(#c_related) li > a") {
			got = append(got, attr(n, "href"))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("where %s is named, related are %v, want %s", related, got, want)
		}
	}
}
