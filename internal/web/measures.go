package web

import (
	"slices"
	"sync"
	"time"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/publish"
)

// measures are what only the documents themselves tell, and their cards do not.
type measures struct {
	// Practices is how many there are; Cost and Staff how many of them state what
	// they cost, and how many people they took.
	Practices, Cost, Staff int
	// Aged are the documents whose review is due or long ago, the oldest first.
	Aged []aged
}

// aged is a document that should be looked at again.
type aged struct {
	ID string
	// Due is when it should have been, zero if nobody said.
	Due content.Date
	// Seen is when its facts were last confirmed.
	Seen content.Date
}

// staleAfter is how many years after it was confirmed a document is to be
// looked at again, even where no date was set.
const staleAfter = 2

// measured keeps the measures of one edition.
type measured struct {
	mu    sync.Mutex
	stamp string
	last  *measures
}

// measures reads all documents, once for each edition and day.
func (v *visit) measures() (*measures, error) {
	m := &v.portal.measured
	m.mu.Lock()
	defer m.mu.Unlock()
	if stamp := v.stamp(); m.stamp != stamp {
		fresh, err := measure(v.view, time.Now())
		if err != nil {
			return nil, err
		}
		m.stamp, m.last = stamp, fresh
	}
	return m.last, nil
}

// measure reads all documents.
func measure(view *publish.View, now time.Time) (*measures, error) {
	m := &measures{}
	for _, c := range view.Cards("") {
		original, err := view.Version(c.ID, c.Original)
		if err != nil {
			return nil, err
		}
		m.age(c, original.Facts.Base(), now)
		if f, ok := original.Facts.(*content.Practice); ok {
			m.Practices++
			m.Cost += one(!f.Resources.Funding.IsZero())
			m.Staff += one(!f.Resources.Staff.IsZero())
		}
	}
	slices.SortStableFunc(m.Aged, func(a, b aged) int { return a.since().Compare(b.since()) })
	return m, nil
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// since is what tells how overdue a document is.
func (a aged) since() time.Time {
	if !a.Due.IsZero() {
		return a.Due.Last()
	}
	return a.Seen.Last().AddDate(staleAfter, 0, 0)
}

// age notes a document whose review is due, or that nobody has confirmed for
// long. What was never confirmed is as old as its last change.
func (m *measures) age(c *library.Card, base *content.Common, now time.Time) {
	a := aged{ID: c.ID, Due: base.ReviewDue, Seen: base.ReviewedOn}
	for _, d := range []content.Date{base.AsOf, dayOf(c.Updated)} {
		if a.Seen.IsZero() {
			a.Seen = d
		}
	}
	if a.since().AddDate(0, 0, 1).Before(now) {
		m.Aged = append(m.Aged, a)
	}
}

func dayOf(t time.Time) content.Date {
	if t.IsZero() {
		return content.Date{}
	}
	t = t.UTC()
	return content.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}
}
