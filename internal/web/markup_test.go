package web

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// checkMarkup looks for what a reader's browser forgives and other programs do
// not, and for what makes a page hard to use without a mouse or without sight.
func checkMarkup(t testing.TB, name, body string) parsed {
	t.Helper()
	balanced(t, name, body)
	p := parse(t, name, body)
	p.one("main")
	p.one("h1")
	p.one("head > title")
	p.checkIDs()
	p.checkControls()
	p.checkHeadings()
	p.checkLinks()
	p.hasNot("script:not([src]):not([type='application/ld+json']), style, [style], [onclick], [onload]")
	if strings.Contains(body, `"casebook:`) {
		t.Errorf("%s: an internal address was not replaced", name)
	}
	if strings.Contains(body, "ZgotmplZ") || strings.Contains(body, "<no value>") {
		t.Errorf("%s: a value could not be written", name)
	}
	return p
}

var void = []string{"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}

// balanced holds every end tag against its start tag, and refuses doubled
// attributes.
func balanced(t testing.TB, name, body string) {
	t.Helper()
	z := html.NewTokenizer(strings.NewReader(body))
	var open []string
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				t.Errorf("%s: not closed: %v", name, open)
			}
			return
		case html.StartTagToken:
			token := z.Token()
			var seen []string
			for _, a := range token.Attr {
				if slices.Contains(seen, a.Key) {
					t.Errorf("%s: <%s> has %s twice", name, token.Data, a.Key)
				}
				seen = append(seen, a.Key)
			}
			if !slices.Contains(void, token.Data) {
				open = append(open, token.Data)
			}
		case html.EndTagToken:
			tag := z.Token().Data
			if len(open) == 0 || open[len(open)-1] != tag {
				t.Errorf("%s: </%s> closes %v", name, tag, open)
				return
			}
			open = open[:len(open)-1]
		}
	}
}

func (p parsed) ids() map[string]bool {
	ids := map[string]bool{}
	for _, n := range p.all("[id]") {
		ids[attr(n, "id")] = true
	}
	return ids
}

func (p parsed) checkIDs() {
	p.t.Helper()
	seen := map[string]bool{}
	for _, n := range p.all("[id]") {
		id := attr(n, "id")
		if seen[id] || id == "" || strings.ContainsAny(id, " \t\n") {
			p.t.Errorf("%s: the id %q stands twice, is empty or has a space", p.name, id)
		}
		seen[id] = true
	}
	for _, name := range []string{"aria-labelledby", "aria-describedby", "for", "form"} {
		for _, n := range p.all("[" + name + "]") {
			if !seen[attr(n, name)] {
				p.t.Errorf("%s: %s=%q names nothing", p.name, name, attr(n, name))
			}
		}
	}
}

func (p parsed) checkControls() {
	p.t.Helper()
	labelled := map[string]bool{}
	for _, n := range p.all("label[for]") {
		labelled[attr(n, "for")] = textOf(n) != ""
	}
	for _, n := range p.all("input:not([type=hidden]), select, textarea") {
		if !labelled[attr(n, "id")] && (n.Parent.Data != "label" || textOf(n.Parent) == "") {
			p.t.Errorf("%s: the control %q has no label", p.name, attr(n, "name"))
		}
	}
	for _, n := range p.all("img") {
		if !slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "alt" }) {
			p.t.Errorf("%s: the image %q has no alternative text", p.name, attr(n, "src"))
		}
	}
	for _, n := range p.all("a, button, summary") {
		if textOf(n) == "" && attr(n, "aria-label") == "" {
			p.t.Errorf("%s: a link or button without a name: %v", p.name, n.Attr)
		}
	}
	for _, n := range p.all("nav, aside, [role=region]") {
		if attr(n, "aria-label") == "" && attr(n, "aria-labelledby") == "" {
			p.t.Errorf("%s: a landmark without a name: %s %v", p.name, n.Data, n.Attr)
		}
	}
}

// checkHeadings looks for levels that were skipped.
func (p parsed) checkHeadings() {
	p.t.Helper()
	level := 0
	for _, n := range p.all("h1, h2, h3, h4, h5, h6") {
		now := int(n.Data[1] - '0')
		if now > level+1 && level > 0 {
			p.t.Errorf("%s: the heading %q jumps from level %d to %d", p.name, textOf(n), level, now)
		}
		if textOf(n) == "" {
			p.t.Errorf("%s: an empty heading", p.name)
		}
		level = now
	}
}

// checkLinks looks for links within the page that lead nowhere, and for links
// outwards that tell where the reader came from.
func (p parsed) checkLinks() {
	p.t.Helper()
	ids := p.ids()
	for _, n := range p.all("a") {
		href := attr(n, "href")
		switch {
		case href == "":
			p.t.Errorf("%s: the link %q has no address", p.name, textOf(n))
		case strings.HasPrefix(href, "#") && !ids[href[1:]]:
			p.t.Errorf("%s: the link %q leads to %s, which is not there", p.name, textOf(n), href)
		case strings.HasPrefix(href, "http") && !strings.Contains(attr(n, "rel"), "noopener"):
			p.t.Errorf("%s: the link to %s has no rel=noopener", p.name, href)
		}
	}
}
