package search

import (
	"hash/maphash"
	"iter"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/ai4citizens/casebook/internal/concept"
	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	langanalysis "github.com/ai4citizens/casebook/internal/lang/analysis"
)

// Matcher finds the concepts of the thesaurus by their labels in running text,
// in each language: inflected, of several words, the longest label first. It is
// safe for use by many goroutines. The nil Matcher finds nothing.
type Matcher struct {
	// ids are the concepts by number.
	ids       []string
	languages map[lang.Tag]*labels
	// named leads from the terms that facts name, by vocabulary, to the concept
	// that has the same name.
	named map[string]map[string]int32
}

// labels are the labels of one language, as a tree of terms.
type labels struct {
	lang lang.Tag
	// terms number the terms that labels consist of.
	terms map[string]int32
	// first leads from the root of the tree, which is place 0, by the number of a
	// term to a place; next from there on.
	first []int32
	next  map[step]int32
	// at are the concepts that are named at a place.
	at [][]naming

	mu sync.Mutex
	// known remembers the numbers of words as they are written, by the words'
	// hashes: they are looked up for every word of every text, and two words of
	// one 64-bit hash are not to be expected. Those met last stand in front,
	// which is small enough to stay near the processor.
	known map[uint64]int32
	front [2048]knownWord
	seed  maphash.Seed
}

type knownWord struct {
	hash   uint64
	number int32
}

type step struct{ place, term int32 }

// naming says that a label names a concept, and how surely.
type naming struct {
	concept   int32
	sure      float32
	preferred bool
}

const (
	// noTerm is the number of a word that no label has, emptyTerm that of a stop
	// word that no label needs, endTerm that of a sign which no label goes beyond.
	noTerm    = -1
	emptyTerm = -2
	endTerm   = -3
	// stopTerm marks the number of a stop word that some label needs, as "niet-
	// gebruik" needs its first part to be something else than "gebruik".
	stopTerm = 1 << 30
)

const (
	// sureEveryday is for other labels of one short word ("form", "home", "act"),
	// which are everyday words too.
	sureEveryday = 0.5
	// longLabel is how many letters a single word has that is hardly an everyday
	// word, and so is as sure as a preferred label.
	longLabel = 12
)

// subjectSchemes are the vocabularies that say what a document is about. Where
// a concept of the thesaurus has the name of one of their terms, the term's
// labels find it too, and a document whose facts name the term is about it.
var subjectSchemes = []string{"governance-element", "tsi-measure", "topic", "annex3-area"}

// NewMatcher makes a matcher of a set's thesaurus; nil if it has none.
func NewMatcher(set *concept.Set) *Matcher {
	thesaurus := set.Scheme(content.ThesaurusScheme)
	if thesaurus == nil {
		return nil
	}
	m := &Matcher{languages: map[lang.Tag]*labels{}, named: map[string]map[string]int32{}}
	for _, t := range lang.All() {
		m.languages[t] = &labels{lang: t, terms: map[string]int32{}, next: map[step]int32{}, at: make([][]naming, 1), known: map[uint64]int32{}, seed: maphash.MakeSeed()}
	}
	for i, c := range thesaurus.Concepts {
		m.ids = append(m.ids, c.ID)
		for _, l := range m.languages {
			l.add(c.Label[l.lang], int32(i), true)
			for _, w := range c.Alt[l.lang] {
				l.add(w, int32(i), false)
			}
		}
	}
	for _, l := range m.languages {
		l.settle()
	}
	m.borrow(set)
	return m
}

// borrow takes over the labels of vocabulary terms that are called like a
// concept in English. A label that is a concept's own stays with it.
func (m *Matcher) borrow(set *concept.Set) {
	for _, id := range subjectSchemes {
		scheme := set.Scheme(id)
		if scheme == nil {
			continue
		}
		m.named[id] = map[string]int32{}
		for _, c := range scheme.Concepts {
			same := m.languages[lang.EN].find(c.Label[lang.EN])
			if len(same) != 1 {
				continue
			}
			m.named[id][c.ID] = same[0].concept
			for _, l := range m.languages {
				if l.find(c.Label[l.lang]) == nil {
					l.add(c.Label[l.lang], same[0].concept, false)
				}
			}
		}
	}
}

