package web

import "github.com/ai4citizens/casebook/internal/chain"

// gapsPage shows where the chain from case to policy is not joined.
type gapsPage struct {
	page
	Ways []navItem
	Gaps []gap
}

// gap is one kind of link that is missing.
type gap struct {
	ID    string
	Title string
	Text  string
	Count int
	Nodes []chainNode
	// More is how many are not shown.
	More int
}

// maxGaps is how many places of each kind are shown.
const maxGaps = 50

// gapNames are the kinds of gap in the order in which they are shown.
var gapNames = [...]string{"unused", "unanswered", "unfounded", "unproven", "unimproved"}

// gaps lists what has no link yet.
func gaps(v *visit) (*answer, error) {
	whole, err := v.view.Chain()
	if err != nil {
		return nil, err
	}
	p := &gapsPage{page: v.newPage(v.T("nav.chain.gaps")), Ways: v.chainWays()}
	p.Description = v.T("chain.gaps.intro")
	p.Crumb = v.crumbs("chain", v.T("nav.chain"))
	t, found := v.teller(), whole.Gaps()
	for i, nodes := range [][]chain.Node{found.Unused, found.Unanswered, found.Unfounded, found.Unproven, found.Unimproved} {
		name := gapNames[i]
		g := gap{ID: "c_" + name, Title: v.T("chain.gaps." + name), Text: v.T("chain.gaps." + name + ".text"), Count: len(nodes)}
		g.More = max(0, g.Count-maxGaps)
		for _, n := range nodes[:g.Count-g.More] {
			told, err := t.tell(n)
			if err != nil {
				return nil, err
			}
			g.Nodes = append(g.Nodes, told)
		}
		p.Gaps = append(p.Gaps, g)
	}
	return v.html("gaps", p)
}
