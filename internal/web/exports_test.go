package web

import (
	"archive/zip"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/ai4citizens/casebook/internal/lang"
)

// TestDownloads asks for every file that the portal makes.
func TestDownloads(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	for _, test := range []struct{ target, mediaType, name, holds string }{
		{"/exports/documents.csv", "text/csv; charset=utf-8", "documents-", "\ufeffid,kind,"},
		{"/exports/documents.jsonl", "application/jsonl; charset=utf-8", "documents-", `{"type":"edition"`},
		{"/exports/documents.xlsx", xlsxType, "documents-", "PK\x03\x04"},
		{"/exports/documents.zip", "application/zip", "documents-", "PK\x03\x04"},
		{"/exports/fi/practices/register.txt", "text/plain; charset=utf-8", "practices-register-fi-", "7. Lyhyt tiivistelmä (Short summary)"},
		{"/exports/nl/practices/register.md", "text/markdown; charset=utf-8", "practices-register-nl-", "> Nog niet in uw taal vertaald."},
		{"/exports/it/plans/plan.html", "text/html; charset=utf-8", "plans-plan-it-", "<h3>1. Nome dell’azione"},
		{"/exports/lv/report-1.csv", "text/csv; charset=utf-8", "report-1-lv-", "Notikušie pasākumi"},
		{"/exports/ro/report-8.xlsx", xlsxType, "report-8-ro-", "PK\x03\x04"},
		{"/exports/en/pack.html?id=practices/register", "text/html; charset=utf-8", "pack-en-", "Exampleton AI register"},
	} {
		r := get(t, h, http.StatusOK, test.target)
		disposition := r.Header.Get("Content-Disposition")
		if r.Header.Get("Content-Type") != test.mediaType || !strings.HasPrefix(disposition, `attachment; filename="casebook-`+test.name) {
			t.Errorf("%s: %q, %q", test.target, r.Header.Get("Content-Type"), disposition)
		}
		if !strings.Contains(r.body, test.holds) {
			t.Errorf("%s: it begins %q", test.target, clip(r.body, 200))
		}
		again := get(t, h, http.StatusOK, test.target, "Accept-Encoding", "gzip")
		if packed := again.Header.Get("Content-Encoding") == "gzip"; packed != compressible(test.mediaType) && len(r.body) > 1000 {
			t.Errorf("%s: compressed %v", test.target, packed)
		}
		get(t, h, http.StatusNotModified, test.target, "If-None-Match", r.Header.Get("ETag"))
		if strings.Contains(r.body, "made-up") {
			t.Errorf("%s has what is made up for training", test.target)
		}
	}
	r := get(t, h, http.StatusOK, "/exports/documents.zip")
	z, err := zip.NewReader(strings.NewReader(r.body), int64(len(r.body)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := z.Open("content/practices/register/index.fi.md"); err != nil {
		t.Error(err)
	}
}

func TestNoSuchDownload(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	for target, status := range map[string]int{
		"/exports/nothing.csv": 404, "/exports/documents.exe": 404, "/exports/": 404, "/exports": 404,
		"/exports/fi/events/visit.txt": 404, "/exports/fi/practices/nothing.txt": 404, "/exports/fi/practices/register.exe": 404,
		"/exports/fi/practices/register.": 404, "/exports/fi/report-99.csv": 404, "/exports/fi/report-0.xlsx": 404,
		"/exports/fi/report-1.pdf": 404, "/exports/xx/report-1.csv": 404, "/exports/xx/pack.html": 404,
		"/fi/events/visit/form": 404, "/fi/practices/nothing/form": 404, "/fi/reviews/nothing/cases": 404,
		"/fi/report?semester=99": 404, "/fi/report?semester=-1": 404, "/fi/report?semester=one": 400,
		"/fi/exports?page=99": 404, "/fi/exports?page=x": 400,
		"/fi/practices/old-register/form": 301, "/exports/fi/pack.html": 303,
	} {
		get(t, h, status, target)
	}
}

func TestFormPage(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	p := page200(t, h, "/en/practices/register/form")
	p.has("h2", "1. Title of the practice")
	p.has(".meta", "22 of 100 characters")
	p.has(".notice.info", "This translation is out of date.")
	p.has(".lines", "Finland (FI) › Mainland Finland (FI1)")
	p.has(".chips a[href='/exports/en/practices/register.txt'][download]", "Plain text")
	p.hasNot("mark")
	page200(t, h, "/en/practices/register").has("a[href='/en/practices/register/form']", "In the programme’s form")
	page200(t, h, "/en/events/visit").hasNot("a[href$='/form']")

	p = page200(t, h, "/it/plans/plan/form")
	p.has("h2", "Parte III: Azione 2")
	p.has("h3 small[lang=en]", "Nature of the action")
	p.has(".notice.ended", "Manca: la scheda lo richiede")
	p.has(".lines[lang=en]", "Lessons: Write it down.")
}

// TestReportAgreesWithItsLists counts the rows of each list on the page.
func TestReportAgreesWithItsLists(t *testing.T) {
	t.Parallel()
	h := realPortal(t)
	for semester := 1; semester <= 8; semester++ {
		p := page200(t, h, "/en/report?semester="+strconv.Itoa(semester))
		for _, id := range []string{"practices", "events"} {
			rows := len(p.all("#" + id + " > table tbody tr"))
			if heading := textOf(p.one("#" + id + " h2")); !strings.HasSuffix(heading, ": "+strconv.Itoa(rows)) {
				t.Errorf("%q has %d rows", heading, rows)
			}
		}
	}
	p := page200(t, h, "/en/report?semester=2")
	p.has("option[selected]", "Semester 2: 1 October 2024 – 31 March 2025")
	p.has("#events td a[href='/en/events/turin-learning-visit-2024']", "Turin")
	p.has("#people .unknown", "not documented")
	p.has("details td", "not counted: the date is not exact enough")
}

func TestPack(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	p := checkMarkup(t, "pack", get(t, h, http.StatusOK,
		"/nl/pack?id=practices/old-register&id=practices/stopped&id=practices/register&id=events/visit&id=practices/made-up&id=nothing/at-all&id=&name=%3Cscript%3E++x").body)
	p.has("h1", "<script> x")
	p.has(".notice", "nothing/at-all")
	if n := len(p.all("article.case")); n != 4 {
		t.Errorf("the pack has %d cases", n)
	}
	p.has("ol a[href='#case-1'][lang=fi]", "Esimerkkilän tekoälyrekisteri")
	p.has("ol .untranslated", "nog niet vertaald")
	p.has("#case-1 .notice", "Nog niet in uw taal vertaald.")
	p.has("#case-1 section[lang=fi] h3", "Tarkemmat tiedot")
	p.has("#case-1 h4", "Tausta")
	p.hasNot("article.case [id]")
	p.has("#case-1 a[href='/nl/briefs/lessons#summary']", "katsaus")
	p.has("#case-1 dd a[href='/nl/practices/register#evidence']", "")
	p.has("#case-3 h2", "Werkbezoek")
	p.has("#case-4 .notice", "Een verzonnen voorbeeld.")
	p.has("table[aria-labelledby=c_compared] td a[href='#case-2']", "Apturēta sistēma")
	p.has("table[aria-labelledby=c_compared] td", "onbekend")
	if n := len(p.all("table[aria-labelledby=c_compared] tbody tr")); n != 3 {
		t.Errorf("%d practices are compared", n)
	}

	many := "/en/pack?id=practices/register" + strings.Repeat("&id=practices/nothing", 25)
	p = page200(t, h, many)
	p.has(".notice", "Only the first 20 are in it.")
	if n := len(p.all(".notice[role=status]")); n > 4 {
		t.Errorf("%d notices", n)
	}
	p = page200(t, h, "/en/pack?id=practices/register&name="+strings.Repeat("a", 500))
	if got := textOf(p.one("h1")); len(got) != maxPackTitle {
		t.Errorf("the name has %d characters", len(got))
	}
	p.hasNot("table[aria-labelledby=c_compared]")
	page200(t, h, "/en/pack").has("p", "No cases are chosen yet.")

	page200(t, h, "/en/practices").one("form#c_compare button[formaction='/en/pack']")

	file := get(t, h, http.StatusOK, "/exports/en/pack.html?id=practices/register&id=practices/stopped").body
	f := parse(t, "file", file)
	f.one("h1")
	f.checkIDs()
	f.checkHeadings()
	f.hasNot("script, style, link, nav, header, footer, form")
	for _, relative := range []string{`href="/`, `src="/`} {
		if strings.Contains(file, relative) {
			t.Errorf("the file has %s", relative)
		}
	}
	f.has("a[href='https://cases.example.eu/en/practices/register']", "This page on the portal")
	f.has("img[src='https://cases.example.eu/files/practices/register/screen.png']", "")
}

func TestDesk(t *testing.T) {
	t.Parallel()
	h := realDesk(t)
	page200(t, h, "/en/reviews/review").has("a[href='/en/reviews/review/cases']", "Find cases for these questions")
	p := checkMarkup(t, "desk", get(t, h, http.StatusOK, "/en/reviews/review/cases?scope=local&scope=planet&outcome=mixed").body)
	p.has("h2[lang=it]", "Un registro: kind:briefs -Finlandia “aperto”?")
	p.has(".chips", "Local")
	p.has(".notice", "planet")
	p.has("aside summary", "Outcome")
	p.one("aside input[name=scope][value=local][checked]")
	p.one("input[form=c_compare][name=id][value='practices/register']")
	p.one("form#c_compare[action='/en/pack'] button[formaction='/en/compare']")
	link := attr(p.one("section > p a[href^='/en/search']"), "href")
	if !strings.Contains(link, "kind=practices") || strings.Contains(link, "kind%3A") || !strings.Contains(link, "scope=local") {
		t.Errorf("the search is %s", link)
	}
	page200(t, h, link).has(".card h3", "Exampleton AI register")
}

// realDesk is the test's knowledge base with a question full of signs.
func realDesk(t *testing.T) http.Handler {
	t.Helper()
	dir := testContent(t)
	text := read(t, dir+"/reviews/review/index.it.md")
	write(t, dir+"/reviews/review/index.it.md",
		strings.Replace(text, `"Che fare?"`, `"Un registro: kind:briefs -Finlandia “aperto”?"`, 1))
	return newPortal(t, openPublisher(t, dir))
}

func TestDashboard(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	for _, tag := range lang.All() {
		p := page200(t, h, "/"+string(tag)+"/dashboard")
		for _, n := range p.all("svg rect.bars") {
			if width, err := strconv.Atoi(attr(n, "width")); err != nil || width < 0 || width > chartWidth {
				t.Errorf("%s: a bar is %q wide", tag, attr(n, "width"))
			}
		}
		if charts, titles := len(p.all("svg[role=img]")), len(p.all("svg title")); charts != 6 || titles != 6 {
			t.Errorf("%s: %d charts with %d titles", tag, charts, titles)
		}
	}
	p := page200(t, h, "/en/dashboard")
	// The page of gaps lists what is missing of each measure of the chain.
	gaps := page200(t, h, "/en/chain/gaps")
	for id, words := range map[string]string{"c_unused": "Practices in use", "c_unanswered": "Advice with an action", "c_unfounded": "Actions with a case"} {
		missing := len(gaps.all("section:has(#" + id + ") li"))
		share := regexp.MustCompile(words + ` (\d+) of (\d+)`).FindStringSubmatch(textOf(p.one("#c_chain")))
		if len(share) != 3 {
			t.Fatalf("nothing says %q", words)
		}
		done, _ := strconv.Atoi(share[1])
		if total, _ := strconv.Atoi(share[2]); done+missing != total || total == 0 {
			t.Errorf("%s is %d of %d, and %d are missing", words, done, total, missing)
		}
	}
	p.has("#c_languages", "English (1 out of date)")
	p.has("#c_stated", "Cost 0 of 4; Staff 1 of 4")
	p.has("#c_evidence", "No claim with evidence 3 of 4")
	p.has("td time[datetime='2021-01-01']", "1 January 2021")
	p.has("td a[href='/en/practices/register']", "Exampleton AI register")
}
