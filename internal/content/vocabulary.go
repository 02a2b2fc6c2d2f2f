package content

import (
	"bytes"
	"path"
	"reflect"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/ai4citizens/casebook/internal/concept"
	"github.com/ai4citizens/casebook/internal/lang"
)

type vocabularyFile struct {
	Scheme   string              `yaml:"scheme" need:"all" form:"slug"`
	Title    map[lang.Tag]string `yaml:"title" need:"all"`
	Version  string              `yaml:"version"`
	Licence  string              `yaml:"licence"`
	Source   vocabularySource    `yaml:"source"`
	Concepts []vocabularyTerm    `yaml:"concepts" need:"all"`
}

type vocabularySource struct {
	Name string `yaml:"name"`
	URL  string `yaml:"url" form:"url"`
}

type vocabularyTerm struct {
	ID         string              `yaml:"id" need:"all"`
	Label      map[lang.Tag]string `yaml:"label" need:"all"`
	Definition map[lang.Tag]string `yaml:"definition"`
	Broader    string              `yaml:"broader"`
	Match      map[string]string   `yaml:"match"`
	At         Position            `yaml:"-"`
}

// ParseVocabulary reads vocabularies/<scheme>.yaml. A scheme is returned as far
// as it could be read, nil if it could not.
func ParseVocabulary(file string, data []byte) (*concept.Scheme, []Diagnostic) {
	var v vocabularyFile
	d := decodeFile(file, data, &v)
	if v.Scheme == "" {
		return nil, d.list
	}
	if want := strings.TrimSuffix(path.Base(file), ".yaml"); v.Scheme != want {
		d.errorf(Position{1, 1}, "file-name", "the scheme is called %q, so the file must be %s.yaml", v.Scheme, v.Scheme)
	}
	concepts := make([]*concept.Concept, 0, len(v.Concepts))
	for _, t := range v.Concepts {
		concepts = append(concepts, &concept.Concept{
			ID: t.ID, Label: t.Label, Definition: t.Definition, Broader: t.Broader, Match: t.Match,
		})
		for _, l := range lang.All() {
			if t.ID != "" && t.Label[l] == "" {
				d.errorf(t.At, "label", "%q has no label in %s", t.ID, l)
			}
		}
	}
	scheme, problems := concept.NewScheme(v.Scheme, v.Title, concepts)
	for _, p := range problems {
		d.errorf(Position{1, 1}, "scheme", "%s", p)
	}
	scheme.Version, scheme.SourceName, scheme.SourceURL = v.Version, v.Source.Name, v.Source.URL
	return scheme, d.list
}

// decodeFile decodes a whole YAML file into a struct.
func decodeFile(file string, data []byte, into any) *decoder {
	d := &decoder{findings: &findings{file: file}, rules: &Rules{}, role: roleFile}
	clean, ok := d.cleaned(data)
	if !ok {
		return d
	}
	if n := d.yaml(clean); n != nil {
		d.mapping(n, reflect.ValueOf(into).Elem(), "")
	}
	return d
}

// yaml parses YAML text into its tree; nil where it is none.
func (d *decoder) yaml(text []byte) *yaml.Node {
	var root yaml.Node
	if err := yaml.Unmarshal(text, &root); err != nil {
		line, message := yamlProblem(err)
		if i := bytes.IndexByte(text, '\t'); i >= 0 && strings.Contains(message, "cannot start any token") {
			line, message = bytes.Count(text[:i], []byte("\n"))+1, "a tab stands where only spaces may; indent with spaces"
		}
		d.errorf(Position{line + d.lines, 1}, "yaml", "%s", message)
		return nil
	}
	if len(root.Content) == 0 {
		return &yaml.Node{Kind: yaml.MappingNode, Line: 1, Column: 1}
	}
	return root.Content[0]
}
