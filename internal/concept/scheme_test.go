package concept

import (
	"slices"
	"testing"
)

func TestNewScheme(t *testing.T) {
	s, problems := NewScheme("x", nil, []*Concept{{ID: "a"}, {ID: "b", Broader: "a"}, {ID: "b"}, {ID: "c", Broader: "z"}, {ID: "d", Broader: "e"}, {ID: "e", Broader: "d"}})
	if len(problems) != 3 {
		t.Errorf("problems: %q", problems)
	}
	if got := s.Path("b"); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("path of b is %v", got)
	}
	if !slices.Equal(s.Concept("a").Narrower, []string{"b"}) || s.Has("z") || len(s.Path("e")) == 0 {
		t.Errorf("scheme is %+v", s)
	}
}

func TestNearest(t *testing.T) {
	known := []string{"outcome", "owner", "organisation", "FI1B1"}
	for word, want := range map[string]string{"outcom": "outcome", "onwer": "owner", "organization": "organisation", "FI1B1x": "FI1B1", "nuts": "", "": ""} {
		if got := Nearest(word, known); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
}
