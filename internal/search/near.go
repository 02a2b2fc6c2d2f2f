package search

import (
	"cmp"
	"slices"

	"github.com/ai4citizens/casebook/internal/lang"
)

// Words that stand side by side in the query and near each other in a text say
// more than the same words far apart. Places are costly to read, so only the
// best hits are looked at, and only their summaries and texts: in a title all
// words are near.
const (
	// nearHits is how many of the best hits are looked at.
	nearHits = 30
	// nearPairs is how many pairs of words are looked for.
	nearPairs = 12
	// nearWords is how far apart two words may be to be near each other.
	nearWords = 3
	// weightNear is what such a pair counts, against its words alone.
	weightNear = 0.2
)

// pair is two words that are side by side in the query, in one language.
type pair struct {
	lang lang.Tag
	a, b string
}

// pairs lists the words that are side by side: of the query itself, and of the
// labels that translate it.
func (p *plan) pairs() []pair {
	var list []pair
	add := func(x pair) {
		if len(list) < nearPairs && x.a != x.b && !slices.Contains(list, x) {
			list = append(list, x)
		}
	}
	last := map[lang.Tag]string{}
	for _, g := range p.groups {
		next := map[lang.Tag]string{}
		for _, a := range g.alternatives {
			if g.not || a.phrase || !a.typed || len(a.parts) != 1 || len(a.parts[0]) != 1 {
				continue
			}
			next[a.lang] = a.parts[0][0]
			if before := last[a.lang]; before != "" {
				add(pair{a.lang, before, a.parts[0][0]})
			}
		}
		last = next
	}
	for _, g := range p.groups {
		for _, a := range g.alternatives {
			for i := 1; i < len(a.parts) && !g.not && !a.phrase; i++ {
				if len(a.parts[i-1]) == 1 && len(a.parts[i]) == 1 {
					add(pair{a.lang, a.parts[i-1][0], a.parts[i][0]})
				}
			}
		}
	}
	return list
}

// weightSubject is what it counts that a document is about a concept that the
// query names, for the strongest subject, against a word in its text.
const weightSubject = 2

// subjects raises those of the best hits that are about what the query names.
func (s *scoring) subjects(p *plan, hits []Hit) {
	if len(p.concepts) == 0 {
		return
	}
	counts := s.snapshot.columns.ConceptCounts()
	for i := range hits[:min(len(hits), nearHits)] {
		for _, x := range hits[i].Card.Subjects {
			if slices.Contains(p.concepts, x.Concept) {
				hits[i].Score += weightSubject * float64(x.Strength) / 100 * float64(rarity(s.snapshot.columns.Len(), counts[x.Concept]))
			}
		}
	}
}

// near raises the best hits in which words of the query are near each other.
func (s *scoring) near(p *plan, hits []Hit) error {
	pairs := p.pairs()
	if len(pairs) == 0 || len(hits) < 2 {
		return nil
	}
	order := make([]*Hit, min(len(hits), nearHits))
	for i := range order {
		order[i] = &hits[i]
	}
	all := s.snapshot.numbers()
	slices.SortFunc(order, func(a, b *Hit) int { return cmp.Compare(all[a.number], all[b.number]) })
	numbers := make([]uint64, len(order))
	for i, h := range order {
		numbers[i] = all[h.number]
	}
	reader := s.snapshot.postings.reader(s.snapshot)
	type place struct {
		field fieldOf
		term  string
	}
	read := map[place][][]uint32{}
	places := func(f fieldOf, term string) (list [][]uint32, err error) {
		if list, known := read[place{f, term}]; known {
			return list, nil
		}
		list, err = reader.where(f, term, numbers)
		read[place{f, term}] = list
		return list, err
	}
	for _, x := range pairs {
		for _, name := range []string{"summary", "body"} {
			a, err := places(fieldOf{name, x.lang}, x.a)
			if err != nil {
				return err
			}
			b, err := places(fieldOf{name, x.lang}, x.b)
			if err != nil {
				return err
			}
			s.raise(order, a, b, x.lang)
		}
	}
	s.snapshot.postings.readers.Put(reader)
	return nil
}

// raise raises the hits that have two words near each other, the more the fewer
// they are.
func (s *scoring) raise(hits []*Hit, a, b [][]uint32, l lang.Tag) {
	var both []*Hit
	for i, h := range hits {
		if side(a[i], b[i]) {
			both = append(both, h)
		}
	}
	for _, h := range both {
		h.Score += weightNear * float64(s.rarity(l, len(both)))
	}
}

// side tells whether two words are near each other at any of their places.
func side(a, b []uint32) bool {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] <= b[j] && b[j]-a[i] <= nearWords, a[i] > b[j] && a[i]-b[j] < nearWords:
			return true
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return false
}
