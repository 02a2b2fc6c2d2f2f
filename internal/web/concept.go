package web

import (
	"cmp"
	"net/url"
	"slices"

	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/library"
)

// conceptPage shows a concept: what it means, what it is called in each
// language, what lies around it, and what is written about it in any.
type conceptPage struct {
	page
	Definition phrase
	// Alt are other words in the reader's language, Tongues the words of the
	// other languages.
	Alt      []string
	Tongues  []conceptWord
	Broader  []value
	Narrower []counted
	Near     []counted
	Groups   []group
	Count    int
	// Filter leads to the same documents in the search, Search to the word.
	Filter string
	Search string
}

// conceptWord is what a concept is called in a language.
type conceptWord struct {
	Tag  lang.Tag
	Text string
	Href string
}

// shownOfKind is how many documents of a kind a concept's page shows; the rest
// is found by the search.
const shownOfKind = 10

// conceptView answers with the page of a concept.
func conceptView(v *visit) (*answer, error) {
	id := v.vars["term"]
	c := v.thesaurus().Concept(id)
	if c == nil {
		return nil, notFound()
	}
	p := &conceptPage{page: v.newPage(c.Label.In(v.Lang)), Alt: c.Alt[v.Lang]}
	p.Definition = v.inLanguage(c.Definition)
	p.Description = p.Definition.Text
	p.Crumb = v.crumbs("concepts", v.T("nav.concepts"))
	path := v.thesaurus().Path(id)
	for _, broader := range path[:len(path)-1] {
		x := v.concept(broader)
		p.Crumb = append(p.Crumb, crumb{x.phrase, x.Href})
	}
	for _, t := range v.view.Site().Tags() {
		if t != v.Lang {
			p.Tongues = append(p.Tongues, conceptWord{t, c.Label.In(t), "/" + string(t) + "/concepts/" + id})
		}
	}
	p.Broader = v.concepts([]string{c.Broader})
	near := slices.DeleteFunc(slices.Clone(c.Related), func(id string) bool {
		return id == c.Broader || slices.Contains(c.Narrower, id)
	})
	p.Narrower, p.Near = v.countedConcepts(c.Narrower), v.countedConcepts(near)
	p.Filter = v.address("search") + "?concept=" + id
	p.Search = v.address("search") + "?q=" + url.QueryEscape(p.Title)
	var cards []*library.Card
	for _, card := range v.view.Cards("") {
		if card.About(id) > 0 {
			cards = append(cards, card)
		}
	}
	p.Groups, p.Count = v.strongest(cards, id), len(cards)
	p.NoIndex = p.Count == 0
	return v.html("concept", p)
}

// countedConcepts lists concepts by their labels, with how much is written about
// each.
func (v *visit) countedConcepts(ids []string) []counted {
	counts := v.view.ConceptCounts()
	var list []counted
	for _, id := range ids {
		list = append(list, counted{v.concept(id), counts[id]})
	}
	slices.SortStableFunc(list, func(a, b counted) int { return v.collator.Compare(a.Text, b.Text) })
	return list
}

// strongest groups documents by kind: of each those that are most about the
// concept first, and no more than are read.
func (v *visit) strongest(cards []*library.Card, id string) []group {
	slices.SortStableFunc(cards, func(a, b *library.Card) int { return cmp.Compare(b.About(id), a.About(id)) })
	groups := v.inGroups(cards)
	for i := range groups {
		g := &groups[i]
		if len(g.Cards) > shownOfKind {
			g.Cards = g.Cards[:shownOfKind]
			g.All = v.address("search") + "?concept=" + id + "&kind=" + string(g.Kind)
		}
	}
	return groups
}
