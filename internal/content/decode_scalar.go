package content

import (
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/ai4citizens/casebook/internal/concept"
	"github.com/ai4citizens/casebook/internal/lang"
)

// scalar decodes a single value: text, date, money, number or yes and no.
func (d *decoder) scalar(n *yaml.Node, v reflect.Value, f field, path string) {
	if n.Kind != yaml.ScalarNode {
		d.errorf(d.at(n), "type", "%s must be one plain value; put it in quotation marks if it holds a colon, brackets or braces", naming(path))
		return
	}
	var err error
	switch v.Type() {
	case dateType:
		var x Date
		if x, err = ParseDate(n.Value); err == nil {
			v.Set(reflect.ValueOf(x))
		}
	case moneyType:
		var x Money
		if x, err = ParseMoney(n.Value); err == nil {
			v.Set(reflect.ValueOf(x))
		}
	case numberType:
		var x Number
		if x, err = ParseNumber(n.Value); err == nil {
			v.Set(reflect.ValueOf(x))
		}
	default:
		d.plain(n, v, f, path)
		return
	}
	if err != nil {
		d.errorf(d.at(n), strings.ToLower(v.Type().Name()), "%s: %s", path, err)
	}
}

// plain decodes text and booleans, and holds text against its form.
func (d *decoder) plain(n *yaml.Node, v reflect.Value, f field, path string) {
	if v.Kind() == reflect.Bool {
		if n.Value != "true" && n.Value != "false" {
			d.errorf(d.at(n), "type", "%s must be true or false, not %q", path, clip(n.Value))
			return
		}
		v.SetBool(n.Value == "true")
		return
	}
	s := n.Value
	switch {
	case len(f.schemes) > 0:
		d.term(n, f)
	case len(f.refs) > 0:
		d.reference(n, f, path)
	case f.form != "":
		d.form(n, f.form)
	}
	if f.text || f.form == "" && len(f.schemes)+len(f.refs) == 0 {
		d.text(n, d.lang)
	}
	if limit := d.rules.Site.Limit(d.kind, path, f.max); limit > 0 {
		if c := utf8.RuneCountInString(s); c > limit {
			d.warnf(d.at(n), "length", "%s has %d characters, %d more than the limit of %d", path, c, c-limit, limit)
		}
	}
	v.SetString(s)
}

// term checks a controlled term.
func (d *decoder) term(n *yaml.Node, f field) {
	scheme := d.rules.scheme(f.schemes[0])
	if scheme == nil {
		d.errorf(d.at(n), "vocabulary", "the vocabulary %q is missing; it belongs in vocabularies/%s.yaml", f.schemes[0], f.schemes[0])
		return
	}
	if scheme.Has(n.Value) {
		return
	}
	ids := make([]string, len(scheme.Concepts))
	for i, c := range scheme.Concepts {
		ids[i] = c.ID
	}
	if near := concept.Nearest(n.Value, ids); near != "" {
		d.errorf(d.at(n), "vocabulary", "%q is no term of %s; did you mean %q?", clip(n.Value), scheme.ID, near)
		return
	}
	d.errorf(d.at(n), "vocabulary", "%q is no term of %s; it is one of %s", clip(n.Value), scheme.ID, someTerms(scheme))
}

func someTerms(s *concept.Scheme) string {
	var ids []string
	for i, c := range s.Concepts {
		if i == 12 {
			ids = append(ids, "… (vocabularies/"+s.ID+".yaml)")
			break
		}
		ids = append(ids, c.ID)
	}
	return strings.Join(ids, ", ")
}

// reference notes a reference to another document; whether it exists is asked
// when all documents are known.
func (d *decoder) reference(n *yaml.Node, f field, path string) {
	id, part, hasPart := strings.Cut(n.Value, "#")
	if !ValidID(id) || hasPart && !slugForm.MatchString(part) {
		d.errorf(d.at(n), "reference", "%q is no reference; write folder and document, such as %s", clip(n.Value), exampleRef(f.refs))
		return
	}
	kinds := f.refs
	if kinds[0] == "any" {
		kinds = nil
	}
	kind, _, _ := strings.Cut(id, "/")
	if kinds != nil && !slices.Contains(kinds, kind) {
		d.errorf(d.at(n), "reference", "%s names one of %s, not of %s", path, strings.Join(kinds, ", "), kind)
		return
	}
	d.refs = append(d.refs, Reference{Field: path, Target: n.Value, Kinds: kinds, Position: d.at(n)})
}

func exampleRef(kinds []string) string {
	if len(kinds) == 0 || kinds[0] == "any" {
		return "practices/helsinki-ai-register"
	}
	return kinds[0] + "/its-folder"
}

var slugForm = regexp.MustCompile(`^[a-z0-9]+(?:-[a-z0-9]+)*$`)

// ValidSlug tells whether a name can be a document's folder: lower-case letters
// a to z, figures and single hyphens between them, at most 80 characters.
func ValidSlug(s string) bool { return len(s) <= 80 && slugForm.MatchString(s) }

