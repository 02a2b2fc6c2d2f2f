package content

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ai4citizens/casebook/internal/concept"
	"github.com/ai4citizens/casebook/internal/lang"
)

// testRules are the rules of the knowledge base in content/.
func testRules(t testing.TB) *Rules {
	t.Helper()
	root := filepath.Join("..", "..", "content")
	files, err := filepath.Glob(filepath.Join(root, "vocabularies", "*.yaml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no vocabularies: %v", err)
	}
	var schemes []*concept.Scheme
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s, findings := ParseVocabulary("vocabularies/"+filepath.Base(file), data)
		for _, f := range findings {
			t.Errorf("%s", f)
		}
		schemes = append(schemes, s)
	}
	data, err := os.ReadFile(filepath.Join(root, "site.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	site, findings := ParseSite("site.yaml", data)
	if len(findings) > 0 {
		t.Errorf("site.yaml: %v", findings)
	}
	rules, err := NewRules(site, concept.NewSet(schemes...))
	if err != nil {
		t.Fatal(err)
	}
	return rules
}

// good is a practice without findings; tests break it in one place each.
const good = `---
title: A register of algorithms
summary: A public list of what the city's systems do.
owner: organisations/city
geographical_scope: local
outcome: mixed
nuts: [FI1B1]
nuts_version: 2024
timescale: {start: 2020-09, ongoing: true}
evidence:
  - id: launch
    claim: Five systems were listed.
    value: 5
    kind: public-record
sources: [{title: The register, publisher: City, kind: owner}]
---

## Detailed information

What it is: [another](practices/other#evidence).

## Resources needed

Not documented.

## Evidence of success

Five systems.

## Potential for learning or transfer

Much.
`

const goodPath = "practices/register/index.en.md"

func TestGoodVersionHasNoFindings(t *testing.T) {
	v, findings := ParseVersion(goodPath, "b10b", []byte(good), testRules(t))
	for _, f := range findings {
		t.Errorf("unexpected: %s", f)
	}
	p, ok := v.Facts.(*Practice)
	if !ok {
		t.Fatalf("facts are %T", v.Facts)
	}
	if p.Timescale.Start != (Date{2020, 9, 0}) || !p.Timescale.Ongoing || p.Evidence[0].Value.Float() != 5 {
		t.Errorf("facts are %+v", p)
	}
	if v.ID != "practices/register" || v.Lang != lang.EN || !v.Original() {
		t.Errorf("version is %s %s", v.ID, v.Lang)
	}
	if len(v.Links) != 1 || v.Links[0].Target != "practices/other" || v.Links[0].Anchor != "evidence" || v.Links[0].Line != 20 {
		t.Errorf("links are %+v", v.Links)
	}
	if s := v.Section("evidence"); s == nil || s.Text != "Five systems." {
		t.Errorf("section evidence is %+v", s)
	}
}

// TestFindings breaks the good version in one place and names the finding that
// must be there: line, column, severity, rule, and words of the message.
func TestFindings(t *testing.T) {
	rules := testRules(t)
	for _, test := range []struct {
		name, old, new string
		want           string
	}{
		{"unknown key", "outcome: mixed", "outcom: mixed", `6:1: unknown-key: "outcom" is no key known here; did you mean "outcome"?`},
		{"missing key", "outcome: mixed\n", "", `missing-key: "outcome" is missing or empty; it is one of proved-successful`},
		{"empty key", "outcome: mixed", "outcome:", `6:1: missing-key: "outcome"`},
		{"doubled key", "outcome: mixed", "outcome: mixed\noutcome: mixed", `7:1: doubled-key: "outcome" stands twice; it stands first in line 6`},
		{"vocabulary", "outcome: mixed", "outcome: mixd", `6:10: vocabulary: "mixd" is no term of outcome; did you mean "mixed"?`},
		{"nuts", "[FI1B1]", "[FI1B1x]", `7:8: nuts: "FI1B1x" is no NUTS 2024 code; did you mean "FI1B1"?`},
		{"old nuts", "[FI1B1]", "[NL329]", `7:8: nuts: "NL329" is the code of NUTS 2021; in NUTS 2024 it is "NL32B"`},
		{"date", "2020-09", "2020-13", `9:20: date: timescale.start: "2020-13" is no date; write 2020, 2020-09 or 2020-09-28`},
		{"impossible day", "2020-09", "2021-02-30", `date: timescale.start: "2021-02-30" is a day that does not exist`},
		{"range", "start: 2020-09, ongoing: true", "start: 2020-09, end: 2020-08", `9:12: range: timescale ends (2020-08) before it begins (2020-09)`},
		{"ended and ongoing", "start: 2020-09", "end: 2021", `range: timescale has an end (2021) and is said to be ongoing`},
		{"nuts version", "nuts_version: 2024", "nuts_version: 2016", `8:15: nuts-version: the codes known here are those of NUTS 2024, not of "2016"`},
		{"number", "value: 5", "value: 5 000", `13:12: number: evidence.value: "5 000" is no number`},
		{"boolean", "ongoing: true", "ongoing: yes", `type: timescale.ongoing must be true or false`},
		{"list", "nuts: [FI1B1]", "nuts: FI1B1", `7:7: type: nuts must be a list`},
		{"reference form", "organisations/city", "City", `4:8: reference: "City" is no reference; write folder and document`},
		{"reference kind", "organisations/city", "practices/city", `4:8: reference: owner names one of organisations, not of practices`},
		{"doubled item", "    kind: public-record\n", "    kind: public-record\n  - {id: launch, claim: Again., kind: survey}\n", `doubled-id: evidence has the id "launch" already, in line 11`},
		{"anchor", "outcome: mixed", "outcome: &x mixed", `yaml-alias`},
		{"tab", "outcome: mixed", "timescale:\n\tend: 2021", `yaml: a tab stands where only spaces may`},
		{"broken yaml", "outcome: mixed", "outcome: [mixed", `yaml: the YAML cannot be read`},
		{"colon", "title: A register", "title: A: register", `yaml: the YAML cannot be read`},
		{"long title", "title: A register of algorithms", "title: " + strings.Repeat("a", 101), `2:8: warning: length: title has 101 characters, 1 more than the limit of 100`},
		{"missing section", "## Resources needed\n\nNot documented.\n", "", `missing-section: the section "resources" is missing; add the heading "## Resources needed"`},
		{"empty section", "Not documented.", "", `empty-section: the section "Resources needed" is empty`},
		{"long section", "Not documented.", strings.Repeat("word ", 100), `warning: length: the section "Resources needed" has 499 characters, 199 more than the limit of 300`},
		{"raw html", "Much.", "<script>alert(1)</script>", `raw-html: HTML is not published`},
		{"javascript", "Much.", "[x](javascript:alert(1))", `link: "javascript:alert(1)" is no address that may be published`},
		{"data url", "Much.", "[x](data:text/html,hello)", `link: "data:text/html,hello" is no address`},
		{"out of folder", "Much.", "[x](../../../etc/passwd)", `link: "../../../etc/passwd" leads out of the document's folder`},
		{"remote image", "Much.", "![x](https://example.org/x.png)", `image: "https://example.org/x.png" lies on another host`},
		{"no alternative text", "Much.", "![](x.png)", `warning: alternative-text: the image "x.png" has no alternative text`},
		{"heading level", "Much.", "#### Deep\n\nMuch.", `warning: heading-level: "Deep" jumps from level 2 to level 4; use ###`},
		{"e-mail", "Much.", "Write to someone@example.org.", `warning: email: "someone@example.org" is an e-mail address`},
		{"bad url", "Much.", "[x](https://user:pw@example.org)", `url: "https://user:pw@example.org" must name a host and no user`},
		{"control character", "Much.", "Mu\x00ch.", `control-character: a control character (U+0000) stands here`},
		{"latin-1", "Much.", "Stra\xdfe.", `encoding: this is not UTF-8 (the byte is 0xdf)`},
		{"no front matter", "---\ntitle", "title", `1:1: front-matter: the file must begin with a line of three hyphens`},
		{"no end", "---\n\n## Detailed", "\n## Detailed", `1:1: front-matter: the front matter has no end`},
		{"nested brackets", "Much.", strings.Repeat("[", 10000), `nesting: the text nests brackets or quotations too deeply`},
		{"nested yaml", "[FI1B1]", strings.Repeat("[", 10000), `yaml`},
		{"no source", "sources: [{title: The register, publisher: City, kind: owner}]\n", "", `2:1: warning: no-source: the document names no source`},
		{"source without date", "kind: owner}]", "kind: owner, url: https://example.org}]", `15:11: warning: source-date: the source "The register" has an address and no date`},
		{"blob", "nuts_version: 2024", "translates: {lang: fi, blob: 123}", `blob: translates.blob is no Git blob id`},
		{"itself", "nuts_version: 2024", "translates: {lang: en, blob: 0123456789012345678901234567890123456789}", `translates-itself: the version translates itself`},
		{"fact in translation", "nuts_version: 2024", "translates: {lang: fi, blob: 0123456789012345678901234567890123456789}", `6:1: fact-in-translation: "outcome" is a fact and stands in the original only`},
	} {
		t.Run(test.name, func(t *testing.T) {
			if !strings.Contains(good, test.old) {
				t.Fatalf("the good version has no %q", test.old)
			}
			text := strings.Replace(good, test.old, test.new, 1)
			_, findings := ParseVersion(goodPath, "b10b", []byte(text), rules)
			for _, f := range findings {
				if strings.Contains(f.String(), test.want) {
					return
				}
			}
			t.Errorf("no finding %q among %q", test.want, findings)
		})
	}
}

func TestAllFindingsComeInOneRun(t *testing.T) {
	text := strings.NewReplacer("outcome: mixed", "outcome: nope", "[FI1B1]", "[XX]", "Much.", "<b>x</b>").Replace(good)
	_, findings := ParseVersion(goodPath, "b10b", []byte(text), testRules(t))
	rules := map[string]bool{}
	for _, f := range findings {
		rules[f.Rule] = true
	}
	for _, want := range []string{"vocabulary", "nuts", "raw-html"} {
		if !rules[want] {
			t.Errorf("no finding of rule %s among %v", want, findings)
		}
	}
}

func TestBOMAndCRLFAreRead(t *testing.T) {
	text := "\xef\xbb\xbf" + strings.ReplaceAll(good, "\n", "\r\n")
	v, findings := ParseVersion(goodPath, "b10b", []byte(text), testRules(t))
	if v == nil || len(findings) > 0 {
		t.Errorf("findings: %v", findings)
	}
}

func TestRomanianSpelling(t *testing.T) {
	_, findings := ParseVersion("pages/about/index.ro.md", "b", []byte("---\ntitle: Despre administraţie\nsummary: Ceva.\n---\n\nO comună şi un oraș.\n"), testRules(t))
	want := []string{
		`pages/about/index.ro.md:2:8: warning: cedilla: "ţ" is written with a cedilla; Romanian has a comma below: ț`,
		`pages/about/index.ro.md:6:10: warning: cedilla: "ş" is written with a cedilla; Romanian has a comma below: ș (and perhaps further on)`,
	}
	if len(findings) != 2 || findings[0].String() != want[0] || findings[1].String() != want[1] {
		t.Errorf("got %q", findings)
	}
}

func TestWhere(t *testing.T) {
	for path, want := range map[string]string{
		"practices/a-b/index.fi.md":                             "",
		"practices/a b/index.fi.md":                             "is no name for an address",
		"practices/A.b/index.fi.md":                             `for example "a-b"`,
		"practices/a/index.xx.md":                               `"xx" is no language of this portal`,
		"practices/a/index.FI.md":                               `"FI" is no language of this portal`,
		"practices/a/readme.md":                                 "is called index.<language>.md",
		"practices/a/b/index.fi.md":                             "stands deeper",
		"practises/a/index.fi.md":                               `did you mean "practices"?`,
		"practices/index.fi.md":                                 "is no name for an address",
		"practices/../x/index.fi.md":                            "stands deeper",
		"practices/a/index.fi.en.md":                            "is no language",
		"practices/a/index..md":                                 "is no language",
		"practices/-a-/index.lv.md":                             "is no name for an address",
		"organisations/x/index.ro.md":                           "",
		"vocabularies/x/index.ro.md":                            "is no kind of document",
		"practices/" + strings.Repeat("a", 90) + "/index.fi.md": "is no name",
	} {
		_, _, problem := Where(path)
		if want == "" && problem != "" || !strings.Contains(problem, want) {
			t.Errorf("Where(%q) says %q, want %q", path, problem, want)
		}
	}
}

func TestVersionSurvivesStorage(t *testing.T) {
	v, _ := ParseVersion(goodPath, "b10b", []byte(good), testRules(t))
	data, err := v.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	again := new(Version)
	if err := again.UnmarshalJSON(data); err != nil {
		t.Fatal(err)
	}
	twice, err := again.MarshalJSON()
	if err != nil || string(twice) != string(data) {
		t.Errorf("stored and read again it is\n%s\ninstead of\n%s (%v)", twice, data, err)
	}
	if again.PlainText() != v.PlainText() {
		t.Errorf("plain text is %q, was %q", again.PlainText(), v.PlainText())
	}
}

func TestLocalised(t *testing.T) {
	original := &Practice{Common: Common{Title: "Rekisteri", Keywords: []string{"avoimuus"}}, Outcome: "mixed",
		Evidence: []Evidence{{ID: "a", Claim: "Yksi.", Unit: "kpl", Kind: "survey"}, {ID: "b", Claim: "Kaksi."}}}
	translation := &Practice{Common: Common{Title: "Register"}, Evidence: []Evidence{{ID: "b", Claim: "Two."}}}
	got := Localised(original, translation).(*Practice)
	if got.Title != "Register" || got.Outcome != "mixed" || got.Keywords[0] != "avoimuus" ||
		got.Evidence[0].Claim != "Yksi." || got.Evidence[1].Claim != "Two." || got.Evidence[0].Kind != "survey" {
		t.Errorf("got %+v", got)
	}
	if original.Evidence[1].Claim != "Kaksi." || original.Title != "Rekisteri" {
		t.Errorf("the original was changed: %+v", original)
	}
}

func FuzzParseVersion(f *testing.F) {
	f.Add([]byte(good))
	f.Add([]byte("---\n{title: [}\n---\n# x"))
	f.Add([]byte("---\ntitle: &a [*a]\n---\n"))
	f.Add([]byte("---\n? {}\n: {}\n---\n"))
	rules := testRules(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		v, findings := ParseVersion(goodPath, "b10b", data, rules)
		for _, d := range findings {
			if d.Line < 1 || d.Column < 1 || d.Rule == "" || d.Message == "" || d.File != goodPath {
				t.Fatalf("a finding without place, rule or words: %+v", d)
			}
		}
		if v == nil {
			if !HasErrors(findings) {
				t.Fatal("neither a version nor an error")
			}
			return
		}
		if _, err := v.MarshalJSON(); err != nil {
			t.Fatal(err)
		}
	})
}
