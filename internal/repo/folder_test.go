package repo

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestFolderUpdates(t *testing.T) {
	ctx, dir, known := context.Background(), t.TempDir(), newMemory()
	f := openFolder(t, dir)
	writeOld(t, dir, "site.yaml", "name: x\n")
	writeOld(t, dir, "practices/a/index.en.md", "one")
	writeOld(t, dir, "practices/a/plan.png", "png")
	writeOld(t, dir, "practices/b/index.en.md", "two")
	for _, left := range []string{".git2/x", ".DS_Store", "practices/a/index.en.md~", "practices/a/.index.en.md.swp",
		"practices/a/x.swp", "practices/#b#", "practices/4913"} {
		write(t, dir, left, "left behind")
	}

	s, err := f.Update(ctx, nil, nil)
	if err == nil && (!s.Full || s.Looked != nil || s.Commit != Commit{}) {
		t.Errorf("snapshot %+v", s)
	}
	known.want(t, s, err, "+practices/a/index.en.md +practices/a/plan.png +practices/b/index.en.md +site.yaml")
	if file := known.files["site.yaml"]; file.Blob != BlobID("sha1", []byte("name: x\n")) || file.Size != 8 || file.ModTime == 0 {
		t.Errorf("file %+v", file)
	}

	s, err = f.Update(ctx, known, nil)
	known.want(t, s, err, "")

	writeOld(t, dir, "practices/a/index.en.md", "one!")
	setTime(t, dir, "site.yaml", time.Now().Add(-2*time.Hour))
	must(t, os.RemoveAll(filepath.Join(dir, "practices", "b")))
	s, err = f.Update(ctx, known, nil)
	known.want(t, s, err, "+practices/a/index.en.md ~site.yaml -practices/b/index.en.md")
	s, err = f.Update(ctx, known, nil)
	known.want(t, s, err, "")
}

func TestFolderHints(t *testing.T) {
	ctx, dir, known := context.Background(), t.TempDir(), newMemory()
	f := openFolder(t, dir)
	for _, path := range []string{"a/x.md", "a/y.md", "b/sub/x.md", "b/sub/y.md", "c.md", "d.md"} {
		writeOld(t, dir, path, path)
	}
	s, err := f.Update(ctx, known, nil)
	known.want(t, s, err, "+a/x.md +a/y.md +b/sub/x.md +b/sub/y.md +c.md +d.md")

	writeOld(t, dir, "a/x.md", "changed")
	writeOld(t, dir, "a/y.md", "changed, but nobody says so")
	s, err = f.Update(ctx, known, []string{"a/x.md", "./c.md", "a/x.md", "a/.hidden", "none", "none/at/all"})
	if err == nil && (s.Full || !reflect.DeepEqual(s.Looked, []string{"a/x.md", "c.md", "none"})) {
		t.Errorf("looked at %q, full %v", s.Looked, s.Full)
	}
	known.want(t, s, err, "+a/x.md")
	s, err = f.Update(ctx, known, []string{"a"})
	known.want(t, s, err, "+a/y.md")

	// A file becomes a folder, a folder a file, a folder goes.
	must(t, os.Remove(filepath.Join(dir, "c.md")))
	writeOld(t, dir, "c.md/in.md", "x")
	must(t, os.RemoveAll(filepath.Join(dir, "a")))
	writeOld(t, dir, "a", "x")
	must(t, os.RemoveAll(filepath.Join(dir, "b")))
	s, err = f.Update(ctx, known, []string{"c.md", "a/x.md", "b/sub"})
	known.want(t, s, err, "+a +c.md/in.md -a/x.md -a/y.md -b/sub/x.md -b/sub/y.md -c.md")

	must(t, os.Remove(filepath.Join(dir, "d.md")))
	s, err = f.Update(ctx, known, []string{"d.md"})
	known.want(t, s, err, "-d.md")
	s, err = f.Update(ctx, known, []string{"d.md", "."})
	if err == nil && !s.Full {
		t.Error("a hint at the content folder did not walk it")
	}
	known.want(t, s, err, "")
	if _, err := f.Update(ctx, known, []string{"a/../../etc/passwd"}); err == nil {
		t.Error("a path that leads out was taken")
	}
	s, err = f.Update(ctx, known, []string{})
	known.want(t, s, err, "")
}

