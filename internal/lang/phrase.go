package lang

import (
	"strconv"
	"strings"
)

// FormatList joins the items of a list as in a sentence: a, b and c.
func FormatList(t Tag, items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := items[len(items)-1]
	and := t.locale().and
	if t == IT && strings.HasPrefix(Fold(last), "e") {
		and = "ed" // before the same vowel
	}
	return strings.Join(items[:len(items)-1], ", ") + " " + and + " " + last
}

// Quote puts s between the quotation marks of a language.
func Quote(t Tag, s string) string {
	l := t.locale()
	return l.open + s + l.close
}

// FormatDuration writes a time span in hours and minutes: 1 h 30 min. Numbers
// and units are joined by no-break spaces. Less than nothing is 0 min.
func FormatDuration(t Tag, minutes int) string {
	hours, rest := max(minutes, 0)/60, max(minutes, 0)%60
	var parts []string
	if hours > 0 {
		parts = append(parts, strconv.Itoa(hours)+nbsp+t.locale().hours)
	}
	if rest > 0 || hours == 0 {
		parts = append(parts, strconv.Itoa(rest)+nbsp+"min")
	}
	return strings.Join(parts, " ")
}
