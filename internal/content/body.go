package content

import (
	"net/url"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/ai4citizens/casebook/internal/concept"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/markdown"
)

// Marker begins the published form of an address within the knowledge base:
// "casebook:practices/x" for a document, "casebook:practices/x/screen.png" for
// a file. The portal puts its own addresses in their place, since they depend
// on the reader's language. Authors cannot write it: it is no scheme they may
// use.
const Marker = "casebook:"

// body parses the text below the front matter and checks it.
func (d *decoder) body(v *Version, body []byte, before int) {
	doc, err := markdown.Parse(body, markdown.Options{
		Anchor:  func(words string) string { return d.rules.anchor(v.Kind, v.Lang, words) },
		Slug:    Slug,
		Resolve: func(dest string, image bool) (string, bool) { return resolve(v.ID, dest, image) },
	})
	if err != nil {
		d.errorf(Position{before + 1, 1}, "nesting", "%s; more than %d levels are refused", err, markdown.MaxNesting)
		return
	}
	v.Sections = doc.Sections
	at := func(p markdown.Place) Position { return Position{p.Line + before, p.Column} }
	for _, p := range doc.RawHTML {
		d.errorf(at(p), "raw-html", "HTML is not published; write it in Markdown, or put a backslash before the <")
	}
	for _, l := range doc.Links {
		d.link(v, l, at(l.Place))
	}
	d.headings(v, doc.Headings, at)
	for _, s := range v.Sections {
		v.Words += len(strings.Fields(s.Text))
	}
	d.bodyText(body, before)
}

// resolve returns the published form of an address in the text.
func resolve(id, dest string, image bool) (string, bool) {
	target, anchor, kind := classify(id, dest)
	switch kind {
	case linkOutside:
		return dest, !image
	case linkDocument:
		if anchor != "" {
			anchor = "#" + anchor
		}
		if target == id {
			return anchor, anchor != "" && !image
		}
		return Marker + target + anchor, !image
	case linkFile:
		return Marker + id + "/" + target, true
	case linkMail:
		return dest, !image
	}
	return "", false
}

type linkKind int

const (
	linkBad linkKind = iota
	linkOutside
	linkMail
	linkDocument
	linkFile
)

// classify tells what an address in the text means.
func classify(id, dest string) (target, anchor string, kind linkKind) {
	if dest == "" || len(dest) > 2000 {
		return "", "", linkBad
	}
	if rest, ok := strings.CutPrefix(dest, "#"); ok {
		return id, rest, linkDocument
	}
	u, err := url.Parse(dest)
	switch {
	case err != nil:
		return "", "", linkBad
	case u.Scheme == "http" || u.Scheme == "https":
		return dest, "", linkOutside
	case u.Scheme == "mailto":
		return dest, "", linkMail
	case u.Scheme != "" || u.Host != "" || u.RawQuery != "":
		return "", "", linkBad
	case ValidID(u.Path):
		return u.Path, u.Fragment, linkDocument
	case u.Fragment == "" && FileName(u.Path):
		return u.Path, "", linkFile
	}
	return "", "", linkBad
}

// link checks the form of one address and notes what it points to.
func (d *decoder) link(v *Version, l markdown.Link, at Position) {
	target, anchor, kind := classify(v.ID, l.Destination)
	if l.Image && strings.TrimSpace(l.Text) == "" {
		d.warnf(at, "alternative-text", "the image %s has no alternative text; say between the brackets what it shows: ![two people at a desk](%s)", quote(l.Destination), clip(l.Destination))
	}
	switch kind {
	case linkBad:
		d.errorf(at, "link", "%s %s", quote(l.Destination), badLink(l.Destination))
	case linkOutside:
		if l.Image {
			d.errorf(at, "image", "%s lies on another host; put the image into the document's folder and write its name", quote(l.Destination))
		} else if problem := URLProblem(l.Destination); problem != "" {
			d.errorf(at, "url", "%s %s", quote(l.Destination), problem)
		}
	case linkDocument:
		if l.Image {
			d.errorf(at, "image", "%s is a document, not an image", quote(l.Destination))
			return
		}
		v.Links = append(v.Links, InternalLink{Target: target, Anchor: anchor, Position: at})
	case linkFile:
		v.Files = append(v.Files, FileUse{Name: target, Position: at})
	}
}

