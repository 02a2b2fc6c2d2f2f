package search

import (
	"slices"
	"strings"

	"github.com/ai4citizens/casebook/internal/concept"
	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	langanalysis "github.com/ai4citizens/casebook/internal/lang/analysis"
)

// Dictionary knows what words are called in other languages: from the thesaurus,
// the vocabularies' labels, and the lexicon. It does not change once made. The
// nil Dictionary knows nothing.
type Dictionary struct {
	entries []entry
	// keys lead from the terms of a word, or of several joined by spaces, to
	// entries, by language.
	keys map[lang.Tag]map[string][]int32
	// longest is the most terms that a key has.
	longest   int
	splitters map[lang.Tag]*langanalysis.Splitter
}

// entry is one concept or sense.
type entry struct {
	words map[lang.Tag][]rendering
	// trust is how surely the words mean the same: more for a concept of the
	// field than for a general word.
	trust float64
	// concept is the id in the thesaurus, "" for what is not of it.
	concept string
}

// rendering is one way to say something: its index terms, and the words as they
// are written.
type rendering struct {
	terms   []string
	written string
	// key are the terms in one.
	key string
}

const (
	trustConcept = 1.0
	trustLexicon = 0.8
	// maxKeyTerms is the longest label that is looked for in a query.
	maxKeyTerms = 6
)

// labelSchemes are the vocabularies whose labels are words that people search
// with; others, such as "yes" and "no", are left out.
var labelSchemes = []string{"governance-element", "tsi-measure", "topic", "lifecycle", "event-type", "organisation-category", "thesaurus", "annex3-area", "ai-act-role", "collaboration", "nuts"}

// NewDictionary makes a dictionary. It analyses some ten thousand words, which
// takes a moment.
func NewDictionary(set *concept.Set, lexicon *concept.Lexicon) *Dictionary {
	d := &Dictionary{keys: map[lang.Tag]map[string][]int32{}, splitters: map[lang.Tag]*langanalysis.Splitter{}}
	written := map[lang.Tag][]string{}
	for _, id := range labelSchemes {
		scheme := set.Scheme(id)
		if scheme == nil {
			continue
		}
		for _, c := range scheme.Concepts {
			words := map[lang.Tag][]string{}
			for _, t := range lang.All() {
				words[t] = append([]string{c.Label[t]}, c.Alt[t]...)
			}
			d.add(words, trustConcept, written)
			if id == content.ThesaurusScheme {
				d.entries[len(d.entries)-1].concept = c.ID
			}
		}
	}
	if lexicon != nil {
		for _, s := range lexicon.Senses {
			d.add(s.Words, trustLexicon, written)
		}
	}
	// Compounds are taken apart in the languages that are fond of them.
	for _, t := range []lang.Tag{lang.FI, lang.NL} {
		d.splitters[t] = langanalysis.NewSplitter(t, written[t])
	}
	return d
}

func (d *Dictionary) add(words map[lang.Tag][]string, trust float64, written map[lang.Tag][]string) {
	e := entry{words: map[lang.Tag][]rendering{}, trust: trust}
	number := int32(len(d.entries))
	for _, t := range lang.All() {
		for _, w := range words[t] {
			terms := termsOf(t, w)
			if len(terms) == 0 || len(terms) > maxKeyTerms {
				continue
			}
			key := strings.Join(terms, " ")
			e.words[t] = append(e.words[t], rendering{terms, w, key})
			if len(terms) == 1 && !strings.Contains(w, " ") {
				written[t] = append(written[t], w)
			}
			if d.keys[t] == nil {
				d.keys[t] = map[string][]int32{}
			}
			if list := d.keys[t][key]; !slices.Contains(list, number) {
				d.keys[t][key] = append(list, number)
			}
			d.longest = max(d.longest, len(terms))
		}
	}
	d.entries = append(d.entries, e)
}

// termsOf returns the index terms of words in a language.
func termsOf(t lang.Tag, words string) []string {
	tokens := langanalysis.Analyse(t, words)
	terms := make([]string, len(tokens))
	for i, token := range tokens {
		terms[i] = token.Term
	}
	return terms
}

// lookup returns the entries for terms side by side in a language.
func (d *Dictionary) lookup(t lang.Tag, terms []string) []int32 {
	if d == nil {
		return nil
	}
	return d.keys[t][strings.Join(terms, " ")]
}

// split takes a compound apart into the terms of its parts, or returns nil.
func (d *Dictionary) split(t lang.Tag, word string) []string {
	if d == nil || d.splitters[t] == nil {
		return nil
	}
	return d.splitters[t].Split(word)
}
