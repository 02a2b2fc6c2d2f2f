package export

import (
	"io"
	"strconv"
	"time"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/export/xlsx"
)

// reportHead are the columns of the report as CSV. Programs read columns by
// their names: they may be added at the end, and never change their meaning.
var reportHead = []string{"semester", "from", "to", "indicator", "label", "number", "counted", "reason", "id", "kind",
	"title", "title_language", "date", "type", "people", "instrument", "evidence", "edition_commit", "edition_date"}

// ReportTable lays the report out as one table: for each indicator a row with
// its number, then a row for each document behind it or left out of it.
func (e *Edition) ReportTable(r *Report, w *Words) *Table {
	t := &Table{Name: "Report", Head: reportHead}
	for _, i := range r.Indicators {
		n, total := whole(i.Number), Entry{}
		if !i.Known {
			n, total.Reason = xlsx.Cell{}, NotDocumented
		}
		t.Rows = append(t.Rows, e.reportRow(r, i, w, n, "total", total))
		for _, x := range i.Counted {
			t.Rows = append(t.Rows, e.reportRow(r, i, w, xlsx.Cell{}, "yes", x))
		}
		for _, x := range i.Left {
			t.Rows = append(t.Rows, e.reportRow(r, i, w, xlsx.Cell{}, "no", x))
		}
	}
	return t
}

func (e *Edition) reportRow(r *Report, i *Indicator, w *Words, n xlsx.Cell, counted string, x Entry) []xlsx.Cell {
	title := Text{}
	if c := e.Card(x.ID); c != nil {
		words, t := c.Text(w.Lang)
		title = Text{words.Title, t}
	}
	evidence := xlsx.Cell{}
	if x.Kind == content.Improvements {
		evidence = whole(x.Evidence)
	}
	return []xlsx.Cell{
		whole(r.Semester.Number), text(r.Semester.Start.Format(time.DateOnly)), text(r.Semester.End.Format(time.DateOnly)),
		text(i.ID), text(w.Indicator(i.ID)), n, text(counted), text(x.Reason), text(x.ID), text(string(x.Kind)),
		text(title.Words), text(string(title.Lang)), text(x.Date.String()), text(x.Term), number(x.People),
		text(x.Instrument), evidence, text(e.Stamp.Name()), text(e.Stamp.Day()),
	}
}

// Indicator names an indicator.
func (w *Words) Indicator(id string) string { return w.T("semester." + id) }

// Reason says why a document is not counted, "" for one that is.
func (w *Words) Reason(reason string) string {
	if reason == "" {
		return ""
	}
	return w.T("semester.left." + reason)
}

// ReportCSV writes the report as CSV.
func (e *Edition) ReportCSV(r *Report, words *Words, out io.Writer) error {
	return e.ReportTable(r, words).CSV(out)
}

// ReportXLSX writes the report as a spreadsheet for people: a sheet with the
// numbers, and a sheet for each with the list behind it.
func (e *Edition) ReportXLSX(r *Report, w *Words, out io.Writer) error {
	first := &Table{Name: w.T("semester.title"), Head: []string{w.T("semester.indicator"), w.T("semester.number"), w.T("semester.rule")}}
	tables := []*Table{first}
	for place, i := range r.Indicators {
		n := whole(i.Number)
		if !i.Known {
			n = text(w.T("semester.undocumented"))
		}
		first.Rows = append(first.Rows, []xlsx.Cell{text(w.Indicator(i.ID)), n, text(w.T("semester." + i.ID + ".rule"))})
		sheet := e.indicatorSheet(i, w)
		sheet.Name = strconv.Itoa(place+1) + " " + sheet.Name // no two sheets may be called the same
		tables = append(tables, sheet)
	}
	first.Rows = append(first.Rows, nil,
		[]xlsx.Cell{text(w.Period(r.Semester))}, []xlsx.Cell{text(w.Made(e.Stamp))})
	return e.Stamp.book(w.Period(r.Semester), tables...).Write(out)
}

// Period names a semester with its first and last day.
func (w *Words) Period(s Semester) string {
	span := content.Timescale{Start: dateOf(s.Start), End: dateOf(s.End)}
	return w.T("semester.period", "Number", strconv.Itoa(s.Number), "Period", w.time(span))
}

// indicatorSheet lists what is behind a number, and what was left out and why.
func (e *Edition) indicatorSheet(i *Indicator, w *Words) *Table {
	t := &Table{Name: w.Indicator(i.ID), Head: []string{
		w.T("semester.document"), w.T("fact.date"), w.T("facet.kind"), w.T("semester.people.documented"),
		w.T("fact.instrument"), w.T("fact.evidence"), w.T("semester.counted"), "id"}}
	for _, list := range [][]Entry{i.Counted, i.Left} {
		for _, x := range list {
			t.Rows = append(t.Rows, e.indicatorRow(x, w))
		}
	}
	return t
}

func (e *Edition) indicatorRow(x Entry, w *Words) []xlsx.Cell {
	title := func(id string) string {
		if c := e.Card(id); c != nil {
			words, _ := c.Text(w.Lang)
			return words.Title
		}
		return id
	}
	kind := w.T("kind." + string(x.Kind) + ".one")
	if x.Term != "" {
		kind += ": " + e.Rules.Vocabularies.Label(x.Scheme, x.Term, w.Lang)
	}
	evidence := xlsx.Cell{}
	if x.Kind == content.Improvements {
		evidence = whole(x.Evidence)
	}
	counted := w.T("semester.yes")
	if x.Reason != "" {
		counted = w.Reason(x.Reason)
	}
	return []xlsx.Cell{text(title(x.ID)), text(x.Date.String()), text(kind), number(x.People),
		text(title(x.Instrument)), evidence, text(counted), text(x.ID)}
}
