package search

import (
	"math"
	"slices"
	"strings"

	"github.com/ai4citizens/casebook/internal/lang"
	langanalysis "github.com/ai4citizens/casebook/internal/lang/analysis"
)

// How a planner finds words of other languages, and further words of the
// reader's own, for those of a query.

// translate adds what the dictionary knows of a word, or of its parts.
func (b *planner) translate(w *group, t asked) {
	if t.verb != "" {
		l := b.request.Lang
		if b.asked[l] {
			w.alternatives = append(w.alternatives, alternative{lang: l, parts: single(termsOf(l, t.verb)), weight: weightOwn, near: 1, written: t.verb})
		}
		w.alternatives = append(w.alternatives, b.renderings(b.dictionary.verb(l, t.verb), weightTranslated, w.alternatives)...)
		return
	}
	entries, of := b.meanings(w.own, t.Words)
	if entries != nil {
		b.names(entries)
		for i := range w.alternatives {
			if a := &w.alternatives[i]; a.lang == of {
				a.weight = max(a.weight, weightTranslated)
			}
		}
		w.alternatives = append(w.alternatives, b.renderings(entries, weightTranslated, w.alternatives)...)
		return
	}
	parts := b.dictionary.split(b.request.Lang, t.Words)
	if len(parts) < 2 {
		for _, l := range lang.All() {
			if l != b.request.Lang && b.asked[l] {
				b.cognates(w, l)
			}
		}
		return
	}
	if b.asked[b.request.Lang] {
		w.alternatives = append(w.alternatives, alternative{lang: b.request.Lang, parts: single(parts), weight: weightParts, near: 1})
	}
	for _, l := range lang.All() {
		if l == b.request.Lang || !b.asked[l] {
			continue
		}
		if a := b.compound(parts, l); a.parts != nil {
			w.alternatives = append(w.alternatives, a)
		} else {
			b.cognates(w, l)
		}
	}
}

// cognates adds the words of a language that look like a word of the reader's.
func (b *planner) cognates(w *group, l lang.Tag) {
	if len(w.own) != 1 {
		return
	}
	for _, c := range b.vocabulary[l].cognates(w.own[0]) {
		w.alternatives = append(w.alternatives, alternative{lang: l, parts: single([]string{c.term}), weight: weightCognate * c.like})
	}
}

// names notes the concepts that the query names.
func (b *planner) names(entries []int32) {
	for _, e := range entries {
		if id := b.dictionary.entries[e].concept; id != "" && !slices.Contains(b.concepts, id) {
			b.concepts = append(b.concepts, id)
		}
	}
}

// meanings looks terms up in the reader's language, as the form of a verb if need
// be, and, if it does not know them, in the others: people type English on a
// Latvian page.
func (b *planner) meanings(own []string, words string) ([]int32, lang.Tag) {
	if entries := b.dictionary.lookup(b.request.Lang, own); entries != nil {
		return entries, b.request.Lang
	}
	for _, verb := range langanalysis.Infinitives(b.request.Lang, words) {
		if entries := b.dictionary.verb(b.request.Lang, verb); len(entries) > 0 {
			return entries, b.request.Lang
		}
	}
	for _, l := range lang.All() {
		if l == b.request.Lang {
			continue
		}
		if entries := b.dictionary.lookup(l, termsOf(l, words)); entries != nil {
			return entries, l
		}
	}
	return nil, ""
}

// foreignFiller tells whether a word that the reader's language does not know
// says nothing in another one: the "of" of English words on a Finnish page.
func (b *planner) foreignFiller(w *group) bool {
	if w.phrase || b.dictionary.lookup(b.request.Lang, w.own) != nil {
		return false
	}
	for _, l := range lang.All() {
		if l != b.request.Lang && b.asked[l] && (len(termsOf(l, w.words)) == 0 || langanalysis.Filler(l, w.words)) {
			return true
		}
	}
	return false
}

// maxRenderings is how many translations of a word are asked for in a language.
const maxRenderings = 6

// renderings lists the words of entries in all languages asked; those of one
// language share the weight, so that a word with many translations does not
// drown the others. The words as typed are left out.
func (b *planner) renderings(entries []int32, weight float64, typed []alternative) []alternative {
	var list []alternative
	for _, l := range lang.All() {
		if !b.asked[l] {
			continue
		}
		share := weight
		if l == b.request.Lang {
			share *= weightSynonym
		}
		first := len(list)
		for r := range b.dictionary.inTurn(l, entries) {
			same := func(a alternative) bool { return a.lang == l && a.key == r.key }
			if slices.ContainsFunc(list[first:], same) || slices.ContainsFunc(typed, same) {
				continue
			}
			if len(list)-first == maxRenderings {
				break
			}
			rank := 1 / math.Sqrt(float64(1+r.place))
			list = append(list, alternative{lang: l, parts: single(r.terms), weight: share * r.trust * rank, written: r.written, key: r.key, near: b.near(l, 1)})
		}
		for i := first; i < len(list); i++ {
			list[i].weight /= math.Pow(float64(len(list)-first), 0.25)
		}
	}
	return list
}

// compound translates the parts of a compound one by one; every part must be
// known.
func (b *planner) compound(parts []string, l lang.Tag) alternative {
	a := alternative{lang: l, weight: weightParts * weightTranslated}
	for _, part := range parts {
		var any []string
		for r := range b.dictionary.inTurn(l, b.dictionary.lookup(b.request.Lang, []string{part})) {
			if len(r.terms) == 1 && len(any) < maxRenderings {
				any = append(any, r.terms[0])
				if len(any) == 1 {
					a.written += " " + r.written
				}
			}
		}
		if any == nil {
			return alternative{}
		}
		a.parts = append(a.parts, any)
	}
	a.written = a.written[1:]
	return a
}

// labels finds labels of several words in the query; each of their words may
// then be found by the whole label in another language.
func (b *planner) labels() {
	if b.dictionary == nil {
		return
	}
	for i := range b.words {
		for j := min(len(b.words), i+maxKeyTerms); j > i+1; j-- {
			entries := b.label(b.words[i:j])
			if entries == nil {
				continue
			}
			b.names(entries)
			list := b.renderings(entries, weightTranslated, []alternative{{lang: b.request.Lang, key: strings.Join(b.terms(b.words[i:j]), " ")}})
			for n := range list {
				list[n].label = joined(b.words[i:j])
			}
			for k := i; k < j; k++ {
				b.words[k].alternatives = append(b.words[k].alternatives, list...)
			}
			break
		}
	}
}

// label looks words up as one label.
func (b *planner) label(words []group) []int32 {
	if slices.ContainsFunc(words, func(g group) bool { return g.not || g.phrase }) {
		return nil
	}
	return b.dictionary.lookup(b.request.Lang, b.terms(words))
}

func (b *planner) terms(words []group) []string {
	var terms []string
	for _, w := range words {
		terms = append(terms, w.own...)
	}
	return terms
}

func joined(words []group) string {
	var list []string
	for _, w := range words {
		list = append(list, w.words)
	}
	return strings.Join(list, " ")
}
