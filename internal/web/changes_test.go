package web

import (
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ai4citizens/casebook/internal/publish"
)

// past is a folder of content with a history in Git.
type past struct {
	t   *testing.T
	dir string
}

// commit writes texts in the place of others, file by file, and commits.
func (g past) commit(subject string, edits ...[3]string) {
	g.t.Helper()
	for _, e := range edits {
		file := filepath.Join(g.dir, filepath.FromSlash(e[0]))
		data, err := os.ReadFile(file)
		if err != nil {
			g.t.Fatal(err)
		}
		if !strings.Contains(string(data), e[1]) {
			g.t.Fatalf("%s does not say %q", e[0], e[1])
		}
		write(g.t, file, strings.ReplaceAll(string(data), e[1], e[2]))
	}
	g.git("add", ".")
	g.git("commit", "-q", "-m", subject)
}

func (g past) git(args ...string) string {
	g.t.Helper()
	cmd := exec.Command("git", append([]string{"-C", g.dir, "-c", "user.name=Test Author", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"}, args...)...)
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1",
		"GIT_AUTHOR_DATE=2026-11-22T10:00:00Z", "GIT_COMMITTER_DATE=2026-11-22T10:00:00Z")
	out, err := cmd.CombinedOutput()
	if err != nil {
		g.t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

// pastPortal is a portal of content whose register changed twice since its
// Romanian translation.
func pastPortal(t *testing.T) (past, http.Handler) {
	t.Helper()
	g := past{t, testContent(t)}
	g.git("init", "-q", "-b", "main")
	g.commit("Begin")
	const register = "practices/register/index.fi.md"
	g.commit("Say who opened it", [3]string{register, "Kaupunki avasi rekisterin.", "Kaupungin johto avasi julkisen rekisterin."})
	g.commit("Stop it", [3]string{register, "outcome: mixed", "outcome: discontinued"})
	return g, newPortal(t, openPublisher(t, g.dir))
}

func TestChanges(t *testing.T) {
	t.Parallel()
	g, h := pastPortal(t)
	// The last change, without a choice.
	p := checkMarkup(t, "last", get(t, h, http.StatusOK, "/fi/practices/register/changes").body)
	p.has("h1", "Mitä muuttui")
	p.has("h2[lang=fi]", "Perustiedot")
	p.has("del", "mixed")
	p.has("ins", "discontinued")
	if n := len(p.all(".diff")); n != 1 {
		t.Errorf("%d parts changed, want 1", n)
	}
	p.one("meta[name=robots][content=noindex]")
	p.has("#c_from option[selected]", "Say who opened it")
	p.has("#c_to option[selected]", "Stop it")

	// Since the translation: both changes. The notice leads there.
	p = page200(t, h, "/ro/practices/register")
	link := p.one(".notice.warning a[href*='/changes?']")
	p = checkMarkup(t, "since", get(t, h, http.StatusOK, attr(link, "href")).body)
	p.has("section[lang=fi] h2", "Tarkemmat tiedot")
	p.has("del", "Kaupunki")
	p.has("ins", "Kaupungin johto")
	p.has("ins", "julkisen")
	p.has("section[lang=fi] h2[lang=ro]", "Date")
	// The English translation names a text that never was.
	page200(t, h, "/en/practices/register").hasNot(".notice a[href*='/changes?']")

	// The history leads to each change but the first.
	p = page200(t, h, "/en/practices/register/history")
	if n := len(p.all("a[href*='/changes?'][href*='of=fi']")); n != 2 {
		t.Errorf("the history leads to %d changes, want 2", n)
	}
	p.hasNot("a[href*='/changes?'][href*='of=ro']")

	// One version has no change; a page that follows its text tells so.
	page200(t, h, "/en/pages/about/changes").has("main p", "There is no earlier version")
	blob := g.git("rev-parse", "HEAD:practices/register/index.fi.md")
	page200(t, h, "/en/practices/register/changes?of=fi&from="+blob+"&to="+blob).has("main p", "the same text")
}

// TestChangesHandOutNothingElse asks for texts that the history of the page
// does not name.
func TestChangesHandOutNothingElse(t *testing.T) {
	t.Parallel()
	g, h := pastPortal(t)
	other := g.git("rev-parse", "HEAD:site.yaml")
	mine := g.git("rev-parse", "HEAD:practices/register/index.fi.md")
	romanian := g.git("rev-parse", "HEAD:practices/register/index.ro.md")
	for query, status := range map[string]int{
		"of=fi&to=" + other:                   404,
		"of=fi&from=" + other + "&to=" + mine: 404,
		"of=fi&from=" + romanian:              404,
		"of=fi&to=" + mine[:10]:               404,
		"of=fi&to=--all":                      404,
		"of=fi&to=HEAD":                       404,
		"of=xx":                               400,
		"of=nl":                               404,
		"of=fi&to=" + strings.Repeat("f", 100_000): 404,
		"of=ro":                       200,
		"of=fi&to=" + mine + "&x=%00": 200,
	} {
		if _, err := url.ParseQuery(query); err != nil {
			t.Fatal(err)
		}
		get(t, h, status, "/en/practices/register/changes?"+query)
	}
	get(t, h, http.StatusNotFound, "/en/practices/nothing/changes")
	if r := get(t, h, http.StatusMovedPermanently, "/en/practices/old-register/changes?of=fi"); r.Header.Get("Location") != "/en/practices/register/changes?of=fi" {
		t.Errorf("an old address leads to %q", r.Header.Get("Location"))
	}
}

// A text that is too long is not compared.
func TestChangesOfLongTexts(t *testing.T) {
	t.Parallel()
	g := past{t, testContent(t)}
	g.git("init", "-q", "-b", "main")
	g.commit("Begin")
	g.commit("Write a book", [3]string{"pages/about/index.en.md", "Words.", strings.Repeat("Words. ", publish.MaxPast/7)})
	h := newPortal(t, openPublisher(t, g.dir))
	page200(t, h, "/en/pages/about/changes").has("main p", "too long")
}

// Without Git there is no history, and the page says so.
func TestChangesWithoutHistory(t *testing.T) {
	t.Parallel()
	page200(t, testPortal(t), "/lv/practices/register/changes").has("main p", "Nav agrākas versijas")
}
