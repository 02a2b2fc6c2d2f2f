// Package publish turns snapshots of the content into editions: it finds what
// changed, parses and checks it, writes library and index, and switches readers
// to the new edition all at once.
package publish

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/ai4citizens/casebook/internal/chain"
	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/repo"
	"github.com/ai4citizens/casebook/internal/search"
)

// ErrNoEdition says that nothing has been published yet.
var ErrNoEdition = errors.New("no edition has been published yet")

// Edition is what readers see: it does not change. It is handed out by
// Publisher.Begin, as part of a View.
type Edition struct {
	Info  library.Edition
	Rules *content.Rules
	// snapshot is the index with the cards of all documents.
	snapshot *search.Snapshot
	// source has the texts of the past.
	source Source
	// aliases lead from old addresses to ids; superseded from a document to
	// what supersedes it.
	aliases    map[string]string
	superseded map[string]string
	// chain is made when it is first asked for.
	chain   *chain.Whole
	chainMu sync.Mutex
	// loose is counted when it is first asked for.
	loose   *int
	looseMu sync.Mutex
	// uses counts the views and, while it is the current one, the publisher.
	uses       atomic.Int64
	generation *generation
}

func newEdition(g *generation, info library.Edition, snapshot *search.Snapshot, source Source) *Edition {
	e := &Edition{
		Info: info, Rules: g.rules, snapshot: snapshot, source: source,
		aliases: map[string]string{}, superseded: map[string]string{}, generation: g,
	}
	g.editions.Add(1)
	e.uses.Store(1)
	g.columns.Cards(func(c *library.Card) bool {
		for _, a := range c.Aliases {
			// Of two that claim an alias, the first by id has it.
			if owner, taken := e.aliases[a]; !taken || c.ID < owner {
				e.aliases[a] = c.ID
			}
		}
		succeed(e.superseded, c)
		return true
	})
	return e
}

func (e *Edition) release() {
	if e.uses.Add(-1) == 0 {
		_ = e.snapshot.Close()
		e.generation.editions.Done()
	}
}

// View is one edition, held for the time of one request. It must be closed.
type View struct {
	*Edition
	reader *library.Reader
}

// Close lets go of the edition.
func (v *View) Close() {
	v.reader.Close()
	v.release()
}

// Site returns the site's settings.
func (v *View) Site() *content.Site { return v.Rules.Site }

// Card returns a document's card, or nil.
func (v *View) Card(id string) *library.Card { return v.snapshot.Columns().Card(id) }

// Cards lists the cards of all documents of a kind, ordered by id; of all kinds
// for "". Examples for training are left out.
func (v *View) Cards(kind content.Kind) []*library.Card {
	var list []*library.Card
	v.snapshot.Columns().Cards(func(c *library.Card) bool {
		if (kind == "" || c.Kind == kind) && !c.Example {
			list = append(list, c)
		}
		return true
	})
	slices.SortFunc(list, func(a, b *library.Card) int { return strings.Compare(a.ID, b.ID) })
	return list
}

// Alias returns the id of the document that an old address leads to, or "".
func (v *View) Alias(address string) string { return v.aliases[address] }

// SupersededBy returns the id of what supersedes a document, or "".
func (v *View) SupersededBy(id string) string { return v.superseded[id] }

// Document is one document as a reader of one language sees it.
type Document struct {
	Card *library.Card
	// Version is the one shown: in the reader's language, else the original.
	Version *content.Version
	// Original carries the facts.
	Original *content.Version
	// Facts are the original's, with the shown version's words.
	Facts content.Facts
	State library.State
}

// Document returns a document for a reader of a language; library.ErrNotFound
// if there is none.
func (v *View) Document(id string, t lang.Tag) (*Document, error) {
	card := v.Card(id)
	if card == nil {
		return nil, library.ErrNotFound
	}
	original, err := v.reader.Version(id, card.Original)
	if err != nil {
		return nil, fmt.Errorf("%s.%s: %w", id, card.Original, err)
	}
	d := &Document{Card: card, Version: original, Original: original, Facts: original.Facts}
	best := card.Best(t)
	d.State = card.State(best)
	if best != card.Original {
		if d.Version, err = v.reader.Version(id, best); err != nil {
			return nil, fmt.Errorf("%s.%s: %w", id, best, err)
		}
		d.Facts = content.Localised(original.Facts, d.Version.Facts)
	}
	return d, nil
}

// Version returns one language version, or library.ErrNotFound.
func (v *View) Version(id string, t lang.Tag) (*content.Version, error) {
	return v.reader.Version(id, t)
}

// File returns a version's file as its author wrote it; repo.ErrNotFound where
// neither the source nor its history has it any more.
func (v *View) File(ctx context.Context, version *content.Version) ([]byte, error) {
	f, known := v.reader.File(version.Path)
	if !known || f.Blob != version.Blob {
		return v.source.ReadBlob(ctx, version.Blob, content.MaxFileSize)
	}
	return v.source.ReadFile(ctx, f, content.MaxFileSize)
}

