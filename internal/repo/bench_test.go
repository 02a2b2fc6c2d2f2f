package repo

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// size is the number of files that the benchmarks are about: 5,000 documents in
// two languages.
const size = 10_000

func benchPath(i int) string {
	return fmt.Sprintf("practices/%03d-some-practice-%d/index.%s.md", i/2%1000, i/2, []string{"en", "fi"}[i%2])
}

// benchWork makes a repository with one commit of all files and one that
// changes a single file, and returns their hashes.
func benchWork(b *testing.B) (w *work, old, new string) {
	b.Helper()
	w = newWork(b)
	var stream strings.Builder
	stream.WriteString("commit refs/heads/main\ncommitter A <a@example.org> 1700000000 +0000\ndata 5\nfirst\n")
	text := strings.Repeat("Some five hundred words about a practice. ", 70)
	for i := range size {
		content := fmt.Sprintf("# %d\n%s", i, text)
		fmt.Fprintf(&stream, "M 100644 inline content/%s\ndata %d\n%s\n", benchPath(i), len(content), content)
	}
	stream.WriteString("commit refs/heads/main\ncommitter A <a@example.org> 1700000060 +0000\ndata 6\nsecond\n")
	fmt.Fprintf(&stream, "M 100644 inline content/%s\ndata 7\nchanged\n", benchPath(1234))
	cmd := exec.Command("git", "fast-import", "--quiet")
	cmd.Dir, cmd.Stdin = w.dir, strings.NewReader(stream.String())
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return w, w.git("rev-parse", "main^"), w.git("rev-parse", "main")
}

func BenchmarkGit(b *testing.B) {
	ctx := context.Background()
	w, old, new := benchWork(b)
	g, known := w.open(GitOptions{Ref: "main", Dir: "content"}), newMemory()
	atOld := w.open(GitOptions{Ref: old, Dir: "content"})
	s, err := atOld.Update(ctx, nil)
	must(b, err)
	known.remember(s)
	update := func(b *testing.B, known *memory, changed int) {
		for b.Loop() {
			g.objects.last = Commit{} // a new commit is not in memory
			s, err := g.Update(ctx, known)
			if err != nil || len(s.Changed) != changed {
				b.Fatal(err, told(s))
			}
			for i := range min(1, changed) {
				if _, err := s.Read(ctx, s.Changed[i].Path, 1<<20); err != nil {
					b.Fatal(err)
				}
			}
			must(b, s.Close())
		}
	}
	b.Run("update one change", func(b *testing.B) { update(b, known, 1) })
	b.Run("update nothing", func(b *testing.B) {
		now := &memory{commit: new, files: known.files}
		for b.Loop() {
			if s, err := g.Update(ctx, now); err != nil || len(s.Changed) != 0 {
				b.Fatal(err)
			}
		}
	})
	b.Run("update all", func(b *testing.B) { update(b, newMemory(), size) })
	b.Run("history one commit", func(b *testing.B) {
		for b.Loop() {
			if full, err := g.History(ctx, old, new, func(Commit, []Written) error { return nil }); full || err != nil {
				b.Fatal(full, err)
			}
		}
	})
	b.Run("read", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			if _, err := s.Read(ctx, benchPath(i%size), 1<<20); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkFolder(b *testing.B) {
	ctx := context.Background()
	w, _, _ := benchWork(b)
	w.git("checkout", "-q", "main", "--", ".")
	f, known := w.openFolder("content"), newMemory()
	// As if written long ago, so that a walk need not read.
	for i := range size {
		setTime(b, filepath.Join(w.dir, "content"), benchPath(i), time.Now().Add(-time.Hour))
	}
	update := func(b *testing.B, known Known, hints []string, changed int) {
		for b.Loop() {
			s, err := f.Update(ctx, known, hints)
			if err != nil || len(s.Changed) != changed {
				b.Fatal(err)
			}
			must(b, s.Close())
		}
	}
	b.Run("first walk", func(b *testing.B) { update(b, nil, nil, size) })
	s, err := f.Update(ctx, known, nil)
	must(b, err)
	known.remember(s)
	must(b, s.Close())
	b.Run("walk nothing", func(b *testing.B) { update(b, known, nil, 0) })
	write(b, filepath.Join(w.dir, "content"), benchPath(1), "changed")
	b.Run("walk one change", func(b *testing.B) { update(b, known, nil, 1) })
	b.Run("hint changed", func(b *testing.B) { update(b, known, []string{benchPath(1)}, 1) })
	write(b, filepath.Join(w.dir, "content"), "practices/new/index.en.md", "new")
	b.Run("hint new", func(b *testing.B) { update(b, known, []string{"practices/new"}, 1) })
}

// BenchmarkWatch is the time from writing a file to the snapshot that has it.
func BenchmarkWatch(b *testing.B) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	w, _, _ := benchWork(b)
	w.git("checkout", "-q", "main", "--", ".")
	f, known := w.openFolder("content"), newMemory()
	events := make(chan []string)
	go f.Watch(ctx, events)
	begin := time.Now()
	for hints := <-events; ; hints = <-events {
		s, err := f.Update(ctx, known, hints)
		must(b, err)
		known.remember(s)
		must(b, s.Close())
		if len(known.files) == size {
			break
		}
	}
	b.Logf("from the start of the watch to the first snapshot: %v", time.Since(begin))
	for i := 0; b.Loop(); i++ {
		write(b, filepath.Join(w.dir, "content"), benchPath(i%size), fmt.Sprint("changed ", i))
		for changed := 0; changed == 0; {
			s, err := f.Update(ctx, known, <-events)
			must(b, err)
			changed = len(s.Changed)
			known.remember(s)
			must(b, s.Close())
		}
	}
}
