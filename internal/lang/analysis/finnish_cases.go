package analysis

import "strings"

// finnishCase removes the case ending, and the nominative endings that have no
// place in the stem. A plural i may remain.
func finnishCase(word string) string {
	if stem, ok := apply(finnishGenitives, word); ok {
		return stem
	}
	stem, done := finnishIllative(word)
	if done {
		return stem
	}
	if len(stem) > 5 && strings.HasSuffix(stem, "sta") && isVowel(letterAt(stem, 3)) {
		return finnishElative(stem)
	}
	if bare, ok := apply(finnishCases, stem); ok {
		return bare
	}
	if bare, ok := finnishPartitive(stem); ok {
		return bare
	}
	return finnishFinal(stem)
}

// finnishGenitives are the plural genitives, and the endings in n that have to
// be known before it is taken for a case: -nen with its stem -se- (38), the
// comitative -ineen, and the illative of -nen (julkiseen).
var finnishGenitives = []rule{
	{"nen", "iouay", "se", 3},
	{"miehen", "", "mies", 0}, // no illative, although tiehen is one
	{"ineen", "", "", 5},
	{"seen", "i", "se", 3},
	{"itten", "", "", 3}, {"iden", vowels, "", 2}, {"jen", vowels, "", 3}, {"ien", "", "i", 3}, {"ten", "srl", "", 3},
	{"inten", vowels, "im", 2}, {"inten", consonants, "", 4}, // eläinten, puhelinten (33)
}

// finnishIllative removes the illative: -seen after a long vowel, -siin after a
// plural diphthong, -h-n around the vowel that stands before it, and a long
// vowel with n. After -aan and -lleen the word is not done, because the n can
// also be the possessive suffix behind another case (työtään, heilleen).
func finnishIllative(word string) (stem string, done bool) {
	n := len(word)
	switch {
	case n > 6 && strings.HasSuffix(word, "seen") && endsInLongVowel(word[:n-4]):
		return word[:n-4], true
	case strings.HasSuffix(word, "isiin") && isVowel(letterAt(word, 5)) && letterAt(word, 6) != 'l':
		return word[:n-4], true
	case n > 5 && word[n-1] == 'n' && word[n-3] == 'h' && word[n-4] == word[n-2] && isVowel(word[n-5]):
		return word[:n-3], true
	case n > 4 && word[n-1] == 'n' && endsInLongVowel(word[:n-1]):
		return word[:n-2], word[n-2] != 'a' && !strings.HasSuffix(word, "lleen")
	case n > 4 && endsInLongVowel(word) && isVowel(word[n-3]):
		return word[:n-1], true // partitive: korkeaa
	}
	return word, false
}

// finnishCases are the other endings. Partitives of consonant stems stand
// before the ablative, from which they cannot be told otherwise: kieltä, nuorta
// (23 to 26).
var finnishCases = []rule{
	{"ssa", vowels, "", 2},
	{"ielta", "", "iel", 1}, {"uolta", "", "uol", 1}, {"uulta", "", "uul", 1},
	{"uorta", "", "uor", 1}, {"uurta", "", "uur", 1}, {"merta", "", "mer", 0},
	{"lla", vowels, "", 3}, {"lta", vowels, "", 3}, {"lle", vowels, "", 3},
	{"ksi", vowels, "", 3},
	{"na", vowels, "", 4},
	{"tta", "e", "", 3},                                  // huonetta (48)
	{"utta", vowels, "us", 1}, {"ytta", vowels, "ys", 1}, // mahdollisuutta (40)
	{"ita", vowels, "", 3},
	{"inta", "aoeuy", "im", 2}, // eläintä (33)
	{"tonta", "", "to", 3},     // työtöntä (34)
	{"uuta", "", "uu", 1}, {"yyta", "", "yy", 1},
}

// finnishElative decides what -sta is: the elative, or the partitive of a stem
// in s (39 vastaus, 38 nainen). Such a stem is -us unless nouns in -lu, -ku and
// the like are more frequent, -tos with a strong t that the elative would have
// made d, and -is in the usual endings of adjectives in -inen.
func finnishElative(word string) string {
	n := len(word)
	elative, partitive := word[:n-3], word[:n-2]
	before := word[:n-4]
	ends := func(s string) bool { return strings.HasSuffix(before, s) }
	strongT := ends("t") && len(before) > 2 && endsInTwoVowels(before[:len(before)-1])
	switch word[n-4] {
	case 'u', 'y':
		last := letterAt(before, 0)
		switch {
		case last == word[n-4], strings.IndexByte("lrpv", last) >= 0, last == 'k' && !ends("esk"):
			return elative
		case n > 6:
			return partitive
		}
		return word
	case 'o':
		if strongT {
			return partitive
		}
	case 'i':
		if finnishAdjective(before) {
			return partitive
		}
	}
	return elative
}

// finnishAdjective tells whether the letters before -ista are those of an
// adjective or action noun in -inen.
func finnishAdjective(before string) bool {
	ends := func(s string) bool { return strings.HasSuffix(before, s) }
	switch {
	case ends("kka"), ends("mm"), ends("sm"): // asiakkaista, suuremmista, -ismista
		return false
	case ends("ll"), ends("m"), ends("tt"), ends("ss"):
		return true
	case ends("la"), ends("ma"), ends("na"), ends("ra"), ends("ka"), ends("ta"), ends("va"):
		return !ends("ma") || ends("mma")
	case ends("nto"), ends("lto"), ends("rto"), ends("hto"), ends("lk"), ends("rk"), ends("hk"):
		return true // a noun would have the weak grade here
	case ends("to"):
		return len(before) > 3 && isVowel(letterAt(before, 2))
	}
	return false
}

// finnishPartitive removes -ta after two vowels (palautetta has gone already)
// and the plural -ja.
func finnishPartitive(word string) (string, bool) {
	n := len(word)
	switch {
	case n > 4 && strings.HasSuffix(word, "ta") && endsInTwoVowels(word[:n-2]) && strings.IndexByte("aeo", word[n-3]) >= 0:
		return word[:n-2], true
	case n > 4 && strings.HasSuffix(word, "ja") && strings.IndexByte("ouye", word[n-3]) >= 0 && !isVowel(word[n-4]):
		return word[:n-2], true
	}
	return word, false
}

// finnishFinal removes a single last letter: n of the genitive and accusative, t
// of the nominative plural, and the s of nominatives whose stem is a long vowel
// (41 asiakas, kallis). Nominatives in -ain and -uin get their stem in -im- (33).
func finnishFinal(word string) string {
	n := len(word)
	before := letterAt(word, 1)
	switch letterAt(word, 0) {
	case 'n':
		if n > 4 && before == 'i' && (word[n-3] == 'a' || word[n-3] == 'u') {
			return word[:n-1] + "m"
		}
		if isVowel(before) {
			return word[:n-1]
		}
	case 't':
		if isVowel(before) {
			return word[:n-1]
		}
	case 's':
		if n > 3 && before == 'a' || n > 4 && before == 'i' && !isVowel(word[n-3]) {
			return word[:n-1]
		}
	}
	return word
}
