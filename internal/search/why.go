package search

import (
	"slices"
	"strings"

	"github.com/ai4citizens/casebook/internal/lang"
)

// Reason says that a word of the query was found by another word.
type Reason struct {
	// Asked is the word or phrase as the reader typed it.
	Asked string
	// Found is the word that stands for it, as people write it, in Lang.
	Found string
	Lang  lang.Tag
}

// why tells by which other words the hits were found.
func (s *scoring) why(p *plan, hits []Hit) {
	for i := range hits {
		h := &hits[i]
		number := 0
		for _, g := range p.groups {
			if g.not {
				continue
			}
			if by := s.by[number][h.number]; by > 0 {
				if r := s.reason(g, g.alternatives[by-1], h); r.Found != "" {
					h.Why = withReason(h.Why, r)
				}
			}
			number++
		}
	}
}

// reason is empty where a word was found as it was typed.
func (s *scoring) reason(g group, a alternative, h *Hit) Reason {
	if a.typed || a.meant || g.weak {
		return Reason{}
	}
	r := Reason{Asked: g.words, Found: a.written, Lang: a.lang}
	if a.label != "" {
		r.Asked = a.label
	}
	if r.Found == "" {
		var terms []string
		for _, part := range a.parts {
			terms = append(terms, part...)
		}
		r.Found = s.writtenIn(h.Card, a.lang, terms)
	}
	if strings.EqualFold(lang.Fold(r.Found), lang.Fold(r.Asked)) {
		return Reason{}
	}
	return r
}

// withReason adds a reason; what is said of several words together need not be
// said of each.
func withReason(list []Reason, r Reason) []Reason {
	within := func(a, b string) bool { return strings.Contains(" "+b+" ", " "+a+" ") }
	if slices.ContainsFunc(list, func(x Reason) bool { return within(r.Asked, x.Asked) }) {
		return list
	}
	list = slices.DeleteFunc(list, func(x Reason) bool { return within(x.Asked, r.Asked) })
	return append(list, r)
}
