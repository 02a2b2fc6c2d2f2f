package web

import (
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/export"
	"github.com/ai4citizens/casebook/internal/lang"
)

// formPage is the programme's form, filled in for a practice or an action plan,
// to be printed or copied.
type formPage struct {
	page
	Paper *export.Paper
	// Files are the form as files.
	Files []value
	words *export.Words
}

// Counted says how long a line is.
func (p *formPage) Counted(l export.Line) string { return p.words.Counted(l) }

// Tag is the language of a text where it is not the reader's.
func (p *formPage) Tag(t lang.Tag) lang.Tag { return p.Paper.Foreign(t) }

// hasForm tells whether the programme has a form for a kind of document.
func hasForm(k content.Kind) bool { return k == content.Practices || k == content.Plans }

// form shows a form.
func form(v *visit) (*answer, error) {
	id := v.vars["kind"] + "/" + v.vars["slug"]
	card := v.view.Card(id)
	switch {
	case card == nil:
		return v.aliased(id, "form")
	case !hasForm(card.Kind):
		return nil, notFound()
	}
	e, err := v.edition()
	if err != nil {
		return nil, err
	}
	paper, err := e.Paper(id, v.saying())
	if err != nil {
		return nil, err
	}
	doc := v.document(id)
	p := &formPage{page: v.newPage(paper.Kicker + " · " + doc.Text), Paper: paper, words: v.saying()}
	p.Description, p.NoIndex = paper.Kicker, true
	p.Crumb = append(v.crumbs(string(card.Kind), v.KindNames(card.Kind)), crumb{doc.phrase, doc.Href})
	for _, format := range formFormats {
		link := value{Href: "/exports/" + string(v.Lang) + "/" + id + "." + format}
		link.Text = v.T("exports." + format)
		p.Files = append(p.Files, link)
	}
	return v.html("form", p)
}

// formFormats are the endings of the files that a form can be had as.
var formFormats = []string{"txt", "md", "html"}

// formFile gives a form as a file.
func formFile(v *visit) (*answer, error) {
	id, format := v.vars["kind"]+"/"+v.vars["slug"], v.vars["ending"]
	if !slices.Contains(formFormats, format) {
		return nil, notFound()
	}
	e, err := v.edition()
	if err != nil {
		return nil, err
	}
	words := v.saying()
	paper, err := e.Paper(id, words)
	if errors.Is(err, export.ErrNoForm) {
		return nil, notFound()
	}
	if err != nil {
		return nil, err
	}
	mediaType := map[string]string{"txt": "text/plain", "md": "text/markdown", "html": "text/html"}[format] + "; charset=utf-8"
	name := e.Stamp.FileName(strings.ReplaceAll(id, "/", "-")+"-"+string(v.Lang), format)
	return v.saved(name, mediaType, func(w io.Writer) error { return paper.Write(format, words, w) })
}
