package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"
	"time"
)

var made = time.Date(2026, 11, 22, 1, 2, 4, 0, time.UTC)

// sheetXML is what this test's own reader takes from a sheet.
type sheetXML struct {
	Rows []struct {
		Cells []struct {
			At    string `xml:"r,attr"`
			Type  string `xml:"t,attr"`
			Value string `xml:"v"`
			Text  string `xml:"is>t"`
		} `xml:"c"`
	} `xml:"sheetData>row"`
}

func written(t testing.TB, b *Book) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := b.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// parts reads all files of a book, each of which must be XML.
func parts(t testing.TB, data []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		for d := xml.NewDecoder(bytes.NewReader(text)); ; {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v\n%s", f.Name, err, text)
			}
		}
		if !f.Modified.UTC().Equal(made) {
			t.Errorf("%s is of %s", f.Name, f.Modified)
		}
		all[f.Name] = text
	}
	return all
}

func TestBookReadsAsItWasWritten(t *testing.T) {
	rows := [][]Cell{
		{{Text: "Title"}, {Text: "Number"}},
		{{Text: `=HYPERLINK("http://x","y")`}, {Text: "-24.5", Number: true}},
		{{Text: " ä <b> & ș \"q\"\nline"}, {}, {Text: "_x0041_"}},
	}
	b := &Book{Title: "A & B", Made: made, Sheets: []Sheet{{Name: "One & all", Rows: rows}, {Name: "Two"}}}
	data := written(t, b)
	all := parts(t, data)
	var s sheetXML
	if err := xml.Unmarshal(all["xl/worksheets/sheet1.xml"], &s); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, r := range s.Rows {
		for _, c := range r.Cells {
			got[c.At] = c.Type + ":" + c.Text + c.Value
		}
	}
	want := map[string]string{
		"A1": "inlineStr:Title", "B1": "inlineStr:Number", "A2": `inlineStr:=HYPERLINK("http://x","y")`,
		"B2": ":-24.5", "A3": "inlineStr: ä <b> & ș \"q\"\nline", "C3": "inlineStr:_x005F_x0041_",
	}
	for at, text := range want {
		if got[at] != text {
			t.Errorf("%s is %q, want %q", at, got[at], text)
		}
	}
	if len(got) != len(want) {
		t.Errorf("the cells are %v", got)
	}
	if strings.Contains(string(data), "<f>") {
		t.Error("there is a formula")
	}
	for _, name := range []string{"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet2.xml"} {
		if all[name] == nil {
			t.Errorf("%s is missing", name)
		}
	}
	if !bytes.Contains(all["xl/workbook.xml"], []byte(`name="One &amp; all"`)) {
		t.Errorf("the workbook is %s", all["xl/workbook.xml"])
	}
	if !bytes.Equal(data, written(t, b)) {
		t.Error("the same book gives other bytes")
	}
}

func TestBadBooks(t *testing.T) {
	for name, b := range map[string]*Book{
		"no sheet":      {},
		"no name":       {Sheets: []Sheet{{}}},
		"slash":         {Sheets: []Sheet{{Name: "a/b"}}},
		"long name":     {Sheets: []Sheet{{Name: strings.Repeat("ä", 32)}}},
		"same name":     {Sheets: []Sheet{{Name: "A"}, {Name: "a"}}},
		"not a number":  {Sheets: []Sheet{{Name: "A", Rows: [][]Cell{{{Text: "1,5", Number: true}}}}}},
		"too much text": {Sheets: []Sheet{{Name: "A", Rows: [][]Cell{{{Text: strings.Repeat("ä", MaxCell+1)}}}}}},
	} {
		if err := b.Write(io.Discard); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestColumn(t *testing.T) {
	for n, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 51: "AZ", 52: "BA", 701: "ZZ", 702: "AAA"} {
		if got := Column(n); got != want {
			t.Errorf("column %d is %s, want %s", n, got, want)
		}
	}
}

func FuzzCell(f *testing.F) {
	f.Add("=1+1", "Sheet")
	f.Add("\x00\xff_x0000_", "a'b")
	f.Fuzz(func(t *testing.T, text, name string) {
		if name = SheetName(name); name == "" {
			name = "Sheet" // as who has no name would give one
		}
		b := &Book{Made: made, Sheets: []Sheet{{Name: name, Rows: [][]Cell{{{Text: text}}}}}}
		if err := b.Write(io.Discard); err != nil {
			if len(text) < MaxCell {
				t.Fatal(err)
			}
			return
		}
		parts(t, written(t, b))
	})
}
