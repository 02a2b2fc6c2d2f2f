package search

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/ai4citizens/casebook/internal/concept"
	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/contenttest"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/search/query"
)

// knowledgeSet reads the vocabularies and the thesaurus of the knowledge base.
func knowledgeSet(t testing.TB) *concept.Set {
	t.Helper()
	var schemes []*concept.Scheme
	var parts []*content.ThesaurusPart
	for _, dir := range []string{"vocabularies", "thesaurus"} {
		files, err := filepath.Glob(filepath.Join("../../content", dir, "*.yaml"))
		if err != nil || len(files) == 0 {
			t.Fatal(dir, err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if dir == "thesaurus" {
				part, _ := content.ParseThesaurus(file, data)
				parts = append(parts, part)
				continue
			}
			scheme, _ := content.ParseVocabulary(file, data)
			schemes = append(schemes, scheme)
		}
	}
	thesaurus, _ := content.JoinThesaurus(parts)
	return concept.NewSet(append(schemes, thesaurus)...)
}

// suggesting is an edition of cards, with nothing but what suggestions need.
type suggesting struct {
	*Snapshot
	set *concept.Set
}

func newSuggesting(t testing.TB, cards []*library.Card) *suggesting {
	set := knowledgeSet(t)
	columns := NewColumns(set.Scheme("nuts")).With(cards, nil)
	return &suggesting{&Snapshot{columns: columns, suggester: new(suggester)}, set}
}

// then is the next edition.
func (s *suggesting) then(changed []*library.Card, removed []string) *suggesting {
	return &suggesting{&Snapshot{columns: s.columns.With(changed, removed), suggester: s.suggester}, s.set}
}

func (s *suggesting) suggest(t lang.Tag, text string) []Suggestion {
	return s.Suggest(s.set, SuggestRequest{Text: text, Lang: t, Names: Names{
		Group: func(group string) string {
			for _, g := range Groups() {
				if g.Name == group && g.Scheme != "" {
					return s.set.Scheme(g.Scheme).Title.In(t)
				}
			}
			return strings.ToUpper(group)
		},
		Value: func(group, value string) (string, lang.Tag) {
			for _, g := range Groups() {
				if g.Name == group && g.Scheme != "" {
					return s.set.Label(g.Scheme, value, t), t
				}
			}
			if card := s.columns.Card(value); card != nil {
				text, tag := card.Text(t)
				return text.Title, tag
			}
			return value, t
		},
	}})
}

func titled(id string, original lang.Tag, titles map[lang.Tag]string) *library.Card {
	c := &library.Card{ID: id, Kind: content.Kind(strings.Split(id, "/")[0]), Original: original, Texts: map[lang.Tag]library.CardText{},
		Terms: map[string][]string{}}
	for t, s := range titles {
		c.Texts[t] = library.CardText{Title: s}
	}
	return c
}

func cardsToSuggest() []*library.Card {
	riga := titled("organisations/riga", lang.LV, map[lang.Tag]string{lang.LV: "Rīgas digitālā aģentūra", lang.EN: "Riga Digital Agency"})
	riga.City, riga.Terms["nuts"] = "Rīga", []string{"LV00A"}
	register := titled("practices/register", lang.FI, map[lang.Tag]string{lang.FI: "Helsingin tekoälyrekisteri", lang.EN: "Helsinki AI Register", lang.NL: "AI-register van Helsinki"})
	register.Subjects = []library.Subject{{Concept: "algorithm-register", Strength: 80}, {Concept: "artificial-intelligence", Strength: 60}}
	register.Terms["nuts"], register.Terms["outcome"], register.Organisation = []string{"FI1B1"}, []string{"proved-successful"}, "organisations/riga"
	school := titled("practices/scoala", lang.RO, map[lang.Tag]string{lang.RO: "Învățarea automată în școală: șase orașe"})
	school.Terms["nuts"], school.Terms["topic"], school.City = []string{"RO211"}, []string{"transparency"}, "Bacău"
	example := titled("practices/example", lang.EN, map[lang.Tag]string{lang.EN: "Helsinki invented"})
	example.Example = true
	return []*library.Card{riga, register, school, example,
		titled("pages/about", lang.EN, map[lang.Tag]string{lang.EN: "About the register of AI"})}
}

func shown(list []Suggestion) []string {
	var out []string
	for _, s := range list {
		line := string(s.Kind) + " " + s.Text
		if s.Match != "" {
			line += " (" + s.Match + ")"
		}
		if s.Query != "" {
			line += " = " + s.Query
		} else {
			line += " " + string(s.Lang) + " " + s.ID
		}
		out = append(out, line)
	}
	return out
}

func TestSuggest(t *testing.T) {
	s := newSuggesting(t, cardsToSuggest())
	for _, test := range []struct {
		lang   lang.Tag
		text   string
		has    string
		hasNot string
	}{
		{lang.EN, "helsinki", "document Helsinki AI Register en practices/register", "invented"},
		{lang.FI, "TEKOÄLYREK", "document Helsingin tekoälyrekisteri fi practices/register", "Helsinki AI Register"},
		{lang.FI, "tekoalyrek", "document Helsingin tekoälyrekisteri fi practices/register", ""},
		// Of a page that the reader has in another language too, the title that was typed.
		{lang.FI, "ai regi", "document Helsinki AI Register en practices/register", ""},
		{lang.EN, "reg hel", "document Helsinki AI Register en practices/register", "About"},
		{lang.RO, "scoala inv", "document Învățarea automată în școală: șase orașe ro practices/scoala", ""},
		{lang.RO, "școala", "document Învățarea automată în școală: șase orașe ro practices/scoala", ""},
		{lang.LV, "aģent", "organisation Rīgas digitālā aģentūra lv organisations/riga", "Riga Digital"},
		{lang.EN, "rig", "organisation Riga Digital Agency en organisations/riga", ""},
		{lang.EN, "bac", "place Bacău = region:RO211", "place Bacău = Bacău"},
		{lang.EN, "suomi", "", "place"},
		{lang.FI, "suo", "place Suomi = region:FI", ""},
		{lang.FI, "keinoä", "concept tekoäly (keinoäly) = tekoäly", ""},
		{lang.FI, "kaupunki keinoä", "concept tekoäly (keinoäly) = kaupunki tekoäly", ""},
		{lang.EN, "about artificial intel", "concept artificial intelligence = about artificial intelligence", ""},
		{lang.FI, "concept:keino", "field tekoäly (keinoäly) = concept:artificial-intelligence", ""},
		{lang.FI, "concept:robot", "", "robot"},
		{lang.EN, "algo", "concept algorithm register = algorithm register", "concept:"},
		{lang.EN, "proved", "concept Proved successful = outcome:proved-successful", ""},
		{lang.FI, "reg", "field Alue (NUTS) (region) = region:", ""},
		{lang.FI, "loppu", "field Lopputulos = outcome:", ""},
		{lang.FI, "robotti alue", "field Alue (NUTS) = robotti region:", ""},
		{lang.FI, "robotti region:suo", "field Suomi = robotti region:FI", ""},
		{lang.EN, "-region:fin", "field Finland = -region:FI", ""},
		{lang.EN, `region:"vest`, "", "Finland"},
		{lang.FI, "proved", "", "outcome"},
		{lang.FI, "outcome:proved", "field Osoitetusti onnistunut (proved-successful) = outcome:proved-successful", ""},
		{lang.EN, "fi1b", "place Helsinki-Uusimaa (FI1B) = region:FI1B", ""},
		{lang.IT, "hels ai", "document Helsinki AI Register en practices/register", "nl practices/register"},
		{lang.EN, "region:FI1", "field Helsinki-Uusimaa (FI1B) = region:FI1B", ""},
		{lang.EN, "organisation:", "field Riga Digital Agency = organisation:organisations/riga", ""},
		{lang.EN, "kind:", "field practices = kind:practices", "document"},
		{lang.EN, "kind:practices hels", "document Helsinki AI Register en practices/register", ""},
		{lang.EN, "kind:pages hels", "", "document"},
		{lang.EN, "-chatbot hels", "", "document"},
		{lang.EN, "-hels", "", "document"},
		{lang.EN, "kind:practices -kind:", "field organisations = kind:practices -kind:organisations", "practices = kind:practices -kind:practices"},
		{lang.EN, "?! -- \"", "", " "},
		{lang.EN, "", "", " "},
		{lang.EN, "\xff\xfe", "", " "},
	} {
		got := shown(s.suggest(test.lang, test.text))
		if test.has != "" && !slices.Contains(got, test.has) {
			t.Errorf("%s %q lacks %q: %q", test.lang, test.text, test.has, got)
		}
		if test.hasNot != "" && strings.Contains(strings.Join(got, "\n"), test.hasNot) {
			t.Errorf("%s %q has %q: %q", test.lang, test.text, test.hasNot, got)
		}
	}
}

// Concepts that documents are about come first, and wide ones before narrow.
func TestConceptsInOrder(t *testing.T) {
	got := shown(newSuggesting(t, cardsToSuggest()).suggest(lang.EN, "algorithm"))
	var order []int
	for _, name := range []string{"algorithm", "algorithm register", "algorithm audit"} {
		order = append(order, slices.Index(got, "concept "+name+" = "+name))
	}
	if order[0] != 0 || !slices.IsSorted(order) {
		t.Errorf("at %v: %q", order, got)
	}
}

// answersTyped tells, by another way than the program, whether a suggestion has
// what was typed: a title all words, anything else those at the end.
func answersTyped(text string, s Suggestion) bool {
	label := cmp.Or(s.Match, s.Text)
	at := strings.LastIndexByte(text, ' ') + 1
	if field, value, ok := strings.Cut(text[at:], ":"); ok && slices.Contains(FieldNames(), strings.TrimPrefix(field, "-")) {
		return s.Kind == SuggestField && begins(label, value)
	}
	if s.ID != "" {
		return begins(label, text)
	}
	for i := range text {
		if (i == 0 || text[i-1] == ' ') && begins(label, text[i:]) {
			return true
		}
	}
	return false
}

// begins tells whether each word begins a word of the label.
func begins(label, words string) bool {
	var have []string
	for _, w := range strings.FieldsFunc(label, notInWord) {
		have = append(have, lang.Fold(w))
	}
	for _, w := range strings.FieldsFunc(words, notInWord) {
		if !slices.ContainsFunc(have, func(x string) bool { return strings.HasPrefix(x, lang.Fold(w)) }) {
			return false
		}
	}
	return true
}

// typings are queries as people type them, taken from what there is to suggest.
func typings(s *suggesting, n int) []string {
	r := rand.New(rand.NewPCG(1, 2))
	var labels []string
	s.columns.Cards(func(c *library.Card) bool {
		for _, t := range c.Languages() {
			labels = append(labels, c.Texts[t].Title)
		}
		return true
	})
	for _, id := range []string{content.ThesaurusScheme, "nuts", "topic", "outcome"} {
		for _, c := range s.set.Scheme(id).Concepts {
			for _, t := range lang.All() {
				labels = append(append(labels, c.Label[t]), c.Alt[t]...)
			}
		}
	}
	slices.Sort(labels)
	var list []string
	for range n {
		words := strings.FieldsFunc(labels[r.IntN(len(labels))], notInWord)
		r.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
		if len(words) == 0 {
			continue
		}
		words = words[:1+r.IntN(min(3, len(words)))]
		switch r.IntN(6) {
		case 0:
			words = append([]string{"kaupunki"}, words...)
		case 1:
			words[len(words)-1] = FieldNames()[r.IntN(len(FieldNames()))] + ":" + words[len(words)-1]
		case 2:
			words[0] = strings.ToUpper(words[0])
		case 3:
			words[0] = lang.Fold(words[0])
		}
		list = append(list, strings.Join(words, " "))
	}
	return list
}

func TestSuggestionsAnswerWhatIsTyped(t *testing.T) {
	s := newSuggesting(t, append(cardsToSuggest(), words(t).Cards(200)...))
	seen := map[SuggestionKind]int{}
	for i, whole := range typings(s, 300) {
		tag := lang.All()[i%len(lang.All())]
		at := 1 + strings.LastIndexAny(whole, " :")
		for end := range whole + " " {
			if end <= at {
				continue
			}
			text := whole[:end]
			got := s.suggest(tag, text)
			if len(got) > MaxSuggestions {
				t.Fatalf("%q has %d suggestions", text, len(got))
			}
			for _, x := range got {
				seen[x.Kind]++
				for shorter := range text {
					if shorter > at && !answersTyped(text[:shorter], x) {
						t.Fatalf("%s %q suggests %+v, which %q does not", tag, text, x, text[:shorter])
					}
				}
				if !answersTyped(text, x) {
					t.Fatalf("%s %q suggests %+v", tag, text, x)
				}
				if q := query.Parse(x.Query, FieldNames()...); x.Query != "" && x.Value != "" &&
					!slices.Contains(q.Filters, query.Filter{Field: x.Group, Value: x.Value, Not: strings.HasPrefix(text[at:], "-")}) {
					t.Fatalf("the query %q is read as %+v", x.Query, q)
				}
			}
			if again := s.suggest(tag, text); !reflect.DeepEqual(again, got) {
				t.Fatalf("%q is answered in two ways: %q and %q", text, shown(got), shown(again))
			}
		}
	}
	for _, kind := range SuggestionKinds() {
		if seen[kind] < 10 {
			t.Errorf("only %d suggestions are of the kind %s", seen[kind], kind)
		}
	}
}

// Every title can be reached by its words, and by its beginning as the first.
func TestTitlesAreFound(t *testing.T) {
	s := newSuggesting(t, words(t).Cards(200))
	s.columns.Cards(func(c *library.Card) bool {
		for _, tag := range c.Languages() {
			title := c.Texts[tag].Title
			got := s.suggest(tag, title)
			if len(got) == 0 || got[0].ID != c.ID || got[0].Lang != tag {
				t.Errorf("%q suggests %q", title, shown(got))
			}
			words := strings.Fields(title)
			slices.Reverse(words)
			if !slices.ContainsFunc(s.suggest(lang.IT, strings.Join(words, " ")), func(x Suggestion) bool { return x.ID == c.ID }) {
				t.Errorf("%q, the other way round, is not found", title)
			}
		}
		return true
	})
}

func TestSuggestionsAreOrderedAndBalanced(t *testing.T) {
	cards := words(t).Cards(50)
	for n := range 30 {
		cards = append(cards, titled(fmt.Sprintf("practices/x-%02d", n), lang.EN, map[lang.Tag]string{lang.EN: fmt.Sprintf("A data and register %02d", n)}))
	}
	cards = append(cards, titled("practices/begins", lang.EN, map[lang.Tag]string{lang.EN: "Data first"}),
		titled("practices/foreign", lang.IT, map[lang.Tag]string{lang.IT: "Data prima"}))
	got := newSuggesting(t, cards).suggest(lang.EN, "dat")
	kinds := map[SuggestionKind]int{}
	for _, x := range got {
		kinds[x.Kind]++
	}
	if len(got) != MaxSuggestions || kinds[SuggestConcept] < 3 || kinds[SuggestDocument] < 3 {
		t.Errorf("not balanced: %q", shown(got))
	}
	position := func(part string) int {
		return slices.IndexFunc(shown(got), func(s string) bool { return strings.Contains(s, part) })
	}
	if a, b := position("Data first"), position("A data and register 00"); a < 0 || b < a {
		t.Errorf("what begins so is not before what has such a word: %q", shown(got))
	}
	if position("A data and register 01") < position("A data and register 00") {
		t.Errorf("titles are not in order: %q", shown(got))
	}
	got = newSuggesting(t, append(cards, titled("practices/a", lang.FI, map[lang.Tag]string{lang.FI: "Saarna"}), titled("practices/b", lang.FI, map[lang.Tag]string{lang.FI: "Säästö"}))).suggest(lang.FI, "sää")
	if with, without := position("Säästö"), position("Saarna"); with < 0 || without < with {
		t.Errorf("marks that were typed make no difference: %q", shown(got))
	}
	got = newSuggesting(t, append(cards, titled("practices/own", lang.EN, map[lang.Tag]string{lang.EN: "The prime data"}))).suggest(lang.EN, "data pri")
	if own, foreign, one := position("The prime data"), position("Data prima"), position("= data privacy"); own < 0 || foreign < own || one < foreign {
		t.Errorf("titles with both words, the foreign one after the own, are not before what answers one word: %q", shown(got))
	}
}

// However editions follow one another, suggestions are those of an edition that
// was made at once.
func TestSuggestionsOfLaterEditions(t *testing.T) {
	const documents = mostChanged + 100
	s := newSuggesting(t, words(t).Cards(documents))
	texts := typings(s, 20)
	r := rand.New(rand.NewPCG(3, 4))
	for edition := range 9 {
		var changed []*library.Card
		for range r.IntN(60) {
			changed = append(changed, words(t).Card(r.IntN(documents+50), edition+1))
		}
		var removed []string
		for range r.IntN(5) {
			removed = append(removed, contenttest.PracticeID(r.IntN(documents)))
		}
		former := s
		s = s.then(changed, removed)
		var cards []*library.Card
		s.columns.Cards(func(c *library.Card) bool { cards = append(cards, c); return true })
		fresh := &suggesting{&Snapshot{columns: NewColumns(s.set.Scheme("nuts")).With(cards, nil), suggester: new(suggester)}, s.set}
		for _, text := range append(texts, changedTitle(changed)) {
			if edition%3 == 0 {
				former.suggest(lang.EN, text) // a reader of the edition before
			}
			if got, want := shown(s.suggest(lang.EN, text)), shown(fresh.suggest(lang.EN, text)); !slices.Equal(got, want) {
				t.Fatalf("edition %d, %q: %q, want %q", edition, text, got, want)
			}
		}
	}
}

func changedTitle(changed []*library.Card) string {
	if len(changed) == 0 {
		return "city"
	}
	return changed[0].Texts[lang.EN].Title[:9]
}

func FuzzSuggest(f *testing.F) {
	s := newSuggesting(f, append(cardsToSuggest(), words(f).Cards(20)...))
	for _, text := range []string{"reg", "region:", `region:"a b`, "-kind:p", "„", "a:b:c", "ﬁ ½ x", "kind:practices ", "\xff:", "l'in"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, x := range s.suggest(lang.RO, text) {
			if x.Text == "" || !utf8.ValidString(x.Query) || utf8.RuneCountInString(x.Query) > query.MaxLength || (x.Query == "") != (x.ID != "") {
				t.Fatalf("%q suggests %+v", text, x)
			}
		}
	})
}

