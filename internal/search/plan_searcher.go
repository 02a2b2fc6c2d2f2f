package search

import (
	"context"

	blevesearch "github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/searcher"

	"github.com/ai4citizens/casebook/internal/lang"
)

// searcher finds documents with at least min of the plan's words, or with any
// of those that are left out. It is nil where nothing can be found.
func (s *Snapshot) searcher(ctx context.Context, p *plan, min int, left bool) (blevesearch.Searcher, error) {
	wanted, _ := p.count()
	u := &union{min: min, share: 1, whole: wanted}
	for _, g := range p.groups {
		if g.not != left {
			continue
		}
		found, err := s.groupSearcher(ctx, p, g)
		if err != nil {
			_ = u.Close()
			return nil, err
		}
		if found != nil {
			u.children = append(u.children, child{searcher: found, weight: 1})
		}
	}
	if len(u.children) < min || len(u.children) == 0 {
		_ = u.Close()
		return nil, nil
	}
	return u, nil
}

// groupSearcher finds a word by any of its alternatives; nil if no document has
// any.
func (s *Snapshot) groupSearcher(ctx context.Context, p *plan, g group) (blevesearch.Searcher, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	u := &union{min: 1, share: shareBeside}
	for _, a := range g.alternatives {
		found, err := s.alternativeSearcher(ctx, p, a)
		if err != nil {
			_ = u.Close()
			return nil, err
		}
		if found != nil {
			u.children = append(u.children, child{searcher: found, weight: a.weight})
		}
	}
	return someOf(u), nil
}

// someOf returns a union, nil for an empty one.
func someOf(u *union) blevesearch.Searcher {
	if len(u.children) == 0 {
		return nil
	}
	return u
}

// alternativeSearcher finds every part of an alternative in the fields of its
// language.
func (s *Snapshot) alternativeSearcher(ctx context.Context, p *plan, a alternative) (blevesearch.Searcher, error) {
	if a.phrase {
		return s.phraseSearcher(ctx, p, a)
	}
	all := &union{min: len(a.parts), share: 1}
	for _, terms := range a.parts {
		found, err := s.termSearcher(ctx, p, a.lang, terms)
		if err != nil || found == nil {
			_ = all.Close()
			return nil, err
		}
		all.children = append(all.children, child{searcher: found, weight: 1 / float64(len(a.parts))})
	}
	if len(all.children) == 1 {
		return all.children[0].searcher, nil
	}
	return someOf(all), nil
}

// termSearcher finds any of some terms in any field of a language. Most fields
// do not have the term at all, and are not asked.
func (s *Snapshot) termSearcher(ctx context.Context, p *plan, l lang.Tag, terms []string) (blevesearch.Searcher, error) {
	u := &union{min: 1, share: shareBeside}
	for _, f := range fields {
		field := f.name + "." + string(l)
		for _, term := range terms {
			if !s.has(ctx, p, field, term) {
				continue
			}
			found, err := searcher.NewTermSearcher(ctx, s.reader, term, field, 1, blevesearch.SearcherOptions{})
			if err != nil {
				_ = u.Close()
				return nil, err
			}
			u.children = append(u.children, child{searcher: found, weight: f.weight})
		}
	}
	return someOf(u), nil
}

// phraseSearcher finds terms side by side in one field.
func (s *Snapshot) phraseSearcher(ctx context.Context, p *plan, a alternative) (blevesearch.Searcher, error) {
	u := &union{min: 1, share: shareBeside}
	terms := make([]string, len(a.parts)) // "" for a gap
	for i, part := range a.parts {
		if len(part) > 0 {
			terms[i] = part[0]
		}
	}
	for _, f := range fields {
		if f.name == partsField {
			continue // it has no order
		}
		field := f.name + "." + string(a.lang)
		known := true
		for _, term := range terms {
			known = known && (term == "" || s.has(ctx, p, field, term))
		}
		if !known {
			continue
		}
		found, err := searcher.NewPhraseSearcher(ctx, s.reader, terms, 0, false, field, 1, blevesearch.SearcherOptions{IncludeTermVectors: true})
		if err != nil {
			_ = u.Close()
			return nil, err
		}
		// A phrase is scored by bleve with the sum of squares taken out.
		u.children = append(u.children, child{searcher: found, weight: f.weight * 3})
	}
	return someOf(u), nil
}

// has tells whether any document has a term in a field.
func (s *Snapshot) has(ctx context.Context, p *plan, field, term string) bool {
	key := field + "\x00" + term
	has, asked := p.has[key]
	if !asked {
		has = s.ask(ctx, field, term)
		p.has[key] = has
	}
	return has
}

func (s *Snapshot) ask(ctx context.Context, field, term string) bool {
	r, err := s.reader.TermFieldReader(ctx, []byte(term), field, false, false, false)
	if err != nil {
		return true // the search itself will meet the error
	}
	defer r.Close()
	return r.Count() > 0
}
