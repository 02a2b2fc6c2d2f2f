package web

import (
	"slices"

	"github.com/ai4citizens/casebook/internal/chain"
	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/library"
)

// lessons is what an organisation or a region wants to improve, what it took
// from others and what it gave.
type lessons struct {
	*reader
	Instruments []instrumentLine
	Took, Gave  []lessonLine
	// MoreTook and MoreGave are how many are not shown.
	MoreTook, MoreGave int
}

// instrumentLine is a policy instrument and how far it has come.
type instrumentLine struct {
	value
	// Improved says how many improvements with evidence it has.
	Improved string
}

// lessonLine says what one learnt of another.
type lessonLine struct {
	// Who is the other.
	Who value
	// From is the case, By what was made of it; where the same page says both,
	// From is the part of it that says so, and By is nothing.
	From, By value
}

// maxLessons is how many lines each list has.
const maxLessons = 20

// lessonsOf gathers what concerns the cards for which is says yes: documents and
// organisations alike. It is nil where there is nothing.
func (v *visit) lessonsOf(is func(*library.Card) bool, examples bool) (*lessons, error) {
	whole, err := v.view.Chain()
	if err != nil {
		return nil, err
	}
	out := &lessons{reader: v.reader}
	all := v.view.Cards(content.Instruments)
	if examples {
		all = v.view.Examples()
	}
	for _, c := range all {
		if c.Kind == content.Instruments && is(c) {
			out.Instruments = append(out.Instruments, instrumentLine{v.shortDocument(c.ID), v.improved(whole, c)})
		}
	}
	known := map[string]bool{}
	ours := func(id string) bool {
		yes, asked := known[id]
		if !asked {
			yes = is(v.view.Card(id))
			known[id] = yes
		}
		return yes
	}
	for _, l := range whole.Lessons {
		if l.Example && !examples {
			continue
		}
		switch learner, teacher := ours(l.Learner), ours(l.Teacher); {
		case learner && !teacher:
			out.Took, out.MoreTook = v.lessonLines(out.Took, out.MoreTook, l, l.Teacher)
		case teacher && !learner:
			out.Gave, out.MoreGave = v.lessonLines(out.Gave, out.MoreGave, l, l.Learner)
		}
	}
	if len(out.Instruments)+len(out.Took)+len(out.Gave) == 0 {
		return nil, nil
	}
	return out, nil
}

// lessonLines adds a line, or counts it where there are enough.
func (v *visit) lessonLines(list []lessonLine, more int, l chain.Lesson, who string) ([]lessonLine, int) {
	if len(list) == maxLessons {
		return list, more + 1
	}
	line := lessonLine{Who: v.shortDocument(who), From: v.shortDocument(l.From.String()), By: v.shortDocument(l.By.String())}
	if l.From.ID == l.By.ID {
		line.From, line.By = line.By, value{}
	}
	return append(list, line), more
}

// improved says whether an instrument has improvements that count.
func (v *visit) improved(whole *chain.Whole, c *library.Card) string {
	n := 0
	links, _ := whole.BackLinks(c.ID) // in memory: nothing can fail
	for _, l := range links {
		if source := v.view.Card(l.Source); l.Field == "instrument" && source != nil && source.Kind == content.Improvements && chain.Proven(source) {
			n++
		}
	}
	if n == 0 {
		return v.T("chain.unimproved")
	}
	return v.N("chain.count.improvements", n)
}

// lessonsOfRegion gathers what concerns a region and those within it.
func (v *visit) lessonsOfRegion(code string) (*lessons, error) {
	scheme := v.view.Rules.Vocabularies.Scheme("nuts")
	return v.lessonsOf(func(c *library.Card) bool { return c != nil && slices.Contains(reached(scheme, c), code) }, false)
}

// lessonsOfOrganisation gathers what concerns one organisation.
func (v *visit) lessonsOfOrganisation(card *library.Card) (*lessons, error) {
	return v.lessonsOf(func(c *library.Card) bool {
		return c != nil && (c.ID == card.ID || c.Kind == content.Instruments && c.Organisation == card.ID)
	}, card.Example)
}
