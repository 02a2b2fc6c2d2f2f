package content

import (
	"path"
	"strings"

	"github.com/ai4citizens/casebook/internal/concept"
	"github.com/ai4citizens/casebook/internal/lang"
)

// ThesaurusScheme is the id of the scheme that the parts of the thesaurus make
// together.
const ThesaurusScheme = "thesaurus"

type thesaurusFile struct {
	Part     string          `yaml:"part" need:"all" form:"slug"`
	Licence  string          `yaml:"licence"`
	Concepts []thesaurusTerm `yaml:"concepts" need:"all"`
}

type thesaurusTerm struct {
	ID         string                `yaml:"id" need:"all" form:"slug"`
	Label      map[lang.Tag]string   `yaml:"label" need:"all"`
	Alt        map[lang.Tag][]string `yaml:"alt"`
	Broader    string                `yaml:"broader"`
	Related    []string              `yaml:"related"`
	Definition map[lang.Tag]string   `yaml:"definition"`
	// Shared says why a label of this concept names another one too.
	Shared string   `yaml:"shared"`
	At     Position `yaml:"-"`
}

// ThesaurusPart is one parsed file of the thesaurus.
type ThesaurusPart struct {
	file  string
	terms []thesaurusTerm
}

// ParseThesaurus reads thesaurus/<part>.yaml. What depends on the other parts is
// checked by JoinThesaurus.
func ParseThesaurus(file string, data []byte) (*ThesaurusPart, []Diagnostic) {
	var f thesaurusFile
	d := decodeFile(file, data, &f)
	if want := strings.TrimSuffix(path.Base(file), ".yaml"); f.Part != "" && f.Part != want {
		d.errorf(Position{1, 1}, "file-name", "the part is called %q, so the file must be %s.yaml", f.Part, f.Part)
	}
	for _, t := range f.Concepts {
		for _, l := range lang.All() {
			if t.ID != "" && t.Label[l] == "" {
				d.errorf(t.At, "label", "%q has no label in %s", t.ID, l)
			}
		}
	}
	return &ThesaurusPart{file, f.Concepts}, d.list
}

// JoinThesaurus puts the parts together, in the order given, and says by file
// what does not fit: an id that stands twice, a broader or related concept that
// does not exist, a circle, a label that names two concepts without a reason.
func JoinThesaurus(parts []*ThesaurusPart) (*concept.Scheme, map[string][]Diagnostic) {
	j := &joiner{
		at: map[string]termPlace{}, owners: map[lang.Tag]map[string]string{}, findings: map[string]*findings{},
		title: concept.Labels{
			lang.EN: "Thesaurus", lang.FI: "Tesaurus", lang.RO: "Tezaur", lang.NL: "Thesaurus", lang.IT: "Tesauro", lang.LV: "Tēzaurs",
		},
	}
	for _, p := range parts {
		j.findings[p.file] = &findings{file: p.file}
		for i := range p.terms {
			j.add(p.file, &p.terms[i])
		}
	}
	j.references()
	scheme, problems := concept.NewScheme(ThesaurusScheme, j.title, j.concepts)
	if len(parts) > 0 {
		for _, p := range problems {
			j.findings[parts[0].file].errorf(Position{1, 1}, "scheme", "%s", p)
		}
	}
	out := map[string][]Diagnostic{}
	for file, f := range j.findings {
		out[file] = f.list
	}
	return scheme, out
}

type termPlace struct {
	file string
	term *thesaurusTerm
}

type joiner struct {
	concepts []*concept.Concept
	at       map[string]termPlace
	// owners says which concept has a label, by language.
	owners   map[lang.Tag]map[string]string
	findings map[string]*findings
	title    concept.Labels
}

func (j *joiner) add(file string, t *thesaurusTerm) {
	f := j.findings[file]
	if first, again := j.at[t.ID]; again {
		f.errorf(t.At, "doubled-id", "the id %q stands in %s:%d already", t.ID, first.file, first.term.At.Line)
		return
	}
	j.at[t.ID] = termPlace{file, t}
	j.concepts = append(j.concepts, &concept.Concept{
		ID: t.ID, Label: t.Label, Alt: t.Alt, Definition: t.Definition, Broader: t.Broader, Related: t.Related,
	})
	for _, l := range lang.All() {
		if j.owners[l] == nil {
			j.owners[l] = map[string]string{}
		}
		for _, label := range append([]string{t.Label[l]}, t.Alt[l]...) {
			j.own(f, t, l, label)
		}
	}
}

// own notes that a label names a concept.
func (j *joiner) own(f *findings, t *thesaurusTerm, l lang.Tag, label string) {
	if label == "" {
		return
	}
	key := strings.ToLower(label)
	owner, taken := j.owners[l][key]
	switch {
	case !taken:
		j.owners[l][key] = t.ID
	case owner == t.ID:
		f.errorf(t.At, "doubled-label", "%q stands twice among the %s labels of %q", label, l, t.ID)
	case t.Shared == "" && j.at[owner].term.Shared == "":
		f.errorf(t.At, "shared-label", "%q (%s) names both %q and %q; choose another word for one, or give the reason: \"shared: …\"", label, l, owner, t.ID)
	}
}

// references checks broader and related concepts across parts.
func (j *joiner) references() {
	for _, c := range j.concepts {
		place := j.at[c.ID]
		f := j.findings[place.file]
		if _, ok := j.at[c.Broader]; c.Broader != "" && !ok {
			f.errorf(place.term.At, "dead-reference", "%q has the broader concept %q, which does not exist", c.ID, c.Broader)
			c.Broader = ""
		}
		var related []string
		for _, r := range c.Related {
			if _, ok := j.at[r]; !ok {
				f.errorf(place.term.At, "dead-reference", "%q has the related concept %q, which does not exist", c.ID, r)
				continue
			}
			related = append(related, r)
		}
		c.Related = related
	}
}
