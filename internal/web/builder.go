package web

import (
	"errors"
	"net/url"
	"slices"
	"strings"

	"github.com/ai4citizens/casebook/internal/chain"
	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/markdown"
	"github.com/ai4citizens/casebook/internal/publish"
)

// builder turns the facts of one kind of document into what its page shows.
type builder struct {
	*visit
	page *documentPage
	doc  *publish.Document
	// err is what went wrong on the way.
	err error
}

// kind fills in what only documents of one kind have.
func (b *builder) kind() {
	switch f := b.doc.Facts.(type) {
	case *content.Practice:
		b.practice(f, b.doc.Original.Facts.(*content.Practice))
	case *content.Event:
		b.event(f, b.doc.Original.Facts.(*content.Event))
	case *content.Brief:
		b.brief(f, b.doc.Original.Facts.(*content.Brief))
	case *content.Review:
		b.review(f, b.doc.Original.Facts.(*content.Review))
	case *content.Instrument:
		b.instrument(f, b.doc.Original.Facts.(*content.Instrument))
	case *content.Plan:
		b.plan(f, b.doc.Original.Facts.(*content.Plan))
	case *content.Improvement:
		b.improvement(f, b.doc.Original.Facts.(*content.Improvement))
	case *content.LegalNote:
		b.legal(f, b.doc.Original.Facts.(*content.LegalNote))
	case *content.LearningResource:
		b.learning(f, b.doc.Original.Facts.(*content.LearningResource))
	case *content.Organisation:
		b.organisation(f, b.doc.Original.Facts.(*content.Organisation))
	case *content.Project:
		b.project(f, b.doc.Original.Facts.(*content.Project))
	}
}

// words is a text of the facts in the language that it is in: where it is the
// original's word for word, it has not been translated.
func (b *builder) words(shown, original string) phrase {
	t := b.doc.Version.Lang
	if shown == original {
		t = b.doc.Original.Lang
	}
	return b.phrase(shown, t)
}

// fact adds a fact; one without values is left out.
func (b *builder) fact(label string, values ...value) {
	if len(values) > 0 {
		b.page.Facts = append(b.page.Facts, fact{Label: b.T("fact." + label), Values: values})
	}
}

// known adds a fact that matters so much that "not known" is said.
func (b *builder) known(label string, values ...value) {
	b.page.Facts = append(b.page.Facts, fact{Label: b.T("fact." + label), Values: values, Unknown: len(values) == 0})
}

// detail adds a fact to those shown on demand.
func (b *builder) detail(label string, values ...value) {
	if len(values) > 0 {
		b.page.Details = append(b.page.Details, fact{Label: b.T("fact." + label), Values: values})
	}
}

// termFact adds a fact of controlled terms under their vocabulary's title.
func (b *builder) termFact(scheme string, ids ...string) {
	if list := b.terms(scheme, ids); len(list) > 0 {
		b.page.Facts = append(b.page.Facts, fact{Label: b.title(scheme), Values: list})
	}
}

// termDetail does the same for a fact shown on demand.
func (b *builder) termDetail(scheme string, ids ...string) {
	if list := b.terms(scheme, ids); len(list) > 0 {
		b.page.Details = append(b.page.Details, fact{Label: b.title(scheme), Values: list})
	}
}

// classified adds the terms that documents of every kind may have.
func (b *builder) classified() {
	base := b.doc.Facts.Base()
	b.termDetail("tsi-measure", base.Measures...)
	b.termDetail("topic", base.Topics...)
	b.rest()
}

// rest adds what is least looked for.
func (b *builder) rest() {
	base := b.doc.Facts.Base()
	b.termDetail("interreg-theme", base.Themes...)
	b.detail("projects", b.documents(base.Projects)...)
	b.detail("licence", b.text(base.Licence)...)
	b.detail("keywords", b.own(base.Keywords)...)
}

// text makes a value of words that belong to no language, such as a name.
func (b *builder) text(s string) []value {
	if s == "" {
		return nil
	}
	return []value{{phrase: phrase{Text: s}}}
}

// own makes values of words in the article's language.
func (b *builder) own(list []string) []value {
	var values []value
	for _, s := range list {
		values = append(values, value{phrase: b.phrase(s, b.doc.Version.Lang)})
	}
	return values
}

func (b *builder) one(scheme, id string) []value {
	if id == "" {
		return nil
	}
	return []value{b.term(scheme, id)}
}

func (b *builder) reference(id string) []value {
	if id == "" {
		return nil
	}
	return []value{b.document(id)}
}

func (b *builder) date(d content.Date) []value {
	if m := b.Date(d); m != nil {
		return []value{{phrase: phrase{Text: m.Text}, Moment: m}}
	}
	return nil
}

// time writes a span of time that may still go on.
func (b *builder) time(t content.Timescale) []value {
	if t.Ongoing && t.End.IsZero() && !t.Start.IsZero() {
		return b.text(b.T("time.since", "Date", b.Date(t.Start).Text))
	}
	return b.text(b.span(t.Start, t.End))
}

func (b *builder) money(m content.Money) []value {
	return b.text(b.Money(m))
}

func (b *builder) number(n content.Number) []value {
	return b.text(b.Decimal(n))
}

// where names regions and the city.
func (b *builder) where(place content.Place) []value {
	list := b.terms("nuts", b.doc.Facts.Base().NUTS)
	if place.City != "" && !b.isRegion(place.City, b.doc.Facts.Base().NUTS) {
		list = append(b.text(place.City), list...)
	}
	if len(list) == 0 && place.Country != "" {
		list = b.terms("nuts", []string{place.Country})
	}
	return list
}

