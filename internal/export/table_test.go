package export

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/ai4citizens/casebook/internal/export/xlsx"
)

func TestFormulasAreGuarded(t *testing.T) {
	for s, want := range map[string]string{
		"=1+1": "'=1+1", "+358": "'+358", "-5": "'-5", "@SUM(A1)": "'@SUM(A1)", "\tx": "'\tx", "\rx": "'\rx", "\nx": "'\nx", "＝1": "'＝1",
		"": "", "a=b": "a=b", "5": "5", "'x": "'x", "ä-": "ä-",
	} {
		if got := guarded(s); got != want {
			t.Errorf("%q becomes %q, want %q", s, got, want)
		}
	}
	var b bytes.Buffer
	table := &Table{Head: []string{"a", "b"}, Rows: [][]xlsx.Cell{{text("-5"), {Text: "-5", Number: true}}}}
	if err := table.CSV(&b); err != nil {
		t.Fatal(err)
	}
	if want := "\ufeffa,b\r\n'-5,-5\r\n"; b.String() != want {
		t.Errorf("written %q, want %q", b.String(), want)
	}
}

// FuzzCSV holds that whatever stands in a cell comes back as it was or guarded,
// in its own cell, and never begins a formula.
func FuzzCSV(f *testing.F) {
	f.Add("=1", "a,\"b\"\nc")
	f.Add("\xff", "'")
	f.Add("\r", "a\rb\r\n")
	f.Fuzz(func(t *testing.T, one, two string) {
		var b bytes.Buffer
		table := &Table{Head: []string{"one", "two"}, Rows: [][]xlsx.Cell{{text(one), text(two)}, {text(two), text(one)}}}
		if err := table.CSV(&b); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), byteOrderMark))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		plain := func(s string) string { return guarded(lineEnds.Replace(s)) }
		if len(rows) != 3 || rows[1][0] != plain(one) || rows[1][1] != plain(two) || rows[2][0] != plain(two) {
			t.Errorf("%q and %q come back as %q", one, two, rows)
		}
		if s := rows[1][0]; s != "" && strings.ContainsRune("=+-@\t", rune(s[0])) {
			t.Errorf("%q begins a formula", s)
		}
	})
}
