package web

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/publish"
	"github.com/ai4citizens/casebook/internal/search"
)

// fromAPI asks an address for programs and reads the answer strictly.
func fromAPI[T any](t *testing.T, h http.Handler, target string) T {
	t.Helper()
	r := get(t, h, http.StatusOK, target)
	var data T
	d := json.NewDecoder(strings.NewReader(r.body))
	d.DisallowUnknownFields()
	if err := d.Decode(&data); err != nil {
		t.Fatalf("%s: %v in %s", target, err, r.body)
	}
	if r.Header.Get("Content-Type") != "application/json" || r.Header.Get("Access-Control-Allow-Origin") != "*" ||
		r.Header.Get("Cross-Origin-Resource-Policy") != "cross-origin" || r.Header.Get("Access-Control-Allow-Credentials") != "" {
		t.Errorf("%s: %v", target, r.Header)
	}
	return data
}

func TestAPISearch(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	found := fromAPI[apiResult](t, h, "/api/v1/search?q=zebra&lang=it")
	if found.Total != 1 || len(found.Hits) != 1 || found.Lang != lang.IT || found.Query != "zebra" || found.Some || found.Cut || found.Limit != 10 || found.Offset != 0 {
		t.Fatalf("%+v", found)
	}
	hit := found.Hits[0]
	if hit.ID != "practices/register" || hit.Kind != "practices" || hit.Address != "/it/practices/register" || hit.Score <= 0 ||
		hit.Language != lang.FI || hit.Title != "Esimerkkilän tekoälyrekisteri" || !slices.Equal(hit.Languages, []lang.Tag{lang.EN, lang.FI, lang.RO}) {
		t.Errorf("%+v", hit)
	}
	if hit.SnippetLanguage != lang.EN || !slices.Contains(hit.Snippet, apiPiece{"zebra", true}) {
		t.Errorf("the snippet is %+v", hit.Snippet)
	}
	get(t, h, http.StatusOK, hit.Address)

	found = fromAPI[apiResult](t, h, "/api/v1/search?q=register&lang=fi&kind=practices&kind=briefs&limit=1")
	i := slices.IndexFunc(found.Facets, func(f apiFacet) bool { return f.Name == "outcome" })
	if i < 0 || found.Facets[i].Title != "Lopputulos" || !slices.Contains(found.Facets[i].Values, apiFacetValue{"mixed", "Vaihtelevat tulokset", 1}) {
		t.Errorf("facets: %+v", found.Facets)
	}
	if len(found.Hits) != 1 || found.Total < 1 {
		t.Errorf("%d hits of %d with limit=1", len(found.Hits), found.Total)
	}
	if found = fromAPI[apiResult](t, h, "/api/v1/search?q=zebra+unicorn"); !found.Some || found.Lang != lang.EN {
		t.Errorf("some words: %+v", found)
	}
	if found = fromAPI[apiResult](t, h, "/api/v1/search?q="+strings.Repeat("register+", 200)); !found.Cut {
		t.Error("a long query is not said to be cut")
	}
	if found = fromAPI[apiResult](t, h, "/api/v1/search?q=zebbra"); !slices.Contains(found.Meanings, apiMeaning{"zebbra", "zebra", lang.EN, true}) || found.Total != 1 {
		t.Errorf("a misspelt word: %+v", found)
	}
	if found = fromAPI[apiResult](t, h, "/api/v1/search?q=xyzzy"); found.Total != 0 || found.Hits == nil || found.Facets == nil || found.Meanings == nil {
		t.Errorf("nothing: %+v", found)
	}
}

// The pages and the addresses for programs give the same answers.
func TestAPISearchIsThatOfThePage(t *testing.T) {
	t.Parallel()
	h := realPortal(t)
	for _, search := range []string{"q=register&", "q=tekoälyrekisteri&", "", "q=chatbot&outcome=discontinued&", "kind=practices&region=FI&sort=newest&",
		"q=algoritmi&languages=own&", "q=-chatbot+theme:literacy-training&"} {
		for _, tag := range lang.All() {
			p := page200(t, h, "/"+string(tag)+"/search?"+search)
			found := fromAPI[apiResult](t, h, "/api/v1/search?"+search+"lang="+string(tag))
			var pages, programs []string
			for _, n := range p.all(".hits .card h3 a") {
				pages = append(pages, attr(n, "href")+" "+textOf(n))
			}
			for _, hit := range found.Hits {
				programs = append(programs, hit.Address+" "+strings.Join(strings.Fields(hit.Title), " "))
			}
			if !slices.Equal(pages, programs) {
				t.Errorf("%s in %s: the page lists %q, the other %q", search, tag, pages, programs)
			}
		}
	}
	var whole, parts []string
	for _, hit := range fromAPI[apiResult](t, h, "/api/v1/search?q=AI&limit=30").Hits {
		whole = append(whole, hit.ID)
	}
	for offset := 0; offset < 30; offset += 10 {
		for _, hit := range fromAPI[apiResult](t, h, fmt.Sprintf("/api/v1/search?q=AI&limit=10&offset=%d", offset)).Hits {
			parts = append(parts, hit.ID)
		}
	}
	if len(whole) != 30 || !slices.Equal(whole, parts) {
		t.Errorf("in parts %q, at once %q", parts, whole)
	}
}

