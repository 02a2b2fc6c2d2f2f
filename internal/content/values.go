package content

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Date is a calendar date as exact as it is known: a year, a month of a year or
// a day. The zero Date is "not known".
type Date struct {
	Year, Month, Day int
}

// ParseDate reads "2020", "2020-09" or "2020-09-28".
func ParseDate(s string) (Date, error) {
	parts := strings.Split(s, "-")
	widths := []int{4, 2, 2}
	var n [3]int
	bad := fmt.Errorf("%q is no date; write 2020, 2020-09 or 2020-09-28", s)
	if len(parts) > 3 {
		return Date{}, bad
	}
	for i, p := range parts {
		v, err := strconv.Atoi(p)
		if err != nil || len(p) != widths[i] || v < 1 {
			return Date{}, bad
		}
		n[i] = v
	}
	d := Date{n[0], n[1], n[2]}
	if d.Year < 1000 || d.Month > 12 {
		return Date{}, bad
	}
	if d.Day > 0 && time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC).Day() != d.Day {
		return Date{}, fmt.Errorf("%q is a day that does not exist", s)
	}
	return d, nil
}

// IsZero tells whether the date is not known.
func (d Date) IsZero() bool { return d.Year == 0 }

// String is the form that ParseDate reads; "" for the zero Date.
func (d Date) String() string {
	switch {
	case d.Year == 0:
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// First and Last return the first and the last day that the date may mean.
func (d Date) First() time.Time {
	return time.Date(d.Year, time.Month(max(d.Month, 1)), max(d.Day, 1), 0, 0, 0, 0, time.UTC)
}

// Last returns the last day that the date may mean.
func (d Date) Last() time.Time {
	switch {
	case d.Month == 0:
		return time.Date(d.Year, 12, 31, 0, 0, 0, 0, time.UTC)
	case d.Day == 0:
		return time.Date(d.Year, time.Month(d.Month)+1, 0, 0, 0, 0, 0, time.UTC)
	}
	return d.First()
}

// MarshalText and UnmarshalText let a Date be stored as its text.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(b))
	if err == nil {
		*d = parsed
	}
	return err
}

// Money is a sum in whole cents of a currency. The zero Money, without a
// currency, is "not known".
type Money struct {
	Cents    int64
	Currency string // ISO 4217
}

var currencies = []string{"EUR", "RON", "GBP", "USD", "SEK", "DKK", "NOK", "PLN", "BGN", "TRY"}

// ParseMoney reads "177000 EUR" or "177000.50 EUR".
func ParseMoney(s string) (Money, error) {
	bad := fmt.Errorf("%q is no sum of money; write it as 177000 EUR, without spaces or commas in the number", s)
	amount, currency, ok := strings.Cut(s, " ")
	if !ok {
		return Money{}, bad
	}
	known := false
	for _, c := range currencies {
		known = known || c == currency
	}
	if !known {
		return Money{}, fmt.Errorf("%q is no currency known here; one of %s", currency, strings.Join(currencies, ", "))
	}
	whole, cents, hasCents := strings.Cut(amount, ".")
	if hasCents && len(cents) != 2 || !digits(whole) || hasCents && !digits(cents) || len(whole) > 15 {
		return Money{}, bad
	}
	n, err := strconv.ParseInt(whole+(cents + "00")[:2], 10, 64)
	if err != nil {
		return Money{}, bad
	}
	return Money{n, currency}, nil
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// IsZero tells whether the sum is not known; nought euros are known.
func (m Money) IsZero() bool { return m.Currency == "" }

// String is the form that ParseMoney reads; "" for the zero Money.
func (m Money) String() string {
	switch {
	case m.IsZero():
		return ""
	case m.Cents%100 == 0:
		return fmt.Sprintf("%d %s", m.Cents/100, m.Currency)
	}
	return fmt.Sprintf("%d.%02d %s", m.Cents/100, m.Cents%100, m.Currency)
}

// MarshalText stores the sum as its text.
func (m Money) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (m *Money) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*m = Money{}
		return nil
	}
	parsed, err := ParseMoney(string(b))
	if err == nil {
		*m = parsed
	}
	return err
}

// Number is a number as it was written, with a point as decimal sign; "" is
// "not known".
type Number string

// ParseNumber reads a plain decimal number such as 5, 0.5 or -24.94.
func ParseNumber(s string) (Number, error) {
	whole, fraction, has := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	if !digits(whole) || has && !digits(fraction) || len(s) > 20 || len(whole) > 1 && whole[0] == '0' {
		return "", fmt.Errorf("%q is no number; write it as 34000 or 0.5, without spaces, commas or units", s)
	}
	return Number(s), nil
}

// Float returns the number, and 0 if it is not known.
func (n Number) Float() float64 {
	f, _ := strconv.ParseFloat(string(n), 64)
	return f
}

// IsZero tells whether the number is not known; a known nought is "0".
func (n Number) IsZero() bool { return n == "" }
