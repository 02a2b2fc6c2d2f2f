package analysis

import (
	"strings"

	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/lang/fi"
	"github.com/blevesearch/bleve/v2/analysis/lang/it"
	"github.com/blevesearch/bleve/v2/analysis/lang/nl"
	"github.com/blevesearch/bleve/v2/analysis/lang/ro"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/unicode"
)

// language says how text of one language is analysed.
type language struct {
	tag lang.Tag
	// stop is the list of words that say nothing about a text: one a line, with
	// comments from | to the end of the line, or on lines that begin with #.
	stop []byte
	// keep are words of that list which are searched nevertheless, because as
	// acronyms or as nouns they are words of the field.
	keep string
	// stem reduces a folded word of the letters a to z to its term.
	stem func(word string) string
	// kept is the share of running words that are no stop words, measured on the
	// knowledge base.
	kept float64
}

// languages is the one place where a language is added. The stop lists are
// those of bleve: Snowball's, for Romanian Jacques Savoy's.
//
// "ai" is kept in Italian and Romanian, where it is also a preposition with its
// article or an auxiliary, and with it the national acronym "ia"; "it" in
// English for information technology; "eu" in Romanian, where it means I;
// "drept" in Romanian because it means law.
func languages() []language {
	return []language{
		{lang.EN, en.EnglishStopWords, "it", stemEnglish, 0.6},
		{lang.FI, fi.FinnishStopWords, "", stemFinnish, 0.83},
		{lang.RO, ro.RomanianStopWords, "ai ia eu drept", stemRomanian, 0.69},
		{lang.NL, nl.DutchStopWords, "", stemDutch, 0.6},
		{lang.IT, it.ItalianStopWords, "ai", stemItalian, 0.63},
		{lang.LV, latvianStopWords, "", stemLatvian, 0.77},
	}
}

// newAnalyser builds the chain of a language.
func newAnalyser(l language) *analysis.DefaultAnalyzer {
	a := newExact()
	a.TokenFilters = append(a.TokenFilters, stopWords(l.stop, l.keep), stemFilter(remember(l.stem)))
	return a
}

// newExact builds the chain that keeps whole words.
func newExact() *analysis.DefaultAnalyzer {
	return &analysis.DefaultAnalyzer{
		Tokenizer:    unicode.NewUnicodeTokenizer(),
		TokenFilters: []analysis.TokenFilter{wordFilter(remember(foldTerm))},
	}
}

// stopWords reads a stop list. The words are folded, since the filter meets
// folded words only.
func stopWords(list []byte, keep string) stopFilter {
	kept := wordSet(keep)
	words := make(stopFilter)
	for line := range strings.Lines(string(list)) {
		line, _, _ = strings.Cut(line, "|")
		line, _, _ = strings.Cut(line, "#")
		for _, w := range strings.Fields(line) {
			if w = lang.Fold(w); !kept[w] {
				words[w] = true
			}
		}
	}
	return words
}
