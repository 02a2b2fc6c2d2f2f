package chain

import (
	"cmp"
	"slices"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/library"
)

// Cards are those of all documents of an edition, examples for training
// included.
type Cards interface {
	// Card returns a document's card, or nil.
	Card(id string) *library.Card
	// Cards visits all, in any order, until the visitor says no.
	Cards(visit func(*library.Card) bool)
}

// Reader is where all links of an edition are read from.
type Reader interface {
	// Links visits the links that stand under some keys of the facts.
	Links(fields []string, visit func(target string, l library.BackLink)) error
}

// Whole is the chain of a whole edition, in memory. It does not change.
type Whole struct {
	all  Cards
	back map[string][]library.BackLink
	refs map[string][]reference
	// cards are those that can be part of it, ordered by id.
	cards []*library.Card
	// Lessons say who learnt from whom.
	Lessons []Lesson
}

// reference is a link as its source sees it: what it leads to, and in which item
// it stands.
type reference struct {
	to    Node
	card  *library.Card
	item  string
	field string
}

// Lesson says that one organisation learnt something of another's.
type Lesson struct {
	// Learner and Teacher are organisations.
	Learner, Teacher string
	// From is the case, By what the learner made of it: an action, an improvement,
	// a recommendation to it, what it took home from an event, or a practice's
	// transfer to it.
	From, By Node
	// Example tells that one of them is made up for training.
	Example bool
}

// Fields of links that say who learnt, beside those of the chain.
const (
	takeawayField = "takeaways.partner"
	transferField = "transfers.organisation"
)

// Load reads the chain of an edition.
func Load(all Cards, links Reader) (*Whole, error) {
	w := &Whole{all: all, back: map[string][]library.BackLink{}, refs: map[string][]reference{}}
	fields := []string{"instrument", takeawayField, transferField}
	for _, k := range []content.Kind{content.Reviews, content.Plans, content.Improvements} {
		fields = append(fields, content.ChainField(k))
	}
	g := gathering{all: all, sources: map[string]int{}}
	if err := links.Links(fields, g.add); err != nil {
		return nil, err
	}
	g.sort(w)
	all.Cards(func(c *library.Card) bool {
		if linked(c.Kind) {
			w.cards = append(w.cards, c)
		}
		return true
	})
	slices.SortFunc(w.cards, func(a, b *library.Card) int { return cmp.Compare(a.ID, b.ID) })
	w.learn()
	return w, nil
}

// gathering is what was read of the links so far, in the order of their targets.
type gathering struct {
	all   Cards
	links []library.BackLink
	refs  []reference
	// sources counts the links of each source.
	sources map[string]int
	// target is the last one, which the next link often has too.
	target string
	card   *library.Card
}

func (g *gathering) add(target string, l library.BackLink) {
	if g.target != target {
		g.target, g.card = target, g.all.Card(target)
	}
	if g.card == nil {
		return
	}
	to, ok := nodeIn(g.card, l.Part, true)
	if l.Field == takeawayField || l.Field == transferField { // these lead to who learnt
		to, ok = Node{ID: target}, true
	}
	if ok {
		g.links = append(g.links, l)
		g.refs = append(g.refs, reference{to, g.card, l.From, l.Field})
		g.sources[l.Source]++
	}
}

// sort gives each target and each source its links.
func (g *gathering) sort(w *Whole) {
	begin := 0
	for i, l := range g.links {
		if i > 0 && g.refs[i].to.ID != g.refs[begin].to.ID {
			w.back[g.refs[begin].to.ID], begin = g.links[begin:i:i], i
		}
		list := w.refs[l.Source]
		if list == nil {
			list = make([]reference, 0, g.sources[l.Source])
		}
		w.refs[l.Source] = append(list, g.refs[i])
	}
	if len(g.links) > 0 {
		w.back[g.refs[begin].to.ID] = g.links[begin:]
	}
	w.Lessons = make([]Lesson, 0, len(g.links))
}

// Card implements Links.
func (w *Whole) Card(id string) *library.Card { return w.all.Card(id) }

// BackLinks implements Links: it lists what matters to the chain.
func (w *Whole) BackLinks(id string) ([]library.BackLink, error) { return w.back[id], nil }

