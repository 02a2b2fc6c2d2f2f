package web

import (
	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/library"
)

// organisationParts is what only organisations have.
type organisationParts struct {
	// Groups are the documents that it owns, hosts or publishes.
	Groups []group
}

func (b *builder) organisation(f, original *content.Organisation) {
	b.fact("short-name", b.text(b.words(f.ShortName, original.ShortName).Text)...)
	b.termFact("organisation-category", f.Category)
	b.known("where", b.where(f.Place)...)
	if !f.Partner.IsZero() {
		role := b.T("organisation.partner", "Number", b.Decimal(f.Partner))
		if f.Partner == "1" {
			role = b.T("organisation.lead")
		}
		b.fact("role-in-project", b.text(role)...)
		b.known("budget", b.money(f.Budget)...)
	}
	b.fact("projects", b.documents(f.Projects)...)
	b.fact("address", b.outside(f.URL)...)
	var own []*library.Card
	for _, c := range b.view.Cards("") {
		if c.Organisation == b.doc.Card.ID && c.ID != b.doc.Card.ID {
			own = append(own, c)
		}
	}
	b.page.Parts = &organisationParts{b.byKind(own)}
}

// projectParts is what only projects have.
type projectParts struct {
	Objective phrase
	Partners  []projectPartner
	// Budgets are in force, Former were replaced and stay to be recognised.
	Budgets []budget
	Former  []budget
}

type projectPartner struct {
	value
	Lead    bool
	Regions []value
	Kind    []value
	Budget  string
}

// budget is a sum as one document states it.
type budget struct {
	ID                         string
	Reader                     *reader
	Words                      phrase
	Partner                    []value
	Total, Grant, Contribution string
	AsOf                       *moment
	Source                     string
}

func (b *builder) project(f, original *content.Project) {
	parts := &projectParts{Objective: b.words(f.Objective, original.Objective)}
	for _, id := range f.Partners {
		parts.Partners = append(parts.Partners, b.partner(id, f))
	}
	for i, x := range f.Budgets {
		line := budget{
			ID: b.page.anchor(x.ID), Reader: b.reader, Words: b.words(x.Text, original.Budgets[i].Text),
			Partner: b.reference(x.Partner), Total: b.Money(x.Total), Grant: b.Money(x.Grant),
			Contribution: b.Money(x.Contribution), AsOf: b.Date(x.AsOf), Source: x.Source,
		}
		if x.Superseded {
			parts.Former = append(parts.Former, line)
		} else {
			parts.Budgets = append(parts.Budgets, line)
		}
	}
	b.page.Parts = parts
	b.fact("acronym", b.text(f.Acronym)...)
	b.fact("code", b.text(f.Code)...)
	b.fact("programme", b.text(f.Programme)...)
	b.known("period", b.time(f.Period)...)
	b.fact("months", b.months(f.Months)...)
	b.known("budget", b.money(f.Budget)...)
	b.fact("lead", b.reference(f.Lead)...)
	b.fact("where", b.terms("nuts", f.NUTS)...)
	b.fact("address", b.outside(f.URL)...)
	b.classified()
	b.need(len(parts.Partners) > 0, "partners", "results", "note")
	b.need(len(parts.Budgets)+len(parts.Former) > 0, "budgets", "note")
}

func (b *builder) months(n content.Number) []value {
	if n.IsZero() {
		return nil
	}
	return b.text(b.N("project.months", int(n.Float())))
}

func (b *builder) partner(id string, f *content.Project) projectPartner {
	p := projectPartner{value: b.document(id), Lead: id == f.Lead}
	card := b.view.Card(id)
	if card == nil {
		return p
	}
	p.Regions = b.places(card.Terms["nuts"])
	p.Kind = b.terms("organisation-category", card.Terms["organisation-category"])
	if d, err := b.view.Document(id, b.Lang); err == nil {
		if org, ok := d.Facts.(*content.Organisation); ok {
			p.Budget = b.Money(org.Budget)
		}
	}
	for _, line := range f.Budgets {
		if p.Budget == "" && line.Partner == id && !line.Superseded {
			p.Budget = b.Money(line.Total)
		}
	}
	return p
}

// learningParts is what only learning resources have.
type learningParts struct {
	Teaches []item
	BasedOn []*card
}

func (b *builder) learning(f, original *content.LearningResource) {
	parts := &learningParts{Teaches: b.items(b.unsaid(f.Teaches, "objectives"), original.Teaches), BasedOn: b.relatedCards(f.BasedOn)}
	b.page.Parts = parts
	b.termFact("learning-resource-type", f.Type)
	b.fact("minutes", b.count(int(f.Minutes.Float()), "learning.minutes", "")...)
	b.termFact("level", f.Level)
	b.termFact("audience", f.Audience...)
	b.termFact("ai4gov-dimension", f.Dimension)
	b.termFact("ai4gov-level", f.Competence)
	b.fact("accessibility", b.access(f.Accessibility)...)
	b.termDetail("digcomp-area", f.Digcomp...)
	b.classified()
	b.need(len(parts.Teaches) > 0, "objectives", "content", "exercise", "further")
}

// accessFeatures are the values of schema.org's accessibilityFeature that there
// are words for, with their messages.
var accessFeatures = map[string]string{
	"alternativeText":      "access.alternative-text",
	"captions":             "access.captions",
	"longDescription":      "access.long-description",
	"plainLanguage":        "access.plain-language",
	"readingOrder":         "access.reading-order",
	"structuralNavigation": "access.structural-navigation",
	"tableOfContents":      "access.table-of-contents",
	"transcript":           "access.transcript",
}

// access says what makes a resource accessible; codes without words are left
// out.
func (b *builder) access(codes []string) []value {
	var values []value
	for _, code := range codes {
		if id := accessFeatures[code]; id != "" {
			values = append(values, b.text(b.T(id))...)
		}
	}
	return values
}
