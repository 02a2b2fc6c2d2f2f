package web

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ai4citizens/casebook/internal/publish"
	"github.com/ai4citizens/casebook/internal/repo"
)

func TestHeaders(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	for _, target := range []string{"/en/", "/en/nothing", "/en/search?q=x", "/sitemap.xml", "/", "/healthz"} {
		r := ask(t, h, http.MethodGet, target)
		for name, want := range map[string]string{
			"Content-Security-Policy":      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'",
			"X-Content-Type-Options":       "nosniff",
			"Referrer-Policy":              "same-origin",
			"Cross-Origin-Opener-Policy":   "same-origin",
			"Cross-Origin-Resource-Policy": "same-origin",
			"Strict-Transport-Security":    "max-age=31536000; includeSubDomains",
		} {
			if got := r.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q", target, name, got)
			}
		}
		if len(r.Header.Values("Set-Cookie")) > 0 {
			t.Errorf("%s sets a cookie", target)
		}
	}
	plain := testPortal(t, func(c *Config) { c.BaseURL = "http://localhost:8080" })
	if got := ask(t, plain, http.MethodGet, "/en/").Header.Get("Strict-Transport-Security"); got != "" {
		t.Errorf("over plain HTTP: %q", got)
	}
}

func TestWithoutBaseURL(t *testing.T) {
	t.Parallel()
	h := testPortal(t, func(c *Config) { c.BaseURL = "" })
	p := page200(t, h, "/en/practices")
	if got := attr(p.one("link[rel=canonical]"), "href"); got != "http://cases.example.eu/en/practices" {
		t.Errorf("canonical address %q", got)
	}
	r := request(t, http.MethodGet, "/en/practices")
	r.Host = "evil.example\" onload"
	if got := send(t, h, r); got.StatusCode != http.StatusBadRequest {
		t.Errorf("a host that is none: status %d", got.StatusCode)
	}
	if _, err := New(Config{}); err == nil {
		t.Error("a portal of nothing was made")
	}
	for _, bad := range []string{"cases.example.eu", "ftp://x", "https://x/y", "https://x?y", "://"} {
		if _, err := baseOf(bad); err == nil {
			t.Errorf("the base URL %q is taken", bad)
		}
	}
}

func TestRevalidation(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	tags := map[string]string{}
	for _, target := range []string{"/en/", "/fi/", "/en/practices", "/en/practices?sort=title", "/en/practices/register",
		"/sitemap.xml", "/en/feed.atom", "/files/practices/register/screen.png"} {
		first := get(t, h, http.StatusOK, target)
		tag := first.Header.Get("ETag")
		if tag == "" || first.Header.Get("Cache-Control") != "no-cache" {
			t.Errorf("%s: ETag %q, Cache-Control %q", target, tag, first.Header.Get("Cache-Control"))
		}
		if other := tags[tag]; other != "" {
			t.Errorf("%s and %s have one ETag", target, other)
		}
		tags[tag] = target
		for _, header := range []string{tag, strings.TrimPrefix(tag, "W/"), `"x", ` + tag, "*"} {
			again := ask(t, h, http.MethodGet, target, "If-None-Match", header)
			if again.StatusCode != http.StatusNotModified || again.body != "" || again.Header.Get("ETag") != tag {
				t.Errorf("%s with If-None-Match %s: status %d", target, header, again.StatusCode)
			}
		}
		if r := ask(t, h, http.MethodGet, target, "If-None-Match", `"another"`); r.StatusCode != http.StatusOK || r.body != first.body {
			t.Errorf("%s with another tag: status %d", target, r.StatusCode)
		}
	}
}

// What a search finds may change within an edition.
func TestSearchIsNotRevalidated(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	r := get(t, h, http.StatusOK, "/en/search?q=register", "If-None-Match", "*")
	if tag := r.Header.Get("ETag"); tag != "" || r.Header.Get("Cache-Control") != "no-cache" {
		t.Errorf("ETag %q, Cache-Control %q", tag, r.Header.Get("Cache-Control"))
	}
}

func TestCompression(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	for _, target := range []string{"/en/", "/en/practices/register", "/en/search?q=register", "/sitemap.xml"} {
		plain := get(t, h, http.StatusOK, target)
		if plain.Header.Get("Content-Encoding") != "" {
			t.Errorf("%s is compressed unasked", target)
		}
		for range 2 { // anew and from what is kept
			small := get(t, h, http.StatusOK, target, "Accept-Encoding", "br, gzip;q=0.8")
			if small.Header.Get("Content-Encoding") != "gzip" || small.Header.Get("Content-Length") != fmt.Sprint(len(small.body)) {
				t.Errorf("%s: coding %q, length %s", target, small.Header.Get("Content-Encoding"), small.Header.Get("Content-Length"))
			}
			z, err := gzip.NewReader(strings.NewReader(small.body))
			if err != nil {
				t.Fatal(err)
			}
			if body, err := io.ReadAll(z); err != nil || string(body) != plain.body {
				t.Errorf("%s differs when compressed (%v)", target, err)
			}
		}
		if r := get(t, h, http.StatusOK, target, "Accept-Encoding", "gzip;q=0, identity"); r.Header.Get("Content-Encoding") != "" {
			t.Errorf("%s is compressed though it must not be", target)
		}
	}
}

