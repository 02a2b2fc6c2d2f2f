package search

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/character"

	"github.com/ai4citizens/casebook/internal/lang"
	langanalysis "github.com/ai4citizens/casebook/internal/lang/analysis"
)

// compounds finds the parts of compounds in texts, so that who looks for a
// register finds the tekoälyrekisteri too. It takes words apart by the lexicon
// that comes with the program: what is indexed depends on text and program
// alone.
type compounds struct {
	ready     sync.Once
	splitters map[lang.Tag]*langanalysis.Splitter

	mu    sync.Mutex
	known map[lang.Tag]map[string]string
}

// compoundLanguages are those that write compounds as one word.
var compoundLanguages = []lang.Tag{lang.FI, lang.NL}

// maxKnown is how many words are remembered in a language.
const maxKnown = 100_000

// shortestCompound is how many letters a word must have to be taken apart.
const shortestCompound = 8

// partsAnalyser reads what partsOf wrote: terms between spaces.
var partsAnalyser = &analysis.DefaultAnalyzer{Tokenizer: character.NewCharacterTokenizer(func(r rune) bool { return r != ' ' })}

func (c *compounds) prepare() {
	c.splitters, c.known = map[lang.Tag]*langanalysis.Splitter{}, map[lang.Tag]map[string]string{}
	base, err := lexical()
	if err != nil {
		return // a test holds that it can be read
	}
	for _, t := range compoundLanguages {
		c.splitters[t] = langanalysis.NewSplitter(t, base.written[t])
		c.known[t] = map[string]string{}
	}
}

// partsOf returns the terms of the parts of all compounds in texts, with spaces
// between; "" for a language that has none.
func (c *compounds) partsOf(t lang.Tag, texts ...string) string {
	c.ready.Do(c.prepare)
	if c.splitters[t] == nil {
		return ""
	}
	var b strings.Builder
	for _, text := range texts {
		for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
			if len(w) >= shortestCompound && utf8.RuneCountInString(w) >= shortestCompound {
				b.WriteString(c.split(t, w))
			}
		}
	}
	return b.String()
}

func (c *compounds) split(t lang.Tag, w string) string {
	c.mu.Lock()
	parts, known := c.known[t][w]
	c.mu.Unlock()
	if known {
		return parts
	}
	if list := c.splitters[t].Split(w); len(list) > 1 {
		parts = strings.Join(list, " ") + " "
	}
	c.mu.Lock()
	if len(c.known[t]) < maxKnown {
		c.known[t][strings.Clone(w)] = parts // w is a piece of a whole text
	}
	c.mu.Unlock()
	return parts
}
