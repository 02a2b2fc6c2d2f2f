package web

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"
	"net/mail"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCitation(t *testing.T) {
	t.Parallel()
	g, h := pastPortal(t)
	hash := g.git("rev-parse", "HEAD")[:8]
	first := g.git("rev-list", "--max-parents=0", "HEAD")[:8]
	for target, want := range map[string]string{
		"/fi/practices/register": "Esimerkkilän kaupunki 2026. Esimerkkilän tekoälyrekisteri. Testikirja, versio " + hash +
			", 22. marraskuuta 2026. Saatavissa: https://cases.example.eu/fi/practices/register",
		"/en/practices/register": "City of Exampleton (2026). Exampleton AI register. Test Casebook, version " + first +
			", 22 November 2026. https://cases.example.eu/en/practices/register",
		"/ro/practices/register": "Esimerkkilän kaupunki (2026). Registrul de IA din Esimerkkilä. Test Casebook, versiunea " + first +
			", 22 noiembrie 2026. Disponibil la: https://cases.example.eu/ro/practices/register",
		// No Italian version: the original is cited, in the reader's words.
		"/it/practices/register": "Esimerkkilän kaupunki (2026). Esimerkkilän tekoälyrekisteri. Testikirja, versione " + hash +
			", 22 novembre 2026. Disponibile su: https://cases.example.eu/fi/practices/register",
		// Nobody is named: the project.
		"/en/pages/about": "TEST (2026). About the test. Test Casebook, version " + first +
			", 22 November 2026. https://cases.example.eu/en/pages/about",
	} {
		p := checkMarkup(t, target, get(t, h, http.StatusOK, target).body)
		if got := textOf(p.one("p.cite")); got != want {
			t.Errorf("%s:\n got %s\nwant %s", target, got, want)
		}
	}
}

// A text that has not been committed has no version, and none is made up:
// neither where nothing has been, nor where it was changed since.
func TestCitationWithoutVersion(t *testing.T) {
	t.Parallel()
	dir := testContent(t)
	g := past{t, dir}
	g.git("init", "-q", "-b", "main")
	g.commit("Begin")
	file := filepath.Join(dir, "practices/register/index.en.md")
	write(t, file, strings.Replace(read(t, file), "The city opened", "The town opened", 1))
	for name, h := range map[string]http.Handler{"no history": testPortal(t), "changed since": newPortal(t, openPublisher(t, dir))} {
		p := page200(t, h, "/en/practices/register")
		if got := textOf(p.one("p.cite")); strings.Contains(got, "version") || !strings.Contains(got, "Exampleton AI register. Test Casebook, ") {
			t.Errorf("%s: the citation is %q", name, got)
		}
	}
}

func TestCitationFiles(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	p := page200(t, h, "/en/practices/register")
	bib := attr(p.one("a[href$='.bib'][download]"), "href")
	r := get(t, h, http.StatusOK, bib)
	if r.Header.Get("Content-Type") != "application/x-bibtex; charset=utf-8" || !strings.HasPrefix(r.Header.Get("Content-Disposition"), "attachment; filename=\"practices-register-en.bib\"") {
		t.Errorf("BibTeX: %v", r.Header)
	}
	if !strings.Contains(r.body, "author = {{City of Exampleton}}") || !strings.Contains(r.body, "langid = {english}") || r.body != nodeText(p, "pre.cite", 0) {
		t.Errorf("BibTeX: %s", r.body)
	}
	r = get(t, h, http.StatusOK, attr(p.one("a[href$='.json'][download]"), "href"))
	var list []map[string]any
	if err := json.Unmarshal([]byte(r.body), &list); err != nil || len(list) != 1 {
		t.Fatalf("CSL JSON: %v %s", err, r.body)
	}
	if list[0]["title"] != "Exampleton AI register" || list[0]["type"] != "webpage" || list[0]["URL"] != "https://cases.example.eu/en/practices/register" {
		t.Errorf("CSL JSON: %v", list[0])
	}
	if r.Header.Get("Content-Type") != "application/vnd.citationstyles.csl+json" || r.body != nodeText(p, "pre.cite", 1) {
		t.Errorf("CSL JSON: %v", r.Header)
	}
	for target, status := range map[string]int{
		"/en/practices/nothing/citation.bib": 404, "/en/practices/register/citation.xml": 404, "/en/nothing/x/citation.bib": 404,
		"/en/practices/nothing/qr.svg": 404,
	} {
		get(t, h, status, target)
	}
	for _, name := range []string{"citation.bib", "citation.json", "qr.svg", "beside"} {
		r := get(t, h, http.StatusMovedPermanently, "/en/practices/old-register/"+name)
		if got := r.Header.Get("Location"); got != "/en/practices/register/"+name {
			t.Errorf("%s: an old address leads to %q", name, got)
		}
	}
}

