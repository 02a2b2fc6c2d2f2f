package publish

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/library"
)

// TestPast reads what a page said before, from the first edition and from one
// that followed, and nothing that is not the page's.
func TestPast(t *testing.T) {
	dir := t.TempDir()
	git := func(args ...string) string {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"}, args...)...)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
		return strings.TrimSpace(string(out))
	}
	page := func(words string) string { return "---\ntitle: A page\nsummary: It says " + words + ".\n---\n" }
	save := func(words string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, "pages/a/index.en.md"), []byte(page(words)), 0o644); err != nil {
			t.Fatal(err)
		}
		git("add", ".")
		git("commit", "-q", "-m", "Say "+words)
	}
	git("init", "-q", "-b", "main")
	if err := os.MkdirAll(filepath.Join(dir, "pages/a"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "pages/a/secret.txt"), []byte("secret"), 0o644); err != nil {
		t.Fatal(err)
	}
	save("one")
	save("two")
	p := openTest(t, dir, t.TempDir())
	defer closeTest(t, p)
	publishTest(t, p)
	save("three")
	publishTest(t, p)

	v, err := p.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	version, err := v.Version("pages/a", lang.EN)
	if err != nil {
		t.Fatal(err)
	}
	commits, err := v.HistoryOf(version)
	if err != nil || len(commits) != 3 {
		t.Fatalf("%d commits, %v", len(commits), err)
	}
	for i, words := range []string{"three", "two", "one"} {
		data, err := v.Past(context.Background(), version, commits[i].Blob)
		if err != nil || string(data) != page(words) || commits[i].Subject != "Say "+words {
			t.Errorf("commit %d left %q, %v", i, data, err)
		}
	}
	for _, blob := range []string{"", "HEAD", commits[0].Hash, commits[0].Blob[:10], git("rev-parse", "HEAD:pages/a/secret.txt")} {
		if data, err := v.Past(context.Background(), version, blob); !errors.Is(err, library.ErrNotFound) {
			t.Errorf("%q hands out %q, %v", blob, data, err)
		}
	}
}
