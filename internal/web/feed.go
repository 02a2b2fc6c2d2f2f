package web

import (
	"bytes"
	"encoding/xml"
	"net/http"
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

// entriesOfFeed is how many documents a feed holds.
const entriesOfFeed = 40

type atomFeed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang     lang.Tag    `xml:"xml:lang,attr"`
	ID       string      `xml:"id"`
	Title    string      `xml:"title"`
	Subtitle string      `xml:"subtitle,omitempty"`
	Updated  string      `xml:"updated"`
	Author   atomPerson  `xml:"author"`
	Links    []atomLink  `xml:"link"`
	Entries  []atomEntry `xml:"entry"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr,omitempty"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	// Lang is that of the document, where it is not the feed's.
	Lang      lang.Tag     `xml:"xml:lang,attr,omitempty"`
	ID        string       `xml:"id"`
	Title     string       `xml:"title"`
	Link      atomLink     `xml:"link"`
	Published string       `xml:"published"`
	Updated   string       `xml:"updated"`
	Category  atomCategory `xml:"category"`
	Summary   string       `xml:"summary,omitempty"`
}

type atomCategory struct {
	Term  string `xml:"term,attr"`
	Label string `xml:"label,attr"`
}

// feed tells what was added or changed last: of one kind, or of all.
func feed(v *visit) (*answer, error) {
	kind := v.kind()
	cards := v.view.Cards(kind)
	if kind == "" {
		cards = slices.DeleteFunc(cards, func(c *library.Card) bool { return c.Kind == content.Pages })
	}
	slices.SortStableFunc(cards, func(a, b *library.Card) int { return b.Updated.Compare(a.Updated) })
	f := v.newFeed(v.address(string(kind)), v.request.URL.EscapedPath())
	if kind != "" {
		f.Title += " · " + v.KindNames(kind)
	}
	return v.feed(f, cards[:min(len(cards), entriesOfFeed)])
}

// searchFeed tells which of the documents that a search finds were added or
// changed last, so that who keeps the address follows the search.
func searchFeed(v *visit) (*answer, error) {
	r, chosen, unknown := v.asked()
	if len(unknown) > 0 {
		// Without the filter there would be news that nobody asked for.
		return nil, &failure{status: http.StatusBadRequest}
	}
	r.Changed, r.Limit = true, entriesOfFeed
	found, err := v.find(r)
	if err != nil {
		return nil, err
	}
	same := v.subscription(chosen)
	f := v.newFeed(v.address("search")+same, v.address("search", "feed.atom")+same)
	f.Title += " · " + v.T("search.title")
	if !r.Query.Empty() {
		f.Title += " " + v.Quoted(r.Query.String())
	}
	for _, g := range search.Groups() {
		for _, id := range chosen[g.Name] {
			f.Title += " · " + v.facetLabel(g.Name, id).Text
		}
	}
	var cards []*library.Card
	for _, h := range found.Hits {
		cards = append(cards, h.Card)
	}
	return v.feed(f, cards)
}

// subscription is the part of a search's address that says what is searched
// for, without page and order.
func (v *visit) subscription(chosen url.Values) string {
	same := url.Values{}
	for name, list := range chosen {
		same[name] = list
	}
	if text := strings.TrimSpace(clip(v.query.Get("q"), query.MaxLength)); text != "" {
		same.Set("q", text)
	}
	if v.query.Get("languages") == "own" {
		same.Set("languages", "own")
	}
	if len(same) == 0 {
		return ""
	}
	return "?" + same.Encode()
}

// newFeed starts the feed at an address, of the page at another.
func (v *visit) newFeed(page, self string) *atomFeed {
	return &atomFeed{
		Lang: v.Lang, ID: v.base + page, Title: v.SiteName(), Subtitle: v.Tagline(),
		Updated: v.view.Info.Published.UTC().Format(time.RFC3339), Author: atomPerson{v.SiteName()},
		Links: []atomLink{{"self", "application/atom+xml", v.base + self}, {"alternate", "text/html", v.base + page}},
	}
}

// feed answers with a feed of documents, the last changed first.
func (v *visit) feed(f *atomFeed, cards []*library.Card) (*answer, error) {
	for _, c := range cards {
		f.Entries = append(f.Entries, v.entry(c))
	}
	if len(f.Entries) > 0 {
		f.Updated = f.Entries[0].Updated
	}
	return xmlAnswer("application/atom+xml; charset=utf-8", f)
}

func (v *visit) entry(c *library.Card) atomEntry {
	text, t := c.Text(v.Lang)
	href := v.base + "/" + string(t) + "/" + c.ID
	return atomEntry{
		Lang: v.phrase("", t).Lang, ID: href, Title: text.Title, Summary: text.Summary,
		Link:      atomLink{Rel: "alternate", Type: "text/html", Href: href},
		Published: c.Added.UTC().Format(time.RFC3339), Updated: c.Updated.UTC().Format(time.RFC3339),
		Category: atomCategory{string(c.Kind), v.KindName(c.Kind)},
	}
}

func xmlAnswer(mediaType string, data any) (*answer, error) {
	var out bytes.Buffer
	out.WriteString(xml.Header)
	if err := xml.NewEncoder(&out).Encode(data); err != nil {
		return nil, err
	}
	out.WriteByte('\n')
	return &answer{status: http.StatusOK, mediaType: mediaType, body: out.Bytes()}, nil
}
