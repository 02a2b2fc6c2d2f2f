package web

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/ai4citizens/casebook/internal/contenttest"
)

// testContent writes the small knowledge base of testdata/content.txt, with the
// vocabularies of the real one, to a folder.
func testContent(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	if err := contenttest.Unpack(dir, "testdata/content.txt", knowledge); err != nil {
		t.Fatal(err)
	}
	return dir
}

func write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
