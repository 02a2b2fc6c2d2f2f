package web

import (
	"net/http"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestChainFromEverySide looks at the same links from each of their ends.
func TestChainFromEverySide(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	for _, test := range []struct {
		target string
		shows  []string
		lacks  []string
	}{
		// A case knows what came of it, with state, owner and region, and by way of
		// what.
		{"/en/practices/register", []string{
			"#c_chain", "What came of it", ".chain h3", "Recommendations", ".chain li a[href='/en/reviews/review#advice'][lang=it]", "Fate così",
			".chain li", "Do it Dropped A plan · City of Exampleton",
			".chain li", "Write it down Lessons",
			".chain li", "Ceva s-a schimbat", ".chain li", "Something is said No evidence, not counted Parauga pašvaldība",
			".chain li", "A strategy City of Exampleton · Pirkanmaa, Finland By way of: Ceva s-a schimbat",
		}, []string{".chain svg", ".chain a[href='/en/plans/made-up#try']", ".chain a[href='/en/plans/plan#and-that']"}},
		// Nothing came of this one, and nothing is said of it.
		{"/nl/practices/stopped", nil, []string{".chain"}},
		{"/en/briefs/lessons", []string{".chain li a[href='/en/plans/plan#do-it']", "Do it"}, []string{".chain svg"}},
		// An instrument shows the whole way to it, drawn and as a list.
		{"/en/instruments/strategy", []string{
			".chain svg text", "Cases", ".chain svg a[href='/en/practices/register'][tabindex='-1'] text", "Exampleton AI register",
			".chain svg a[href='/en/plans/plan#do-it'] text", "Dropped", ".chain svg path.aim", "",
			".chain li", "And that Planned A plan · City of Exampleton Led to: Ceva s-a schimbat", ".chain li", "Meant to improve: A strategy",
		}, nil},
		{"/en/instruments/law", []string{".chain svg a[href='/en/improvements/only-said']", "No evidence,"}, nil},
		// A plan shows what none of its actions has led to.
		{"/en/plans/plan", []string{".chain svg a[href='/en/improvements/better']", "Ceva", ".chain svg a[href='/en/briefs/lessons#write-down']", "Write it down"}, nil},
		// An organisation and a region show what they took and gave.
		{"/en/organisations/second", []string{
			"#c_lessons", "From case to policy", "section[aria-labelledby=c_lessons] li", "Likums No improvement yet",
			"section[aria-labelledby=c_lessons] h3", "taken from others", "section[aria-labelledby=c_lessons] li", "City of Exampleton: Learning visit",
			"section[aria-labelledby=c_lessons] li a[href='/en/events/visit#home']", "Learning visit",
		}, nil},
		{"/en/organisations/lead", []string{"section[aria-labelledby=c_lessons] li", "A strategy 1 improvement with evidence", "section[aria-labelledby=c_lessons] h3", "given to others"}, nil},
		{"/en/organisations/other", nil, []string{"section[aria-labelledby=c_lessons]"}},
		{"/en/organisations/made-up", []string{"section[aria-labelledby=c_lessons] li", "An Academy"}, nil},
		{"/en/regions/LV00A", []string{"section[aria-labelledby=c_lessons] h3", "taken from others"}, nil},
		{"/en/regions/FI", []string{"section[aria-labelledby=c_lessons] li", "Parauga"}, nil},
		{"/en/regions/AT", nil, []string{"section[aria-labelledby=c_lessons]"}},
		// All of it.
		{"/en/chain", []string{
			".counts", "2 actions", ".counts", "1 improvement with evidence", ".counts", "2 policy instruments", ".counts", "1 of them improved",
			".counts", "No evidence, not counted: 1", ".counts", "Planned: 1", ".chain svg a[href='/en/plans/plan']", "A plan",
			".chain svg a[href='/en/briefs/lessons#recommendations']", "Lessons", ".chips [aria-current=page]", "From case to policy",
		}, []string{"a[href^='/en/plans/made-up']"}},
		{"/fi/chain", []string{".chain svg text", "Toimenpiteet", ".chain svg text[lang=en]", "A plan"}, nil},
		{"/en/chain/gaps", []string{
			"section[aria-labelledby=c_unused] li", "Apturēta sistēma", "section[aria-labelledby=c_unanswered] li", "Fate così",
			"section[aria-labelledby=c_unfounded] li", "And that", "section[aria-labelledby=c_unproven] li", "Something is said",
			"section[aria-labelledby=c_unimproved] li", "Likums",
		}, []string{"a[href*='made-up']"}},
		{"/en/chain/example", []string{"h2", "1. Policy instruments", ".card", "A made-up plan", ".chain svg a[href='/en/plans/made-up#try']", "Try it", ".notice", "made-up example"}, nil},
	} {
		p := page200(t, h, test.target)
		for i := 0; i+1 < len(test.shows); i += 2 {
			p.has(test.shows[i], test.shows[i+1])
		}
		for _, selector := range test.lacks {
			p.hasNot(selector)
		}
	}
}

// TestDrawingAndListAreEqual holds that whoever cannot see the drawing reads
// the same: every box and every line of it.
func TestDrawingAndListAreEqual(t *testing.T) {
	t.Parallel()
	h := realPortal(t)
	for _, target := range []string{
		"/en/chain", "/fi/instruments/example-digital-services-programme", "/lv/plans/example-exampleville",
		"/nl/reviews/example-trusting-answers", "/it/improvements/example-checked-answers", "/ro/instruments/bacau-county-strategy-2021-2029",
	} {
		p := page200(t, h, target)
		drawn, listed := map[string]bool{}, map[string]bool{}
		for _, n := range p.all(".chain svg a") {
			drawn[attr(n, "href")] = true
		}
		links := 0
		for _, n := range p.all(".chain li") {
			first := true
			for d := range n.Descendants() {
				if d.Type != html.ElementNode || d.Data != "a" {
					continue
				}
				if first {
					listed[attr(d, "href")] = true
				}
				first = false
				if d.Parent.Data == "small" {
					links++
				}
			}
		}
		if len(drawn) == 0 || len(drawn) != len(listed) {
			t.Errorf("%s: %d boxes are drawn and %d links are listed", target, len(drawn), len(listed))
		}
		for href := range drawn {
			if !listed[href] {
				t.Errorf("%s: %s is drawn, but not in the list", target, href)
			}
		}
		if lines := len(p.all(".chain svg path")); lines != links {
			t.Errorf("%s: %d lines are drawn, and %d are told", target, lines, links)
		}
		p.hasNot(".chain svg:not([aria-hidden=true]), .chain svg a:not([tabindex='-1'])")
	}
}

// TestMatrix looks at the table of who learnt from whom.
func TestMatrix(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	p := page200(t, h, "/en/chain/matrix")
	p.has("table caption", "Rows: who learnt.")
	p.has("thead th[scope=col]", "City of Exampleton")
	p.has("tbody th[scope=row] a[href='/en/organisations/second']", "Parauga")
	p.has("tbody td[data-label='City of Exampleton'] a[href='/en/events/visit#home']", "Learning visit")
	p.hasNot("a[href*='made-up']")
	columns := len(p.all("thead th"))
	for _, row := range p.all("tbody tr") {
		cells := 0
		for c := range row.ChildNodes() {
			if c.Type == html.ElementNode {
				cells++
			}
		}
		if cells != columns {
			t.Errorf("a row has %d cells under %d headings", cells, columns)
		}
	}
	empty := newPortal(t, openPublisher(t, t.TempDir()))
	page200(t, empty, "/lv/chain/matrix").has(".empty", "Vēl nekas nav dokumentēts.")
	page200(t, empty, "/fi/chain").has(".chain svg rect.none ~ text, .chain .quiet", "ei vielä yhtään")
	page200(t, empty, "/ro/chain/gaps").has("p", "Aici nu lipsește nimic.")
	get(t, empty, http.StatusNotFound, "/en/chain/example")
	page200(t, empty, "/en/chain").hasNot(".chips a[href='/en/chain/example']")
	get(t, empty, http.StatusNotFound, "/en/chain/nothing")
}

func TestInLines(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]string{
		"A plan":                             "A plan",
		"Read answers together every week":   "Read answers|together every|week",
		"Politiikkaparannussuunnitelmaluvut": "Politiikkaparan-|nussuunnitelmal-|uvut",
		"one two three four five six seven eight nine ten eleven twelve": "one two three|four five six|seven eight…",
		"":        "",
		"  \t\n ": "",
		"ăâîșț ăâîșț ăâîșț ăâîșțăâîșțăâîșțăâîșț": "ăâîșț ăâîșț|ăâîșț|ăâîșțăâîșțăâîșț…",
	} {
		if got := strings.Join(inLines(words, 16, 3), "|"); got != want {
			t.Errorf("%q is broken into %q, want %q", words, got, want)
		}
	}
}

// BenchmarkChain renders the pages about all links anew each time.
func BenchmarkChain(b *testing.B) {
	h := realPortal(b).(*portal)
	h.cache = newPageCache(0)
	for name, target := range map[string]string{"whole": "/fi/chain", "matrix": "/fi/chain/matrix", "gaps": "/fi/chain/gaps", "plan": "/fi/plans/example-exampleville"} {
		b.Run(name, func(b *testing.B) { serve(b, h, target) })
	}
}
