package search

import (
	"context"

	"github.com/blevesearch/bleve/v2/mapping"
	blevesearch "github.com/blevesearch/bleve/v2/search"
	blevequery "github.com/blevesearch/bleve/v2/search/query"
	index "github.com/blevesearch/bleve_index_api"

	"github.com/ai4citizens/casebook/internal/lang"
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
		alternatives := alternativesOf(t, r)
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
func alternativesOf(t query.Term, r Request) blevequery.Query {
	var list []blevequery.Query
	own := false
	for _, l := range r.Languages {
		tokens := langanalysis.Analyse(l, t.Words)
		if len(tokens) == 0 {
			continue
		}
		own = own || l == r.Lang
		weight := 1.0
		if l == r.Lang {
			weight = ownLanguage
		}
		for _, f := range fields {
			list = append(list, inField(f.name+"."+string(l), tokens, f.weight*weight))
		}
	}
	if len(list) == 0 || !own && isAsked(r.Languages, r.Lang) && !t.Phrase {
		return nil
	}
	return blevequery.NewDisjunctionQuery(list)
}

func isAsked(list []lang.Tag, t lang.Tag) bool {
	for _, l := range list {
		if l == t {
			return true
		}
	}
	return false
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
