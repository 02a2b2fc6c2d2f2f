package lang

import (
	"math"
	"strings"
	"testing"
)

func TestTags(t *testing.T) {
	for _, tag := range All() {
		if got, ok := Parse(string(tag)); !ok || got != tag {
			t.Errorf("Parse(%q) = %q, %v", tag, got, ok)
		}
		seen := make(map[string]bool)
		for _, other := range All() {
			name := NameIn(other, tag)
			if name == "" || seen[name] {
				t.Errorf("NameIn(%q, %q) = %q is missing or twice", other, tag, name)
			}
			seen[name] = true
		}
	}
	for _, s := range []string{"", "EN", "en-GB", "sv", "e", "../en"} {
		if tag, ok := Parse(s); ok || tag != "" {
			t.Errorf("Parse(%q) = %q, %v", s, tag, ok)
		}
	}
}

func TestNames(t *testing.T) {
	want := map[Tag]string{EN: "English", FI: "suomi", RO: "română", NL: "Nederlands", IT: "italiano", LV: "latviešu", "xx": "xx"}
	for tag, name := range want {
		if got := tag.Name(); got != name {
			t.Errorf("%s.Name() = %q, want %q", tag, got, name)
		}
	}
	tests := []struct {
		t, in Tag
		want  string
	}{
		{FI, EN, "Finnish"}, {RO, FI, "romania"}, {FI, RO, "finlandeză"},
		{LV, NL, "Lets"}, {NL, IT, "neerlandese"}, {NL, LV, "nīderlandiešu"},
		{"xx", EN, "xx"}, {FI, "xx", "Finnish"},
	}
	for _, test := range tests {
		if got := NameIn(test.t, test.in); got != test.want {
			t.Errorf("NameIn(%q, %q) = %q, want %q", test.t, test.in, got, test.want)
		}
	}
}

// each compares what a function writes in every language, in the order of All.
func each(t *testing.T, what string, write func(Tag) string, want [6]string) {
	t.Helper()
	for i, tag := range All() {
		if got := write(tag); got != want[i] {
			t.Errorf("%s in %s: %q, want %q", what, tag, got, want[i])
		}
	}
}

func TestFormatDate(t *testing.T) {
	tests := []struct {
		date Date
		want [6]string
	}{
		{Date{2020, 9, 28}, [6]string{"28 September 2020", "28. syyskuuta 2020", "28 septembrie 2020", "28 september 2020", "28 settembre 2020", "2020. gada 28. septembris"}},
		{Date{2026, 3, 1}, [6]string{"1 March 2026", "1. maaliskuuta 2026", "1 martie 2026", "1 maart 2026", "1º marzo 2026", "2026. gada 1. marts"}},
		{Date{2020, 9, 0}, [6]string{"September 2020", "syyskuu 2020", "septembrie 2020", "september 2020", "settembre 2020", "2020. gada septembris"}},
		{Date{2020, 0, 0}, [6]string{"2020", "2020", "2020", "2020", "2020", "2020. gads"}},
		{Date{2020, 0, 5}, [6]string{"2020", "2020", "2020", "2020", "2020", "2020. gads"}},
		{Date{2020, 13, 1}, [6]string{"2020", "2020", "2020", "2020", "2020", "2020. gads"}},
		{Date{}, [6]string{}},
	}
	for _, test := range tests {
		d := test.date
		each(t, "date", func(tag Tag) string { return FormatDate(tag, d.Year, d.Month, d.Day) }, test.want)
	}
}

func TestFormatRange(t *testing.T) {
	tests := []struct {
		from, to Date
		want     [6]string
	}{
		{Date{2020, 9, 28}, Date{2020, 9, 30}, [6]string{
			"28–30 September 2020", "28.–30. syyskuuta 2020", "28–30 septembrie 2020",
			"28–30 september 2020", "28–30 settembre 2020", "2020. gada 28.–30. septembris"}},
		{Date{2020, 9, 28}, Date{2020, 10, 1}, [6]string{
			"28 September – 1 October 2020", "28. syyskuuta – 1. lokakuuta 2020", "28 septembrie – 1 octombrie 2020",
			"28 september – 1 oktober 2020", "28 settembre – 1º ottobre 2020", "2020. gada 28. septembris – 1. oktobris"}},
		{Date{2020, 12, 30}, Date{2021, 1, 2}, [6]string{
			"30 December 2020 – 2 January 2021", "30. joulukuuta 2020 – 2. tammikuuta 2021", "30 decembrie 2020 – 2 ianuarie 2021",
			"30 december 2020 – 2 januari 2021", "30 dicembre 2020 – 2 gennaio 2021", "2020. gada 30. decembris – 2021. gada 2. janvāris"}},
		{Date{2020, 9, 0}, Date{2020, 10, 0}, [6]string{
			"September–October 2020", "syys–lokakuu 2020", "septembrie–octombrie 2020",
			"september–oktober 2020", "settembre–ottobre 2020", "2020. gada septembris–oktobris"}},
		{Date{2020, 9, 0}, Date{2021, 3, 0}, [6]string{
			"September 2020 – March 2021", "syyskuu 2020 – maaliskuu 2021", "septembrie 2020 – martie 2021",
			"september 2020 – maart 2021", "settembre 2020 – marzo 2021", "2020. gada septembris – 2021. gada marts"}},
		{Date{2020, 0, 0}, Date{2022, 0, 0}, [6]string{
			"2020–2022", "2020–2022", "2020–2022", "2020–2022", "2020–2022", "2020.–2022. gads"}},
		{Date{2020, 0, 0}, Date{2020, 5, 0}, [6]string{
			"2020 – May 2020", "2020 – toukokuu 2020", "2020 – mai 2020",
			"2020 – mei 2020", "2020 – maggio 2020", "2020. gads – 2020. gada maijs"}},
		{Date{2020, 9, 28}, Date{2020, 9, 28}, [6]string{
			"28 September 2020", "28. syyskuuta 2020", "28 septembrie 2020",
			"28 september 2020", "28 settembre 2020", "2020. gada 28. septembris"}},
		{Date{2020, 9, 0}, Date{}, [6]string{
			"September 2020_–", "syyskuu 2020_–", "septembrie 2020_–", "september 2020_–", "settembre 2020_–", "2020. gada septembris_–"}},
		{Date{}, Date{2020, 0, 0}, [6]string{"–_2020", "–_2020", "–_2020", "–_2020", "–_2020", "–_2020. gads"}},
		{Date{}, Date{}, [6]string{}},
	}
	for _, test := range tests {
		each(t, "range", func(tag Tag) string { return visible(FormatRange(tag, test.from, test.to)) }, test.want)
	}
}

