package search

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/search/query"
)

// shelf is a small index for tests.
type shelf struct {
	*Snapshot
	texts map[string]string
}

// newShelf indexes texts given as id, language, title and body, in turns.
func newShelf(t testing.TB, list ...string) *shelf {
	t.Helper()
	ix, err := Open(filepath.Join(t.TempDir(), "index"))
	if err != nil {
		t.Fatal(err)
	}
	s := &shelf{texts: map[string]string{}}
	cards, documents := map[string]*library.Card{}, map[string]*Document{}
	var order []string
	for i := 0; i+3 < len(list); i += 4 {
		id, l, title, body := list[i], lang.Tag(list[i+1]), list[i+2], list[i+3]
		if cards[id] == nil {
			cards[id] = &library.Card{ID: id, Kind: content.Practices, Original: l, Texts: map[lang.Tag]library.CardText{}}
			documents[id] = &Document{ID: id, Texts: map[lang.Tag]Text{}}
			order = append(order, id)
		}
		cards[id].Texts[l] = library.CardText{Title: title, Words: len(strings.Fields(body))}
		documents[id].Texts[l] = Text{Title: title, Body: body}
		s.texts[id+string(l)] = body
	}
	var c []*library.Card
	var d []Document
	for _, id := range order {
		c, d = append(c, cards[id]), append(d, *documents[id])
	}
	if err := ix.Apply(1, d, nil); err != nil {
		t.Fatal(err)
	}
	searcher := NewSearcher(ix)
	dictionary, err := NewDictionary(nil)
	if err != nil {
		t.Fatal(err)
	}
	searcher.Use(dictionary)
	if err := searcher.Learn(); err != nil {
		t.Fatal(err)
	}
	if s.Snapshot, err = searcher.Snapshot(NewColumns(nil).With(c, nil)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if err := ix.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func (s *shelf) ask(t testing.TB, l lang.Tag, q string, change ...func(*Request)) *Result {
	t.Helper()
	r := Request{Query: query.Parse(q, FieldNames()...), Lang: l, Limit: 10,
		Text: func(id string, l lang.Tag) (string, error) { return s.texts[id+string(l)], nil }}
	for _, f := range change {
		f(&r)
	}
	result, err := s.Search(context.Background(), r)
	if err != nil {
		t.Fatalf("%s: %v", q, err)
	}
	return result
}

func hitIDs(r *Result) string {
	var list []string
	for _, h := range r.Hits {
		list = append(list, h.Card.ID)
	}
	return strings.Join(list, " ")
}

func (s *shelf) finds(t testing.TB, l lang.Tag, q, want string) *Result {
	t.Helper()
	r := s.ask(t, l, q)
	if got := hitIDs(r); got != want {
		t.Errorf("%s %q finds %q, want %q", l, q, got, want)
	}
	return r
}

// filler makes a text longer without any word that tests look for.
func filler(n int) string { return strings.Repeat("lorem ipsum dolor ", n) }

func TestTitleBeforeText(t *testing.T) {
	s := newShelf(t,
		"text", "en", "Something else", filler(5)+"The permit was given. "+filler(5),
		"title", "en", "A permit", filler(10),
		"neither", "en", "Nothing", filler(10))
	s.finds(t, lang.EN, "permits", "title text")
}

func TestExactFormBeforeStem(t *testing.T) {
	s := newShelf(t,
		"one", "en", "The building", filler(5),
		"many", "en", "The buildings", filler(5))
	s.finds(t, lang.EN, "buildings", "many one")
	s.finds(t, lang.EN, "building", "one many")
}

func TestWordsNearEachOtherBeforeWordsFarApart(t *testing.T) {
	s := newShelf(t,
		"far", "en", "One", "council "+filler(20)+" budget",
		"near", "en", "Two", filler(10)+" council budget "+filler(10))
	s.finds(t, lang.EN, "council budget", "near far")
}

func TestAllWordsBeforeSome(t *testing.T) {
	s := newShelf(t,
		"some", "en", "Budget budget", "budget budget budget",
		"all", "en", "Else", filler(20)+"budget of the council",
		"none", "en", "Nothing", filler(3))
	r := s.finds(t, lang.EN, "council budget", "all some")
	if r.Some {
		t.Error("a document has all words, and it is said that none has")
	}
	// What is only said around the question need not be found.
	if r := s.finds(t, lang.EN, "where can we find the council budget", "all some"); r.Some {
		t.Error("question words are asked for like others")
	}
	if r := s.finds(t, lang.EN, "council zebra", "all"); !r.Some {
		t.Error("it is not said that a word is missing")
	}
}

func TestReasons(t *testing.T) {
	s := newShelf(t,
		"fi", "fi", "Kaupungin rekisteri", "Rekisteri on avoin.",
		"nl", "nl", "Iets anders", "Het register is openbaar.",
		"it", "it", "Altro", "Una cosa del tutto diversa.")
	r := s.ask(t, lang.RO, "registru")
	if r.Total != 2 {
		t.Fatalf("registru finds %q", hitIDs(r))
	}
	for _, h := range r.Hits {
		want := map[string]string{"fi": "[{registru rekisteri fi}]", "nl": "[{registru register nl}]"}[h.Card.ID]
		if got := fmt.Sprint(h.Why); got != want {
			t.Errorf("%s was found because of %s, want %s", h.Card.ID, got, want)
		}
	}
	if h := r.Highlighter(lang.FI); !slices.ContainsFunc(h.Mark("Kaupungin rekisterissä"), func(f Fragment) bool { return f.Mark && f.Text == "rekisterissä" }) {
		t.Error("the word that stands for the reader's is not marked")
	}
	for _, h := range s.ask(t, lang.NL, "register").Hits {
		if h.Card.ID == "nl" && len(h.Why) != 0 {
			t.Errorf("a word that stands there as typed has reasons %v", h.Why)
		}
	}
}

func TestWordsThatLookAlikeMeet(t *testing.T) {
	s := newShelf(t,
		"fi", "fi", "Kryptografian perusteet", "Salakirjoitus.",
		"it", "it", "Crittografia", "Una cosa.",
		"other", "fi", "Muuta", "Kristalli.")
	r := s.ask(t, lang.EN, "cryptography")
	if got := hitIDs(r); !strings.Contains(got, "fi") || strings.Contains(got, "other") {
		t.Errorf("cryptography finds %q", got)
	}
	if got := fmt.Sprint(r.Hits[0].Why); got != "[{cryptography Kryptografian fi}]" {
		t.Errorf("it was found because of %s", got)
	}
}

func TestOnlyOwnLanguage(t *testing.T) {
	s := newShelf(t, "fi", "fi", "Rekisteri", "", "ro", "ro", "Registru", "")
	r := s.ask(t, lang.RO, "registru", func(r *Request) { r.Languages = []lang.Tag{lang.RO} })
	if got := hitIDs(r); got != "ro" {
		t.Errorf("only Romanian finds %q", got)
	}
}

func TestSlipsAreMended(t *testing.T) {
	s := newShelf(t,
		"one", "en", "Chatbots", "A chatbot of the city.",
		"two", "en", "Else", "chatbot",
		"fi", "fi", "Muuta", "Toista.")
	for _, slip := range []string{"chatbto", "chtbot", "chattbot", "chaxbot"} {
		r := s.finds(t, lang.EN, slip, "one two")
		if len(r.Meanings) != 1 || !strings.EqualFold(r.Meanings[0].Meant, "chatbots") || !r.Meanings[0].Used {
			t.Errorf("%s was taken for %+v", slip, r.Meanings)
		}
		if len(r.Hits) > 0 && len(r.Hits[0].Why) > 0 {
			t.Errorf("%s: a mended slip is a reason too: %v", slip, r.Hits[0].Why)
		}
	}
	if r := s.ask(t, lang.EN, "xqzv"); r.Total != 0 || len(r.Meanings) != 0 {
		t.Errorf("what is like nothing finds %q, meant %v", hitIDs(r), r.Meanings)
	}
	// In the language that the reader did not say that they type in.
	if got := hitIDs(s.ask(t, lang.LV, "chtbot")); !strings.HasPrefix(got, "one two") {
		t.Errorf("a slip in another language finds %q", got)
	}
}

func TestSoundAlike(t *testing.T) {
	for _, pair := range [][2]string{
		{"demokratia", "democrazia"}, {"information", "informācija"}, {"informazione", "informatie"},
		{"photographie", "fotografia"}, {"project", "projekti"}, {"teknologia", "technologie"}, {"statistics", "statistiikka"},
	} {
		a, b := lang.Fold(pair[0]), lang.Fold(pair[1])
		w := newWordList(map[string]int32{b: 1, "kissankello": 1})
		if got := w.cognates(a); len(got) != 1 || got[0].term != b {
			t.Errorf("%s and %s do not meet: %v", a, b, got)
		}
	}
	w := newWordList(map[string]int32{"register": 1})
	for _, other := range []string{"minister", "regional", "administr", "resist"} {
		if got := w.cognates(other); got != nil {
			t.Errorf("%s is taken for register", other)
		}
	}
}

// TestBoardIsClean holds that one search leaves nothing to the next.
func TestBoardIsClean(t *testing.T) {
	s := newShelf(t,
		"a", "en", "Council budget", filler(3)+"permit",
		"b", "en", "Budget", "council "+filler(3),
		"c", "fi", "Talousarvio", "valtuusto")
	queries := []string{"council budget", "permit -budget", `"council budget"`, "budjet", "talousarvio", "council OR permit", "-council"}
	first := map[string]string{}
	for range 3 {
		for _, q := range queries {
			r := s.ask(t, lang.EN, q)
			got := hitIDs(r)
			for _, h := range r.Hits {
				got += fmt.Sprintf(" %.6f", h.Score)
			}
			if first[q] == "" {
				first[q] = got + "."
			} else if first[q] != got+"." {
				t.Errorf("%q gives %q, and gave %q before", q, got, first[q])
			}
		}
	}
}

// TestListsAreBounded holds that words which are asked for cannot fill the
// memory, and that what is found does not change when lists are thrown away.
func TestListsAreBounded(t *testing.T) {
	s := newShelf(t, "a", "en", "Council budget", filler(3)+"permit", "b", "en", "Budget", "council "+filler(3))
	before := hitIDs(s.ask(t, lang.EN, "council budget"))
	const room = 100
	s.postings.kept = maxPostings - room*costOfList // as after many other words
	for i := range 3 * room {
		if _, err := s.postings.of(s.Snapshot, termOf{lang: lang.EN, term: "zz" + strconv.Itoa(i)}); err != nil {
			t.Fatal(err)
		}
		if s.postings.kept > maxPostings {
			t.Fatalf("%d postings are kept after %d words", s.postings.kept, i)
		}
	}
	if n := len(s.postings.lists); n == 0 || n >= 3*room {
		t.Errorf("%d lists are kept after the collection was full", n)
	}
	if after := hitIDs(s.ask(t, lang.EN, "council budget")); after != before {
		t.Errorf("found %q, and %q before", after, before)
	}
}

func TestHostileQueries(t *testing.T) {
	s := newShelf(t, "a", "en", "Budget", "the council", "b", "fi", "Talousarvio", "ja valtuusto")
	for _, q := range []string{
		strings.Repeat("a", 10_000), strings.Repeat("budget ", 500), strings.Repeat("(", 5000) + "budget", strings.Repeat("[{(\"", 2000),
		"the of and to in", "-the -of", `"the of"`, `"" - : * ? ~ ^ \ / /.*/ AND OR NOT`, "\x00\xff\xfe", "region:", "kind:kind:kind:", "💥 ﷽ \u202e", strings.Repeat("-", 500),
	} {
		for _, l := range lang.All() {
			s.ask(t, l, q)
		}
	}
}

// TestSeparableVerbs holds that a Dutch verb is understood where the sentence
// takes it apart.
func TestSeparableVerbs(t *testing.T) {
	s := newShelf(t,
		"led", "nl", "Leiding", "Wie ambtenaren leidt, leidt met doelen.",
		"trained", "nl", "Opleiding", "De stad wil ambtenaren opleiden.",
		"foreign", "en", "Courses", "The city began to train its staff.")
	s.finds(t, lang.NL, "hoe leiden steden ambtenaren op in AI", "trained led foreign")
	s.finds(t, lang.NL, "leiden op tafel", "led")
}

// TestFormsOfVerbs holds that a verb's form finds what the dictionary knows the
// verb by.
func TestFormsOfVerbs(t *testing.T) {
	s := newShelf(t, "a", "en", "Courses", "The city began to train its staff.", "b", "en", "Roads", "Snow is cleared.")
	for l, q := range map[lang.Tag]string{lang.FI: "kouluttaminen", lang.RO: "instruiesc", lang.NL: "getraind", lang.LV: "apmācīja"} {
		s.finds(t, l, q, "a")
	}
}
