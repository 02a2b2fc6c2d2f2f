package publish

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/repo"
	"github.com/ai4citizens/casebook/internal/search"
)

// builder makes a new generation from everything that the source has.
type builder struct {
	p     *Publisher
	g     *generation
	snap  *repo.Snapshot
	last  *library.Reader // of the generation before; nil if there is none
	files map[string]repo.File
	past  histories

	cards    []*library.Card
	versions []*content.Version // stripped, for the check of links
	done     int
}

// documentsPerStep is how many documents are parsed, stored and indexed
// together: enough for bleve to be fast, few enough for memory.
const documentsPerStep = 250

// build makes everything anew beside what is there, and switches to it.
func (p *Publisher) build(ctx context.Context, reason string) (Report, error) {
	if err := requireSpace(p.options.Data, spaceForBuild); err != nil {
		return Report{}, err
	}
	dir, err := nextGeneration(p.options.Data)
	if err != nil {
		return Report{}, err
	}
	g, err := openGeneration(dir)
	if err != nil {
		_ = os.RemoveAll(dir)
		return Report{}, err
	}
	b := &builder{p: p, g: g, files: map[string]repo.File{}}
	info, err := b.run(ctx)
	if err == nil {
		p.learn(g)
	}
	if err == nil {
		err = makeCurrent(p.options.Data, dir)
	}
	if err == nil {
		if err = p.turn(g, info, nil); err != nil && p.generation != nil {
			err = errors.Join(err, makeCurrent(p.options.Data, p.generation.dir))
		}
	}
	if err != nil {
		_ = g.close()
		_ = os.RemoveAll(dir)
		return Report{}, err
	}
	p.switching.Lock()
	p.damaged = false
	p.switching.Unlock()
	return p.report(Report{Edition: info, Changed: len(b.cards), Rebuilt: reason})
}

func (b *builder) run(ctx context.Context) (library.Edition, error) {
	info := library.Edition{Number: 1, Published: time.Now().UTC(), Source: b.p.options.Name}
	if b.p.current != nil {
		info.Number = b.p.current.Info.Number + 1
		if r, err := b.p.generation.library.Begin(); err == nil {
			b.last = r
			defer r.Close()
		}
	}
	snap, err := b.p.options.Source.Update(ctx, nil, nil)
	if err != nil {
		return info, fmt.Errorf("read content: %w", err)
	}
	defer snap.Close()
	b.snap = snap
	info.Commit, info.History = snap.Commit, snap.Commit.Hash
	for _, f := range snap.Changed {
		b.files[f.Path] = f
	}
	if b.past, _, err = historySince(ctx, b.p.options.Source, "", snap.Commit.Hash); err != nil {
		return info, fmt.Errorf("read history: %w", err)
	}
	b.g.library.Hurry()
	c := sortOut(snap.Changed, nil)
	if info.Rules, err = b.rules(ctx, c); err != nil {
		return info, err
	}
	if err := b.documents(ctx, c); err != nil {
		return info, err
	}
	if err := b.rest(ctx, c); err != nil {
		return info, err
	}
	return info, b.finish(info)
}

// rules parses settings and vocabularies and stores them.
func (b *builder) rules(ctx context.Context, c *change) (string, error) {
	data, blobs := map[string][]byte{}, map[string]string{}
	for _, f := range c.rules {
		text, err := b.snap.Read(ctx, f.Path, content.MaxFileSize)
		if err != nil && !tooLarge(err) {
			return "", err
		}
		data[f.Path], blobs[f.Path] = text, f.Blob
	}
	rules, findings, err := makeRules(data, filepath.Base(b.p.options.Name))
	if err != nil {
		return "", err
	}
	b.g.rules = rules
	b.g.columns = search.NewColumns(rules.Vocabularies.Scheme("nuts"))
	return fingerprint(blobs), b.write(func(w *library.Writer) error {
		for _, f := range c.rules {
			if err := putFile(w, f, "", findings[f.Path]); err != nil {
				return err
			}
		}
		return saveRules(w, rules)
	})
}

