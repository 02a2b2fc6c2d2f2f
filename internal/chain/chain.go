// Package chain follows the chain from case to policy: which recommendations
// and actions a case gave rise to, and which improvement of a policy instrument
// came of them. It reads links that authors wrote; it keeps nothing.
//
// chain.go follows the links of one document, whole.go looks at all of them.
package chain

import (
	"slices"
	"strings"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/library"
)

// Step is how far along the chain something is.
type Step int

// The steps, in their order.
const (
	Case Step = iota
	Advice
	Action
	Improvement
	Instrument
)

// Steps is how many steps there are.
const Steps = int(Instrument) + 1

// Node is one link of the chain: a document, or the recommendation or action in
// it that Part names.
type Node struct {
	ID   string
	Part string
}

// String is the reference by which authors name the node.
func (n Node) String() string {
	if n.Part == "" {
		return n.ID
	}
	return n.ID + "#" + n.Part
}

// Kind returns the kind of document that the node is, or stands in.
func (n Node) Kind() content.Kind {
	kind, _, _ := strings.Cut(n.ID, "/")
	return content.Kind(kind)
}

// Step tells how far along the chain the node is.
func (n Node) Step() Step {
	switch kind := n.Kind(); {
	case kind == content.Reviews, kind == content.Briefs && n.Part != "":
		return Advice
	case kind == content.Plans:
		return Action
	case kind == content.Improvements:
		return Improvement
	case kind == content.Instruments:
		return Instrument
	}
	return Case
}

// linked tells whether documents of a kind can be links of the chain.
func linked(k content.Kind) bool {
	switch k {
	case content.Practices, content.Events, content.Briefs, content.Reviews, content.Plans,
		content.Improvements, content.Instruments:
		return true
	}
	return false
}

// Edge leads from a node to what came of it.
type Edge struct {
	From, To Node
	// Aim tells that the instrument is only what an action or a recommendation is
	// meant for; nothing has changed in it yet.
	Aim bool
}

// Links is what is known of documents and of what points to what. A view of an
// edition is one, and so is the Whole.
type Links interface {
	// Card returns a document's card, or nil.
	Card(id string) *library.Card
	// BackLinks lists what points to a document.
	BackLinks(id string) ([]library.BackLink, error)
	// References lists what a document's facts point to.
	References(id string) ([]content.Reference, error)
}

// Graph is a piece of the chain. Nodes are ordered by their step.
type Graph struct {
	Nodes []Node
	Edges []Edge
	// Cut tells that there is more than MaxNodes.
	Cut bool
}

// MaxNodes is how many nodes a graph has at most.
const MaxNodes = 100

// After returns what came of a document: of a case, or of anything further
// along. The document itself is in it.
func After(l Links, id string) (*Graph, error) {
	w := newWalker(l, id)
	err := w.follow(w.start(id), w.after)
	return w.graph(), err
}

// Around returns what led to a document and what came of it, through all its
// recommendations or actions.
func Around(l Links, id string) (*Graph, error) {
	w := newWalker(l, id)
	if err := w.follow(w.start(id), w.before); err != nil {
		return nil, err
	}
	err := w.follow(w.start(id), w.after)
	return w.graph(), err
}

// walker gathers nodes and edges.
type walker struct {
	Links
	// examples tells that what is made up for training belongs to it.
	examples bool
	nodes    map[Node]bool
	edges    map[Edge]bool
	order    []Node
	list     []Edge
	// What was read of documents, most of which have several nodes.
	refs map[string][]content.Reference
	back map[string][]library.BackLink
	cut  bool
}

func newWalker(l Links, id string) *walker {
	c := l.Card(id)
	return &walker{Links: l, examples: c != nil && c.Example, nodes: map[Node]bool{}, edges: map[Edge]bool{},
		refs: map[string][]content.Reference{}, back: map[string][]library.BackLink{}}
}

// start lists the nodes that a document consists of.
func (w *walker) start(id string) []Node {
	list := nodesOf(w.Card(id))
	for _, n := range list {
		w.add(n)
	}
	return list
}

// nodesOf lists the nodes of a document: its recommendations or actions, else
// the document itself.
func nodesOf(c *library.Card) []Node {
	if c == nil {
		return nil
	}
	var list []Node
	for _, x := range c.Items {
		if x.List == content.ChainList(c.Kind) {
			list = append(list, Node{c.ID, x.ID})
		}
	}
	if len(list) == 0 || c.Kind == content.Briefs {
		list = append(list, Node{ID: c.ID})
	}
	return list
}

func (w *walker) add(n Node) bool {
	switch {
	case w.nodes[n]:
		return false
	case len(w.order) == MaxNodes:
		w.cut = true
		return false
	}
	w.nodes[n] = true
	w.order = append(w.order, n)
	return true
}

