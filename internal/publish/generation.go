package publish

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/search"
)

// generation is one library file and the index that belongs to it, in a folder
// of their own. Editions follow one another within a generation; what cannot be
// brought up to date in place (damage, another format, other rules) is built as
// the next generation beside it, and switched to when it is done.
type generation struct {
	dir      string
	library  *library.Library
	index    *search.Index
	searcher *search.Searcher
	columns  *search.Columns
	rules    *content.Rules
	// matcher finds what documents are about; it is made at its first use.
	matcher     *search.Matcher
	makeMatcher sync.Once
	// editions counts those that somebody still reads.
	editions sync.WaitGroup
}

const (
	generationPrefix = "gen-"
	currentName      = "current"
)

// openGeneration opens both files, side by side, and reads what is kept in
// memory; it makes the files where they are missing.
func openGeneration(dir string) (*generation, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make data folder: %w", err)
	}
	lib, err := library.Open(filepath.Join(dir, "library.db"))
	if err != nil {
		return nil, err
	}
	g := &generation{dir: dir, library: lib}
	var opening sync.WaitGroup
	opening.Go(func() { g.index, err = search.Open(g.indexDir()) })
	reading := g.read()
	opening.Wait()
	if err == nil && reading == nil {
		g.searcher = search.NewSearcher(g.index)
		return g, nil
	}
	if g.index != nil {
		_ = g.index.Close()
	}
	_ = lib.Close()
	return nil, errors.Join(err, reading)
}

func (g *generation) indexDir() string { return filepath.Join(g.dir, "index") }

// card sums up a document, given by the versions that are published and what is
// indexed of them; nil where no version is the original.
func (g *generation) card(versions []*content.Version, d search.Document) *library.Card {
	card := library.NewCard(versions)
	if card != nil {
		g.prepareMatcher()
		card.Subjects = g.matcher.About(d, card.Terms)
	}
	return card
}

// prepareMatcher makes the matcher, which takes a moment.
func (g *generation) prepareMatcher() {
	g.makeMatcher.Do(func() { g.matcher = search.NewMatcher(g.rules.Vocabularies) })
}

func (g *generation) close() error {
	return errors.Join(g.index.Close(), g.library.Close())
}

// read reads the rules and all cards; there are none before the first edition.
func (g *generation) read() error {
	r, err := g.library.Begin()
	if err != nil {
		return err
	}
	defer r.Close()
	if e, err := r.Edition(); err != nil || e.Number == 0 {
		return err
	}
	if g.rules, err = loadRules(r); err != nil {
		return err
	}
	var cards []*library.Card
	if err := r.Cards(func(c *library.Card) error { cards = append(cards, c); return nil }); err != nil {
		return err
	}
	g.columns = search.NewColumns(g.rules.Vocabularies.Scheme("nuts")).With(cards, nil)
	return nil
}

// indexAnew fills the index from the library, for documents that are named or,
// for nil, for all.
func (g *generation) indexAnew(ids []string) error {
	r, err := g.library.Begin()
	if err != nil {
		return err
	}
	defer r.Close()
	edition, err := r.Edition()
	if err != nil {
		return err
	}
	if ids == nil {
		err := r.Cards(func(c *library.Card) error { ids = append(ids, c.ID); return nil })
		if err != nil {
			return err
		}
	}
	var removed []string
	for part := range slices.Chunk(ids, 200) {
		var documents []search.Document
		for _, id := range part {
			versions, err := r.Versions(id)
			switch {
			case err != nil:
				return err
			case len(versions) == 0:
				removed = append(removed, id)
			default:
				documents = append(documents, indexed(id, versions))
			}
		}
		if err := g.index.Load(documents); err != nil {
			return err
		}
	}
	return g.index.Apply(edition.Number, nil, removed)
}

// agree proves that library and index are at the same edition, and repairs the
// index if they are not. It says what it did, "" for nothing.
func (g *generation) agree() (string, error) {
	r, err := g.library.Begin()
	if err != nil {
		return "", err
	}
	defer r.Close()
	edition, err := r.Edition()
	if err != nil {
		return "", err
	}
	at, changed, err := g.index.Edition()
	if err != nil {
		return "", err
	}
	if at == edition.Number {
		return "", nil
	}
	since, known := []string(nil), true
	if at < edition.Number {
		if since, known, err = r.ChangedSince(at); err != nil {
			return "", err
		}
	}
	if at == 0 || !known {
		return "the search index was made anew", g.indexAnew(nil)
	}
	ids := slices.Compact(slices.Sorted(slices.Values(append(since, changed...))))
	if ids == nil {
		ids = []string{}
	}
	return fmt.Sprintf("the search index was %d editions apart and was brought into line", int64(edition.Number)-int64(at)), g.indexAnew(ids)
}

// currentGeneration returns the folder of the generation in use, or "".
func currentGeneration(data string) string {
	name, err := os.ReadFile(filepath.Join(data, currentName))
	if err != nil || !strings.HasPrefix(string(name), generationPrefix) {
		return ""
	}
	return filepath.Join(data, filepath.Base(strings.TrimSpace(string(name))))
}

// makeCurrent notes which generation is in use, all at once.
func makeCurrent(data, dir string) error {
	path := filepath.Join(data, currentName)
	f, err := os.Create(path + ".new")
	if err != nil {
		return fmt.Errorf("note generation: %w", err)
	}
	_, err = f.WriteString(filepath.Base(dir))
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("note generation: %w", err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		return fmt.Errorf("note generation: %w", err)
	}
	return nil
}

// nextGeneration returns a folder that does not exist yet.
func nextGeneration(data string) (string, error) {
	for n := 1; n < 1_000_000; n++ {
		dir := filepath.Join(data, fmt.Sprintf("%s%06d", generationPrefix, n))
		if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) {
			return dir, nil
		}
	}
	return "", errors.New("there is no room for another generation in the data folder")
}

// sweep deletes the generations that are not in use: what a build left that did
// not come to its end.
func sweep(data, keep string) {
	entries, err := os.ReadDir(data)
	if err != nil {
		return
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), generationPrefix) && e.Name() != filepath.Base(keep) {
			_ = os.RemoveAll(filepath.Join(data, e.Name()))
		}
	}
}

// ids lists the documents of a kind.
func (g *generation) ids(kind content.Kind) []string {
	var list []string
	g.columns.Cards(func(c *library.Card) bool {
		if c.Kind == kind {
			list = append(list, c.ID)
		}
		return true
	})
	slices.Sort(list)
	return list
}

func versionPath(id string, t lang.Tag) string { return id + "/index." + string(t) + ".md" }
