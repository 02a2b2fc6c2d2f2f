package i18n

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/ai4citizens/casebook/internal/lang"
)

// forms are CLDR's plural forms of each language.
var forms = map[lang.Tag][]string{
	lang.EN: {"one", "other"},
	lang.FI: {"one", "other"},
	lang.RO: {"few", "one", "other"},
	lang.NL: {"one", "other"},
	lang.IT: {"many", "one", "other"},
	lang.LV: {"one", "other", "zero"},
}

// load reads a language's file: a text, or forms by name, under each id.
func load(t *testing.T, tag lang.Tag) map[string]any {
	t.Helper()
	data, err := files.ReadFile("active." + string(tag) + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]any
	if err := json.Unmarshal(data, &m); err != nil {
		t.Fatalf("active.%s.json: %v", tag, err)
	}
	return m
}

var placeholder = regexp.MustCompile(`\{\{\.\w+\}\}`)

// placeholders lists the values that a text takes.
func placeholders(text string) []string {
	list := placeholder.FindAllString(text, -1)
	slices.Sort(list)
	return list
}

func TestEveryLanguageHasEveryMessage(t *testing.T) {
	english := load(t, lang.EN)
	for _, tag := range lang.All() {
		own := load(t, tag)
		for id := range own {
			if english[id] == nil {
				t.Errorf("%s: %q is in no other language", tag, id)
			}
		}
		for id, in := range english {
			switch text := own[id].(type) {
			case nil:
				t.Errorf("%s: %q is missing", tag, id)
			case string:
				plain, ok := in.(string)
				if !ok || strings.TrimSpace(text) == "" || !slices.Equal(placeholders(text), placeholders(plain)) {
					t.Errorf("%s: %q is %q, in English %q", tag, id, text, in)
				}
			case map[string]any:
				if got := slices.Sorted(maps.Keys(text)); !slices.Equal(got, forms[tag]) {
					t.Errorf("%s: %q has the forms %v, want %v", tag, id, got, forms[tag])
				}
				if _, ok := in.(map[string]any); !ok {
					t.Errorf("%s: %q has forms, and none in English", tag, id)
				}
			}
		}
	}
}

func TestLetters(t *testing.T) {
	for _, tag := range lang.All() {
		for id, text := range load(t, tag) {
			data, err := json.Marshal(text)
			if err != nil {
				t.Fatal(err)
			}
			if tag == lang.RO && strings.ContainsAny(string(data), "şţŞŢ") {
				t.Errorf("ro: %q is written with a cedilla", id)
			}
			if strings.Contains(string(data), "'") {
				t.Errorf("%s: %q has a typewriter's apostrophe: %s", tag, id, data)
			}
		}
	}
}

func TestPlurals(t *testing.T) {
	m, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		lang lang.Tag
		n    int
		text string
		want string
	}{
		{lang.EN, 1, "1", "1 practice"}, {lang.EN, 0, "0", "0 practices"},
		{lang.FI, 1, "1", "1 käytäntö"}, {lang.FI, 2, "2", "2 käytäntöä"},
		{lang.RO, 1, "1", "1 practică"}, {lang.RO, 2, "2", "2 practici"}, {lang.RO, 19, "19", "19 practici"},
		{lang.RO, 20, "20", "20 de practici"}, {lang.RO, 101, "101", "101 practici"}, {lang.RO, 0, "0", "0 practici"},
		{lang.LV, 0, "0", "0 prakšu"}, {lang.LV, 1, "1", "1 prakse"}, {lang.LV, 2, "2", "2 prakses"},
		{lang.LV, 11, "11", "11 prakšu"}, {lang.LV, 21, "21", "21 prakse"}, {lang.LV, 30, "30", "30 prakšu"},
		{lang.IT, 1, "1", "1 pratica"}, {lang.IT, 1_000_000, "1.000.000", "1.000.000 pratiche"},
		{lang.NL, 3, "3", "3 praktijkvoorbeelden"},
	} {
		if got := m.Localizer(test.lang).Count("count.practices", test.n, map[string]any{"Count": test.text}); got != test.want {
			t.Errorf("%s %d: %q, want %q", test.lang, test.n, got, test.want)
		}
	}
}

func TestTexts(t *testing.T) {
	m, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	if got := m.Localizer(lang.LV).Text("pager.page", map[string]any{"Page": "3"}); got != "3. lapa" {
		t.Errorf("got %q", got)
	}
	if got := m.Localizer(lang.FI).Text("nav.home", nil); got != "Etusivu" {
		t.Errorf("got %q", got)
	}
	if got := m.Localizer("xx").Text("no.such.message", nil); got != "no.such.message" {
		t.Errorf("an unknown message gives %q", got)
	}
}
