// Package markdown turns an author's Markdown into safe HTML by sections, plain
// text for the index, and lists of headings, links and images with their
// places, so that they can be checked.
//
// The HTML holds only what this package's renderer writes: raw HTML is left
// out, addresses that could run something are left out, and text is escaped.
// It is CommonMark with tables, footnotes, definition lists, strikethrough,
// bare addresses as links, and "{#anchor}" behind headings.
package markdown

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// MaxNesting is how many brackets, quotes or emphasis marks may open in one
// paragraph, and how deep blocks may nest, before Parse refuses the text: what
// a person writes stays far below, and what goes beyond costs the parser time
// that grows with the square.
const MaxNesting = 500

// ErrTooDeep says that a text nests deeper than MaxNesting.
var ErrTooDeep = errors.New("the text nests brackets or quotations too deeply")

// Place is a position in the parsed text; both count from 1, columns in
// characters.
type Place struct {
	Line, Column int
}

// Heading is one heading of the text.
type Heading struct {
	Level int
	Text  string
	ID    string
	Place
}

// Link is a link or an image of the text.
type Link struct {
	Destination string
	// Text is the link's text, or the image's alternative text.
	Text  string
	Image bool
	Place
}

// Section is what stands between two headings of level two; the first, without
// heading, is what stands before them all.
type Section struct {
	ID    string `json:"id,omitempty"`
	Title string `json:"title,omitempty"`
	HTML  string `json:"html"`
	// Text is the section's words without marks, a line a block. It is not
	// stored; TextOf makes it of the HTML.
	Text string `json:"-"`
	// Subheadings are the headings within.
	Subheadings []Subheading `json:"sub,omitempty"`
}

// Subheading is a heading below level two.
type Subheading struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Level int    `json:"level"`
}

// Document is a parsed text.
type Document struct {
	Sections []Section
	Headings []Heading
	Links    []Link
	// RawHTML are the places where HTML stood, which was left out.
	RawHTML []Place
}

// Options say how headings and addresses are to be written.
type Options struct {
	// Anchor returns the id of a heading of level two from its words, or "" to
	// have one made of them.
	Anchor func(words string) string
	// Slug makes an id of words; it may return "".
	Slug func(words string) string
	// Resolve turns an address as the author wrote it into the one to publish,
	// or returns false to leave the link out and keep its words.
	Resolve func(destination string, image bool) (string, bool)
}

var engine = goldmark.New(
	goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.DefinitionList,
		extension.Footnote, extension.NewLinkify(extension.WithLinkifyAllowedProtocols([][]byte{[]byte("http:"), []byte("https:")}))),
	goldmark.WithParserOptions(parser.WithAttribute()),
	goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(safeRenderer{}, 100)), html.WithXHTML()),
)

// Parse parses a text. Its only error is ErrTooDeep.
func Parse(src []byte, o Options) (*Document, error) {
	if tooDeep(src) {
		return nil, ErrTooDeep
	}
	root := engine.Parser().Parse(text.NewReader(src))
	w := &walk{src: src, lines: lineStarts(src), options: o, doc: &Document{}, ids: map[string]int{}}
	if err := ast.Walk(root, w.visit); err != nil {
		return nil, err
	}
	if err := w.sections(root); err != nil {
		return nil, err
	}
	return w.doc, nil
}

// tooDeep looks for what makes parsing slow: very many openings without end in
// one block, or very deep nesting of blocks.
func tooDeep(src []byte) bool {
	open := 0
	for line := range bytes.Lines(src) {
		trimmed := bytes.TrimSpace(line)
		if len(trimmed) == 0 {
			open = 0
			continue
		}
		open += bytes.Count(trimmed, []byte("["))
		if open > MaxNesting {
			return true
		}
		if depth := len(trimmed) - len(bytes.TrimLeft(trimmed, "> -*+")); depth > MaxNesting {
			return true
		}
	}
	return false
}

// walk gathers headings, links and raw HTML, and gives headings their ids and
// links their published addresses.
type walk struct {
	src     []byte
	lines   []int
	options Options
	doc     *Document
	ids     map[string]int
	last    int
}

func (w *walk) visit(n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	if p := n.Pos(); p > 0 {
		w.last = p
	}
	switch n := n.(type) {
	case *ast.Heading:
		w.heading(n)
	case *ast.Link:
		n.Destination = w.link(string(n.Destination), plain(n, w.src), false, n)
	case *ast.AutoLink:
		w.doc.Links = append(w.doc.Links, Link{Destination: string(n.URL(w.src)), Text: string(n.Label(w.src)), Place: w.place(n)})
	case *ast.Image:
		n.Destination = w.link(string(n.Destination), plain(n, w.src), true, n)
	case *ast.RawHTML, *ast.HTMLBlock:
		w.doc.RawHTML = append(w.doc.RawHTML, w.place(n))
	}
	return ast.WalkContinue, nil
}

