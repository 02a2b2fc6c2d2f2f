package export

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
)

func day(s string) content.Date {
	d, err := content.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestSemestersOfAProject(t *testing.T) {
	list := Semesters(content.Timescale{Start: day("2024-04-01"), End: day("2028-03-31")}, time.Time{})
	var got []string
	for _, s := range list {
		got = append(got, fmt.Sprintf("%d %s %s", s.Number, s.Start.Format(time.DateOnly), s.End.Format(time.DateOnly)))
	}
	want := []string{"1 2024-04-01 2024-09-30", "2 2024-10-01 2025-03-31", "3 2025-04-01 2025-09-30", "4 2025-10-01 2026-03-31",
		"5 2026-04-01 2026-09-30", "6 2026-10-01 2027-03-31", "7 2027-04-01 2027-09-30", "8 2027-10-01 2028-03-31"}
	if !slices.Equal(got, want) {
		t.Errorf("the semesters are %q", got)
	}
	for now, number := range map[string]int{"2020-01-01": 1, "2024-04-01": 1, "2024-09-30": 1, "2024-10-01": 2, "2030-01-01": 8} {
		if s := Begun(list, day(now).First()); s.Number != number {
			t.Errorf("at %s semester %d had begun, want %d", now, s.Number, number)
		}
	}
	if got := Begun(nil, time.Now()); got.Number != 0 {
		t.Errorf("of no semesters, %d had begun", got.Number)
	}
}

// TestEveryDayIsInOneSemester holds for any project that each of its days lies
// in exactly one semester, and that a date is counted in at most one.
func TestEveryDayIsInOneSemester(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		start := time.Date(2020+random.IntN(8), time.Month(1+random.IntN(12)), 1+random.IntN(28), 0, 0, 0, 0, time.UTC)
		end := start.AddDate(0, random.IntN(60), random.IntN(40))
		list := Semesters(content.Timescale{Start: dateOf(start), End: dateOf(end)}, time.Time{})
		for n := -3; n < 65; n++ {
			d := dateOf(start.AddDate(0, 0, n*31))
			within := !d.First().Before(start) && !d.First().After(end)
			for _, d := range []content.Date{d, {Year: d.Year, Month: d.Month}, {Year: d.Year}} {
				held := 0
				for _, s := range list {
					if s.holds(d) {
						held++
					}
					if s.holds(d) && (!s.touches(d) || d.Last().After(s.End) || d.First().Before(s.Start)) {
						t.Fatalf("%v holds %s", s, d)
					}
				}
				if held > 1 || d.Day > 0 && (held == 1) != within {
					t.Fatalf("%s lies in %d semesters of %s to %s", d, held, start, end)
				}
			}
		}
	}
}

// summary is a report in words.
func summary(r *Report) string {
	var b strings.Builder
	for _, i := range r.Indicators {
		fmt.Fprintf(&b, "%s %d %v\n", i.ID, i.Number, i.Known)
		for _, x := range i.Counted {
			fmt.Fprintf(&b, "  + %s %s %s\n", x.ID, x.Date, x.People)
		}
		for _, x := range i.Left {
			fmt.Fprintf(&b, "  - %s %s %s\n", x.ID, x.Date, x.Reason)
		}
	}
	return b.String()
}

func TestReport(t *testing.T) {
	e := edition(t, committed(t), false)
	for number, want := range map[int]string{
		1: `practices 0 true
events 1 true
  + events/exact 2024-09-30 17
  - events/vague 2024 no-date
people 8 true
  + events/exact 2024-09-30 8
  - events/vague 2024 no-date
instruments 0 true
`,
		2: `practices 0 true
events 1 true
  + reviews/review 2024-10 
  - events/vague 2024 no-date
people 0 false
  - events/vague 2024 no-date
instruments 1 true
  + improvements/again  
  + improvements/proved 2024-11 
  - improvements/said  no-evidence
`,
		4: `practices 1 true
  + practices/long 2025-11-03 
  - practices/other 2025-11-03 other-project
events 0 true
people 0 false
instruments 0 true
`,
	} {
		r, err := e.Report(number)
		if err != nil {
			t.Fatal(err)
		}
		if got := summary(r); got != want {
			t.Errorf("semester %d is\n%s\nwant\n%s", number, got, want)
		}
	}
	var none *NoSemesterError
	for _, number := range []int{-1, 0, 9} {
		if _, err := e.Report(number); !errors.As(err, &none) || none.Last != 8 {
			t.Errorf("semester %d: %v", number, err)
		}
	}
}

