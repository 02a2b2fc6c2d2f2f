package web

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/search"
)

// facet is a group of values that documents can be chosen by.
type facet struct {
	*reader
	Name  string
	Title string
	// Values are shown at once, More on demand.
	Values []facetValue
	More   []facetValue
	// Open tells that the group is shown unfolded.
	Open bool
}

type facetValue struct {
	value
	ID     string
	Count  int
	Chosen bool
	// Level is how deep a region lies among those shown, from 0.
	Level int
}

// shownValues is how many values a facet shows before the rest is folded away.
const shownValues = 8

// facets makes the groups named, of the values counted. What is chosen stays
// even where nothing has it; each value's link adds it to the search.
func (v *visit) facets(names []string, counted map[string][]search.FacetValue, chosen url.Values) []facet {
	var list []facet
	for _, name := range names {
		f := facet{reader: v.reader, Name: name, Title: v.facetTitle(name)}
		values := v.facetValues(name, counted[name], chosen[name])
		for i := range values {
			values[i].Href = v.address("search") + "?" + with(chosen, name, values[i].ID).Encode()
			f.Open = f.Open || values[i].Chosen
		}
		if len(values) == 0 {
			continue
		}
		f.Values, f.More = folded(values)
		list = append(list, f)
	}
	return list
}

// maxValuesShown is how many values a facet has in all, folded or not; there
// may be thousands of organisations.
const maxValuesShown = 40

// maxConceptsShown is how many concepts the facet of concepts has; the others
// are chosen on their own pages.
const maxConceptsShown = 16

// folded splits off what is shown on demand. A list that is hardly longer is
// shown whole, and chosen values always are.
func folded(values []facetValue) (shown, more []facetValue) {
	if len(values) <= shownValues+2 {
		return values, nil
	}
	for i, x := range values {
		switch {
		case i < shownValues || x.Chosen:
			shown = append(shown, x)
		case i < maxValuesShown:
			more = append(more, x)
		}
	}
	return shown, more
}

func with(chosen url.Values, name, value string) url.Values {
	out := url.Values{}
	for n, list := range chosen {
		out[n] = slices.Clone(list)
	}
	if !slices.Contains(out[name], value) {
		out[name] = append(out[name], value)
	}
	return out
}

func without(chosen url.Values, name, value string) url.Values {
	out := url.Values{}
	for n, list := range chosen {
		for _, x := range list {
			if n != name || x != value {
				out[n] = append(out[n], x)
			}
		}
	}
	return out
}

func (v *visit) facetValues(name string, counted []search.FacetValue, chosen []string) []facetValue {
	var list []facetValue
	for i, c := range counted {
		picked := slices.Contains(chosen, c.Value)
		if name == "concept" && i >= maxConceptsShown && !picked {
			continue // there may be a thousand, the most frequent come first
		}
		list = append(list, facetValue{value: v.facetLabel(name, c.Value), ID: c.Value, Count: c.Count, Chosen: picked})
	}
	for _, id := range chosen {
		if !slices.ContainsFunc(list, func(x facetValue) bool { return x.ID == id }) && v.facetKnown(name, id) {
			list = append(list, facetValue{value: v.facetLabel(name, id), ID: id, Chosen: true})
		}
	}
	switch name {
	case "region":
		return v.regionTree(list)
	case "year":
		slices.SortFunc(list, func(a, b facetValue) int { return strings.Compare(b.ID, a.ID) })
	default:
		slices.SortStableFunc(list, func(a, b facetValue) int {
			return cmp.Or(cmp.Compare(b.Count, a.Count), v.collator.Compare(a.Text, b.Text))
		})
	}
	return list
}

// facetTitle names a group: as its vocabulary is called, if it has one.
func (v *visit) facetTitle(name string) string {
	if scheme := schemeOf(name); scheme != "" && scheme != "nuts" && scheme != content.ThesaurusScheme {
		return v.title(scheme)
	}
	return v.T("facet." + name)
}

// facetLabel is how a value is shown to people.
func (v *visit) facetLabel(name, id string) value {
	switch name {
	case "kind":
		if content.IsKind(id) {
			return value{phrase: phrase{Text: v.KindNames(content.Kind(id))}}
		}
	case "organisation":
		return v.document(id)
	case "language":
		if t, ok := lang.Parse(id); ok {
			return value{phrase: phrase{Text: v.LangTitle(t)}}
		}
	}
	if scheme := schemeOf(name); scheme != "" {
		x := v.term(scheme, id)
		if scheme == "nuts" {
			x.Hint = ""
		}
		return x
	}
	return value{phrase: phrase{Text: id}}
}

// facetKnown tells whether a value could be one of a group, even if no document
// has it.
func (v *visit) facetKnown(name, id string) bool {
	switch name {
	case "kind":
		return content.IsKind(id)
	case "organisation":
		return v.view.Card(id) != nil
	case "language":
		_, ok := lang.Parse(id)
		return ok
	case "year":
		_, err := strconv.ParseUint(id, 10, 16)
		return err == nil && len(id) == 4
	}
	return v.view.Rules.Vocabularies.Scheme(schemeOf(name)).Has(id)
}

func schemeOf(group string) string {
	for _, g := range search.Groups() {
		if g.Name == group {
			return g.Scheme
		}
	}
	return ""
}

// regionTree orders regions by where they lie. A level that tells nothing new is
// left out: one with all documents of its country, or with no more than one of
// its parts.
func (v *visit) regionTree(list []facetValue) []facetValue {
	scheme := v.view.Rules.Vocabularies.Scheme("nuts")
	counts := map[string]int{}
	for _, x := range list {
		counts[x.ID] = x.Count
	}
	kept := map[string]bool{}
	var out []facetValue
	for _, x := range list {
		c := scheme.Concept(x.ID)
		same := false
		if c != nil && c.Broader != "" && !x.Chosen {
			all := counts[c.Broader] == x.Count && scheme.Concept(c.Broader).Broader == ""
			for _, n := range c.Narrower {
				same = same || counts[n] == x.Count || all && counts[n] > 0
			}
		}
		if !same {
			kept[x.ID] = true
			out = append(out, x)
		}
	}
	for i := range out {
		for _, id := range scheme.Path(out[i].ID) {
			if id != out[i].ID && kept[id] {
				out[i].Level++
			}
		}
		out[i].Level = min(out[i].Level, 3)
	}
	label := func(id string) string { return v.view.Rules.Vocabularies.Label("nuts", id, v.Lang) }
	slices.SortStableFunc(out, func(a, b facetValue) int {
		x, y := scheme.Path(a.ID), scheme.Path(b.ID)
		for i := range min(len(x), len(y)) {
			if x[i] != y[i] {
				return cmp.Or(v.collator.Compare(label(x[i]), label(y[i])), cmp.Compare(x[i], y[i]))
			}
		}
		return cmp.Compare(len(x), len(y))
	})
	return out
}
