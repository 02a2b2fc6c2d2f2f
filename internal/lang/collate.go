package lang

import (
	"slices"
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// Collator compares and sorts as the dictionaries of a language do (Unicode
// collation with CLDR's tailoring): ä after z in Finnish, č after c in Latvian.
// It may be used concurrently.
type Collator struct {
	mu sync.Mutex // x/text's collator keeps buffers
	c  *collate.Collator
}

// NewCollator returns a Collator for a language. Building one takes a while
// compared with using it, so keep it.
func NewCollator(t Tag) *Collator {
	return &Collator{c: collate.New(language.Make(string(t)))}
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
