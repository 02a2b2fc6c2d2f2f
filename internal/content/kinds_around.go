package content

// Organisation is a partner, an owner of practices or a publisher.
type Organisation struct {
	Common `yaml:",inline"`

	Category  string `yaml:"category" need:"original" vocab:"organisation-category"`
	ShortName string `yaml:"short_name" text:"yes"`
	Place     Place  `yaml:"place"`
	URL       string `yaml:"url" form:"url"`
	// Partner is the organisation's number in the project; 1 is the lead partner.
	Partner Number `yaml:"partner"`
	Budget  Money  `yaml:"budget"`
}

// Project is a funded cooperation: the one that this portal belongs to, or a
// related one of another programme.
type Project struct {
	Common `yaml:",inline"`

	Acronym   string       `yaml:"acronym" need:"original"`
	Code      string       `yaml:"code"`
	Programme string       `yaml:"programme" need:"original"`
	Objective string       `yaml:"objective" text:"yes"`
	Period    Timescale    `yaml:"period"`
	Months    Number       `yaml:"months"`
	Budget    Money        `yaml:"budget"`
	Lead      string       `yaml:"lead" ref:"organisations"`
	Partners  []string     `yaml:"partners" ref:"organisations"`
	Budgets   []BudgetLine `yaml:"budgets"`
	URL       string       `yaml:"url" form:"url"`
	Own       bool         `yaml:"own"`
}

// BudgetLine is a sum as one document states it at one time. A line that a
// later document replaced says so, and stays.
type BudgetLine struct {
	ID           string `yaml:"id" need:"all" form:"slug"`
	Text         string `yaml:"text" need:"all" text:"yes"`
	Partner      string `yaml:"partner" ref:"organisations"`
	Total        Money  `yaml:"total"`
	Grant        Money  `yaml:"grant"`
	Contribution Money  `yaml:"contribution"`
	AsOf         Date   `yaml:"as_of" need:"original"`
	Superseded   bool   `yaml:"superseded"`
	Source       string `yaml:"source"`
}

// LearningResource is a module, exercise or guide, in LRMI's terms.
type LearningResource struct {
	Common `yaml:",inline"`

	Type          string     `yaml:"type" need:"original" vocab:"learning-resource-type"`
	Audience      []string   `yaml:"audience" vocab:"audience"`
	Minutes       Number     `yaml:"minutes"`
	Level         string     `yaml:"level" vocab:"level"`
	Dimension     string     `yaml:"dimension" vocab:"ai4gov-dimension"`
	Competence    string     `yaml:"competence" vocab:"ai4gov-level"`
	Digcomp       []string   `yaml:"digcomp" vocab:"digcomp-area"`
	Teaches       []TextItem `yaml:"teaches"`
	BasedOn       []string   `yaml:"based_on" ref:"any"`
	Accessibility []string   `yaml:"accessibility"`
}

// Page is a page about the portal itself: home, about, accessibility, privacy.
type Page struct {
	Common `yaml:",inline"`
}
