package publish

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/repo"
	"github.com/ai4citizens/casebook/internal/search"
)

// Options say what is published, and to where.
type Options struct {
	Source Source
	// Name names the source; a data folder made from another one is made anew.
	Name string
	// Data is the folder for everything derived.
	Data string
	// Doing is what the process says of itself to others that want the folder.
	Doing string
	Log   *slog.Logger
	// Progress, if set, is told how many of how many files are done.
	Progress func(done, total int)
}

// Publisher keeps a data folder in line with a source, and hands out editions.
// It is safe for use by many goroutines; publishing happens one at a time.
type Publisher struct {
	options Options
	lock    *lock

	publishing sync.Mutex // held while an edition is being made
	generation *generation

	switching sync.RWMutex // held for the moment of a switch
	current   *Edition
	// damaged is set when a reader met damage; the next publication builds anew.
	damaged bool
	closed  bool
	closing sync.WaitGroup
}

// Report says what a publication did.
type Report struct {
	Edition   library.Edition
	Documents int
	Versions  int
	Languages int
	// Changed is how many documents changed, Unchanged tells that nothing did
	// and no new edition was made.
	Changed   int
	Unchanged bool
	Errors    int
	Warnings  int
	// Rebuilt says why everything was made anew, "" if it was not.
	Rebuilt string
	Took    time.Duration
}

// Open opens a data folder, repairs what it can, and shows its edition at once
// if there is one; Publish then brings it up to date. It returns *InUseError if
// another process has the folder.
func Open(o Options) (*Publisher, error) {
	if err := os.MkdirAll(o.Data, 0o700); err != nil {
		return nil, fmt.Errorf("make data folder: %w", err)
	}
	l, err := takeLock(o.Data, o.Doing)
	if err != nil {
		return nil, err
	}
	p := &Publisher{options: o, lock: l}
	dir := currentGeneration(o.Data)
	sweep(o.Data, dir)
	if dir == "" {
		return p, nil
	}
	err = p.resume(dir)
	if err != nil && !unusable(err) {
		l.release()
		return nil, err
	}
	if err != nil {
		o.Log.Warn("the data folder cannot be used and is made anew from the content", "reason", err)
		if err := os.RemoveAll(dir); err != nil {
			l.release()
			return nil, fmt.Errorf("remove damaged data: %w", err)
		}
	}
	return p, nil
}

// errUnusable says that data is sound, and not what is wanted.
var errUnusable = errors.New("the data folder is for something else")

// unusable tells whether data is to be made anew. Any other error, such as a
// file that may not be read, is for the operator, and costs no data.
func unusable(err error) bool {
	return errors.Is(err, errUnusable) || errors.Is(err, library.ErrDamaged) || errors.Is(err, search.ErrDamaged)
}

// resume opens the generation of an earlier run and shows its edition.
func (p *Publisher) resume(dir string) error {
	g, err := openGeneration(dir)
	if errors.Is(err, search.ErrDamaged) {
		p.options.Log.Warn("the search index is made anew from the library", "reason", err)
		if err := search.Remove(filepath.Join(dir, "index")); err != nil {
			return err
		}
		g, err = openGeneration(dir)
	}
	if err != nil {
		return err
	}
	if err := p.show(g); err != nil {
		_ = g.close()
		return err
	}
	return nil
}

// show proves a generation, loads it and makes its edition the current one.
func (p *Publisher) show(g *generation) error {
	done, err := g.agree()
	if err != nil {
		return err
	}
	if done != "" {
		p.options.Log.Warn(done)
	}
	r, err := g.library.Begin()
	if err != nil {
		return err
	}
	info, err := r.Edition()
	r.Close()
	switch {
	case err != nil:
		return err
	case info.Number == 0:
		return fmt.Errorf("%w: it holds no edition of this format", errUnusable)
	case info.Source != p.options.Name:
		return fmt.Errorf("%w: it was made from %s, not from %s", errUnusable, info.Source, p.options.Name)
	}
	if err := p.turn(g, info, nil); err != nil {
		return err
	}
	// The first answers do not wait for the dictionary.
	p.closing.Go(func() { p.learn(g) })
	return nil
}

// turn makes an edition the current one. If a writer is given, it is committed
// in the same moment, so that no reader sees one without the other.
func (p *Publisher) turn(g *generation, info library.Edition, w *library.Writer) error {
	snapshot, err := g.searcher.Snapshot(g.columns)
	if err != nil {
		return err
	}
	next := newEdition(g, info, snapshot, p.options.Source)
	p.switching.Lock()
	defer p.switching.Unlock()
	if w != nil {
		if err := w.Commit(); err != nil {
			_ = snapshot.Close()
			return fmt.Errorf("write library: %w", err)
		}
	}
	last, lastGeneration := p.current, p.generation
	p.current, p.generation = next, g
	if last != nil {
		last.release()
	}
	if lastGeneration != nil && lastGeneration != g {
		p.closing.Go(func() { p.discard(lastGeneration) })
	}
	return nil
}

