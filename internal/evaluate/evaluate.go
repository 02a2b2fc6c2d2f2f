// Package evaluate measures search on a set of documents, queries and
// judgements, through the code that serves readers: in every direction from a
// language that queries are in to one that documents are in.
//
// A set is a folder with corpus.<lang>.jsonl and queries.<lang>.jsonl, an object
// with id, title and text a line, and qrels.tsv with query, document and grade.
//
// Beside these stand cases: what readers of the project's own knowledge base
// would type, and what that is to find (see [Case]).
package evaluate

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/search"
	"github.com/ai4citizens/casebook/internal/search/query"
)

// Set is documents, queries and judgements.
type Set struct {
	documents map[lang.Tag][]item
	queries   map[lang.Tag][]item
	// grades are by query, then document.
	grades map[string]map[string]float64
}

type item struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Text  string `json:"text"`
}

// Load reads a set; it takes the languages that it finds.
func Load(dir string) (*Set, error) {
	s := &Set{documents: map[lang.Tag][]item{}, queries: map[lang.Tag][]item{}, grades: map[string]map[string]float64{}}
	for _, t := range lang.All() {
		var err error
		if s.documents[t], err = readItems(filepath.Join(dir, "corpus."+string(t)+".jsonl")); err != nil {
			return nil, err
		}
		if s.queries[t], err = readItems(filepath.Join(dir, "queries."+string(t)+".jsonl")); err != nil {
			return nil, err
		}
	}
	return s, s.readGrades(filepath.Join(dir, "qrels.tsv"))
}

func readItems(file string) ([]item, error) {
	var list []item
	err := lines(file, func(line string) error {
		var i item
		if err := json.Unmarshal([]byte(line), &i); err != nil {
			return err
		}
		list = append(list, i)
		return nil
	})
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	return list, err
}

func (s *Set) readGrades(file string) error {
	return lines(file, func(line string) error {
		columns := strings.Split(line, "\t")
		var grade float64
		if len(columns) != 3 {
			return errors.New("a judgement has three columns: query, document, grade")
		}
		if _, err := fmt.Sscan(columns[2], &grade); err != nil {
			return fmt.Errorf("the grade %q is no number", columns[2])
		}
		if s.grades[columns[0]] == nil {
			s.grades[columns[0]] = map[string]float64{}
		}
		s.grades[columns[0]][columns[1]] = grade
		return nil
	})
}

// lines visits the lines of a file that are not empty.
func lines(file string, visit func(string) error) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	scanner := bufio.NewScanner(f)
	scanner.Buffer(nil, 4<<20)
	for n := 1; scanner.Scan(); n++ {
		if line := scanner.Text(); line != "" {
			if err := visit(line); err != nil {
				return fmt.Errorf("%s:%d: %w", file, n, err)
			}
		}
	}
	return scanner.Err()
}

// Direction is what was measured from one language to another: means over the
// queries that have a judged document there.
type Direction struct {
	From    lang.Tag `json:"from"`
	To      lang.Tag `json:"to"`
	Queries int      `json:"queries"`
	MRR     float64  `json:"mrr10"`
	NDCG    float64  `json:"ndcg10"`
	Recall  float64  `json:"recall10"`
}

// depth is how many hits count.
const depth = 10

// Run measures all directions, in an index of its own that is removed after.
func Run(ctx context.Context, s *Set, d *search.Dictionary) ([]Direction, error) {
	var list []Direction
	for _, to := range lang.All() {
		if len(s.documents[to]) == 0 {
			continue
		}
		measured, err := s.into(ctx, to, d)
		if err != nil {
			return nil, err
		}
		list = append(list, measured...)
	}
	slices.SortFunc(list, func(a, b Direction) int {
		return cmp.Or(slices.Index(lang.All(), a.From)-slices.Index(lang.All(), b.From),
			slices.Index(lang.All(), a.To)-slices.Index(lang.All(), b.To))
	})
	return list, nil
}

