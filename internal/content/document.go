package content

import (
	"reflect"
	"slices"
	"strings"

	"github.com/ai4citizens/casebook/internal/concept"
	"github.com/ai4citizens/casebook/internal/lang"
)

// CheckDocument checks the versions of one document against each other: exactly
// one original, every translation follows it, and its items are the original's.
// An error keeps the version that it stands in from being published. Unread are
// the languages whose files could not be read; that an original is among them
// is said there already.
func CheckDocument(versions []*Version, unread ...lang.Tag) []Diagnostic {
	var list []Diagnostic
	original := OriginalOf(versions)
	for _, v := range versions {
		f := &findings{file: v.Path}
		switch {
		case v.Original() && v != original:
			f.errorf(Position{1, 1}, "two-originals", "%s is an original too (it has no %q either); of all versions but one, say what they translate", original.Path, "translates")
		case !v.Original() && original == nil && slices.Contains(unread, lang.Tag(v.Facts.Base().Translates.Lang)):
			f.warnf(v.TranslatesAt, "original-has-errors", "this translation cannot be published as long as index.%s.md has errors", v.Facts.Base().Translates.Lang)
		case !v.Original() && original == nil:
			f.errorf(v.TranslatesAt, "no-original", "this is a translation, and the document has no original; add index.%s.md, or remove %q here if this is the original",
				v.Facts.Base().Translates.Lang, "translates")
		case !v.Original():
			f.follow(v, original)
		}
		list = append(list, f.list...)
	}
	return list
}

// OriginalOf returns the version that carries the facts: of several, the one
// that a translation names, else the first by language code; nil if there is
// none.
func OriginalOf(versions []*Version) *Version {
	var candidates []*Version
	named := map[string]bool{}
	for _, v := range versions {
		if v.Original() {
			candidates = append(candidates, v)
		} else {
			named[v.Facts.Base().Translates.Lang] = true
		}
	}
	if len(candidates) == 0 {
		return nil
	}
	slices.SortFunc(candidates, func(a, b *Version) int { return strings.Compare(string(a.Lang), string(b.Lang)) })
	for _, v := range candidates {
		if named[string(v.Lang)] {
			return v
		}
	}
	return candidates[0]
}

// follow checks a translation against its original.
func (f *findings) follow(v, original *Version) {
	tr := v.Facts.Base().Translates
	if tr.Lang != string(original.Lang) {
		f.errorf(v.TranslatesAt, "translates", "the original is in %q, not in %q; write translates: {lang: %s, blob: …}", original.Lang, tr.Lang, original.Lang)
		return
	}
	if Outdated(v, original) {
		f.warnf(v.TranslatesAt, "outdated", "the original has changed since this translation; bring it up to date and write its blob %s", original.Blob)
	}
	ids := map[string]bool{}
	eachItem(reflect.ValueOf(original.Facts).Elem(), func(key string, item reflect.Value) {
		ids[key+" "+item.FieldByName("ID").String()] = true
	})
	eachItem(reflect.ValueOf(v.Facts).Elem(), func(key string, item reflect.Value) {
		if id := item.FieldByName("ID").String(); !ids[key+" "+id] {
			f.errorf(Position{1, 1}, "unknown-item", "%s has no item %s in the original; its items are %s", key, quote(id), itemsOf(ids, key))
		}
	})
	for _, s := range original.Sections {
		if s.ID != "" && v.Section(s.ID) == nil && strings.TrimSpace(s.Text) != "" {
			f.warnf(Position{1, 1}, "section-not-translated", "the original's section %q (%s) is missing here", s.ID, clip(s.Title))
		}
	}
}

func itemsOf(ids map[string]bool, key string) string {
	var list []string
	for id := range ids {
		if rest, ok := strings.CutPrefix(id, key+" "); ok {
			list = append(list, rest)
		}
	}
	if len(list) == 0 {
		return "none"
	}
	slices.Sort(list)
	return strings.Join(list, ", ")
}

// Outdated tells for certain whether the original has changed since a
// translation was made: the blob id that the translation names is another one.
func Outdated(translation, original *Version) bool {
	tr := translation.Facts.Base().Translates
	return tr != nil && original != nil && tr.Blob != original.Blob
}

