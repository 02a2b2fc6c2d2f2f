package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ai4citizens/casebook/internal/lang"
	langanalysis "github.com/ai4citizens/casebook/internal/lang/analysis"
)

// Fragment is a piece of text, which answers the query or does not.
type Fragment struct {
	Text string
	Mark bool
}

// Highlighter marks whole words that answer a query, in one language. It is not
// safe for use by several goroutines.
type Highlighter struct {
	lang   lang.Tag
	terms  map[string]bool
	starts map[string]bool
	known  map[string]bool
	// ascii repeats starts for letters a to z, which is what most words have.
	ascii [26][26]bool
}

// startLetters is how many folded letters a word must share with a term before
// it is analysed: no stemmer here changes a word that early.
const startLetters = 2

// Highlighter prepares to mark the words that answer the query in a language:
// those of the query, and the words that stand for them.
func (r *Result) Highlighter(t lang.Tag) *Highlighter {
	h := newHighlighter(t)
	if r.plan == nil {
		return h
	}
	for _, g := range r.plan.groups {
		for _, a := range g.alternatives {
			if g.not || g.weak || a.lang != t {
				continue
			}
			for _, part := range a.parts {
				for _, term := range part {
					h.add(term)
				}
			}
		}
	}
	return h
}

func newHighlighter(t lang.Tag) *Highlighter {
	return &Highlighter{lang: t, terms: map[string]bool{}, starts: map[string]bool{}, known: map[string]bool{}}
}

// add has a term marked.
func (h *Highlighter) add(term string) {
	h.terms[term] = true
	h.starts[start(term)] = true
	if a, b, ok := asciiStart(term); ok {
		h.ascii[a][b] = true
	}
}

func start(folded string) string {
	n := 0
	for i := range folded {
		if n == startLetters {
			return folded[:i]
		}
		n++
	}
	return folded
}

// asciiStart numbers the first two letters of a word, if both are plain; the
// words of the index are folded, so these are all that such a word can match.
func asciiStart(w string) (a, b byte, ok bool) {
	if len(w) < startLetters {
		return 0, 0, false
	}
	a, b = w[0]|0x20, w[1]|0x20
	if a < 'a' || a > 'z' || b < 'a' || b > 'z' {
		return 0, 0, false
	}
	return a - 'a', b - 'a', true
}

// word is a word's place in a text.
type word struct {
	start, end int
	mark       bool
}

// bytesToWord is how many bytes of a text there are to a word, at least in most:
// so the list of its words is made in one go.
const bytesToWord = 5

// words finds the words of a text and marks those that answer the query.
func (h *Highlighter) words(text string) []word {
	list := make([]word, 0, len(text)/bytesToWord+1)
	for i := 0; i < len(text); {
		inWord, size := wordAt(text, i)
		if !inWord {
			i += size
			continue
		}
		end := i + size
		for end < len(text) {
			inWord, size := wordAt(text, end)
			if !inWord {
				break
			}
			end += size
		}
		list = append(list, word{i, end, h.answers(text[i:end])})
		i = end
	}
	return list
}

// wordAt tells whether the character at a place of the text belongs to a word,
// and how many bytes it has.
func wordAt(text string, i int) (bool, int) {
	if b := text[i]; b < utf8.RuneSelf {
		c := b | 0x20
		return c >= 'a' && c <= 'z' || b >= '0' && b <= '9', 1
	}
	return wordRune(text[i:])
}

func wordRune(text string) (bool, int) {
	r, size := utf8.DecodeRuneInString(text)
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r), size
}

// answers tells whether a word answers the query.
func (h *Highlighter) answers(w string) bool {
	if a, b, ok := asciiStart(w); ok && !h.ascii[a][b] {
		return false
	}
	head := w
	if len(head) > 4*startLetters {
		cut := 4 * startLetters
		for !utf8.RuneStart(head[cut]) {
			cut--
		}
		head = head[:cut]
	}
	if !h.starts[start(lang.Fold(head))] {
		return false
	}
	if answer, ok := h.known[w]; ok {
		return answer
	}
	answer := false
	for _, token := range langanalysis.Analyse(h.lang, w) {
		answer = answer || h.terms[token.Term]
	}
	h.known[w] = answer
	return answer
}

// Mark splits a whole text into marked and unmarked pieces.
func (h *Highlighter) Mark(text string) []Fragment {
	return fragments(text, h.words(text), 0, len(text))
}

// Snippet picks the part of a text, about so many characters long, that answers
// the query best, and marks the words in it. Without any answer it is the
// beginning of the text. An ellipsis stands where something is left out.
func (h *Highlighter) Snippet(text string, length int) []Fragment {
	words := h.words(text)
	from, to := h.window(text, words, length)
	list := fragments(text, words, from, to)
	if from > 0 {
		list = append([]Fragment{{Text: "… "}}, list...)
	}
	if to < len(text) {
		list = append(list, Fragment{Text: " …"})
	}
	return list
}

// window finds the stretch with the most different words of the query.
func (h *Highlighter) window(text string, words []word, length int) (from, to int) {
	if len(text) <= length || len(words) == 0 {
		return 0, len(text)
	}
	bestScore, best := 0, 0
	for i, w := range words {
		if !w.mark {
			continue
		}
		different := map[string]bool{}
		for _, x := range words[i:] {
			if x.end > w.start+length {
				break
			}
			if x.mark {
				different[lang.Fold(text[x.start:x.end])] = true
			}
		}
		if len(different) > bestScore {
			bestScore, best = len(different), i
		}
	}
	// Some words before the first answer, back to a sentence's beginning if that
	// is near.
	first := best
	for first > 0 && words[best].start-words[first-1].start < length/4 {
		first--
		if first == 0 || strings.ContainsAny(text[words[first-1].end:words[first].start], ".!?\n") {
			break
		}
	}
	from, to = words[first].start, words[first].end
	if first == 0 {
		from = 0
	}
	for _, x := range words[first:] {
		if x.end-from > length {
			return from, to
		}
		to = x.end
	}
	return from, len(text)
}

func fragments(text string, words []word, from, to int) []Fragment {
	var list []Fragment
	at := from
	for _, w := range words {
		if !w.mark || w.start < from || w.end > to {
			continue
		}
		if w.start > at {
			list = append(list, Fragment{Text: text[at:w.start]})
		}
		list = append(list, Fragment{Text: text[w.start:w.end], Mark: true})
		at = w.end
	}
	if at < to {
		list = append(list, Fragment{Text: text[at:to]})
	}
	return list
}
