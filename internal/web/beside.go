package web

import (
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/publish"
)

// besidePage shows a translation and its original section by section.
type besidePage struct {
	page
	Document value
	// State and By say how the translation stands to the original.
	State, By   string
	Translation cardLanguage
	Original    cardLanguage
	Pairs       []pair
}

// pair is a section and its original; either may be missing.
type pair struct {
	Translated, Original *besideText
}

// besideText is a section, or title and summary.
type besideText struct {
	Part, ID, Title, Summary string
	HTML                     template.HTML
}

// beside shows the original beside the translation. Where there is nothing to
// show beside one another, the document itself is shown.
func beside(v *visit) (*answer, error) {
	d, moved, err := v.shown("beside")
	if err != nil || moved != nil {
		return moved, err
	}
	doc := v.document(d.Card.ID)
	if d.State == library.Original {
		return redirect(http.StatusFound, doc.Href), nil
	}
	p := &besidePage{page: v.newPage(v.T("beside.title")), Document: doc, State: v.T("state." + string(d.State)),
		Translation: cardLanguage{d.Version.Lang, v.LangTitle(d.Version.Lang)},
		Original:    cardLanguage{d.Original.Lang, v.LangTitle(d.Original.Lang)},
	}
	if by := d.Version.Facts.Base().By; by != "" {
		p.By = v.term("translation-status", by).Text
	}
	p.Title += " · " + doc.Text
	p.NoIndex = true
	p.Crumb = append(v.crumbs(string(d.Card.Kind), v.KindNames(d.Card.Kind)), crumb{doc.phrase, doc.Href})
	p.only(d.Card)
	p.pair(v, d)
	return v.html("beside", p)
}

// only offers the page in the languages of translations; in the others the
// choice of language leads to the document.
func (p *besidePage) only(card *library.Card) {
	for i, l := range p.Languages {
		if s := card.State(l.Tag); s == library.Original || s == library.Missing {
			p.Languages[i].Href, p.Languages[i].Missing = "/"+string(l.Tag)+"/"+card.ID, s == library.Missing
		}
	}
	p.Alternates = nil
}

// pair puts title and summary, and then the sections, beside one another.
func (p *besidePage) pair(v *visit, d *publish.Document) {
	translated, original := besideTexts(v.sections(d)), besideTexts(sectionsOf(v.reader, d.Original.Sections))
	for i := range original {
		original[i].apart()
	}
	t, o := d.Version.Facts.Base(), d.Original.Facts.Base()
	p.together([]besideText{{Title: t.Title, Summary: t.Summary}}, []besideText{{Title: o.Title, Summary: o.Summary}})
	p.align(translated, original)
}

// align puts sections with the same anchor beside one another. Between two of
// them, sections with headings of their own go together as they come.
func (p *besidePage) align(translated, original []besideText) {
	begin, next := 0, 0 // what is not paired yet of the one and the other
	for i := range original {
		at := slices.IndexFunc(translated[next:], func(b besideText) bool { return b.Part == original[i].Part })
		if at < 0 {
			continue
		}
		p.together(translated[next:next+at], original[begin:i])
		p.together(translated[next+at:next+at+1], original[i:i+1])
		begin, next = i+1, next+at+1
	}
	p.together(translated[next:], original[begin:])
}

func (p *besidePage) together(translated, original []besideText) {
	for i := range max(len(translated), len(original)) {
		var row pair
		if i < len(translated) {
			row.Translated = &translated[i]
		}
		if i < len(original) {
			row.Original = &original[i]
		}
		p.Pairs = append(p.Pairs, row)
	}
}

func besideTexts(list []section) []besideText {
	var out []besideText
	for _, s := range list {
		out = append(out, besideText{Part: s.Part, ID: s.ID, Title: s.Title, HTML: s.HTML})
	}
	return out
}

// apart gives what can be linked to in a text names of its own, so that no name
// stands on the page twice. In the HTML only tags can hold these characters: in
// words they are escaped.
func (b *besideText) apart() {
	b.ID = ""
	b.HTML = template.HTML(strings.NewReplacer(` id="`, ` id="c_o_`, `href="#`, `href="#c_o_`).Replace(string(b.HTML)))
}
