package web

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/search"
	"github.com/ai4citizens/casebook/internal/search/query"
)

// Limits on searching.
const (
	searchTime    = 2 * time.Second
	searchWait    = 100 * time.Millisecond
	snippetLength = 220
	hitsPerPage   = 10
)

// resultPage is the search: the form, the facets and what was found.
type resultPage struct {
	page
	Total  int
	Hits   []*card
	Facets []facet
	Chips  []chip
	// Some says that no document has all the words, Cut that the query was too
	// long.
	Some bool
	Cut  bool
	// Wordless says that the query holds nothing that could be searched for.
	Wordless bool
	// Own tells that only the reader's language is searched.
	Own     bool
	Unknown []string
	Pages   pager
	Newest  bool
	// Meant are what misspelt words may have meant.
	Meant []meant
	// Rescues are other searches that find something, where this one does not.
	Rescues []rescue
	// Partners is where those who found nothing may ask.
	Partners string
	// Clear leads to the same query without facets.
	Clear string
	// Kinds are where those who found nothing may look.
	Kinds []navItem
}

// chip is a chosen value and the address without it.
type chip struct {
	Group string
	Value value
	Href  string
}

// searchPage answers a search, or shows all there is to choose from.
func searchPage(v *visit) (*answer, error) {
	number, err := v.page()
	if err != nil {
		return nil, err
	}
	r, chosen, unknown := v.asked()
	r.Offset, r.Limit = (number-1)*hitsPerPage, hitsPerPage
	asked, own := r.Query, r.Languages != nil
	text := clip(v.query.Get("q"), query.MaxLength)
	if r.Offset > search.MaxWindow-search.MaxLimit {
		return nil, notFound()
	}
	found, err := v.find(r)
	if err != nil {
		return nil, err
	}
	s := &resultPage{page: v.newPage(v.T("search.title")), Total: found.Total, Some: found.Some, Cut: asked.Cut,
		Own: own, Unknown: unknown, Newest: r.Newest}
	s.Query, s.OwnSearch, s.NoIndex = strings.TrimSpace(text), true, true
	s.Feed, s.FeedTitle = v.address("search", "feed.atom")+v.subscription(chosen), v.T("search.follow")
	s.Crumb = v.crumbs()
	s.schema = "SearchResultsPage"
	s.Wordless = s.Query != "" && asked.Empty()
	if s.Query != "" {
		s.Title = s.Query + " · " + s.Title
	}
	if s.Pages, err = v.pager(number, found.Total, hitsPerPage); err != nil {
		return nil, err
	}
	s.Hits = choosable(v.hits(found))
	s.choices(v, found, chosen, text)
	s.Meant = s.meanings(v, found.Meanings)
	if found.Total == 0 {
		if s.Rescues, err = v.rescues(r); err != nil {
			return nil, err
		}
	}
	return v.html("search", s)
}

// asked reads a search from the address. How many hits are wanted, and from
// which on, is left to the caller.
func (v *visit) asked() (r search.Request, chosen url.Values, unknown []string) {
	chosen, unknown = v.chosen()
	r = search.Request{
		Query: query.Parse(v.query.Get("q"), search.FieldNames()...), Lang: v.Lang, Filters: chosen,
		Newest: v.query.Get("sort") == "newest",
	}
	if v.query.Get("languages") == "own" {
		r.Languages = []lang.Tag{v.Lang}
	}
	return r, chosen, unknown
}

// choices fills in facets and chips.
func (s *resultPage) choices(v *visit, found *search.Result, chosen url.Values, text string) {
	all := url.Values{}
	if text != "" {
		all.Set("q", text)
	}
	if s.Own {
		all.Set("languages", "own")
	}
	if s.Newest {
		all.Set("sort", "newest")
	}
	s.Clear = v.address("search") + "?" + all.Encode()
	for name, list := range chosen {
		all[name] = list
	}
	var names []string
	for _, g := range search.Groups() {
		names = append(names, g.Name)
	}
	s.Facets = v.facets(names, found.Facets, all)
	for i := range s.Facets {
		s.Facets[i].Open = s.Facets[i].Open || slices.Contains(openFacets, s.Facets[i].Name)
	}
	for _, name := range names {
		for _, id := range chosen[name] {
			s.Chips = append(s.Chips, chip{v.facetTitle(name), v.facetLabel(name, id),
				"?" + without(all, name, id).Encode()})
		}
	}
	if found.Total == 0 {
		s.Partners = v.address("partners")
		s.Kinds = v.nav("", "practices", "briefs", "events", "learning", "legal", "themes", "regions")
	}
}

