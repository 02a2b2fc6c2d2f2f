package web

import (
	"fmt"
	"html/template"
	"regexp"
	"slices"
	"strings"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/publish"
)

// maxCompared is how many practices stand side by side.
const maxCompared = 4

// comparePage shows practices side by side: facts row by row, texts section by
// section. With fewer than two it offers what there is to choose from.
type comparePage struct {
	page
	Notes     []notice
	Practices []compared
	// Differ are the facts in which the practices differ, Alike those in which
	// they do not. Undocumented names those that are documented for none.
	Differ, Alike []compareRow
	Undocumented  string
	Sections      []compareRow
	// Pick offers practices to add; nil where there are as many as can be.
	Pick *picker
}

// compared is one practice of a comparison.
type compared struct {
	value
	ID string
	// Untranslated tells that its texts are not in the reader's language.
	Untranslated bool
	Example      bool
	// Without is the address of the comparison without it.
	Without string
}

// compareRow is a fact or a section, with a cell for each practice.
type compareRow struct {
	Label string
	Cells []compareCell
}

// compareCell is what one practice says; one without values, text and evidence
// says nothing.
type compareCell struct {
	*reader
	Of     compared
	Values []value
	// HTML is a text; TextLang is its language where that is not the reader's.
	HTML     template.HTML
	TextLang lang.Tag
	Evidence []evidence
}

// Empty tells that nothing is documented.
func (c compareCell) Empty() bool {
	return len(c.Values) == 0 && c.HTML == "" && len(c.Evidence) == 0
}

// compare shows a comparison.
func compare(v *visit) (*answer, error) {
	p := &comparePage{page: v.newPage(v.T("nav.compare"))}
	p.Description, p.NoIndex = v.T("compare.intro"), true
	p.Crumb = v.crumbs(string(content.Practices), v.KindNames(content.Practices))
	ids := p.choose(v)
	var names []string
	var built []*builder
	for _, id := range ids {
		d, err := v.view.Document(id, v.Lang)
		if err != nil {
			return nil, err
		}
		built = append(built, &builder{visit: v, page: &documentPage{ids: map[string]bool{}}, doc: d})
		p.Practices = append(p.Practices, v.compared(d, ids))
		names = append(names, d.Facts.Base().Title)
	}
	if len(ids) > 0 {
		p.Canonical = v.base + v.comparison(ids...)
		p.Title = strings.Join(names, " · ") + " · " + p.Title
	}
	if len(ids) > 1 {
		p.facts(v, built)
		p.sections(v, built)
	}
	if len(ids) < maxCompared {
		var err error
		if p.Pick, err = v.picker(ids); err != nil {
			return nil, err
		}
	}
	return v.html("compare", p)
}

// comparison is the address at which practices are compared.
func (r *reader) comparison(ids ...string) string {
	address := r.address("compare")
	for i, id := range ids {
		address += string("?&"[min(i, 1)]) + "id=" + id
	}
	return address
}

// Comparison is the address at which the document's page begins a comparison.
func (p *documentPage) Comparison() string { return p.comparison(p.ID) }

// choose reads which practices are asked for, in that order, and notes what
// cannot be done about the rest.
func (p *comparePage) choose(v *visit) []string {
	var ids, seen []string
	var twice, other, many []value
	for _, id := range v.query["id"] {
		if id = strings.TrimSpace(id); id == "" {
			continue
		}
		if now := v.view.Alias(id); now != "" && v.view.Card(id) == nil {
			id = now
		}
		card := v.view.Card(id)
		switch {
		case slices.Contains(seen, id):
			if card != nil && !slices.ContainsFunc(twice, func(x value) bool { return x.Href == v.address(id) }) {
				twice = append(twice, v.document(id))
			}
			continue
		case card == nil:
			p.unknown(v.T("compare.unknown", "Value", v.Quoted(clip(id, 60))))
		case card.Kind != content.Practices:
			other = append(other, v.document(id))
		case len(ids) == maxCompared:
			many = append(many, v.document(id))
		default:
			ids = append(ids, id)
		}
		seen = append(seen, id)
	}
	p.leftOut(v.T("compare.twice"), twice)
	p.leftOut(v.T("compare.kind"), other)
	p.leftOut(v.T("compare.many"), many)
	return ids
}

