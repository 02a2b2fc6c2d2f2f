package export

import (
	"encoding/json"
	"io"
	"time"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/export/xlsx"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/markdown"
)

// entry is one document on its way into a table.
type entry struct {
	card  *library.Card
	facts content.Facts
	base  *content.Common
	path  string
}

// column is one column of the table of all documents. Programs read columns by
// their names: they may be added at the end, and never change their meaning.
type column struct {
	name string
	of   func(*entry) xlsx.Cell
}

// columns lists all but those of the edition.
func columns() []column {
	list := []column{
		{"id", func(e *entry) xlsx.Cell { return text(e.card.ID) }},
		{"kind", func(e *entry) xlsx.Cell { return text(string(e.card.Kind)) }},
		{"example", func(e *entry) xlsx.Cell { return yesNo(e.card.Example) }},
		{"original", func(e *entry) xlsx.Cell { return text(string(e.card.Original)) }},
		{"languages", func(e *entry) xlsx.Cell { return many(tags(e.card, "")) }},
		{"outdated", func(e *entry) xlsx.Cell { return many(tags(e.card, library.Outdated)) }},
	}
	for _, t := range lang.All() {
		list = append(list, column{"title_" + string(t), func(e *entry) xlsx.Cell { return text(e.card.Texts[t].Title) }})
	}
	list = append(list,
		column{"summary", func(e *entry) xlsx.Cell { return text(e.base.Summary) }},
		column{"organisation", func(e *entry) xlsx.Cell { return text(e.card.Organisation) }},
		column{"projects", func(e *entry) xlsx.Cell { return many(e.base.Projects) }},
		column{"date", func(e *entry) xlsx.Cell { return text(e.card.Date.String()) }},
		column{"end", func(e *entry) xlsx.Cell { return text(e.card.End.String()) }},
		column{"regions", func(e *entry) xlsx.Cell { return many(e.base.NUTS) }},
	)
	for _, c := range []struct{ name, scheme string }{
		{"status", "status"}, {"outcome", "outcome"}, {"scope", "geographical-scope"},
		{"themes", "interreg-theme"}, {"topics", "topic"}, {"measures", "tsi-measure"}, {"governance", "governance-element"},
		{"lifecycle", "lifecycle"}, {"evidence", "evidence-kind"}, {"risk", "ai-act-risk"},
	} {
		list = append(list, column{c.name, func(e *entry) xlsx.Cell { return many(e.card.Terms[c.scheme]) }})
	}
	return append(list,
		column{"cost", func(e *entry) xlsx.Cell { return text(practice(e).Resources.Funding.String()) }},
		column{"staff_fte", func(e *entry) xlsx.Cell { return number(practice(e).Resources.Staff) }},
		column{"as_of", func(e *entry) xlsx.Cell { return text(e.base.AsOf.String()) }},
		column{"reviewed_on", func(e *entry) xlsx.Cell { return text(e.base.ReviewedOn.String()) }},
		column{"review_due", func(e *entry) xlsx.Cell { return text(e.base.ReviewDue.String()) }},
		column{"added", func(e *entry) xlsx.Cell { return text(e.card.Added.UTC().Format(time.DateOnly)) }},
		column{"updated", func(e *entry) xlsx.Cell { return text(e.card.Updated.UTC().Format(time.DateOnly)) }},
		column{"path", func(e *entry) xlsx.Cell { return text(e.path) }},
	)
}

func yesNo(b bool) xlsx.Cell {
	if b {
		return text("yes")
	}
	return text("no")
}

// practice returns the facts of a practice, and for other kinds none.
func practice(e *entry) *content.Practice {
	if p, ok := e.facts.(*content.Practice); ok {
		return p
	}
	return &content.Practice{}
}

// tags lists a document's languages in a state, or all for "".
func tags(c *library.Card, state library.State) []string {
	var list []string
	for _, t := range c.Languages() {
		if state == "" || c.State(t) == state {
			list = append(list, string(t))
		}
	}
	return list
}

