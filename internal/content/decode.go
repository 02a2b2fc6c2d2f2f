package content

import (
	"reflect"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/ai4citizens/casebook/internal/concept"
	"github.com/ai4citizens/casebook/internal/lang"
)

// role is what the decoded front matter belongs to.
type role int

const (
	roleFile        role = iota // a vocabulary or site.yaml: neither of the two below
	roleOriginal                // the version that carries the facts
	roleTranslation             // a version that carries words only
)

// decoder fills a struct from a YAML tree, strictly: every unknown or doubled
// key, every wrong type and every unknown term is a finding with its place, and
// decoding goes on, so that one run tells all.
type decoder struct {
	*findings
	rules *Rules
	role  role
	lang  lang.Tag
	kind  Kind
	// lines is how many lines of the file stand before the YAML text.
	lines int
	refs  []Reference
	// files are the files beside the document that the facts name.
	files []FileUse
	// keys are the places of the keys that stand at the top.
	keys map[string]Position
}

// Reference is a front matter value that names another document.
type Reference struct {
	// Field is the key's path, such as "recommendations.based_on".
	Field  string   `json:"field"`
	Target string   `json:"target"`
	Kinds  []string `json:"kinds,omitempty"`
	// Item is the id of the item of a list that names it, such as an action.
	Item string `json:"item,omitempty"`
	Position
}

func (d *decoder) at(n *yaml.Node) Position {
	return Position{n.Line + d.lines, n.Column}
}

// mapping decodes a YAML mapping into a struct.
func (d *decoder) mapping(n *yaml.Node, v reflect.Value, path string) {
	if n.Kind != yaml.MappingNode {
		d.errorf(d.at(n), "type", "%s must be keys and values (key: value)", naming(path))
		return
	}
	if at := v.FieldByName("At"); at.IsValid() && at.Type() == positionType {
		at.Set(reflect.ValueOf(d.at(n)))
	}
	fields := schemaOf(v.Type())
	seen := map[string]Position{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		f := fieldNamed(fields, key.Value)
		if f == nil {
			d.unknownKey(key, fields, path)
			continue
		}
		if first, again := seen[f.key]; again {
			d.errorf(d.at(key), "doubled-key", "%q stands twice; it stands first in line %d. Keep one of the two", f.key, first.Line)
			continue
		}
		seen[f.key] = d.at(key)
		if empty(value) {
			delete(seen, f.key)
			seen["\x00"+f.key] = d.at(key)
			continue
		}
		if d.role == roleTranslation && !d.translated(f, path) {
			d.errorf(d.at(key), "fact-in-translation", "%q is a fact and stands in the original only; remove it here", join(path, f.key))
			continue
		}
		d.value(value, v.FieldByIndex(f.index), *f, join(path, f.key))
	}
	if path == "" {
		d.keys = seen
	}
	d.missing(n, fields, seen, path)
	d.order(n, v, path)
}

// order checks that a span of time does not end before it begins.
func (d *decoder) order(n *yaml.Node, v reflect.Value, path string) {
	start, end := v.FieldByName("Start"), v.FieldByName("End")
	if !start.IsValid() || !end.IsValid() || start.Type() != dateType || end.Type() != dateType {
		return
	}
	from, to := start.Interface().(Date), end.Interface().(Date)
	if !from.IsZero() && !to.IsZero() && to.Last().Before(from.First()) {
		d.errorf(d.at(n), "range", "%s ends (%s) before it begins (%s)", naming(path), to, from)
	}
	if ongoing := v.FieldByName("Ongoing"); ongoing.IsValid() && ongoing.Bool() && !to.IsZero() {
		d.errorf(d.at(n), "range", "%s has an end (%s) and is said to be ongoing; remove one of the two", naming(path), to)
	}
}

// translated tells whether a translation may carry a key.
func (d *decoder) translated(f *field, path string) bool {
	if f.words || strings.HasPrefix(path, "translates") {
		return true
	}
	if path == "" {
		return f.key == "translates" || f.key == "by"
	}
	return f.key == "id"
}

func (d *decoder) unknownKey(key *yaml.Node, fields []field, path string) {
	where := "here"
	if path != "" {
		where = "in " + path
	}
	if near := concept.Nearest(key.Value, keysOf(fields)); near != "" {
		d.errorf(d.at(key), "unknown-key", "%q is no key known %s; did you mean %q?", clip(key.Value), where, near)
		return
	}
	d.errorf(d.at(key), "unknown-key", "%q is no key known %s; known are %s", clip(key.Value), where, strings.Join(keysOf(fields), ", "))
}

func (d *decoder) missing(n *yaml.Node, fields []field, seen map[string]Position, path string) {
	for _, f := range fields {
		needed := f.need == "all" || f.need == "original" && d.role != roleTranslation
		if _, ok := seen[f.key]; ok || !needed {
			continue
		}
		at, ok := seen["\x00"+f.key]
		if !ok {
			at = d.at(n)
		}
		d.errorf(at, "missing-key", "%q is missing or empty%s", join(path, f.key), d.example(f))
	}
}

// example says what a missing value might look like.
func (d *decoder) example(f field) string {
	switch {
	case len(f.schemes) > 0:
		if s := d.rules.scheme(f.schemes[0]); s != nil && len(s.Concepts) > 0 {
			return "; it is one of " + someTerms(s)
		}
	case len(f.refs) > 0 && f.refs[0] != "any":
		return "; it names a document, such as " + f.refs[0] + "/its-folder"
	case f.typ == dateType:
		return "; it is a date such as 2020, 2020-09 or 2020-09-28"
	}
	return ""
}

