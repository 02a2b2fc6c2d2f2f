package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/ai4citizens/casebook/i18n"
	"github.com/ai4citizens/casebook/internal/concept"
	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/export"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/publish"
)

// formats are the ways in which each thing can be exported; the first one is
// taken where neither --format nor the ending of --out says another.
var formats = map[string][]string{
	"documents": {"jsonl", "csv", "xlsx", "zip"},
	"practice":  {"md", "txt", "html"},
	"plan":      {"md", "txt", "html"},
	"report":    {"csv", "xlsx"},
}

const exportExample = `say what to export, such as:
  casebook export documents --out casebook.xlsx      (also .csv, .jsonl, .zip)
  casebook export practice our-register --lang fi --out form.md    (also .txt, .html)
  casebook export plan our-plan --lang ro --out plan.html          (also .md, .txt)
  casebook export report --semester 4 --lang en --out report.csv   (also .xlsx)`

func exportCommand(fs *flag.FlagSet) func(context.Context, system, []string) error {
	x := &exporter{}
	x.from.declareSource(fs)
	fs.StringVar(&x.from.data, "data", "", "a data `folder` to bring up to date and read from; without one, everything is read anew")
	fs.StringVar(&x.format, "format", "", "the `format`: jsonl, csv, xlsx or zip; md, txt or html for forms; csv or xlsx for the report")
	fs.StringVar(&x.out, "out", "-", "the `file` to write; - is the standard output")
	fs.StringVar(&x.language, "lang", "", "the `language` of a form or a report")
	fs.IntVar(&x.semester, "semester", 0, "the `number` of the semester to report on")
	fs.BoolVar(&x.examples, "examples", false, "export and count what is made up for training, too")
	return func(ctx context.Context, sys system, args []string) error {
		if err := x.read(args); err != nil {
			return err
		}
		return x.run(ctx, sys)
	}
}

// exporter is one call of the command.
type exporter struct {
	from                  sourceFlags
	format, out, language string
	semester              int
	examples              bool

	what, id string
	tag      lang.Tag
}

// read understands the arguments and holds the flags against them.
func (x *exporter) read(args []string) error {
	if len(args) == 0 {
		return usagef("%s", exportExample)
	}
	x.what = strings.TrimSuffix(args[0], "s")
	if x.what == "document" {
		x.what = "documents"
	}
	known, ok := formats[x.what]
	if !ok {
		return usagef("%q cannot be exported; %s", args[0], exportExample)
	}
	rest := args[1:]
	if x.what == "practice" || x.what == "plan" {
		if len(rest) == 0 {
			return usagef("name the %s, such as: casebook export %s our-own --lang fi", x.what, x.what)
		}
		x.id, rest = x.what+"s/"+strings.TrimPrefix(rest[0], x.what+"s/"), rest[1:]
	}
	if err := noArguments(rest); err != nil {
		return err
	}
	if err := x.readFormat(known); err != nil {
		return err
	}
	switch {
	case x.what == "documents" && x.language != "":
		return usagef("--lang is for forms and reports; documents are exported in all their languages")
	case x.what != "report" && x.semester != 0:
		return usagef("--semester is for the report")
	case x.what == "report" && x.semester < 1:
		return usagef("say which semester to report on: --semester 4")
	case x.what == "documents":
		return nil
	}
	var err error
	x.tag, err = languageNamed(x.language, "--lang")
	return err
}

func (x *exporter) readFormat(known []string) error {
	if x.format == "" {
		if ending := strings.TrimPrefix(filepath.Ext(x.out), "."); slices.Contains(known, ending) {
			x.format = ending
		} else if ending != "" && x.out != "-" {
			return usagef("the ending of %q is no format of this export; say --format %s", x.out, strings.Join(known, ", or "))
		} else {
			x.format = known[0]
		}
	}
	if !slices.Contains(known, x.format) {
		return usagef("--format %s is not possible here; it is %s", x.format, strings.Join(known, ", or "))
	}
	return nil
}

// run makes an edition of the content as it is and writes the export.
func (x *exporter) run(ctx context.Context, sys system) error {
	if x.out == "-" && (x.format == "xlsx" || x.format == "zip") && sys.outTerminal {
		return usagef("a terminal cannot show %s; say where to write it with --out FILE", x.format)
	}
	if x.from.data == "" {
		dir, err := os.MkdirTemp("", "casebook-export-")
		if err != nil {
			return fmt.Errorf("make a folder to work in: %w", err)
		}
		defer os.RemoveAll(dir)
		x.from.data = dir
	}
	log := slog.New(slog.NewTextHandler(sys.stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	src, err := x.from.open(ctx, log)
	if err != nil {
		return err
	}
	defer src.close()
	p, err := publish.Open(publish.Options{Source: src, Name: src.name, Data: x.from.data, Doing: "export", Log: log})
	if err != nil {
		return err
	}
	err = x.publish(ctx, sys, p)
	return errors.Join(err, p.Close())
}

func (x *exporter) publish(ctx context.Context, sys system, p *publish.Publisher) error {
	report, err := p.Publish(ctx, nil)
	if err != nil {
		return err
	}
	if report.Errors > 0 {
		fmt.Fprintf(sys.stderr, "The content has %s (\"casebook check\" lists them); what has errors is left out.\n", plural(report.Errors, "error"))
	}
	view, err := p.Begin()
	if err != nil {
		return err
	}
	defer view.Close()
	e, err := export.New(ctx, view, x.examples)
	if err != nil {
		return err
	}
	write, err := x.writer(ctx, e)
	if err != nil {
		return err
	}
	if x.out == "-" {
		return write(sys.stdout)
	}
	if err := writeWhole(x.out, write); err != nil {
		return err
	}
	fmt.Fprintf(sys.stderr, "%s is written.\n", x.out)
	return nil
}

// writer returns what writes the export.
func (x *exporter) writer(ctx context.Context, e *export.Edition) (func(io.Writer) error, error) {
	if x.what == "documents" {
		return map[string]func(io.Writer) error{
			"jsonl": e.JSONLines, "csv": e.CSV, "xlsx": e.XLSX,
			"zip": func(w io.Writer) error { return e.Zip(ctx, w) },
		}[x.format], nil
	}
	messages, err := i18n.Load()
	if err != nil {
		return nil, err
	}
	words := export.NewWords(messages, x.tag)
	if x.what == "report" {
		r, err := e.Report(x.semester)
		if err != nil {
			return nil, err
		}
		if x.format == "xlsx" {
			return func(w io.Writer) error { return e.ReportXLSX(r, words, w) }, nil
		}
		return func(w io.Writer) error { return e.ReportCSV(r, words, w) }, nil
	}
	paper, err := e.Paper(x.id, words)
	if errors.Is(err, library.ErrNotFound) {
		return nil, unknownDocument(e, x.id)
	}
	if err != nil {
		return nil, err
	}
	return func(w io.Writer) error { return paper.Write(x.format, words, w) }, nil
}

// unknownDocument says that there is no such document, and which there may be.
func unknownDocument(e *export.Edition, id string) error {
	kind, _, _ := strings.Cut(id, "/")
	var ids []string
	for _, c := range append(e.Cards(content.Kind(kind)), e.Examples()...) {
		ids = append(ids, c.ID)
	}
	if near := concept.Nearest(id, ids); near != "" {
		return fmt.Errorf("there is no document %s; did you mean %s?", id, near)
	}
	return fmt.Errorf("there is no document %s", id)
}

// writeWhole writes a file so that there is either all of it or what was there
// before.
func writeWhole(name string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".casebook-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	err = write(f)
	if err == nil {
		err = f.Chmod(0o644)
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
