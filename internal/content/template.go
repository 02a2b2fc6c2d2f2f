package content

import (
	_ "embed"
	"fmt"
	"reflect"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/ai4citizens/casebook/internal/concept"
	"github.com/ai4citizens/casebook/internal/lang"
)

//go:embed guidance.yaml
var guidanceFile []byte

// guidance is what templates tell authors, in each language.
type guidance struct {
	Intro     concept.Labels            `yaml:"intro"`
	Translate concept.Labels            `yaml:"translate"`
	Keys      map[string]concept.Labels `yaml:"keys"`
	Sections  map[string]concept.Labels `yaml:"sections"`
}

func loadGuidance() (*guidance, error) {
	g := new(guidance)
	if err := yaml.Unmarshal(guidanceFile, g); err != nil {
		return nil, fmt.Errorf("guidance.yaml: %w", err)
	}
	return g, nil
}

// key returns the words about a key: those for the kind, else the general ones.
func (g *guidance) key(k Kind, path string, t lang.Tag) string {
	for _, name := range []string{string(k) + "." + path, path} {
		if l, ok := g.Keys[name]; ok {
			return l.In(t)
		}
	}
	return ""
}

// Template returns the text of a new document's original: every key of the
// kind, with guidance and the terms to choose from in the author's language.
// Keys that may stay away are commented out; those that must be there are
// empty, and the text passes the checks once they are filled.
func Template(k Kind, t lang.Tag, file string, rules *Rules) (string, error) {
	g, err := loadGuidance()
	if err != nil {
		return "", err
	}
	w := &templateWriter{kind: k, lang: t, rules: rules, guidance: g}
	w.line("---")
	w.comment("", strings.ReplaceAll(g.Intro.In(t), "{file}", file))
	for _, f := range orderedForAuthors(schemaOf(reflect.TypeOf(k.New()).Elem())) {
		if f.key != "translates" && f.key != "by" {
			w.field(f)
		}
	}
	w.line("---")
	w.sections()
	return w.String(), nil
}

// orderedForAuthors puts the keys that must be filled first.
func orderedForAuthors(fields []field) []field {
	var must, may []field
	for _, f := range fields {
		if f.need != "" {
			must = append(must, f)
		} else {
			may = append(may, f)
		}
	}
	return append(must, may...)
}

type templateWriter struct {
	strings.Builder
	kind     Kind
	lang     lang.Tag
	rules    *Rules
	guidance *guidance
}

func (w *templateWriter) line(format string, args ...any) {
	fmt.Fprintf(w, format+"\n", args...)
}

// comment writes words as YAML comments, wrapped for reading.
func (w *templateWriter) comment(indent, words string) {
	for _, paragraph := range strings.Split(strings.TrimSpace(words), "\n") {
		for _, l := range wrapped(paragraph, 96-len(indent)) {
			w.line("%s# %s", indent, l)
		}
	}
}

