package search

import (
	"context"
	"slices"

	"github.com/blevesearch/bleve/v2/mapping"
	blevesearch "github.com/blevesearch/bleve/v2/search"
	blevequery "github.com/blevesearch/bleve/v2/search/query"
	index "github.com/blevesearch/bleve_index_api"

	langanalysis "github.com/ai4citizens/casebook/internal/lang/analysis"
	"github.com/ai4citizens/casebook/internal/search/query"
)

// searchable is a bleve query.
type searchable interface {
	Searcher(ctx context.Context, i index.IndexReader, m mapping.IndexMapping, options blevesearch.SearcherOptions) (blevesearch.Searcher, error)
}

// plan is a reader's query turned into index terms: for each word the
// alternatives by language and field.
type plan struct {
	must []blevequery.Query
	not  []blevequery.Query
}

// ownLanguage is how much more a word counts in the reader's language.
const ownLanguage = 1.2

// plan analyses the words of a request in each of its languages.
func (s *Snapshot) plan(r Request) *plan {
	p := &plan{}
	for _, t := range r.Query.Terms {
		alternatives := s.alternativesOf(t, r)
		if alternatives == nil {
			// A stop word in the reader's language: asking for it would empty
			// what the other words find.
			continue
		}
		if t.Not {
			p.not = append(p.not, alternatives)
		} else {
			p.must = append(p.must, alternatives)
		}
	}
	return p
}

// alternativesOf returns what a word or phrase may be found as in any language;
// nil for a word that says nothing in the reader's.
func (s *Snapshot) alternativesOf(t query.Term, r Request) blevequery.Query {
	var list []blevequery.Query
	own, any := false, false
	for _, l := range r.Languages {
		tokens := langanalysis.Analyse(l, t.Words)
		if len(tokens) == 0 {
			continue
		}
		own, any = own || l == r.Lang, true
		weight := 1.0
		if l == r.Lang {
			weight = ownLanguage
		}
		for _, f := range fields {
			// Most fields of most languages do not have the word at all, and each
			// alternative costs time with every hit of the others.
			if field := f.name + "." + string(l); s.has(field, tokens) {
				list = append(list, inField(field, tokens, f.weight*weight))
			}
		}
	}
	switch {
	case !any, !own && slices.Contains(r.Languages, r.Lang) && !t.Phrase:
		return nil
	case len(list) == 0:
		return blevequery.NewMatchNoneQuery()
	}
	return blevequery.NewDisjunctionQuery(list)
}

// has tells whether every one of the tokens stands in a field of any document.
func (s *Snapshot) has(field string, tokens []langanalysis.Token) bool {
	for _, t := range tokens {
		r, err := s.reader.TermFieldReader(context.Background(), []byte(t.Term), field, false, false, false)
		if err != nil {
			return true // the search itself will meet the error
		}
		n := r.Count()
		_ = r.Close()
		if n == 0 {
			return false
		}
	}
	return true
}

// inField finds the tokens of one word, or of a phrase, in a field: one token
// as a term, several side by side.
func inField(field string, tokens []langanalysis.Token, weight float64) blevequery.Query {
	if len(tokens) == 1 {
		q := blevequery.NewTermQuery(tokens[0].Term)
		q.SetField(field)
		q.SetBoost(weight)
		return q
	}
	// Positions may leave gaps where stop words stood; "" matches any word.
	first := tokens[0].Position
	terms := make([]string, tokens[len(tokens)-1].Position-first+1)
	for _, t := range tokens {
		terms[t.Position-first] = t.Term
	}
	q := blevequery.NewPhraseQuery(terms, field)
	q.SetBoost(weight)
	return q
}

// query joins the plan's words: all of them, or any.
func (p *plan) query(all bool) searchable {
	if len(p.must) == 0 {
		return nil
	}
	var must blevequery.Query
	if all {
		must = blevequery.NewConjunctionQuery(p.must)
	} else {
		must = blevequery.NewDisjunctionQuery(p.must)
	}
	if len(p.not) == 0 {
		return must
	}
	return blevequery.NewBooleanQuery([]blevequery.Query{must}, nil, p.not)
}

// excluding finds what the plan's left-out words stand in.
func (p *plan) excluding() searchable {
	return blevequery.NewDisjunctionQuery(p.not)
}
