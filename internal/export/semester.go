package export

import (
	"time"

	"github.com/ai4citizens/casebook/internal/content"
)

// Semester is one of a project's reporting periods of six months.
type Semester struct {
	// Number counts from 1.
	Number int
	// Start and End are its first and its last day.
	Start, End time.Time
}

// maxSemesters is more than any project has.
const maxSemesters = 40

// Semesters divides a project's time. The last one may be shorter; a project
// without an end has as many as have begun until now.
func Semesters(period content.Timescale, now time.Time) []Semester {
	if period.Start.IsZero() {
		return nil
	}
	begin, end := period.Start.First(), now
	if !period.End.IsZero() {
		end = period.End.Last()
	}
	var list []Semester
	for n := 0; n < maxSemesters; n++ {
		from := begin.AddDate(0, 6*n, 0)
		if from.After(end) {
			break
		}
		to := begin.AddDate(0, 6*(n+1), 0).AddDate(0, 0, -1)
		if !period.End.IsZero() && to.After(end) {
			to = end
		}
		list = append(list, Semester{n + 1, from, to})
	}
	return list
}

// Begun returns the last semester that has begun, the first if none has, and
// the zero Semester of an empty list.
func Begun(list []Semester, now time.Time) Semester {
	var s Semester
	for i, x := range list {
		if i == 0 || !x.Start.After(now) {
			s = x
		}
	}
	return s
}

// holds tells whether all days that a date may mean lie in the semester.
func (s Semester) holds(d content.Date) bool {
	return !d.IsZero() && !d.First().Before(s.Start) && !d.Last().After(s.End)
}

// touches tells whether some day that a date may mean lies in the semester.
func (s Semester) touches(d content.Date) bool {
	return !d.IsZero() && !d.Last().Before(s.Start) && !d.First().After(s.End)
}

func dateOf(t time.Time) content.Date {
	t = t.UTC()
	return content.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}
}
