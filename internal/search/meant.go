package search

import (
	"cmp"
	"slices"

	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/library"
)

// Meaning says what a misspelt word was taken for, or may have been meant for.
type Meaning struct {
	// Asked is the word as typed, Meant the word as documents write it.
	Asked, Meant string
	Lang         lang.Tag
	// Used tells that the hits were found by it; else it is only offered.
	Used bool
}

// few is how many hits are so few that other words are offered.
const few = 2

// correct gives a word that no document has the alternatives of what it may
// have meant. The reader's language is asked first, then the others: people
// type English anywhere.
func (b *planner) correct(g *group) (lang.Tag, string) {
	if g.phrase || len(g.own) != 1 {
		return "", ""
	}
	l, list := b.meant(g)
	if len(list) == 0 {
		return "", ""
	}
	g.alternatives = nil
	for _, m := range list {
		g.alternatives = append(g.alternatives, alternative{lang: l, parts: single([]string{m.term}), weight: weightOwn * m.like, meant: true, key: m.term, near: b.near(l, 1)})
	}
	g.corrected = true
	for _, a := range b.renderings(b.dictionary.lookup(l, []string{list[0].term}), weightTranslated*list[0].like, g.alternatives) {
		a.meant = true
		g.alternatives = append(g.alternatives, a)
	}
	return l, list[0].term
}

// meant finds the terms that a word may have meant, and their language.
func (b *planner) meant(g *group) (lang.Tag, []likeness) {
	if b.asked[b.request.Lang] {
		if list := b.vocabulary[b.request.Lang].meant(g.own[0]); list != nil {
			return b.request.Lang, list
		}
	}
	var best []likeness
	var of lang.Tag
	for _, l := range lang.All() {
		terms := termsOf(l, g.words)
		if l == b.request.Lang || !b.asked[l] || len(terms) != 1 {
			continue
		}
		list := b.vocabulary[l].meant(terms[0])
		if len(list) > 0 && (best == nil || cmp.Or(cmp.Compare(list[0].like, best[0].like), cmp.Compare(list[0].documents, best[0].documents)) > 0) {
			best, of = list, l
		}
	}
	return of, best
}

// offered lists words that are like those of a query that found little, and
// that far more documents have.
func (s *scoring) offered(b *planner, p *plan) []Meaning {
	var list []Meaning
	for i := range p.groups {
		g := &p.groups[i]
		if g.not || g.phrase || len(g.own) != 1 || g.corrected {
			continue
		}
		l, meant := b.meant(g)
		if l != b.request.Lang || meant[0].documents < 5*max(b.vocabulary[l].has(g.own[0]), 1) {
			continue
		}
		if word := s.written(l, meant[0].term); word != "" {
			list = append(list, Meaning{Asked: g.words, Meant: word, Lang: l})
		}
	}
	return list
}

// has returns how many documents have a term.
func (w *wordList) has(term string) int32 {
	if w == nil {
		return 0
	}
	if n, ok := slices.BinarySearch(w.terms, term); ok {
		return w.documents[n]
	}
	return 0
}

// written finds a term as some document writes it, "" if none can be read.
func (s *scoring) written(l lang.Tag, term string) string {
	for _, f := range fields {
		if f.name == exactField || f.name == partsField {
			continue
		}
		if card := s.first(f.name+"."+string(l), term); card != nil {
			if word := s.writtenIn(card, l, []string{term}); word != "" {
				return word
			}
		}
	}
	return ""
}

// first returns a document that has a term in a field, or nil.
func (s *scoring) first(field, term string) *library.Card {
	r, err := s.snapshot.reader.TermFieldReader(s.ctx, []byte(term), field, false, false, false)
	if err != nil {
		return nil
	}
	defer r.Close()
	d, err := r.Next(nil)
	if err != nil || d == nil {
		return nil
	}
	segment := 0
	if n, ok := s.snapshot.ordinal(d.ID.Value(), &segment); ok {
		return s.snapshot.columns.rows[n].card
	}
	return nil
}

// writtenIn finds the words of a document that stand for terms, as they are
// written there.
func (s *scoring) writtenIn(card *library.Card, l lang.Tag, terms []string) string {
	h := newHighlighter(l)
	for _, term := range terms {
		h.add(term)
	}
	texts := []string{card.Texts[l].Title, card.Texts[l].Summary}
	for i := 0; i <= len(texts); i++ {
		if i == len(texts) {
			if s.text == nil || i > 2 {
				return ""
			}
			body, err := s.text(card.ID, l)
			if err != nil {
				return ""
			}
			texts = append(texts, body)
		}
		for _, w := range h.words(texts[i]) {
			if w.mark {
				return texts[i][w.start:w.end]
			}
		}
	}
	return ""
}
