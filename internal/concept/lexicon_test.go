package concept

import (
	"strings"
	"testing"
	"unicode"

	"github.com/ai4citizens/casebook/internal/lang"
)

func TestLexiconIsComplete(t *testing.T) {
	l, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Senses) < 3000 {
		t.Errorf("there are %d senses", len(l.Senses))
	}
	for _, s := range l.Senses {
		for _, tag := range lang.All() {
			if len(s.Words[tag]) == 0 {
				t.Errorf("%v has no word in %s", s.Words[lang.EN], tag)
			}
			for _, w := range s.Words[tag] {
				checkLetters(t, tag, w)
			}
		}
	}
}

// foreign are the letters that a language has beside a to z; what else stands
// in a word is a mistake, or a name.
var foreign = map[lang.Tag]string{
	lang.EN: "éèêïñçôâüá", lang.FI: "äöåšžéü", lang.RO: "ăâîșțéöü", lang.NL: "éèëêïöüçàáâíóúû", lang.IT: "àèéìíòóùúîç", lang.LV: "āčēģīķļņšūžōŗéöü",
}

func checkLetters(t *testing.T, tag lang.Tag, w string) {
	t.Helper()
	for _, r := range strings.ToLower(w) {
		if !unicode.Is(unicode.Latin, r) && unicode.IsLetter(r) {
			t.Errorf("%s %q has %q of another script", tag, w, r)
		}
		if r > 127 && unicode.IsLetter(r) && !strings.ContainsRune(foreign[tag], r) {
			t.Errorf("%s %q has the letter %q", tag, w, r)
		}
	}
}

// TestWordsKeepTheirLetters holds the share of words that have letters beyond a
// to z: it falls when entries are written without them.
func TestWordsKeepTheirLetters(t *testing.T) {
	l, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for tag, floor := range map[lang.Tag]float64{lang.FI: .20, lang.RO: .34, lang.LV: .60} {
		all, with := map[string]bool{}, 0
		for _, s := range l.Senses {
			for _, w := range s.Words[tag] {
				if !all[w] && lang.Fold(w) != strings.ToLower(w) {
					with++
				}
				all[w] = true
			}
		}
		if share := float64(with) / float64(len(all)); share < floor {
			t.Errorf("%s: %.2f of the words have letters of their own, less than %.2f", tag, share, floor)
		}
	}
}

func TestParseLexiconFindsMistakes(t *testing.T) {
	for row, want := range map[string]string{
		"n\tcity\tkaupunki\toraș\tstad\tcittà\tpilsēta": "",
		"# a note":          "",
		"n\tcity\tkaupunki": "line 1: there are 3 columns, not 7",
		"x\tcity\tkaupunki\toraș\tstad\tcittà\tpilsēta":    `line 1: "x" is no part of speech`,
		"n\tcity\tkaupunki\toraş\tstad\tcittà\tpilsēta":    "has a cedilla",
		"n\tcity|\tkaupunki\toraș\tstad\tcittà\tpilsēta":   "is empty",
		"n\tci;ty\tkaupunki\toraș\tstad\tcittà\tpilsēta":   `has the sign ";"`,
		"n\tcity| town\tkaupunki\toraș\tstad\tcittà\tpils": "has spaces around it",
	} {
		_, problems := ParseLexicon([]byte(row))
		if got := strings.Join(problems, "; "); want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%q: %q, want %q", row, got, want)
		}
	}
}

func FuzzParseLexicon(f *testing.F) {
	f.Add([]byte("n\tcity\tkaupunki\toraș\tstad\tcittà\tpilsēta\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		l, _ := ParseLexicon(data)
		for _, s := range l.Senses {
			for _, tag := range lang.All() {
				if len(s.Words[tag]) == 0 {
					t.Fatalf("%v has no %s", s, tag)
				}
			}
		}
	})
}