// TestNumbersAgreeWithTheirLists counts over all semesters: a number is as long
// as its list, and nothing is counted twice.
func TestNumbersAgreeWithTheirLists(t *testing.T) {
	e := edition(t, committed(t), true)
	counted := map[string]int{}
	for n := 1; n <= 8; n++ {
		r, err := e.Report(n)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range r.Indicators {
			people, instruments := 0, map[string]bool{}
			for _, x := range i.Counted {
				counted[i.ID+" "+x.ID]++
				people += int(x.People.Float())
				instruments[x.Instrument] = true
				if x.Reason != "" {
					t.Errorf("%s is counted in spite of %s", x.ID, x.Reason)
				}
			}
			for _, x := range i.Left {
				if x.Reason == "" {
					t.Errorf("%s is left out without a reason", x.ID)
				}
			}
			want := map[string]int{Practices: len(i.Counted), Events: len(i.Counted), People: people, Instruments: len(instruments)}[i.ID]
			if i.Known && len(i.Counted) > 0 && i.Number != want {
				t.Errorf("semester %d: %s is %d, and its list makes %d", n, i.ID, i.Number, want)
			}
		}
	}
	for what, n := range counted {
		if n != 1 {
			t.Errorf("%s is counted %d times", what, n)
		}
	}
	if len(counted) != 7 {
		t.Errorf("counted were %v", counted)
	}
}

func TestReportAsFiles(t *testing.T) {
	e := edition(t, committed(t), false)
	r, err := e.Report(2)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := e.ReportCSV(r, speaking(t, lang.FI), &b); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), byteOrderMark))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, row := range rows {
		lines = append(lines, strings.Join(row[3:13], ","))
	}
	want := []string{
		"indicator,label,number,counted,reason,id,kind,title,title_language,date",
		"practices,Tunnistetut hyvät käytännöt,0,total,,,,,,",
		"events,Pidetyt tapahtumat,1,total,,,,,,",
		"events,Pidetyt tapahtumat,,yes,,reviews/review,reviews,A review,en,2024-10",
		"events,Pidetyt tapahtumat,,no,no-date,events/vague,events,In a year,en,2024",
		"people,Henkilöt, joiden osaaminen kasvoi,,total,not-documented,,,,,",
		"people,Henkilöt, joiden osaaminen kasvoi,,no,no-date,events/vague,events,In a year,en,2024",
		"instruments,Parannetut politiikkavälineet,1,total,,,,,,",
		"instruments,Parannetut politiikkavälineet,,yes,,improvements/again,improvements,Proved again,en,",
		"instruments,Parannetut politiikkavälineet,,yes,,improvements/proved,improvements,Proved,en,2024-11",
		"instruments,Parannetut politiikkavälineet,,no,no-evidence,improvements/said,improvements,Said,en,",
	}
	if !slices.Equal(lines, want) {
		t.Errorf("the rows are\n%s", strings.Join(lines, "\n"))
	}
	for _, tag := range lang.All() {
		b.Reset()
		if err := e.ReportXLSX(r, speaking(t, tag), &b); err != nil {
			t.Errorf("%s: %v", tag, err)
			continue
		}
		z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := z.Open("xl/worksheets/sheet6.xml"); err != nil {
			t.Errorf("%s: not all sheets are there: %v", tag, err)
		}
	}
}

func TestNoReportWithoutAProject(t *testing.T) {
	dir := tree(t)
	put(t, dir, "site.yaml", "name: {en: Test}\nlanguages: [en, fi, ro, nl, it, lv]\ndefault_language: en\nnuts_version: 2024\n")
	e := edition(t, dir, false)
	if _, err := e.Report(1); !errors.Is(err, ErrNoProject) {
		t.Errorf("the error is %v", err)
	}
}
