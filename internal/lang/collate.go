package lang

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// Collator compares and sorts as the dictionaries of a language do (Unicode
// collation with CLDR's tailoring): ä after z in Finnish, č after c in Latvian.
// It may be used concurrently.
type Collator struct {
	mu sync.Mutex // x/text's collator keeps buffers
	c  *collate.Collator
	// letters tells letters of the alphabet apart, and nothing else.
	letters *collate.Collator
}

// NewCollator returns a Collator for a language. Building one takes a while
// compared with using it, so keep it.
func NewCollator(t Tag) *Collator {
	tag := language.Make(string(t))
	return &Collator{c: collate.New(tag), letters: collate.New(tag, collate.Loose)}
}

// Letter returns the letter of the alphabet, as a capital, under which a
// dictionary of the language has a word: Ä for äiti in Finnish, where it is a
// letter of its own, and E for élan in English, where it is not. A word that
// begins with a figure has "0"; one without letter or figure has "".
func (c *Collator) Letter(word string) string {
	for _, r := range word {
		switch {
		case unicode.IsNumber(r):
			return "0"
		case unicode.IsLetter(r):
			own, plain := string(unicode.ToUpper(r)), strings.ToUpper(Fold(string(r)))
			c.mu.Lock()
			defer c.mu.Unlock()
			if c.letters.CompareString(own, plain) == 0 {
				return plain
			}
			return own
		}
	}
	return ""
}

// Compare returns a negative number if a sorts before b, a positive one if it
// sorts after b, and otherwise 0. It suits slices.SortFunc.
func (c *Collator) Compare(a, b string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.c.CompareString(a, b)
}

// Sort sorts in place. What compares equal keeps its order.
func (c *Collator) Sort(s []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	slices.SortStableFunc(s, c.c.CompareString)
}
