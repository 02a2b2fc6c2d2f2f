package analysis

import "strings"

// stemItalian removes the final vowels, by which Italian marks number and
// gender, and then the endings of verbs and the suffixes by which nouns of
// action are made of them (Serianni, Grammatica italiana, on inflection and
// word formation). It looks at suffixes only after the vowel is gone, so that
// singular and plural always lose the same one.
func stemItalian(word string) string {
	if len(word) < 4 {
		return word
	}
	stem := italianVowel(change(italianPronouns, word))
	stem = change(italianSpelling, stem)
	shorter, ok := apply(italianSuffixes, stem)
	if !ok {
		return stem
	}
	if len(shorter) > 3 && endsInVowel(shorter) {
		shorter = shorter[:len(shorter)-1]
	}
	return change(italianSpelling, shorter)
}

// italianPronouns takes the pronouns from infinitives and gerunds (valutarlo,
// basandosi) and the person from the imperfect (valutavano).
var italianPronouns = []rule{
	{"arlo", "", "are", 2}, {"arla", "", "are", 2}, {"arli", "", "are", 2}, {"arle", "", "are", 2},
	{"arne", "", "are", 2}, {"arci", "", "are", 2}, {"arsi", "", "are", 4},
	{"erlo", "", "ere", 2}, {"erla", "", "ere", 2}, {"erli", "", "ere", 2}, {"erle", "", "ere", 2},
	{"erne", "", "ere", 4},
	{"irlo", "", "ire", 2}, {"irla", "", "ire", 2}, {"irli", "", "ire", 2}, {"irsi", "", "ire", 3},
	{"andosi", "", "ando", 2}, {"endosi", "", "endo", 2}, {"andolo", "", "ando", 2}, {"endolo", "", "endo", 2},
	{"avano", "", "ava", 2}, {"evano", "", "eva", 2},
}

// italianVowel removes the final vowel, and with it an i that only another
// vowel keeps in the spelling: servizio, servizi; provincia, province.
func italianVowel(word string) string {
	if !endsInVowel(word) {
		return word
	}
	word = word[:len(word)-1]
	if len(word) > 3 && strings.HasSuffix(word, "i") {
		word = word[:len(word)-1]
	}
	return word
}

// italianSpelling: c and g stay hard before e and i by an h (banche, laghi).
var italianSpelling = []rule{{"ch", "", "c", 2}, {"gh", "", "g", 2}}

// italianSuffixes are, without their vowel: nouns of action, of quality and
// their agents, the superlative, gerund and participles, the infinitive, and
// the imperfect.
var italianSuffixes = []rule{
	{"azion", "", "", 3}, {"izion", "", "", 4}, {"uzion", "", "u", 3},
	{"ament", "", "", 3}, {"iment", "", "", 3}, {"ment", "", "", 4},
	{"atric", "", "ator", 3}, {"itric", "", "itor", 3},
	{"anz", "", "ant", 3}, {"enz", "", "ent", 3},
	{"abil", "", "", 4}, {"ibil", "", "", 4},
	{"issim", "", "", 3},
	{"iand", "", "i", 3}, {"and", "", "", 3}, {"end", "", "", 4},
	{"at", "", "", 3}, {"ut", "", "", 4}, {"it", "", "", 4},
	{"ar", "", "", 3}, {"er", "", "", 4}, {"ir", "", "", 3},
	{"av", "", "", 3},
}
