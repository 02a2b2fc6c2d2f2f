package lang

// Quote puts s between the quotation marks of a language.
func Quote(t Tag, s string) string {
	l := t.locale()
	return l.open + s + l.close
}
