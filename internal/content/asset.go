package content

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// MaxAssetSize is the most bytes that an image or a file may have.
const MaxAssetSize = 8 << 20

// AssetWhere returns the document and name of a file that stands beside
// versions; problem says why a path cannot be one.
func AssetWhere(file string) (id, name, problem string) {
	dir, name := path.Split(file)
	id = strings.TrimSuffix(dir, "/")
	kind, slug, _ := strings.Cut(id, "/")
	switch {
	case !IsKind(kind):
		return "", "", "the file stands in no document's folder" + meant(kind, kindNames())
	case !ValidSlug(slug):
		return "", "", "the file must stand right in a document's folder, such as practices/its-folder/" + name
	case !FileName(name):
		return "", "", "files of this kind are not published; use png, jpg, webp, svg, pdf, csv, odt, docx or xlsx, and a name without quotation marks"
	}
	return id, name, ""
}

// CheckAsset checks a file that stands beside versions. An error keeps it from
// being published.
func CheckAsset(file string, data []byte) []Diagnostic {
	f := &findings{file: file}
	top := Position{1, 1}
	switch kind := MediaType(file); {
	case len(data) > MaxAssetSize:
		f.errorf(top, "size", "the file has %d bytes; at most %d are published", len(data), MaxAssetSize)
	case len(data) == 0:
		f.errorf(top, "empty-file", "the file is empty")
	case kind == "image/svg+xml":
		f.svg(data)
	case strings.HasPrefix(kind, "image/") && !looksLike(kind, data):
		f.errorf(top, "image", "the file is not what its ending says (%s); save it anew", kind)
	}
	return f.list
}

func looksLike(kind string, data []byte) bool {
	has := func(at int, magic string) bool {
		return len(data) >= at+len(magic) && string(data[at:at+len(magic)]) == magic
	}
	switch kind {
	case "image/png":
		return has(0, "\x89PNG\r\n")
	case "image/jpeg":
		return has(0, "\xff\xd8\xff")
	case "image/gif":
		return has(0, "GIF8")
	case "image/webp":
		return has(0, "RIFF") && has(8, "WEBP")
	case "image/avif":
		return has(4, "ftyp")
	}
	return true
}

// svg refuses drawings that could run something or fetch something.
func (f *findings) svg(data []byte) {
	dec := xml.NewDecoder(bytes.NewReader(data))
	refuse := func(what string) {
		line, column := dec.InputPos()
		f.errorf(Position{line, column}, "svg", "%s; export the drawing anew without it, or as PNG", what)
	}
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			refuse("the drawing is not well-formed XML")
			return
		}
		switch t := token.(type) {
		case xml.ProcInst:
			if t.Target != "xml" {
				refuse("the drawing has a processing instruction (" + clip(t.Target) + ")")
				return
			}
		case xml.CharData:
			if fetches(string(t)) {
				refuse("the drawing's styles refer to something outside")
				return
			}
		case xml.Directive:
			if bytes.Contains(bytes.ToUpper(t), []byte("ENTITY")) {
				refuse("the drawing declares entities")
				return
			}
		case xml.StartElement:
			if problem := svgProblem(t); problem != "" {
				refuse(problem)
				return
			}
		}
	}
}

func svgProblem(e xml.StartElement) string {
	switch name := strings.ToLower(e.Name.Local); name {
	case "script", "foreignobject", "iframe", "object", "embed", "handler", "set", "animate", "animatetransform", "animatemotion", "discard":
		return "the drawing holds <" + e.Name.Local + ">, which may run something"
	}
	for _, a := range e.Attr {
		name := strings.ToLower(a.Name.Local)
		value := strings.ToLower(strings.TrimSpace(a.Value))
		switch {
		case strings.HasPrefix(name, "on"):
			return "the drawing has the event attribute " + a.Name.Local
		case name == "href" && !strings.HasPrefix(value, "#") && !strings.HasPrefix(value, "data:image/"):
			return "the drawing refers to something outside (" + clip(a.Value) + ")"
		case fetches(value):
			return "the drawing's styles refer to something outside (" + clip(a.Value) + ")"
		}
	}
	return ""
}

// fetches tells whether a style would load something: url() of anything but a
// part of the drawing itself, or an import.
func fetches(style string) bool {
	style = strings.ToLower(strings.Join(strings.Fields(style), ""))
	for {
		i := strings.Index(style, "url(")
		if i < 0 {
			return strings.Contains(style, "@import")
		}
		style = strings.TrimLeft(style[i+len("url("):], `"'`)
		if !strings.HasPrefix(style, "#") {
			return true
		}
	}
}
