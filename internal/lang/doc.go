// Package lang knows the six languages of the knowledge base: their tags and
// names, which of them a reader prefers, how their words are folded and sorted,
// and how they write dates, numbers, money, lists and quotations.
//
// Everything is safe for concurrent use and does no input or output. The
// conventions are those of Unicode's CLDR, except where the style guide of the
// European Union's institutions or the language's own authority says otherwise;
// the tables in locale.go name these places. How text is analysed for search is
// in package analysis below this one.
//
// A language is added by a Tag, by its place in All, and by a row in locale.go.
package lang
