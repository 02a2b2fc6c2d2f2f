package web

import (
	"fmt"
	"math"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/ai4citizens/casebook/internal/lang"
)

// pointsOf reads the circles of a map by the addresses that they lead to.
func (p parsed) pointsOf() map[string]drawn {
	p.t.Helper()
	found := map[string]drawn{}
	for _, a := range p.all(".map svg a") {
		d := drawn{name: attr(a, "aria-label")}
		for n := range a.Descendants() {
			if n.Type == html.ElementNode && attr(n, "class") == "dot" {
				d.x, d.y, d.r = p.number(n, "cx"), p.number(n, "cy"), p.number(n, "r")
			}
			if n.Type == html.ElementNode && n.Data == "text" {
				d.count = textOf(n)
			}
		}
		found[attr(a, "href")] = d
	}
	return found
}

type drawn struct {
	name, count string
	x, y, r     float64
}

func (p parsed) number(n *html.Node, name string) float64 {
	p.t.Helper()
	f, err := strconv.ParseFloat(attr(n, name), 64)
	if err != nil {
		p.t.Errorf("%s: %s=%q is no number", p.name, name, attr(n, name))
	}
	return f
}

// TestMap looks at the map of the small knowledge base: each region that a
// document names has a circle that leads to it and says how much there is.
func TestMap(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	for tag, words := range map[lang.Tag][3]string{
		"en": {"Pirkanmaa", "Riga", "documents"}, "fi": {"Pirkanmaa", "Riika", "sivua"}, "ro": {"Pirkanmaa", "Riga", "documente"},
		"nl": {"Pirkanmaa", "Riga", "documenten"}, "it": {"Pirkanmaa", "Riga", "documenti"}, "lv": {"Pirkanmaa", "Rīga", "dokumenti"},
	} {
		target := "/" + string(tag) + "/regions"
		p := page200(t, h, target)
		points := p.pointsOf()
		for i, code := range []string{"FI19B", "LV00A"} {
			address := target + "/" + code
			got := points[address]
			if want := words[i] + ", " + got.count + " " + words[2]; got.name != want || len(got.count) != 1 {
				t.Errorf("%s: the circle of %s says %q and %q, want %q", target, code, got.name, got.count, want)
			}
			// The list beside it says the same.
			p.has(".tiles li:has(a[href='"+address+"'])", words[i]+" "+got.count)
		}
		p.one(".map svg[role=group][aria-labelledby=c_map][aria-describedby=c_mapped]")
		p.one("svg > title#c_map")
		p.one("svg > desc#c_mapped")
		p.one(".map g[aria-hidden] path.full[d^=M]")
		p.has(".map p", "Natural Earth")
		p.has(".map p", "GeoNames")
	}
	small := page200(t, h, "/en/")
	if got := small.pointsOf()["/en/regions/FI19B"].name; got != "Pirkanmaa, 1 practice" {
		t.Errorf("the small map says %q", got)
	}
	small.one(".map svg[width='384']")
}

// TestMapIsDrawnToScale measures the circles of the real knowledge base.
func TestMapIsDrawnToScale(t *testing.T) {
	t.Parallel()
	p := page200(t, realPortal(t), "/en/regions")
	points := p.pointsOf()
	if len(points) < 8 {
		t.Fatalf("only %d circles", len(points))
	}
	unit := 0.0
	for address, a := range points {
		n, err := strconv.ParseFloat(a.count, 64)
		if err != nil {
			t.Fatalf("%s: %v", address, err)
		}
		if unit == 0 {
			unit = a.r * a.r / n
		}
		if math.Abs(a.r*a.r/n/unit-1) > 0.01 {
			t.Errorf("%s: the area of the circle is not in proportion to %v", address, n)
		}
		for other, b := range points {
			if far := math.Hypot(a.x-b.x, a.y-b.y); other != address && far < max(a.r, 12)+max(b.r, 12) {
				t.Errorf("%s and %s are %.1f apart", address, other, far)
			}
		}
	}
	if _, ok := points["/en/regions/FI1B1"]; !ok {
		t.Error("Helsinki is not on the map")
	}
	p.has("a.whole[href='/en/regions/RO']", "3")
	if got := points["/en/regions/RO"].name; got != "Romania as a whole, 3 documents" {
		t.Errorf("the circle of a country says %q", got)
	}
}

// event is a document that names regions and nothing else.
func event(title, codes string) string {
	return "---\ntitle: " + title + "\nsummary: A visit.\ntype: learning-visit\nnuts: [" + codes + "]\nnuts_version: 2024\n---\n\n## What was shown\n\nA.\n\n## What was learnt\n\nB.\n"
}

// TestMapFollowsTheContent publishes documents about other regions.
func TestMapFollowsTheContent(t *testing.T) {
	t.Parallel()
	dir := testContent(t)
	write(t, filepath.Join(dir, "events/new/index.en.md"), event("New", "ITC11, DE"))
	p := page200(t, newPortal(t, openPublisher(t, dir)), "/en/regions")
	points := p.pointsOf()
	if got := points["/en/regions/ITC11"].name; got != "Turin, 1 document" {
		t.Errorf("the circle of Turin says %q", got)
	}
	if got := points["/en/regions/DE"].name; got != "Germany as a whole, 1 document" {
		t.Errorf("the circle of Germany says %q", got)
	}
	// With very many regions the map is drawn of wider ones.
	scheme := []string{}
	for _, province := range []string{"ITC", "ITF", "ITH", "ITI", "RO1", "RO2", "RO3", "RO4"} {
		for a := 1; a <= 5; a++ {
			for b := 1; b <= 6; b++ {
				scheme = append(scheme, fmt.Sprintf("%s%d%d", province, a, b))
			}
		}
	}
	view, err := openPublisher(t, dir).Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer view.Close()
	for _, code := range scheme {
		if view.Rules.Vocabularies.Scheme("nuts").Has(code) {
			write(t, filepath.Join(dir, "events/e-"+strings.ToLower(code), "index.en.md"), event("About "+code, code))
		}
	}
	write(t, filepath.Join(dir, "events/two/index.en.md"), event("About two", "ITC12, ITC13"))
	p = page200(t, newPortal(t, openPublisher(t, dir)), "/en/regions")
	points = p.pointsOf()
	if len(points) > maxPoints || len(points) < 10 {
		t.Errorf("%d circles", len(points))
	}
	// One about Turin, one about each of six provinces, one about two of them.
	if got := points["/en/regions/ITC1"].name; got != "Piedmont, 8 documents" {
		t.Errorf("the circle of Piedmont says %q", got)
	}
	if _, ok := points["/en/regions/ITC11"]; ok {
		t.Error("Turin has a circle of its own among many")
	}
}

// TestNoMapOfNothing expects no drawing where no document names a region.
func TestNoMapOfNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, filepath.Join(dir, "site.yaml"), "name: {en: Empty}\nlanguages: [en]\ndefault_language: en\n")
	write(t, filepath.Join(dir, "pages/about/index.en.md"), "---\ntitle: About\nsummary: About.\n---\n\nWords.\n")
	h := newPortal(t, openPublisher(t, dir))
	page200(t, h, "/en/").hasNot(".map")
	p := page200(t, h, "/en/regions")
	p.hasNot("svg")
	p.has(".empty", "nothing")
}