// World is what a version's references are held against: all that is, or is
// about to be, published.
type World interface {
	// Exists tells whether there is a document with that id.
	Exists(id string) bool
	// HasPart tells whether a document has a heading or an item with that id in
	// any version.
	HasPart(id, part string) bool
	// HasFile tells whether a file stands at a path of the content folder.
	HasFile(path string) bool
	// IDs lists the ids of a kind, to suggest one.
	IDs(kind Kind) []string
	// AliasOwners lists the documents that claim an address as an alias.
	AliasOwners(alias string) []string
	// Supersedes lists what a document says it supersedes.
	Supersedes(id string) []string
	// About returns what is known of a document; the zero Known if there is none.
	About(id string) Known
}

// CheckLinks checks what a version says about other documents and files. Its
// errors are listed but do not keep the version from being published: a page
// is not worse because another one went away.
func CheckLinks(v *Version, w World) []Diagnostic {
	f := &findings{file: v.Path}
	for _, r := range v.References {
		f.target(v, w, r.Target, r.Position, r.Field)
	}
	for _, l := range v.Links {
		target := l.Target
		if l.Anchor != "" {
			target += "#" + l.Anchor
		}
		if l.Target == v.ID {
			if l.Anchor != "" && !v.HasAnchor(l.Anchor) {
				f.errorf(l.Position, "dead-link", "there is no heading with the anchor %s here; there are %s", quote(l.Anchor), anchorsOf(v))
			}
			continue
		}
		f.target(v, w, target, l.Position, "")
	}
	dir := v.ID + "/"
	for _, use := range v.Files {
		if !w.HasFile(dir + use.Name) {
			f.errorf(use.Position, "missing-file", "there is no file %s in the folder %s", quote(use.Name), v.ID)
		}
	}
	for _, alias := range v.Facts.Base().Aliases {
		f.alias(v, w, alias)
	}
	f.loop(v, w)
	f.chainLinks(v, w)
	return f.list
}

func (f *findings) target(v *Version, w World, target string, at Position, field string) {
	id, part, _ := strings.Cut(target, "#")
	rule, what := "dead-link", "the link leads to"
	if field != "" {
		rule, what = "dead-reference", field+" names"
	}
	switch {
	case id == v.ID && part == "" && field != "":
		f.errorf(at, "self-reference", "%s names the document itself", field)
	case !w.Exists(id):
		if owners := w.AliasOwners(id); len(owners) > 0 {
			f.warnf(at, "moved", "%s %s, which is now %s; write that", what, quote(id), quote(owners[0]))
			return
		}
		kind, _, _ := strings.Cut(id, "/")
		if near := concept.Nearest(id, w.IDs(Kind(kind))); near != "" {
			f.errorf(at, rule, "%s %s, which does not exist; did you mean %s?", what, quote(id), quote(near))
			return
		}
		f.errorf(at, rule, "%s %s, which does not exist; add it, or correct the name", what, quote(id))
	case part != "" && !w.HasPart(id, part):
		f.errorf(at, rule, "%s", PartMissing(id, part, w.About(id).Parts))
	}
}

func anchorsOf(v *Version) string {
	var list []string
	for _, s := range v.Sections {
		if s.ID != "" {
			list = append(list, s.ID)
		}
		for _, h := range s.Subheadings {
			list = append(list, h.ID)
		}
	}
	if len(list) == 0 {
		return "none"
	}
	return strings.Join(list, ", ")
}

func (f *findings) alias(v *Version, w World, alias string) {
	if w.Exists(alias) {
		f.errorf(Position{1, 1}, "alias", "the alias %s is the address of a document; choose another, or move that document", quote(alias))
	}
	for _, owner := range w.AliasOwners(alias) {
		if owner != v.ID {
			f.errorf(Position{1, 1}, "alias", "the alias %s is claimed by %s too; only one document can have it", quote(alias), owner)
		}
	}
}

// loop follows what a document supersedes and says so if that leads back.
func (f *findings) loop(v *Version, w World) {
	var path []string
	seen := map[string]bool{}
	var follow func(id string) bool
	follow = func(id string) bool {
		if id == v.ID && len(path) > 0 {
			return true
		}
		if seen[id] || len(path) > 100 {
			return false
		}
		seen[id] = true
		path = append(path, id)
		next := w.Supersedes(id)
		if id == v.ID {
			next = v.Facts.Base().Supersedes
		}
		if slices.ContainsFunc(next, follow) {
			return true
		}
		path = path[:len(path)-1]
		return false
	}
	if len(v.Facts.Base().Supersedes) > 0 && follow(v.ID) {
		f.errorf(Position{1, 1}, "supersedes-loop", "the documents supersede each other in a circle: %s", strings.Join(append(path, v.ID), " > "))
	}
}