// problemAt asks for what is wrong, and expects to be told what would be right.
func problemAt(t *testing.T, h http.Handler, method, target string, status int) apiProblem {
	t.Helper()
	r := ask(t, h, method, target)
	var p apiProblem
	if err := json.Unmarshal([]byte(r.body), &p); err != nil || r.StatusCode != status || p.Status != status ||
		p.Title != http.StatusText(status) || p.Detail == "" || r.Header.Get("Content-Type") != problemType ||
		r.Header.Get("Cache-Control") != "no-store" || r.Header.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("%s %s: status %d, %v: %s", method, clip(target, 80), r.StatusCode, r.Header, r.body)
	}
	return p
}

func TestAPIProblems(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	for _, test := range []struct{ target, parameter, detail string }{
		{"/api/v1/search?lang=de", "lang", "The languages are en, fi, ro, nl, it, lv."},
		{"/api/v1/search?lang=EN", "lang", "The languages are"},
		{"/api/v1/search?limit=many", "limit", "a whole number from 0 to 100"},
		{"/api/v1/search?limit=101", "limit", "a whole number from 0 to 100"},
		{"/api/v1/search?limit=-1", "limit", "a whole number"},
		{"/api/v1/search?limit=99999999999999999999", "limit", "a whole number"},
		{"/api/v1/search?offset=9901", "offset", "a whole number from 0 to 9900"},
		{"/api/v1/search?offset=x", "offset", "a whole number"},
		{"/api/v1/search?languages=fi", "languages", "It is one of all, own."},
		{"/api/v1/search?sort=title", "sort", "It is one of best, newest."},
		{"/api/v1/search?sort=newst", "sort", `Did you mean "newest"?`},
		{"/api/v1/search?outcome=mixt", "outcome", `There is no value "mixt". Did you mean "mixed"? The values are`},
		{"/api/v1/search?kind=practice", "kind", `Did you mean "practices"?`},
		{"/api/v1/search?region=FI19X", "region", `There is no value "FI19X". Did you mean "FI19`},
		{"/api/v1/search?organisation=city", "organisation", "organisations/city"},
		{"/api/v1/search?year=24", "year", "four figures"},
		{"/api/v1/search?language=de", "language", "The values are en, fi"},
		{"/api/v1/search?outcome=" + strings.Repeat("%FF", 500), "outcome", "There is no value"},
		{"/api/v1/search?kind=practices" + strings.Repeat("&kind=events", 20), "kind", "at most 20"},
		{"/api/v1/search?teme=x", "teme", `Did you mean "theme"?`},
		{"/api/v1/search?page=2", "page", "The parameters are q, lang"},
		{"/api/v1/search?q=%zz", "", "cannot be read"},
		{"/api/v1/suggest?q=a&lang=xx", "lang", "The languages are"},
		{"/api/v1/suggest?q=a&form=xml", "form", "opensearch"},
		{"/api/v1/suggest?query=a", "query", "q, lang, form"},
	} {
		p := problemAt(t, h, http.MethodGet, test.target, http.StatusBadRequest)
		if p.Parameter != test.parameter || !strings.Contains(p.Detail, test.detail) {
			t.Errorf("%s: %+v, want %q", clip(test.target, 80), p, test.detail)
		}
	}
	problemAt(t, h, http.MethodGet, "/api/v1/nothing", http.StatusNotFound)
	problemAt(t, h, http.MethodGet, "/api/v2/search", http.StatusNotFound)
	problemAt(t, h, http.MethodPost, "/api/v1/search", http.StatusMethodNotAllowed)
	problemAt(t, h, http.MethodGet, "/api/v1/search?q="+strings.Repeat("a", 200_000), http.StatusRequestURITooLong)
	problemAt(t, h, http.MethodGet, "/api/v1/%FF", http.StatusBadRequest)
	if allow := ask(t, h, http.MethodPost, "/api/v1/search").Header.Get("Allow"); allow != "GET, HEAD" {
		t.Errorf("Allow: %q", allow)
	}
	if r := ask(t, h, http.MethodHead, "/api/v1/search?q=register"); r.StatusCode != http.StatusOK || r.body != "" {
		t.Errorf("HEAD: %d %q", r.StatusCode, r.body)
	}
	if r := ask(t, h, http.MethodGet, "/API/v1/search/?q=x"); r.StatusCode != http.StatusMovedPermanently || r.Header.Get("Location") != "/api/v1/search?q=x" {
		t.Errorf("another spelling: %d %v", r.StatusCode, r.Header)
	}
	if r := ask(t, h, http.MethodGet, "/en/search?q=x"); r.Header.Get("Access-Control-Allow-Origin") != "" {
		t.Error("a page may be read from other sites")
	}
}

