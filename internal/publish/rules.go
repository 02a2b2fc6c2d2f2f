package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/ai4citizens/casebook/internal/concept"
	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/library"
)

// siteFile is the file with the site's settings.
const siteFile = "site.yaml"

// isRulesFile tells whether a path holds settings, a vocabulary or a part of the
// thesaurus.
func isRulesFile(file string) bool {
	return file == siteFile || isThesaurus(file) || path.Dir(file) == "vocabularies" && strings.HasSuffix(file, ".yaml")
}

func isThesaurus(file string) bool {
	return path.Dir(file) == "thesaurus" && strings.HasSuffix(file, ".yaml")
}

// storedRules is how rules are kept in the library: parsed, since reading the
// vocabularies anew would take longer than everything else at a start.
type storedRules struct {
	Site    *content.Site
	Schemes []*concept.Scheme
}

// makeRules parses settings and vocabularies from the bytes of their files.
func makeRules(files map[string][]byte, fallbackName string) (*content.Rules, map[string][]content.Diagnostic, error) {
	findings := map[string][]content.Diagnostic{}
	site := content.DefaultSite(fallbackName)
	var schemes []*concept.Scheme
	var parts []*content.ThesaurusPart
	for _, file := range slices.Sorted(maps.Keys(files)) {
		data := files[file]
		if isThesaurus(file) {
			part, found := content.ParseThesaurus(file, data)
			parts, findings[file] = append(parts, part), found
			continue
		}
		if file == siteFile {
			parsed, found := content.ParseSite(file, data)
			findings[file] = found
			if !content.HasErrors(found) {
				site = parsed
			}
			continue
		}
		scheme, found := content.ParseVocabulary(file, data)
		findings[file] = found
		if scheme != nil {
			schemes = append(schemes, scheme)
		}
	}
	if len(parts) > 0 {
		thesaurus, found := content.JoinThesaurus(parts)
		schemes = append(schemes, thesaurus)
		for file, list := range found {
			findings[file] = append(findings[file], list...)
		}
	}
	rules, err := content.NewRules(site, concept.NewSet(schemes...))
	return rules, findings, err
}

// fingerprint names the state of the rules files, by path and blob id.
func fingerprint(blobs map[string]string) string {
	h := sha256.New()
	paths := make([]string, 0, len(blobs))
	for p := range blobs {
		paths = append(paths, p)
	}
	slices.Sort(paths)
	for _, p := range paths {
		fmt.Fprintf(h, "%s %s\n", p, blobs[p])
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

func saveRules(w *library.Writer, r *content.Rules) error {
	return w.PutRules(storedRules{r.Site, r.Vocabularies.Schemes()})
}

func loadRules(r *library.Reader) (*content.Rules, error) {
	var raw json.RawMessage
	if err := r.Rules(&raw); err != nil {
		return nil, fmt.Errorf("rules: %w", err)
	}
	var s storedRules
	if err := json.Unmarshal(raw, &s); err != nil {
		return nil, fmt.Errorf("rules: %w: %w", library.ErrDamaged, err)
	}
	for i, scheme := range s.Schemes {
		restored, _ := concept.NewScheme(scheme.ID, scheme.Title, scheme.Concepts)
		restored.Version, restored.SourceName, restored.SourceURL = scheme.Version, scheme.SourceName, scheme.SourceURL
		s.Schemes[i] = restored
	}
	return content.NewRules(s.Site, concept.NewSet(s.Schemes...))
}
