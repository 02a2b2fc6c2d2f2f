package web

import (
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/ai4citizens/casebook/internal/lang"
)

// texts are the words of all elements that a selector finds.
func (p parsed) texts(selector string) []string {
	p.t.Helper()
	var list []string
	for _, n := range p.all(selector) {
		list = append(list, textOf(n))
	}
	return list
}

func TestCompare(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	const target = "/en/compare?id=practices/register&id=practices/stopped"
	p := checkMarkup(t, target, get(t, h, http.StatusOK, target).body)
	p.has("title", "Exampleton AI register · Apturēta sistēma · Compare practices")
	if got := attr(p.one("link[rel=canonical]"), "href"); got != "https://cases.example.eu"+target {
		t.Errorf("canonical address %q", got)
	}
	p.one("meta[name=robots][content=noindex]")
	for _, table := range []string{"table[aria-labelledby=c_differ]", "table[aria-labelledby=c_texts]"} {
		if got := p.texts(table + " thead th[scope=col]"); !slices.Equal(got, []string{"Exampleton AI register", "Apturēta sistēma"}) {
			t.Errorf("%s: columns %q", table, got)
		}
	}
	for row, cells := range map[string][]string{
		"Where":       {"Exampleton", "Riga"}, // the city, else the region
		"When":        {"September 2020 – ongoing", "2021–2023"},
		"Outcome":     {"Mixed results", "Discontinued"},
		"Staff":       {"1.5 full-time posts", "not documented"},
		"Evidence":    {"2 claims (Public record; ", "not documented"},
		"Who took":    {"Parauga", "not documented"},
		"In short":    {"A list of systems that hold AI & more <than> that.", "Sistēma, kas tika apturēta."},
		"Detailed":    {"Background The city opened its register.", "Teksts."},
		"Evidence of": {"The register held five systems.: 12,345.5 systems, September 2020", "Teksts."},
		"Languages":   {"English, Finnish, Romanian", "Latvian"},
	} {
		p.row(row, cells)
	}
	// Foreign text says so, and the rest is in the reader's language.
	p.has("table[aria-labelledby=c_texts] td[lang=lv] p", "Teksts.")
	p.has("ul.chosen li", "Apturēta sistēma not translated yet")
	p.has("td ul[lang=en] span[lang=fi]", "Vain suomeksi.")
	p.has("ul.chosen a[href='/en/compare?id=practices/stopped']", "Remove: Exampleton AI register")
	p.has("a[href='/en/practices/register#evidence']", "2 claims")
	p.has(".quiet", "Documented for none of them: Cost, ")
	p.has("dl div", "Geographical scopeLocal")
	p.has("details.picker summary", "Add another practice")
	p.has("details.picker:not([open]) label", "A former page")
	// The order is that of the address.
	p = page200(t, h, "/fi/compare?id=practices/stopped&id=practices/register")
	if got := p.texts("table[aria-labelledby=c_texts] thead th"); !slices.Equal(got, []string{"Apturēta sistēma", "Esimerkkilän tekoälyrekisteri"}) {
		t.Errorf("columns %q", got)
	}
	p.has("td h3", "Tausta")
	p.hasNot("#tausta")
	p.has(".tongues a[href='/lv/compare?id=practices%2Fstopped&id=practices%2Fregister']", "latviešu")
}

// row finds a row by how its head begins, and expects how its cells do.
func (p parsed) row(begins string, want []string) {
	p.t.Helper()
	for _, tr := range p.all("tbody tr") {
		var cells []string
		head := ""
		for n := range tr.ChildNodes() {
			switch {
			case n.Type != html.ElementNode:
			case n.Data == "th":
				head = textOf(n)
			default:
				cells = append(cells, textOf(n))
			}
		}
		if !strings.HasPrefix(head, begins) || len(cells) != len(want) {
			continue
		}
		matches := true
		for i := range want {
			matches = matches && strings.Contains(cells[i], want[i])
		}
		if matches {
			return
		}
	}
	p.t.Errorf("%s: no row %q says %q", p.name, begins, want)
}

// TestCompareInEveryLanguage looks for words left untranslated, in pages with
// and without something to compare.
func TestCompareInEveryLanguage(t *testing.T) {
	t.Parallel()
	h, ids := testPortal(t), messageIDs(t)
	for tag, words := range map[lang.Tag]string{"en": "not documented", "fi": "ei dokumentoitu", "ro": "nedocumentat",
		"nl": "niet gedocumenteerd", "it": "non documentato", "lv": "nav dokumentēts"} {
		for _, query := range []string{"", "?id=practices/stopped", "?id=practices/stopped&id=practices/register",
			"?id=practices/stopped&id=practices/stopped&id=nonsense&id=events/visit"} {
			target := "/" + string(tag) + "/compare" + query
			p := checkMarkup(t, target, get(t, h, http.StatusOK, target).body)
			p.untranslated(ids)
		}
		page200(t, h, "/"+string(tag)+"/compare?id=practices/stopped&id=practices/register").has("td .unknown", words)
	}
}

