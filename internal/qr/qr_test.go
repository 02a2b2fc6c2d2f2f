package qr

import (
	"encoding/xml"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
)

// The codes in testdata/codes.txt were made by another encoder, libqrencode
// 4.1.1, in byte mode and at level M. Each begins with a line "= text".
func TestKnownCodes(t *testing.T) {
	data, err := os.ReadFile("testdata/codes.txt")
	if err != nil {
		t.Fatal(err)
	}
	for part := range strings.SplitSeq(strings.TrimPrefix(string(data), "= "), "\n= ") {
		text, picture, _ := strings.Cut(part, "\n")
		want := strings.Fields(picture)
		version, err := versionFor(len(text))
		if err != nil {
			t.Fatal(err)
		}
		// Encoders weigh the masks a little differently; all are right.
		fits := false
		for mask := range masks {
			fits = fits || same(drawn(version, codewords(version, text), mask), want)
		}
		if !fits {
			t.Errorf("%s is another code under every mask", text)
		}
	}
}

func same(c *Code, rows []string) bool {
	if len(rows) != c.Size {
		return false
	}
	for y, row := range rows {
		for x := range c.Size {
			if c.Dark(x, y) != (row[x] == '#') {
				return false
			}
		}
	}
	return true
}

// decode reads a code the way that a camera's program does, without its
// correction: there must be nothing to correct.
func decode(t *testing.T, c *Code) string {
	t.Helper()
	version := (c.Size - 17) / 4
	format := 0
	for i := range 15 {
		x, y := 8, i
		switch {
		case i == 6 || i == 7:
			y = i + 1
		case i == 8:
			x, y = 7, 8
		case i > 8:
			x, y = 14-i, 8
		}
		if c.Dark(x, y) {
			format |= 1 << i
		}
		x, y = c.Size-1-i, 8
		if i >= 8 {
			x, y = 8, c.Size-15+i
		}
		if c.Dark(x, y) != (format>>i&1 == 1) {
			t.Fatal("the format is told differently at two places")
		}
	}
	format ^= 0x5412
	if format>>13 != 0 {
		t.Fatalf("the level is %d", format>>13)
	}
	mask := masks[format>>10&7]
	var bits bitWriter
	for right := c.Size - 1; right >= 1; right -= 2 {
		if right == 6 {
			right--
		}
		for step := range c.Size {
			y := step
			if (right+1)&2 == 0 {
				y = c.Size - 1 - step
			}
			for _, x := range []int{right, right - 1} {
				if !c.fixed[y*c.Size+x] {
					bit := 0
					if c.Dark(x, y) != mask(x, y) {
						bit = 1
					}
					bits.write(bit, 1)
				}
			}
		}
	}
	return content(t, version, bits.data[:allWords(version)])
}

// content puts the blocks together again and reads the text.
func content(t *testing.T, version int, words []byte) string {
	t.Helper()
	n, extra := blocks[version-1], correction[version-1]
	total := dataWords(version)
	list := make([][]byte, n)
	for i := range total {
		row := i / n
		block := i % n
		if row == total/n { // only the longer ones go on
			block = n - total%n + i%n
		}
		list[block] = append(list[block], words[i])
	}
	var data []byte
	for _, block := range list {
		data = append(data, block...)
	}
	for i, b := range words[total:] {
		list[i%n] = append(list[i%n], b)
	}
	for i, block := range list {
		root := byte(1)
		for range extra { // a block is divided by the generator without rest
			sum := byte(0)
			for _, b := range block {
				sum = times(sum, root) ^ b
			}
			if sum != 0 {
				t.Fatalf("block %d of version %d is damaged", i, version)
			}
			root = times(root, 2)
		}
	}
	at := 0
	read := func(bits int) (value int) {
		for range bits {
			value = value<<1 | int(data[at/8]>>(7-at%8)&1)
			at++
		}
		return value
	}
	if mode := read(4); mode != 4 {
		t.Fatalf("the mode is %d", mode)
	}
	out := make([]byte, read(countBits(version)))
	for i := range out {
		out[i] = byte(read(8))
	}
	return string(out)
}

func TestEveryLengthCanBeReadAgain(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for n := 0; n <= 2331; n += 1 + n/20 {
		text := make([]byte, n)
		for i := range text {
			text[i] = byte(random.IntN(256))
		}
		c, err := Encode(string(text))
		if err != nil {
			t.Fatalf("%d bytes: %v", n, err)
		}
		if got := decode(t, c); got != string(text) {
			t.Fatalf("%d bytes become %d others", n, len(got))
		}
	}
	if _, err := Encode(strings.Repeat("x", 2331)); err != nil {
		t.Error(err)
	}
	if _, err := Encode(strings.Repeat("x", 2332)); !errors.Is(err, ErrTooLong) {
		t.Errorf("2332 bytes: %v", err)
	}
}

func TestPenalty(t *testing.T) {
	line := func(s string) []bool {
		var list []bool
		for _, r := range s {
			list = append(list, r == '#')
		}
		return list
	}
	for s, want := range map[string]int{
		"#.#.#.#.": 0, "#####": 3, "......": 4, "####": 0, "#.###.#....": 40, "....#.###.#": 40, "....#.###.#....": 80,
	} {
		if got := linePenalty(line(s)); got != want {
			t.Errorf("%s: %d, want %d", s, got, want)
		}
	}
	all := &Code{Size: 4, dark: make([]bool, 16)}
	if got := all.penalty(); got != 9*3+100 {
		t.Errorf("all light: %d", got)
	}
}

func TestSVG(t *testing.T) {
	c, err := Encode("https://cases.example.eu/fi/practices/register")
	if err != nil {
		t.Fatal(err)
	}
	text := c.SVG()
	for d := xml.NewDecoder(strings.NewReader(text)); ; {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if !strings.Contains(text, `viewBox="0 0 41 41"`) || !strings.Contains(text, "M4 4h7v1h-7z") {
		t.Errorf("the image is %s", text)
	}
}
