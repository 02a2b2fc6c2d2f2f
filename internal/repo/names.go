package repo

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Ignored says whether a file or folder name is not content by custom: hidden
// names (".git", ".DS_Store") and what editors leave behind while somebody
// types. Such names are passed over in silence, with all that is below them.
func Ignored(name string) bool {
	switch {
	case strings.HasPrefix(name, "."):
		return true
	case strings.HasSuffix(name, "~"), strings.HasSuffix(name, ".swp"):
		return true
	case len(name) > 1 && strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#"):
		return true
	}
	return name == "4913" // vim's trial whether it may write here
}

// nameFault returns why a single name cannot be content, or "".
func nameFault(name string) string {
	if !utf8.ValidString(name) {
		return reasonEncoding
	}
	if strings.ContainsFunc(name, isControl) {
		return reasonControl
	}
	return ""
}

// isControl includes the characters that turn the direction of writing: with
// them a name can show as another.
func isControl(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
}

// judge looks at every part of a path. If one is ignored it says so; if one is
// at fault it returns the path up to there, printable, and the reason.
func judge(path string) (upto, reason string, ignored bool) {
	for at := 0; at < len(path); {
		end := len(path)
		if slash := strings.IndexByte(path[at:], '/'); slash >= 0 {
			end = at + slash
		}
		if Ignored(path[at:end]) {
			return "", "", true
		}
		if reason := nameFault(path[at:end]); reason != "" {
			return printable(path[:end]), reason, false
		}
		at = end + 1
	}
	return "", "", false
}

// printable returns a path as it can be shown to people and stored as text.
func printable(path string) string {
	if nameFault(path) == "" {
		return path
	}
	quoted := strconv.Quote(path)
	return quoted[1 : len(quoted)-1]
}
