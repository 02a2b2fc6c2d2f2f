package web

import (
	"encoding/xml"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ai4citizens/casebook/internal/lang"
)

// entriesAt lists the pages of a feed, in order.
func entriesAt(t *testing.T, h http.Handler, target string) (feed atomFeed, ids []string) {
	t.Helper()
	r := get(t, h, http.StatusOK, target)
	if err := xml.Unmarshal([]byte(r.body), &feed); err != nil || !strings.HasPrefix(r.Header.Get("Content-Type"), "application/atom+xml") {
		t.Fatalf("%s: %v: %s", target, err, r.body)
	}
	for _, e := range feed.Entries {
		_, id, _ := strings.Cut(strings.TrimPrefix(e.ID, "https://cases.example.eu/"), "/")
		ids = append(ids, id)
	}
	return feed, ids
}

func TestFeedOfASearch(t *testing.T) {
	t.Parallel()
	dir := testContent(t)
	days := map[string]int{"legal/article": 1, "practices/register": 2, "briefs/lessons": 3}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		id, _ := filepath.Rel(dir, filepath.Dir(path))
		changed := time.Now().AddDate(0, 0, -9)
		if n := days[filepath.ToSlash(id)]; n > 0 {
			changed = time.Now().AddDate(0, 0, -n)
		}
		return os.Chtimes(path, changed, changed)
	})
	if err != nil {
		t.Fatal(err)
	}
	h := newPortal(t, openPublisher(t, dir))
	all, ids := entriesAt(t, h, "/en/search/feed.atom")
	if len(ids) < 10 || !slices.Equal(ids[:3], []string{"legal/article", "practices/register", "briefs/lessons"}) || all.Updated != all.Entries[0].Updated {
		t.Errorf("all, the last changed first: %q", ids)
	}
	feed, ids := entriesAt(t, h, "/en/search/feed.atom?q=register&kind=practices&kind=briefs&page=3&sort=newest&nonsense=1")
	if !slices.Contains(ids, "practices/register") || slices.Contains(ids, "legal/article") {
		t.Errorf("filtered: %q", ids)
	}
	const same = "?kind=practices&kind=briefs&q=register"
	if want := []atomLink{{"self", "application/atom+xml", "https://cases.example.eu/en/search/feed.atom" + same},
		{"alternate", "text/html", "https://cases.example.eu/en/search" + same}}; !slices.Equal(feed.Links, want) || feed.ID != want[1].Href {
		t.Errorf("links %v, id %s", feed.Links, feed.ID)
	}
	if feed.Title != "Test Casebook · Search “register” · Practices · Policy briefs" {
		t.Errorf("title %q", feed.Title)
	}
	// Who follows a search is not told of what has only some of its words.
	if feed, ids := entriesAt(t, h, "/en/search/feed.atom?q=zebra+unicorn"); len(ids) != 0 || feed.Updated == "" {
		t.Errorf("some words only: %q", ids)
	}
	if feed, _ := entriesAt(t, h, "/it/search/feed.atom?q=zebra"); len(feed.Entries) != 1 || feed.Entries[0].Title != "Esimerkkilän tekoälyrekisteri" {
		t.Errorf("%+v", feed.Entries)
	}
	get(t, h, http.StatusBadRequest, "/en/search/feed.atom?outcome=nonsense")
	get(t, h, http.StatusOK, "/en/search/feed.atom?q="+strings.Repeat("register+", 300))
	if tag := get(t, h, http.StatusOK, "/en/search/feed.atom").Header.Get("ETag"); tag != "" {
		t.Errorf("a search has the tag %s", tag)
	}
	for tag, words := range map[lang.Tag]string{lang.EN: "Follow this search", lang.FI: "Seuraa tätä hakua", lang.RO: "Urmăriți această căutare",
		lang.NL: "Deze zoekopdracht volgen", lang.IT: "Segui questa ricerca", lang.LV: "Sekot šim meklējumam"} {
		target := "/" + string(tag) + "/search?q=register&languages=own&sort=newest"
		p := page200(t, h, target)
		p.has("main a", words)
		href := attr(p.one("head link[type='application/atom+xml']"), "href")
		if href != "/"+string(tag)+"/search/feed.atom?languages=own&q=register" || attr(p.one("head link[type='application/atom+xml']"), "title") != words ||
			len(p.all("main a[href='"+href+"']")) != 1 {
			t.Errorf("%s links the feed %s", target, href)
		}
		entriesAt(t, h, href)
	}
}