// into indexes the documents of one language and asks the queries of all.
func (s *Set) into(ctx context.Context, to lang.Tag, d *search.Dictionary) (list []Direction, err error) {
	dir, err := os.MkdirTemp("", "casebook-eval")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	ix, err := search.Open(filepath.Join(dir, "index"))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, ix.Close()) }()
	var cards []*library.Card
	var documents []search.Document
	for _, i := range s.documents[to] {
		cards = append(cards, &library.Card{ID: i.ID, Kind: content.Practices, Original: to,
			Texts: map[lang.Tag]library.CardText{to: {Title: i.Title, Words: len(strings.Fields(i.Text))}}})
		documents = append(documents, search.Document{ID: i.ID, Texts: map[lang.Tag]search.Text{to: {Title: i.Title, Body: i.Text}}})
	}
	if err := ix.Apply(1, documents, nil); err != nil {
		return nil, err
	}
	searcher := search.NewSearcher(ix)
	searcher.Use(d)
	if err := searcher.Learn(); err != nil {
		return nil, err
	}
	snapshot, err := searcher.Snapshot(search.NewColumns(nil).With(cards, nil))
	if err != nil {
		return nil, err
	}
	defer snapshot.Close()
	for _, from := range lang.All() {
		direction, err := s.direction(ctx, snapshot, from, to)
		if err != nil {
			return nil, err
		}
		if direction.Queries > 0 {
			list = append(list, direction)
		}
	}
	return list, nil
}

func (s *Set) direction(ctx context.Context, snapshot *search.Snapshot, from, to lang.Tag) (Direction, error) {
	d := Direction{From: from, To: to}
	there := map[string]bool{}
	for _, i := range s.documents[to] {
		there[i.ID] = true
	}
	for _, q := range s.queries[from] {
		wanted := map[string]float64{}
		for id, grade := range s.grades[q.ID] {
			if there[id] && grade > 0 {
				wanted[id] = grade
			}
		}
		if len(wanted) == 0 {
			continue
		}
		result, err := snapshot.Search(ctx, search.Request{
			Query: query.Parse(q.Text, search.FieldNames()...), Lang: from, Limit: depth,
		})
		if err != nil {
			return d, fmt.Errorf("%s: %w", q.ID, err)
		}
		d.add(result.Hits, wanted)
	}
	if n := float64(d.Queries); n > 0 {
		d.MRR, d.NDCG, d.Recall = d.MRR/n, d.NDCG/n, d.Recall/n
	}
	return d, nil
}

// add adds one query: the reciprocal rank of the first judged document, the
// discounted gain against the ideal order, and the share of judged documents
// found (Manning, Raghavan and Schütze, Introduction to Information Retrieval,
// chapter 8).
func (d *Direction) add(hits []search.Hit, wanted map[string]float64) {
	d.Queries++
	found, gain, first := 0, 0.0, 0
	for rank, h := range hits {
		grade, ok := wanted[h.Card.ID]
		if !ok {
			continue
		}
		found++
		gain += grade / math.Log2(float64(rank+2))
		if first == 0 {
			first = rank + 1
			d.MRR += 1 / float64(first)
		}
	}
	grades := make([]float64, 0, len(wanted))
	for _, g := range wanted {
		grades = append(grades, g)
	}
	slices.SortFunc(grades, func(a, b float64) int { return cmp.Compare(b, a) })
	ideal := 0.0
	for rank, g := range grades[:min(depth, len(grades))] {
		ideal += g / math.Log2(float64(rank+2))
	}
	d.NDCG += gain / ideal
	d.Recall += float64(found) / float64(len(wanted))
}

// Means returns the mean MRR over the directions within a language and over
// those between languages; 0 where there are none.
func Means(list []Direction) (mono, cross float64) {
	var monos, crosses float64
	for _, d := range list {
		if d.From == d.To {
			mono += d.MRR
			monos++
		} else {
			cross += d.MRR
			crosses++
		}
	}
	return mono / max(monos, 1), cross / max(crosses, 1)
}
