package analysis

import (
	"hash/maphash"
	"sync/atomic"
)

// remembered is how many words each step of each chain remembers: few enough
// for a megabyte in all, enough for most words of a text.
const remembered = 1 << 13

// answer is a word and what a step makes of it.
type answer struct{ word, term string }

// remember returns a function that gives what f gives, and remembers its last
// answers: the same words come again and again in text, and a stemmer costs more
// than a look into a table. f must depend on its argument alone. The function
// may be called concurrently.
func remember(f func(word string) string) func(word string) string {
	table := new([remembered]atomic.Pointer[answer])
	seed := maphash.MakeSeed()
	return func(word string) string {
		place := &table[maphash.String(seed, word)%remembered]
		if a := place.Load(); a != nil && a.word == word {
			return a.term
		}
		term := f(word)
		if len(word) <= maxTerm {
			place.Store(&answer{word, term})
		}
		return term
	}
}
