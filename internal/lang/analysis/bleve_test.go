package analysis

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/custom"
	"github.com/blevesearch/bleve/v2/mapping"
)

// A field per language, as the index of the portal has them.
func testMapping() mapping.IndexMapping {
	m := bleve.NewIndexMapping()
	for _, tag := range lang.All() {
		field := bleve.NewTextFieldMapping()
		field.Analyzer = Name(tag)
		m.DefaultMapping.AddFieldMappingsAt(string(tag), field)
	}
	exact := bleve.NewTextFieldMapping()
	exact.Analyzer = Exact
	m.DefaultMapping.AddFieldMappingsAt("exact", exact)
	return m
}

// An index finds forms by other forms, highlights whole words, and can be
// opened again by its stored mapping alone.
func TestIndex(t *testing.T) {
	texts := map[string]string{
		"en":    "Three municipalities’ registers.",
		"fi":    "Helsingin käytännöt tekoälyssä.",
		"ro":    "Guvernanţa administraţiei publice.",
		"nl":    "De ideeën van gemeenten.",
		"it":    "I registri dell’amministrazione.",
		"lv":    "Lēmumi pašvaldībās.",
		"exact": "The Ääni of Guvernanță.",
	}
	tests := []struct{ field, query, marked string }{
		{"en", "municipality", "<mark>municipalities</mark>’"},
		{"fi", "käytäntö", "<mark>käytännöt</mark>"},
		{"ro", "administrație", "<mark>administraţiei</mark>"},
		{"ro", "guvernanta", "<mark>Guvernanţa</mark>"},
		{"nl", "idee", "<mark>ideeën</mark>"},
		{"it", "amministrazioni", "<mark>dell’amministrazione</mark>"},
		{"lv", "lemums", "<mark>Lēmumi</mark>"},
		{"exact", "aani", "<mark>Ääni</mark>"},
	}
	dir := filepath.Join(t.TempDir(), "index")
	index, err := bleve.New(dir, testMapping())
	if err != nil {
		t.Fatal(err)
	}
	if err := index.Index("practices/one", texts); err != nil {
		t.Fatal(err)
	}
	if err := index.Close(); err != nil {
		t.Fatal(err)
	}
	index, err = bleve.OpenUsing(dir, map[string]any{"bolt_timeout": "1s"})
	if err != nil {
		t.Fatal(err)
	}
	defer index.Close()
	for _, test := range tests {
		query := bleve.NewMatchQuery(test.query)
		query.SetField(test.field)
		request := bleve.NewSearchRequest(query)
		request.Highlight = bleve.NewHighlightWithStyle("html")
		result, err := index.Search(request)
		if err != nil {
			t.Fatal(err)
		}
		if len(result.Hits) != 1 {
			t.Errorf("%s: %q found nothing", test.field, test.query)
			continue
		}
		got := strings.Join(result.Hits[0].Fragments[test.field], " ")
		if !strings.Contains(got, test.marked) {
			t.Errorf("%s: %q shows %s, want %s", test.field, test.query, got, test.marked)
		}
	}
}

// A mapping may build analysers of its own on the fold filter.
func TestFoldFilter(t *testing.T) {
	m := mapping.NewIndexMapping()
	err := m.AddCustomAnalyzer("mine", map[string]any{
		"type":          custom.Name,
		"tokenizer":     "unicode",
		"token_filters": []string{FoldFilter},
	})
	if err != nil {
		t.Fatal(err)
	}
	tokens, err := m.AnalyzeText("mine", []byte("Dell’Università"))
	if err != nil || len(tokens) != 1 || string(tokens[0].Term) != "universita" {
		t.Errorf("got %v, %v", tokens, err)
	}
}
