package lang

// Cedilla finds the first ş, ţ, Ş or Ţ with a cedilla in s and returns its
// index in bytes. Romanian is written with the comma below (ș, ț); the cedilla
// is left from keyboards that lacked it. A letter followed by a combining
// cedilla is found too.
func Cedilla(s string) (index int, found bool) {
	const combining = '\u0327'
	before, beforeAt := rune(0), 0
	for i, r := range s {
		switch r {
		case 'ş', 'ţ', 'Ş', 'Ţ':
			return i, true
		case combining:
			switch before {
			case 's', 't', 'S', 'T':
				return beforeAt, true
			}
		}
		before, beforeAt = r, i
	}
	return 0, false
}
