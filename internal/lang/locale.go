package lang

// locale holds the conventions of a language.
type locale struct {
	// names are those of the languages, in the order of All.
	names [6]string
	// months are the names that stand alone; inDate is what is added to them
	// next to a day.
	months [12]string
	inDate string
	// firstOfMonth is how the first day is written, if not as a number; dot
	// follows the number of a day.
	firstOfMonth, dot string
	// group and decimal are the signs in a number. Numbers of fewer digits than
	// groupFrom are not grouped.
	group, decimal string
	groupFrom      int
	// euroFirst puts the currency in front, and euroGap between it and the
	// amount.
	euroFirst bool
	euroGap   string
	// open and close are the quotation marks.
	open, close string
}

const nbsp = "\u00a0"

// locale returns the conventions of a language, or English ones for a tag that
// is not in All.
func (t Tag) locale() *locale {
	switch t {
	case FI:
		return &finnish
	case RO:
		return &romanian
	case NL:
		return &dutch
	case IT:
		return &italian
	case LV:
		return &latvian
	}
	return &english
}

// Numbers of four digits are grouped everywhere but in Italian and Latvian,
// which usually write them together.
var english = locale{
	names: [6]string{"English", "Finnish", "Romanian", "Dutch", "Italian", "Latvian"},
	months: [12]string{"January", "February", "March", "April", "May", "June",
		"July", "August", "September", "October", "November", "December"},
	group: ",", decimal: ".", groupFrom: 4,
	euroFirst: true,
	open:      "“", close: "”",
}

// The quotation marks are alike on both sides (Kielitoimiston ohjepankki).
var finnish = locale{
	names: [6]string{"englanti", "suomi", "romania", "hollanti", "italia", "latvia"},
	months: [12]string{"tammikuu", "helmikuu", "maaliskuu", "huhtikuu", "toukokuu", "kesäkuu",
		"heinäkuu", "elokuu", "syyskuu", "lokakuu", "marraskuu", "joulukuu"},
	inDate: "ta", dot: ".",
	group: nbsp, decimal: ",", groupFrom: 4,
	euroGap: nbsp,
	open:    "”", close: "”",
}

var romanian = locale{
	names: [6]string{"engleză", "finlandeză", "română", "neerlandeză", "italiană", "letonă"},
	months: [12]string{"ianuarie", "februarie", "martie", "aprilie", "mai", "iunie",
		"iulie", "august", "septembrie", "octombrie", "noiembrie", "decembrie"},
	group: ".", decimal: ",", groupFrom: 4,
	euroGap: nbsp,
	open:    "„", close: "”",
}

var dutch = locale{
	names: [6]string{"Engels", "Fins", "Roemeens", "Nederlands", "Italiaans", "Lets"},
	months: [12]string{"januari", "februari", "maart", "april", "mei", "juni",
		"juli", "augustus", "september", "oktober", "november", "december"},
	group: ".", decimal: ",", groupFrom: 4,
	euroFirst: true, euroGap: nbsp,
	open: "“", close: "”",
}

// The institutions call Dutch neerlandese and write the first day 1º.
var italian = locale{
	names: [6]string{"inglese", "finlandese", "rumeno", "neerlandese", "italiano", "lettone"},
	months: [12]string{"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno",
		"luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"},
	firstOfMonth: "1º",
	group:        ".", decimal: ",", groupFrom: 5,
	euroGap: nbsp,
	open:    "«", close: "»",
}

var latvian = locale{
	names: [6]string{"angļu", "somu", "rumāņu", "nīderlandiešu", "itāļu", "latviešu"},
	months: [12]string{"janvāris", "februāris", "marts", "aprīlis", "maijs", "jūnijs",
		"jūlijs", "augusts", "septembris", "oktobris", "novembris", "decembris"},
	dot:   ".",
	group: nbsp, decimal: ",", groupFrom: 5,
	euroGap: nbsp,
	open:    "„", close: "”",
}
