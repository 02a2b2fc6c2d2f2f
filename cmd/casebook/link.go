package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/ai4citizens/casebook/internal/concept"
	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/publish"
	"github.com/ai4citizens/casebook/internal/repo"
)

func linkCommand(fs *flag.FlagSet) func(context.Context, system, []string) error {
	dir := fs.String("content", "content", "the `folder` with the content")
	return func(ctx context.Context, sys system, args []string) error {
		if len(args) != 2 {
			return usagef("say what follows which case, such as: casebook link plans/our-plan#first-action practices/helsinki-ai-register")
		}
		l := &linker{sys: sys, dir: *dir}
		l.id, l.item = l.named(args[0])
		l.target, l.part = l.named(args[1])
		var err error
		if l.checked, err = checkFolder(ctx, *dir); err != nil {
			return err
		}
		if err := l.understand(); err != nil {
			return err
		}
		folder, err := repo.OpenFolder(ctx, *dir)
		if err != nil {
			return err
		}
		defer folder.Close()
		return l.run(ctx, folder)
	}
}

// linker writes a reference to a case into an action, a recommendation or an
// improvement.
type linker struct {
	sys     system
	dir     string
	checked *publish.Checked
	// item of the document id follows part of the document target; both may be
	// "".
	id, item, target, part string
	card                   *library.Card
}

// named splits a reference; the folder before it and a slash at its end, as a
// shell completes them, do no harm.
func (l *linker) named(s string) (id, part string) {
	id, part, _ = strings.Cut(filepath.ToSlash(s), "#")
	return strings.Trim(strings.TrimPrefix(id, strings.TrimSuffix(filepath.ToSlash(l.dir), "/")+"/"), "/"), part
}

func (l *linker) reference() string {
	if l.part == "" {
		return l.target
	}
	return l.target + "#" + l.part
}

func (l *linker) where() string {
	if l.item == "" {
		return l.id
	}
	return l.id + "#" + l.item
}

// understand refuses what does not exist, and says what might be meant.
func (l *linker) understand() error {
	kind, _, _ := strings.Cut(l.id, "/")
	if content.IsKind(kind) && content.ChainField(content.Kind(kind)) == "" {
		return usagef("a link starts from an action of a plan, a recommendation of a review or brief, or an improvement, and %s is none", l.id)
	}
	if l.card = cardOf(l.checked.Cards, l.id); l.card == nil {
		return l.unknown(l.id)
	}
	if err := l.knownItem(); err != nil {
		return err
	}
	to := cardOf(l.checked.Cards, l.target)
	switch {
	case to == nil:
		return l.unknown(l.target)
	case l.target == l.id:
		return usagef("%s cannot follow from itself", l.id)
	case l.part != "" && !to.HasPart(l.part):
		return fmt.Errorf("%s", content.PartMissing(l.target, l.part, to.Parts))
	}
	return nil
}

// knownItem checks which action or recommendation is meant.
func (l *linker) knownItem() error {
	list := content.ChainList(l.card.Kind)
	if list == "" {
		if l.item != "" {
			return usagef("%s as a whole follows from cases; leave out #%s", l.id, l.item)
		}
		return nil
	}
	var items []string
	for _, x := range l.card.Items {
		if x.List == list {
			items = append(items, x.ID)
		}
	}
	switch {
	case len(items) == 0:
		return fmt.Errorf("%s has no %s yet", l.id, list)
	case l.item == "":
		return usagef("say which of its %s: %s#%s", list, l.id, strings.Join(items, ", #"))
	case !slices.Contains(items, l.item):
		return fmt.Errorf("%s", content.PartMissing(l.id, l.item, items))
	}
	return nil
}

// unknown says that a document does not exist, and which one may be meant.
func (l *linker) unknown(id string) error {
	_, slug, hasKind := strings.Cut(id, "/")
	if !hasKind {
		slug = id
	}
	var ids, alike []string
	for _, c := range l.checked.Cards {
		ids = append(ids, c.ID)
		if _, s, _ := strings.Cut(c.ID, "/"); slug != "" && strings.Contains(s, slug) {
			alike = append(alike, c.ID)
		}
	}
	near := concept.Nearest(id, ids)
	if near == "" && len(alike) > 0 {
		near = strings.Join(alike[:min(len(alike), 5)], ", ")
	}
	if near == "" {
		return fmt.Errorf("there is no document %s with an original that can be read; write folder and name, such as practices/helsinki-ai-register", id)
	}
	return fmt.Errorf("there is no document %s; did you mean %s?", id, near)
}

func (l *linker) run(ctx context.Context, folder *repo.Folder) error {
	file := path.Join(l.id, "index."+string(l.card.Original)+".md")
	target := filepath.Join(l.dir, filepath.FromSlash(file))
	before, err := os.ReadFile(target)
	if err != nil {
		return err
	}
	after, changed, err := content.WithReference(before, l.card.Kind, l.item, l.reference())
	switch {
	case err != nil:
		return fmt.Errorf("%s: %w", target, err)
	case !changed:
		fmt.Fprintf(l.sys.stdout, "%s names %s already; nothing was changed\n", l.where(), l.reference())
		return nil
	}
	blob := repo.BlobID(folder.Format(), after)
	v, findings := content.ParseVersion(file, blob, after, l.checked.Rules)
	if v == nil || content.HasErrors(findings) {
		for _, d := range findings {
			d.File = filepath.ToSlash(target)
			fmt.Fprintln(l.sys.stdout, d)
		}
		return fmt.Errorf("%s has errors; mend them first. Nothing was changed", target)
	}
	if err := os.WriteFile(target, after, 0o644); err != nil {
		return err
	}
	fmt.Fprintf(l.sys.stdout, "%s now names %s in %s\n", l.where(), l.reference(), content.ChainField(l.card.Kind))
	if err := l.keepTranslations(blob); err != nil {
		return err
	}
	return l.check(ctx, v)
}

// keepTranslations lets translations that followed the original follow it still:
// no word of it has changed.
func (l *linker) keepTranslations(blob string) error {
	var kept []string
	for _, t := range l.card.Languages() {
		if l.card.State(t) != library.Current {
			continue
		}
		file := filepath.Join(l.dir, filepath.FromSlash(l.id), "index."+string(t)+".md")
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		updated, ok := content.WithBlob(string(text), l.card.Texts[t].Follows, blob)
		if !ok {
			return fmt.Errorf("%s: the blob id of the original was not found; write %s there by hand", file, blob)
		}
		if err := os.WriteFile(file, []byte(updated), 0o644); err != nil {
			return err
		}
		kept = append(kept, string(t))
	}
	if len(kept) > 0 {
		fmt.Fprintf(l.sys.stdout, "No word has changed, so these translations still follow the original: %s\n", strings.Join(kept, ", "))
	}
	return nil
}

// check says what the link brings with it.
func (l *linker) check(ctx context.Context, v *content.Version) error {
	if plan, ok := v.Facts.(*content.Plan); ok {
		for _, a := range plan.Actions {
			if a.ID == l.item && a.WhyNoCase != "" {
				fmt.Fprintf(l.sys.stdout, "%s still says in why_no_case that there is no case; remove that if it is no longer so\n", l.where())
			}
		}
	}
	checked, err := checkFolder(ctx, l.dir)
	if err != nil {
		return err
	}
	for _, d := range checked.Findings {
		if path.Dir(d.File) != l.id {
			continue
		}
		failed := d.Severity == content.Error
		d.File = path.Join(filepath.ToSlash(l.dir), d.File)
		fmt.Fprintln(l.sys.stdout, d)
		if failed {
			err = errFindings
		}
	}
	return err
}