// ValidID tells whether a text has the form of a document's id: kind/slug.
func ValidID(s string) bool {
	kind, slug, ok := strings.Cut(s, "/")
	return ok && IsKind(kind) && ValidSlug(slug)
}

// form checks text against a named form.
func (d *decoder) form(n *yaml.Node, form string) {
	s := n.Value
	switch form {
	case "url":
		if problem := URLProblem(s); problem != "" {
			d.errorf(d.at(n), "url", "%q %s", clip(s), problem)
		}
	case "nuts":
		d.nuts(n)
	case "file":
		if !FileName(s) {
			d.errorf(d.at(n), "file", "%q is no file beside this one; put it into the document's folder and write its name", clip(s))
			return
		}
		d.files = append(d.files, FileUse{Name: s, Position: d.at(n)})
	case "slug":
		if !ValidSlug(s) {
			d.errorf(d.at(n), "slug", "%q is no short name; use a to z, 0 to 9 and hyphens%s", clip(s), slugHint(s))
		}
	case "id":
		if !ValidID(s) {
			d.errorf(d.at(n), "reference", "%q is no address; write folder and name, such as practices/old-name", clip(s))
		}
	case "lang":
		if _, ok := lang.Parse(s); !ok {
			d.errorf(d.at(n), "language", "%q is no language of this portal; they are %s", clip(s), languageList())
		}
	case "nuts-version":
		if scheme := d.rules.scheme("nuts"); scheme != nil && scheme.Version != s {
			d.errorf(d.at(n), "nuts-version", "the codes known here are those of NUTS %s, not of %q", scheme.Version, clip(s))
		}
	case "year":
		if y, err := strconv.Atoi(s); err != nil || y < 1900 || y > 2100 {
			d.errorf(d.at(n), "year", "%q is no year; write it with four figures, such as 2024", clip(s))
		}
	}
}

func slugHint(s string) string {
	if hint := Slug(s); hint != "" && hint != s {
		return "; for example " + strconv.Quote(hint)
	}
	return ""
}

// Slug makes a short name for addresses from any words; it may be "".
func Slug(words string) string {
	var b strings.Builder
	hyphen := false
	for _, r := range lang.Fold(words) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			if hyphen && b.Len() > 0 {
				b.WriteByte('-')
			}
			b.WriteRune(r)
			hyphen = false
		} else {
			hyphen = true
		}
		if b.Len() >= 78 {
			break
		}
	}
	return b.String()
}

// URLProblem says what is wrong with an address to the outside, or "".
func URLProblem(s string) string {
	u, err := url.Parse(s)
	switch {
	case err != nil || strings.ContainsAny(s, " \t\n\"<>\\"):
		return "is no address; it must be like https://example.org/page"
	case u.Scheme != "http" && u.Scheme != "https":
		return "must begin with https:// or http://"
	case u.Host == "" || u.User != nil:
		return "must name a host and no user, like https://example.org/page"
	}
	return ""
}

// nuts checks a code of the NUTS version that the site speaks.
func (d *decoder) nuts(n *yaml.Node) {
	scheme := d.rules.scheme("nuts")
	if scheme == nil || scheme.Has(n.Value) {
		return
	}
	codes := make([]string, 0, len(scheme.Concepts))
	for _, c := range scheme.Concepts {
		codes = append(codes, c.ID)
		if c.Match["nuts2021"] == n.Value && n.Value != "" {
			d.errorf(d.at(n), "nuts", "%q is the code of NUTS 2021; in NUTS %s it is %q", n.Value, scheme.Version, c.ID)
			return
		}
	}
	if near := concept.Nearest(n.Value, codes); near != "" {
		d.errorf(d.at(n), "nuts", "%q is no NUTS %s code; did you mean %q?", clip(n.Value), scheme.Version, near)
		return
	}
	d.errorf(d.at(n), "nuts", "%q is no NUTS %s code known here; the codes stand in vocabularies/nuts.yaml", clip(n.Value), scheme.Version)
}

var emailForm = regexp.MustCompile(`[\pL\d._%+-]+@[\pL\d-]+(?:\.[\pL\d-]+)*\.\pL{2,}`)

// text checks words that people read.
func (d *decoder) text(n *yaml.Node, t lang.Tag) {
	if t == lang.RO {
		if i, found := lang.Cedilla(n.Value); found {
			r, _ := utf8.DecodeRuneInString(n.Value[i:])
			d.warnf(d.at(n), "cedilla", "%q is written with a cedilla; Romanian has a comma below: %s", string(r), commaBelow(r))
		}
	}
	if !strings.Contains(n.Value, "@") {
		return
	}
	if m := emailForm.FindString(n.Value); m != "" {
		d.warnf(d.at(n), "email", "%q is an e-mail address; personal contact details are not published", clip(m))
	}
}

func commaBelow(r rune) string {
	return strings.NewReplacer("ş", "ș", "ţ", "ț", "Ş", "Ș", "Ţ", "Ț").Replace(string(r))
}
