package web

import "slices"

// table is facts in rows and columns. On a narrow screen each row stands by
// itself, and each cell says its column's name.
type table struct {
	// Caption names the table; Label is the id of a heading that does so instead.
	Caption, Label string
	Head           []string
	Rows           []tableRow
}

// tableRow is the cells of a row, of which each may hold several values.
type tableRow [][]value

// trim leaves out the columns in which no row says anything.
func (t *table) trim() {
	for i := len(t.Head) - 1; i >= 0; i-- {
		if slices.ContainsFunc(t.Rows, func(r tableRow) bool { return len(r[i]) > 0 }) {
			continue
		}
		t.Head = slices.Delete(t.Head, i, i+1)
		for n := range t.Rows {
			t.Rows[n] = slices.Delete(t.Rows[n], i, i+1)
		}
	}
}

// words makes a cell of plain words, an empty one of none.
func words(s string) []value {
	if s == "" {
		return nil
	}
	return []value{{phrase: phrase{Text: s}}}
}
