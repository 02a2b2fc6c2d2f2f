package analysis

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/ai4citizens/casebook/internal/lang"
)

// terms returns the terms of a text.
func terms(tokens []Token) []string {
	var out []string
	for _, t := range tokens {
		out = append(out, t.Term)
	}
	return out
}

// Texts of which every pair must have the same terms.
func TestSameTerms(t *testing.T) {
	tests := []struct {
		tag  lang.Tag
		a, b string
	}{
		{lang.EN, "The cities’ organisations", "city organization"},
		{lang.EN, "a city's policies", "city policy"},
		{lang.EN, "digitalisation programmes", "digitalization program"},
		{lang.FI, "EU:n tekoälyssä", "EU tekoäly"},
		{lang.FI, "tekoälyrekisterin käytännöt", "tekoalyrekisteri kaytanto"},
		{lang.RO, "administrației publice", "administraţie publică"},
		{lang.RO, "administrația publică", "administratie publica"},
		{lang.RO, "Şi decizia instituţiilor", "decizie instituție"},
		{lang.RO, "cum cumpărăm și folosim", "cum cumpăra folosi"},
		{lang.RO, "numerelor, numărul", "număr număr"},
		{lang.RO, "programul anonimă", "program anonim"},
		{lang.NL, "de ideeën van gemeenten", "idee gemeente"},
		{lang.NL, "foto's en pc’s", "foto pc"},
		{lang.IT, "dell’amministrazione e degli enti", "amministrazione ente"},
		{lang.IT, "l'autorità della città", "autorita citta"},
		{lang.IT, "quell'UNIVERSITÀ", "universita"},
		{lang.LV, "pašvaldību lēmumi un pakalpojumos", "pasvaldiba lemums pakalpojums"},
		{lang.LV, "tiek izmantots", "izmantošana"},
	}
	for _, test := range tests {
		a, b := terms(Analyse(test.tag, test.a)), terms(Analyse(test.tag, test.b))
		if !slices.Equal(a, b) || len(a) == 0 {
			t.Errorf("%s: %q has %q, %q has %q", test.tag, test.a, a, test.b, b)
		}
	}
}

// Pairs that must stay apart, because readers look for one and not the other.
func TestDifferentTerms(t *testing.T) {
	tests := []struct {
		tag  lang.Tag
		a, b string
	}{
		{lang.EN, "government", "governance"},
		{lang.EN, "authority", "author"},
		{lang.EN, "import", "importance"},
		{lang.EN, "policy", "police"},
		{lang.FI, "valtio", "valta"},
		{lang.FI, "kieli", "kielto"},
		{lang.NL, "gemeente", "gemeenschap"},
		{lang.NL, "beleid", "leiding"},
		{lang.RO, "primărie", "primă"},
		{lang.RO, "număr", "nume"},
		{lang.RO, "funcționar", "funcție"},
		{lang.RO, "salariu", "sală"},
		{lang.IT, "comune", "comunicare"},
		{lang.LV, "pārvalde", "pārvaldība"},
	}
	for _, test := range tests {
		a, b := terms(Analyse(test.tag, test.a)), terms(Analyse(test.tag, test.b))
		if slices.Equal(a, b) {
			t.Errorf("%s: %q and %q both have %q", test.tag, test.a, test.b, a)
		}
	}
}

// TestTerm expects of a single word what a text of it gives.
func TestTerm(t *testing.T) {
	words := strings.Fields("Registers register’s dell’intelligenza tekoälyrekisterissä EU:n administrației kunstmatige 5G the it ja și het di un pašvaldības")
	for _, tag := range append(lang.All(), "de") {
		for _, w := range words {
			want := ""
			if tokens := Analyse(tag, w); len(tokens) > 0 {
				want = tokens[0].Term
			}
			if got := Term(tag, w); got != want {
				t.Errorf("%s %q is %q, in a text %q", tag, w, got, want)
			}
		}
	}
}

func TestStopWords(t *testing.T) {
	tests := []struct {
		tag  lang.Tag
		text string
		want []string
	}{
		{lang.EN, "what is the IT of a city", []string{"it", "citi"}},
		{lang.IT, "L'AI e le città", []string{"ai", "citt"}},
		{lang.IT, "perché più", nil},
		{lang.RO, "într-un AI şi și ŞI după", []string{"intr", "ai"}},
		{lang.LV, "viņiem kā ES un MI", []string{"es", "mi"}},
		{lang.FI, "tämä ja meidän että", nil},
		{lang.NL, "het en de zijn", nil},
	}
	for _, test := range tests {
		if got := terms(Analyse(test.tag, test.text)); !slices.Equal(got, test.want) {
			t.Errorf("%s: terms of %q are %q, want %q", test.tag, test.text, got, test.want)
		}
	}
}

