package web

import (
	"net/http"
	"strings"
	"testing"

	"github.com/ai4citizens/casebook/internal/search/query"
)

func TestSearch(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	for _, test := range []struct {
		target string
		shows  []string
		lacks  []string
	}{
		{"/en/search?q=glasnost", []string{"[role=status]", "result for “glasnost”", ".snippet mark", "glasnost", ".card h3", "Exampleton"}, []string{".notice"}},
		{"/en/search?q=zebra", []string{".snippet mark", "zebra", ".snippet", "word stands only here"}, nil},
		{"/it/search?q=zebra", []string{".snippet[lang=en] mark", "zebra", ".card a[lang=fi]", "Esimerkkilän"}, nil},
		{"/fi/search?q=tekoälyrekisteri", []string{".card h3 mark", "tekoälyrekisteri"}, nil},
		{"/en/search?q=zebra+unicorn", []string{".notice", "Nothing has all of your words.", ".card", "Exampleton"}, nil},
		{"/en/search?q=xyzzy", []string{".empty", "Nothing was found.", "[role=status]", "0 results", ".empty .chips a", "Practices"}, []string{".card", "aside", ".jump"}},
		// A panel stays for what was chosen in it.
		{"/en/search?q=xyzzy&languages=own", []string{"aside label:has(input[checked])", "Only in my language"}, nil},
		{"/en/search?q=xyzzy&sort=newest", []string{"aside option[selected]", "Newest"}, nil},
		{"/en/search?q=xyzzy&kind=practices", []string{"aside label:has(input[checked])", "Practices"}, nil},
		// What finds something is offered instead, and nothing else.
		{"/en/search?q=zebra&kind=legal", []string{".empty a[href='?q=zebra']", "Take the filters off", ".empty small", "1 document"}, nil},
		{"/en/search?q=zebra&languages=own&kind=legal", nil, []string{".empty a[href='?kind=legal&q=zebra']"}},
		{"/it/search?q=zebra&languages=own", []string{".empty a[href='?q=zebra']", "Cerca in tutte le lingue"}, []string{".card"}},
		{"/en/search?q=%22zebra+register%22", []string{".empty a[href='?q=zebra+register']", "Search for the words one by one"}, nil},
		{"/en/search?q=xyzzy&kind=practices", []string{".empty a[href='/en/partners']", "Ask the partners"}, []string{".empty a[href='?q=xyzzy']"}},
		// Slips are mended, and said to be.
		{"/en/search?q=zerba", []string{".notice", "No page has “zerba”. These are the results for zebra", ".notice a[href='?q=zebra']", "zebra", ".snippet mark", "zebra"}, nil},
		{"/fi/search?q=teoälyrekisteri", []string{".notice", "Yhdelläkään sivulla ei ole sanaa ”teoälyrekisteri”", ".card h3 mark", "tekoälyrekisteri"}, nil},
		// What stands for a word is said, and marked.
		{"/ro/search?q=registru", []string{".why", "registru = ", ".card mark", "register"}, nil},
		{"/en/search", []string{"[role=status]", "documents", ".card", "Exampleton"}, []string{".empty", ".chips .chosen"}},
		// Where no word tells which document is better, practices come first.
		{"/en/search?region=FI", []string{".hits li:first-child .kicker", "Practice"}, nil},
		{"/en/search", []string{".hits li:first-child .kicker", "Practice"}, nil},
		{"/en/search?kind=practices&outcome=mixed", []string{
			"[role=status]", "1 document", ".chosen", "Outcome: Mixed results", ".chosen[href='?kind=practices']", "Outcome",
			"label:has(input[name=outcome][value=mixed][checked])", "Mixed results 1",
			// What else could be chosen in the same group keeps its count.
			"label:has(input[name=outcome][value=discontinued])", "Discontinued 1",
			".chips a[href='/en/search?']", "Clear all",
		}, nil},
		{"/en/search?outcome=nonsense", []string{".notice", "There is no such choice: “nonsense”"}, []string{".chosen"}},
		{"/en/search?q=-+%22%22+%26", []string{"[role=status]", "There is no word to search for in", "[role=status]", "documents", ".card", "Exampleton"}, []string{".empty"}},
		{"/lv/search?q=%3F%3F", []string{"[role=status]", "nav neviena meklējama vārda"}, nil},
		{"/en/search?q=kind:practices", []string{"[role=status]", "results for"}, nil},
		{"/en/search?nonsense=1", []string{"[role=status]", "documents"}, []string{".notice"}},
		{"/en/search?q=register&languages=own", []string{"label:has(input[name=languages][checked])", "Only in my language"}, nil},
		{"/en/search?q=outcome:discontinued", []string{".card", "Apturēta"}, nil},
		{"/en/search?q=%22the+register%22+-zebra", []string{"[role=status]", "result"}, nil},
		{"/en/search?q=%3Cscript%3Ealert(1)%3C/script%3E", []string{"title", "<script>alert(1)</script>"}, []string{"main script"}},
	} {
		p := checkMarkup(t, test.target, get(t, h, http.StatusOK, test.target).body)
		for i := 0; i+1 < len(test.shows); i += 2 {
			p.has(test.shows[i], test.shows[i+1])
		}
		for _, selector := range test.lacks {
			p.hasNot(selector)
		}
	}
}

func TestSearchSaysThatItCut(t *testing.T) {
	t.Parallel()
	p := page200(t, testPortal(t), "/en/search?q="+strings.Repeat("register+", 200))
	p.has(".notice", "Your query was very long.")
	if got := len(attr(p.one("#c_find"), "value")); got > query.MaxLength {
		t.Errorf("the search box holds %d characters", got)
	}
}

func TestSearchPages(t *testing.T) {
	t.Parallel()
	h := realPortal(t)
	p := page200(t, h, "/en/search")
	p.has(".pager a[aria-current=page]", "1")
	p.has(".pager a[rel=next]", "Next")
	next := attr(p.one(".pager a[rel=next]"), "href")
	second := page200(t, h, "/en/search"+next)
	second.has(".pager a[rel=prev]", "Previous")
	if textOf(p.all(".card h3")[0]) == textOf(second.all(".card h3")[0]) {
		t.Error("the second page begins like the first")
	}
	for _, n := range p.all("aside details details") {
		if attr(n, "open") != "" {
			t.Error("what is folded away is open")
		}
	}
}

func TestBusySearchIsRefused(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	p, ok := h.(*portal)
	if !ok {
		t.Fatal("the handler is no portal")
	}
	for range cap(p.running) {
		p.running <- struct{}{}
	}
	r := get(t, h, http.StatusServiceUnavailable, "/en/search?q=register")
	if r.Header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	<-p.running
	get(t, h, http.StatusOK, "/en/search?q=register")
}