func (w *walk) heading(n *ast.Heading) {
	words := plain(n, w.src)
	id := ""
	if given, ok := n.AttributeString("id"); ok {
		if b, ok := given.([]byte); ok {
			id = w.options.Slug(string(b))
		}
	}
	if id == "" && n.Level == 2 {
		id = w.options.Anchor(words)
	}
	if id == "" {
		id = w.options.Slug(words)
	}
	if id == "" {
		id = "section"
	}
	w.ids[id]++
	if again := w.ids[id]; again > 1 {
		id = fmt.Sprintf("%s-%d", id, again)
		w.ids[id]++
	}
	// Only the id is kept: an author's other attributes are not published.
	n.RemoveAttributes()
	n.SetAttributeString("id", []byte(id))
	w.doc.Headings = append(w.doc.Headings, Heading{Level: n.Level, Text: words, ID: id, Place: w.place(n)})
}

func (w *walk) link(destination, words string, image bool, n ast.Node) []byte {
	w.doc.Links = append(w.doc.Links, Link{Destination: destination, Text: words, Image: image, Place: w.place(n)})
	published, ok := w.options.Resolve(destination, image)
	if !ok {
		return nil
	}
	return []byte(published)
}

// place is where a node begins; a node that does not know takes the place of
// the one before it.
func (w *walk) place(n ast.Node) Place {
	p := n.Pos()
	if p < 0 || p > len(w.src) {
		p = w.last
	}
	line := 0
	for lo, hi := 0, len(w.lines); lo < hi; {
		mid := (lo + hi) / 2
		if w.lines[mid] <= p {
			line, lo = mid, mid+1
		} else {
			hi = mid
		}
	}
	return Place{line + 1, utf8.RuneCount(w.src[w.lines[line]:p]) + 1}
}

func lineStarts(src []byte) []int {
	starts := []int{0}
	for i, b := range src {
		if b == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// sections cuts the text at its headings of level two and renders the parts.
func (w *walk) sections(root ast.Node) error {
	part, section := ast.NewDocument(), Section{}
	flush := func() error {
		if !part.HasChildren() && section.ID == "" {
			return nil
		}
		var out bytes.Buffer
		if err := engine.Renderer().Render(&out, w.src, part); err != nil {
			return err
		}
		section.HTML, section.Text = out.String(), plainBlocks(part, w.src)
		w.doc.Sections = append(w.doc.Sections, section)
		return nil
	}
	for n := root.FirstChild(); n != nil; {
		next := n.NextSibling()
		h, isHeading := n.(*ast.Heading)
		if isHeading && h.Level <= 2 {
			if err := flush(); err != nil {
				return err
			}
			part, section = ast.NewDocument(), Section{ID: idOf(h), Title: plain(h, w.src)}
		} else {
			if isHeading {
				section.Subheadings = append(section.Subheadings, Subheading{ID: idOf(h), Title: plain(h, w.src), Level: h.Level})
			}
			part.AppendChild(part, n)
		}
		n = next
	}
	return flush()
}

func idOf(h *ast.Heading) string {
	if v, ok := h.AttributeString("id"); ok {
		if b, ok := v.([]byte); ok {
			return string(b)
		}
	}
	return ""
}

// plain returns the words within a node on one line.
func plain(n ast.Node, src []byte) string {
	return strings.Join(strings.Fields(plainBlocks(n, src)), " ")
}

// plainBlocks returns the words within a node, a line a block.
func plainBlocks(n ast.Node, src []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			if n.Type() == ast.TypeBlock && b.Len() > 0 && !strings.HasSuffix(b.String()[max(0, b.Len()-1):], "\n") {
				b.WriteByte('\n')
			}
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			b.Write(util.UnescapePunctuations(util.ResolveEntityNames(util.ResolveNumericReferences(n.Segment.Value(src)))))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(n.Value)
		case *ast.AutoLink:
			b.Write(n.Label(src))
		case *ast.CodeBlock, *ast.FencedCodeBlock:
			for i := range n.Lines().Len() {
				line := n.Lines().At(i)
				b.Write(line.Value(src))
			}
		}
		return ast.WalkContinue, nil
	})
	return strings.TrimSpace(b.String())
}
