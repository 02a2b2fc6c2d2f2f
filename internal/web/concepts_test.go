package web

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/ai4citizens/casebook/internal/lang"
)

func TestConceptIndex(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	p := checkMarkup(t, "index", get(t, h, http.StatusOK, "/fi/concepts").body)
	p.has("h1", "Käsitteet")
	p.has(".bottom a[href='/fi/concepts'][aria-current=page]", "Käsitteet")
	var letters []string
	for _, n := range p.all("main nav a") {
		letters = append(letters, textOf(n))
	}
	if got := strings.Join(letters, " "); got != "A O Ä" {
		t.Errorf("the Finnish letters are %q", got)
	}
	p.has("section li:first-child a[href='/fi/concepts/algorithm-register']", "algoritmirekisteri 2")
	p.hasNot(".index, main [aria-current]")

	p = checkMarkup(t, "letter", get(t, h, http.StatusOK, "/fi/concepts?letter=%C3%A4").body)
	p.has("main nav a.chosen[aria-current=true]", "Ä")
	p.has(".index a[href='/fi/concepts/smart-mobility']", "älyliikenne")
	p.has("title", "Käsitteet · Ä")
	if n := len(p.all(".index li")); n != 1 {
		t.Errorf("%d concepts begin with Ä", n)
	}
	if got := attr(p.one("link[rel=canonical]"), "href"); got != "https://cases.example.eu/fi/concepts?letter=%C3%A4" {
		t.Errorf("the letter's canonical address is %q", got)
	}
	p = page200(t, h, "/lv/concepts?letter=e") // ē is no letter of its own in Latvian
	p.has(".index a", "ērta pārvietošanās")
	p = page200(t, h, "/en/concepts?letter=q")
	p.hasNot(".index")
	p.has("h2", "Most written about")
	for _, target := range []string{"/en/", "/lv/practices/register"} {
		page200(t, h, target).one(".bottom a[href='" + target[:3] + "/concepts']")
	}
}

func TestConcept(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	p := checkMarkup(t, "concept", get(t, h, http.StatusOK, "/it/concepts/algorithm-register").body)
	p.has("h1", "registro degli algoritmi")
	p.has(".lead[lang=en]", "A list of algorithms.")
	p.has(".crumbs a[href='/it/concepts/transparency']", "apertura")
	p.has("dd a[lang=fi][hreflang=fi][href='/fi/concepts/algorithm-register']", "algoritmirekisteri")
	p.has("dd a[href='/it/concepts/transparency']", "apertura")
	p.has("dd a[href='/it/concepts/learning-visit']", "visita di studio 1")
	p.has(".meta", "2 documenti")
	p.has(".group h2", "Pratiche 2")
	p.has(".card a[href='/it/practices/list']", "Il registro degli algoritmi")
	p.has(".card a[lang=fi][href='/it/practices/register']", "Esimerkkilän tekoälyrekisteri")
	p.hasNot("meta[name=robots], dd a[lang=it]")
	// What is broader stands there once.
	if n := len(p.all("dd a[href='/it/concepts/transparency']")); n != 1 {
		t.Errorf("the broader concept stands there %d times", n)
	}
	for _, tag := range append(lang.All(), "x-default") {
		p.one("link[rel=alternate][hreflang='" + string(tag) + "']")
	}
	p.checkHead(lang.IT, "concepts/algorithm-register")

	found := page200(t, h, attr(p.one(".meta a[href*='concept=']"), "href"))
	found.has("[role=status]", "2 documenti")
	found.has(".chips .chosen", "Concetto: registro degli algoritmi")
	found.has("label:has(input[name=concept][checked])", "registro degli algoritmi 2")
	word := page200(t, h, attr(p.one(".meta a[href*='q=']"), "href"))
	word.has(".card h3", "Il registro degli algoritmi")
	page200(t, h, "/en/search?q=concept:algorithm-register").has("[role=status]", "2 results")
	page200(t, h, "/en/search?concept=nonsense").has(".notice", "There is no such choice")

	page200(t, h, "/en/themes/inventory-register").has("main .chips a[href='/en/concepts/algorithm-register']", "algorithm register")
	p = page200(t, h, "/fi/concepts/transparency")
	p.has(".lead:not([lang])", "Tekemisen näyttäminen.")
	p.has("dd a[href='/fi/concepts/algorithm-register']", "algoritmirekisteri 2")
	p = page200(t, h, "/en/concepts/algorithm-register")
	p.has("dd", "AI register")

	p = checkMarkup(t, "empty", get(t, h, http.StatusOK, "/lv/concepts/smart-mobility").body)
	p.has(".empty", "Par šo jēdzienu vēl nekā nav.")
	p.has(".meta", "0 dokumentu")
	p.one("meta[name=robots][content=noindex]")
}

