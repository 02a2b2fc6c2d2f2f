package content

import "strings"

// Passage is a part of a version's file as it is written: the front matter, or
// a section of the text.
type Passage struct {
	// Front tells that it is the front matter.
	Front bool
	// Title is the section's heading, "" for what stands before the first.
	Title string
	Text  string
}

// Passages cuts a version's file at its headings of level two. Any text will
// do, also one that would not be published.
func Passages(file string) []Passage {
	file = strings.ReplaceAll(strings.TrimPrefix(file, "\ufeff"), "\r\n", "\n")
	var list []Passage
	if rest, ok := strings.CutPrefix(file, "---\n"); ok {
		if front, body, ok := strings.Cut(rest, "\n---\n"); ok {
			list = append(list, Passage{Front: true, Text: front})
			file = body
		}
	}
	section, begin, at := Passage{}, 0, 0
	flush := func() {
		section.Text = strings.TrimSpace(file[begin:at])
		if section.Title != "" || section.Text != "" {
			list = append(list, section)
		}
	}
	for line := range strings.Lines(file) {
		if title, ok := strings.CutPrefix(line, "## "); ok {
			flush()
			section, begin = Passage{Title: strings.TrimSpace(title)}, at+len(line)
		}
		at += len(line)
	}
	flush()
	return list
}

// PassageChange is a passage that changed, came or went.
type PassageChange struct {
	Front  bool
	Title  string
	Pieces []Piece
}

// PassageChanges tells what became of a version's file, passage by passage and
// word by word; of what stayed, only the lines around a change are told.
func PassageChanges(old, new string) []PassageChange {
	a, b := Passages(old), Passages(new)
	list, ok := edits(titles(a), titles(b))
	if !ok {
		return []PassageChange{{Pieces: WordChanges(old, new)}}
	}
	var changes []PassageChange
	for i := 0; i < len(list); i++ {
		removed, added := 0, 0
		switch e := list[i]; {
		case e.op == Same:
			removed, added = e.n, e.n
		case e.op == Added:
			added = e.n
		case i+1 < len(list) && list[i+1].op == Added:
			removed, added = e.n, list[i+1].n // renamed, rather than gone and come
			i++
		default:
			removed = e.n
		}
		changes = append(changes, compared(a[:removed], b[:added])...)
		a, b = a[removed:], b[added:]
	}
	return changes
}

func titles(list []Passage) []string {
	out := make([]string, len(list))
	for i, p := range list {
		out[i] = p.Title
		if p.Front {
			out[i] = "---" // no heading can be this
		}
	}
	return out
}

// compared compares passages one by one.
func compared(a, b []Passage) []PassageChange {
	var changes []PassageChange
	for i := range max(len(a), len(b)) {
		var x, y Passage
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		change := PassageChange{Front: x.Front || y.Front, Title: orElse(y.Title, x.Title)}
		if x.Title != y.Title {
			x.Text, y.Text = headed(x), headed(y)
		}
		if x.Text == y.Text {
			continue
		}
		change.Pieces = shortened(WordChanges(x.Text, y.Text))
		changes = append(changes, change)
	}
	return changes
}

func orElse(s, other string) string {
	if s != "" {
		return s
	}
	return other
}

// headed is a passage's text with its heading.
func headed(p Passage) string {
	if p.Title == "" {
		return p.Text
	}
	return "## " + p.Title + "\n\n" + p.Text
}

// shortened leaves out, of what stayed, all lines but those that a change
// stands in.
func shortened(pieces []Piece) []Piece {
	var out []Piece
	for i, p := range pieces {
		if p.Op != Same {
			out = append(out, p)
			continue
		}
		first, last := strings.IndexByte(p.Text, '\n'), strings.LastIndexByte(p.Text, '\n')
		head, middle, tail := p.Text, "", ""
		if first >= 0 {
			head, middle, tail = p.Text[:first+1], p.Text[first+1:last+1], p.Text[last+1:]
		}
		if i == 0 {
			head, middle = "", head+middle
		}
		if i == len(pieces)-1 {
			middle, tail = middle+tail, ""
		}
		if first < 0 && (i == 0 || i == len(pieces)-1) {
			head, middle, tail = p.Text, "", "" // one line: it is the change's own
		}
		for _, part := range []Piece{{Same, head}, {Left, middle}, {Same, tail}} {
			if strings.TrimSpace(part.Text) == "" && part.Op == Left {
				part.Op = Same
			}
			if part.Text != "" {
				out = append(out, part)
			}
		}
	}
	return out
}
