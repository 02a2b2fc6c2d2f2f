package analysis

import "strings"

// stemFinnish removes clitics, possessive suffixes, case and number from a
// folded Finnish noun or adjective, and gives what is left one form for all
// grades of its consonants and all its vowel stems. Comparison goes too. Verbs
// meet only where their endings look like those of nouns.
//
// Source of the rules: Iso suomen kielioppi on case, stem and gradation, and
// the inflection types 1 to 49 of the word list of the Institute for the
// Languages of Finland (Kotus), named below by number. Several endings have two
// readings; what decides is the letters in front of them and which reading
// written prose has more often.
//
// Compounds stay whole: they inflect at the end, so the rules fit them as well.
// Their parts are found by a Splitter.
func stemFinnish(word string) string {
	if len(word) < 3 {
		return word
	}
	stem := finnishCase(change(finnishPossessives, finnishClitic(word)))
	if full, ok := finnishShort[stem]; ok {
		stem = full
	}
	stem = change(finnishVanishedK, stem)
	if len(stem) == 3 && endsInTwoVowels(stem) {
		return stem // maa, tie
	}
	return finnishConsonants(finnishVowels(stem))
}

// finnishClitic removes -kin and -kaan behind a case ending. Elsewhere the same
// letters belong to the word (musiikin, paikkaan).
func finnishClitic(word string) string {
	for _, clitic := range []string{"kin", "kaan"} {
		bare, ok := strings.CutSuffix(word, clitic)
		if !ok || len(bare) < 4 {
			continue
		}
		for _, ending := range []string{"n", "t", "ssa", "sta", "lla", "lta", "lle"} {
			if strings.HasSuffix(bare, ending) {
				return bare
			}
		}
	}
	return word
}

// finnishPossessives takes the possessive suffixes of the third person and of
// the first person plural, and of the first singular only behind local cases.
// Where the suffix swallowed the n of a case, it is put back.
var finnishPossessives = []rule{
	{"hansa", vowels, "han", 3}, {"honsa", vowels, "hon", 3}, {"hinsa", vowels, "hin", 3},
	{"iensa", "", "ien", 3}, {"jensa", "", "jen", 3}, {"idensa", "", "iden", 3},
	{"nsa", vowels, "", 4}, {"mme", vowels, "", 4},
	{"ssani", "", "ssa", 3}, {"llani", "", "lla", 3}, {"stani", "", "sta", 3},
}

// finnishShort gives the full stem of words so short that rules would fail:
// nouns of one syllable, whose vowel changes before the plural i (maa, maita;
// työ, töitä), and a few of two that lose or change their only consonant.
var finnishShort = map[string]string{
	"ma": "maa", "mai": "maa", "pa": "paa", "pai": "paa", "sa": "saa", "sai": "saa",
	"su": "suu", "sui": "suu", "pu": "puu", "pui": "puu", "ku": "kuu", "kui": "kuu", "lui": "luu",
	"sy": "syy", "syi": "syy", "to": "tyo", "toi": "tyo", "so": "suo", "soi": "suo", "te": "tie", "tei": "tie", "oi": "yo",
	"mie": "mies", "miehe": "mies", "miehi": "mies",
	"aja": "aika", "via": "vika", "ia": "ika",
	"vede": "vesi", "vete": "vesi", "kade": "kasi", "kate": "kasi",
	"avoi": "avoime",
}

// finnishVanishedK puts back the k that vanishes in the weak grade, in nouns
// frequent as the last part of a compound (rikoslain, määräajan, tueksi):
// nothing is left in the word that a rule could see.
var finnishVanishedK = []rule{
	{"lai", "", "laki", 0}, {"lae", "", "laki", 0}, {"aja", vowels, "aika", 0},
	{"teo", "", "teko", 0}, {"tue", "", "tuki", 0}, {"joe", "", "joki", 0}, {"vae", "", "vaki", 0},
	{"nao", "", "nako", 0}, {"jao", "", "jako", 0}, {"koo", "", "koko", 0}, {"hau", "", "haku", 0},
	{"ruoa", "", "ruoka", 0}, {"ruua", "", "ruoka", 0},
	// k to v between u and u: luku, luvun, luvuissa.
	{"luvu", "", "luku", 0}, {"suvu", "", "suku", 0}, {"puvu", "", "puku", 0}, {"kyvy", "", "kyky", 0},
	{"luvui", "", "luku", 0}, {"suvui", "", "suku", 0}, {"puvui", "", "puku", 0}, {"kyvyi", "", "kyky", 0},
}
