package content

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// texts puts the old and the new text together again.
func texts(pieces []Piece) (old, new string) {
	for _, p := range pieces {
		if p.Op != Added {
			old += p.Text
		}
		if p.Op != Removed {
			new += p.Text
		}
	}
	return old, new
}

// marked writes pieces on a line: [-removed-], [+added+], … for what is left.
func marked(pieces []Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		switch p.Op {
		case Removed:
			b.WriteString("[-" + p.Text + "-]")
		case Added:
			b.WriteString("[+" + p.Text + "+]")
		case Left:
			b.WriteString("…")
		default:
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

func TestWordChanges(t *testing.T) {
	for _, test := range []struct{ old, new, want string }{
		{"", "", ""},
		{"one", "one", "one"},
		{"", "one", "[+one+]"},
		{"one", "", "[-one-]"},
		{"The city opened its register.", "The city closed its register.", "The city [-opened-][+closed+] its register."},
		{"Viisi järjestelmää.", "Kuusi järjestelmää.", "[-Viisi-][+Kuusi+] järjestelmää."},
		{"one two three four", "one 2 3 four", "one [-two three-][+2 3+] four"},
		{"a b", "a b c", "a b[+ c+]"},
		{"a, b", "a; b", "a[-,-][+;+] b"},
		{"a\n\nb", "a\n\nc\n\nb", "a\n\n[+c\n\n+]b"},
	} {
		if got := marked(WordChanges(test.old, test.new)); got != test.want {
			t.Errorf("%q to %q:\n got %s\nwant %s", test.old, test.new, got, test.want)
		}
	}
}

// TestEditsAreFewest holds random sequences against the textbook's table of
// longest common subsequences.
func TestEditsAreFewest(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	sequence := func() []string {
		s := make([]string, random.IntN(12))
		for i := range s {
			s[i] = string(rune('a' + random.IntN(4)))
		}
		return s
	}
	for range 3000 {
		a, b := sequence(), sequence()
		list, ok := edits(a, b)
		if !ok {
			t.Fatalf("%q to %q was refused", a, b)
		}
		x, y := a, b
		same := 0
		for i, e := range list {
			if e.n < 1 || i > 0 && list[i-1].op == e.op || i > 0 && list[i-1].op == Added && e.op == Removed {
				t.Fatalf("%q to %q: the edits %v are not in order", a, b, list)
			}
			switch e.op {
			case Same:
				if !slices.Equal(x[:e.n], y[:e.n]) {
					t.Fatalf("%q to %q: %v keeps what differs", a, b, list)
				}
				same += e.n
				x, y = x[e.n:], y[e.n:]
			case Removed:
				x = x[e.n:]
			case Added:
				y = y[e.n:]
			}
		}
		if len(x)+len(y) > 0 || same != common(a, b) {
			t.Fatalf("%q to %q: %v keeps %d, want %d", a, b, list, same, common(a, b))
		}
	}
}

// common is the length of the longest common subsequence.
func common(a, b []string) int {
	table := make([][]int, len(a)+1)
	for i := range table {
		table[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			table[i][j] = max(table[i+1][j], table[i][j+1])
			if a[i] == b[j] {
				table[i][j] = table[i+1][j+1] + 1
			}
		}
	}
	return table[0][0]
}

func TestTextsThatDifferInAllAreToldWhole(t *testing.T) {
	old, new := strings.Repeat("a b ", 5000), strings.Repeat("c d ", 5000)
	pieces := WordChanges(old, new)
	if len(pieces) != 2 || pieces[0] != (Piece{Removed, old}) || pieces[1] != (Piece{Added, new}) {
		t.Errorf("%d pieces", len(pieces))
	}
	if got := LineChanges(strings.Repeat("a\nb\n", 2000), strings.Repeat("c\nd\n", 2000)); !slices.Equal(got, []string{"(too long to compare)"}) {
		t.Errorf("%d lines", len(got))
	}
}

func TestLineChanges(t *testing.T) {
	got := LineChanges("a\nb\nc\nd\ne", "a\nb\nC\nd\ne\nf\n")
	if want := []string{"…", "- c", "+ C", "…", "+ f"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

const before = `---
title: A register
outcome: mixed
---

Before all.

## Detailed information

The city opened its register.

It holds five systems.

## Evidence

None.
`

func TestPassageChanges(t *testing.T) {
	for name, test := range map[string]struct {
		change func(string) string
		want   []string
	}{
		"nothing":   {func(s string) string { return s }, nil},
		"line ends": {func(s string) string { return "\ufeff" + strings.ReplaceAll(s, "\n", "\r\n") }, nil},
		"front":     {replaced("mixed", "discontinued"), []string{"--- : …outcome: [-mixed-][+discontinued+]"}},
		"section":   {replaced("five", "six"), []string{"Detailed information: …It holds [-five-][+six+] systems."}},
		"heading":   {replaced("Evidence", "Evidence of success"), []string{"Evidence of success: ## Evidence[+ of success+]\n…"}},
		"gone":      {replaced("\n## Evidence\n\nNone.\n", ""), []string{"Evidence: [-## Evidence\n\nNone.-]"}},
		"come":      {func(s string) string { return s + "\n## More\n\nText.\n" }, []string{"More: [+## More\n\nText.+]"}},
		"beginning": {replaced("Before all", "Before it all"), []string{": Before [+it +]all."}},
	} {
		var got []string
		for _, c := range PassageChanges(before, test.change(before)) {
			title := c.Title
			if c.Front {
				title = "--- "
			}
			got = append(got, title+": "+marked(c.Pieces))
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s:\n got %q\nwant %q", name, got, test.want)
		}
	}
}

func replaced(old, new string) func(string) string {
	return func(s string) string { return strings.Replace(s, old, new, 1) }
}

func FuzzWordChanges(f *testing.F) {
	f.Add("one two", "one three two")
	f.Add("a\n b", "ä\u0301 b\xff")
	f.Fuzz(func(t *testing.T, old, new string) {
		pieces := WordChanges(old, new)
		if a, b := texts(pieces); a != old || b != new {
			t.Errorf("%q and %q become %q and %q", old, new, a, b)
		}
		for i, p := range pieces {
			if p.Text == "" || i > 0 && pieces[i-1].Op == p.Op {
				t.Errorf("%q to %q: piece %d of %s", old, new, i, marked(pieces))
			}
			if old == new && p.Op != Same {
				t.Errorf("%q changed into itself: %s", old, marked(pieces))
			}
		}
		PassageChanges(old, new)
	})
}
