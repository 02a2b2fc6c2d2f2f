package concept

import (
	"bytes"
	"embed"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/ai4citizens/casebook/internal/lang"
)

// lexiconFiles hold the general words; the format stands in lexicon/README.md.
//
//go:embed lexicon/*.tsv
var lexiconFiles embed.FS

// Sense is one meaning of a general word, with its equivalents in each language,
// the commonest first.
type Sense struct {
	// POS is the part of speech: n, v, a (adjective) or r (anything else).
	POS   string
	Words map[lang.Tag][]string
}

// Lexicon is a list of senses.
type Lexicon struct {
	Senses []Sense
}

// lexiconColumns are the languages of the columns behind the part of speech.
var lexiconColumns = []lang.Tag{lang.EN, lang.FI, lang.RO, lang.NL, lang.IT, lang.LV}

// Builtin returns the lexicon that comes with the program.
func Builtin() (*Lexicon, error) {
	entries, err := lexiconFiles.ReadDir("lexicon")
	if err != nil {
		return nil, err
	}
	all := new(Lexicon)
	for _, e := range entries {
		data, err := lexiconFiles.ReadFile(path.Join("lexicon", e.Name()))
		if err != nil {
			return nil, err
		}
		l, problems := ParseLexicon(data)
		if len(problems) > 0 {
			return nil, fmt.Errorf("lexicon/%s: %s", e.Name(), problems[0])
		}
		all.Senses = append(all.Senses, l.Senses...)
	}
	return all, nil
}

// ParseLexicon reads rows of seven columns, separated by tabs: part of speech,
// then the words in English, Finnish, Romanian, Dutch, Italian and Latvian,
// several separated by "|". Lines that begin with # are notes. It returns what
// could be read, and what is wrong with the rest, each with its line.
func ParseLexicon(data []byte) (*Lexicon, []string) {
	l := new(Lexicon)
	var problems []string
	line := 0
	for row := range bytes.Lines(data) {
		line++
		text := strings.TrimRight(string(row), "\r\n")
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		sense, problem := parseSense(text)
		if problem != "" {
			problems = append(problems, fmt.Sprintf("line %d: %s", line, problem))
			continue
		}
		l.Senses = append(l.Senses, sense)
	}
	return l, problems
}

func parseSense(row string) (Sense, string) {
	columns := strings.Split(row, "\t")
	if len(columns) != 1+len(lexiconColumns) {
		return Sense{}, fmt.Sprintf("there are %d columns, not %d", len(columns), 1+len(lexiconColumns))
	}
	s := Sense{POS: columns[0], Words: map[lang.Tag][]string{}}
	if !slices.Contains([]string{"n", "v", "a", "r"}, s.POS) {
		return Sense{}, fmt.Sprintf("%q is no part of speech; it is n, v, a or r", s.POS)
	}
	for i, t := range lexiconColumns {
		words := strings.Split(columns[i+1], "|")
		for _, w := range words {
			if problem := wordProblem(w, t); problem != "" {
				return Sense{}, fmt.Sprintf("%s %q %s", t, w, problem)
			}
		}
		s.Words[t] = words
	}
	return s, ""
}

// wordProblem says what is wrong with the letters of a word, or "".
func wordProblem(w string, t lang.Tag) string {
	if w == "" || strings.TrimSpace(w) != w {
		return "is empty or has spaces around it"
	}
	for _, r := range w {
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) && !strings.ContainsRune(" -'’./,()", r) {
			return fmt.Sprintf("has the sign %q", string(r))
		}
	}
	if _, found := lang.Cedilla(w); found && t == lang.RO {
		return "has a cedilla instead of a comma below"
	}
	return ""
}
