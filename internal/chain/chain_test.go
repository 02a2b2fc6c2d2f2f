package chain

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/ai4citizens/casebook/internal/concept"
	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/library"
)

// shelf is a library with the cards of all its documents.
type shelf struct {
	*library.Reader
	cards map[string]*library.Card
}

func (s *shelf) Card(id string) *library.Card { return s.cards[id] }

func (s *shelf) Cards(visit func(*library.Card) bool) {
	for _, c := range s.cards {
		if !visit(c) {
			return
		}
	}
}

func (s *shelf) References(id string) ([]content.Reference, error) {
	c := s.cards[id]
	if c == nil {
		return nil, library.ErrNotFound
	}
	v, err := s.Version(id, c.Original)
	if err != nil {
		return nil, err
	}
	return v.References, nil
}

// fill puts versions, each the only one of its document, on a new shelf.
func fill(t testing.TB, each func(put func(path, text string))) *shelf {
	t.Helper()
	lib, err := library.Open(filepath.Join(t.TempDir(), "library.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { lib.Close() })
	lib.Hurry()
	rules, err := content.NewRules(content.DefaultSite("test"), concept.NewSet())
	if err != nil {
		t.Fatal(err)
	}
	w, err := lib.Write()
	if err != nil {
		t.Fatal(err)
	}
	s := &shelf{cards: map[string]*library.Card{}}
	each(func(path, text string) {
		v, findings := content.ParseVersion(path, "b10b", []byte(text), rules)
		if v == nil {
			t.Fatal(findings)
		}
		if err := w.PutVersion(v); err != nil {
			t.Fatal(err)
		}
		c := library.NewCard([]*content.Version{v})
		s.cards[c.ID] = c
	})
	if err := w.Commit(); err != nil {
		t.Fatal(err)
	}
	if s.Reader, err = lib.Begin(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// written lists a graph's edges in the order of their steps; "~" is an aim.
func written(g *Graph) string {
	place := map[Node]int{}
	for i, n := range g.Nodes {
		place[n] = i
	}
	edges := slices.Clone(g.Edges)
	slices.SortFunc(edges, func(a, b Edge) int {
		if d := int(a.From.Step()) - int(b.From.Step()); d != 0 {
			return d
		}
		return strings.Compare(a.From.String()[strings.Index(a.From.ID, "/"):]+a.To.String(), b.From.String()[strings.Index(b.From.ID, "/"):]+b.To.String())
	})
	var b strings.Builder
	for _, e := range edges {
		mark := ">"
		if e.Aim {
			mark = "~"
		}
		fmt.Fprintf(&b, "  %s %s %s\n", e.From, mark, e.To)
	}
	return b.String()
}

// TestChain holds what is read from a small knowledge base against what
// testdata/chain.txtar expects: through the library, and through the whole.
func TestChain(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/chain.txtar")
	if err != nil {
		t.Fatal(err)
	}
	want := ""
	s := fill(t, func(put func(path, text string)) {
		for _, f := range archive.Files {
			if f.Name == "want" {
				want = string(f.Data)
				continue
			}
			put(f.Name, string(f.Data))
		}
	})
	whole, err := Load(s, s)
	if err != nil {
		t.Fatal(err)
	}
	for name, links := range map[string]Links{"library": s, "whole": whole} {
		if got := everything(t, links, whole); got != want {
			t.Errorf("through the %s it is\n%s\nwant\n%s", name, got, want)
		}
	}
}

func everything(t *testing.T, links Links, whole *Whole) string {
	var b strings.Builder
	for _, x := range []struct {
		name string
		walk func(Links, string) (*Graph, error)
		id   string
	}{
		{"after", After, "practices/register"}, {"around", Around, "briefs/buying"}, {"around", Around, "plans/plan"},
		{"around", Around, "instruments/law"}, {"around", Around, "instruments/town"},
	} {
		g, err := x.walk(links, x.id)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s %s\n%s", x.name, x.id, written(g))
	}
	fmt.Fprintf(&b, "whole\n%slessons\n", written(whole.Graph()))
	for _, l := range whole.Lessons {
		example := ""
		if l.Example {
			example = " (example)"
		}
		short := func(id string) string { return strings.TrimPrefix(id, "organisations/") }
		fmt.Fprintf(&b, "  %s < %s: %s -> %s%s\n", short(l.Learner), short(l.Teacher), l.From, l.By, example)
	}
	gaps := whole.Gaps()
	b.WriteString("gaps\n")
	for i, list := range [][]Node{gaps.Unused, gaps.Unanswered, gaps.Unfounded, gaps.Unproven, gaps.Unimproved} {
		for _, n := range list {
			fmt.Fprintf(&b, "  %s %s\n", []string{"unused", "unanswered", "unfounded", "unproven", "unimproved"}[i], n)
		}
	}
	fmt.Fprintf(&b, "numbers\n  %+v\n", whole.Numbers())
	return b.String()
}

// TestCircle follows documents that lead to each other.
func TestCircle(t *testing.T) {
	s := fill(t, func(put func(path, text string)) {
		put("improvements/a/index.en.md", "---\ntitle: A\ninspired_by: [improvements/b, improvements/a]\n---\n")
		put("improvements/b/index.en.md", "---\ntitle: B\ninspired_by: [improvements/a]\n---\n")
	})
	g, err := Around(s, "improvements/a")
	if err != nil || len(g.Nodes) != 2 || len(g.Edges) != 2 {
		t.Errorf("got %+v (%v)", g, err)
	}
	if g, err := After(s, "practices/none"); err != nil || len(g.Nodes) != 0 {
		t.Errorf("of a document that is not there: %+v (%v)", g, err)
	}
}

// TestCut makes a case that more came of than anyone can look at.
func TestCut(t *testing.T) {
	s := fill(t, func(put func(path, text string)) {
		put("practices/hub/index.en.md", "---\ntitle: Hub\n---\n")
		for i := range 2 * MaxNodes {
			put(fmt.Sprintf("improvements/i%d/index.en.md", i), "---\ntitle: I\ninspired_by: [practices/hub]\n---\n")
		}
	})
	g, err := After(s, "practices/hub")
	if err != nil || !g.Cut || len(g.Nodes) != MaxNodes || len(g.Edges) != MaxNodes-1 {
		t.Errorf("%d nodes and %d edges (%v), cut %v", len(g.Nodes), len(g.Edges), err, g.Cut)
	}
}
