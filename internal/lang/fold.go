package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns s in the form in which words are compared and searched: in lower
// case, without diacritics, and with letters that do not decompose (ø, ł, ß, æ)
// written with basic Latin ones. Romanian ș and ş both become s, ț and ţ both t;
// every apostrophe becomes the typewriter's. Characters that only guide the
// layout, such as a soft hyphen, are dropped.
//
// The decomposition is Unicode's NFKD (UAX #15), so that ligatures and raised
// figures, which come with text from PDF files, meet their plain spelling.
// Folding what is folded changes nothing.
func Fold(s string) string {
	upper := false
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return foldUnicode(s)
		}
		upper = upper || 'A' <= s[i] && s[i] <= 'Z'
	}
	if upper {
		return strings.ToLower(s)
	}
	return s
}

func foldUnicode(s string) string {
	out := make([]byte, 0, len(s)+8)
	for _, r := range s {
		if int(r) < len(latinFold) {
			out = append(out, latinFold[r]...)
		} else {
			out = append(out, foldRune(r)...)
		}
	}
	return string(out)
}

// latinFold holds what the characters up to the end of Unicode's block Latin
// Extended-B become, which is nearly all that our languages use.
var latinFold = newLatinFold()

func newLatinFold() [0x250]string {
	var table [0x250]string
	for r := range table {
		table[r] = foldRune(rune(r))
	}
	return table
}

// foldRune folds one character. Marks are dropped, so their order, and with it
// the text around the character, does not matter.
func foldRune(r rune) string {
	var b strings.Builder
	for _, d := range norm.NFKD.String(string(r)) {
		if unicode.Is(unicode.Mn, d) || unicode.Is(unicode.Cf, d) {
			continue
		}
		d = unicode.ToLower(d)
		if plain, ok := plainLetter(d); ok {
			b.WriteString(plain)
		} else {
			b.WriteRune(d)
		}
	}
	return b.String()
}

// plainLetter gives the usual plain spelling of a lower-case letter that
// Unicode does not decompose.
func plainLetter(r rune) (string, bool) {
	switch r {
	case 'ß':
		return "ss", true
	case 'æ':
		return "ae", true
	case 'œ':
		return "oe", true
	case 'ø':
		return "o", true
	case 'ł':
		return "l", true
	case 'đ', 'ð':
		return "d", true
	case 'þ':
		return "th", true
	case 'ħ':
		return "h", true
	case 'ı':
		return "i", true
	case 'ŋ':
		return "n", true
	case 'ŧ':
		return "t", true
	case 'ς':
		return "σ", true
	case '’', '‘', 'ʼ', '＇':
		return "'", true
	}
	return "", false
}
