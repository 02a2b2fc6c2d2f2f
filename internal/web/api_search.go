package web

import (
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/search"
)

// apiResult is what a search found, for programs.
type apiResult struct {
	// Query is the query as it was understood, Lang the reader's language.
	Query string   `json:"query"`
	Lang  lang.Tag `json:"lang"`
	Total int      `json:"total"`
	// Some says that no document has all words, Cut that the query was too long.
	Some bool `json:"some"`
	Cut  bool `json:"cut"`
	// Meanings are what misspelt words were taken for, or may have been meant
	// for.
	Meanings []apiMeaning `json:"meanings"`
	Limit    int          `json:"limit"`
	Offset   int          `json:"offset"`
	Hits     []apiHit     `json:"hits"`
	Facets   []apiFacet   `json:"facets"`
}

type apiMeaning struct {
	Asked    string   `json:"asked"`
	Meant    string   `json:"meant"`
	Language lang.Tag `json:"language"`
	// Used tells that the hits were found by it; else it is only offered.
	Used bool `json:"used"`
}

type apiHit struct {
	ID    string `json:"id"`
	Kind  string `json:"kind"`
	Title string `json:"title"`
	// Language is that of the version that a reader is shown.
	Language  lang.Tag   `json:"language"`
	Languages []lang.Tag `json:"languages"`
	Address   string     `json:"address"`
	Score     float64    `json:"score"`
	// Snippet is a piece of the text or summary, in SnippetLanguage.
	Snippet         []apiPiece  `json:"snippet"`
	SnippetLanguage lang.Tag    `json:"snippetLanguage"`
	Why             []apiReason `json:"why"`
}

// apiPiece is a piece of text, which answers the query or does not.
type apiPiece struct {
	Text string `json:"text"`
	Mark bool   `json:"mark"`
}

// apiReason says that a word of the query was found by another word.
type apiReason struct {
	Asked    string   `json:"asked"`
	Found    string   `json:"found"`
	Language lang.Tag `json:"language"`
}

type apiFacet struct {
	Name   string          `json:"name"`
	Title  string          `json:"title"`
	Values []apiFacetValue `json:"values"`
}

type apiFacetValue struct {
	Value string `json:"value"`
	Label string `json:"label"`
	Count int    `json:"count"`
}

// apiFacetValues is how many values of a facet are listed.
const apiFacetValues = 100

// apiSearchParameters names the parameters of a search.
func apiSearchParameters() []string {
	return append([]string{"q", "lang", "languages", "limit", "offset", "sort"}, search.FieldNames()...)
}

// apiSearch is the search page, for programs.
func apiSearch(v *visit) (*answer, error) {
	p, err := v.apiParameters(apiSearchParameters()...)
	if err != nil {
		return nil, err
	}
	if err := p.oneOf("languages", "all", "own"); err != nil {
		return nil, err
	}
	if err := p.oneOf("sort", "best", "newest"); err != nil {
		return nil, err
	}
	if err := v.checkFacets(p); err != nil {
		return nil, err
	}
	r, _, _ := v.asked()
	if r.Limit, err = p.number("limit", hitsPerPage, search.MaxLimit); err != nil {
		return nil, err
	}
	if r.Offset, err = p.number("offset", 0, search.MaxWindow-search.MaxLimit); err != nil {
		return nil, err
	}
	found, err := v.find(r)
	if err != nil {
		return nil, err
	}
	result := &apiResult{
		Query: r.Query.String(), Lang: v.Lang, Total: found.Total, Some: found.Some, Cut: r.Query.Cut, Limit: r.Limit, Offset: r.Offset,
		Meanings: []apiMeaning{}, Hits: []apiHit{}, Facets: v.apiFacets(found.Facets),
	}
	for _, m := range found.Meanings {
		if m.Meant != "" {
			result.Meanings = append(result.Meanings, apiMeaning{m.Asked, m.Meant, m.Lang, m.Used})
		}
	}
	for i, k := range v.hits(found) {
		result.Hits = append(result.Hits, v.apiHit(found.Hits[i], k))
	}
	return jsonAnswer("application/json", result)
}

// apiHit tells of a hit what its card on the page does.
func (v *visit) apiHit(h search.Hit, k *card) apiHit {
	text, shown := h.Card.Text(v.Lang)
	hit := apiHit{
		ID: h.Card.ID, Kind: string(h.Card.Kind), Title: text.Title, Language: shown, Languages: h.Card.Languages(),
		Address: k.Href, Score: h.Score, Snippet: []apiPiece{}, SnippetLanguage: shown, Why: []apiReason{},
	}
	pieces := k.Summary
	if len(k.Snippet) > 0 {
		pieces, hit.SnippetLanguage = k.Snippet, v.Lang
		if k.SnippetLang != "" {
			hit.SnippetLanguage = k.SnippetLang
		}
	}
	for _, x := range pieces {
		hit.Snippet = append(hit.Snippet, apiPiece(x))
	}
	for _, x := range h.Why {
		hit.Why = append(hit.Why, apiReason{x.Asked, x.Found, x.Lang})
	}
	return hit
}

// apiFacets lists the values found, the most frequent first.
func (v *visit) apiFacets(counted map[string][]search.FacetValue) []apiFacet {
	list := []apiFacet{}
	for _, g := range search.Groups() {
		values := counted[g.Name]
		if len(values) == 0 {
			continue
		}
		f := apiFacet{Name: g.Name, Title: v.facetTitle(g.Name)}
		for _, x := range values[:min(len(values), apiFacetValues)] {
			f.Values = append(f.Values, apiFacetValue{x.Value, v.facetLabel(g.Name, x.Value).Text, x.Count})
		}
		list = append(list, f)
	}
	return list
}
