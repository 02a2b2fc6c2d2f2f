package web

import (
	"net/http"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/themes"
)

// dressed is a portal's setting with a folder laid over the theme.
func dressed(t testing.TB, dir string) func(*Config) {
	t.Helper()
	fsys, err := themes.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return func(c *Config) { c.Theme = fsys }
}

// TestOtherThemes shows every page in each of the other themes.
func TestOtherThemes(t *testing.T) {
	t.Parallel()
	publisher, ids := openPublisher(t, testContent(t)), messageIDs(t)
	for _, dir := range otherThemes(t) {
		h := newPortal(t, publisher, dressed(t, dir))
		for _, address := range addresses(t, publisher, lang.RO, true) {
			target := "/ro/" + address
			p := checkMarkup(t, dir+" "+target, get(t, h, http.StatusOK, target).body)
			p.untranslated(ids)
			p.checkHead(lang.RO, address)
			p.checkStructured()
		}
	}
}

// TestPlainTheme holds what the second theme replaces, and that all else is the
// first one's.
func TestPlainTheme(t *testing.T) {
	t.Parallel()
	publisher := openPublisher(t, testContent(t))
	first, plain := newPortal(t, publisher), newPortal(t, publisher, dressed(t, "../../themes/plain"))
	a, b := page200(t, first, "/fi/practices/register"), page200(t, plain, "/fi/practices/register")

	// The header: languages in a row, and the slogan.
	a.one("details.tongues")
	b.hasNot("details.tongues")
	b.one(".langs a[hreflang=fi][aria-current]")
	b.one(".langs .missing a[hreflang=nl]")
	b.has(".slogan", "Testejä varten")
	b.one("header form[role=search]")
	// A sheet of its own follows the first theme's.
	a.hasNot("link[href$='/own.css']")
	sheets := b.all("link[rel=stylesheet]")
	if len(sheets) != 2 || attr(sheets[0], "href") != attr(a.one("link[rel=stylesheet]"), "href") || !strings.HasSuffix(attr(sheets[1], "href"), "/own.css") {
		t.Fatalf("the style sheets are %v", sheets)
	}
	if r := get(t, plain, http.StatusOK, attr(sheets[1], "href")); !strings.Contains(r.body, "--accent: #17458f") || r.Header.Get("Cache-Control") != foreverCache {
		t.Errorf("own.css: %v", r.Header)
	}
	if len(get(t, plain, http.StatusOK, attr(sheets[1], "href")).body) > 3000 {
		t.Error("own.css is no small example any more")
	}
	if attr(a.one("link[rel=icon]"), "href") == attr(b.one("link[rel=icon]"), "href") {
		t.Error("the icon is the first theme's")
	}
	// Pictures have the theme's colours.
	if get(t, first, http.StatusOK, "/fi/card.png").body == get(t, plain, http.StatusOK, "/fi/card.png").body {
		t.Error("pictures look the same in both themes")
	}
	// The rest is the same, to the letter.
	for _, part := range []string{"main", "footer", "nav.crumbs"} {
		if textOf(a.one(part)) != textOf(b.one(part)) {
			t.Errorf("%s is not the first theme's", part)
		}
	}
}

// TestReadmeOfThemes holds that whoever writes a theme is told of every
// template, every token, and everything that a page is given.
func TestReadmeOfThemes(t *testing.T) {
	t.Parallel()
	readme := read(t, "../../themes/README.md")
	for _, name := range pageNames {
		if !strings.Contains(readme, "`"+name+".html`") {
			t.Errorf("the page %s.html is not told of", name)
		}
	}
	for _, file := range files(t, "../../themes/casebook/templates/parts", ".html") {
		for _, m := range regexp.MustCompile(`\{\{define "([a-z]+)"\}\}`).FindAllStringSubmatch(read(t, file), -1) {
			if !strings.Contains(readme, "`"+m[1]+"`") {
				t.Errorf("the template %q of %s is not told of", m[1], file)
			}
		}
	}
	style, _, _ := strings.Cut(read(t, "../../themes/casebook/assets/style.css"), "@media")
	for _, m := range regexp.MustCompile(`(?m)^  (--[a-z-]+):`).FindAllStringSubmatch(style, -1) {
		if !strings.Contains(readme, "`"+m[1]+"`") {
			t.Errorf("the token %s is not told of", m[1])
		}
	}
	told := func(kind reflect.Type) {
		for i := range kind.NumField() {
			if f := kind.Field(i); f.IsExported() && !f.Anonymous && !strings.Contains(readme, "`."+f.Name+"`") {
				t.Errorf("%s.%s is not told of", kind.Name(), f.Name)
			}
		}
	}
	told(reflect.TypeFor[page]())
	told(reflect.TypeFor[documentPage]())
}
