package web

import (
	"errors"
	"net/http"
	"net/mail"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/ai4citizens/casebook/internal/citation"
	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/publish"
	"github.com/ai4citizens/casebook/internal/qr"
)

// citing is how a page is cited, shared and corrected.
type citing struct {
	// Text is the citation as the language writes it.
	Text        string
	BibTeX, CSL string
	// Address is the page's full one, Path that of the page shown, which the
	// downloads and the code stand below.
	Address, Path string
	Report        value

	work citation.Work
}

func (v *visit) citing(d *publish.Document) (*citing, error) {
	w, err := v.work(d)
	if err != nil {
		return nil, err
	}
	return &citing{
		Text: v.cited(w), BibTeX: w.BibTeX(), CSL: w.CSL(), Address: w.URL, Path: v.address(d.Card.ID),
		Report: v.report(d.Facts.Base().Title, w), work: w,
	}, nil
}

// work gathers what a citation of the shown version tells.
func (v *visit) work(d *publish.Document) (citation.Work, error) {
	t := d.Version.Lang
	w := citation.Work{
		Key: strings.ReplaceAll(d.Card.ID, "/", "-") + "-" + string(t), Title: d.Facts.Base().Title,
		Site: inOneOf(v.view.Site().Name, t, "Casebook"), Date: d.Card.Updated, Lang: string(t),
		URL: v.base + "/" + string(t) + "/" + d.Card.ID,
	}
	commits, err := v.view.HistoryOf(d.Version)
	if err != nil {
		return w, err
	}
	// A text that has not been committed has no version yet.
	at := slices.IndexFunc(commits, func(c library.Change) bool { return c.Blob == d.Version.Blob })
	if at >= 0 {
		w.Version, w.Date = shortHash(commits[at].Hash), commits[at].Time
	}
	w.Authors, err = v.authors(d)
	return w, err
}

// authors are those that the page names, else who publishes it, else the
// project behind the portal, else the portal.
func (v *visit) authors(d *publish.Document) ([]string, error) {
	base := d.Original.Facts.Base()
	if len(base.Authors) > 0 {
		return base.Authors, nil
	}
	if card := v.view.Card(base.Organisation); card != nil {
		text, _ := card.Text(d.Version.Lang)
		return []string{text.Title}, nil
	}
	if card := v.view.Card(v.view.Site().Project); card != nil {
		project, err := v.view.Version(card.ID, card.Original)
		if err != nil {
			return nil, err
		}
		if f, ok := project.Facts.(*content.Project); ok && f.Acronym != "" {
			return []string{f.Acronym}, nil
		}
	}
	return []string{inOneOf(v.view.Site().Name, d.Version.Lang, "Casebook")}, nil
}

// cited writes the citation in a sentence or two.
func (v *visit) cited(w citation.Work) string {
	title := w.Title
	if !strings.HasSuffix(title, ".") && !strings.HasSuffix(title, "?") && !strings.HasSuffix(title, "!") {
		title += "."
	}
	edition := ""
	if day := v.Day(w.Date); day != nil {
		edition = day.Text
	}
	if w.Version != "" {
		edition = v.T("cite.version", "Version", w.Version, "Date", edition)
	}
	return v.T("cite.text", "Author", strings.Join(w.Authors, ", "), "Year", strconv.Itoa(w.Date.UTC().Year()), "Title", title,
		"Site", w.Site, "Edition", edition, "Address", w.URL)
}

// report is where a reader tells of an error: a letter that says already which
// page it is about or, where the portal has no such address, the project's page,
// the repository, or the page that says how to contribute.
func (v *visit) report(title string, w citation.Work) value {
	out := value{phrase: phrase{Text: v.T("report.title")}}
	contact := v.view.Site().Contact
	switch to := mailbox(contact.Email); {
	case to != "":
		// A letter's lines end as RFC 6068 wants them.
		body := strings.ReplaceAll(v.T("report.body", "Address", w.URL, "Version", orElse(w.Version, "–")), "\n", "\r\n")
		out.Href = "mailto:" + to + "?subject=" + inMail(v.T("report.subject", "Title", title)) + "&body=" + inMail(body)
	case contact.Page != "":
		out.Href, out.Outside = contact.Page, true
	case v.view.Site().Repository != "":
		out.Href, out.Outside = v.view.Site().Repository, true
	case v.view.Card("pages/contribute") != nil:
		out.Href = v.address("pages/contribute")
	}
	return out
}

// mailbox is an e-mail address as it stands in a link, "" for what is none.
func mailbox(s string) string {
	a, err := mail.ParseAddress(s)
	if err != nil || a.Name != "" || a.Address != s || strings.ContainsAny(s, `?&=%"`) {
		return ""
	}
	return strings.ReplaceAll(inMail(s), "%40", "@")
}

// inMail writes a text in the query of a link to a mailbox: there a plus is a
// plus.
func inMail(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }

// citationFile gives the citation to reference managers.
func citationFile(v *visit) (*answer, error) {
	form := v.vars["form"]
	d, moved, err := v.shown("citation." + form)
	if err != nil || moved != nil {
		return moved, err
	}
	w, err := v.work(d)
	if err != nil {
		return nil, err
	}
	a := &answer{status: http.StatusOK, mediaType: "application/x-bibtex; charset=utf-8", body: []byte(w.BibTeX()), policy: filePolicy}
	if form == "json" {
		a.mediaType, a.body = "application/vnd.citationstyles.csl+json", []byte(w.CSL())
	}
	a.more = map[string]string{"Content-Disposition": `attachment; filename="` + w.Key + "." + form + `"`}
	return a, nil
}

// qrImage gives the page's full address as a code for cameras.
func qrImage(v *visit) (*answer, error) {
	d, moved, err := v.shown("qr.svg")
	if err != nil || moved != nil {
		return moved, err
	}
	code, err := qr.Encode(v.base + "/" + string(d.Version.Lang) + "/" + d.Card.ID)
	if errors.Is(err, qr.ErrTooLong) {
		return nil, notFound()
	}
	if err != nil {
		return nil, err
	}
	return &answer{status: http.StatusOK, mediaType: "image/svg+xml", body: []byte(code.SVG()), policy: filePolicy}, nil
}

// shown is the document of the address as the reader sees it. An old address
// of it leads to the new one.
func (v *visit) shown(page string) (*publish.Document, *answer, error) {
	id := v.vars["kind"] + "/" + v.vars["slug"]
	if v.view.Card(id) == nil {
		moved, err := v.aliased(id, page)
		return nil, moved, err
	}
	d, err := v.view.Document(id, v.Lang)
	return d, nil, err
}
