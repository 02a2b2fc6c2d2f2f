package search

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2/index/scorch"

	"github.com/ai4citizens/casebook/internal/lang"
)

// vocabulary holds the words of the index itself, as terms, in each language:
// what a misspelt word may have meant, and what looks like a word of another
// language. It is made now and then beside readers, not with every edition: a
// word that came since is found as it is, and not yet by its likeness.
type vocabulary map[lang.Tag]*wordList

// wordList are the terms of one language that have at least shortestLike
// letters, with the number of documents that have each, and the terms by the
// pieces of three letters that they are made of.
type wordList struct {
	terms     []string
	documents []int32
	pieces    map[[3]byte][]int32
	// counts is how many pieces each term has.
	counts []uint8
}

// shortestLike is how many letters a word must have to be compared with others:
// shorter ones look like too many.
const shortestLike = 4

// newVocabulary reads the words of an index.
func newVocabulary(reader *scorch.IndexSnapshot) (vocabulary, error) {
	v := vocabulary{}
	for _, t := range lang.All() {
		documents := map[string]int32{}
		for _, f := range fields {
			if f.name == exactField || f.name == partsField {
				continue
			}
			if err := countTerms(reader, f.name+"."+string(t), documents); err != nil {
				return nil, err
			}
		}
		v[t] = newWordList(documents)
	}
	return v, nil
}

// countTerms notes for each term of a field how many documents have it there,
// if that is more than in the fields before.
func countTerms(reader *scorch.IndexSnapshot, field string, documents map[string]int32) error {
	d, err := reader.FieldDict(field)
	if err != nil {
		return fmt.Errorf("read words of %s: %w", field, err)
	}
	defer d.Close()
	for {
		e, err := d.Next()
		if err != nil {
			return fmt.Errorf("read words of %s: %w", field, err)
		}
		if e == nil {
			return nil
		}
		if len(e.Term) >= shortestLike && plainLetters(e.Term) {
			documents[e.Term] = max(documents[e.Term], int32(min(e.Count, math.MaxInt32)))
		}
	}
}

// plainLetters tells whether a term is of the letters a to z: numbers and codes
// are like nothing else.
func plainLetters(term string) bool {
	for i := range len(term) {
		if term[i] < 'a' || term[i] > 'z' {
			return false
		}
	}
	return true
}

func newWordList(documents map[string]int32) *wordList {
	w := &wordList{pieces: map[[3]byte][]int32{}}
	for term := range documents {
		w.terms = append(w.terms, term)
	}
	slices.Sort(w.terms)
	w.documents = make([]int32, len(w.terms))
	w.counts = make([]uint8, len(w.terms))
	for n, term := range w.terms {
		w.documents[n] = documents[term]
		list := piecesOf(soundOf(term))
		w.counts[n] = uint8(min(len(list), math.MaxUint8))
		for _, p := range list {
			w.pieces[p] = append(w.pieces[p], int32(n))
		}
	}
	return w
}

// piecesOf lists the different stretches of three letters of a word, one with
// its beginning among them. Its end does not count: that is where languages
// inflect and derive.
func piecesOf(word string) [][3]byte {
	padded := "^" + word
	var list [][3]byte
	for i := 0; i+3 <= len(padded); i++ {
		if p := [3]byte{padded[i], padded[i+1], padded[i+2]}; !slices.Contains(list, p) {
			list = append(list, p)
		}
	}
	return list
}

