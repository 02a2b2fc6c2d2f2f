package content

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/ai4citizens/casebook/internal/concept"
)

// The chain from case to policy: a case gives rise to a recommendation, a
// recommendation to an action, an action to an improvement of a policy
// instrument. Each link is a reference in the facts of the later one.

// ChainField returns the key whose references are links of the chain in
// documents of a kind, "" if there is none.
func ChainField(k Kind) string {
	switch k {
	case Reviews, Briefs:
		return "recommendations.based_on"
	case Plans:
		return "actions.relevance"
	case Improvements:
		return "inspired_by"
	}
	return ""
}

// ChainList returns the key of the list whose items are links of the chain on
// their own in documents of a kind, "" if there is none.
func ChainList(k Kind) string {
	switch k {
	case Reviews, Briefs:
		return "recommendations"
	case Plans:
		return "actions"
	}
	return ""
}

// Item is one part of a document that the chain is made of.
type Item struct {
	// List is the key of the list that it stands in: "recommendations",
	// "actions", "evidence" of an improvement or "transfers" of a practice.
	List string
	ID   string
	// State is an action's status, "" where it has none.
	State string
}

// ChainItems lists the parts of a document that the chain is made of.
func ChainItems(f Facts) []Item {
	var list []Item
	add := func(key, id, state string) { list = append(list, Item{key, id, state}) }
	recommend := func(all []Recommendation) {
		for _, x := range all {
			add("recommendations", x.ID, "")
		}
	}
	switch f := f.(type) {
	case *Practice:
		for _, x := range f.Transfers {
			add("transfers", x.ID, "")
		}
	case *Brief:
		recommend(f.Recommendations)
	case *Review:
		recommend(f.Recommendations)
	case *Plan:
		for _, x := range f.Actions {
			add("actions", x.ID, x.Status)
		}
	case *Improvement:
		for _, x := range f.Evidence {
			add("evidence", x.ID, "")
		}
	}
	return list
}

// ItemWords returns what a part of a document says in a few words: an action's
// title, a recommendation, a lesson, a takeaway or where a practice went; "" if
// it is none of these.
func ItemWords(f Facts, id string) string {
	words := ""
	say := func(itemID, text string) {
		if itemID == id && words == "" {
			words = text
		}
	}
	recommend := func(list []Recommendation) {
		for _, x := range list {
			say(x.ID, x.Text)
		}
	}
	switch f := f.(type) {
	case *Practice:
		for _, x := range f.Transfers {
			say(x.ID, x.To)
		}
	case *Event:
		for _, x := range f.Learnings {
			say(x.ID, x.Text)
		}
		for _, x := range f.Takeaways {
			say(x.ID, x.Text)
		}
	case *Brief:
		recommend(f.Recommendations)
	case *Review:
		recommend(f.Recommendations)
	case *Plan:
		for _, x := range f.Actions {
			say(x.ID, x.Title)
		}
	}
	return words
}

// chain checks what an original says about the chain by itself.
func (d *decoder) chain(v *Version) {
	if d.role != roleOriginal {
		return
	}
	switch f := v.Facts.(type) {
	case *Instrument:
		d.instrument(f)
	case *Brief:
		d.recommendations(f.Recommendations)
	case *Review:
		d.recommendations(f.Recommendations)
		d.oneName(v)
	case *Plan:
		for _, a := range f.Actions {
			d.action(f, a)
		}
		d.oneName(v)
	case *Improvement:
		d.improvement(f)
		d.oneName(v)
	}
}

// instrument checks that an instrument is one: a document that binds nobody
// outside the organisation is a practice.
func (d *decoder) instrument(f *Instrument) {
	switch f.Nature {
	case "internal-document":
		d.errorf(d.keys["nature"], "internal-document", "a document within an organisation is no policy instrument; describe it as a practice, and name here the strategy, programme or law that is to be improved")
	case "":
		d.warnf(Position{2, 1}, "instrument-nature", "nothing says whether this is a strategy, a programme or a law; add nature: strategy")
	}
}

func (d *decoder) recommendations(list []Recommendation) {
	for _, r := range list {
		if len(r.BasedOn) == 0 {
			d.warnf(r.At, "recommendation-without-case", "the recommendation %s names no case; add based_on: [practices/its-folder]", quote(r.ID))
		}
	}
}

// caseKinds are the kinds of document that an action can follow: cases, and
// those that hold recommendations and lessons.
var caseKinds = []string{string(Practices), string(Events), string(Briefs), string(Reviews)}

func (d *decoder) action(plan *Plan, a Action) {
	follows := slices.ContainsFunc(a.Relevance, func(ref string) bool {
		kind, _, _ := strings.Cut(ref, "/")
		return slices.Contains(caseKinds, kind)
	})
	if !follows && a.WhyNoCase == "" {
		d.errorf(a.At, "action-without-case", "the action %s names no practice, event, brief or recommendation; add relevance: [practices/its-folder], or say in why_no_case why there is none", quote(a.ID))
	}
	if a.Status == "dropped" && a.ReasonIfNot == "" {
		d.errorf(a.At, "reason-missing", "the action %s was dropped and nothing says why; add reason_if_not_done", quote(a.ID))
	}
	d.within(a.At, "the action "+quote(a.ID), a.Timeframe, plan.Period)
	if from := a.Timeframe.Start; a.Status == "done" && !a.StatusOn.IsZero() && !from.IsZero() && a.StatusOn.Last().Before(from.First()) {
		d.warnf(a.At, "dates", "the action %s is said to be done on %s, before it begins (%s)", quote(a.ID), a.StatusOn, from)
	}
}