// References implements Links: it lists what matters to the chain.
func (w *Whole) References(id string) ([]content.Reference, error) {
	var list []content.Reference
	for _, r := range w.refs[id] {
		list = append(list, content.Reference{Field: r.field, Target: r.to.String(), Item: r.item})
	}
	return list, nil
}

// learn finds out who learnt from whom.
func (w *Whole) learn() {
	for _, c := range w.cards {
		if len(w.refs[c.ID]) == 0 {
			continue
		}
		owner, first := w.owner(c), len(w.Lessons)
		for _, r := range w.refs[c.ID] {
			switch r.field {
			case takeawayField, transferField:
				w.lesson(first, r.to.ID, owner, Node{ID: c.ID}, Node{c.ID, r.item}, c.Example)
			case content.ChainField(c.Kind):
				w.taught(r, func(of reference) {
					w.lesson(first, owner, w.owner(of.card), of.to, Node{c.ID, r.item}, c.Example || of.card.Example)
				})
			}
		}
	}
}

// taught visits what a reference was learnt from. A brief tells of others'
// cases: whoever follows one of its recommendations learns from those.
func (w *Whole) taught(r reference, visit func(reference)) {
	if r.to.Kind() != content.Briefs || r.to.Part == "" {
		visit(r)
		return
	}
	for _, base := range w.refs[r.to.ID] {
		if base.field == content.ChainField(content.Briefs) && base.item == r.to.Part {
			visit(base)
		}
	}
}

// lesson notes who learnt what of whom, once among the lessons of a document,
// which begin at first. Nobody learns of themselves.
func (w *Whole) lesson(first int, learner, teacher string, from, by Node, example bool) {
	l := Lesson{Learner: learner, Teacher: teacher, From: from, By: by, Example: example}
	if learner != teacher && w.Card(learner) != nil && w.Card(teacher) != nil && !slices.Contains(w.Lessons[first:], l) {
		w.Lessons = append(w.Lessons, l)
	}
}

// owner returns the organisation that a document is of: for a plan or an
// improvement that names none, its instrument's.
func (w *Whole) owner(c *library.Card) string {
	if c.Organisation != "" {
		return c.Organisation
	}
	for _, r := range w.refs[c.ID] {
		if r.field == "instrument" {
			return r.card.Organisation
		}
	}
	return ""
}

// Graph returns the chain of all real documents, without their parts. Documents
// without a link are left out, but for instruments: they are what it is for.
func (w *Whole) Graph() *Graph {
	g := &walker{Links: w, nodes: map[Node]bool{}, edges: map[Edge]bool{}}
	// A document stands for all its parts; the recommendations of a brief stand
	// apart from the brief, which is a case.
	undivided := func(n Node) Node {
		n.Part = ""
		if n.Kind() == content.Briefs {
			n.Part = "recommendations"
		}
		return n
	}
	join := func(from, to Node, aim bool) {
		e := Edge{from, to, aim}
		g.add(e.From)
		g.add(e.To)
		if g.nodes[e.From] && g.nodes[e.To] && !g.edges[e] && from != to {
			g.edges[e] = true
			g.list = append(g.list, e)
		}
	}
	// What is furthest along comes first, so that it is not what is cut off.
	instruments := w.real(content.Instruments)
	slices.SortStableFunc(instruments, func(a, b *library.Card) int {
		return len(w.back[b.ID]) - len(w.back[a.ID])
	})
	for _, c := range instruments {
		g.add(Node{ID: c.ID})
	}
	for _, kind := range []content.Kind{content.Improvements, content.Plans, content.Reviews, content.Briefs} {
		for _, c := range w.real(kind) {
			for _, r := range w.refs[c.ID] {
				other := r.to
				if other.Part != "" {
					other = undivided(other)
				}
				switch {
				case r.card.Example:
				case r.field == "instrument":
					join(undivided(Node{ID: c.ID}), other, kind != content.Improvements)
				case r.field == content.ChainField(kind):
					join(other, undivided(Node{ID: c.ID}), false)
				}
			}
		}
	}
	return g.graph()
}