func TestFilesAndAssets(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	r := get(t, h, http.StatusOK, "/files/practices/register/screen.png")
	if r.Header.Get("Content-Type") != "image/png" || !strings.Contains(r.Header.Get("Content-Security-Policy"), "sandbox") || !strings.HasPrefix(r.body, "\x89PNG") {
		t.Errorf("a file: %v", r.Header)
	}
	css := attr(page200(t, h, "/en/").one("link[rel=stylesheet]"), "href")
	r = get(t, h, http.StatusOK, css)
	if r.Header.Get("Cache-Control") != foreverCache || !strings.HasPrefix(r.Header.Get("Content-Type"), "text/css") {
		t.Errorf("the style sheet: %v", r.Header)
	}
	old := ask(t, h, http.MethodGet, "/assets/000000000000/style.css")
	if old.StatusCode != http.StatusFound || old.Header.Get("Location") != css || old.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("a former style sheet: %d %v", old.StatusCode, old.Header)
	}
}

// TestNewEdition changes a page and expects that no kept page outlives it.
func TestNewEdition(t *testing.T) {
	t.Parallel()
	dir := testContent(t)
	folder, err := repo.OpenFolder(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	p, err := publish.Open(publish.Options{Source: folder, Name: dir, Data: t.TempDir(), Doing: "test", Log: quiet()})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	if _, err := p.Publish(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	h := newPortal(t, p)
	before := get(t, h, http.StatusOK, "/en/pages/about")
	file := filepath.Join(dir, "pages/about/index.en.md")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	write(t, file, strings.Replace(string(text), "About the test", "About the changed test", 1))
	if _, err := p.Publish(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	after := get(t, h, http.StatusOK, "/en/pages/about", "If-None-Match", before.Header.Get("ETag"))
	if !strings.Contains(after.body, "About the changed test") {
		t.Error("the page is still the former one")
	}
}

func TestCacheIsBounded(t *testing.T) {
	t.Parallel()
	c := newPageCache(20_000)
	for i := range 100 {
		c.put("a", fmt.Sprint(i), &answer{packed: make([]byte, 800)})
		c.get("a", "0")
	}
	if c.size > 20_000 || len(c.entries) != c.order.Len() || c.get("a", "0") == nil || c.get("a", "1") != nil || c.get("a", "99") == nil {
		t.Errorf("%d bytes in %d entries", c.size, len(c.entries))
	}
	c.put("a", "huge", &answer{packed: make([]byte, 10_000)})
	if c.get("a", "huge") != nil {
		t.Error("one page takes the place of many")
	}
	c.put("b", "0", &answer{packed: make([]byte, 10)})
	if c.get("a", "0") != nil || len(c.entries) != 1 {
		t.Error("a new stamp does not empty the cache")
	}
}

func TestHook(t *testing.T) {
	t.Parallel()
	const secret, body = "a shared secret", `{"ref":"refs/heads/main"}`
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(body))
	good := "sha256=" + hex.EncodeToString(mac.Sum(nil))
	called := 0
	h := testPortal(t, func(c *Config) { c.HookSecret, c.Hook = secret, func() { called++ } })
	for _, test := range []struct {
		name, header, value, body string
		status, calls             int
	}{
		{"signed", "X-Hub-Signature-256", good, body, 202, 1},
		{"token", "X-Gitlab-Token", secret, body, 202, 1},
		{"unsigned", "X-Other", "x", body, 401, 0},
		{"other body", "X-Hub-Signature-256", good, body + " ", 403, 0},
		{"no hexadecimal", "X-Hub-Signature-256", "sha256=zz", body, 403, 0},
		{"no method", "X-Hub-Signature-256", strings.TrimPrefix(good, "sha256="), body, 403, 0},
		{"short", "X-Hub-Signature-256", good[:20], body, 403, 0},
		{"wrong token", "X-Gitlab-Token", secret + "x", body, 403, 0},
		{"too long", "X-Hub-Signature-256", good, strings.Repeat("x", maxHook+1), 413, 0},
	} {
		called = 0
		r := httptest.NewRequest(http.MethodPost, "/hooks/publish", bytes.NewReader([]byte(test.body)))
		r.Header.Set(test.header, test.value)
		if got := send(t, h, r); got.StatusCode != test.status || called != test.calls {
			t.Errorf("%s: status %d and %d calls, want %d and %d", test.name, got.StatusCode, called, test.status, test.calls)
		}
	}
	if r := ask(t, h, http.MethodGet, "/hooks/publish"); r.StatusCode != http.StatusMethodNotAllowed || r.Header.Get("Allow") != "POST" {
		t.Errorf("GET: status %d, Allow %q", r.StatusCode, r.Header.Get("Allow"))
	}
	closed := testPortal(t)
	if r := ask(t, closed, http.MethodPost, "/hooks/publish", "X-Gitlab-Token", ""); r.StatusCode != http.StatusNotFound {
		t.Errorf("without a secret: status %d", r.StatusCode)
	}
}
