package analysis

import "github.com/ai4citizens/casebook/internal/lang"

// minPart is the shortest part of a compound that a Splitter accepts. Shorter
// words are found inside too many others.
const minPart = 4

// Splitter finds the parts of compounds, which Finnish and Dutch write as one
// word: tekoälyrekisteri is of tekoäly and rekisteri, aanbestedingsbeleid of
// aanbesteding and beleid. It knows only the words that it is given (a lexicon,
// or the words of an index), and compares stems, so that it needs no list of
// what stands between the parts: a Finnish genitive or a Dutch -s- is to the
// stemmer an ending. A Splitter is not changed by use and may be used
// concurrently.
type Splitter struct {
	stem  func(word string) string
	stems map[string]bool
}

// NewSplitter returns a Splitter for a language over a set of words. In a
// language that is not known, it splits nothing.
func NewSplitter(t lang.Tag, words []string) *Splitter {
	s := &Splitter{stems: make(map[string]bool)}
	for _, l := range languages() {
		if l.tag == t {
			s.stem = l.stem
		}
	}
	if s.stem == nil {
		return s
	}
	for _, w := range words {
		if w = foldTerm(w); len(w) >= minPart && onlyLetters(w) {
			s.stems[s.stem(w)] = true
		}
	}
	return s
}

// Split returns the terms of the parts of a word, as Analyse would give them
// for each, or nil if the word is not made of two or more known words. Of
// several ways to split it, the one with the fewest parts is taken, and of
// those the one with the longest first part.
func (s *Splitter) Split(word string) []string {
	word = foldTerm(word)
	n := len(word)
	if s.stem == nil || n < 2*minPart || !onlyLetters(word) {
		return nil
	}
	// best[i] is the best split of word[i:]; nil where there is none.
	best := make([][]string, n+1)
	best[n] = []string{}
	for i := n - minPart; i >= 0; i-- {
		for j := n; j >= i+minPart; j-- {
			if best[j] == nil || i == 0 && j == n || best[i] != nil && len(best[i]) <= len(best[j])+1 {
				continue
			}
			if term := s.stem(word[i:j]); s.stems[term] {
				best[i] = append([]string{term}, best[j]...)
			}
		}
	}
	return best[0]
}