// unknown notes what does not exist; a few times are enough.
func (p *comparePage) unknown(text string) {
	if len(p.Notes) < 3 {
		p.Notes = append(p.Notes, notice{Text: text})
	}
}

// leftOut notes documents that are not shown, or not again.
func (p *comparePage) leftOut(text string, links []value) {
	if len(links) > 0 {
		p.Notes = append(p.Notes, notice{Text: text, Links: links})
	}
}

// compared says what stands above a practice's column.
func (v *visit) compared(d *publish.Document, ids []string) compared {
	id := d.Card.ID
	rest := slices.DeleteFunc(slices.Clone(ids), func(x string) bool { return x == id })
	return compared{value: v.document(id), ID: id, Untranslated: d.Version.Lang != v.Lang,
		Example: d.Card.Example, Without: v.comparison(rest...)}
}

// facts lays the practices' facts side by side, those first in which they
// differ.
func (p *comparePage) facts(v *visit, built []*builder) {
	var rows []compareRow
	for i, b := range built {
		for n, f := range b.comparable() {
			if i == 0 {
				rows = append(rows, compareRow{Label: f.Label})
			}
			rows[n].Cells = append(rows[n].Cells, compareCell{reader: v.reader, Of: p.Practices[i], Values: f.Values})
		}
	}
	var none []string
	for _, row := range rows {
		differs := slices.ContainsFunc(row.Cells, func(c compareCell) bool {
			return wordsOf(c.Values) != wordsOf(row.Cells[0].Values)
		})
		switch {
		case differs:
			p.Differ = append(p.Differ, row)
		case row.Cells[0].Empty():
			none = append(none, row.Label)
		default:
			p.Alike = append(p.Alike, row)
		}
	}
	p.Undocumented = strings.Join(none, ", ")
}

func wordsOf(list []value) string {
	var words []string
	for _, x := range list {
		words = append(words, x.Text)
	}
	return strings.Join(words, "\n")
}

// comparable lists the facts that practices are compared by: the same for all
// of them, in the same order, known or not.
func (b *builder) comparable() []fact {
	f, ok := b.doc.Facts.(*content.Practice)
	if !ok {
		return nil
	}
	original, _ := b.doc.Original.Facts.(*content.Practice)
	proof := b.summed(b.evidence(f.Evidence, original.Evidence))
	for i := range proof {
		proof[i].Href = b.address(b.doc.Card.ID) + proof[i].Href
	}
	var taken []value
	for _, t := range f.Transfers {
		taken = append(taken, b.text(t.To)...)
	}
	var tongues []value
	for _, t := range b.doc.Card.Languages() {
		tongues = append(tongues, value{phrase: phrase{Text: b.LangName(t)}, Href: "/" + string(t) + "/" + b.doc.Card.ID})
	}
	base := f.Base()
	return []fact{
		{Label: b.T("fact.where"), Values: b.where(f.Location)},
		{Label: b.T("fact.who"), Values: b.reference(f.Owner)},
		{Label: b.T("fact.when"), Values: b.time(f.Timescale)},
		{Label: b.title("outcome"), Values: b.one("outcome", f.Outcome)},
		{Label: b.title("system-status"), Values: b.one("system-status", f.SystemStatus)},
		{Label: b.T("fact.cost"), Values: b.money(f.Resources.Funding)},
		{Label: b.T("fact.staff"), Values: b.staff(f.Resources.Staff)},
		{Label: b.title("funding"), Values: b.terms("funding", f.Funding)},
		{Label: b.T("fact.evidence"), Values: proof},
		{Label: b.T("practice.transfers"), Values: taken},
		{Label: b.title("ai-act-risk"), Values: b.one("ai-act-risk", orElse(f.AIAct.Risk, "not-assessed"))},
		{Label: b.title("ai-act-role"), Values: b.one("ai-act-role", f.AIAct.Role)},
		{Label: b.title("governance-element"), Values: b.terms("governance-element", f.Governance)},
		{Label: b.title("lifecycle"), Values: b.terms("lifecycle", f.Lifecycle)},
		{Label: b.title("application-type"), Values: b.terms("application-type", f.ApplicationType)},
		{Label: b.title("geographical-scope"), Values: b.one("geographical-scope", f.GeographicalScope)},
		{Label: b.T("document.status"), Values: b.one("status", base.Status)},
		{Label: b.T("document.as-of"), Values: b.date(base.AsOf)},
		{Label: b.T("card.languages"), Values: tongues},
	}
}

