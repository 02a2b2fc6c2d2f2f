package analysis

import (
	"slices"
	"strings"
	"testing"

	"github.com/ai4citizens/casebook/internal/lang"
)

func TestSplitter(t *testing.T) {
	words := map[lang.Tag]string{
		lang.FI: "tekoäly rekisteri hankinta kaupunki strategia riski arviointi tieto suoja data",
		lang.NL: "aanbesteding beleid gemeente raad risico overheid dienst register algoritme persoon gegevens",
	}
	tests := []struct {
		tag        lang.Tag
		word, want string
	}{
		{lang.FI, "tekoälyrekisterin", "tekoäly rekisteri"},
		{lang.FI, "Kaupunkistrategiassa", "kaupunki strategia"},
		{lang.FI, "kaupunginstrategia", "kaupunki strategia"},
		{lang.FI, "tekoalyriskiarvioinnit", "tekoäly riski arviointi"},
		{lang.FI, "rekisteri", ""},
		{lang.FI, "rekisterissä", ""},
		{lang.FI, "tekoälymalli", ""},
		{lang.NL, "aanbestedingsbeleid", "aanbesteding beleid"},
		{lang.NL, "gemeenteraden", "gemeente raad"},
		{lang.NL, "algoritmeregisters", "algoritme register"},
		{lang.NL, "overheidsdiensten", "overheid dienst"},
		{lang.NL, "persoonsgegevens", "persoon gegevens"},
		{lang.NL, "gemeentehuis", ""},
	}
	for _, test := range tests {
		s := NewSplitter(test.tag, strings.Fields(words[test.tag]))
		var want []string
		for _, w := range strings.Fields(test.want) {
			want = append(want, terms(Analyse(test.tag, w))...)
		}
		if got := s.Split(test.word); !slices.Equal(got, want) {
			t.Errorf("%s: %s splits into %q, want %q", test.tag, test.word, got, want)
		}
	}
	if got := NewSplitter("xx", []string{"aaaa"}).Split("aaaaaaaa"); got != nil {
		t.Errorf("unknown language: %q", got)
	}
}

func FuzzSplitter(f *testing.F) {
	f.Add("tekoälyrekisteri")
	f.Fuzz(func(t *testing.T, word string) {
		s := NewSplitter(lang.FI, []string{"tekoäly", "rekisteri", "aaaa", word})
		if parts := s.Split(word); len(parts) == 1 {
			t.Errorf("%q has one part", word)
		}
	})
}

func BenchmarkSplit(b *testing.B) {
	s := NewSplitter(lang.FI, []string{"tekoäly", "rekisteri", "hankinta"})
	for b.Loop() {
		s.Split("tekoälyrekisterihankinnassa")
	}
}
