// Package search finds documents: one bleve index with a field a language, the
// columns that facets are counted in, and the way from a reader's query to hits
// with snippets.
//
// The index is derived from the library and can be made anew. It is a scorch
// index, whose own root file is bbolt, and is read through snapshots: a
// Snapshot sees one edition until it is closed.
package search

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/index/scorch/mergeplan"
	index "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	langanalysis "github.com/ai4citizens/casebook/internal/lang/analysis"

	"github.com/ai4citizens/casebook/internal/lang"
)

// Schema is the version of fields and analysis; an index of another one is made
// anew. Raise it whenever either changes.
const Schema = "5"

var (
	// ErrDamaged says that the index is not what was written.
	ErrDamaged = errors.New("the search index is damaged")
	// ErrInUse says that another process has the index open.
	ErrInUse = errors.New("the search index is in use by another process")
)

// Document is what is indexed of one document: its words by language.
type Document struct {
	ID    string
	Texts map[lang.Tag]Text
}

// Text is the words of one language version.
type Text struct {
	Title    string
	Keywords []string
	Summary  string
	Body     string
}

// Index is an open index. Apply must not be called by two goroutines at once;
// everything else is safe for use by many.
type Index struct {
	dir       string
	index     bleve.Index
	scorch    *scorch.Scorch
	analysers map[lang.Tag]analysis.Analyzer
	exact     analysis.Analyzer
	compounds compounds
	noting    sync.Mutex
	// failed is set when a write failed; the index can still be read.
	failed bool
}

var (
	editionKey = []byte("casebook.edition")
	changedKey = []byte("casebook.changed")
)

// Open opens the index in a folder after verifying it, or makes an empty one.
// It returns ErrDamaged, without having touched anything, where the files are
// not what was written; Remove then makes room for a new one.
func Open(dir string) (*Index, error) {
	ix := &Index{dir: dir, analysers: map[lang.Tag]analysis.Analyzer{}}
	mapping := bleve.NewIndexMapping()
	for _, t := range lang.All() {
		ix.analysers[t] = mapping.AnalyzerNamed(langanalysis.Name(t))
		if ix.analysers[t] == nil {
			return nil, fmt.Errorf("there is no analyser for %s", t)
		}
	}
	if ix.exact = mapping.AnalyzerNamed(langanalysis.Exact); ix.exact == nil {
		return nil, errors.New("there is no analyser for words as they stand")
	}
	config := map[string]any{"bolt_timeout": "500ms"}
	if _, err := os.Stat(filepath.Join(dir, "index_meta.json")); errors.Is(err, os.ErrNotExist) {
		if err = os.RemoveAll(dir); err != nil {
			return nil, fmt.Errorf("clear index folder: %w", err)
		}
		if ix.index, err = bleve.NewUsing(dir, mapping, scorch.Name, scorch.Name, config); err != nil {
			return nil, fmt.Errorf("make index: %w", err)
		}
		if err := writeManifest(dir, nil); err != nil {
			_ = ix.index.Close()
			return nil, err
		}
	} else {
		if err := Verify(dir); err != nil {
			return nil, err
		}
		var err error
		ix.index, err = bleve.OpenUsing(dir, config)
		switch {
		case err != nil && strings.Contains(err.Error(), "timeout"):
			return nil, ErrInUse
		case err != nil:
			return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
		}
	}
	advanced, err := ix.index.Advanced()
	if err != nil {
		return nil, fmt.Errorf("open index: %w", err)
	}
	s, ok := advanced.(*scorch.Scorch)
	if !ok {
		_ = ix.index.Close()
		return nil, fmt.Errorf("%w: it is no scorch index", ErrDamaged)
	}
	ix.scorch = s
	return ix, nil
}

// Remove deletes the index in a folder. Nothing is lost: it is derived.
func Remove(dir string) error { return os.RemoveAll(dir) }

// Close closes the index; snapshots must be closed before.
func (ix *Index) Close() error { return ix.index.Close() }

// Apply brings the index to an edition: it indexes documents anew and removes
// others. It is on disk, and seen by new snapshots, all at once when it
// returns. Very many documents are to be given in parts by Load.
func (ix *Index) Apply(edition uint64, documents []Document, removed []string) error {
	if err := ix.batch(documents, removed, &edition); err != nil {
		return err
	}
	ix.note()
	return nil
}

// note brings the manifest up to date. That it could not be written is no
// failure: a segment that it does not name is verified by its own checksum.
func (ix *Index) note() {
	ix.noting.Lock()
	defer ix.noting.Unlock()
	r, err := ix.scorch.Reader()
	if err != nil {
		return
	}
	defer r.Close()
	var complete []string
	if s, ok := r.(*scorch.IndexSnapshot); ok {
		for _, part := range s.Segments() {
			if p, ok := part.Segment().(segment.PersistedSegment); ok {
				complete = append(complete, filepath.Base(p.Path()))
			}
		}
	}
	_ = writeManifest(ix.dir, complete)
}

