package web

import (
	"encoding/xml"
	"net/http"
	"strings"
	"testing"

	"github.com/ai4citizens/casebook/internal/lang"
)

func TestShortName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{"Casebook": "Casebook", "AI4Citizens Casebook": "AI4Citizens", "Sixteen lettersss": "Sixteen",
		"Sixteen lettersz more": "Sixteen lettersz", "Tekoälytietopankkimme": "Tekoälytietopank"} {
		if got := shortName(name); got != want {
			t.Errorf("%q is %q in short, want %q", name, got, want)
		}
	}
}

func TestOpenSearch(t *testing.T) {
	t.Parallel()
	h := testPortal(t)
	for _, tag := range lang.All() {
		p := page200(t, h, "/"+string(tag)+"/practices")
		link := p.one("head link[rel=search]")
		if attr(link, "type") != openSearchType || attr(link, "title") == "" {
			t.Errorf("the link is %v", link.Attr)
		}
		r := get(t, h, http.StatusOK, attr(link, "href"))
		var d openSearchDescription
		if err := xml.Unmarshal([]byte(r.body), &d); err != nil || r.Header.Get("Content-Type") != openSearchType {
			t.Fatalf("%v: %s", err, r.body)
		}
		if d.Language != tag || d.ShortName == "" || len([]rune(d.ShortName)) > 16 || len([]rune(d.LongName)) > 48 || len(d.Description) > 1024 || d.InputEncoding != "UTF-8" {
			t.Errorf("%+v", d)
		}
		if d.Image == nil || d.Image.Type != "image/svg+xml" {
			t.Error("there is no icon")
		} else {
			get(t, h, http.StatusOK, strings.TrimPrefix(d.Image.Address, "https://cases.example.eu"))
		}
		types := map[string]bool{}
		for _, u := range d.URLs {
			types[u.Type] = true
			target, ok := strings.CutPrefix(strings.Replace(u.Template, "{searchTerms}", "tekoälyrekisteri", 1), "https://cases.example.eu")
			answer := get(t, h, http.StatusOK, target)
			if !ok || !strings.HasPrefix(answer.Header.Get("Content-Type"), u.Type) || u.Rel != "self" && !strings.Contains(answer.body, "tekoälyrekisteri") {
				t.Errorf("%s gives %s", u.Template, answer.Header.Get("Content-Type"))
			}
		}
		if len(types) != 4 {
			t.Errorf("types %v", types)
		}
	}
}
