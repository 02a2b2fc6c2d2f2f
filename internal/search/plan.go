package search

import (
	"slices"
	"strings"

	"github.com/ai4citizens/casebook/internal/lang"
	langanalysis "github.com/ai4citizens/casebook/internal/lang/analysis"
	"github.com/ai4citizens/casebook/internal/search/query"
)

// How much a word counts, by the way in which it was found.
const (
	// weightOwn is for the reader's word in the reader's language.
	weightOwn = 1.15
	// weightSame is for the same word in another language: a name, a loanword,
	// or the language that the reader really typed in.
	weightSame = 0.7
	// weightTranslated is for all translations of a word together.
	weightTranslated = 0.85
	// weightWeak is for a word that is only said around what is looked for.
	weightWeak = 0.3
	// weightSynonym is for the other words of a concept in the reader's language,
	// against those that translate it.
	weightSynonym = 0.5
	// weightCognate is for a word of another language that looks like the
	// reader's; it is multiplied by how like it is.
	weightCognate = 0.7
	// weightParts is for the parts of a compound.
	weightParts = 0.6
	// weightPart is for one part of a word with a hyphen or the like.
	weightPart = 0.6
	// shareBeside is what further alternatives of a word count beside the best.
	shareBeside = 0.15
)

// alternative is one way in which a word of the query may be found: in one
// language, every part by any of its terms.
type alternative struct {
	lang   lang.Tag
	parts  [][]string
	phrase bool
	// exact is the reader's own word as typed, folded.
	exact  string
	weight float64
	// near is 2 for the reader's word in the reader's language, 1 for another
	// word of that language, 0 for those of other languages.
	near int
	// typed says that this is the word as the reader typed it, in any language.
	typed bool
	// meant says that this is what a misspelt word is taken for.
	meant bool
	// written is the word as people write it, "" where only its term is known;
	// label are the words of the query that it stands for, where they are
	// several.
	written, label string
	// key are the terms in one, to know alternatives by.
	key string
}

// group is one word or phrase of the query with its alternatives.
type group struct {
	words  string
	not    bool
	phrase bool
	// weak says that the word is only said around what is looked for: it need
	// not be found.
	weak bool
	// own are the word's terms in the reader's language.
	own          []string
	alternatives []alternative
	// corrected says that no document has the word, and alternatives are of what
	// it may have meant.
	corrected bool
}

// plan is a reader's query turned into index terms.
type plan struct {
	groups []group
	// concepts are those of the thesaurus that the query names.
	concepts []string
}

// plan looks for each word of a request in each of its languages: itself, what
// the dictionary translates it with, and the parts of a compound.
func (s *Snapshot) plan(r Request) (*plan, *planner) {
	b := &planner{request: r, dictionary: s.dictionary.Load(), asked: map[lang.Tag]bool{}}
	if v := s.vocabulary.Load(); v != nil {
		b.vocabulary = *v
	}
	for _, t := range r.Languages {
		b.asked[t] = true
	}
	for _, t := range b.rejoined(r.Query.Terms) {
		b.word(t)
	}
	b.labels()
	if !slices.ContainsFunc(b.words, func(g group) bool { return !g.not && !g.weak }) {
		for i := range b.words {
			b.words[i].weak = false
		}
	}
	return &plan{groups: b.words, concepts: b.concepts}, b
}

// asked is a word or phrase of the query; verb is the whole verb that it is only
// a part of, "" for most.
type asked struct {
	query.Term
	verb string
}

// rejoined gives verbs the particle that the sentence sets apart from them, where
// the dictionary knows the two as one: "hoe leiden steden ambtenaren op" asks for
// opleiden. Such a particle ends its clause, or a stop word begins the next part.
func (b *planner) rejoined(terms []query.Term) []asked {
	list := make([]asked, len(terms))
	for i, t := range terms {
		list[i].Term = t
	}
	plain := func(t asked) bool { return !t.Phrase && !t.Not && t.verb == "" }
	l := b.request.Lang
	for i := len(list) - 1; i > 0; i-- {
		particle := list[i]
		if !plain(particle) || !langanalysis.Particle(l, particle.Words) ||
			i+1 < len(list) && len(termsOf(l, list[i+1].Words)) > 0 {
			continue
		}
		for k := range list[:i] {
			verb := lang.Fold(particle.Words) + list[k].Words
			if plain(list[k]) && len(b.dictionary.verb(l, verb)) > 0 {
				list[k].verb = verb
				list = slices.Delete(list, i, i+1)
				break
			}
		}
	}
	return list
}

// planner makes a plan.
type planner struct {
	request    Request
	dictionary *Dictionary
	vocabulary vocabulary
	asked      map[lang.Tag]bool
	words      []group
	concepts   []string
}

// word plans one word or phrase by itself. A word that says nothing in the
// reader's language is left out: asking for it would empty what the others find.
func (b *planner) word(t asked) {
	w := group{words: t.Words, not: t.Not, phrase: t.Phrase, own: termsOf(b.request.Lang, t.Words),
		weak: !t.Phrase && !t.Not && langanalysis.Filler(b.request.Lang, t.Words)}
	if len(w.own) == 0 && !t.Phrase {
		return
	}
	for _, l := range lang.All() {
		if !b.asked[l] {
			continue
		}
		terms := termsOf(l, t.Words)
		if len(terms) == 0 {
			continue
		}
		weight := weightSame
		if l == b.request.Lang {
			weight = weightOwn
		}
		a := alternative{lang: l, parts: single(terms), phrase: t.Phrase, weight: weight, near: b.near(l, 2), typed: true, key: strings.Join(terms, " ")}
		if len(terms) == 1 && !t.Phrase {
			a.exact = exactOf(t.Words)
		}
		if t.Phrase {
			a.parts = spaced(l, t.Words)
		}
		w.alternatives = append(w.alternatives, a)
		if len(terms) > 1 && !t.Phrase {
			// "Whitehall-kadulla" is one word to the reader, and two to the index.
			w.alternatives = append(w.alternatives, alternative{lang: l, parts: [][]string{terms}, weight: weight * weightPart, near: a.near, typed: true})
		}
	}
	if !t.Not {
		b.translate(&w, t)
		w.weak = w.weak || b.foreignFiller(&w)
	}
	b.words = append(b.words, w)
}

// near is how near an alternative is to the reader, at most so much.
func (b *planner) near(l lang.Tag, most int) int {
	if l == b.request.Lang {
		return most
	}
	return 0
}

// exactOf is a word as the exact field has it, "" for several words.
func exactOf(words string) string {
	tokens := langanalysis.AnalyseExact(words)
	if len(tokens) != 1 {
		return ""
	}
	return tokens[0].Term
}

func single(terms []string) [][]string {
	parts := make([][]string, len(terms))
	for i, t := range terms {
		parts[i] = []string{t}
	}
	return parts
}

// spaced lists the terms of a phrase with gaps where stop words stand: the index
// has them too.
func spaced(t lang.Tag, words string) [][]string {
	tokens := langanalysis.Analyse(t, words)
	first := tokens[0].Position
	parts := make([][]string, tokens[len(tokens)-1].Position-first+1)
	for _, token := range tokens {
		parts[token.Position-first] = []string{token.Term}
	}
	return parts
}

// wanted returns how many words there are to be found, and how many of them
// must be found in a document that has all.
func (p *plan) wanted() (all, needed int) {
	for _, g := range p.groups {
		if g.not {
			continue
		}
		all++
		if !g.weak {
			needed++
		}
	}
	return all, needed
}