// sections lays the texts side by side: what the practice is in short, then the
// sections that all practices have, then any others.
func (p *comparePage) sections(v *visit, built []*builder) {
	rows := []compareRow{{Label: v.T("compare.summary")}}
	for i, b := range built {
		text := template.HTML("<p>" + template.HTMLEscapeString(b.doc.Facts.Base().Summary) + "</p>")
		rows[0].Cells = append(rows[0].Cells, b.textCell(p.Practices[i], text))
	}
	var standard []string
	for _, rule := range v.view.Rules.Sections[content.Practices] {
		standard = append(standard, rule.Anchor)
		row := compareRow{Label: rule.Names[v.Lang]}
		for i, b := range built {
			row.Cells = append(row.Cells, b.sectionCell(p.Practices[i], rule.Anchor))
		}
		rows = append(rows, row)
	}
	other := compareRow{Label: v.T("compare.other")}
	for i, b := range built {
		var text template.HTML
		for _, s := range v.sections(b.doc) {
			if slices.Contains(standard, s.ID) {
				continue
			}
			if s.Title != "" {
				text += template.HTML("<h3>" + template.HTMLEscapeString(s.Title) + "</h3>")
			}
			text += b.elsewhere(s.HTML)
		}
		other.Cells = append(other.Cells, b.textCell(p.Practices[i], text))
	}
	for _, row := range append(rows, other) {
		if slices.ContainsFunc(row.Cells, func(c compareCell) bool { return !c.Empty() }) {
			p.Sections = append(p.Sections, row)
		}
	}
}

func (b *builder) textCell(of compared, text template.HTML) compareCell {
	return compareCell{reader: b.reader, Of: of, HTML: text, TextLang: b.phrase("", b.doc.Version.Lang).Lang}
}

// sectionCell takes a section of the text, that on evidence with the claims.
func (b *builder) sectionCell(of compared, anchor string) compareCell {
	cell := b.textCell(of, "")
	for _, s := range b.visit.sections(b.doc) {
		if s.ID == anchor {
			cell.HTML = b.elsewhere(s.HTML)
		}
	}
	if f, ok := b.doc.Facts.(*content.Practice); ok && anchor == "evidence" {
		cell.Evidence = b.evidence(f.Evidence, b.doc.Original.Facts.(*content.Practice).Evidence)
	}
	return cell
}

var (
	anIdentity = regexp.MustCompile(` id="[^"]*"`)
	aFragment  = regexp.MustCompile(` href="#`)
)

// elsewhere makes a section's text fit to stand on another page, beside others:
// its anchors are left where they are, and links to them lead there. Quotation
// marks of the text itself are written &quot; and so never look like these.
func (b *builder) elsewhere(text template.HTML) template.HTML {
	s := anIdentity.ReplaceAllLiteralString(string(text), "")
	return template.HTML(aFragment.ReplaceAllLiteralString(s, fmt.Sprintf(` href="%s#`, b.address(b.doc.Card.ID))))
}
