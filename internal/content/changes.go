package content

import "strings"

// maxCompared is how many lines are compared at most; the table below grows
// with the square.
const maxCompared = 3000

// LineChanges tells what became of a text: lines that are gone begin with "- ",
// new ones with "+ ", and "…" stands for those that stayed.
func LineChanges(old, new string) []string {
	a, b := strings.Split(strings.TrimSpace(old), "\n"), strings.Split(strings.TrimSpace(new), "\n")
	if len(a) > maxCompared || len(b) > maxCompared {
		return []string{"(too long to compare)"}
	}
	// common[i][j] is the length of the longest common subsequence of a[i:], b[j:].
	common := make([][]int16, len(a)+1)
	for i := range common {
		common[i] = make([]int16, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	var out []string
	same := false
	add := func(mark, line string) {
		out, same = append(out, mark+line), false
	}
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			if !same {
				out, same = append(out, "…"), true
			}
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && common[i+1][j] >= common[i][j+1]:
			add("- ", a[i])
			i++
		default:
			add("+ ", b[j])
			j++
		}
	}
	return out
}