// visible shows no-break spaces as underscores.
func visible(s string) string { return strings.ReplaceAll(s, nbsp, "_") }

func TestFormatNumber(t *testing.T) {
	tests := []struct {
		n    float64
		want [6]string
	}{
		{0, [6]string{"0", "0", "0", "0", "0", "0"}},
		{999, [6]string{"999", "999", "999", "999", "999", "999"}},
		{1234, [6]string{"1,234", "1_234", "1.234", "1.234", "1234", "1234"}},
		{12345, [6]string{"12,345", "12_345", "12.345", "12.345", "12.345", "12_345"}},
		{1234567.5, [6]string{"1,234,567.5", "1_234_567,5", "1.234.567,5", "1.234.567,5", "1.234.567,5", "1_234_567,5"}},
		{0.25, [6]string{"0.25", "0,25", "0,25", "0,25", "0,25", "0,25"}},
		{0.1 + 0.2, [6]string{"0.3", "0,3", "0,3", "0,3", "0,3", "0,3"}},
		{-3.5, [6]string{"−3.5", "−3,5", "−3,5", "−3,5", "−3,5", "−3,5"}},
		{-0.0001, [6]string{"0", "0", "0", "0", "0", "0"}},
		{100000, [6]string{"100,000", "100_000", "100.000", "100.000", "100.000", "100_000"}},
		{math.NaN(), [6]string{"–", "–", "–", "–", "–", "–"}},
		{math.Inf(-1), [6]string{"–", "–", "–", "–", "–", "–"}},
	}
	for _, test := range tests {
		each(t, "number", func(tag Tag) string { return visible(FormatNumber(tag, test.n)) }, test.want)
	}
}

func TestFormatMoney(t *testing.T) {
	tests := []struct {
		amount, currency string
		want             [6]string
	}{
		{"1250000", "EUR", [6]string{"€1,250,000", "1_250_000_€", "1.250.000_€", "€_1.250.000", "1.250.000_€", "1_250_000_€"}},
		{"99.5", "EUR", [6]string{"€99.50", "99,50_€", "99,50_€", "€_99,50", "99,50_€", "99,50_€"}},
		{"4500.00", "EUR", [6]string{"€4,500", "4_500_€", "4.500_€", "€_4.500", "4500_€", "4500_€"}},
		{"20000", "RON", [6]string{"RON_20,000", "20_000_RON", "20.000_RON", "RON_20.000", "20.000_RON", "20_000_RON"}},
		{"-7", "EUR", [6]string{"−€7", "−7_€", "−7_€", "−€_7", "−7_€", "−7_€"}},
		{"0", "EUR", [6]string{"€0", "0_€", "0_€", "€_0", "0_€", "0_€"}},
		{"about 5", "EUR", [6]string{"€about 5", "about 5_€", "about 5_€", "€_about 5", "about 5_€", "about 5_€"}},
	}
	for _, test := range tests {
		each(t, "money", func(tag Tag) string { return visible(FormatMoney(tag, test.amount, test.currency)) }, test.want)
	}
}

func TestQuote(t *testing.T) {
	each(t, "quotation", func(tag Tag) string { return Quote(tag, "AI") },
		[6]string{"“AI”", "”AI”", "„AI”", "“AI”", "«AI»", "„AI”"})
}

func TestReadingMinutes(t *testing.T) {
	for _, test := range []struct {
		lang        Tag
		words, want int
	}{
		{EN, 0, 0}, {EN, 1, 1}, {EN, 238, 1}, {EN, 357, 2}, {EN, 356, 1}, {FI, 356, 2}, {LV, 1005, 5}, {IT, 1005, 4},
	} {
		if got := ReadingMinutes(test.lang, test.words); got != test.want {
			t.Errorf("%s: %d words take %d minutes, want %d", test.lang, test.words, got, test.want)
		}
	}
	for _, tag := range All() {
		if wordsPerMinute[tag] == 0 {
			t.Errorf("%s: no rate", tag)
		}
	}
}
