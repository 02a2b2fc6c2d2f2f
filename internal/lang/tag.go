package lang

import "slices"

// Tag names a language by its ISO 639-1 code in lower case. The zero value
// names no language. Functions of this package that get a Tag which is not in
// All write as English does.
type Tag string

// The languages of the knowledge base.
const (
	EN Tag = "en"
	FI Tag = "fi"
	RO Tag = "ro"
	NL Tag = "nl"
	IT Tag = "it"
	LV Tag = "lv"
)

// All returns the languages in the order in which they are shown everywhere.
func All() []Tag { return []Tag{EN, FI, RO, NL, IT, LV} }

// Parse returns the language whose tag is s, exactly as it stands in addresses
// and file names: two letters in lower case.
func Parse(s string) (Tag, bool) {
	if slices.Contains(All(), Tag(s)) {
		return Tag(s), true
	}
	return "", false
}

// Name returns the language's name in itself, as a reader looks for it in a
// list of languages.
func (t Tag) Name() string {
	if i := slices.Index(All(), t); i >= 0 {
		return t.locale().names[i]
	}
	return string(t)
}

// NameIn returns the name of language t in language in, as it stands in running
// text. Latvian names are the genitives that the word valoda follows.
func NameIn(t, in Tag) string {
	if i := slices.Index(All(), t); i >= 0 {
		return in.locale().names[i]
	}
	return string(t)
}
