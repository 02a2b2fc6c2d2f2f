// Package export turns an edition into what people carry out of the portal: all
// documents as data, a practice and an action plan as the programme's forms,
// and the report of a semester.
//
// Every export says inside which edition it was made from, and the same edition
// gives the same bytes. What is made up for training is left out unless it is
// asked for. Nothing here knows where the bytes go: the command writes them to
// a file, the portal sends them.
package export

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/publish"
)

// Edition is an edition to export from.
type Edition struct {
	*publish.View
	Stamp Stamp
	// WithExamples tells that what is made up for training is exported too.
	WithExamples bool
}

// New makes ready to export from a view, which stays the caller's to close.
func New(ctx context.Context, v *publish.View, examples bool) (*Edition, error) {
	loose, err := v.Loose(ctx)
	if err != nil {
		return nil, err
	}
	e := &Edition{View: v, WithExamples: examples, Stamp: stampOf(v)}
	e.Stamp.Loose = loose
	return e, nil
}

// Documents lists the cards of a kind that are exported, ordered by id; of all
// kinds for "".
func (e *Edition) Documents(kind content.Kind) []*library.Card {
	list := e.Cards(kind)
	if !e.WithExamples {
		return list
	}
	for _, c := range e.Examples() {
		if kind == "" || c.Kind == kind {
			list = append(list, c)
		}
	}
	slices.SortFunc(list, func(a, b *library.Card) int { return cmp.Compare(a.ID, b.ID) })
	return list
}

// Stamp says what an export was made from.
type Stamp struct {
	// Commit is the hash of the commit, "" for content without Git.
	Commit string
	// Date is the commit's; without Git, the day of the last change.
	Date time.Time
	// Loose is how many files are not as the commit has them.
	Loose int
}

func stampOf(v *publish.View) Stamp {
	if c := v.Info.Commit; c.Hash != "" {
		return Stamp{Commit: c.Hash, Date: c.Time.UTC()}
	}
	var s Stamp
	for _, list := range [][]*library.Card{v.Cards(""), v.Examples()} {
		for _, c := range list {
			if c.Updated.After(s.Date) {
				s.Date = c.Updated.UTC()
			}
		}
	}
	s.Date = s.Date.Truncate(24 * time.Hour)
	return s
}

// Name is the commit, "+" and the number of files that are not as it has them,
// such as 0123…+2; "" without Git.
func (s Stamp) Name() string {
	if s.Loose == 0 {
		return s.Commit
	}
	return s.Commit + "+" + strconv.Itoa(s.Loose)
}

// Day is the stamp's date as 2026-11-22.
func (s Stamp) Day() string { return s.Date.Format(time.DateOnly) }

// ID names the state of the content in a file name: the beginning of the
// commit's hash, else the day.
func (s Stamp) ID() string {
	if s.Commit == "" {
		return s.Day()
	}
	short := s
	short.Commit = s.Commit[:min(len(s.Commit), 8)]
	return short.Name()
}

// FileName is the name under which an export is saved.
func (s Stamp) FileName(what, ending string) string {
	return fmt.Sprintf("casebook-%s-%s.%s", what, s.ID(), ending)
}
