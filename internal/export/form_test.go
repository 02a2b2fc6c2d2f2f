package export

import (
	"bytes"
	"errors"
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/library"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs (\"go test -update\" writes it anew, for you to read):\n%s", name, got)
	}
}

// TestForms fills in the forms in languages that the documents have and do not
// have.
func TestForms(t *testing.T) {
	e := edition(t, committed(t), false)
	e.Stamp.Commit = "0123456789" // that of the test's content changes with it
	for _, test := range []struct {
		id, format string
		tag        lang.Tag
		file       string
	}{
		{"practices/long", "txt", lang.FI, "form.fi.txt"},
		{"practices/long", "md", lang.EN, "form.en.md"},
		{"practices/long", "html", lang.LV, "form.lv.html"},
		{"plans/plan", "txt", lang.EN, "plan.en.txt"},
		{"plans/plan", "md", lang.RO, "plan.ro.md"},
	} {
		words := speaking(t, test.tag)
		p, err := e.Paper(test.id, words)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := p.Write(test.format, words, &b); err != nil {
			t.Fatal(err)
		}
		golden(t, test.file, b.Bytes())
		if test.format == "html" {
			if _, err := html.Parse(&b); err != nil {
				t.Error(err)
			}
		}
	}
}

func TestNoForm(t *testing.T) {
	e := edition(t, committed(t), false)
	words := speaking(t, lang.EN)
	for id, want := range map[string]error{
		"practices/nothing": library.ErrNotFound, "events/exact": ErrNoForm, "": ErrNoForm, "plans/": library.ErrNotFound,
	} {
		if _, err := e.Paper(id, words); !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", id, err, want)
		}
	}
}

// TestNothingIsCutSilently holds for any texts and any limit that the pieces
// together are the words, and that what is not marked fits.
func TestNothingIsCutSilently(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	letters := []rune("aäș €\n😀")
	for range 2000 {
		l := &Line{Limit: random.IntN(20)}
		for range random.IntN(4) {
			var s []rune
			for range random.IntN(12) {
				s = append(s, letters[random.IntN(len(letters))])
			}
			l.Texts = append(l.Texts, Text{Words: string(s)})
		}
		var all []string
		kept, over := 0, 0
		for _, p := range l.Pieces() {
			all = append(all, p.Words)
			if p.Cut {
				over += utf8.RuneCountInString(p.Words)
			} else {
				kept += utf8.RuneCountInString(p.Words)
			}
		}
		gap := ""
		if l.Limit == 0 {
			gap = "\n"
		}
		if got := strings.Join(all, gap); got != l.Words() {
			t.Fatalf("%+v comes out as %q", l, got)
		}
		if l.Limit > 0 && kept > l.Limit || over != l.Over() {
			t.Fatalf("%+v keeps %d characters and cuts %d, over by %d", l, kept, over, l.Over())
		}
	}
}

func TestLiteral(t *testing.T) {
	for s, want := range map[string]string{
		"a *b* _c_ [d](e) <f> `g` \\ |": "a \\*b\\* \\_c\\_ \\[d\\](e) \\<f\\> \\`g\\` \\\\ \\|",
		"# x\n- y\n2020. gada":          "\\# x\n\n\\- y\n\n2020\\. gada",
		"https://example.org/a_b?c=d&e": "<https://example.org/a_b?c=d&e>",
		"https://a b":                   "https://a b",
	} {
		if got := literal(s); got != want {
			t.Errorf("%q becomes %q, want %q", s, got, want)
		}
	}
}
