package content

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// MaxFileSize is the most bytes that a text file may have: about four hundred
// times a long practice.
const MaxFileSize = 2 << 20

// cleaned checks that a file is text that can be read, and returns it without
// byte order mark and with line feeds alone; false where it cannot be read.
func (d *decoder) cleaned(data []byte) ([]byte, bool) {
	if len(data) > MaxFileSize {
		d.errorf(Position{1, 1}, "size", "the file has %d bytes; a text file may have at most %d", len(data), MaxFileSize)
		return nil, false
	}
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		d.errorf(Position{1, 1}, "encoding", "the file is in UTF-16; save it as UTF-8")
		return nil, false
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			d.errorf(placeIn(data, i), "encoding", "this is not UTF-8 (the byte is %#x); save the file as UTF-8, not as Latin-1 or Windows-1252", data[i])
			return nil, false
		case r < ' ' && r != '\n' && r != '\t' || r == 0x7f:
			d.errorf(placeIn(data, i), "control-character", "a control character (%U) stands here; remove it", r)
			return nil, false
		}
		i += size
	}
	return data, true
}

func placeIn(data []byte, offset int) Position {
	start := bytes.LastIndexByte(data[:offset], '\n') + 1
	return Position{bytes.Count(data[:offset], []byte("\n")) + 1, utf8.RuneCount(data[start:offset]) + 1}
}

var fence = []byte("---")

// frontMatter cuts a file into its front matter, its body, and the number of
// lines before each.
func (d *decoder) frontMatter(data []byte) (front, body []byte, bodyLine int, ok bool) {
	first, rest, _ := bytes.Cut(data, []byte("\n"))
	if !bytes.Equal(bytes.TrimRight(first, " \t"), fence) {
		d.errorf(Position{1, 1}, "front-matter", "the file must begin with a line of three hyphens (---), then keys and values, then --- again")
		return nil, nil, 0, false
	}
	line, offset := 1, 0
	for text := range bytes.Lines(rest) {
		line++
		if bytes.Equal(bytes.TrimRight(text, " \t\n"), fence) {
			return rest[:offset], rest[offset+len(text):], line, true
		}
		offset += len(text)
	}
	d.errorf(Position{1, 1}, "front-matter", "the front matter has no end; close it with a line of three hyphens (---)")
	return nil, nil, 0, false
}

var yamlLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?`)

// yamlProblem takes the line and the words out of the YAML parser's error.
func yamlProblem(err error) (int, string) {
	text, _, _ := strings.Cut(err.Error(), "\n")
	line := 1
	if m := yamlLine.FindStringSubmatch(text); m != nil {
		if n, err := strconv.Atoi(m[1]); err == nil {
			line = n
		}
		text = text[len(m[0]):]
	}
	hint := ""
	switch {
	case strings.Contains(text, "mapping values are not allowed"):
		hint = ": put a value that holds a colon in quotation marks"
	case strings.Contains(text, "did not find expected key"), strings.Contains(text, "did not find expected '-' indicator"):
		hint = ": the indentation of this line or of the one before is off"
	case strings.Contains(text, "found unexpected end of stream"):
		hint = ": a quotation mark or a bracket is not closed"
	}
	return line, "the YAML cannot be read (" + text + ")" + hint
}
