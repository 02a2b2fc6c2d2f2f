package analysis

import "strings"

// finnishVowels removes the vowels in which the stems of a word differ: the last
// one, which changes before the plural i (kala, kaloja), with it a long one or
// the i itself, and the two of -ia, -ea and their like, which the partitive
// would otherwise leave (strategia; koiria).
func finnishVowels(stem string) string {
	if strings.HasSuffix(stem, "ioi") {
		stem = stem[:len(stem)-1]
	}
	return change(finnishLastVowels, stem)
}

var finnishLastVowels = []rule{
	{"tio", "", "ti", 2}, // valtio is not valta
	{"ia", "", "", 3}, {"io", "", "", 3},
	{"ea", "", "", 2}, {"oa", "", "", 2}, {"ua", "", "", 2}, {"ya", "", "", 2},
	{"aa", "", "", 2}, {"ee", "", "", 2}, {"ii", "", "", 2}, {"oo", "", "", 2}, {"uu", "", "", 2}, {"yy", "", "", 2},
	{"ai", "", "", 2}, {"oi", "", "", 2}, {"ei", "", "", 2}, {"ui", "", "", 2}, {"yi", "", "", 2},
	{"a", "", "", 2}, {"e", "", "", 2}, {"i", "", "", 2}, {"o", "", "", 2}, {"u", "", "", 2}, {"y", "", "", 2},
}

// finnishConsonants gives the end of a stem one form for its grades and for the
// stems that a nominative hides.
func finnishConsonants(stem string) string {
	if bare, ok := apply(finnishStemEndings, stem); ok {
		stem = bare
		if len(stem) > 2 && endsInVowel(stem) {
			stem = finnishVowels(stem)
		}
	}
	stem = change(finnishLongStops, stem)
	n := len(stem)
	if n > 4 && strings.HasSuffix(stem, "ks") && isVowel(stem[n-3]) {
		stem = stem[:n-2] + "s" // vastaus, vastauksen (39)
		n--
	}
	if n > 2 && (stem[n-1] == 't' || stem[n-1] == 'd') && (stem[n-2] == 'u' || stem[n-2] == 'y') && isVowel(stem[n-3]) {
		return stem[:n-1] + "s" // oikeus, oikeuden, oikeutta (40)
	}
	return change(finnishWeakGrades, stem)
}

// finnishStemEndings are the comparative and superlative (16, 36), -ton with
// its stem -ttoma- (34), -in with -ime- (33), and two irregular nouns.
var finnishStemEndings = []rule{
	{"mm", "aei", "", 4}, {"mp", "aei", "", 4}, {"mm", "o", "", 3}, {"mp", "o", "", 3},
	{"vuod", "", "vuos", 0}, {"vuot", "", "vuos", 0}, {"vuott", "", "vuos", 0}, {"vuonn", "", "vuos", 0},
	{"mieh", "", "mies", 2},
	{"ttom", "", "t", 2},
	{"im", consonants, "", 4},
}

// finnishLongStops: quantitative gradation, kk to k, pp to p, tt to t.
var finnishLongStops = []rule{{"kk", "", "k", 1}, {"pp", "", "p", 1}, {"tt", "", "t", 1}}

// finnishWeakGrades: qualitative gradation, from the weak grade to the strong
// (Iso suomen kielioppi, section 41).
var finnishWeakGrades = []rule{
	{"ng", "", "nk", 1}, {"nn", "", "nt", 1}, {"mm", "", "mp", 1}, {"ll", "", "lt", 1}, {"rr", "", "rt", 1},
	{"d", "", "t", 2}, {"v", "", "p", 2},
}
