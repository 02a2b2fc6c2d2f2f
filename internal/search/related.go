package search

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	langanalysis "github.com/ai4citizens/casebook/internal/lang/analysis"
	"github.com/ai4citizens/casebook/internal/library"
)

// How close documents are to one another is the cosine of their traits: the
// concepts that they are about, by their strength, the terms that their facts
// name, and the words of title and summary; each counts for more the fewer
// documents have it.
const (
	weightTerm = 0.5
	weightWord = 0.35
	// sameKind brings what is of the same kind a little closer.
	sameKind = 1.1
	// leastClose is the floor under which documents are not said to be related.
	leastClose = 0.18
	// leastRarity is how rare something must be that related documents have in
	// common: no more than a quarter of all have it (the logarithm of 4).
	leastRarity = 1.386
)

// traitGroups are the facet groups whose values are traits.
var traitGroups = []string{"concept", "theme", "topic", "measure"}

// Neighbour is a document that is about the same as another.
type Neighbour struct {
	Card *library.Card
	// Closeness is from 0 to about 1.
	Closeness float64
	// Shared is what both are about, what brings them closest first; what very
	// many documents are about is left out.
	Shared []Shared
}

// Shared is a value of a facet group that two documents have.
type Shared struct {
	Group string
	Value string
}

// trait is something that a document has, and how much: a facet value (its
// number is even) or a word (it is odd).
type trait struct {
	number uint32
	weight float32
}

// neighbourhood says which documents have which traits. It is found out when it
// is first asked for.
type neighbourhood struct {
	once sync.Once
	// holders are the rows that have a trait, by its number.
	holders [][]holder
	// rarity is what a trait counts for; 0 if all have it, or only one.
	rarity []float32
	// length is the length of each row's traits, seen as a vector.
	length []float32
}

type holder struct {
	row    uint32
	weight float32
}

// Related returns the documents closest to one, at most so many, without those
// named. Examples, pages of the portal itself, organisations and projects are
// no answer. Documents that are equally close are ordered by id.
func (c *Columns) Related(id string, without []string, most int) []Neighbour {
	n, known := c.ordinals[id]
	if !known || c.rows[n] == nil {
		return nil
	}
	own, near := c.rows[n], c.neighbours()
	scores := make([]float32, len(c.rows))
	for _, t := range c.traits(own) {
		if worth := near.worth(t); worth > 0 {
			for _, h := range near.holders[t.number] {
				scores[h.row] += worth * near.rarity[t.number] * h.weight
			}
		}
	}
	var list []Neighbour
	for i, score := range scores {
		if score == 0 || i == int(n) {
			continue
		}
		closeness := float64(score) / float64(near.length[n]*near.length[i])
		if c.rows[i].card.Kind == own.card.Kind {
			closeness *= sameKind
		}
		// The sum depends a little on the order of what is added up, and that on
		// how the edition came about; it must not show.
		closeness = math.Round(closeness*1e4) / 1e4
		if closeness >= leastClose {
			list = append(list, Neighbour{Card: c.rows[i].card, Closeness: closeness})
		}
	}
	slices.SortFunc(list, func(a, b Neighbour) int {
		return cmp.Or(cmp.Compare(b.Closeness, a.Closeness), cmp.Compare(a.Card.ID, b.Card.ID))
	})
	return c.reasoned(own, list, without, most)
}

func mayBeRelated(c *library.Card) bool {
	switch c.Kind {
	case content.Pages, content.Organisations, content.Projects:
		return false
	}
	return !c.Example
}

// reasoned keeps the first of a list that have something rare in common with a
// row, and says what.
func (c *Columns) reasoned(own *row, list []Neighbour, without []string, most int) []Neighbour {
	var kept []Neighbour
	for _, x := range list {
		if len(kept) == most {
			break
		}
		if slices.Contains(without, x.Card.ID) {
			continue
		}
		if x.Shared = c.shared(own, c.rows[c.ordinals[x.Card.ID]]); len(x.Shared) > 0 {
			kept = append(kept, x)
		}
	}
	return kept
}

