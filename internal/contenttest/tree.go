// Package contenttest makes content trees for tests and benchmarks: as many
// documents as wanted, in two languages each, about five hundred words long,
// the same ones every time.
package contenttest

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/repo"
)

// originals are the languages that originals take turns in; translations are
// English.
var originals = []lang.Tag{lang.FI, lang.NL, lang.IT, lang.RO, lang.LV}

var regions = []string{"FI19B", "FI1B1", "NL32B", "ITC11", "RO211", "RO321", "LV00A", "FI1C1", "ITH55", "NL366"}

// Tree is a content tree that is being made in a folder.
type Tree struct {
	Dir   string
	rules *content.Rules
	// Words are those that the texts are made of.
	Words Words
}

// New writes a content tree with so many documents below dir, beside the
// settings, vocabularies and thesaurus of the knowledge base in from.
func New(dir, from string, documents int) (*Tree, error) {
	rules, err := content.NewRules(nil, nil)
	if err != nil {
		return nil, err
	}
	t := &Tree{Dir: dir, rules: rules}
	if t.Words, err = NewWords(); err != nil {
		return nil, err
	}
	return t, t.fill(from, documents)
}

func (t *Tree) fill(from string, documents int) error {
	if err := copyRules(t.Dir, from); err != nil {
		return err
	}
	for n := range max(documents/100, 1) {
		if err := writeOrganisation(t.Dir, n); err != nil {
			return err
		}
	}
	for n := range documents {
		if err := t.WritePractice(n, 0); err != nil {
			return err
		}
	}
	return nil
}

func copyRules(dir, from string) error {
	files := []string{filepath.Join(from, "site.yaml")}
	for _, folder := range []string{"vocabularies", "thesaurus"} {
		list, err := filepath.Glob(filepath.Join(from, folder, "*.yaml"))
		if err != nil {
			return err
		}
		files = append(files, list...)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(from, file)
		if err != nil {
			return err
		}
		if name == "site.yaml" {
			data = []byte(strings.NewReplacer("project: projects/ai4citizens\n", "", "  organisation: organisations/tampere\n", "").Replace(string(data)))
		}
		if err := write(filepath.Join(dir, name), string(data)); err != nil {
			return err
		}
	}
	return nil
}

func write(file, text string) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, []byte(text), 0o644)
}

func writeOrganisation(dir string, n int) error {
	return write(filepath.Join(dir, "organisations", fmt.Sprintf("city-%d", n), "index.en.md"), fmt.Sprintf(`---
title: City number %d
summary: A city that only exists in tests.
category: local-government
nuts: [%s]
nuts_version: 2024
---

## About the organisation

It has streets and houses.
`, n, regions[n%len(regions)]))
}

// WritePractice writes one practice in its two languages; another edit gives
// another text of the same document.
func (t *Tree) WritePractice(n, edit int) error {
	r := rand.New(rand.NewPCG(uint64(n), uint64(edit)))
	id, from := PracticeID(n), originals[n%len(originals)]
	original := t.practice(r, n, from, "")
	if err := write(filepath.Join(t.Dir, filepath.FromSlash(id), "index."+string(from)+".md"), original); err != nil {
		return err
	}
	follows := fmt.Sprintf("translates: {lang: %s, blob: %s}\n", from, repo.BlobID("sha1", []byte(original)))
	return write(filepath.Join(t.Dir, filepath.FromSlash(id), "index.en.md"), t.practice(r, n, lang.EN, follows))
}

// PracticeID is the id of a practice of the tree.
func PracticeID(n int) string { return fmt.Sprintf("practices/practice-%05d", n) }

// PracticeFile is the path of that practice's original.
func PracticeFile(n int) string {
	return PracticeID(n) + "/index." + string(originals[n%len(originals)]) + ".md"
}

func (tree *Tree) practice(r *rand.Rand, n int, t lang.Tag, follows string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %s %d\nsummary: %s\nkeywords: [%s, %s]\n%s", tree.Words.sentence(r, t, 4), n, tree.Words.sentence(r, t, 12), tree.Words.word(r, t), tree.Words.word(r, t), follows)
	if follows == "" {
		year := 2016 + r.IntN(10)
		fmt.Fprintf(&b, "owner: organisations/city-0\nstatus: draft\nnuts: [%s]\nnuts_version: 2024\ngeographical_scope: local\n", regions[r.IntN(len(regions))])
		fmt.Fprintf(&b, "timescale: {start: %d}\noutcome: %s\ntopics: [%s]\nmeasures: [%s]\ngovernance: [%s]\n", year,
			pick(r, "proved-successful", "mixed", "discontinued", "too-early"),
			pick(r, "transparency", "data", "governance", "human-control"),
			pick(r, "ai-governance", "digital-skills", "it-data-governance"),
			pick(r, "inventory-register", "policy-rules", "human-oversight", "literacy-training", "procurement-contracts"))
		if n > 0 {
			fmt.Fprintf(&b, "related: [%s]\n", PracticeID(r.IntN(n)))
		}
	}
	b.WriteString("---\n")
	for _, anchor := range []string{"details", "resources", "evidence", "challenges", "transfer"} {
		fmt.Fprintf(&b, "\n## %s\n\n", tree.rules.SectionName(content.Practices, anchor, t))
		for range 2 {
			fmt.Fprintf(&b, "%s.\n\n", tree.Words.sentence(r, t, 47))
		}
	}
	return b.String()
}

func pick(r *rand.Rand, list ...string) string { return list[r.IntN(len(list))] }