func TestCompareWhatCannotBeCompared(t *testing.T) {
	t.Parallel()
	dir := testContent(t)
	stopped := read(t, filepath.Join(dir, "practices/stopped/index.lv.md"))
	for _, name := range []string{"one", "two", "three"} {
		write(t, filepath.Join(dir, "practices/"+name+"/index.lv.md"), strings.Replace(stopped, "supersedes: [practices/former]\n", "", 1))
	}
	h := newPortal(t, openPublisher(t, dir))
	const a, b = "id=practices/register", "id=practices/stopped"
	for _, test := range []struct {
		query string
		// columns is how many practices are compared; 0 means that there is no
		// table.
		columns int
		note    string
	}{
		{"", 0, ""},
		{"id=", 0, ""},
		{a, 0, ""},
		{a + "&" + a, 0, "Chosen twice, shown once: Exampleton AI register"},
		{a + "&id=practices/old-register", 0, "Chosen twice, shown once: Exampleton AI register"},
		{a + "&" + b + "&" + a + "&" + a, 2, "Chosen twice, shown once: Exampleton AI register"},
		{a + "&id=practices/none&" + b, 2, "There is no practice “practices/none”."},
		{a + "&id=events/visit&" + b, 2, "Only practices can be compared. Left out: Learning visit"},
		{"id=events/visit", 0, "Only practices can be compared."},
		{a + "&" + b + "&id=practices/one&id=practices/two&id=practices/three", 4, "At most four practices fit side by side. Left out: Apturēta sistēma"},
		{"id=%3Cscript%3Ealert(1)%3C/script%3E", 0, "“<script>alert(1)</script>”"},
		{"id=%FF%00" + strings.Repeat("x", 5000), 0, "There is no practice"},
		{strings.Repeat("id=nothing&", 500) + a + "&" + b, 0, "There is no practice “nothing”."},
		{a + "&" + b + "&theme=nonsense&q=%22%22-+", 2, ""},
	} {
		target := "/en/compare?" + test.query
		p := checkMarkup(t, clip(target, 100), get(t, h, http.StatusOK, target).body)
		if got := len(p.all("table[aria-labelledby=c_texts] thead th")); got != test.columns {
			t.Errorf("%.100s: %d columns, want %d", target, got, test.columns)
		}
		if test.note == "" {
			p.hasNot(".notice")
		} else {
			p.has("[role=status] .notice", test.note)
		}
		if len(p.all("[role=status] .notice")) > 6 {
			t.Errorf("%.100s: the reader is told too much", target)
		}
		if full := len(p.all(".picker")) == 0; full != (test.columns == maxCompared) {
			t.Errorf("%.100s: more can be added: %v", target, !full)
		}
	}
}

// TestChoosingWithoutScript goes the way of a reader: from lists and from a
// page to the comparison, by the forms that are there.
func TestChoosingWithoutScript(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	for _, target := range []string{"/en/practices", "/en/search?q=register+apturēta", "/en/search?kind=practices", "/en/regions/LV", "/en/briefs/lessons", "/en/compare?theme=&q="} {
		p := checkMarkup(t, target, get(t, h, http.StatusOK, strings.ReplaceAll(target, "ē", "%C4%93")).body)
		form := p.one("main form[action='/en/compare']")
		values := url.Values{}
		for _, n := range p.all("input[type=checkbox][name=id]") {
			if owner := attr(n, "form"); owner != "" && owner != attr(form, "id") {
				t.Errorf("%s: a box belongs to the form %q", target, owner)
			}
			values.Add("id", attr(n, "value"))
			if !strings.HasPrefix(attr(n, "value"), "practices/") {
				t.Errorf("%s: %s can be chosen", target, attr(n, "value"))
			}
		}
		if !slices.Contains(values["id"], "practices/register") || !slices.Contains(values["id"], "practices/stopped") {
			t.Fatalf("%s: one can choose %q", target, values["id"])
		}
		p.has("label", "Apturēta sistēma")
		page200(t, h, "/en/compare?"+values.Encode()).has("#c_texts", "side by side")
	}
	for _, target := range []string{"/en/events", "/en/search?kind=events", "/en/themes/human-oversight", "/en/"} {
		page200(t, h, target).hasNot("input[name=id]")
	}
	page := page200(t, h, "/en/practices/register")
	next := attr(page.one(".glance a[href^='/en/compare']"), "href")
	p := page200(t, h, next)
	p.has("p", "One practice is chosen; add one to three more:")
	p.has("ul.chosen a[href='/en/practices/register']", "Exampleton AI register")
	p.one("form input[type=hidden][name=id][value='practices/register']")
	p.hasNot("input[type=checkbox][value='practices/register']")
	p.has("label", "Apturēta sistēma")
	// The form narrows the choice down and keeps what was chosen.
	p = page200(t, h, next+"&theme=human-oversight")
	p.one("option[value=human-oversight][selected]")
	p.has(".empty", "Nothing was found.")
	p = page200(t, h, next+"&q=apturēta")
	if got := p.texts(".tiles label"); len(got) != 1 || attr(p.one("#c_pick"), "value") != "apturēta" {
		t.Errorf("offers %q", got)
	}
}

// TestNothingToCompare is the page of a knowledge base without practices.
func TestNothingToCompare(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, filepath.Join(dir, "site.yaml"), "name: {en: Empty}\nlanguages: [en]\ndefault_language: en\n")
	write(t, filepath.Join(dir, "pages/about/index.en.md"), "---\ntitle: About\nsummary: About.\n---\n\nWords.\n")
	p := page200(t, newPortal(t, openPublisher(t, dir)), "/en/compare")
	p.has(".empty", "Nothing was found.")
	p.hasNot("table, input[type=checkbox]")
}
