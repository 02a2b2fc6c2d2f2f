package web

import (
	"bytes"
	"io"
	"net/http"
	"slices"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/export"
	"github.com/ai4citizens/casebook/internal/library"
)

// exportsPage is where everything that can be taken away is found.
type exportsPage struct {
	page
	// Data are the ways in which all documents can be had.
	Data []download
	// Semesters are the reports that can be made.
	Semesters []value
	// Plans and Practices have forms; the practices are shown in pages.
	Plans, Practices []value
	Pages            pager
	Made             string
}

// download is a file and what it is good for.
type download struct {
	Href, Name, Text string
}

// formsPerPage is how many practices the page of exports lists at once.
const formsPerPage = 100

// exports lists what can be taken away.
func exports(v *visit) (*answer, error) {
	number, err := v.page()
	if err != nil {
		return nil, err
	}
	e, err := v.edition()
	if err != nil {
		return nil, err
	}
	p := &exportsPage{page: v.newPage(v.T("nav.exports")), Made: v.saying().Made(e.Stamp)}
	p.Description, p.Crumb = v.T("exports.intro"), v.crumbs()
	for _, d := range downloads {
		p.Data = append(p.Data, download{"/exports/" + d.name, d.name, v.T("exports." + d.format)})
	}
	if list, err := e.ProjectSemesters(); err == nil {
		for _, s := range list {
			p.Semesters = append(p.Semesters, v.semester(s))
		}
	}
	for _, c := range v.view.Cards(content.Plans) {
		p.Plans = append(p.Plans, v.formLink(c))
	}
	cards := v.view.Cards(content.Practices)
	v.byTitle(cards)
	if p.Pages, err = v.pager(number, len(cards), formsPerPage); err != nil {
		return nil, err
	}
	for _, c := range p.Pages.cut(cards) {
		p.Practices = append(p.Practices, v.formLink(c))
	}
	return v.html("exports", p)
}

// formLink leads to the form of a practice or a plan.
func (v *visit) formLink(c *library.Card) value {
	link := v.document(c.ID)
	link.Href += "/form"
	return link
}

// edition makes the visit's edition ready to be exported; what is made up for
// training never leaves the portal.
func (v *visit) edition() (*export.Edition, error) {
	return export.New(v.request.Context(), v.view, false)
}

// saying are the words of exports in the reader's language.
func (v *visit) saying() *export.Words { return export.NewWords(v.portal.config.Messages, v.Lang) }

// downloads are all documents as files, by name and format.
var downloads = []struct{ name, format, mediaType string }{
	{"documents.csv", "csv", "text/csv; charset=utf-8"},
	{"documents.xlsx", "xlsx", xlsxType},
	{"documents.jsonl", "jsonl", "application/jsonl; charset=utf-8"},
	{"documents.zip", "zip", "application/zip"},
}

const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// documentsFile gives all documents as one file.
func documentsFile(v *visit) (*answer, error) {
	i := slices.IndexFunc(downloads, func(d struct{ name, format, mediaType string }) bool { return d.name == v.vars["name"] })
	if i < 0 {
		return nil, notFound()
	}
	d := downloads[i]
	e, err := v.edition()
	if err != nil {
		return nil, err
	}
	return v.saved(e.Stamp.FileName("documents", d.format), d.mediaType, func(w io.Writer) error {
		switch d.format {
		case "csv":
			return e.CSV(w)
		case "xlsx":
			return e.XLSX(w)
		case "jsonl":
			return e.JSONLines(w)
		}
		return e.Zip(v.request.Context(), w)
	})
}

// saved answers with a file to be saved. Files are made one at a time: the
// largest hold all there is.
func (v *visit) saved(name, mediaType string, write func(io.Writer) error) (*answer, error) {
	give, err := v.portal.exporting.take(v.request.Context())
	if err != nil {
		return nil, err
	}
	defer give()
	var out bytes.Buffer
	if err := write(&out); err != nil {
		return nil, err
	}
	return &answer{status: http.StatusOK, mediaType: mediaType, body: out.Bytes(),
		more: map[string]string{"Content-Disposition": `attachment; filename="` + name + `"`}}, nil
}
