package web

import (
	"strings"

	"github.com/ai4citizens/casebook/internal/content"
)

// practiceParts is what only practices have.
type practiceParts struct {
	Evidence  []evidence
	AIAct     []fact
	Transfers []transfer
}

// transfer is a place that took the practice up.
type transfer struct {
	ID string
	// To leads to the place's own page where there is one.
	To     value
	Region []value
	When   *moment
	Result phrase
	Source string
	Host   string
}

func (b *builder) practice(f, original *content.Practice) {
	parts := &practiceParts{Evidence: b.evidence(f.Evidence, original.Evidence)}
	b.page.Parts = parts
	b.known("where", b.where(f.Location)...)
	b.known("who", b.reference(f.Owner)...)
	b.known("when", b.time(f.Timescale)...)
	b.termFact("outcome", f.Outcome)
	b.known("cost", b.money(f.Resources.Funding)...)
	b.known("staff", b.staff(f.Resources.Staff)...)
	b.known("evidence", b.summed(parts.Evidence)...)
	b.termFact("ai-act-risk", orElse(f.AIAct.Risk, "not-assessed"))
	b.termFact("system-status", f.SystemStatus)
	b.termFact("governance-element", f.Governance...)
	b.practiceDetails(f)
	b.act(parts, f.AIAct)
	b.transfers(parts, f.Transfers, original.Transfers)
	b.need(len(parts.Evidence) > 0, "evidence", "challenges", "transfer", "further")
	b.need(len(parts.Transfers) > 0, "transfer", "further")
}

func (b *builder) staff(n content.Number) []value {
	if n.IsZero() {
		return nil
	}
	return b.text(b.T("fact.staff.value", "Number", b.Decimal(n)))
}

// summed says in a line how much evidence there is, and of what kinds.
func (b *builder) summed(list []evidence) []value {
	if len(list) == 0 {
		return nil
	}
	var kinds []string
	for _, k := range kindsOf(list) {
		kinds = append(kinds, k.Text)
	}
	text := b.N("evidence.claims", len(list)) + " (" + strings.Join(kinds, "; ") + ")"
	return []value{{phrase: phrase{Text: text}, Href: "#evidence"}}
}

func (b *builder) practiceDetails(f *content.Practice) {
	b.termDetail("geographical-scope", f.GeographicalScope)
	b.termDetail("lifecycle", f.Lifecycle...)
	b.termDetail("process-type", f.ProcessType...)
	b.termDetail("application-type", f.ApplicationType...)
	b.termDetail("ai-classification", f.AIClassification...)
	b.termDetail("interaction", f.Interaction...)
	b.termDetail("impact", f.Impact...)
	b.termDetail("cofog", f.COFOG...)
	b.termDetail("collaboration", f.Collaboration...)
	b.termDetail("funding", f.Funding...)
	b.termDetail("caf", f.CAF...)
	b.detail("pstw", b.plain(f.PSTW)...)
	b.detail("register", b.outside(f.RegisterURL)...)
	b.detail("tools", b.named(f.Tools)...)
	b.classified()
}

func (b *builder) plain(list []string) []value {
	var values []value
	for _, s := range list {
		values = append(values, b.text(s)...)
	}
	return values
}

// act is the owner's own view of the practice under the AI Act.
func (b *builder) act(parts *practiceParts, a content.AIAct) {
	add := func(label string, values []value) {
		if len(values) > 0 {
			parts.AIAct = append(parts.AIAct, fact{Label: label, Values: values})
		}
	}
	add(b.title("ai-act-risk"), b.one("ai-act-risk", a.Risk))
	add(b.title("ai-act-role"), b.one("ai-act-role", a.Role))
	add(b.title("annex3-area"), b.one("annex3-area", a.Annex3))
	add(b.T("fact.fria"), b.one("yes-no", a.FRIA))
	add(b.T("fact.dpia"), b.one("yes-no", a.DPIA))
	add(b.T("fact.registered"), b.one("yes-no", a.Registered))
	add(b.T("fact.as-of"), b.date(a.AsOf))
}

func (b *builder) transfers(parts *practiceParts, shown, original []content.Transfer) {
	for i, x := range shown {
		t := transfer{ID: b.page.anchor(x.ID), To: value{phrase: phrase{Text: x.To}}, When: b.Date(x.Date), Source: x.Source, Host: hostOf(x.Source)}
		t.Result = b.words(x.Result, original[i].Result)
		if b.view.Card(x.Organisation) != nil {
			t.To.Href = b.address(x.Organisation)
		}
		if x.NUTS != "" {
			t.Region = b.terms("nuts", []string{x.NUTS})
		}
		parts.Transfers = append(parts.Transfers, t)
	}
}
