package export

import (
	"strings"

	"github.com/ai4citizens/casebook/i18n"
	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
)

// Words say what an export has to say beside the content, in one language.
type Words struct {
	Lang    lang.Tag
	own     *i18n.Localizer
	english *i18n.Localizer
}

// NewWords makes the words of a language.
func NewWords(m *i18n.Messages, t lang.Tag) *Words {
	return &Words{t, m.Localizer(t), m.Localizer(lang.EN)}
}

// T returns a message of the interface. Values come in pairs of name and value.
func (w *Words) T(id string, pairs ...string) string { return w.own.Text(id, valuesOf(pairs)) }

// N returns a message in the plural form of a number, which it names Count.
func (w *Words) N(id string, n int, pairs ...string) string {
	values := valuesOf(append(pairs, "Count", w.number(n)))
	return w.own.Count(id, n, values)
}

func valuesOf(pairs []string) map[string]any {
	if len(pairs) == 0 {
		return nil
	}
	m := make(map[string]any, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		m[pairs[i]] = pairs[i+1]
	}
	return m
}

func (w *Words) number(n int) string { return lang.FormatNumber(w.Lang, float64(n)) }

func (w *Words) date(d content.Date) string {
	return lang.FormatDate(w.Lang, d.Year, d.Month, d.Day)
}

// time writes a span of time that may still go on, "" for one not known.
func (w *Words) time(t content.Timescale) string {
	switch {
	case t.Start.IsZero() && t.End.IsZero():
		return ""
	case t.Ongoing && t.End.IsZero():
		return w.T("time.since", "Date", w.date(t.Start))
	case t.End.IsZero():
		return w.date(t.Start)
	case t.Start.IsZero():
		return w.T("time.until", "Date", w.date(t.End))
	}
	return lang.FormatRange(w.Lang, lang.Date(t.Start), lang.Date(t.End))
}

func (w *Words) money(m content.Money) string {
	if m.IsZero() {
		return ""
	}
	amount, _, _ := strings.Cut(m.String(), " ")
	return lang.FormatMoney(w.Lang, amount, m.Currency)
}

// Made says which edition something was made from.
func (w *Words) Made(s Stamp) string {
	day := w.date(dateOf(s.Date))
	if s.Commit == "" {
		return w.T("export.made.day", "Date", day)
	}
	made := w.T("export.made.commit", "Date", day, "Commit", s.Commit)
	if s.Loose > 0 {
		made += " (" + w.N("export.made.loose", s.Loose) + ")"
	}
	return made
}
