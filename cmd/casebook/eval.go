package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"text/tabwriter"

	"github.com/ai4citizens/casebook/internal/evaluate"
	"github.com/ai4citizens/casebook/internal/search"
)

func evalCommand(fs *flag.FlagSet) func(context.Context, system, []string) error {
	dir := fs.String("content", "content", "the `folder` with the vocabularies and the thesaurus")
	asJSON := fs.Bool("json", false, "print the figures as JSON")
	return func(ctx context.Context, sys system, args []string) error {
		if len(args) != 1 {
			return usagef("say which set to measure: a folder with corpus.<lang>.jsonl, queries.<lang>.jsonl and qrels.tsv")
		}
		set, err := evaluate.Load(args[0])
		if err != nil {
			return err
		}
		checked, err := checkFolder(ctx, *dir)
		if err != nil {
			return err
		}
		dictionary, err := search.NewDictionary(checked.Rules.Vocabularies)
		if err != nil {
			return err
		}
		list, err := evaluate.Run(ctx, set, dictionary)
		if err != nil {
			return err
		}
		if *asJSON {
			return json.NewEncoder(sys.stdout).Encode(list)
		}
		return printDirections(sys, list)
	}
}

func printDirections(sys system, list []evaluate.Direction) error {
	w := tabwriter.NewWriter(sys.stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "from\tto\tqueries\tMRR@10\tnDCG@10\trecall@10\t")
	for _, d := range list {
		fmt.Fprintf(w, "%s\t%s\t%d\t%.3f\t%.3f\t%.3f\t\n", d.From, d.To, d.Queries, d.MRR, d.NDCG, d.Recall)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	mono, cross := evaluate.Means(list)
	_, err := fmt.Fprintf(sys.stdout, "mono %.3f\ncross %.3f\n", mono, cross)
	return err
}
