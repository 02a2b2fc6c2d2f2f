package publish

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/repo"
	"github.com/ai4citizens/casebook/internal/search"
)

// updater brings a generation from one edition to the next, in time that
// depends on what changed and not on what there is.
type updater struct {
	p    *Publisher
	g    *generation
	w    *library.Writer
	snap *repo.Snapshot
	c    *change

	cards     map[string]*library.Card // changed documents; nil for a removed one
	documents []search.Document
	versions  []*content.Version // changed ones, for the check of links
	recheck   map[string]bool    // documents whose links are to be checked again
	files     map[string]repo.File
	past      histories
	pastFull  bool
	// claims are the aliases of the edition before.
	claims      map[string][]string
	closeReader func()
}

// update publishes what changed.
func (p *Publisher) update(ctx context.Context, hints []string) (Report, error) {
	g := p.generation
	r, err := g.library.Begin()
	if err != nil {
		return Report{}, err
	}
	info, err := r.Edition()
	if err != nil {
		r.Close()
		return Report{}, err
	}
	// The snapshot asks the reader for files that did not change. It must be
	// closed before anything is committed: the map of the file may have to grow,
	// which waits for readers.
	closeReader := sync.OnceFunc(r.Close)
	defer closeReader()
	snap, err := p.options.Source.Update(ctx, r, siblings(r, hints))
	if err != nil {
		return Report{}, fmt.Errorf("read content: %w", err)
	}
	defer snap.Close()
	c := sortOut(snap.Changed, snap.Removed)
	if len(c.rules) > 0 || c.rulesGone {
		closeReader()
		return p.build(ctx, "the vocabularies or the settings changed")
	}
	otherSkips, err := skipsDiffer(r, snap)
	if err != nil {
		return Report{}, err
	}
	if len(snap.Changed)+len(snap.Removed) == 0 && !otherSkips && snap.Commit.Hash == info.Commit.Hash {
		closeReader()
		return p.unchanged(g, snap, info)
	}
	if err := requireSpace(p.options.Data, spaceForUpdate); err != nil {
		return Report{}, err
	}
	if _, err := g.agree(); err != nil {
		return Report{}, err
	}
	w, err := g.library.Write()
	if err != nil {
		return Report{}, err
	}
	defer w.Rollback()
	u := &updater{p: p, g: g, w: w, snap: snap, c: c, cards: map[string]*library.Card{}, claims: claims(g.columns),
		recheck: map[string]bool{}, files: map[string]repo.File{}, closeReader: closeReader}
	return u.run(ctx, info)
}

// unchanged remembers new times of files whose content is the same.
func (p *Publisher) unchanged(g *generation, snap *repo.Snapshot, info library.Edition) (Report, error) {
	if len(snap.Touched) > 0 {
		w, err := g.library.Write()
		if err != nil {
			return Report{}, err
		}
		defer w.Rollback()
		if err := touch(w, snap.Touched); err != nil {
			return Report{}, err
		}
		if err := w.Commit(); err != nil {
			return Report{}, err
		}
	}
	return p.report(Report{Edition: info, Unchanged: true})
}

func touch(w *library.Writer, list []repo.File) error {
	for _, f := range list {
		state, ok := w.FileState(f.Path)
		if !ok {
			continue
		}
		state.File = f
		if err := w.PutFile(state); err != nil {
			return err
		}
	}
	return nil
}

func (u *updater) run(ctx context.Context, info library.Edition) (Report, error) {
	next := info
	next.Number++
	next.Commit, next.Published = u.snap.Commit, time.Now().UTC()
	for _, f := range u.snap.Changed {
		u.files[f.Path] = f
	}
	if err := u.readHistory(ctx, &next); err != nil {
		return Report{}, err
	}
	steps := []func(context.Context) error{u.storeDocuments, u.storeFiles, u.storeHistory, u.redate}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return Report{}, err
		}
	}
	u.closeReader()
	columns := u.nextColumns()
	if err := u.checkLinks(columns); err != nil {
		return Report{}, err
	}
	changed := slices.Sorted(maps.Keys(u.cards))
	if err := u.w.PutEdition(next, changed); err != nil {
		return Report{}, err
	}
	if err := u.w.Flush(); err != nil {
		return Report{}, err
	}
	// The index first: should we end between the two, the next start finds the
	// index ahead and knows which documents to bring back.
	if err := u.g.index.Apply(next.Number, u.documents, u.removed()); err != nil {
		return Report{}, err
	}
	before := u.g.columns
	u.g.columns = columns
	if err := u.p.turn(u.g, next, u.w); err != nil {
		u.g.columns = before
		return Report{}, err
	}
	return u.p.report(Report{Edition: next, Changed: len(changed)})
}

func (u *updater) removed() []string {
	var list []string
	for id, c := range u.cards {
		if c == nil {
			list = append(list, id)
		}
	}
	slices.Sort(list)
	return list
}

