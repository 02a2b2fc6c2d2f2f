package web

import (
	"cmp"
	"slices"
	"time"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/publish"
)

// timelinePage shows the events of the portal's project in the order of time,
// with the project's semesters and today between them.
type timelinePage struct {
	page
	Years []timelineYear
	// Undated are the events of which no date is known.
	Undated []timelineEntry
	About   *value
}

type timelineYear struct {
	Name    string
	Entries []timelineEntry
}

// timelineEntry is an event, the beginning of a semester, or today.
type timelineEntry struct {
	// Kind is "past", "now" or "coming" for an event, "" for one without a date,
	// "semester" or "today".
	Kind string
	// Name of what is no event.
	Name  string
	Event *card
	Type  string
	Where []value
	Note  phrase
	When  moment

	first, last time.Time
}

// semesterMonths is how long a semester of an Interreg project is, and
// maxSemesters how many are drawn whatever a period says.
const (
	semesterMonths = 6
	maxSemesters   = 20
)

// timeline shows the events of the project; of all projects where the portal
// has none of its own.
func timeline(v *visit) (*answer, error) {
	p := &timelinePage{page: v.newPage(v.T("nav.timeline"))}
	p.Description = v.T("timeline.intro")
	p.Crumb = v.crumbs(string(content.Events), v.KindNames(content.Events))
	var entries []timelineEntry
	project := v.view.Site().Project
	if d, err := v.view.Document(project, v.Lang); err == nil {
		about := v.document(project)
		p.About = &about
		if f, ok := d.Facts.(*content.Project); ok {
			entries = v.semesters(f.Period)
		}
	} else {
		project = ""
	}
	now := time.Now().UTC().Truncate(24 * time.Hour)
	for _, kind := range []content.Kind{content.Events, content.Reviews} {
		for _, c := range v.view.Cards(kind) {
			d, err := v.view.Document(c.ID, v.Lang)
			if err != nil {
				return nil, err
			}
			if project != "" && !slices.Contains(d.Facts.Base().Projects, project) {
				continue
			}
			if e := v.eventEntry(d, now); e.first.IsZero() {
				p.Undated = append(p.Undated, e)
			} else {
				entries = append(entries, e)
			}
		}
	}
	if len(entries) > 0 {
		entries = append(entries, timelineEntry{Kind: "today", Name: v.T("timeline.today"), When: *v.Day(now), first: now, last: now})
	}
	p.Years = v.byYear(entries)
	return v.html("timeline", p)
}

// semesters are the beginnings of a project's half-years.
func (v *visit) semesters(period content.Timescale) []timelineEntry {
	if period.Start.Month == 0 || period.End.IsZero() {
		return nil
	}
	var list []timelineEntry
	from, end := period.Start.First(), period.End.Last()
	for n := 1; n <= maxSemesters && from.Before(end); n++ {
		next := from.AddDate(0, semesterMonths, 0)
		to := next.AddDate(0, 0, -1)
		list = append(list, timelineEntry{
			Kind: "semester", Name: v.T("timeline.semester", "Number", v.Number(n)), first: from, last: from,
			When: moment{from.Format("2006-01"), lang.FormatRange(v.Lang,
				lang.Date{Year: from.Year(), Month: int(from.Month())}, lang.Date{Year: to.Year(), Month: int(to.Month())})},
		})
		from = next
	}
	return list
}

// eventEntry sums an event or a peer review up.
func (v *visit) eventEntry(d *publish.Document, now time.Time) timelineEntry {
	e := timelineEntry{Event: v.card(d.Card), Type: v.KindName(d.Card.Kind)}
	b := &builder{visit: v, page: &documentPage{ids: map[string]bool{}}, doc: d}
	switch f := d.Facts.(type) {
	case *content.Event:
		e.Where = b.where(f.Place)
		e.Type = v.term("event-type", f.Type).Text
		if original, ok := d.Original.Facts.(*content.Event); ok && f.DateNote != "" {
			e.Note = b.words(f.DateNote, original.DateNote)
		}
	case *content.Review:
		e.Where = b.where(f.Place)
	}
	start, end := d.Card.Date, d.Card.End
	if start.IsZero() {
		start = end
	}
	if start.IsZero() {
		return e
	}
	e.When = moment{start.String(), v.span(start, end)}
	e.first, e.last = start.First(), start.Last()
	if !end.IsZero() {
		e.last = end.Last()
	}
	switch {
	case e.last.Before(now):
		e.Kind = "past"
	case e.first.After(now):
		e.Kind = "coming"
	default:
		e.Kind = "now"
	}
	if start.Month == 0 { // somewhere in the year: after what is known better
		e.first = start.Last()
	}
	return e
}

// byYear puts entries in order and gives each year a heading.
func (v *visit) byYear(entries []timelineEntry) []timelineYear {
	slices.SortStableFunc(entries, func(a, b timelineEntry) int {
		return cmp.Or(a.first.Compare(b.first), a.last.Compare(b.last))
	})
	var years []timelineYear
	for _, e := range entries {
		name := lang.FormatDate(v.Lang, e.first.Year(), 0, 0)
		if len(years) == 0 || years[len(years)-1].Name != name {
			years = append(years, timelineYear{Name: name})
		}
		last := &years[len(years)-1]
		last.Entries = append(last.Entries, e)
	}
	return years
}
