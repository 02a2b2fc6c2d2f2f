package export

import (
	"strings"

	"github.com/ai4citizens/casebook/internal/content"
)

// practice fills in Interreg Europe's good practice form, field by field in its
// order. The limits are those of site.yaml: the programme's form may change.
func (f *filler) practice(p *content.Practice) {
	f.paper.Kicker = f.words.T("form.practice")
	original := f.doc.Original.Facts.(*content.Practice)
	limit := func(l *Line, name string, standard int) *Line {
		l.Limit = f.Site().Limit(content.Practices, name, standard)
		return l
	}
	limit(f.line("title", f.translated(p.Title, original.Title)), "title", 100).Required = true
	f.project(p)
	l := f.line("topic", f.terms("interreg-theme", p.Themes...))
	l.Required, l.Open = true, f.words.T("form.topic.open")
	f.line("scope", f.terms("geographical-scope", p.GeographicalScope)).Required = true
	f.line("location", append(f.regions(p.NUTS), f.said(p.Location.City)...)).Required = true
	f.line("institution", f.titles(p.Owner)).Required = true
	limit(f.line("summary", f.translated(p.Summary, original.Summary)), "summary", 160).Required = true
	limit(f.line("details", f.section("details")), "details", 0).Required = true
	limit(f.line("resources", f.section("resources")), "resources", 0).Required = true
	f.line("timescale", f.said(f.words.time(p.Timescale))).Required = true
	limit(f.line("evidence", f.section("evidence")), "evidence", 0).Required = true
	limit(f.line("challenges", f.section("challenges")), "challenges", 0)
	limit(f.line("transfer", f.section("transfer")), "transfer", 0).Required = true
	f.line("links", f.said(links(p)...))
	f.line("keywords", f.translated(strings.Join(p.Keywords, ", "), strings.Join(original.Keywords, ", ")))
	f.files()
	f.line("contact", append(f.titles(p.Organisation), f.said(p.Authors...)...)).Open = f.words.T("form.contact.open")
	f.part("")
}

// project answers whether the practice is from an Interreg Europe project.
func (f *filler) project(p *content.Practice) {
	list := f.acronyms(p.Projects)
	l := f.line("project", f.said(strings.Join(list, ", ")))
	l.Required = true
	if len(list) == 0 {
		l.Texts = f.said(f.words.T("form.project.none"))
	}
}

// links are the addresses where more can be read.
func links(p *content.Practice) []string {
	list := []string{p.RegisterURL}
	for _, t := range p.Tools {
		list = append(list, t.URL)
	}
	for _, s := range p.Sources {
		list = append(list, s.URL)
	}
	return list
}

// files names the pictures and files beside the text.
func (f *filler) files() {
	var names []string
	for _, x := range f.doc.Version.Files {
		names = append(names, x.Name)
	}
	l := f.line("pictures", f.said(names...))
	if len(names) == 0 {
		l.Open = f.words.T("form.pictures.open")
	}
}