func TestAPIWhenItCannot(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	p := h.(*portal)
	for range cap(p.running) {
		p.running <- struct{}{}
	}
	problemAt(t, h, http.MethodGet, "/api/v1/search?q=register", http.StatusServiceUnavailable)
	if ask(t, h, http.MethodGet, "/api/v1/search?q=register").Header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	empty := newPortal(t, failing{publish.ErrNoEdition})
	problemAt(t, empty, http.MethodGet, "/api/v1/search", http.StatusServiceUnavailable)
	problemAt(t, empty, http.MethodGet, "/api/v1/suggest?q=a", http.StatusServiceUnavailable)
	get(t, empty, http.StatusOK, "/api/v1/openapi.json")
	broken := newPortal(t, failing{fmt.Errorf("the inside")}, func(c *Config) { c.Log = quiet() })
	if x := problemAt(t, broken, http.MethodGet, "/api/v1/search", http.StatusInternalServerError); x.Reference == "" || strings.Contains(x.Detail, "inside") {
		t.Errorf("%+v", x)
	}
}

// failing is a publisher without an edition.
type failing struct{ err error }

func (f failing) Begin() (*publish.View, error) { return nil, f.err }
func (f failing) Damaged()                      {}

// schema is as much of an OpenAPI schema as ours have.
type schema struct {
	Ref        string            `json:"$ref"`
	Type       string            `json:"type"`
	Enum       []string          `json:"enum"`
	Items      *schema           `json:"items"`
	Properties map[string]schema `json:"properties"`
	Required   []string          `json:"required"`
	Maximum    int               `json:"maximum"`
	MaxItems   int               `json:"maxItems"`
	Default    any               `json:"default"`
}

type described struct {
	OpenAPI string `json:"openapi"`
	Paths   map[string]map[string]struct {
		Parameters []struct {
			Name   string `json:"name"`
			Schema schema `json:"schema"`
		} `json:"parameters"`
	} `json:"paths"`
	Components struct {
		Schemas map[string]schema `json:"schemas"`
	} `json:"components"`
}

func description(t *testing.T) described {
	t.Helper()
	var d described
	if err := json.Unmarshal(openAPI, &d); err != nil {
		t.Fatal(err)
	}
	if d.OpenAPI != "3.1.0" {
		t.Errorf("OpenAPI %q", d.OpenAPI)
	}
	return d
}

// apiTypes are the structs behind the schemas.
var apiTypes = map[string]reflect.Type{
	"SearchResult": reflect.TypeFor[apiResult](), "Hit": reflect.TypeFor[apiHit](), "Meaning": reflect.TypeFor[apiMeaning](), "Piece": reflect.TypeFor[apiPiece](),
	"Reason": reflect.TypeFor[apiReason](), "Facet": reflect.TypeFor[apiFacet](), "FacetValue": reflect.TypeFor[apiFacetValue](),
	"Suggestion": reflect.TypeFor[apiSuggestion](), "Problem": reflect.TypeFor[apiProblem](),
}

// TestDescriptionIsTrue holds the OpenAPI document against the program: each
// field of each struct stands in it, and no other.
func TestDescriptionIsTrue(t *testing.T) {
	t.Parallel()
	d := description(t)
	if got, want := slices.Sorted(maps.Keys(d.Components.Schemas)), slices.Sorted(maps.Keys(apiTypes)); !slices.Equal(got, want) {
		t.Errorf("schemas %q, want %q", got, want)
	}
	for name, goType := range apiTypes {
		s := d.Components.Schemas[name]
		var fields, required []string
		for field := range fieldsOf(goType) {
			key, options, _ := strings.Cut(field.Tag.Get("json"), ",")
			fields = append(fields, key)
			if options != "omitempty" {
				required = append(required, key)
			}
			property, ok := s.Properties[key]
			if !ok {
				t.Errorf("%s.%s is not described", name, key)
				continue
			}
			if got, want := property.form(), formOf(field.Type); got != want {
				t.Errorf("%s.%s is described as %s, and is %s", name, key, got, want)
			}
		}
		slices.Sort(fields)
		slices.Sort(required)
		if got := slices.Sorted(maps.Keys(s.Properties)); !slices.Equal(got, fields) {
			t.Errorf("%s has the fields %q, described are %q", name, fields, got)
		}
		if got := slices.Sorted(slices.Values(s.Required)); !slices.Equal(got, required) {
			t.Errorf("%s always has %q, described is %q", name, required, got)
		}
	}
}