// Loose counts the versions that are not as the edition's commit has them:
// saved and not committed, or kept from an earlier commit since the newest text
// has errors. It is nought without Git, and counted once.
func (v *View) Loose(ctx context.Context) (int, error) {
	v.looseMu.Lock()
	defer v.looseMu.Unlock()
	if v.loose != nil {
		return *v.loose, nil
	}
	count, commit := 0, v.Info.Commit.Hash
	var problem error
	v.snapshot.Columns().Cards(func(c *library.Card) bool {
		for _, t := range c.Languages() {
			if commit == "" {
				return false
			}
			var blob string
			if blob, problem = v.source.Committed(ctx, commit, versionPath(c.ID, t)); problem != nil {
				return false
			}
			if blob != c.Texts[t].Blob {
				count++
			}
		}
		return true
	})
	if problem != nil {
		return 0, fmt.Errorf("look at the commit: %w", problem)
	}
	v.loose = &count
	return count, nil
}

// Text returns the words of a version's text without marks, "" for none.
func (v *View) Text(id string, t lang.Tag) (string, error) { return v.reader.Text(id, t) }

// BackLinks lists what points to a document, ordered by source.
func (v *View) BackLinks(id string) ([]library.BackLink, error) { return v.reader.BackLinks(id) }

// References lists what the facts of a document point to.
func (v *View) References(id string) ([]content.Reference, error) {
	card := v.Card(id)
	if card == nil {
		return nil, library.ErrNotFound
	}
	original, err := v.reader.Version(id, card.Original)
	if err != nil {
		return nil, err
	}
	return original.References, nil
}

// Chain returns the chain from case to policy of the whole edition. It is made
// once.
func (v *View) Chain() (*chain.Whole, error) {
	v.chainMu.Lock()
	defer v.chainMu.Unlock()
	if v.chain == nil {
		whole, err := chain.Load(v.snapshot.Columns(), v.reader)
		if err != nil {
			return nil, err
		}
		v.chain = whole
	}
	return v.chain, nil
}

// Examples lists the cards of what is made up for training, ordered by id.
func (v *View) Examples() []*library.Card {
	var list []*library.Card
	v.snapshot.Columns().Cards(func(c *library.Card) bool {
		if c.Example {
			list = append(list, c)
		}
		return true
	})
	slices.SortFunc(list, func(a, b *library.Card) int { return strings.Compare(a.ID, b.ID) })
	return list
}

// Findings lists the findings of the last check.
func (v *View) Findings() ([]content.Diagnostic, error) { return v.reader.Findings() }

// Asset returns a published file's bytes and blob id, or library.ErrNotFound.
func (v *View) Asset(path string) ([]byte, string, error) { return v.reader.Asset(path) }

// Search runs a search over the edition.
func (v *View) Search(ctx context.Context, r search.Request) (*search.Result, error) {
	r.Text = v.Text
	return v.snapshot.Search(ctx, r)
}

// Related returns the documents that are about the same as one, the closest
// first, at most so many, without those named.
func (v *View) Related(id string, without []string, most int) []search.Neighbour {
	return v.snapshot.Columns().Related(id, without, most)
}

// ConceptCounts says how many documents are about each concept of the thesaurus.
func (v *View) ConceptCounts() map[string]int { return v.snapshot.Columns().ConceptCounts() }

// Characteristic lists the concepts that tell some documents from all others.
func (v *View) Characteristic(cards []*library.Card, most int) []string {
	return v.snapshot.Columns().Characteristic(cards, most)
}

// Suggest finds what somebody may be about to type.
func (v *View) Suggest(r search.SuggestRequest) []search.Suggestion {
	return v.snapshot.Suggest(v.Rules.Vocabularies, r)
}

// HistoryOf returns the commits that changed a version, newest first; none
// where there is no history.
func (v *View) HistoryOf(version *content.Version) ([]library.Change, error) {
	return v.reader.History(version.Path)
}

// MaxPast is the most bytes that a text of the past may have to be shown.
const MaxPast = 256 << 10

// Past returns the text of a version as a commit of its history left it, by its
// blob id. What the version's history does not name is not handed out, whatever
// the repository has: that, and what the repository no longer has, is
// library.ErrNotFound. A text of more than MaxPast bytes is a
// *repo.TooLargeError.
func (v *View) Past(ctx context.Context, version *content.Version, blob string) ([]byte, error) {
	commits, err := v.HistoryOf(version)
	if err != nil {
		return nil, err
	}
	if blob == "" || !slices.ContainsFunc(commits, func(c library.Change) bool { return c.Blob == blob }) {
		return nil, library.ErrNotFound
	}
	data, err := v.source.ReadBlob(ctx, blob, MaxPast)
	if errors.Is(err, repo.ErrNotFound) {
		return nil, library.ErrNotFound
	}
	return data, err
}
