package web

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/search"
	"github.com/ai4citizens/casebook/internal/search/query"
)

// deskPage helps a facilitator to find cases for the questions of a peer
// review, and to choose those for the case pack.
type deskPage struct {
	page
	Review value
	// TextLang is the language of the questions, where it is not the reader's.
	TextLang  lang.Tag
	Questions []deskQuestion
	// Filters narrow down what is found by what tells whether a case can be
	// transferred.
	Filters []facet
	Chips   []chip
	Unknown []string
	// Clear leads to the page without filters.
	Clear string
	// Stated say how many practices state what there is no filter for.
	Stated []string
}

// deskQuestion is one question and the cases found for it.
type deskQuestion struct {
	phrase
	ID    string
	Cases []*card
	Total int
	// Search leads to all that is found.
	Search string
}

const (
	casesPerQuestion = 6
	maxQuestions     = 12
)

// transferability are the facet groups that tell whether a case fits another
// place.
var transferability = []string{"scope", "cost", "risk", "outcome", "evidence"}

// desk shows cases for the questions of a review.
func desk(v *visit) (*answer, error) {
	id := "reviews/" + v.vars["slug"]
	if v.view.Card(id) == nil {
		return v.aliased(id, "cases")
	}
	d, err := v.view.Document(id, v.Lang)
	if err != nil {
		return nil, err
	}
	facts, ok := d.Facts.(*content.Review)
	if !ok {
		return nil, notFound()
	}
	doc := v.document(id)
	p := &deskPage{page: v.newPage(v.T("desk.title") + " · " + doc.Text), Review: doc}
	p.Description, p.NoIndex = v.T("desk.intro"), true
	p.Crumb = append(v.crumbs("reviews", v.KindNames(content.Reviews)), crumb{doc.phrase, doc.Href})
	if d.Version.Lang != v.Lang {
		p.TextLang = d.Version.Lang
	}
	chosen := p.chosen(v)
	if err := p.filters(v, chosen); err != nil {
		return nil, err
	}
	b := &builder{visit: v, page: &documentPage{ids: map[string]bool{}}, doc: d}
	for i, x := range b.items(facts.Questions, d.Original.Facts.(*content.Review).Questions) {
		if i == maxQuestions {
			break
		}
		q, err := v.deskQuestion(x, chosen, d.Card.Example)
		if err != nil {
			return nil, err
		}
		p.Questions = append(p.Questions, q)
	}
	return v.html("desk", p)
}

// chosen reads the filters.
func (p *deskPage) chosen(v *visit) url.Values {
	all, unknown := v.chosen()
	chosen := url.Values{}
	for _, name := range transferability {
		if len(all[name]) > 0 {
			chosen[name] = all[name]
		}
	}
	p.Unknown, p.Clear = unknown, v.request.URL.EscapedPath()
	for _, name := range transferability {
		for _, id := range chosen[name] {
			p.Chips = append(p.Chips, chip{v.facetTitle(name), v.facetLabel(name, id), "?" + without(chosen, name, id).Encode()})
		}
	}
	chosen.Set("kind", string(content.Practices))
	return chosen
}

// filters fills in what there is to choose from, and says of which facts too
// little is known to choose by.
func (p *deskPage) filters(v *visit, chosen url.Values) error {
	found, err := v.find(search.Request{Lang: v.Lang, Filters: chosen})
	if err != nil {
		return err
	}
	p.Filters = v.facets(transferability, found.Facets, chosen)
	m, err := v.measures()
	if err != nil {
		return err
	}
	p.Stated = []string{
		v.T("desk.cost", "Number", v.Number(m.Cost), "Total", v.Number(m.Practices)),
		v.T("desk.staff", "Number", v.Number(m.Staff), "Total", v.Number(m.Practices)),
	}
	return nil
}

// deskQuestion searches for a question, in the language that it is asked in.
func (v *visit) deskQuestion(x item, chosen url.Values, examples bool) (deskQuestion, error) {
	words := asked(x.Text)
	t := x.Lang
	if t == "" {
		t = v.Lang
	}
	found, err := v.find(search.Request{Query: query.Parse(words), Lang: t, Filters: chosen, Limit: casesPerQuestion, Examples: examples})
	if err != nil {
		return deskQuestion{}, err
	}
	link := url.Values{"q": {words}}
	for name, list := range chosen {
		link[name] = list
	}
	q := deskQuestion{phrase: x.phrase, ID: x.ID, Total: found.Total, Search: v.address("search") + "?" + link.Encode()}
	for _, h := range found.Hits {
		k := v.card(h.Card)
		k.Choose = true
		q.Cases = append(q.Cases, k)
	}
	return q, nil
}

// asked takes the words out of a question, so that none of its signs means
// anything to the search.
func asked(question string) string {
	list := strings.FieldsFunc(question, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '’' && r != '\''
	})
	for i, w := range list {
		list[i] = strings.Trim(w, "-’'")
	}
	return clip(strings.Join(slices.DeleteFunc(list, func(w string) bool { return w == "" }), " "), query.MaxLength)
}
