package search

import (
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/blevesearch/bleve/v2/index/scorch"

	"github.com/ai4citizens/casebook/internal/library"
)

// Snapshot is the index and the columns of one edition. It is safe for use by
// many goroutines until it is closed.
type Snapshot struct {
	reader  *scorch.IndexSnapshot
	columns *Columns
	places  *places
	boards  *sync.Pool
	// dictionary may hold nil: then words are found as they are; so may
	// vocabulary: then nothing is found by likeness.
	dictionary *atomic.Pointer[Dictionary]
	vocabulary *atomic.Pointer[vocabulary]
	suggester  *suggester
	// starts are the numbers of each segment's first document; ordinals those
	// of its documents in the columns.
	starts   []uint64
	ordinals [][]uint32
	// numbers gives those of the documents in the index, by their place in the
	// columns, once somebody asks: an edition of one file must not count them all.
	numbers  func() []uint64
	postings postings
}

// places remembers, for each segment, which column each of its documents
// has. Segments do not change, and columns keep their numbers.
type places struct {
	mu        sync.Mutex
	bySegment map[uint64][]uint32
}

// nowhere stands for a document that the columns do not know.
const nowhere = ^uint32(0)

// Searcher gives snapshots of an index with columns.
type Searcher struct {
	ix         *Index
	places     places
	boards     sync.Pool
	dictionary atomic.Pointer[Dictionary]
	vocabulary atomic.Pointer[vocabulary]
	suggester  suggester
}

// Use lets searches from now on find words in other languages too.
func (s *Searcher) Use(d *Dictionary) { s.dictionary.Store(d) }

// Learn reads the words of the index as it is now, so that searches from now on
// find words by their likeness to them.
func (s *Searcher) Learn() error {
	r, err := s.ix.scorch.Reader()
	if err != nil {
		return fmt.Errorf("open index snapshot: %w", err)
	}
	defer r.Close()
	reader, ok := r.(*scorch.IndexSnapshot)
	if !ok {
		return fmt.Errorf("%w: unexpected reader", ErrDamaged)
	}
	v, err := newVocabulary(reader)
	if err != nil {
		return err
	}
	s.vocabulary.Store(&v)
	return nil
}

// NewSearcher returns what makes snapshots of the index. The columns that it is
// given must all descend from one another.
func NewSearcher(ix *Index) *Searcher {
	return &Searcher{ix: ix, places: places{bySegment: map[uint64][]uint32{}}}
}

// Snapshot opens the index as it is now, to be searched with the columns of the
// same edition.
func (s *Searcher) Snapshot(columns *Columns) (*Snapshot, error) {
	r, err := s.ix.scorch.Reader()
	if err != nil {
		return nil, fmt.Errorf("open index snapshot: %w", err)
	}
	reader, ok := r.(*scorch.IndexSnapshot)
	if !ok {
		_ = r.Close()
		return nil, fmt.Errorf("%w: unexpected reader", ErrDamaged)
	}
	snap := &Snapshot{reader: reader, columns: columns, places: &s.places, boards: &s.boards, dictionary: &s.dictionary,
		vocabulary: &s.vocabulary, suggester: &s.suggester}
	if err := snap.place(); err != nil {
		_ = reader.Close()
		return nil, err
	}
	return snap, nil
}

// Close lets go of the snapshot.
func (s *Snapshot) Close() error { return s.reader.Close() }

// Columns returns the columns that the snapshot is searched with.
func (s *Snapshot) Columns() *Columns { return s.columns }

// Card returns the card of a document, or nil.
func (c *Columns) Card(id string) *library.Card {
	n, ok := c.ordinals[id]
	if !ok || c.rows[n] == nil {
		return nil
	}
	return c.rows[n].card
}

// Cards visits the cards of all documents, in no particular order, until the
// visitor returns false.
func (c *Columns) Cards(visit func(*library.Card) bool) {
	for _, r := range c.rows {
		if r != nil && !visit(r.card) {
			return
		}
	}
}

// place finds the column of every document of every segment; only segments
// that were not seen before are read.
func (s *Snapshot) place() error {
	s.places.mu.Lock()
	defer s.places.mu.Unlock()
	live := make(map[uint64][]uint32)
	var start uint64
	for _, segment := range s.reader.Segments() {
		ordinals, known := s.places.bySegment[segment.Id()]
		if !known || len(ordinals) != int(segment.FullSize()) {
			ordinals = make([]uint32, segment.FullSize())
			for n := range ordinals {
				id, err := segment.DocID(uint64(n))
				if err != nil {
					return fmt.Errorf("%w: %w", ErrDamaged, err)
				}
				ordinal, ok := s.columns.ordinals[string(id)]
				if !ok {
					ordinal = nowhere
				}
				ordinals[n] = ordinal
			}
		}
		live[segment.Id()] = ordinals
		s.starts = append(s.starts, start)
		s.ordinals = append(s.ordinals, ordinals)
		start += uint64(segment.FullSize())
	}
	s.places.bySegment = live
	s.numbers = sync.OnceValue(s.number)
	return nil
}

// number finds the documents' numbers. One that was changed stands in several
// segments, and in all but one of them it is marked as deleted.
func (s *Snapshot) number() []uint64 {
	numbers := make([]uint64, len(s.columns.rows))
	for i, segment := range s.reader.Segments() {
		deleted := segment.Deleted()
		for n, ordinal := range s.ordinals[i] {
			if ordinal != nowhere && (deleted == nil || !deleted.Contains(uint32(n))) {
				numbers[ordinal] = s.starts[i] + uint64(n)
			}
		}
	}
	return numbers
}

// ordinal returns a document's place in the columns by the index's own number.
func (s *Snapshot) ordinal(number uint64, segment *int) (uint32, bool) {
	// Lists give documents in rising order: the segment is the last one or one
	// after it.
	for *segment+1 < len(s.starts) && s.starts[*segment+1] <= number {
		*segment++
	}
	if *segment >= len(s.starts) || number < s.starts[*segment] {
		return 0, false
	}
	ordinals := s.ordinals[*segment]
	at := number - s.starts[*segment]
	if at >= uint64(len(ordinals)) || !s.shows(ordinals[at]) {
		return 0, false
	}
	return ordinals[at], true
}

// shows tells whether a place in the columns is that of a document.
func (s *Snapshot) shows(ordinal uint32) bool {
	return ordinal != nowhere && s.columns.rows[ordinal] != nil
}
