package content

import (
	"encoding/json"
	"path"
	"reflect"
	"strings"

	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/markdown"
)

// Version is one language's file of a document, parsed.
type Version struct {
	// ID is the document's, such as "practices/helsinki-ai-register".
	ID   string
	Kind Kind
	Lang lang.Tag
	// Path is the file's, relative to the content folder.
	Path string
	// Blob is the Git blob id of the file.
	Blob string
	// Facts are what the front matter says; in a translation only the words.
	Facts    Facts
	Sections []markdown.Section
	// References stand in the front matter, Links in the text.
	References []Reference
	Links      []InternalLink
	Files      []FileUse
	Words      int
	// TranslatesAt is where the key "translates" stands.
	TranslatesAt Position
}

// InternalLink is a link of the text to a document of the knowledge base, or to
// a heading of the same one (then Target is its own id).
type InternalLink struct {
	Target string
	Anchor string
	Position
}

// FileUse is a file of the document's own folder that the text shows or links.
type FileUse struct {
	Name string
	Position
}

// Original tells whether the version carries the facts.
func (v *Version) Original() bool { return v.Facts.Base().Translates == nil }

// Section returns the section with an anchor, or nil.
func (v *Version) Section(anchor string) *markdown.Section {
	for i := range v.Sections {
		if v.Sections[i].ID == anchor {
			return &v.Sections[i]
		}
	}
	return nil
}

// HasAnchor tells whether a heading, or an item of the front matter, has an id.
func (v *Version) HasAnchor(anchor string) bool {
	for _, s := range v.Sections {
		if s.ID == anchor {
			return true
		}
		for _, h := range s.Subheadings {
			if h.ID == anchor {
				return true
			}
		}
	}
	return PartOf(v.Facts, anchor)
}

// PartOf tells whether the facts have an item with that id, such as an action
// of a plan.
func PartOf(f Facts, id string) bool {
	found := false
	eachItem(reflect.ValueOf(f).Elem(), func(_ string, item reflect.Value) {
		found = found || item.FieldByName("ID").String() == id
	})
	return found
}

// eachItem visits every item with an id of every list of a struct.
func eachItem(v reflect.Value, visit func(key string, item reflect.Value)) {
	for _, f := range schemaOf(v.Type()) {
		if f.typ.Kind() != reflect.Slice || f.typ.Elem().Kind() != reflect.Struct {
			continue
		}
		if _, has := f.typ.Elem().FieldByName("ID"); !has {
			continue
		}
		list := v.FieldByIndex(f.index)
		for i := range list.Len() {
			visit(f.key, list.Index(i))
		}
	}
}

// versionJSON is how a Version is stored: the facts apart, since their type
// depends on the kind.
type versionJSON struct {
	plainVersion
	Facts json.RawMessage
}

type plainVersion struct {
	ID           string
	Kind         Kind
	Lang         lang.Tag
	Path         string
	Blob         string
	Sections     []markdown.Section
	References   []Reference    `json:",omitempty"`
	Links        []InternalLink `json:",omitempty"`
	Files        []FileUse      `json:",omitempty"`
	Words        int
	TranslatesAt Position
}

