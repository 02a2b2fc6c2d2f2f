package repo

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
)

func TestGitUpdates(t *testing.T) {
	for _, kind := range []string{"work tree", "bare", "sha256"} {
		t.Run(kind, func(t *testing.T) {
			ctx, known := context.Background(), newMemory()
			var args []string
			if kind == "sha256" {
				args = []string{"--object-format=sha256"}
			}
			w := newWork(t, args...)
			w.write("README.md", "outside")
			w.write("content/a.md", "one")
			w.write("content/ä/b c.md", "two")
			w.write("content/.gitkeep", "")
			w.write("content/x~", "left behind")
			first := w.commit("first")
			options, push := GitOptions{Dir: "content/", Ref: "main"}, func() {}
			if kind == "bare" {
				options.Location = filepath.Join(t.TempDir(), "bare.git")
				w.git("init", "-q", "--bare", "-b", "main", options.Location)
				push = func() { w.git("push", "-q", "--force", options.Location, "main") }
			}
			push()
			g := w.open(options)

			s, err := g.Update(ctx, nil)
			if err == nil && !s.Full {
				t.Error("the first update is not full")
			}
			known.want(t, s, err, "+a.md +ä/b c.md")
			if known.commit != first || s.Commit.Subject != "first" || s.Commit.Time.Unix() != 1700000060 {
				t.Errorf("commit %+v", s.Commit)
			}
			if want := (File{"a.md", w.git("rev-parse", "HEAD:content/a.md"), 3, 0}); known.files["a.md"] != want {
				t.Errorf("file %+v, want %+v", known.files["a.md"], want)
			}
			s, err = g.Update(ctx, known)
			known.want(t, s, err, "")

			w.write("README.md", "outside, changed")
			w.commit("nothing of ours")
			push()
			s, err = g.Update(ctx, known)
			known.want(t, s, err, "")

			w.write("content/a.md", "changed")
			w.write("content/c.md", "new")
			w.remove("content/ä")
			w.commit("second")
			push()
			s, err = g.Update(ctx, known)
			if err == nil && (s.Full || !reflect.DeepEqual(s.Looked, []string{"a.md", "c.md", "ä/b c.md"})) {
				t.Errorf("full %v, looked at %q", s.Full, s.Looked)
			}
			if data, err := s.Read(ctx, "a.md", 100); string(data) != "changed" || err != nil {
				t.Errorf("read %q, %v", data, err)
			}
			known.want(t, s, err, "+a.md +c.md -ä/b c.md")
			if size := known.files["a.md"].Size; size != 7 {
				t.Errorf("size %d", size)
			}
		})
	}
}

// After a forced push the old commit may be there still or be cleared away.
func TestGitForcedPush(t *testing.T) {
	for _, cleared := range []bool{false, true} {
		ctx, known := context.Background(), newMemory()
		w := newWork(t)
		w.write("a.md", "one")
		base := w.commit("base")
		w.write("b.md", "two")
		old := w.commit("rewritten")
		g := w.open(GitOptions{Ref: "main"})
		s, err := g.Update(ctx, known)
		known.want(t, s, err, "+a.md +b.md")

		w.git("reset", "-q", "--hard", base)
		w.write("c.md", "three")
		hash := w.commit("instead")
		if cleared {
			w.git("reflog", "expire", "--expire=now", "--all")
			w.git("gc", "-q", "--prune=now")
		}
		if got := historyOf(t, g, old, hash, true); got != "instead: c.md; base: a.md" {
			t.Error(got)
		}
		s, err = g.Update(ctx, known)
		if err == nil && s.Full != cleared {
			t.Errorf("cleared %v, full %v", cleared, s.Full)
		}
		known.want(t, s, err, "+c.md -b.md")
	}
}