func fieldsOf(t reflect.Type) func(func(reflect.StructField) bool) {
	return func(yield func(reflect.StructField) bool) {
		for i := range t.NumField() {
			if !yield(t.Field(i)) {
				return
			}
		}
	}
}

// form names what a schema describes, and formOf what a field is.
func (s schema) form() string {
	switch {
	case s.Ref != "":
		return strings.TrimPrefix(s.Ref, "#/components/schemas/")
	case s.Type == "array" && s.Items != nil:
		return "array of " + s.Items.form()
	case slices.Equal(s.Enum, tagsOf()):
		return "language"
	}
	return s.Type
}

func formOf(t reflect.Type) string {
	for name, x := range apiTypes {
		if t == x {
			return name
		}
	}
	switch {
	case t == reflect.TypeFor[lang.Tag]():
		return "language"
	case t.Kind() == reflect.Slice:
		return "array of " + formOf(t.Elem())
	case t.Kind() == reflect.Int:
		return "integer"
	case t.Kind() == reflect.Float64:
		return "number"
	case t.Kind() == reflect.Bool:
		return "boolean"
	}
	return t.Kind().String()
}

func tagsOf() []string {
	var tags []string
	for _, t := range lang.All() {
		tags = append(tags, string(t))
	}
	return tags
}

func TestDescriptionOfParameters(t *testing.T) {
	t.Parallel()
	d := description(t)
	h := testPortal(t)
	for path, want := range map[string][]string{
		"/api/v1/search": apiSearchParameters(), "/api/v1/suggest": {"q", "lang", "form"}, "/api/v1/openapi.json": nil,
	} {
		var names []string
		for _, p := range d.Paths[path]["get"].Parameters {
			names = append(names, p.Name)
			switch p.Name {
			case "limit":
				if p.Schema.Maximum != search.MaxLimit || p.Schema.Default != float64(hitsPerPage) {
					t.Errorf("limit: %+v", p.Schema)
				}
			case "offset":
				if p.Schema.Maximum != search.MaxWindow-search.MaxLimit {
					t.Errorf("offset: %+v", p.Schema)
				}
			case "kind":
				var kinds []string
				for _, k := range content.Kinds() {
					kinds = append(kinds, string(k))
				}
				if !slices.Equal(p.Schema.Items.Enum, kinds) || p.Schema.MaxItems != maxValues {
					t.Errorf("kind: %+v", p.Schema)
				}
			case "lang":
				if !slices.Equal(p.Schema.Enum, tagsOf()) {
					t.Errorf("lang: %+v", p.Schema)
				}
			}
			for _, value := range p.Schema.Enum {
				get(t, h, http.StatusOK, path+"?"+p.Name+"="+value)
			}
		}
		if !slices.Equal(names, want) {
			t.Errorf("%s is described with %q, and takes %q", path, names, want)
		}
		get(t, h, http.StatusOK, path)
	}
	if len(d.Paths) != 3 {
		t.Errorf("%d addresses are described", len(d.Paths))
	}
	var kinds []string
	for _, k := range search.SuggestionKinds() {
		kinds = append(kinds, string(k))
	}
	if got := d.Components.Schemas["Suggestion"].Properties["kind"].Enum; !slices.Equal(got, kinds) {
		t.Errorf("kinds of suggestion: %q, want %q", got, kinds)
	}
	served := get(t, h, http.StatusOK, "/api/v1/openapi.json")
	if served.body != string(openAPI) || served.Header.Get("Content-Type") != "application/json" {
		t.Error("what is served is another description")
	}
}

// TestDocumented holds that docs/api.md names every parameter and field.
func TestDocumented(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	words := append(apiSearchParameters(), "form")
	for _, goType := range apiTypes {
		for field := range fieldsOf(goType) {
			key, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			words = append(words, key)
		}
	}
	for _, w := range words {
		if !strings.Contains(string(data), "`"+w+"`") {
			t.Errorf("docs/api.md does not name `%s`", w)
		}
	}
}
