package citation

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

var register = Work{
	Key: "practices-register-fi", Authors: []string{"City of Exampleton", "Smith and Sons"}, Title: `Costs & "100 %" of {AI}_1`,
	Site: "Test Casebook", Version: "1a2b3c4d", Date: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC),
	URL: "https://cases.example.eu/fi/practices/register", Lang: "fi",
}

func TestBibTeX(t *testing.T) {
	want := `@misc{practices-register-fi,
  author = {{City of Exampleton} and {Smith and Sons}},
  title = {{Costs \& "100 \%" of \textbraceleft{}AI\textbraceright{}\_1}},
  howpublished = {Test Casebook},
  year = {2026},
  month = {11},
  date = {2026-11-22},
  version = {1a2b3c4d},
  langid = {finnish},
  url = {https://cases.example.eu/fi/practices/register}
}
`
	if got := register.BibTeX(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got, want := (Work{Title: "T"}).BibTeX(), "@misc{page,\n  title = {{T}}\n}\n"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestCSL(t *testing.T) {
	want := `[
  {
    "id": "practices-register-fi",
    "type": "webpage",
    "title": "Costs \u0026 \"100 %\" of {AI}_1",
    "author": [
      {
        "literal": "City of Exampleton"
      },
      {
        "literal": "Smith and Sons"
      }
    ],
    "container-title": "Test Casebook",
    "issued": {
      "date-parts": [
        [
          2026,
          11,
          22
        ]
      ]
    },
    "version": "1a2b3c4d",
    "language": "fi",
    "URL": "https://cases.example.eu/fi/practices/register"
  }
]
`
	if got := register.CSL(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// fieldsOf reads an entry the way BibTeX does: names, and values between
// braces that balance.
func fieldsOf(entry string) (map[string]string, error) {
	rest, ok := strings.CutPrefix(entry, "@misc{")
	if !ok {
		return nil, fmt.Errorf("no entry")
	}
	_, rest, _ = strings.Cut(rest, ",")
	fields := map[string]string{}
	for {
		name, value, ok := strings.Cut(rest, "=")
		if !ok {
			break
		}
		value = strings.TrimSpace(value)
		depth, end := 0, -1
		for i := range len(value) {
			switch value[i] {
			case '{':
				depth++
			case '}':
				depth--
			}
			if depth == 0 {
				end = i
				break
			}
		}
		if end < 1 {
			return nil, fmt.Errorf("the value of %s does not end", name)
		}
		fields[strings.TrimSpace(name)] = value[1:end]
		rest = strings.TrimPrefix(value[end+1:], ",")
	}
	if strings.TrimSpace(rest) != "}" {
		return nil, fmt.Errorf("the entry ends with %q", rest)
	}
	return fields, nil
}

// shown is what TeX shows of a value.
var shown = strings.NewReplacer(`\textbackslash{}`, `\`, `\textbraceleft{}`, `{`, `\textbraceright{}`, `}`,
	`\textasciitilde{}`, `~`, `\textasciicircum{}`, `^`, `\$`, `$`, `\&`, `&`, `\#`, `#`, `\_`, `_`, `\%`, `%`)

func FuzzCitation(f *testing.F) {
	f.Add("City", "Title", "https://example.org/x")
	f.Add("a}b", `{\~^$&#_%`, "https://example.org/{}\\")
	f.Add("\x00\xff\n", "</script>\u2028", "://")
	f.Fuzz(func(t *testing.T, author, title, address string) {
		w := Work{Key: title, Authors: []string{author}, Title: title, URL: address, Version: author}
		fields, err := fieldsOf(w.BibTeX())
		if err != nil {
			t.Fatalf("%v:\n%s", err, w.BibTeX())
		}
		inner := strings.TrimSuffix(strings.TrimPrefix(fields["title"], "{"), "}")
		if got := shown.Replace(inner); got != line(title) {
			t.Errorf("the title %q becomes %q", title, got)
		}
		if strings.ContainsAny(fields["url"], "{} \\\n") {
			t.Errorf("the address is %q", fields["url"])
		}
		var list []item
		if err := json.Unmarshal([]byte(w.CSL()), &list); err != nil {
			t.Fatal(err)
		}
		if len(list) != 1 || list[0].Title != line(title) || !slices.Equal(list[0].Authors, []name{{line(author)}}) {
			t.Errorf("CSL JSON: %+v", list)
		}
		if strings.Contains(w.CSL(), "<") || !utf8.ValidString(w.BibTeX()) {
			t.Errorf("unsafe: %s", w.CSL())
		}
	})
}
