package markdown

import (
	"html"
	"strings"
)

// blockTags are the elements that a line ends with in plain text.
var blockTags = map[string]bool{
	"p": true, "li": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true,
	"td": true, "th": true, "tr": true, "pre": true, "blockquote": true, "dt": true, "dd": true, "br": true, "hr": true,
}

// TextOf returns the words of HTML that Parse made, a line a block. It is not
// for HTML from elsewhere.
func TextOf(rendered string) string {
	var b strings.Builder
	b.Grow(len(rendered))
	for rendered != "" {
		open := strings.IndexByte(rendered, '<')
		if open < 0 {
			b.WriteString(rendered)
			break
		}
		b.WriteString(rendered[:open])
		end := strings.IndexByte(rendered[open:], '>')
		if end < 0 {
			break
		}
		tag := strings.Trim(rendered[open+1:open+end], "/ ")
		if space := strings.IndexByte(tag, ' '); space > 0 {
			tag = tag[:space]
		}
		if blockTags[tag] && b.Len() > 0 && !strings.HasSuffix(b.String(), "\n") {
			b.WriteByte('\n')
		}
		rendered = rendered[open+end+1:]
	}
	lines := strings.Split(html.UnescapeString(b.String()), "\n")
	kept := lines[:0]
	for _, l := range lines {
		if l = strings.TrimSpace(l); l != "" {
			kept = append(kept, l)
		}
	}
	return strings.Join(kept, "\n")
}
