// Package content is the model of a knowledge base: the kinds of document and
// their fields, the parser of a language version, the vocabularies, and the
// checks, each of whose findings has a place, a stable rule name and a way out.
//
// It reads nothing by itself: callers hand it bytes, or an fs.FS.
package content
