package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/search/query"
)

// typed is a query that is still being typed, taken apart.
type typed struct {
	// text is what was typed; what is suggested takes the place of its end.
	text string
	// group is the field whose value is being typed, "" if none is; value are
	// the value's words, and head what stands before the field. not tells that
	// the value is to be left out.
	group string
	value wording
	head  string
	not   bool
	// chunks are the words at the end that are neither fields nor left out.
	chunks []chunk
	// words are all words to be found; filters the fields that are complete.
	words   wording
	filters []query.Filter
	// excludes tells that there are words to be left out.
	excludes bool
}

// chunk is what stands between spaces, and its place.
type chunk struct {
	at    int
	words wording
}

// wording is words as they are looked for: folded, and those that had marks also
// with their marks.
type wording struct {
	folded []string
	marked []string
}

func wordingOf(s string) wording {
	w := wording{folded: wordsOf(s)}
	for _, word := range strings.FieldsFunc(strings.ToLower(s), notInWord) {
		if lang.Fold(word) != word {
			w.marked = append(w.marked, word)
		}
	}
	return w
}

func (w *wording) add(more wording) {
	w.folded = append(w.folded, more.folded...)
	w.marked = append(w.marked, more.marked...)
}

// sameMarks tells whether a text has all words with the marks that they were
// typed with.
func (w wording) sameMarks(text string) bool {
	if len(w.marked) == 0 {
		return true
	}
	text = strings.ToLower(text)
	return !slices.ContainsFunc(w.marked, func(word string) bool { return !strings.Contains(text, word) })
}

func readTyped(text string) typed {
	in := typed{text: clipped(text)}
	if !in.field() {
		in.head = in.text
	}
	asked := query.Parse(in.head, FieldNames()...)
	in.filters = asked.Filters
	in.excludes = slices.ContainsFunc(asked.Terms, func(t query.Term) bool { return t.Not })
	if in.group == "" {
		in.plain()
	}
	return in
}

// clipped takes as much of a text as a query may have.
func clipped(text string) string {
	text = strings.TrimLeftFunc(strings.ToValidUTF8(text[:min(len(text), 4*query.MaxLength)], ""), unicode.IsSpace)
	if r := []rune(text); len(r) > query.MaxLength {
		return string(r[:query.MaxLength])
	}
	return text
}

// field finds a field at the end whose value is being typed, such as
// region:tam or region:"north ho.
func (in *typed) field() bool {
	end := len(in.text)
	quote := strings.LastIndexAny(in.text, "\"„“”«»")
	if quote > 0 && in.text[quote-1] == ':' {
		end = quote
	}
	at := strings.LastIndexFunc(in.text[:end], unicode.IsSpace)
	if at >= 0 {
		_, size := utf8.DecodeRuneInString(in.text[at:])
		at += size
	} else {
		at = 0
	}
	name, raw, ok := strings.Cut(in.text[at:], ":")
	name, in.not = strings.CutPrefix(strings.ToLower(name), "-")
	if !ok || !slices.Contains(FieldNames(), name) {
		in.not = false
		return false
	}
	in.group, in.head, in.value = name, in.text[:at], wordingOf(raw)
	return true
}

// plain gathers the words.
func (in *typed) plain() {
	for at := 0; at < len(in.text); {
		r, size := utf8.DecodeRuneInString(in.text[at:])
		if unicode.IsSpace(r) {
			at += size
			continue
		}
		end := strings.IndexFunc(in.text[at:], unicode.IsSpace)
		if end < 0 {
			end = len(in.text) - at
		}
		in.add(chunk{at: at}, in.text[at:at+end])
		at += end
	}
}

func (in *typed) add(c chunk, text string) {
	name, value, _ := strings.Cut(strings.TrimPrefix(text, "-"), ":")
	switch {
	case len(text) > 1 && strings.HasPrefix(text, "-"), value != "" && slices.Contains(FieldNames(), strings.ToLower(name)):
		in.chunks = nil
	default:
		if c.words = wordingOf(text); len(c.words.folded) > 0 {
			in.chunks = append(in.chunks, c)
			in.words.add(c.words)
		}
	}
}

// last returns the words of the last so many chunks, and what stands before.
func (in *typed) last(chunks int) (words wording, head string) {
	from := in.chunks[len(in.chunks)-chunks:]
	for _, c := range from {
		words.add(c.words)
	}
	return words, in.text[:from[0].at]
}

// with is the query with something in the place of its end; "" if that would be
// too long.
func with(head, end string) string {
	if s := head + end; utf8.RuneCountInString(s) <= query.MaxLength {
		return s
	}
	return ""
}

// sayable writes a label so that it is read as words to be found.
func sayable(text string) string {
	q := query.Parse(text, FieldNames()...)
	if len(q.Filters) == 0 && !q.Cut && !slices.ContainsFunc(q.Terms, func(t query.Term) bool { return t.Not }) {
		return text
	}
	return query.Query{Terms: []query.Term{{Words: strings.Join(wordsOf(text), " ")}}}.String()
}