func badLink(dest string) string {
	kind, _, _ := strings.Cut(dest, "/")
	switch {
	case strings.Contains(dest, ".."):
		return "leads out of the document's folder; write a document as practices/its-folder and a file by its name"
	case strings.HasPrefix(dest, "/"):
		return "begins with a slash; write a document as practices/its-folder"
	case strings.Contains(dest, ":"):
		return "is no address that may be published; use https://, a document such as practices/its-folder, or a file's name"
	case strings.HasSuffix(dest, ".md"):
		return "names a Markdown file; write the document's folder without the file: practices/its-folder"
	case strings.Contains(dest, "/") && !IsKind(kind):
		return "begins with no kind of document" + meant(kind, kindNames())
	}
	return "is neither a document (practices/its-folder), a file in this folder (picture.png) nor an address (https://…)"
}

func meant(word string, known []string) string {
	if near := concept.Nearest(word, known); near != "" {
		return "; did you mean " + quote(near) + "?"
	}
	return "; the kinds are " + strings.Join(known, ", ")
}

// FileName tells whether a text can be the name of a file that a document may
// show or offer: no folder, and one of the endings that are published.
func FileName(name string) bool {
	if len(name) > 120 || strings.ContainsAny(name, "/\\\"<>") || strings.HasPrefix(name, ".") {
		return false
	}
	return MediaType(name) != ""
}

// MediaType returns the media type that a file is published as, by its ending;
// "" for one that is not published.
func MediaType(name string) string {
	return mediaTypes[strings.ToLower(path.Ext(name))]
}

var mediaTypes = map[string]string{
	".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif",
	".webp": "image/webp", ".avif": "image/avif", ".svg": "image/svg+xml",
	".pdf": "application/pdf", ".csv": "text/csv; charset=utf-8", ".txt": "text/plain; charset=utf-8",
	".odt":  "application/vnd.oasis.opendocument.text",
	".ods":  "application/vnd.oasis.opendocument.spreadsheet",
	".odp":  "application/vnd.oasis.opendocument.presentation",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	".zip":  "application/zip",
}

// headings checks levels, and that the sections of the kind are there.
func (d *decoder) headings(v *Version, list []markdown.Heading, at func(markdown.Place) Position) {
	level := 1
	seen := map[string]bool{}
	for _, h := range list {
		switch {
		case h.Level == 1:
			d.warnf(at(h.Place), "heading-level", "%s is a heading of level one (#); the title is that already. Use ## for sections", quote(h.Text))
		case h.Level > level+1:
			d.warnf(at(h.Place), "heading-level", "%s jumps from level %d to level %d; use %s", quote(h.Text), level, h.Level, strings.Repeat("#", level+1))
		}
		level = h.Level
		seen[h.ID] = true
	}
	for _, rule := range d.rules.Sections[v.Kind] {
		name := rule.Names[v.Lang]
		section := v.Section(rule.Anchor)
		if section == nil {
			if rule.Required {
				d.errorf(Position{1, 1}, "missing-section", "the section %q is missing; add the heading %q", rule.Anchor, "## "+name)
			}
			continue
		}
		place := Position{1, 1}
		for _, h := range list {
			if h.ID == rule.Anchor {
				place = at(h.Place)
			}
		}
		if rule.Required && strings.TrimSpace(section.Text) == "" && len(section.Subheadings) == 0 {
			d.errorf(place, "empty-section", "the section %q is empty; say what is known, or that nothing is", name)
		}
		limit := d.rules.Site.Limit(v.Kind, rule.Anchor, 0)
		if n := utf8.RuneCountInString(section.Text); limit > 0 && n > limit {
			d.warnf(place, "length", "the section %q has %d characters, %d more than the limit of %d", name, n, n-limit, limit)
		}
	}
}

// bodyText checks the letters of the text.
func (d *decoder) bodyText(body []byte, before int) {
	text := string(body)
	if d.lang == lang.RO {
		if i, found := lang.Cedilla(text); found {
			r, _ := utf8.DecodeRuneInString(text[i:])
			p := placeIn(body, i)
			d.warnf(Position{p.Line + before, p.Column}, "cedilla", "%q is written with a cedilla; Romanian has a comma below: %s (and perhaps further on)", string(r), commaBelow(r))
		}
	}
	if !strings.Contains(text, "@") {
		return
	}
	for _, m := range emailForm.FindAllStringIndex(text, 20) {
		p := placeIn(body, m[0])
		d.warnf(Position{p.Line + before, p.Column}, "email", "%q is an e-mail address; personal contact details are not published", clip(text[m[0]:m[1]]))
	}
}
