package web

import (
	"bytes"
	"fmt"
	"html/template"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
)

// maxPacked is how many documents a case pack holds: as many as are taken of
// one parameter.
const maxPacked = maxValues

// MaxPacked is how many documents a case pack holds.
func (*reader) MaxPacked() int { return maxPacked }

// maxPackTitle is how many characters the name of a pack may have.
const maxPackTitle = 120

// packPage is a booklet of chosen cases, to be printed for a meeting: cover,
// contents, a table to compare them, and the cases.
type packPage struct {
	page
	Notes []notice
	// Name is what the facilitator calls the pack.
	Name    string
	MaxName int
	Cases   []*packed
	// Compared lays the practices side by side; nil of fewer than two.
	Compared *table
	Files    []value
	Made     string
	// fileName is what the pack is called as a file.
	fileName string
}

// packed is one case of a pack.
type packed struct {
	*documentPage
	Number int
	// Anchor is where the case stands in the pack, Address where in the portal.
	Anchor, Address string
	Texts           []packedText
	Evidence        []evidence
	Recommendations []recommendation
}

// packedText is a section with its headings one level deeper.
type packedText struct {
	Title string
	Lang  lang.Tag
	HTML  template.HTML
}

// pack shows a case pack.
func pack(v *visit) (*answer, error) {
	p, err := v.packPage()
	if err != nil {
		return nil, err
	}
	return v.html("pack", p)
}

// packFile gives a case pack as a page that text processors open.
func packFile(v *visit) (*answer, error) {
	p, err := v.packPage()
	if err != nil {
		return nil, err
	}
	if len(p.Cases) == 0 {
		return redirect(303, v.address("pack")), nil
	}
	body, err := v.theme.renderAs("pack", "file", p)
	if err != nil {
		return nil, err
	}
	body = absolute(body, v.base)
	return v.saved(p.fileName, htmlType, func(w io.Writer) error {
		_, err := w.Write(body)
		return err
	})
}

// packPage gathers the cases asked for.
func (v *visit) packPage() (*packPage, error) {
	e, err := v.edition()
	if err != nil {
		return nil, err
	}
	p := &packPage{page: v.newPage(v.T("pack.title")), MaxName: maxPackTitle, Made: v.saying().Made(e.Stamp),
		fileName: e.Stamp.FileName("pack-"+string(v.Lang), "html")}
	p.Description, p.NoIndex = v.T("pack.intro"), true
	p.Crumb = v.crumbs(string(content.Practices), v.KindNames(content.Practices))
	p.Name = strings.Join(strings.Fields(clip(v.query.Get("name"), maxPackTitle)), " ")
	ids := p.choose(v)
	for i, id := range ids {
		c, err := v.packed(i, id)
		if err != nil {
			return nil, err
		}
		p.Cases = append(p.Cases, c)
	}
	if len(ids) == 0 {
		return p, nil
	}
	chosen := url.Values{"id": ids}
	if p.Name != "" {
		p.Title = p.Name + " · " + p.Title
		chosen.Set("name", p.Name)
	}
	p.Canonical += "?" + chosen.Encode()
	link := value{Href: "/exports/" + string(v.Lang) + "/pack.html?" + chosen.Encode()}
	link.Text = v.T("pack.file")
	p.Files = []value{link}
	p.Compared = v.sideBySide(p.Cases)
	return p, nil
}

// choose reads which documents are asked for, in that order, and notes what
// cannot be done about the rest.
func (p *packPage) choose(v *visit) []string {
	var ids []string
	unknown := 0
	for _, id := range v.query["id"] {
		if id = strings.TrimSpace(id); id == "" {
			continue
		}
		if now := v.view.Alias(id); now != "" && v.view.Card(id) == nil {
			id = now
		}
		switch {
		case slices.Contains(ids, id):
		case v.view.Card(id) != nil:
			ids = append(ids, id)
		case unknown < 3:
			unknown++
			p.Notes = append(p.Notes, notice{Text: v.T("pack.unknown", "Value", v.Quoted(clip(id, 60)))})
		}
	}
	if all := len(v.request.URL.Query()["id"]); all > maxPacked {
		p.Notes = append(p.Notes, notice{Text: v.N("pack.many", maxPacked)})
	}
	return ids
}

