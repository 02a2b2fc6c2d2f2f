package web

import (
	"github.com/ai4citizens/casebook/internal/library"
)

// themesIndex lists the elements of AI governance, with how much there is
// about each.
type themesIndex struct {
	page
	Themes []themeEntry
}

type themeEntry struct {
	value
	Count int
}

const elements = "governance-element"

// themesPage lists all elements, those without a practice included: a gap is
// worth seeing.
func themesPage(v *visit) (*answer, error) {
	p := &themesIndex{page: v.newPage(v.T("nav.themes"))}
	p.Description = v.T("themes.intro")
	p.Crumb = v.crumbs()
	counts := map[string]int{}
	for _, c := range v.view.Cards("") {
		for _, id := range c.Terms[elements] {
			counts[id]++
		}
	}
	if scheme := v.view.Rules.Vocabularies.Scheme(elements); scheme != nil {
		for _, c := range scheme.Concepts {
			p.Themes = append(p.Themes, themeEntry{v.term(elements, c.ID), counts[c.ID]})
		}
	}
	return v.html("themes", p)
}

// themeView shows one element of AI governance.
type themeView struct {
	page
	Definition string
	Count      int
	Groups     []group
	// Concepts are what its documents are about, more than others.
	Concepts []value
	// Others are the other elements.
	Others []value
	Search string
}

// conceptsOfTheme is how many concepts a theme's page names.
const conceptsOfTheme = 10

// themePage shows what there is about an element, and where to go on.
func themePage(v *visit) (*answer, error) {
	id := v.vars["term"]
	scheme := v.view.Rules.Vocabularies.Scheme(elements)
	if !scheme.Has(id) {
		return nil, notFound()
	}
	term := v.term(elements, id)
	p := &themeView{page: v.newPage(term.Text), Definition: term.Hint, Search: v.address("search") + "?theme=" + id}
	p.Description = term.Hint
	p.Crumb = v.crumbs("themes", v.T("nav.themes"))
	var cards []*library.Card
	for _, c := range v.view.Cards("") {
		for _, x := range c.Terms[elements] {
			if x == id {
				cards = append(cards, c)
			}
		}
	}
	p.Groups, p.Count = v.byKind(cards), len(cards)
	p.Concepts = v.concepts(v.view.Characteristic(cards, conceptsOfTheme))
	for _, c := range scheme.Concepts {
		if c.ID != id {
			p.Others = append(p.Others, v.term(elements, c.ID))
		}
	}
	return v.html("theme", p)
}
