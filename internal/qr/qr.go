// Package qr makes QR codes of addresses, as ISO/IEC 18004 describes them: in
// byte mode and at error correction level M, of which 15 % may be damaged.
//
// The two small Go packages for this that others use have not been kept for
// years, one of them never looks for the best mask, and the standard does not
// change; so it is done here, in what a screen or two of code hold.
package qr

import (
	"errors"
	"fmt"
	"strings"
)

// ErrTooLong says that a text does not fit into the largest code.
var ErrTooLong = errors.New("the text is too long for a QR code")

// Code is a square of dark and light modules.
type Code struct {
	// Size is how many modules a side has, without the quiet zone around.
	Size int
	dark []bool
	// fixed are the modules that hold no data: they are the same whatever the
	// text, but for those that tell the mask.
	fixed []bool
}

// Dark tells whether a module is dark; those outside are light.
func (c *Code) Dark(x, y int) bool {
	return x >= 0 && y >= 0 && x < c.Size && y < c.Size && c.dark[y*c.Size+x]
}

// Encode makes the smallest code that holds a text, with the mask that readers
// find easiest.
func Encode(text string) (*Code, error) {
	version, err := versionFor(len(text))
	if err != nil {
		return nil, err
	}
	var best *Code
	least := 0
	words := codewords(version, text)
	for mask := range masks {
		c := drawn(version, words, mask)
		if p := c.penalty(); best == nil || p < least {
			best, least = c, p
		}
	}
	return best, nil
}

// quiet is how wide the light zone around a code must be.
const quiet = 4

// SVG writes the code as an image of black modules on white, with the quiet zone
// around it, whatever the colours of the page.
func (c *Code) SVG() string {
	var b strings.Builder
	side := c.Size + 2*quiet
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges">`, side, side)
	fmt.Fprintf(&b, `<path fill="#fff" d="M0 0h%dv%dH0z"/><path d="`, side, side)
	for y := range c.Size {
		for x := 0; x < c.Size; x++ {
			begin := x
			for c.Dark(x, y) {
				x++
			}
			if x > begin {
				fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", begin+quiet, y+quiet, x-begin, x-begin)
			}
		}
	}
	b.WriteString(`"/></svg>` + "\n")
	return b.String()
}

// Level M of each version, from 1: how many error correction codewords a block
// has, and how many blocks there are.
var (
	correction = [...]int{10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
		26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28}
	blocks = [...]int{1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16,
		17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49}
)

// versionFor returns the smallest version that holds so many bytes.
func versionFor(n int) (int, error) {
	for version := 1; version <= len(blocks); version++ {
		if 4+countBits(version)+8*n <= 8*dataWords(version) {
			return version, nil
		}
	}
	return 0, ErrTooLong
}

// countBits is how many bits tell the length of the text.
func countBits(version int) int {
	if version < 10 {
		return 8
	}
	return 16
}

// allWords is how many codewords a version has, dataWords how many of them are
// not for correction.
func allWords(version int) int {
	modules := (16*version+128)*version + 64
	if version >= 2 {
		n := version/7 + 2
		modules -= (25*n-10)*n - 55
	}
	if version >= 7 {
		modules -= 36
	}
	return modules / 8
}

func dataWords(version int) int {
	return allWords(version) - correction[version-1]*blocks[version-1]
}

// codewords lays out a text: mode, length, bytes, padding; cuts that into
// blocks, corrects each, and deals them out in turn.
func codewords(version int, text string) []byte {
	var bits bitWriter
	bits.write(0b0100, 4)
	bits.write(len(text), countBits(version))
	for i := range len(text) {
		bits.write(int(text[i]), 8)
	}
	total := dataWords(version)
	bits.write(0, min(4, 8*total-bits.n))
	bits.write(0, (8-bits.n%8)%8)
	for pad := 0xec; len(bits.data) < total; pad ^= 0xec ^ 0x11 {
		bits.write(pad, 8)
	}
	n, extra := blocks[version-1], correction[version-1]
	divisor := generator(extra)
	data, fixes := make([][]byte, n), make([][]byte, n)
	rest := bits.data
	for i := range n {
		size := total / n
		if i >= n-total%n {
			size++ // the longer blocks come last
		}
		data[i], rest = rest[:size], rest[size:]
		fixes[i] = remainder(data[i], divisor)
	}
	return append(dealt(data), dealt(fixes)...)
}

// dealt takes the first byte of each block, then the second, and so on.
func dealt(list [][]byte) []byte {
	var out []byte
	for i := range list[len(list)-1] {
		for _, block := range list {
			if i < len(block) {
				out = append(out, block[i])
			}
		}
	}
	return out
}

// bitWriter gathers bits, the highest first.
type bitWriter struct {
	data []byte
	n    int
}

func (w *bitWriter) write(value, bits int) {
	for i := bits - 1; i >= 0; i-- {
		if w.n%8 == 0 {
			w.data = append(w.data, 0)
		}
		w.data[w.n/8] |= byte(value>>i&1) << (7 - w.n%8)
		w.n++
	}
}

// times multiplies in the field of 256 elements with the polynomial 0x11d.
func times(a, b byte) byte {
	product := 0
	for i := 7; i >= 0; i-- {
		product = product<<1 ^ product>>7*0x11d
		product ^= int(b>>i&1) * int(a)
	}
	return byte(product)
}

// generator is the product of (x - 2^i) for i below a degree, without its first
// coefficient, which is 1.
func generator(degree int) []byte {
	g := make([]byte, degree)
	g[degree-1] = 1
	root := byte(1)
	for range degree {
		for j := range g {
			g[j] = times(g[j], root)
			if j+1 < degree {
				g[j] ^= g[j+1]
			}
		}
		root = times(root, 2)
	}
	return g
}

// remainder divides data, with as many noughts behind it as there are
// coefficients, by the generator.
func remainder(data, divisor []byte) []byte {
	r := make([]byte, len(divisor))
	for _, b := range data {
		factor := b ^ r[0]
		copy(r, r[1:])
		r[len(r)-1] = 0
		for i, d := range divisor {
			r[i] ^= times(d, factor)
		}
	}
	return r
}
