package search

import (
	"context"
	"fmt"
	"math"

	blevesearch "github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/searcher"

	"github.com/ai4citizens/casebook/internal/lang"
)

// saturation is BM25's k1: how soon a word that stands in a text again and again
// says nothing more.
const saturation = 1.5

// scoring writes the scores of one plan on a board: BM25 (Robertson and Zaragoza,
// The Probabilistic Relevance Framework: BM25 and Beyond, 2009) in each field of
// a language, weighted and added up, with one document frequency for the word in
// that language, whichever field it stands in. (BM25F, which adds the fields up
// before they saturate, was tried: a title then counts little more than a text
// that repeats a word.)
type scoring struct {
	*board
	snapshot *Snapshot
	ctx      context.Context
	// text reads a version's text; nil where there is none to read.
	text func(id string, t lang.Tag) (string, error)
}

// run scores all groups of a plan. A word that no document has is taken for
// what it may have meant.
func (s *scoring) run(p *plan, b *planner) ([]Meaning, error) {
	number := 0
	var meanings []Meaning
	for i := range p.groups {
		g := &p.groups[i]
		if g.not {
			if err := s.leave(*g); err != nil {
				return nil, fmt.Errorf("search: %w", err)
			}
			continue
		}
		found, err := s.group(number, *g)
		if err == nil && !found && !g.weak {
			if l, term := b.correct(g); term != "" {
				meanings = append(meanings, Meaning{Asked: g.words, Meant: s.written(l, term), Lang: l, Used: true})
				_, err = s.group(number, *g)
			}
		}
		if err != nil {
			return nil, fmt.Errorf("search: %w", err)
		}
		number++
	}
	return meanings, nil
}

// leave notes the documents that have a word which is to be left out.
func (s *scoring) leave(g group) error {
	for _, a := range g.alternatives {
		found, err := s.alternative(a)
		if err != nil {
			return err
		}
		for _, n := range found.touched {
			s.left.add(n, 1)
		}
		found.clear()
	}
	return nil
}

// group scores one word of the query: by its best alternative whole, and by a
// share of the others. It tells whether any document has it.
func (s *scoring) group(number int, g group) (bool, error) {
	by := s.by[number]
	for i, a := range g.alternatives {
		found, err := s.alternative(a)
		if err != nil {
			return false, err
		}
		for _, n := range found.touched {
			points := found.values[n] * float32(a.weight)
			before := s.best.values[n]
			if before == 0 || tells(a, points, g.alternatives[by[n]-1], before) {
				by[n] = uint8(min(i+1, math.MaxUint8))
			}
			s.sum.add(n, points)
			if points > before {
				s.best.add(n, points-before)
			}
		}
		found.clear()
	}
	found := len(s.sum.touched) > 0
	for _, n := range s.sum.touched {
		best := s.best.values[n]
		points := best + shareBeside*(s.sum.values[n]-best)
		if g.weak {
			points *= weightWeak
		} else {
			s.has.add(n, 1)
		}
		s.total.add(n, points)
	}
	s.best.clear()
	s.sum.clear()
	return found, nil
}

// tells says whether an alternative tells readers better than another one why a
// document was found: the word as they typed it, then one in their language,
// then the one that scores most.
func tells(a alternative, points float32, b alternative, before float32) bool {
	if a.near != b.near {
		return a.near > b.near
	}
	return points > before
}

// alternative scores one way in which a word may be found; every part of it
// must be there. The tally is to be cleared by who asked.
func (s *scoring) alternative(a alternative) (*tally, error) {
	if err := s.ctx.Err(); err != nil {
		return nil, err
	}
	if a.phrase {
		return &s.part, s.phrase(a)
	}
	if len(a.parts) == 1 {
		return &s.part, s.terms(a.lang, a.parts[0], a.exact)
	}
	for i, terms := range a.parts {
		if err := s.terms(a.lang, terms, ""); err != nil {
			return nil, err
		}
		for _, n := range s.part.touched {
			if s.had.values[n] == float32(i) {
				s.had.add(n, 1)
				s.parts.add(n, s.part.values[n]/float32(len(a.parts)))
			}
		}
		s.part.clear()
	}
	for _, n := range s.had.touched {
		if s.had.values[n] == float32(len(a.parts)) {
			s.part.add(n, s.parts.values[n])
		}
	}
	s.had.clear()
	s.parts.clear()
	return &s.part, nil
}

// terms scores any of some terms of a language, and beside them the exact form of
// a word, if one is given.
func (s *scoring) terms(l lang.Tag, terms []string, exact string) error {
	for _, term := range terms {
		if err := s.term(termOf{lang: l, term: term}); err != nil {
			return err
		}
	}
	if exact != "" {
		if err := s.term(termOf{lang: l, term: exact, exact: true}); err != nil {
			return err
		}
	}
	s.weigh(l)
	return nil
}

// term adds what a term counts in the documents that have it.
func (s *scoring) term(t termOf) error {
	list, err := s.snapshot.postings.of(s.snapshot, t)
	if err != nil {
		return err
	}
	for _, p := range list {
		s.points.add(p.ordinal, p.points)
	}
	return nil
}

// weigh turns what the fields say into scores.
func (s *scoring) weigh(l lang.Tag) {
	rare := s.rarity(l, len(s.points.touched))
	for _, n := range s.points.touched {
		s.part.add(n, rare*s.points.values[n])
	}
	s.points.clear()
}

// rarity is the inverse document frequency of a word that so many documents
// have, among those that have a version in its language.
func (s *scoring) rarity(l lang.Tag, documents int) float32 {
	return rarity(s.snapshot.columns.versions[l], documents)
}

func rarity(all, documents int) float32 {
	return float32(math.Log(1 + (float64(max(all, documents)-documents)+0.5)/(float64(documents)+0.5)))
}

// phrase scores terms side by side in one field; the whole is taken for one
// word.
func (s *scoring) phrase(a alternative) error {
	terms := make([]string, len(a.parts)) // "" for a gap
	for i, part := range a.parts {
		if len(part) > 0 {
			terms[i] = part[0]
		}
	}
	for _, f := range fields {
		if f.name == partsField || f.name == exactField {
			continue // they have no order
		}
		found, err := searcher.NewPhraseSearcher(s.ctx, s.snapshot.reader, terms, 0, false, f.name+"."+string(a.lang), 1,
			blevesearch.SearcherOptions{IncludeTermVectors: true, Score: "none"})
		if err != nil {
			return err
		}
		if err := s.phraseIn(found, f); err != nil {
			return err
		}
	}
	s.weigh(a.lang)
	return nil
}

func (s *scoring) phraseIn(found blevesearch.Searcher, f field) error {
	defer found.Close()
	pool := blevesearch.NewDocumentMatchPool(found.DocumentMatchPoolSize()+1, 0)
	ctx := &blevesearch.SearchContext{DocumentMatchPool: pool, IndexReader: s.snapshot.reader}
	segment := 0
	for {
		match, err := found.Next(ctx)
		if err != nil || match == nil {
			return err
		}
		if n, ok := s.snapshot.ordinal(match.IndexInternalID.Value(), &segment); ok {
			s.points.add(n, float32(f.weight))
		}
		pool.Put(match)
	}
}
