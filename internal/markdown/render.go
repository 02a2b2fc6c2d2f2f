package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// safeRenderer overrides what goldmark writes for links, images and raw HTML.
type safeRenderer struct{}

// RegisterFuncs tells goldmark which nodes are rendered here.
func (safeRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindLink, renderLink)
	r.Register(ast.KindImage, renderImage)
	r.Register(ast.KindRawHTML, skip)
	r.Register(ast.KindHTMLBlock, skip)
}

func skip(util.BufWriter, []byte, ast.Node, bool) (ast.WalkStatus, error) {
	return ast.WalkSkipChildren, nil
}

// renderLink writes a link; one without a published address keeps its words.
func renderLink(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	n := node.(*ast.Link)
	if len(n.Destination) == 0 || html.IsDangerousURL(n.Destination) {
		return ast.WalkContinue, nil
	}
	if !entering {
		_, _ = w.WriteString("</a>")
		return ast.WalkContinue, nil
	}
	_, _ = w.WriteString(`<a href="`)
	_, _ = w.Write(escapedAddress(n.Destination))
	if outside(n.Destination) {
		_, _ = w.WriteString(`" rel="external noopener`)
	}
	_, _ = w.WriteString(`">`)
	return ast.WalkContinue, nil
}

// renderImage writes an image; one that is not published leaves its
// alternative text.
func renderImage(w util.BufWriter, src []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	n := node.(*ast.Image)
	alt := util.EscapeHTML([]byte(plain(n, src)))
	if len(n.Destination) == 0 || html.IsDangerousURL(n.Destination) {
		_, _ = w.Write(alt)
		return ast.WalkSkipChildren, nil
	}
	_, _ = w.WriteString(`<img src="`)
	_, _ = w.Write(escapedAddress(n.Destination))
	_, _ = w.WriteString(`" alt="`)
	_, _ = w.Write(alt)
	_, _ = w.WriteString(`" loading="lazy" />`)
	return ast.WalkSkipChildren, nil
}

func escapedAddress(destination []byte) []byte {
	return util.EscapeHTML(util.URLEscape(destination, true))
}

func outside(destination []byte) bool {
	return bytes.HasPrefix(destination, []byte("https:")) || bytes.HasPrefix(destination, []byte("http:"))
}
