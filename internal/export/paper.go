package export

import (
	"strings"
	"unicode/utf8"

	"github.com/ai4citizens/casebook/internal/lang"
)

// Paper is a form filled in from the content: parts with lines, each line a
// label and what stands in it. It is printed, or copied line by line.
type Paper struct {
	// Lang is the language of the labels.
	Lang  lang.Tag
	Title Text
	// Kicker says what kind of form it is; Notes what to know before using it.
	Kicker string
	Notes  []string
	Parts  []Part
	Made   string
}

// Part is a part of a paper; Title is "" where there is only one.
type Part struct {
	Title string
	Lines []Line
}

// Text is words with their language, as they are to be copied.
type Text struct {
	Words string
	Lang  lang.Tag
}

// Line is one field of a form.
type Line struct {
	Label string
	// English is the programme's own name of the field, where the label is not
	// in English: the form itself is.
	English string
	Texts   []Text
	// Limit is the most characters that the form takes; 0 means any number.
	Limit int
	// Required tells that the form is not complete without it.
	Required bool
	// Open says what a person has to add or decide.
	Open string
}

// Number is the number of the line at a place among those of its part.
func (*Line) Number(place int) int { return place + 1 }

// Words returns what stands in the line, a paragraph each.
func (l *Line) Words() string {
	list := make([]string, len(l.Texts))
	for i, t := range l.Texts {
		list[i] = t.Words
	}
	return strings.Join(list, "\n")
}

// Length counts the characters in the line.
func (l *Line) Length() int { return utf8.RuneCountInString(l.Words()) }

// Over is how many characters the form would cut off.
func (l *Line) Over() int {
	if l.Limit == 0 {
		return 0
	}
	return max(0, l.Length()-l.Limit)
}

// Missing tells that a field which must be filled in is empty.
func (l *Line) Missing() bool { return l.Required && l.Length() == 0 }

// Piece is a piece of a line's words; Cut tells that the form would cut it off.
type Piece struct {
	Text
	Cut bool
}

// Pieces divides the words at the limit. Nothing is lost: what is too long
// follows, marked.
func (l *Line) Pieces() []Piece {
	var list []Piece
	if l.Limit == 0 || len(l.Texts) == 0 {
		for _, t := range l.Texts {
			list = append(list, Piece{Text: t})
		}
		return list
	}
	runes, t := []rune(l.Words()), l.Texts[0].Lang
	if kept := runes[:min(l.Limit, len(runes))]; len(kept) > 0 {
		list = append(list, Piece{Text: Text{string(kept), t}})
	}
	if l.Over() > 0 {
		list = append(list, Piece{Text: Text{string(runes[l.Limit:]), t}, Cut: true})
	}
	return list
}

// Foreign returns a language unless it is that of the labels.
func (p *Paper) Foreign(t lang.Tag) lang.Tag {
	if t == p.Lang {
		return ""
	}
	return t
}
