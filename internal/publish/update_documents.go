package publish

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/repo"
)

// siblings adds to the hints the other versions of the documents that they are
// about: which of them are published depends on all.
func siblings(r *library.Reader, hints []string) []string {
	if hints == nil {
		return nil
	}
	wider := slices.Clone(hints)
	for _, h := range hints {
		id, _, problem := content.Where(h)
		if problem != "" {
			continue
		}
		for _, t := range lang.All() {
			path := versionPath(id, t)
			if _, known := r.FileState(path); known && !slices.Contains(wider, path) {
				wider = append(wider, path)
			}
		}
	}
	return wider
}

// storeDocuments parses what changed and decides anew which versions of each
// touched document are published.
func (u *updater) storeDocuments(ctx context.Context) error {
	for _, id := range u.c.documents() {
		list, err := parseAll(ctx, u.snap, u.versionFiles(id), u.g.rules)
		if err != nil {
			return err
		}
		stored, err := u.w.Versions(id)
		if err != nil {
			return err
		}
		last := byLang(stored)
		for _, t := range u.c.removed[id] {
			delete(last, t)
		}
		candidates := maps.Clone(last)
		for _, p := range list {
			if p.version != nil {
				candidates[p.version.Lang] = p.version
			}
		}
		if err := u.storeDocument(id, stored, assemble(id, candidates, last, unread(list)), list); err != nil {
			return err
		}
	}
	return nil
}

// versionFiles lists all files of a touched document, changed or not: whether a
// translation is published depends on its original, and the other way round.
func (u *updater) versionFiles(id string) []repo.File {
	files := slices.Clone(u.c.versions[id])
	for _, t := range lang.All() {
		path := versionPath(id, t)
		if _, changed := u.files[path]; changed || slices.Contains(u.c.removed[id], t) {
			continue
		}
		if state, known := u.w.FileState(path); known {
			files = append(files, state.File)
		}
	}
	slices.SortFunc(files, func(a, b repo.File) int { return strings.Compare(a.Path, b.Path) })
	return files
}

func (u *updater) storeDocument(id string, stored []*content.Version, a assembled, list []parsed) error {
	now := byLang(a.versions)
	for _, old := range stored {
		if now[old.Lang] == nil {
			if err := u.w.DeleteVersion(id, old.Lang); err != nil {
				return err
			}
		}
		if err := u.w.PutFindings(old.Path, library.DocumentStage, nil); err != nil {
			return err
		}
	}
	was := byLang(stored)
	for _, v := range a.versions {
		if old := was[v.Lang]; old == nil || old.Blob != v.Blob {
			if err := u.w.PutVersion(v); err != nil {
				return err
			}
		}
		u.versions = append(u.versions, v)
	}
	for _, p := range list {
		published := ""
		if _, t, _ := content.Where(p.file.Path); now[t] != nil {
			published = now[t].Blob
		}
		if err := putFile(u.w, p.file, published, p.findings); err != nil {
			return err
		}
		for _, stage := range []library.Stage{library.DocumentStage, library.LinkStage} {
			if err := u.w.PutFindings(p.file.Path, stage, nil); err != nil {
				return err
			}
		}
	}
	for path, findings := range a.findings {
		if err := u.w.PutFindings(path, library.DocumentStage, findings); err != nil {
			return err
		}
	}
	return u.storeCard(id, a.versions)
}

// storeCard stores the card of a document and notes whose links depend on it.
func (u *updater) storeCard(id string, versions []*content.Version) error {
	document := indexed(id, versions)
	before, card := u.g.columns.Card(id), u.g.card(versions, document)
	if before == nil && card == nil {
		return nil
	}
	u.cards[id] = card
	addresses := []string{id}
	for _, c := range []*library.Card{before, card} {
		if c != nil {
			addresses = append(addresses, c.Aliases...)
			addresses = append(addresses, c.Supersedes...)
		}
	}
	if !sameToOthers(before, card) {
		for _, a := range addresses {
			if err := u.recheckReferrers(a); err != nil {
				return err
			}
		}
	}
	if card == nil {
		return u.w.DeleteCard(id)
	}
	u.documents = append(u.documents, document)
	return nil // the card itself is stored with its dates, by redate
}

// sameToOthers tells that a check of what points to the document finds what it
// found before.
func sameToOthers(a, b *library.Card) bool {
	return a != nil && b != nil && slices.Equal(a.Aliases, b.Aliases) &&
		slices.Equal(a.Supersedes, b.Supersedes) && slices.Equal(a.Parts, b.Parts) &&
		a.Outcome() == b.Outcome() && a.Date == b.Date && a.End == b.End && a.Example == b.Example
}

// recheckReferrers notes that the links to an address are to be checked again,
// and those of what it supersedes, however far: a circle may have opened.
func (u *updater) recheckReferrers(id string) error {
	links, err := u.w.BackLinks(id)
	if err != nil {
		return err
	}
	for _, l := range links {
		u.recheck[l.Source] = true
	}
	for _, owner := range u.claims[id] {
		u.recheck[owner] = true
	}
	for next := []string{id}; len(next) > 0; next = next[1:] {
		if u.recheck[next[0]] && next[0] != id {
			continue
		}
		u.recheck[next[0]] = true
		if c := u.g.columns.Card(next[0]); c != nil {
			next = append(next, c.Supersedes...)
		}
	}
	return nil
}
