package publish

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ai4citizens/casebook/internal/contenttest"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/search"
	"github.com/ai4citizens/casebook/internal/search/query"
)

// small opens a published tree of a few practices.
func small(t *testing.T) (dir string, p *Publisher) {
	t.Helper()
	dir = t.TempDir()
	if _, err := contenttest.New(dir, knowledge, 4); err != nil {
		t.Fatal(err)
	}
	p = openTest(t, dir, filepath.Join(t.TempDir(), "data"))
	t.Cleanup(func() { closeTest(t, p) })
	publishTest(t, p)
	return dir, p
}

func rewrite(t *testing.T, file string, change func(string) string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(change(string(data))), 0o644); err != nil {
		t.Fatal(err)
	}
}

func languages(t *testing.T, p *Publisher, id string) []lang.Tag {
	t.Helper()
	v, err := p.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	c := v.Card(id)
	if c == nil {
		return nil
	}
	return c.Languages()
}

func TestTranslationComesBackWithItsOriginal(t *testing.T) {
	dir, p := small(t)
	id, file := contenttest.PracticeID(1), filepath.Join(dir, contenttest.PracticeFile(1))
	want := languages(t, p, id)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	publishTest(t, p, contenttest.PracticeFile(1))
	if got := languages(t, p, id); got != nil {
		t.Errorf("without original there is %v", got)
	}
	if err := os.WriteFile(file, text, 0o644); err != nil {
		t.Fatal(err)
	}
	if r := publishTest(t, p, contenttest.PracticeFile(1)); r.Errors > 0 {
		t.Errorf("%d errors are still listed", r.Errors)
	}
	if got := languages(t, p, id); !slices.Equal(got, want) {
		t.Errorf("with its original again there is %v, not %v", got, want)
	}
}

func TestSkippedFileIsNoChange(t *testing.T) {
	dir, p := small(t)
	if err := os.Symlink("/etc/passwd", filepath.Join(dir, contenttest.PracticeID(0), "x.png")); err != nil {
		t.Skip(err)
	}
	if r := publishTest(t, p); r.Unchanged || r.Warnings == 0 {
		t.Errorf("the link is not reported: %+v", r)
	}
	if r := publishTest(t, p); !r.Unchanged {
		t.Errorf("the same link is a change again: %+v", r)
	}
	if err := os.Remove(filepath.Join(dir, contenttest.PracticeID(0), "x.png")); err != nil {
		t.Fatal(err)
	}
	if r := publishTest(t, p); r.Unchanged {
		t.Error("that the link is gone is no change")
	}
}

func TestLastGoodFileStays(t *testing.T) {
	dir, p := small(t)
	name := contenttest.PracticeID(0) + "/a.svg"
	file := filepath.Join(dir, filepath.FromSlash(name))
	good := "<svg xmlns='http://www.w3.org/2000/svg'></svg>"
	write := func(text string) {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	serves := func(when string) {
		t.Helper()
		v, err := p.Begin()
		if err != nil {
			t.Fatal(err)
		}
		defer v.Close()
		if data, _, err := v.Asset(name); err != nil || string(data) != good {
			t.Errorf("%s it is %q (%v)", when, data, err)
		}
	}
	write(good)
	publishTest(t, p, name)
	serves("at first")
	write("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")
	publishTest(t, p, name)
	serves("after a bad one")
	rewrite(t, filepath.Join(dir, "site.yaml"), func(s string) string { return s + "# note\n" })
	if r := publishTest(t, p, "site.yaml"); r.Rebuilt == "" {
		t.Error("not built anew")
	}
	serves("built anew")
}

func TestOldViewKeepsItsIndex(t *testing.T) {
	dir, p := small(t)
	old, err := p.Begin()
	if err != nil {
		t.Fatal(err)
	}
	rewrite(t, filepath.Join(dir, contenttest.PracticeFile(0)), func(s string) string { return s + "\nMore.\n" })
	publishTest(t, p, contenttest.PracticeFile(0))
	g := p.generation
	rewrite(t, filepath.Join(dir, "site.yaml"), func(s string) string { return s + "# note\n" })
	publishTest(t, p, "site.yaml")
	if _, _, err := g.index.Edition(); err != nil {
		t.Errorf("the index was closed under a view: %v", err)
	}
	if _, err := old.Document(contenttest.PracticeID(0), lang.EN); err != nil {
		t.Errorf("the old view cannot be read: %v", err)
	}
	old.Close()
}

func find(t *testing.T, p *Publisher, q string) []string {
	t.Helper()
	v, err := p.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	r, err := v.Search(context.Background(), search.Request{Query: query.Parse(q, search.FieldNames()...), Lang: lang.EN, Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, h := range r.Hits {
		ids = append(ids, h.Card.ID)
	}
	return ids
}

func TestPhrasesAndOrder(t *testing.T) {
	dir, p := small(t)
	english := func(n int) string { return filepath.Join(dir, contenttest.PracticeID(n), "index.en.md") }
	rewrite(t, english(0), func(s string) string {
		return s + "\nThe zzwumple of qqborkins works. A zzaudit was made there. The qqbeacon was lit.\n"
	})
	rewrite(t, english(1), func(s string) string { return strings.Replace(s, "title: ", "title: Zzaudit ", 1) })
	publishTest(t, p)
	both := []string{contenttest.PracticeID(0)}
	for _, q := range []string{`"zzwumple of qqborkins"`, `"qqborkins works"`, "zzwumple qqborkins"} {
		if got := find(t, p, q); !slices.Equal(got, both) {
			t.Errorf("%s finds %v", q, got)
		}
	}
	if got := find(t, p, `"qqborkins of zzwumple"`); got != nil {
		t.Errorf("a phrase in the wrong order finds %v", got)
	}
	want := []string{contenttest.PracticeID(0), contenttest.PracticeID(1)}
	if got := find(t, p, "zzaudit qqbeacon"); !slices.Equal(got, want) {
		t.Errorf("who has all words does not come first: %v", got)
	}
	if got := find(t, p, "zzaudit -qqbeacon"); !slices.Equal(got, want[1:]) {
		t.Errorf("-word finds %v", got)
	}
}

// TestWordsMeetAcrossLanguages asks in one language for what stands in another.
func TestWordsMeetAcrossLanguages(t *testing.T) {
	dir := t.TempDir()
	pages := map[string]string{
		"register/index.fi.md": "---\ntitle: Kaupungin tekoälyrekisteri\nsummary: Luettelo.\n---\n\nJulkinen luettelo.\n",
		"contract/index.nl.md": "---\ntitle: Inkoopvoorwaarden\nsummary: Contracten voor algoritmes bij aanbestedingen.\n---\n\nTekst.\n",
		"school/index.lv.md":   "---\ntitle: Skolas\nsummary: Par skolām.\n---\n\nTeksts par pilsētas skolām un bibliotēkām.\n",
	}
	for name, text := range pages {
		file := filepath.Join(dir, "pages", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, part := range []string{"vocabularies", "thesaurus"} {
		if err := os.CopyFS(filepath.Join(dir, part), os.DirFS(filepath.Join(knowledge, part))); err != nil {
			t.Fatal(err)
		}
	}
	p := openTest(t, dir, filepath.Join(t.TempDir(), "data"))
	defer closeTest(t, p)
	publishTest(t, p)
	for q, want := range map[string]string{
		"AI register": "pages/register", "rekisteri": "pages/register", "public procurement": "pages/contract", "school": "pages/school",
	} {
		if got := find(t, p, q); len(got) == 0 || got[0] != want {
			t.Errorf("%q finds %v, not %s", q, got, want)
		}
	}
}
