package web

import (
	"strings"

	"github.com/ai4citizens/casebook/internal/chain"
	"github.com/ai4citizens/casebook/internal/content"
)

// chainView is a piece of the chain from case to policy: a drawing, and a list
// that says the same.
type chainView struct {
	*reader
	Title   string
	Drawing *drawing
	Groups  []chainGroup
	// Cut is how many links are shown where there are more, else 0.
	Cut int
}

// chainGroup are the links of one step.
type chainGroup struct {
	Title string
	Nodes []chainNode
}

// stepNames are the messages that name the steps.
var stepNames = [chain.Steps]string{"chain.cases", "chain.advice", "chain.actions", "chain.improvements", "chain.instruments"}

// chainView puts a graph into words. Without a drawing, the nodes of the
// document that it is about are left out, and what came of it only by way of
// others says so.
func (v *visit) chainView(g *chain.Graph, about string, drawn bool) (*chainView, error) {
	c := &chainView{reader: v.reader}
	if !drawn {
		g = came(g)
	}
	if g.Cut {
		c.Cut = len(g.Nodes)
	}
	t := v.teller()
	nodes := make([]chainNode, len(g.Nodes))
	place := map[chain.Node]int{}
	for i, n := range g.Nodes {
		var err error
		if nodes[i], err = t.tell(n); err != nil {
			return nil, err
		}
		place[n] = i
	}
	for _, e := range g.Edges {
		from, to := &nodes[place[e.From]], nodes[place[e.To]].value
		if e.Aim {
			from.Aims = append(from.Aims, to)
		} else {
			from.Leads = append(from.Leads, to)
		}
	}
	for step := range chain.Steps {
		group := chainGroup{Title: v.T(stepNames[step])}
		for i, n := range g.Nodes {
			if n.Step() == chain.Step(step) && (drawn || n.ID != about) {
				group.Nodes = append(group.Nodes, nodes[i])
			}
		}
		if drawn || len(group.Nodes) > 0 {
			c.Groups = append(c.Groups, group)
		}
	}
	if drawn {
		c.Drawing = v.drawChain(g, nodes)
	} else {
		through(c.Groups, g, nodes, place, about)
	}
	return c, nil
}

// came leaves out what is only aimed at: nothing has come about there.
func came(g *chain.Graph) *chain.Graph {
	out := &chain.Graph{Cut: g.Cut}
	reached := map[chain.Node]bool{}
	for _, e := range g.Edges {
		if !e.Aim {
			out.Edges = append(out.Edges, e)
			reached[e.From], reached[e.To] = true, true
		}
	}
	for _, n := range g.Nodes {
		if reached[n] {
			out.Nodes = append(out.Nodes, n)
		}
	}
	return out
}

// through says by way of what something came of a document that it does not
// name itself.
func through(groups []chainGroup, g *chain.Graph, nodes []chainNode, place map[chain.Node]int, about string) {
	direct, by := map[chain.Node]bool{}, map[chain.Node][]value{}
	for _, e := range g.Edges {
		direct[e.To] = direct[e.To] || e.From.ID == about
		by[e.To] = append(by[e.To], nodes[place[e.From]].value)
	}
	for i := range groups {
		for j := range groups[i].Nodes {
			if x := &groups[i].Nodes[j]; !direct[x.node] {
				x.Through = by[x.node]
			}
		}
	}
}

// chain shows where a document stands between case and policy: of a case, what
// came of it; of what is further along, also what led to it.
func (p *documentPage) chain(v *visit) error {
	walk, title, drawn := chain.Around, v.T("chain.title"), true
	switch p.Kind {
	case content.Practices, content.Events, content.Briefs:
		walk, title, drawn = chain.After, v.T("chain.came"), false
	case content.Instruments, content.Plans, content.Reviews, content.Improvements:
	default:
		return nil
	}
	g, err := walk(v.view, p.ID)
	if err != nil {
		return err
	}
	if !drawn && len(came(g).Edges) == 0 {
		return nil
	}
	if p.Chain, err = v.chainView(g, p.ID, drawn); err != nil {
		return err
	}
	p.Chain.Title = title
	return nil
}

// chainPage shows the chain of everything, and how to go on from there.
type chainPage struct {
	page
	Chain   *chainView
	Numbers []navItem
	// Ways lead to the other pages about the chain.
	Ways []navItem
}

// chainWays are the pages about the chain.
func (v *visit) chainWays() []navItem {
	names := []string{"chain", "chain/matrix", "chain/gaps"}
	if len(v.view.Examples()) > 0 {
		names = append(names, "chain/example")
	}
	var list []navItem
	for _, name := range names {
		item := navItem{Href: v.address(name), Label: v.T("nav." + strings.ReplaceAll(name, "/", "."))}
		if v.request.URL.Path == item.Href {
			item.Current = "page"
		}
		list = append(list, item)
	}
	return list
}

// wholeChain shows how far the project has come from cases to policy.
func wholeChain(v *visit) (*answer, error) {
	whole, err := v.view.Chain()
	if err != nil {
		return nil, err
	}
	p := &chainPage{page: v.newPage(v.T("nav.chain")), Ways: v.chainWays()}
	p.Description = v.T("chain.intro")
	p.Crumb = v.crumbs()
	if p.Chain, err = v.chainView(whole.Graph(), "", true); err != nil {
		return nil, err
	}
	p.Chain.Title = v.T("chain.whole")
	p.numbers(v, whole.Numbers())
	return v.html("chain", p)
}

// numbers says how much there is of each step.
func (p *chainPage) numbers(v *visit, n chain.Numbers) {
	add := func(label, href string) { p.Numbers = append(p.Numbers, navItem{Label: label, Href: href}) }
	add(v.N("chain.count.cases", n.Cases), "")
	add(v.N("brief.recommendations", n.Recommendations), "")
	add(v.N("plan.actions", n.Actions), v.address("plans"))
	if scheme := v.view.Rules.Vocabularies.Scheme("action-status"); scheme != nil {
		for _, c := range scheme.Concepts {
			if count := n.States[c.ID]; count > 0 {
				add(c.Label.In(v.Lang)+": "+v.Number(count), "")
			}
		}
	}
	add(v.N("chain.count.improvements", n.Improvements), v.address("improvements"))
	if n.Unproven > 0 {
		add(v.T("chain.unproven")+": "+v.Number(n.Unproven), v.address("chain/gaps")+"#c_unproven")
	}
	add(v.N("count.instruments", n.Instruments), v.address("instruments"))
	add(v.N("chain.count.improved", n.Improved), "")
}
