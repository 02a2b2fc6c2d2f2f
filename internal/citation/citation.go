// Package citation writes how a page is cited, in the forms that reference
// managers read: BibTeX and CSL JSON.
package citation

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode"
)

// Work is what a citation tells. What is not known is left out.
type Work struct {
	// Key names the work in a list of references: letters, figures and hyphens.
	Key string
	// Authors are names as they stand, of people or organisations.
	Authors []string
	Title   string
	// Site is what the page is part of.
	Site string
	// Version names the state of the page, Date is its day.
	Version string
	Date    time.Time
	URL     string
	// Lang is the language of the page, such as "fi".
	Lang string
}

// BibTeX writes the work as an entry that BibTeX and biber read, in UTF-8.
func (w Work) BibTeX() string {
	var b strings.Builder
	fmt.Fprintf(&b, "@misc{%s", key(w.Key))
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, ",\n  %s = {%s}", name, value)
		}
	}
	var authors []string
	for _, a := range w.Authors {
		// Braces of its own keep a name whole: no first and last name, no "and".
		authors = append(authors, "{"+escaped(a)+"}")
	}
	field("author", strings.Join(authors, " and "))
	field("title", "{"+escaped(w.Title)+"}")
	field("howpublished", escaped(w.Site))
	if !w.Date.IsZero() {
		field("year", w.Date.UTC().Format("2006"))
		field("month", w.Date.UTC().Format("1"))
		field("date", w.Date.UTC().Format(time.DateOnly))
	}
	field("version", escaped(w.Version))
	field("langid", languages[w.Lang])
	field("url", address(w.URL))
	b.WriteString("\n}\n")
	return b.String()
}

// languages are babel's names.
var languages = map[string]string{
	"en": "english", "fi": "finnish", "ro": "romanian", "nl": "dutch", "it": "italian", "lv": "latvian",
}

// key keeps what a key may hold everywhere.
func key(s string) string {
	s = strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return -1
	}, s)
	if s == "" {
		return "page"
	}
	return s
}

// signs are written as commands of TeX. A brace is none: BibTeX counts braces
// even behind a backslash.
var signs = strings.NewReplacer(
	`\`, `\textbackslash{}`, `{`, `\textbraceleft{}`, `}`, `\textbraceright{}`,
	`~`, `\textasciitilde{}`, `^`, `\textasciicircum{}`,
	`$`, `\$`, `&`, `\&`, `#`, `\#`, `_`, `\_`, `%`, `\%`,
)

// escaped writes a text so that TeX shows it as it is, on one line.
func escaped(s string) string { return signs.Replace(line(s)) }

// line makes one line of printable text.
func line(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	return strings.Join(strings.Fields(s), " ")
}

// address keeps what would end the field, or be no address, out of one.
func address(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return ""
	}
	return strings.NewReplacer("{", "%7B", "}", "%7D", `\`, "%5C", " ", "%20").Replace(line(u.String()))
}

// item is a work in the Citation Style Language's JSON.
type item struct {
	ID       string `json:"id"`
	Type     string `json:"type"`
	Title    string `json:"title"`
	Authors  []name `json:"author,omitempty"`
	Site     string `json:"container-title,omitempty"`
	Issued   *date  `json:"issued,omitempty"`
	Version  string `json:"version,omitempty"`
	Language string `json:"language,omitempty"`
	URL      string `json:"URL,omitempty"`
}

type name struct {
	Literal string `json:"literal"`
}

type date struct {
	Parts [1][3]int `json:"date-parts"`
}

// CSL writes the work as a list of one item in the Citation Style Language's
// JSON, which Zotero and others read.
func (w Work) CSL() string {
	i := item{ID: key(w.Key), Type: "webpage", Title: line(w.Title), Site: line(w.Site),
		Version: line(w.Version), Language: line(w.Lang), URL: address(w.URL)}
	for _, a := range w.Authors {
		i.Authors = append(i.Authors, name{line(a)})
	}
	if !w.Date.IsZero() {
		d := w.Date.UTC()
		i.Issued = &date{[1][3]int{{d.Year(), int(d.Month()), d.Day()}}}
	}
	data, err := json.MarshalIndent([]item{i}, "", "  ")
	if err != nil {
		return "[]" // texts and numbers cannot fail
	}
	return string(data) + "\n"
}