// openFacets are shown unfolded.
var openFacets = []string{"kind", "region", "theme", "outcome"}

// chosen reads the facet values of the address. Unknown groups are no concern
// of ours; unknown values are told to the reader.
func (v *visit) chosen() (chosen url.Values, unknown []string) {
	chosen = url.Values{}
	for _, g := range search.Groups() {
		for _, id := range v.query[g.Name] {
			id = strings.TrimSpace(id)
			switch {
			case id == "" || slices.Contains(chosen[g.Name], id):
			case v.facetKnown(g.Name, id):
				chosen[g.Name] = append(chosen[g.Name], id)
			case len(unknown) < 3:
				unknown = append(unknown, clip(id, 60))
			}
		}
	}
	return chosen, unknown
}

// find runs a search, if not too many run already, for so long and no longer.
func (v *visit) find(r search.Request) (*search.Result, error) {
	give, err := v.portal.running.take(v.request.Context())
	if err != nil {
		return nil, err
	}
	defer give()
	ctx, cancel := context.WithTimeout(v.request.Context(), searchTime)
	defer cancel()
	return v.view.Search(ctx, r)
}

// hits makes cards with the words that answer the query marked.
func (v *visit) hits(found *search.Result) []*card {
	marking := marker{visit: v, found: found, highlighters: map[lang.Tag]*search.Highlighter{}}
	list := make([]*card, 0, len(found.Hits))
	for _, h := range found.Hits {
		k := v.card(h.Card)
		marking.mark(k, h.Card)
		k.Why = v.reasons(h.Why)
		list = append(list, k)
	}
	return list
}

// marker marks the words of a query in cards, in any language.
type marker struct {
	*visit
	found        *search.Result
	highlighters map[lang.Tag]*search.Highlighter
}

func (m *marker) in(t lang.Tag) *search.Highlighter {
	h := m.highlighters[t]
	if h == nil {
		h = m.found.Highlighter(t)
		m.highlighters[t] = h
	}
	return h
}

// mark marks title and summary. Where the summary holds nothing that answers,
// it finds a piece of the text that does: in the language shown, else in
// another, else among the facts.
func (m *marker) mark(k *card, c *library.Card) {
	text, shown := c.Text(m.Lang)
	k.Title, k.Summary = m.in(shown).Mark(text.Title), m.in(shown).Mark(text.Summary)
	if answers(k.Summary) {
		return
	}
	order := []lang.Tag{shown, c.Original}
	order = append(order, c.Languages()...)
	for i, t := range order {
		if slices.Contains(order[:i], t) {
			continue
		}
		if text, err := m.view.Text(c.ID, t); err == nil && m.snippet(k, text, t) {
			return
		}
		if answers(k.Title) {
			return // the title says enough
		}
	}
	if version, err := m.view.Version(c.ID, shown); err == nil {
		m.snippet(k, factWords(version), shown)
	}
}

// snippet gives a card the piece of a text that answers, if any does.
func (m *marker) snippet(k *card, text string, t lang.Tag) bool {
	list := m.in(t).Snippet(text, snippetLength)
	if !answers(list) {
		return false
	}
	for i := range list {
		list[i].Text = strings.ReplaceAll(list[i].Text, "\n", " · ")
	}
	k.Snippet, k.SnippetLang = list, m.phrase("", t).Lang
	return true
}

// factWords are the words of a version's facts beside title and summary.
func factWords(v *content.Version) string {
	return strings.Join(append(content.Words(v.Facts), v.Facts.Base().Keywords...), "\n")
}

func answers(list []search.Fragment) bool {
	return slices.ContainsFunc(list, func(f search.Fragment) bool { return f.Mark })
}

// clip cuts a text to so many characters.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	count := 0
	for i := range s {
		if count == n {
			return s[:i]
		}
		count++
	}
	return s
}
