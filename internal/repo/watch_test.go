package repo

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// watched is a Watch under way.
type watched struct {
	t      *testing.T
	events chan []string
}

// startWatch returns when the watches are in place.
func startWatch(t *testing.T, f *Folder) *watched {
	t.Helper()
	w := &watched{t: t, events: make(chan []string)}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- f.Watch(ctx, w.events) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	w.wantAll()
	return w
}

func (w *watched) next() []string {
	w.t.Helper()
	select {
	case batch := <-w.events:
		return batch
	case <-time.After(20 * time.Second):
		w.t.Fatal("nothing was heard")
		return nil
	}
}

// wantAll waits for a nil batch.
func (w *watched) wantAll() {
	w.t.Helper()
	for w.next() != nil {
	}
}

// want waits until all these paths have been heard of, in one batch or more.
func (w *watched) want(paths ...string) {
	w.t.Helper()
	for len(paths) > 0 {
		batch := w.next()
		if batch == nil {
			w.t.Fatalf("everything, while waiting for %q", paths)
		}
		for _, path := range batch {
			if strings.Contains(path, ".hidden") || strings.HasSuffix(path, "~") || strings.Contains(path, "4913") {
				w.t.Errorf("heard of %q", path)
			}
		}
		paths = slices.DeleteFunc(paths, func(path string) bool { return slices.Contains(batch, path) })
	}
}

func TestWatch(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a/x.md", "x")
	w := startWatch(t, openFolder(t, dir))

	write(t, dir, "a/.hidden/x", "x")
	write(t, dir, "a/4913", "x")
	write(t, dir, "a/x.md~", "x")
	write(t, dir, "a/x.md", "y")
	w.want("a/x.md")
	write(t, dir, "b/c/d/e.md", "x") // in new folders
	w.want("b")
	write(t, dir, "b/c/d/e.md", "y")
	w.want("b/c/d/e.md")
	must(t, os.Rename(filepath.Join(dir, "b/c/d/e.md"), filepath.Join(dir, "b/f.md"))) // as editors save
	w.want("b/c/d/e.md", "b/f.md")
	must(t, os.RemoveAll(filepath.Join(dir, "a")))
	w.want("a")
	write(t, dir, "a/x.md", "again")
	w.want("a")
	write(t, dir, "a/x.md", "once more")
	w.want("a/x.md")
	must(t, os.Rename(filepath.Join(dir, "b"), filepath.Join(dir, "moved")))
	w.wantAll()
	write(t, dir, "moved/c/d/e.md", "z")
	w.want("moved/c/d/e.md")
}

// What is heard of, if given as hints, leads to what is there.
func TestWatchAndUpdate(t *testing.T) {
	ctx, dir, known := context.Background(), t.TempDir(), newMemory()
	write(t, dir, "a/x.md", "x")
	f := openFolder(t, dir)
	w := startWatch(t, f)
	for i, change := range []func(){
		func() {},
		func() { write(t, dir, "a/x.md", "y") },
		func() { write(t, dir, "a/b/c/d/y.md", "y") },
		func() { must(t, os.Rename(filepath.Join(dir, "a/b"), filepath.Join(dir, "b"))) },
		func() { write(t, dir, "b/c/d/y.md", "z") },
		func() { must(t, os.RemoveAll(filepath.Join(dir, "b"))) },
		func() { write(t, dir, "b", "a file now") },
	} {
		change()
		now, err := f.Update(ctx, nil, nil)
		must(t, err)
		want := newMemory()
		want.remember(now)
		must(t, now.Close())
		var hints []string
		for !sameFiles(known, want) {
			s, err := f.Update(ctx, known, hints)
			must(t, err)
			known.remember(s)
			must(t, s.Close())
			if sameFiles(known, want) {
				break
			}
			t.Logf("change %d: after %q there are %d files, want %d", i, hints, len(known.files), len(want.files))
			hints = w.next()
		}
	}
}

func sameFiles(a, b *memory) bool {
	if len(a.files) != len(b.files) {
		return false
	}
	for path, file := range a.files {
		if b.files[path].Blob != file.Blob {
			return false
		}
	}
	return true
}

func TestWatchGit(t *testing.T) {
	w := newWork(t)
	w.write("content/a.md", "x")
	w.commit("first")
	heard := startWatch(t, w.openFolder("content"))
	w.write("outside.md", "x")
	w.commit("second")
	heard.wantAll()
	w.git("checkout", "-q", "-b", "draft")
	w.commit("third")
	heard.wantAll()
	w.git("add", "-A") // of no interest
	w.write("content/a.md", "y")
	heard.want("content/a.md"[len("content/"):])
	w.git("reset", "-q", "--hard", "HEAD^")
	heard.wantAll()
}

// Before the first commit Git has no log of its HEAD.
func TestWatchFirstCommit(t *testing.T) {
	w := newWork(t)
	w.write("a.md", "x")
	heard := startWatch(t, w.openFolder("."))
	w.commit("first")
	heard.wantAll()
	w.git("commit", "-q", "--allow-empty", "-m", "second")
	heard.wantAll()
}

// A busy receiver finds what has gathered, each path once; too much becomes
// everything.
func TestWatchGathers(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "x.md", "x")
	w := startWatch(t, openFolder(t, dir))
	for range 100 {
		write(t, dir, "x.md", "y")
	}
	batch := w.next()
	if !slices.Equal(batch, []string{"x.md"}) {
		t.Errorf("%q", batch)
	}
	for i := range batchMost + 10 {
		write(t, dir, strings.Repeat("y", 1+i/100)+strings.Repeat("x", i%100), "x")
	}
	w.wantAll()
}

func TestWatchFolderComesBack(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "content")
	write(t, dir, "a.md", "x")
	f := openFolder(t, dir)
	w := startWatch(t, f)
	must(t, os.Rename(dir, dir+"-away"))
	w.wantAll() // there are no watches now
	must(t, os.Rename(dir+"-away", dir))
	w.wantAll()
}

func TestPoll(t *testing.T) {
	f := openFolder(t, t.TempDir())
	events := make(chan []string, 10)
	f.poll(context.Background(), events, time.Microsecond, 3)
	if len(events) != 3 || <-events != nil {
		t.Errorf("%d batches", len(events))
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	f.poll(ctx, nil, time.Hour, 3)
	must(t, f.Watch(ctx, nil))
}
