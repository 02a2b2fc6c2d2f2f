package publish

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ai4citizens/casebook/internal/contenttest"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/repo"
	"github.com/ai4citizens/casebook/internal/search"
	"github.com/ai4citizens/casebook/internal/search/query"
)

// sizes are how many language versions the benchmarks run with: 1,000, or what
// CASEBOOK_BENCH_SIZES names.
func sizes(b *testing.B) []int {
	names := os.Getenv("CASEBOOK_BENCH_SIZES")
	if names == "" {
		names = "1000"
	}
	var list []int
	for _, s := range strings.Split(names, ",") {
		n, err := strconv.Atoi(s)
		if err != nil {
			b.Fatalf("CASEBOOK_BENCH_SIZES: %v", err)
		}
		list = append(list, n)
	}
	return list
}

// eachSize runs a benchmark with a content tree and a data folder that is ready.
func eachSize(b *testing.B, run func(b *testing.B, tree *contenttest.Tree, p *Publisher)) {
	for _, n := range sizes(b) {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			dir := b.TempDir()
			tree, err := contenttest.New(dir, knowledge, n/2)
			if err != nil {
				b.Fatal(err)
			}
			p := openTest(b, dir, filepath.Join(b.TempDir(), "data"))
			publishTest(b, p)
			if err := p.Tidy(context.Background()); err != nil {
				b.Fatal(err)
			}
			run(b, tree, p)
			closeTest(b, p)
		})
	}
}

// report gives the median and the slowest of durations in milliseconds.
func report(b *testing.B, name string, list []time.Duration) {
	slices.Sort(list)
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	b.ReportMetric(ms(list[len(list)/2]), name+"-p50-ms")
	b.ReportMetric(ms(list[len(list)*99/100]), name+"-p99-ms")
	b.ReportMetric(0, "ns/op")
}

func BenchmarkFullBuild(b *testing.B) {
	for _, n := range sizes(b) {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			dir := b.TempDir()
			if _, err := contenttest.New(dir, knowledge, n/2); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				p := openTest(b, dir, filepath.Join(b.TempDir(), "data"))
				publishTest(b, p)
				closeTest(b, p)
			}
			b.ReportMetric(peakMB(), "peak-MB")
		})
	}
}

// peakMB is the most memory that the process ever had, where the system says so.
func peakMB() float64 {
	data, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(data)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kb, _ := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			return kb / 1024
		}
	}
	return 0
}

// BenchmarkRepublishFolder: a file was saved and its path is known.
func BenchmarkRepublishFolder(b *testing.B) {
	eachSize(b, func(b *testing.B, tree *contenttest.Tree, p *Publisher) {
		var took []time.Duration
		edit := 1
		for b.Loop() {
			n := edit * 7 % 400
			if err := tree.WritePractice(n, edit); err != nil {
				b.Fatal(err)
			}
			begin := time.Now()
			r := publishTest(b, p, contenttest.PracticeFile(n))
			took = append(took, time.Since(begin))
			if r.Changed != 1 || r.Rebuilt != "" {
				b.Fatalf("%+v", r)
			}
			edit++
		}
		report(b, "visible", took)
	})
}

// BenchmarkRepublishGit: a commit was pushed to a bare repository.
func BenchmarkRepublishGit(b *testing.B) {
	for _, n := range sizes(b) {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			work, bare := b.TempDir(), filepath.Join(b.TempDir(), "bare.git")
			tree, err := contenttest.New(work, knowledge, n/2)
			if err != nil {
				b.Fatal(err)
			}
			git := func(args ...string) {
				cmd := exec.Command("git", append([]string{"-C", work, "-c", "user.name=Test", "-c", "user.email=test@example.org"}, args...)...)
				if out, err := cmd.CombinedOutput(); err != nil {
					b.Fatalf("git %v: %v\n%s", args, err, out)
				}
			}
			git("init", "-q", "-b", "main")
			git("add", ".")
			git("commit", "-q", "-m", "Begin")
			git("clone", "-q", "--bare", ".", bare)
			g, err := repo.OpenGit(context.Background(), repo.GitOptions{Location: bare, Ref: "main"})
			if err != nil {
				b.Fatal(err)
			}
			defer g.Close()
			p, err := Open(Options{Source: FromGit(g, func(err error) { b.Error(err) }), Name: bare, Data: filepath.Join(b.TempDir(), "data"), Log: quiet()})
			if err != nil {
				b.Fatal(err)
			}
			publishTest(b, p)
			var took []time.Duration
			edit := 1
			for b.Loop() {
				if err := tree.WritePractice(edit*7%400, edit); err != nil {
					b.Fatal(err)
				}
				git("commit", "-q", "-a", "-m", "Edit")
				git("push", "-q", bare, "main")
				begin := time.Now()
				publishTest(b, p)
				took = append(took, time.Since(begin))
				edit++
			}
			report(b, "visible", took)
			closeTest(b, p)
		})
	}
}

