//go:build unix

package repo

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestFolderSkips(t *testing.T) {
	ctx, dir, known := context.Background(), t.TempDir(), newMemory()
	f := openFolder(t, dir)
	outside := t.TempDir()
	writeOld(t, outside, "secret.md", "secret")
	writeOld(t, dir, "a.md", "x")
	writeOld(t, dir, "will-be-link.md", "x")
	s, err := f.Update(ctx, known, nil)
	known.want(t, s, err, "+a.md +will-be-link.md")

	must(t, os.Remove(filepath.Join(dir, "will-be-link.md")))
	must(t, os.Symlink(filepath.Join(outside, "secret.md"), filepath.Join(dir, "will-be-link.md")))
	must(t, os.Symlink(outside, filepath.Join(dir, "linked")))
	must(t, syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o600))
	write(t, dir, "module/.git", "gitdir: elsewhere")
	write(t, dir, "module/x.md", "x")
	write(t, dir, "latin\xe4.md", "x")
	write(t, dir, "fol\xffder/x.md", "x")
	write(t, dir, "new\nline/x.md", "x")
	write(t, dir, "turn\u202edm.exe", "x")

	const all = `-will-be-link.md !fol\xffder !latin\xe4.md !linked !module !new\nline !pipe !turn\u202edm.exe !will-be-link.md`
	hints := []string{"will-be-link.md", "linked/secret.md", "pipe", "module/x.md", "latin\xe4.md",
		"fol\xffder/x.md", "new\nline", "turn\u202edm.exe", "linked"}
	s, err = f.Update(ctx, known, hints)
	known.want(t, s, err, all)
	if err == nil && strings.Join(s.Looked, " ") != strings.ReplaceAll(strings.TrimPrefix(all, "-will-be-link.md !"), "!", "") {
		t.Errorf("looked at %q", s.Looked)
	}
	s, err = f.Update(ctx, known, nil)
	known.want(t, s, err, strings.TrimPrefix(all, "-will-be-link.md "))
	for _, skip := range s.Skipped {
		want := map[string]string{"linked": reasonLink, "will-be-link.md": reasonLink, "pipe": reasonSpecial,
			"module": reasonModule, `latin\xe4.md`: reasonEncoding, `fol\xffder`: reasonEncoding}[skip.Path]
		if want == "" {
			want = reasonControl
		}
		if skip.Reason != want {
			t.Errorf("%s: %s", skip.Path, skip.Reason)
		}
	}
}