// packed makes one case of a pack.
func (v *visit) packed(i int, id string) (*packed, error) {
	d, err := v.view.Document(id, v.Lang)
	if err != nil {
		return nil, err
	}
	page := v.documentPage(d)
	if err := page.notices(v, d); err != nil {
		return nil, err
	}
	b := &builder{visit: v, page: page, doc: d}
	if b.kind(); b.err != nil {
		return nil, b.err
	}
	c := &packed{documentPage: page, Number: i + 1, Anchor: fmt.Sprintf("case-%d", i+1), Address: v.address(id)}
	for _, s := range page.Sections {
		if s.HTML != "" {
			c.Texts = append(c.Texts, packedText{s.Title, s.Lang, deeper(s.HTML, c.Address)})
		}
	}
	switch parts := page.Parts.(type) {
	case *practiceParts:
		c.Evidence = parts.Evidence
	case *improvementParts:
		c.Evidence = parts.Evidence
	case *briefParts:
		c.Recommendations = parts.Recommendations
	case *reviewParts:
		c.Recommendations = parts.Recommendations
	}
	for i := range page.Facts {
		for n, x := range page.Facts[i].Values {
			if strings.HasPrefix(x.Href, "#") { // leads to a part of the page itself
				page.Facts[i].Values[n].Href = c.Address + x.Href
			}
		}
	}
	return c, nil
}

var (
	anAnchor  = regexp.MustCompile(` id="[^"]*"`)
	ownAnchor = regexp.MustCompile(` href="#`)
	aHeading  = regexp.MustCompile(`<(/?)h([2-5])`)
)

// deeper makes a section's text fit to stand below a case: its headings go one
// level down, its anchors stay where they are, and links to them lead there.
// Quotation marks and angles of the text itself are escaped and so never look
// like these.
func deeper(text template.HTML, address string) template.HTML {
	s := anAnchor.ReplaceAllLiteralString(string(text), "")
	s = ownAnchor.ReplaceAllLiteralString(s, ` href="`+address+"#")
	s = aHeading.ReplaceAllStringFunc(s, func(tag string) string {
		return tag[:len(tag)-1] + string(tag[len(tag)-1]+1)
	})
	return template.HTML(s)
}

// absolute makes the portal's own addresses in a page whole.
func absolute(body []byte, base string) []byte {
	for _, name := range []string{` href="`, ` src="`} {
		body = bytes.ReplaceAll(body, []byte(name+"/"), []byte(name+base+"/"))
	}
	return body
}

// sideBySide compares the practices of a pack by what tells whether they can be
// transferred; nil of fewer than two.
func (v *visit) sideBySide(cases []*packed) *table {
	t := &table{Label: "c_compared", Head: []string{v.KindName(content.Practices), v.T("fact.where"),
		v.title("geographical-scope"), v.title("outcome"), v.T("fact.cost"), v.T("fact.staff"), v.T("fact.evidence"), v.title("ai-act-risk")}}
	unknown := words(v.T("fact.unknown"))
	known := func(list []value) []value {
		if len(list) == 0 {
			return unknown
		}
		return list
	}
	for _, c := range cases {
		d, err := v.view.Document(c.ID, v.Lang)
		if err != nil {
			continue // it was there a moment ago, in the same edition
		}
		f, ok := d.Facts.(*content.Practice)
		if !ok {
			continue
		}
		b := &builder{visit: v, page: &documentPage{ids: map[string]bool{}}, doc: d}
		link := v.document(c.ID)
		link.Href = "#" + c.Anchor
		t.Rows = append(t.Rows, tableRow{{link}, known(b.where(f.Location)), b.one("geographical-scope", f.GeographicalScope),
			b.one("outcome", f.Outcome), known(b.money(f.Resources.Funding)), known(b.staff(f.Resources.Staff)),
			known(kindsOf(c.Evidence)), b.one("ai-act-risk", orElse(f.AIAct.Risk, "not-assessed"))})
	}
	if len(t.Rows) < 2 {
		return nil
	}
	return t
}
