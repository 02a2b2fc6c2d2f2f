package repo

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestMain keeps the settings of whoever runs the tests out of them.
func TestMain(m *testing.M) {
	os.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	os.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	os.Exit(m.Run())
}

// memory is a Known that remembers snapshots.
type memory struct {
	commit string
	files  map[string]File
}

func newMemory() *memory { return &memory{files: make(map[string]File)} }

func (m *memory) Commit() string { return m.commit }

func (m *memory) File(path string) (File, bool) {
	file, ok := m.files[path]
	return file, ok
}

func (m *memory) Files() iter.Seq[File] { return maps.Values(m.files) }

// remember does what a library does with a snapshot.
func (m *memory) remember(s *Snapshot) {
	m.commit = s.Commit.Hash
	for _, file := range append(s.Changed, s.Touched...) {
		m.files[file.Path] = file
	}
	for _, path := range s.Removed {
		delete(m.files, path)
	}
}

// told sums up a snapshot: "+" changed, "~" touched, "-" removed, "!" skipped.
func told(s *Snapshot) string {
	var parts []string
	for _, file := range s.Changed {
		parts = append(parts, "+"+file.Path)
	}
	for _, file := range s.Touched {
		parts = append(parts, "~"+file.Path)
	}
	for _, path := range s.Removed {
		parts = append(parts, "-"+path)
	}
	for _, skip := range s.Skipped {
		parts = append(parts, "!"+skip.Path)
	}
	return strings.Join(parts, " ")
}

// want fails unless a snapshot tells something, remembers it and closes it.
func (m *memory) want(t testing.TB, s *Snapshot, err error, want string) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	if got := told(s); got != want {
		t.Fatalf("the snapshot tells\n\t%s\nwant\n\t%s", got, want)
	}
	m.remember(s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func write(t testing.TB, dir, path, text string) {
	t.Helper()
	path = filepath.Join(dir, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// writeOld writes a file as if long ago.
func writeOld(t testing.TB, dir, path, text string) {
	t.Helper()
	write(t, dir, path, text)
	setTime(t, dir, path, time.Now().Add(-time.Hour))
}

func setTime(t testing.TB, dir, path string, at time.Time) {
	t.Helper()
	if err := os.Chtimes(filepath.Join(dir, filepath.FromSlash(path)), at, at); err != nil {
		t.Fatal(err)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// work is a Git work tree for tests.
type work struct {
	t       testing.TB
	dir     string
	commits int
}

func newWork(t testing.TB, initArgs ...string) *work {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	dir, err := realPath(t.TempDir())
	must(t, err)
	w := &work{t: t, dir: dir}
	w.git(append([]string{"init", "-q", "-b", "main"}, initArgs...)...)
	return w
}

// git runs a Git command and returns what it prints.
func (w *work) git(args ...string) string {
	w.t.Helper()
	cmd := exec.Command("git", append([]string{"-c", "protocol.file.allow=always"}, args...)...)
	cmd.Dir = w.dir
	cmd.Env = append(os.Environ(), "GIT_AUTHOR_NAME=Aino Ąžuolas", "GIT_AUTHOR_EMAIL=aino@example.org",
		"GIT_COMMITTER_NAME=Someone", "GIT_COMMITTER_EMAIL=else@example.org",
		fmt.Sprintf("GIT_AUTHOR_DATE=%d +0300", 1700000000+w.commits*60),
		fmt.Sprintf("GIT_COMMITTER_DATE=%d +0300", 1700000000+w.commits*60))
	out, err := cmd.CombinedOutput()
	if err != nil {
		w.t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}

// commit commits everything in the work tree and returns the hash.
func (w *work) commit(subject string) string {
	w.t.Helper()
	w.commits++
	w.git("add", "-A")
	w.git("commit", "-q", "--allow-empty", "-m", subject)
	return w.git("rev-parse", "HEAD")
}

func (w *work) write(path, text string) {
	w.t.Helper()
	write(w.t, w.dir, path, text)
}

func (w *work) remove(path string) {
	w.t.Helper()
	must(w.t, os.RemoveAll(filepath.Join(w.dir, filepath.FromSlash(path))))
}

func (w *work) open(options GitOptions) *Git {
	w.t.Helper()
	if options.Location == "" {
		options.Location = w.dir
	}
	g, err := OpenGit(context.Background(), options)
	must(w.t, err)
	w.t.Cleanup(func() { g.Close() })
	return g
}

func (w *work) openFolder(dir string) *Folder {
	w.t.Helper()
	return openFolder(w.t, filepath.Join(w.dir, dir))
}

func openFolder(t testing.TB, dir string) *Folder {
	t.Helper()
	f, err := OpenFolder(context.Background(), dir)
	must(t, err)
	t.Cleanup(func() { f.Close() })
	return f
}
