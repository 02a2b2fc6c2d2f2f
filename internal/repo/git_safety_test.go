package repo

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestGitProcess(t *testing.T) {
	ctx := context.Background()
	w := newWork(t)
	w.write("a.md", "x")
	w.commit("first")
	g := w.open(GitOptions{})
	s, err := g.Update(ctx, nil)
	must(t, err)
	read := func() error {
		_, err := s.Read(ctx, "a.md", 10)
		return err
	}
	must(t, read())
	g.objects.cat.proc.kill() // as the system does when memory is short
	must(t, read())
	g.objects.cat.proc.in.Close()
	must(t, read())

	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := s.Read(cancelled, "a.md", 10); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if _, err := g.History(cancelled, "", s.Commit.Hash, nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	must(t, read())
	must(t, g.Close())
	must(t, g.Close())
	if err := read(); !errors.Is(err, ErrClosed) {
		t.Error(err)
	}
}

// Git does not check what it reads from a file of its own; we do.
func TestGitDamagedBlob(t *testing.T) {
	ctx := context.Background()
	w := newWork(t)
	w.write("a.md", "one")
	w.write("b.md", "two")
	w.commit("first")
	g := w.open(GitOptions{})
	s, err := g.Update(ctx, nil)
	must(t, err)
	path := func(name string) string {
		blob := w.git("rev-parse", "HEAD:"+name)
		return filepath.Join(w.dir, ".git", "objects", blob[:2], blob[2:])
	}
	other, err := os.ReadFile(path("b.md"))
	must(t, err)
	must(t, os.Remove(path("a.md")))
	must(t, os.WriteFile(path("a.md"), other, 0o644))
	if _, err := s.Read(ctx, "a.md", 10); !errors.Is(err, errDamaged) {
		t.Error(err)
	}
	must(t, os.Remove(path("a.md")))
	if _, err := s.Read(ctx, "a.md", 10); !errors.Is(err, errDamaged) {
		t.Error(err)
	}
}

// A repository's own configuration may be anybody's.
func TestGitHostileConfiguration(t *testing.T) {
	ctx := context.Background()
	w := newWork(t)
	w.write("content/a.md", "x")
	hash := w.commit("first")
	mark := filepath.Join(w.dir, "mark")
	for _, setting := range []string{"core.fsmonitor", "core.pager", "diff.external", "core.sshCommand",
		"gpg.program", "core.editor", "pager.log", "diff.x.textconv"} {
		w.git("config", setting, "touch "+mark+" #")
	}
	for setting, value := range map[string]string{"log.showSignature": "true", "color.ui": "always", "diff.relative": "true",
		"diff.renames": "copies", "diff.noprefix": "true", "log.showRoot": "false", "log.date": "relative", "log.follow": "true",
		"i18n.logOutputEncoding": "UTF-16", "core.quotePath": "true", "format.pretty": "oneline", "log.diffMerges": "off"} {
		w.git("config", setting, value)
	}
	w.write(".gitattributes", "* diff=x\n")
	t.Setenv("GIT_DIR", "/nowhere") // as in a hook
	t.Setenv("GIT_INDEX_FILE", "/nowhere")
	t.Setenv("GIT_EXTERNAL_DIFF", "touch "+mark)
	t.Setenv("GIT_TRACE", "1")
	g, known := w.open(GitOptions{Dir: "content"}), newMemory()
	s, err := g.Update(ctx, nil)
	known.want(t, s, err, "+a.md")
	if got := historyOf(t, g, "", hash, true); got != "first: a.md" {
		t.Error(got)
	}
	f := w.openFolder("content")
	s, err = f.Update(ctx, nil, nil)
	known.want(t, s, err, "+a.md")
	if _, err := os.Stat(mark); err == nil {
		t.Error("the repository made us start a program")
	}
}

// A partial clone fetches what it lacks when it is read, by any program that
// its configuration names. Ours does not.
func TestGitPartialClone(t *testing.T) {
	ctx := context.Background()
	w := newWork(t)
	w.write("a.md", "one")
	w.commit("first")
	mark := filepath.Join(t.TempDir(), "mark")
	for _, setting := range [][2]string{{"core.repositoryFormatVersion", "1"}, {"extensions.partialClone", "origin"},
		{"remote.origin.url", "ssh://example.org/x"}, {"remote.origin.promisor", "true"}, {"core.sshCommand", "touch " + mark + " #"}} {
		w.git("config", setting[0], setting[1])
	}
	g := w.open(GitOptions{})
	blob := w.git("rev-parse", "HEAD:a.md")
	must(t, os.Remove(filepath.Join(w.dir, ".git", "objects", blob[:2], blob[2:])))
	if s, err := g.Update(ctx, nil); err == nil {
		if _, err := s.Read(ctx, "a.md", 10); err == nil {
			t.Error("read what is not there")
		}
	}
	if _, err := g.ReadBlob(ctx, blob, 10); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
	if _, err := os.Stat(mark); err == nil {
		t.Error("the repository made us start a program")
	}
}
