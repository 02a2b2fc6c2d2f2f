package analysis

import "strings"

// stemLatvian removes the endings of Latvian nouns and adjectives from a folded
// word, and what inflection changes in front of them. Folding has already made
// most of the palatalised consonants equal to their plain ones (brālis, brāļa).
// The endings are those of the declension tables in Latviešu valodas gramatika
// (2013); verbs are only touched where they lean on nouns.
func stemLatvian(word string) string {
	stem, inflected := apply(latvianEndings, word)
	if strings.HasPrefix(stem, "vis") && strings.HasSuffix(stem, "ak") && len(stem) > 7 {
		stem = stem[len("vis"):] // superlative: visaugstākais
	}
	if inflected || strings.HasSuffix(stem, "ojot") {
		stem = change(latvianStems, stem)
	}
	return stem
}

// latvianEndings are the case endings: those of definite adjectives (-ajam,
// -ais), then those of all nouns and indefinite adjectives.
var latvianEndings = []rule{
	{"ajiem", "", "", 3}, {"ajam", "", "", 3}, {"ajai", "", "", 3},
	{"ajos", "", "", 3}, {"ajas", "", "", 3}, {"aja", "", "", 3}, {"ais", "", "", 3},
	{"iem", "", "", 2}, {"ies", "", "", 3},
	{"am", "", "", 2}, {"im", "", "", 2}, {"um", "", "", 2}, {"em", "", "", 2},
	{"ai", "", "", 2}, {"ei", "", "", 2}, {"ij", "", "", 2}, {"ie", "", "", 2},
	{"as", "", "", 2}, {"es", "", "", 2}, {"is", "", "", 2}, {"us", "", "", 2}, {"os", "", "", 2},
	{"a", "", "", 2}, {"e", "", "", 2}, {"i", "", "", 2}, {"o", "", "", 2}, {"u", "", "", 2}, {"s", "", "", 2},
}

// latvianStems make stems equal that inflection or regular derivation keeps
// apart.
var latvianStems = []rule{
	// A labial is palatalised by j: skapis, skapja; zeme, zemju.
	{"bj", "", "b", 2}, {"pj", "", "p", 2}, {"mj", "", "m", 2}, {"vj", "", "v", 2},
	// Agent nouns in -tājs: their genitive looks like a definite participle
	// (lietotāja, lietotajam), so both lose -āj-.
	{"taj", "", "t", 2},
	// Inhabitants in -ietis, -iete have š in the oblique cases: jauniešiem.
	{"iet", "", "ies", 3},
	// Action nouns in -šana and the infinitive of their verb: lietošana, lietot.
	{"osan", "", "ot", 2}, {"asan", "", "at", 2}, {"esan", "", "et", 2}, {"isan", "", "it", 2},
	// Past, plural and gerund of verbs in -ot: lietoja, lietojam, lietojot.
	{"ojot", "", "ot", 3}, {"oj", "", "ot", 3},
	// Comparative: labāks, augstākās.
	{"ak", "", "", 3},
}

// latvianStopWords are Latvian pronouns, prepositions, conjunctions, particles
// and forms of the auxiliaries. Left out are "es" (I), which folded is the
// acronym of the European Union, and "it", that of information technology.
var latvianStopWords = []byte(`
	| pronouns
	tu viņš viņa mēs jūs viņi viņas manis man mani tevis tev tevi viņam viņai
	viņu mums mūs jums viņiem viņām viņus
	mans mana savs sava savu savas savi savā savus saviem tavs
	sev sevi sevis
	šis šī šo šā šie šīs šajā šajās šajos šiem šām šim šai šos
	tas tā to tie tās tam tai tajā tajās tajos tiem tām tos
	kas ko kam kurš kura kuru kuri kuras kuram kurai kurā kurās kuros kuriem kurām kurus
	kāds kāda kādu kādi kādas kādam kādā
	pats pati paši pašas
	viss visa visu visi visas visiem visām visus visā
	| prepositions
	aiz ap ar apakš bez caur dēļ gar iekš kopš labad līdz no par pār pārāk pēc
	pie pirms pret priekš starp uz virs zem ārpus
	| conjunctions and particles
	un vai bet ka ja jo lai arī gan nekā tomēr taču tad kad kā kur kāpēc tāpēc
	tātad jau vēl tikai vien pat nu ne nē jā diemžēl varbūt tādēļ kaut
	tāds tāda tādu tādi tādas tik cik šeit tur te
	| auxiliaries
	ir esmu esi esam esat bija biju biji bijām bijāt būs būšu būsim būt būtu nav
	nebija nebūs tiek tika tikt tiks tikuši ticis tikusi
`)
