package publish

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ai4citizens/casebook/internal/contenttest"
)

// strength is how much a document is about a concept.
func strength(t *testing.T, p *Publisher, id, concept string) int {
	t.Helper()
	v, err := p.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	card := v.Card(id)
	if card == nil {
		t.Fatalf("%s is not there", id)
	}
	if n := v.ConceptCounts()[concept]; (n > 0) != (card.About(concept) > 0) {
		t.Errorf("%d documents are about %s", n, concept)
	}
	return card.About(concept)
}

// TestSubjectsFollowTextAndThesaurus changes a text, and then the thesaurus, and
// expects that documents are about what they say now, in any language.
func TestSubjectsFollowTextAndThesaurus(t *testing.T) {
	dir, data := t.TempDir(), filepath.Join(t.TempDir(), "data")
	if _, err := contenttest.New(dir, knowledge, 12); err != nil {
		t.Fatal(err)
	}
	id := contenttest.PracticeID(0)
	english, thesaurus := filepath.Join(dir, id, "index.en.md"), filepath.Join(dir, "thesaurus", "own.yaml")
	change := func(file string, change func(string) string) {
		t.Helper()
		text, err := os.ReadFile(file)
		if err == nil {
			err = os.WriteFile(file, []byte(change(string(text))), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	p := openTest(t, dir, data)
	publishTest(t, p)
	const concept = "citizens-panel"
	if n := strength(t, p, id, concept); n != 0 {
		t.Fatalf("the document is about %s from the start (%d)", concept, n)
	}
	// The words stand in the original and in the translation, each in its own.
	change(filepath.Join(dir, contenttest.PracticeFile(0)), func(s string) string {
		return strings.Replace(s, "summary: ", "summary: Kansalaispaneeli. ", 1)
	})
	change(english, func(s string) string {
		return strings.Replace(s, "summary: ", "summary: A residents’ panel. ", 1)
	})
	publishTest(t, p)
	if strength(t, p, id, concept) == 0 {
		t.Errorf("the document is not about %s", concept)
	}
	closeTest(t, p)

	// What was found is kept, and found in a changed document after a start too.
	p = openTest(t, dir, data)
	if strength(t, p, id, concept) == 0 {
		t.Errorf("after a start the document is not about %s", concept)
	}
	change(english, func(s string) string { return strings.Replace(s, "panel. ", "panel and citizens’ panels. ", 1) })
	publishTest(t, p)
	if strength(t, p, id, concept) == 0 {
		t.Errorf("after a start and a change the document is not about %s", concept)
	}

	if err := os.WriteFile(thesaurus, []byte(`part: own
concepts:
  - id: own-concept
    label: {en: "residents’ panel and citizens’ panel", fi: "omalaatuinen", ro: "ceva", nl: "iets", it: "qualcosa", lv: "kaut kas"}
    alt: {fi: ["kansalaispaneelin oma sana"]}
    definition: {en: "It stands for a test."}
`), 0o644); err != nil {
		t.Fatal(err)
	}
	change(english, func(s string) string {
		return strings.Replace(s, "title: ", "title: Residents’ panel and citizens’ panel ", 1)
	})
	change(filepath.Join(dir, contenttest.PracticeFile(0)), func(s string) string {
		return strings.Replace(s, "title: ", "title: Omalaatuinen ", 1)
	})
	if r := publishTest(t, p); r.Rebuilt == "" {
		t.Error("another thesaurus is no reason to make everything anew")
	}
	if strength(t, p, id, "own-concept") == 0 {
		t.Error("the document is not about the new concept")
	}
	closeTest(t, p)
}
