package concept

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

// distance is the optimal string alignment distance; it gives up with a large
// number where the lengths alone are too far apart.
func distance(a, b []rune) int {
	if len(a) > len(b)+3 || len(b) > len(a)+3 || len(a) > 80 || len(b) > 80 {
		return 99
	}
	before, previous, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range previous {
		previous[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(previous[j]+1, row[j-1]+1, previous[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, previous, row = previous, row, before
	}
	return previous[len(b)]
}
