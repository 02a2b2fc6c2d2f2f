package search

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ai4citizens/casebook/internal/concept"
	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/search/query"
)

// MaxSuggestions is how many suggestions there are at most, and maxOfKind how
// many of one kind, where several kinds are asked for.
const (
	MaxSuggestions = 10
	maxOfKind      = 5
)

// SuggestionKind tells what is suggested.
type SuggestionKind string

// The kinds of suggestion, in the order in which equally good ones stand.
const (
	SuggestConcept      SuggestionKind = "concept"
	SuggestDocument     SuggestionKind = "document"
	SuggestOrganisation SuggestionKind = "organisation"
	SuggestPlace        SuggestionKind = "place"
	SuggestField        SuggestionKind = "field"
)

// SuggestionKinds lists the kinds in their order.
func SuggestionKinds() []SuggestionKind {
	return []SuggestionKind{SuggestConcept, SuggestDocument, SuggestOrganisation, SuggestPlace, SuggestField}
}

// Suggestion is one way to go on from what was typed.
type Suggestion struct {
	Kind SuggestionKind
	Text string
	// Lang is the text's language; "" for a city, which is called as it is.
	Lang lang.Tag
	// Match is what was found where the text itself is not: another word for a
	// concept, the id of a value.
	Match string
	// ID is that of a document or organisation, which has a page.
	ID string
	// Concept is the id of a concept of the thesaurus.
	Concept string
	// Group and Value are those of a facet value; Group alone is a field that
	// still lacks its value.
	Group, Value string
	// Query is the whole query that would be searched for; "" for a document.
	Query string
}

// SuggestRequest is what suggestions are wanted for.
type SuggestRequest struct {
	// Text is the query as far as it is typed.
	Text  string
	Lang  lang.Tag
	Names Names
}

// Names tell what facet groups and values are called in the request's language.
// Within one edition they must always say the same.
type Names struct {
	Group func(group string) string
	Value func(group, value string) (string, lang.Tag)
}

// Suggest finds what somebody may be about to type: documents with all of the
// words in their titles, and for the last words concepts, places, fields and
// their values. A word is found by its beginning, whatever its case and marks.
func (s *Snapshot) Suggest(set *concept.Set, r SuggestRequest) []Suggestion {
	in := readTyped(r.Text)
	if len(in.words.folded) > query.MaxTerms || len(in.value.folded) > query.MaxTerms {
		return nil
	}
	p := &proposer{typed: in, columns: s.columns, request: r, sources: s.suggester.sources(s.columns, set, r)}
	switch {
	case in.group != "":
		return p.values()
	case len(in.words.folded) == 0:
		return nil
	}
	lists := map[SuggestionKind][]proposal{}
	p.titles(lists)
	p.completions(lists)
	for kind, list := range lists {
		lists[kind] = list[:min(len(list), maxOfKind)]
	}
	return balanced(lists)
}

// proposal is a suggestion and how good it is.
type proposal struct {
	Suggestion
	found
	// words is how many of the words typed it answers.
	words int
}

// proposer makes suggestions for one request.
type proposer struct {
	typed
	columns *Columns
	request SuggestRequest
	sources *sources
}

// titles proposes the documents and organisations that have all words in one of
// their titles, and that the filters let pass.
func (p *proposer) titles(lists map[SuggestionKind][]proposal) {
	if p.excludes {
		return // a title does not tell whether the text has the word
	}
	any, none := map[string][]string{}, map[string][]string{}
	for _, f := range p.filters {
		if f.Not {
			none[f.Field] = append(none[f.Field], f.Value)
		} else {
			any[f.Field] = append(any[f.Field], f.Value)
		}
	}
	filters := p.columns.filtersOf(any, none)
	kinds := []SuggestionKind{SuggestDocument, SuggestOrganisation}
	for _, part := range []*titles{p.sources.titles, p.sources.changed} {
		best := part.find(p.words, len(kinds), func(l *label) grade { return p.judgeTitle(part, l, filters) })
		for class, kind := range kinds {
			for _, f := range best[class] {
				lists[kind] = append(lists[kind], proposal{Suggestion{
					Kind: kind, Text: f.text, Lang: f.lang, ID: p.columns.rows[f.item].card.ID,
				}, f, len(p.words.folded)})
			}
		}
	}
	for kind, list := range lists {
		slices.SortFunc(list, func(a, b proposal) int { return a.found.compare(b.found) })
		lists[kind] = distinct(list, func(x proposal) string { return x.ID })
	}
}

