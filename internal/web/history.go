package web

import (
	"slices"

	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/repo"
)

// historyPage tells who changed a document when, language by language.
type historyPage struct {
	page
	Document value
	Versions []versionHistory
}

type versionHistory struct {
	cardLanguage
	State   string
	Label   string
	Path    string
	Commits []commitRow
	Href    string
}

type commitRow struct {
	When    *moment
	Author  string
	Subject string
	Hash    string
	Href    string
	// Changes leads to what the commit changed, "" for the first.
	Changes string
}

// history lists the commits of all versions of a document.
func history(v *visit) (*answer, error) {
	id := v.vars["kind"] + "/" + v.vars["slug"]
	card := v.view.Card(id)
	if card == nil {
		return v.aliased(id, "history")
	}
	doc := v.document(id)
	p := &historyPage{page: v.newPage(v.T("history.title")), Document: doc}
	p.Title += " · " + doc.Text
	p.NoIndex = true
	p.Crumb = append(v.crumbs(string(card.Kind), v.KindNames(card.Kind)), crumb{doc.phrase, doc.Href})
	for _, t := range card.Languages() {
		h, err := v.versionHistory(card, cardLanguage{t, v.LangTitle(t)})
		if err != nil {
			return nil, err
		}
		p.Versions = append(p.Versions, h)
	}
	return v.html("history", p)
}

func (v *visit) versionHistory(card *library.Card, l cardLanguage) (versionHistory, error) {
	state := string(card.State(l.Tag))
	h := versionHistory{cardLanguage: l, State: state, Label: v.T("state." + state), Href: "/" + string(l.Tag) + "/" + card.ID}
	version, err := v.view.Version(card.ID, l.Tag)
	if err != nil {
		return h, err
	}
	h.Path = version.Path
	commits, err := v.view.HistoryOf(version)
	if err != nil {
		return h, err
	}
	before := ""
	for _, c := range slices.Backward(commits) {
		row := v.commit(c.Commit)
		if before != "" && c.Blob != "" && c.Blob != before {
			row.Changes = v.changesAddress(card.ID, l.Tag, before, c.Blob)
		}
		before = orElse(c.Blob, before)
		h.Commits = append(h.Commits, row)
	}
	slices.Reverse(h.Commits)
	return h, nil
}

func (v *visit) commit(c repo.Commit) commitRow {
	row := commitRow{When: v.Day(c.Time), Author: c.Author, Subject: c.Subject, Hash: shortHash(c.Hash)}
	if site := v.view.Site().Repository; site != "" {
		row.Href = site + "/commit/" + c.Hash
	}
	return row
}