// follow goes from node to node as long as there are new ones.
func (w *walker) follow(next []Node, from func(Node) ([]Edge, error)) error {
	seen := map[Node]bool{}
	for ; len(next) > 0; next = next[1:] {
		if seen[next[0]] {
			continue
		}
		seen[next[0]] = true
		edges, err := from(next[0])
		if err != nil {
			return err
		}
		for _, e := range edges {
			other := e.To
			if other == next[0] {
				other = e.From
			}
			w.add(other)
			if !w.nodes[other] {
				continue
			}
			if !w.edges[e] {
				w.edges[e] = true
				w.list = append(w.list, e)
			}
			next = append(next, other)
		}
	}
	return nil
}

// nodeIn understands a reference to a part of a document. Parts of a case are
// the case; false is for what has no place in the chain, or is made up where
// only real things count.
func nodeIn(c *library.Card, part string, examples bool) (Node, bool) {
	if c == nil || c.Example && !examples || !linked(c.Kind) {
		return Node{}, false
	}
	if part != "" {
		if list := content.ChainList(c.Kind); list == "" || !c.HasItem(list, part) {
			part = ""
		}
	}
	return Node{c.ID, part}, true
}

func (w *walker) node(id, part string) (Node, bool) { return nodeIn(w.Card(id), part, w.examples) }

// target understands a reference as it is written.
func (w *walker) target(reference string) (Node, bool) {
	id, part, _ := strings.Cut(reference, "#")
	return w.node(id, part)
}

func (w *walker) references(id string) ([]content.Reference, error) {
	if list, ok := w.refs[id]; ok {
		return list, nil
	}
	list, err := w.References(id)
	w.refs[id] = list
	return list, err
}

func (w *walker) backLinks(id string) ([]library.BackLink, error) {
	if list, ok := w.back[id]; ok {
		return list, nil
	}
	list, err := w.BackLinks(id)
	w.back[id] = list
	return list, err
}

// before lists the edges that lead to a node.
func (w *walker) before(n Node) ([]Edge, error) {
	field := content.ChainField(n.Kind())
	if n.Step() == Instrument {
		return w.beforeInstrument(n)
	}
	if field == "" || n.Step() == Case {
		return nil, nil
	}
	refs, err := w.references(n.ID)
	var edges []Edge
	for _, r := range refs {
		if r.Field != field || n.Part != "" && r.Item != n.Part {
			continue
		}
		if from, ok := w.target(r.Target); ok && from != n {
			edges = append(edges, Edge{From: from, To: n})
		}
	}
	return edges, err
}

// beforeInstrument lists the improvements of an instrument, and what is meant
// to improve it.
func (w *walker) beforeInstrument(n Node) ([]Edge, error) {
	links, err := w.backLinks(n.ID)
	var edges []Edge
	for _, l := range links {
		from, ok := w.node(l.Source, "")
		if !ok || l.Field != "instrument" {
			continue
		}
		if from.Step() == Improvement {
			edges = append(edges, Edge{From: from, To: n})
			continue
		}
		for _, x := range nodesOf(w.Card(l.Source)) {
			edges = append(edges, Edge{From: x, To: n, Aim: true})
		}
	}
	return edges, err
}

// after lists the edges that lead on from a node.
func (w *walker) after(n Node) ([]Edge, error) {
	links, err := w.backLinks(n.ID)
	if err != nil {
		return nil, err
	}
	var edges []Edge
	for _, l := range links {
		to, ok := w.node(l.Source, l.From)
		if !ok || l.Field == "" || l.Field != content.ChainField(to.Kind()) {
			continue
		}
		if from, ok := w.node(n.ID, l.Part); ok && from == n && to != n {
			edges = append(edges, Edge{From: n, To: to})
		}
	}
	if step := n.Step(); step == Case || step == Instrument {
		return edges, nil
	}
	refs, err := w.references(n.ID)
	for _, r := range refs {
		if to, ok := w.target(r.Target); ok && r.Field == "instrument" {
			edges = append(edges, Edge{From: n, To: to, Aim: n.Step() != Improvement})
		}
	}
	return edges, err
}

// graph puts what was gathered in order. That an instrument is aimed at is left
// out where something more is known to have come of it.
func (w *walker) graph() *Graph {
	g := &Graph{Nodes: w.order, Edges: w.list, Cut: w.cut}
	further := map[Node]bool{}
	for _, e := range g.Edges {
		further[e.From] = further[e.From] || !e.Aim
	}
	g.Edges = slices.DeleteFunc(g.Edges, func(e Edge) bool { return e.Aim && further[e.From] })
	slices.SortStableFunc(g.Nodes, func(a, b Node) int { return int(a.Step()) - int(b.Step()) })
	return g
}
