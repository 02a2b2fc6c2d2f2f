package content

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

const (
	planHead = "---\ntitle: Plan\nsummary: S.\ninstrument: instruments/x # the strategy\nactions:\n"
	planTail = "period: {start: 2027}\n---\n\n## General information\n\nX.\n\n## Policy context\n\nX.\n"
)

// TestWithReference adds practices/new to the action "b" in all the ways that
// people write YAML; the rest stays as it is.
func TestWithReference(t *testing.T) {
	for name, test := range map[string][2]string{
		"none yet": {
			"  - id: b   # the second\n    title: B\n    # why\n    why_no_case: None.\n",
			"  - id: b   # the second\n    title: B\n    relevance: [practices/new]\n    # why\n    why_no_case: None.\n"},
		"long title": {
			"  - id: b\n    title: >\n      B, and\n      more\n    status: planned\n",
			"  - id: b\n    relevance: [practices/new]\n    title: >\n      B, and\n      more\n    status: planned\n"},
		"flow list": {
			"  - id: b\n    relevance: [practices/a, 'reviews/r#x'] # two\n    title: Größe\n",
			"  - id: b\n    relevance: [practices/a, 'reviews/r#x', practices/new] # two\n    title: Größe\n"},
		"empty list":   {"  - {id: b, title: B, relevance: []}\n", "  - {id: b, title: B, relevance: [practices/new]}\n"},
		"nothing":      {"  - id: b\n    relevance:   # later\n    title: B\n", "  - id: b\n    relevance: [practices/new]   # later\n    title: B\n"},
		"null":         {"  - id: b\n    relevance: ~ # later\n    title: B\n", "  - id: b\n    relevance: [practices/new] # later\n    title: B\n"},
		"flow mapping": {"  - {title: \"B, \\\"b\\\"\", id: b}\n", "  - {title: \"B, \\\"b\\\"\", relevance: [practices/new], id: b}\n"},
		"block list": {
			"  - id: b\n    relevance:\n      - practices/a   # first\n      # and\n      - \"practices/ä\"\n    title: B\n",
			"  - id: b\n    relevance:\n      - practices/a   # first\n      # and\n      - \"practices/ä\"\n      - practices/new\n    title: B\n"},
		"block list without indent": {
			"  - id: b\n    relevance:\n    -   practices/a # first\n    title: B\n",
			"  - id: b\n    relevance:\n    -   practices/a # first\n    -   practices/new\n    title: B\n"},
		"flow list on lines": {
			"  - id: b\n    relevance: [\n      practices/a,\n      practices/c # last\n    ]\n    title: B\n",
			"  - id: b\n    relevance: [\n      practices/a,\n      practices/c,\n      practices/new # last\n    ]\n    title: B\n"},
		"there already": {"  - {id: b, title: B, relevance: [practices/new]}\n", ""},
	} {
		for _, end := range []string{"\n", "\r\n"} {
			with := func(actions string) string {
				return strings.ReplaceAll(planHead+"  - {id: a, title: Ä, relevance: [practices/a]}\n"+actions+planTail, "\n", end)
			}
			got, changed, err := WithReference([]byte(with(test[0])), Plans, "b", "practices/new")
			want := with(test[1])
			if test[1] == "" {
				want = with(test[0])
			}
			if err != nil || changed != (test[1] != "") || string(got) != want {
				t.Errorf("%s: got %q (%v, %v), want %q", name, got, changed, err, want)
			}
		}
	}
}

func TestWithReferenceElsewhere(t *testing.T) {
	for _, test := range []struct {
		kind       Kind
		item       string
		text, want string
	}{
		{Reviews, "x", "---\nrecommendations:\n- id: x\n  text: T\n---\n", "---\nrecommendations:\n- id: x\n  text: T\n  based_on: [practices/new]\n---\n"},
		{Improvements, "", "\ufeff---\ntitle: T\ninstrument: instruments/i\n---\ntext", "\ufeff---\ntitle: T\ninstrument: instruments/i\ninspired_by: [practices/new]\n---\ntext"},
		{Improvements, "", "---\ninspired_by:\n- practices/a\n---", "---\ninspired_by:\n- practices/a\n- practices/new\n---"},
	} {
		got, changed, err := WithReference([]byte(test.text), test.kind, test.item, "practices/new")
		if err != nil || !changed || string(got) != test.want {
			t.Errorf("of %q it makes %q (%v, %v)", test.text, got, changed, err)
		}
	}
	for _, text := range []string{"", "no front matter", "---\n", "---\n---\n", "---\n- a\n---\n", "---\nactions: x\n---\n", "---\nactions: [{id: b, relevance: x}]\n---\n",
		"---\nactions: [{id: a}]\n---\n", "---\nactions:\n  - id: >\n      b\n---\n", "---\n\tx\n---\n"} {
		if got, changed, err := WithReference([]byte(text), Plans, "b", "practices/new"); err == nil {
			t.Errorf("of %q it makes %q (%v) and no error", text, got, changed)
		}
	}
}

// FuzzWithReference holds that a file gets exactly one reference more, and that
// all else in it means what it meant.
func FuzzWithReference(f *testing.F) {
	for _, actions := range []string{"  - {id: b, title: B}\n", "  - id: b\n    title: B\n    relevance:\n    - practices/a\n", "  - id: b\n    relevance: [\n practices/a ]\n    title: \"B\"\n"} {
		f.Add(planHead + actions + planTail)
	}
	rules := testRules(f)
	const file = "plans/p/index.en.md"
	told := func(v *Version) []string {
		var list []string
		for _, r := range v.References {
			list = append(list, fmt.Sprint(r.Field, " ", r.Item, " ", r.Target))
		}
		slices.Sort(list)
		return list
	}
	f.Fuzz(func(t *testing.T, text string) {
		before, findings := ParseVersion(file, "b", []byte(text), rules)
		if before == nil || HasErrors(findings) {
			return
		}
		changed, did, err := WithReference([]byte(text), Plans, "b", "practices/new")
		if err != nil {
			return
		}
		after, findings := ParseVersion(file, "b", changed, rules)
		if after == nil {
			t.Fatalf("it can no longer be read: %v\n%s", findings, changed)
		}
		want := told(before)
		if did {
			want = append(want, "actions.relevance b practices/new")
			slices.Sort(want)
		}
		if got := told(after); !slices.Equal(got, want) {
			t.Fatalf("it names %q, want %q:\n%s", got, want, changed)
		}
		if !slices.Equal(Words(before.Facts), Words(after.Facts)) || before.PlainText() != after.PlainText() {
			t.Fatalf("other words changed:\n%s\n%s", text, changed)
		}
		if again, did, err := WithReference(changed, Plans, "b", "practices/new"); err != nil || did || string(again) != string(changed) {
			t.Fatalf("twice it does something: %v %v\n%s", did, err, again)
		}
	})
}
