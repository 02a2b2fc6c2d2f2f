package analysis

import "strings"

// trimClitics takes from a folded word what is written together with it by an
// apostrophe or a colon but is a word or an ending of its own:
//
//   - Italian elision, dell'ente to ente (the articles, prepositions and pronouns
//     that lose their vowel before another word);
//   - the English possessive and the Dutch plural, city's and foto's to city
//     and foto;
//   - the Finnish case endings that are joined to abbreviations by a colon,
//     EU:n to EU (Kielitoimiston ohjepankki, "kaksoispiste").
//
// It does so in every language, because names travel: the same city's stands in
// an Italian text as in an English one.
func trimClitics(word string) string {
	if i := strings.LastIndexByte(word, '\''); i >= 0 {
		return trimApostrophe(word, i)
	}
	if i := strings.IndexByte(word, ':'); i > 0 && colonEndings[word[i+1:]] {
		return word[:i]
	}
	return word
}

// trimApostrophe takes the clitic from a word whose last apostrophe is at i.
func trimApostrophe(word string, i int) string {
	left, right := word[:i], word[i+1:]
	switch {
	case right == "" || right == "s":
		return strings.Trim(left, "'")
	case elided[left]:
		return right
	}
	return word
}

// elided are the Italian words that lose their vowel before another one.
var elided = wordSet(`
	l un dell all dall nell sull coll dell pell
	gl degl agl dagl negl sugl
	d c m t s v n ch
	quell quest quant tant tutt altr alcun nessun ciascun
	bell buon sant grand mezz
	com dov cos anch neanch senz quand mentr
`)

// colonEndings are the case endings that Finnish writes after an abbreviation.
var colonEndings = wordSet(`
	n a ta tta ia ja ssa sta lla lta lle na ksi t en in an on un hin hun han
	hon hen iin aan een seen den iden ien jen ita issa ista illa ilta ille
	ina iksi ihin
`)

// wordSet returns the words of a text as a set.
func wordSet(text string) map[string]bool {
	set := make(map[string]bool)
	for _, w := range strings.Fields(text) {
		set[w] = true
	}
	return set
}
