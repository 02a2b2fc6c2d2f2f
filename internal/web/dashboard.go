package web

import (
	"slices"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/library"
)

// dashboardPage measures the exchange: what there is, in which languages, how
// it is known, what came of it, and what grows old.
type dashboardPage struct {
	page
	Charts []*chart
	// Aged are the pages to look at again; Hidden is how many are not shown.
	Aged      *table
	AgedCount int
	Hidden    int
	Made      string
}

// maxAged is how many ageing pages are listed.
const maxAged = 50

// dashboard shows the measures of the edition.
func dashboard(v *visit) (*answer, error) {
	m, err := v.measures()
	if err != nil {
		return nil, err
	}
	e, err := v.edition()
	if err != nil {
		return nil, err
	}
	p := &dashboardPage{page: v.newPage(v.T("nav.dashboard")), Made: v.saying().Made(e.Stamp)}
	p.Description, p.Crumb = v.T("dashboard.intro"), v.crumbs()
	practices, all := v.view.Cards(content.Practices), v.view.Cards("")
	completeness, err := v.completeness(len(practices))
	if err != nil {
		return nil, err
	}
	p.Charts = []*chart{
		v.chart("chain", v.T("dashboard.chain"), v.T("dashboard.measure"), completeness),
		v.chart("regions", v.T("home.regions"), v.T("facet.region"), v.perTerm("nuts", practices)),
		v.chart("themes", v.T("home.themes"), v.title("governance-element"), v.perTerm("governance-element", practices)),
		v.chart("languages", v.T("dashboard.languages"), v.T("facet.language"), v.perLanguage(all)),
		v.chart("evidence", v.T("dashboard.evidence"), v.title("evidence-kind"), v.perEvidence(practices)),
		v.chart("stated", v.T("dashboard.stated"), v.T("dashboard.measure"), v.stated(m)),
	}
	p.aged(v, m.Aged)
	return v.html("dashboard", p)
}

// completeness tells how complete the chain from case to policy is, by what its
// page of gaps lists.
func (v *visit) completeness(practices int) ([]bar, error) {
	whole, err := v.view.Chain()
	if err != nil {
		return nil, err
	}
	n, gaps := whole.Numbers(), whole.Gaps()
	return []bar{
		{Label: v.T("dashboard.chain.used"), Value: practices - len(gaps.Unused), Share: true, Total: practices},
		{Label: v.T("dashboard.chain.advice"), Value: n.Recommendations - len(gaps.Unanswered), Share: true, Total: n.Recommendations},
		{Label: v.T("dashboard.chain.actions"), Value: n.Actions - len(gaps.Unfounded), Share: true, Total: n.Actions},
		{Label: v.T("dashboard.chain.improvements"), Value: n.Improvements, Share: true, Total: n.Improvements + n.Unproven},
	}, nil
}

// stated tells how many practices say what others need to know to follow.
func (v *visit) stated(m *measures) []bar {
	return []bar{
		{Label: v.T("fact.cost"), Value: m.Cost, Share: true, Total: m.Practices},
		{Label: v.T("fact.staff"), Value: m.Staff, Share: true, Total: m.Practices},
	}
}

// perTerm counts documents by the terms of a vocabulary, most frequent first.
func (v *visit) perTerm(scheme string, cards []*library.Card) []bar {
	counts := map[string]int{}
	for _, c := range cards {
		list := c.Terms[scheme]
		if scheme == "nuts" {
			list = v.innermost(list)
		}
		for _, id := range list {
			counts[id]++
		}
	}
	var bars []bar
	for _, x := range v.counted(scheme, counts) {
		bars = append(bars, bar{Label: x.Text, Value: x.Count})
	}
	slices.SortStableFunc(bars, func(a, b bar) int { return b.Value - a.Value })
	return bars
}

// perLanguage counts the pages that a language has, out of date or not.
func (v *visit) perLanguage(cards []*library.Card) []bar {
	var bars []bar
	for _, t := range v.view.Site().Tags() {
		b := bar{Label: v.LangTitle(t), Share: true, Total: len(cards)}
		outdated := 0
		for _, c := range cards {
			switch c.State(t) {
			case library.Original, library.Current:
				b.Value++
			case library.Outdated:
				outdated++
			}
		}
		if outdated > 0 {
			b.Label += " (" + v.N("dashboard.outdated", outdated) + ")"
		}
		bars = append(bars, b)
	}
	return bars
}

// perEvidence counts practices by how what they say is known.
func (v *visit) perEvidence(practices []*library.Card) []bar {
	bars := v.perTerm("evidence-kind", practices)
	none := 0
	for _, c := range practices {
		none += one(len(c.Terms["evidence-kind"]) == 0)
	}
	if none > 0 {
		bars = append(bars, bar{Label: v.T("dashboard.evidence.none"), Value: none})
	}
	for i := range bars {
		bars[i].Share, bars[i].Total = true, len(practices)
	}
	return bars
}

// aged lists what is to be looked at again.
func (p *dashboardPage) aged(v *visit, list []aged) {
	p.AgedCount = len(list)
	shown := list[:min(len(list), maxAged)]
	p.Hidden = len(list) - len(shown)
	if len(shown) == 0 {
		return
	}
	p.Aged = &table{Caption: v.T("dashboard.aged"), Head: []string{v.T("semester.document"), v.T("dashboard.seen"), v.T("document.review-due")}}
	day := func(d content.Date) []value {
		if m := v.Date(d); m != nil {
			return []value{{phrase: phrase{Text: m.Text}, Moment: m}}
		}
		return nil
	}
	for _, x := range shown {
		p.Aged.Rows = append(p.Aged.Rows, tableRow{{v.document(x.ID)}, day(x.Seen), day(x.Due)})
	}
}
