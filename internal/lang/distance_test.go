package lang

import "testing"

func TestDistance(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"a", "", 1}, {"abc", "abc", 0}, {"abc", "acb", 1}, {"abcd", "abd", 1}, {"abcd", "xbcd", 1}, {"abcd", "badc", 2}, {"kitten", "sitting", 3},
	} {
		for _, pair := range [][2]string{{test.a, test.b}, {test.b, test.a}} {
			if got := Distance([]rune(pair[0]), []rune(pair[1])); got != test.want {
				t.Errorf("from %q to %q are %d slips, want %d", pair[0], pair[1], got, test.want)
			}
		}
	}
}
