package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/ai4citizens/casebook/internal/concept"
	"github.com/ai4citizens/casebook/internal/content"
)

// conceptIndex leads to the concepts of the thesaurus: those that most is
// written about, those with many others below, and all by their first letter.
type conceptIndex struct {
	page
	Letters []navItem
	// Letter is the one chosen, "" for none; Listed are its concepts.
	Letter   string
	Listed   []counted
	Frequent []counted
	Broad    []counted
}

const (
	// frequentConcepts is how many of the concepts most written about are shown.
	frequentConcepts = 30
	// broadFrom is how many narrower concepts a broad one has at least.
	broadFrom = 4
	// firstFigure stands for all figures among the letters.
	firstFigure = "0"
)

// conceptsPage lists concepts by letter, in the reader's language and order.
func conceptsPage(v *visit) (*answer, error) {
	scheme := v.thesaurus()
	if scheme == nil {
		return nil, notFound()
	}
	p := &conceptIndex{page: v.newPage(v.T("nav.concepts"))}
	p.Description = v.T("concepts.intro")
	p.Crumb = v.crumbs()
	counts := v.view.ConceptCounts()
	asked := strings.ToUpper(clip(v.query.Get("letter"), 2))
	for _, c := range v.byLabelOf(scheme) {
		letter := v.collator.Letter(c.Text)
		if letter == asked {
			p.Letter = letter
			p.Listed = append(p.Listed, counted{c.value, counts[c.id]})
		}
		if n := len(p.Letters); n == 0 || p.Letters[n-1].Label != letter {
			p.Letters = append(p.Letters, navItem{Label: letter, Href: "?letter=" + url.QueryEscape(strings.ToLower(letter))})
		}
		if counts[c.id] > 0 {
			p.Frequent = append(p.Frequent, counted{c.value, counts[c.id]})
		}
		if x := scheme.Concept(c.id); x.Broader == "" && len(x.Narrower) >= broadFrom {
			p.Broad = append(p.Broad, counted{c.value, counts[c.id]})
		}
	}
	slices.SortStableFunc(p.Frequent, func(a, b counted) int { return cmp.Compare(b.Count, a.Count) })
	p.Frequent = p.Frequent[:min(len(p.Frequent), frequentConcepts)]
	p.choose()
	return v.html("concepts", p)
}

// choose marks the letter chosen; its page has a title and an address of its own.
func (p *conceptIndex) choose() {
	for i, l := range p.Letters {
		if l.Label == firstFigure {
			p.Letters[i].Label = "0–9"
		}
		if l.Label == p.Letter {
			p.Letters[i].Current = "true"
			p.Title += " · " + p.Letters[i].Label
			p.Canonical += l.Href
		}
	}
}

// thesaurus returns the thesaurus, nil if there is none.
func (r *reader) thesaurus() *concept.Scheme {
	return r.view.Rules.Vocabularies.Scheme(content.ThesaurusScheme)
}

// concept returns a link to a concept.
func (r *reader) concept(id string) value { return r.term(content.ThesaurusScheme, id) }

func (r *reader) concepts(ids []string) []value { return r.terms(content.ThesaurusScheme, ids) }

// labelled is a concept's link with its id.
type labelled struct {
	value
	id string
}

// byLabelOf lists the concepts of a scheme as the reader's language orders them.
func (r *reader) byLabelOf(scheme *concept.Scheme) []labelled {
	list := make([]labelled, 0, len(scheme.Concepts))
	for _, c := range scheme.Concepts {
		list = append(list, labelled{r.concept(c.ID), c.ID})
	}
	slices.SortStableFunc(list, func(a, b labelled) int { return r.collator.Compare(a.Text, b.Text) })
	return list
}

// conceptAddress leads from a concept's address in no language, which stands in
// the thesaurus as a file, to its page in the reader's.
func conceptAddress(v *visit) (*answer, error) {
	if id := v.vars["term"]; v.thesaurus() == nil || id != "" && !v.thesaurus().Has(id) {
		return nil, notFound()
	}
	a := redirect(http.StatusFound, "/"+string(v.Lang)+v.request.URL.Path)
	a.more = map[string]string{"Vary": "Accept-Language"}
	return a, nil
}
