package web

import (
	"net/http"
	"strings"
	"testing"
)

// TestKinds looks for what each kind of page must show.
func TestKinds(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	for _, test := range []struct {
		target string
		// shows are pairs of a selector and words that one such element says.
		shows []string
		// lacks are selectors of what must not be there.
		lacks []string
	}{
		{"/fi/practices/register", []string{
			"h1", "Esimerkkilän tekoälyrekisteri",
			".glance", "Esimerkkilän kaupunki", ".glance", "syyskuu 2020", ".glance .unknown", "ei tiedossa",
			".glance", "1,5 henkilötyövuotta", ".glance a[href='/fi/regions/FI19B']", "Pirkanmaa",
			".glance a[href='/fi/search?outcome=mixed']", "Vaihtelevat tulokset",
			".glance a[href='/fi/themes/human-oversight']", "Ihmisen suorittama valvonta",
			".notice.warning", "Vaihtelevat tulokset.", ".notice", "Tarkistusaika on umpeutunut.",
			"tr#launch td", "Rekisterissä oli viisi järjestelmää.", "tr#launch td", "12 345,5 järjestelmää",
			"tr#launch a[href='https://example.org/source?a=1&b=2']", "example.org",
			"li#taken-up", "Parauga", ".act dd", "Käyttöönottaja", ".sources li", "Huomautus.",
			".contents a[href='#details']", "Tarkemmat tiedot", "#tausta", "Tausta",
			"a[href='/fi/briefs/lessons#summary']", "katsaus", "a[href='/files/practices/register/table.csv']", "taulukko",
			".rest", "Lessons", ".states .missing", "Nederlands", "a[href='/fi/practices/register/history']", "Historia",
		}, []string{"article[lang]", ".notice a"}},
		{"/en/practices/register", []string{
			".notice.warning", "out of date", ".notice", "Machine translation",
			".notice a[href='/fi/practices/register']", "Read the original (Finnish)",
			"#untranslated span[lang=fi]", "Vain suomeksi.", "#launch td", "12,345.5 systems", ".lead", "AI & more <than> that",
			".badge", "Draft",
		}, nil},
		{"/ro/practices/register", nil, []string{".notice.ended"}},
		{"/nl/practices/stopped", []string{
			"article[lang=lv] h1", "Apturēta sistēma", ".notice.ended", "Hiermee is gestopt.",
			".notice", "Nog niet in uw taal vertaald.", ".kicker[lang=nl]", "Praktijk",
		}, []string{"link[hreflang=nl]", "link[hreflang=en]"}},
		{"/en/practices/former", []string{
			".glance", "until May 2019",
			".notice.ended", "This page has been replaced.", ".notice a[href='/en/practices/stopped'][lang=lv]", "Apturēta sistēma",
			".notice", "Archived.",
		}, nil},
		{"/en/practices/made-up", []string{".notice", "A made-up example."}, nil},
		{"/en/events/visit", []string{
			".glance", "20–22 November 2024", ".glance", "The year is inferred.", ".glance", "14",
			"h3", "Day 1", "#opening", "Opening in English.", "#first-lesson", "A lesson.",
			"#home dt a[lang=lv]", "Parauga", "#home dd", "An idea.", "#materials", "Materials",
			"a[href='https://example.org/slides'][lang=nl]", "Presentatie", ".rest .card h3", "Exampleton AI register",
			".glance span[lang=nl]", "ambtenaren",
		}, nil},
		{"/en/briefs/lessons", []string{
			"#write-down", "Write it down.", "#write-down .badge", "Short", "#write-down a[href='/en/practices/register#launch']", "Exampleton",
			"#write-down", "For: Parauga", ".glance a[href='#recommendations']", "1 recommendation", ".glance a[href='#c_practices']", "2 practices",
			".rest", "Cited by", ".rest .plain", "Exampleton AI register",
		}, nil},
		{"/fi/instruments/strategy", []string{
			"article[lang=en] .aims[lang=fi] span[lang=en]", "To be better.", ".glance", "5 000 000 RON", ".glance", "2021–2030",
			".rest", "A plan",
		}, nil},
		{"/en/plans/plan", []string{
			"#do-it h3", "Action 1: Do it", "#do-it .badge", "Dropped", "#do-it", "There was no time.", "#do-it", "€20,000",
			"#do-it a[href='/en/briefs/lessons#write-down']", "Write it down", "#and-that", "None was found.", ".glance", "2026 – ongoing",
		}, nil},
		{"/en/reviews/review", []string{
			"article[lang=it] h1", "Revisione", "#question", "Che fare?", "#advice", "Fate così.", "#soon", "Subito.", "#soon .meta", "Parauga pašvaldība (due: 5 June 2026)", "#soon .badge", "Done", "#later", "Più tardi.",
			".glance a[href='/en/instruments/strategy']", "A strategy",
		}, nil},
		{"/en/improvements/better", []string{
			"#proof", "Strategia s-a schimbat.", "#proof a[href='/files/improvements/better/proof.txt']", "proof.txt",
			".glance a[href='/en/plans/plan#and-that']", "And that", ".glance", "March 2026", ".glance", "City of Exampleton", ".rest .card", "Exampleton AI register", ".rest .card", "A plan",
		}, nil},
		{"/en/improvements/only-said", []string{".notice.warning", "Not counted yet."}, nil},
		{"/lv/instruments/law", []string{".glance", "Likums vai noteikumi"}, nil},
		{"/en/plans", []string{".chips a[href='/en/chain/example']", "walk through"}, nil},
		{"/en/learning/module", []string{
			".glance", "20 minutes", ".glance", "Basic", "#aim", "To read.", ".glance dd:nth-child(2):last-child", "Headings to navigate by",
		}, []string{"#said"}},
		{"/en/learning", []string{"h2", "Methods explained", ".plain a[href='/en/pages/caf']", "A method"}, []string{".plain a[href='/en/pages/mbo']"}},
		{"/lv/learning", []string{".plain a[href='/lv/pages/caf'][lang=en]", "A method"}, nil},
		// What the page adds to a text in another language has its own.
		{"/nl/projects/own", []string{
			".contents ol[lang=en] a[href='#partners'][lang=nl]", "Partners", ".contents a[href='#about']:not([lang])", "About the project",
		}, nil},
		{"/en/legal/article", []string{
			"#past-day.past", "2 August 2026", "#far-day.coming", "to come", "#open-point", "Nobody knows.", ".glance", "21 November 2026",
			".glance a[href='https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:02024R1689-20260727']", "02024R1689", ".notice", "no legal advice",
		}, nil},
		{"/en/organisations/lead", []string{
			".glance", "Lead partner", ".glance", "€1,000.50", ".group h2", "Practices", ".group .card", "Exampleton AI register",
		}, nil},
		{"/en/projects/own", []string{
			".partners li:first-child", "Parauga", ".partners li:nth-child(2)", "Lead partner", "#now", "€177,000", "#now", "Own contribution: €35,400",
			".former #before", "Replaced", ".former #before", "A decision", ".objective", "To test.", ".glance", "48 months",
		}, nil},
		{"/fi/pages/home", []string{"h1", "Tervetuloa"}, nil},
		{"/fi/", []string{
			"h1", "Tervetuloa testiin", ".welcome a[href='/fi/practices/register']", "rekisteristä", ".tiles h3", "Tekoälyn hallinta",
			"form[role=search] label", "Mitä haluaisit tietää?", ".chips", "Pirkanmaa", "#c_learn", "Opi uutta", ".counts", "4 käytäntöä",
			"a[href='/fi/pages/measures']", "Viisi avun lajia",
		}, nil},
		{"/fi/practices", []string{
			".cards h3 a", "Esimerkkilän tekoälyrekisteri", ".cards a[lang=en]", "A former page", ".facet a[href='/fi/search?kind=practices&outcome=mixed']", "Vaihtelevat",
			".tools", "4 käytäntöä",
		}, nil},
		{"/en/regions", []string{"h2 a[href='/en/regions/FI']", "Finland", ".plain a[href='/en/regions/FI19B']", "Pirkanmaa"}, nil},
		{"/en/regions/FI", []string{"h1", "Finland", ".card", "Exampleton", ".chips a", "Pirkanmaa"}, nil},
		{"/en/regions/AT", []string{".empty", "nothing about this region"}, nil},
		{"/en/partners", []string{"ol li:first-child h2[class], ol li:first-child h2", "Parauga", "ol li:nth-child(2)", "1 practice", "h3", "An Academy"}, nil},
		{"/en/themes", []string{".tiles li", "Human oversight"}, nil},
		{"/en/themes/human-oversight", []string{".card", "Exampleton"}, nil},
		{"/en/themes/discontinuation", []string{".empty", "no practice on this theme"}, nil},
		{"/en/status", []string{
			".findings code", "practices/register/index.en.md:5:1", ".findings [lang=en]", "the original has changed", ".matrix td.outdated", "out of date",
			".matrix td.missing", "missing", "p", "warning",
		}, nil},
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

func TestNoExampleInLists(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	for _, target := range []string{"/en/", "/en/practices", "/en/search", "/en/sitemap.xml", "/sitemap.xml", "/en/feed.atom", "/en/organisations/other"} {
		if r := ask(t, h, http.MethodGet, target); strings.Contains(r.body, "practices/made-up") {
			t.Errorf("%s lists what is made up for training", target)
		}
	}
}

func TestFallbackPointsToTheOriginal(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	p := page200(t, h, "/it/practices/register")
	if got := attr(p.one("link[rel=canonical]"), "href"); got != "https://cases.example.eu/fi/practices/register" {
		t.Errorf("canonical address %q", got)
	}
	for tag, want := range map[string]string{"en": "en", "fi": "fi", "ro": "ro", "x-default": "en"} {
		if got := attr(p.one("link[hreflang="+tag+"]"), "href"); got != "https://cases.example.eu/"+want+"/practices/register" {
			t.Errorf("hreflang %s is %q", tag, got)
		}
	}
	p.hasNot("link[hreflang=it], link[hreflang=nl]")
	p.has(".tongues li", "Nederlands")
	p.has(".tongues small", "non ancora tradotto")
	if got := attr(p.one(".tongues a[aria-current]"), "lang"); got != "it" {
		t.Errorf("the language chosen is %q", got)
	}
}

func TestHistory(t *testing.T) {
	t.Parallel()
	p := page200(t, realPortal(t), "/en/practices/helsinki-ai-register/history")
	p.has("code", "practices/helsinki-ai-register/index.fi.md")
	p.has("h2", "Finnish")
}
