package web

import (
	"errors"
	"html/template"
	"slices"
	"strings"
	"time"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/markdown"
	"github.com/ai4citizens/casebook/internal/publish"
)

// documentPage is the page of a document of any kind. Each kind's template
// gives it its own shape; what only one kind has stands in Parts.
type documentPage struct {
	page
	ID   string
	Kind content.Kind
	// ArticleLang is the language of the text, where it is not the reader's.
	ArticleLang lang.Tag
	Heading     string
	Summary     string
	Notices     []notice
	Status      *value
	Facts       []fact
	// Details are further facts, shown on demand.
	Details  []fact
	Contents []contentsEntry
	Sections []section
	Parts    any
	Sources  []source
	// Concepts are what it is about most.
	Concepts []value
	// Chain is where the document stands between case and policy; nil for kinds
	// that have nothing to do with it, and for cases that nothing came of.
	Chain *chainView
	// Lessons are what an organisation took from others and gave.
	Lessons *lessons
	// Related and CitedBy lead to other documents.
	Related      []relatedLink
	CitedBy      []citations
	Translations []translation
	Changed      *change
	History      string
	// Beside leads to the original beside the translation, "" for an original.
	Beside string
	// Minutes is how long the text takes to read, "" where that is told
	// otherwise.
	Minutes string
	Citing  *citing
	// Form is the address of the programme's form, "" where there is none.
	Form string
	// The dates that tell how far the page can be trusted.
	AsOf, Reviewed, ReviewDue *moment
	ReviewedBy                *value
	Overdue                   bool

	ids map[string]bool
}

// notice says something about the page before its text.
type notice struct {
	// Kind is "info", "warning" or "ended", for its look.
	Kind  string
	Title string
	Text  string
	Links []value
}

// fact is one line of what there is to know at a glance.
type fact struct {
	Label  string
	Values []value
	// Unknown tells that it is not known, which is worth saying.
	Unknown bool
	// Note qualifies the values.
	Note string
}

type contentsEntry struct {
	ID    string
	Title string
	// Lang is the title's language where it is not the article's.
	Lang lang.Tag
}

// section is one section of the text, or one made for the facts that belong
// there.
type section struct {
	ID string
	// Part names what of the facts belongs here; it is the anchor of the
	// section in every language.
	Part  string
	Title string
	HTML  template.HTML
	// Lang is the title's language where it is not the article's.
	Lang lang.Tag
	// Page is the page that the section stands on.
	Page *documentPage
}

type source struct {
	Title, URL, Publisher, Note string
	Date, Accessed              *moment
	Kind                        *value
}

// document shows a document in the reader's language, else in the original's.
func document(v *visit) (*answer, error) {
	id := v.vars["kind"] + "/" + v.vars["slug"]
	d, err := v.view.Document(id, v.Lang)
	if err != nil {
		if now := v.view.Alias(id); now != "" && v.view.Card(id) == nil {
			return v.moved(v.address(now)), nil
		}
		return nil, err
	}
	p := v.documentPage(d)
	if err := errors.Join(p.notices(v, d), p.surroundings(v, d)); err != nil {
		return nil, err
	}
	b := &builder{visit: v, page: p, doc: d}
	if b.kind(); b.err != nil {
		return nil, b.err
	}
	b.describe(p.Citing.work)
	p.Contents = p.contents()
	for i := range p.Sections {
		p.Sections[i].Page = p
	}
	return v.html(string(d.Card.Kind), p)
}

