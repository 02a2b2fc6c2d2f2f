package web

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/ai4citizens/casebook/internal/geo"
	"github.com/ai4citizens/casebook/internal/library"
)

// regionMap is the map of Europe with a circle for each region that there is
// something about. All numbers of the drawing are written for SVG.
type regionMap struct {
	*reader
	// Empty are the outlines of the countries without a document, Full of those
	// with one; Step makes their steps units of the drawing.
	Empty, Full, Step string
	Width, Height     string
	Points            []mapPoint
	// Countrywide tells that there are circles of whole countries.
	Countrywide bool
	// Small is a map beside other things.
	Small bool
}

// Shown is how many pixels wide the map is where there is room.
func (m *regionMap) Shown() int {
	if m.Small {
		return 384
	}
	return 576
}

// mapPoint is the circle of a region.
type mapPoint struct {
	Code, Href string
	// Name says what the circle stands for, Count is the number in it.
	Name, Count string
	// X and Y are where the circle is, Radius its own and Touch that of what can
	// be touched.
	X, Y, Radius, Touch string
	// HomeX and HomeY are where the region is, if the circle had to be moved.
	Moved        bool
	HomeX, HomeY string
	Countrywide  bool
}

// The sizes of circles, in units of the drawing.
const (
	unitRadius  = 6.2  // of a circle that stands for one document, if there is room
	maxRadius   = 20.0 // of the largest
	leastRadius = 5.2  // so that the number can be read
	touchRadius = 12.0 // so that a finger finds it
	airRadius   = 0.6  // around each
)

// maxPoints is how many circles a map may have. With more, it is drawn of wider
// regions.
const maxPoints = 40

// regionLevels are the lengths of NUTS codes, from level 3 to countries.
var regionLevels = []int{5, 4, 3, 2}

// regionMap makes the map of some documents, nil where none of them names a
// region. The message counts them.
func (v *visit) regionMap(cards []*library.Card, message string) *regionMap {
	var counts map[string]int
	length := 0
	for _, length = range regionLevels {
		if counts = v.perRegion(cards, length); len(counts) <= maxPoints {
			break
		}
	}
	m := &regionMap{reader: v.reader, Width: svg(geo.Width), Height: svg(geo.Height), Step: svg(1.0 / geo.Resolution)}
	m.points(v, counts, message, length > 2)
	if len(m.Points) == 0 {
		return nil
	}
	var empty, full strings.Builder
	for _, c := range v.portal.europe.Countries {
		part := &empty
		for code := range counts {
			if strings.HasPrefix(code, c.Code) {
				part = &full
				break
			}
		}
		part.WriteString(c.Outline)
	}
	m.Empty, m.Full = empty.String(), full.String()
	return m
}

// perRegion counts documents by the innermost regions that they name, cut to a
// length of the code; each document once in each.
func (v *visit) perRegion(cards []*library.Card, length int) map[string]int {
	counts := map[string]int{}
	for _, c := range cards {
		codes := v.innermost(c.Terms["nuts"])
		for i, code := range codes {
			codes[i] = code[:min(len(code), length)]
		}
		slices.Sort(codes)
		for _, code := range slices.Compact(codes) {
			counts[code]++
		}
	}
	return counts
}

// points makes the circles, ordered by country and region, which is the order
// in which the keyboard reaches them.
func (m *regionMap) points(v *visit, counts map[string]int, message string, regional bool) {
	most := 0
	var codes []string
	for code, n := range counts {
		if _, ok := v.portal.europe.Point(code); ok {
			codes = append(codes, code)
			most = max(most, n)
		}
	}
	slices.Sort(codes)
	scale := min(unitRadius, maxRadius/math.Sqrt(float64(most)))
	circles := make([]geo.Circle, len(codes))
	radii := make([]float64, len(codes))
	for i, code := range codes {
		radii[i] = max(leastRadius, scale*math.Sqrt(float64(counts[code])))
		circles[i].Home, _ = v.portal.europe.Point(code)
		circles[i].Room = max(radii[i], touchRadius) + airRadius
		circles[i].Weight = float64(counts[code])
		if len(code) == 2 {
			circles[i].Weight = 0.1 // anywhere in a country is right
		}
	}
	geo.Spread(circles)
	for i, code := range codes {
		c := &circles[i]
		term := v.term("nuts", code)
		p := mapPoint{
			Code: code, Href: term.Href, Name: term.Text, Count: v.Number(counts[code]),
			X: svg(c.At.X), Y: svg(c.At.Y), Radius: svg(radii[i]), Touch: svg(max(radii[i], touchRadius)),
			Moved: c.Moved() > radii[i], HomeX: svg(c.Home.X), HomeY: svg(c.Home.Y), Countrywide: regional && len(code) == 2,
		}
		if p.Countrywide {
			p.Name = v.T("map.countrywide", "Country", p.Name)
			m.Countrywide = true
		}
		p.Name += ", " + v.N(message, counts[code])
		m.Points = append(m.Points, p)
	}
}

// svg writes a number as exactly as a drawing needs it.
func svg(f float64) string {
	s := strconv.FormatFloat(f, 'f', 2, 64)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}
