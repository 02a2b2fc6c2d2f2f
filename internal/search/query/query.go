// Package query is the language that readers search in: words, "phrases",
// -words to leave out, and field:value. Everything else is text; there is no
// input that is an error, and none that can cost much: what is too long is cut
// and said to be.
package query

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits on what a reader may ask. A query beyond them is cut, not refused.
const (
	MaxLength = 500 // characters
	MaxTerms  = 32  // words and phrases
)

// Term is a word, or the words of a phrase, that documents must or must not have.
type Term struct {
	Words string
	// Phrase asks for the words side by side, in their order.
	Phrase bool
	// Not leaves out the documents that have them.
	Not bool
}

// Filter is a field:value.
type Filter struct {
	Field string
	Value string
	Not   bool
}

// Query is what a reader asked for.
type Query struct {
	Terms   []Term
	Filters []Filter
	// Cut tells that the query was longer than the limits allow.
	Cut bool
}

// Empty tells whether nothing at all is asked for.
func (q Query) Empty() bool { return len(q.Terms) == 0 && len(q.Filters) == 0 }

// Words tells whether any word is to be found (and not only to be left out).
func (q Query) Words() bool {
	return slices.ContainsFunc(q.Terms, func(t Term) bool { return !t.Not })
}

// Parse reads a query. Only the fields named are fields; any other "a:b" is
// text.
func Parse(s string, fields ...string) Query {
	p := parser{fields: fields}
	p.rest, p.query.Cut = clip(s)
	for p.next() {
	}
	return p.query
}

// clip makes the text valid UTF-8 of at most MaxLength characters.
func clip(s string) (string, bool) {
	if len(s) > 4*MaxLength {
		s = s[:4*MaxLength]
	}
	s = strings.ToValidUTF8(s, " ")
	if utf8.RuneCountInString(s) <= MaxLength {
		return s, len(s) >= 4*MaxLength
	}
	return string([]rune(s)[:MaxLength]), true
}

type parser struct {
	rest   string
	fields []string
	query  Query
}

// next reads one term or filter; false at the end.
func (p *parser) next() bool {
	p.rest = strings.TrimLeftFunc(p.rest, unicode.IsSpace)
	if p.rest == "" {
		return false
	}
	not := false
	if r, ok := strings.CutPrefix(p.rest, "-"); ok && r != "" && !strings.HasPrefix(r, "-") && !startsWithSpace(r) {
		not, p.rest = true, r
	}
	if field, ok := p.field(); ok {
		value, _ := p.value()
		if value != "" {
			p.filter(Filter{field, value, not})
		}
		return true
	}
	words, phrase := p.value()
	p.term(words, phrase, not)
	return true
}

// field reads "name:" before a value.
func (p *parser) field() (string, bool) {
	name, rest, ok := strings.Cut(p.rest, ":")
	name = strings.ToLower(name)
	if !ok || rest == "" || startsWithSpace(rest) || !slices.Contains(p.fields, name) {
		return "", false
	}
	p.rest = rest
	return name, true
}

// value reads a phrase in quotation marks, or up to the next space.
func (p *parser) value() (words string, phrase bool) {
	r, size := utf8.DecodeRuneInString(p.rest)
	if closing := closers(r); closing != "" {
		if end := strings.IndexAny(p.rest[size:], closing); end >= 0 {
			words = unmarked(p.rest[size : size+end])
			_, width := utf8.DecodeRuneInString(p.rest[size+end:])
			p.rest = p.rest[size+end+width:]
			return strings.Join(strings.Fields(words), " "), true
		}
		p.rest = p.rest[size:]
	}
	end := strings.IndexFunc(p.rest, unicode.IsSpace)
	if end < 0 {
		end = len(p.rest)
	}
	words, p.rest = unmarked(p.rest[:end]), p.rest[end:]
	return words, false
}

// unmarked leaves out quotation marks within a value; they mean nothing there.
func unmarked(s string) string {
	return strings.Map(func(r rune) rune {
		if closers(r) != "" {
			return -1
		}
		return r
	}, s)
}

// closers returns the marks that close a phrase which r opens: the quotation
// marks of the languages, and the straight one. It is "" for any other rune.
func closers(r rune) string {
	switch r {
	case '"':
		return `"`
	case '“', '”', '„', '‟':
		return `“”"`
	case '«':
		return `»`
	case '»':
		return `»«`
	}
	return ""
}

func (p *parser) term(words string, phrase, not bool) {
	if !strings.ContainsFunc(words, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
		return
	}
	if len(p.query.Terms) == MaxTerms {
		p.query.Cut = true
		return
	}
	// One word in quotation marks is a word.
	phrase = phrase && strings.Contains(words, " ")
	t := Term{words, phrase, not}
	if !slices.Contains(p.query.Terms, t) {
		p.query.Terms = append(p.query.Terms, t)
	}
}

func (p *parser) filter(f Filter) {
	if len(p.query.Filters) == MaxTerms {
		p.query.Cut = true
		return
	}
	if !slices.Contains(p.query.Filters, f) {
		p.query.Filters = append(p.query.Filters, f)
	}
}

func startsWithSpace(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsSpace(r)
}

// String writes the query so that Parse, with the same fields, reads the same
// again.
func (q Query) String() string {
	var parts []string
	for _, t := range q.Terms {
		parts = append(parts, minus(t.Not)+quoted(t.Words))
	}
	for _, f := range q.Filters {
		parts = append(parts, minus(f.Not)+f.Field+":"+quoted(f.Value))
	}
	return strings.Join(parts, " ")
}

func minus(not bool) string {
	if not {
		return "-"
	}
	return ""
}

// quoted puts marks around words that would be read otherwise without them.
func quoted(s string) string {
	if strings.HasPrefix(s, "-") || strings.Contains(s, ":") || strings.ContainsFunc(s, unicode.IsSpace) {
		return `"` + s + `"`
	}
	return s
}
