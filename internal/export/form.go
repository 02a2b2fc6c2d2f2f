package export

import (
	"errors"
	"fmt"
	"strings"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/markdown"
	"github.com/ai4citizens/casebook/internal/publish"
)

// ErrNoForm says that the programme has no form for a kind of document.
var ErrNoForm = errors.New("only practices and action plans have a form")

// Paper fills in the programme's form for a practice or an action plan;
// library.ErrNotFound if there is no such document.
func (e *Edition) Paper(id string, w *Words) (*Paper, error) {
	kind, _, _ := strings.Cut(id, "/")
	if kind != string(content.Practices) && kind != string(content.Plans) {
		return nil, ErrNoForm
	}
	card := e.Card(id)
	if card == nil {
		return nil, library.ErrNotFound
	}
	d, err := e.Document(id, w.Lang)
	if err != nil {
		return nil, err
	}
	f := &filler{Edition: e, words: w, doc: d, paper: &Paper{Lang: w.Lang, Made: w.Made(e.Stamp)}}
	f.paper.Title = f.own(d.Facts.Base().Title)
	f.notes()
	switch facts := d.Facts.(type) {
	case *content.Practice:
		f.practice(facts)
	case *content.Plan:
		f.plan(facts, d.Original.Facts.(*content.Plan))
	default:
		return nil, fmt.Errorf("%s: %w", id, ErrNoForm)
	}
	return f.paper, nil
}

// filler fills in a form.
type filler struct {
	*Edition
	words *Words
	doc   *publish.Document
	paper *Paper
	lines []Line
}

// notes say what to know before the form is used.
func (f *filler) notes() {
	d := f.doc
	add := func(s string) { f.paper.Notes = append(f.paper.Notes, s) }
	if d.Card.Example {
		add(f.words.T("notice.example.title") + " " + f.words.T("notice.example.text"))
	}
	if t := d.Version.Lang; t != f.words.Lang {
		name := f.words.T("language.name", "Language", f.words.Language(t))
		add(f.words.T("notice.fallback.title") + " " + f.words.T("notice.fallback.text", "Language", name))
	}
	if d.State == library.Outdated {
		add(f.words.T("notice.outdated.title") + " " + f.words.T("notice.outdated.text"))
	}
	if d.Facts.Base().By == "machine-draft" {
		add(f.words.T("notice.machine.title") + " " + f.words.T("notice.machine.text"))
	}
}

// own is a text in the language of the version shown.
func (f *filler) own(s string) Text { return Text{s, f.doc.Version.Lang} }

// translated is a text of the facts in the language that it is in: where it is
// the original's word for word, it has not been translated.
func (f *filler) translated(shown, original string) []Text {
	if shown == "" {
		return nil
	}
	if shown == original {
		return []Text{{shown, f.doc.Original.Lang}}
	}
	return []Text{f.own(shown)}
}

// said are words of the reader's own language, such as dates and terms.
func (f *filler) said(list ...string) []Text {
	var texts []Text
	for _, s := range list {
		if s != "" {
			texts = append(texts, Text{s, f.words.Lang})
		}
	}
	return texts
}

// line adds a field; field is the end of its label's message.
func (f *filler) line(field string, texts []Text) *Line {
	l := Line{Label: f.words.T("form." + field), Texts: texts}
	if f.words.Lang != lang.EN {
		l.English = f.words.english.Text("form."+field, nil)
	}
	f.lines = append(f.lines, l)
	return &f.lines[len(f.lines)-1]
}

// part ends a part of the form with the lines since the last.
func (f *filler) part(title string) {
	f.paper.Parts = append(f.paper.Parts, Part{Title: title, Lines: f.lines})
	f.lines = nil
}

// terms are the labels of controlled terms.
func (f *filler) terms(scheme string, ids ...string) []Text {
	var list []string
	for _, id := range ids {
		if id != "" {
			list = append(list, f.Rules.Vocabularies.Label(scheme, id, f.words.Lang))
		}
	}
	return f.said(strings.Join(list, "; "))
}

// titles name other documents, each in its own language; of a part of one, such
// as a recommendation, they say the words too.
func (f *filler) titles(references ...string) []Text {
	var list []Text
	for _, ref := range references {
		id, part, _ := strings.Cut(ref, "#")
		c := f.Card(id)
		if c == nil {
			list = append(list, f.said(ref)...)
			continue
		}
		x, t := c.Text(f.words.Lang)
		title := Text{x.Title, t}
		if d, err := f.Document(id, f.words.Lang); part != "" && err == nil {
			if words := content.PartWords(d.Facts, part); words != "" {
				title.Words += ": " + words
			}
		}
		list = append(list, title)
	}
	return list
}

// section is the text of a section, in the language shown.
func (f *filler) section(anchor string) []Text {
	if s := f.doc.Version.Section(anchor); s != nil {
		if words := markdown.TextOf(s.HTML); words != "" {
			return []Text{f.own(words)}
		}
	}
	return nil
}

// regions names the country and the regions of each level that a document is
// about, from the outside in.
func (f *filler) regions(codes []string) []Text {
	scheme := f.Rules.Vocabularies.Scheme("nuts")
	var list []string
	for _, code := range codes {
		var names []string
		for _, id := range scheme.Path(code) {
			names = append(names, scheme.Concept(id).Label.In(f.words.Lang)+" ("+id+")")
		}
		list = append(list, strings.Join(names, " › "))
	}
	return f.said(list...)
}

// acronyms are those of projects.
func (f *filler) acronyms(ids []string) []string {
	var list []string
	for _, id := range ids {
		d, err := f.Document(id, f.words.Lang)
		if err != nil {
			continue // a dead reference is for the check to tell
		}
		if p, ok := d.Facts.(*content.Project); ok {
			list = append(list, p.Acronym)
		}
	}
	return list
}