// write runs one transaction.
func (b *builder) write(change func(*library.Writer) error) error {
	w, err := b.g.library.Write()
	if err != nil {
		return err
	}
	defer w.Rollback()
	if err := change(w); err != nil {
		return err
	}
	return w.Commit()
}

func putFile(w *library.Writer, f repo.File, published string, findings []content.Diagnostic) error {
	if err := w.PutFile(library.FileState{File: f, Published: published}); err != nil {
		return err
	}
	return w.PutFindings(f.Path, library.FileStage, findings)
}

// documents parses, stores and indexes all documents, some at a time; while
// some are indexed the next ones are parsed already.
func (b *builder) documents(ctx context.Context, c *change) (err error) {
	total := 0
	indexing := make(chan error, 1)
	indexing <- nil
	defer func() { err = errors.Join(err, <-indexing) }()
	for _, files := range c.versions {
		total += len(files)
	}
	for ids := range slices.Chunk(c.documents(), documentsPerStep) {
		var files []repo.File
		for _, id := range ids {
			files = append(files, c.versions[id]...)
		}
		list, err := parseAll(ctx, b.snap, files, b.g.rules)
		if err != nil {
			return err
		}
		var documents []search.Document
		err = b.write(func(w *library.Writer) error {
			documents, err = b.store(w, ids, list)
			return err
		})
		if err != nil {
			return err
		}
		if err := <-indexing; err != nil {
			indexing <- nil
			return err
		}
		go func() { indexing <- b.g.index.Load(documents) }()
		if b.done += len(files); b.p.options.Progress != nil {
			b.p.options.Progress(b.done, total)
		}
	}
	return nil
}

// store decides which versions of some documents are published, and stores
// them.
func (b *builder) store(w *library.Writer, ids []string, list []parsed) ([]search.Document, error) {
	byID := map[string]map[lang.Tag]*content.Version{}
	bad := map[string][]parsed{}
	for _, p := range list {
		id, t, _ := content.Where(p.file.Path)
		if byID[id] == nil {
			byID[id] = map[lang.Tag]*content.Version{}
		}
		if v := p.version; v != nil {
			byID[id][t] = v
			continue
		}
		bad[id] = append(bad[id], p)
		if b.last != nil {
			if old, err := b.last.Version(id, t); err == nil {
				byID[id][t] = old
			}
		}
	}
	var documents []search.Document
	published := map[string]string{}
	for _, id := range ids {
		a := assemble(id, byID[id], b.lastVersions(id), unread(bad[id]))
		for _, v := range a.versions {
			published[v.Path] = v.Blob
			if err := w.PutVersion(v); err != nil {
				return nil, err
			}
			b.versions = append(b.versions, stripped(v))
		}
		for path, findings := range a.findings {
			if err := w.PutFindings(path, library.DocumentStage, findings); err != nil {
				return nil, err
			}
		}
		document := indexed(id, a.versions)
		if card := b.g.card(a.versions, document); card != nil {
			date(card, nil, func(p string) []library.Change { return b.past[p] }, func(p string) (repo.File, bool) { f, ok := b.files[p]; return f, ok })
			if err := w.PutCard(card); err != nil {
				return nil, err
			}
			b.cards = append(b.cards, card)
			documents = append(documents, document)
		}
	}
	for _, p := range list {
		if err := putFile(w, p.file, published[p.file.Path], p.findings); err != nil {
			return nil, err
		}
	}
	return documents, nil
}

func (b *builder) lastVersions(id string) map[lang.Tag]*content.Version {
	if b.last == nil {
		return nil
	}
	list, err := b.last.Versions(id)
	if err != nil {
		return nil
	}
	return byLang(list)
}

func byLang(list []*content.Version) map[lang.Tag]*content.Version {
	m := map[lang.Tag]*content.Version{}
	for _, v := range list {
		m[v.Lang] = v
	}
	return m
}

