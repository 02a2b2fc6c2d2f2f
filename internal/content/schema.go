package content

import (
	"reflect"
	"strconv"
	"strings"
	"sync"

	"github.com/ai4citizens/casebook/internal/lang"
)

// field is one key of a struct's schema, read from its tags (see Facts).
type field struct {
	key     string
	index   []int
	typ     reflect.Type
	need    string
	text    bool
	schemes []string
	refs    []string
	form    string
	max     int
	// words tells that a translation may carry the key: it is text, or a list of
	// items that have text of their own.
	words bool
}

var (
	dateType   = reflect.TypeFor[Date]()
	moneyType  = reflect.TypeFor[Money]()
	numberType = reflect.TypeFor[Number]()
	labelsType = reflect.TypeFor[map[lang.Tag]string]()
	listsType  = reflect.TypeFor[map[lang.Tag][]string]()
	// A field "At" of this type is given the place where the struct stands.
	positionType = reflect.TypeFor[Position]()
)

// schemas remembers the schema of each type: reading tags is slow, and they do
// not change.
var schemas sync.Map // reflect.Type to []field

// schemaOf lists the keys of a struct in the order of its fields, embedded
// structs included. The list must not be changed.
func schemaOf(t reflect.Type) []field {
	if known, ok := schemas.Load(t); ok {
		return known.([]field)
	}
	list := readSchema(t)
	schemas.Store(t, list)
	return list
}

func readSchema(t reflect.Type) []field {
	var list []field
	for i := range t.NumField() {
		sf := t.Field(i)
		if sf.Anonymous {
			for _, f := range readSchema(sf.Type) {
				f.index = append([]int{i}, f.index...)
				list = append(list, f)
			}
			continue
		}
		key := sf.Tag.Get("yaml")
		if key == "" || key == "-" {
			continue
		}
		f := field{
			key: key, index: []int{i}, typ: sf.Type,
			need: sf.Tag.Get("need"), text: sf.Tag.Get("text") == "yes",
			schemes: split(sf.Tag.Get("vocab")), refs: split(sf.Tag.Get("ref")),
			form: sf.Tag.Get("form"),
		}
		f.max, _ = strconv.Atoi(sf.Tag.Get("max"))
		f.words = f.text || hasText(sf.Type)
		list = append(list, f)
	}
	return list
}

func split(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ",")
}

// hasText tells whether a type is a list of structs with a text field.
func hasText(t reflect.Type) bool {
	if t.Kind() != reflect.Slice || t.Elem().Kind() != reflect.Struct {
		return false
	}
	for _, f := range schemaOf(t.Elem()) {
		if f.text {
			return true
		}
	}
	return false
}

func fieldNamed(fields []field, key string) *field {
	for i := range fields {
		if fields[i].key == key {
			return &fields[i]
		}
	}
	return nil
}

func keysOf(fields []field) []string {
	keys := make([]string, len(fields))
	for i, f := range fields {
		keys[i] = f.key
	}
	return keys
}
