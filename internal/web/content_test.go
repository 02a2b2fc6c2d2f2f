package web

import (
	"crypto/sha1"
	"encoding/base64"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// testContent writes the small knowledge base of testdata/content.txt, with the
// vocabularies of the real one, to a folder.
func testContent(t testing.TB) string {
	t.Helper()
	data, err := os.ReadFile("testdata/content.txt")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	name := ""
	for line := range strings.Lines(string(data)) {
		if rest, ok := strings.CutPrefix(line, "-- "); ok {
			name = strings.TrimSuffix(strings.TrimSpace(rest), " --")
			continue
		}
		if name != "" {
			files[name] += line
		}
	}
	dir := t.TempDir()
	for name, text := range files {
		if base, ok := strings.CutSuffix(name, " base64"); ok {
			raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(text))
			if err != nil {
				t.Fatal(err)
			}
			name, text = base, string(raw)
		}
		if strings.Contains(text, "blob: BLOB") {
			_, rest, _ := strings.Cut(text, "{lang: ")
			text = strings.Replace(text, "BLOB", blobOf(files[filepath.Dir(name)+"/index."+rest[:2]+".md"]), 1)
		}
		write(t, filepath.Join(dir, name), text)
	}
	vocabularies := filepath.Join(knowledge, "vocabularies")
	err = filepath.WalkDir(vocabularies, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		write(t, filepath.Join(dir, "vocabularies", d.Name()), string(data))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// blobOf is Git's id of a file's text.
func blobOf(text string) string {
	return fmt.Sprintf("%x", sha1.Sum(fmt.Appendf(nil, "blob %d\x00%s", len(text), text)))
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
