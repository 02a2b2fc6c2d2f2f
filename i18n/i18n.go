// Package i18n holds the words of the interface, one file a language, in
// go-i18n's format with CLDR's plural forms.
package i18n

import (
	"embed"
	"fmt"
	"io/fs"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"github.com/ai4citizens/casebook/internal/lang"
)

//go:embed active.*.json
var files embed.FS

// Messages are the words of the interface in every language. They do not
// change and may be shared.
type Messages struct {
	localizers map[lang.Tag]*Localizer
}

// Load reads the messages that come with the program.
func Load() (*Messages, error) {
	bundle := i18n.NewBundle(language.English)
	m := &Messages{localizers: map[lang.Tag]*Localizer{}}
	for _, t := range lang.All() {
		name := "active." + string(t) + ".json"
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("messages: %w", err)
		}
		file, err := bundle.ParseMessageFileBytes(data, name)
		if err != nil {
			return nil, fmt.Errorf("messages: %s: %w", name, err)
		}
		m.localizers[t] = newLocalizer(bundle, t, file.Messages)
	}
	return m, nil
}

// Localizer returns the words of a language.
func (m *Messages) Localizer(t lang.Tag) *Localizer {
	if l, ok := m.localizers[t]; ok {
		return l
	}
	return m.localizers[lang.EN]
}
