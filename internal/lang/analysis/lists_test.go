package analysis

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/ai4citizens/casebook/internal/lang"
	"golang.org/x/text/unicode/norm"
)

var (
	listsDir = flag.String("lists", "", "folder with a word list <language>.tsv for each language, to be measured by TestLists")
	misses   = flag.Int("misses", 0, "how many forms that do not meet their lemma TestLists shows per language")
)

// entry is a line of a word list: form, lemma, part of speech and whatever,
// divided by tabs. A lemma may name alternatives, divided by |.
type entry struct{ form, lemma string }

// readList reads the nouns and adjectives of a list.
func readList(t *testing.T, path string) []entry {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var list []entry
	for line := range strings.Lines(string(data)) {
		field := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(field) < 3 {
			t.Fatalf("%s: want form, lemma and part of speech in %q", path, line)
		}
		if field[2] == "NOUN" || field[2] == "ADJ" {
			list = append(list, entry{strings.ToLower(field[0]), strings.ToLower(field[1])})
		}
	}
	return list
}

// figures are what a list says about an analyser, in percent: forms that meet
// their lemma, the same for forms typed without diacritics, and lemmas that
// meet another lemma.
type figures struct {
	joined, unaccented, merged float64
	missed                     []entry
}

func measure(tag lang.Tag, list []entry) figures {
	var f figures
	var forms, joined, unaccented, merged int
	lemmas := make(map[string]bool)
	byTerm := make(map[string]int)
	for _, e := range list {
		first, _, _ := strings.Cut(e.lemma, "|")
		if !lemmas[first] {
			lemmas[first] = true
			byTerm[term(tag, first)]++
		}
		if e.form == e.lemma {
			continue
		}
		forms++
		if meets(tag, e.form, e.lemma) {
			joined++
		} else {
			f.missed = append(f.missed, e)
		}
		if meets(tag, withoutMarks(e.form), e.lemma) {
			unaccented++
		}
	}
	for _, n := range byTerm {
		if n > 1 {
			merged += n
		}
	}
	f.joined = 100 * float64(joined) / float64(forms)
	f.unaccented = 100 * float64(unaccented) / float64(forms)
	f.merged = 100 * float64(merged) / float64(len(lemmas))
	return f
}

func meets(tag lang.Tag, form, lemma string) bool {
	for l := range strings.SplitSeq(lemma, "|") {
		if term(tag, form) == term(tag, l) {
			return true
		}
	}
	return false
}

// term returns the terms of a word, of which there are several if it has a
// hyphen.
func term(tag lang.Tag, word string) string {
	var terms []string
	for _, t := range Analyse(tag, word) {
		terms = append(terms, t.Term)
	}
	return strings.Join(terms, " ")
}

// withoutMarks types a word as on a keyboard without diacritics.
func withoutMarks(word string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(word))
}

// TestWordLists holds the analysers to what they reach on our own small lists.
// The lists have what is frequent in the field and what is hard in the grammar,
// so the figures are not those of running text.
func TestWordLists(t *testing.T) {
	floors := map[lang.Tag]figures{
		lang.EN: {joined: 98, unaccented: 98, merged: 0},
		lang.FI: {joined: 98, unaccented: 98, merged: 0},
		lang.RO: {joined: 98, unaccented: 98, merged: 0},
		lang.NL: {joined: 96, unaccented: 96, merged: 0},
		lang.IT: {joined: 98, unaccented: 98, merged: 4},
		lang.LV: {joined: 98, unaccented: 98, merged: 0},
	}
	for _, tag := range lang.All() {
		list := readList(t, filepath.Join("testdata", string(tag)+".tsv"))
		got, want := measure(tag, list), floors[tag]
		if got.joined < want.joined || got.unaccented < want.unaccented || got.merged > want.merged {
			t.Errorf("%s: joined %.1f, unaccented %.1f, merged %.1f %%; want at least %.1f, %.1f and at most %.1f",
				tag, got.joined, got.unaccented, got.merged, want.joined, want.unaccented, want.merged)
			for _, e := range got.missed {
				t.Logf("%s: %s has term %q, %s has %q", tag, e.form, term(tag, e.form), e.lemma, term(tag, e.lemma))
			}
		}
	}
}

// TestLists measures lists that are not in the repository.
func TestLists(t *testing.T) {
	if *listsDir == "" {
		t.Skip("no -lists DIR")
	}
	for _, tag := range lang.All() {
		f := measure(tag, readList(t, filepath.Join(*listsDir, string(tag)+".tsv")))
		t.Logf("%s  joined %5.1f  unaccented %5.1f  merged %5.1f", tag, f.joined, f.unaccented, f.merged)
		for i, e := range f.missed {
			if i == *misses {
				break
			}
			t.Logf("    %s %q, %s %q", e.form, term(tag, e.form), e.lemma, term(tag, e.lemma))
		}
	}
}
