// Package xlsx writes spreadsheets in Office Open XML (ECMA-376), as little of
// it as tables of words and numbers need: sheets, a bold frozen first row, and
// widths. Words are written as words, so that no program takes one for a
// formula. The same book gives the same bytes.
package xlsx

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Limits of the format's readers.
const (
	// MaxCell is the most characters that a cell may have.
	MaxCell = 32_767
	// MaxRows is the most rows that a sheet may have.
	MaxRows = 1_048_576
	maxName = 31
)

// Cell is one cell: words, or a number as plain decimal text such as -24.5.
type Cell struct {
	Text   string
	Number bool
}

// Sheet is one table. The first row is its head.
type Sheet struct {
	Name string
	Rows [][]Cell
}

// Book is a file of sheets. Made stands in its properties and on all its parts.
type Book struct {
	Title  string
	Made   time.Time
	Sheets []Sheet
}

// part is a file within the file.
type part struct {
	name  string
	write func(io.Writer) error
}

// Write writes the book.
func (b *Book) Write(w io.Writer) error {
	if err := b.check(); err != nil {
		return fmt.Errorf("spreadsheet: %w", err)
	}
	text := func(s string) func(io.Writer) error {
		return func(w io.Writer) error {
			_, err := io.WriteString(w, xml.Header+s)
			return err
		}
	}
	parts := []part{
		{"[Content_Types].xml", text(b.contentTypes())},
		{"_rels/.rels", text(rootRelations)},
		{"docProps/core.xml", text(b.properties())},
		{"xl/workbook.xml", text(b.workbook())},
		{"xl/_rels/workbook.xml.rels", text(b.relations())},
		{"xl/styles.xml", text(styles)},
	}
	for i := range b.Sheets {
		parts = append(parts, part{sheetPath(i), b.Sheets[i].write})
	}
	z := zip.NewWriter(w)
	for _, p := range parts {
		f, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: b.Made.UTC()})
		if err == nil {
			err = p.write(f)
		}
		if err != nil {
			return fmt.Errorf("spreadsheet: %s: %w", p.name, err)
		}
	}
	return z.Close()
}

// check refuses what the format's readers would not open.
func (b *Book) check() error {
	if len(b.Sheets) == 0 {
		return fmt.Errorf("there is no sheet")
	}
	seen := map[string]bool{}
	for _, s := range b.Sheets {
		name := strings.ToLower(s.Name)
		switch {
		case s.Name == "" || utf8.RuneCountInString(s.Name) > maxName || strings.ContainsAny(s.Name, `[]:*?/\`) || strings.HasPrefix(s.Name, "'") || strings.HasSuffix(s.Name, "'"):
			return fmt.Errorf("%q is no name of a sheet", s.Name)
		case seen[name]:
			return fmt.Errorf("two sheets are called %q", s.Name)
		case len(s.Rows) > MaxRows:
			return fmt.Errorf("the sheet %q has %d rows; a sheet may have %d", s.Name, len(s.Rows), MaxRows)
		}
		seen[name] = true
	}
	return nil
}

// SheetName makes a name that a sheet may have out of any words.
func SheetName(s string) string {
	s = strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) || unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s), "' ")
	if runes := []rune(s); len(runes) > maxName {
		s = strings.TrimRight(string(runes[:maxName-1]), "' ") + "…"
	}
	return s
}

func sheetPath(i int) string { return "xl/worksheets/sheet" + strconv.Itoa(i+1) + ".xml" }

// Column returns the letters of a column, counted from 0.
func Column(n int) string {
	s := ""
	for n >= 0 {
		s = string(rune('A'+n%26)) + s
		n = n/26 - 1
	}
	return s
}

// Widths of columns, in characters.
const (
	narrowest = 8
	widest    = 60
)

// widths are wide enough for the words of each column, within limits.
func (s *Sheet) widths() []int {
	var list []int
	for _, row := range s.Rows {
		for i, c := range row {
			if i == len(list) {
				list = append(list, narrowest)
			}
			list[i] = max(list[i], min(utf8.RuneCountInString(c.Text)+2, widest))
		}
	}
	return list
}

// write writes the sheet's part.
func (s *Sheet) write(w io.Writer) error {
	var b strings.Builder
	b.WriteString(xml.Header + `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
		`<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`)
	if list := s.widths(); len(list) > 0 {
		b.WriteString("<cols>")
		for i, n := range list {
			fmt.Fprintf(&b, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, i+1, i+1, n)
		}
		b.WriteString("</cols>")
	}
	b.WriteString("<sheetData>")
	for r, row := range s.Rows {
		fmt.Fprintf(&b, `<row r="%d">`, r+1)
		for i, c := range row {
			if err := c.write(&b, Column(i)+strconv.Itoa(r+1), r == 0); err != nil {
				return err
			}
		}
		b.WriteString("</row>")
		if b.Len() > 1<<16 {
			if _, err := io.WriteString(w, b.String()); err != nil {
				return err
			}
			b.Reset()
		}
	}
	b.WriteString("</sheetData></worksheet>")
	_, err := io.WriteString(w, b.String())
	return err
}

var number = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)

// Styles by their place in styles.xml.
const (
	styleHead = ` s="1"`
	styleText = ` s="2"`
)

func (c Cell) write(b *strings.Builder, at string, head bool) error {
	style := styleText
	if head {
		style = styleHead
	}
	switch {
	case c.Text == "":
		return nil
	case c.Number && !number.MatchString(c.Text):
		return fmt.Errorf("%s: %q is no number", at, c.Text)
	case c.Number:
		fmt.Fprintf(b, `<c r="%s"><v>%s</v></c>`, at, c.Text)
		return nil
	}
	if n := utf8.RuneCountInString(c.Text); n > MaxCell {
		return fmt.Errorf("%s: the text has %d characters; a cell may have %d", at, n, MaxCell)
	}
	fmt.Fprintf(b, `<c r="%s"%s t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, at, style, escaped(c.Text))
	return nil
}

// lookalike is what readers would take for a coded character.
var lookalike = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// escaped writes words for XML; characters that XML cannot hold become "�".
func escaped(s string) string {
	s = lookalike.ReplaceAllStringFunc(s, func(code string) string { return "_x005F" + code })
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder takes everything
	return b.String()
}
