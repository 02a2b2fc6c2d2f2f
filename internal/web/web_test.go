package web

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"github.com/ai4citizens/casebook/i18n"
	"github.com/ai4citizens/casebook/internal/publish"
	"github.com/ai4citizens/casebook/internal/repo"
	"github.com/ai4citizens/casebook/themes"
)

// knowledge is the real content of the project.
const knowledge = "../../content"

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

// loud shows what goes wrong within the portal.
func loud(t testing.TB) *slog.Logger {
	return slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelError}))
}

// openPublisher publishes a folder.
func openPublisher(t testing.TB, dir string) *publish.Publisher {
	t.Helper()
	folder, err := repo.OpenFolder(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	p, err := publish.Open(publish.Options{Source: folder, Name: dir, Data: t.TempDir(), Doing: "test", Log: quiet()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
		if err := folder.Close(); err != nil {
			t.Error(err)
		}
	})
	if _, err := p.Publish(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	return p
}

// newPortal makes a portal of a publisher; change may alter its settings.
func newPortal(t testing.TB, p Publisher, change ...func(*Config)) http.Handler {
	t.Helper()
	theme, err := themes.Open("")
	if err != nil {
		t.Fatal(err)
	}
	messages, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	c := Config{Publisher: p, Theme: theme, Messages: messages, Log: loud(t), BaseURL: "https://cases.example.eu", Version: "test"}
	for _, f := range change {
		f(&c)
	}
	h, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// realPortal is a portal of the project's own content.
func realPortal(t testing.TB, change ...func(*Config)) http.Handler {
	return newPortal(t, openPublisher(t, knowledge), change...)
}

// testPortal is a portal of a small knowledge base with a document of every
// kind.
func testPortal(t testing.TB, change ...func(*Config)) http.Handler {
	return newPortal(t, openPublisher(t, testContent(t)), change...)
}

// response is an answer with its body read.
type response struct {
	*http.Response
	body string
}

// request makes a request. The address stands as it comes over the wire, right
// or wrong. Headers come in pairs of name and value.
func request(t testing.TB, method, target string, headers ...string) *http.Request {
	t.Helper()
	u, err := url.ParseRequestURI(target)
	if err != nil {
		t.Fatalf("%q is no address to test with: %v", target, err)
	}
	r := httptest.NewRequest(method, "http://cases.example.eu/", nil)
	r.URL, r.RequestURI = u, target
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return r
}

// ask sends a request.
func ask(t testing.TB, h http.Handler, method, target string, headers ...string) response {
	t.Helper()
	return send(t, h, request(t, method, target, headers...))
}

func send(t testing.TB, h http.Handler, r *http.Request) response {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	out := w.Result()
	defer out.Body.Close()
	body, err := io.ReadAll(out.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response{out, string(body)}
}

// get asks for a page and expects a status.
func get(t testing.TB, h http.Handler, status int, target string, headers ...string) response {
	t.Helper()
	r := ask(t, h, http.MethodGet, target, headers...)
	if r.StatusCode != status {
		t.Fatalf("GET %s: status %d, want %d\n%s", target, r.StatusCode, status, clip(r.body, 600))
	}
	return r
}

// parsed is a page that selectors can look at.
type parsed struct {
	t    testing.TB
	name string
	root *html.Node
}

func parse(t testing.TB, name, body string) parsed {
	t.Helper()
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return parsed{t, name, root}
}

// page asks for a page and parses it.
func page200(t testing.TB, h http.Handler, target string) parsed {
	t.Helper()
	return parse(t, target, get(t, h, http.StatusOK, target).body)
}

func (p parsed) all(selector string) []*html.Node {
	p.t.Helper()
	s, err := cascadia.ParseGroup(selector)
	if err != nil {
		p.t.Fatalf("selector %q: %v", selector, err)
	}
	return cascadia.QueryAll(p.root, s)
}

// one returns the only element that a selector finds.
func (p parsed) one(selector string) *html.Node {
	p.t.Helper()
	list := p.all(selector)
	if len(list) != 1 {
		p.t.Errorf("%s: %d elements are %q, want 1", p.name, len(list), selector)
		return &html.Node{}
	}
	return list[0]
}

// has expects at least one element whose text holds some words.
func (p parsed) has(selector, words string) {
	p.t.Helper()
	list := p.all(selector)
	for _, n := range list {
		if strings.Contains(textOf(n), words) {
			return
		}
	}
	var found []string
	for _, n := range list {
		found = append(found, clip(textOf(n), 80))
	}
	p.t.Errorf("%s: no %q says %q; they say %q", p.name, selector, words, found)
}

// hasNot expects that there is no such element.
func (p parsed) hasNot(selector string) {
	p.t.Helper()
	if list := p.all(selector); len(list) > 0 {
		p.t.Errorf("%s: %d elements are %q: %q", p.name, len(list), selector, clip(textOf(list[0]), 100))
	}
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
