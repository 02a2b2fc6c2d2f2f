package web

import "github.com/ai4citizens/casebook/internal/content"

// eventParts is what only events have.
type eventParts struct {
	Agenda    []agendaDay
	Learnings []item
	Takeaways []takeaway
	Practices []*card
	Materials []value
}

// takeaway is what one partner took home.
type takeaway struct {
	item
	Partner value
}

func (b *builder) event(f, original *content.Event) {
	parts := &eventParts{
		Agenda:    b.agenda(f.Agenda, original.Agenda),
		Learnings: b.items(b.unsaid(f.Learnings, "learnings"), original.Learnings),
		Practices: b.relatedCards(f.Presented),
		Materials: b.named(f.Materials),
	}
	for i, x := range f.Takeaways {
		parts.Takeaways = append(parts.Takeaways, takeaway{
			item{b.page.anchor(x.ID), b.words(x.Text, original.Takeaways[i].Text)}, b.document(x.Partner)})
	}
	b.page.Parts = parts
	b.known("date", b.text(b.span(f.Start, f.End))...)
	if f.DateNote != "" {
		last := &b.page.Facts[len(b.page.Facts)-1]
		last.Note = b.words(f.DateNote, original.DateNote).Text
	}
	b.known("where", b.where(f.Place)...)
	b.fact("host", b.reference(f.Host)...)
	b.termFact("event-type", f.Type)
	b.known("participants", b.headcounts(f.Participants, original.Participants)...)
	b.fact("capacity", b.gained(f.Capacity, original.Capacity)...)
	b.fact("presented", b.documents(f.Presented)...)
	b.classified()
	b.need(len(parts.Agenda) > 0, "agenda", "shown", "learnings", "takeaways", "questions", "further")
	b.need(len(parts.Learnings) > 0, "learnings", "takeaways", "questions", "further")
	b.need(len(parts.Takeaways) > 0, "takeaways", "questions", "further")
	b.need(len(parts.Materials) > 0, "materials", "further")
}

// gained says how many people can do more than before, and how it is known.
func (b *builder) gained(shown, original []content.Evidence) []value {
	var list []value
	for _, x := range b.evidence(shown, original) {
		w := x.phrase
		w.Text += " (" + x.Kind.Text + ")"
		list = append(list, value{phrase: w})
	}
	return list
}

func (b *builder) headcounts(shown, original []content.Headcount) []value {
	var list []value
	for i, x := range shown {
		w := b.words(x.Group, original[i].Group)
		if !x.Count.IsZero() {
			w.Text += ": " + b.Decimal(x.Count)
		}
		list = append(list, value{phrase: w})
	}
	return list
}

// briefParts is what only policy briefs have.
type briefParts struct {
	Recommendations []recommendation
	Practices       []*card
}

func (b *builder) brief(f, original *content.Brief) {
	parts := &briefParts{
		Recommendations: b.recommendations(f.Recommendations, original.Recommendations),
		Practices:       b.relatedCards(f.Practices),
	}
	b.page.Parts = parts
	b.fact("issue", b.number(f.Issue)...)
	b.fact("date", b.date(f.Date)...)
	b.fact("publisher", b.reference(f.Organisation)...)
	b.fact("recommendations", b.count(len(parts.Recommendations), "brief.recommendations", "#recommendations")...)
	b.fact("practices", b.count(len(parts.Practices), "count.practices", "#c_practices")...)
	b.termFact("tsi-measure", f.Measures...)
	b.termFact("topic", f.Topics...)
	b.rest()
	b.need(len(parts.Recommendations) > 0, "recommendations", "further")
}

// count makes a value of a number of things on the page.
func (b *builder) count(n int, message, href string) []value {
	if n == 0 {
		return nil
	}
	return []value{{phrase: phrase{Text: b.N(message, n)}, Href: href}}
}

// reviewParts is what only peer reviews have.
type reviewParts struct {
	Questions       []item
	Agenda          []agendaDay
	Recommendations []recommendation
	ToDo            []task
	FollowUp        []item
}

// task is what somebody has agreed to do.
type task struct {
	item
	Who    []value
	Due    *moment
	Status []value
}

func (b *builder) tasks(shown, original []content.Task) []task {
	var list []task
	for i, x := range shown {
		list = append(list, task{item{b.page.anchor(x.ID), b.words(x.Text, original[i].Text)},
			b.reference(x.Who), b.Date(x.Due), b.one("action-status", x.Status)})
	}
	return list
}

func (b *builder) review(f, original *content.Review) {
	parts := &reviewParts{
		Questions:       b.items(f.Questions, original.Questions),
		Agenda:          b.agenda(f.Agenda, original.Agenda),
		Recommendations: b.recommendations(f.Recommendations, original.Recommendations),
		ToDo:            b.tasks(f.ToDo, original.ToDo),
		FollowUp:        b.items(f.FollowUp, original.FollowUp),
	}
	b.page.Parts = parts
	b.known("date", b.text(b.span(f.Start, f.End))...)
	b.known("where", b.where(f.Place)...)
	b.fact("host", b.reference(f.Host)...)
	b.known("instrument", b.reference(f.Instrument)...)
	b.fact("peers", b.documents(f.Peers)...)
	b.fact("facilitators", b.documents(f.Facilitators)...)
	b.fact("participants", b.headcounts(f.Participants, original.Participants)...)
	b.fact("recommendations", b.count(len(parts.Recommendations), "brief.recommendations", "#recommendations")...)
	b.classified()
	b.need(len(parts.Questions) > 0, "questions", "agenda", "discussion", "conclusions")
	b.need(len(parts.Agenda) > 0, "agenda", "discussion", "conclusions")
	b.need(len(parts.Recommendations) > 0, "recommendations")
	b.need(len(parts.ToDo) > 0, "to-do")
	b.need(len(parts.FollowUp) > 0, "follow-up")
}
