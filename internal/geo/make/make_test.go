package main

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/ai4citizens/casebook/internal/geo"
)

// world is a TopoJSON file of two countries that share a border, of which one
// has a code, and of an island that is too small to be seen.
const world = `{"transform":{"scale":[0.1,0.1],"translate":[0,0]},
"arcs":[[[200,600],[0,1],[1,19],[-1,20],[0,10]],[[200,650],[-50,0],[0,-50],[50,0]],[[200,650],[50,0],[0,-50],[-50,0]],[[100,500],[1,0],[0,1],[-1,-1]]],
"objects":{"countries":{"geometries":[
{"type":"Polygon","id":"246","arcs":[[0,1]]},
{"type":"MultiPolygon","id":"999","arcs":[[[-1,-3]],[[3]]]}]}}}`

func TestOutlines(t *testing.T) {
	out, err := outlines([]byte(world))
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	for line := range strings.Lines(string(out)) {
		if !strings.HasPrefix(line, "#") {
			rows = append(rows, line)
		}
	}
	if len(rows) != 2 || !strings.HasPrefix(rows[0], "-\t") || !strings.HasPrefix(rows[1], "FI\t") {
		t.Fatalf("rows %q", rows)
	}
	for _, row := range rows {
		// Of the border's five points the middle ones matter little.
		if outline := strings.Split(strings.TrimSpace(row), "\t")[3]; strings.Count(outline, "M") != 1 || strings.Count(outline, " ")+strings.Count(outline, "-") > 12 {
			t.Errorf("outline %q", outline)
		}
	}
	if _, err := outlines([]byte(`{"objects":{"countries":{"geometries":[{"type":"Polygon","id":"1","arcs":[0]}]}}}`)); err == nil || !strings.Contains(err.Error(), "country 1") {
		t.Errorf("error %v", err)
	}
}

// TestClipped throws triangles and expects that nothing is left outside the
// frame, and that what lay inside stays as it is.
func TestClipped(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for range 1000 {
		ring := make([]geo.Point, 3)
		inside := true
		for i := range ring {
			ring[i] = geo.Point{X: (random.Float64()*2 - 0.5) * geo.Width, Y: (random.Float64()*2 - 0.5) * geo.Height}
			inside = inside && ring[i].X >= 0 && ring[i].X <= geo.Width && ring[i].Y >= 0 && ring[i].Y <= geo.Height
		}
		got := clipped(ring)
		for _, p := range got {
			if p.X < -margin-1e-9 || p.X > geo.Width+margin+1e-9 || p.Y < -margin-1e-9 || p.Y > geo.Height+margin+1e-9 {
				t.Fatalf("%v is left of %v", p, ring)
			}
		}
		if a, b := math.Abs(area(ring)), math.Abs(area(got)); b > a+1e-6 || inside && math.Abs(a-b) > 1e-6 {
			t.Fatalf("%v of area %.2f becomes one of %.2f", ring, a, b)
		}
	}
}

func TestLocated(t *testing.T) {
	const gazetteer = `[{"name":"A","lat":"61.4991","lng":"23.787","country":"FI","admin1":"06"},
{"name":"B","lat":"1","lng":"2","country":"FI","admin1":"06"},{"name":"B","lat":"3","lng":"4","country":"FI","admin1":"06"}]`
	got, err := located("# a comment\nFI19B\t0\t0\tFI/06/A\n", []byte(gazetteer))
	if want := "# a comment\nFI19B\t23.79\t61.50\tFI/06/A\n"; err != nil || string(got) != want {
		t.Errorf("%q, %v", got, err)
	}
	for table, want := range map[string]string{
		"FI19B\t0\t0\tFI/06/C\n": "there are 0 places", "FI19B\t0\t0\tFI/06/B\n": "there are 2 places", "FI19B\n": "four fields",
	} {
		if _, err := located(table, []byte(gazetteer)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q", table, err, want)
		}
	}
	if err := run("", ""); err == nil || !strings.Contains(err.Error(), "usage") {
		t.Errorf("error %v", err)
	}
}
