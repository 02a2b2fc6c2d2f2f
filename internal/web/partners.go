package web

import (
	"slices"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/library"
)

// partnersPage shows the partners of the project behind the portal, and the
// other organisations that have something here.
type partnersPage struct {
	page
	Partners []partnerCard
	Others   []partnerCard
	About    *value
}

type partnerCard struct {
	*card
	Category []value
	Lead     bool
	// Counts say how many documents of each kind are the organisation's.
	Counts []navItem
}

// partners lists the partners in the project's order.
func partners(v *visit) (*answer, error) {
	p := &partnersPage{page: v.newPage(v.T("nav.partners"))}
	p.Description = v.T("partners.intro")
	p.Crumb = v.crumbs()
	if id := v.view.Site().Project; v.view.Card(id) != nil {
		about := v.document(id)
		p.About = &about
	}
	owned := map[string]map[content.Kind]int{}
	for _, c := range v.view.Cards("") {
		if c.Organisation == "" || c.Organisation == c.ID {
			continue
		}
		if owned[c.Organisation] == nil {
			owned[c.Organisation] = map[content.Kind]int{}
		}
		owned[c.Organisation][c.Kind]++
	}
	ids := v.partnerIDs()
	for _, id := range ids {
		if c := v.view.Card(id); c != nil {
			p.Partners = append(p.Partners, v.partnerCard(c, owned[id]))
		}
	}
	rest := v.view.Cards(content.Organisations)
	v.byTitle(rest)
	for _, c := range rest {
		if !slices.Contains(ids, c.ID) {
			p.Others = append(p.Others, v.partnerCard(c, owned[c.ID]))
		}
	}
	return v.html("partners", p)
}

func (v *visit) partnerCard(c *library.Card, owned map[content.Kind]int) partnerCard {
	p := partnerCard{card: v.card(c), Lead: c.Partner == 1,
		Category: v.terms("organisation-category", c.Terms["organisation-category"])}
	for _, k := range content.Kinds() {
		if n := owned[k]; n > 0 {
			p.Counts = append(p.Counts, navItem{Label: v.N("count."+string(k), n),
				Href: v.address("search") + "?kind=" + string(k) + "&organisation=" + c.ID})
		}
	}
	return p
}