// A second write in the same instant leaves size and time as they were, and
// must be seen even if the look comes much later.
func TestFolderRacyTime(t *testing.T) {
	ctx, dir, known := context.Background(), t.TempDir(), newMemory()
	f := openFolder(t, dir)
	at := time.Now().Add(time.Hour) // a clock that is ahead, so that the test may take its time
	write(t, dir, "a.md", "one")
	setTime(t, dir, "a.md", at)
	s, err := f.Update(ctx, known, nil)
	known.want(t, s, err, "+a.md")
	if known.files["a.md"].ModTime != 0 {
		t.Error("the time of a file just written was trusted")
	}
	s, err = f.Update(ctx, known, nil)
	known.want(t, s, err, "")

	write(t, dir, "a.md", "two")
	setTime(t, dir, "a.md", at)
	s, err = f.Update(ctx, known, nil)
	known.want(t, s, err, "+a.md")

	setTime(t, dir, "a.md", time.Now().Add(-racy)) // as if it had been written earlier
	s, err = f.Update(ctx, known, nil)
	known.want(t, s, err, "~a.md")
	if known.files["a.md"].ModTime == 0 {
		t.Error("the time of an old file is not remembered")
	}
	s, err = f.Update(ctx, known, nil)
	known.want(t, s, err, "")
}

func TestFolderMayNotBeRead(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may read everything")
	}
	ctx, dir, known := context.Background(), t.TempDir(), newMemory()
	f := openFolder(t, dir)
	writeOld(t, dir, "a.md", "x")
	writeOld(t, dir, "b/c.md", "x")
	s, err := f.Update(ctx, known, nil)
	known.want(t, s, err, "+a.md +b/c.md")

	writeOld(t, dir, "a.md", "changed")
	must(t, os.Chmod(filepath.Join(dir, "a.md"), 0))
	must(t, os.Chmod(filepath.Join(dir, "b"), 0))
	s, err = f.Update(ctx, known, nil)
	known.want(t, s, err, "!a.md !b")
	s, err = f.Update(ctx, known, []string{"a.md", "b/c.md"})
	known.want(t, s, err, "!a.md !b/c.md")
	must(t, os.Chmod(filepath.Join(dir, "b"), 0o755))
	must(t, os.Chmod(filepath.Join(dir, "a.md"), 0o644))
	s, err = f.Update(ctx, known, nil)
	known.want(t, s, err, "+a.md")
}

func TestFolderRead(t *testing.T) {
	ctx, dir, known := context.Background(), t.TempDir(), newMemory()
	f := openFolder(t, dir)
	writeOld(t, dir, "same.md", "same")
	s, err := f.Update(ctx, known, nil)
	known.want(t, s, err, "+same.md")
	for _, path := range []string{"a.md", "longer.md", "equal.md", "link.md", "gone.md"} {
		writeOld(t, dir, path, "one")
	}
	s, err = f.Update(ctx, known, nil)
	must(t, err)

	write(t, dir, "longer.md", "longer")
	write(t, dir, "equal.md", "two")
	must(t, os.Remove(filepath.Join(dir, "gone.md")))
	must(t, os.Remove(filepath.Join(dir, "link.md")))
	must(t, os.Symlink("a.md", filepath.Join(dir, "link.md")))

	for path, want := range map[string]string{"a.md": "one", "same.md": "same"} {
		if data, err := s.Read(ctx, path, 100); string(data) != want || err != nil {
			t.Errorf("%s: %q, %v", path, data, err)
		}
	}
	for _, path := range []string{"longer.md", "equal.md", "link.md", "gone.md"} {
		if _, err := s.Read(ctx, path, 100); !errors.Is(err, ErrChanged) {
			t.Errorf("%s: %v, want ErrChanged", path, err)
		}
	}
	var large *TooLargeError
	if _, err := s.Read(ctx, "a.md", 2); !errors.As(err, &large) || *large != (TooLargeError{"a.md", 3, 2}) {
		t.Errorf("too large: %v", err)
	}
	for _, path := range []string{"none.md", "../a.md", ""} {
		if _, err := s.Read(ctx, path, 100); !errors.Is(err, ErrNotFound) {
			t.Errorf("%q: %v, want ErrNotFound", path, err)
		}
	}
	must(t, s.Close())
	if _, err := s.Read(ctx, "a.md", 100); !errors.Is(err, ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
}

func TestFolderGone(t *testing.T) {
	ctx, dir, known := context.Background(), filepath.Join(t.TempDir(), "content"), newMemory()
	writeOld(t, dir, "a.md", "x")
	f := openFolder(t, dir)
	s, err := f.Update(ctx, known, nil)
	known.want(t, s, err, "+a.md")
	must(t, os.RemoveAll(dir))
	for _, hints := range [][]string{nil, {"a.md"}} {
		if _, err := f.Update(ctx, known, hints); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("hints %v: %v", hints, err)
		}
	}
	if _, err := OpenFolder(ctx, dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("open: %v", err)
	}
	write(t, filepath.Dir(dir), "content", "a file")
	if _, err := OpenFolder(ctx, dir); err == nil || !strings.Contains(err.Error(), "is not a folder") {
		t.Errorf("open: %v", err)
	}
}

