package web

import (
	"html/template"
	"net/http"
	"testing"
)

func TestBeside(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	p := checkMarkup(t, "beside", get(t, h, http.StatusOK, "/ro/practices/register/beside").body)
	p.has("h1", "Traducerea și originalul")
	p.has(".halves > [lang=ro]:first-child h2", "Registrul de IA")
	p.has(".halves > [lang=fi]:last-child h2", "tekoälyrekisteri")
	p.has(".halves:contains('Orașul a deschis') > [lang=fi]", "Kaupunki avasi rekisterin")
	// What stands before the headings is not translated.
	p.has(".halves:contains('Johdanto') > [lang=ro] [lang=ro].unknown", "nu este tradusă")
	p.one("[lang=fi] a[href='/ro/briefs/lessons#summary']")
	p.one("[lang=fi] img[src='/files/practices/register/screen.png']")
	p.one("meta[name=robots][content=noindex]")
	// A language without a translation leads to the page that there is.
	p.one(".tongues a[hreflang=it][href='/it/practices/register']")
	p.one(".tongues a[hreflang=en][href='/en/practices/register/beside']")

	page200(t, h, "/ro/practices/register").one(".about a[href='/ro/practices/register/beside']")
	page200(t, h, "/fi/practices/register").hasNot("a[href$='/beside']")
	for _, tag := range []string{"fi", "it"} { // the original, and none
		r := get(t, h, http.StatusFound, "/"+tag+"/practices/register/beside")
		if got := r.Header.Get("Location"); got != "/"+tag+"/practices/register" {
			t.Errorf("%s leads to %q", tag, got)
		}
	}
	get(t, h, http.StatusNotFound, "/en/practices/nothing/beside")
}

func TestNamesStandOnce(t *testing.T) {
	t.Parallel()
	b := besideText{ID: "evidence", HTML: `<h3 id="tausta">Tausta</h3><p>say id=&quot;x&quot; <a href="#tausta">up</a> <a href="/fi/x#y">y</a></p>`}
	b.apart()
	if want := template.HTML(`<h3 id="c_o_tausta">Tausta</h3><p>say id=&quot;x&quot; <a href="#c_o_tausta">up</a> <a href="/fi/x#y">y</a></p>`); b.ID != "" || b.HTML != want {
		t.Errorf("got %q", b.HTML)
	}
}

// Sections with headings of one's own have other anchors in each language.
func TestOwnSectionsGoTogether(t *testing.T) {
	t.Parallel()
	text := func(parts ...string) (list []besideText) {
		for _, part := range parts {
			list = append(list, besideText{Part: part})
		}
		return list
	}
	p := &besidePage{}
	p.align(text("", "evidence", "oma", "viela", "further"), text("", "own", "evidence", "mine", "further", "last"))
	want := [][2]string{{"", ""}, {"-", "own"}, {"evidence", "evidence"}, {"oma", "mine"}, {"viela", "-"}, {"further", "further"}, {"-", "last"}}
	for i, row := range p.Pairs {
		got := [2]string{"-", "-"}
		if row.Translated != nil {
			got[0] = row.Translated.Part
		}
		if row.Original != nil {
			got[1] = row.Original.Part
		}
		if i >= len(want) || got != want[i] {
			t.Errorf("pair %d is %q", i, got)
		}
	}
	if len(p.Pairs) != len(want) {
		t.Errorf("%d pairs, want %d", len(p.Pairs), len(want))
	}
}
