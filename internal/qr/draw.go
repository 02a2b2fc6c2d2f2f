package qr

// masks are the patterns that modules of data are turned over by, so that the
// code has neither large areas nor what looks like a corner.
var masks = [...]func(x, y int) bool{
	func(x, y int) bool { return (x+y)%2 == 0 },
	func(_, y int) bool { return y%2 == 0 },
	func(x, _ int) bool { return x%3 == 0 },
	func(x, y int) bool { return (x+y)%3 == 0 },
	func(x, y int) bool { return (x/3+y/2)%2 == 0 },
	func(x, y int) bool { return x*y%2+x*y%3 == 0 },
	func(x, y int) bool { return (x*y%2+x*y%3)%2 == 0 },
	func(x, y int) bool { return ((x+y)%2+x*y%3)%2 == 0 },
}

// drawn is the code of a version with its codewords under a mask.
func drawn(version int, words []byte, mask int) *Code {
	size := 4*version + 17
	c := &Code{Size: size, dark: make([]bool, size*size), fixed: make([]bool, size*size)}
	c.timing()
	for _, corner := range [][2]int{{3, 3}, {size - 4, 3}, {3, size - 4}} {
		c.finder(corner[0], corner[1])
	}
	c.alignment(version)
	c.format(mask)
	c.version(version)
	c.data(words, masks[mask])
	return c
}

// set draws a module that holds no data.
func (c *Code) set(x, y int, dark bool) {
	c.dark[y*c.Size+x], c.fixed[y*c.Size+x] = dark, true
}

// timing draws the two dotted lines that tell where modules are.
func (c *Code) timing() {
	for i := range c.Size {
		c.set(6, i, i%2 == 0)
		c.set(i, 6, i%2 == 0)
	}
}

// finder draws a corner with the light line around it.
func (c *Code) finder(x, y int) {
	for dy := -4; dy <= 4; dy++ {
		for dx := -4; dx <= 4; dx++ {
			ring := max(dx, -dx, dy, -dy)
			if x, y := x+dx, y+dy; x >= 0 && y >= 0 && x < c.Size && y < c.Size {
				c.set(x, y, ring != 2 && ring != 4)
			}
		}
	}
}

// alignment draws the small squares, in a grid without the three corners.
func (c *Code) alignment(version int) {
	at := centres(version)
	last := len(at) - 1
	for i, y := range at {
		for j, x := range at {
			if i == 0 && j == 0 || i == 0 && j == last || i == last && j == 0 {
				continue
			}
			for dy := -2; dy <= 2; dy++ {
				for dx := -2; dx <= 2; dx++ {
					c.set(x+dx, y+dy, max(dx, -dx, dy, -dy) != 1)
				}
			}
		}
	}
}

// centres are the rows, and the columns, that the small squares stand at.
func centres(version int) []int {
	if version == 1 {
		return nil
	}
	n := version/7 + 2
	step := (version*8 + n*3 + 5) / (n*4 - 4) * 2
	at := make([]int, n)
	at[0] = 6
	for i, place := n-1, 4*version+10; i > 0; i, place = i-1, place-step {
		at[i] = place
	}
	return at
}

// format tells level and mask, twice, with ten bits of correction.
func (c *Code) format(mask int) {
	const levelM = 0
	data := levelM<<3 | mask
	rest := data
	for range 10 {
		rest = rest<<1 ^ rest>>9*0x537
	}
	bits := (data<<10 | rest) ^ 0x5412
	bit := func(i int) bool { return bits>>i&1 == 1 }
	for i := range 15 {
		switch { // around the upper left corner, from the top down and then to the left
		case i < 6:
			c.set(8, i, bit(i))
		case i < 8:
			c.set(8, i+1, bit(i))
		case i == 8:
			c.set(7, 8, bit(i))
		default:
			c.set(14-i, 8, bit(i))
		}
		if i < 8 { // and at the other two corners
			c.set(c.Size-1-i, 8, bit(i))
		} else {
			c.set(8, c.Size-15+i, bit(i))
		}
	}
	c.set(8, c.Size-8, true)
}

// version tells the version, twice, with twelve bits of correction; small codes
// do without.
func (c *Code) version(version int) {
	if version < 7 {
		return
	}
	rest := version
	for range 12 {
		rest = rest<<1 ^ rest>>11*0x1f25
	}
	bits := version<<12 | rest
	for i := range 18 {
		dark := bits>>i&1 == 1
		a, b := c.Size-11+i%3, i/3
		c.set(a, b, dark)
		c.set(b, a, dark)
	}
}

// data draws the codewords in pairs of columns, from the right, up and down in
// turn, and the mask over them.
func (c *Code) data(words []byte, mask func(x, y int) bool) {
	i := 0
	for right := c.Size - 1; right >= 1; right -= 2 {
		if right == 6 {
			right = 5 // past the dotted line
		}
		for step := range c.Size {
			y := step
			if (right+1)&2 == 0 {
				y = c.Size - 1 - step
			}
			for _, x := range []int{right, right - 1} {
				at := y*c.Size + x
				if c.fixed[at] {
					continue
				}
				dark := i < 8*len(words) && words[i/8]>>(7-i%8)&1 == 1
				c.dark[at] = dark != mask(x, y)
				i++
			}
		}
	}
}

// penalty is how hard the standard takes a code to be to read: for long lines
// and for squares of one colour, for what looks like a corner, and for much
// more of one colour than of the other.
func (c *Code) penalty() int {
	p, dark := 0, 0
	line := make([]bool, c.Size)
	for y := range c.Size {
		copy(line, c.dark[y*c.Size:])
		p += linePenalty(line)
		for x := range c.Size {
			line[x] = c.dark[x*c.Size+y]
		}
		p += linePenalty(line)
	}
	for y := range c.Size {
		for x := range c.Size {
			here := c.Dark(x, y)
			if here {
				dark++
			}
			if x > 0 && y > 0 && here == c.Dark(x-1, y) && here == c.Dark(x, y-1) && here == c.Dark(x-1, y-1) {
				p += 3
			}
		}
	}
	all := c.Size * c.Size
	off := max(20*dark-10*all, 10*all-20*dark) // from the half, in twentieths
	return p + off/all*10
}

// corner is what a line through the middle of a corner looks like, with the
// light before or behind it.
var corner = [...]bool{true, false, true, true, true, false, true, false, false, false, false}

func linePenalty(line []bool) int {
	p, run := 0, 0
	for i, dark := range line {
		if i > 0 && dark == line[i-1] {
			run++
		} else {
			run = 1
		}
		switch {
		case run == 5:
			p += 3
		case run > 5:
			p++
		}
		if i+1 < len(corner) {
			continue
		}
		forth, back := true, true
		for j, want := range corner {
			forth = forth && line[i-len(corner)+1+j] == want
			back = back && line[i-j] == want
		}
		if forth {
			p += 40
		}
		if back {
			p += 40
		}
	}
	return p
}
