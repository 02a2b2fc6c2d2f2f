package analysis

import (
	"strings"

	"github.com/ai4citizens/casebook/internal/lang"
)

// Infinitives guesses of which verbs a word may be a form: the infinitives,
// folded, the likeliest first. It knows the forms that questions and plain texts
// have most, participles, passives and nouns of action among them, and guesses
// more than there is: who asks keeps what a dictionary knows. The index has no
// part in it, since a stemmer that went so far would take names for verbs.
//
// The forms are those of the grammars named at each language's stemmer, for
// Dutch those of the Algemene Nederlandse Spraakkunst.
func Infinitives(t lang.Tag, word string) []string {
	word = lang.Fold(word)
	if len(word) < 4 || !onlyLetters(word) {
		return nil
	}
	switch t {
	case lang.FI:
		return finnishInfinitives(word)
	case lang.RO:
		return replaced(romanianForms, word, strings.TrimRight(word, "aei"))
	case lang.NL:
		return dutchInfinitives(word)
	case lang.IT:
		return replaced(italianForms, word, strings.TrimRight(word, "aeio"))
	case lang.LV:
		return latvianInfinitives(word)
	}
	return nil
}

// form is an ending of a verb's forms, and the ends of infinitives that may stand
// in its place, divided by spaces; "-" for none.
type form struct{ ending, infinitives string }

// replaced puts the infinitive's ending in the place of each form's that words
// have; at least two letters must stand before it.
func replaced(forms []form, words ...string) []string {
	var list []string
	for _, f := range forms {
		for i, w := range words {
			stem, ok := strings.CutSuffix(w, f.ending)
			if !ok || len(stem) < 2 || i > 0 && w == words[0] {
				continue
			}
			for _, end := range strings.Fields(f.infinitives) {
				list = append(list, stem+strings.Trim(end, "-"))
			}
		}
	}
	return list
}

// finnishStems are endings that stand behind the vowel stem of a verb: of the
// noun of action, the participles, the agent, the conditional and persons.
var finnishStems = strings.Fields("minen misen mista misessa misesta miseen miseksi misella miselle miset misten misia misiin " +
	"va van vaa vat vassa vasta vaan valla valle vana vaksi via vien viin vissa vista ville " +
	"ja jan jaa jat jien jia jille jilta jista jaksi jalle jalta jana isi isivat isimme mme " +
	"nut nyt neet neen neita neiden neelle neelta malla matta maan massa masta ttava ttavat ttavan ttavien ttavia")

// finnishPassives are the endings of the passive with the infinitives of its
// conjugations.
var finnishPassives = []form{
	{"etaan", "aa taa"}, {"etiin", "aa taa"}, {"ettiin", "aa taa"}, {"ettu", "aa taa"}, {"etty", "aa taa"},
	{"ettuja", "aa taa"}, {"ettyja", "aa taa"}, {"etut", "aa taa"}, {"etyt", "aa taa"}, {"etun", "aa taa"}, {"etyn", "aa taa"},
	{"daan", "da"}, {"llaan", "lla"}, {"nnaan", "nna"}, {"staan", "sta"},
	{"taan", "a ta da"}, {"ttiin", "a ta"}, {"tiin", "a da"}, {"ttu", "a ta"}, {"tty", "a ta"},
	{"llut", "lla"}, {"llyt", "lla"}, {"nnut", "ta nna"}, {"nnyt", "ta nna"}, {"ssut", "sta"}, {"ssyt", "sta"},
	{"itsee", "ita"}, {"lee", "lla"}, {"nee", "nna eta"}, {"see", "sta sea"}, {"ee", "ea"}, {"oo", "oa"}, {"uu", "ua"}, {"yy", "ya"}, {"ii", "ia"},
	{"aa", "ta ata"}, {"oivat", "aa oa"}, {"ivat", "aa ea ia"}, {"oi", "aa oida"},
}

// finnishStrong undoes the weak grade at the end of a stem.
var finnishStrong = []form{{"d", "t"}, {"nn", "nt"}, {"ll", "lt"}, {"rr", "rt"}, {"mm", "mp"}, {"ng", "nk"}, {"v", "p"}}

