package web

import (
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/export"
)

// reportPage is what the project can report of a semester: each number with the
// list behind it.
type reportPage struct {
	page
	// None tells that there is no project with semesters.
	None       bool
	Semesters  []semesterChoice
	Period     string
	Indicators []reported
	Files      []value
	Made       string
}

// semesterChoice is a semester that can be reported on.
type semesterChoice struct {
	Number  int
	Label   string
	Current bool
}

// reported is one number.
type reported struct {
	ID, Label, Rule string
	// Number is "" where it is not documented.
	Number        string
	Counted, Left *table
}

// report shows the report of the semester asked for, else of the last that has
// begun.
func report(v *visit) (*answer, error) {
	e, err := v.edition()
	if err != nil {
		return nil, err
	}
	p := &reportPage{page: v.newPage(v.T("semester.title")), Made: v.saying().Made(e.Stamp)}
	p.Description, p.NoIndex = v.T("semester.intro"), true
	p.Crumb = v.crumbs("exports", v.T("nav.exports"))
	list, err := e.ProjectSemesters()
	if errors.Is(err, export.ErrNoProject) {
		p.None = true
		return v.html("report", p)
	}
	if err != nil {
		return nil, err
	}
	number, err := v.semesterAsked(export.Begun(list, time.Now()).Number)
	if err != nil {
		return nil, err
	}
	r, err := e.Report(number)
	var none *export.NoSemesterError
	if errors.As(err, &none) {
		return nil, notFound()
	}
	if err != nil {
		return nil, err
	}
	for _, s := range list {
		p.Semesters = append(p.Semesters, semesterChoice{s.Number, v.saying().Period(s), s.Number == number})
	}
	p.Period = v.saying().Period(r.Semester)
	p.Title = p.Period + " · " + p.Title
	p.Canonical += "?semester=" + strconv.Itoa(number)
	for _, i := range r.Indicators {
		p.Indicators = append(p.Indicators, v.reported(i))
	}
	for _, format := range []string{"csv", "xlsx"} {
		link := value{Href: "/exports/" + string(v.Lang) + "/report-" + strconv.Itoa(number) + "." + format}
		link.Text = v.T("exports." + format)
		p.Files = append(p.Files, link)
	}
	return v.html("report", p)
}

// semesterAsked reads the number of a semester.
func (v *visit) semesterAsked(standard int) (int, error) {
	s := v.query.Get("semester")
	if s == "" {
		return standard, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0, &failure{status: http.StatusBadRequest}
	}
	return n, nil
}

// semester leads to the report of a semester.
func (v *visit) semester(s export.Semester) value {
	link := value{Href: v.address("report") + "?semester=" + strconv.Itoa(s.Number)}
	link.Text = v.saying().Period(s)
	return link
}

func (v *visit) reported(i *export.Indicator) reported {
	x := reported{ID: i.ID, Label: v.saying().Indicator(i.ID), Rule: v.T("semester." + i.ID + ".rule")}
	if i.Known {
		x.Number = v.Number(i.Number)
	}
	x.Counted = v.entries(i, i.Counted, v.T("semester.counted"))
	if x.Left = v.entries(i, i.Left, ""); x.Left != nil {
		x.Left.Label = "c_left-" + i.ID
	}
	return x
}

// entries makes a table of an indicator's documents; nil of none.
func (v *visit) entries(i *export.Indicator, list []export.Entry, caption string) *table {
	if len(list) == 0 {
		return nil
	}
	t := &table{Caption: caption, Head: []string{v.T("semester.document"), v.T("fact.date"), v.T("facet.kind"),
		v.T("semester.people.documented"), v.T("fact.instrument"), v.T("fact.evidence"), v.T("semester.reason")}}
	if i.ID == export.Practices {
		t.Head[2] = v.T("document.status")
	}
	for _, x := range list {
		row := tableRow{{v.document(x.ID)}, nil, nil, nil, nil, nil, nil}
		if m := v.Date(x.Date); m != nil {
			row[1] = []value{{phrase: phrase{Text: m.Text}, Moment: m}}
		}
		row[2] = []value{{phrase: phrase{Text: v.KindName(x.Kind)}}}
		if x.Term != "" {
			row[2] = []value{v.term(x.Scheme, x.Term)}
		}
		if !x.People.IsZero() {
			row[3] = words(v.Decimal(x.People))
		}
		if x.Instrument != "" {
			row[4] = []value{v.document(x.Instrument)}
		}
		if x.Kind == content.Improvements {
			row[5] = words(v.N("evidence.claims", x.Evidence))
		}
		row[6] = words(v.saying().Reason(x.Reason))
		t.Rows = append(t.Rows, row)
	}
	t.trim()
	return t
}

// reportFile gives the report as a file.
func reportFile(v *visit) (*answer, error) {
	number, err := strconv.Atoi(v.vars["number"])
	if err != nil {
		return nil, notFound()
	}
	e, err := v.edition()
	if err != nil {
		return nil, err
	}
	words := v.saying()
	r, err := e.Report(number)
	var none *export.NoSemesterError
	if errors.Is(err, export.ErrNoProject) || errors.As(err, &none) {
		return nil, notFound()
	}
	if err != nil {
		return nil, err
	}
	name := e.Stamp.FileName("report-"+v.vars["number"]+"-"+string(v.Lang), v.vars["ending"])
	if v.vars["ending"] == "csv" {
		return v.saved(name, "text/csv; charset=utf-8", func(w io.Writer) error { return e.ReportCSV(r, words, w) })
	}
	return v.saved(name, xlsxType, func(w io.Writer) error { return e.ReportXLSX(r, words, w) })
}
