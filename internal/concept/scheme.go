// Package concept holds concept schemes in SKOS's sense: controlled
// vocabularies with labels and definitions in every language of the portal,
// their hierarchy and their mappings to the outside.
//
// A Set is made once from files and never changes afterwards, so that it can be
// shared between goroutines.
package concept

import (
	"slices"

	"github.com/ai4citizens/casebook/internal/lang"
)

// Labels are words by language.
type Labels map[lang.Tag]string

// In returns the words in a language, else in English, else in any.
func (l Labels) In(t lang.Tag) string {
	if s := l[t]; s != "" {
		return s
	}
	if s := l[lang.EN]; s != "" {
		return s
	}
	for _, t := range lang.All() {
		if s := l[t]; s != "" {
			return s
		}
	}
	return ""
}

// Concept is one term of a scheme.
type Concept struct {
	ID    string
	Label Labels
	// Alt are further words for the concept by language: synonyms,
	// abbreviations, other spellings.
	Alt        map[lang.Tag][]string `json:",omitempty"`
	Related    []string              `json:",omitempty"`
	Definition Labels
	// Broader is the id of the wider concept of the same scheme, or "".
	Broader string
	// Match maps a foreign scheme's name to this concept's term there.
	Match map[string]string
	// Narrower are the ids of the concepts right below, in file order.
	Narrower []string `json:"-"`
}

// Scheme is one controlled list.
type Scheme struct {
	ID         string
	Title      Labels
	Version    string
	SourceName string
	SourceURL  string
	// Concepts stand in the order of the file.
	Concepts []*Concept

	byID map[string]*Concept
}

// Concept returns the concept with an id, or nil.
func (s *Scheme) Concept(id string) *Concept {
	if s == nil {
		return nil
	}
	return s.byID[id]
}

// Has tells whether the scheme has a concept with that id.
func (s *Scheme) Has(id string) bool { return s.Concept(id) != nil }

// Path returns the concept's ids from the top of the hierarchy down to itself;
// nil if the concept is unknown.
func (s *Scheme) Path(id string) []string {
	var path []string
	for c := s.Concept(id); c != nil && len(path) <= len(s.byID); c = s.Concept(c.Broader) {
		path = append([]string{c.ID}, path...)
	}
	return path
}

// Set is all schemes of a knowledge base. The nil Set is empty.
type Set struct {
	schemes map[string]*Scheme
	order   []string
}

// Scheme returns the scheme with an id, or nil.
func (s *Set) Scheme(id string) *Scheme {
	if s == nil {
		return nil
	}
	return s.schemes[id]
}

// Schemes returns all schemes, ordered by id.
func (s *Set) Schemes() []*Scheme {
	if s == nil {
		return nil
	}
	list := make([]*Scheme, len(s.order))
	for i, id := range s.order {
		list[i] = s.schemes[id]
	}
	return list
}

// Label returns the label of a scheme's concept in a language; for an unknown
// concept the id itself, so that a reader still sees something.
func (s *Set) Label(scheme, id string, t lang.Tag) string {
	if c := s.Scheme(scheme).Concept(id); c != nil {
		return c.Label.In(t)
	}
	return id
}

// NewScheme puts a scheme together from its concepts in order, and says what is
// wrong with it: an id that stands twice, a broader concept that does not exist,
// or one that leads back to itself. What is wrong is left out.
func NewScheme(id string, title Labels, concepts []*Concept) (*Scheme, []string) {
	s := &Scheme{ID: id, Title: title, byID: make(map[string]*Concept, len(concepts))}
	var problems []string
	for _, c := range concepts {
		if s.byID[c.ID] != nil {
			problems = append(problems, `the id "`+c.ID+`" stands twice`)
			continue
		}
		s.byID[c.ID] = c
		s.Concepts = append(s.Concepts, c)
	}
	for _, c := range s.Concepts {
		if c.Broader != "" && s.byID[c.Broader] == nil {
			problems = append(problems, `"`+c.ID+`" has the broader concept "`+c.Broader+`", which does not exist`)
			c.Broader = ""
		}
	}
	for _, c := range s.Concepts {
		if s.circular(c) {
			problems = append(problems, `"`+c.ID+`" is its own broader concept, by a circle`)
			c.Broader = ""
		}
	}
	for _, c := range s.Concepts {
		if b := s.byID[c.Broader]; b != nil {
			b.Narrower = append(b.Narrower, c.ID)
		}
	}
	return s, problems
}

func (s *Scheme) circular(c *Concept) bool {
	for b, steps := s.byID[c.Broader], 0; b != nil && steps <= len(s.byID); b, steps = s.byID[b.Broader], steps+1 {
		if b == c {
			return true
		}
	}
	return false
}

// NewSet puts schemes together; of two with one id the later wins.
func NewSet(schemes ...*Scheme) *Set {
	s := &Set{schemes: map[string]*Scheme{}}
	for _, x := range schemes {
		s.schemes[x.ID] = x
	}
	for id := range s.schemes {
		s.order = append(s.order, id)
	}
	slices.Sort(s.order)
	return s
}