// add puts a label into the tree.
func (l *labels) add(label string, concept int32, preferred bool) {
	terms := l.key(label)
	if len(terms) == 0 || len(terms) > maxKeyTerms {
		return
	}
	place := int32(0)
	for _, term := range terms {
		next := l.after(place, term)
		if next == 0 {
			next = int32(len(l.at))
			l.at = append(l.at, nil)
			if place == 0 {
				l.begin(term, next)
			} else {
				l.next[step{place, term}] = next
			}
		}
		place = next
	}
	sure := float32(1)
	if len(terms) == 1 && !preferred && acronym(label) == "" && utf8.RuneCountInString(label) < longLabel {
		sure = sureEveryday
	}
	l.at[place] = append(l.at[place], naming{concept, sure, preferred})
}

// begin notes where labels that begin with a term lead to.
func (l *labels) begin(term, place int32) {
	if missing := int(term&^stopTerm) + 1 - len(l.first); missing > 0 {
		l.first = append(l.first, make([]int32, missing)...)
	}
	l.first[term&^stopTerm] = place
}

// after returns the place that a term leads to from another, 0 for none.
func (l *labels) after(place, term int32) int32 {
	if place > 0 {
		return l.next[step{place, term}]
	}
	if n := int(term &^ stopTerm); n < len(l.first) {
		return l.first[n]
	}
	return 0
}

// key lists the terms of a label: without stop words, unless there is but one
// word beside them.
func (l *labels) key(label string) []int32 {
	var terms, all []int32
	for word := range wordsIn(label) {
		term := l.termOf(word)
		if term == "" {
			all = append(all, l.grow(" "+lang.Fold(word))|stopTerm)
			continue
		}
		n := l.grow(term)
		terms, all = append(terms, n), append(all, n)
	}
	if len(terms) == 1 {
		return all
	}
	return terms
}

// grow numbers a term, a new one too.
func (l *labels) grow(term string) int32 {
	n, ok := l.terms[term]
	if !ok {
		n = int32(len(l.terms))
		l.terms[term] = n
	}
	return n
}

// find returns what is named by exactly these words.
func (l *labels) find(label string) []naming {
	place := int32(0)
	for _, term := range l.key(label) {
		if place = l.after(place, term); place == 0 {
			return nil
		}
	}
	return l.at[place]
}

// settle decides what a label names that several concepts have: those whose
// preferred label it is, each with its share.
func (l *labels) settle() {
	for i, list := range l.at {
		if len(list) < 2 {
			continue
		}
		slices.SortStableFunc(list, func(a, b naming) int { return int(a.concept - b.concept) })
		preferred := slices.ContainsFunc(list, func(n naming) bool { return n.preferred })
		var kept []naming
		for _, n := range list {
			if n.preferred == preferred && (len(kept) == 0 || kept[len(kept)-1].concept != n.concept) {
				kept = append(kept, n)
			}
		}
		for j := range kept {
			kept[j].sure /= float32(len(kept))
		}
		l.at[i] = kept
	}
}

// term returns the number of a word in a text.
func (l *labels) term(word string) int32 {
	hash := maphash.String(l.seed, word)
	front := &l.front[hash%uint64(len(l.front))]
	if front.hash == hash {
		return front.number
	}
	n, known := l.known[hash]
	if !known {
		if n = l.look(word); len(l.known) < maxKnown {
			l.known[hash] = n
		}
	}
	*front = knownWord{hash, n}
	return n
}

