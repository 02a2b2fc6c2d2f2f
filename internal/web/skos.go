package web

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"

	"github.com/ai4citizens/casebook/internal/concept"
	"github.com/ai4citizens/casebook/internal/lang"
)

// thesaurusFile gives the thesaurus to other programs: SKOS (W3C, 2009), written
// as Turtle.
func thesaurusFile(v *visit) (*answer, error) {
	scheme := v.thesaurus()
	if scheme == nil {
		return nil, notFound()
	}
	t := &turtle{base: v.base + "/concepts"}
	t.line("@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n")
	t.line("<%s> a skos:ConceptScheme", t.base)
	t.words("prefLabel", scheme.Title)
	t.line(" .")
	for _, c := range scheme.Concepts {
		t.concept(c)
	}
	return &answer{status: http.StatusOK, mediaType: "text/turtle; charset=utf-8", body: t.out.Bytes()}, nil
}

// turtle writes statements.
type turtle struct {
	out  bytes.Buffer
	base string
}

func (t *turtle) line(format string, values ...any) { fmt.Fprintf(&t.out, format+"\n", values...) }

func (t *turtle) concept(c *concept.Concept) {
	t.line("<%s/%s> a skos:Concept ; skos:inScheme <%s>", t.base, c.ID, t.base)
	t.words("prefLabel", c.Label)
	for _, l := range lang.All() {
		for _, w := range c.Alt[l] {
			t.line(" ; skos:altLabel %s@%s", quoted(w), l)
		}
	}
	t.words("definition", c.Definition)
	if c.Broader != "" {
		t.line(" ; skos:broader <%s/%s>", t.base, c.Broader)
	} else {
		t.line(" ; skos:topConceptOf <%s>", t.base)
	}
	for _, id := range c.Narrower {
		t.line(" ; skos:narrower <%s/%s>", t.base, id)
	}
	for _, id := range c.Related {
		t.line(" ; skos:related <%s/%s>", t.base, id)
	}
	t.line(" .")
}

// words writes what there is in each language.
func (t *turtle) words(property string, labels concept.Labels) {
	for _, l := range lang.All() {
		if labels[l] != "" {
			t.line(" ; skos:%s %s@%s", property, quoted(labels[l]), l)
		}
	}
}

var turtleEscapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`)

// quoted is a text as a literal of Turtle.
func quoted(s string) string { return `"` + turtleEscapes.Replace(s) + `"` }
