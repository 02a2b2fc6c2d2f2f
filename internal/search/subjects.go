package search

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"github.com/ai4citizens/casebook/internal/library"
)

// subjects counts what the documents of an edition are about, when it is first
// asked for.
type subjects struct {
	once   sync.Once
	counts map[string]int
	// documents is how many there are, examples left out.
	documents int
}

// ConceptCounts says how many documents are about each concept, examples left
// out. The map must not be changed.
func (c *Columns) ConceptCounts() map[string]int { return c.countSubjects().counts }

func (c *Columns) countSubjects() *subjects {
	c.about.once.Do(func() {
		c.about.counts = map[string]int{}
		c.Cards(func(card *library.Card) bool {
			if !card.Example {
				c.about.documents++
				for _, s := range card.Subjects {
					c.about.counts[s.Concept]++
				}
			}
			return true
		})
	})
	return &c.about
}

// Characteristic lists the concepts, at most so many, that tell some documents
// from all others: what they are strongly about, and few others are.
func (c *Columns) Characteristic(cards []*library.Card, most int) []string {
	about := c.countSubjects()
	weights := map[string]float64{}
	var ids []string
	for _, card := range cards {
		for _, s := range card.Subjects {
			if weights[s.Concept] == 0 {
				ids = append(ids, s.Concept)
			}
			rarity := math.Log(1 + float64(about.documents)/float64(max(about.counts[s.Concept], 1)))
			weights[s.Concept] += float64(s.Strength) * rarity
		}
	}
	slices.SortFunc(ids, func(a, b string) int {
		return cmp.Or(cmp.Compare(weights[b], weights[a]), cmp.Compare(a, b))
	})
	return ids[:min(len(ids), most)]
}
