package picture

import (
	"bytes"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

var colours = Colours{
	Paper: color.RGBA{252, 251, 248, 255}, Ink: color.RGBA{31, 38, 40, 255}, Soft: color.RGBA{81, 92, 94, 255}, Accent: color.RGBA{10, 90, 88, 255},
}

func painter(t testing.TB) *Painter {
	t.Helper()
	p, err := NewPainter()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestLetters holds that the fonts have what the six languages are written
// with: no reader must see an empty box.
func TestLetters(t *testing.T) {
	p := painter(t)
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789" +
		"åäöÅÄÖšžŠŽ" + "ăâîșțĂÂÎȘȚ" + "áéëïíóöúüÉË" + "àèéìîòùÀÈÉÌÒÙ" + "āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ" +
		".,:;!?()[]/&%+-–—…·’‘“”„«»§€°"
	for _, f := range []*sfnt.Font{p.bold, p.regular} {
		var b sfnt.Buffer
		for _, r := range letters {
			if at, err := f.GlyphIndex(&b, r); err != nil || at == 0 {
				t.Errorf("the font has no %c", r)
			}
		}
	}
	if got := p.drawable(letters); got != letters {
		t.Errorf("left out: %q becomes %q", letters, got)
	}
	if got := p.drawable("a\n😀b\u202e"); got != "a b" {
		t.Errorf("drawn: %q", got)
	}
}

func TestDraw(t *testing.T) {
	p := painter(t)
	draw := func(title string) []byte {
		t.Helper()
		data, err := p.Draw(Card{Kind: "Käytäntö", Title: title, Place: "Helsinki, Helsinki-Uusimaa", Site: "AI4Citizens Casebook", Colours: colours})
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	seen := map[string]string{}
	for _, title := range []string{"", "A", "Helsingin tekoälyrekisteri", "Helsingin tekoalyrekisteri", strings.Repeat("register ", 100), strings.Repeat("hallinto", 60)} {
		data := draw(title)
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if b := img.Bounds(); b.Dx() != Width || b.Dy() != Height || len(data) > 60_000 {
			t.Errorf("%q: %v, %d bytes", title, b, len(data))
		}
		if other, ok := seen[string(data)]; ok {
			t.Errorf("%q and %q look the same", title, other)
		}
		seen[string(data)] = title
		// Nothing runs off the picture: paper on the right, below the title and at the bottom.
		for y := range Height {
			if img.At(Width-20, y) != color.Color(colours.Paper) {
				t.Errorf("%q: something stands at the right edge in line %d", title, y)
				break
			}
		}
		for x := band; x < Width; x++ {
			if img.At(x, (titleEnd+placeLine-smallSize)/2+8) != color.Color(colours.Paper) {
				t.Errorf("%q: the title runs into the place", title)
				break
			}
		}
	}
}

func TestWrapping(t *testing.T) {
	p := painter(t)
	f, err := face(p.bold, 76)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	text := "Registrul de inteligență artificială al orașului " + strings.Repeat("hallinto", 20)
	lines := wrapped(f, text, right-left)
	for _, line := range lines {
		if font.MeasureString(f, line) > fixed.I(right-left) {
			t.Errorf("%q is too wide", line)
		}
	}
	flat := strings.ReplaceAll(strings.Join(lines, " "), "- ", "")
	if flat != text {
		t.Errorf("the lines say %q", flat)
	}
	if got := cut(f, strings.Repeat("m", 60)); font.MeasureString(f, got) > fixed.I(right-left) || !strings.HasSuffix(got, " …") {
		t.Errorf("cut to %q", got)
	}
}

func BenchmarkDraw(b *testing.B) {
	p := painter(b)
	for b.Loop() {
		if _, err := p.Draw(Card{Kind: "Practice", Title: "Registrul de inteligență artificială al orașului Helsinki", Place: "Helsinki", Site: "AI4Citizens Casebook", Colours: colours}); err != nil {
			b.Fatal(err)
		}
	}
}
