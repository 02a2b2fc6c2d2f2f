package web

import (
	"net/url"

	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/search"
)

// apiSuggestion is one way to go on from what is typed.
type apiSuggestion struct {
	Kind search.SuggestionKind `json:"kind"`
	Text string                `json:"text"`
	// Lang is the text's language; a city has none.
	Lang lang.Tag `json:"lang,omitempty"`
	// Match is what was found where the text itself is not.
	Match string `json:"match,omitempty"`
	// Address is where the suggestion leads; a field without a value leads
	// nowhere yet.
	Address string `json:"address,omitempty"`
	// Query is what to search for; a document has a page instead.
	Query string `json:"query,omitempty"`
}

const suggestionsType = "application/x-suggestions+json"

// apiSuggest suggests what somebody may be about to type. What is being typed
// is not to be kept anywhere.
func apiSuggest(v *visit) (*answer, error) {
	p, err := v.apiParameters("q", "lang", "form")
	if err != nil {
		return nil, err
	}
	if err := p.oneOf("form", "opensearch"); err != nil {
		return nil, err
	}
	list := []apiSuggestion{}
	for _, s := range v.suggest(p.values.Get("q")) {
		list = append(list, apiSuggestion{Kind: s.Kind, Text: s.Text, Lang: s.Lang, Match: s.Match, Address: v.leadsTo(s), Query: s.Query})
	}
	var a *answer
	if p.values.Get("form") == "opensearch" {
		a, err = jsonAnswer(suggestionsType, v.inBrowser(p.values.Get("q"), list))
	} else {
		a, err = jsonAnswer("application/json", list)
	}
	if err != nil {
		return nil, err
	}
	a.cache = "no-store"
	return a, nil
}

func (v *visit) suggest(text string) []search.Suggestion {
	return v.view.Suggest(search.SuggestRequest{Text: text, Lang: v.Lang, Names: search.Names{
		Group: v.facetTitle,
		Value: func(group, id string) (string, lang.Tag) {
			x := v.facetLabel(group, id)
			if x.Lang == "" {
				x.Lang = v.Lang
			}
			return x.Text, x.Lang
		},
	}})
}

func (v *visit) leadsTo(s search.Suggestion) string {
	switch {
	case s.ID != "":
		return v.address(s.ID)
	case s.Concept != "":
		return v.address("concepts", s.Concept)
	case s.Group != "" && s.Value == "":
		return ""
	case s.Kind == search.SuggestPlace && s.Group != "":
		return v.address("regions", s.Value)
	}
	return v.address("search") + "?" + url.Values{"q": {s.Query}}.Encode()
}

// inBrowser lists suggestions as a browser's own search field takes them: what
// was typed, what it may become, what that is, and where it leads.
func (v *visit) inBrowser(typed string, list []apiSuggestion) []any {
	texts, kinds, addresses := []string{}, []string{}, []string{}
	for _, s := range list {
		if s.Address == "" {
			continue // a field without a value finds nothing
		}
		texts = append(texts, orElse(s.Query, s.Text))
		kinds = append(kinds, v.T("suggest."+string(s.Kind)))
		addresses = append(addresses, v.base+s.Address)
	}
	return []any{typed, texts, kinds, addresses}
}