func TestGitSkips(t *testing.T) {
	ctx, known := context.Background(), newMemory()
	w := newWork(t)
	w.write("a.md", "x")
	first := w.commit("first")
	g := w.open(GitOptions{})
	s, err := g.Update(ctx, known)
	known.want(t, s, err, "+a.md")

	w.remove("a.md")
	must(t, os.Symlink("/etc/passwd", filepath.Join(w.dir, "a.md")))
	w.write("latin\xe4.md", "x")
	w.write("fol\xffder/x.md", "x")
	w.write("fol\xffder/y.md", "x")
	w.commit("without the module")
	w.git("update-index", "--add", "--cacheinfo", "160000,"+first+",module")
	w.git("commit", "-q", "-m", "second")
	s, err = g.Update(ctx, known)
	known.want(t, s, err, `-a.md !a.md !fol\xffder !latin\xe4.md !module`)
	s, err = g.Update(ctx, nil)
	newMemory().want(t, s, err, `!a.md !fol\xffder !latin\xe4.md !module`)
	if s.Skipped[0].Reason != reasonLink || s.Skipped[3].Reason != reasonModule || s.Skipped[2].Reason != reasonEncoding {
		t.Errorf("%+v", s.Skipped)
	}

	w.remove("a.md")
	w.write("a.md", "x")
	w.remove("fol\xffder")
	w.commit("third")
	s, err = g.Update(ctx, known)
	if err == nil && strings.Join(s.Looked, " ") != `a.md fol\xffder/x.md fol\xffder/y.md module` {
		t.Errorf("looked at %q", s.Looked)
	}
	known.want(t, s, err, "+a.md")
}

func TestGitRefs(t *testing.T) {
	ctx := context.Background()
	w := newWork(t)
	w.write("a.md", "one")
	first := w.commit("first")
	w.git("tag", "-a", "v1", "-m", "version")
	w.git("tag", "both")
	w.commit("second")
	w.git("branch", "both")
	w.git("checkout", "-q", "-b", "feature/näin")
	w.commit("third")
	w.git("checkout", "-q", "main")
	for ref, want := range map[string]string{"": "second", "HEAD": "second", "main": "second", "refs/heads/main": "second",
		"v1": "first", first: "first", first[:9]: "first", "both": "second", "refs/tags/both": "first", "feature/näin": "third"} {
		g := w.open(GitOptions{Ref: ref})
		if commit, ok, err := g.Head(ctx); !ok || err != nil || commit.Subject != want {
			t.Errorf("%q: %q, %v, %v", ref, commit.Subject, ok, err)
		}
	}

	_, _, err := w.open(GitOptions{Ref: "nain"}).Head(ctx)
	var missing *RefError
	if !errors.As(err, &missing) || missing.Ref != "nain" || len(missing.Branches) != 3 {
		t.Fatalf("%#v", err)
	}
	if want := "there is no branch, tag or commit “nain” in " + w.dir + "; its branches are "; !strings.HasPrefix(err.Error(), want) {
		t.Error(err)
	}
	for i := range 20 {
		w.git("branch", fmt.Sprint("more", i))
	}
	_, err = w.open(GitOptions{Ref: "0123456789"}).Update(ctx, nil)
	if err == nil || !strings.HasSuffix(err.Error(), " and 13 others") {
		t.Error(err)
	}
	_, err = newWork(t).open(GitOptions{}).Update(ctx, nil)
	if err == nil || !strings.Contains(err.Error(), "it has no branches yet") {
		t.Error(err)
	}
}

