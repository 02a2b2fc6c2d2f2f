//go:build !race

package browsertest

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/ai4citizens/casebook/themes"
)

// markup gives every page in every language, and the theme's style sheet and
// drawings, to the Nu HTML checker, the one that the W3C runs.
func (s *site) markup(t *testing.T) {
	jar := os.Getenv("CASEBOOK_VNU")
	if jar == "" {
		missing(t, "CASEBOOK_VNU does not name vnu.jar of the npm package vnu-jar")
	}
	java, err := exec.LookPath("java")
	if err != nil {
		missing(t, "the HTML checker needs Java: "+err.Error())
	}
	dir := t.TempDir()
	for _, p := range s.places {
		for _, tag := range p.languages() {
			file := filepath.Join(dir, fmt.Sprintf("%s.%s.html", p.name, tag))
			if err := os.WriteFile(file, fetch(t, s.address(p, tag), false).body, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	theme, err := themes.Open("")
	if err != nil {
		t.Fatal(err)
	}
	assets, err := fs.Sub(theme, "assets")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(dir, "assets"), assets); err != nil {
		t.Fatal(err)
	}
	scripts, err := filepath.Glob(filepath.Join(dir, "assets", "*.js"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range scripts {
		if err := os.Remove(file); err != nil { // the checker knows no scripts
			t.Fatal(err)
		}
	}
	for name, count := range s.checkFiles(t, java, jar, dir) {
		t.Errorf("%s (%d times)", name, count)
	}
}

// finding is what the checker says of one place in one file.
type finding struct {
	Type, SubType, URL, Message, Extract string
	LastLine, LastColumn                 int
}

// accepted are findings that we know better of: the slash at the end of an img,
// which is XML's way, does no harm where all values are quoted. The tables that become cards on
// a phone name the roles that their elements have anyway: Safari forgets what a
// table is when its rows are laid out as blocks.
var accepted = regexp.MustCompile(`^Trailing slash on void elements has no effect|` +
	`^The “(table|rowgroup|row|columnheader|rowheader|cell)” role is unnecessary for element|` +
	`^The “role” attribute must not be used on a “(tr|th|td)” element which has a “table” ancestor`)

// checkFiles runs the checker on a folder. A finding that is met on many pages
// is returned once, with the first of them.
func (s *site) checkFiles(t *testing.T, java, jar, dir string) map[string]int {
	t.Helper()
	var out bytes.Buffer
	command := exec.CommandContext(t.Context(), java, "-jar", jar, "--format", "json", "--exit-zero-always", "--also-check-css", "--also-check-svg", dir)
	command.Stderr = &out // the findings come there
	if err := command.Run(); err != nil {
		t.Fatalf("the checker cannot run: %v\n%s", err, out.Bytes())
	}
	var report struct{ Messages []finding }
	if err := json.Unmarshal(out.Bytes(), &report); err != nil {
		t.Fatalf("the checker's report: %v\n%s", err, out.Bytes())
	}
	slices.SortFunc(report.Messages, func(a, b finding) int { return cmp.Compare(a.URL, b.URL) })
	first, counts := map[string]finding{}, map[string]int{}
	for _, m := range report.Messages {
		if accepted.MatchString(m.Message) {
			continue
		}
		if _, ok := first[m.Message]; !ok {
			first[m.Message] = m
		}
		counts[m.Message]++
	}
	found := map[string]int{}
	for _, message := range slices.Sorted(maps.Keys(first)) {
		m := first[message]
		found[fmt.Sprintf("%s:%d:%d: %s: %s\n\t%s", filepath.Base(m.URL), m.LastLine, m.LastColumn,
			cmp.Or(m.SubType, m.Type), m.Message, strings.TrimSpace(m.Extract))] = counts[message]
	}
	return found
}