func finnishInfinitives(word string) []string {
	var list []string
	for _, ending := range finnishStems {
		if stem, ok := strings.CutSuffix(word, ending); ok && len(stem) > 2 {
			list = append(list, finnishInfinitive(stem)...)
		}
	}
	list = append(list, replaced(finnishPassives, word)...)
	for _, f := range finnishPassives {
		if stem, ok := strings.CutSuffix(word, f.ending); ok {
			for _, strong := range replaced(finnishStrong, stem) {
				for _, end := range strings.Fields(f.infinitives) {
					list = append(list, strong+end)
				}
			}
		}
	}
	return list
}

// finnishInfinitive builds the infinitives that a vowel stem may have.
func finnishInfinitive(stem string) []string {
	last := stem[len(stem)-1]
	if !isVowel(last) {
		return nil
	}
	list := []string{stem + "a"}
	list = append(list, replaced([]form{{"itse", "ita"}, {"le", "lla"}, {"ne", "nna eta"}, {"re", "rra"}, {"se", "sta"}}, stem)...)
	if endsInTwoVowels(stem) {
		list = append(list, stem+"da")
		if last == 'a' {
			list = append(list, stem[:len(stem)-1]+"ta")
		}
	}
	if last == 'i' {
		list = append(list, stem[:len(stem)-1]+"ea")
	}
	return list
}

// romanianForms are of the present in -esc and -ez, of the imperfect, and the
// participles of the third conjugation.
var romanianForms = []form{
	{"easca", "i"}, {"este", "i"}, {"esc", "i"}, {"iaza", "ia"}, {"eaza", "a"}, {"eze", "a"}, {"ez", "a"},
	{"eau", "e ea"}, {"au", "a"}, {"iau", "i"}, {"zint", "zenta"}, {"zinta", "zenta"},
	{"uns", "unge"}, {"ins", "inge"}, {"ras", "rage"}, {"pus", "pune"}, {"dus", "duce"}, {"clus", "clude"}, {"chis", "chide"},
	{"cis", "cide"}, {"mis", "mite"}, {"cris", "crie"}, {"ers", "erge"}, {"mas", "mane"}, {"les", "lege"},
	{"eput", "epe"}, {"acut", "ace"}, {"erut", "ere"}, {"ecut", "ece"}, {"escut", "este"}, {"noscut", "noaste"}, {"vine", "veni"},
}

// italianForms are of the present in -isc-, the plural of the third person, verbs
// like tenere, infinitives with a pronoun, and irregular participles.
var italianForms = []form{
	{"isce", "ire"}, {"isco", "ire"}, {"iscono", "ire"}, {"isc", "ire"}, {"ano", "are"}, {"ono", "ere ire"},
	{"iene", "enere enire"}, {"ien", "enere enire"}, {"engono", "enere enire"}, {"engon", "enere enire"},
	{"rsi", "re"}, {"rlo", "re"}, {"rla", "re"}, {"rli", "re"}, {"rle", "re"}, {"rci", "re"}, {"rne", "re"}, {"rvi", "re"},
	{"erebber", "are ere"}, {"erebb", "are ere"},
	{"unt", "ungere umere"}, {"perd", "perdere"}, {"pers", "perdere"}, {"es", "endere"}, {"is", "idere"}, {"us", "udere"}, {"os", "odere"},
	{"pert", "prire"}, {"elt", "egliere"}, {"ost", "orre"}, {"ott", "urre"}, {"ritt", "rivere"}, {"ess", "ettere"}, {"att", "are"}, {"ett", "ire eggere"},
}

// dutchStrong are participles of strong verbs without ge-, which are also the
// last part of others: ontworpen, aangetroffen. Gaan and staan are there because
// rules look for -en.
var dutchStrong = []form{
	{"vonden", "vinden"}, {"bonden", "binden"}, {"nomen", "nemen"}, {"sloten", "sluiten"}, {"kozen", "kiezen"}, {"schreven", "schrijven"},
	{"trokken", "trekken"}, {"sproken", "spreken"}, {"bracht", "brengen"}, {"dacht", "denken"}, {"kocht", "kopen"}, {"zocht", "zoeken"},
	{"holpen", "helpen"}, {"worpen", "werpen"}, {"boden", "bieden"}, {"bleven", "blijven"}, {"bleken", "blijken"}, {"kregen", "krijgen"},
	{"grepen", "grijpen"}, {"troffen", "treffen"}, {"wezen", "wijzen"}, {"gonnen", "ginnen"}, {"gaan", "gaan"}, {"daan", "doen"}, {"staan", "staan"},
	{"broken", "breken"}, {"loren", "liezen"}, {"schonken", "schenken"}, {"zonden", "zenden"},
}

