package geo

import (
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/ai4citizens/casebook/internal/concept"
	"github.com/ai4citizens/casebook/internal/content"
)

// TestWorkedExample is the example that the guidance note gives for EPSG:3035.
func TestWorkedExample(t *testing.T) {
	easting, northing := Metres(5, 50)
	if math.Abs(easting-3962799.45) > 0.01 || math.Abs(northing-2999718.85) > 0.01 {
		t.Errorf("50° N 5° E is drawn at %.2f, %.2f", easting, northing)
	}
	if easting, northing = Metres(10, 52); easting != falseEasting || math.Abs(northing-falseNorthing) > 1e-6 {
		t.Errorf("the origin is drawn at %.2f, %.2f", easting, northing)
	}
}

// TestEqualArea holds small squares anywhere in Europe against the ellipsoid:
// their area must be the same on the map.
func TestEqualArea(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 1000 {
		lon, lat := -11+44*random.Float64(), 34+38*random.Float64()
		const side = 1e-3 // degrees
		corner := func(x, y float64) (float64, float64) { return Metres(lon+x*side, lat+y*side) }
		ax, ay := corner(-1, -1)
		bx, by := corner(1, -1)
		cx, cy := corner(1, 1)
		dx, dy := corner(-1, 1)
		drawn := math.Abs((cx-ax)*(dy-by)-(dx-bx)*(cy-ay)) / 2
		phi, step := lat*math.Pi/180, 2*side*math.Pi/180
		s := 1 - eccentricity2*math.Sin(phi)*math.Sin(phi)
		real := semiMajor * semiMajor * (1 - eccentricity2) * math.Cos(phi) / (s * s) * step * step
		if math.Abs(drawn/real-1) > 1e-6 {
			t.Fatalf("at %.3f, %.3f an area of %.0f m² is drawn as %.0f", lon, lat, real, drawn)
		}
	}
}

// vocabulary is the project's own list of regions.
func vocabulary(t *testing.T) *concept.Scheme {
	t.Helper()
	data, err := os.ReadFile("../../content/vocabularies/nuts.yaml")
	if err != nil {
		t.Fatal(err)
	}
	scheme, findings := content.ParseVocabulary("vocabularies/nuts.yaml", data)
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	return scheme
}

// TestPoints holds the table of points against the vocabulary, both ways.
func TestPoints(t *testing.T) {
	e, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	scheme := vocabulary(t)
	reach := map[int]float64{3: 60, 4: 35, 5: 30} // by the length of the code
	for code := range e.points {
		if !scheme.Has(code) {
			t.Errorf("%s has a place and is no region", code)
		}
	}
	for _, c := range scheme.Concepts {
		if c.ID == "CY" || c.ID == "MT" {
			continue // too small, or beyond the frame
		}
		p, ok := e.points[c.ID]
		switch {
		case !ok:
			t.Errorf("%s (%s) has no place", c.ID, c.Label.In("en"))
		case p.X < 0 || p.X > Width || p.Y < 0 || p.Y > Height:
			t.Errorf("%s lies outside, at %.0f, %.0f", c.ID, p.X, p.Y)
		}
		// What lies in a region is not far from its middle.
		if wide, ok := e.points[c.Broader]; ok && math.Hypot(p.X-wide.X, p.Y-wide.Y) > reach[len(c.ID)] {
			t.Errorf("%s is far from %s: %.0f, %.0f and %.0f, %.0f", c.ID, c.Broader, p.X, p.Y, wide.X, wide.Y)
		}
	}
	if p, ok := e.Point("FI19Z"); !ok || p != e.points["FI19"] {
		t.Error("an unknown region does not lie where the wider one does")
	}
	if _, ok := e.Point("ZZ1"); ok {
		t.Error("a region of no country has a place")
	}
}

// TestOutlines expects a path of every country, and the size that pages can
// bear.
func TestOutlines(t *testing.T) {
	e, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, c := range e.Countries {
		codes = append(codes, c.Code)
		if !strings.HasPrefix(c.Outline, "M") || !strings.HasSuffix(c.Outline, "z") || strings.Trim(c.Outline, "Mlz 0123456789-") != "" {
			t.Errorf("%s: %.40q is no path", c.Code, c.Outline)
		}
	}
	for _, code := range []string{Others, "FI", "IE", "IT", "LV", "NL", "RO", "TR"} {
		if !slices.Contains(codes, code) {
			t.Errorf("%s has no outline", code)
		}
	}
	if n := len(europeFile); n < 10_000 || n > 25_000 {
		t.Errorf("europe.tsv has %d bytes", n)
	}
	for _, text := range []string{europeFile, pointsFile} {
		if !strings.Contains(text, "# Source") && !strings.Contains(text, "CC BY 4.0") {
			t.Error("a table does not name its source")
		}
	}
}

func TestBadTables(t *testing.T) {
	for name, test := range map[string]struct{ countries, points, want string }{
		"columns": {"FI\t1\t2\n", "", "europe.tsv: line 1 has 3 columns"},
		"centre":  {"# x\nFI\ta\t2\tM0 0z\n", "", "europe.tsv: line 2: the centre a, 2"},
		"place":   {"", "FI19B\t23\tx\tTampere\n", "points.tsv: line 1: 23, x"},
		"twice":   {"", "FI19B\t23\t61\tTampere\nFI19B\t23\t61\tTampere\n", "points.tsv: line 2: FI19B stands there twice"},
	} {
		if _, err := parse(test.countries, test.points); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want %q", name, err, test.want)
		}
	}
}

// TestSpread throws circles anywhere and expects that none lies on another, all
// lie in the drawing, and the same come to lie the same.
func TestSpread(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		circles := make([]Circle, 1+random.IntN(40))
		around := Point{Width * random.Float64(), Height * random.Float64()}
		for i := range circles {
			circles[i].Room, circles[i].Weight = 12+8*random.Float64(), 1+19*random.Float64()
			circles[i].Home = Point{around.X + 60*random.Float64() - 30, around.Y + 60*random.Float64() - 30}
			if i > 0 && random.IntN(5) == 0 {
				circles[i].Home = circles[i-1].Home // the same city
			}
		}
		again := slices.Clone(circles)
		Spread(circles)
		Spread(again)
		if !slices.Equal(circles, again) {
			t.Fatal("the same circles lie elsewhere")
		}
		for i, a := range circles {
			if a.At.X < a.Room || a.At.X > Width-a.Room || a.At.Y < a.Room || a.At.Y > Height-a.Room {
				t.Fatalf("a circle lies outside: %+v", a)
			}
			for _, b := range circles[:i] {
				if far := math.Hypot(a.At.X-b.At.X, a.At.Y-b.At.Y); far < a.Room+b.Room-0.02 {
					t.Fatalf("of %d circles two are %.2f apart and need %.2f", len(circles), far, a.Room+b.Room)
				}
			}
		}
	}
	alone := []Circle{{Home: Point{100, 100}, Room: 12}}
	if Spread(alone); alone[0].Moved() != 0 {
		t.Error("a circle that stands alone is moved")
	}
	pair := []Circle{{Home: Point{100, 100}, Room: 12, Weight: 9}, {Home: Point{102, 100}, Room: 12, Weight: 1}}
	if Spread(pair); pair[0].Moved() > 3 || pair[1].Moved() < 18 {
		t.Errorf("the heavier circle is moved %.1f, the lighter one %.1f", pair[0].Moved(), pair[1].Moved())
	}
}