// MarshalJSON stores a version.
func (v *Version) MarshalJSON() ([]byte, error) {
	facts, err := json.Marshal(v.Facts)
	if err != nil {
		return nil, err
	}
	return json.Marshal(versionJSON{plainVersion{v.ID, v.Kind, v.Lang, v.Path, v.Blob,
		v.Sections, v.References, v.Links, v.Files, v.Words, v.TranslatesAt}, facts})
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (v *Version) UnmarshalJSON(data []byte) error {
	var s versionJSON
	if err := json.Unmarshal(data, &s); err != nil {
		return err
	}
	facts := s.Kind.New()
	if facts == nil {
		facts = new(Page)
	}
	if err := json.Unmarshal(s.Facts, facts); err != nil {
		return err
	}
	*v = Version{s.ID, s.Kind, s.Lang, s.Path, s.Blob, facts,
		s.Sections, s.References, s.Links, s.Files, s.Words, s.TranslatesAt}
	return nil
}

// Where splits the path of a version's file, such as
// "practices/helsinki-ai-register/index.fi.md", and says what is wrong with it:
// problem is "" and id is not where the path is that of a version.
func Where(file string) (id string, t lang.Tag, problem string) {
	dir, base := path.Split(file)
	id = strings.TrimSuffix(dir, "/")
	kind, slug, _ := strings.Cut(id, "/")
	middle, isIndex := strings.CutPrefix(base, "index.")
	code, isMarkdown := strings.CutSuffix(middle, ".md")
	switch {
	case !isIndex || !isMarkdown:
		return "", "", "a text file of a document is called index.<language>.md, such as index.fi.md"
	case !IsKind(kind):
		return "", "", quote(kind) + " is no kind of document" + meant(kind, kindNames())
	case strings.Contains(slug, "/"):
		return "", "", "a document is one folder within " + kind + "; this one stands deeper"
	case !ValidSlug(slug):
		return "", "", "the folder " + quote(slug) + " is no name for an address; use a to z, 0 to 9 and hyphens" + slugHint(slug)
	}
	t, ok := lang.Parse(code)
	if !ok || string(t) != code {
		return "", "", quote(code) + " is no language of this portal; they are " + languageList()
	}
	return id, t, ""
}

// ParseVersion parses and checks one language version by itself. What depends
// on other files (references, links, the original) is checked by CheckDocument
// and CheckLinks. The version is nil where the file could not be read at all.
func ParseVersion(file, blob string, data []byte, rules *Rules) (*Version, []Diagnostic) {
	d := &decoder{findings: &findings{file: file}, rules: rules}
	id, t, problem := Where(file)
	if problem != "" {
		d.errorf(Position{1, 1}, "file-name", "%s", problem)
		return nil, d.list
	}
	kind, _, _ := strings.Cut(id, "/")
	d.lang, d.kind, d.lines = t, Kind(kind), 1
	v := &Version{ID: id, Kind: Kind(kind), Lang: t, Path: file, Blob: blob, Facts: Kind(kind).New()}
	data, ok := d.cleaned(data)
	if !ok {
		return nil, d.list
	}
	front, body, bodyLine, ok := d.frontMatter(data)
	if !ok || !d.facts(v, front) {
		return nil, d.list
	}
	v.References, v.Files = d.refs, d.files
	d.body(v, body, bodyLine)
	return v, d.list
}

// facts decodes the front matter.
func (d *decoder) facts(v *Version, front []byte) bool {
	n := d.yaml(front)
	if n == nil {
		return false
	}
	d.role = roleOriginal
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == "translates" && !empty(n.Content[i+1]) {
			d.role = roleTranslation
			v.TranslatesAt = d.at(n.Content[i])
		}
	}
	d.mapping(n, reflect.ValueOf(v.Facts).Elem(), "")
	base := v.Facts.Base()
	switch tr := base.Translates; {
	case tr == nil && base.By != "":
		d.errorf(v.TranslatesAt, "by", `"by" says how a translation was made; an original has none`)
	case tr != nil && tr.Lang == string(v.Lang):
		d.errorf(v.TranslatesAt, "translates-itself", "the version translates itself: translates.lang is %q, the language of this file", tr.Lang)
	case tr != nil && !blobForm(tr.Blob):
		d.errorf(v.TranslatesAt, "blob", "translates.blob is no Git blob id (40 or 64 figures 0-9 a-f); %q writes it", "casebook translate")
	}
	d.sources(v)
	d.chain(v)
	return true
}

// sources checks that a reader can verify what an original says: a practice, an
// event, a brief and a legal note name at least one source, and an address has
// the day on which somebody saw the page, or the page's own.
func (d *decoder) sources(v *Version) {
	base := v.Facts.Base()
	if d.role != roleOriginal {
		return
	}
	switch v.Kind {
	case Practices, Events, Briefs, Legal, Instruments, Projects:
		if len(base.Sources) == 0 && !base.Example {
			d.warnf(Position{2, 1}, "no-source", "the document names no source; add sources with title, publisher and address")
		}
	}
	for _, s := range base.Sources {
		if s.URL != "" && s.Date.IsZero() && s.Accessed.IsZero() {
			d.warnf(s.At, "source-date", "the source %s has an address and no date; add when the page was seen: accessed: 2026-11-21", quote(s.Title))
		}
	}
}

func blobForm(s string) bool {
	return (len(s) == 40 || len(s) == 64) && strings.Trim(s, "0123456789abcdef") == ""
}

func quote(s string) string { return `"` + clip(s) + `"` }
