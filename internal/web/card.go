package web

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/search"
)

// card is a document as lists and hits show it.
type card struct {
	*reader
	ID   string
	Kind content.Kind
	Href string
	// Title and Summary are in pieces, of which those that answer a query are
	// marked; TextLang is their language where that is not the reader's.
	Title    []search.Fragment
	Summary  []search.Fragment
	TextLang lang.Tag
	// Snippet is the piece of the text that answers a query.
	Snippet     []search.Fragment
	SnippetLang lang.Tag
	// Why tells by which other words the document was found.
	Why     []reason
	Regions []value
	Outcome *value
	// OutcomeID is the term's id, for its look.
	OutcomeID string
	When      string
	Owner     *value
	Languages []cardLanguage
	Example   bool
	// Choose tells that the card can be chosen for a comparison. Keep tells that
	// there is nothing to compare it with here, but that it can be remembered.
	Choose, Keep bool
}

// reason is a word of the query and the word that stands for it.
type reason struct {
	Asked string
	Found phrase
	// In names the language of the word found, "" for the reader's own.
	In string
}

func (r *reader) reasons(list []search.Reason) []reason {
	var out []reason
	for _, x := range list {
		y := reason{Asked: x.Asked, Found: r.phrase(x.Found, x.Lang)}
		if x.Lang != r.Lang {
			y.In = r.LangName(x.Lang)
		}
		out = append(out, y)
	}
	return out
}

type cardLanguage struct {
	Tag  lang.Tag
	Name string
}

// maxRegions is how many regions a card names, without their countries.
const maxRegions = 3

// places names regions and, after them, the countries that they lie in.
func (r *reader) places(codes []string) []value {
	scheme := r.view.Rules.Vocabularies.Scheme("nuts")
	var list, countries []value
	var seen []string
	codes = r.innermost(codes)
	for _, code := range codes[:min(len(codes), maxRegions)] {
		list = append(list, r.term("nuts", code))
		if path := scheme.Path(code); len(path) > 1 && !slices.Contains(seen, path[0]) {
			seen = append(seen, path[0])
			countries = append(countries, r.term("nuts", path[0]))
		}
	}
	return append(list, countries...)
}

// innermost leaves out the regions that another one of them lies in.
func (r *reader) innermost(codes []string) []string {
	scheme := r.view.Rules.Vocabularies.Scheme("nuts")
	var list []string
	for _, code := range codes {
		if !slices.ContainsFunc(codes, func(other string) bool {
			return other != code && slices.Contains(scheme.Path(other), code)
		}) {
			list = append(list, code)
		}
	}
	return list
}

// card makes the card of a document.
func (r *reader) card(c *library.Card) *card {
	text, t := c.Text(r.Lang)
	k := &card{
		reader: r, ID: c.ID, Kind: c.Kind, Href: r.address(c.ID), Example: c.Example,
		Title: plainText(text.Title), Summary: plainText(text.Summary), TextLang: r.phrase("", t).Lang,
	}
	k.Regions = r.places(c.Terms["nuts"])
	if list := c.Terms["outcome"]; len(list) > 0 {
		outcome := r.term("outcome", list[0])
		k.Outcome, k.OutcomeID = &outcome, list[0]
	}
	if c.Organisation != "" && c.Organisation != c.ID {
		owner := r.document(c.Organisation)
		k.Owner = &owner
	}
	if !c.Date.IsZero() || !c.End.IsZero() {
		k.When = r.span(c.Date, c.End)
	}
	for _, tag := range c.Languages() {
		k.Languages = append(k.Languages, cardLanguage{tag, r.LangName(tag)})
	}
	return k
}

func (r *reader) cards(list []*library.Card) []*card {
	out := make([]*card, 0, len(list))
	for _, c := range list {
		out = append(out, r.card(c))
	}
	return out
}

// choosable lets the practices of a list be chosen for a comparison, if there
// is more than one.
func choosable(list []*card) []*card {
	isPractice := func(k *card) bool { return k.Kind == content.Practices }
	first := slices.IndexFunc(list, isPractice)
	if first < 0 {
		return list
	}
	if !slices.ContainsFunc(list[first+1:], isPractice) {
		list[first].Keep = true
		return list
	}
	for _, k := range list {
		k.Choose = isPractice(k)
	}
	return list
}

func plainText(s string) []search.Fragment {
	if s == "" {
		return nil
	}
	return []search.Fragment{{Text: s}}
}

// group is cards of one kind.
type group struct {
	*reader
	Kind  content.Kind
	Title string
	Count int
	Cards []*card
	// All leads to all of them, where not all are shown.
	All string
}

// byKind groups cards by kind, in the usual order, and within a kind by title.
func (r *reader) byKind(list []*library.Card) []group {
	list = slices.Clone(list)
	r.byTitle(list)
	return r.inGroups(list)
}

// inGroups groups cards by kind, and keeps their order within a kind.
func (r *reader) inGroups(list []*library.Card) []group {
	kinds := map[content.Kind][]*library.Card{}
	for _, c := range list {
		kinds[c.Kind] = append(kinds[c.Kind], c)
	}
	var groups []group
	for _, k := range content.Kinds() {
		if cards := kinds[k]; len(cards) > 0 {
			groups = append(groups, group{reader: r, Kind: k, Title: r.KindNames(k), Count: len(cards), Cards: choosable(r.cards(cards))})
		}
	}
	return groups
}

// newest orders cards by the date that a reader of their kind looks for: that
// of an event or brief, else when the document was last changed. What changed
// with one commit is ordered by its own date.
func newest(cards []*library.Card) {
	slices.SortStableFunc(cards, func(a, b *library.Card) int {
		return cmp.Or(strings.Compare(newsDate(b), newsDate(a)), strings.Compare(ownDate(b), ownDate(a)))
	})
}

func newsDate(c *library.Card) string {
	switch c.Kind {
	case content.Events, content.Briefs, content.Reviews, content.Improvements:
		return ownDate(c)
	}
	return c.Updated.UTC().Format("2006-01-02T15:04")
}

// ownDate is the document's own date in a form to sort by; one without a date
// comes last among the newest.
func ownDate(c *library.Card) string {
	if c.Date.IsZero() {
		return ""
	}
	return c.Date.Last().Format("2006-01-02")
}
