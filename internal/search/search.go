package search

import (
	"cmp"
	"container/heap"
	"context"
	"errors"
	"fmt"
	"slices"

	blevesearch "github.com/blevesearch/bleve/v2/search"
	index "github.com/blevesearch/bleve_index_api"

	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/search/query"
)

// Limits on one request.
const (
	// MaxLimit is the most hits that a request gets.
	MaxLimit = 100
	// MaxWindow is how deep the hits can be paged through.
	MaxWindow = 10_000
)

// Request is what to search for.
type Request struct {
	Query query.Query
	// Lang is the reader's language; its words count a little more.
	Lang lang.Tag
	// Languages are those searched in; none means all.
	Languages []lang.Tag
	// Filters are chosen facet values by group name: any of a group's, and one
	// of every group.
	Filters map[string][]string
	Offset  int
	Limit   int
	// Newest orders by date instead of by fit.
	Newest bool
	// Examples includes documents made up for training.
	Examples bool
}

// Hit is one document found.
type Hit struct {
	Card  *library.Card
	Score float64
	// Why tells how the query's words were found where the document does not
	// have them as they were typed.
	Why []Reason
}

// Reason says that a word of the query was found by another word.
type Reason struct {
	// Asked is the word or phrase as the reader typed it.
	Asked string
	// Found is the word that stands for it, as people write it, in Lang.
	Found string
	Lang  lang.Tag
}

// Result is what a search found.
type Result struct {
	Hits  []Hit
	Total int
	// Facets are the values of the documents found, by group name; the siblings
	// of a chosen value keep their counts.
	Facets map[string][]FacetValue
	// Some says that no document has all words, and these have some of them.
	Some bool
}

// ErrBusy says that too many searches run already.
var ErrBusy = errors.New("too many searches at once")

// Search runs a request. It ends early, with the context's error, when the
// context is done.
func (s *Snapshot) Search(ctx context.Context, r Request) (result *Result, err error) {
	defer func() {
		// A search must not end the process, whatever a damaged index does.
		if p := recover(); p != nil {
			result, err = nil, fmt.Errorf("%w: %v", ErrDamaged, p)
		}
	}()
	r.Limit = min(max(r.Limit, 0), MaxLimit)
	r.Offset = min(max(r.Offset, 0), MaxWindow-MaxLimit)
	if len(r.Languages) == 0 {
		r.Languages = lang.All()
	}
	if !r.Query.Words() {
		return s.browse(ctx, r)
	}
	return s.find(ctx, r, s.plan(r))
}

// enough is how many documents with all words make it needless to look for
// those with some.
const enough = 5

// find looks for documents with all words of a plan and, if they are few, for
// those with some of them, which come after.
func (s *Snapshot) find(ctx context.Context, r Request, p *plan) (*Result, error) {
	wanted, _ := p.count()
	if wanted == 0 {
		return s.collector(r).result(), nil
	}
	all, err := s.run(ctx, r, p, wanted)
	if err != nil || wanted == 1 || all.Total >= enough {
		return all, err
	}
	some, err := s.run(ctx, r, p, 1)
	if err != nil {
		return nil, err
	}
	some.Some = some.Total > all.Total && all.Total == 0
	return some, nil
}

// browse lists documents by filters alone.
func (s *Snapshot) browse(ctx context.Context, r Request) (*Result, error) {
	skip, err := s.excluded(ctx, r, s.plan(r))
	if err != nil {
		return nil, err
	}
	c := s.collector(r)
	for i, row := range s.columns.rows {
		if i%4096 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if row != nil && !skip[row] {
			c.add(row, 0)
		}
	}
	return c.result(), nil
}

// excluded finds the documents that have a word which is to be left out.
func (s *Snapshot) excluded(ctx context.Context, r Request, p *plan) (map[*row]bool, error) {
	if _, left := p.count(); left == 0 {
		return nil, nil
	}
	skip := map[*row]bool{}
	err := s.each(ctx, p, 1, true, func(row *row, _ float64) { skip[row] = true })
	return skip, err
}

// run searches for documents with at least so many of the plan's words.
func (s *Snapshot) run(ctx context.Context, r Request, p *plan, min int) (*Result, error) {
	skip, err := s.excluded(ctx, r, p)
	if err != nil {
		return nil, err
	}
	c := s.collector(r)
	err = s.each(ctx, p, min, false, func(row *row, score float64) {
		if !skip[row] {
			c.add(row, score)
		}
	})
	if err != nil {
		return nil, err
	}
	return c.result(), nil
}

