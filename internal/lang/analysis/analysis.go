package analysis

import (
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"
)

const (
	// Exact names the analyser that folds words but does not stem them or drop
	// stop words. It serves all languages.
	Exact = "casebook_exact"
	// FoldFilter names the token filter that folds words and frees them of
	// clitics, for analysers that a mapping defines itself (prefixes, keywords).
	FoldFilter = "casebook_fold"
)

// Name returns the name under which a mapping refers to the analyser of a
// language.
func Name(t lang.Tag) string { return "casebook_" + string(t) }

// Kept is the share of a text's words that yield tokens in a language, about; 1
// for a language that is not known.
func Kept(t lang.Tag) float64 {
	if share, known := kept[t]; known {
		return share
	}
	return 1
}

// kept holds those shares. Like the analysers it is not changed once made.
var kept = func() map[lang.Tag]float64 {
	shares := map[lang.Tag]float64{}
	for _, l := range languages() {
		shares[l.tag] = l.kept
	}
	return shares
}()

// Token is a word of a text: the term under which it is searched, its place in
// bytes of the text as given, and its position among the words, counted from 1.
// Stop words yield no token but count in the positions.
type Token struct {
	Term       string
	Start, End int
	Position   int
}

// Analyse returns the tokens of text as the index has them for that language;
// of a language that is not known, those of AnalyseExact. It may be called
// concurrently.
func Analyse(t lang.Tag, text string) []Token {
	if a := analysers[Name(t)]; a != nil {
		return tokens(a, text)
	}
	return AnalyseExact(text)
}

// AnalyseExact returns the tokens of text folded but not stemmed, stop words
// included. It may be called concurrently.
func AnalyseExact(text string) []Token {
	return tokens(analysers[Exact], text)
}

// Term returns the term of a single word in a language, as Analyse would give
// it, and "" for a stop word. It costs a part of what Analyse does, which has to
// find the words first. It may be called concurrently.
func Term(t lang.Tag, word string) string {
	a := analysers[Name(t)]
	if a == nil {
		a = analysers[Exact]
	}
	for _, f := range a.TokenFilters {
		switch f := f.(type) {
		case wordFilter:
			word = f(word)
		case stopFilter:
			if f[word] {
				return ""
			}
		}
	}
	return word
}

func tokens(a *analysis.DefaultAnalyzer, text string) []Token {
	stream := a.Analyze([]byte(text))
	out := make([]Token, len(stream))
	for i, t := range stream {
		out[i] = Token{Term: string(t.Term), Start: t.Start, End: t.End, Position: t.Position}
	}
	return out
}

// analysers holds every analyser under its name. It is not changed after the
// package is initialised, and an analyser keeps no state.
var analysers = newAnalysers()

func newAnalysers() map[string]*analysis.DefaultAnalyzer {
	all := map[string]*analysis.DefaultAnalyzer{Exact: newExact()}
	for _, l := range languages() {
		all[Name(l.tag)] = newAnalyser(l)
	}
	return all
}

// init makes the names known to bleve; the package comment says why here.
func init() {
	for name, a := range analysers {
		build := func(map[string]any, *registry.Cache) (analysis.Analyzer, error) { return a, nil }
		if err := registry.RegisterAnalyzer(name, build); err != nil {
			panic(err)
		}
	}
	fold := func(map[string]any, *registry.Cache) (analysis.TokenFilter, error) {
		return wordFilter(foldTerm), nil
	}
	if err := registry.RegisterTokenFilter(FoldFilter, fold); err != nil {
		panic(err)
	}
}