// soundOf spells a folded word so that words which the languages share look
// alike: demokratia, democrazia and democracy begin with demokra; information,
// informācija and informazione with informasi. It is no phonetics; it undoes
// the spellings in which Greek and Latin words differ.
func soundOf(word string) string {
	out := make([]byte, 0, len(word)+2)
	at := func(i int) byte {
		if i < len(word) {
			return word[i]
		}
		return 0
	}
	for i := 0; i < len(word); i++ {
		c := word[i]
		switch {
		case c == 'p' && at(i+1) == 'h':
			c = 'f'
			i++
		case (c == 't' || c == 'c' || c == 'r') && at(i+1) == 'h', c == 'c' && at(i+1) == 'k':
			if c == 'c' {
				c = 'k'
			}
			i++
		case c == 't' && at(i+1) == 's':
			c = 's'
			i++
		case (c == 't' || c == 'z') && at(i+1) == 'i' && strings.IndexByte("aeou", at(i+2)) >= 0 && at(i+2) != 0,
			c == 'c' && (at(i+1) == 'e' || at(i+1) == 'i' || at(i+1) == 'y'), c == 'z':
			c = 's'
		case c == 'c' || c == 'q':
			c = 'k'
		case c == 'x':
			out = append(out, 'k')
			c = 's'
		case c == 'w':
			c = 'v'
		case c == 'y' || c == 'j':
			c = 'i'
		}
		if len(out) == 0 || out[len(out)-1] != c {
			out = append(out, c)
		}
	}
	return string(out)
}

// likeness is a term that is like a word, from 0 to 1.
type likeness struct {
	term      string
	like      float64
	documents int32
}

// candidates visits the terms that share pieces with a word, with how many.
func (w *wordList) candidates(pieces [][3]byte, visit func(n int32, shared int)) {
	shared := map[int32]int{}
	for _, p := range pieces {
		for _, n := range w.pieces[p] {
			shared[n]++
		}
	}
	for n, count := range shared {
		visit(n, count)
	}
}

const (
	// leastLike is how like two words must be to be taken for the same word of
	// two languages: Dice's coefficient over their pieces.
	leastLike = 0.6
	// maxLike is how many such words are asked for in a language.
	maxLike = 3
)

// cognates lists the terms that look like the same word in another spelling,
// the likest first.
func (w *wordList) cognates(term string) []likeness {
	if w == nil || len(term) < shortestLike+1 || !plainLetters(term) {
		return nil
	}
	pieces := piecesOf(soundOf(term))
	var list []likeness
	w.candidates(pieces, func(n int32, shared int) {
		like := 2 * float64(shared) / float64(len(pieces)+int(w.counts[n]))
		if like >= leastLike && len(w.terms[n]) > shortestLike {
			list = append(list, likeness{w.terms[n], like, w.documents[n]})
		}
	})
	slices.SortFunc(list, func(a, b likeness) int {
		return cmp.Or(cmp.Compare(b.like, a.like), strings.Compare(a.term, b.term))
	})
	list = list[:min(len(list), maxLike)]
	for i, l := range list {
		if l.like < 0.85*list[0].like {
			return list[:i]
		}
	}
	return list
}

// maxMeant is how many words a misspelt one is taken for.
const maxMeant = 3

// meant lists the terms that a misspelt word may have meant: one slip away for
// a word of up to seven letters, two for a longer one; the nearest and most
// frequent first.
func (w *wordList) meant(term string) []likeness {
	if w == nil || len(term) < shortestLike || !plainLetters(term) {
		return nil
	}
	slips := 1
	if len(term) > 7 {
		slips = 2
	}
	var list []likeness
	w.candidates(piecesOf(soundOf(term)), func(n int32, _ int) {
		other := w.terms[n]
		if other == term || len(other) > len(term)+slips || len(other)+slips < len(term) {
			return
		}
		if d := lang.Distance([]byte(term), []byte(other)); d <= slips {
			list = append(list, likeness{other, 1 - float64(d)/float64(len(term)), w.documents[n]})
		}
	})
	slices.SortFunc(list, func(a, b likeness) int {
		return cmp.Or(cmp.Compare(b.like, a.like), cmp.Compare(b.documents, a.documents), strings.Compare(a.term, b.term))
	})
	list = list[:min(len(list), maxMeant)]
	for i, l := range list {
		if l.like < list[0].like {
			return list[:i]
		}
	}
	return list
}
