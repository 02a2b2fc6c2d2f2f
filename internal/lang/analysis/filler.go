package analysis

import "github.com/ai4citizens/casebook/internal/lang"

// fillers are words that people put around what they look for when they ask as
// they speak: question words, modal verbs, "example", "now". They are words of
// texts like any others; only of a query they say little. They stand folded.
var fillers = map[lang.Tag]map[string]bool{
	lang.EN: wordSet("about anybody anyone away can could do does done example examples find get give going got how know look looking many may might much must " +
		"need needed needs now ought please really right shall should show someone something somebody tell thing things us want wants what when where whether which who whom whose why will would"),
	lang.FI: wordSet("ei eika entapa etsin halua haluaa haluan haluavat joku jotain kai kannattaa kelle ken kenelle kertoa kerro ketka kuinka kuka milla millainen millaisia millaista " +
		"millaiset milloin miksi mikali minka missa mista mita mitka mihin miten moni monta montako nyt onko osaa paljon paljonko pitaa pitaako pitaisi saa saako saanko saavat taytyy tarvitaan tarvitsee tiedot tietoa voi voiko voidaan voidaanko voivat voimme"),
	lang.RO: wordSet("acum am are as avea avem avut caut cand cat cata cate cati ce ceva cine cineva cum cu daca da de despre doresc exemplu exemple face facem faca facut fi gasesc gasi mai nevoie " +
		"poate poti pot putem putea spune trebui trebuie trebuia unde vad vrea vreau vrem voie"),
	lang.NL: wordSet("doe doen doet echt ga gaan gaat geven graag heb hebben heeft hoe hoeveel iemand iets ik kan kun kunnen kunt mag mogen moet moeten nu over vind vinden voorbeeld voorbeelden " +
		"waar waarom wanneer wat we welk welke wie wij wil willen word worden wordt zeggen zien zijn zoek zou zouden zullen"),
	lang.IT: wordSet("adesso bisogna cerco che chi cosa come debba deve devono dire dirlo dove esempi esempio fa facciamo fanno far fare fatto ha hanno ora perche possa possiamo posso possono puo " +
		"qualcosa qualcuno quale quali quando quanta quante quanti quanto serve servono si sta su trovare trovo vogliamo voglio vorrei"),
	lang.LV: wordSet("atrast bet cik dara darit dod drikst gan grib gribam gribu ir ja japasaka ka kad kada kadas kadi kads kam kapec kas kaut kur kura kuras kuri kurs lidz lai man meklet mekleju mes " +
		"nepieciesams par piemeri piemers piemeru sobrid tad tagad tas tiek vai vajadzetu vajag var varam varetu"),
}

// Filler tells whether a word of a query in a language is only said around what
// is looked for.
func Filler(t lang.Tag, word string) bool {
	return fillers[t][lang.Fold(word)]
}
