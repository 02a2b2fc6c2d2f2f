package content

// Practice is a good practice, or an instructive failure, in the terms of
// Interreg Europe's form and of the JRC's Public Sector Tech Watch.
type Practice struct {
	Common `yaml:",inline"`

	Owner             string      `yaml:"owner" need:"original" ref:"organisations"`
	GeographicalScope string      `yaml:"geographical_scope" need:"original" vocab:"geographical-scope"`
	Location          Place       `yaml:"location"`
	Timescale         Timescale   `yaml:"timescale"`
	Outcome           string      `yaml:"outcome" need:"original" vocab:"outcome"`
	Resources         Resources   `yaml:"resources"`
	Evidence          []Evidence  `yaml:"evidence"`
	Governance        []string    `yaml:"governance" vocab:"governance-element"`
	Lifecycle         []string    `yaml:"lifecycle" vocab:"lifecycle"`
	AIAct             AIAct       `yaml:"ai_act"`
	SystemStatus      string      `yaml:"system_status" vocab:"system-status"`
	ProcessType       []string    `yaml:"process_type" vocab:"process-type"`
	ApplicationType   []string    `yaml:"application_type" vocab:"application-type"`
	AIClassification  []string    `yaml:"ai_classification" vocab:"ai-classification"`
	Interaction       []string    `yaml:"interaction" vocab:"interaction"`
	Impact            []string    `yaml:"impact" vocab:"impact"`
	COFOG             []string    `yaml:"cofog" vocab:"cofog"`
	Collaboration     []string    `yaml:"collaboration" vocab:"collaboration"`
	Funding           []string    `yaml:"funding" vocab:"funding"`
	PSTW              []string    `yaml:"pstw"`
	RegisterURL       string      `yaml:"register_url" form:"url"`
	Tools             []NamedLink `yaml:"tools"`
	Transfers         []Transfer  `yaml:"transfers"`
	CAF               []string    `yaml:"caf" vocab:"caf"`
}

// Resources is what a practice cost. What is not known is left out; unknown is
// not nought.
type Resources struct {
	Funding Money  `yaml:"funding"`
	Staff   Number `yaml:"staff_fte"`
}

// Evidence is one claim about what a practice achieved, and how it is known.
type Evidence struct {
	ID     string `yaml:"id" need:"all" form:"slug"`
	Claim  string `yaml:"claim" need:"all" text:"yes"`
	Value  Number `yaml:"value"`
	Unit   string `yaml:"unit" text:"yes"`
	Date   Date   `yaml:"date"`
	Kind   string `yaml:"kind" need:"original" vocab:"evidence-kind"`
	Source string `yaml:"source" form:"url"`
	// File is a document beside the page that shows it.
	File string `yaml:"file" form:"file"`
}

// AIAct is the owner's own view of a practice under Regulation (EU) 2024/1689.
// It is a declaration, never a legal assessment.
type AIAct struct {
	Role       string `yaml:"role" vocab:"ai-act-role"`
	Risk       string `yaml:"risk" vocab:"ai-act-risk"`
	Annex3     string `yaml:"annex3_area" vocab:"annex3-area"`
	FRIA       string `yaml:"fria" vocab:"yes-no"`
	DPIA       string `yaml:"dpia" vocab:"yes-no"`
	Registered string `yaml:"registered" vocab:"yes-no"`
	AsOf       Date   `yaml:"as_of"`
}

// NamedLink is an address with a name.
type NamedLink struct {
	Title string `yaml:"title" need:"all"`
	URL   string `yaml:"url" need:"all" form:"url"`
}

// Transfer is a place that took a practice up.
type Transfer struct {
	ID string `yaml:"id" need:"all" form:"slug"`
	To string `yaml:"to" need:"original"`
	// Organisation is the place's own page, where there is one.
	Organisation string `yaml:"organisation" ref:"organisations"`
	NUTS         string `yaml:"nuts" form:"nuts"`
	Date         Date   `yaml:"date"`
	Result       string `yaml:"result" text:"yes"`
	Source       string `yaml:"source" form:"url"`
}
