package analysis

import "strings"

// stemRomanian removes the article, case and number of Romanian nouns and
// adjectives, the vowel changes that go with them, and then the endings of the
// infinitive and the participle with the nouns made of them. The rules follow
// the paradigms in Gramatica de bază a limbii române (2010) as they look in
// folded words, where ș is s and ă and â are a; so the comma, the cedilla and
// no diacritics at all make no difference.
func stemRomanian(word string) string {
	if len(word) < 3 {
		return word
	}
	if base, ok := romanianIrregular[word]; ok {
		return base
	}
	stem, inflected := apply(romanianEndings, word)
	if !inflected && !romanianWhole[stem] {
		stem = change(romanianVerbal, stem)
	}
	if bare, soft := strings.CutSuffix(stem, "I"); soft {
		stem = change(romanianSoftened, bare)
	}
	if len(stem) > 3 && endsInVowel(stem) {
		stem = stem[:len(stem)-1]
	}
	if stem = romanianVowel(romanianUr(stem)); romanianWhole[stem] {
		return stem
	}
	return change(romanianSuffixes, stem)
}

// romanianEndings are the endings of number, case and definite article. The
// letter I stands for an ending in i, which softens the consonant before it.
var romanianEndings = []rule{
	{"urilor", "", "ur", 2}, {"urile", "", "ur", 2}, {"uri", "", "ur", 2},
	{"bile", "", "bil", 2}, // the suffix -bil, no article
	{"iilor", "", "I", 2}, {"ilor", "", "I", 2}, {"elor", "", "", 2}, {"ului", "", "", 2},
	{"iile", "", "I", 2}, {"ile", "", "I", 3}, {"ele", "", "", 3}, {"elei", "", "", 3}, {"iei", "", "", 2},
	{"lor", vowels, "", 3}, {"lui", "ei", "", 3},
	{"iul", "", "", 2}, {"ul", "", "", 2}, {"le", "e", "", 3},
	{"ii", "", "I", 2}, {"ia", "", "", 2}, {"ie", "", "", 2}, {"iu", "", "", 2},
	{"ei", "", "", 2}, {"ea", "", "", 2}, {"ee", "", "", 2}, {"eu", "", "", 3},
	{"i", "", "I", 2}, {"a", "", "", 2}, {"e", "", "", 2}, {"u", "", "", 2}, {"o", "", "", 3},
}

// romanianSoftened undoes what an ending in i does to sc and d: românesc,
// românești; comandă, comenzi. In -ez the z is the noun's own.
var romanianSoftened = []rule{
	{"est", "", "esc", 2},
	{"z", "anro", "d", 2},
}

// romanianVerbal are the gerund, and the first person plural in which people ask
// (cum cumpărăm, ce folosim). They end a word, so they are looked at only if
// there was no other ending. In -gram and -onim the letters are the noun's own.
var romanianVerbal = []rule{
	{"and", "", "", 4}, {"ind", "", "", 4},
	{"gram", "", "gram", 2}, {"am", consonants, "", 4},
	{"onim", "", "onim", 2}, {"im", "", "", 4},
}

// romanianWhole are stems whose last letters look like endings of verbs and are
// none: număr is not nume, funcționar not funcție, salar not sală.
var romanianWhole = wordSet("primar functionar inventar salar formular dosar seminar calendar notar stagiar " +
	"hotar zahar pahar dolar voluntar militar buzunar credit audit profit limit spirit deficit circuit vizit statut atribut " +
	"privat strat legitim maritim proxim interim reclam")

// romanianUr removes the plural -ur(i) of neuters. Feminines in -tură and -sură
// keep it, which the letters in front tell: costuri, but structuri, măsuri.
func romanianUr(stem string) string {
	bare, ok := strings.CutSuffix(stem, "ur")
	if !ok || len(bare) < 3 {
		return stem
	}
	last, before := letterAt(bare, 0), letterAt(bare, 1)
	if last == 't' && (isVowel(before) || before == 'c' || before == 'l') || last == 's' && isVowel(before) {
		return stem
	}
	return bare
}

// romanianVowel undoes the breaking of the last vowel of a stem: școală and
// școli, europeană and europeni, piață and piețe.
func romanianVowel(stem string) string {
	i := len(stem)
	for i > 0 && !isVowel(stem[i-1]) {
		i--
	}
	if i < 2 || i == len(stem) {
		return stem
	}
	start, end := stem[:i-2], stem[i:]
	switch stem[i-2 : i] {
	case "ea":
		return start + "e" + end
	case "oa":
		return start + "o" + end
	case "ia":
		if end == "t" && len(stem) < 6 {
			return start + "ie" + end
		}
	}
	return stem
}

// romanianSuffixes are those of the long infinitive (evaluare), the participle
// (evaluat, and with it evaluație), and the present in -ez.
var romanianSuffixes = []rule{
	{"ar", "", "", 3}, {"er", "", "", 4}, {"ir", "", "", 3},
	{"at", "", "", 3}, {"it", "", "", 3}, {"ut", "", "", 4},
	{"ez", "", "", 4},
}

// romanianIrregular holds nouns that change more than their ending, and model and
// idee, whose ends look like articles.
var romanianIrregular = map[string]string{
	"ziua": "zi", "zile": "zi", "zilei": "zi", "zilele": "zi", "zilelor": "zi",
	"oameni": "om", "oamenii": "om", "oamenilor": "om",
	"modele": "model", "modelele": "model", "modelelor": "model",
	"cuvinte": "cuvant", "cuvintele": "cuvant", "cuvintelor": "cuvant",
	"tanar": "tanar", "tanara": "tanar", "tanarul": "tanar", "tanarului": "tanar",
	"tineri": "tanar", "tinerii": "tanar", "tinerilor": "tanar", "tinere": "tanar", "tinerele": "tanar", "tinerelor": "tanar",
	"numar": "numar", "numarul": "numar", "numarului": "numar", "numere": "numar", "numerele": "numar", "numerelor": "numar",
	"idee": "ide", "ideea": "ide", "ideii": "ide", "idei": "ide", "ideile": "ide", "ideilor": "ide",
	"nou": "nou", "noul": "nou", "noua": "nou", "noului": "nou", "noile": "nou", "noilor": "nou",
}
