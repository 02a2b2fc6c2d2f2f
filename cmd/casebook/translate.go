package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/repo"
)

func translateCommand(fs *flag.FlagSet) func(context.Context, system, []string) error {
	dir := fs.String("content", "content", "the `folder` with the content")
	to := fs.String("to", "", "the `language` to translate into")
	done := fs.Bool("done", false, "note that the existing translation follows the original as it is now")
	return func(ctx context.Context, sys system, args []string) error {
		if len(args) != 1 {
			return usagef("say which document, such as: casebook translate practices/helsinki-ai-register --to lv")
		}
		t, err := languageNamed(*to, "--to")
		if err != nil {
			return err
		}
		id := strings.Trim(strings.TrimPrefix(filepath.ToSlash(args[0]), filepath.ToSlash(*dir)+"/"), "/")
		if !content.ValidID(id) {
			return usagef("%q is no document; write folder and name, such as practices/helsinki-ai-register", args[0])
		}
		folder, err := repo.OpenFolder(ctx, *dir)
		if err != nil {
			return err
		}
		defer folder.Close()
		tr := &translator{ctx: ctx, sys: sys, dir: *dir, id: id, to: t, folder: folder}
		return tr.run(*done)
	}
}

// translator begins a translation or brings one up to date.
type translator struct {
	ctx    context.Context
	sys    system
	dir    string
	id     string
	to     lang.Tag
	folder *repo.Folder
}

func (tr *translator) run(done bool) error {
	checked, err := checkFolder(tr.ctx, tr.dir)
	if err != nil {
		return err
	}
	card := cardOf(checked.Cards, tr.id)
	switch {
	case card == nil:
		return fmt.Errorf("there is no document %s with an original that can be read; \"casebook check %s\" tells more", tr.id, tr.dir)
	case card.Original == tr.to:
		return usagef("%s is written in %s; there is nothing to translate", tr.id, tr.to.Name())
	}
	original, text, err := tr.version(card.Original, checked.Rules)
	if err != nil {
		return err
	}
	target := tr.path(tr.to)
	existing, err := os.ReadFile(target)
	switch {
	case errors.Is(err, os.ErrNotExist) && done:
		return fmt.Errorf("there is no translation %s yet; begin it without --done", target)
	case errors.Is(err, os.ErrNotExist):
		skeleton, err := content.Skeleton(original, tr.to, checked.Rules)
		if err != nil {
			return err
		}
		if err := writeNew(target, skeleton); err != nil {
			return err
		}
		fmt.Fprintln(tr.sys.stdout, target)
		return nil
	case err != nil:
		return err
	}
	return tr.update(card, original, text, string(existing), done)
}

func cardOf(cards []*library.Card, id string) *library.Card {
	for _, c := range cards {
		if c.ID == id {
			return c
		}
	}
	return nil
}

func (tr *translator) path(t lang.Tag) string {
	return filepath.Join(tr.dir, filepath.FromSlash(tr.id), "index."+string(t)+".md")
}

func (tr *translator) version(t lang.Tag, rules *content.Rules) (*content.Version, string, error) {
	data, err := os.ReadFile(tr.path(t))
	if err != nil {
		return nil, "", err
	}
	file := tr.id + "/index." + string(t) + ".md"
	v, findings := content.ParseVersion(file, repo.BlobID(tr.folder.Format(), data), data, rules)
	if v == nil {
		return nil, "", fmt.Errorf("the original cannot be read: %s", findings[0])
	}
	return v, string(data), nil
}

// update shows what changed in the original since the translation was made or,
// when that is done, notes the original's new blob id.
func (tr *translator) update(card *library.Card, original *content.Version, text, existing string, done bool) error {
	target := tr.path(tr.to)
	translated, ok := card.Texts[tr.to]
	switch {
	case !ok:
		return fmt.Errorf("%s exists, but has errors; \"casebook check %s\" lists them", target, tr.dir)
	case card.State(tr.to) == library.Current:
		fmt.Fprintf(tr.sys.stdout, "%s is up to date\n", target)
		return nil
	case done:
		updated, ok := content.WithBlob(existing, translated.Follows, original.Blob)
		if !ok {
			return fmt.Errorf("%s: the blob id %s was not found in the front matter; write %s there by hand", target, translated.Follows, original.Blob)
		}
		if err := os.WriteFile(target, []byte(updated), 0o644); err != nil {
			return err
		}
		fmt.Fprintf(tr.sys.stdout, "%s now follows the original as it is\n", target)
		return nil
	}
	fmt.Fprintf(tr.sys.stdout, "%s is out of date. ", target)
	old, err := tr.folder.ReadBlob(tr.ctx, translated.Follows, content.MaxFileSize)
	if err != nil {
		fmt.Fprintln(tr.sys.stdout, "The text that it was made from is not in the history; compare it with the whole original.")
	} else {
		fmt.Fprintf(tr.sys.stdout, "What changed in the original (%s) since:\n\n", card.Original)
		for _, l := range content.LineChanges(string(old), text) {
			fmt.Fprintln(tr.sys.stdout, l)
		}
	}
	fmt.Fprintf(tr.sys.stdout, "\nWhen the translation says the same again: casebook translate %s --to %s --done\n", tr.id, tr.to)
	return nil
}
