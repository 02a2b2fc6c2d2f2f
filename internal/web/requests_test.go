package web

import (
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/ai4citizens/casebook/internal/publish"
)

func TestRedirects(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	for _, test := range []struct {
		target, accept string
		status         int
		location       string
	}{
		{"/", "", 302, "/en/"},
		{"/", "fi-FI,fi;q=0.9,en;q=0.8", 302, "/fi/"},
		{"/", "de, *;q=0.1", 302, "/en/"},
		{"/", strings.Repeat("x,", 5000) + "fi", 302, "/en/"},
		{"/", "\x00;;;q=,,fi;q=banana", 302, "/en/"},
		{"/en", "", 301, "/en/"},
		{"/EN/", "", 301, "/en/"},
		{"/en/practices/", "", 301, "/en/practices"},
		{"/en/practices/?page=1", "", 301, "/en/practices?page=1"},
		{"/EN/Practices/Register/", "", 301, "/en/practices/register"},
		{"//en//practices/register", "", 301, "/en/practices/register"},
		{"/en/practices/old-register", "", 301, "/en/practices/register"},
		{"/en/practices/old-register/history", "", 301, "/en/practices/register/history"},
		{"/en/regions/fi19b", "", 301, "/en/regions/FI19B"},
		{"/concepts", "", 302, "/en/concepts"},
		{"/concepts/transparency", "lv", 302, "/lv/concepts/transparency"},
		{"/en/Concepts/Transparency/", "", 301, "/en/concepts/transparency"},
		{"/en/regions/FI197", "", 301, "/en/regions/FI19B"},
	} {
		r := send(t, h, request(t, http.MethodGet, test.target, "Accept-Language", test.accept))
		if r.StatusCode != test.status || r.Header.Get("Location") != test.location {
			t.Errorf("%s (%.20s): %d to %q, want %d to %q", test.target, test.accept, r.StatusCode, r.Header.Get("Location"), test.status, test.location)
		}
		if test.target == "/" && !strings.Contains(strings.Join(r.Header.Values("Vary"), ","), "Accept-Language") {
			t.Error("/ does not vary by language")
		}
	}
}

func TestBadInput(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	long := strings.Repeat("%C3%A4", 10_000)
	for _, test := range []struct {
		method, target string
		status         int
		lang           string
	}{
		{"GET", "/fi/nothing/here", 404, "fi"},
		{"GET", "/fi/practices/nothing", 404, "fi"},
		{"GET", "/xx/practices", 404, "nl"},
		{"GET", "/xx/", 404, "nl"},
		{"GET", "/nothing", 404, "nl"},
		{"GET", "/fi/regions/ZZ", 404, "fi"},
		{"GET", "/fi/themes/nothing", 404, "fi"},
		{"GET", "/fi/concepts/nothing", 404, "fi"},
		{"GET", "/fi/concepts?letter=" + long, 200, "fi"},
		{"GET", "/fi/concepts?letter=%FF", 200, "fi"},
		{"GET", "/concepts/nothing", 404, "nl"},
		{"GET", "/fi/practices?page=-1", 400, "fi"},
		{"GET", "/fi/practices?page=abc", 400, "fi"},
		{"GET", "/fi/practices?page=999999999999999999999", 400, "fi"},
		{"GET", "/fi/practices?page=2", 404, "fi"},
		{"GET", "/fi/practices?sort=backwards", 200, "fi"},
		{"GET", "/fi/search?page=0", 400, "fi"},
		{"GET", "/fi/search?page=70", 404, "fi"},
		{"GET", "/fi/search?page=999999", 404, "fi"},
		{"GET", "/fi/search?q=" + long, 200, "fi"},
		{"GET", "/fi/search?q=-+--+AND+*+%28+%29+%22+%2F.*%2F+~", 200, "fi"},
		{"GET", "/fi/search?q=%FF%FE&outcome=%FF", 200, "fi"},
		{"GET", "/fi/search?q=%00", 200, "fi"},
		{"GET", "/fi/search?q=%zz&%zz=%zz;a", 200, "fi"},
		{"GET", "/fi/search?nonsense=1&outcome=nonsense&kind=nonsense", 200, "fi"},
		{"GET", "/fi/practices/%FF", 400, "fi"},
		{"GET", "/fi/practices/a%00b", 400, "fi"},
		{"GET", "/fi/practices/a%0Ab", 400, "fi"},
		{"GET", "/fi%2Fpractices", 404, "fi"},
		{"GET", "/fi/practices/..%2F..%2Fetc", 404, "fi"},
		{"GET", "/fi/practices/..%5C..", 404, "fi"},
		{"GET", "/fi/../../etc/passwd", 404, "fi"},
		{"GET", "/files/practices/register/index.fi.md", 404, "nl"},
		{"GET", "/files/practices/register/nothing.png", 404, "nl"},
		{"GET", "/files/practices/..%2F..%2Fsite.yaml/x.png", 404, "nl"},
		{"GET", "/assets/000000000000/nothing.css", 404, "nl"},
		{"GET", "/fi/" + strings.Repeat("a", 3000), 414, "fi"},
		{"GET", "/fi/search?q=" + strings.Repeat("a", 200_000), 414, "fi"},
		{"POST", "/fi/practices", 405, "fi"},
		{"DELETE", "/fi/practices/register", 405, "fi"},
		{"OPTIONS", "/fi/", 405, "fi"},
		{"PUT", "/healthz", 405, "nl"},
	} {
		r := send(t, h, request(t, test.method, test.target, "Accept-Language", "nl"))
		name := test.method + " " + clip(test.target, 60)
		if r.StatusCode != test.status {
			t.Errorf("%s: status %d, want %d", name, r.StatusCode, test.status)
			continue
		}
		p := checkMarkup(t, name, r.body)
		if got := attr(p.one("html"), "lang"); got != test.lang {
			t.Errorf("%s: answered in %q, want %q", name, got, test.lang)
		}
		if test.status == http.StatusMethodNotAllowed && r.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: Allow is %q", name, r.Header.Get("Allow"))
		}
		if test.status >= 400 && r.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: an error may be kept", name)
		}
		if len(r.body) > 100_000 {
			t.Errorf("%s: the page has %d bytes", name, len(r.body))
		}
		for _, inside := range []string{"internal/", "goroutine", ".go:", "bbolt", "casebook/"} {
			if strings.Contains(r.body, inside) {
				t.Errorf("%s: the page shows %q", name, inside)
			}
		}
	}
}

