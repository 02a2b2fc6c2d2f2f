package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/ai4citizens/casebook/internal/geo"
)

// How much detail is kept. Lengths are in units of the drawing.
const (
	detail     = 0.9 // triangles of an outline smaller than this are left out
	smallest   = 2.0 // islands smaller than this are left out
	margin     = 3.0 // beyond the frame, so that cut edges are not seen
	resolution = geo.Resolution
)

// codes are the NUTS codes of the countries whose outlines stand by themselves,
// by the number that ISO 3166 gives them; all others are drawn in one.
var codes = map[string]string{
	"040": "AT", "056": "BE", "100": "BG", "196": "CY", "203": "CZ", "276": "DE", "208": "DK", "233": "EE",
	"300": "EL", "724": "ES", "246": "FI", "250": "FR", "191": "HR", "348": "HU", "372": "IE", "380": "IT",
	"440": "LT", "442": "LU", "428": "LV", "470": "MT", "528": "NL", "616": "PL", "620": "PT", "642": "RO",
	"752": "SE", "705": "SI", "703": "SK", "792": "TR",
}

// topology is what is needed of a TopoJSON file.
type topology struct {
	Transform struct{ Scale, Translate [2]float64 }
	Arcs      [][][2]float64
	Objects   struct {
		Countries struct {
			Geometries []struct {
				Type string
				ID   string
				Arcs json.RawMessage
			}
		}
	}
}

// outlines turns the countries of a TopoJSON file into europe.tsv.
func outlines(data []byte) ([]byte, error) {
	var t topology
	if err := json.Unmarshal(data, &t); err != nil {
		return nil, err
	}
	arcs := make([][]geo.Point, len(t.Arcs))
	for i, arc := range t.Arcs {
		arcs[i] = t.simplified(arc)
	}
	shapes := map[string][][]geo.Point{}
	for _, g := range t.Objects.Countries.Geometries {
		var polygons [][][]int
		target := any(&polygons)
		if g.Type == "Polygon" {
			polygons = make([][][]int, 1)
			target = &polygons[0]
		}
		if err := json.Unmarshal(g.Arcs, target); err != nil {
			return nil, fmt.Errorf("country %s: %w", g.ID, err)
		}
		code := codes[g.ID]
		if code == "" {
			code = geo.Others
		}
		for _, rings := range polygons {
			for _, ring := range rings {
				if r := clipped(joined(arcs, ring)); math.Abs(area(r)) >= smallest {
					shapes[code] = append(shapes[code], r)
				}
			}
		}
	}
	return written(shapes), nil
}

// simplified undoes an arc's delta coding, puts it into the drawing, and leaves
// out the points that matter least, by Visvalingam's method. The ends stay, so
// that neighbours go on sharing their border.
func (t *topology) simplified(arc [][2]float64) []geo.Point {
	var list []geo.Point
	var x, y float64
	for _, d := range arc {
		x, y = x+d[0], y+d[1]
		list = append(list, geo.Place(x*t.Transform.Scale[0]+t.Transform.Translate[0], y*t.Transform.Scale[1]+t.Transform.Translate[1]))
	}
	for len(list) > 2 {
		least, at := detail, 0
		for i := 1; i < len(list)-1; i++ {
			if a := math.Abs(area(list[i-1 : i+2])); a < least {
				least, at = a, i
			}
		}
		if at == 0 {
			break
		}
		list = slices.Delete(list, at, at+1)
	}
	return list
}

// joined puts arcs together to a ring; a negative number means an arc backwards.
func joined(arcs [][]geo.Point, ring []int) []geo.Point {
	var out []geo.Point
	for _, i := range ring {
		arc := arcs[max(i, ^i)]
		if i < 0 {
			arc = slices.Clone(arc)
			slices.Reverse(arc)
		}
		out = append(out, arc[:len(arc)-1]...)
	}
	return out
}

// area of a ring by the shoelace formula; its sign tells the direction.
func area(ring []geo.Point) float64 {
	sum := 0.0
	for i, p := range ring {
		q := ring[(i+1)%len(ring)]
		sum += p.X*q.Y - q.X*p.Y
	}
	return sum / 2
}

// clipped cuts a ring to the frame, side by side (Sutherland and Hodgman).
func clipped(ring []geo.Point) []geo.Point {
	sides := []func(geo.Point) float64{
		func(p geo.Point) float64 { return p.X + margin },
		func(p geo.Point) float64 { return geo.Width + margin - p.X },
		func(p geo.Point) float64 { return p.Y + margin },
		func(p geo.Point) float64 { return geo.Height + margin - p.Y },
	}
	for _, inside := range sides {
		var out []geo.Point
		for i, p := range ring {
			q := ring[(i+1)%len(ring)]
			a, b := inside(p), inside(q)
			if a >= 0 {
				out = append(out, p)
			}
			if a < 0 != (b < 0) {
				out = append(out, geo.Point{X: p.X + (q.X-p.X)*a/(a-b), Y: p.Y + (q.Y-p.Y)*a/(a-b)})
			}
		}
		ring = out
	}
	return ring
}

// centre is the centre of gravity of the largest ring.
func centre(rings [][]geo.Point) geo.Point {
	largest := slices.MaxFunc(rings, func(a, b []geo.Point) int {
		return int(math.Copysign(1, math.Abs(area(a))-math.Abs(area(b))))
	})
	var c geo.Point
	for i, p := range largest {
		q := largest[(i+1)%len(largest)]
		w := (p.X*q.Y - q.X*p.Y) / (6 * area(largest))
		c.X, c.Y = c.X+(p.X+q.X)*w, c.Y+(p.Y+q.Y)*w
	}
	return c
}

const head = `# The countries of Europe, for a map in EPSG:3035 (see laea.go).
# Source: Natural Earth, 1:50m countries, https://www.naturalearthdata.com/ (public domain),
# through the npm package world-atlas 2.0.2 (ISC licence, Copyright 2013-2019 Michael Bostock).
# Made by "go generate" in this folder: projected, cut to the frame, simplified.
# NUTS code ("-" for all others), centre in units of the drawing, outline in quarters of one.
`

// written writes the table, and of the countries that stand by themselves those
// that lie in the frame.
func written(shapes map[string][][]geo.Point) []byte {
	out := bytes.NewBufferString(head)
	var order []string
	for code := range shapes {
		order = append(order, code)
	}
	slices.Sort(order)
	for _, code := range order {
		c := centre(shapes[code])
		fmt.Fprintf(out, "%s\t%.0f\t%.0f\t", code, c.X, c.Y)
		for _, ring := range shapes[code] {
			outline(out, ring)
		}
		out.WriteByte('\n')
	}
	return out.Bytes()
}

// outline writes a ring as an SVG path of small whole steps.
func outline(out *bytes.Buffer, ring []geo.Point) {
	var x, y int
	for i, p := range ring {
		px, py := int(math.Round(p.X*resolution)), int(math.Round(p.Y*resolution))
		switch {
		case i == 0:
			out.WriteString("M" + strconv.Itoa(px) + pair(py) + "l")
		case px == x && py == y:
			continue
		default:
			if i > 1 && px-x >= 0 {
				out.WriteByte(' ')
			}
			out.WriteString(strconv.Itoa(px-x) + pair(py-y))
		}
		x, y = px, py
	}
	out.WriteByte('z')
}

// pair writes a second number: a minus sign parts it from the first as well as
// a space.
func pair(n int) string {
	if n < 0 {
		return strconv.Itoa(n)
	}
	return " " + strconv.Itoa(n)
}
