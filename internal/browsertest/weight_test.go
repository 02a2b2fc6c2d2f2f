//go:build !race

package browsertest

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"text/tabwriter"

	"golang.org/x/net/html"

	"github.com/ai4citizens/casebook/internal/lang"
)

// What a page may weigh over the wire, in bytes.
const (
	maxHTML   = 30 << 10
	maxStyle  = 10 << 10
	maxScript = 10 << 10
)

// weight prints what every kind of page weighs compressed, in the language in
// which it weighs most, and fails over the budget.
func (s *site) weight(t *testing.T) {
	var out strings.Builder
	w := tabwriter.NewWriter(&out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "page\tlanguage\tHTML\tstyle\tscript\t")
	parts := map[string]int{}
	for _, p := range s.places {
		most, style, script, worst := 0, 0, 0, lang.Tag("")
		for _, tag := range p.languages() {
			address := s.address(p, tag)
			answer := fetch(t, address, true)
			if answer.status != p.want() {
				t.Errorf("%s: status %d, want %d", address, answer.status, p.want())
				continue
			}
			if len(answer.body) <= most {
				continue
			}
			most, worst = len(answer.body), tag
			style, script = s.attached(t, address, parts)
		}
		fmt.Fprintf(w, "%s\t%s\t%d\t%d\t%d\t\n", p.name, worst, most, style, script)
		if most > maxHTML || style > maxStyle || script > maxScript {
			t.Errorf("%s weighs %d bytes of HTML, %d of style and %d of script in %s; the budget is %d, %d and %d",
				p.name, most, style, script, worst, maxHTML, maxStyle, maxScript)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	t.Log("bytes over the wire\n" + out.String())
}

// attached sums up what the styles and the scripts of a page weigh; parts
// remembers those weighed already.
func (s *site) attached(t *testing.T, address string, parts map[string]int) (style, script int) {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(fetch(t, address, false).body))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		switch {
		case n.Type == html.ElementNode && n.Data == "link" && attribute(n, "rel") == "stylesheet":
			style += s.part(t, attribute(n, "href"), parts)
		case n.Type == html.ElementNode && n.Data == "script" && attribute(n, "src") != "":
			script += s.part(t, attribute(n, "src"), parts)
		}
	}
	return style, script
}

func (s *site) part(t *testing.T, path string, parts map[string]int) int {
	t.Helper()
	if size, ok := parts[path]; ok {
		return size
	}
	answer := fetch(t, s.real.URL+path, true)
	if answer.status != http.StatusOK {
		t.Errorf("%s: status %d", path, answer.status)
	}
	parts[path] = len(answer.body)
	return len(answer.body)
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
