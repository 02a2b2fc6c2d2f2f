package lang

import (
	"strings"

	"golang.org/x/text/language"
)

// maxAcceptLanguage is how much of an Accept-Language header is read. Browsers
// send less than a hundred bytes.
const maxAcceptLanguage = 256

// Negotiate returns the one of the offered languages that suits a reader best
// whose browser sent this Accept-Language header (RFC 9110, section 12.5.4), or
// fallback if none does or the header cannot be read. Regional variants suit
// their language. Any input is safe.
func Negotiate(acceptLanguage string, offered []Tag, fallback Tag) Tag {
	if len(acceptLanguage) > maxAcceptLanguage {
		cut := strings.LastIndexByte(acceptLanguage[:maxAcceptLanguage], ',')
		acceptLanguage = acceptLanguage[:max(cut, 0)]
	}
	wanted, weights, err := language.ParseAcceptLanguage(acceptLanguage)
	if err != nil || len(offered) == 0 {
		return fallback
	}
	for i, weight := range weights {
		if weight <= 0 {
			wanted = wanted[:i] // sorted: what follows is not wanted either
			break
		}
	}
	tags := make([]language.Tag, len(offered))
	for i, t := range offered {
		tags[i] = language.Make(string(t))
	}
	_, best, confidence := language.NewMatcher(tags).Match(wanted...)
	if confidence == language.No {
		return fallback
	}
	return offered[best]
}
