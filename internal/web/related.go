package web

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/publish"
)

// relatedLink leads to a related document and says why it is one.
type relatedLink struct {
	value
	// Kind is "" for a document that is not published.
	Kind   content.Kind
	Places []value
	// Shared is what both are about; none where the author named the document.
	Shared []phrase
}

const (
	// relatedInAll is how many related documents are shown, if authors named no
	// more; relatedFound how many are looked for even then.
	relatedInAll = 5
	relatedFound = 2
	// sharedShown is how many reasons are given.
	sharedShown = 3
	// conceptsOnPage is how many concepts a document's page names.
	conceptsOnPage = 8
)

// subjects says what the document is about, and what else is: first what its
// authors name, then what the edition knows. What cites it is listed anyway.
func (p *documentPage) subjects(v *visit, d *publish.Document, links []library.BackLink) {
	named := d.Original.Facts.Base().Related
	for _, id := range named {
		p.Related = append(p.Related, v.relatedLink(id))
	}
	if d.Card.Kind == content.Pages {
		return // they are about the portal
	}
	p.Concepts = v.concepts(v.view.Characteristic([]*library.Card{d.Card}, conceptsOnPage))
	without := slices.Clone(named)
	for _, l := range links {
		without = append(without, l.Source)
	}
	for i := range without {
		without[i], _, _ = strings.Cut(without[i], "#")
	}
	for _, n := range v.view.Related(d.Card.ID, without, max(relatedInAll-len(named), relatedFound)) {
		link := v.relatedLink(n.Card.ID)
		for _, s := range n.Shared {
			label := v.facetLabel(s.Group, s.Value).phrase
			label.Text = lowered(label.Text)
			if len(link.Shared) < sharedShown && !slices.Contains(link.Shared, label) {
				link.Shared = append(link.Shared, label)
			}
		}
		p.Related = append(p.Related, link)
	}
}

func (v *visit) relatedLink(reference string) relatedLink {
	link := relatedLink{value: v.document(reference)}
	id, _, _ := strings.Cut(reference, "#")
	if card := v.view.Card(id); card != nil {
		link.Kind, link.Places = card.Kind, v.places(card.Terms["nuts"])
	}
	return link
}

// lowered writes a label as it stands within a sentence: vocabularies begin
// theirs with a capital. Abbreviations stay.
func lowered(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	second, _ := utf8.DecodeRuneInString(s[size:])
	if unicode.IsLower(second) {
		return string(unicode.ToLower(first)) + s[size:]
	}
	return s
}
