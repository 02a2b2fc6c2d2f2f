package search

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/library"
)

// A document is about a concept if it has enough points for it. Each label of
// the concept that is found gives points by where it stands; the label of an
// everyday word gives half of them. A concept that the facts name as a term has
// the points of a keyword.
const (
	pointsTitle   = 4
	pointsKeyword = 3
	pointsSummary = 2
	// pointsBody are for each time in the text; where that has more than
	// textLength words beside stop words, each counts for less.
	pointsBody = 1
	// maxBody keeps what is repeated all the time from outweighing a title.
	maxBody    = 6
	textLength = 400
	// enoughPoints makes it the subject: once in title, keywords or summary, or
	// twice in the text.
	enoughPoints = 2
	// mostSubjects is how many concepts are kept.
	mostSubjects = 40
	// fullStrength is what the strongest concept can have, strengthOfPoint what a
	// point is worth.
	fullStrength    = 100
	strengthOfPoint = 6
)

// About returns the concepts that a document is about, the strongest first.
// Terms are those that its facts name, by vocabulary. Where there are several
// languages, half of the points are those of the language with the second most,
// and half the mean of all: what only one of them says is likely to be another
// meaning of a word.
func (m *Matcher) About(d Document, terms map[string][]string) []library.Subject {
	if m == nil || len(d.Texts) == 0 {
		return nil
	}
	best, second, sum := make([]float64, len(m.ids)), make([]float64, len(m.ids)), make([]float64, len(m.ids))
	for _, t := range lang.All() {
		text, ok := d.Texts[t]
		if !ok {
			continue
		}
		for i, points := range m.points(t, text) {
			second[i] = max(second[i], min(best[i], points))
			best[i] = max(best[i], points)
			sum[i] += points
		}
	}
	if n := len(d.Texts); n > 1 {
		for i, s := range sum {
			sum[i] = (second[i] + s/float64(n)) / 2
		}
	}
	for scheme, ids := range terms {
		for _, id := range ids {
			if i, ok := m.named[scheme][id]; ok {
				sum[i] += pointsKeyword
			}
		}
	}
	var list []library.Subject
	for i, points := range sum {
		if points >= enoughPoints {
			strength := min(int(math.Round(points*strengthOfPoint)), fullStrength)
			list = append(list, library.Subject{Concept: m.ids[i], Strength: strength})
		}
	}
	slices.SortFunc(list, func(a, b library.Subject) int {
		return cmp.Or(b.Strength-a.Strength, cmp.Compare(a.Concept, b.Concept))
	})
	return list[:min(len(list), mostSubjects)]
}

// points counts the points of all concepts in a text.
func (m *Matcher) points(t lang.Tag, text Text) []float64 {
	c := &pointCounter{labels: m.languages[t], points: make([]float64, len(m.ids)), times: make([]float64, len(m.ids))}
	c.field(text.Title, pointsTitle, 1)
	c.field(strings.Join(text.Keywords, " | "), pointsKeyword, 1)
	c.field(text.Summary, pointsSummary, 1)
	c.field(text.Body, pointsBody, maxBody)
	return c.points
}

type pointCounter struct {
	labels *labels
	points []float64
	// times is how often the concepts are found in a field; found lists those
	// that are.
	times []float64
	found []int32
}

// field adds the points of one field, for at most so many times.
func (c *pointCounter) field(text string, worth, most float64) {
	words := c.labels.match(text, func(n naming) {
		if c.times[n.concept] == 0 {
			c.found = append(c.found, n.concept)
		}
		c.times[n.concept] += float64(n.sure)
	})
	scale := min(1, textLength/float64(max(words, 1)))
	for _, i := range c.found {
		c.points[i] += worth * min(c.times[i]*scale, most)
		c.times[i] = 0
	}
	c.found = c.found[:0]
}