// outside makes a link that leaves the portal, named by its host.
func (b *builder) outside(address string) []value {
	if address == "" {
		return nil
	}
	return []value{{phrase: phrase{Text: hostOf(address)}, Href: address, Outside: true}}
}

// hostOf shortens an address to what a reader recognises it by.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return address
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

func (b *builder) named(list []content.NamedLink) []value {
	var values []value
	for _, l := range list {
		values = append(values, value{phrase: b.phrase(l.Title, b.doc.Original.Lang), Href: l.URL, Outside: true})
	}
	return values
}

// sectionName is the heading of a section that facts make necessary.
func (b *builder) sectionName(anchor string) string {
	if name := b.view.Rules.SectionName(b.doc.Card.Kind, anchor, b.Lang); name != "" {
		return name
	}
	return b.T("section." + anchor)
}

// need makes sure of a section for facts.
func (b *builder) need(has bool, anchor string, before ...string) {
	if has {
		b.page.ensure(anchor, b.sectionName(anchor), before...)
	}
}

// item is a sentence of the facts that can be pointed to.
type item struct {
	ID string
	phrase
}

func (b *builder) items(shown, original []content.TextItem) []item {
	inOriginal := map[string]string{}
	for _, x := range original {
		inOriginal[x.ID] = x.Text
	}
	var list []item
	for _, x := range shown {
		list = append(list, item{b.page.anchor(x.ID), b.words(x.Text, inOriginal[x.ID])})
	}
	return list
}

// unsaid leaves out the sentences that the text of a section has already, so
// that nobody reads them twice.
func (b *builder) unsaid(list []content.TextItem, anchor string) []content.TextItem {
	section := b.doc.Version.Section(anchor)
	if section == nil {
		return list
	}
	said := lang.Fold(markdown.TextOf(section.HTML))
	return slices.DeleteFunc(slices.Clone(list), func(x content.TextItem) bool {
		return strings.Contains(said, lang.Fold(strings.Trim(x.Text, " .;:")))
	})
}

// agendaDay is one day of a programme; Title is "" where there is only one.
type agendaDay struct {
	Title string
	Items []item
}

func (b *builder) agenda(shown, original []content.AgendaItem) []agendaDay {
	var days []agendaDay
	var last content.Number
	for i, x := range shown {
		if len(days) == 0 || x.Day != last {
			title := ""
			if !x.Day.IsZero() {
				title = b.T("event.day", "Day", b.Decimal(x.Day))
			}
			days, last = append(days, agendaDay{Title: title}), x.Day
		}
		day := &days[len(days)-1]
		day.Items = append(day.Items, item{b.page.anchor(x.ID), b.words(x.Text, original[i].Text)})
	}
	return days
}

// parts links documents and, in their own words, parts of them.
func (b *builder) parts(references []string) []value {
	t := b.teller()
	var list []value
	for _, ref := range references {
		id, part, _ := strings.Cut(ref, "#")
		name, err := t.name(chain.Node{ID: id, Part: part})
		b.err = errors.Join(b.err, err)
		list = append(list, name)
	}
	return list
}

// recommendation is advice with the cases that it rests on.
type recommendation struct {
	item
	Horizon     []value
	AddressedTo []value
	BasedOn     []value
}

func (b *builder) recommendations(shown, original []content.Recommendation) []recommendation {
	var list []recommendation
	for i, x := range shown {
		list = append(list, recommendation{
			item:    item{b.page.anchor(x.ID), b.words(x.Text, original[i].Text)},
			Horizon: b.one("horizon", x.Horizon), AddressedTo: b.reference(x.AddressedTo),
			BasedOn: b.parts(x.BasedOn),
		})
	}
	return list
}

// evidence is a claim and how it is known.
type evidence struct {
	item
	Figure phrase
	When   *moment
	Kind   value
	KindID string
	Source string
	Host   string
	// File is a document beside the page that shows it.
	File value
}

func (b *builder) evidence(shown, original []content.Evidence) []evidence {
	var list []evidence
	for i, x := range shown {
		e := evidence{
			item: item{b.page.anchor(x.ID), b.words(x.Claim, original[i].Claim)},
			When: b.Date(x.Date), Kind: b.term("evidence-kind", x.Kind), KindID: x.Kind,
			Source: x.Source, Host: hostOf(x.Source),
		}
		if x.File != "" {
			e.File = value{phrase: phrase{Text: x.File}, Href: pathURL("/files/" + b.page.ID + "/" + x.File).EscapedPath()}
		}
		if !x.Value.IsZero() {
			e.Figure = b.words(x.Unit, original[i].Unit)
			e.Figure.Text = strings.TrimSpace(b.Decimal(x.Value) + " " + e.Figure.Text)
		}
		list = append(list, e)
	}
	return list
}

// kindsOf names the kinds of evidence, each once.
func kindsOf(list []evidence) []value {
	var kinds []value
	seen := map[string]bool{}
	for _, e := range list {
		if !seen[e.KindID] {
			seen[e.KindID] = true
			kinds = append(kinds, e.Kind)
		}
	}
	return kinds
}

// relatedCards lists documents as cards, each once, whatever part of them is
// named; those that are not published are left out.
func (b *builder) relatedCards(references []string) []*card {
	var list []*card
	seen := map[string]bool{}
	for _, ref := range references {
		id, _, _ := strings.Cut(ref, "#")
		if c := b.view.Card(id); c != nil && !seen[id] {
			seen[id] = true
			list = append(list, b.card(c))
		}
	}
	return choosable(list)
}
