package content

import (
	_ "embed"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/ai4citizens/casebook/internal/concept"
	"github.com/ai4citizens/casebook/internal/lang"
)

// Rules is what versions are held against: the site's settings, its
// vocabularies and the sections of each kind. It does not change once made.
type Rules struct {
	Site         *Site
	Vocabularies *concept.Set
	Sections     map[Kind][]SectionRule
}

// SectionRule is one section that documents of a kind have.
type SectionRule struct {
	Anchor   string              `yaml:"anchor"`
	Required bool                `yaml:"required"`
	Names    map[lang.Tag]string `yaml:"names"`
}

//go:embed sections.yaml
var sectionsFile []byte

// NewRules puts the rules together; the sections come with the program.
func NewRules(site *Site, vocabularies *concept.Set) (*Rules, error) {
	r := &Rules{Site: site, Vocabularies: vocabularies}
	if err := yaml.Unmarshal(sectionsFile, &r.Sections); err != nil {
		return nil, fmt.Errorf("sections.yaml: %w", err)
	}
	return r, nil
}

func (r *Rules) scheme(id string) *concept.Scheme {
	return r.Vocabularies.Scheme(id)
}

// anchor returns the anchor of a section heading, or "" if the words are the
// name of no section of that kind.
func (r *Rules) anchor(k Kind, t lang.Tag, words string) string {
	folded := lang.Fold(words)
	for _, s := range r.Sections[k] {
		if lang.Fold(s.Names[t]) == folded {
			return s.Anchor
		}
	}
	return ""
}

// SectionName returns the standard name of a section in a language, or "".
func (r *Rules) SectionName(k Kind, anchor string, t lang.Tag) string {
	for _, s := range r.Sections[k] {
		if s.Anchor == anchor {
			return s.Names[t]
		}
	}
	return ""
}

// Site is what site.yaml says.
type Site struct {
	Name            map[lang.Tag]string `yaml:"name" need:"all"`
	Tagline         map[lang.Tag]string `yaml:"tagline"`
	Languages       []string            `yaml:"languages" need:"all" form:"lang"`
	DefaultLanguage string              `yaml:"default_language" need:"all" form:"lang"`
	Project         string              `yaml:"project" ref:"projects"`
	NUTSVersion     string              `yaml:"nuts_version" form:"year"`
	Contact         Contact             `yaml:"contact"`
	Repository      string              `yaml:"repository" form:"url"`
	Limits          map[string]Number   `yaml:"limits"`
}

// Contact is how readers reach those behind the site.
type Contact struct {
	Organisation string `yaml:"organisation" ref:"organisations"`
	Page         string `yaml:"page" form:"url"`
	Email        string `yaml:"email"`
}

// Tags returns the site's languages in their order.
func (s *Site) Tags() []lang.Tag {
	tags := make([]lang.Tag, 0, len(s.Languages))
	for _, l := range s.Languages {
		if t, ok := lang.Parse(l); ok {
			tags = append(tags, t)
		}
	}
	return tags
}

// Default returns the language for those whose own is not offered.
func (s *Site) Default() lang.Tag {
	if t, ok := lang.Parse(s.DefaultLanguage); ok {
		return t
	}
	return lang.EN
}

// Limit returns the most characters that site.yaml sets for a kind's field or
// section, or the standard.
func (s *Site) Limit(k Kind, name string, standard int) int {
	if s == nil {
		return standard
	}
	if n, ok := s.Limits[string(k)+"."+name]; ok {
		return int(n.Float())
	}
	return standard
}

// DefaultSite is what holds for a folder without site.yaml: all languages, and
// the folder's name as the site's.
func DefaultSite(name string) *Site {
	s := &Site{Name: map[lang.Tag]string{lang.EN: name}, DefaultLanguage: string(lang.EN), NUTSVersion: "2024"}
	for _, t := range lang.All() {
		s.Languages = append(s.Languages, string(t))
	}
	return s
}

// ParseSite reads site.yaml.
func ParseSite(path string, data []byte) (*Site, []Diagnostic) {
	s := new(Site)
	d := decodeFile(path, data, s)
	if len(s.Languages) > 0 && !strings.Contains(" "+strings.Join(s.Languages, " ")+" ", " "+s.DefaultLanguage+" ") {
		d.errorf(Position{1, 1}, "language", "default_language %q is none of the site's languages", s.DefaultLanguage)
	}
	return s, d.list
}