func TestFolderCancelled(t *testing.T) {
	dir := t.TempDir()
	writeOld(t, dir, "a.md", "x")
	f := openFolder(t, dir)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := f.Update(ctx, nil, nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestFolderWithoutGit(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	outside := openFolder(t, dir)
	t.Setenv("PATH", "")
	for name, f := range map[string]*Folder{"outside a work tree": outside, "without git": openFolder(t, dir)} {
		if commit, ok, err := f.Head(ctx); ok || err != nil || commit != (Commit{}) {
			t.Errorf("%s: head %v, %v, %v", name, commit, ok, err)
		}
		full, err := f.History(ctx, "", "", func(Commit, []Written) error { return errors.New("visited") })
		if !full || err != nil {
			t.Errorf("%s: history %v, %v", name, full, err)
		}
		if _, err := f.ReadBlob(ctx, BlobID("sha1", nil), 1); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: blob %v", name, err)
		}
		if f.Format() != "sha1" {
			t.Errorf("%s: format %s", name, f.Format())
		}
	}
}

func TestFolderInWorkTree(t *testing.T) {
	for _, format := range []string{"sha1", "sha256"} {
		ctx, known := context.Background(), newMemory()
		w := newWork(t, "--object-format="+format)
		w.write("content/a.md", "one")
		f := w.openFolder("content")
		if _, ok, err := f.Head(ctx); ok || err != nil {
			t.Errorf("head before the first commit: %v, %v", ok, err)
		}
		hash := w.commit("first")
		w.write("content/b.md", "not committed")
		s, err := f.Update(ctx, known, nil)
		known.want(t, s, err, "+a.md +b.md")
		if s.Commit.Hash != hash || s.Commit.Subject != "first" || s.Commit.Author != "Aino Ąžuolas" {
			t.Errorf("commit %+v", s.Commit)
		}
		if blob := w.git("rev-parse", "HEAD:content/a.md"); known.files["a.md"].Blob != blob || f.Format() != format {
			t.Errorf("%s: blob %s, want %s", f.Format(), known.files["a.md"].Blob, blob)
		}
		w.write("content/a.md", "two")
		if data, err := f.ReadBlob(ctx, known.files["a.md"].Blob, 10); string(data) != "one" || err != nil {
			t.Errorf("old blob: %q, %v", data, err)
		}
		if _, err := f.ReadBlob(ctx, known.files["b.md"].Blob, 20); !errors.Is(err, ErrNotFound) {
			t.Errorf("blob not committed: %v", err)
		}
	}
}

// A linked work tree has a HEAD of its own, and its ".git" is a file.
func TestFolderInLinkedWorkTree(t *testing.T) {
	ctx := context.Background()
	w := newWork(t)
	w.write("content/a.md", "one")
	w.commit("first")
	linked := filepath.Join(t.TempDir(), "linked")
	w.git("worktree", "add", "-q", "-b", "draft", linked)
	write(t, linked, "content/b.md", "two")
	w.git("-C", linked, "add", "-A")
	w.git("-C", linked, "commit", "-q", "-m", "second")
	f := openFolder(t, filepath.Join(linked, "content"))
	head, ok, err := f.Head(ctx)
	if !ok || err != nil || head.Subject != "second" {
		t.Fatalf("head %+v, %v, %v", head, ok, err)
	}
	if got := historyOf(t, f, "", head.Hash, true); got != "second: b.md; first: a.md" {
		t.Error(got)
	}
}
