package repo

import (
	"context"
	"errors"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

type historian interface {
	History(ctx context.Context, old, new string, visit func(Commit, []Written) error) (bool, error)
}

// historyOf returns a history as "subject: path path; subject: path".
func historyOf(t *testing.T, from historian, old, new string, wantFull bool) string {
	t.Helper()
	var told []string
	full, err := from.History(context.Background(), old, new, func(c Commit, files []Written) error {
		var paths []string
		for _, f := range files {
			paths = append(paths, f.Path)
		}
		told = append(told, c.Subject+": "+strings.Join(paths, " "))
		return nil
	})
	if err != nil || full != wantFull {
		t.Fatalf("full %v, want %v, %v", full, wantFull, err)
	}
	return strings.Join(told, "; ")
}

func TestHistory(t *testing.T) {
	w := newWork(t)
	w.write("a.md", "outside")
	w.write("content/a.md", "one\n")
	w.write("content/b.md", "one\n")
	w.write("content/.hidden", "x")
	first := w.commit("first")
	w.write("a.md", "outside, changed")
	w.commit("outside")
	w.write("content/b.md", "two\n")
	w.write("content/latin\xe4.md", "x")
	second := w.commit("second")
	w.git("mv", "content/b.md", "content/c.md")
	third := w.commit("third\n\nwith a body: not told")

	for name, source := range map[string]historian{
		"Git":    w.open(GitOptions{Dir: "content"}),
		"folder": w.openFolder("content"),
	} {
		for _, c := range []struct{ old, new, want string }{
			{"", third, "third: b.md c.md; second: b.md; first: a.md b.md"},
			{"", second, "second: b.md; first: a.md b.md"},
			{first, third, "third: b.md c.md; second: b.md"},
			{second, third, "third: b.md c.md"},
			{third, third, ""},
			{third, first, "first: a.md b.md"}, // no ancestor
			{strings.Repeat("0", 40), first, "first: a.md b.md"},
			{"main", first, "first: a.md b.md"},
		} {
			full := c.old != first && c.old != second && c.old != c.new
			if got := historyOf(t, source, c.old, c.new, full); got != c.want {
				t.Errorf("%s: %.7s to %.7s\n got %s\nwant %s", name, c.old, c.new, got, c.want)
			}
		}
		visited := 0
		stop := errors.New("enough")
		_, err := source.History(context.Background(), "", third, func(Commit, []Written) error {
			visited++
			return stop
		})
		if !errors.Is(err, stop) || visited != 1 {
			t.Errorf("%s: %v after %d", name, err, visited)
		}
		for _, bad := range []string{"main", "--all", strings.Repeat("0", 40)} {
			if _, err := source.History(context.Background(), "", bad, nil); err == nil {
				t.Errorf("%s: %q was taken", name, bad)
			}
		}
	}
}

// What a commit left of a file can be read again by its id.
func TestHistoryNamesBlobs(t *testing.T) {
	w := newWork(t)
	w.write("content/a.md", "one\n")
	w.commit("first")
	w.write("content/a.md", "two\n")
	w.commit("second")
	w.git("rm", "-q", "content/a.md")
	last := w.commit("third")
	g := w.open(GitOptions{Dir: "content"})
	var blobs []string
	_, err := g.History(context.Background(), "", last, func(_ Commit, files []Written) error {
		blobs = append(blobs, files[0].Blob)
		return nil
	})
	must(t, err)
	if want := []string{"", BlobID("sha1", []byte("two\n")), BlobID("sha1", []byte("one\n"))}; !slices.Equal(blobs, want) {
		t.Fatalf("blobs %q, want %q", blobs, want)
	}
	if data, err := g.ReadBlob(context.Background(), blobs[2], 100); err != nil || string(data) != "one\n" {
		t.Errorf("the first text is %q, %v", data, err)
	}
}

// Every file gets the commits that changed it: those of branches, and a merge
// only if it settled a conflict or added something of its own.
func TestHistoryOfMerges(t *testing.T) {
	w := newWork(t)
	w.write("a.md", "one\n")
	w.write("b.md", "one\n")
	first := w.commit("first")
	w.git("checkout", "-q", "-b", "draft")
	w.write("a.md", "two\n")
	w.commit("draft a")
	w.write("b.md", "draft\n")
	draft := w.commit("draft b")
	w.git("checkout", "-q", "main")
	w.write("b.md", "main\n")
	w.commit("main b")
	w.commits++
	cmd := exec.Command("git", "-c", "user.name=x", "-c", "user.email=x@example.org", "merge", "-q", "draft")
	cmd.Dir = w.dir
	if err := cmd.Run(); err == nil {
		t.Fatal("there was no conflict")
	}
	w.write("b.md", "settled\n")
	w.write("c.md", "came with the merge\n")
	merge := w.commit("merge")
	w.git("checkout", "-q", "-b", "other")
	w.write("d.md", "x")
	w.commit("other d")
	w.git("checkout", "-q", "main")
	w.commits++
	w.git("merge", "-q", "--no-ff", "-m", "clean merge", "other")
	clean := w.git("rev-parse", "HEAD")
	w.git("checkout", "-q", "-b", "undone", "main")
	w.write("a.md", "undone\n")
	w.commit("do")
	w.write("a.md", "two\n")
	w.commit("undo")
	w.git("checkout", "-q", "main")
	w.commits++
	w.git("merge", "-q", "--no-ff", "-m", "merge of nothing", "undone")
	last := w.git("rev-parse", "HEAD")

	g := w.open(GitOptions{})
	for _, c := range []struct{ old, new, want string }{
		{"", last, "undo: a.md; do: a.md; other d: d.md; merge: b.md c.md; main b: b.md; draft b: b.md; draft a: a.md; first: a.md b.md"},
		{merge, clean, "other d: d.md"},
		{draft, merge, "merge: b.md c.md; main b: b.md"},
		{first, draft, "draft b: b.md; draft a: a.md"},
	} {
		if got := historyOf(t, g, c.old, c.new, c.old == ""); got != c.want {
			t.Errorf("%.7s to %.7s\n got %s\nwant %s", c.old, c.new, got, c.want)
		}
	}
}

// The oldest commit of a shallow clone looks as if it had written everything.
func TestHistoryOfShallowClone(t *testing.T) {
	w := newWork(t)
	for _, name := range []string{"a.md", "b.md", "c.md"} {
		w.write(name, "x")
		w.commit(name)
	}
	clone := filepath.Join(t.TempDir(), "clone")
	w.git("clone", "-q", "--depth=2", "file://"+w.dir, clone)
	f := openFolder(t, clone)
	head, _, err := f.Head(context.Background())
	must(t, err)
	if got := historyOf(t, f, "", head.Hash, true); got != "c.md: c.md" {
		t.Error(got)
	}
}
