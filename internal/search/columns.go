package search

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/ai4citizens/casebook/internal/concept"
	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	langanalysis "github.com/ai4citizens/casebook/internal/lang/analysis"
	"github.com/ai4citizens/casebook/internal/library"
)

// Group is a facet group. Its name is also the field of a query (outcome:mixed)
// and of an address (?outcome=mixed).
type Group struct {
	Name string
	// Scheme is the vocabulary that labels the values; "" where the values are
	// kinds, languages, organisations or years.
	Scheme string
}

// Groups lists the facet groups in the order in which they are shown.
func Groups() []Group {
	return []Group{
		{"kind", ""}, {"region", "nuts"}, {"organisation", ""}, {"theme", "governance-element"},
		{"measure", "tsi-measure"}, {"topic", "topic"}, {"outcome", "outcome"}, {"evidence", "evidence-kind"},
		{"risk", "ai-act-risk"}, {"lifecycle", "lifecycle"}, {"scope", "geographical-scope"}, {"cost", "cost-band"},
		{"concept", content.ThesaurusScheme}, {"status", "status"}, {"language", ""}, {"year", ""},
	}
}

// FieldNames lists the names that a query may use as fields.
func FieldNames() []string {
	var names []string
	for _, g := range Groups() {
		names = append(names, g.Name)
	}
	return names
}

// row is what the columns know of one document.
type row struct {
	card *library.Card
	// values are the numbers of the document's facet values, in all groups.
	values []uint32
	// traits are what the document is compared by; see Related.
	traits atomic.Pointer[[]trait]
}

// dictionary numbers facet values. It only grows, so that a number keeps its
// meaning in every edition.
type dictionary struct {
	mu     sync.RWMutex
	number map[facetValue]uint32
	values []facetValue
	// words numbers words, apart from the values.
	words map[string]uint32
}

type facetValue struct {
	group int
	value string
}

func (d *dictionary) of(v facetValue) uint32 {
	d.mu.Lock()
	defer d.mu.Unlock()
	n, ok := d.number[v]
	if !ok {
		n = uint32(len(d.values))
		d.number[v] = n
		d.values = append(d.values, v)
	}
	return n
}

// word numbers a word.
func (d *dictionary) word(w string) uint32 {
	d.mu.Lock()
	defer d.mu.Unlock()
	n, ok := d.words[w]
	if !ok {
		n = uint32(len(d.words))
		d.words[w] = n
	}
	return n
}

// all returns the values by number; the slice must not be changed.
func (d *dictionary) all() []facetValue {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.values[:len(d.values):len(d.values)]
}

func (d *dictionary) find(v facetValue) (uint32, bool) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	n, ok := d.number[v]
	return n, ok
}

// Columns hold the facet values of every document of one edition in memory. A
// Columns does not change; With makes the next one.
type Columns struct {
	dict *dictionary
	nuts *concept.Scheme
	// rows by ordinal; a removed document leaves nil. ordinals only grows.
	rows     []*row
	ordinals map[string]uint32
	live     int
	// words and versions count the texts by language.
	words, versions map[lang.Tag]int
	// about and near are found out when they are first asked for.
	about subjects
	near  neighbourhood
}

// Versions counts the language versions by language; the map must not be
// changed.
func (c *Columns) Versions() map[lang.Tag]int { return c.versions }

// meanTerms is how many terms the text of a version has on average.
func (c *Columns) meanTerms(t lang.Tag, otherwise float64) float64 {
	if c.versions[t] == 0 || c.words[t] == 0 {
		return otherwise
	}
	return max(float64(c.words[t])/float64(c.versions[t])*langanalysis.Kept(t), 1)
}

// count adds a card's texts, or takes them away.
func (c *Columns) count(card *library.Card, sign int) {
	for t, text := range card.Texts {
		c.words[t] += sign * text.Words
		c.versions[t] += sign
	}
}

// NewColumns makes columns without documents. The NUTS scheme gives each region
// those that it lies in.
func NewColumns(nuts *concept.Scheme) *Columns {
	return &Columns{dict: &dictionary{number: map[facetValue]uint32{}, words: map[string]uint32{}}, nuts: nuts, ordinals: map[string]uint32{},
		words: map[lang.Tag]int{}, versions: map[lang.Tag]int{}}
}

// Len returns how many documents there are.
func (c *Columns) Len() int { return c.live }

// With returns columns in which some documents are changed and others removed.
func (c *Columns) With(changed []*library.Card, removed []string) *Columns {
	next := &Columns{dict: c.dict, nuts: c.nuts, ordinals: c.ordinals, live: c.live,
		words: maps.Clone(c.words), versions: maps.Clone(c.versions)}
	next.rows = make([]*row, len(c.rows), len(c.rows)+len(changed))
	copy(next.rows, c.rows)
	own := false
	for _, card := range changed {
		n, known := next.ordinals[card.ID]
		if !known {
			if !own {
				next.ordinals, own = maps.Clone(next.ordinals), true
			}
			n = uint32(len(next.rows))
			next.ordinals[card.ID] = n
			next.rows = append(next.rows, nil)
		}
		if old := next.rows[n]; old == nil {
			next.live++
		} else {
			next.count(old.card, -1)
		}
		next.count(card, 1)
		next.rows[n] = &row{card: card, values: c.valuesOf(card)}
	}
	for _, id := range removed {
		if n, known := next.ordinals[id]; known && next.rows[n] != nil {
			next.count(next.rows[n].card, -1)
			next.rows[n] = nil
			next.live--
		}
	}
	return next
}

