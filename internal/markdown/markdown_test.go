package markdown

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func options() Options {
	return Options{
		Anchor:  func(words string) string { return map[string]string{"Evidence": "evidence"}[words] },
		Slug:    func(words string) string { return strings.ToLower(strings.ReplaceAll(words, " ", "-")) },
		Resolve: func(d string, _ bool) (string, bool) { return d, !strings.HasPrefix(d, "bad") },
	}
}

func TestParse(t *testing.T) {
	doc, err := Parse([]byte("Before *all*.\n\n## Evidence\n\nOne [link](a/b), two.\n\n### Sub head\n\n- item\n- ![a picture](p.png)\n\n## Evidence\n\nAgain <b>bold</b> &amp; [gone](bad:x).\n"), options())
	if err != nil {
		t.Fatal(err)
	}
	if len(doc.Sections) != 3 {
		t.Fatalf("got %d sections: %+v", len(doc.Sections), doc.Sections)
	}
	if s := doc.Sections[0]; s.ID != "" || s.HTML != "<p>Before <em>all</em>.</p>\n" || s.Text != "Before all." {
		t.Errorf("first section is %+v", s)
	}
	s := doc.Sections[1]
	want := "<p>One <a href=\"a/b\">link</a>, two.</p>\n<h3 id=\"sub-head\">Sub head</h3>\n<ul>\n<li>item</li>\n<li><img src=\"p.png\" alt=\"a picture\" loading=\"lazy\" /></li>\n</ul>\n"
	if s.ID != "evidence" || s.HTML != want {
		t.Errorf("second section is %q", s.HTML)
	}
	if TextOf(s.HTML) != "One link, two.\nSub head\nitem" {
		t.Errorf("its text is %q", TextOf(s.HTML))
	}
	if s := doc.Sections[2]; s.ID != "evidence-2" || s.Text != "Again bold & gone." {
		t.Errorf("third section is %+v", s)
	}
	if !slices.Equal(doc.RawHTML, []Place{{14, 7}, {14, 14}}) {
		t.Errorf("raw HTML at %v", doc.RawHTML)
	}
	if l := doc.Links[0]; l.Line != 5 || l.Column != 5 || l.Text != "link" {
		t.Errorf("first link is %+v", l)
	}
}

func TestTooDeep(t *testing.T) {
	for _, text := range []string{strings.Repeat("[", 10_000), strings.Repeat("> ", 10_000) + "x", strings.Repeat("[a](", 10_000)} {
		if _, err := Parse([]byte(text), options()); !errors.Is(err, ErrTooDeep) {
			t.Errorf("%.20q…: %v", text, err)
		}
	}
}

// allowed are the elements and attributes that published text may have.
var allowed = map[string][]string{
	"p": nil, "em": nil, "strong": nil, "del": nil, "code": {"class"}, "pre": nil, "blockquote": nil, "hr": nil, "br": nil,
	"ul": nil, "ol": {"start"}, "li": {"id"}, "dl": nil, "dt": nil, "dd": nil,
	"h1": {"id"}, "h2": {"id"}, "h3": {"id"}, "h4": {"id"}, "h5": {"id"}, "h6": {"id"},
	"a": {"href", "rel", "class", "role"}, "img": {"src", "alt", "title", "loading"}, "sup": {"id"}, "div": {"class", "role"},
	"table": nil, "thead": nil, "tbody": nil, "tr": nil, "th": {"align", "style"}, "td": {"align", "style"},
	"section": {"class", "role"},
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"# a\n\n## b {#c onclick=x}\n", "[x](javascript:alert(1))", "<script>x</script>", "![x](data:image/svg+xml,<svg>)",
		"<javascript:alert(1)>", "| a | b |\n|---|:-:|\n| c | d |", "a[^1]\n\n[^1]: note", "```js\"><script>\nx\n```", "[x]: javascript:y\n[x]",
		"http://x\"onmouseover=y", "* * *\n- [ ] x", "&#106;avascript:x", "[a](<j\navascript:x>)", "term\n: definition",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		doc, err := Parse([]byte(text), options())
		if err != nil {
			return
		}
		for _, s := range doc.Sections {
			z := html.NewTokenizer(strings.NewReader(s.HTML))
			for z.Next() != html.ErrorToken {
				check(t, z.Token())
			}
		}
	})
}

func check(t *testing.T, token html.Token) {
	if token.Type != html.StartTagToken && token.Type != html.SelfClosingTagToken {
		if token.Type == html.CommentToken && token.Data != " raw HTML omitted " {
			t.Fatalf("a comment: %q", token.Data)
		}
		return
	}
	attributes, ok := allowed[token.Data]
	if !ok {
		t.Fatalf("the element %q is published", token.Data)
	}
	for _, a := range token.Attr {
		if !slices.Contains(attributes, a.Key) {
			t.Fatalf("<%s> has the attribute %s=%q", token.Data, a.Key, a.Val)
		}
		value := strings.ToLower(strings.TrimSpace(a.Val))
		if (a.Key == "href" || a.Key == "src") && (strings.HasPrefix(value, "javascript:") || strings.HasPrefix(value, "vbscript:") || strings.HasPrefix(value, "data:text")) {
			t.Fatalf("<%s> leads to %q", token.Data, a.Val)
		}
	}
}