// BenchmarkStart opens a ready data folder until it answers a search.
func BenchmarkStart(b *testing.B) {
	for _, n := range sizes(b) {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			dir, data := b.TempDir(), filepath.Join(b.TempDir(), "data")
			if _, err := contenttest.New(dir, knowledge, n/2); err != nil {
				b.Fatal(err)
			}
			p := openTest(b, dir, data)
			publishTest(b, p)
			closeTest(b, p)
			var took []time.Duration
			for b.Loop() {
				begin := time.Now()
				p := openTest(b, dir, data)
				searchTest(b, p, "register city", nil)
				took = append(took, time.Since(begin))
				closeTest(b, p)
			}
			report(b, "answer", took)
		})
	}
}

func searchTest(b *testing.B, p *Publisher, q string, languages []lang.Tag) *search.Result {
	v, err := p.Begin()
	if err != nil {
		b.Fatal(err)
	}
	defer v.Close()
	r, err := v.Search(context.Background(), search.Request{
		Query: query.Parse(q, search.FieldNames()...), Lang: lang.EN, Languages: languages, Limit: 10,
	})
	if err != nil {
		b.Fatal(err)
	}
	return snippets(b, v, r)
}

// snippets does what a page of hits does beside the search itself.
func snippets(b *testing.B, v *View, r *search.Result) *search.Result {
	highlighters := map[lang.Tag]*search.Highlighter{}
	for _, h := range r.Hits {
		t := h.Card.Best(lang.EN)
		text, err := v.Text(h.Card.ID, t)
		if err != nil {
			b.Fatal(err)
		}
		if highlighters[t] == nil {
			highlighters[t] = r.Highlighter(t)
		}
		highlighters[t].Snippet(text, 220)
	}
	return r
}

// queries are words that people type, one and two at a time.
var queries = []string{
	"register", "city data", "ethics", "public service", "algorithm oversight", "budget", "school health",
	"chatbot training", "risk", "citizen council", "supplier contract", "permit decision",
}

// BenchmarkSearch: the same words are asked again, and, for "first", for the first
// time after an edition, of an index that consists of more and more segments.
func BenchmarkSearch(b *testing.B) {
	for name, languages := range map[string][]lang.Tag{"own": {lang.EN}, "all": nil} {
		for _, first := range []bool{false, true} {
			title := name
			if first {
				title += "/first"
			}
			b.Run(title, func(b *testing.B) {
				eachSize(b, func(b *testing.B, tree *contenttest.Tree, p *Publisher) {
					var took []time.Duration
					for edit := 1; b.Loop(); edit++ {
						if first {
							if err := tree.WritePractice(edit%400, edit); err != nil {
								b.Fatal(err)
							}
							publishTest(b, p, contenttest.PracticeFile(edit%400))
						}
						for _, q := range queries {
							begin := time.Now()
							searchTest(b, p, q, languages)
							took = append(took, time.Since(begin))
						}
					}
					report(b, "search", took)
				})
			})
		}
	}
}

// hostile are queries that cost as much as they can.
func hostile(tree *contenttest.Tree) []string {
	var frequent, all []string
	for range 500 {
		all = append(all, tree.Words[lang.EN][len(all)])
	}
	frequent = all[:32]
	return []string{
		strings.Repeat("register ", 1200), strings.Join(all, " "), strings.Join(frequent, " "),
		`"` + strings.Join(frequent, " ") + `"`, `"` + strings.Join(frequent[:2], " ") + `" "` + strings.Join(frequent[2:4], " ") + `"`,
		"-" + strings.Join(frequent, " -"), strings.Repeat("(", 5000) + "register" + strings.Repeat(")", 5000),
		"rigester algoritmh pulbic sevrice cuonicl prmeit budegt deicsion shcool haelth ehtics conrtact",
	}
}

// BenchmarkHostile reports the longest that any such query takes.
func BenchmarkHostile(b *testing.B) {
	eachSize(b, func(b *testing.B, tree *contenttest.Tree, p *Publisher) {
		var took []time.Duration
		for b.Loop() {
			for _, q := range hostile(tree) {
				begin := time.Now()
				searchTest(b, p, q, nil)
				took = append(took, time.Since(begin))
			}
		}
		slices.Sort(took)
		b.ReportMetric(float64(took[len(took)-1].Microseconds())/1000, "longest-ms")
	})
}
