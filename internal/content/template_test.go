package content

import (
	"reflect"
	"strings"
	"testing"

	"github.com/ai4citizens/casebook/internal/lang"
)

// eachKey visits the keys of a struct and of the items of its lists.
func eachKey(t reflect.Type, path string, visit func(string)) {
	for _, f := range schemaOf(t) {
		name := join(path, f.key)
		visit(name)
		if f.typ.Kind() == reflect.Slice && f.typ.Elem().Kind() == reflect.Struct {
			eachKey(f.typ.Elem(), name, visit)
		}
	}
}

// ofTheChain are the kinds between a case and a policy.
var ofTheChain = []Kind{Reviews, Plans, Improvements, Instruments}

func TestGuidanceForTheChain(t *testing.T) {
	g, err := loadGuidance()
	if err != nil {
		t.Fatal(err)
	}
	rules := testRules(t)
	for _, k := range ofTheChain {
		for _, tag := range lang.All() {
			eachKey(reflect.TypeOf(k.New()).Elem(), "", func(path string) {
				if path != "translates" && path != "by" && strings.TrimSpace(g.key(k, path, tag)) == "" {
					t.Errorf("nothing says in %s what belongs in %s of %s", tag, path, k)
				}
			})
			for _, s := range rules.Sections[k] {
				if g.Sections[string(k)+"."+s.Anchor][tag] == "" {
					t.Errorf("nothing says in %s what belongs in the section %s of %s", tag, s.Anchor, k)
				}
			}
		}
	}
}

// TestFilledTemplatesPass fills in what the templates of the chain ask for, in
// every language, and expects that nothing more is wrong.
func TestFilledTemplatesPass(t *testing.T) {
	rules := testRules(t)
	fill := map[string]string{
		"title": "X", "summary": "X.", "host": "organisations/x", "authority": "organisations/x",
		"instrument": "instruments/x", "type": "other",
	}
	more := map[Kind]string{
		Instruments:  "nature: programme\nsources: [{title: X, publisher: X}]\n",
		Improvements: "evidence: [{id: x, claim: X., kind: public-record}]\n",
	}
	for _, k := range ofTheChain {
		for _, tag := range lang.All() {
			file := string(k) + "/x/index." + string(tag) + ".md"
			text, err := Template(k, tag, file, rules)
			if err != nil {
				t.Fatal(err)
			}
			for key, value := range fill {
				text = strings.Replace(text, "\n"+key+":\n", "\n"+key+": "+value+"\n", 1)
			}
			text = strings.Replace(text, "\n---\n", "\n"+more[k]+"---\n", 1)
			for _, s := range rules.Sections[k] {
				heading := "\n## " + s.Names[tag] + "\n"
				if !strings.Contains(text, heading) {
					t.Errorf("%s has no section %s", file, s.Anchor)
				}
				text = strings.Replace(text, heading, heading+"\nX.\n", 1)
			}
			if _, findings := ParseVersion(file, "b", []byte(text), rules); len(findings) > 0 {
				t.Errorf("filled in it has findings: %v\n%s", findings, text)
			}
		}
	}
}
