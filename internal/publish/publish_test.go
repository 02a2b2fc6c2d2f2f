package publish

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/contenttest"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/repo"
	"github.com/ai4citizens/casebook/internal/search"
	"github.com/ai4citizens/casebook/internal/search/query"
)

const knowledge = "../../content"

func quiet() *slog.Logger { return slog.New(slog.NewTextHandler(io.Discard, nil)) }

// openTest opens a publisher of a folder.
func openTest(t testing.TB, dir, data string) *Publisher {
	t.Helper()
	folder, err := repo.OpenFolder(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	p, err := Open(Options{Source: folder, Name: dir, Data: data, Doing: "test", Log: quiet()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := folder.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

func publishTest(t testing.TB, p *Publisher, hints ...string) Report {
	t.Helper()
	report, err := p.Publish(context.Background(), hints)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func closeTest(t testing.TB, p *Publisher) {
	t.Helper()
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
}

// state is all that readers can see, as text.
func state(t testing.TB, p *Publisher) string {
	t.Helper()
	p.closing.Wait() // for the dictionary
	v, err := p.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	var b strings.Builder
	print := func(x any) {
		data, err := json.Marshal(x)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s\n", data)
	}
	for _, c := range v.Cards("") {
		card := *c
		// Times come from the file system and are not compared.
		card.Added, card.Updated = time.Time{}, time.Time{}
		print(card)
		for _, l := range c.Languages() {
			version, err := v.Version(c.ID, l)
			if err != nil {
				t.Fatal(err)
			}
			print(version)
		}
		links, err := v.BackLinks(c.ID)
		if err != nil {
			t.Fatal(err)
		}
		print(links)
		for _, n := range v.Related(c.ID, nil, 5) {
			fmt.Fprintln(&b, n.Card.ID, n.Closeness, n.Shared)
		}
	}
	findings, err := v.Findings()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		fmt.Fprintln(&b, f)
	}
	for _, q := range []string{"rekisteri", "register city", "registru", "kind:practices outcome:mixed", "reģistrs -skola"} {
		r, err := v.Search(context.Background(), search.Request{Query: query.Parse(q, search.FieldNames()...), Lang: "fi", Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&b, q, r.Total, r.Facets)
		for _, h := range r.Hits {
			fmt.Fprintln(&b, h.Card.ID)
		}
	}
	return b.String()
}

// TestManyEditionsSeeWhatOneBuildSees edits a folder at random, publishing each
// time, and holds the result against a fresh build of the same folder.
func TestManyEditionsSeeWhatOneBuildSees(t *testing.T) {
	dir := t.TempDir()
	tree, err := contenttest.New(dir, knowledge, 30)
	if err != nil {
		t.Fatal(err)
	}
	p := openTest(t, dir, filepath.Join(t.TempDir(), "data"))
	defer closeTest(t, p)
	publishTest(t, p)
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 40 {
		path := edit(t, tree, r, round)
		if round%3 == 0 {
			publishTest(t, p)
		} else {
			publishTest(t, p, path)
		}
	}
	fresh := openTest(t, dir, filepath.Join(t.TempDir(), "data"))
	defer closeTest(t, fresh)
	publishTest(t, fresh)
	if got, want := state(t, p), state(t, fresh); got != want {
		t.Errorf("after many editions:\n%s\nafter one build:\n%s", firstDifference(got, want), firstDifference(want, got))
	}
}

// edit changes, breaks in a way that is not kept, adds or removes something.
func edit(t *testing.T, tree *contenttest.Tree, r *rand.Rand, round int) string {
	t.Helper()
	n := r.IntN(35)
	id := contenttest.PracticeID(n)
	check := func(err error) {
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	switch r.IntN(7) {
	case 5: // the original goes, or is broken: its translation waits for it
		check(os.Remove(filepath.Join(tree.Dir, contenttest.PracticeFile(n))))
	case 6:
		check(tree.WritePractice(n, round))
		file := filepath.Join(tree.Dir, contenttest.PracticeFile(n))
		data, err := os.ReadFile(file)
		check(err)
		check(os.WriteFile(file, []byte(strings.Replace(string(data), "aliases: [", "alias: [", 1)), 0o644))
	case 0: // the whole document goes
		check(os.RemoveAll(filepath.Join(tree.Dir, id)))
	case 1: // the translation goes
		check(os.Remove(filepath.Join(tree.Dir, id, "index.en.md")))
	case 2: // a link to what may not exist, and an alias
		check(tree.WritePractice(n, round))
		file := filepath.Join(tree.Dir, contenttest.PracticeFile(n))
		data, err := os.ReadFile(file)
		check(err)
		text := strings.Replace(string(data), "owner:", fmt.Sprintf("aliases: [practices/old-%d]\nsupersedes: [%s]\nowner:", n%3, contenttest.PracticeID(r.IntN(40))), 1)
		check(os.WriteFile(file, []byte(text), 0o644))
	default:
		check(tree.WritePractice(n, round))
	}
	return id
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range x {
		if i >= len(y) || x[i] != y[i] {
			return fmt.Sprintf("line %d: %.600s", i, x[i])
		}
	}
	return "(shorter)"
}

func TestNothingChangedIsNoEdition(t *testing.T) {
	dir := t.TempDir()
	if _, err := contenttest.New(dir, knowledge, 3); err != nil {
		t.Fatal(err)
	}
	p := openTest(t, dir, filepath.Join(t.TempDir(), "data"))
	defer closeTest(t, p)
	if r := publishTest(t, p); r.Unchanged || r.Edition.Number != 1 || r.Versions != 7 {
		t.Errorf("first: %+v", r)
	}
	if r := publishTest(t, p); !r.Unchanged || r.Edition.Number != 1 {
		t.Errorf("second: %+v", r)
	}
}

// TestReadersSeeWholeEditions reads while editions follow one another: what a
// view finds must be what its library says.
func TestReadersSeeWholeEditions(t *testing.T) {
	dir := t.TempDir()
	page := func(n int) {
		for _, name := range []string{"one", "two"} {
			file := filepath.Join(dir, "pages", name, "index.en.md")
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			text := fmt.Sprintf("---\ntitle: Page edition%d\nsummary: A page.\n---\n\nWords edition%d.\n", n, n)
			if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	page(1)
	p := openTest(t, dir, filepath.Join(t.TempDir(), "data"))
	defer closeTest(t, p)
	publishTest(t, p)
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
					readEdition(t, p)
				}
			}
		})
	}
	for n := 2; n <= 30; n++ {
		page(n)
		publishTest(t, p, "pages/one/index.en.md", "pages/two/index.en.md")
		if n == 15 {
			if err := p.Tidy(context.Background()); err != nil {
				t.Error(err)
			}
		}
	}
	close(done)
	readers.Wait()
}

func readEdition(t *testing.T, p *Publisher) {
	v, err := p.Begin()
	if err != nil {
		t.Error(err)
		return
	}
	defer v.Close()
	one, err := v.Version("pages/one", "en")
	if err != nil {
		t.Error(err)
		return
	}
	two, err := v.Version("pages/two", "en")
	if err != nil {
		t.Error(err)
		return
	}
	title := one.Facts.Base().Title
	if other := two.Facts.Base().Title; other != title || v.Card("pages/one").Texts["en"].Title != title {
		t.Errorf("one view sees %q and %q", title, other)
	}
	word := strings.TrimPrefix(title, "Page ")
	r, err := v.Search(context.Background(), search.Request{Query: query.Parse(word), Lang: "en", Limit: 10})
	if err != nil || r.Total != 2 {
		t.Errorf("%q finds %v (%v)", word, r, err)
	}
}

// TestIndexIsBroughtIntoLine puts the index an edition ahead of, and behind,
// the library, as a crash between the two would.
func TestIndexIsBroughtIntoLine(t *testing.T) {
	dir, data := t.TempDir(), filepath.Join(t.TempDir(), "data")
	tree, err := contenttest.New(dir, knowledge, 10)
	if err != nil {
		t.Fatal(err)
	}
	p := openTest(t, dir, data)
	publishTest(t, p)
	want := state(t, p)
	id := contenttest.PracticeID(3)
	ghost := search.Document{ID: id, Texts: map[lang.Tag]search.Text{"en": {Title: "ghost"}}}
	if err := p.generation.index.Apply(2, []search.Document{ghost}, []string{contenttest.PracticeID(4)}); err != nil {
		t.Fatal(err)
	}
	closeTest(t, p)

	p = openTest(t, dir, data)
	if got := state(t, p); got != want {
		t.Errorf("an index that was ahead gives %s, not %s", firstDifference(got, want), firstDifference(want, got))
	}
	// Now behind: what two editions changed never reached the index.
	for n := 5; n < 7; n++ {
		if err := tree.WritePractice(n, 99); err != nil {
			t.Fatal(err)
		}
		publishTest(t, p, contenttest.PracticeID(n))
	}
	want = state(t, p)
	if err := p.generation.index.Apply(1, []search.Document{ghost}, []string{contenttest.PracticeID(5)}); err != nil {
		t.Fatal(err)
	}
	closeTest(t, p)
	p = openTest(t, dir, data)
	defer closeTest(t, p)
	if got := state(t, p); got != want {
		t.Errorf("an index that was behind gives %s, not %s", firstDifference(got, want), firstDifference(want, got))
	}
}

// TestDamageWhileRunning flips bytes under a running publisher.
func TestDamageWhileRunning(t *testing.T) {
	dir, data := t.TempDir(), filepath.Join(t.TempDir(), "data")
	if _, err := contenttest.New(dir, knowledge, 10); err != nil {
		t.Fatal(err)
	}
	p := openTest(t, dir, data)
	defer closeTest(t, p)
	publishTest(t, p)
	want := state(t, p)
	p.Damaged()
	if r := publishTest(t, p); r.Rebuilt == "" || r.Edition.Number != 2 {
		t.Errorf("not made anew: %+v", r)
	}
	if got := state(t, p); got != want {
		t.Errorf("made anew it is %s, not %s", firstDifference(got, want), firstDifference(want, got))
	}
}

func TestChangedVocabularyMakesEverythingAnew(t *testing.T) {
	dir := t.TempDir()
	if _, err := contenttest.New(dir, knowledge, 3); err != nil {
		t.Fatal(err)
	}
	p := openTest(t, dir, filepath.Join(t.TempDir(), "data"))
	defer closeTest(t, p)
	publishTest(t, p)
	file := filepath.Join(dir, "vocabularies", "outcome.yaml")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(text), "Mixed", "Both", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	if r := publishTest(t, p, "vocabularies/outcome.yaml"); r.Rebuilt == "" {
		t.Errorf("not made anew: %+v", r)
	}
	v, err := p.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	if label := v.Rules.Vocabularies.Label("outcome", "mixed", "en"); !strings.Contains(label, "Both") {
		t.Errorf("the label is %q", label)
	}
}

func TestKnowledgeBaseHasNoErrors(t *testing.T) {
	folder, err := repo.OpenFolder(context.Background(), knowledge)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	checked, err := Check(context.Background(), folder, "content")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range checked.Findings {
		if f.Severity == content.Error {
			t.Error(f)
		}
	}
	if checked.Documents < 35 || len(checked.Languages) != 6 {
		t.Errorf("%d documents in %v", checked.Documents, checked.Languages)
	}
	for _, c := range checked.Cards {
		if c.State(c.Original) != library.Original {
			t.Errorf("%s has no original", c.ID)
		}
		if c.Kind == content.Practices && !c.Example && (len(c.Terms["evidence-kind"]) == 0 || len(c.Terms["source-kind"]) == 0) {
			t.Errorf("%s has no kind of evidence, or no kind of source", c.ID)
		}
		if !c.Has(lang.EN) {
			t.Errorf("%s has no English version", c.ID)
		}
	}
}
