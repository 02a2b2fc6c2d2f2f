package query

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestParse(t *testing.T) {
	for _, test := range []struct {
		in   string
		want Query
	}{
		{"", Query{}},
		{"tekoäly kaupunki", Query{Terms: []Term{{Words: "tekoäly"}, {Words: "kaupunki"}}}},
		{`"human oversight" -chatbot`, Query{Terms: []Term{{Words: "human oversight", Phrase: true}, {Words: "chatbot", Not: true}}}},
		{"„inteligența artificială”", Query{Terms: []Term{{Words: "inteligența artificială", Phrase: true}}}},
		{"«appalti equi»", Query{Terms: []Term{{Words: "appalti equi", Phrase: true}}}},
		{`region:FI197 -kind:events`, Query{Filters: []Filter{{"region", "FI197", false}, {"kind", "events", true}}}},
		{`kind:"policy brief"`, Query{Filters: []Filter{{"kind", "policy brief", false}}}},
		{"http://example.org", Query{Terms: []Term{{Words: "http://example.org"}}}},
		{"- -- AND * ( ) : \" /.*/ ~", Query{Terms: []Term{{Words: "AND"}}}},
		{"e-mail", Query{Terms: []Term{{Words: "e-mail"}}}},
		{`"unclosed phrase`, Query{Terms: []Term{{Words: "unclosed"}, {Words: "phrase"}}}},
		{`"word"`, Query{Terms: []Term{{Words: "word"}}}},
		{"same same", Query{Terms: []Term{{Words: "same"}}}},
		{"kind: x", Query{Terms: []Term{{Words: "kind:"}, {Words: "x"}}}},
	} {
		if got := Parse(test.in, "region", "kind"); !reflect.DeepEqual(got, test.want) {
			t.Errorf("Parse(%q) = %+v, want %+v", test.in, got, test.want)
		}
	}
}

func TestParseCutsWhatIsTooLong(t *testing.T) {
	if q := Parse(strings.Repeat("sana ", 2000)); !q.Cut {
		t.Error("a query of 10,000 characters is not said to be cut")
	}
	q := Parse(strings.Join(strings.Split("abcdefghijklmnopqrstuvwxyz0123456789", ""), " "))
	if len(q.Terms) != MaxTerms || !q.Cut {
		t.Errorf("got %d terms, cut %v", len(q.Terms), q.Cut)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "a b", `"a b" -c region:x`, "„a”", "--x", "region:\"a b\"", "\xff\"", "-\"a b", "a\u00a0b", "»a b«"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q := Parse(s, "region", "kind")
		printed := q.String()
		if !utf8.ValidString(printed) {
			t.Fatalf("%q prints invalid UTF-8 %q", s, printed)
		}
		if len(q.Terms) > MaxTerms || len(q.Filters) > MaxTerms {
			t.Fatalf("%q gives %d terms and %d filters", s, len(q.Terms), len(q.Filters))
		}
		if utf8.RuneCountInString(printed) > MaxLength {
			return // printing may add marks beyond the limit
		}
		again := Parse(printed, "region", "kind")
		again.Cut = q.Cut
		if !reflect.DeepEqual(again, q) {
			t.Fatalf("%q prints %q, which reads as %+v instead of %+v", s, printed, again, q)
		}
	})
}