// The grades of a title's language.
const (
	ownLanguage = iota
	originalLanguage
	anotherLanguage // and more for those that are shown later
)

func (p *proposer) judgeTitle(part *titles, l *label, filters []filter) grade {
	g := grade{class: -1}
	r := p.columns.rows[l.item]
	if part.rows[l.item] != r || r.card.Example {
		return g // the title is that of an earlier edition
	}
	for i := range filters {
		if !filters[i].passes(r) {
			return g
		}
	}
	switch l.lang {
	case p.request.Lang:
		g.foreign = ownLanguage
	case r.card.Original:
		g.foreign = originalLanguage
	default:
		g.foreign = anotherLanguage + slices.Index(lang.All(), l.lang)
	}
	g.class = 0
	if r.card.Kind == content.Organisations {
		g.class = 1
	}
	return g
}

// mostChunks is how many of the last words are looked for together, as a label
// of several words.
const mostChunks = 6

// completions proposes what the last words may become: the words before them
// stay.
func (p *proposer) completions(lists map[SuggestionKind][]proposal) {
	for n := min(len(p.chunks), mostChunks); n > 0; n-- {
		words, head := p.last(n)
		for _, f := range p.sources.concepts.find(words, 1, p.judgeConcept)[0] {
			c := p.sources.concepts.items[f.item]
			text := c.Label[p.request.Lang]
			p.propose(lists, Suggestion{Kind: SuggestConcept, Text: text, Lang: p.request.Lang, Concept: c.ID, Query: with(head, sayable(text))}, f, words)
		}
		for _, list := range p.sources.choices.find(words, len(SuggestionKinds()), p.judgeChoice) {
			for _, f := range list {
				p.propose(lists, p.choice(f, head), f, words)
			}
		}
	}
	if n := len(p.chunks); n > 0 && len(strings.Join(p.chunks[n-1].words.folded, "")) > 1 {
		words, head := p.last(1)
		for _, f := range p.sources.fields.find(words, 1, everyLabel)[0] {
			group := Groups()[f.item].Name
			p.propose(lists, Suggestion{Kind: SuggestField, Text: p.request.Names.Group(group), Lang: p.request.Lang, Group: group, Query: with(head, group+":")}, f, words)
		}
	}
	for kind, list := range lists {
		list = distinct(list, func(x proposal) string { return cmp.Or(x.ID, lang.Fold(x.Text)) })
		slices.SortStableFunc(list, func(a, b proposal) int {
			return cmp.Or(cmp.Compare(b.words, a.words), a.found.compare(b.found))
		})
		lists[kind] = list
	}
}

// judgeConcept puts first what most documents are about, and of the rest the
// wider concepts.
func (p *proposer) judgeConcept(l *label) grade {
	if n := p.sources.choices.about[p.sources.concepts.items[l.item].ID]; n > 0 {
		return grade{count: aboutSome + n}
	}
	return grade{count: min(p.sources.concepts.below[l.item], aboutSome)}
}

// aboutSome is more than any concept has narrower ones.
const aboutSome = 1 << 20

func everyLabel(*label) grade { return grade{} }

