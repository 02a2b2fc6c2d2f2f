// Package analysis turns text of a language into the terms by which it is
// searched. It is the only part of lang that knows bleve.
//
// # The chain
//
// Text is cut into words by Unicode's rules (UAX #29), and each word is folded
// (lang.Fold), freed of clitics, dropped if it is a stop word of the language,
// and stemmed. All of this happens to tokens and never to characters, so the
// offsets of a token are those of the whole word in the text as it was written.
// Folding comes first, and stop words and stemmers know folded words only: a
// word typed without diacritics, or Romanian written with ş and ţ instead of ș
// and ț, cannot lead to another term than the correct spelling does.
//
// # The stemmers
//
// They undo inflection by rules of grammar, and derivation only where it is
// regular. They need no word list beyond closed classes. A term is not a word
// of the language; it only has to be the same for all forms of a word and
// different for different words. Two tests hold them to this: a small list per
// language in testdata, with floors, and any big list in the same format
// (go test -run Lists -lists DIR -v).
//
// # Names in bleve
//
// A mapping refers to the analysers by name: Name(tag) for a language
// ("casebook_fi"), Exact for whole words without stemming, and FoldFilter for
// analysers that a mapping defines itself. The names are stored in an index,
// and bleve looks them up in a table of the process when it opens one, before
// any mapping of ours could be asked. That table is a plain map which may not
// be written to while an index is open. Therefore the names are registered in
// this package's init function: whoever imports the package can open an index,
// and there is no moment at which it would be too early or too late.
//
// # Adding a language
//
// One row in languages.go, with one of bleve's stop lists and one of
// Snowball's stemmers if there is nothing better, and one in package lang.
package analysis
