package xlsx

import (
	"fmt"
	"strings"
	"time"
)

// The parts that hold no cells.

const (
	packageNS = "http://schemas.openxmlformats.org/package/2006/"
	officeNS  = "http://schemas.openxmlformats.org/officeDocument/2006/"
	sheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

const rootRelations = `<Relationships xmlns="` + packageNS + `relationships">` +
	`<Relationship Id="rId1" Type="` + officeNS + `relationships/officeDocument" Target="xl/workbook.xml"/>` +
	`<Relationship Id="rId2" Type="` + packageNS + `relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
	`</Relationships>`

// styles are three looks of a cell: none, the bold head, and text that wraps and
// stands at the top.
const styles = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
	`<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
	`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
	`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
	`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
	`<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
	`<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>` +
	`<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>` +
	`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>` +
	`</styleSheet>`

func (b *Book) contentTypes() string {
	var s strings.Builder
	s.WriteString(`<Types xmlns="` + packageNS + `content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="` + sheetType + `sheet.main+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="` + sheetType + `styles+xml"/>`)
	for i := range b.Sheets {
		fmt.Fprintf(&s, `<Override PartName="/%s" ContentType="%sworksheet+xml"/>`, sheetPath(i), sheetType)
	}
	s.WriteString(`</Types>`)
	return s.String()
}

func (b *Book) workbook() string {
	var s strings.Builder
	s.WriteString(`<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="` + officeNS + `relationships"><sheets>`)
	for i, sheet := range b.Sheets {
		fmt.Fprintf(&s, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, escaped(sheet.Name), i+1, i+1)
	}
	s.WriteString(`</sheets></workbook>`)
	return s.String()
}

func (b *Book) relations() string {
	var s strings.Builder
	s.WriteString(`<Relationships xmlns="` + packageNS + `relationships">`)
	for i := range b.Sheets {
		fmt.Fprintf(&s, `<Relationship Id="rId%d" Type="%srelationships/worksheet" Target="%s"/>`, i+1, officeNS, strings.TrimPrefix(sheetPath(i), "xl/"))
	}
	fmt.Fprintf(&s, `<Relationship Id="rId%d" Type="%srelationships/styles" Target="styles.xml"/></Relationships>`, len(b.Sheets)+1, officeNS)
	return s.String()
}

func (b *Book) properties() string {
	return `<cp:coreProperties xmlns:cp="` + packageNS + `metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" ` +
		`xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + escaped(b.Title) + `</dc:title>` +
		`<dcterms:created xsi:type="dcterms:W3CDTF">` + b.Made.UTC().Format(time.RFC3339) + `</dcterms:created></cp:coreProperties>`
}
