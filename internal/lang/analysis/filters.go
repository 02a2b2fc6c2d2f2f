package analysis

import (
	"unicode/utf8"

	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/blevesearch/bleve/v2/analysis"
)

// maxTerm is the length in bytes to which a term is cut. It is longer than any
// word of the six languages, so that only data posing as a word is cut, and
// that in the text and in the query alike.
const maxTerm = 96

// wordFilter applies a function to the term of each token and drops tokens
// whose term becomes empty. Terms are replaced and never written to in place,
// since those of a tokenizer are slices of the text itself.
type wordFilter func(term string) string

// Filter implements bleve's token filter.
func (f wordFilter) Filter(in analysis.TokenStream) analysis.TokenStream {
	out := in[:0]
	for _, t := range in {
		before := string(t.Term)
		after := f(before)
		if after == "" {
			continue
		}
		if after != before {
			t.Term = []byte(after)
		}
		out = append(out, t)
	}
	return out
}

// foldTerm folds a term, frees it of clitics and cuts it to maxTerm. It is used
// on tokens and not as a filter of characters, because that would shift the
// offsets by which words are highlighted.
func foldTerm(term string) string {
	term = trimClitics(lang.Fold(term))
	if len(term) <= maxTerm {
		return term
	}
	cut := maxTerm
	for !utf8.RuneStart(term[cut]) {
		cut--
	}
	return term[:cut]
}

// stopFilter drops the words of a list. Positions keep the gap, so that a
// phrase still matches only words that stand as they stood in the text.
type stopFilter map[string]bool

// Filter implements bleve's token filter.
func (f stopFilter) Filter(in analysis.TokenStream) analysis.TokenStream {
	out := in[:0]
	for _, t := range in {
		if !f[string(t.Term)] {
			out = append(out, t)
		}
	}
	return out
}

// stemFilter makes a filter of a stemmer. Terms with anything but letters in
// them are left as they are.
func stemFilter(stem func(word string) string) wordFilter {
	return func(term string) string {
		if !onlyLetters(term) {
			return term
		}
		return stem(term)
	}
}
