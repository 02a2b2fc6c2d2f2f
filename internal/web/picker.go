package web

import (
	"slices"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/search"
	"github.com/ai4citizens/casebook/internal/search/query"
)

// picker offers practices to compare, those that a search or a theme leaves.
type picker struct {
	*reader
	// Chosen are the practices that are compared already.
	Chosen []string
	Query  string
	Theme  string
	Title  string // of the themes
	Themes []option
	Offers []*card
	// More is how many there are besides those offered.
	More int
	// Open tells that the form is what the reader came for.
	Open bool
}

type option struct{ ID, Label string }

// maxOffers is how many practices are offered; the rest is found by searching.
const maxOffers = 60

// picker makes the form. It searches as the search page does.
func (v *visit) picker(chosen []string) (*picker, error) {
	p := &picker{reader: v.reader, Chosen: chosen, Title: v.facetTitle("theme"), Open: len(chosen) < 2}
	if scheme := v.view.Rules.Vocabularies.Scheme(elements); scheme != nil {
		for _, c := range scheme.Concepts {
			p.Themes = append(p.Themes, option{c.ID, c.Label.In(v.Lang)})
		}
	}
	p.Query = clip(v.query.Get("q"), query.MaxLength)
	r := search.Request{
		Query: query.Parse(p.Query, search.FieldNames()...), Lang: v.Lang, Limit: maxOffers + maxCompared,
		Filters: map[string][]string{"kind": {string(content.Practices)}},
	}
	if id := v.query.Get("theme"); id != "" && v.facetKnown("theme", id) {
		p.Theme = id
		r.Filters["theme"] = []string{id}
	}
	found, err := v.find(r)
	if err != nil {
		return nil, err
	}
	var cards []*library.Card
	p.More = found.Total
	for _, h := range found.Hits {
		if slices.Contains(chosen, h.Card.ID) {
			p.More--
		} else if len(cards) < maxOffers {
			cards = append(cards, h.Card)
		}
	}
	p.More -= len(cards)
	if !r.Query.Words() {
		v.byTitle(cards)
	}
	p.Offers = v.cards(cards)
	return p, nil
}
