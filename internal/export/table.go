package export

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/export/xlsx"
)

// Table is rows of cells below a head.
type Table struct {
	Name string
	Head []string
	Rows [][]xlsx.Cell
}

func text(s string) xlsx.Cell { return xlsx.Cell{Text: s} }

func whole(n int) xlsx.Cell { return xlsx.Cell{Text: strconv.Itoa(n), Number: true} }

func number(n content.Number) xlsx.Cell { return xlsx.Cell{Text: string(n), Number: !n.IsZero()} }

func many(list []string) xlsx.Cell { return text(strings.Join(list, "; ")) }

// byteOrderMark tells spreadsheets that a file is UTF-8. Without it they take
// it for the computer's old code page, and "ș" and "ā" become rubbish.
const byteOrderMark = "\ufeff"

// CSV writes the table as RFC 4180 has it, in UTF-8.
func (t *Table) CSV(w io.Writer) error {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return err
	}
	c := csv.NewWriter(w)
	c.UseCRLF = true
	if err := c.Write(t.Head); err != nil {
		return err
	}
	for _, row := range t.Rows {
		record := make([]string, len(row))
		for i, cell := range row {
			record[i] = cell.Text
			if !cell.Number {
				record[i] = guarded(lineEnds.Replace(cell.Text))
			}
		}
		if err := c.Write(record); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// lineEnds makes all line ends one: the writer makes them those of the file, and
// would lose a lone carriage return.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// formulaSigns begin what spreadsheets run, or take apart, upon opening a file
// (OWASP, CSV Injection).
const formulaSigns = "=+-@\t\r\n＝＋－＠"

// guarded puts an apostrophe before words that a spreadsheet would take for a
// formula.
func guarded(s string) string {
	if s != "" && strings.ContainsRune(formulaSigns, []rune(s)[0]) {
		return "'" + s
	}
	return s
}

// book makes a spreadsheet of tables, the last sheet saying which edition they
// are from.
func (s Stamp) book(title string, tables ...*Table) *xlsx.Book {
	edition := &Table{Name: "Edition", Head: []string{"edition_commit", "edition_date"},
		Rows: [][]xlsx.Cell{{text(s.Name()), text(s.Day())}}}
	b := &xlsx.Book{Title: title, Made: s.Date}
	for _, t := range append(tables, edition) {
		sheet := xlsx.Sheet{Name: xlsx.SheetName(t.Name)}
		head := make([]xlsx.Cell, len(t.Head))
		for i, h := range t.Head {
			head[i] = text(h)
		}
		sheet.Rows = append([][]xlsx.Cell{head}, t.Rows...)
		b.Sheets = append(b.Sheets, sheet)
	}
	return b
}
