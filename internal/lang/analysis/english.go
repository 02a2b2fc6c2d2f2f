package analysis

import (
	"strings"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
)

// stemEnglish leaves regular inflection to the Snowball algorithm ("Porter 2")
// and undoes what that does not look at: irregular plurals and comparison, and
// the two spellings of English, of which the European institutions use one and
// most software the other.
func stemEnglish(word string) string {
	if base, ok := englishIrregular[word]; ok {
		word = base
	}
	if englishApart[word] {
		return word
	}
	return snowball(english.Stem, americanSpelling(word))
}

// snowball applies one of the Snowball stemmers.
func snowball(stem func(*snowballstem.Env) bool, word string) string {
	env := snowballstem.NewEnv(word)
	stem(env)
	return env.Current()
}

// englishApart are words that the algorithm would merge with another word of
// the field: authority with author, government with governance, university with
// universe, experiment with experience, publication with public, important
// with import, organ with organisation.
var englishApart = wordSet("authority government university experiment publication important organ")

// englishIrregular gives the base of forms that no rule leads to.
var englishIrregular = irregularForms(`
	man men, woman women, child children, foot feet, tooth teeth, mouse mice
	life lives, wife wives, knife knives, shelf shelves, half halves
	criterion criteria, phenomenon phenomena, data datum
	analysis analyses, crisis crises, basis bases, thesis theses
	hypothesis hypotheses, diagnosis diagnoses, synthesis syntheses
	index indices, matrix matrices, appendix appendices
	bad worse worst, good better best
	authority authorities, government governments governmental
	university universities, experiment experiments experimental
	publication publications, important importance, organ organs
	make made, come came, become became, hold held, begin began begun, build built
	say said, drive drove driven, give gave given, lead led, pay paid, send sent
	take took taken, buy bought, bring brought, think thought, teach taught
	choose chose chosen, speak spoke spoken, write wrote written, know knew known
	show shown, grow grew grown, draw drew drawn, go went gone, see seen, do did done
	get got gotten, keep kept, meet met, sell sold, tell told, win won, lose lost
	run ran, find found, feel felt, understand understood, stand stood, spend spent
	learn learnt, mean meant, hear heard, catch caught, fight fought, seek sought
	eat ate eaten, fall fell fallen, rise rose risen, break broke broken
	forget forgot forgotten, hide hid hidden, fly flew flown, swim swam, sing sang sung
	drink drank drunk, throw threw thrown, wear wore worn, steal stole stolen
	shoot shot, sleep slept, sit sat, undertake undertook undertaken, withdraw withdrew withdrawn
`, `
	high low great large small strong weak new old young late early fast slow
	cheap safe wide broad deep long short close near hard easy happy clean clear
	fair simple nice quick rich poor light dark cold warm soon kind bright smart
	tough tight thick few big hot thin
`)

// irregularForms reads groups of a base and its forms, divided by commas or
// lines, and forms the comparative and superlative of short adjectives.
func irregularForms(groups, adjectives string) map[string]string {
	base := make(map[string]string)
	for _, group := range strings.FieldsFunc(groups, func(r rune) bool { return r == ',' || r == '\n' }) {
		words := strings.Fields(group)
		for i, form := range words {
			if i > 0 {
				base[form] = words[0]
			}
		}
	}
	for _, a := range strings.Fields(adjectives) {
		stem := a
		switch {
		case strings.HasSuffix(a, "e"):
			stem = a[:len(a)-1]
		case strings.HasSuffix(a, "y"):
			stem = a[:len(a)-1] + "i"
		case a == "big", a == "hot", a == "thin":
			stem = a + a[len(a)-1:]
		}
		base[stem+"er"], base[stem+"est"] = a, a
	}
	return base
}

// americanSpelling gives a word the spelling that the Snowball algorithm was
// made for.
func americanSpelling(word string) string {
	if s, ok := apply(englishIse, word); ok && !alwaysIse(word) {
		return s
	}
	return change(englishSpelling, word)
}

// englishIse turns -ise and its forms into -ize: organise, digitalisation.
var englishIse = []rule{
	{"isation", "", "ization", 3}, {"isations", "", "izations", 3},
	{"ise", "", "ize", 4}, {"ised", "", "ized", 4}, {"ises", "", "izes", 4}, {"ising", "", "izing", 4},
	{"iser", "", "izer", 4}, {"isers", "", "izers", 4},
}

// alwaysIse tells whether a word is one of those in which -ise is no suffix and
// never written with z.
func alwaysIse(word string) bool {
	for _, part := range []string{"wise", "vis", "pris", "ecis", "ercis", "oncis", "promis", "premis", "pertise", "vertis", "treatis", "franchis", "chandis", "guise", "spis", "parad", "raise", "noise"} {
		if strings.Contains(word, part) {
			return true
		}
	}
	return false
}

// englishSpelling are the other regular differences and three single words.
var englishSpelling = []rule{
	{"yse", "", "yze", 3}, {"ysed", "", "yzed", 3}, {"yses", "", "yzes", 3}, {"ysing", "", "yzing", 3},
	{"our", "bln", "or", 3}, {"ours", "bln", "ors", 3},
	{"vour", "", "vor", 2}, {"vours", "", "vors", 2}, {"viour", "", "vior", 2}, {"viours", "", "viors", 2},
	{"ogue", "", "og", 3}, {"ogues", "", "ogs", 3},
	{"programme", "", "program", 0}, {"programmes", "", "programs", 0},
	{"centre", "", "center", 0}, {"centres", "", "centers", 0},
	{"defence", "", "defense", 0}, {"licence", "", "license", 0}, {"licences", "", "licenses", 0},
}