// dutchInfinitives undoes participles, of separable verbs too (uitgenodigd), and
// nouns in -ing.
func dutchInfinitives(word string) []string {
	var list []string
	if stem, ok := strings.CutSuffix(strings.TrimSuffix(word, "en"), "ing"); ok && len(stem) > 2 {
		list = append(list, dutchInfinitive(stem)...)
	}
	bare := []string{word}
	for i := range word[:len(word)-3] {
		prefix := word[:i]
		if strings.HasPrefix(word[i:], "ge") && (prefix == "" || particles[lang.NL][prefix]) {
			bare = append(bare, prefix+word[i+2:])
		}
	}
	for i, w := range bare {
		list = append(list, replacedWhole(dutchStrong, w)...)
		if i == 0 || len(w) < 4 {
			continue // without ge- it is no participle that a rule could see
		}
		w = strings.TrimSuffix(w, "e")
		if strings.HasSuffix(w, "en") {
			list = append(list, w)
		} else if strings.HasSuffix(w, "d") || strings.HasSuffix(w, "t") {
			list = append(list, dutchInfinitive(w[:len(w)-1])...)
			list = append(list, dutchInfinitive(w)...)
		}
	}
	return list
}

// replacedWhole is replaced for endings that may be the whole word.
func replacedWhole(forms []form, word string) []string {
	var list []string
	for _, f := range forms {
		if stem, ok := strings.CutSuffix(word, f.ending); ok {
			list = append(list, stem+f.infinitives)
		}
	}
	return list
}

// dutchInfinitive puts -en behind a stem, with its last consonant once and twice.
func dutchInfinitive(stem string) []string {
	if len(stem) < 2 {
		return nil
	}
	list := []string{stem + "en"}
	if last := stem[len(stem)-1]; !isVowel(last) {
		list = append(list, stem+string(last)+"en")
	}
	return list
}

// latvianForms are of the verbal noun, the participles, the third person in
// present and past, and reflexives.
var latvianForms = []form{
	{"sanas", "ties t"}, {"sanai", "t"}, {"sanu", "t"}, {"sana", "t"},
	{"ojas", "oties"}, {"ajas", "aties"}, {"ejas", "eties ties"}, {"ijas", "ities"}, {"oja", "ot"}, {"aja", "at"}, {"eja", "et t"}, {"ija", "it"},
	{"ejs", "t"}, {"ejam", "t"}, {"eji", "t"}, {"ejiem", "t"}, {"eju", "t"},
	{"ita", "it"}, {"ata", "at"}, {"ota", "ot"}, {"eta", "et"}, {"ito", "it"}, {"ato", "at"}, {"oto", "ot"}, {"eto", "et"},
	{"its", "it"}, {"ats", "at"}, {"ots", "ot"}, {"ets", "et"}, {"iti", "it"}, {"ati", "at"}, {"oti", "ot"}, {"eti", "et"},
	{"jot", "t"}, {"ot", "t"}, {"am", "at t"}, {"im", "it t"},
	{"as", "ties aties ities"}, {"o", "ot"}, {"a", "at t it"}, {"e", "et"}, {"s", "t"}, {"", "t it et"},
}

// latvianInfinitives also undoes the debitive (jāveic) and what j did to a
// consonant: sniedz, sniegt; veic, veikt.
func latvianInfinitives(word string) []string {
	words := []string{word}
	if bare, ok := strings.CutPrefix(word, "ja"); ok && len(bare) > 3 {
		words = append(words, bare)
	}
	list := replaced(latvianForms, words...)
	for _, w := range list {
		for _, pair := range [][2]string{{"dzt", "gt"}, {"ct", "kt"}, {"dzties", "gties"}, {"cties", "kties"}} {
			if stem, ok := strings.CutSuffix(w, pair[0]); ok {
				list = append(list, stem+pair[1])
			}
		}
	}
	return list
}
