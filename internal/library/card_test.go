package library

import (
	"reflect"
	"testing"
	"time"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
)

func exampleCard() *Card {
	return &Card{
		ID: "practices/x", Kind: content.Practices, Original: lang.FI,
		Texts: map[lang.Tag]CardText{
			lang.FI: {Title: "Rekisteri", Summary: "Luettelo.", Blob: "a1", Words: 500},
			lang.EN: {Title: "Register", Blob: "b2", Follows: "a0", By: "human"},
			lang.LV: {Title: "Reģistrs", Blob: "c3", Follows: "a1"},
		},
		Terms:        map[string][]string{"nuts": {"FI1B1"}, "outcome": {"mixed"}},
		Organisation: "organisations/y", City: "Rīga", Date: content.Date{Year: 2020, Month: 9}, End: content.Date{Year: 2024},
		Added: time.Unix(1600000000, 0).UTC(), Updated: time.Unix(1700000000, 0).UTC(),
		Aliases: []string{"practices/old"}, Partner: 2, Example: true, Parts: []string{"details", "evidence"},
		Subjects: []Subject{{"algorithm-register", 100}, {"transparency", 12}},
		Items:    []content.Item{{List: "actions", ID: "a", State: "done"}, {List: "actions", ID: "b"}},
	}
}

func TestCardSurvivesStorage(t *testing.T) {
	for _, c := range []*Card{exampleCard(), {ID: "pages/x", Texts: map[lang.Tag]CardText{}, Terms: map[string][]string{}}} {
		again, err := decodeCard(encodeCard(c))
		if err != nil || !reflect.DeepEqual(again, c) {
			t.Errorf("read again it is %+v, was %+v (%v)", again, c, err)
		}
	}
}

func TestCardStates(t *testing.T) {
	c := exampleCard()
	for tag, want := range map[lang.Tag]State{lang.FI: Original, lang.EN: Outdated, lang.LV: Current, lang.RO: Missing} {
		if got := c.State(tag); got != want {
			t.Errorf("%s is %s, want %s", tag, got, want)
		}
	}
	if text, best := c.Text(lang.RO); best != lang.FI || text.Title != "Rekisteri" {
		t.Errorf("a Romanian reader is shown %q in %s", text.Title, best)
	}
}

func FuzzDecodeCard(f *testing.F) {
	f.Add(encodeCard(exampleCard()))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := decodeCard(data)
		if err != nil {
			return
		}
		again, err := decodeCard(encodeCard(c))
		if err != nil || !reflect.DeepEqual(again, c) {
			t.Errorf("%+v is read again as %+v (%v)", c, again, err)
		}
	})
}
