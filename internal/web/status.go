package web

import (
	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/library"
)

// statusPage is for authors: what the last check found, and how the
// translations stand.
type statusPage struct {
	page
	Errors, Warnings int
	Findings         []content.Diagnostic
	// Hidden is how many findings are not shown.
	Hidden    int
	Tags      []cardLanguage
	Totals    []translationTotal
	Rows      []translationRow
	Documents int
	Pages     pager
}

// translationTotal counts the versions in one language by their state.
type translationTotal struct {
	Tag                                 lang.Tag
	Name                                string
	Original, Current, Outdated, Absent int
}

// translationRow is one document and the state of each language.
type translationRow struct {
	Document value
	Cells    []translationCell
}

type translationCell struct {
	State string
	Label string
	Href  string
}

const (
	maxFindings   = 300
	rowsOfDisplay = 100
)

// status shows findings and translations.
func status(v *visit) (*answer, error) {
	number, err := v.page()
	if err != nil {
		return nil, err
	}
	s := &statusPage{page: v.newPage(v.T("nav.status"))}
	s.Crumb, s.NoIndex = v.crumbs(), true
	s.Description = v.T("status.intro")
	findings, err := v.view.Findings()
	if err != nil {
		return nil, err
	}
	for _, f := range findings {
		if f.Severity == content.Error {
			s.Errors++
		} else {
			s.Warnings++
		}
	}
	s.Findings = findings[:min(len(findings), maxFindings)]
	s.Hidden = len(findings) - len(s.Findings)
	cards := v.view.Cards("")
	s.Documents = len(cards)
	s.total(v, cards)
	if s.Pages, err = v.pager(number, len(cards), rowsOfDisplay); err != nil {
		return nil, err
	}
	for _, c := range s.Pages.cut(cards) {
		row := translationRow{Document: v.document(c.ID)}
		for _, t := range v.view.Site().Tags() {
			cell := translationCell{State: string(c.State(t)), Label: v.T("state." + string(c.State(t)))}
			if c.Has(t) {
				cell.Href = "/" + string(t) + "/" + c.ID
			}
			row.Cells = append(row.Cells, cell)
		}
		s.Rows = append(s.Rows, row)
	}
	return v.html("status", s)
}

func (s *statusPage) total(v *visit, cards []*library.Card) {
	for _, t := range v.view.Site().Tags() {
		s.Tags = append(s.Tags, cardLanguage{t, v.LangTitle(t)})
		n := translationTotal{Tag: t, Name: v.LangTitle(t)}
		for _, c := range cards {
			switch c.State(t) {
			case library.Original:
				n.Original++
			case library.Current:
				n.Current++
			case library.Outdated:
				n.Outdated++
			default:
				n.Absent++
			}
		}
		s.Totals = append(s.Totals, n)
	}
}
