package web

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/ai4citizens/casebook/internal/chain"
)

// drawing is the chain as boxes and lines, a column for each step. Templates
// write it as SVG; it is the same without style and script.
type drawing struct {
	Width, Height int
	Heads         []drawnText
	Boxes         []drawnBox
	Lines         []drawnLine
}

type drawnText struct {
	X, Y  int
	Lines []string
}

type drawnBox struct {
	X, Y, Width, Height int
	Href                string
	Text                drawnText
	// State stands in lines of its own.
	State []string
	// Class is "none" for a box that says that there is nothing.
	Class string
	value
	column int
}

type drawnLine struct {
	Path string
	// Class is "aim" for what has not come about.
	Class string
}

// Sizes in the drawing's own units, which are about pixels on a wide screen.
const (
	boxWidth   = 124
	columnGap  = 25
	rowGap     = 12
	lineHeight = 15
	boxPadding = 7
	headHeight = 40
	// lettersOfLine is how many letters fit into a box of that width.
	lettersOfLine = 16
	linesOfBox    = 5
)

// drawChain lays a graph out.
func (v *visit) drawChain(g *chain.Graph, nodes []chainNode) *drawing {
	var columns [chain.Steps][]int
	for i, n := range g.Nodes {
		columns[n.Step()] = append(columns[n.Step()], i)
	}
	order(columns[:], g)
	d := &drawing{Width: chain.Steps*boxWidth + (chain.Steps-1)*columnGap + 2}
	boxes := make([]drawnBox, len(nodes))
	heights := [chain.Steps]int{}
	var empty []drawnBox
	for c, list := range columns {
		x := c * (boxWidth + columnGap)
		d.Heads = append(d.Heads, drawnText{x, lineHeight, inLines(v.T(stepNames[c]), lettersOfLine, 2)})
		for _, i := range list {
			boxes[i] = boxed(nodes[i].value, nodes[i].State)
			boxes[i].X, boxes[i].column = x, c
			heights[c] += boxes[i].Height + rowGap
		}
		if len(list) == 0 {
			b := boxed(value{phrase: phrase{Text: v.T("chain.none")}}, "")
			b.X, b.column, b.Class = x, c, "none"
			heights[c] = b.Height + rowGap
			empty = append(empty, b)
		}
	}
	tallest := slices.Max(heights[:])
	d.Height = headHeight + tallest
	for c, list := range columns {
		y := headHeight + (tallest-heights[c])/2
		for _, i := range list {
			boxes[i].move(y)
			y += boxes[i].Height + rowGap
		}
	}
	for i := range empty {
		empty[i].move(headHeight + (tallest-heights[empty[i].column])/2)
	}
	d.join(g, boxes)
	d.Boxes = append(boxes, empty...)
	return d
}

// order moves the boxes of each column to where their neighbours are, so that
// few lines cross. A few rounds are enough.
func order(columns [][]int, g *chain.Graph) {
	place := map[chain.Node]int{}
	for i, n := range g.Nodes {
		place[n] = i
	}
	near := make([][]int, len(g.Nodes))
	for _, e := range g.Edges {
		from, to := place[e.From], place[e.To]
		near[from], near[to] = append(near[from], to), append(near[to], from)
	}
	row := make([]float64, len(g.Nodes))
	number := func(list []int) {
		for r, i := range list {
			row[i] = (float64(r) + .5) / float64(len(list))
		}
	}
	for _, list := range columns {
		number(list)
	}
	for range 4 {
		for _, list := range columns {
			want := map[int]float64{}
			for _, i := range list {
				want[i] = row[i]
				for _, n := range near[i] {
					want[i] += row[n]
				}
				want[i] /= float64(len(near[i]) + 1)
			}
			slices.SortStableFunc(list, func(a, b int) int {
				switch {
				case want[a] < want[b]:
					return -1
				case want[a] > want[b]:
					return 1
				}
				return 0
			})
			number(list)
		}
	}
}

func boxed(words value, state string) drawnBox {
	b := drawnBox{Width: boxWidth, Href: words.Href, value: words, State: inLines(state, lettersOfLine, 2)}
	b.Text.Lines = inLines(words.Text, lettersOfLine, linesOfBox)
	b.Height = (len(b.Text.Lines)+len(b.State))*lineHeight + 2*boxPadding
	return b
}

// move sets the box's row; its text moves with it.
func (b *drawnBox) move(y int) {
	b.Y = y
	b.Text.X, b.Text.Y = b.X+boxPadding, y+boxPadding+lineHeight-4
}

// join draws the lines, each with a head. One that stays in its column bows out
// to the right.
func (d *drawing) join(g *chain.Graph, boxes []drawnBox) {
	place := map[chain.Node]int{}
	for i, n := range g.Nodes {
		place[n] = i
	}
	const head = "m-6 -4 6 4 -6 4"
	for _, e := range g.Edges {
		from, to := boxes[place[e.From]], boxes[place[e.To]]
		x1, y1 := from.X+from.Width, from.Y+from.Height/2
		x2, y2 := to.X, to.Y+to.Height/2
		l := drawnLine{Path: fmt.Sprintf("M%d %dC%d %d %d %d %d %d%s", x1, y1, x1+columnGap, y1, x2-columnGap, y2, x2, y2, head)}
		if from.column >= to.column {
			x2 = to.X + to.Width
			l.Path = fmt.Sprintf("M%d %dC%d %d %d %d %d %dm6 -4-6 4 6 4", x1, y1, x1+columnGap, y1, x2+columnGap, y2, x2, y2)
		}
		if e.Aim {
			l.Class = "aim"
		}
		d.Lines = append(d.Lines, l)
	}
}

// inLines breaks words into lines; what does not fit ends with an ellipsis.
func inLines(words string, letters, lines int) []string {
	var out []string
	line := ""
	for _, word := range strings.Fields(words) {
		for utf8.RuneCountInString(word) > letters { // longer than a line
			if line != "" {
				out, line = append(out, line), ""
			}
			runes := []rune(word)
			out, word = append(out, string(runes[:letters-1])+"-"), string(runes[letters-1:])
		}
		switch {
		case line == "":
			line = word
		case utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) <= letters:
			line += " " + word
		default:
			out, line = append(out, line), word
		}
	}
	if line != "" {
		out = append(out, line)
	}
	if len(out) > lines {
		last := strings.TrimRight(out[lines-1], "-")
		if runes := []rune(last); len(runes) == letters {
			last = string(runes[:letters-1])
			if i := strings.LastIndexByte(last, ' '); i > 0 {
				last = last[:i]
			}
		}
		out = append(out[:lines-1], last+"…")
	}
	return out
}
