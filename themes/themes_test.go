package themes

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestOpen(t *testing.T) {
	base, err := Open("")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"templates/layout.html", "assets/style.css"} {
		if _, err := fs.Stat(base, name); err != nil {
			t.Error(err)
		}
	}
}

func TestOwnFolderReplacesFileByFile(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "assets"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"assets/style.css": "own", "assets/more.css": "more"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	fsys, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if data, err := fs.ReadFile(fsys, "assets/style.css"); err != nil || string(data) != "own" {
		t.Errorf("style.css is %q, %v", data, err)
	}
	if _, err := fs.Stat(fsys, "templates/layout.html"); err != nil {
		t.Errorf("the theme's own layout is gone: %v", err)
	}
	entries, err := fs.ReadDir(fsys, "assets")
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, e := range entries {
		count[e.Name()]++
	}
	if count["style.css"] != 1 || count["more.css"] != 1 {
		t.Errorf("the merged folder lists %v", count)
	}
}

func TestNothingOutsideTheFolderIsRead(t *testing.T) {
	dir, outside := t.TempDir(), filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(outside, []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(dir, "link")); err != nil {
		t.Skip(err)
	}
	fsys, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if data, err := fs.ReadFile(fsys, "link"); err == nil {
		t.Errorf("a link out of the folder was followed: %q", data)
	}
	if _, err := Open(filepath.Join(dir, "missing")); err == nil {
		t.Error("a missing folder is no error")
	}
}
