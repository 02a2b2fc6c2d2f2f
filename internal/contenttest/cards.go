package contenttest

import (
	"fmt"
	"math/rand/v2"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/library"
)

// Cards makes the cards of so many practices, each in two languages, and of one
// organisation for every hundred, without the documents behind them.
func (w Words) Cards(documents int) []*library.Card {
	var cards []*library.Card
	for n := range max(documents/100, 1) {
		cards = append(cards, &library.Card{
			ID: fmt.Sprintf("organisations/city-%d", n), Kind: content.Organisations, Original: lang.EN, City: fmt.Sprintf("City %d", n),
			Texts: map[lang.Tag]library.CardText{lang.EN: {Title: fmt.Sprintf("City number %d", n)}},
			Terms: map[string][]string{"nuts": {regions[n%len(regions)]}},
		})
	}
	for n := range documents {
		cards = append(cards, w.Card(n, 0))
	}
	return cards
}

// Card makes the card of one practice; another edit gives it other titles.
func (w Words) Card(n, edit int) *library.Card {
	r := rand.New(rand.NewPCG(uint64(n), uint64(edit)))
	from := originals[n%len(originals)]
	c := &library.Card{
		ID: PracticeID(n), Kind: content.Practices, Original: from, Organisation: "organisations/city-0",
		Texts: map[lang.Tag]library.CardText{}, Date: content.Date{Year: 2016 + r.IntN(10)},
		Terms: map[string][]string{
			"nuts":               {regions[r.IntN(len(regions))]},
			"outcome":            {pick(r, "proved-successful", "mixed", "discontinued", "too-early")},
			"topic":              {pick(r, "transparency", "data", "governance", "human-control")},
			"tsi-measure":        {pick(r, "ai-governance", "digital-skills", "it-data-governance")},
			"governance-element": {pick(r, "inventory-register", "policy-rules", "human-oversight", "literacy-training", "procurement-contracts")},
		},
	}
	for _, t := range []lang.Tag{from, lang.EN} {
		c.Texts[t] = library.CardText{Title: fmt.Sprintf("%s %d", w.sentence(r, t, 4), n), Words: 500}
	}
	return c
}
