package chain

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// crowd is 10,000 documents with about 100,000 links, of which half are links
// of the chain: 6,000 practices of 100 organisations, 1,000 reviews and 1,000
// plans of five parts each, 1,000 improvements and 1,000 instruments.
func crowd(b *testing.B) *shelf {
	b.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	links := 0
	several := func(n int, one func() string) string {
		list := make([]string, n)
		for i := range list {
			list[i] = one()
		}
		links += n
		return "[" + strings.Join(list, ", ") + "]"
	}
	organisation := func() string { return fmt.Sprintf("organisations/o%d", r.IntN(100)) }
	practice := func() string { return fmt.Sprintf("practices/p%d", r.IntN(6000)) }
	number := 0
	s := fill(b, func(put func(path, text string)) {
		each := func(kind string, n int, front func(i int) string) {
			for i := range n {
				put(fmt.Sprintf("%s/%c%d/index.en.md", kind, kind[0], i), "---\ntitle: T\n"+front(i)+"---\n")
				number++
			}
		}
		each("organisations", 100, func(int) string { return "" })
		each("practices", 6000, func(int) string {
			return "owner: " + organisation() + "\nrelated: " + several(8, practice) + "\n"
		})
		items := func(key, rest string, refs func() string) string {
			text := key + ":\n"
			for i := range 5 {
				text += fmt.Sprintf("  - {id: i%d, %s: %s}\n", i, rest, refs())
			}
			return text
		}
		instrument := func(i int) string { return fmt.Sprintf("instrument: instruments/i%d\n", i) }
		each("reviews", 1000, func(i int) string {
			return "host: " + organisation() + "\n" + instrument(i) + items("recommendations", "text: T, based_on", func() string { return several(4, practice) })
		})
		each("plans", 1000, func(i int) string {
			return "organisation: " + organisation() + "\n" + instrument(i) + items("actions", "title: T, relevance", func() string {
				return several(4, func() string {
					if r.IntN(2) == 0 {
						return practice()
					}
					return fmt.Sprintf("reviews/r%d#i%d", r.IntN(1000), r.IntN(5))
				})
			})
		})
		each("improvements", 1000, func(i int) string {
			return instrument(i) + "inspired_by: " + several(5, func() string {
				return fmt.Sprintf("plans/p%d#i%d", r.IntN(1000), r.IntN(5))
			}) + "\nevidence: [{id: e, claim: C}]\n"
		})
		each("instruments", 1000, func(int) string { return "authority: " + organisation() + "\n" })
	})
	b.Logf("%d documents, %d links", number, links+12_000)
	return s
}

// BenchmarkChain measures what pages ask for: budgets are 5 ms for one document
// and 100 ms for all of them.
func BenchmarkChain(b *testing.B) {
	s := crowd(b)
	b.Run("backlinks", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			if _, err := s.BackLinks(fmt.Sprintf("practices/p%d", i%6000)); err != nil {
				b.Fatal(err)
			}
		}
	})
	for name, walk := range map[string]func(Links, string) (*Graph, error){"practices/p": After, "plans/p": Around, "instruments/i": Around} {
		b.Run(strings.TrimSuffix(name[:len(name)-2], "/"), func(b *testing.B) {
			nodes := 0
			for i := 0; b.Loop(); i++ {
				g, err := walk(s, fmt.Sprintf("%s%d", name, i%1000))
				if err != nil {
					b.Fatal(err)
				}
				nodes = max(nodes, len(g.Nodes))
			}
			b.ReportMetric(float64(nodes), "nodes")
		})
	}
	b.Run("load", func(b *testing.B) {
		for b.Loop() {
			if _, err := Load(s, s); err != nil {
				b.Fatal(err)
			}
		}
	})
	whole, err := Load(s, s)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("gaps", func(b *testing.B) {
		for b.Loop() {
			whole.Gaps()
		}
	})
	b.Run("whole", func(b *testing.B) {
		for b.Loop() {
			whole.Graph()
			whole.Numbers()
		}
	})
}
