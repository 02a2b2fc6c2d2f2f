package search

// tally adds up numbers by document. Only what was touched is cleared, so that
// one serves many searches.
type tally struct {
	values  []float32
	touched []uint32
}

// add adds a number above zero to a document's.
func (t *tally) add(n uint32, v float32) {
	if t.values[n] == 0 {
		t.touched = append(t.touched, n)
	}
	t.values[n] += v
}

func (t *tally) clear() {
	for _, n := range t.touched {
		t.values[n] = 0
	}
	t.touched = t.touched[:0]
}

// fit makes room for so many documents; a tally is clear when this is called.
func (t *tally) fit(documents int) {
	if len(t.values) < documents {
		t.values = make([]float32, documents+documents/8)
	}
}

// board is what a search writes its scores on, document by document. The words
// of a query are taken one after the other: for the thousands of documents of a
// portal that is faster than to walk all their lists side by side.
type board struct {
	// points are of one part of an alternative, part is its score, parts that of
	// all parts; best and sum are of a group's alternatives, total of all groups.
	points, part, parts, best, sum, total tally
	// had counts the parts of an alternative that a document has, has the
	// groups that it answers.
	had, has tally
	// left are the documents that have a word which is to be left out.
	left tally
	// by tells for each group by which alternative a document answers it,
	// counted from 1; 0 for none.
	by [][]uint8
}

func (b *board) tallies() []*tally {
	return []*tally{&b.points, &b.part, &b.parts, &b.best, &b.sum, &b.total, &b.had, &b.has, &b.left}
}

func (b *board) fit(documents, groups int) {
	for _, t := range b.tallies() {
		t.fit(documents)
	}
	for i := range groups {
		if i == len(b.by) {
			b.by = append(b.by, nil)
		}
		if len(b.by[i]) < documents {
			b.by[i] = make([]uint8, documents+documents/8)
		}
	}
}

func (b *board) clear() {
	for _, by := range b.by {
		for _, n := range b.total.touched {
			if int(n) < len(by) {
				by[n] = 0
			}
		}
	}
	for _, t := range b.tallies() {
		t.clear()
	}
}