// value decodes one value by the type of the field it goes to.
func (d *decoder) value(n *yaml.Node, v reflect.Value, f field, path string) {
	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		d.errorf(d.at(n), "yaml-alias", "anchors (&) and aliases (*) are not used here; write the value out, in quotation marks if it begins with * or &")
		return
	}
	switch {
	case v.Type() == dateType, v.Type() == moneyType, v.Type() == numberType:
		d.scalar(n, v, f, path)
	case v.Type() == labelsType:
		d.labels(n, v, path)
	case v.Type() == listsType:
		d.lists(n, v, path)
	case v.Kind() == reflect.Map:
		d.words(n, v, path)
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.mapping(n, v.Elem(), path)
	case v.Kind() == reflect.Struct:
		d.mapping(n, v, path)
	case v.Kind() == reflect.Slice:
		d.sequence(n, v, f, path)
	default:
		d.scalar(n, v, f, path)
	}
}

// sequence decodes a list; items with an id must have different ones.
func (d *decoder) sequence(n *yaml.Node, v reflect.Value, f field, path string) {
	if n.Kind != yaml.SequenceNode {
		d.errorf(d.at(n), "type", "%s must be a list: [first, second], or one line each, beginning with a hyphen", naming(path))
		return
	}
	ids := map[string]int{}
	for _, item := range n.Content {
		e := reflect.New(v.Type().Elem()).Elem()
		before, named := len(d.list), len(d.refs)
		d.value(item, e, f, path)
		if e.Kind() == reflect.Struct {
			d.stateItem(e, named)
			if id := e.FieldByName("ID"); id.IsValid() && id.String() != "" {
				if line, again := ids[id.String()]; again {
					d.errorf(d.at(item), "doubled-id", "%s has the id %q already, in line %d; ids are different within a list", path, id.String(), line)
				}
				ids[id.String()] = d.at(item).Line
			}
		} else if len(d.list) > before {
			continue
		}
		v.Set(reflect.Append(v, e))
	}
}

// stateItem says of the references from one on in which item they stand.
func (d *decoder) stateItem(e reflect.Value, from int) {
	if id := e.FieldByName("ID"); id.IsValid() {
		for i := from; i < len(d.refs); i++ {
			d.refs[i].Item = id.String()
		}
	}
}

// labels decodes words by language.
func (d *decoder) labels(n *yaml.Node, v reflect.Value, path string) {
	if n.Kind != yaml.MappingNode {
		d.errorf(d.at(n), "type", "%s must be words by language: {en: …, fi: …}", naming(path))
		return
	}
	m := map[lang.Tag]string{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		t, ok := lang.Parse(key.Value)
		switch {
		case !ok:
			d.errorf(d.at(key), "language", "%q is no language of this portal; they are %s", clip(key.Value), languageList())
		case m[t] != "":
			d.errorf(d.at(key), "doubled-key", "%q stands twice in %s", key.Value, path)
		case value.Kind != yaml.ScalarNode:
			d.errorf(d.at(value), "type", "%s must be plain text", naming(join(path, key.Value)))
		default:
			m[t] = value.Value
			d.text(value, t)
		}
	}
	v.Set(reflect.ValueOf(m))
}

// lists decodes lists of words by language.
func (d *decoder) lists(n *yaml.Node, v reflect.Value, path string) {
	if n.Kind != yaml.MappingNode {
		d.errorf(d.at(n), "type", "%s must be lists of words by language: {en: [one, two]}", naming(path))
		return
	}
	m := map[lang.Tag][]string{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		t, ok := lang.Parse(key.Value)
		switch {
		case !ok:
			d.errorf(d.at(key), "language", "%q is no language of this portal; they are %s", clip(key.Value), languageList())
		case m[t] != nil:
			d.errorf(d.at(key), "doubled-key", "%q stands twice in %s", key.Value, path)
		case value.Kind != yaml.SequenceNode:
			d.errorf(d.at(value), "type", "%s must be a list: [one, two]", naming(join(path, key.Value)))
		default:
			for _, item := range value.Content {
				if item.Kind != yaml.ScalarNode || empty(item) {
					d.errorf(d.at(item), "type", "%s must hold plain words", naming(join(path, key.Value)))
					continue
				}
				d.text(item, t)
				m[t] = append(m[t], item.Value)
			}
		}
	}
	v.Set(reflect.ValueOf(m))
}

// words decodes a plain mapping of text to text.
func (d *decoder) words(n *yaml.Node, v reflect.Value, path string) {
	if n.Kind != yaml.MappingNode {
		d.errorf(d.at(n), "type", "%s must be keys and values (key: value)", naming(path))
		return
	}
	m := reflect.MakeMap(v.Type())
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if value.Kind != yaml.ScalarNode {
			d.errorf(d.at(value), "type", "%s must be plain text", naming(join(path, key.Value)))
			continue
		}
		e := reflect.New(v.Type().Elem()).Elem()
		d.scalar(value, e, field{}, join(path, key.Value))
		m.SetMapIndex(reflect.ValueOf(key.Value).Convert(v.Type().Key()), e)
	}
	v.Set(m)
}

func empty(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && (n.Tag == "!!null" || strings.TrimSpace(n.Value) == "")
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

func naming(path string) string {
	if path == "" {
		return "the front matter"
	}
	return path
}

// clip keeps what a message repeats of the content short and on one line.
func clip(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return s
}

func languageList() string {
	var list []string
	for _, t := range lang.All() {
		list = append(list, string(t))
	}
	return strings.Join(list, ", ")
}