// within warns of a span that reaches out of the one that it belongs to.
func (d *decoder) within(at Position, what string, span, whole Timescale) {
	if !span.Start.IsZero() && !whole.Start.IsZero() && span.Start.Last().Before(whole.Start.First()) {
		d.warnf(at, "dates", "%s begins (%s) before the plan does (%s); correct one of the two", what, span.Start, whole.Start)
	}
	if !span.End.IsZero() && !whole.End.IsZero() && span.End.First().After(whole.End.Last()) {
		d.warnf(at, "dates", "%s ends (%s) after the plan does (%s); correct one of the two", what, span.End, whole.End)
	}
}

// maxSemester is far beyond any project's last half-year.
const maxSemester = 20

func (d *decoder) improvement(f *Improvement) {
	f.DateAt, f.SemesterAt = d.keys["date"], d.keys["semester"]
	if !f.Counted() {
		d.warnf(Position{2, 1}, "no-evidence", "the improvement has no evidence and is not counted; add evidence with a claim, its kind, and a source or a file")
	}
	if f.Semester.IsZero() {
		return
	}
	if n, err := strconv.Atoi(string(f.Semester)); err != nil || n < 1 || n > maxSemester {
		d.errorf(f.SemesterAt, "semester", "%q is no half-year of a project; write 1 for the first six months, 2 for the next", string(f.Semester))
	}
	if !f.Validated.IsZero() && !f.Date.IsZero() && f.Validated.Last().Before(f.Date.First()) {
		d.errorf(d.keys["validated"], "dates", "the improvement is validated (%s) before it came about (%s)", f.Validated, f.Date)
	}
}

// oneName checks that no two parts of a document have the same id: others name
// them by it.
func (d *decoder) oneName(v *Version) {
	lists := map[string]string{}
	eachItem(reflect.ValueOf(v.Facts).Elem(), func(key string, item reflect.Value) {
		id := item.FieldByName("ID").String()
		if first, taken := lists[id]; taken && first != key && id != "" {
			d.errorf(Position{2, 1}, "doubled-id", "%s and %s both have the id %s, and others could not tell which is meant by %s#%s; choose another for one of them", first, key, quote(id), v.ID, id)
		}
		lists[id] = key
	})
}

// Known is what the references of other documents are held against.
type Known struct {
	// Parts are the ids of headings and items.
	Parts []string
	// SupersededBy is what replaces the document, "" if nothing does.
	SupersededBy string
	// Outcome is a practice's.
	Outcome string
	// Start and End are the document's own span.
	Start, End Date
	Example    bool
}

// chainLinks checks what the links of the chain lead to.
func (f *findings) chainLinks(v *Version, w World) {
	field := ChainField(v.Kind)
	for _, r := range v.References {
		id, part, _ := strings.Cut(r.Target, "#")
		if !w.Exists(id) {
			continue // said already
		}
		known := w.About(id)
		if known.Example && !v.Facts.Base().Example && v.Kind != Learning && v.Kind != Pages {
			f.errorf(r.Position, "example", "%s names %s, which is made up for training; name a real one, or mark this document with example: true", r.Field, quote(id))
		}
		if r.Field != field || v.Kind == Briefs {
			continue // a brief may look at what has failed
		}
		switch {
		case known.SupersededBy != "":
			f.warnf(r.Position, "superseded-case", "%s names %s, which is replaced by %s; see whether that is meant", r.Field, quote(id), quote(known.SupersededBy))
		case known.Outcome == "discontinued" && part == "":
			f.warnf(r.Position, "discontinued-case", "%s names %s, which was stopped; if its lesson is meant, name the part that tells it, such as %s#challenges", r.Field, quote(id), id)
		}
	}
	if i, ok := v.Facts.(*Improvement); ok {
		f.inTime(i, w)
	}
}

// inTime checks date and semester of an improvement against its instrument and
// its project.
func (f *findings) inTime(i *Improvement, w World) {
	instrument := w.About(i.Instrument)
	if !i.Date.IsZero() && !instrument.Start.IsZero() && i.Date.Last().Before(instrument.Start.First()) {
		f.warnf(i.DateAt, "dates", "the improvement (%s) is older than its instrument (%s)", i.Date, instrument.Start)
	}
	n, err := strconv.Atoi(string(i.Semester))
	if err != nil || len(i.Projects) == 0 || !w.Exists(i.Projects[0]) {
		return
	}
	project := w.About(i.Projects[0])
	if project.Start.IsZero() {
		return
	}
	begin := project.Start.First()
	if !project.End.IsZero() && begin.AddDate(0, 6*(n-1), 0).After(project.End.Last()) {
		f.errorf(i.SemesterAt, "semester", "the project ends (%s) before its semester %d; semesters count from its start (%s)", project.End, n, project.Start)
		return
	}
	if end := begin.AddDate(0, 6*n, 0); !i.Date.IsZero() && !i.Date.First().Before(end) {
		f.warnf(i.SemesterAt, "semester", "semester %d of the project ended before %s, and the improvement is of %s", n, end.Format("2006-01-02"), i.Date)
	}
}

// PartMissing says what is wrong with a part that a document does not have.
func PartMissing(id, part string, parts []string) string {
	if near := concept.Nearest(part, parts); near != "" {
		return id + " has no part " + quote(part) + "; did you mean " + quote(near) + "?"
	}
	const shown = 12
	if len(parts) == 0 {
		return id + " has no part " + quote(part) + ", nor any other; remove what stands behind the #"
	}
	list := strings.Join(parts[:min(len(parts), shown)], ", ")
	if len(parts) > shown {
		list += ", …"
	}
	return id + " has no part " + quote(part) + "; its parts are " + list
}
