package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/search"
	"github.com/ai4citizens/casebook/internal/search/query"
)

const htmlType = "text/html; charset=utf-8"

// page is what the layout needs to know; the struct of every page embeds it.
type page struct {
	*reader
	// Title stands in the window's title, Description in what others show of
	// the page.
	Title       string
	Description string
	// Canonical is the page's one full address; Alternates are its versions in
	// the languages that there really are.
	Canonical  string
	Alternates []alternate
	// NoIndex keeps the page out of search engines.
	NoIndex bool
	// Feed is the address of the page's news, "" if there are none; FeedTitle
	// says what they are, "" for what is new.
	Feed      string
	FeedTitle string
	Crumb     []crumb
	// Nav are the main entries, Footer all others.
	Nav    []navItem
	Footer []navItem
	// Languages are the reader's choices.
	Languages []languageChoice
	// Query is what the search box holds; OwnSearch tells that the page has one
	// of its own, so that there is none in the header.
	Query     string
	OwnSearch bool
	// Commit is the short hash of what the edition was made of, "" without Git.
	Commit    string
	Published *moment
	// Project is the address of the project behind the portal, Contribute that
	// of the page that says how to; "" where there is none.
	Project    string
	Contribute string
	// Picture is the full address of a picture to show beside a link. Article
	// tells that the page is a text of its own.
	Picture string
	Article bool
	// Kind of the page in schema.org's words, "" for a page like any other, and
	// what else there is to tell in them.
	schema string
	things []thing
	// shown is the language of the text where it is not the reader's.
	shown lang.Tag
	// base is the portal's address.
	base  string
	theme *theme
}

// MaxQuery is how many characters of a query are read.
func (p *page) MaxQuery() int { return query.MaxLength }

// SuggestionCounts says how many suggestions there are, for each number from 1.
func (p *page) SuggestionCounts() string {
	var counts []string
	for n := range search.MaxSuggestions {
		counts = append(counts, p.N("suggest.count", n+1))
	}
	return strings.Join(counts, "|")
}

// BasketCounts says how many practices are remembered to be compared, for each
// number from 1: the script knows no plural forms.
func (p *page) BasketCounts() string {
	var counts []string
	for n := range maxCompared {
		counts = append(counts, p.N("basket.count", n+1))
	}
	return strings.Join(counts, "|")
}

type alternate struct {
	// Tag is a language, or "x-default".
	Tag  string
	Href string
}

type crumb struct {
	phrase
	Href string
}

type navItem struct {
	Label string
	Href  string
	// Current is the value of aria-current: "page", "true" or "".
	Current string
}

type languageChoice struct {
	Tag     lang.Tag
	Name    string
	Href    string
	Current bool
	// Missing tells that the page is not translated into the language; the
	// link then leads to what is shown instead.
	Missing bool
}

// Asset returns the address of one of the theme's files.
func (p *page) Asset(name string) string {
	if a := p.theme.assets[name]; a != nil {
		return a.address
	}
	return ""
}

// newPage starts the page at the visit's address: one that exists in every
// language of the portal.
func (v *visit) newPage(title string) page {
	p := page{reader: v.reader, Title: title, theme: v.theme, base: v.base}
	path := v.request.URL.Path
	if v.view == nil {
		return p
	}
	p.Canonical = v.base + pathURL(path).EscapedPath()
	p.Picture = v.base + v.address("card.png")
	p.Nav = v.nav(path, "practices", "briefs", "events", "learning", "legal", "themes", "regions", "partners")
	p.Footer = v.nav(path, "chain", "compare", "timeline", "concepts", "instruments", "plans", "reviews", "improvements", "organisations", "projects",
		"pages/about", "pages/contribute", "pages/accessibility", "pages/privacy", "dashboard", "exports", "status")
	p.Published = v.Day(v.view.Info.Published)
	if hash := v.view.Info.Commit.Hash; hash != "" {
		p.Commit = shortHash(hash)
	}
	if id := v.view.Site().Project; v.view.Card(id) != nil {
		p.Project = v.address(id)
	}
	if v.view.Card("pages/contribute") != nil {
		p.Contribute = v.address("pages/contribute")
	}
	p.languages(v, nil)
	return p
}

// languages fills in the choices of language and the alternates. A card limits
// the alternates to the languages that the document has.
func (p *page) languages(v *visit, card *library.Card) {
	p.Languages, p.Alternates = nil, nil
	rest, inLanguage := "", false
	if s, ok := strings.CutPrefix(v.request.URL.EscapedPath(), "/"+string(v.Lang)+"/"); ok {
		rest, inLanguage = s, true
	}
	for _, t := range v.view.Site().Tags() {
		path := "/" + string(t) + "/" + rest
		href := path
		if v.request.URL.RawQuery != "" && inLanguage {
			href += "?" + v.query.Encode()
		}
		missing := card != nil && !card.Has(t)
		p.Languages = append(p.Languages, languageChoice{t, v.OwnName(t), href, t == v.Lang, missing})
		if inLanguage && !missing {
			p.Alternates = append(p.Alternates, alternate{string(t), v.base + path})
		}
	}
	if inLanguage {
		fallback := v.view.Site().Default()
		if card != nil {
			fallback = card.Best(fallback)
		}
		p.Alternates = append(p.Alternates, alternate{"x-default", v.base + "/" + string(fallback) + "/" + rest})
	}
}

// nav makes entries of kinds, pages and other addresses; documents that do not
// exist are left out.
func (v *visit) nav(path string, names ...string) []navItem {
	var list []navItem
	for _, name := range names {
		item := navItem{Href: v.address(name)}
		switch {
		case name == "concepts" && v.thesaurus() == nil:
			continue
		case content.IsKind(name):
			item.Label = v.KindNames(content.Kind(name))
		case strings.Contains(name, "/"):
			if v.view.Card(name) == nil {
				continue
			}
			item.Label = v.document(name).Text
		default:
			item.Label = v.T("nav." + name)
		}
		switch {
		case path == item.Href:
			item.Current = "page"
		case strings.HasPrefix(path, item.Href+"/"):
			item.Current = "true"
		}
		list = append(list, item)
	}
	return list
}

// crumbs starts a page's trail: home, then the addresses given, each with its
// name.
func (v *visit) crumbs(pairs ...string) []crumb {
	list := []crumb{{phrase{Text: v.T("nav.home")}, v.address("")}}
	for i := 0; i+1 < len(pairs); i += 2 {
		list = append(list, crumb{phrase{Text: pairs[i+1]}, v.address(pairs[i])})
	}
	return list
}

// html answers with a page.
func (v *visit) html(name string, data any) (*answer, error) {
	body, err := v.theme.render(name, data)
	if err != nil {
		return nil, err
	}
	return &answer{status: http.StatusOK, mediaType: htmlType, body: body}, nil
}

// byTitle orders cards by their titles as the reader's language does.
func (r *reader) byTitle(cards []*library.Card) {
	slices.SortStableFunc(cards, func(a, b *library.Card) int {
		x, _ := a.Text(r.Lang)
		y, _ := b.Text(r.Lang)
		return r.collator.Compare(x.Title, y.Title)
	})
}

// byLabel orders terms by their labels.
func (r *reader) byLabel(list []value) {
	slices.SortStableFunc(list, func(a, b value) int { return r.collator.Compare(a.Text, b.Text) })
}

func shortHash(hash string) string { return hash[:min(len(hash), 8)] }
