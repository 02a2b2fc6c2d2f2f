package analysis

import "github.com/ai4citizens/casebook/internal/lang"

// particles are those that Dutch verbs are set apart from in a main clause:
// "hoe leiden steden ambtenaren op" asks for opleiden (Algemene Nederlandse
// Spraakkunst, 2.3.3.2).
var particles = map[lang.Tag]map[string]bool{
	lang.NL: wordSet("aan af bij deel door in mee na om onder op over samen tegen terug toe uit vast voor voort weg"),
}

// Particle tells whether a word may belong to a verb that stands before it in
// the sentence; the verb's own name has it in front.
func Particle(t lang.Tag, word string) bool { return particles[t][lang.Fold(word)] }