// shared lists the rare values that two rows have, what counts most first.
func (c *Columns) shared(a, b *row) []Shared {
	type weighted struct {
		Shared
		weight float32
	}
	near, values, others := c.neighbours(), c.dict.all(), c.traits(b)
	var list []weighted
	for _, t := range c.traits(a) {
		at, both := slices.BinarySearchFunc(others, t.number, func(x trait, n uint32) int { return cmp.Compare(x.number, n) })
		if !both || t.number%2 == 1 || near.worth(t) < t.weight*leastRarity {
			continue
		}
		v := values[t.number/2]
		list = append(list, weighted{Shared{Groups()[v.group].Name, v.value}, near.worth(t) * near.worth(others[at])})
	}
	slices.SortFunc(list, func(a, b weighted) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.Group, b.Group), cmp.Compare(a.Value, b.Value))
	})
	out := make([]Shared, len(list))
	for i, x := range list {
		out[i] = x.Shared
	}
	return out
}

// neighbours finds out who has which traits, once for these columns.
func (c *Columns) neighbours() *neighbourhood {
	near := &c.near
	near.once.Do(func() {
		count := 0
		for i, r := range c.rows {
			if r != nil && mayBeRelated(r.card) {
				near.hold(uint32(i), c.traits(r))
				count++
			}
		}
		near.rarity = make([]float32, len(near.holders))
		for number, list := range near.holders {
			// What only one has makes it no less close to others.
			if len(list) > 1 {
				near.rarity[number] = float32(math.Log(float64(count) / float64(len(list))))
			}
		}
		near.length = make([]float32, len(c.rows))
		for i, r := range c.rows {
			if r != nil {
				near.length[i] = near.lengthOf(c.traits(r))
			}
		}
	})
	return near
}

// hold notes who has traits.
func (near *neighbourhood) hold(row uint32, list []trait) {
	for _, t := range list {
		if missing := int(t.number) + 1 - len(near.holders); missing > 0 {
			near.holders = append(near.holders, make([][]holder, missing)...)
		}
		near.holders[t.number] = append(near.holders[t.number], holder{row, t.weight})
	}
}

// worth is what a trait counts for.
func (near *neighbourhood) worth(t trait) float32 {
	if int(t.number) >= len(near.rarity) {
		return 0 // none of those who may be related has it
	}
	return t.weight * near.rarity[t.number]
}

func (near *neighbourhood) lengthOf(list []trait) float32 {
	sum := 0.0
	for _, t := range list {
		sum += float64(near.worth(t) * near.worth(t))
	}
	return float32(math.Sqrt(sum))
}

// traits returns what a row has, ordered by number; it is found out once.
func (c *Columns) traits(r *row) []trait {
	if known := r.traits.Load(); known != nil {
		return *known
	}
	var list []trait
	for g, group := range Groups() {
		if !slices.Contains(traitGroups, group.Name) {
			continue
		}
		for _, v := range c.groupValues(group, r.card) {
			weight := float32(weightTerm)
			if group.Name == "concept" {
				weight = float32(math.Sqrt(float64(r.card.About(v)) / 100))
			}
			list = append(list, trait{2 * c.dict.of(facetValue{g, v}), weight})
		}
	}
	// One language is enough: English, which most have, else the original's.
	text, t := r.card.Text(lang.EN)
	for word := range wordsIn(text.Title + " " + text.Summary) {
		if term := langanalysis.Term(t, word); term != "" {
			list = append(list, trait{2*c.dict.word(string(t)+" "+term) + 1, weightWord})
		}
	}
	slices.SortFunc(list, func(a, b trait) int { return cmp.Compare(a.number, b.number) })
	list = slices.CompactFunc(list, func(a, b trait) bool { return a.number == b.number })
	r.traits.Store(&list)
	return list
}