// documentPage fills in what documents of all kinds have.
func (v *visit) documentPage(d *publish.Document) *documentPage {
	base := d.Facts.Base()
	p := &documentPage{
		page: v.newPage(base.Title), ID: d.Card.ID, Kind: d.Card.Kind,
		ArticleLang: v.phrase("", d.Version.Lang).Lang,
		Heading:     base.Title, Summary: base.Summary, Sections: v.sections(d), ids: map[string]bool{},
	}
	p.Description = base.Summary
	p.languages(v, d.Card)
	p.shown = p.ArticleLang
	if p.ArticleLang != "" {
		p.Canonical = v.base + "/" + string(d.Version.Lang) + "/" + d.Card.ID
	}
	p.Picture, p.Article = p.Canonical+"/card.png", schemaOf[d.Card.Kind] != ""
	p.NoIndex = base.Example
	if d.State != library.Original {
		p.Beside = v.address(d.Card.ID, "beside")
	}
	if hasForm(d.Card.Kind) {
		p.Form = v.address(d.Card.ID, "form")
	}
	p.Crumb = v.crumbs(string(d.Card.Kind), v.KindNames(d.Card.Kind))
	if d.Card.Kind == content.Pages {
		p.Crumb = v.crumbs()
	}
	for _, s := range d.Version.Sections {
		p.ids[s.ID] = true
		for _, h := range s.Subheadings {
			p.ids[h.ID] = true
		}
	}
	if base.Status != "" {
		status := v.term("status", base.Status)
		p.Status = &status
	}
	p.AsOf, p.Reviewed, p.ReviewDue = v.Date(base.AsOf), v.Date(base.ReviewedOn), v.Date(base.ReviewDue)
	p.Overdue = !base.ReviewDue.IsZero() && time.Now().After(base.ReviewDue.Last().AddDate(0, 0, 1))
	if base.ReviewedBy != "" {
		by := v.document(base.ReviewedBy)
		p.ReviewedBy = &by
	}
	p.sources(v, base.Sources)
	return p
}

// sections makes the text's internal addresses those of the reader's language.
func (v *visit) sections(d *publish.Document) []section {
	return sectionsOf(v.reader, d.Version.Sections)
}

func sectionsOf(r *reader, list []markdown.Section) []section {
	out := make([]section, 0, len(list))
	for _, s := range list {
		out = append(out, section{ID: s.ID, Part: s.ID, Title: s.Title, HTML: template.HTML(r.addressed(s.HTML))})
	}
	return out
}

// addressed puts the portal's own addresses in the place of those that content
// marks: documents in the reader's language, files under /files/.
func (r *reader) addressed(html string) string {
	const href, src = `href="` + content.Marker, `src="` + content.Marker
	if !strings.Contains(html, content.Marker) {
		return html
	}
	var b strings.Builder
	for {
		i := strings.Index(html, content.Marker)
		if i < 0 {
			break
		}
		head := html[:i+len(content.Marker)]
		rest := html[len(head):]
		target, _, _ := strings.Cut(rest, `"`)
		switch {
		case strings.HasSuffix(head, src), strings.HasSuffix(head, href) && strings.Count(target, "/") > 1:
			b.WriteString(html[:i] + "/files/")
		case strings.HasSuffix(head, href):
			b.WriteString(html[:i] + "/" + string(r.Lang) + "/")
		default: // the word stands in a text
			b.WriteString(head)
		}
		html = rest
	}
	b.WriteString(html)
	return b.String()
}

// contents lists the sections.
func (p *documentPage) contents() []contentsEntry {
	var list []contentsEntry
	for _, s := range p.Sections {
		if s.ID != "" && s.Title != "" {
			list = append(list, contentsEntry{s.ID, s.Title, s.Lang})
		}
	}
	return list
}

func (p *documentPage) sources(v *visit, list []content.Source) {
	for _, s := range list {
		out := source{Title: s.Title, URL: s.URL, Publisher: s.Publisher, Note: s.Note,
			Date: v.Date(s.Date), Accessed: v.Date(s.Accessed)}
		if s.Kind != "" {
			kind := v.term("source-kind", s.Kind)
			out.Kind = &kind
		}
		p.Sources = append(p.Sources, out)
	}
}

// ensure makes sure that there is a section for facts that belong under an
// anchor: one without text is added before the sections named, else at the end.
func (p *documentPage) ensure(anchor, title string, before ...string) {
	if slices.ContainsFunc(p.Sections, func(s section) bool { return s.Part == anchor }) {
		return
	}
	s := section{ID: p.anchor(anchor), Part: anchor, Title: title}
	if s.ID == "" {
		s.ID = "c_" + anchor // a heading of the text has the anchor
	}
	if p.ArticleLang != "" {
		s.Lang = p.Lang
	}
	for i, other := range p.Sections {
		if slices.Contains(before, other.Part) {
			p.Sections = slices.Insert(p.Sections, i, s)
			return
		}
	}
	p.Sections = append(p.Sections, s)
}

// anchor takes an id for the page, each only once; "" if it is taken.
func (p *documentPage) anchor(id string) string {
	if id == "" || p.ids[id] {
		return ""
	}
	p.ids[id] = true
	return id
}