// look finds out the number of a word.
func (l *labels) look(word string) int32 {
	n := int32(noTerm)
	if term := l.termOf(word); term == "" {
		n = emptyTerm
		if stop, ok := l.terms[" "+lang.Fold(word)]; ok {
			n = stop | stopTerm
		}
	} else if number, ok := l.terms[term]; ok {
		n = number
	}
	return n
}

// termOf returns the term of a word, "" for a stop word.
func (l *labels) termOf(word string) string {
	if term := acronym(word); term != "" {
		return term
	}
	return langanalysis.Term(l.lang, word)
}

// acronym returns the term of a word with several capital letters, "" for
// another: IT is not it, and the Italian ai no artificial intelligence. The
// term keeps its capitals, which no other term has.
func acronym(word string) string {
	if i := strings.LastIndexAny(word, "'’"); i >= 0 {
		_, size := utf8.DecodeRuneInString(word[i:])
		if right := word[i+size:]; right != "" && right != "s" {
			word = right // dell'IA
		} else {
			word = word[:i]
		}
	}
	word, _, _ = strings.Cut(word, ":") // AI:n
	capitals := 0
	for _, r := range word {
		if unicode.IsUpper(r) {
			capitals++
		}
	}
	if capitals < 2 {
		return ""
	}
	return strings.TrimSuffix(word, "s") // KPIs
}

// wordsIn gives the words of a label.
func wordsIn(label string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := 0; i < len(label); {
			size := wordLength(label[i:])
			if size == 0 {
				_, size = utf8.DecodeRuneInString(label[i:])
			} else if !yield(label[i : i+size]) {
				return
			}
			i += size
		}
	}
}

// wordLength is how many bytes the word has that a text begins with: letters and
// numbers, with apostrophes and colons between them.
func wordLength(text string) int {
	n := 0
	for n < len(text) {
		if b := text[n]; b >= 'a' && b <= 'z' {
			n++ // most are
			continue
		}
		inWord, size := wordAt(text, n)
		if !inWord {
			if n == 0 {
				return 0
			}
			if text[n] != '\'' && text[n] != ':' && !strings.HasPrefix(text[n:], "’") {
				return n
			}
			_, size = utf8.DecodeRuneInString(text[n:])
			if n+size >= len(text) {
				return n
			}
			if inWord, _ = wordAt(text, n+size); !inWord {
				return n
			}
		}
		n += size
	}
	return n
}

// match visits what the labels name in a text, the longest label first; no word
// counts for two. It returns how many words the text has, stop words left out.
func (l *labels) match(text string, visit func(naming)) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	terms, words := l.number(text)
	for i := 0; i < len(terms); {
		place, length, found := int32(0), 1, []naming(nil)
		for j := i; j < len(terms) && terms[j] >= 0; j++ {
			next := l.after(place, terms[j])
			if next == 0 && terms[j] >= stopTerm && j > i {
				continue // a stop word between the words of a label
			}
			if next == 0 {
				break
			}
			if place = next; l.at[place] != nil {
				length, found = j-i+1, l.at[place]
			}
		}
		for _, n := range found {
			visit(n)
		}
		i += length
	}
	return words
}

// number turns a text into the numbers of its terms, and counts those of words.
// Stop words are left out, so that the register of the algorithms is the
// register of algorithms.
func (l *labels) number(text string) (terms []int32, words int) {
	terms = make([]int32, 0, len(text)/6)
	for i := 0; i < len(text); {
		if text[i] == ' ' {
			i++
			continue
		}
		size := wordLength(text[i:])
		if size == 0 {
			r, width := utf8.DecodeRuneInString(text[i:])
			if !unicode.IsSpace(r) && !strings.ContainsRune("-‑'’", r) {
				terms = append(terms, endTerm)
			}
			i += width
			continue
		}
		if n := l.term(text[i : i+size]); n != emptyTerm {
			terms = append(terms, n)
			words++
		}
		i += size
	}
	return terms, words
}