// nodeText is the text of one of the elements a selector finds, blanks and all.
func nodeText(p parsed, selector string, i int) string {
	p.t.Helper()
	list := p.all(selector)
	if i >= len(list) {
		p.t.Fatalf("%s: %d elements are %q", p.name, len(list), selector)
	}
	return list[i].FirstChild.Data
}

func TestQRImage(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	p := page200(t, h, "/lv/practices/stopped")
	img := p.one("img[src$='/qr.svg']")
	if attr(img, "alt") != "QR kods ar lapas adresi" {
		t.Errorf("alternative text %q", attr(img, "alt"))
	}
	r := get(t, h, http.StatusOK, attr(img, "src"))
	if r.Header.Get("Content-Type") != "image/svg+xml" || !strings.Contains(r.Header.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("headers %v", r.Header)
	}
	for d := xml.NewDecoder(strings.NewReader(r.body)); ; {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	// The address of the text that is shown, whatever the reader's language.
	if same := get(t, h, http.StatusOK, "/it/practices/stopped/qr.svg"); same.body != r.body {
		t.Error("the original has another code in another language")
	}
	if other := get(t, h, http.StatusOK, "/en/practices/register/qr.svg"); other.body == r.body {
		t.Error("two pages have one code")
	}
}

func TestReportAnError(t *testing.T) {
	t.Parallel()
	contact := func(lines string) http.Handler {
		dir := testContent(t)
		file := filepath.Join(dir, "site.yaml")
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		write(t, file, string(data)+lines)
		return newPortal(t, openPublisher(t, dir))
	}
	h := contact("contact: {email: casebook+errors@example.org}\n")
	href := attr(page200(t, h, "/ro/practices/register").one("a[href^='mailto:']"), "href")
	u, err := url.Parse(href)
	if err != nil {
		t.Fatal(err)
	}
	to, err := url.PathUnescape(u.Opaque)
	if err != nil || to != "casebook+errors@example.org" {
		t.Errorf("the letter goes to %q, %v", to, err)
	}
	q, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		t.Fatal(err)
	}
	if got := q.Get("subject"); got != "Greșeală pe pagina: Registrul de IA din Esimerkkilä" {
		t.Errorf("subject %q", got)
	}
	if got := q.Get("body"); !strings.HasPrefix(got, "Pagina: https://cases.example.eu/ro/practices/register\r\nVersiunea: ") {
		t.Errorf("body %q", got)
	}
	if strings.ContainsAny(u.RawQuery, "+ \r\n") {
		t.Errorf("not for letters: %q", u.RawQuery)
	}
	for name, test := range map[string]struct{ lines, want string }{
		"a page":       {"contact: {page: \"https://example.org/contact\"}\n", "https://example.org/contact"},
		"a repository": {"repository: \"https://git.example.org/x\"\n", "https://git.example.org/x"},
		"no mailbox":   {"contact: {email: \"Name <a@example.org>\", page: \"https://example.org/contact\"}\n", "https://example.org/contact"},
		"two headers":  {"contact: {email: \"a@example.org?bcc=b@example.org\", page: \"https://example.org/contact\"}\n", "https://example.org/contact"},
	} {
		p := page200(t, contact(test.lines), "/en/practices/register")
		p.hasNot("a[href^='mailto:']")
		if got := attr(p.one("a[href='"+test.want+"']"), "href"); got == "" || !strings.Contains(textOf(p.one("a[href='"+test.want+"']")), "Report an error") {
			t.Errorf("%s: not linked", name)
		}
	}
	page200(t, contact(""), "/en/practices/register").hasNot("a:contains('Report an error')")
}

func TestMailbox(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"a@example.org": "a@example.org", "a+b@example.org": "a%2Bb@example.org", "": "", "a": "",
		"a@example.org,b@example.org": "", "a@example.org?cc=b": "", `"a b"@example.org`: "", "a@example.org\nBcc: b@example.org": "",
	} {
		if got := mailbox(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
		if _, err := mail.ParseAddress(want); want != "" && err != nil {
			t.Error(err)
		}
	}
}

func TestReadingTime(t *testing.T) {
	t.Parallel()
	h := realPortal(t)
	page200(t, h, "/fi/practices/helsinki-ai-register").has(".head .when", "Lukuaika: ")
	page200(t, h, "/ro/practices/helsinki-ai-register").has(".head .when", " minute")
	// A module says itself how long it takes.
	page200(t, h, "/en/learning/reading-a-register-entry").hasNot(".head .when")
}
