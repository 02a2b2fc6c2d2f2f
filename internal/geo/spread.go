package geo

import "math"

// Circle is a mark on the map.
type Circle struct {
	// Home is where it belongs, At where it is drawn.
	Home, At Point
	// Room is the radius that it needs to itself.
	Room float64
	// Weight, which is above nought, tells how much it resists being moved.
	Weight float64
}

// spreadings is how often circles are pushed apart; a few times are enough for
// any number that can be read.
const spreadings = 1000

// Spread moves circles from their homes as far as it takes that none lies on
// another, and all within the drawing. The same circles always come to lie the
// same.
func Spread(circles []Circle) {
	for i := range circles {
		circles[i].At = circles[i].Home
		circles[i].keepInside()
	}
	for range spreadings {
		if !push(circles) {
			return
		}
		for i := range circles {
			circles[i].keepInside()
		}
	}
}

// push moves each two circles that lie on each other apart, the heavier one
// less, and tells whether there were any.
func push(circles []Circle) bool {
	const nearly = 0.01
	moved := false
	for i := range circles {
		for j := range i {
			a, b := &circles[i], &circles[j]
			dx, dy := a.At.X-b.At.X, a.At.Y-b.At.Y
			far := math.Hypot(dx, dy)
			lack := a.Room + b.Room - far
			if lack < nearly {
				continue
			}
			if far == 0 { // any direction will do, but not the same for all
				dx, dy, far = math.Cos(float64(i)), math.Sin(float64(i)), 1
			}
			step, share := (lack+nearly)/far, b.Weight/(a.Weight+b.Weight)
			a.At.X, a.At.Y = a.At.X+dx*step*share, a.At.Y+dy*step*share
			b.At.X, b.At.Y = b.At.X-dx*step*(1-share), b.At.Y-dy*step*(1-share)
			moved = true
		}
	}
	return moved
}

func (c *Circle) keepInside() {
	c.At.X = min(max(c.At.X, c.Room), Width-c.Room)
	c.At.Y = min(max(c.At.Y, c.Room), Height-c.Room)
}

// Moved tells how far a circle is drawn from its home.
func (c *Circle) Moved() float64 { return math.Hypot(c.At.X-c.Home.X, c.At.Y-c.Home.Y) }
