package web

import "unicode/utf8"

// chart is a small picture of numbers: a bar for each, drawn for a column as
// wide as a telephone, and the same numbers as a table.
type chart struct {
	ID, Title string
	// Figures is what the table is called.
	Figures string
	Bars    []bar
	Height  int
	Table   *table
}

// bar is one number; that of a share is a part of a total.
type bar struct {
	Label string
	Share bool
	// Short is as much of the label as there is room for.
	Short, Number string
	Value, Total  int
	// The places of the words and of the bar.
	TextY, BarY, Width int
}

// The measures of a chart, in units of the drawing.
const (
	chartWidth  = 320
	barStep     = 40
	textHeight  = 16
	barTop      = 23
	labelLength = 34
)

// maxBars is how many bars a chart has; the table has all numbers.
const maxBars = 12

// chart makes a picture of bars, the values of which are given. A share
// is held against its total, any other number against the largest.
func (v *visit) chart(id, title, first string, bars []bar) *chart {
	c := &chart{ID: id, Title: title, Figures: v.T("dashboard.figures"), Table: &table{Caption: title, Head: []string{first, v.T("dashboard.number")}}}
	longest := 1
	for _, b := range bars {
		longest = max(longest, b.Value)
	}
	for i, b := range bars {
		b.Number = v.Number(b.Value)
		full := longest
		if b.Share {
			b.Number = v.T("dashboard.of", "Number", b.Number, "Total", v.Number(b.Total))
			full = max(b.Total, 1)
		}
		c.Table.Rows = append(c.Table.Rows, tableRow{words(b.Label), words(b.Number)})
		if i >= maxBars {
			continue
		}
		b.Short = shortened(b.Label, labelLength-utf8.RuneCountInString(b.Number))
		b.TextY, b.BarY, b.Width = i*barStep+textHeight, i*barStep+barTop, chartWidth*b.Value/full
		c.Bars = append(c.Bars, b)
	}
	c.Height = len(c.Bars) * barStep
	return c
}

// shortened cuts a label to so many characters.
func shortened(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return clip(s, n-1) + "…"
}
