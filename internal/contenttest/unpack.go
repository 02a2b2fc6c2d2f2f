package contenttest

import (
	"encoding/base64"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/ai4citizens/casebook/internal/repo"
)

// Unpack writes the documents of a text file below dir, beside the vocabularies
// of the knowledge base in from. In the text a line "-- path --" begins a file,
// and "-- path base64 --" one that is not text. In a translation BLOB stands for
// the blob id of its original, so that the text can be edited by hand.
func Unpack(dir, text, from string) error {
	data, err := os.ReadFile(text)
	if err != nil {
		return err
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
	// The text's own settings and thesaurus replace those of the knowledge base.
	if err := copyRules(dir, from); err != nil {
		return err
	}
	if err := os.RemoveAll(filepath.Join(dir, "thesaurus")); err != nil {
		return err
	}
	for name, text := range files {
		if base, ok := strings.CutSuffix(name, " base64"); ok {
			raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(text))
			if err != nil {
				return fmt.Errorf("%s: %w", base, err)
			}
			name, text = base, string(raw)
		}
		if strings.Contains(text, "blob: BLOB") {
			_, rest, _ := strings.Cut(text, "{lang: ")
			text = strings.Replace(text, "BLOB", repo.BlobID("sha1", []byte(files[path.Dir(name)+"/index."+rest[:2]+".md"])), 1)
		}
		if err := write(filepath.Join(dir, filepath.FromSlash(name)), text); err != nil {
			return err
		}
	}
	return nil
}