func TestHead(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	for _, target := range []string{"/en/practices/register", "/en/search?q=register", "/en/nothing", "/sitemap.xml"} {
		get, head := ask(t, h, http.MethodGet, target), ask(t, h, http.MethodHead, target)
		if head.body != "" || head.StatusCode != get.StatusCode || head.Header.Get("Content-Length") != get.Header.Get("Content-Length") {
			t.Errorf("%s: HEAD gives %d, %q bytes and a body of %d; GET %d and %q", target, head.StatusCode,
				head.Header.Get("Content-Length"), len(head.body), get.StatusCode, get.Header.Get("Content-Length"))
		}
	}
}

// broken is a publisher that fails.
type broken struct{ err error }

func (b broken) Begin() (*publish.View, error) { return nil, b.err }
func (broken) Damaged()                        {}

func TestBeforeTheFirstEdition(t *testing.T) {
	t.Parallel()
	h := newPortal(t, broken{publish.ErrNoEdition})
	get(t, h, http.StatusOK, "/healthz")
	get(t, h, http.StatusServiceUnavailable, "/readyz")
	r := get(t, h, http.StatusServiceUnavailable, "/fi/practices")
	if r.Header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	checkMarkup(t, "503", r.body).has("h1", "Hetkinen")
	checkMarkup(t, "404", get(t, h, http.StatusNotFound, "/fi/no/such/page").body)
}

func TestFailureWithin(t *testing.T) {
	t.Parallel()
	h := newPortal(t, broken{errors.New("the secret of the inside")}, func(c *Config) { c.Log = quiet() })
	r := get(t, h, http.StatusInternalServerError, "/lv/")
	if strings.Contains(r.body, "secret") {
		t.Error("the page shows what happened inside")
	}
	checkMarkup(t, "500", r.body).has("main", "Atsauces numurs")
	r = get(t, newPortal(t, panicking{}, func(c *Config) { c.Log = quiet() }), http.StatusInternalServerError, "/lv/")
	if !strings.Contains(r.body, "500") {
		t.Errorf("a panic is answered %q", r.body)
	}
}

type panicking struct{}

func (panicking) Begin() (*publish.View, error) { panic("no") }
func (panicking) Damaged()                      {}

func TestFeeds(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	for _, target := range []string{"/fi/feed.atom", "/en/feed.atom", "/lv/practices/feed.atom", "/en/reviews/feed.atom", "/en/projects/feed.atom"} {
		r := get(t, h, http.StatusOK, target)
		var feed struct {
			ID      string `xml:"id"`
			Title   string `xml:"title"`
			Updated string `xml:"updated"`
			Lang    string `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
			Author  string `xml:"author>name"`
			Entries []struct {
				ID, Title, Updated, Published, Summary string
				Link                                   struct {
					Href string `xml:"href,attr"`
				} `xml:"link"`
			} `xml:"entry"`
		}
		d := xml.NewDecoder(strings.NewReader(r.body))
		d.Strict = true
		if err := d.Decode(&feed); err != nil {
			t.Errorf("%s: %v", target, err)
			continue
		}
		if feed.ID == "" || feed.Title == "" || feed.Updated == "" || feed.Author == "" || feed.Lang != target[1:3] || len(feed.Entries) == 0 {
			t.Errorf("%s: incomplete: %+v", target, feed)
		}
		if !strings.HasPrefix(r.Header.Get("Content-Type"), "application/atom+xml") {
			t.Errorf("%s: %s", target, r.Header.Get("Content-Type"))
		}
		for _, e := range feed.Entries {
			get(t, h, http.StatusOK, strings.TrimPrefix(e.Link.Href, "https://cases.example.eu"))
		}
	}
	if body := get(t, h, 200, "/en/feed.atom").body; !strings.Contains(body, "AI &amp; more &lt;than&gt; that") {
		t.Error("the feed does not escape")
	}
}

func TestSitemap(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	r := get(t, h, http.StatusOK, "/sitemap.xml")
	d := xml.NewDecoder(strings.NewReader(r.body))
	urls := 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == "loc" {
			var loc string
			if err := d.DecodeElement(&loc, &e); err != nil {
				t.Fatal(err)
			}
			urls++
			p := page200(t, h, strings.TrimPrefix(loc, "https://cases.example.eu"))
			if got := attr(p.one("link[rel=canonical]"), "href"); got != loc {
				t.Errorf("%s is listed, its canonical address is %s", loc, got)
			}
		}
	}
	if urls < 50 || strings.Contains(r.body, "/it/practices/register") || !strings.Contains(r.body, `hreflang="ro" href="https://cases.example.eu/ro/practices/register"`) {
		t.Errorf("%d addresses:\n%s", urls, clip(r.body, 2000))
	}
	if body := get(t, h, 200, "/robots.txt").body; !strings.Contains(body, "Sitemap: https://cases.example.eu/sitemap.xml") {
		t.Errorf("robots.txt: %s", body)
	}
}