// propose adds a suggestion for some words to those of its kind, unless the
// query would be too long. It is said what was found if the text is not.
func (p *proposer) propose(lists map[SuggestionKind][]proposal, s Suggestion, f found, words wording) {
	if s.Query == "" {
		return
	}
	if f.text != s.Text && !answersAll(s.Text, words.folded) {
		s.Match = f.text
	}
	lists[s.Kind] = append(lists[s.Kind], proposal{s, f, len(words.folded)})
}

// judgeChoice sorts facet values by the kind of suggestion that they are.
// Organisations are suggested as documents, concepts as words, and nobody types
// ids without their field but for the codes of regions.
func (p *proposer) judgeChoice(l *label) grade {
	c := &p.sources.choices.items[l.item]
	if c.group == "organisation" || c.group == conceptGroup || l.alt && c.kind != SuggestPlace {
		return grade{class: -1}
	}
	return p.grade(c, slices.Index(SuggestionKinds(), c.kind))
}

// grade grades a facet value. What the query has already is not suggested again.
func (p *proposer) grade(c *choice, class int) grade {
	if slices.ContainsFunc(p.filters, func(f query.Filter) bool { return f.Field == c.group && f.Value == c.value }) {
		class = -1
	}
	g := grade{class: class, count: c.count}
	if c.lang != "" && c.lang != p.request.Lang {
		g.foreign = anotherLanguage
	}
	return g
}

// choice suggests a facet value, or a city as a word.
func (p *proposer) choice(f found, head string) Suggestion {
	c := &p.sources.choices.items[f.item]
	s := Suggestion{Kind: c.kind, Text: c.text, Lang: c.lang, Group: c.group, Value: c.value}
	if c.group == "" {
		s.Query = with(head, sayable(c.text))
	} else {
		s.Query = with(head, query.Query{Filters: []query.Filter{{Field: c.group, Value: c.value, Not: p.not}}}.String())
	}
	return s
}

// values proposes values of the field that is being typed, by their labels or
// ids.
func (p *proposer) values() []Suggestion {
	best := p.sources.choices.find(p.value, 1, func(l *label) grade {
		if c := &p.sources.choices.items[l.item]; c.group == p.group {
			return p.grade(c, 0)
		}
		return grade{class: -1}
	})[0]
	lists := map[SuggestionKind][]proposal{}
	for _, f := range best {
		s := p.choice(f, p.head)
		s.Kind = SuggestField
		p.propose(lists, s, f, p.value)
	}
	lists[SuggestField] = distinct(lists[SuggestField], func(x proposal) string { return lang.Fold(x.Text) })
	return balanced(lists)
}

// distinct leaves out what was proposed before under another label.
func distinct(list []proposal, key func(proposal) string) []proposal {
	seen := map[string]bool{}
	return slices.DeleteFunc(list, func(x proposal) bool {
		k := key(x)
		again := seen[k]
		seen[k] = true
		return again
	})
}

// balanced takes proposals of all kinds in turn, the best of each first, and
// orders them by how well they answer.
func balanced(lists map[SuggestionKind][]proposal) []Suggestion {
	var taken []proposal
	for n := 0; n < MaxSuggestions && len(taken) < MaxSuggestions; n++ {
		for _, kind := range SuggestionKinds() {
			if list := lists[kind]; n < len(list) && len(taken) < MaxSuggestions {
				taken = append(taken, list[n])
			}
		}
	}
	slices.SortStableFunc(taken, func(a, b proposal) int {
		return cmp.Or(cmp.Compare(b.words, a.words), cmp.Compare(min(a.foreign, 1), min(b.foreign, 1)), cmp.Compare(a.fit, b.fit),
			compareBool(a.unmarked, b.unmarked), cmp.Compare(slices.Index(SuggestionKinds(), a.Kind), slices.Index(SuggestionKinds(), b.Kind)))
	})
	suggestions := make([]Suggestion, len(taken))
	for i, x := range taken {
		suggestions[i] = x.Suggestion
	}
	return suggestions
}
