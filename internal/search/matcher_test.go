package search

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ai4citizens/casebook/internal/concept"
	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/contenttest"
	"github.com/ai4citizens/casebook/internal/lang"
)

// realThesaurus is the set of the project's own thesaurus and vocabularies.
func realThesaurus(t testing.TB) *concept.Set {
	t.Helper()
	var parts []*content.ThesaurusPart
	var schemes []*concept.Scheme
	for _, folder := range []string{"thesaurus", "vocabularies"} {
		files, err := filepath.Glob("../../content/" + folder + "/*.yaml")
		if err != nil || len(files) == 0 {
			t.Fatalf("no %s: %v", folder, err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if folder == "thesaurus" {
				part, _ := content.ParseThesaurus(filepath.Base(file), data)
				parts = append(parts, part)
				continue
			}
			if scheme, _ := content.ParseVocabulary(filepath.Base(file), data); scheme != nil {
				schemes = append(schemes, scheme)
			}
		}
	}
	thesaurus, _ := content.JoinThesaurus(parts)
	return concept.NewSet(append(schemes, thesaurus)...)
}

// smallThesaurus has the labels that are hard to find, or easy to find wrongly.
func smallThesaurus(t testing.TB) *concept.Set {
	t.Helper()
	one := func(id string, label concept.Labels, alt map[lang.Tag][]string) *concept.Concept {
		return &concept.Concept{ID: id, Label: label, Alt: alt}
	}
	thesaurus, problems := concept.NewScheme(content.ThesaurusScheme, nil, []*concept.Concept{
		one("register", concept.Labels{lang.EN: "algorithm register", lang.FI: "algoritmirekisteri", lang.IT: "registro degli algoritmi", lang.NL: "algoritmeregister"},
			map[lang.Tag][]string{lang.EN: {"AI register", "register of algorithms"}}),
		one("algorithm", concept.Labels{lang.EN: "algorithm", lang.FI: "algoritmi", lang.IT: "algoritmo"}, nil),
		one("ai", concept.Labels{lang.EN: "artificial intelligence", lang.FI: "tekoäly", lang.IT: "intelligenza artificiale", lang.RO: "inteligență artificială"},
			map[lang.Tag][]string{lang.EN: {"AI"}, lang.FI: {"AI"}, lang.IT: {"IA", "AI"}, lang.RO: {"IA"}}),
		one("it", concept.Labels{lang.EN: "information technology"}, map[lang.Tag][]string{lang.EN: {"IT"}}),
		one("indicator", concept.Labels{lang.EN: "indicator"}, map[lang.Tag][]string{lang.EN: {"KPIs"}}),
		one("start-up", concept.Labels{lang.EN: "start-up", lang.NL: "start-up"}, nil),
		one("non-use", concept.Labels{lang.EN: "non-take-up", lang.NL: "niet-gebruik"}, nil),
		one("dwelling", concept.Labels{lang.EN: "dwelling", lang.FI: "asunto"}, map[lang.Tag][]string{lang.EN: {"home"}}),
		one("house", concept.Labels{lang.EN: "home page"}, nil),
		one("transparency", concept.Labels{lang.EN: "transparency", lang.FI: "avoimuus"}, nil),
		one("openness", concept.Labels{lang.EN: "openness", lang.FI: "läpinäkyvyys"}, map[lang.Tag][]string{lang.EN: {"transparency"}}),
	})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	topics, _ := concept.NewScheme("topic", nil, []*concept.Concept{
		{ID: "open", Label: concept.Labels{lang.EN: "Transparency", lang.FI: "Näkyvyys"}},
	})
	return concept.NewSet(thesaurus, topics)
}

func TestMatcher(t *testing.T) {
	m := NewMatcher(smallThesaurus(t))
	for _, test := range []struct {
		lang lang.Tag
		text string
		want string
	}{
		{lang.EN, "The city's algorithm registers are public.", "register"},
		{lang.EN, "A register of the algorithms", "register"},
		{lang.EN, "An algorithm. Register now!", "algorithm"},
		{lang.EN, "The algorithm-register, an AI register", "register register"},
		{lang.EN, "the algorithms’ register", "register"},
		{lang.EN, "ARTIFICIAL\nintelligence (AI)", "ai"}, // a word in capitals is taken for an acronym
		{lang.EN, "artificial\nintelligence (AI)", "ai ai"},
		{lang.EN, "As it is, it works; the IT department does it.", "it"},
		{lang.EN, "one KPI and many KPIs", "indicator indicator"},
		{lang.EN, "We start the work. A start-up; start up!", "start-up start-up"},
		{lang.EN, "the home page of a home", "house dwelling"},
		{lang.EN, "transparency", "transparency"}, // the preferred label wins
		{lang.EN, "", ""},
		{lang.FI, "Algoritmirekisterissä on tekoälyä ja AI:n algoritmeja.", "register ai ai algorithm"},
		{lang.FI, "näkyvyyttä", "transparency"}, // a vocabulary's word for it
		{lang.IT, "Il registro di algoritmi dell’IA, ai sensi dell'art. 5", "register ai"},
		{lang.RO, "Primăria ia parte; inteligența artificială, adică IA", "ai ai"},
		{lang.NL, "Het gebruik en het niet-gebruik van het algoritmeregister", "non-use register"},
		{lang.LV, "algorithm register", ""},
	} {
		var found []string
		m.languages[test.lang].match(test.text, func(n naming) { found = append(found, m.ids[n.concept]) })
		if got := strings.Join(found, " "); got != test.want {
			t.Errorf("%s %q names %q, want %q", test.lang, test.text, got, test.want)
		}
	}
	if NewMatcher(concept.NewSet()) != nil || (*Matcher)(nil).About(Document{Texts: map[lang.Tag]Text{lang.EN: {Title: "AI"}}}, nil) != nil {
		t.Error("there is a matcher without a thesaurus")
	}
}

func FuzzMatcher(f *testing.F) {
	m := NewMatcher(smallThesaurus(f))
	f.Add("the algorithm’s register: AI:n — start-up\xff")
	f.Fuzz(func(t *testing.T, text string) {
		for _, tag := range lang.All() {
			found := 0
			words := m.languages[tag].match(text, func(naming) { found++ })
			if found > words {
				t.Errorf("%d names among %d words", found, words)
			}
		}
	})
}

// BenchmarkAbout reads documents as long as those of a benchmark tree: about
// five hundred words, most of which no label has.
func BenchmarkAbout(b *testing.B) {
	dir := b.TempDir()
	if _, err := contenttest.New(dir, "../../content", 100); err != nil {
		b.Fatal(err)
	}
	m := NewMatcher(realThesaurus(b))
	var documents []Document
	words := 0
	for n := range 100 {
		file := filepath.Join(dir, contenttest.PracticeFile(n))
		data, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		t := lang.Tag(strings.TrimSuffix(filepath.Ext(strings.TrimSuffix(file, ".md")), ".")[1:])
		text := string(data)
		words += len(strings.Fields(text))
		documents = append(documents, Document{ID: file, Texts: map[lang.Tag]Text{t: {Title: text[:60], Body: text}}})
	}
	n := 0
	for b.Loop() {
		m.About(documents[n%len(documents)], nil)
		n++
	}
	b.ReportMetric(float64(words)/float64(len(documents)), "words")
}

func BenchmarkNewMatcher(b *testing.B) {
	set := realThesaurus(b)
	for b.Loop() {
		NewMatcher(set)
	}
}
