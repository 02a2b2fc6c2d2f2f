package web

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ai4citizens/casebook/internal/lang"
)

// dated is an event of the project of the test.
func dated(title, facts string) string {
	text := strings.Replace(event(title, "FI19B"), "summary:", "projects: [projects/own]\nsummary:", 1)
	return strings.Replace(text, "type: learning-visit\n", "type: learning-visit\n"+facts, 1)
}

// timelineContent is the knowledge base of the tests with events that were, are
// and will be, whenever the test runs.
func timelineContent(t *testing.T) string {
	dir := testContent(t)
	for name, facts := range map[string]string{
		"Long ago":    "start: 2020-05-04\nend: 2020-05-06\nplace: {country: FI, city: Esimerkkilä}\n",
		"Some time":   "start: 2024\ndate_note: In the autumn.\n",
		"In June":     "start: 2024-06\n",
		"Going on":    "start: 2025-10\nend: 2098\n",
		"Far ahead":   "start: 2099-03-10\n",
		"Who knows":   "date_note: Nobody wrote it down.\n",
		"Not our one": "start: 2024-07\n",
	} {
		text := dated(name, facts)
		if name == "Not our one" {
			text = strings.Replace(text, "projects: [projects/own]\n", "", 1)
		}
		write(t, filepath.Join(dir, "events", strings.ReplaceAll(strings.ToLower(name), " ", "-"), "index.en.md"), text)
	}
	return dir
}

func TestTimeline(t *testing.T) {
	t.Parallel()
	h := newPortal(t, openPublisher(t, timelineContent(t)))
	p := page200(t, h, "/en/timeline")
	want := []string{"Long ago", "Semester 1", "In June", "Semester 2", "Some time", "Semester 3", "Semester 4", "Going on",
		"Semester 5", "Semester 6", "Semester 7", "Semester 8", "Far ahead"}
	var got []string
	for _, text := range p.texts(".timeline > li") {
		for _, words := range append([]string{"Today"}, want...) {
			if strings.Contains(text, words) {
				got = append(got, words)
			}
		}
	}
	at := slices.Index(got, "Today")
	if at < 0 || !slices.Equal(slices.Delete(slices.Clone(got), at, at+1), want) {
		t.Errorf("the order is %q, want %q with today somewhere", got, want)
	}
	p.one(".today time[datetime='" + time.Now().UTC().Format("2006-01-02") + "']")
	p.has(".past", "4–6 May 2020")
	p.has(".past", "Esimerkkilä")
	p.has(".past", "In the autumn.")
	p.has(".now .badge", "now")
	p.has(".coming .badge", "to come")
	p.has(".semester", "Semester 1 · April–September 2024")
	p.has(".semester", "Semester 8 · October 2027 – March 2028")
	p.has("h2", "2024")
	p.has("ul.deadlines a[href='/en/events/who-knows']", "Who knows")
	p.has("ul.deadlines .meta", "Nobody wrote it down.")
	p.has("a[href='/en/projects/own']", "The project of the test")
	p.hasNot("a[href='/en/events/not-our-one']")
	for tag, words := range map[lang.Tag][2]string{
		"fi": {"1. puolivuotiskausi · huhti–syyskuu 2024", "Tänään"}, "ro": {"Semestrul 1 · aprilie–septembrie 2024", "Astăzi"},
		"nl": {"Semester 1 · april–september 2024", "Vandaag"}, "it": {"Semestre 1 · aprile–settembre 2024", "Oggi"},
		"lv": {"1. pusgads · 2024. gada aprīlis–septembris", "Šodien"},
	} {
		p := page200(t, h, "/"+string(tag)+"/timeline")
		p.has(".semester", words[0])
		p.has(".today", words[1])
		p.has(".past a[lang=en]", "Long ago")
	}
	page200(t, h, "/en/events").has("main a[href='/en/timeline']", "Timeline")
	page200(t, h, "/en/projects/own").has(".glance a[href='/en/timeline']", "Timeline")
	page200(t, h, "/en/practices").hasNot("main a[href='/en/timeline']")
}

// TestTimelineOfNoProject takes all events, and no semesters.
func TestTimelineOfNoProject(t *testing.T) {
	t.Parallel()
	dir := timelineContent(t)
	site := strings.Replace(read(t, filepath.Join(dir, "site.yaml")), "project: projects/own\n", "", 1)
	write(t, filepath.Join(dir, "site.yaml"), site)
	p := page200(t, newPortal(t, openPublisher(t, dir)), "/en/timeline")
	p.has(".timeline a", "Not our one")
	p.has("li:has(a[href='/en/reviews/review'][lang=it]) .meta", "Peer review")
	p.one(".today")
	p.hasNot(".semester")
}

func TestTimelineOfStrangePeriods(t *testing.T) {
	t.Parallel()
	for period, semesters := range map[string]int{
		"{start: 1000-01, end: 9999-12}": maxSemesters, "{start: 2024, end: 2028}": 0, "{start: 2024-04}": 0,
		"{start: 2024-04, end: 2025-06-30}": 3, "{start: 2024-04-15, end: 2024-05}": 1,
	} {
		dir := testContent(t)
		file := filepath.Join(dir, "projects/own/index.en.md")
		write(t, file, strings.Replace(read(t, file), "{start: 2024-04-01, end: 2028-03-31}", period, 1))
		p := page200(t, newPortal(t, openPublisher(t, dir)), "/en/timeline")
		if got := len(p.all(".semester")); got != semesters {
			t.Errorf("%s: %d semesters, want %d", period, got, semesters)
		}
		if semesters == 0 {
			p.has(".empty", "nothing")
		}
	}
}
