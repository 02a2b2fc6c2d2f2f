package search

import (
	"container/heap"

	blevesearch "github.com/blevesearch/bleve/v2/search"
	index "github.com/blevesearch/bleve_index_api"
)

// union finds documents that at least some of its children find, and scores
// them by the children's weighted scores: the best one counts whole, the others
// by a share. bleve has no such searcher; its own disjunction adds all up and
// divides by how many alternatives there were, so that a word with many
// translations would count for less.
type union struct {
	children []child
	// min is how many children must find a document.
	min int
	// share is what the scores beside the best one count for: 1 adds all up.
	share float64
	// whole is how many children a document must be found by to come before all
	// that are found by fewer; 0 for no such order.
	whole int

	started bool
	// order is a heap of the numbers of the children that are not at their end.
	order []int
}

// wholeBonus is more than any score of words can be.
const wholeBonus = 1e4

// child is one searcher and the document that it stands at.
type child struct {
	searcher blevesearch.Searcher
	weight   float64
	at       *blevesearch.DocumentMatch // nil at the end
	number   uint64                     // the document's, while at is not nil
}

// Next implements bleve's searcher.
func (u *union) Next(ctx *blevesearch.SearchContext) (*blevesearch.DocumentMatch, error) {
	if err := u.start(ctx); err != nil {
		return nil, err
	}
	for {
		if u.min == len(u.children) {
			return u.nextOfAll(ctx)
		}
		if len(u.order) == 0 {
			return nil, nil
		}
		match, err := u.take(ctx)
		if err != nil || match != nil {
			return match, err
		}
	}
}

// start moves all children to their first document.
func (u *union) start(ctx *blevesearch.SearchContext) error {
	if u.started {
		return nil
	}
	u.started = true
	for i := range u.children {
		if err := u.step(ctx, i); err != nil {
			return err
		}
	}
	u.reorder()
	return nil
}

func (u *union) step(ctx *blevesearch.SearchContext, i int) error {
	c := &u.children[i]
	var err error
	if c.at, err = c.searcher.Next(ctx); err == nil && c.at != nil {
		c.number = c.at.IndexInternalID.Value()
	}
	return err
}

// advance moves a child to a document or beyond.
func (u *union) advance(ctx *blevesearch.SearchContext, i int, number uint64) error {
	c := &u.children[i]
	ctx.DocumentMatchPool.Put(c.at)
	var err error
	if c.at, err = c.searcher.Advance(ctx, index.NewIndexInternalID(nil, number)); err == nil && c.at != nil {
		c.number = c.at.IndexInternalID.Value()
	}
	return err
}

// reorder builds the heap of the children that are not at their end.
func (u *union) reorder() {
	u.order = u.order[:0]
	for i := range u.children {
		if u.children[i].at != nil {
			u.order = append(u.order, i)
		}
	}
	heap.Init(u)
}

// nextOfAll finds the next document that all children have.
func (u *union) nextOfAll(ctx *blevesearch.SearchContext) (*blevesearch.DocumentMatch, error) {
	for {
		var high uint64
		same := true
		for i := range u.children {
			c := &u.children[i]
			if c.at == nil {
				return nil, nil
			}
			same = same && (i == 0 || c.number == high)
			high = max(high, c.number)
		}
		if !same {
			for i := range u.children {
				if u.children[i].number < high {
					if err := u.advance(ctx, i, high); err != nil || u.children[i].at == nil {
						return nil, err
					}
				}
			}
			continue
		}
		var s score
		for i := range u.children {
			s.add(ctx, &u.children[i])
			if err := u.step(ctx, i); err != nil {
				return nil, err
			}
		}
		return u.scored(s), nil
	}
}

// take scores the first document that any child stands at, and moves those
// children on; nil if too few of them have it.
func (u *union) take(ctx *blevesearch.SearchContext) (*blevesearch.DocumentMatch, error) {
	low := u.children[u.order[0]].number
	var s score
	for len(u.order) > 0 && u.children[u.order[0]].number == low {
		i := u.order[0]
		s.add(ctx, &u.children[i])
		if err := u.step(ctx, i); err != nil {
			return nil, err
		}
		if u.children[i].at == nil {
			heap.Pop(u)
		} else {
			heap.Fix(u, 0)
		}
	}
	if s.count < u.min {
		ctx.DocumentMatchPool.Put(s.match)
		return nil, nil
	}
	return u.scored(s), nil
}

// score gathers what the children say of one document.
type score struct {
	match     *blevesearch.DocumentMatch
	best, sum float64
	count     int
}

func (s *score) add(ctx *blevesearch.SearchContext, c *child) {
	points := c.at.Score * c.weight
	s.sum += points
	s.best = max(s.best, points)
	s.count++
	if s.match == nil {
		s.match = c.at
	} else {
		ctx.DocumentMatchPool.Put(c.at)
	}
	c.at = nil
}

func (u *union) scored(s score) *blevesearch.DocumentMatch {
	s.match.Score = s.best + u.share*(s.sum-s.best)
	if u.whole > 1 && s.count >= u.whole {
		s.match.Score += wholeBonus
	}
	return s.match
}

// Len, Less, Swap, Push and Pop make a heap of the children by their documents.
func (u *union) Len() int { return len(u.order) }

// Less implements heap.Interface.
func (u *union) Less(i, j int) bool {
	return u.children[u.order[i]].number < u.children[u.order[j]].number
}

// Swap implements heap.Interface.
func (u *union) Swap(i, j int) { u.order[i], u.order[j] = u.order[j], u.order[i] }

// Push implements heap.Interface.
func (u *union) Push(x any) { u.order = append(u.order, x.(int)) }

// Pop implements heap.Interface.
func (u *union) Pop() any {
	last := u.order[len(u.order)-1]
	u.order = u.order[:len(u.order)-1]
	return last
}

// Advance implements bleve's searcher.
func (u *union) Advance(ctx *blevesearch.SearchContext, id index.IndexInternalID) (*blevesearch.DocumentMatch, error) {
	if err := u.start(ctx); err != nil {
		return nil, err
	}
	number := id.Value()
	for i := range u.children {
		if c := &u.children[i]; c.at != nil && c.number < number {
			if err := u.advance(ctx, i, number); err != nil {
				return nil, err
			}
		}
	}
	u.reorder()
	return u.Next(ctx)
}

// Close implements bleve's searcher.
func (u *union) Close() error {
	var first error
	for _, c := range u.children {
		if err := c.searcher.Close(); err != nil && first == nil {
			first = err
		}
	}
	return first
}

// Weight implements bleve's searcher; weights are the union's own.
func (u *union) Weight() float64 { return 1 }

// SetQueryNorm implements bleve's searcher; scores are not normalised.
func (u *union) SetQueryNorm(float64) {}

// Count implements bleve's searcher.
func (u *union) Count() uint64 {
	var n uint64
	for _, c := range u.children {
		n += c.searcher.Count()
	}
	return n
}

// Min implements bleve's searcher.
func (u *union) Min() int { return u.min }

// Size implements bleve's searcher.
func (u *union) Size() int { return 0 }

// DocumentMatchPoolSize implements bleve's searcher.
func (u *union) DocumentMatchPoolSize() int {
	n := len(u.children) + 1
	for _, c := range u.children {
		n += c.searcher.DocumentMatchPoolSize()
	}
	return n
}
