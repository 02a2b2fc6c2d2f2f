package search

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/library"
)

func TestAbout(t *testing.T) {
	m := NewMatcher(smallThesaurus(t))
	english := func(x Text) map[lang.Tag]Text { return map[lang.Tag]Text{lang.EN: x} }
	filler := strings.Repeat("Something else happens. ", 400)
	for name, test := range map[string]struct {
		texts map[lang.Tag]Text
		terms map[string][]string
		want  string
	}{
		"title":               {english(Text{Title: "The algorithm register"}), nil, "register 24"},
		"keyword":             {english(Text{Keywords: []string{"chatbot", "AI"}}), nil, "ai 18"},
		"keywords apart":      {english(Text{Keywords: []string{"algorithm", "register"}}), nil, "algorithm 18"},
		"summary":             {english(Text{Summary: "With an algorithm, an algorithm!"}), nil, "algorithm 12"},
		"once in the text":    {english(Text{Body: "An algorithm."}), nil, ""},
		"twice in the text":   {english(Text{Body: "An algorithm. Algorithms."}), nil, "algorithm 12"},
		"again and again":     {english(Text{Body: strings.Repeat("An algorithm. ", 50)}), nil, "algorithm 36"},
		"twice in a long one": {english(Text{Body: "An algorithm. Algorithms. " + filler}), nil, ""},
		"everyday word":       {english(Text{Summary: "home", Body: "home"}), nil, ""},
		"everyday word often": {english(Text{Title: "home", Body: "home home"}), nil, "dwelling 18"},
		"everywhere": {english(Text{Title: "AI", Keywords: []string{"AI"}, Summary: "AI", Body: strings.Repeat("AI ", 9)}),
			nil, "ai 90"},
		"the strongest first": {english(Text{Title: "AI", Summary: "algorithm, transparency"}), nil, "ai 24, algorithm 12, transparency 12"},
		"confirmed":           {map[lang.Tag]Text{lang.EN: {Title: "Algorithms"}, lang.FI: {Title: "Algoritmit"}}, nil, "algorithm 24"},
		// Only one of the two languages says so: half of its mean.
		"not confirmed":  {map[lang.Tag]Text{lang.EN: {Title: "Algorithms"}, lang.FI: {Title: "Muuta"}}, nil, ""},
		"said by facts":  {english(Text{Title: "Something"}), map[string][]string{"topic": {"open", "unknown"}, "unknown": {"open"}}, "transparency 18"},
		"facts and text": {english(Text{Title: "Transparency"}), map[string][]string{"topic": {"open"}}, "transparency 42"},
		"nothing":        {nil, nil, ""},
	} {
		var list []string
		for _, s := range m.About(Document{Texts: test.texts}, test.terms) {
			list = append(list, fmt.Sprint(s.Concept, " ", s.Strength))
		}
		if got := strings.Join(list, ", "); got != test.want {
			t.Errorf("%s: about %q, want %q", name, got, test.want)
		}
	}
}

// TestAboutRealTexts holds what the project's own thesaurus must find, and what
// it must not: words that mean something else in one of the languages.
func TestAboutRealTexts(t *testing.T) {
	m := NewMatcher(realThesaurus(t))
	about := m.About(Document{Texts: map[lang.Tag]Text{
		lang.FI: {Title: "Helsingin tekoälyrekisteri", Summary: "Julkinen luettelo kaupungin tekoälyjärjestelmien tiedoista.",
			Body: "Palvelut käyttävät tekoälyä. Palvelu on avoin. Palveluissa on chatbotti, ja toinenkin chatbotti."},
		lang.EN: {Title: "Helsinki AI register", Summary: "A public list of the city's AI systems.",
			Body: "The services use AI. The service starts when you start it. There is a chatbot, and another chatbot."},
	}}, nil)
	card := library.Card{Subjects: about}
	for _, id := range []string{"algorithm-register", "ai-system", "chatbot"} {
		if card.About(id) == 0 {
			t.Errorf("not about %s: %v", id, about)
		}
	}
	for _, id := range []string{"server", "start-up", "register"} {
		if card.About(id) > 0 {
			t.Errorf("about %s: %v", id, about)
		}
	}
}