// TestConceptOfMany expects that a page shows the documents that are most about
// a concept, and leads to all.
func TestConceptOfMany(t *testing.T) {
	t.Parallel()
	dir := testContent(t)
	for i := range shownOfKind + 3 {
		title := "Some visit"
		if i == 7 {
			title = "The learning visit"
		}
		write(t, filepath.Join(dir, fmt.Sprintf("pages/visit-%02d/index.en.md", i)),
			"---\ntitle: "+title+"\nsummary: A visit.\nkeywords: [learning visit]\n---\n\nText.\n")
	}
	h := newPortal(t, openPublisher(t, dir))
	p := checkMarkup(t, "many", get(t, h, http.StatusOK, "/en/concepts/learning-visit").body)
	group := ".group:has(a[href*='kind=pages'])"
	if n := len(p.all(group + " .card")); n != shownOfKind {
		t.Errorf("%d pages are shown", n)
	}
	p.has(group+" li:first-child .card", "The learning visit")
	p.has(group+" a[href='/en/search?concept=learning-visit&kind=pages']", "Show all: 13 pages")
	page200(t, h, "/en/search?concept=learning-visit&kind=pages").has("[role=status]", "13 documents")
}

var statement = regexp.MustCompile(`(?m)^<https://cases\.example\.eu/concepts(?:/[a-z-]+)?> a skos:(?:Concept ; skos:inScheme <https://cases\.example\.eu/concepts>|ConceptScheme)$(?:\n ; skos:(?:(?:prefLabel|altLabel|definition) "(?:[^"\\]|\\["\\nr])*"@[a-z]{2}|(?:broader|narrower|related|topConceptOf) <https://cases\.example\.eu/concepts(?:/[a-z-]+)?>)$)*\n \.\n`)

func TestThesaurusFile(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	r := get(t, h, http.StatusOK, "/concepts.ttl")
	if got := r.Header.Get("Content-Type"); got != "text/turtle; charset=utf-8" || r.Header.Get("ETag") == "" {
		t.Errorf("Content-Type %q, ETag %q", got, r.Header.Get("ETag"))
	}
	head, rest, _ := strings.Cut(r.body, "\n\n")
	if head != "@prefix skos: <http://www.w3.org/2004/02/skos/core#> ." {
		t.Errorf("it begins with %q", head)
	}
	if left := statement.ReplaceAllString(rest, ""); left != "" {
		t.Errorf("this is no statement: %q", clip(left, 300))
	}
	if n := len(statement.FindAllString(rest, -1)); n != 1+4 {
		t.Errorf("%d statements", n)
	}
	for _, want := range []string{`skos:definition "Showing \"what\" is done."@en`, `skos:prefLabel "atklātība"@lv`, `skos:altLabel "AI register"@en`,
		"skos:broader <https://cases.example.eu/concepts/transparency>", "skos:narrower <https://cases.example.eu/concepts/algorithm-register>",
		"skos:related <https://cases.example.eu/concepts/learning-visit>"} {
		if !strings.Contains(r.body, want) {
			t.Errorf("%s is missing", want)
		}
	}
	page200(t, h, "/en/concepts").one("a[href='/concepts.ttl']")
}

// TestWithoutThesaurus expects that a portal without one does not speak of it.
func TestWithoutThesaurus(t *testing.T) {
	t.Parallel()
	dir := testContent(t)
	if err := os.RemoveAll(filepath.Join(dir, "thesaurus")); err != nil {
		t.Fatal(err)
	}
	h := newPortal(t, openPublisher(t, dir))
	for _, target := range []string{"/en/concepts", "/en/concepts/transparency", "/concepts", "/concepts/transparency", "/concepts.ttl"} {
		get(t, h, http.StatusNotFound, target)
	}
	page200(t, h, "/en/practices/register").hasNot("a[href*=concepts], #c_concepts")
	if body := get(t, h, http.StatusOK, "/sitemap.xml").body; strings.Contains(body, "concepts") {
		t.Error("the sitemap has concepts")
	}
}
