package content

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// WithReference returns the text of a document's file with one more reference
// in the chain: in the item of a plan, review or brief, or in an improvement
// itself, for which item is "". Everything else stays byte for byte as it was:
// comments, order, line ends. It returns false where the reference is there
// already.
func WithReference(text []byte, k Kind, item, reference string) ([]byte, bool, error) {
	e, root, err := openFront(text)
	if err != nil {
		return nil, false, err
	}
	list, key, nested := strings.Cut(ChainField(k), ".")
	if !nested {
		return e.add(root, list, reference)
	}
	_, items := pairOf(root, list)
	if items == nil || items.Kind != yaml.SequenceNode {
		return nil, false, fmt.Errorf("there are no %s", list)
	}
	for _, m := range items.Content {
		if _, id := pairOf(m, "id"); id != nil && id.Value == item {
			return e.add(m, key, reference)
		}
	}
	return nil, false, fmt.Errorf("%s has no item %s", list, quote(item))
}

// frontEdit changes the front matter of a file at the places of its nodes.
type frontEdit struct {
	text []byte
	// lines are the offsets at which the lines of the front matter begin.
	lines []int
}

// openFront finds the front matter of a file and parses it.
func openFront(text []byte) (*frontEdit, *yaml.Node, error) {
	e := &frontEdit{text: text}
	offset, from, to := 0, 0, 0
	for line := range bytes.Lines(text) {
		fenced := bytes.Equal(bytes.TrimRight(bytes.TrimPrefix(line, []byte("\xef\xbb\xbf")), " \t\r\n"), fence)
		switch {
		case offset == 0 && !fenced:
			return nil, nil, errors.New("the file has no front matter")
		case offset == 0:
			from = len(line)
		case fenced:
			to = offset
		default:
			e.lines = append(e.lines, offset)
		}
		if to > 0 {
			break
		}
		offset += len(line)
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(text[from:max(from, to)], &doc); err != nil {
		return nil, nil, fmt.Errorf("the front matter cannot be read: %w", err)
	}
	if to == 0 || len(doc.Content) == 0 || doc.Content[0].Kind != yaml.MappingNode {
		return nil, nil, errors.New("the file has no front matter with keys and values")
	}
	return e, doc.Content[0], nil
}

// pairOf returns key and value of a mapping, nil where there is no such key.
func pairOf(m *yaml.Node, key string) (k, v *yaml.Node) {
	if m == nil || m.Kind != yaml.MappingNode {
		return nil, nil
	}
	for i := 0; i+1 < len(m.Content); i += 2 {
		if m.Content[i].Value == key {
			return m.Content[i], m.Content[i+1]
		}
	}
	return nil, nil
}

// offset is where a node begins in the file.
func (e *frontEdit) offset(n *yaml.Node) int {
	at := e.lines[n.Line-1]
	for range n.Column - 1 {
		_, size := utf8.DecodeRune(e.text[at:])
		at += size
	}
	return at
}

// end is where a scalar ends that stands on one line; false where it does not,
// or cannot be told.
func (e *frontEdit) end(n *yaml.Node) (int, bool) {
	if n.Kind != yaml.ScalarNode || n.Value == "" {
		return 0, false
	}
	at := e.offset(n)
	rest := e.text[at:e.lineEnd(at)]
	switch n.Style &^ yaml.TaggedStyle {
	case 0:
		return at + len(n.Value), bytes.HasPrefix(rest, []byte(n.Value))
	case yaml.SingleQuotedStyle:
		quoted := "'" + strings.ReplaceAll(n.Value, "'", "''") + "'"
		return at + len(quoted), bytes.HasPrefix(rest, []byte(quoted))
	case yaml.DoubleQuotedStyle:
		for i := 1; i < len(rest); i++ {
			switch rest[i] {
			case '\\':
				i++
			case '"':
				return at + i + 1, true
			}
		}
	}
	return 0, false
}

// lineEnd is where the line ends that holds an offset, before its line end.
func (e *frontEdit) lineEnd(at int) int {
	if i := bytes.IndexByte(e.text[at:], '\n'); i >= 0 {
		at += i
		if at > 0 && e.text[at-1] == '\r' {
			at--
		}
		return at
	}
	return len(e.text)
}

// newline is the line end that the file has at an offset.
func (e *frontEdit) newline(at int) string {
	if end := e.lineEnd(at); end < len(e.text) && e.text[end] == '\r' {
		return "\r\n"
	}
	return "\n"
}

func (e *frontEdit) insert(at int, words string) []byte {
	return slices.Concat(e.text[:at], []byte(words), e.text[at:])
}

var errByHand = errors.New("the file is written in a way that cannot be changed here; add the reference by hand")

// add puts a reference into the list under a key of a mapping.
func (e *frontEdit) add(m *yaml.Node, key, reference string) ([]byte, bool, error) {
	k, v := pairOf(m, key)
	switch {
	case v == nil:
		return e.addKey(m, key, reference)
	case v.Kind == yaml.ScalarNode && empty(v):
		at := e.offset(k) + len(k.Value)
		if bytes.HasPrefix(e.text[at:], []byte(": ")) && v.Value != "" { // a null that is written out
			begin := e.offset(v)
			return slices.Concat(e.text[:begin], []byte("["+reference+"]"), e.text[begin+len(v.Value):]), true, nil
		}
		if at >= len(e.text) || e.text[at] != ':' {
			return nil, false, errByHand
		}
		return e.insert(at+1, " ["+reference+"]"), true, nil
	case v.Kind != yaml.SequenceNode:
		return nil, false, fmt.Errorf("%s is no list", key)
	case slices.ContainsFunc(v.Content, func(n *yaml.Node) bool { return n.Value == reference }):
		return e.text, false, nil
	case len(v.Content) == 0:
		return e.insert(e.offset(v)+1, reference), true, nil
	}
	last := v.Content[len(v.Content)-1]
	end, ok := e.end(last)
	switch {
	case !ok:
		return nil, false, errByHand
	case v.Style&yaml.FlowStyle == 0:
		dash := e.offset(v)
		lead := string(e.text[e.offset(last)-last.Column+v.Column : e.offset(last)])
		if e.text[dash] != '-' || !strings.HasPrefix(lead, "-") || strings.Trim(lead, "- ") != "" {
			return nil, false, errByHand
		}
		return e.insert(e.lineEnd(end), e.newline(end)+strings.Repeat(" ", v.Column-1)+lead+reference), true, nil
	case last.Line != v.Line:
		return e.insert(end, ","+e.newline(end)+strings.Repeat(" ", last.Column-1)+reference), true, nil
	}
	return e.insert(end, ", "+reference), true, nil
}

// addKey puts a new key with a list of one after the first of those keys that
// stands on one line.
func (e *frontEdit) addKey(m *yaml.Node, key, reference string) ([]byte, bool, error) {
	for _, before := range []string{"title", "text", "instrument", "id"} {
		k, v := pairOf(m, before)
		if k == nil || before == "title" && key == ChainField(Improvements) {
			continue
		}
		end, ok := e.end(v)
		switch {
		case !ok:
			continue
		case m.Style&yaml.FlowStyle != 0:
			return e.insert(end, ", "+key+": ["+reference+"]"), true, nil
		}
		if rest := bytes.TrimSpace(e.text[end:e.lineEnd(end)]); len(rest) > 0 && rest[0] != '#' {
			continue // the value goes on
		}
		next := e.newline(end) + strings.Repeat(" ", k.Column-1) + key + ": [" + reference + "]"
		return e.insert(e.lineEnd(end), next), true, nil
	}
	return nil, false, errByHand
}
