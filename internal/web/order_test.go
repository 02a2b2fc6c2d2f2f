package web

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/library"
)

// commit makes cards of practices that came at one moment.
func commit(when time.Time, cards ...*library.Card) []*library.Card {
	for _, c := range cards {
		c.Kind, c.Added, c.Updated = content.Practices, when, when
	}
	return cards
}

func written(id string, year int, tags ...lang.Tag) *library.Card {
	c := &library.Card{ID: id, Date: content.Date{Year: year}, Texts: map[lang.Tag]library.CardText{}}
	for _, t := range tags {
		c.Texts[t] = library.CardText{Title: id}
	}
	return c
}

func ids(cards []*library.Card) []string {
	var list []string
	for _, c := range cards {
		list = append(list, c.ID)
	}
	return list
}

func TestOrderWithinACommit(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	cards := commit(now.Add(-time.Hour), written("old", 2026, lang.EN))
	cards = append(cards, commit(now, written("undated", 0, lang.EN), written("foreign", 2025, lang.FI),
		written("early", 2020, lang.EN), written("late", 2024, lang.EN, lang.FI))...)

	fresh := slices.Clone(cards)
	(&reader{Lang: lang.EN}).freshest(fresh)
	if got, want := ids(fresh), []string{"late", "early", "undated", "foreign", "old"}; !slices.Equal(got, want) {
		t.Errorf("new on the first page: %q, want %q", got, want)
	}
	newest(cards)
	if got, want := ids(cards), []string{"foreign", "late", "early", "undated", "old"}; !slices.Equal(got, want) {
		t.Errorf("newest: %q, want %q", got, want)
	}
}

func TestUnknownOrderIsIgnored(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	plain := get(t, h, http.StatusOK, "/en/practices")
	bogus := get(t, h, http.StatusOK, "/en/practices?sort=bogus")
	if plain.body != bogus.body || plain.Header.Get("ETag") != bogus.Header.Get("ETag") {
		t.Error("an order that does not exist makes another page")
	}
}

func TestCityThatIsTheRegion(t *testing.T) {
	t.Parallel()
	p := page200(t, testPortal(t), "/en/organisations/second")
	if n := len(p.all(".glance dt:contains('Where') ~ dd")); n != 1 {
		t.Errorf("the city is named %d times", n)
	}
	p = page200(t, testPortal(t), "/en/organisations/lead")
	if n := len(p.all(".glance dt:contains('Where') ~ dd")); n != 2 {
		t.Errorf("city and region are %d values", n)
	}
}

func TestPartnersAreListedOnce(t *testing.T) {
	t.Parallel()
	p := page200(t, realPortal(t), "/it/projects/ai4citizens")
	p.one("ol.partners a[href='/it/organisations/helsinki']")
	p.one(".text ol a[href='/it/organisations/helsinki']")
	p.one("h2#partners")
}
