package lang

import (
	"testing"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{"register", "register"},
		{"AI Act", "ai act"},
		{"Käytäntö", "kaytanto"},
		{"Ka\u0308yta\u0308nto\u0308", "kaytanto"},
		{"guvernanță", "guvernanta"},
		{"guvernanţă", "guvernanta"},
		{"ȘȚ ŞŢ șț şţ", "st st st st"},
		{"București, Bacău, Iași, România", "bucuresti, bacau, iasi, romania"},
		{"città È perché", "citta e perche"},
		{"ideeën, coöperatie, ĳs", "ideeen, cooperatie, ijs"},
		{"Rīga Ķekava ņēmējs ļoti", "riga kekava nemejs loti"},
		{"Øresund Łódź straße Þór Ærø", "oresund lodz strasse thor aero"},
		{"ISTANBUL İstanbul ırmak", "istanbul istanbul irmak"},
		{"ﬁnance CO₂ m²", "finance co2 m2"},
		{"co\u00adoperation", "cooperation"},
		{"l’ente", "l'ente"},
		{"ΣΟΦΟΣ σοφος", "σοφοσ σοφοσ"},
		{"Кириллица", "кириллица"},
	}
	for _, test := range tests {
		if got := Fold(test.in); got != test.want {
			t.Errorf("Fold(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

func TestFoldTwice(t *testing.T) {
	for r := rune(0); r < 0x20000; r++ {
		once := Fold(string(r))
		if twice := Fold(once); twice != once {
			t.Errorf("%U becomes %q and then %q", r, once, twice)
		}
	}
}

func FuzzFold(f *testing.F) {
	f.Add("Ș ß İ \u0345 ǰ \xff Ω K ẞ")
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if twice := Fold(once); twice != once {
			t.Errorf("Fold(%q) = %q, folded again %q", s, once, twice)
		}
		if utf8.ValidString(s) && !utf8.ValidString(once) {
			t.Errorf("Fold(%q) = %q is not UTF-8", s, once)
		}
	})
}

func BenchmarkFold(b *testing.B) {
	for b.Loop() {
		Fold("Tekoälyrekisterin käytännöt pašvaldībās și instituții")
	}
}
