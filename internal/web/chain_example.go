package web

import (
	"github.com/ai4citizens/casebook/internal/chain"
	"github.com/ai4citizens/casebook/internal/content"
)

// examplePage walks through a chain that is made up for training.
type examplePage struct {
	page
	Ways  []navItem
	Steps []exampleStep
	// Chains are drawn, one for each instrument of the example.
	Chains []*chainView
}

// exampleStep is one step with what there is to read.
type exampleStep struct {
	Title string
	Text  string
	Cards []*card
}

// Step numbers the steps from 1.
func (p *examplePage) Step(i int) int { return i + 1 }

// exampleKinds is the order in which the example is told.
var exampleKinds = []content.Kind{content.Instruments, content.Practices, content.Reviews, content.Plans, content.Improvements}

// example shows the whole of a chain to newcomers; there is no such page where
// nothing is made up.
func example(v *visit) (*answer, error) {
	all := v.view.Examples()
	if len(all) == 0 {
		return nil, notFound()
	}
	p := &examplePage{page: v.newPage(v.T("nav.chain.example")), Ways: v.chainWays()}
	p.Description, p.NoIndex = v.T("chain.example.intro"), true
	p.Crumb = v.crumbs("chain", v.T("nav.chain"))
	for _, kind := range exampleKinds {
		step := exampleStep{Title: v.KindNames(kind), Text: v.T("chain.example." + string(kind))}
		for _, c := range all {
			if c.Kind == kind {
				step.Cards = append(step.Cards, v.card(c))
			}
		}
		if len(step.Cards) > 0 {
			p.Steps = append(p.Steps, step)
		}
	}
	for _, c := range all {
		if c.Kind != content.Instruments {
			continue
		}
		g, err := chain.Around(v.view, c.ID)
		if err != nil {
			return nil, err
		}
		drawn, err := v.chainView(g, c.ID, true)
		if err != nil {
			return nil, err
		}
		p.Chains = append(p.Chains, drawn)
	}
	return v.html("example", p)
}
