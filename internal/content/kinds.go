package content

import "sort"

// Kind is the kind of a document and, at the same time, the name of the folder
// that documents of that kind stand in ("practices").
type Kind string

// The kinds, in the order in which they are listed to people.
const (
	Practices     Kind = "practices"
	Events        Kind = "events"
	Briefs        Kind = "briefs"
	Instruments   Kind = "instruments"
	Plans         Kind = "plans"
	Reviews       Kind = "reviews"
	Improvements  Kind = "improvements"
	Learning      Kind = "learning"
	Legal         Kind = "legal"
	Organisations Kind = "organisations"
	Projects      Kind = "projects"
	Pages         Kind = "pages"
)

// Kinds lists every kind once, in the order in which people meet them.
func Kinds() []Kind {
	return []Kind{Practices, Events, Briefs, Instruments, Plans, Reviews, Improvements,
		Learning, Legal, Organisations, Projects, Pages}
}

// Facts is what the front matter of one kind of document says. Every kind is a
// struct of its own that embeds Common; the struct's tags are the schema that
// the decoder holds front matter against:
//
//	yaml   the key
//	need   "all" (every version must have it) or "original"
//	text   "yes": words, which a translation carries in its own language
//	vocab  the scheme (or, separated by commas, schemes) the value must be in
//	ref    the kinds a reference may point to, separated by commas, or "any"
//	form   "url", "nuts", "slug", "file", "lang", "id", "year" or "nuts-version"
//	max    the most characters a text may have before a warning
type Facts interface {
	// Base returns the block that all kinds share.
	Base() *Common
}

// New returns an empty Facts of a kind, or nil if there is no such kind.
func (k Kind) New() Facts {
	if make, ok := constructors[k]; ok {
		return make()
	}
	return nil
}

var constructors = map[Kind]func() Facts{
	Practices:     func() Facts { return new(Practice) },
	Events:        func() Facts { return new(Event) },
	Briefs:        func() Facts { return new(Brief) },
	Instruments:   func() Facts { return new(Instrument) },
	Plans:         func() Facts { return new(Plan) },
	Reviews:       func() Facts { return new(Review) },
	Improvements:  func() Facts { return new(Improvement) },
	Learning:      func() Facts { return new(LearningResource) },
	Legal:         func() Facts { return new(LegalNote) },
	Organisations: func() Facts { return new(Organisation) },
	Projects:      func() Facts { return new(Project) },
	Pages:         func() Facts { return new(Page) },
}

// IsKind tells whether a folder name is the name of a kind.
func IsKind(name string) bool {
	_, ok := constructors[Kind(name)]
	return ok
}

func kindNames() []string {
	names := make([]string, 0, len(constructors))
	for k := range constructors {
		names = append(names, string(k))
	}
	sort.Strings(names)
	return names
}

// Translation says which version of the original a translation follows.
type Translation struct {
	Lang string `yaml:"lang" need:"all" form:"lang"`
	// Blob is the Git blob id of the original's file as it was translated; it
	// makes "out of date" a certain statement.
	Blob string `yaml:"blob" need:"all"`
}

// Source is where a statement can be verified.
type Source struct {
	Title     string `yaml:"title" need:"all"`
	URL       string `yaml:"url" form:"url"`
	Publisher string `yaml:"publisher"`
	Date      Date   `yaml:"date"`
	Accessed  Date   `yaml:"accessed"`
	Kind      string `yaml:"kind" vocab:"source-kind"`
	Note      string `yaml:"note"`
	// At is where the source stands in the file.
	At Position `yaml:"-" json:"-"`
}

// Common is the block that every kind's front matter shares.
type Common struct {
	Title    string   `yaml:"title" need:"all" text:"yes" max:"100"`
	Summary  string   `yaml:"summary" need:"all" text:"yes" max:"160"`
	Keywords []string `yaml:"keywords" text:"yes"`

	// Translates and By stand in translations only.
	Translates *Translation `yaml:"translates"`
	By         string       `yaml:"by" vocab:"translation-status"`

	// The rest stands in the original only.
	Status       string   `yaml:"status" vocab:"status"`
	Organisation string   `yaml:"organisation" ref:"organisations"`
	Projects     []string `yaml:"projects" ref:"projects"`
	Authors      []string `yaml:"authors"`
	NUTS         []string `yaml:"nuts" form:"nuts"`
	NUTSVersion  string   `yaml:"nuts_version" form:"nuts-version"`
	Themes       []string `yaml:"themes" vocab:"interreg-theme"`
	Topics       []string `yaml:"topics" vocab:"topic"`
	Measures     []string `yaml:"measures" vocab:"tsi-measure"`
	Related      []string `yaml:"related" ref:"any"`
	Sources      []Source `yaml:"sources"`
	Licence      string   `yaml:"licence"`
	AsOf         Date     `yaml:"as_of"`
	ReviewedOn   Date     `yaml:"reviewed_on"`
	ReviewedBy   string   `yaml:"reviewed_by" ref:"organisations"`
	ReviewDue    Date     `yaml:"review_due"`
	Supersedes   []string `yaml:"supersedes" ref:"any"`
	Aliases      []string `yaml:"aliases" form:"id"`
	Example      bool     `yaml:"example"`
}

// Base returns the block itself, so that every kind that embeds it is Facts.
func (c *Common) Base() *Common { return c }

// Place is where something is.
type Place struct {
	Country string `yaml:"country" form:"nuts"`
	City    string `yaml:"city"`
	Lat     Number `yaml:"lat"`
	Lon     Number `yaml:"lon"`
}

// Timescale is a span of time that may still be open.
type Timescale struct {
	Start   Date `yaml:"start"`
	End     Date `yaml:"end"`
	Ongoing bool `yaml:"ongoing"`
}
