package web

import (
	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/publish"
)

// notices says before the text what a reader must know about it: that it is
// replaced, made up, about something that ended, in another language, or a
// translation that may be wrong.
func (p *documentPage) notices(v *visit, d *publish.Document) error {
	base := d.Facts.Base()
	if by := v.view.SupersededBy(d.Card.ID); by != "" {
		p.note("ended", v.T("notice.superseded.title"), v.T("notice.superseded.text"), v.document(by))
	}
	if base.Example {
		p.note("info", v.T("notice.example.title"), v.T("notice.example.text"))
	}
	if practice, ok := d.Facts.(*content.Practice); ok {
		p.outcome(v, practice)
	}
	original := value{Href: "/" + string(d.Card.Original) + "/" + d.Card.ID}
	original.Text = v.T("notice.original", "Language", v.LangName(d.Card.Original))
	switch {
	case p.ArticleLang != "":
		p.note("info", v.T("notice.fallback.title"), v.T("notice.fallback.text", "Language", v.LangName(d.Version.Lang)))
	case d.State == library.Outdated:
		links := []value{original}
		since, err := v.sinceTranslated(d.Card, d.Original, d.Version.Lang)
		if err != nil {
			return err
		}
		if since != "" {
			links = append(links, value{phrase: phrase{Text: v.T("notice.since")}, Href: since})
		}
		p.note("warning", v.T("notice.outdated.title"), v.T("notice.outdated.text"), links...)
	}
	if d.State != library.Original && base.By == "machine-draft" {
		links := []value{{phrase: phrase{Text: v.T("beside.title")}, Href: p.Beside}}
		if d.State != library.Outdated { // where it is named already
			links = append([]value{original}, links...)
		}
		p.note("info", v.T("notice.machine.title"), v.T("notice.machine.text"), links...)
	}
	if base.Status == "archived" {
		p.note("ended", v.T("notice.archived.title"), v.T("notice.archived.text"))
	}
	if p.Overdue {
		p.note("warning", v.T("notice.overdue.title"), v.T("notice.overdue.text"))
	}
	return nil
}

// outcome says at once, and kindly, that a practice did not work out.
func (p *documentPage) outcome(v *visit, f *content.Practice) {
	switch f.Outcome {
	case "discontinued":
		p.note("ended", v.T("notice.discontinued.title"), v.T("notice.discontinued.text"))
	case "mixed":
		p.note("warning", v.T("notice.mixed.title"), v.T("notice.mixed.text"))
	case "too-early":
		p.note("info", v.T("notice.early.title"), v.T("notice.early.text"))
	}
}

func (p *documentPage) note(kind, title, text string, links ...value) {
	p.Notices = append(p.Notices, notice{kind, title, text, links})
}