// Load indexes a part of many documents without stating an edition; the index
// belongs to no edition until Apply is called.
func (ix *Index) Load(documents []Document) error {
	return ix.batch(documents, nil, nil)
}

func (ix *Index) batch(documents []Document, removed []string, edition *uint64) (err error) {
	if ix.failed {
		return fmt.Errorf("%w: an earlier write failed", ErrDamaged)
	}
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%v", p)
		}
		if err != nil {
			// bleve is in no state to go on after a write that failed.
			ix.failed = true
			err = fmt.Errorf("write index: %w", err)
		}
	}()
	b := ix.index.NewBatch()
	changed := append([]string{}, removed...)
	for _, d := range documents {
		if err := b.IndexAdvanced(ix.document(d)); err != nil {
			return fmt.Errorf("index %s: %w", d.ID, err)
		}
		changed = append(changed, d.ID)
	}
	for _, id := range removed {
		b.Delete(id)
	}
	if edition != nil {
		// What the last batch changed is kept beside it: should the library not
		// have got as far, these documents are indexed anew at the next start.
		list, err := json.Marshal(changed)
		if err != nil {
			return err
		}
		b.SetInternal(editionKey, fmt.Append(nil, *edition))
		b.SetInternal(changedKey, list)
	}
	return ix.index.Batch(b)
}

// Edition returns the edition that the index is at, 0 for none, and the
// documents that its last change was about.
func (ix *Index) Edition() (number uint64, changed []string, err error) {
	value, err := ix.index.GetInternal(editionKey)
	if err != nil {
		return 0, nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if len(value) == 0 {
		return 0, nil, nil
	}
	if _, err := fmt.Sscan(string(value), &number); err != nil {
		return 0, nil, fmt.Errorf("%w: edition %q", ErrDamaged, value)
	}
	list, err := ix.index.GetInternal(changedKey)
	if err == nil {
		err = json.Unmarshal(list, &changed)
	}
	if err != nil {
		return 0, nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return number, changed, nil
}

// field is one of the fields of a language.
type field struct {
	name string
	// weight is what a word found there counts.
	weight float64
	// mean is about how many words the field has; for the body only where there
	// are no documents to count.
	mean int
	// byLength is how much a field counts less for being longer than the mean:
	// BM25F's b. A long title is no less of a title.
	byLength float64
}

var fields = []field{
	{"title", 4, 6, 0.3},
	{"keywords", 2.5, 5, 0.3},
	{"summary", 2, 20, 0.3},
	{"body", 1, 350, 0.75},
	{exactField, 1, 30, 0},
	{partsField, 0.15, 40, 0.5},
}

const (
	// partsField holds the parts of the compounds of all other fields.
	partsField = "parts"
	// exactField holds the words of title, keywords and summary as they stand,
	// folded but not stemmed.
	exactField = "exact"
)

const indexing = index.IndexField | index.IncludeTermVectors

// document lays a document out for bleve without its mapping, by reflection, in
// between.
func (ix *Index) document(d Document) *document.Document {
	doc := document.NewDocument(d.ID)
	for _, t := range lang.All() {
		text, ok := d.Texts[t]
		if !ok {
			continue
		}
		for _, f := range []struct{ name, words string }{
			{"title", text.Title},
			{"keywords", strings.Join(text.Keywords, "\n")},
			{"summary", text.Summary},
			{"body", text.Body},
		} {
			if f.words != "" {
				doc.AddField(document.NewTextFieldCustom(f.name+"."+string(t), nil, []byte(f.words), indexing, ix.analysers[t]))
			}
		}
		exact := strings.Join(append([]string{text.Title, text.Summary}, text.Keywords...), "\n")
		doc.AddField(document.NewTextFieldCustom(exactField+"."+string(t), nil, []byte(exact), index.IndexField, ix.exact))
		if parts := ix.compounds.partsOf(t, text.Title, strings.Join(text.Keywords, " "), text.Summary, text.Body); parts != "" {
			doc.AddField(document.NewTextFieldCustom(partsField+"."+string(t), nil, []byte(parts), index.IndexField, partsAnalyser))
		}
	}
	return doc
}

// Segments returns how many parts the index consists of.
func (ix *Index) Segments() int {
	r, err := ix.scorch.Reader()
	if err != nil {
		return 0
	}
	defer r.Close()
	if s, ok := r.(*scorch.IndexSnapshot); ok {
		return len(s.Segments())
	}
	return 0
}

// Merge joins the index's parts into few; queries slow down as single updates
// add parts. It takes seconds for thousands of documents, beside reading.
func (ix *Index) Merge(ctx context.Context) error {
	options := mergeplan.SingleSegmentMergePlanOptions
	if err := ix.scorch.ForceMerge(ctx, &options); err != nil {
		return fmt.Errorf("merge index: %w", err)
	}
	ix.note()
	return nil
}
