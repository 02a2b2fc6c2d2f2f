package content

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxEdits is how many insertions and deletions are looked for at most: the
// effort grows with their number times the length, the memory with its square.
const maxEdits = 1000

// LineChanges tells what became of a text: lines that are gone begin with "- ",
// new ones with "+ ", and "…" stands for those that stayed.
func LineChanges(old, new string) []string {
	a, b := strings.Split(strings.TrimSpace(old), "\n"), strings.Split(strings.TrimSpace(new), "\n")
	list, ok := edits(a, b)
	if !ok {
		return []string{"(too long to compare)"}
	}
	var out []string
	for _, e := range list {
		switch e.op {
		case Same:
			out = append(out, "…")
			a, b = a[e.n:], b[e.n:]
		case Removed:
			for _, line := range a[:e.n] {
				out = append(out, "- "+line)
			}
			a = a[e.n:]
		case Added:
			for _, line := range b[:e.n] {
				out = append(out, "+ "+line)
			}
			b = b[e.n:]
		}
	}
	return out
}

// Op is what became of a piece of text.
type Op int

// What can become of a piece of text. Left is one that stayed and that is not
// told, since there is much of it.
const (
	Same Op = iota
	Removed
	Added
	Left
)

// Piece is a piece of text and what became of it.
type Piece struct {
	Op   Op
	Text string
}

// WordChanges tells word by word what became of a text: the pieces that are not
// Added make the old one, those that are not Removed the new one. Texts that
// differ in very much are one piece removed and one added.
func WordChanges(old, new string) []Piece {
	a, b := words(old), words(new)
	list, ok := edits(a, b)
	if !ok {
		return tidied([]Piece{{Removed, old}, {Added, new}})
	}
	var pieces []Piece
	for _, e := range list {
		from := &a
		if e.op == Added {
			from = &b
		}
		pieces = append(pieces, Piece{e.op, strings.Join((*from)[:e.n], "")})
		if e.op == Same {
			b = b[e.n:]
		}
		*from = (*from)[e.n:]
	}
	return tidied(pieces)
}

// words cuts a text into words, white space, and single signs.
func words(text string) []string {
	var list []string
	for text != "" {
		first, size := utf8.DecodeRuneInString(text)
		if class := classOf(first); class != 0 {
			if end := strings.IndexFunc(text, func(r rune) bool { return classOf(r) != class }); end >= 0 {
				size = end
			} else {
				size = len(text)
			}
		}
		list = append(list, text[:size])
		text = text[size:]
	}
	return list
}

func classOf(r rune) int {
	switch {
	case unicode.IsLetter(r), unicode.IsNumber(r), unicode.IsMark(r):
		return 1
	case unicode.IsSpace(r):
		return 2
	}
	return 0
}

// tidied brings what was removed between two words that stay before what was
// added there, and lets the blank between two changed words change with them, so
// that a sentence is not told word for word.
func tidied(pieces []Piece) []Piece {
	var out []Piece
	removed, added := "", ""
	flush := func() {
		if removed != "" {
			out = append(out, Piece{Removed, removed})
		}
		if added != "" {
			out = append(out, Piece{Added, added})
		}
		removed, added = "", ""
	}
	for i, p := range pieces {
		between := removed+added != "" && i+1 < len(pieces) && pieces[i+1].Op != Same
		switch {
		case p.Op == Removed:
			removed += p.Text
		case p.Op == Added:
			added += p.Text
		case between && strings.TrimSpace(p.Text) == "" && !strings.Contains(p.Text, "\n"):
			removed, added = removed+p.Text, added+p.Text
		default:
			flush()
			out = append(out, p)
		}
	}
	flush()
	return out
}

// edit is a stretch of n elements with the same fate.
type edit struct {
	op Op
	n  int
}

// edits tells with the fewest insertions and deletions how b comes of a, as
// E. W. Myers describes it in "An O(ND) Difference Algorithm and Its
// Variations" (1986); false if that takes more than maxEdits.
func edits(a, b []string) ([]edit, bool) {
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	trace, ok := furthest(a[head:len(a)-tail], b[head:len(b)-tail])
	if !ok {
		return nil, false
	}
	ops := make([]edit, 0, 2*len(trace)+2)
	ops = append(ops, edit{Same, tail})
	ops = append(ops, back(trace, len(a)-tail-head, len(b)-tail-head)...)
	ops = append(ops, edit{Same, head})
	slices.Reverse(ops)
	return joined(ops), true
}

// furthest returns, for each number of edits, how far one comes in a on each
// diagonal, up to the number with which both ends are reached.
func furthest(a, b []string) (trace [][]int32, ok bool) {
	reach := make([]int32, 2*maxEdits+3)
	at := func(diagonal int) *int32 { return &reach[diagonal+maxEdits+1] }
	for d := 0; d <= maxEdits && d <= len(a)+len(b); d++ {
		for k := -d; k <= d; k += 2 {
			x := int(*at(k - 1)) + 1
			if k == -d || k != d && *at(k - 1) < *at(k + 1) {
				x = int(*at(k + 1))
			}
			if d == 0 {
				x = 0
			}
			for x < len(a) && x-k < len(b) && a[x] == b[x-k] {
				x++
			}
			*at(k) = int32(x)
			if x >= len(a) && x-k >= len(b) {
				return append(trace, slices.Clone(reach[maxEdits+1-d:maxEdits+2+d])), true
			}
		}
		trace = append(trace, slices.Clone(reach[maxEdits+1-d:maxEdits+2+d]))
	}
	return nil, false
}

// back goes the way that furthest found from its end to its beginning.
func back(trace [][]int32, x, y int) []edit {
	var ops []edit
	for d := len(trace) - 1; d > 0; d-- {
		k := x - y
		before := trace[d-1] // diagonals -(d-1) to d-1
		at := func(k int) int { return int(before[k+d-1]) }
		down := k == -d || k != d && at(k-1) < at(k+1)
		from := k - 1
		if down {
			from = k + 1
		}
		startX := at(from)
		startY := startX - from
		if down {
			ops = append(ops, edit{Same, x - startX}, edit{Added, 1})
		} else {
			ops = append(ops, edit{Same, y - startY}, edit{Removed, 1})
		}
		x, y = startX, startY
	}
	return append(ops, edit{Same, x})
}

// joined makes one of neighbours with the same fate; between two stretches that
// stay, what is removed comes first.
func joined(ops []edit) []edit {
	var out []edit
	removed, added := 0, 0
	flush := func() {
		for _, e := range []edit{{Removed, removed}, {Added, added}} {
			if e.n > 0 {
				out = append(out, e)
			}
		}
		removed, added = 0, 0
	}
	for _, e := range ops {
		switch {
		case e.n == 0:
		case e.op == Removed:
			removed += e.n
		case e.op == Added:
			added += e.n
		case len(out) > 0 && removed+added == 0 && out[len(out)-1].op == Same:
			out[len(out)-1].n += e.n
		default:
			flush()
			out = append(out, e)
		}
	}
	flush()
	return out
}
