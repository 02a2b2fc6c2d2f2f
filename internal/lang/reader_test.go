package lang

import (
	"slices"
	"strings"
	"sync"
	"testing"
)

func TestNegotiate(t *testing.T) {
	tests := []struct {
		header string
		want   Tag
	}{
		{"", EN},
		{"fi", FI},
		{"fi-FI,fi;q=0.9,en;q=0.8", FI},
		{"sv-FI,fi;q=0.7", FI},
		{"de-DE,de;q=0.9,it;q=0.5,nl;q=0.6", NL},
		{"en-GB", EN},
		{"ro-MD", RO},
		{"mo", RO},
		{"LV", LV},
		{"ja,zh;q=0.5", EN},
		{"fi;q=0", EN},
		{"fi;q=0, lv;q=0.2", LV},
		{"*", EN},
		{"fi;;q=??,,", EN},
		{"\x00\xff", EN},
		{strings.Repeat("fi,", 5000), FI},
		{strings.Repeat("a-", 100000) + "fi", EN},
		{strings.Repeat("x", 300) + ",fi", EN},
	}
	for _, test := range tests {
		if got := Negotiate(test.header, All(), EN); got != test.want {
			t.Errorf("Negotiate(%.40q) = %q, want %q", test.header, got, test.want)
		}
	}
	if got := Negotiate("fi, nl;q=0.1", []Tag{NL, RO}, RO); got != NL {
		t.Errorf("of nl and ro: %q", got)
	}
	if got := Negotiate("fi", nil, RO); got != RO {
		t.Errorf("of none: %q", got)
	}
}

func FuzzNegotiate(f *testing.F) {
	f.Add("fi-FI,fi;q=0.9,en;q=0.8")
	f.Add("x-;q=0,*;q=1,-,en-u-co-phonebk-x-a")
	f.Fuzz(func(t *testing.T, header string) {
		if got := Negotiate(header, All(), EN); !slices.Contains(All(), got) {
			t.Errorf("Negotiate(%q) = %q", header, got)
		}
	})
}

func TestCollator(t *testing.T) {
	tests := []struct {
		tag  Tag
		want string
	}{
		{EN, "Aalborg Ångström Bacău Élan eta zoo"},
		{FI, "Aalto esite Zagreb Åbo äiti öljy"},
		{RO, "arc az ăla bazar sat strat șanț tren țară"},
		{NL, "ijs ja Lets zee"},
		{IT, "caffe caffè città cittadino"},
		{LV, "cena cūka čaks gads ģimene kase ķermenis lapa ļaudis nams ņemt sala šalle zeme žagars"},
	}
	for _, test := range tests {
		words := strings.Fields(test.want)
		slices.Reverse(words)
		NewCollator(test.tag).Sort(words)
		if got := strings.Join(words, " "); got != test.want {
			t.Errorf("%s: %s, want %s", test.tag, got, test.want)
		}
	}
}

func TestLetter(t *testing.T) {
	for tag, pairs := range map[Tag]string{
		EN: "élan E Zoo Z 5G 0 “quoted” Q ? -", FI: "äiti Ä åbo Å šakki S öljy Ö ale A", RO: "șanț Ș ţară Ţ țară Ț îngeri Î sat S",
		NL: "ijs I één E", IT: "è E città C", LV: "ēna E čaks Č ģimene Ģ ļaudis Ļ āda A žagars Ž",
	} {
		c, words := NewCollator(tag), strings.Fields(pairs)
		for i := 0; i < len(words); i += 2 {
			if got := c.Letter(words[i]); got != strings.Trim(words[i+1], "-") {
				t.Errorf("%s: %s stands under %q, want %q", tag, words[i], got, words[i+1])
			}
		}
	}
}

// Concurrent use is for the race detector.
func TestCollatorConcurrently(t *testing.T) {
	c := NewCollator(FI)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 100 {
				if c.Compare("zeta", "äiti") >= 0 {
					t.Error("ä before z")
				}
				c.Sort([]string{"ö", "ä", "å", "a"})
			}
		})
	}
	wg.Wait()
}

func TestCedilla(t *testing.T) {
	tests := []struct {
		s     string
		index int
		found bool
	}{
		{"", 0, false},
		{"administrație și școală", 0, false},
		{"administraţie", 10, true},
		{"ăş", 2, true},
		{"Ţara", 0, true},
		{"Şcoala", 0, true},
		{"as\u0327a", 1, true},
		{"façade, Ķ, c\u0327", 0, false},
		{"\xff\xfeţ", 2, true},
	}
	for _, test := range tests {
		if index, found := Cedilla(test.s); index != test.index || found != test.found {
			t.Errorf("Cedilla(%q) = %d, %v, want %d, %v", test.s, index, found, test.index, test.found)
		}
	}
}
