package search

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/library"
)

// aboutCard makes a card that is about concepts.
func aboutCard(id string, kind content.Kind, title string, concepts ...string) *library.Card {
	c := &library.Card{ID: id, Kind: kind, Original: lang.EN, Texts: map[lang.Tag]library.CardText{lang.EN: {Title: title}}}
	for i, x := range concepts {
		c.Subjects = append(c.Subjects, library.Subject{Concept: x, Strength: 80 - 10*i})
	}
	return c
}

// fewCards are some documents on two subjects, and others that are not shown
// beside them.
func fewCards() []*library.Card {
	cards := []*library.Card{
		aboutCard("practices/one", content.Practices, "A register", "register", "city"),
		aboutCard("practices/two", content.Practices, "The register", "register", "city"),
		aboutCard("briefs/three", content.Briefs, "Registers", "register", "city", "algorithm"),
		aboutCard("practices/four", content.Practices, "A chatbot", "chatbot", "city"),
		aboutCard("practices/five", content.Practices, "A chatbot", "chatbot", "city"),
		aboutCard("practices/six", content.Practices, "Something", "city"),
		aboutCard("practices/example", content.Practices, "The register", "register", "city"),
		aboutCard("pages/page", content.Pages, "The register", "register", "city"),
		aboutCard("organisations/town", content.Organisations, "The register", "register", "city"),
	}
	for i := range 6 {
		cards = append(cards, aboutCard(fmt.Sprintf("events/other-%d", i), content.Events, "Another thing", fmt.Sprint("other-", i), "city"))
	}
	cards[6].Example = true
	return cards
}

func ids(list []Neighbour) []string {
	var out []string
	for _, n := range list {
		out = append(out, n.Card.ID)
	}
	return out
}

func TestRelated(t *testing.T) {
	c := NewColumns(nil).With(fewCards(), nil)
	for _, test := range []struct {
		id      string
		without []string
		want    []string
	}{
		{"practices/one", nil, []string{"practices/two", "briefs/three"}}, // of the same kind first
		{"practices/one", []string{"practices/two"}, []string{"briefs/three"}},
		{"practices/four", nil, []string{"practices/five"}},
		{"practices/six", nil, nil}, // all are about the city
		{"organisations/town", nil, []string{"briefs/three", "practices/one", "practices/two"}},
		{"practices/unknown", nil, nil},
	} {
		list := c.Related(test.id, test.without, 5)
		if got := ids(list); !slices.Equal(got, test.want) {
			t.Errorf("related to %s: %v, want %v", test.id, got, test.want)
		}
		for _, n := range list {
			if len(n.Shared) != 1 || n.Shared[0].Group != "concept" {
				t.Errorf("%s and %s have in common: %v", test.id, n.Card.ID, n.Shared)
			}
		}
	}
	if list := c.Related("practices/one", nil, 1); len(list) != 1 {
		t.Errorf("one was asked for: %v", ids(list))
	}
	without := c.With(nil, []string{"practices/two"})
	if got := ids(without.Related("practices/one", nil, 5)); !slices.Equal(got, []string{"briefs/three"}) {
		t.Errorf("when one is removed: %v", got)
	}
	if c.Related("practices/one", nil, 5)[0].Card.ID != "practices/two" {
		t.Error("a later edition changed an earlier one")
	}
}

// TestRelatedDoesNotDependOnTheOrder adds the same documents in many orders.
func TestRelatedDoesNotDependOnTheOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var cards []*library.Card
	for i := range 60 {
		c := aboutCard(fmt.Sprintf("practices/p%02d", i), content.Practices, fmt.Sprintf("Title %d of %d", i%7, i%5))
		for range 1 + r.IntN(8) {
			s := library.Subject{Concept: fmt.Sprint("c", r.IntN(25)), Strength: 1 + r.IntN(100)}
			if c.About(s.Concept) == 0 {
				c.Subjects = append(c.Subjects, s)
			}
		}
		cards = append(cards, c)
	}
	want, found := "", 0
	for round := range 10 {
		columns, list := NewColumns(nil), ""
		for part := range slices.Chunk(cards, 1+r.IntN(60)) {
			columns = columns.With(part, nil)
		}
		for i := range 60 {
			id := fmt.Sprintf("practices/p%02d", i)
			for _, n := range columns.Related(id, nil, 5) {
				list += fmt.Sprintln(id, n.Card.ID, n.Closeness, n.Shared)
				found++
				if n.Card.ID == id {
					t.Errorf("%s is related to itself", id)
				}
			}
		}
		if round == 0 {
			want = list
		} else if list != want {
			t.Fatalf("round %d gives\n%s\nnot\n%s", round, list, want)
		}
		r.Shuffle(len(cards), func(i, j int) { cards[i], cards[j] = cards[j], cards[i] })
	}
	if found < 100 {
		t.Errorf("only %d are related", found)
	}
}

func TestCharacteristic(t *testing.T) {
	c := NewColumns(nil).With(fewCards(), nil)
	if got := c.Characteristic([]*library.Card{c.Card("briefs/three")}, 2); !slices.Equal(got, []string{"algorithm", "register"}) {
		t.Errorf("a brief is told by %v", got) // one other document is about the register, all about the city
	}
	if n := c.ConceptCounts(); n["register"] != 5 || n["city"] != 14 || n["unknown"] != 0 {
		t.Errorf("counts: %v", n)
	}
	if got := c.Characteristic(nil, 5); len(got) != 0 {
		t.Errorf("nothing is told by %v", got)
	}
}

// BenchmarkRelated finds what is related among 5,000 documents: with what is
// known of the edition, and the first time in an edition.
func BenchmarkRelated(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	var cards []*library.Card
	for i := range 5000 {
		c := aboutCard(fmt.Sprintf("practices/p%d", i), content.Practices, fmt.Sprintf("Title %d of %d and %d", i%70, i%50, i%900))
		for range 15 {
			// Few concepts are frequent, many are rare.
			s := library.Subject{Concept: fmt.Sprint("c", int(1200*r.Float64()*r.Float64()*r.Float64())), Strength: 1 + r.IntN(100)}
			if c.About(s.Concept) == 0 {
				c.Subjects = append(c.Subjects, s)
			}
		}
		cards = append(cards, c)
	}
	columns := NewColumns(nil).With(cards, nil)
	b.Run("again", func(b *testing.B) {
		i := 0
		for b.Loop() {
			columns.Related(cards[i%5000].ID, nil, 5)
			i++
		}
	})
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			columns = columns.With(cards[:1], nil)
			columns.Related(cards[1].ID, nil, 5)
		}
	})
}
