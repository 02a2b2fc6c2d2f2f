// Package picture draws the picture that other sites show beside a link to a
// page: kind, title and place of the page, and the name of the portal.
package picture

import (
	"bytes"
	_ "embed"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Width and Height are what those who show such pictures ask for.
const (
	Width  = 1200
	Height = 630
)

// Card is what is drawn.
type Card struct {
	// Kind, Title, Place and Site are written from top to bottom. Place may be
	// empty.
	Kind, Title, Place, Site string
	Colours                  Colours
}

// Colours are those of the page that the picture stands for.
type Colours struct {
	Paper, Ink, Soft, Accent color.RGBA
}

// The fonts have the letters of all the portal's languages; fonts/README.md
// tells where they come from.
var (
	//go:embed fonts/NotoSerif-Bold.ttf
	serifBold []byte
	//go:embed fonts/NotoSans-Regular.ttf
	sansRegular []byte
)

// Painter draws cards. It is safe for use by many goroutines.
type Painter struct {
	bold, regular *opentype.Font
}

// NewPainter reads the fonts.
func NewPainter() (*Painter, error) {
	bold, err := opentype.Parse(serifBold)
	if err != nil {
		return nil, fmt.Errorf("font: %w", err)
	}
	regular, err := opentype.Parse(sansRegular)
	if err != nil {
		return nil, fmt.Errorf("font: %w", err)
	}
	return &Painter{bold, regular}, nil
}

// Where things stand, in pixels.
const (
	left       = 96
	right      = Width - 72
	band       = 28
	kindLine   = 118
	titleTop   = 160
	titleEnd   = 458
	placeLine  = 520
	ruleAt     = 546
	siteLine   = 594
	smallSize  = 34
	lineHeight = 1.18
)

// titleSizes are tried in turn until a title fits.
var titleSizes = []float64{76, 64, 54, 46, 38}

// Draw draws a card as PNG.
func (p *Painter) Draw(c Card) ([]byte, error) {
	img := image.NewRGBA(image.Rect(0, 0, Width, Height))
	fill(img, img.Bounds(), c.Colours.Paper)
	fill(img, image.Rect(0, 0, band, Height), c.Colours.Accent)
	fill(img, image.Rect(left, ruleAt, right, ruleAt+2), c.Colours.Accent)
	small, err := face(p.regular, smallSize)
	if err != nil {
		return nil, err
	}
	defer small.Close()
	strong, err := face(p.bold, smallSize)
	if err != nil {
		return nil, err
	}
	defer strong.Close()
	p.line(img, small, c.Colours.Accent, kindLine, c.Kind)
	p.line(img, small, c.Colours.Soft, placeLine, c.Place)
	p.line(img, strong, c.Colours.Ink, siteLine, c.Site)
	if err := p.title(img, c.Colours.Ink, c.Title); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := png.Encode(&out, reduced(img, c.Colours)); err != nil {
		return nil, fmt.Errorf("picture: %w", err)
	}
	return out.Bytes(), nil
}

func face(f *opentype.Font, size float64) (font.Face, error) {
	made, err := opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return nil, fmt.Errorf("font: %w", err)
	}
	return made, nil
}

func fill(img draw.Image, r image.Rectangle, c color.Color) {
	draw.Draw(img, r, image.NewUniform(c), image.Point{}, draw.Src)
}

// line writes one line, cut where it does not fit.
func (p *Painter) line(img draw.Image, f font.Face, c color.Color, y int, text string) {
	lines := wrapped(f, p.drawable(text), right-left)
	if len(lines) == 0 {
		return
	}
	if len(lines) > 1 {
		lines[0] = cut(f, lines[0])
	}
	write(img, f, c, y, lines[0])
}

func write(img draw.Image, f font.Face, c color.Color, y int, text string) {
	d := font.Drawer{Dst: img, Src: image.NewUniform(c), Face: f, Dot: fixed.P(left, y)}
	d.DrawString(text)
}

// title writes the title as large as it fits; one that is too long is cut.
func (p *Painter) title(img draw.Image, c color.Color, text string) error {
	text = p.drawable(text)
	for _, size := range titleSizes {
		f, err := face(p.bold, size)
		if err != nil {
			return err
		}
		defer f.Close()
		step := int(size * lineHeight)
		most := (titleEnd - titleTop) / step
		lines := wrapped(f, text, right-left)
		if len(lines) > most && size > titleSizes[len(titleSizes)-1] {
			continue
		}
		if len(lines) > most {
			lines = lines[:most]
			lines[most-1] = cut(f, lines[most-1])
		}
		for i, line := range lines {
			write(img, f, c, titleTop+int(size)+i*step, line)
		}
		return nil
	}
	return nil
}

// longest is how many characters of a text are looked at.
const longest = 300

// drawable leaves out what the font has no sign for.
func (p *Painter) drawable(text string) string {
	var b sfnt.Buffer
	n := 0
	return strings.Map(func(r rune) rune {
		n++
		if n > longest {
			return -1
		}
		if r == '\n' || r == '\t' {
			return ' '
		}
		if at, err := p.bold.GlyphIndex(&b, r); err != nil || at == 0 {
			return -1
		}
		return r
	}, text)
}

// wrapped breaks a text into lines between words; a word that is wider than a
// line is broken where it must be.
func wrapped(f font.Face, text string, width int) []string {
	limit := fixed.I(width)
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && font.MeasureString(f, line+" "+word) <= limit {
			line += " " + word
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for font.MeasureString(f, word) > limit {
			at := fitting(f, word, limit)
			lines, word = append(lines, word[:at]+"-"), word[at:]
		}
		line = word
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// fitting is how many bytes of a word fit into a line with a hyphen behind
// them, at least one character.
func fitting(f font.Face, word string, limit fixed.Int26_6) int {
	at := 0
	for i, r := range word {
		next := i + utf8.RuneLen(r)
		if at > 0 && font.MeasureString(f, word[:next]+"-") > limit {
			break
		}
		at = next
	}
	return at
}

// cut takes as many words off a line's end as three dots need.
func cut(f font.Face, line string) string {
	for font.MeasureString(f, line+" …") > fixed.I(right-left) {
		at := strings.LastIndexByte(line, ' ')
		if at < 0 {
			_, size := utf8.DecodeLastRuneInString(line)
			at = len(line) - size
		}
		line = line[:at]
	}
	return line + " …"
}

// shades is how many steps lie between the paper and each other colour.
const shades = 14

// reduced makes a picture of few colours, which is a quarter as large: each
// pixel is the paper, another colour, or between the two.
func reduced(img *image.RGBA, c Colours) *image.Paletted {
	palette := color.Palette{c.Paper}
	for _, other := range []color.RGBA{c.Ink, c.Soft, c.Accent} {
		for i := 1; i <= shades; i++ {
			palette = append(palette, color.RGBA{
				between(c.Paper.R, other.R, i), between(c.Paper.G, other.G, i), between(c.Paper.B, other.B, i), 255})
		}
	}
	out := image.NewPaletted(img.Bounds(), slices.Clip(palette))
	known := map[color.RGBA]uint8{}
	last, index := c.Paper, uint8(0)
	for i := range out.Pix {
		at := 4 * i
		here := color.RGBA{img.Pix[at], img.Pix[at+1], img.Pix[at+2], 255}
		if here != last {
			var ok bool
			if index, ok = known[here]; !ok {
				index = uint8(palette.Index(here))
				known[here] = index
			}
			last = here
		}
		out.Pix[i] = index
	}
	return out
}

func between(a, b uint8, i int) uint8 {
	return uint8((int(a)*(shades-i) + int(b)*i) / shades)
}
