package search

import (
	"maps"
	"slices"
	"sync"

	"github.com/ai4citizens/casebook/internal/concept"
	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
)

// suggester keeps what suggestions are found in. It is made upon the first
// request of an edition and language; the titles of an edition are those of an
// earlier one and, beside them, what changed since.
type suggester struct {
	mu       sync.Mutex
	set      *concept.Set
	concepts map[lang.Tag]*concepts
	fields   map[lang.Tag]*labelShelf
	base     *titles

	// What follows belongs to the columns asked for last.
	columns *Columns
	changed *titles
	choices map[lang.Tag]*choices
}

// sources are what the suggestions of one request are found in.
type sources struct {
	titles, changed *titles
	concepts        *concepts
	choices         *choices
	fields          *labelShelf
}

// titles are those of documents; items are numbered as in the columns.
type titles struct {
	labelShelf
	// rows are those that the titles were taken from; a document that has
	// another row by now has other titles.
	rows []*row
}

// concepts are the labels of the thesaurus in one language.
type concepts struct {
	labelShelf
	items []*concept.Concept
	// below tells how many concepts each is the wider one of.
	below []int
}

// choices are the facet values that documents have, and the cities.
type choices struct {
	labelShelf
	items []choice
	// about counts the documents about each concept of the thesaurus.
	about map[string]int
}

type choice struct {
	kind SuggestionKind
	// group is "" for a city.
	group, value string
	text         string
	lang         lang.Tag
	count        int
}

// mostChanged is how many changed documents are kept beside the titles of an
// earlier edition before all are put in order again.
const mostChanged = 256

// sources returns what a request is answered from.
func (s *suggester) sources(columns *Columns, set *concept.Set, r SuggestRequest) *sources {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.set != set || s.concepts == nil {
		s.set, s.concepts, s.fields = set, map[lang.Tag]*concepts{}, map[lang.Tag]*labelShelf{}
		s.columns = nil
	}
	if s.columns != columns {
		s.columns, s.choices = columns, map[lang.Tag]*choices{}
		s.update()
	}
	if s.concepts[r.Lang] == nil {
		s.concepts[r.Lang] = newConcepts(set.Scheme(content.ThesaurusScheme), r.Lang)
		s.fields[r.Lang] = newFields(r)
	}
	if s.choices[r.Lang] == nil {
		s.choices[r.Lang] = newChoices(columns, set, r)
	}
	return &sources{titles: s.base, changed: s.changed, concepts: s.concepts[r.Lang], choices: s.choices[r.Lang], fields: s.fields[r.Lang]}
}

// update brings the titles in line with the columns.
func (s *suggester) update() {
	var changed []int
	if s.base != nil {
		for n, r := range s.columns.rows {
			if r != nil && (n >= len(s.base.rows) || s.base.rows[n] != r) {
				changed = append(changed, n)
			}
		}
	}
	if s.base == nil || len(changed) > mostChanged {
		all := make([]int, len(s.columns.rows))
		for n := range all {
			all[n] = n
		}
		s.base, changed = newTitles(s.columns, all), nil
	}
	s.changed = newTitles(s.columns, changed)
}

func newTitles(columns *Columns, numbers []int) *titles {
	t := &titles{rows: columns.rows}
	for _, n := range numbers {
		r := columns.rows[n]
		if r == nil {
			continue
		}
		for _, tag := range r.card.Languages() {
			t.add(label{text: r.card.Texts[tag].Title, lang: tag, item: uint32(n)})
		}
	}
	t.order()
	return t
}

func newConcepts(scheme *concept.Scheme, t lang.Tag) *concepts {
	c := new(concepts)
	if scheme != nil {
		below := map[string]int{}
		for _, x := range scheme.Concepts {
			for _, wider := range scheme.Path(x.ID) {
				below[wider]++
			}
		}
		for _, x := range scheme.Concepts {
			if x.Label[t] == "" {
				continue
			}
			n := uint32(len(c.items))
			c.items, c.below = append(c.items, x), append(c.below, below[x.ID])
			c.add(label{text: x.Label[t], lang: t, item: n})
			for _, w := range x.Alt[t] {
				c.add(label{text: w, lang: t, item: n, alt: true})
			}
		}
	}
	c.order()
	return c
}

// newFields makes the fields that a query may have; each is found by its name
// and by what it is called.
func newFields(r SuggestRequest) *labelShelf {
	s := new(labelShelf)
	for n, g := range Groups() {
		s.add(label{text: r.Names.Group(g.Name), lang: r.Lang, item: uint32(n)})
		s.add(label{text: g.Name, lang: lang.EN, item: uint32(n), alt: true})
	}
	s.order()
	return s
}

// newChoices gathers the facet values and cities of documents.
func newChoices(columns *Columns, set *concept.Set, r SuggestRequest) *choices {
	values := columns.dict.all()
	counts, cities := make([]int, len(values)), map[string]int{}
	for _, row := range columns.rows {
		if row == nil || row.card.Example {
			continue
		}
		for _, n := range row.values {
			counts[n]++
		}
		if city := row.card.City; city != "" {
			cities[city]++
		}
	}
	c := &choices{about: map[string]int{}}
	regions := map[string]bool{}
	for n, count := range counts {
		if count == 0 {
			continue
		}
		group := Groups()[values[n].group]
		x := choice{kind: choiceKind(group), group: group.Name, value: values[n].value, count: count}
		x.text, x.lang = r.Names.Value(x.group, x.value)
		c.put(x)
		if x.group == conceptGroup {
			c.about[x.value] = count
			if term := set.Scheme(group.Scheme).Concept(x.value); term != nil {
				for _, w := range term.Alt[r.Lang] {
					c.add(label{text: w, lang: r.Lang, item: uint32(len(c.items) - 1), alt: true})
				}
			}
		}
		regions[lang.Fold(x.text)] = regions[lang.Fold(x.text)] || x.kind == SuggestPlace
	}
	for _, city := range slices.Sorted(maps.Keys(cities)) {
		// A region of the same name finds more than the word.
		if !regions[lang.Fold(city)] {
			c.put(choice{kind: SuggestPlace, text: city, count: cities[city]})
		}
	}
	c.order()
	return c
}

// put adds a choice under its label and its value.
func (c *choices) put(x choice) {
	n := uint32(len(c.items))
	c.items = append(c.items, x)
	c.add(label{text: x.text, lang: x.lang, item: n})
	if x.value != x.text {
		c.add(label{text: x.value, item: n, alt: true})
	}
}

// conceptGroup is the facet group of the thesaurus.
const conceptGroup = "concept"

func choiceKind(g Group) SuggestionKind {
	switch {
	case g.Name == "region":
		return SuggestPlace
	case g.Scheme == "":
		return SuggestField
	}
	return SuggestConcept
}