// learn lets a generation find words in other languages, and concepts in texts.
// It takes a moment, for which searches find words as they are.
func (p *Publisher) learn(g *generation) {
	dictionary, err := search.NewDictionary(g.rules.Vocabularies)
	if err != nil {
		p.options.Log.Warn("the lexicon cannot be read; general words are not translated", "error", err)
	}
	g.searcher.Use(dictionary)
	g.prepareMatcher() // the first document that changes does not wait for it
	p.learnWords(g)
}

// learnWords lets a generation find words by their likeness to those that the
// index has now.
func (p *Publisher) learnWords(g *generation) {
	if err := g.searcher.Learn(); err != nil {
		p.options.Log.Warn("the words of the index cannot be read; misspelt words are not found", "error", err)
	}
}

// discard closes and deletes a generation once nobody reads it any more.
func (p *Publisher) discard(g *generation) {
	g.editions.Wait()
	if err := g.close(); err != nil {
		p.options.Log.Warn("closing the former generation", "error", err)
	}
	if err := os.RemoveAll(g.dir); err != nil {
		p.options.Log.Warn("deleting the former generation", "error", err)
	}
}

// Begin hands out the current edition; ErrNoEdition before the first. The view
// must be closed.
func (p *Publisher) Begin() (*View, error) {
	p.switching.RLock()
	defer p.switching.RUnlock()
	if p.current == nil {
		return nil, ErrNoEdition
	}
	r, err := p.generation.library.Begin()
	if err != nil {
		return nil, fmt.Errorf("open library: %w", err)
	}
	p.current.uses.Add(1)
	return &View{Edition: p.current, reader: r}, nil
}

// Damaged tells the publisher that a reader met damaged data; the next
// publication makes everything anew.
func (p *Publisher) Damaged() {
	p.switching.Lock()
	defer p.switching.Unlock()
	p.damaged = true
}

// Close ends publishing and closes the data folder. Views must be closed
// before.
func (p *Publisher) Close() error {
	p.publishing.Lock()
	defer p.publishing.Unlock()
	p.switching.Lock()
	last := p.current
	p.current, p.closed = nil, true
	p.switching.Unlock()
	var err error
	if last != nil {
		last.release()
		p.generation.editions.Wait()
		p.closing.Wait()
		err = p.generation.close()
	}
	p.closing.Wait()
	p.lock.release()
	return err
}

// Publish brings the edition up to date with the source. Hints are paths that
// are said to have changed; nil means that anything may have.
func (p *Publisher) Publish(ctx context.Context, hints []string) (Report, error) {
	p.publishing.Lock()
	defer p.publishing.Unlock()
	begin := time.Now()
	report, err := p.publish(ctx, hints)
	for try := 0; errors.Is(err, repo.ErrChanged) && try < 5; try++ {
		// A file was saved while it was read: look again.
		report, err = p.publish(ctx, hints)
	}
	if errors.Is(err, library.ErrDamaged) || errors.Is(err, search.ErrDamaged) {
		p.options.Log.Warn("damage was met; everything is made anew from the content", "reason", err)
		report, err = p.build(ctx, "the data was damaged")
	}
	report.Took = time.Since(begin)
	return report, err
}

func (p *Publisher) publish(ctx context.Context, hints []string) (Report, error) {
	p.switching.RLock()
	damaged, closed := p.damaged, p.closed
	p.switching.RUnlock()
	switch {
	case closed:
		return Report{}, errors.New("the publisher is closed")
	case p.current == nil:
		return p.build(ctx, "there was no edition yet")
	case damaged:
		return p.build(ctx, "the data was damaged")
	}
	return p.update(ctx, hints)
}

// tidyAt is from how many parts on the index is joined into few.
const tidyAt = 16

// Tidy joins the parts of the index if updates have fragmented it, and learns
// the words that came since, beside readers; it is for a quiet moment. A publication may happen meanwhile.
func (p *Publisher) Tidy(ctx context.Context) error {
	p.switching.RLock()
	e := p.current
	if e != nil {
		e.uses.Add(1) // keeps the generation; a library reader could block a commit
	}
	p.switching.RUnlock()
	if e == nil {
		return nil
	}
	g := e.generation
	p.learnWords(g)
	if g.index.Segments() < tidyAt {
		e.release()
		return nil
	}
	err := g.index.Merge(ctx)
	e.release()
	if err != nil {
		return err
	}
	// Readers get the joined parts with a new snapshot of the same edition.
	p.publishing.Lock()
	defer p.publishing.Unlock()
	if p.generation != g || p.current == nil {
		return nil
	}
	return p.turn(g, p.current.Info, nil)
}