// rest stores files, history, and what the check of links found.
func (b *builder) rest(ctx context.Context, c *change) error {
	b.g.columns = b.g.columns.With(b.cards, nil)
	w := &world{
		cards: b.g.columns.Card, ids: b.g.ids, claims: claims(b.g.columns), successors: successors(b.g.columns),
		hasFile: func(p string) bool { _, ok := b.files[p]; return ok },
	}
	return b.write(func(tx *library.Writer) error {
		for _, f := range c.assets {
			now, err := b.lastAsset(tx, f.Path)
			if err == nil {
				err = putAsset(ctx, tx, b.snap, f, now)
			}
			if err != nil {
				return err
			}
		}
		for path, d := range c.others {
			if err := putFile(tx, b.files[path], "", []content.Diagnostic{d}); err != nil {
				return err
			}
		}
		for path, found := range skipFindings(b.snap.Skipped) {
			if err := tx.PutFindings(path, library.SkipStage, found); err != nil {
				return err
			}
		}
		for _, v := range b.versions {
			if err := tx.PutFindings(v.Path, library.LinkStage, content.CheckLinks(v, w)); err != nil {
				return err
			}
		}
		return b.history(tx)
	})
}

// lastAsset stores the bytes of a file as readers see them now, which stay if
// the newest ones have errors, and returns their blob id.
func (b *builder) lastAsset(w *library.Writer, path string) (string, error) {
	if b.last == nil {
		return "", nil
	}
	data, blob, err := b.last.Asset(path)
	if err != nil {
		return "", nil // there were none, or they are damaged
	}
	return blob, w.PutAsset(path, data)
}

// history stores the commits of the files that there are, in order of path.
func (b *builder) history(w *library.Writer) error {
	for _, f := range b.snap.Changed {
		if list := b.past[f.Path]; len(list) > 0 {
			if err := w.PutHistory(f.Path, list); err != nil {
				return err
			}
		}
	}
	return nil
}

// finish states the edition in library and index, and puts both on disk.
func (b *builder) finish(info library.Edition) error {
	err := b.write(func(w *library.Writer) error { return w.PutEdition(info, nil) })
	if err == nil {
		err = b.g.library.Sync()
	}
	if err == nil {
		err = b.g.index.Apply(info.Number, nil, nil)
	}
	return err
}

// putAsset reads, checks and stores a file that stands beside versions. One
// with errors leaves the bytes of the blob that readers see now, if any.
func putAsset(ctx context.Context, w *library.Writer, snap *repo.Snapshot, f repo.File, now string) error {
	data, err := snap.Read(ctx, f.Path, content.MaxAssetSize)
	if tooLarge(err) {
		return putFile(w, f, now, []content.Diagnostic{sizeFinding(f, content.MaxAssetSize)})
	}
	if err != nil {
		return err
	}
	findings := content.CheckAsset(f.Path, data)
	if content.HasErrors(findings) {
		return putFile(w, f, now, findings)
	}
	if err := w.PutAsset(f.Path, data); err != nil {
		return err
	}
	return putFile(w, f, f.Blob, findings)
}

// successors tells what supersedes which document; of two, the first by id.
func successors(columns *search.Columns) map[string]string {
	m := map[string]string{}
	columns.Cards(func(c *library.Card) bool {
		succeed(m, c)
		return true
	})
	return m
}

func succeed(m map[string]string, c *library.Card) {
	for _, id := range c.Supersedes {
		if by, taken := m[id]; !taken || c.ID < by {
			m[id] = c.ID
		}
	}
}

// claims lists who claims which address as an alias.
func claims(columns *search.Columns) map[string][]string {
	m := map[string][]string{}
	columns.Cards(func(c *library.Card) bool {
		for _, a := range c.Aliases {
			m[a] = append(m[a], c.ID)
		}
		return true
	})
	for _, owners := range m {
		slices.Sort(owners)
	}
	return m
}
