package content

// Event is a learning visit, workshop, seminar or dialogue, and its outcome.
type Event struct {
	Common `yaml:",inline"`

	Type         string      `yaml:"type" need:"original" vocab:"event-type"`
	Start        Date        `yaml:"start"`
	End          Date        `yaml:"end"`
	DateNote     string      `yaml:"date_note" text:"yes"`
	Place        Place       `yaml:"place"`
	Host         string      `yaml:"host" ref:"organisations"`
	Participants []Headcount `yaml:"participants"`
	// Capacity is how many people can do more than before, by a survey or a test
	// that says so; that somebody took part does not.
	Capacity  []Evidence   `yaml:"increased_capacity"`
	Agenda    []AgendaItem `yaml:"agenda"`
	Presented []string     `yaml:"practices_presented" ref:"practices"`
	Learnings []TextItem   `yaml:"key_learnings"`
	Takeaways []Takeaway   `yaml:"takeaways"`
	Materials []NamedLink  `yaml:"materials"`
}

// Headcount counts the people of one group.
type Headcount struct {
	ID    string `yaml:"id" need:"all" form:"slug"`
	Group string `yaml:"group" need:"all" text:"yes"`
	Count Number `yaml:"count"`
}

// AgendaItem is one point of an event's programme.
type AgendaItem struct {
	ID   string `yaml:"id" need:"all" form:"slug"`
	Day  Number `yaml:"day"`
	Text string `yaml:"text" need:"all" text:"yes"`
}

// TextItem is a sentence or two that can be translated and pointed to.
type TextItem struct {
	ID   string `yaml:"id" need:"all" form:"slug"`
	Text string `yaml:"text" need:"all" text:"yes"`
}

// Takeaway is what one partner took home from an event.
type Takeaway struct {
	ID      string `yaml:"id" need:"all" form:"slug"`
	Partner string `yaml:"partner" need:"original" ref:"organisations"`
	Text    string `yaml:"text" need:"all" text:"yes"`
}

// Brief is a policy brief: lessons across practices for those who decide.
type Brief struct {
	Common `yaml:",inline"`

	Issue           Number           `yaml:"issue"`
	Date            Date             `yaml:"date" need:"original"`
	Practices       []string         `yaml:"practices" ref:"practices"`
	Recommendations []Recommendation `yaml:"recommendations"`
}

// Review is a peer review: a host's challenge looked at together with peers.
type Review struct {
	Common `yaml:",inline"`

	Host            string           `yaml:"host" need:"original" ref:"organisations"`
	Instrument      string           `yaml:"instrument" ref:"instruments"`
	Start           Date             `yaml:"start"`
	End             Date             `yaml:"end"`
	Place           Place            `yaml:"place"`
	Questions       []TextItem       `yaml:"questions"`
	Peers           []string         `yaml:"peers" ref:"organisations"`
	Facilitators    []string         `yaml:"facilitators" ref:"organisations"`
	Participants    []Headcount      `yaml:"participants"`
	Agenda          []AgendaItem     `yaml:"agenda"`
	Recommendations []Recommendation `yaml:"recommendations"`
	ToDo            []Task           `yaml:"to_do"`
	FollowUp        []TextItem       `yaml:"follow_up"`
}

// Task is what somebody has agreed to do, and by when.
type Task struct {
	ID     string `yaml:"id" need:"all" form:"slug"`
	Text   string `yaml:"text" need:"all" text:"yes"`
	Who    string `yaml:"who" ref:"organisations"`
	Due    Date   `yaml:"due"`
	Status string `yaml:"status" vocab:"action-status"`
}

// Recommendation is advice that rests on cases.
type Recommendation struct {
	ID          string   `yaml:"id" need:"all" form:"slug"`
	Text        string   `yaml:"text" need:"all" text:"yes"`
	Horizon     string   `yaml:"horizon" vocab:"horizon"`
	BasedOn     []string `yaml:"based_on" ref:"any"`
	AddressedTo string   `yaml:"addressed_to" ref:"organisations"`
	// At is where the recommendation stands in the file.
	At Position `yaml:"-" json:"-"`
}