// each visits the documents that a plan finds, in the index's order.
func (s *Snapshot) each(ctx context.Context, p *plan, min int, left bool, visit func(*row, float64)) error {
	ctx = context.WithValue(ctx, blevesearch.GetScoringModelCallbackKey,
		blevesearch.GetScoringModelCallbackFn(func() string { return index.BM25Scoring }))
	ctx = context.WithValue(ctx, blevesearch.BM25StatsKey, s.statistics())
	searcher, err := s.searcher(ctx, p, min, left)
	if err != nil {
		return fmt.Errorf("search: %w", err)
	}
	if searcher == nil {
		return nil
	}
	defer searcher.Close()
	pool := blevesearch.NewDocumentMatchPool(searcher.DocumentMatchPoolSize()+1, 0)
	sc := &blevesearch.SearchContext{DocumentMatchPool: pool, IndexReader: s.reader}
	segment := 0
	for n := 0; ; n++ {
		if n%512 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		match, err := searcher.Next(sc)
		if err != nil {
			return fmt.Errorf("search: %w", err)
		}
		if match == nil {
			return nil
		}
		if row := s.row(match.IndexInternalID.Value(), &segment); row != nil {
			visit(row, match.Score)
		}
		pool.Put(match)
	}
}

// statistics are what BM25 needs to know of the fields. bleve's own mean lengths
// drift with the state of the index; ours are counted over the cards.
func (s *Snapshot) statistics() *blevesearch.BM25Stats {
	count := max(s.columns.Len(), 1)
	stats := &blevesearch.BM25Stats{DocCount: float64(count), FieldCardinality: make(map[string]int, 4*len(lang.All()))}
	for _, t := range lang.All() {
		for _, f := range fields {
			mean := f.mean
			if f.name == "body" {
				mean = s.columns.meanWords(t, mean)
			}
			stats.FieldCardinality[f.name+"."+string(t)] = mean * count
		}
	}
	return stats
}

// collector keeps the best hits, and counts.
type collector struct {
	request Request
	counter *counter
	keep    int
	best    hits
	total   int
}

func (s *Snapshot) collector(r Request) *collector {
	none := map[string][]string{}
	any := map[string][]string{}
	for g, list := range r.Filters {
		any[g] = slices.Clone(list)
	}
	for _, f := range r.Query.Filters {
		if f.Not {
			none[f.Field] = append(none[f.Field], f.Value)
		} else {
			any[f.Field] = append(any[f.Field], f.Value)
		}
	}
	return &collector{
		request: r, counter: s.columns.counter(s.columns.filtersOf(any, none)),
		keep: r.Offset + r.Limit, best: hits{newest: r.Newest},
	}
}

func (c *collector) add(r *row, score float64) {
	if r.card.Example && !c.request.Examples || !c.counter.add(r) {
		return
	}
	c.total++
	if c.keep == 0 {
		return
	}
	h := Hit{Card: r.card, Score: score}
	if len(c.best.list) < c.keep {
		heap.Push(&c.best, h)
	} else if c.best.compare(h, c.best.list[0]) < 0 {
		c.best.list[0] = h
		heap.Fix(&c.best, 0)
	}
}

func (c *collector) result() *Result {
	list := c.best.list
	slices.SortFunc(list, c.best.compare)
	return &Result{Hits: list[min(c.request.Offset, len(list)):], Total: c.total, Facets: c.counter.facets()}
}

// hits is a heap with the worst hit on top.
type hits struct {
	list   []Hit
	newest bool
}

// compare puts the better hit first; hits that are equally good are ordered by
// id, so that pages do not overlap.
func (h *hits) compare(a, b Hit) int {
	if h.newest {
		return cmp.Or(cmp.Compare(b.Card.Date.String(), a.Card.Date.String()), cmp.Compare(a.Card.ID, b.Card.ID))
	}
	return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Card.ID, b.Card.ID))
}

func (h *hits) Len() int           { return len(h.list) }
func (h *hits) Less(i, j int) bool { return h.compare(h.list[i], h.list[j]) > 0 }
func (h *hits) Swap(i, j int)      { h.list[i], h.list[j] = h.list[j], h.list[i] }
func (h *hits) Push(x any)         { h.list = append(h.list, x.(Hit)) }
func (h *hits) Pop() any {
	last := h.list[len(h.list)-1]
	h.list = h.list[:len(h.list)-1]
	return last
}
