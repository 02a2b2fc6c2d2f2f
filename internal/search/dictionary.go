package search

import (
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"

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
	keys      map[lang.Tag]map[string][]int32
	splitters map[lang.Tag]*langanalysis.Splitter
	// written are the single words as they are written, while it is made.
	written map[lang.Tag][]string
}

// entry is one concept or sense.
type entry struct {
	words map[lang.Tag][]rendering
	// trust is how surely the words mean the same: more for a concept of the
	// field than for a general word.
	trust float64
	// concept is the id in the thesaurus, "" for what is not of it.
	concept string
	// verb says that the words are verbs.
	verb bool
}

// rendering is one way to say something: its index terms, and the words as they
// are written.
type rendering struct {
	terms   []string
	written string
	// key are the terms in one.
	key string
	// less says that the index drops some of the words, so that the terms say
	// less: "in parte" becomes parte.
	less bool
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

// lexical is the dictionary of the lexicon alone, with its words as they are
// written. It is the same for as long as the program runs, and costs more than
// everything else: vocabularies that change need not wait for it again.
var lexical = sync.OnceValues(func() (*Dictionary, error) {
	lexicon, err := concept.Builtin()
	if err != nil {
		return nil, err
	}
	d := &Dictionary{keys: map[lang.Tag]map[string][]int32{}, written: map[lang.Tag][]string{}}
	for _, s := range lexicon.Senses {
		d.add(entry{trust: trustLexicon, verb: s.POS == "v"}, s.Words, 0)
	}
	return d, nil
})

// NewDictionary makes a dictionary of the vocabularies of a set, which may be
// nil, and the lexicon that comes with the program. The first one in a process
// analyses some tens of thousands of words, which takes a moment. Should the
// lexicon not be readable, the dictionary knows the vocabularies only.
func NewDictionary(set *concept.Set) (*Dictionary, error) {
	d := &Dictionary{keys: map[lang.Tag]map[string][]int32{}, written: map[lang.Tag][]string{}}
	base, err := lexical()
	if err == nil {
		d.entries = slices.Clip(base.entries)
		for _, t := range lang.All() {
			d.keys[t], d.written[t] = maps.Clone(base.keys[t]), slices.Clip(base.written[t])
		}
	}
	first := int32(len(d.entries))
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
			e := entry{trust: trustConcept}
			if id == content.ThesaurusScheme {
				e.concept = c.ID
			}
			d.add(e, words, first)
		}
	}
	// Compounds are taken apart in the languages that are fond of them.
	d.splitters = map[lang.Tag]*langanalysis.Splitter{}
	for _, t := range compoundLanguages {
		d.splitters[t] = langanalysis.NewSplitter(t, d.written[t])
	}
	d.written = nil
	return d, err
}

// add adds an entry with its words. A key leads to the entries from first on
// before the others: the words of the field before general ones.
func (d *Dictionary) add(e entry, words map[lang.Tag][]string, first int32) {
	e.words = map[lang.Tag][]rendering{}
	number := int32(len(d.entries))
	for _, t := range lang.All() {
		for _, w := range words[t] {
			terms := termsOf(t, w)
			if len(terms) == 0 || len(terms) > maxKeyTerms {
				continue
			}
			key := strings.Join(terms, " ")
			e.words[t] = append(e.words[t], rendering{terms, w, key, len(terms) < len(strings.Fields(w))})
			if len(terms) == 1 && !strings.Contains(w, " ") {
				d.written[t] = append(d.written[t], w)
			}
		}
	}
	d.entries = append(d.entries, e)
	for t, list := range e.words {
		if d.keys[t] == nil {
			d.keys[t] = map[string][]int32{}
		}
		for _, r := range list {
			d.lead(t, r.key, number, first)
		}
	}
}

// lead has a key lead to an entry: behind those of which the word is a commoner
// name, but before those of a sort that comes later.
func (d *Dictionary) lead(t lang.Tag, key string, number, first int32) {
	list := d.keys[t][key]
	if slices.Contains(list, number) {
		return
	}
	place := d.place(t, key, number)
	before := 0
	for before < len(list) && list[before] >= first && d.place(t, key, list[before]) <= place {
		before++
	}
	d.keys[t][key] = slices.Insert(slices.Clone(list), before, number)
}

// place is how far down a key stands among the names that an entry has in a
// language, the commonest first.
func (d *Dictionary) place(t lang.Tag, key string, number int32) int {
	list := d.entries[number].words[t]
	i := slices.IndexFunc(list, func(r rendering) bool { return r.key == key })
	if i >= 0 && list[i].less {
		return i + len(list)
	}
	return i
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

// verb returns those entries for a word in a language that are verbs.
func (d *Dictionary) verb(t lang.Tag, word string) []int32 {
	if d == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(d.lookup(t, []string{langanalysis.Term(t, word)})), func(e int32) bool { return !d.entries[e].verb })
}

// named is a word of an entry.
type named struct {
	*entry
	rendering
	// place is how far down it stands, the commonest word first.
	place int
}

// inTurn visits what entries are called in a language: the first words of all
// before the second ones of any.
func (d *Dictionary) inTurn(t lang.Tag, entries []int32) iter.Seq[named] {
	return func(yield func(named) bool) {
		for place, more := 0, true; more; place++ {
			more = false
			for _, n := range entries {
				e := &d.entries[n]
				if place < len(e.words[t]) {
					more = true
					if !yield(named{e, e.words[t][place], place}) {
						return
					}
				}
			}
		}
	}
}

// split takes a compound apart into the terms of its parts, or returns nil.
func (d *Dictionary) split(t lang.Tag, word string) []string {
	if d == nil || d.splitters[t] == nil {
		return nil
	}
	return d.splitters[t].Split(word)
}