// real lists the documents of a kind that are not made up.
func (w *Whole) real(kind content.Kind) []*library.Card {
	var list []*library.Card
	for _, c := range w.cards {
		if c.Kind == kind && !c.Example {
			list = append(list, c)
		}
	}
	return list
}

// Gaps are the places where the chain is not joined.
type Gaps struct {
	// Unused practices are cited by nothing, nobody is known to have taken them
	// up, and none replaced them.
	Unused []Node
	// Unanswered recommendations have no action.
	Unanswered []Node
	// Unfounded actions follow no case.
	Unfounded []Node
	// Unproven improvements have no evidence.
	Unproven []Node
	// Unimproved instruments have no improvement that counts.
	Unimproved []Node
}

// Gaps lists what has no link yet among real documents.
func (w *Whole) Gaps() *Gaps {
	l := w.joined()
	g := new(Gaps)
	replaced := map[string]bool{}
	for _, c := range w.cards {
		for _, id := range c.Supersedes {
			replaced[id] = true
		}
	}
	for _, c := range w.cards {
		if c.Example {
			continue
		}
		self := Node{ID: c.ID}
		switch {
		case c.Kind == content.Practices && !l.led[self] && !hasList(c, "transfers") && !replaced[c.ID]:
			g.Unused = append(g.Unused, self)
		case c.Kind == content.Improvements && !Proven(c):
			g.Unproven = append(g.Unproven, self)
		case c.Kind == content.Instruments && !l.improved[c.ID]:
			g.Unimproved = append(g.Unimproved, self)
		}
		for _, x := range c.Items {
			n := Node{c.ID, x.ID}
			switch {
			case x.List == "recommendations" && !l.led[n]:
				g.Unanswered = append(g.Unanswered, n)
			case x.List == "actions" && !l.founded[n]:
				g.Unfounded = append(g.Unfounded, n)
			}
		}
	}
	return g
}

// joints say which real nodes are joined to which side.
type joints struct {
	// led to something, founded on a case or a recommendation.
	led, founded map[Node]bool
	// improved are instruments with an improvement that counts.
	improved map[string]bool
}

func (w *Whole) joined() joints {
	l := joints{map[Node]bool{}, map[Node]bool{}, map[string]bool{}}
	for _, c := range w.cards {
		if c.Example {
			continue
		}
		field := content.ChainField(c.Kind)
		for _, r := range w.refs[c.ID] {
			switch {
			case r.card.Example:
			case r.field == field:
				l.led[r.to] = true
				if step := r.to.Step(); step == Case || step == Advice {
					l.founded[Node{c.ID, r.item}] = true
				}
			case r.field == "instrument" && c.Kind == content.Improvements && Proven(c):
				l.improved[r.to.ID] = true
			}
		}
	}
	return l
}

func hasList(c *library.Card, list string) bool {
	return slices.ContainsFunc(c.Items, func(x content.Item) bool { return x.List == list })
}

// Proven tells whether an improvement has evidence, so that it is counted.
func Proven(c *library.Card) bool { return hasList(c, "evidence") }

// Numbers count what the chain of all real documents consists of.
type Numbers struct {
	Cases           int // practices, events and briefs that something came of
	Recommendations int
	Actions         int
	// States count actions by their status, "" for those without one.
	States       map[string]int
	Improvements int // with evidence
	Unproven     int // without
	Instruments  int
	Improved     int // instruments with an improvement that counts
}

// Numbers counts the chain.
func (w *Whole) Numbers() Numbers {
	n := Numbers{States: map[string]int{}}
	l := w.joined()
	n.Improved = len(l.improved)
	for led := range l.led {
		if led.Step() == Case {
			n.Cases++
		}
	}
	for _, c := range w.cards {
		if c.Example {
			continue
		}
		for _, x := range c.Items {
			switch x.List {
			case "recommendations":
				n.Recommendations++
			case "actions":
				n.Actions++
				n.States[x.State]++
			}
		}
		switch {
		case c.Kind == content.Instruments:
			n.Instruments++
		case c.Kind == content.Improvements && Proven(c):
			n.Improvements++
		case c.Kind == content.Improvements:
			n.Unproven++
		}
	}
	return n
}