func wrapped(s string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(s) {
		if line != "" && len([]rune(line))+1+len([]rune(word)) > width {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}

func (w *templateWriter) field(f field) {
	w.line("")
	if words := w.guidance.key(w.kind, f.key, w.lang); words != "" {
		w.comment("", words)
	}
	w.terms("", f)
	if f.need != "" {
		w.line("%s:%s", f.key, w.standard(f))
		return
	}
	switch {
	case f.typ.Kind() == reflect.Struct && !isScalar(f.typ):
		w.line("# %s:", f.key)
		w.items(f, f.typ, "#   ")
	case f.typ.Kind() == reflect.Slice && f.typ.Elem().Kind() == reflect.Struct:
		w.line("# %s:", f.key)
		w.items(f, f.typ.Elem(), "#   - ")
	case f.typ.Kind() == reflect.Slice:
		w.line("# %s: []", f.key)
	case f.typ.Kind() == reflect.Bool:
		w.line("# %s: true", f.key)
	default:
		w.line("# %s:%s", f.key, w.standard(f))
	}
}

func isScalar(t reflect.Type) bool { return t == dateType || t == moneyType || t == numberType }

// items writes the keys of a struct, commented out, each below its guidance.
func (w *templateWriter) items(parent field, t reflect.Type, indent string) {
	for _, f := range schemaOf(t) {
		words := w.guidance.key(w.kind, parent.key+"."+f.key, w.lang)
		if list := w.termList(f); list != "" {
			words = strings.TrimSpace(words + " " + list)
		}
		if words != "" {
			for _, l := range wrapped(words, 90) {
				w.line("#     # %s", l)
			}
		}
		w.line("%s%s:", indent, f.key)
		indent = strings.ReplaceAll(indent, "- ", "  ")
	}
}

// terms writes the terms that a key may have, with their labels.
func (w *templateWriter) terms(indent string, f field) {
	if len(f.schemes) == 0 {
		return
	}
	scheme := w.rules.scheme(f.schemes[0])
	if scheme == nil {
		return
	}
	for _, c := range scheme.Concepts {
		w.line("%s#   %-28s %s", indent, c.ID, c.Label.In(w.lang))
	}
}

// termList names a few terms on one line.
func (w *templateWriter) termList(f field) string {
	if len(f.schemes) == 0 || w.rules.scheme(f.schemes[0]) == nil {
		return ""
	}
	var ids []string
	for _, c := range w.rules.scheme(f.schemes[0]).Concepts {
		ids = append(ids, c.ID)
	}
	return "(" + strings.Join(ids, " ") + ")"
}

// standard is what stands behind a key at first.
func (w *templateWriter) standard(f field) string {
	switch f.key {
	case "nuts_version":
		return " " + w.rules.Site.NUTSVersion
	case "status":
		return " draft"
	}
	return ""
}

// sections writes the headings in the author's language, each with guidance
// that is not published.
func (w *templateWriter) sections() {
	for _, s := range w.rules.Sections[w.kind] {
		w.line("\n## %s\n", s.Names[w.lang])
		if words := w.guidance.Sections[string(w.kind)+"."+s.Anchor].In(w.lang); words != "" {
			// A link definition that nothing refers to: Markdown has no other
			// comment that is not HTML.
			for _, l := range wrapped(strings.NewReplacer("(", "–", ")", "–", "[", "", "]", "").Replace(words), 90) {
				w.line("[//]: # (%s)", l)
			}
		}
	}
}

// Skeleton returns the text of a new translation of a document's original: the
// words to translate as comments, the sections in the new language, and the
// blob id of the original that it follows.
func Skeleton(original *Version, to lang.Tag, rules *Rules) (string, error) {
	g, err := loadGuidance()
	if err != nil {
		return "", err
	}
	w := &templateWriter{kind: original.Kind, lang: to, rules: rules, guidance: g}
	w.line("---")
	w.comment("", strings.ReplaceAll(g.Translate.In(to), "{original}", original.Path))
	v := reflect.ValueOf(original.Facts).Elem()
	for _, f := range schemaOf(v.Type()) {
		value := v.FieldByIndex(f.index)
		switch {
		case !f.words || value.IsZero():
		case f.typ.Kind() == reflect.String:
			w.words("", f.key, value.String(), original.Lang)
		case f.typ.Elem().Kind() == reflect.String:
			var list []string
			for i := range value.Len() {
				list = append(list, value.Index(i).String())
			}
			w.words("", f.key, "["+strings.Join(list, ", ")+"]", original.Lang)
		default:
			w.itemWords(f.key, value, original.Lang)
		}
	}
	w.line("translates: {lang: %s, blob: %s}", original.Lang, original.Blob)
	w.line("by: human")
	w.line("---")
	for _, s := range original.Sections {
		name := rules.SectionName(original.Kind, s.ID, to)
		switch {
		case s.ID == "":
			continue
		case name == "":
			w.line("\n## %s {#%s}\n", s.Title, s.ID)
		default:
			w.line("\n## %s\n", name)
		}
	}
	return w.String(), nil
}

// words writes a key with the original's words above it.
func (w *templateWriter) words(indent, key, words string, from lang.Tag) {
	w.comment(strings.ReplaceAll(indent, "- ", "  "), string(from)+": "+words)
	w.line("%s%s:", indent, key)
}

func (w *templateWriter) itemWords(key string, list reflect.Value, from lang.Tag) {
	w.line("%s:", key)
	for i := range list.Len() {
		item := list.Index(i)
		w.line("  - id: %s", item.FieldByName("ID").String())
		for _, f := range schemaOf(item.Type()) {
			if value := item.FieldByIndex(f.index); f.text && !value.IsZero() {
				w.words("    ", f.key, value.String(), from)
			}
		}
	}
}

// WithBlob returns the text of a translation with another blob id of the
// original in the place of the old one; false where the old one does not stand
// in its front matter.
func WithBlob(text, old, id string) (string, bool) {
	end := strings.Index(text, "\n---")
	if end < 0 || old == "" || strings.Count(text[:end], old) != 1 {
		return text, false
	}
	return strings.Replace(text, old, id, 1), true
}
