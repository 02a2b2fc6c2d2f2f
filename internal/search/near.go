package search

import (
	"cmp"
	"slices"

	index "github.com/blevesearch/bleve_index_api"

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
	order := make([]int, min(len(hits), nearHits))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(s.numbers[hits[a].number], s.numbers[hits[b].number]) })
	places := map[string][][]uint32{}
	of := func(field, term string) ([][]uint32, error) {
		key := field + "\x00" + term
		list, ok := places[key]
		if !ok {
			var err error
			if list, err = s.places(field, term, hits, order); err != nil {
				return nil, err
			}
			places[key] = list
		}
		return list, nil
	}
	for _, x := range pairs {
		for _, f := range []string{"summary", "body"} {
			field := f + "." + string(x.lang)
			a, err := of(field, x.a)
			if err != nil {
				return err
			}
			b, err := of(field, x.b)
			if err != nil {
				return err
			}
			both := 0
			for _, i := range order {
				if side(a[i], b[i]) {
					both++
				}
			}
			if both == 0 || a == nil || b == nil {
				continue
			}
			bonus := weightNear * float64(s.rarity(x.lang, both))
			for _, i := range order {
				if side(a[i], b[i]) {
					hits[i].Score += bonus
				}
			}
		}
	}
	return nil
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

// places reads where a term stands in a field of the hits, by hit.
func (s *scoring) places(field, term string, hits []Hit, order []int) ([][]uint32, error) {
	list := make([][]uint32, len(hits))
	r, err := s.snapshot.reader.TermFieldReader(s.ctx, []byte(term), field, false, false, true)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	at := uint64(0)
	for first, i := true, 0; i < len(order); i++ {
		number := s.numbers[hits[order[i]].number]
		if !first && at > number {
			continue
		}
		if first || at < number {
			d, err := r.Advance(index.NewIndexInternalID(nil, number), &s.posting)
			if err != nil {
				return nil, err
			}
			if d == nil {
				return list, nil
			}
			at, first = d.ID.Value(), false
		}
		if at == number {
			where := make([]uint32, len(s.posting.Vectors))
			for k, v := range s.posting.Vectors {
				where[k] = uint32(v.Pos)
			}
			list[order[i]] = where
		}
	}
	return list, nil
}
