package contenttest

import (
	"math/rand/v2"
	"strings"

	"github.com/ai4citizens/casebook/internal/concept"
	"github.com/ai4citizens/casebook/internal/lang"
)

// known are words that tests and benchmarks search for. They stand evenly among
// the first thousand of a language's words by how often they are used, the first
// one among the most frequent.
var known = map[lang.Tag]string{
	lang.EN: "city public service register algorithm data citizen council permit budget decision school health ethics contract supplier chatbot training oversight risk",
	lang.FI: "kaupunki palvelu rekisteri tekoäly tieto asukas valtuusto lupa talousarvio päätös koulu terveys etiikka sopimus toimittaja botti koulutus valvonta riski julkinen",
	lang.NL: "stad dienst register algoritme gegevens burger gemeenteraad vergunning begroting besluit school zorg ethiek contract leverancier toezicht opleiding risico openbaar inkoop",
	lang.IT: "città servizio registro algoritmo dati cittadino consiglio permesso bilancio decisione scuola salute etica contratto fornitore vigilanza formazione rischio pubblico appalto",
	lang.RO: "oraș serviciu registru algoritm date cetățean consiliu autorizație buget decizie școală sănătate etică contract furnizor supraveghere formare risc public achiziție",
	lang.LV: "pilsēta pakalpojums reģistrs algoritms dati iedzīvotājs dome atļauja budžets lēmums skola veselība ētika līgums piegādātājs uzraudzība apmācība risks publisks iepirkums",
}

// Words are what texts are made of: the words of each language, the most
// frequent first.
type Words map[lang.Tag][]string

// NewWords takes the words of the lexicon in an order of no meaning, the same in
// every language, so that a text and its translation can be found by each
// other's words.
func NewWords() (Words, error) {
	lexicon, err := concept.Builtin()
	if err != nil {
		return nil, err
	}
	const senses = 4000
	order := rand.New(rand.NewPCG(1, 2)).Perm(min(senses, len(lexicon.Senses)))
	all := Words{}
	for t, words := range known {
		fields := strings.Fields(words)
		var list []string
		for i, n := range order {
			if i%50 == 25 && i/50 < len(fields) {
				list = append(list, fields[i/50])
			}
			list = append(list, strings.ReplaceAll(lexicon.Senses[n].Words[t][0], " ", "-"))
		}
		all[t] = list
	}
	return all, nil
}

// sentence writes so many words.
func (w Words) sentence(r *rand.Rand, t lang.Tag, n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = w.word(r, t)
	}
	first := []rune(list[0])
	list[0] = strings.ToUpper(string(first[0])) + string(first[1:])
	return strings.Join(list, " ")
}

// word picks a word: those of low rank often, those of high rank seldom, as in
// real text. Of the documents of about five hundred words, a third have the
// hundredth word and a twentieth the three thousandth.
func (w Words) word(r *rand.Rand, t lang.Tag) string {
	u := r.Float64()
	return w[t][int(float64(len(w[t]))*u*u*u)]
}
