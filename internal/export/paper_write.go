package export

import (
	"fmt"
	"html/template"
	"io"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/ai4citizens/casebook/internal/lang"
)

// Write writes a paper in a format: md, txt or html.
func (p *Paper) Write(format string, w *Words, out io.Writer) error {
	switch format {
	case "md":
		return p.Markdown(w, out)
	case "txt":
		return p.Text(w, out)
	case "html":
		return p.HTML(w, out)
	}
	return fmt.Errorf("%q is no format of a form", format)
}

// Counted says how long a line is, and what its limit is; "" where there is
// nothing to say.
func (w *Words) Counted(l Line) string {
	switch {
	case l.Limit == 0:
		return ""
	case l.Over() > 0:
		return w.N("form.over", l.Over(), "Length", w.number(l.Length()), "Limit", w.number(l.Limit))
	}
	return w.T("form.length", "Length", w.number(l.Length()), "Limit", w.number(l.Limit))
}

// Cut says that the form ends here.
func (w *Words) Cut() string { return w.T("form.cut") }

// Language names a language for a mark beside a text.
func (w *Words) Language(t lang.Tag) string { return lang.NameIn(t, w.Lang) }

// label is a line's heading.
func (l *Line) label() string {
	if l.English != "" && l.English != l.Label {
		return l.Label + " (" + l.English + ")"
	}
	return l.Label
}

// Text writes a paper as plain text, to be copied from.
func (p *Paper) Text(w *Words, out io.Writer) error {
	var b strings.Builder
	b.WriteString(p.Kicker + "\n" + p.Title.Words + "\n" + p.Made + "\n")
	for _, n := range p.Notes {
		b.WriteString("\n" + n + "\n")
	}
	for _, part := range p.Parts {
		if part.Title != "" {
			b.WriteString("\n\n" + strings.ToUpper(part.Title) + "\n")
		}
		for i, l := range part.Lines {
			b.WriteString("\n" + strconv.Itoa(i+1) + ". " + l.label())
			if c := w.Counted(l); c != "" {
				b.WriteString(" – " + c)
			}
			b.WriteString("\n")
			p.words(&b, w, &l, func(s string) string { return s }, ">>>>> "+w.Cut()+" >>>>>\n", "<<<<<\n", "\n")
		}
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// words writes what stands in a line, what is cut off between two marks.
func (p *Paper) words(b *strings.Builder, w *Words, l *Line, escape func(string) string, cut, end, gap string) {
	marked := false
	last := lang.Tag("")
	for _, x := range l.Pieces() {
		if t := p.Foreign(x.Lang); t != "" && t != last {
			b.WriteString("[" + w.Language(t) + "]" + gap)
		}
		last = p.Foreign(x.Lang)
		if x.Cut && !marked {
			marked = true
			b.WriteString(cut)
		}
		b.WriteString(escape(x.Words) + gap)
	}
	if marked {
		b.WriteString(end)
	}
	if l.Missing() {
		b.WriteString(escape("– "+w.T("form.missing")+" –") + gap)
	}
	if l.Open != "" {
		b.WriteString(escape("("+l.Open+")") + gap)
	}
}

// Markdown writes a paper as Markdown.
func (p *Paper) Markdown(w *Words, out io.Writer) error {
	var b strings.Builder
	b.WriteString("# " + literal(p.Title.Words) + "\n\n" + literal(p.Kicker) + " · " + literal(p.Made) + "\n")
	for _, n := range p.Notes {
		b.WriteString("\n> " + literal(n) + "\n")
	}
	b.WriteString("\n")
	for _, part := range p.Parts {
		level := "## "
		if part.Title != "" {
			b.WriteString("## " + literal(part.Title) + "\n\n")
			level = "### "
		}
		for i, l := range part.Lines {
			b.WriteString(level + strconv.Itoa(i+1) + ". " + literal(l.label()) + "\n\n")
			if c := w.Counted(l); c != "" {
				b.WriteString("*" + literal(c) + "*\n\n")
			}
			p.words(&b, w, &l, literal, "**✂ "+literal(w.Cut())+"**\n\n", "", "\n\n")
		}
	}
	_, err := io.WriteString(out, strings.TrimRight(b.String(), "\n")+"\n")
	return err
}

var (
	markdownSigns = regexp.MustCompile("[\\\\`*_\\[\\]<>|~&]")
	markdownStart = regexp.MustCompile(`(?m)^(\s*)([#+-]|\d+[.)])`)
	lineBreaks    = regexp.MustCompile(`\n+`)
)

// literal writes plain words so that none of them is a mark; an address alone
// becomes a link.
func literal(s string) string {
	if u, err := url.Parse(s); err == nil && (u.Scheme == "https" || u.Scheme == "http") && !strings.ContainsAny(s, " <>\n") {
		return "<" + s + ">"
	}
	s = markdownSigns.ReplaceAllString(s, `\$0`)
	s = markdownStart.ReplaceAllStringFunc(s, func(m string) string {
		i := len(m) - 1 // the sign, or the dot behind the number
		return m[:i] + `\` + m[i:]
	})
	return lineBreaks.ReplaceAllString(s, "\n\n")
}

// plainPage is a page of its own: words and headings, without a look, for text
// processors.
var plainPage = template.Must(template.New("paper").Parse(`<!DOCTYPE html>
<html lang="{{.Paper.Lang}}">
<head>
<meta charset="utf-8">
<title>{{.Paper.Title.Words}}</title>
</head>
<body>
<p>{{.Paper.Kicker}}</p>
<h1{{with .Paper.Foreign .Paper.Title.Lang}} lang="{{.}}"{{end}}>{{.Paper.Title.Words}}</h1>
<p>{{.Paper.Made}}</p>
{{range .Paper.Notes}}<p><strong>{{.}}</strong></p>
{{end}}{{range .Paper.Parts}}{{with .Title}}<h2>{{.}}</h2>
{{end}}{{range $i, $l := .Lines}}<h3>{{$l.Number $i}}. {{.Label}}{{with .English}} <span lang="en">({{.}})</span>{{end}}</h3>
{{with $.Words.Counted .}}<p><em>{{.}}</em></p>
{{end}}{{$cut := false}}{{range .Pieces}}{{if and .Cut (not $cut)}}{{$cut = true}}<p><strong>✂ {{$.Words.Cut}}</strong></p>
{{end}}<p{{with $.Paper.Foreign .Lang}} lang="{{.}}"{{end}}>{{if .Cut}}<del>{{.Words}}</del>{{else}}{{.Words}}{{end}}</p>
{{end}}{{if .Missing}}<p><strong>{{$.Words.T "form.missing"}}</strong></p>
{{end}}{{with .Open}}<p><em>{{.}}</em></p>
{{end}}{{end}}{{end}}</body>
</html>
`))

// HTML writes a paper as a page of its own.
func (p *Paper) HTML(w *Words, out io.Writer) error {
	return plainPage.Execute(out, struct {
		Paper *Paper
		Words *Words
	}{p, w})
}
