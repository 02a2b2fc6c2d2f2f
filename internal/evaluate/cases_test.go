package evaluate

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/search"
	"github.com/ai4citizens/casebook/internal/search/query"
)

// Case is a query that readers of the knowledge base would type, and the
// documents that answer it.
type Case struct {
	Lang lang.Tag
	// Other tells that the documents have no version in the query's language.
	// Every document has one in English; there, English texts are left out of
	// the search.
	Other    bool
	Query    string
	Expected []string
}

// LoadCases reads the cases of all languages from a folder with a file
// <lang>.tsv for each. A line holds "same" or "other", the query, and the ids of
// the documents with spaces between them; one that begins with # is a comment.
func LoadCases(dir string) ([]Case, error) {
	var list []Case
	for _, t := range lang.All() {
		asked := map[string]bool{}
		err := lines(filepath.Join(dir, string(t)+".tsv"), func(line string) error {
			if strings.HasPrefix(line, "#") {
				return nil
			}
			c, err := parseCase(line)
			if err != nil {
				return err
			}
			if asked[c.Query] {
				return fmt.Errorf("%q is asked twice", c.Query)
			}
			asked[c.Query] = true
			c.Lang = t
			list = append(list, c)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return list, nil
}

func parseCase(line string) (Case, error) {
	columns := strings.Split(line, "\t")
	if len(columns) != 3 {
		return Case{}, errors.New("a case has three columns with tabs between them: same or other, query, document ids")
	}
	c := Case{Other: columns[0] == other, Query: columns[1], Expected: strings.Fields(columns[2])}
	switch {
	case columns[0] != same && !c.Other:
		return c, fmt.Errorf("%q is neither %s nor %s", columns[0], same, other)
	case strings.TrimSpace(c.Query) == "":
		return c, errors.New("the query is empty")
	case len(c.Expected) == 0:
		return c, errors.New("no document is expected")
	}
	return c, nil
}

// The sorts of cases, as they stand in files.
const (
	same  = "same"
	other = "other"
)

// sort is the word for a case's sort.
func (c Case) sort() string {
	if c.Other {
		return other
	}
	return same
}

// request is the search for a case: as readers search, but for English texts
// that are to be left out.
func (c Case) request() search.Request {
	r := search.Request{Query: query.Parse(c.Query, search.FieldNames()...), Lang: c.Lang, Limit: depth}
	if c.Other && c.Lang == lang.EN {
		r.Languages = slices.DeleteFunc(lang.All(), func(t lang.Tag) bool { return t == lang.EN })
	}
	return r
}

// top is how many hits readers look at before they ask otherwise.
const top = 3

// Outcome is what search found for a case.
type Outcome struct {
	Case
	// Rank is that of the first expected document, 0 if it is not found.
	Rank int
	// First are the ids of the first hits.
	First []string
}

// Found tells whether an expected document is among the first hits.
func (o Outcome) Found() bool { return o.Rank > 0 && o.Rank <= top }

// RunCases asks the queries of all cases, one after the other.
func RunCases(ctx context.Context, list []Case, find func(context.Context, search.Request) (*search.Result, error)) ([]Outcome, error) {
	outcomes := make([]Outcome, 0, len(list))
	for _, c := range list {
		result, err := find(ctx, c.request())
		if err != nil {
			return nil, fmt.Errorf("%s: %q: %w", c.Lang, c.Query, err)
		}
		o := Outcome{Case: c}
		for i, h := range result.Hits {
			if i < top {
				o.First = append(o.First, h.Card.ID)
			}
			if o.Rank == 0 && slices.Contains(c.Expected, h.Card.ID) {
				o.Rank = i + 1
			}
		}
		outcomes = append(outcomes, o)
	}
	return outcomes, nil
}

// Share is for how many of the queries asked an expected document was found.
type Share struct {
	Found, Asked int
}

// ShareOf counts the cases of one sort, in one language or, for "", in all.
func ShareOf(list []Outcome, t lang.Tag, others bool) Share {
	var s Share
	for _, o := range list {
		if o.Other != others || t != "" && o.Lang != t {
			continue
		}
		s.Asked++
		if o.Found() {
			s.Found++
		}
	}
	return s
}

// Percent is the share in percent.
func (s Share) Percent() float64 { return 100 * float64(s.Found) / float64(max(s.Asked, 1)) }

func (s Share) String() string {
	return fmt.Sprintf("%d of %d, %.1f %%", s.Found, s.Asked, s.Percent())
}

// Sheet writes outcomes down for people to review: by language a line for each
// query with its rank and the first hits, and the shares at the end.
func Sheet(list []Outcome) string {
	var b strings.Builder
	b.WriteString("# What search finds for the cases beside this file: sort, rank of the first expected\n" +
		"# document (- for none among the first ten), query and first hits.\n" +
		"# Written by: go test ./internal/evaluate -update\n")
	var t lang.Tag
	for _, o := range list {
		if o.Lang != t {
			t = o.Lang
			fmt.Fprintf(&b, "\n%s\n", t)
		}
		rank := "-"
		if o.Rank > 0 {
			rank = fmt.Sprint(o.Rank)
		}
		fmt.Fprintf(&b, "%-5s %2s  %s | %s\n", o.sort(), rank, o.Query, strings.Join(o.First, " "))
	}
	fmt.Fprintf(&b, "\nexpected among the first %d\n", top)
	for _, t := range append(lang.All(), "") {
		name := string(t)
		if name == "" {
			name = "all"
		}
		fmt.Fprintf(&b, "%-3s  %s %s; %s %s\n", name, same, ShareOf(list, t, false), other, ShareOf(list, t, true))
	}
	return b.String()
}
