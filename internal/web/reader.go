package web

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/ai4citizens/casebook/i18n"
	"github.com/ai4citizens/casebook/internal/concept"
	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/publish"
	"github.com/ai4citizens/casebook/internal/search"
)

// reader is whom a page is made for: everything that depends on the language
// is a method here. Pages embed it, so that templates say {{.T "nav.home"}};
// nothing of it is shared between requests of different languages.
type reader struct {
	Lang     lang.Tag
	words    *i18n.Localizer
	collator *lang.Collator
	view     *publish.View
}

func (p *portal) newReader(t lang.Tag, view *publish.View) *reader {
	return &reader{t, p.config.Messages.Localizer(t), p.collators[t], view}
}

// T returns a message of the interface. Values come in pairs of name and value.
func (r *reader) T(id string, pairs ...any) string {
	return r.words.Text(id, values(pairs))
}

// N returns a message in the plural form of a number, which it names Count.
func (r *reader) N(id string, n int, pairs ...any) string {
	all := values(pairs)
	if all == nil {
		all = map[string]any{}
	}
	all["Count"] = r.Number(n)
	return r.words.Count(id, n, all)
}

func values(pairs []any) map[string]any {
	if len(pairs) == 0 {
		return nil
	}
	m := make(map[string]any, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		if name, ok := pairs[i].(string); ok {
			m[name] = pairs[i+1]
		}
	}
	return m
}

// Number writes a whole number.
func (r *reader) Number(n int) string { return lang.FormatNumber(r.Lang, float64(n)) }

// moment is a date in two forms: for programs and for people.
type moment struct {
	ISO  string
	Text string
}

// Date writes a date as exactly as it is known; nil for one that is not.
func (r *reader) Date(d content.Date) *moment {
	if d.IsZero() {
		return nil
	}
	return &moment{d.String(), lang.FormatDate(r.Lang, d.Year, d.Month, d.Day)}
}

// Day writes the day of a point in time; nil for the zero time.
func (r *reader) Day(t time.Time) *moment {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return r.Date(content.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()})
}

// span writes the time from one date to another; without the second, the first
// alone, and without the first, that the time ended.
func (r *reader) span(from, to content.Date) string {
	switch {
	case to.IsZero():
		return lang.FormatDate(r.Lang, from.Year, from.Month, from.Day)
	case from.IsZero():
		return r.T("time.until", "Date", r.Date(to).Text)
	}
	return lang.FormatRange(r.Lang, lang.Date(from), lang.Date(to))
}

// Money writes a sum, "" for one that is not known.
func (r *reader) Money(m content.Money) string {
	if m.IsZero() {
		return ""
	}
	amount, _, _ := strings.Cut(m.String(), " ")
	return lang.FormatMoney(r.Lang, amount, m.Currency)
}

// Decimal writes a number, "" for one that is not known.
func (r *reader) Decimal(n content.Number) string {
	if n.IsZero() {
		return ""
	}
	return lang.FormatNumber(r.Lang, n.Float())
}

// LangName names a language in the reader's own, as it stands in running text.
func (r *reader) LangName(t lang.Tag) string { return lang.NameIn(t, r.Lang) }

// LangTitle names a language in the reader's own, standing alone.
func (r *reader) LangTitle(t lang.Tag) string {
	name := r.T("language.name", "Language", r.LangName(t))
	first, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(first)) + name[size:]
}

// OwnName names a language in itself.
func (r *reader) OwnName(t lang.Tag) string { return t.Name() }

// Quoted puts a text between the language's quotation marks.
func (r *reader) Quoted(s string) string { return lang.Quote(r.Lang, s) }

// KindName names one document of a kind, KindNames many.
func (r *reader) KindName(k content.Kind) string { return r.T("kind." + string(k) + ".one") }

// KindNames names the documents of a kind.
func (r *reader) KindNames(k content.Kind) string { return r.T("kind." + string(k) + ".many") }

