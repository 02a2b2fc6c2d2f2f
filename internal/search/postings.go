package search

import (
	"fmt"
	"sync"

	segment "github.com/blevesearch/scorch_segment_api/v2"

	"github.com/ai4citizens/casebook/internal/lang"
)

// posting is a document, by its place in the columns, and what a term counts in
// it: BM25 without the term's rarity, weighted and added up over the fields.
type posting struct {
	ordinal uint32
	points  float32
}

// termOf is a term of a language; exact says that it is a word as it stands, and
// not reduced to its stem.
type termOf struct {
	lang  lang.Tag
	term  string
	exact bool
}

// postings keep the lists of the terms that an edition's readers have asked for:
// a query asks for hundreds, most of them translations that many queries share or
// words that no document has. They are safe for use by many goroutines.
type postings struct {
	mu    sync.RWMutex
	lists map[termOf][]posting
	// kept is how many postings there are, with each list's own cost.
	kept int
	// readers are term readers that nobody uses now.
	readers sync.Pool
}

const (
	// maxPostings is how many postings are kept, about 16 MB of them; then begins a
	// new collection.
	maxPostings = 2 << 20
	// costOfList is what a list takes beside its postings, counted in postings.
	costOfList = 16
)

// of returns the documents that have a term; the list must not be changed.
func (p *postings) of(s *Snapshot, t termOf) ([]posting, error) {
	p.mu.RLock()
	list, known := p.lists[t]
	p.mu.RUnlock()
	if known {
		return list, nil
	}
	r := p.reader(s)
	list, err := r.postings(t)
	if err != nil {
		return nil, err
	}
	p.readers.Put(r)
	p.mu.Lock()
	defer p.mu.Unlock()
	if list, known := p.lists[t]; known {
		return list, nil // somebody else was faster
	}
	if p.kept += len(list) + costOfList; p.lists == nil || p.kept > maxPostings {
		p.lists, p.kept = map[termOf][]posting{}, len(list)+costOfList
	}
	p.lists[t] = list
	return list, nil
}

// reader returns a reader that nobody else uses; it is to be put back unless it
// failed.
func (p *postings) reader(s *Snapshot) *termReader {
	if r, ok := p.readers.Get().(*termReader); ok {
		return r
	}
	return &termReader{snapshot: s, dictionaries: map[fieldOf][]segment.TermDictionary{}}
}

// termReader reads the index of one snapshot, below bleve's own readers: it
// opens the dictionary of a field once and not for every term. It serves one
// goroutine at a time.
type termReader struct {
	snapshot *Snapshot
	// dictionaries of each field, by segment.
	dictionaries map[fieldOf][]segment.TermDictionary
	// list and places are read into, again and again; points adds up the fields
	// of a term.
	list   segment.PostingsList
	places segment.PostingsIterator
	points tally
}

// fieldOf is a field of a language.
type fieldOf struct {
	name string
	lang lang.Tag
}

// in returns the dictionaries of a field.
func (r *termReader) in(f fieldOf) ([]segment.TermDictionary, error) {
	if list, known := r.dictionaries[f]; known {
		return list, nil
	}
	var list []segment.TermDictionary
	for _, s := range r.snapshot.reader.Segments() {
		d, err := s.Segment().Dictionary(f.name + "." + string(f.lang))
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		list = append(list, d)
	}
	r.dictionaries[f] = list
	return list, nil
}

// open makes the places of a term in a field of one segment ready to be read;
// it tells whether there are any.
func (r *termReader) open(i int, f fieldOf, term string, words bool) (bool, error) {
	dictionaries, err := r.in(f)
	if err != nil {
		return false, err
	}
	r.list, err = dictionaries[i].PostingsList([]byte(term), r.snapshot.reader.Segments()[i].Deleted(), r.list)
	if err != nil {
		return false, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if r.list.Count() == 0 {
		return false, nil
	}
	r.places = r.list.Iterator(true, true, words, r.places)
	return true, nil
}

// postings reads the list of a term.
func (r *termReader) postings(t termOf) ([]posting, error) {
	r.points.fit(len(r.snapshot.columns.rows))
	defer r.points.clear()
	for _, f := range fields {
		if (f.name == exactField) != t.exact {
			continue
		}
		for i := range r.snapshot.starts {
			if err := r.field(i, f, t); err != nil {
				return nil, err
			}
		}
	}
	list := make([]posting, len(r.points.touched))
	for i, n := range r.points.touched {
		list[i] = posting{n, r.points.values[n]}
	}
	return list, nil
}

// field adds what a term counts in one field, for the documents of a segment.
func (r *termReader) field(i int, f field, t termOf) error {
	found, err := r.open(i, fieldOf{f.name, t.lang}, t.term, false)
	if err != nil || !found {
		return err
	}
	mean := float64(f.mean)
	if f.name == "body" {
		mean = r.snapshot.columns.meanTerms(t.lang, mean)
	}
	ordinals := r.snapshot.ordinals[i]
	for {
		at, err := r.places.Next()
		if err != nil {
			return fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		if at == nil {
			return nil
		}
		if n := ordinals[at.Number()]; r.snapshot.shows(n) {
			frequency, length := float64(at.Frequency()), 1/(at.Norm()*at.Norm())
			r.points.add(n, float32(f.weight*frequency*(saturation+1)/(frequency+saturation*(1-f.byLength+f.byLength*length/mean))))
		}
	}
}

// where reads at which words of a field a term stands, for documents in the
// order of their numbers; nil for those without it.
func (r *termReader) where(f fieldOf, term string, numbers []uint64) ([][]uint32, error) {
	list := make([][]uint32, len(numbers))
	next := 0
	for i, start := range r.snapshot.starts {
		end := start + uint64(len(r.snapshot.ordinals[i]))
		first := next
		for next < len(numbers) && numbers[next] < end {
			next++
		}
		if first == next {
			continue
		}
		found, err := r.open(i, f, term, true)
		if err != nil {
			return nil, err
		}
		if !found {
			continue
		}
		if err := r.whereIn(list[first:next], numbers[first:next], start); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// whereIn reads the places of the documents of one segment.
func (r *termReader) whereIn(list [][]uint32, numbers []uint64, start uint64) error {
	var at segment.Posting
	for i, number := range numbers {
		if at == nil || at.Number() < number-start {
			var err error
			if at, err = r.places.Advance(number - start); err != nil {
				return fmt.Errorf("%w: %w", ErrDamaged, err)
			}
			if at == nil {
				return nil
			}
		}
		if at.Number() == number-start {
			for _, l := range at.Locations() {
				list[i] = append(list[i], uint32(l.Pos()))
			}
		}
	}
	return nil
}
