package lang

import (
	"math"
	"strconv"
	"strings"
)

// FormatNumber writes a number with the group and decimal signs of a language,
// rounded to at most three decimals: 1,234.5 or 1 234,5 (with no-break spaces)
// or 1.234,5. What is not a number is written as a dash.
func FormatNumber(t Tag, n float64) string {
	if math.IsNaN(n) || math.IsInf(n, 0) {
		return "–"
	}
	whole, decimals, _ := strings.Cut(strconv.FormatFloat(math.Abs(n), 'f', 3, 64), ".")
	s := digits(t, whole, strings.TrimRight(decimals, "0"))
	if n < 0 && s != "0" {
		return "−" + s
	}
	return s
}

// FormatMoney writes an amount, given as a decimal number with a point such as
// "1250000" or "99.5", with its currency, an ISO 4217 code: €1,250,000,
// 1 250 000 €. The euro gets its sign, other currencies keep their code. Cents
// are written if there are any, then always two. An amount that is not a number
// is written as it is.
func FormatMoney(t Tag, amount, currency string) string {
	l := t.locale()
	gap := l.euroGap
	sign := currency
	if currency == "EUR" {
		sign = "€"
	} else {
		gap = nbsp
	}
	minus, number := "", amount
	if rest, ok := strings.CutPrefix(number, "-"); ok {
		minus, number = "−", rest
	}
	whole, cents, _ := strings.Cut(number, ".")
	switch {
	case !onlyDigits(whole) || whole == "" || !onlyDigits(cents):
		minus, number = "", amount
	case strings.Trim(cents, "0") == "":
		number = digits(t, whole, "")
	case len(cents) == 1:
		number = digits(t, whole, cents+"0")
	default:
		number = digits(t, whole, cents)
	}
	if l.euroFirst {
		return minus + sign + gap + number
	}
	return minus + number + gap + sign
}

// digits writes a number whose digits before and after the decimal sign are
// given.
func digits(t Tag, whole, decimals string) string {
	l := t.locale()
	whole = strings.TrimLeft(whole, "0")
	var b strings.Builder
	for i, d := range whole {
		if left := len(whole) - i; i > 0 && left%3 == 0 && len(whole) >= l.groupFrom {
			b.WriteString(l.group)
		}
		b.WriteRune(d)
	}
	if whole == "" {
		b.WriteByte('0')
	}
	if decimals != "" {
		b.WriteString(l.decimal)
		b.WriteString(decimals)
	}
	return b.String()
}

func onlyDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}
