package publish

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/repo"
	"github.com/ai4citizens/casebook/internal/search"
)

// parsed is what became of one version's file.
type parsed struct {
	file     repo.File
	version  *content.Version // nil if it cannot be published
	findings []content.Diagnostic
}

// parseAll reads and parses files side by side, and keeps their order.
func parseAll(ctx context.Context, snap *repo.Snapshot, files []repo.File, rules *content.Rules) ([]parsed, error) {
	list := make([]parsed, len(files))
	errs := make([]error, len(files))
	var wg sync.WaitGroup
	next := make(chan int)
	for range min(runtime.GOMAXPROCS(0), len(files)) {
		wg.Go(func() {
			for i := range next {
				list[i], errs[i] = parseOne(ctx, snap, files[i], rules)
			}
		})
	}
	for i := range files {
		next <- i
	}
	close(next)
	wg.Wait()
	return list, errors.Join(errs...)
}

func parseOne(ctx context.Context, snap *repo.Snapshot, file repo.File, rules *content.Rules) (parsed, error) {
	data, err := snap.Read(ctx, file.Path, content.MaxFileSize)
	if tooLarge(err) {
		return parsed{file: file, findings: []content.Diagnostic{sizeFinding(file, content.MaxFileSize)}}, nil
	}
	if err != nil {
		return parsed{}, err
	}
	v, findings := content.ParseVersion(file.Path, file.Blob, data, rules)
	if content.HasErrors(findings) {
		v = nil
	}
	return parsed{file, v, findings}, nil
}

func tooLarge(err error) bool {
	var e *repo.TooLargeError
	return errors.As(err, &e)
}

func sizeFinding(file repo.File, limit int64) content.Diagnostic {
	return content.Diagnostic{File: file.Path, Line: 1, Column: 1, Severity: content.Error, Rule: "size",
		Message: fmt.Sprintf("the file has %d bytes; at most %d are read", file.Size, limit)}
}

// unread lists the languages whose files cannot be published.
func unread(list []parsed) []lang.Tag {
	var tags []lang.Tag
	for _, p := range list {
		if p.version == nil {
			_, t, _ := content.Where(p.file.Path)
			tags = append(tags, t)
		}
	}
	return tags
}

// assembled is one document with all its versions as they are to be published.
type assembled struct {
	id       string
	versions []*content.Version
	// findings are those of the document stage, by path.
	findings map[string][]content.Diagnostic
}

// assemble decides which versions of a document are published. Candidates are
// the newest versions that can be read; last holds those that readers see now,
// to fall back on; unread are the languages whose files have errors.
func assemble(id string, candidates, last map[lang.Tag]*content.Version, unread []lang.Tag) assembled {
	a := assembled{id: id, findings: map[string][]content.Diagnostic{}}
	chosen := candidates
	for round := range 3 {
		a.versions = sortedVersions(chosen)
		bad := map[string]bool{}
		for _, d := range content.CheckDocument(a.versions, unread...) {
			if round == 0 {
				a.findings[d.File] = append(a.findings[d.File], d)
			}
			if d.Severity == content.Error {
				bad[d.File] = true
			}
		}
		if len(bad) == 0 {
			break
		}
		next := map[lang.Tag]*content.Version{}
		for t, v := range chosen {
			switch old := last[t]; {
			case !bad[v.Path]:
				next[t] = v
			case round == 0 && old != nil && old.Blob != v.Blob:
				next[t] = old
			}
		}
		chosen = next
	}
	if content.OriginalOf(a.versions) == nil {
		a.versions = nil
	}
	return a
}

func sortedVersions(m map[lang.Tag]*content.Version) []*content.Version {
	list := make([]*content.Version, 0, len(m))
	for _, v := range m {
		list = append(list, v)
	}
	slices.SortFunc(list, func(a, b *content.Version) int { return strings.Compare(a.Path, b.Path) })
	return list
}

// indexed lays a document out for the index. Versions that came from the
// library have no plain text; it is made of their HTML.
func indexed(id string, versions []*content.Version) search.Document {
	d := search.Document{ID: id, Texts: map[lang.Tag]search.Text{}}
	for _, v := range versions {
		base := v.Facts.Base()
		d.Texts[v.Lang] = search.Text{
			Title: base.Title, Keywords: base.Keywords, Summary: base.Summary,
			Body: strings.Join(append(content.Words(v.Facts), v.PlainText()), "\n"),
		}
	}
	return d
}

// world is what versions' links are held against: the cards of the edition that
// is being made, and the files of the source.
type world struct {
	cards  func(id string) *library.Card
	ids    func(content.Kind) []string
	claims map[string][]string
	// successors are what supersedes a document.
	successors map[string]string
	hasFile    func(path string) bool
	byKindOf   map[content.Kind][]string
}

func (w *world) Exists(id string) bool { return w.cards(id) != nil }

func (w *world) HasPart(id, part string) bool {
	c := w.cards(id)
	return c != nil && c.HasPart(part)
}

func (w *world) HasFile(path string) bool { return w.hasFile(path) }

func (w *world) IDs(kind content.Kind) []string {
	if w.byKindOf == nil {
		w.byKindOf = map[content.Kind][]string{}
	}
	if _, ok := w.byKindOf[kind]; !ok {
		w.byKindOf[kind] = w.ids(kind)
	}
	return w.byKindOf[kind]
}

func (w *world) AliasOwners(alias string) []string { return w.claims[alias] }

func (w *world) Supersedes(id string) []string {
	if c := w.cards(id); c != nil {
		return c.Supersedes
	}
	return nil
}

// About implements content.World.
func (w *world) About(id string) content.Known {
	c := w.cards(id)
	if c == nil {
		return content.Known{}
	}
	return content.Known{Parts: c.Parts, SupersededBy: w.successors[id], Outcome: c.Outcome(),
		Start: c.Date, End: c.End, Example: c.Example}
}