// valuesOf lists the facet values of a document.
func (c *Columns) valuesOf(card *library.Card) []uint32 {
	var list []uint32
	for g, group := range Groups() {
		for _, v := range c.groupValues(group, card) {
			list = append(list, c.dict.of(facetValue{g, v}))
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func (c *Columns) groupValues(group Group, card *library.Card) []string {
	switch group.Name {
	case "kind":
		return []string{string(card.Kind)}
	case "organisation":
		if card.Organisation == "" {
			return nil
		}
		return []string{card.Organisation}
	case "concept":
		var list []string
		for _, s := range card.Subjects {
			list = append(list, s.Concept)
		}
		return list
	case "language":
		var list []string
		for _, t := range card.Languages() {
			list = append(list, string(t))
		}
		return list
	case "year":
		if card.Date.IsZero() {
			return nil
		}
		return []string{strconv.Itoa(card.Date.Year)}
	case "region":
		var list []string
		for _, code := range card.Terms["nuts"] {
			if path := c.nuts.Path(code); path != nil {
				list = append(list, path...)
			} else {
				list = append(list, code)
			}
		}
		return list
	}
	return card.Terms[group.Scheme]
}

// filter is what must hold of a document in one group: any of the values, none
// of the others.
type filter struct {
	group int
	any   []uint32
	none  []uint32
	// never says that a value was asked for that no document has.
	never bool
}

// filtersOf turns values by group name into filters; unknown groups are left
// out.
func (c *Columns) filtersOf(any, none map[string][]string) []filter {
	var list []filter
	for g, group := range Groups() {
		f := filter{group: g}
		for _, v := range any[group.Name] {
			if n, ok := c.dict.find(facetValue{g, v}); ok {
				f.any = append(f.any, n)
			}
		}
		for _, v := range none[group.Name] {
			if n, ok := c.dict.find(facetValue{g, v}); ok {
				f.none = append(f.none, n)
			}
		}
		f.never = len(any[group.Name]) > 0 && len(f.any) == 0
		if f.never || len(f.any)+len(f.none) > 0 {
			list = append(list, f)
		}
	}
	return list
}

// passes tells whether a row satisfies the filter.
func (f *filter) passes(r *row) bool {
	if f.never {
		return false
	}
	for _, n := range f.none {
		if _, has := slices.BinarySearch(r.values, n); has {
			return false
		}
	}
	if len(f.any) == 0 {
		return true
	}
	for _, n := range f.any {
		if _, has := slices.BinarySearch(r.values, n); has {
			return true
		}
	}
	return false
}

// counter counts facet values so that the siblings of a chosen value keep their
// counts: a group is counted over the documents that pass the filters of all
// other groups.
type counter struct {
	values  []facetValue
	counts  []int
	filters []filter
}

func (c *Columns) counter(filters []filter) *counter {
	values := c.dict.all()
	return &counter{values: values, counts: make([]int, len(values)), filters: filters}
}

// passes tells whether a document passes all filters.
func (c *counter) passes(r *row) bool {
	for i := range c.filters {
		if !c.filters[i].passes(r) {
			return false
		}
	}
	return true
}

// add counts a document and tells whether it passes all filters.
func (c *counter) add(r *row) bool {
	failed := -1
	for i := range c.filters {
		if !c.filters[i].passes(r) {
			if failed >= 0 {
				return false
			}
			failed = i
		}
	}
	if failed < 0 {
		for _, n := range r.values {
			c.counts[n]++
		}
		return true
	}
	group := c.filters[failed].group
	for _, n := range r.values {
		if c.values[n].group == group {
			c.counts[n]++
		}
	}
	return false
}

// FacetValue is one value of a group and how many of the found documents have
// it.
type FacetValue struct {
	Value string
	Count int
}

// facets lists the counted values by group name, most frequent first.
func (c *counter) facets() map[string][]FacetValue {
	groups := Groups()
	out := map[string][]FacetValue{}
	for n, count := range c.counts {
		if count > 0 {
			name := groups[c.values[n].group].Name
			out[name] = append(out[name], FacetValue{c.values[n].value, count})
		}
	}
	if list := out["concept"]; len(list) > mostConcepts {
		out["concept"] = c.frequent(list)
	}
	for _, list := range out {
		byCount(list)
	}
	return out
}

func byCount(list []FacetValue) {
	slices.SortFunc(list, func(a, b FacetValue) int {
		return cmp.Or(b.Count-a.Count, cmp.Compare(a.Value, b.Value))
	})
}

// mostConcepts is how many concepts are listed; there may be a thousand, and
// ordering them all would take as long as the search.
const mostConcepts = 40

// frequent returns the most frequent of many concepts, and those asked for.
func (c *counter) frequent(list []FacetValue) []FacetValue {
	counts := make([]int, len(list))
	for i, v := range list {
		counts[i] = v.Count
	}
	slices.Sort(counts)
	least := counts[len(counts)-mostConcepts]
	asked := map[string]bool{}
	for _, f := range c.filters {
		for _, n := range f.any {
			asked[c.values[n].value] = true
		}
	}
	list = slices.DeleteFunc(list, func(v FacetValue) bool { return v.Count < least && !asked[v.Value] })
	byCount(list)
	n := 0
	return slices.DeleteFunc(list, func(v FacetValue) bool {
		n++
		return n > mostConcepts && !asked[v.Value]
	})
}