func TestGitRefuses(t *testing.T) {
	ctx := context.Background()
	w := newWork(t)
	w.write("content/a.md", "x")
	w.commit("first")
	for _, options := range []GitOptions{
		{}, {Location: "--upload-pack=touch x"}, {Location: "ext::sh -c true"}, {Location: "a\nb"},
		{Location: filepath.Join(w.dir, "none")}, {Location: t.TempDir()}, {Location: filepath.Join(w.dir, "content")},
		{Location: "https://example.org/x.git"}, // no mirror
		{Location: w.dir, Ref: "-x"}, {Location: w.dir, Ref: "main~1"}, {Location: w.dir, Ref: "main:content"},
		{Location: w.dir, Ref: "a..b"}, {Location: w.dir, Ref: "a b"}, {Location: w.dir, Ref: "@{-1}"},
		{Location: w.dir, Dir: "../x"}, {Location: w.dir, Dir: "/x"}, {Location: w.dir, Dir: "-x"}, {Location: w.dir, Dir: "a\nb"},
	} {
		if g, err := OpenGit(ctx, options); err == nil {
			g.Close()
			t.Errorf("%+v was taken", options)
		} else {
			t.Log(err)
		}
	}
	for _, dir := range []string{"none", "content/a.md"} {
		if _, err := w.open(GitOptions{Dir: dir}).Update(ctx, nil); err == nil || !strings.Contains(err.Error(), "has no folder") {
			t.Errorf("folder %s: %v", dir, err)
		}
	}
}

// A folder whose name means something to Git is a name nevertheless.
func TestGitFolderNames(t *testing.T) {
	ctx := context.Background()
	w := newWork(t)
	for _, dir := range []string{":(top)", "[a-z]*", "a b", "ä/ö"} {
		w.write(dir+"/x.md", "x")
	}
	w.write("abc/y.md", "y")
	hash := w.commit("first")
	for _, dir := range []string{":(top)", "[a-z]*", "a b", "ä/ö"} {
		g, known := w.open(GitOptions{Dir: dir}), newMemory()
		s, err := g.Update(ctx, nil)
		known.want(t, s, err, "+x.md")
		if got := historyOf(t, g, "", hash, true); got != "first: x.md" {
			t.Errorf("%s: %s", dir, got)
		}
	}
}

func TestGitReadLimits(t *testing.T) {
	ctx := context.Background()
	w := newWork(t)
	w.write("large.bin", strings.Repeat("0123456789", 100_000))
	w.write("small.md", "x")
	w.commit("first")
	g := w.open(GitOptions{})
	s, err := g.Update(ctx, nil)
	must(t, err)
	var large *TooLargeError
	if _, err := s.Read(ctx, "large.bin", 999_999); !errors.As(err, &large) || *large != (TooLargeError{"large.bin", 1_000_000, 999_999}) {
		t.Error(err)
	}
	blob := w.git("rev-parse", "HEAD:large.bin")
	if _, err := g.ReadBlob(ctx, blob, 999_999); !errors.As(err, &large) || large.Path != blob {
		t.Error(err)
	}
	if data, err := g.ReadBlob(ctx, blob, 1_000_000); len(data) != 1_000_000 || err != nil {
		t.Error(len(data), err)
	}
	for _, id := range []string{BlobID("sha1", []byte("none")), w.git("rev-parse", "HEAD"), w.git("rev-parse", "HEAD^{tree}"),
		blob[:10], "HEAD:small.md", "", "x\ninfo y"} {
		if _, err := g.ReadBlob(ctx, id, 10); !errors.Is(err, ErrNotFound) {
			t.Errorf("%q: %v", id, err)
		}
	}
}

func TestGitConcurrentReads(t *testing.T) {
	ctx := context.Background()
	w := newWork(t)
	for i := range 20 {
		w.write(fmt.Sprintf("%02d.md", i), strings.Repeat(fmt.Sprintf("%02d", i), 1000*i))
	}
	w.commit("first")
	g := w.open(GitOptions{})
	s, err := g.Update(ctx, nil)
	must(t, err)
	var wg sync.WaitGroup
	for n := range 8 {
		wg.Go(func() {
			for i := range 50 {
				i = (i*7 + n) % 20
				cancelled, cancel := context.WithCancel(ctx)
				if i == 13 {
					cancel() // takes the process from the others
				}
				data, err := s.Read(cancelled, fmt.Sprintf("%02d.md", i), 1<<20)
				if i != 13 && (err != nil || string(data) != strings.Repeat(fmt.Sprintf("%02d", i), 1000*i)) {
					t.Errorf("%d: %d bytes, %v", i, len(data), err)
				}
				cancel()
			}
		})
	}
	wg.Wait()
}
