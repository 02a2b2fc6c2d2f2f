package export

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/library"
)

// Report is what a project can say of one semester, indicator by indicator,
// each number with the list behind it.
type Report struct {
	// Project is the id of the project whose semester it is.
	Project    string
	Semester   Semester
	Indicators []*Indicator
}

// Indicator is one number of the report.
type Indicator struct {
	// ID is one of the names of indicators below.
	ID string
	// Number is what the counted entries make; it is not Known where nothing in
	// the content documents it, which is not the same as nought.
	Number int
	Known  bool
	// Counted are the entries that make the number.
	Counted []Entry
	// Left are those that one might have expected among them.
	Left []Entry
}

// The indicators.
const (
	Practices   = "practices"   // good practices identified
	Events      = "events"      // events held, peer reviews among them
	People      = "people"      // people with increased capacity
	Instruments = "instruments" // policy instruments improved, with evidence
)

// Entry is one document behind a number.
type Entry struct {
	ID   string
	Kind content.Kind
	Date content.Date
	// Scheme and Term say more of it: a practice's status, an event's type, an
	// improvement's type.
	Scheme, Term string
	// People is how many took part or gained capacity, where it is documented.
	People content.Number
	// Instrument is the policy instrument improved.
	Instrument string
	// Evidence is how many pieces of evidence there are.
	Evidence int
	// Reason says why an entry was left out; see the reasons below.
	Reason string
}

// Why an entry is not counted.
const (
	// OtherProject: the document does not name the project.
	OtherProject = "other-project"
	// NoDate: no date, or not an exact enough one, says which semester it is of.
	NoDate = "no-date"
	// NoEvidence: no evidence of the improvement is given.
	NoEvidence = "no-evidence"
	// NotDocumented: how many people gained capacity is not documented.
	NotDocumented = "not-documented"
)

// ErrNoProject says that there is no project with a period to report on.
var ErrNoProject = errors.New("there are no semesters: site.yaml names no project, or the project has no period.start")

// NoSemesterError says that the project has no such semester.
type NoSemesterError struct{ Number, Last int }

func (e *NoSemesterError) Error() string {
	return fmt.Sprintf("there is no semester %d; the project has semesters 1 to %d", e.Number, e.Last)
}

// ProjectSemesters returns the semesters of the portal's own project. A project
// without an end has those that have begun when the edition was made.
func (e *Edition) ProjectSemesters() ([]Semester, error) {
	id := e.Site().Project
	card := e.Card(id)
	if card == nil {
		return nil, ErrNoProject
	}
	original, err := e.Version(id, card.Original)
	if err != nil {
		return nil, err
	}
	p, ok := original.Facts.(*content.Project)
	if !ok {
		return nil, ErrNoProject
	}
	list := Semesters(p.Period, e.Stamp.Date)
	if len(list) == 0 {
		return nil, ErrNoProject
	}
	return list, nil
}

// Report gathers the numbers of a semester.
func (e *Edition) Report(number int) (*Report, error) {
	list, err := e.ProjectSemesters()
	if err != nil {
		return nil, err
	}
	if number < 1 || number > len(list) {
		return nil, &NoSemesterError{number, len(list)}
	}
	r := &reporter{e, &Report{Project: e.Site().Project, Semester: list[number-1]}}
	for _, step := range []func() error{r.practices, r.events, r.improvements} {
		if err := step(); err != nil {
			return nil, fmt.Errorf("report: %w", err)
		}
	}
	return r.report, nil
}

// reporter fills in a report.
type reporter struct {
	*Edition
	report *Report
}

func (r *reporter) add(id string) *Indicator {
	i := &Indicator{ID: id, Known: true}
	r.report.Indicators = append(r.report.Indicators, i)
	return i
}

// sorted puts the entries of a list in the order of their dates.
func sorted(list []Entry) {
	slices.SortStableFunc(list, func(a, b Entry) int { return a.Date.First().Compare(b.Date.First()) })
}

func (i *Indicator) finish() {
	sorted(i.Counted)
	sorted(i.Left)
}

// position is how a date lies to the semester.
type position int

const (
	outside position = iota
	inside
	// unsure: some days that the date may mean lie in the semester, or it is not
	// known at all.
	unsure
)

func (r *reporter) position(d content.Date) position {
	switch s := r.report.Semester; {
	case s.holds(d):
		return inside
	case d.IsZero() || s.touches(d):
		return unsure
	}
	return outside
}

