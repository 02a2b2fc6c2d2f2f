package lang

import "strconv"

// Date is a day, a month or a year: Day is 0 if only the month is known, and
// Month is 0 if only the year is. The zero value is no date.
type Date struct{ Year, Month, Day int }

// FormatDate writes a date in the long form of a language: 28 September 2020,
// 28. syyskuuta 2020, 2020. gada 28. septembris. With day 0 it writes the month
// (syyskuu 2020), with month 0 the year alone. A year of 0 gives "".
func FormatDate(t Tag, year, month, day int) string {
	return Date{year, month, day}.format(t)
}

// FormatRange writes the time from one date to another and says nothing twice:
// 28–30 September 2020, syys–lokakuu 2020, 2020.–2022. gads. If one of them is
// no date, the range is open on that side: September 2020 –.
func FormatRange(t Tag, from, to Date) string {
	from, to = from.precise(), to.precise()
	switch {
	case from == to:
		return from.format(t)
	case to == Date{}:
		return from.format(t) + nbsp + "–"
	case from == Date{}:
		return "–" + nbsp + to.format(t)
	case from.Month == 0 && to.Month == 0:
		return years(t, from.Year, to.Year)
	case from.Year != to.Year || (from.Month == 0) != (to.Month == 0) || (from.Day == 0) != (to.Day == 0):
		return from.format(t) + " – " + to.format(t)
	case from.Day == 0:
		return withYear(t, from.Year, months(t, from.Month, to.Month))
	case from.Month == to.Month:
		return withYear(t, from.Year, dayNumber(t, from.Day)+"–"+to.dayAndMonth(t))
	}
	return withYear(t, from.Year, from.dayAndMonth(t)+" – "+to.dayAndMonth(t))
}

// precise drops a month or day that does not exist, and a day without a month.
func (d Date) precise() Date {
	switch {
	case d.Year == 0:
		return Date{}
	case d.Month < 1 || d.Month > 12:
		return Date{Year: d.Year}
	case d.Day < 1 || d.Day > 31:
		return Date{Year: d.Year, Month: d.Month}
	}
	return d
}

func (d Date) format(t Tag) string {
	d = d.precise()
	switch {
	case d.Year == 0:
		return ""
	case d.Month == 0 && t == LV:
		return strconv.Itoa(d.Year) + ". gads"
	case d.Month == 0:
		return strconv.Itoa(d.Year)
	case d.Day == 0:
		return withYear(t, d.Year, t.locale().months[d.Month-1])
	}
	return withYear(t, d.Year, d.dayAndMonth(t))
}

// withYear adds the year to a day or month; in Latvian it stands in front, in
// the genitive.
func withYear(t Tag, year int, rest string) string {
	if t == LV {
		return strconv.Itoa(year) + ". gada " + rest
	}
	return rest + " " + strconv.Itoa(year)
}

func (d Date) dayAndMonth(t Tag) string {
	l := t.locale()
	return dayNumber(t, d.Day) + " " + l.months[d.Month-1] + l.inDate
}

func dayNumber(t Tag, day int) string {
	l := t.locale()
	if day == 1 && l.firstOfMonth != "" {
		return l.firstOfMonth
	}
	return strconv.Itoa(day) + l.dot
}

func years(t Tag, from, to int) string {
	if t == LV {
		return strconv.Itoa(from) + ".–" + strconv.Itoa(to) + ". gads"
	}
	return strconv.Itoa(from) + "–" + strconv.Itoa(to)
}

// months writes two months of the same year. In Finnish the first leaves its
// -kuu to the second: syys–lokakuu.
func months(t Tag, from, to int) string {
	first, second := t.locale().months[from-1], t.locale().months[to-1]
	if t == FI {
		first = first[:len(first)-len("kuu")]
	}
	return first + "–" + second
}
