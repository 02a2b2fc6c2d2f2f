package search

import (
	"cmp"
	"container/heap"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/ai4citizens/casebook/internal/content"
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
	// Changed orders by when documents were last changed, the last first, and
	// finds none that lack a word: it is for those who follow a search.
	Changed bool
	// Examples includes documents made up for training.
	Examples bool
	// Text reads a version's text, to tell words as they are written there;
	// without it they are looked for in titles and summaries only.
	Text func(id string, t lang.Tag) (string, error)
}

// Hit is one document found.
type Hit struct {
	Card  *library.Card
	Score float64
	// Why tells how the query's words were found where the document does not
	// have them as they were typed.
	Why []Reason

	number uint32
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
	// Meanings are what misspelt words were taken for, or may have been meant
	// for.
	Meanings []Meaning

	plan *plan
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
	return s.find(ctx, r)
}

// enough is how many documents with all words make it needless to show those
// with some.
const enough = 5

// find scores the documents that have any of the query's words. If only few
// have all of them, those with some come after.
func (s *Snapshot) find(ctx context.Context, r Request) (*Result, error) {
	p, planner := s.plan(r)
	all, needed := p.wanted()
	b := s.board(all)
	defer s.boards.Put(b)
	defer b.clear()
	scoring := &scoring{board: b, snapshot: s, ctx: ctx, text: r.Text}
	meanings, err := scoring.run(p, planner)
	if err != nil {
		return nil, err
	}
	c, whole := s.choose(r, b, float32(needed))
	best := c.sorted()
	if !r.Newest && !r.Changed {
		if err := scoring.near(p, best); err != nil {
			return nil, fmt.Errorf("search: %w", err)
		}
		scoring.subjects(p, best)
		slices.SortFunc(best[:min(len(best), nearHits)], c.best.compare)
	}
	result := c.result()
	result.plan, result.Meanings = p, meanings
	result.Some = whole == 0 && result.Total > 0
	if result.Total <= few {
		result.Meanings = append(result.Meanings, scoring.offered(planner, p)...)
	}
	scoring.why(p, result.Hits)
	return result, nil
}

// choose collects the documents with all words needed and, if they are few,
// those with some. It tells how many have all.
func (s *Snapshot) choose(r Request, b *board, needed float32) (c *collector, whole int) {
	c = s.collector(r)
	if !r.Newest && !r.Changed {
		c.keep = max(c.keep, nearHits)
	}
	for _, n := range b.total.touched {
		if b.has.values[n] == needed && b.left.values[n] == 0 && c.passes(s.columns.rows[n]) {
			whole++
		}
	}
	for _, n := range b.total.touched {
		switch {
		case b.left.values[n] > 0:
		case b.has.values[n] == needed:
			c.add(n, s.columns.rows[n], s.points(b, n)+wholeBonus)
		case whole < enough && b.has.values[n] > 0 && !r.Changed:
			c.add(n, s.columns.rows[n], s.points(b, n))
		}
	}
	return c, whole
}

// weightPages is what the words of a page about the portal itself count.
const weightPages = 0.7

// points are what a document scored.
func (s *Snapshot) points(b *board, n uint32) float64 {
	points := float64(b.total.values[n])
	if s.columns.rows[n].card.Kind == content.Pages {
		points *= weightPages
	}
	return points
}

// wholeBonus is more than any score of words can be: a document that answers
// all words comes before those that answer some.
const wholeBonus = 1e4

// board returns a clear board that has room for the edition's documents.
func (s *Snapshot) board(groups int) *board {
	b, ok := s.boards.Get().(*board)
	if !ok {
		b = &board{}
	}
	b.fit(len(s.columns.rows), groups)
	return b
}

// browse lists documents by filters alone, but for those that have a word
// which is to be left out.
func (s *Snapshot) browse(ctx context.Context, r Request) (*Result, error) {
	p, planner := s.plan(r)
	b := s.board(0)
	defer s.boards.Put(b)
	defer b.clear()
	if _, err := (&scoring{board: b, snapshot: s, ctx: ctx}).run(p, planner); err != nil {
		return nil, err
	}
	c := s.collector(r)
	for n, row := range s.columns.rows {
		if n%4096 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if row != nil && b.left.values[n] == 0 {
			c.add(uint32(n), row, 0)
		}
	}
	c.sorted()
	return c.result(), nil
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
		keep: r.Offset + r.Limit, best: hits{newest: r.Newest, changed: r.Changed},
	}
}

// passes tells whether a document is among those chosen.
func (c *collector) passes(r *row) bool {
	return (!r.card.Example || c.request.Examples) && c.counter.passes(r)
}

// add counts a document and keeps it if it is among the best.
func (c *collector) add(n uint32, r *row, score float64) {
	if r.card.Example && !c.request.Examples || !c.counter.add(r) {
		return
	}
	c.total++
	if c.keep == 0 {
		return
	}
	h := Hit{Card: r.card, Score: score, number: n}
	if len(c.best.list) < c.keep {
		heap.Push(&c.best, h)
	} else if c.best.compare(h, c.best.list[0]) < 0 {
		c.best.list[0] = h
		heap.Fix(&c.best, 0)
	}
}

// sorted lists the best hits, the best first.
func (c *collector) sorted() []Hit {
	slices.SortFunc(c.best.list, c.best.compare)
	return c.best.list
}

func (c *collector) result() *Result {
	list := c.best.list
	end := min(c.request.Offset+c.request.Limit, len(list))
	return &Result{Hits: list[min(c.request.Offset, end):end], Total: c.total, Facets: c.counter.facets()}
}

// hits is a heap with the worst hit on top.
type hits struct {
	list            []Hit
	newest, changed bool
}

// compare puts the better hit first. Of hits that are equally good, as all are
// where no word was asked for, practices come first: they are what most people
// come for. The rest is ordered by id, so that pages do not overlap.
func (h *hits) compare(a, b Hit) int {
	switch {
	case h.changed:
		return cmp.Or(b.Card.Updated.Compare(a.Card.Updated), cmp.Compare(a.Card.ID, b.Card.ID))
	case h.newest:
		return cmp.Or(cmp.Compare(b.Card.Date.String(), a.Card.Date.String()), cmp.Compare(a.Card.ID, b.Card.ID))
	}
	if order := cmp.Compare(b.Score, a.Score); order != 0 {
		return order
	}
	if practice := a.Card.Kind == content.Practices; practice != (b.Card.Kind == content.Practices) {
		if practice {
			return -1
		}
		return 1
	}
	return cmp.Compare(a.Card.ID, b.Card.ID)
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
