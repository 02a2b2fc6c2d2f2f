package analysis

import "strings"

const (
	vowels     = "aeiouy"
	consonants = "bcdfghjklmnpqrstvwxz"
)

// rule replaces an ending of a folded word. It applies if at least min bytes
// stand in front of the ending and, unless before is empty, the last of them is
// one of its letters.
type rule struct {
	ending      string
	before      string
	replacement string
	min         int
}

// apply changes word by the first rule that fits, and tells whether one did. A
// table therefore lists an ending before the shorter endings it contains.
func apply(rules []rule, word string) (string, bool) {
	last := letterAt(word, 0)
	for i := range rules {
		r := &rules[i]
		n := len(word) - len(r.ending)
		if r.ending[len(r.ending)-1] != last || n < r.min || word[n:] != r.ending {
			continue
		}
		if r.before != "" && (n == 0 || strings.IndexByte(r.before, word[n-1]) < 0) {
			continue
		}
		return word[:n] + r.replacement, true
	}
	return word, false
}

// change is apply for when it does not matter whether a rule fitted.
func change(rules []rule, word string) string {
	word, _ = apply(rules, word)
	return word
}

func isVowel(c byte) bool {
	switch c {
	case 'a', 'e', 'i', 'o', 'u', 'y':
		return true
	}
	return false
}

func endsInVowel(word string) bool {
	return word != "" && isVowel(word[len(word)-1])
}

func endsInTwoVowels(word string) bool {
	return len(word) > 1 && isVowel(word[len(word)-2]) && endsInVowel(word)
}

func endsInLongVowel(word string) bool {
	return endsInTwoVowels(word) && word[len(word)-1] == word[len(word)-2]
}

// letterAt returns the letter that stands back letters before the end of word,
// or 0 if the word is too short: letterAt("talo", 0) is 'o'.
func letterAt(word string, back int) byte {
	if i := len(word) - 1 - back; i >= 0 {
		return word[i]
	}
	return 0
}

// onlyLetters tells whether a folded word consists of the letters a to z.
// Numbers, codes and words of other scripts are not inflected by our rules.
func onlyLetters(word string) bool {
	for i := 0; i < len(word); i++ {
		if word[i] < 'a' || word[i] > 'z' {
			return false
		}
	}
	return true
}
