package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"mime"
	"path"
	"strings"
	"sync"

	"github.com/ai4citizens/casebook/internal/picture"
)

// theme is the look of the portal, read from a theme's files. It does not
// change.
type theme struct {
	// pages are the templates by name, such as "home", each with the layout and
	// the parts that all pages share.
	pages  map[string]*template.Template
	assets map[string]*asset
	// colours are those of the light scheme.
	colours picture.Colours
	// hash is a fingerprint of all its files.
	hash string
	// buffers are used again, since a page takes a large one.
	buffers sync.Pool
}

// The theme's style sheet, and one that may follow it: whoever only wants other
// tokens writes that one.
const (
	mainSheet = "style.css"
	ownSheet  = "own.css"
)

// asset is a file that pages refer to. Its address holds the fingerprint of its
// content, so that it may be kept for ever.
type asset struct {
	name      string
	address   string
	mediaType string
	data      []byte
	packed    []byte
}

// loadTheme reads a theme: templates/layout.html and templates/parts/*.html
// are shared by templates/pages/*.html, of which each is a page.
func loadTheme(fsys fs.FS) (*theme, error) {
	t := &theme{pages: map[string]*template.Template{}, assets: map[string]*asset{}}
	sum := sha256.New()
	shared := template.New("layout")
	parts, err := fs.Glob(fsys, "templates/parts/*.html")
	if err != nil {
		return nil, fmt.Errorf("theme: %w", err)
	}
	for _, name := range append([]string{"templates/layout.html"}, parts...) {
		if err := parseInto(shared, fsys, name, sum); err != nil {
			return nil, err
		}
	}
	pages, err := fs.Glob(fsys, "templates/pages/*.html")
	if err != nil {
		return nil, fmt.Errorf("theme: %w", err)
	}
	for _, name := range pages {
		page, err := shared.Clone()
		if err != nil {
			return nil, fmt.Errorf("theme: %w", err)
		}
		if err := parseInto(page, fsys, name, sum); err != nil {
			return nil, err
		}
		if err := checkEscaping(page); err != nil {
			return nil, fmt.Errorf("theme: %s: %w", name, err)
		}
		t.pages[strings.TrimSuffix(path.Base(name), ".html")] = page
	}
	if err := t.loadAssets(fsys, sum); err != nil {
		return nil, err
	}
	t.colours = t.readColours()
	t.hash = hex.EncodeToString(sum.Sum(nil))[:12]
	return t, t.complete()
}

// parseInto parses a file into a set of templates under its path, so that
// errors name it.
func parseInto(set *template.Template, fsys fs.FS, name string, sum io.Writer) error {
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return fmt.Errorf("theme: %w", err)
	}
	fmt.Fprintf(sum, "%s %d\n%s", name, len(text), text)
	if _, err := set.New(name).Parse(string(text)); err != nil {
		return fmt.Errorf("theme: %w", err)
	}
	return nil
}

// checkEscaping finds out now, and not with the first reader, whether values
// stand where they cannot be escaped: html/template looks upon first use.
func checkEscaping(page *template.Template) error {
	var problem *template.Error
	for _, name := range []string{"layout", "file"} {
		if page.Lookup(name) == nil {
			continue
		}
		if err := page.ExecuteTemplate(io.Discard, name, nil); errors.As(err, &problem) {
			return problem
		}
	}
	return nil
}

// pageNames are the templates that a theme must have.
var pageNames = []string{
	"home", "list", "search", "compare", "timeline", "regions", "region", "partners", "themes", "theme", "concepts", "concept", "chain", "matrix", "gaps", "example", "status", "history", "changes", "beside", "error",
	"exports", "form", "report", "pack", "desk", "dashboard",
	"practices", "events", "briefs", "instruments", "plans", "reviews", "improvements", "learning", "legal",
	"organisations", "projects", "pages",
}

func (t *theme) complete() error {
	for _, name := range pageNames {
		if t.pages[name] == nil {
			return fmt.Errorf("theme: templates/pages/%s.html is missing", name)
		}
		if t.pages[name].Lookup("main") == nil {
			return fmt.Errorf("theme: templates/pages/%s.html does not define \"main\"", name)
		}
	}
	return nil
}

func (t *theme) loadAssets(fsys fs.FS, sum io.Writer) error {
	entries, err := fs.ReadDir(fsys, "assets")
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("theme: %w", err)
	}
	best := packer{level: bestPacking}
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		data, err := fs.ReadFile(fsys, path.Join("assets", e.Name()))
		if err != nil {
			return fmt.Errorf("theme: %w", err)
		}
		own := sha256.Sum256(data)
		hash := hex.EncodeToString(own[:])[:12]
		fmt.Fprintf(sum, "%s %s\n", e.Name(), hash)
		a := &asset{
			name: e.Name(), address: "/assets/" + hash + "/" + e.Name(),
			mediaType: mime.TypeByExtension(path.Ext(e.Name())), data: data,
		}
		if compressible(a.mediaType) {
			a.packed = best.packed(data)
		}
		t.assets[e.Name()] = a
	}
	return nil
}

// render executes a page within the layout.
func (t *theme) render(name string, data any) ([]byte, error) {
	return t.renderAs(name, "layout", data)
}

// renderAs executes one of a page's templates: the layout, or the file that the
// page can be saved as.
func (t *theme) renderAs(name, template string, data any) ([]byte, error) {
	page := t.pages[name]
	if page == nil {
		return nil, fmt.Errorf("theme: no page %q", name)
	}
	out, ok := t.buffers.Get().(*bytes.Buffer)
	if !ok {
		out = new(bytes.Buffer)
	}
	defer t.buffers.Put(out)
	out.Reset()
	if err := page.ExecuteTemplate(out, template, data); err != nil {
		return nil, fmt.Errorf("page %s: %w", name, err)
	}
	return bytes.Clone(out.Bytes()), nil
}
