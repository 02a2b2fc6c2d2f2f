package web

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/library"
)

// homePage answers in five seconds what this is and where to start.
type homePage struct {
	page
	Heading phrase
	Intro   phrase
	Welcome []section
	// Counts say how much there is.
	Documents, Practices, RegionCount int
	Measures                          []counted
	// MeasuresPage explains the kinds of help; "" where there is no such page.
	MeasuresPage string
	Themes       []counted
	Regions      []counted
	Map          *regionMap
	Partners     []value
	News         []*card
	Events       []*card
	Upcoming     bool
	Learn        []*card
}

// counted is a term with the number of documents that have it.
type counted struct {
	value
	Count int
}

const (
	newsOnHome   = 4
	eventsOnHome = 3
	learnOnHome  = 3
)

// start leads to the portal in the reader's language.
func start(v *visit) (*answer, error) {
	a := redirect(http.StatusFound, "/"+string(v.Lang)+"/")
	a.more = map[string]string{"Vary": "Accept-Language"}
	return a, nil
}

// home is the first page in a language.
func home(v *visit) (*answer, error) {
	h := &homePage{page: v.newPage("")}
	h.OwnSearch = true
	h.Description, h.Feed = v.Tagline(), v.address("feed.atom")
	h.Heading = phrase{Text: v.SiteName()}
	h.Intro = phrase{Text: v.Tagline()}
	if v.view.Card("pages/home") != nil {
		if err := h.welcome(v); err != nil {
			return nil, err
		}
	}
	if v.view.Card("pages/measures") != nil {
		h.MeasuresPage = v.address("pages/measures")
	}
	cards := v.view.Cards("")
	h.count(v, cards)
	if h.Map = v.regionMap(v.view.Cards(content.Practices), "count.practices"); h.Map != nil {
		h.Map.Small = true
	}
	h.news(v, cards)
	h.Partners = v.documents(v.partnerIDs())
	h.things = h.siteThings(v)
	return v.html("home", h)
}

// welcome takes the words from the page that authors keep for it.
func (h *homePage) welcome(v *visit) error {
	d, err := v.view.Document("pages/home", v.Lang)
	if err != nil {
		return err
	}
	t := d.Version.Lang
	h.Heading = v.phrase(d.Facts.Base().Title, t)
	h.Intro = v.phrase(d.Facts.Base().Summary, t)
	h.Description = d.Facts.Base().Summary
	h.Welcome = v.sections(d)
	return nil
}

func (h *homePage) count(v *visit, cards []*library.Card) {
	measures, themes, nuts := map[string]int{}, map[string]int{}, map[string]int{}
	for _, c := range cards {
		if c.Kind == content.Pages {
			continue
		}
		h.Documents++
		if c.Kind == content.Practices {
			h.Practices++
			for _, id := range c.Terms["governance-element"] {
				themes[id]++
			}
			for _, code := range v.innermost(c.Terms["nuts"]) {
				nuts[code]++
			}
		}
		for _, id := range c.Terms["tsi-measure"] {
			measures[id]++
		}
	}
	h.Measures = v.counted("tsi-measure", measures)
	h.Themes = v.counted("governance-element", themes)
	h.Regions = v.counted("nuts", nuts)
	h.RegionCount = len(nuts)
	v.sortCounted(h.Regions)
}

// counted lists the terms of a vocabulary that are in use, in its order.
func (r *reader) counted(scheme string, counts map[string]int) []counted {
	var list []counted
	if s := r.view.Rules.Vocabularies.Scheme(scheme); s != nil {
		for _, c := range s.Concepts {
			if n := counts[c.ID]; n > 0 {
				list = append(list, counted{r.term(scheme, c.ID), n})
			}
		}
	}
	return list
}

func (r *reader) sortCounted(list []counted) {
	names := make([]value, len(list))
	counts := map[string]int{}
	for i, c := range list {
		names[i] = c.value
		counts[c.Hint+c.Href] = c.Count
	}
	r.byLabel(names)
	for i, n := range names {
		list[i] = counted{n, counts[n.Hint+n.Href]}
	}
}

// news fills in what is new, the events next or last, and what can be learnt.
func (h *homePage) news(v *visit, cards []*library.Card) {
	var fresh, events, learn []*library.Card
	for _, c := range cards {
		switch c.Kind {
		case content.Practices, content.Briefs, content.Legal, content.Improvements, content.Reviews, content.Plans:
			fresh = append(fresh, c)
		case content.Events:
			events = append(events, c)
		case content.Learning:
			learn = append(learn, c)
		}
	}
	v.freshest(fresh)
	h.News = v.cards(mixed(fresh, newsOnHome))
	events, h.Upcoming = nextEvents(events, time.Now())
	h.Events = v.cards(events[:min(len(events), eventsOnHome)])
	newest(learn)
	h.Learn = v.cards(learn[:min(len(learn), learnOnHome)])
}

// freshest orders cards by when they came. What came with one commit is ordered
// by what the reader can read without a translation, then by its own date.
func (r *reader) freshest(cards []*library.Card) {
	foreign := func(c *library.Card) int {
		if c.Has(r.Lang) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(cards, func(a, b *library.Card) int {
		return cmp.Or(b.Added.Compare(a.Added), b.Updated.Compare(a.Updated), cmp.Compare(foreign(a), foreign(b)),
			strings.Compare(ownDate(b), ownDate(a)), cmp.Compare(newsRank(a), newsRank(b)))
	})
}

// mixed takes the first few cards, and of each organisation only one as long as
// there are others.
func mixed(cards []*library.Card, n int) []*library.Card {
	var list, rest []*library.Card
	taken := map[string]bool{}
	for _, c := range cards {
		if c.Organisation != "" && taken[c.Organisation] {
			rest = append(rest, c)
			continue
		}
		taken[c.Organisation] = true
		list = append(list, c)
	}
	list = append(list, rest...)
	return list[:min(len(list), n)]
}

// newsRank puts practices first among what came at the same moment.
func newsRank(c *library.Card) int {
	return slices.Index(content.Kinds(), c.Kind)
}

// nextEvents returns the events to come, the nearest first; if there are none,
// those that were, the last first.
func nextEvents(events []*library.Card, now time.Time) (list []*library.Card, upcoming bool) {
	today := now.UTC().Format("2006-01-02")
	for _, c := range events {
		if !c.Date.IsZero() && newsDate(c) >= today {
			list = append(list, c)
		}
	}
	if len(list) == 0 {
		newest(events)
		return events, false
	}
	newest(list)
	slices.Reverse(list)
	return list, true
}

// partnerIDs lists the partners of the portal's project: in the project's own
// order, else by their numbers.
func (v *visit) partnerIDs() []string {
	if d, err := v.view.Document(v.view.Site().Project, v.Lang); err == nil {
		if project, ok := d.Facts.(*content.Project); ok && len(project.Partners) > 0 {
			return project.Partners
		}
	}
	var cards []*library.Card
	for _, c := range v.view.Cards(content.Organisations) {
		if c.Partner > 0 {
			cards = append(cards, c)
		}
	}
	slices.SortFunc(cards, func(a, b *library.Card) int { return cmp.Compare(a.Partner, b.Partner) })
	var ids []string
	for _, c := range cards {
		ids = append(ids, c.ID)
	}
	return ids
}

func itoa(n int) string { return strconv.Itoa(n) }
