package web

import (
	"net/url"
	"slices"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/search"
)

// perPage is how many documents a list shows at once.
const perPage = 20

// listPage lists the documents of one kind.
type listPage struct {
	page
	Kind  content.Kind
	Intro string
	Count int
	Cards []*card
	Sort  string
	Sorts []navItem
	// Facets narrow the list down; their values lead to the search.
	Facets []facet
	Pages  pager
	// Also are pages of another kind that the list's readers may look for.
	Also []value
	// Ways lead to the pages about the chain from case to policy.
	Ways []navItem
}

// mainFacets are the facet groups that each kind's list offers.
var mainFacets = map[content.Kind][]string{
	content.Practices:     {"outcome", "region", "theme", "measure"},
	content.Events:        {"region", "year"},
	content.Briefs:        {"topic", "measure"},
	content.Instruments:   {"region", "organisation"},
	content.Plans:         {"region", "organisation"},
	content.Reviews:       {"region", "organisation"},
	content.Improvements:  {"region", "year"},
	content.Learning:      {"topic", "measure"},
	content.Legal:         {"topic"},
	content.Organisations: {"region"},
}

// listing shows all documents of a kind, in pages.
func listing(v *visit) (*answer, error) {
	kind := v.kind()
	number, err := v.page()
	if err != nil {
		return nil, err
	}
	cards := v.view.Cards(kind)
	l := &listPage{page: v.newPage(v.KindNames(kind)), Kind: kind, Count: len(cards)}
	l.Intro = v.T("kind." + string(kind) + ".intro")
	l.Description = l.Intro
	l.Crumb = v.crumbs()
	l.schema = "CollectionPage"
	l.Feed = v.address(string(kind), "feed.atom")
	l.also(v)
	switch kind {
	case content.Instruments, content.Plans, content.Reviews, content.Improvements:
		l.Ways = v.chainWays()
	}
	l.sorted(v, cards)
	l.Pages, err = v.pager(number, len(cards), perPage)
	if err != nil {
		return nil, err
	}
	l.Cards = choosable(v.cards(l.Pages.cut(cards)))
	if number > 1 {
		l.Canonical += "?page=" + itoa(number)
		l.Title += " · " + v.T("pager.page", "Page", v.Number(number))
	}
	found, err := v.find(search.Request{
		Lang: v.Lang, Filters: map[string][]string{"kind": {string(kind)}},
	})
	if err != nil {
		return nil, err
	}
	l.Facets = v.facets(mainFacets[kind], found.Facets, url.Values{"kind": {string(kind)}})
	return v.html("list", l)
}

// sorted orders the cards as asked for.
func (l *listPage) sorted(v *visit, cards []*library.Card) {
	standard := "newest"
	switch l.Kind {
	case content.Organisations, content.Projects, content.Pages, content.Legal, content.Learning, content.Instruments:
		standard = "title"
	}
	l.Sort = orElse(v.query.Get("sort"), standard)
	if l.Sort == "title" {
		v.byTitle(cards)
	} else {
		newest(cards)
	}
	for _, name := range sorts {
		item := navItem{Label: v.T("sort." + name), Href: "?sort=" + name}
		if name == standard {
			item.Href = v.request.URL.Path
		}
		if name == l.Sort {
			item.Current = "true"
		}
		l.Sorts = append(l.Sorts, item)
	}
}

// also links the pages that explain methods from the list of what can be learnt.
func (l *listPage) also(v *visit) {
	if l.Kind != content.Learning {
		return
	}
	for _, id := range []string{"pages/caf", "pages/mbo"} {
		if v.view.Card(id) != nil {
			l.Also = append(l.Also, v.document(id))
		}
	}
}

// pager leads through the pages of a list.
type pager struct {
	*reader
	// At is the page's number, Last that of the last.
	At     int
	Last   int
	First  int // number of the first shown, from 1
	Final  int // and of the last
	Total  int
	Links  []pageLink
	Before string
	After  string
	size   int
}

// pageLink is a page's number; 0 stands for pages left out.
type pageLink struct {
	Number  int
	Href    string
	Current bool
}

// pager makes the links; a page beyond the last does not exist.
func (v *visit) pager(number, total, size int) (pager, error) {
	p := pager{reader: v.reader, At: number, Total: total, size: size, Last: max(1, (total+size-1)/size)}
	if number > p.Last {
		return p, notFound()
	}
	p.First, p.Final = min((number-1)*size+1, total), min(number*size, total)
	href := func(n int) string {
		values := url.Values{}
		for name, list := range v.query {
			if name != "page" {
				values[name] = list
			}
		}
		if n > 1 {
			values.Set("page", itoa(n))
		}
		if len(values) == 0 {
			return v.request.URL.EscapedPath()
		}
		return "?" + values.Encode()
	}
	if number > 1 {
		p.Before = href(number - 1)
	}
	if number < p.Last {
		p.After = href(number + 1)
	}
	for n := 1; n <= p.Last; n++ {
		switch {
		case n == 1, n == p.Last, n >= number-1 && n <= number+1:
			p.Links = append(p.Links, pageLink{n, href(n), n == number})
		case n == number-2, n == number+2:
			p.Links = append(p.Links, pageLink{})
		}
	}
	return p, nil
}

// cut returns the documents of the page.
func (p *pager) cut(cards []*library.Card) []*library.Card {
	from := min((p.At-1)*p.size, len(cards))
	return slices.Clone(cards[from:min(from+p.size, len(cards))])
}
