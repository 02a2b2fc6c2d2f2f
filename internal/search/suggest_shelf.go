package search

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
	"unicode"

	"github.com/ai4citizens/casebook/internal/lang"
)

// labelShelf is labels that can be found by the beginning of any of their words. It
// does not change once it is ordered.
type labelShelf struct {
	labels []label
	// starts are the places where the labels' words begin, ordered by what
	// stands there.
	starts []wordStart
}

// label is one way in which something is called.
type label struct {
	text string
	// folded is the words, folded, with one space between them.
	folded string
	lang   lang.Tag
	// item is the number of what is called so, among those of the shelf's owner.
	item uint32
	// alt tells that it is not the first label of the item in its language.
	alt bool
}

type wordStart struct{ label, at uint32 }

// wordsOf splits what people read or type into folded words.
func wordsOf(s string) []string {
	return strings.FieldsFunc(lang.Fold(s), notInWord)
}

func notInWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }

func (s *labelShelf) add(l label) {
	l.folded = strings.Join(wordsOf(l.text), " ")
	if l.folded == "" {
		return
	}
	n := uint32(len(s.labels))
	s.labels = append(s.labels, l)
	for at := 0; ; {
		s.starts = append(s.starts, wordStart{n, uint32(at)})
		space := strings.IndexByte(l.folded[at:], ' ')
		if space < 0 {
			return
		}
		at += space + 1
	}
}

// order makes the shelf ready to be searched. Most places are told apart by the
// first eight letters, which are compared as one number.
func (s *labelShelf) order() {
	type place struct {
		head uint64
		wordStart
	}
	places := make([]place, len(s.starts))
	for i, x := range s.starts {
		var head [8]byte
		copy(head[:], s.from(x))
		places[i] = place{binary.BigEndian.Uint64(head[:]), x}
	}
	slices.SortFunc(places, func(a, b place) int {
		if a.head != b.head {
			return cmp.Compare(a.head, b.head)
		}
		return cmp.Or(strings.Compare(s.from(a.wordStart), s.from(b.wordStart)), cmp.Compare(a.label, b.label), cmp.Compare(a.at, b.at))
	})
	s.labels, s.starts = slices.Clip(s.labels), slices.Clip(s.starts)
	for i, x := range places {
		s.starts[i] = x.wordStart
	}
}

// from is a label from one of its words on.
func (s *labelShelf) from(x wordStart) string { return s.labels[x.label].folded[x.at:] }

// under returns the starts of the words that begin with a prefix.
func (s *labelShelf) under(prefix string) []wordStart {
	low, _ := slices.BinarySearchFunc(s.starts, prefix, func(x wordStart, p string) int { return strings.Compare(s.from(x), p) })
	high, _ := slices.BinarySearchFunc(s.starts[low:], prefix, func(x wordStart, p string) int {
		if strings.HasPrefix(s.from(x), p) {
			return -1
		}
		return 1
	})
	return s.starts[low : low+high]
}

// grade is how well a label suits a reader, the less the better.
type grade struct {
	// class is the list that the label goes into; one below 0 is not wanted.
	class int
	// foreign is 0 for a label in the reader's language.
	foreign int
	// count is how many documents have the item, or what else makes it matter.
	count int
}

// How a label answers what was typed.
const (
	isWhole = iota
	beginsWhole
	beginsWord
)

// found is a label that answers.
type found struct {
	*label
	grade
	fit int
	// unmarked tells that words were typed with marks that the label has not.
	unmarked bool
}

// compare puts the better label first; equally good ones stand in the order of
// their letters.
func (a found) compare(b found) int {
	return cmp.Or(cmp.Compare(a.foreign, b.foreign), cmp.Compare(a.fit, b.fit), compareBool(a.unmarked, b.unmarked), compareBool(a.alt, b.alt), cmp.Compare(b.count, a.count),
		strings.Compare(a.folded, b.folded), cmp.Compare(a.item, b.item), cmp.Compare(a.lang, b.lang))
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// labelsKept is how many labels of a class are kept while looking: an item may
// be called in six languages or more ways.
const labelsKept = 6 * MaxSuggestions

// find returns the best labels of each class in which every one of the words
// begins a word, in any order. No words at all are answered by every label.
func (s *labelShelf) find(words wording, classes int, judge func(*label) grade) [][]found {
	starts, rest := s.rarest(words.folded)
	whole := strings.Join(words.folded, " ")
	best := make([][]found, classes)
	for _, x := range starts {
		l := &s.labels[x.label]
		if !hasAll(l.folded, rest) {
			continue
		}
		f := found{label: l, grade: judge(l), fit: fitOf(l.folded, whole)}
		if f.class >= 0 && better(best[f.class], f) {
			f.unmarked = !words.sameMarks(l.text)
			best[f.class] = keep(best[f.class], f)
		}
	}
	return best
}

// rarest returns the starts under the word that the fewest have, and the words
// that are then still to be looked for.
func (s *labelShelf) rarest(words []string) (starts []wordStart, rest []string) {
	starts, at := s.starts, -1
	for i, w := range words {
		if list := s.under(w); at < 0 || len(list) < len(starts) {
			starts, at = list, i
		}
	}
	for i, w := range words {
		if i != at {
			rest = append(rest, " "+w)
		}
	}
	return starts, rest
}

// hasAll tells whether each of the prefixes, which begin with a space, begins a
// word of a label.
func hasAll(folded string, prefixes []string) bool {
	for _, p := range prefixes {
		if !strings.HasPrefix(folded, p[1:]) && !strings.Contains(folded, p) {
			return false
		}
	}
	return true
}

// answersAll tells whether each of the words begins a word of a text.
func answersAll(text string, words []string) bool {
	folded := " " + strings.Join(wordsOf(text), " ")
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(folded, " "+w) })
}

func fitOf(folded, whole string) int {
	switch {
	case folded == whole:
		return isWhole
	case strings.HasPrefix(folded, whole):
		return beginsWhole
	}
	return beginsWord
}

// better tells whether a label belongs into an ordered list of the best.
func better(list []found, f found) bool {
	return len(list) < labelsKept || f.compare(list[len(list)-1]) < 0
}

// keep puts a label into an ordered list of the best.
func keep(list []found, f found) []found {
	if !better(list, f) {
		return list
	}
	at, known := slices.BinarySearchFunc(list, f, found.compare)
	if known && list[at].label == f.label {
		return list // two of its words begin alike
	}
	if len(list) == labelsKept {
		list = list[:labelsKept-1]
	}
	return slices.Insert(list, at, f)
}
