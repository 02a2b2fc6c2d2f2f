package web

import (
	"net/url"
	"slices"

	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/search"
	"github.com/ai4citizens/casebook/internal/search/query"
)

// meant is a misspelt word and what it was taken for, or may have been meant
// for.
type meant struct {
	Asked string
	Meant phrase
	Used  bool
	// Href searches for the word meant.
	Href string
}

// meanings tells what misspelt words of the query were taken for.
func (s *resultPage) meanings(v *visit, list []search.Meaning) []meant {
	var out []meant
	for _, m := range list {
		if m.Meant == "" {
			continue
		}
		values := v.parameters()
		q := query.Parse(v.query.Get("q"), search.FieldNames()...)
		for i := range q.Terms {
			if q.Terms[i].Words == m.Asked {
				q.Terms[i].Words = m.Meant
			}
		}
		values.Set("q", q.String())
		out = append(out, meant{m.Asked, v.phrase(m.Meant, m.Lang), m.Used, "?" + values.Encode()})
	}
	return out
}

// parameters are those of the address that a search is made of, without the
// page.
func (v *visit) parameters() url.Values {
	values := url.Values{}
	for _, name := range append([]string{"q", "languages", "sort"}, search.FieldNames()...) {
		if list := v.query[name]; len(list) > 0 {
			values[name] = slices.Clone(list)
		}
	}
	return values
}

// rescue is another search than the one that found nothing.
type rescue struct {
	Text  string
	Href  string
	Count int
}

// rescues tries what is less than the reader asked: all languages, no filters,
// words instead of phrases, nothing left out. Only what finds something is
// offered.
func (v *visit) rescues(r search.Request) ([]rescue, error) {
	var list []rescue
	try := func(text string, differs bool, change func(url.Values, *search.Request)) error {
		if !differs {
			return nil
		}
		values, other := v.parameters(), r
		other.Query.Terms = slices.Clone(r.Query.Terms)
		other.Limit, other.Offset = 0, 0
		change(values, &other)
		found, err := v.find(other)
		if err != nil {
			return err
		}
		if found.Total > 0 {
			list = append(list, rescue{text, "?" + values.Encode(), found.Total})
		}
		return nil
	}
	phrase := slices.ContainsFunc(r.Query.Terms, func(t query.Term) bool { return t.Phrase })
	left := slices.ContainsFunc(r.Query.Terms, func(t query.Term) bool { return t.Not })
	requery := func(values url.Values, r *search.Request) { values.Set("q", r.Query.String()) }
	for _, err := range []error{
		try(v.T("search.rescue.languages"), len(r.Languages) == 1, func(values url.Values, r *search.Request) {
			values.Del("languages")
			r.Languages = lang.All()
		}),
		try(v.T("search.tip.clear"), len(r.Filters)+len(r.Query.Filters) > 0 && !r.Query.Empty(), func(values url.Values, r *search.Request) {
			for _, g := range search.FieldNames() {
				values.Del(g)
			}
			r.Filters, r.Query.Filters = nil, nil
			requery(values, r)
		}),
		try(v.T("search.rescue.words"), phrase, func(values url.Values, r *search.Request) {
			var q query.Query
			for _, t := range r.Query.Terms {
				if t.Phrase {
					q.Terms = append(q.Terms, query.Parse(t.Words).Terms...)
				} else {
					q.Terms = append(q.Terms, t)
				}
			}
			r.Query.Terms = q.Terms
			requery(values, r)
		}),
		try(v.T("search.rescue.left"), left, func(values url.Values, r *search.Request) {
			r.Query.Terms = slices.DeleteFunc(r.Query.Terms, func(t query.Term) bool { return t.Not })
			requery(values, r)
		}),
	} {
		if err != nil {
			return nil, err
		}
	}
	return list, nil
}
