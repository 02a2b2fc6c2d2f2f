package search

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/search/query"
)

// TestConceptFacet filters by concepts, and expects that of very many only the
// most frequent are counted, and those asked for.
func TestConceptFacet(t *testing.T) {
	var cards []*library.Card
	for i := range 300 {
		cards = append(cards, aboutCard(fmt.Sprintf("practices/p%03d", i), content.Practices, "Title",
			"all", fmt.Sprint("half-", i%2), fmt.Sprint("many-", i%30), fmt.Sprint("few-", i%150)))
	}
	s := &Snapshot{columns: NewColumns(nil).With(cards, nil), boards: new(sync.Pool),
		dictionary: new(atomic.Pointer[Dictionary]), vocabulary: new(atomic.Pointer[vocabulary])}
	ask := func(q string, filters map[string][]string) *Result {
		t.Helper()
		r, err := s.browse(context.Background(), Request{Lang: lang.EN, Query: query.Parse(q, FieldNames()...), Filters: filters, Limit: 3})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	facet := ask("", nil).Facets["concept"]
	if len(facet) != mostConcepts || facet[0] != (FacetValue{"all", 300}) || facet[1].Value != "half-0" {
		t.Errorf("%d values: %v", len(facet), facet[:3])
	}
	r := ask("concept:few-7", nil)
	if r.Total != 2 || r.Hits[0].Card.ID != "practices/p007" {
		t.Errorf("by the query %d are found: %v", r.Total, r.Hits)
	}
	r = ask("", map[string][]string{"concept": {"many-3", "few-7"}})
	if r.Total != 12 || !slices.Contains(r.Facets["concept"], FacetValue{"few-7", 2}) {
		t.Errorf("by the filter %d are found; %v", r.Total, r.Facets["concept"])
	}
	if len(r.Facets["concept"]) > mostConcepts+2 {
		t.Errorf("%d values are counted", len(r.Facets["concept"]))
	}
	if r = ask("-concept:half-1 kind:practices", nil); r.Total != 150 {
		t.Errorf("without a concept %d are found", r.Total)
	}
	if r = ask("concept:unknown", nil); r.Total != 0 {
		t.Errorf("an unknown concept finds %d", r.Total)
	}
}
