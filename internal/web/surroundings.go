package web

import (
	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/publish"
)

// change is who changed the shown version last.
type change struct {
	When   *moment
	Author string
	Commit string
}

// translation is one language of the document and how it stands to the
// original.
type translation struct {
	Tag   lang.Tag
	Name  string
	State string // "original", "current", "outdated" or "missing"
	Label string
	By    *value
	Href  string // "" for a missing one
	Shown bool
}

type citations struct {
	Title string
	Links []value
}

// surroundings fills in what lies around the document: translations, history,
// and what points to it.
func (p *documentPage) surroundings(v *visit, d *publish.Document) error {
	p.translations(v, d.Card)
	links, err := v.view.BackLinks(d.Card.ID)
	if err != nil {
		return err
	}
	p.CitedBy = v.citedBy(d.Card, links)
	p.subjects(v, d, links)
	if err := p.chain(v); err != nil {
		return err
	}
	if d.Card.Kind == content.Organisations {
		if p.Lessons, err = v.lessonsOfOrganisation(d.Card); err != nil {
			return err
		}
	}
	commits, err := v.view.HistoryOf(d.Version)
	if err != nil {
		return err
	}
	p.Changed = v.lastChange(commits, d)
	p.History = v.address(d.Card.ID, "history")
	if n := lang.ReadingMinutes(d.Version.Lang, d.Version.Words); n > 0 && d.Card.Kind != content.Learning {
		p.Minutes = v.N("document.reading", n)
	}
	p.Citing, err = v.citing(d)
	return err
}

func (v *visit) lastChange(commits []library.Change, d *publish.Document) *change {
	if len(commits) == 0 {
		return &change{When: v.Day(d.Card.Updated)}
	}
	return &change{v.Day(commits[0].Time), commits[0].Author, shortHash(commits[0].Hash)}
}

func (p *documentPage) translations(v *visit, card *library.Card) {
	for _, t := range v.view.Site().Tags() {
		state := card.State(t)
		tr := translation{Tag: t, Name: v.OwnName(t), State: string(state),
			Label: v.T("state." + string(state)), Shown: t == card.Best(v.Lang)}
		if state != library.Missing {
			tr.Href = "/" + string(t) + "/" + card.ID
		}
		if by := card.Texts[t].By; by != "" {
			term := v.term("translation-status", by)
			tr.By = &term
		}
		p.Translations = append(p.Translations, tr)
	}
}

// citedBy groups what points to a document by kind, each source once. Links of
// the chain from case to policy are shown with it, and what is made up for
// training cites nothing real.
func (v *visit) citedBy(to *library.Card, links []library.BackLink) []citations {
	kinds := map[content.Kind][]value{}
	seen := map[string]bool{to.ID: true}
	for _, l := range links {
		card := v.view.Card(l.Source)
		if card == nil || card.Example && !to.Example || seen[l.Source] ||
			l.Field != "" && (l.Field == content.ChainField(card.Kind) || l.Field == "instrument") {
			continue
		}
		seen[l.Source] = true
		kinds[card.Kind] = append(kinds[card.Kind], v.document(l.Source))
	}
	var list []citations
	for _, k := range content.Kinds() {
		if values := kinds[k]; len(values) > 0 {
			v.byLabel(values)
			list = append(list, citations{v.KindNames(k), values})
		}
	}
	return list
}
