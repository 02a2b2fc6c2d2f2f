package content

// Instrument is a policy instrument in Interreg Europe's sense: a strategy,
// programme or law of a public authority. An organisation's internal guideline
// is not one.
type Instrument struct {
	Common `yaml:",inline"`

	Authority string `yaml:"authority" need:"original" ref:"organisations"`
	// Nature says whether it is a strategy, a programme or a law.
	Nature    string    `yaml:"nature" vocab:"instrument-nature"`
	Type      string    `yaml:"type" vocab:"instrument-kind"`
	Period    Timescale `yaml:"period"`
	Budget    Money     `yaml:"budget"`
	Objective string    `yaml:"objective" text:"yes"`
	Expected  string    `yaml:"improvement_expected" text:"yes"`
	Indicator string    `yaml:"indicator" text:"yes"`
	URL       string    `yaml:"url" form:"url"`
}

// Plan is an action plan: how what was learnt will improve an instrument. Part
// I of the programme's template is Common.Organisation, Partners and Common.NUTS,
// part II the instrument, part III the actions.
type Plan struct {
	Common `yaml:",inline"`

	Instrument string    `yaml:"instrument" need:"original" ref:"instruments"`
	Partners   []string  `yaml:"partners" ref:"organisations"`
	Adopted    Date      `yaml:"adopted"`
	Period     Timescale `yaml:"period"`
	Actions    []Action  `yaml:"actions"`
}

// Action is one action of a plan, in the parts of the programme's template.
type Action struct {
	ID    string `yaml:"id" need:"all" form:"slug"`
	Title string `yaml:"title" need:"all" text:"yes"`
	// Relevance are the cases and recommendations that the action follows.
	Relevance    []string `yaml:"relevance" ref:"any"`
	WhyNoCase    string   `yaml:"why_no_case" text:"yes"`
	Nature       string   `yaml:"nature" text:"yes"`
	Stakeholders []string `yaml:"stakeholders" ref:"organisations"`
	// OthersInvolved are those who have no page here.
	OthersInvolved string    `yaml:"others_involved" text:"yes"`
	Timeframe      Timescale `yaml:"timeframe"`
	Costs          Money     `yaml:"costs"`
	Funding        []string  `yaml:"funding" vocab:"funding"`
	FundingNote    string    `yaml:"funding_note" text:"yes"`
	Status         string    `yaml:"status" vocab:"action-status"`
	// StatusOn is the day for which the status is stated.
	StatusOn    Date   `yaml:"status_on"`
	ReasonIfNot string `yaml:"reason_if_not_done" text:"yes"`
	// At is where the action stands in the file.
	At Position `yaml:"-" json:"-"`
}

// Improvement is a change of a policy instrument that the exchange brought.
type Improvement struct {
	Common `yaml:",inline"`

	Instrument string `yaml:"instrument" need:"original" ref:"instruments"`
	Type       string `yaml:"type" need:"original" vocab:"improvement-type"`
	Date       Date   `yaml:"date"`
	// InspiredBy are the cases, recommendations and actions that it came from.
	InspiredBy []string   `yaml:"inspired_by" ref:"any"`
	Evidence   []Evidence `yaml:"evidence"`
	EndorsedBy string     `yaml:"endorsed_by" ref:"organisations"`
	// Semester is the project's half-year in which it is reported, from 1.
	Semester Number `yaml:"semester"`
	// Validated is the day on which the programme accepted it.
	Validated Date `yaml:"validated"`
	// DateAt and SemesterAt are where the keys stand in the file.
	DateAt     Position `yaml:"-"`
	SemesterAt Position `yaml:"-"`
}

// Counted tells whether the improvement may be counted: one without evidence
// is a statement only.
func (i *Improvement) Counted() bool { return len(i.Evidence) > 0 }

// LegalNote explains one part of a law to those who must apply it.
type LegalNote struct {
	Common `yaml:",inline"`

	Act         string     `yaml:"act" need:"original"`
	Provisions  []string   `yaml:"provisions"`
	CELEX       string     `yaml:"celex"`
	Addressees  []string   `yaml:"addressees" vocab:"ai-act-role"`
	AppliesFrom []Deadline `yaml:"applies_from"`
	LegalAsOf   Date       `yaml:"legal_as_of" need:"original"`
	OpenPoints  []TextItem `yaml:"open_points"`
}

// Deadline is a day from which something applies.
type Deadline struct {
	ID   string `yaml:"id" need:"all" form:"slug"`
	Date Date   `yaml:"date" need:"original"`
	Text string `yaml:"text" need:"all" text:"yes"`
}
