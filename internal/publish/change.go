package publish

import (
	"context"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/repo"
)

// change is what differs between a snapshot and what is published, sorted by
// what the files are.
type change struct {
	// versions are the changed version files by document; removed the languages
	// whose file is gone.
	versions map[string][]repo.File
	removed  map[string][]lang.Tag
	assets   []repo.File
	rules    []repo.File
	// others are files that are no content, with what to say of them.
	others map[string]content.Diagnostic
	// gone are all paths that are no longer there.
	gone []string
	// rulesGone tells that a settings or vocabulary file is gone.
	rulesGone bool
}

// sortOut tells the files of a snapshot apart.
func sortOut(changed []repo.File, gone []string) *change {
	c := &change{
		versions: map[string][]repo.File{}, removed: map[string][]lang.Tag{},
		others: map[string]content.Diagnostic{}, gone: gone,
	}
	for _, f := range changed {
		switch {
		case isRulesFile(f.Path):
			c.rules = append(c.rules, f)
		case ignored(f.Path):
		case strings.HasSuffix(f.Path, ".md"):
			if id, _, problem := content.Where(f.Path); problem == "" {
				c.versions[id] = append(c.versions[id], f)
			} else {
				c.others[f.Path] = misplaced(f.Path, problem)
			}
		default:
			if _, _, problem := content.AssetWhere(f.Path); problem == "" {
				c.assets = append(c.assets, f)
			} else {
				c.others[f.Path] = misplaced(f.Path, problem)
			}
		}
	}
	for _, p := range gone {
		c.rulesGone = c.rulesGone || isRulesFile(p)
		if id, t, problem := content.Where(p); problem == "" {
			c.removed[id] = append(c.removed[id], t)
		}
	}
	return c
}

func misplaced(file, problem string) content.Diagnostic {
	return content.Diagnostic{File: file, Line: 1, Column: 1, Severity: content.Error, Rule: "file-name", Message: problem}
}

// ignored tells whether a file may lie in the content folder without being
// content: notes for those who work on it.
func ignored(file string) bool {
	switch strings.ToUpper(strings.TrimSuffix(path.Base(file), path.Ext(file))) {
	case "README", "LICENSE", "LICENCE", "CONTRIBUTING":
		return true
	}
	return false
}

// documents lists the ids of the documents that the change touches, in order.
func (c *change) documents() []string {
	var ids []string
	for id := range c.versions {
		ids = append(ids, id)
	}
	for id := range c.removed {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// skipFindings says what was left out of a snapshot, by path.
func skipFindings(list []repo.Skip) map[string][]content.Diagnostic {
	m := map[string][]content.Diagnostic{}
	for _, s := range list {
		m[s.Path] = []content.Diagnostic{{File: s.Path, Line: 1, Column: 1, Severity: content.Warning, Rule: "skipped",
			Message: "left out: " + s.Reason}}
	}
	return m
}

// skipsDiffer tells whether what was left out is something else than last time.
func skipsDiffer(r *library.Reader, snap *repo.Snapshot) (bool, error) {
	known, err := r.StagePaths(library.SkipStage)
	if err != nil {
		return false, err
	}
	now := map[string]bool{}
	for _, s := range snap.Skipped {
		now[s.Path] = true
		if !known[s.Path] {
			return true, nil
		}
	}
	for path := range known {
		if looked := snap.Full || slices.Contains(snap.Looked, path); looked && !now[path] {
			return true, nil
		}
	}
	return false, nil
}

// stripped is a version without its text, to be held against others later
// without keeping everything in memory.
func stripped(v *content.Version) *content.Version {
	c := *v
	c.Sections = slices.Clone(v.Sections)
	for i := range c.Sections {
		c.Sections[i].HTML, c.Sections[i].Text = "", ""
	}
	return &c
}

// histories are the commits of files, newest first.
type histories map[string][]library.Change

// historySince gathers the commits after one; full tells that they are all.
func historySince(ctx context.Context, s Source, old, new string) (h histories, full bool, err error) {
	h = histories{}
	if old == new {
		return h, false, nil
	}
	full, err = s.History(ctx, old, new, func(c repo.Commit, files []repo.Written) error {
		for _, f := range files {
			h[f.Path] = append(h[f.Path], library.Change{Commit: c, Blob: f.Blob})
		}
		return nil
	})
	return h, full, err
}

// date sets when a document was added and last changed, from the history of its
// files, else from the time of the files themselves.
func date(c *library.Card, before *library.Card, history func(path string) []library.Change, file func(path string) (repo.File, bool)) {
	for _, t := range c.Languages() {
		p := versionPath(c.ID, t)
		if list := history(p); len(list) > 0 {
			c.Updated = later(c.Updated, list[0].Time)
			c.Added = earlier(c.Added, list[len(list)-1].Time)
			continue
		}
		if f, ok := file(p); ok {
			at := time.Now().UTC() // a file that has just been written has no time yet
			if f.ModTime > 0 {
				at = time.Unix(0, f.ModTime).UTC()
			}
			c.Updated, c.Added = later(c.Updated, at), earlier(c.Added, at)
		}
	}
	if before != nil && !before.Added.IsZero() {
		// History is kept up to a number of commits; what was known stays.
		c.Added = earlier(c.Added, before.Added)
	}
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

func earlier(a, b time.Time) time.Time {
	if a.IsZero() || b.Before(a) {
		return b
	}
	return a
}
