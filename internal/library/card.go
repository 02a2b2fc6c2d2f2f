package library

import (
	"slices"
	"time"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
)

// Card is what lists, links and facets need to know of a document without
// reading its versions.
type Card struct {
	ID       string
	Kind     content.Kind
	Original lang.Tag
	// Texts holds a title and a summary for each language there is.
	Texts map[lang.Tag]CardText
	// Terms are the controlled terms by scheme, NUTS codes under "nuts".
	Terms map[string][]string
	// Subjects are the concepts of the thesaurus that the document is about, in
	// any of its languages, the strongest first.
	Subjects []Subject
	// Organisation publishes or owns the document.
	Organisation string
	// City is where it is, in the city's own language; "" where that is not said.
	City string
	// Date is the document's own: of an event, a brief, the start of a practice.
	Date content.Date
	// End is when what it tells about ended, where it did.
	End content.Date
	// Added and Updated come from history, or from the file's time.
	Added   time.Time
	Updated time.Time

	Aliases    []string
	Supersedes []string
	// Partner is an organisation's number in the project, 0 for none.
	Partner int
	// Example marks what is made up for training and kept out of counts.
	Example bool
	// Parts are the ids of headings and items that can be linked to.
	Parts []string
	// Items are the parts that the chain from case to policy is made of.
	Items []content.Item
}

// Subject is a concept that a document is about.
type Subject struct {
	// Concept is its id in the thesaurus.
	Concept string
	// Strength is how much it is about it, from 1 to 100.
	Strength int
}

// CardText is the words of a card in one language.
type CardText struct {
	Title   string
	Summary string
	// Blob is the version's own; Follows the one of the original that a
	// translation was made from, "" for the original.
	Blob    string
	Follows string
	By      string
	Words   int
}

// Languages lists the languages that the document has, in the usual order.
func (c *Card) Languages() []lang.Tag {
	var list []lang.Tag
	for _, t := range lang.All() {
		if _, ok := c.Texts[t]; ok {
			list = append(list, t)
		}
	}
	return list
}

// Has tells whether the document has a version in a language.
func (c *Card) Has(t lang.Tag) bool {
	_, ok := c.Texts[t]
	return ok
}

// Best returns the language that a reader of t is shown: t itself, else the
// original's.
func (c *Card) Best(t lang.Tag) lang.Tag {
	if c.Has(t) {
		return t
	}
	return c.Original
}

// Text returns title and summary as a reader of t is shown them, and their
// language.
func (c *Card) Text(t lang.Tag) (CardText, lang.Tag) {
	best := c.Best(t)
	return c.Texts[best], best
}

// State is how a version stands to its original.
type State string

// The states of a version.
const (
	Original State = "original"
	Current  State = "current"
	Outdated State = "outdated"
	Missing  State = "missing"
)

// State tells how the version in a language stands to the original.
func (c *Card) State(t lang.Tag) State {
	text, ok := c.Texts[t]
	switch {
	case !ok:
		return Missing
	case t == c.Original:
		return Original
	case text.Follows != c.Texts[c.Original].Blob:
		return Outdated
	}
	return Current
}

// About returns how much the document is about a concept, 0 for not at all.
func (c *Card) About(concept string) int {
	for _, s := range c.Subjects {
		if s.Concept == concept {
			return s.Strength
		}
	}
	return 0
}

// HasPart tells whether a heading or item can be linked to.
func (c *Card) HasPart(part string) bool {
	_, found := slices.BinarySearch(c.Parts, part)
	return found
}

// HasItem tells whether a list of the chain has an item with that id.
func (c *Card) HasItem(list, id string) bool {
	return slices.ContainsFunc(c.Items, func(x content.Item) bool { return x.List == list && x.ID == id })
}

// Outcome returns a practice's outcome, "" where there is none.
func (c *Card) Outcome() string {
	if list := c.Terms["outcome"]; len(list) > 0 {
		return list[0]
	}
	return ""
}

// NewCard sums a document up but for its dates and subjects. It returns nil
// where no version is the original.
func NewCard(versions []*content.Version) *Card {
	original := content.OriginalOf(versions)
	if original == nil {
		return nil
	}
	base := original.Facts.Base()
	c := &Card{
		ID: original.ID, Kind: original.Kind, Original: original.Lang,
		Texts: map[lang.Tag]CardText{}, Terms: content.Terms(original.Facts),
		Aliases: base.Aliases, Supersedes: base.Supersedes, Example: base.Example,
		Items: content.ChainItems(original.Facts),
	}
	c.Organisation, c.Date, c.End, c.Partner = summary(original.Facts)
	c.City = cityOf(original.Facts)
	for _, v := range versions {
		b := v.Facts.Base()
		text := CardText{Title: b.Title, Summary: b.Summary, Blob: v.Blob, By: b.By, Words: v.Words}
		if b.Translates != nil {
			text.Follows = b.Translates.Blob
		}
		c.Texts[v.Lang] = text
		c.Parts = append(c.Parts, v.Anchors()...)
	}
	slices.Sort(c.Parts)
	c.Parts = slices.Compact(c.Parts)
	return c
}

// summary picks out of the facts what a card shows.
func summary(f content.Facts) (organisation string, date, end content.Date, partner int) {
	organisation = f.Base().Organisation
	switch f := f.(type) {
	case *content.Practice:
		organisation, date, end = f.Owner, f.Timescale.Start, f.Timescale.End
	case *content.Event:
		if f.Host != "" {
			organisation = f.Host
		}
		date, end = f.Start, f.End
	case *content.Brief:
		date = f.Date
	case *content.Instrument:
		organisation, date, end = f.Authority, f.Period.Start, f.Period.End
	case *content.Plan:
		date, end = f.Period.Start, f.Period.End
	case *content.Review:
		organisation, date, end = f.Host, f.Start, f.End
	case *content.Improvement:
		date = f.Date
	case *content.LegalNote:
		date = f.LegalAsOf
	case *content.Organisation:
		partner = int(f.Partner.Float())
	case *content.Project:
		date, end = f.Period.Start, f.Period.End
	}
	return organisation, date, end, partner
}

// cityOf picks out of the facts the city that they name.
func cityOf(f content.Facts) string {
	switch f := f.(type) {
	case *content.Practice:
		return f.Location.City
	case *content.Event:
		return f.Place.City
	case *content.Review:
		return f.Place.City
	case *content.Organisation:
		return f.Place.City
	}
	return ""
}