// BenchmarkSuggest types queries letter by letter, and prints how long the
// slowest hundredth takes. First is the first request after a start.
func BenchmarkSuggest(b *testing.B) {
	s := newSuggesting(b, words(b).Cards(5000))
	var texts []string
	for _, text := range typings(s, 400) {
		for end := range text {
			if end > 0 {
				texts = append(texts, text[:end])
			}
		}
	}
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			s.suggester = new(suggester)
			s.suggest(lang.EN, "a")
		}
	})
	b.Run("changed", func(b *testing.B) {
		s.suggest(lang.EN, "a")
		for n := 0; b.Loop(); n++ {
			b.StopTimer()
			next := s.then([]*library.Card{words(b).Card(n%200, 1)}, nil)
			b.StartTimer()
			next.suggest(lang.EN, "a")
		}
	})
	b.Run("typing", func(b *testing.B) {
		for _, t := range lang.All() {
			s.suggest(t, "a")
		}
		var took []time.Duration
		for n := 0; b.Loop(); n++ {
			begin := time.Now()
			s.suggest(lang.All()[n%6], texts[n%len(texts)])
			took = append(took, time.Since(begin))
		}
		slices.Sort(took)
		b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
		b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
	})
}

// words are those that cards are made of.
func words(t testing.TB) contenttest.Words {
	t.Helper()
	w, err := contenttest.NewWords()
	if err != nil {
		t.Fatal(err)
	}
	return w
}
