package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/ai4citizens/casebook/internal/concept"
	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
)

func newCommand(fs *flag.FlagSet) func(context.Context, system, []string) error {
	dir := fs.String("content", "content", "the `folder` with the content")
	language := fs.String("lang", "", "the `language` that you write in")
	return func(ctx context.Context, sys system, args []string) error {
		if len(args) != 2 {
			return usagef("say what to write and under which name, such as: casebook new practice our-register --lang fi")
		}
		kind, err := kindNamed(args[0])
		if err != nil {
			return err
		}
		if !content.ValidSlug(args[1]) {
			hint := ""
			if s := content.Slug(args[1]); s != "" {
				hint = fmt.Sprintf("; for example %s", s)
			}
			return usagef("%q is no name for an address; use a to z, 0 to 9 and hyphens%s", args[1], hint)
		}
		t, err := languageNamed(*language, "--lang")
		if err != nil {
			return err
		}
		return writeTemplate(ctx, sys, *dir, kind, args[1], t)
	}
}

func writeTemplate(ctx context.Context, sys system, dir string, kind content.Kind, name string, t lang.Tag) error {
	checked, err := checkFolder(ctx, dir)
	if err != nil {
		return err
	}
	id := string(kind) + "/" + name
	file := path.Join(id, "index."+string(t)+".md")
	if existing, _ := filepath.Glob(filepath.Join(dir, filepath.FromSlash(id), "index.*.md")); len(existing) > 0 {
		return fmt.Errorf("there is a document %s already; \"casebook translate %s --to %s\" begins a translation", id, id, t)
	}
	text, err := content.Template(kind, t, file, checked.Rules)
	if err != nil {
		return err
	}
	target := filepath.Join(dir, filepath.FromSlash(file))
	if err := writeNew(target, text); err != nil {
		return err
	}
	fmt.Fprintf(sys.stdout, "%s\n", target)
	fmt.Fprintf(sys.stderr, "Fill it in, then run \"casebook check %s\"; \"casebook serve\" shows it.\n", dir)
	return nil
}

// writeNew writes a file that must not exist yet.
func writeNew(file, text string) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return fmt.Errorf("make the document's folder: %w", err)
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, os.ErrExist) {
		return fmt.Errorf("%s exists already; nothing was written", file)
	}
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Close())
}

// kindNamed understands "practices" and "practice".
func kindNamed(s string) (content.Kind, error) {
	var names []string
	for _, k := range content.Kinds() {
		if s == string(k) || s == singular(k) {
			return k, nil
		}
		names = append(names, singular(k))
	}
	if near := concept.Nearest(s, names); near != "" {
		return "", usagef("%q is no kind of document; did you mean %s?", s, near)
	}
	return "", usagef("%q is no kind of document; the kinds are %s", s, strings.Join(names, ", "))
}

func singular(k content.Kind) string { return strings.TrimSuffix(string(k), "s") }

func languageNamed(s, flagName string) (lang.Tag, error) {
	t, ok := lang.Parse(s)
	if ok {
		return t, nil
	}
	var codes []string
	for _, t := range lang.All() {
		codes = append(codes, fmt.Sprintf("%s (%s)", t, t.Name()))
	}
	if s == "" {
		return "", usagef("%s is missing; it is one of %s", flagName, strings.Join(codes, ", "))
	}
	return "", usagef("%q is no language of this portal; %s is one of %s", s, flagName, strings.Join(codes, ", "))
}
