package web

import (
	"maps"
	"math"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/ai4citizens/casebook/themes"
)

// TestWeight holds the theme to its budget and prints what pages weigh.
func TestWeight(t *testing.T) {
	t.Parallel()
	fsys, err := themes.Open("")
	if err != nil {
		t.Fatal(err)
	}
	theme, err := loadTheme(fsys)
	if err != nil {
		t.Fatal(err)
	}
	css := theme.assets["style.css"]
	t.Logf("style.css: %d bytes, %d compressed", len(css.data), len(css.packed))
	if len(css.data) > 20_000 || len(css.packed) > 10_000 {
		t.Error("the style sheet is too heavy")
	}
	h := realPortal(t)
	for _, target := range []string{"/en/", "/en/practices", "/en/search?q=chatbot", "/fi/practices/helsinki-ai-register",
		"/en/events/turin-learning-visit-2024", "/en/briefs/buying-ai-fairly", "/en/instruments/tampere-city-strategy-2030",
		"/en/legal/ai-literacy-article-4", "/en/learning/reading-a-register-entry", "/en/organisations/tampere",
		"/en/projects/ai4citizens", "/en/regions", "/en/regions/FI",
		"/fi/compare?id=practices/helsinki-ai-register&id=practices/amsterdam-algorithm-register&id=practices/tampere-ai-principles&id=practices/turin-ethics-board",
		"/fi/compare", "/en/partners", "/en/themes", "/en/status"} {
		r := get(t, h, http.StatusOK, target, "Accept-Encoding", "gzip")
		t.Logf("%-44s %6d bytes compressed", target, len(r.body))
		if len(r.body) > 30_000 {
			t.Errorf("%s is too heavy", target)
		}
	}
}

var token = regexp.MustCompile(`--([a-z-]+): (#[0-9a-f]{6});`)

// colours reads the colour tokens of a part of the style sheet.
func colours(text string) map[string]string {
	m := map[string]string{}
	for _, found := range token.FindAllStringSubmatch(text, -1) {
		m[found[1]] = found[2]
	}
	return m
}

// luminance and contrast are those of WCAG 2.
func luminance(colour string) float64 {
	part := func(i int) float64 {
		n, err := strconv.ParseUint(colour[i:i+2], 16, 8)
		if err != nil {
			return math.NaN()
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*part(1) + 0.7152*part(3) + 0.0722*part(5)
}

func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// otherThemes are the folders that lie beside the first theme, to be laid over
// it.
func otherThemes(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir("../../themes")
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, e := range entries {
		if e.IsDir() && e.Name() != "casebook" {
			list = append(list, filepath.Join("../../themes", e.Name()))
		}
	}
	return list
}

// schemes are the colours of a theme in light and in dark: those of its main
// style sheet, and over them those of its own.
func schemes(t *testing.T, theme *theme) map[string]map[string]string {
	t.Helper()
	all := map[string]map[string]string{"light": {}, "dark": {}}
	for _, name := range []string{mainSheet, ownSheet} {
		sheet := theme.assets[name]
		if sheet == nil {
			continue
		}
		light, rest, ok := strings.Cut(string(sheet.data), "(prefers-color-scheme: dark)")
		if !ok {
			t.Fatalf("%s has no dark scheme", name)
		}
		dark, _, _ := strings.Cut(rest, "\n}\n")
		maps.Copy(all["light"], colours(light))
		maps.Copy(all["dark"], colours(dark))
	}
	return all
}

func TestContrast(t *testing.T) {
	t.Parallel()
	for _, dir := range append([]string{""}, otherThemes(t)...) {
		fsys, err := themes.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		theme, err := loadTheme(fsys)
		if err != nil {
			t.Fatal(err)
		}
		for name, c := range schemes(t, theme) {
			checkContrast(t, dir+" "+name, c)
		}
	}
}

func checkContrast(t *testing.T, name string, c map[string]string) {
	t.Helper()
	for _, pair := range []struct {
		front, back string
		least       float64
	}{
		{"ink", "paper", 7}, {"ink", "panel", 7}, {"soft", "paper", 4.5}, {"soft", "panel", 4.5},
		{"accent", "paper", 4.5}, {"accent", "panel", 4.5}, {"accent", "tint", 4.5}, {"on-accent", "accent", 4.5},
		{"ink", "tint", 4.5}, {"soft", "tint", 4.5}, {"ink", "mark", 4.5}, {"warn", "warn-tint", 4.5}, {"ink", "warn-tint", 4.5},
		{"accent", "warn-tint", 4.5}, {"accent", "ended-tint", 4.5},
		{"ended", "ended-tint", 4.5}, {"ink", "ended-tint", 4.5}, {"good", "good-tint", 4.5}, {"warn", "paper", 4.5},
		{"edge", "paper", 3}, {"edge", "panel", 3}, {"warn", "warn-tint", 3}, {"ended", "paper", 3}, {"ink", "good-tint", 4.5},
	} {
		if got := contrast(c[pair.front], c[pair.back]); !(got >= pair.least) {
			t.Errorf("%s: %s on %s has a contrast of %.2f, less than %.1f", name, pair.front, pair.back, got, pair.least)
		}
	}
}

// ownTheme is the theme with files of one's own in the place of its.
func ownTheme(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		write(t, filepath.Join(dir, name), text)
	}
	return dir
}

func TestThemeErrorsNameTheirPlace(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ file, text, want string }{
		"syntax":   {"templates/pages/home.html", "{{define \"main\"}}\n{{if}}{{end}}", "templates/pages/home.html:2"},
		"escaping": {"templates/pages/home.html", "{{define \"main\"}}\n<a href='{{.Title}}{{end}}", "templates/pages/home.html"},
		"unknown":  {"templates/parts/basics.html", "{{define \"x\"}}\n\n{{nothing}}{{end}}", "templates/parts/basics.html:3"},
		"empty":    {"templates/pages/home.html", "nothing", `no such template "main"`},
	} {
		fsys, err := themes.Open(ownTheme(t, map[string]string{test.file: test.text}))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := loadTheme(fsys); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want %q", name, err, test.want)
		}
	}
}

func TestReload(t *testing.T) {
	t.Parallel()
	dir := ownTheme(t, map[string]string{"templates/pages/themes.html": `{{define "main"}}<h1>Before</h1>{{end}}`})
	own := func(c *Config) {
		fsys, err := themes.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		c.Theme, c.Reload, c.Log = fsys, true, quiet()
	}
	h := testPortal(t, own)
	page200(t, h, "/en/themes").has("h1", "Before")
	file := filepath.Join(dir, "templates/pages/themes.html")
	write(t, file, `{{define "main"}}<h1>After</h1>{{end}}`)
	page200(t, h, "/en/themes").has("h1", "After")
	write(t, file, `{{define "main"}}{{if}}{{end}}`)
	page200(t, h, "/en/themes").has("h1", "After")
}
