package i18n

import (
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"

	"github.com/ai4citizens/casebook/internal/lang"
)

// Localizer gives the interface's words in one language. It is safe for use by
// many goroutines.
type Localizer struct {
	inner *i18n.Localizer
	// plain are the messages that hold no values and have one form: most of
	// them, and most often asked for.
	plain map[string]string
}

func newLocalizer(bundle *i18n.Bundle, t lang.Tag, messages []*i18n.Message) *Localizer {
	l := &Localizer{inner: i18n.NewLocalizer(bundle, string(t)), plain: map[string]string{}}
	for _, m := range messages {
		if m.One == "" && !strings.Contains(m.Other, "{{") {
			l.plain[m.ID] = m.Other
		}
	}
	return l
}

// Text returns a message with its values put in. For a message that does not
// exist it returns the id, so that a reader still sees something.
func (l *Localizer) Text(id string, values map[string]any) string {
	if s, ok := l.plain[id]; ok {
		return s
	}
	s, err := l.inner.Localize(&i18n.LocalizeConfig{MessageID: id, TemplateData: values})
	if err != nil && s == "" {
		return id
	}
	return s
}

// Count returns a message in the plural form that a number asks for. The value
// Count, the number as it is to be written, must be among the values.
func (l *Localizer) Count(id string, n int, values map[string]any) string {
	s, err := l.inner.Localize(&i18n.LocalizeConfig{MessageID: id, TemplateData: values, PluralCount: n})
	if err != nil && s == "" {
		return id
	}
	return s
}
