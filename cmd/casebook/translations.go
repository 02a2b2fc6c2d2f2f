package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/library"
)

func translationsCommand(fs *flag.FlagSet) func(context.Context, system, []string) error {
	dir := fs.String("content", "content", "the `folder` with the content")
	only := fs.String("lang", "", "only this `language`")
	state := fs.String("state", "", "only documents with a translation in this state: missing, current or outdated")
	asJSON := fs.Bool("json", false, "print the table as JSON")
	return func(ctx context.Context, sys system, args []string) error {
		if err := noArguments(args); err != nil {
			return err
		}
		tags := lang.All()
		if *only != "" {
			t, ok := lang.Parse(*only)
			if !ok {
				return usagef("%q is no language of this portal", *only)
			}
			tags = []lang.Tag{t}
		}
		switch library.State(*state) {
		case "", library.Missing, library.Current, library.Outdated:
		default:
			return usagef("--state is missing, current or outdated, not %q", *state)
		}
		checked, err := checkFolder(ctx, *dir)
		if err != nil {
			return err
		}
		rows := translationRows(checked.Cards, tags, library.State(*state))
		if *asJSON {
			e := json.NewEncoder(sys.stdout)
			e.SetIndent("", "  ")
			return e.Encode(rows)
		}
		return printTranslations(sys, rows, tags)
	}
}

// translationRow is one document and the state of its versions.
type translationRow struct {
	ID       string                     `json:"id"`
	Original lang.Tag                   `json:"original"`
	States   map[lang.Tag]library.State `json:"states"`
}

func translationRows(cards []*library.Card, tags []lang.Tag, state library.State) []translationRow {
	rows := []translationRow{}
	for _, c := range cards {
		row := translationRow{c.ID, c.Original, map[lang.Tag]library.State{}}
		wanted := state == ""
		for _, t := range tags {
			row.States[t] = c.State(t)
			wanted = wanted || row.States[t] == state
		}
		if wanted {
			rows = append(rows, row)
		}
	}
	return rows
}

func printTranslations(sys system, rows []translationRow, tags []lang.Tag) error {
	counts := map[library.State]int{}
	w := tabwriter.NewWriter(sys.stdout, 0, 0, 2, ' ', 0)
	head := []string{"DOCUMENT"}
	for _, t := range tags {
		head = append(head, string(t))
	}
	fmt.Fprintln(w, strings.Join(head, "\t"))
	for _, r := range rows {
		line := []string{r.ID}
		for _, t := range tags {
			counts[r.States[t]]++
			word := string(r.States[t])
			if r.States[t] == library.Missing {
				word = "-"
			}
			line = append(line, word)
		}
		fmt.Fprintln(w, strings.Join(line, "\t"))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(sys.stderr, "%s: %d original, %d current, %d outdated, %d missing (-)\n", plural(len(rows), "document"),
		counts[library.Original], counts[library.Current], counts[library.Outdated], counts[library.Missing])
	return nil
}
