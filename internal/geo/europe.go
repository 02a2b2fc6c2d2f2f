package geo

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
)

//go:embed europe.tsv
var europeFile string

//go:embed points.tsv
var pointsFile string

const (
	// Resolution is how many steps of an outline make a unit of the drawing.
	Resolution = 4
	// Others is the code under which all countries without one of their own are
	// drawn.
	Others = "-"
)

// Country is the outline of a country.
type Country struct {
	// Code is the country's NUTS code, or Others.
	Code string
	// Outline is an SVG path; its steps are 1/Resolution units.
	Outline string
}

// Europe is the map: outlines, and where regions lie. It does not change.
type Europe struct {
	Countries []Country
	points    map[string]Point
}

// Load reads the map that is part of the program.
func Load() (*Europe, error) { return parse(europeFile, pointsFile) }

func parse(countries, points string) (*Europe, error) {
	e := &Europe{points: map[string]Point{}}
	err := eachRow(countries, func(row []string) error {
		x, errX := strconv.ParseFloat(row[1], 64)
		y, errY := strconv.ParseFloat(row[2], 64)
		if errX != nil || errY != nil {
			return fmt.Errorf("the centre %s, %s is no point", row[1], row[2])
		}
		e.Countries = append(e.Countries, Country{Code: row[0], Outline: row[3]})
		if row[0] != Others {
			e.points[row[0]] = Point{x, y}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("geo: europe.tsv: %w", err)
	}
	err = eachRow(points, func(row []string) error {
		lon, errLon := strconv.ParseFloat(row[1], 64)
		lat, errLat := strconv.ParseFloat(row[2], 64)
		if errLon != nil || errLat != nil {
			return fmt.Errorf("%s, %s is no longitude and latitude", row[1], row[2])
		}
		if _, twice := e.points[row[0]]; twice {
			return fmt.Errorf("%s stands there twice", row[0])
		}
		e.points[row[0]] = Place(lon, lat)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("geo: points.tsv: %w", err)
	}
	e.wider()
	return e, nil
}

// eachRow reads a table of four columns; lines that begin with # are comments.
func eachRow(table string, row func([]string) error) error {
	n := 0
	for line := range strings.Lines(table) {
		n++
		if line = strings.TrimSuffix(line, "\n"); strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) != 4 {
			return fmt.Errorf("line %d has %d columns, not 4", n, len(fields))
		}
		if err := row(fields); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	return nil
}

// wider gives the regions of levels 1 and 2 the middle of what lies in them.
func (e *Europe) wider() {
	sums, counts := map[string]Point{}, map[string]float64{}
	for code, p := range e.points {
		for n := 3; n < len(code); n++ {
			sum := sums[code[:n]]
			sums[code[:n]] = Point{sum.X + p.X, sum.Y + p.Y}
			counts[code[:n]]++
		}
	}
	for code, sum := range sums {
		if _, has := e.points[code]; !has {
			e.points[code] = Point{sum.X / counts[code], sum.Y / counts[code]}
		}
	}
}

// Point returns where a NUTS region lies: the main city of one of level 3, the
// middle of a wider one. A region that the map does not know lies where the next
// wider one does that it knows; false says that there is none.
func (e *Europe) Point(code string) (Point, bool) {
	for ; len(code) >= 2; code = code[:len(code)-1] {
		if p, ok := e.points[code]; ok {
			return p, true
		}
	}
	return Point{}, false
}
