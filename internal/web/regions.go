package web

import (
	"slices"

	"github.com/ai4citizens/casebook/internal/concept"
	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/library"
)

// regionsPage lists the regions that there is something about, by country.
type regionsPage struct {
	page
	Map       *regionMap
	Countries []place
}

// place is a region with those within it.
type place struct {
	value
	ID     string
	Count  int
	Within []place
}

// regions lists regions with counts.
func regions(v *visit) (*answer, error) {
	p := &regionsPage{page: v.newPage(v.T("nav.regions"))}
	p.Description = v.T("regions.intro")
	p.Crumb = v.crumbs()
	scheme := v.view.Rules.Vocabularies.Scheme("nuts")
	counts := map[string]int{}
	cards := v.view.Cards("")
	for _, c := range cards {
		for _, code := range reached(scheme, c) {
			counts[code]++
		}
	}
	p.Map = v.regionMap(cards, "count.documents")
	if scheme != nil {
		for _, c := range scheme.Concepts {
			if c.Broader == "" && counts[c.ID] > 0 {
				p.Countries = append(p.Countries, v.place(scheme, c, counts))
			}
		}
	}
	v.sortPlaces(p.Countries)
	return v.html("regions", p)
}

// reached lists the regions that a document is about, with all that they lie
// in, each once.
func reached(scheme *concept.Scheme, c *library.Card) []string {
	var all []string
	for _, code := range c.Terms["nuts"] {
		all = append(all, scheme.Path(code)...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// place makes the tree below a region. A level that tells nothing new, since it
// holds all of the one above or only one below, is passed over.
func (v *visit) place(scheme *concept.Scheme, c *concept.Concept, counts map[string]int) place {
	p := place{value: v.term("nuts", c.ID), ID: c.ID, Count: counts[c.ID]}
	for _, id := range c.Narrower {
		if counts[id] == 0 {
			continue
		}
		within := v.place(scheme, scheme.Concept(id), counts)
		if len(within.Within) == 1 && within.Within[0].Count == within.Count {
			within = within.Within[0]
		}
		p.Within = append(p.Within, within)
	}
	if c.Broader == "" && len(p.Within) == 1 && p.Within[0].Count == p.Count && len(p.Within[0].Within) > 0 {
		p.Within = p.Within[0].Within
	}
	v.sortPlaces(p.Within)
	return p
}

func (v *visit) sortPlaces(list []place) {
	names := make([]value, len(list))
	byHref := map[string]place{}
	for i, x := range list {
		names[i] = x.value
		byHref[x.Href] = x
	}
	v.byLabel(names)
	for i, n := range names {
		list[i] = byHref[n.Href]
	}
}

// regionPage shows what there is about a region and those within it.
type regionPage struct {
	page
	Code   string
	Within []place
	// Lessons are what it wants to improve, took and gave.
	Lessons *lessons
	Groups  []group
	Count   int
	Search  string
}

// region shows one region.
func region(v *visit) (*answer, error) {
	code := v.vars["nuts"]
	scheme := v.view.Rules.Vocabularies.Scheme("nuts")
	c := scheme.Concept(code)
	if c == nil {
		return v.formerRegion(scheme, code)
	}
	p := &regionPage{page: v.newPage(v.term("nuts", code).Text), Code: code}
	p.Crumb = v.crumbs("regions", v.T("nav.regions"))
	path := scheme.Path(code)
	for _, id := range path[:len(path)-1] {
		x := v.term("nuts", id)
		p.Crumb = append(p.Crumb, crumb{x.phrase, x.Href})
	}
	var cards []*library.Card
	counts := map[string]int{}
	for _, card := range v.view.Cards("") {
		all := reached(scheme, card)
		if slices.Contains(all, code) && card.Kind != content.Pages {
			cards = append(cards, card)
			for _, id := range all {
				counts[id]++
			}
		}
	}
	p.Within = v.place(scheme, c, counts).Within
	var err error
	if p.Lessons, err = v.lessonsOfRegion(code); err != nil {
		return nil, err
	}
	p.Groups, p.Count = v.byKind(cards), len(cards)
	p.Description = v.T("region.description", "Region", p.Title)
	p.Search = v.address("search") + "?region=" + code
	return v.html("region", p)
}

// formerRegion leads from a code of NUTS 2021 to what continues it.
func (v *visit) formerRegion(scheme *concept.Scheme, code string) (*answer, error) {
	if scheme != nil {
		for _, c := range scheme.Concepts {
			if c.Match["nuts2021"] == code {
				return v.moved(v.address("regions", c.ID)), nil
			}
		}
	}
	return nil, notFound()
}

// isRegion tells whether a city is one of the regions by its name, in any
// language.
func (r *reader) isRegion(city string, codes []string) bool {
	scheme, name := r.view.Rules.Vocabularies.Scheme("nuts"), lang.Fold(city)
	for _, code := range codes {
		c := scheme.Concept(code)
		if c == nil {
			continue
		}
		for _, t := range lang.All() {
			if lang.Fold(c.Label.In(t)) == name {
				return true
			}
		}
	}
	return false
}
