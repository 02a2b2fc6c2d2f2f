package web

import (
	"cmp"
	"slices"

	"github.com/ai4citizens/casebook/internal/chain"
)

// matrixPage shows who learnt from whom.
type matrixPage struct {
	page
	Ways     []navItem
	Teachers []value
	Rows     []matrixRow
	// Hidden is how many organisations are left out since there are too many.
	Hidden int
}

// matrixRow is one organisation that learnt; its cells stand in the order of
// the teachers.
type matrixRow struct {
	Learner value
	Cells   []matrixCell
}

// matrixCell says what one organisation made of what it saw at another.
type matrixCell struct {
	Teacher string
	Links   []value
	// More is how many links are left out.
	More int
}

const (
	maxMatrix   = 30 // organisations on a side
	maxCellSize = 6
)

// learning shows who learnt from whom: what the links of the chain, the
// takeaways of events and the transfers of practices say.
func learning(v *visit) (*answer, error) {
	whole, err := v.view.Chain()
	if err != nil {
		return nil, err
	}
	p := &matrixPage{page: v.newPage(v.T("nav.chain.matrix")), Ways: v.chainWays()}
	p.Description = v.T("chain.matrix.intro")
	p.Crumb = v.crumbs("chain", v.T("nav.chain"))
	cells := map[[2]string][]chain.Lesson{}
	learners, teachers := map[string]int{}, map[string]int{}
	for _, l := range whole.Lessons {
		if !l.Example {
			cells[[2]string{l.Learner, l.Teacher}] = append(cells[[2]string{l.Learner, l.Teacher}], l)
			learners[l.Learner]++
			teachers[l.Teacher]++
		}
	}
	rows, hiddenRows := v.mostLinked(learners)
	columns, hiddenColumns := v.mostLinked(teachers)
	p.Hidden = hiddenRows + hiddenColumns
	for _, id := range columns {
		p.Teachers = append(p.Teachers, v.shortDocument(id))
	}
	for _, learner := range rows {
		row := matrixRow{Learner: v.shortDocument(learner)}
		for i, teacher := range columns {
			row.Cells = append(row.Cells, v.matrixCell(p.Teachers[i].Text, cells[[2]string{learner, teacher}]))
		}
		p.Rows = append(p.Rows, row)
	}
	return v.html("matrix", p)
}

// matrixCell links the documents that say what was learnt, each once, at the
// part that says it.
func (v *visit) matrixCell(teacher string, lessons []chain.Lesson) matrixCell {
	cell := matrixCell{Teacher: teacher}
	seen := map[string]bool{}
	for _, l := range lessons {
		switch {
		case seen[l.By.ID]:
			continue
		case len(cell.Links) == maxCellSize:
			cell.More++
		default:
			cell.Links = append(cell.Links, v.shortDocument(l.By.String()))
		}
		seen[l.By.ID] = true
	}
	return cell
}

// shortDocument links a document without saying more of it.
func (v *visit) shortDocument(reference string) value {
	x := v.document(reference)
	x.Hint = ""
	return x
}

// mostLinked orders organisations: the project's partners first, in their order,
// then those with most links. Beyond a number they are left out.
func (v *visit) mostLinked(counts map[string]int) (ids []string, hidden int) {
	partners := v.partnerIDs()
	place := func(id string) int {
		if i := slices.Index(partners, id); i >= 0 {
			return i
		}
		return len(partners)
	}
	for id := range counts {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b string) int {
		return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	hidden = max(0, len(ids)-maxMatrix)
	return ids[:len(ids)-hidden], hidden
}
