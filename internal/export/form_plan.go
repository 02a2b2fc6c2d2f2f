package export

import (
	"strconv"

	"github.com/ai4citizens/casebook/internal/content"
)

// plan fills in the programme's template of an action plan, in its three parts.
func (f *filler) plan(p, original *content.Plan) {
	f.paper.Kicker = f.words.T("form.plan")
	f.general(p)
	f.context(p)
	for i, a := range p.Actions {
		f.action(i, a, original.Actions[i])
	}
	signed := f.line("signed.date", f.said(f.words.date(p.Adopted)))
	if p.Adopted.IsZero() {
		signed.Open = f.words.T("form.by-hand")
	}
	f.line("signed.organisation", nil).Open = f.words.T("form.by-hand")
	f.line("signed.signature", nil).Open = f.words.T("form.by-hand")
	f.part(f.words.T("form.signed"))
}

// general is part I.
func (f *filler) general(p *content.Plan) {
	f.line("project", f.said(f.acronyms(p.Projects)...)).Required = true
	lead, others := p.Organisation, p.Partners
	if lead == "" && len(others) > 0 {
		lead, others = others[0], others[1:]
	}
	f.line("partner", f.titles(lead)).Required = true
	var rest []string
	for _, id := range others {
		if id != lead {
			rest = append(rest, id)
		}
	}
	f.line("partners", f.titles(rest...))
	f.line("region", f.regions(p.NUTS)).Required = true
	f.line("contact", nil).Open = f.words.T("form.contact.open")
	f.line("general", f.section("general"))
	f.part(f.words.T("form.part1"))
}

// aims are the boxes of part II, with the vocabulary's terms for them.
var aims = []string{"investment-for-jobs-and-growth", "interreg", "other"}

// context is part II.
func (f *filler) context(p *content.Plan) {
	instrument := &content.Instrument{}
	if d, err := f.Document(p.Instrument, f.words.Lang); err == nil {
		if x, ok := d.Facts.(*content.Instrument); ok {
			instrument = x
		}
	}
	var boxes []string
	for _, id := range aims {
		box := "☐ "
		if instrument.Type == id {
			box = "☒ "
		}
		boxes = append(boxes, box+f.Rules.Vocabularies.Label("instrument-kind", id, f.words.Lang))
	}
	f.line("aims", f.said(boxes...)).Required = true
	f.line("instrument", f.titles(p.Instrument)).Required = true
	f.line("context", f.section("context")).Required = true
	f.part(f.words.T("form.part2"))
}

// action is one action of part III.
func (f *filler) action(i int, a, original content.Action) {
	f.line("action", f.translated(a.Title, original.Title)).Required = true
	relevance := f.titles(a.Relevance...)
	if len(relevance) == 0 {
		relevance = f.translated(a.WhyNoCase, original.WhyNoCase)
	}
	f.line("relevance", relevance).Required = true
	f.line("nature", f.translated(a.Nature, original.Nature)).Required = true
	involved := append(f.titles(a.Stakeholders...), f.translated(a.OthersInvolved, original.OthersInvolved)...)
	f.line("stakeholders", involved).Required = true
	f.line("timeframe", f.said(f.words.time(a.Timeframe))).Required = true
	f.line("costs", f.said(f.words.money(a.Costs)))
	f.line("funding", append(f.terms("funding", a.Funding...), f.translated(a.FundingNote, original.FundingNote)...))
	f.part(f.words.T("form.part3", "Number", strconv.Itoa(i+1)))
}
