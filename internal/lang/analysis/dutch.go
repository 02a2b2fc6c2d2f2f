package analysis

// stemDutch removes the inflection of Dutch nouns, adjectives and regular verbs
// from a folded word and undoes the spelling that goes with it, after the
// chapters on inflection and spelling in the Algemene Nederlandse Spraakkunst.
// Derivation is left alone, except for the present participle in -end.
func stemDutch(word string) string {
	if len(word) < 4 {
		return word
	}
	stem, whole := apply(dutchPlurals, word)
	if !whole {
		stem = change(dutchS, stem)
	}
	if bare, ok := apply(dutchE, stem); ok {
		stem = change(dutchInnerS, bare)
	}
	stem = dutchSpelling(change(dutchSuffixes, stem))
	return dutchSpelling(change(dutchVerbEndings, stem))
}

// dutchPlurals are endings that leave nothing more to remove but -e and -en.
var dutchPlurals = []rule{
	// Plurals in -eren, a closed class.
	{"kinderen", "", "kind", 0}, {"goederen", "", "goed", 0}, {"bladeren", "", "blad", 0},
	{"volkeren", "", "volk", 0}, {"liederen", "", "lied", 0}, {"eieren", "", "ei", 0},
	// mogelijkheid, mogelijkheden; politicus, politici; theorieën, ideeën.
	{"heden", "", "heid", 3}, {"ici", "", "icus", 3}, {"ieen", "", "ie", 2}, {"eeen", "", "ee", 1},
	// Diminutives.
	{"etjes", "", "", 3}, {"etje", "", "", 3}, {"pjes", "m", "", 3}, {"pje", "m", "", 3},
	{"tjes", "", "", 3}, {"tje", "", "", 3}, {"jes", consonants, "", 3}, {"je", consonants, "", 3},
}

// dutchS is the plural in -s. Stressed -es and -ies belong to the stem.
var dutchS = []rule{
	{"oces", "", "oces", 0}, {"cces", "", "cces", 0}, {"dres", "", "dres", 0}, {"gres", "", "gres", 0},
	{"dvies", "", "dvies", 0}, {"erlies", "", "erlies", 0},
	{"s", "bcdfghklmnprtw", "", 3},
	{"ies", "", "ie", 3},
	{"es", consonants, "e", 4},
}

// dutchE are the endings of adjectives and the plural in -en.
var dutchE = []rule{
	{"ere", "bcfghjklmnpqstvwxz", "", 3},
	{"ste", "bcdfghklmnprtw", "", 4},
	{"en", consonants, "", 2},
	{"e", consonants, "", 2},
}

// dutchInnerS is the s that stands before -e: mensen, Europese, plaatsen. It
// goes as it went at the end of the word, where it cannot be told from a plural.
var dutchInnerS = []rule{
	{"s", "bcdfghklmnprtw", "", 3},
}

// dutchSuffixes are the comparative of derived adjectives, the present
// participle, and Latin nouns in -um, which meet their plural in -a.
var dutchSuffixes = []rule{
	{"iger", "", "ig", 3}, {"ijker", "", "ijk", 3}, {"iever", "", "ief", 3},
	{"end", "", "", 4},
	{"um", "", "a", 4},
}

// dutchVerbEndings are those of the third person, the past and the participle
// of regular verbs: werkt, werkte, verbeterd.
var dutchVerbEndings = []rule{
	{"t", consonants, "", 3}, {"d", consonants, "", 3},
}

// dutchSpelling gives a stem the one spelling that it has in a closed syllable
// before another vowel: single letters for boom and bomen, bus and bussen, and
// s and f for huizen and brieven. Vowel length is lost with it, on purpose.
func dutchSpelling(stem string) string {
	if len(stem) < 3 || endsInVowel(stem) {
		return stem
	}
	last := letterAt(stem, 0)
	stem = stem[:len(stem)-1]
	if letterAt(stem, 0) == last {
		stem = stem[:len(stem)-1]
	}
	if len(stem) > 2 && endsInLongVowel(stem) && letterAt(stem, 0) != 'i' {
		stem = stem[:len(stem)-1]
	}
	switch last {
	case 'z':
		last = 's'
	case 'v':
		last = 'f'
	}
	return stem + string(last)
}