// SiteName is the portal's name.
func (r *reader) SiteName() string {
	if r.view == nil {
		return "Casebook"
	}
	return inOneOf(r.view.Site().Name, r.Lang, "Casebook")
}

// Tagline says in a few words what the portal is, "" if nothing does.
func (r *reader) Tagline() string {
	if r.view == nil {
		return ""
	}
	return inOneOf(r.view.Site().Tagline, r.Lang, "")
}

func inOneOf(m map[lang.Tag]string, t lang.Tag, other string) string {
	for _, t := range append([]lang.Tag{t}, lang.All()...) {
		if s := m[t]; s != "" {
			return s
		}
	}
	return other
}

// phrase is a piece of text. Lang is its language where that is not the
// reader's.
type phrase struct {
	Text string
	Lang lang.Tag
}

// phrase marks a text of a language as foreign if it is.
func (r *reader) phrase(text string, t lang.Tag) phrase {
	if t == r.Lang {
		t = ""
	}
	return phrase{text, t}
}

// value is a phrase that may lead somewhere.
type value struct {
	phrase
	Href string
	// Hint explains the value: a term's definition.
	Hint string
	// Outside tells that the link leaves the portal.
	Outside bool
	Moment  *moment
}

// groupOf names the facet group that a vocabulary's terms are searched by, ""
// if there is none.
func groupOf(scheme string) string {
	for _, g := range search.Groups() {
		if g.Scheme == scheme {
			return g.Name
		}
	}
	return ""
}

// term returns a controlled term with its definition, and with a link to what
// else has it.
func (r *reader) term(scheme, id string) value {
	v := value{phrase: phrase{Text: id}}
	set := r.view.Rules.Vocabularies
	c := set.Scheme(scheme).Concept(id)
	if c != nil {
		v.Text, v.Hint = c.Label.In(r.Lang), c.Definition.In(r.Lang)
	}
	switch group := groupOf(scheme); {
	case scheme == content.ThesaurusScheme:
		v.Hint = ""
		if c != nil {
			v.Hint, v.Href = c.Definition[r.Lang], r.address("concepts", id)
		}
	case scheme == "nuts":
		v.Hint = id
		if c != nil {
			v.Href = r.address("regions", id)
		}
	case scheme == "governance-element" && c != nil:
		v.Href = r.address("themes", id)
	case group != "":
		v.Href = r.address("search") + "?" + group + "=" + id
	}
	return v
}

// inLanguage returns words in the reader's language, else in English, else in
// any, marked as foreign if they are.
func (r *reader) inLanguage(words concept.Labels) phrase {
	for _, t := range append([]lang.Tag{r.Lang}, lang.All()...) {
		if words[t] != "" {
			return r.phrase(words[t], t)
		}
	}
	return phrase{}
}

func (r *reader) terms(scheme string, ids []string) []value {
	var list []value
	for _, id := range ids {
		if id != "" {
			list = append(list, r.term(scheme, id))
		}
	}
	return list
}

// title is the name of a vocabulary.
func (r *reader) title(scheme string) string {
	if s := r.view.Rules.Vocabularies.Scheme(scheme); s != nil {
		return s.Title.In(r.Lang)
	}
	return scheme
}

// address returns a path in the reader's language.
func (r *reader) address(parts ...string) string {
	return "/" + string(r.Lang) + "/" + strings.Join(parts, "/")
}

// document returns a link to a document, or to a part of one. For a document
// that is not published it returns the id without a link.
func (r *reader) document(reference string) value {
	id, part, hasPart := strings.Cut(reference, "#")
	card := r.view.Card(id)
	if card == nil {
		return value{phrase: phrase{Text: id}}
	}
	text, t := card.Text(r.Lang)
	v := value{phrase: r.phrase(text.Title, t), Href: r.address(id), Hint: text.Summary}
	if t != r.Lang {
		v.Hint = ""
	}
	if hasPart {
		v.Href += "#" + part
	}
	return v
}

func (r *reader) documents(references []string) []value {
	var list []value
	for _, ref := range references {
		list = append(list, r.document(ref))
	}
	return list
}
