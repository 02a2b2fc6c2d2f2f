package analysis

import (
	"slices"
	"testing"

	"github.com/ai4citizens/casebook/internal/lang"
)

func TestInfinitives(t *testing.T) {
	for _, test := range []struct {
		tag        lang.Tag
		form, want string
	}{
		{lang.FI, "kouluttaminen", "kouluttaa"}, {lang.FI, "hankkimisessa", "hankkia"}, {lang.FI, "tarjoamiseen", "tarjota"},
		{lang.FI, "käyttävät", "kayttaa"}, {lang.FI, "järjestetään", "jarjestaa"}, {lang.FI, "rahoitetaan", "rahoittaa"},
		{lang.FI, "löydettiin", "loytaa"}, {lang.FI, "osallistujat", "osallistua"}, {lang.FI, "lukija", "lukea"},
		{lang.FI, "haluaisi", "haluta"}, {lang.FI, "sijaitsee", "sijaita"}, {lang.FI, "tullut", "tulla"}, {lang.FI, "lukitseminen", "lukita"},
		{lang.RO, "folosesc", "folosi"}, {lang.RO, "primește", "primi"}, {lang.RO, "reprezintă", "reprezenta"}, {lang.RO, "asociază", "asocia"},
		{lang.RO, "propuse", "propune"}, {lang.RO, "ajuns", "ajunge"},
		{lang.NL, "genoemd", "noemen"}, {lang.NL, "gemeld", "melden"}, {lang.NL, "uitgenodigd", "uitnodigen"}, {lang.NL, "gestopt", "stoppen"},
		{lang.NL, "aangetroffen", "aantreffen"}, {lang.NL, "ontworpen", "ontwerpen"}, {lang.NL, "gevonden", "vinden"}, {lang.NL, "verzending", "verzenden"},
		{lang.IT, "fornisce", "fornire"}, {lang.IT, "applicano", "applicare"}, {lang.IT, "contiene", "contenere"}, {lang.IT, "farlo", "fare"},
		{lang.IT, "proposte", "proporre"}, {lang.IT, "scritto", "scrivere"},
		{lang.LV, "sniegšanai", "sniegt"}, {lang.LV, "sniedz", "sniegt"}, {lang.LV, "izmanto", "izmantot"}, {lang.LV, "strādāja", "stradat"},
		{lang.LV, "jāveic", "veikt"}, {lang.LV, "uzskatīta", "uzskatit"}, {lang.LV, "piedalās", "piedalities"}, {lang.LV, "sākās", "sakties"},
	} {
		list := Infinitives(test.tag, test.form)
		if !slices.Contains(list, test.want) {
			t.Errorf("%s: %s may be of %v, want %s among them", test.tag, test.form, list, test.want)
		}
	}
}

func TestNoInfinitives(t *testing.T) {
	for tag, form := range map[lang.Tag]string{lang.EN: "running", lang.FI: "AI", lang.NL: "gee", lang.IT: "città2"} {
		if list := Infinitives(tag, form); list != nil {
			t.Errorf("%s: %s may be of %v, want nothing", tag, form, list)
		}
	}
}

func FuzzInfinitives(f *testing.F) {
	for _, w := range []string{"käyttäminen", "gegeven", "jāā", "aaaa", "este", "uitge", "geen", "geene", "\xff\xfe"} {
		f.Add(w)
	}
	f.Fuzz(func(t *testing.T, w string) {
		for _, l := range lang.All() {
			for _, v := range Infinitives(l, w) {
				if len(v) < 3 || !onlyLetters(v) {
					t.Errorf("%s: %q gives %q", l, w, v)
				}
			}
		}
	})
}