func (u *updater) nextColumns() *search.Columns {
	var changed []*library.Card
	for _, id := range slices.Sorted(maps.Keys(u.cards)) {
		if c := u.cards[id]; c != nil {
			changed = append(changed, c)
		}
	}
	return u.g.columns.With(changed, u.removed())
}

// storeFiles stores what is not a version, and forgets what is gone.
func (u *updater) storeFiles(ctx context.Context) error {
	for _, f := range u.c.assets {
		before, _ := u.w.FileState(f.Path)
		if err := putAsset(ctx, u.w, u.snap, f, before.Published); err != nil {
			return err
		}
		u.touchAssetOwner(f.Path)
	}
	for path, d := range u.c.others {
		if err := putFile(u.w, u.files[path], "", []content.Diagnostic{d}); err != nil {
			return err
		}
	}
	for _, path := range u.c.gone {
		if err := u.w.DeleteFile(path); err != nil {
			return err
		}
		u.touchAssetOwner(path)
	}
	return errors.Join(touch(u.w, u.snap.Touched), u.storeSkipped())
}

func (u *updater) touchAssetOwner(path string) {
	if id, _, problem := content.AssetWhere(path); problem == "" {
		u.recheck[id] = true
	}
}

func (u *updater) storeSkipped() error {
	if u.snap.Full {
		if err := u.w.ClearStage(library.SkipStage); err != nil {
			return err
		}
	}
	for _, path := range u.snap.Looked {
		if err := u.w.PutFindings(path, library.SkipStage, nil); err != nil {
			return err
		}
	}
	for path, found := range skipFindings(u.snap.Skipped) {
		if err := u.w.PutFindings(path, library.SkipStage, found); err != nil {
			return err
		}
	}
	return nil
}

// readHistory gathers the commits since the last edition.
func (u *updater) readHistory(ctx context.Context, next *library.Edition) error {
	var err error
	u.past, u.pastFull, err = historySince(ctx, u.p.options.Source, next.History, u.snap.Commit.Hash)
	if err != nil {
		return fmt.Errorf("read history: %w", err)
	}
	next.History = u.snap.Commit.Hash
	return nil
}

func (u *updater) storeHistory(context.Context) error {
	if u.pastFull {
		if err := u.w.DropHistory(); err != nil {
			return err
		}
	}
	for _, path := range slices.Sorted(maps.Keys(u.past)) {
		list := u.past[path]
		if !u.pastFull {
			before, err := u.w.History(path)
			if err != nil {
				return err
			}
			list = append(slices.Clone(list), before...)
		}
		if err := u.w.PutHistory(path, list); err != nil {
			return err
		}
	}
	return nil
}

// redate sets the dates of changed cards, and of those that only got a commit,
// and stores them.
func (u *updater) redate(context.Context) error {
	for path := range u.past {
		id, _, problem := content.Where(path)
		if _, changed := u.cards[id]; problem != "" || changed {
			continue
		}
		if c := u.g.columns.Card(id); c != nil {
			again := *c
			again.Updated = time.Time{}
			u.cards[id] = &again
		}
	}
	var problem error
	history := func(path string) []library.Change {
		list, err := u.w.History(path)
		problem = errors.Join(problem, err)
		return list
	}
	for id, c := range u.cards {
		if c == nil {
			continue
		}
		date(c, u.g.columns.Card(id), history, u.w.File)
		if err := u.w.PutCard(c); err != nil {
			return err
		}
	}
	return problem
}

// checkLinks checks the links of changed versions, and of those whose targets
// came or went.
func (u *updater) checkLinks(columns *search.Columns) error {
	g := &generation{columns: columns}
	world := &world{
		cards: columns.Card, ids: g.ids, claims: claims(columns), successors: successors(columns),
		hasFile: func(p string) bool { _, ok := u.w.File(p); return ok },
	}
	seen := map[string]bool{}
	for _, v := range u.versions {
		seen[v.ID] = true
		if err := u.w.PutFindings(v.Path, library.LinkStage, content.CheckLinks(v, world)); err != nil {
			return err
		}
	}
	for id := range u.recheck {
		if seen[id] {
			continue
		}
		versions, err := u.w.Versions(id)
		if err != nil {
			return err
		}
		for _, v := range versions {
			if err := u.w.PutFindings(v.Path, library.LinkStage, content.CheckLinks(v, world)); err != nil {
				return err
			}
		}
	}
	return nil
}

// report counts what the edition has.
func (p *Publisher) report(r Report) (Report, error) {
	reader, err := p.generation.library.Begin()
	if err != nil {
		return r, err
	}
	defer reader.Close()
	counts, err := reader.Counts()
	if err != nil {
		return r, err
	}
	r.Errors, r.Warnings = counts.Errors, counts.Warnings
	r.Documents = p.generation.columns.Len()
	for _, n := range p.generation.columns.Versions() {
		r.Versions += n
		if n > 0 {
			r.Languages++
		}
	}
	return r, nil
}
