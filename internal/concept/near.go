package concept

import "github.com/ai4citizens/casebook/internal/lang"

// Nearest returns the candidate that a word was most likely meant to be, or ""
// if none is near: at most a third of its letters, and never more than three,
// may differ (Levenshtein distance with transpositions). Of two that are
// equally near the first wins.
func Nearest(word string, candidates []string) string {
	best, bestDistance := "", 4
	w := []rune(word)
	for _, c := range candidates {
		r := []rune(c)
		limit := min(3, (max(len(w), len(r))+2)/3)
		if d := distance(w, r); d <= limit && d < bestDistance {
			best, bestDistance = c, d
		}
	}
	return best
}

// distance gives up with a large number where the lengths alone are too far
// apart.
func distance(a, b []rune) int {
	if len(a) > len(b)+3 || len(b) > len(a)+3 || len(a) > 80 || len(b) > 80 {
		return 99
	}
	return lang.Distance(a, b)
}
