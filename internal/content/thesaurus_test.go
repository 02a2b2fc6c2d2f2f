package content

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/ai4citizens/casebook/internal/lang"
)

func TestThesaurusIsComplete(t *testing.T) {
	files, err := filepath.Glob("../../content/thesaurus/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no thesaurus: %v", err)
	}
	var parts []*ThesaurusPart
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		part, findings := ParseThesaurus(filepath.Base(file), data)
		for _, f := range findings {
			t.Error(f)
		}
		parts = append(parts, part)
	}
	scheme, found := JoinThesaurus(parts)
	for _, list := range found {
		for _, f := range list {
			t.Error(f)
		}
	}
	if len(scheme.Concepts) < 600 {
		t.Errorf("there are %d concepts", len(scheme.Concepts))
	}
	own, all := map[lang.Tag]int{}, map[lang.Tag]int{}
	defer func() {
		// The share falls when labels are written without their letters.
		for l, floor := range map[lang.Tag]float64{lang.FI: .30, lang.RO: .40, lang.LV: .70} {
			if share := float64(own[l]) / float64(all[l]); share < floor {
				t.Errorf("%s: %.2f of the labels have letters of their own, less than %.2f", l, share, floor)
			}
		}
	}()
	for _, c := range scheme.Concepts {
		if c.Definition[lang.EN] == "" {
			t.Errorf("%s has no definition", c.ID)
		}
		for _, l := range lang.All() {
			for _, w := range append([]string{c.Label[l]}, c.Alt[l]...) {
				all[l]++
				if lang.Fold(w) != strings.ToLower(w) {
					own[l]++
				}
				if w == "" || strings.ContainsFunc(w, func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) }) {
					t.Errorf("%s has the %s label %q", c.ID, l, w)
				}
			}
		}
	}
}

func TestJoinThesaurusFindsMistakes(t *testing.T) {
	term := func(id, words, more string) string {
		return "  - id: " + id + "\n    label: {en: " + words + ", fi: " + words + ", ro: " + words + ", nl: " + words + ", it: " + words + ", lv: " + words + "}\n" + more
	}
	one, found := ParseThesaurus("one.yaml", []byte("part: one\nconcepts:\n"+term("a", "word", "    broader: zzz\n")+term("b", "other", "    alt: {en: [Word, other], fi: word}\n")))
	if len(found) != 1 || found[0].Rule != "type" {
		t.Errorf("first part: %v", found)
	}
	two, _ := ParseThesaurus("two.yaml", []byte("part: two\nconcepts:\n"+term("a", "third", "")))
	_, joined := JoinThesaurus([]*ThesaurusPart{one, two})
	rules := map[string]bool{}
	for _, list := range joined {
		for _, f := range list {
			rules[f.Rule] = true
			if f.Line < 3 {
				t.Errorf("no place: %s", f)
			}
		}
	}
	for _, want := range []string{"dead-reference", "shared-label", "doubled-label", "doubled-id"} {
		if !rules[want] {
			t.Errorf("%s is missing among %v", want, joined)
		}
	}
}

func TestVocabulariesAreComplete(t *testing.T) {
	for _, s := range testRules(t).Vocabularies.Schemes() {
		for _, c := range s.Concepts {
			for _, l := range lang.All() {
				if c.Label[l] == "" || s.ID != "nuts" && c.Definition[l] == "" {
					t.Errorf("%s %s lacks words in %s", s.ID, c.ID, l)
				}
			}
		}
	}
}