// Table makes a table of all documents, a row each. Its last two columns say
// which edition the row is from, so that rows may be taken elsewhere.
func (e *Edition) Table() (*Table, error) {
	t := &Table{Name: "Documents"}
	all := columns()
	for _, c := range all {
		t.Head = append(t.Head, c.name)
	}
	t.Head = append(t.Head, "edition_commit", "edition_date")
	for _, card := range e.Documents("") {
		original, err := e.Version(card.ID, card.Original)
		if err != nil {
			return nil, err
		}
		x := &entry{card, original.Facts, original.Facts.Base(), original.Path}
		row := make([]xlsx.Cell, 0, len(t.Head))
		for _, c := range all {
			row = append(row, c.of(x))
		}
		t.Rows = append(t.Rows, append(row, text(e.Stamp.Name()), text(e.Stamp.Day())))
	}
	return t, nil
}

// CSV writes the table of all documents as CSV.
func (e *Edition) CSV(w io.Writer) error {
	t, err := e.Table()
	if err != nil {
		return err
	}
	return t.CSV(w)
}

// XLSX writes the table of all documents as a spreadsheet.
func (e *Edition) XLSX(w io.Writer) error {
	t, err := e.Table()
	if err != nil {
		return err
	}
	return e.Stamp.book("Casebook", t).Write(w)
}

// editionRecord is the first line of the JSON Lines.
type editionRecord struct {
	Type      string `json:"type"` // "edition"
	Commit    string `json:"commit"`
	Loose     int    `json:"not_as_committed"`
	Date      string `json:"date"`
	Documents int    `json:"documents"`
}

// documentRecord is each further line: a document with all its versions.
type documentRecord struct {
	Type     string                     `json:"type"` // "document"
	ID       string                     `json:"id"`
	Kind     content.Kind               `json:"kind"`
	Original lang.Tag                   `json:"original"`
	Added    string                     `json:"added"`
	Updated  string                     `json:"updated"`
	Versions map[lang.Tag]versionRecord `json:"versions"`
}

// versionRecord is one language's file. The original's facts are the
// document's; a translation's are words.
type versionRecord struct {
	State    library.State   `json:"state"`
	Path     string          `json:"path"`
	Blob     string          `json:"blob"`
	Facts    json.RawMessage `json:"facts"`
	Sections []sectionRecord `json:"sections"`
}

type sectionRecord struct {
	ID    string `json:"id,omitempty"`
	Title string `json:"title,omitempty"`
	Text  string `json:"text"`
}

// JSONLines writes all documents as JSON, one a line; the first line tells of
// the edition.
func (e *Edition) JSONLines(w io.Writer) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	cards := e.Documents("")
	if err := out.Encode(editionRecord{"edition", e.Stamp.Commit, e.Stamp.Loose, e.Stamp.Day(), len(cards)}); err != nil {
		return err
	}
	for _, card := range cards {
		d := documentRecord{Type: "document", ID: card.ID, Kind: card.Kind, Original: card.Original,
			Added: card.Added.UTC().Format(time.DateOnly), Updated: card.Updated.UTC().Format(time.DateOnly),
			Versions: map[lang.Tag]versionRecord{}}
		for _, t := range card.Languages() {
			v, err := e.Version(card.ID, t)
			if err != nil {
				return err
			}
			if d.Versions[t], err = recordOf(v, card.State(t)); err != nil {
				return err
			}
		}
		if err := out.Encode(d); err != nil {
			return err
		}
	}
	return nil
}

func recordOf(v *content.Version, state library.State) (versionRecord, error) {
	facts, err := content.Record(v.Facts)
	r := versionRecord{State: state, Path: v.Path, Blob: v.Blob, Facts: facts, Sections: []sectionRecord{}}
	for _, s := range v.Sections {
		r.Sections = append(r.Sections, sectionRecord{s.ID, s.Title, markdown.TextOf(s.HTML)})
	}
	return r, err
}
