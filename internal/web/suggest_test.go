package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/ai4citizens/casebook/internal/lang"
)

func TestSuggestions(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	for _, test := range []struct {
		query string
		want  apiSuggestion
	}{
		{"q=exa+reg&lang=en", apiSuggestion{Kind: "document", Text: "Exampleton AI register", Lang: "en", Address: "/en/practices/register"}},
		{"q=EXA+reg&lang=lv", apiSuggestion{Kind: "document", Text: "Exampleton AI register", Lang: "en", Address: "/lv/practices/register"}},
		{"q=tekoalyrek&lang=fi", apiSuggestion{Kind: "document", Text: "Esimerkkilän tekoälyrekisteri", Lang: "fi", Address: "/fi/practices/register"}},
		{"q=pasv&lang=lv", apiSuggestion{Kind: "organisation", Text: "Parauga pašvaldība", Lang: "lv", Address: "/lv/organisations/second"}},
		{"q=suo&lang=fi", apiSuggestion{Kind: "place", Text: "Suomi", Lang: "fi", Address: "/fi/regions/FI", Query: "region:FI"}},
		{"q=botti+esim&lang=fi", apiSuggestion{Kind: "place", Text: "Esimerkkilä", Address: "/fi/search?q=botti+Esimerkkil%C3%A4", Query: "botti Esimerkkilä"}},
		{"q=vaihtelevat&lang=fi", apiSuggestion{Kind: "concept", Text: "Vaihtelevat tulokset", Lang: "fi", Address: "/fi/search?q=outcome%3Amixed", Query: "outcome:mixed"}},
		{"q=uusi+tekoalyrekis&lang=fi", apiSuggestion{Kind: "concept", Text: "algoritmirekisteri", Lang: "fi", Match: "tekoälyrekisteri",
			Address: "/fi/concepts/algorithm-register", Query: "uusi algoritmirekisteri"}},
		{"q=concept:tekoaly&lang=fi", apiSuggestion{Kind: "field", Text: "algoritmirekisteri", Lang: "fi", Match: "tekoälyrekisteri",
			Address: "/fi/search?q=concept%3Aalgorithm-register", Query: "concept:algorithm-register"}},
		{"q=outcome:mix&lang=ro", apiSuggestion{Kind: "field", Text: "Rezultate mixte", Lang: "ro", Address: "/ro/search?q=outcome%3Amixed", Query: "outcome:mixed"}},
		{"q=esit&lang=it", apiSuggestion{Kind: "field", Text: "Esito", Lang: "it", Query: "outcome:"}},
		{"q=kind:prak&lang=nl", apiSuggestion{Kind: "field", Text: "Praktijkvoorbeelden", Lang: "nl", Address: "/nl/search?q=kind%3Apractices", Query: "kind:practices"}},
		{"q=language:suom&lang=fi", apiSuggestion{Kind: "field", Text: "Suomi", Lang: "fi", Address: "/fi/search?q=language%3Afi", Query: "language:fi"}},
		{"q=organisation:esim&lang=it", apiSuggestion{Kind: "field", Text: "Esimerkkilän kaupunki", Lang: "fi",
			Address: "/it/search?q=organisation%3Aorganisations%2Flead", Query: "organisation:organisations/lead"}},
	} {
		list := fromAPI[[]apiSuggestion](t, h, "/api/v1/suggest?"+test.query)
		if !slices.Contains(list, test.want) {
			t.Errorf("%s suggests %+v, want %+v", test.query, list, test.want)
		}
		if address := test.want.Address; address != "" {
			get(t, h, http.StatusOK, address)
		}
	}
	for _, query := range []string{"", "q=", "q=%20", "q=xyzzyx", "q=%FF%FE", "q=" + strings.Repeat("a", 10_000), "q=" + strings.Repeat("a+", 5_000)} {
		if list := fromAPI[[]apiSuggestion](t, h, "/api/v1/suggest?"+query); list == nil || len(list) > 0 {
			t.Errorf("%.40s suggests %+v", query, list)
		}
	}
	for _, s := range fromAPI[[]apiSuggestion](t, h, "/api/v1/suggest?q=made-up+practice") {
		if s.Kind == "document" {
			t.Errorf("an example is suggested: %+v", s)
		}
	}
	if got := get(t, h, http.StatusOK, "/api/v1/suggest?q=a").Header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("what is typed may be kept: %q", got)
	}
}

// A chosen filter finds what the suggestion promised.
func TestSuggestedQueriesFind(t *testing.T) {
	t.Parallel()
	h := realPortal(t)
	for _, tag := range lang.All() {
		for _, letter := range "abcdefghijklmnopqrstuvwz" {
			for _, s := range fromAPI[[]apiSuggestion](t, h, "/api/v1/suggest?lang="+string(tag)+"&q="+string(letter)) {
				if s.Query == "" {
					get(t, h, http.StatusOK, s.Address)
				} else if strings.Contains(s.Query, ":") && !strings.HasSuffix(s.Query, ":") {
					found := fromAPI[apiResult](t, h, "/api/v1/search?limit=0&lang="+string(tag)+"&q="+url.QueryEscape(s.Query))
					if found.Total == 0 {
						t.Errorf("%s suggests %q, which finds nothing", string(letter), s.Query)
					}
				}
			}
		}
	}
}

func TestSuggestionsForBrowsers(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	r := get(t, h, http.StatusOK, "/api/v1/suggest?form=opensearch&lang=fi&q=esimerkkil%C3%A4n+teko")
	want := `["esimerkkilän teko",["Esimerkkilän tekoälyrekisteri",`
	if r.Header.Get("Content-Type") != suggestionsType || !strings.HasPrefix(r.body, want) {
		t.Errorf("%s: %s", r.Header.Get("Content-Type"), r.body)
	}
	var parts []any
	if err := json.Unmarshal([]byte(r.body), &parts); err != nil || len(parts) != 4 {
		t.Fatalf("%v: %s", err, r.body)
	}
	if kinds, ok := parts[2].([]any); !ok || kinds[0] != "Sivu" {
		t.Errorf("kinds: %v", parts[2])
	}
	if addresses, ok := parts[3].([]any); !ok || addresses[0] != "https://cases.example.eu/fi/practices/register" {
		t.Errorf("addresses: %v", parts[3])
	}
	if r := get(t, h, http.StatusOK, "/api/v1/suggest?form=opensearch&q=xyzzy"); strings.TrimSpace(r.body) != `["xyzzy",[],[],[]]` {
		t.Errorf("nothing: %s", r.body)
	}
}
