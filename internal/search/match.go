package search

import (
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
}

// wholeBonus is more than any score of words can be.
const wholeBonus = 1e4

// child is one searcher and the document that it stands at.
type child struct {
	searcher blevesearch.Searcher
	weight   float64
	at       *blevesearch.DocumentMatch // nil at the end
}

// Next implements bleve's searcher.
func (u *union) Next(ctx *blevesearch.SearchContext) (*blevesearch.DocumentMatch, error) {
	if err := u.start(ctx); err != nil {
		return nil, err
	}
	for {
		if u.min == len(u.children) {
			if ok, err := u.align(ctx); err != nil || !ok {
				return nil, err
			}
		}
		low := u.lowest()
		if low == nil {
			return nil, nil
		}
		match, err := u.take(ctx, low)
		if err != nil || match != nil {
			return match, err
		}
	}
}

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
	return nil
}

func (u *union) step(ctx *blevesearch.SearchContext, i int) (err error) {
	u.children[i].at, err = u.children[i].searcher.Next(ctx)
	return err
}

// align moves all children to the next document that all have; false at the
// end.
func (u *union) align(ctx *blevesearch.SearchContext) (bool, error) {
	for {
		var high index.IndexInternalID
		same := true
		for _, c := range u.children {
			if c.at == nil {
				return false, nil
			}
			if high == nil {
				high = c.at.IndexInternalID
			} else if order := c.at.IndexInternalID.Compare(high); order != 0 {
				same = false
				if order > 0 {
					high = c.at.IndexInternalID
				}
			}
		}
		if same {
			return true, nil
		}
		to := index.NewIndexInternalIDFrom(nil, high)
		for i := range u.children {
			if c := &u.children[i]; c.at.IndexInternalID.Compare(to) < 0 {
				ctx.DocumentMatchPool.Put(c.at)
				var err error
				if c.at, err = c.searcher.Advance(ctx, to); err != nil || c.at == nil {
					return false, err
				}
			}
		}
	}
}

// lowest returns the first document that any child stands at, or nil.
func (u *union) lowest() index.IndexInternalID {
	var low index.IndexInternalID
	for _, c := range u.children {
		if c.at != nil && (low == nil || c.at.IndexInternalID.Compare(low) < 0) {
			low = c.at.IndexInternalID
		}
	}
	return low
}

// take scores a document and moves the children that stand at it on; nil if too
// few of them do.
func (u *union) take(ctx *blevesearch.SearchContext, low index.IndexInternalID) (*blevesearch.DocumentMatch, error) {
	var match *blevesearch.DocumentMatch
	var best, sum float64
	count := 0
	for i := range u.children {
		c := &u.children[i]
		if c.at == nil || c.at.IndexInternalID.Compare(low) != 0 {
			continue
		}
		count++
		score := c.at.Score * c.weight
		sum += score
		best = max(best, score)
		if match == nil {
			match = c.at // low stays valid: it belongs to this one
		} else {
			ctx.DocumentMatchPool.Put(c.at)
		}
		if err := u.step(ctx, i); err != nil {
			return nil, err
		}
	}
	if count < u.min {
		ctx.DocumentMatchPool.Put(match)
		return nil, nil
	}
	match.Score = best + u.share*(sum-best)
	if u.whole > 1 && count >= u.whole {
		match.Score += wholeBonus
	}
	return match, nil
}

// Advance implements bleve's searcher.
func (u *union) Advance(ctx *blevesearch.SearchContext, id index.IndexInternalID) (*blevesearch.DocumentMatch, error) {
	if err := u.start(ctx); err != nil {
		return nil, err
	}
	for i := range u.children {
		c := &u.children[i]
		if c.at == nil || c.at.IndexInternalID.Compare(id) >= 0 {
			continue
		}
		ctx.DocumentMatchPool.Put(c.at)
		var err error
		if c.at, err = c.searcher.Advance(ctx, id); err != nil {
			return nil, err
		}
	}
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