// place puts an entry where it belongs: among those counted, among those left
// out, or nowhere. It may bring a reason to leave it out with it.
func (r *reporter) place(i *Indicator, x Entry, at position, base *content.Common) {
	own := slices.Contains(base.Projects, r.report.Project)
	switch {
	case at == outside, at == unsure && !own:
		return
	case !own:
		x.Reason = OtherProject
	case at == unsure:
		x.Reason = NoDate
	}
	if x.Reason == "" {
		i.Counted = append(i.Counted, x)
	} else {
		i.Left = append(i.Left, x)
	}
}

// each visits the originals of a kind.
func (r *reporter) each(kind content.Kind, visit func(*library.Card, content.Facts)) error {
	for _, card := range r.Documents(kind) {
		original, err := r.Version(card.ID, card.Original)
		if err != nil {
			return err
		}
		visit(card, original.Facts)
	}
	return nil
}

// practices counts the practices that came into the casebook in the semester.
func (r *reporter) practices() error {
	i := r.add(Practices)
	err := r.each(content.Practices, func(c *library.Card, f content.Facts) {
		x := Entry{ID: c.ID, Kind: c.Kind, Date: dateOf(c.Added), Scheme: "status", Term: f.Base().Status}
		r.place(i, x, r.position(x.Date), f.Base())
	})
	i.Number = len(i.Counted)
	i.finish()
	return err
}

// events counts events and peer reviews by the day they began, and the people
// whose capacity they are documented to have increased.
func (r *reporter) events() error {
	events, people := r.add(Events), r.add(People)
	err := r.each(content.Events, func(c *library.Card, f content.Facts) {
		event := f.(*content.Event)
		x := Entry{ID: c.ID, Kind: c.Kind, Date: first(event.Start, event.End), Scheme: "event-type", Term: event.Type}
		at := r.position(x.Date)
		gained := x
		x.People = attendance(event.Participants)
		r.place(events, x, at, f.Base())
		if gained.People = capacity(event); gained.People.IsZero() {
			gained.Reason = NotDocumented
		}
		r.place(people, gained, at, f.Base())
	})
	if err != nil {
		return err
	}
	err = r.each(content.Reviews, func(c *library.Card, f content.Facts) {
		review := f.(*content.Review)
		x := Entry{ID: c.ID, Kind: c.Kind, Date: first(review.Start, review.End), People: attendance(review.Participants)}
		r.place(events, x, r.position(x.Date), f.Base())
	})
	events.Number = len(events.Counted)
	for _, x := range people.Counted {
		people.Number += int(x.People.Float())
	}
	people.Known = len(people.Counted) > 0
	events.finish()
	people.finish()
	return err
}

func first(a, b content.Date) content.Date {
	if a.IsZero() {
		return b
	}
	return a
}

// attendance adds up the people who took part; it is not known as long as the
// number of one group is not.
func attendance(list []content.Headcount) content.Number {
	sum := 0
	for _, h := range list {
		n, ok := heads(h.Count)
		if !ok {
			return ""
		}
		sum += n
	}
	if len(list) == 0 {
		return ""
	}
	return content.Number(strconv.Itoa(sum))
}

// capacity adds up the people whose increased capacity is documented.
func capacity(e *content.Event) content.Number {
	sum, known := 0, false
	for _, x := range e.Capacity {
		if n, ok := heads(x.Value); ok {
			sum, known = sum+n, true
		}
	}
	if !known {
		return ""
	}
	return content.Number(strconv.Itoa(sum))
}

// heads reads a number of people. One that cannot be one is as good as none.
func heads(n content.Number) (int, bool) {
	f := n.Float()
	return int(f), !n.IsZero() && f >= 0 && f < 1e9 && f == math.Trunc(f)
}

// improvements counts the policy instruments that were improved, each once. An
// improvement without evidence is listed, and counts for nothing. It is of the
// semester that it names, else of that of its date.
func (r *reporter) improvements() error {
	i := r.add(Instruments)
	err := r.each(content.Improvements, func(c *library.Card, f content.Facts) {
		m := f.(*content.Improvement)
		x := Entry{ID: c.ID, Kind: c.Kind, Date: m.Date, Scheme: "improvement-type", Term: m.Type,
			Instrument: m.Instrument, Evidence: len(m.Evidence)}
		if !m.Counted() {
			x.Reason = NoEvidence
		}
		at := r.position(x.Date)
		if !m.Semester.IsZero() {
			if at = outside; m.Semester.Float() == float64(r.report.Semester.Number) {
				at = inside
			}
		}
		r.place(i, x, at, f.Base())
	})
	var instruments []string
	for _, x := range i.Counted {
		if !slices.Contains(instruments, x.Instrument) {
			instruments = append(instruments, x.Instrument)
		}
	}
	i.Number = len(instruments)
	i.finish()
	return err
}
