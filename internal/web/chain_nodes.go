package web

import (
	"strings"

	"github.com/ai4citizens/casebook/internal/chain"
	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/publish"
)

// chainNode is a link of the chain from case to policy as readers see it.
type chainNode struct {
	value
	node chain.Node
	// Of is the document that a recommendation or an action stands in.
	Of *value
	// State is how it stands: an action's status, that an improvement is not
	// proven or an instrument not improved. StateID is for its look.
	State   string
	StateID string
	Owner   []value
	Regions []value
	// Through are the links by which it came of what the page is about, where it
	// did not come of that itself.
	Through []value
	// Leads are what came of it, Aims the instrument that it is only meant for.
	Leads []value
	Aims  []value
}

// teller puts nodes into words, and reads each document once.
type teller struct {
	*visit
	documents map[string]*publish.Document
}

func (v *visit) teller() *teller { return &teller{v, map[string]*publish.Document{}} }

// read returns a document, nil where it is not published.
func (t *teller) read(id string) (*publish.Document, error) {
	if d, ok := t.documents[id]; ok {
		return d, nil
	}
	if t.view.Card(id) == nil {
		return nil, nil
	}
	d, err := t.view.Document(id, t.Lang)
	if err != nil {
		return nil, err
	}
	t.documents[id] = d
	return d, nil
}

// name is a link to a node, in the words of its own.
func (t *teller) name(n chain.Node) (value, error) {
	v := t.document(n.String())
	v.Hint = ""
	if n.Part == "" {
		return v, nil
	}
	d, err := t.read(n.ID)
	if d == nil || err != nil {
		return v, err
	}
	if words := content.ItemWords(d.Facts, n.Part); words != "" {
		tag := d.Version.Lang
		if words == content.ItemWords(d.Original.Facts, n.Part) {
			tag = d.Original.Lang
		}
		v.phrase = t.phrase(strings.TrimSuffix(words, "."), tag)
	}
	return v, nil
}

// tell says what there is to know of a node.
func (t *teller) tell(n chain.Node) (chainNode, error) {
	name, err := t.name(n)
	if err != nil {
		return chainNode{}, err
	}
	card := t.view.Card(n.ID)
	out := chainNode{value: name, node: n}
	if of := t.document(n.ID); of.Text != name.Text {
		of.Hint = ""
		out.Of = &of
	}
	if id, err := t.owner(card); err != nil {
		return out, err
	} else if id != "" {
		owner := t.document(id)
		owner.Hint = ""
		out.Owner = []value{owner}
	}
	out.Regions = t.places(card.Terms["nuts"])
	out.State, out.StateID = t.state(n, card)
	return out, nil
}

// owner is the organisation that a document is of; a plan or an improvement
// that names none is of the one whose instrument it is about.
func (t *teller) owner(card *library.Card) (string, error) {
	if card.Organisation != "" {
		return card.Organisation, nil
	}
	instrument := ""
	if card.Kind == content.Plans || card.Kind == content.Improvements {
		d, err := t.read(card.ID)
		if err != nil {
			return "", err
		}
		switch f := d.Facts.(type) {
		case *content.Plan:
			instrument = f.Instrument
		case *content.Improvement:
			instrument = f.Instrument
		}
	}
	if c := t.view.Card(instrument); c != nil {
		return c.Organisation, nil
	}
	return "", nil
}

// state says how a node stands.
func (t *teller) state(n chain.Node, card *library.Card) (words, id string) {
	switch card.Kind {
	case content.Plans:
		for _, x := range card.Items {
			if x.List == "actions" && x.ID == n.Part && x.State != "" {
				return t.term("action-status", x.State).Text, x.State
			}
		}
	case content.Improvements:
		if !chain.Proven(card) {
			return t.T("chain.unproven"), "warning"
		}
	case content.Practices:
		if card.Outcome() == "discontinued" {
			return t.term("outcome", "discontinued").Text, "discontinued"
		}
	}
	return "", ""
}
