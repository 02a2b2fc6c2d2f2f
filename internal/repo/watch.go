package repo

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

const (
	debounce     = 10 * time.Millisecond  // how long it has to be quiet before a batch is sent
	debounceMost = 100 * time.Millisecond // how long a batch waits for quiet at most
	batchMost    = 1000                   // paths in a batch; beyond, walking is cheaper

	pollEvery  = 2 * time.Second // between two walks where there are no watches
	pollRounds = 15              // walks before watches are tried again
)

// Watch sends the paths at which something has changed, in batches that fit as
// hints for Update: relative to the content folder, each once, in no order. A
// nil batch stands for everything. One is sent when the watches are in place,
// so whoever answers each batch by an Update misses nothing and needs no Update
// before; then when a folder is renamed, when events were lost, and when
// another commit is checked out or a commit is made.
//
// Where the system cannot watch the folders (there are too many of them, or the
// content folder is gone), a nil batch is sent every two seconds. Changes that
// another computer makes on a network drive are not seen.
//
// While the receiver is busy, changes are gathered. Watch returns nil when ctx
// ends.
func (f *Folder) Watch(ctx context.Context, events chan<- []string) error {
	for ctx.Err() == nil {
		if err := f.watch(ctx, events); err != nil && ctx.Err() == nil {
			if f.Log != nil {
				f.Log.Warn("the content folder cannot be watched; it is walked every few seconds", "error", err)
			}
			f.poll(ctx, events, pollEvery, pollRounds)
		}
	}
	return nil
}

// poll sends nil batches for a while.
func (f *Folder) poll(ctx context.Context, events chan<- []string, every time.Duration, rounds int) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for range rounds {
		select {
		case events <- nil:
		case <-ctx.Done():
			return
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return
		}
	}
}

// watcher gathers the events of a folder for the next batch.
type watcher struct {
	folder *Folder
	notify *fsnotify.Watcher
	dirs   map[string]bool // watched folders of content; "" is the content folder
	head   string          // the commit that was checked out last

	batch   []string
	batched map[string]bool
	all     bool // the batch is nil: everything
	git     bool // something happened in Git's own folder
}

// errAnew ends a watch whose paths are no longer right.
var errAnew = errors.New("the watches have to be set anew")

// watch watches until ctx ends or the watches have to be set anew (nil), or
// cannot be had (an error).
func (f *Folder) watch(ctx context.Context, events chan<- []string) error {
	notify, err := fsnotify.NewWatcher()
	if err != nil {
		return err
	}
	defer notify.Close()
	w := &watcher{folder: f, notify: notify, dirs: make(map[string]bool), all: true}
	w.batched = make(map[string]bool)
	if w.head, err = f.headHash(ctx); err != nil {
		return err
	}
	if err := w.addTree(""); err != nil {
		return err
	}
	w.addGit()
	err = w.run(ctx, events)
	if errors.Is(err, errAnew) {
		return nil
	}
	return err
}

// run receives events and sends batches.
func (w *watcher) run(ctx context.Context, events chan<- []string) error {
	quiet := time.NewTimer(0) // the first batch is ready
	defer quiet.Stop()
	var since time.Time // when the first event came that is not sent
	var out chan<- []string
	for {
		select {
		case event, ok := <-w.notify.Events:
			if !ok {
				return fsnotify.ErrClosed
			}
			if err := w.handle(event); err != nil {
				return err
			}
		case err, ok := <-w.notify.Errors:
			if !ok {
				return fsnotify.ErrClosed
			}
			if !errors.Is(err, fsnotify.ErrEventOverflow) {
				return err
			}
			// A folder may have been made among what was lost.
			return errAnew
		case <-quiet.C:
			since = time.Time{}
			if w.ready(ctx) {
				out = events
			}
			continue
		case out <- w.batch:
			w.batch, w.batched, w.all = nil, make(map[string]bool), false
			out = nil
			continue
		case <-ctx.Done():
			return nil
		}
		if since.IsZero() {
			since = time.Now()
		}
		out = nil
		quiet.Reset(min(debounce, max(0, debounceMost-time.Since(since))))
	}
}

// ready says whether there is a batch to send.
func (w *watcher) ready(ctx context.Context) bool {
	if w.git {
		w.git = false
		if head, err := w.folder.headHash(ctx); err == nil && head != w.head {
			w.head, w.all = head, true
		}
	}
	if w.all || len(w.batch) > batchMost {
		w.all, w.batch = true, nil
	}
	return w.all || len(w.batch) > 0
}

// handle takes in one event.
func (w *watcher) handle(event fsnotify.Event) error {
	dir, name := filepath.Split(event.Name)
	dir = filepath.Clean(dir)
	if event.Name == "" {
		return nil
	}
	if w.isGit(dir) {
		if name == "logs" && event.Has(fsnotify.Create) {
			w.addGit()
		}
		w.git = w.git || !strings.HasSuffix(name, ".lock")
		return nil
	}
	path, err := filepath.Rel(w.folder.dir, event.Name)
	if err != nil || !filepath.IsLocal(path) {
		return nil
	}
	if path = filepath.ToSlash(path); path == "." {
		if event.Has(fsnotify.Remove) || event.Has(fsnotify.Rename) {
			return errAnew
		}
		return nil
	}
	if Ignored(name) {
		return nil
	}
	if w.dirs[path] && event.Has(fsnotify.Rename) {
		return errAnew // the folders in it would be watched under their old names
	}
	if event.Has(fsnotify.Remove) {
		delete(w.dirs, path)
	}
	if event.Has(fsnotify.Create) {
		if info, err := os.Lstat(event.Name); err == nil && info.IsDir() {
			if err := w.addTree(path); err != nil {
				return err
			}
		}
	}
	if !w.all && !w.batched[path] {
		w.batched[path] = true
		w.batch = append(w.batch, path)
	}
	return nil
}

// addTree watches a folder and those in it. The watch comes before the listing,
// so that whatever is made later is heard of.
func (w *watcher) addTree(path string) error {
	if path != "" && nameFault(path) != "" {
		return nil
	}
	dir := filepath.Join(w.folder.dir, filepath.FromSlash(path))
	if path != "" && isRepository(dir) {
		return nil
	}
	err := w.notify.Add(dir)
	if err != nil && !(path != "" && isGone(err)) {
		return fmt.Errorf("watch %s: %w", dir, err)
	}
	w.dirs[path] = true
	entries, err := os.ReadDir(dir)
	if err != nil && path == "" {
		return err
	}
	for _, e := range entries {
		if !e.IsDir() || Ignored(e.Name()) {
			continue
		}
		if err := w.addTree(strings.TrimPrefix(path+"/"+e.Name(), "/")); err != nil {
			return err
		}
	}
	return nil
}

// isGone says whether a folder cannot be watched for a reason of its own: it is
// gone already, or may not be read.
func isGone(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission)
}

// addGit watches the folders in which Git writes when another commit is checked
// out or made. If that fails, the files still tell most of it.
func (w *watcher) addGit() {
	if w.folder.objects == nil {
		return
	}
	dir := w.folder.objects.git.dir
	for _, dir := range []string{dir, filepath.Join(dir, "logs")} {
		w.notify.Add(dir)
	}
}

func (w *watcher) isGit(dir string) bool {
	if w.folder.objects == nil {
		return false
	}
	git := w.folder.objects.git.dir
	return dir == git || dir == filepath.Join(git, "logs")
}
