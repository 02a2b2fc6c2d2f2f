package web

import (
	"strings"
	"time"

	"github.com/ai4citizens/casebook/internal/content"
)

// instrumentParts is what only policy instruments have.
type instrumentParts struct {
	Objective, Expected, Indicator phrase
}

func (b *builder) instrument(f, original *content.Instrument) {
	b.page.Parts = &instrumentParts{
		Objective: b.words(f.Objective, original.Objective),
		Expected:  b.words(f.Expected, original.Expected),
		Indicator: b.words(f.Indicator, original.Indicator),
	}
	b.known("authority", b.reference(f.Authority)...)
	b.fact("where", b.where(content.Place{})...)
	b.termFact("instrument-nature", f.Nature)
	b.termFact("instrument-kind", f.Type)
	b.known("period", b.time(f.Period)...)
	b.known("budget", b.money(f.Budget)...)
	b.fact("address", b.outside(f.URL)...)
	b.classified()
}

// planParts is what only action plans have.
type planParts struct {
	Actions []action
}

// action is one action of a plan.
type action struct {
	ID     string
	Number int
	Title  phrase
	Status *value
	// StatusOn is the day for which the status is stated.
	StatusOn *moment
	Nature   phrase
	WhyNone  phrase
	Reason   phrase
	Facts    []fact
	// Relevance are the cases and recommendations that the action follows.
	Relevance []value
}

func (b *builder) plan(f, original *content.Plan) {
	parts := &planParts{}
	for i, x := range f.Actions {
		parts.Actions = append(parts.Actions, b.action(i, x, original.Actions[i]))
	}
	b.page.Parts = parts
	b.known("instrument", b.reference(f.Instrument)...)
	b.fact("who", b.reference(f.Organisation)...)
	b.fact("partners", b.documents(f.Partners)...)
	b.known("period", b.time(f.Period)...)
	b.fact("adopted", b.date(f.Adopted)...)
	b.fact("where", b.where(content.Place{})...)
	b.fact("actions", b.count(len(parts.Actions), "plan.actions", "#actions")...)
	b.classified()
	b.need(len(parts.Actions) > 0, "actions")
}

func (b *builder) action(i int, x, original content.Action) action {
	a := action{
		ID: b.page.anchor(x.ID), Number: i + 1, Title: b.words(x.Title, original.Title),
		Nature: b.words(x.Nature, original.Nature), WhyNone: b.words(x.WhyNoCase, original.WhyNoCase),
		Reason: b.words(x.ReasonIfNot, original.ReasonIfNot), Relevance: b.parts(x.Relevance),
		StatusOn: b.Date(x.StatusOn),
	}
	if x.Status != "" {
		status := b.term("action-status", x.Status)
		a.Status = &status
	}
	add := func(label string, values []value) {
		if len(values) > 0 {
			a.Facts = append(a.Facts, fact{Label: label, Values: values})
		}
	}
	add(b.T("fact.stakeholders"), append(b.documents(x.Stakeholders), b.phrases(x.OthersInvolved, original.OthersInvolved)...))
	add(b.T("fact.timeframe"), b.time(x.Timeframe))
	add(b.T("fact.cost"), b.money(x.Costs))
	add(b.title("funding"), append(b.terms("funding", x.Funding), b.phrases(x.FundingNote, original.FundingNote)...))
	return a
}

// improvementParts is what only policy improvements have.
type improvementParts struct {
	Evidence []evidence
	Inspired []*card
}

// phrases makes a value of a text that may not be there.
func (b *builder) phrases(shown, original string) []value {
	if shown == "" {
		return nil
	}
	return []value{{phrase: b.words(shown, original)}}
}

func (b *builder) improvement(f, original *content.Improvement) {
	parts := &improvementParts{Evidence: b.evidence(f.Evidence, original.Evidence), Inspired: b.relatedCards(f.InspiredBy)}
	b.page.Parts = parts
	b.known("instrument", b.reference(f.Instrument)...)
	b.termFact("improvement-type", f.Type)
	b.known("date", b.date(f.Date)...)
	b.fact("where", b.where(content.Place{})...)
	b.known("inspired-by", b.parts(f.InspiredBy)...)
	b.known("evidence", b.summed(parts.Evidence)...)
	b.fact("endorsed-by", b.reference(f.EndorsedBy)...)
	b.fact("semester", b.number(f.Semester)...)
	b.fact("validated", b.date(f.Validated)...)
	if !f.Counted() {
		b.page.note("warning", b.T("notice.unproven.title"), b.T("notice.unproven.text"))
	}
	b.classified()
	b.need(len(parts.Evidence) > 0, "evidence")
}

// legalParts is what only legal notes have.
type legalParts struct {
	Deadlines []deadline
	Open      []item
}

// deadline is a day from which something applies; Past tells that it does.
type deadline struct {
	item
	When *moment
	Past bool
}

func (b *builder) legal(f, original *content.LegalNote) {
	parts := &legalParts{Open: b.items(f.OpenPoints, original.OpenPoints)}
	for i, x := range f.AppliesFrom {
		parts.Deadlines = append(parts.Deadlines, deadline{
			item: item{b.page.anchor(x.ID), b.words(x.Text, original.AppliesFrom[i].Text)},
			When: b.Date(x.Date), Past: !x.Date.IsZero() && x.Date.First().Before(time.Now()),
		})
	}
	b.page.Parts = parts
	b.fact("act", b.text(f.Act)...)
	b.fact("provisions", b.plain(f.Provisions)...)
	b.termFact("ai-act-role", f.Addressees...)
	for _, x := range parts.Deadlines {
		if x.When != nil {
			b.deadlineFact(x)
		}
	}
	b.fact("legal-as-of", b.date(f.LegalAsOf)...)
	b.fact("celex", b.celex(f.CELEX)...)
	b.classified()
	b.need(len(parts.Deadlines) > 0, "deadlines", "local", "open", "further")
	b.need(len(parts.Open) > 0, "open", "further")
}

// deadlineFact says at a glance from when something applies.
func (b *builder) deadlineFact(x deadline) {
	const shown = 3
	label := b.T("fact.applies-from")
	for i := range b.page.Facts {
		if b.page.Facts[i].Label == label {
			if len(b.page.Facts[i].Values) < shown {
				b.page.Facts[i].Values = append(b.page.Facts[i].Values, value{phrase: phrase{Text: x.When.Text}, Moment: x.When})
			}
			return
		}
	}
	b.fact("applies-from", value{phrase: phrase{Text: x.When.Text}, Moment: x.When})
}

// celex links to the act in the Union's own database.
func (b *builder) celex(number string) []value {
	if number == "" {
		return nil
	}
	return []value{{phrase: phrase{Text: number}, Outside: true,
		Href: "https://eur-lex.europa.eu/legal-content/" + strings.ToUpper(string(b.Lang)) + "/TXT/?uri=CELEX:" + number}}
}