func TestAnalyseExact(t *testing.T) {
	got := AnalyseExact("Dell’Ente: GUVERNANȚĂ și e\u0301lan co\u00adoperare")
	want := []Token{
		{"ente", 0, 11, 1},
		{"guvernanta", 13, 25, 2},
		{"si", 26, 29, 3},
		{"elan", 30, 36, 4},
		{"cooperare", 37, 48, 5},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// A stop word leaves a gap in the positions.
func TestPositions(t *testing.T) {
	got := Analyse(lang.EN, "register of algorithms")
	if len(got) != 2 || got[0].Position != 1 || got[1].Position != 3 {
		t.Errorf("got %v", got)
	}
}

func TestUnknownLanguage(t *testing.T) {
	if got := terms(Analyse("xx", "The Registers")); !slices.Equal(got, []string{"the", "registers"}) {
		t.Errorf("got %q", got)
	}
}

func TestLongTerm(t *testing.T) {
	for _, text := range []string{strings.Repeat("a", 5000), strings.Repeat("ж", 5000)} {
		for _, token := range Analyse(lang.FI, text) {
			if len(token.Term) > maxTerm || !utf8.ValidString(token.Term) {
				t.Errorf("term of %d bytes", len(token.Term))
			}
		}
	}
}

func TestEveryLanguageHasAnAnalyser(t *testing.T) {
	for _, tag := range lang.All() {
		if analysers[Name(tag)] == nil {
			t.Errorf("no row for %s in languages.go", tag)
		}
	}
}

// Concurrent use is for the race detector.
func TestConcurrentUse(t *testing.T) {
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for _, tag := range lang.All() {
				Analyse(tag, sample(t, tag, 100))
				AnalyseExact("Ääni, guvernanță")
			}
		})
	}
	wg.Wait()
}

// checkTokens holds tokens to what highlighting needs: they stand in order in
// the text, begin and end between runes, and cut no Latin word in two.
func checkTokens(t *testing.T, text string, tokens []Token) {
	t.Helper()
	end := 0
	for _, token := range tokens {
		if token.Term == "" || token.Start < end || token.End <= token.Start || token.End > len(text) {
			t.Fatalf("%v after offset %d in %q", token, end, text)
		}
		end = token.End
		if !utf8.ValidString(text) {
			continue
		}
		if !utf8.RuneStart(text[token.Start]) || token.End < len(text) && !utf8.RuneStart(text[token.End]) {
			t.Fatalf("%v cuts a rune of %q", token, text)
		}
		first, _ := utf8.DecodeRuneInString(text[token.Start:])
		last, _ := utf8.DecodeLastRuneInString(text[:token.End])
		before, _ := utf8.DecodeLastRuneInString(text[:token.Start])
		after, _ := utf8.DecodeRuneInString(text[token.End:])
		if latin(before) && latin(first) || latin(last) && latin(after) {
			t.Fatalf("%v cuts a word of %q", token, text)
		}
	}
}

func latin(r rune) bool { return unicode.Is(unicode.Latin, r) && unicode.IsLetter(r) }

func FuzzAnalyse(f *testing.F) {
	f.Add("Guvernanţa AI’ului, l’e\u0301tat d'ici; EU:n vaa'an 10:30 foto's")
	f.Add("ﬁnanciële K\u212a\u00ad ÅÄÖ ẞ \xff\xfe o'")
	f.Add("''s '' :n nen sta ksi iden ''")
	f.Fuzz(func(t *testing.T, text string) {
		for _, tag := range lang.All() {
			checkTokens(t, text, Analyse(tag, text))
		}
		checkTokens(t, text, AnalyseExact(text))
	})
}

// FuzzStem looks for words that break a stemmer; a stem must not be empty, and
// must not depend on anything but the word.
func FuzzStem(f *testing.F) {
	for _, w := range []string{"a", "nen", "sta", "iden", "ssa", "aaa", "tioi", "ajiem", "sss", "zz", "urilor", "ee", "ii", "s"} {
		f.Add(w)
	}
	f.Fuzz(func(t *testing.T, word string) {
		word = lang.Fold(word)
		if word == "" || !onlyLetters(word) {
			return
		}
		for _, l := range languages() {
			if l.stem(word) == "" {
				t.Errorf("%s: %q has no stem", l.tag, word)
			}
		}
	})
}

// sample returns a text of n words from the word list of a language.
func sample(tb testing.TB, tag lang.Tag, n int) string {
	data, err := os.ReadFile(filepath.Join("testdata", string(tag)+".tsv"))
	if err != nil {
		tb.Error(err)
		return ""
	}
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	var words []string
	for i := range n {
		form, _, _ := strings.Cut(lines[i%len(lines)], "\t")
		words = append(words, form)
	}
	return strings.Join(words, " ")
}

// BenchmarkAnalyse analyses 500 words.
func BenchmarkAnalyse(b *testing.B) {
	for _, tag := range lang.All() {
		text := sample(b, tag, 500)
		b.Run(string(tag), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Analyse(tag, text)
			}
		})
	}
}
