package library

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
)

// MaxHistory is how many commits of a file are kept.
const MaxHistory = 50

// maxJournal is for how many editions it is known what changed, and with how
// many documents at most; beyond both the index is made anew in doubt.
const (
	maxJournal        = 200
	maxJournalChanges = 2000
)

// Writer changes the library. What it wrote is seen by readers all at once,
// when Commit returns, or not at all. There is one writer at a time.
type Writer struct {
	Reader
	// links gathers the keys to add (true) or remove (false): bbolt is slow at
	// many keys in random order within one transaction, and fast at sorted ones.
	links map[string]bool
}

// Write opens a writer; it waits for another one to end.
func (l *Library) Write() (*Writer, error) {
	tx, err := l.db.Begin(true)
	if err != nil {
		return nil, fmt.Errorf("write library: %w", err)
	}
	return &Writer{Reader{tx}, map[string]bool{}}, nil
}

// Rollback ends the writer without having changed anything. After Commit it
// does nothing.
func (w *Writer) Rollback() { _ = w.tx.Rollback() }

// set and unset change one value; damage that they meet is an error.
func (w *Writer) set(bucket, key, value []byte) error {
	return guarded(func() error { return w.tx.Bucket(bucket).Put(key, value) })
}

func (w *Writer) unset(bucket, key []byte) error {
	return guarded(func() error { return w.tx.Bucket(bucket).Delete(key) })
}

// Flush writes what is still gathered, so that little is left for Commit.
func (w *Writer) Flush() error {
	return guarded(func() error {
		links := w.tx.Bucket(linksBucket)
		for _, key := range slices.Sorted(maps.Keys(w.links)) {
			var err error
			if w.links[key] {
				err = links.Put([]byte(key), nil)
			} else {
				err = links.Delete([]byte(key))
			}
			if err != nil {
				return err
			}
		}
		clear(w.links)
		return nil
	})
}

// Commit puts the changes on disk and shows them to new readers.
func (w *Writer) Commit() error {
	if err := w.Flush(); err != nil {
		return err
	}
	return guarded(w.tx.Commit)
}

// PutEdition states the edition and which documents changed in it.
func (w *Writer) PutEdition(e Edition, changed []string) error {
	if err := put(w.tx, metaBucket, "edition", e); err != nil {
		return err
	}
	if e.Number > maxJournal {
		if err := w.unset(journalBucket, []byte(journalKey(e.Number-maxJournal))); err != nil {
			return err
		}
	}
	if len(changed) > maxJournalChanges {
		return nil
	}
	return put(w.tx, journalBucket, journalKey(e.Number), changed)
}

func journalKey(number uint64) string { return fmt.Sprintf("%016x", number) }

// PutRules stores vocabularies and settings in their parsed form.
func (w *Writer) PutRules(v any) error { return put(w.tx, metaBucket, "rules", v) }

// PutVersion stores a version and what it points to.
func (w *Writer) PutVersion(v *content.Version) error {
	if err := w.DeleteVersion(v.ID, v.Lang); err != nil {
		return err
	}
	for key := range linkKeys(v) {
		w.links[key] = true
	}
	key := []byte(versionKey(v.ID, v.Lang))
	if err := w.set(textsBucket, key, sealed(key, []byte(v.PlainText()))); err != nil {
		return err
	}
	return put(w.tx, versionsBucket, string(key), v)
}

// DeleteVersion removes a version, if there is one, and its links.
func (w *Writer) DeleteVersion(id string, t lang.Tag) error {
	key := []byte(versionKey(id, t))
	old, err := w.Version(id, t)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	for key := range linkKeys(old) {
		w.links[key] = false
	}
	if err := w.unset(textsBucket, key); err != nil {
		return err
	}
	return w.unset(versionsBucket, key)
}

// linkKeys are the keys that a version's links are stored under:
// target, source, field, part, item of the source, language.
func linkKeys(v *content.Version) map[string]bool {
	keys := map[string]bool{}
	add := func(target, field, from string) {
		id, part, _ := strings.Cut(target, "#")
		if id != v.ID {
			keys[strings.Join([]string{id, v.ID, field, part, from, string(v.Lang)}, "\x00")] = true
		}
	}
	for _, r := range v.References {
		add(r.Target, r.Field, r.Item)
	}
	for _, l := range v.Links {
		add(l.Target+"#"+l.Anchor, "", "")
	}
	return keys
}

// PutCard stores a document's card.
func (w *Writer) PutCard(c *Card) error {
	key := []byte(c.ID)
	return w.set(cardsBucket, key, sealed(key, encodeCard(c)))
}

// DeleteCard removes a document's card.
func (w *Writer) DeleteCard(id string) error { return w.unset(cardsBucket, []byte(id)) }

// PutFile notes the state of a file of the source.
func (w *Writer) PutFile(f FileState) error { return put(w.tx, filesBucket, f.Path, f) }

// DeleteFile forgets a file, its findings and its bytes.
func (w *Writer) DeleteFile(path string) error {
	for _, b := range [][]byte{filesBucket, assetsBucket} {
		if err := w.unset(b, []byte(path)); err != nil {
			return err
		}
	}
	for _, stage := range []Stage{FileStage, DocumentStage, LinkStage, SkipStage} {
		if err := w.PutFindings(path, stage, nil); err != nil {
			return err
		}
	}
	return nil
}

// Stage is the check that findings come from; each replaces its own.
type Stage string

// The stages of checking.
const (
	FileStage     Stage = "file"
	DocumentStage Stage = "document"
	LinkStage     Stage = "links"
	SkipStage     Stage = "skipped"
)

// ClearStage removes the findings of one stage for all files.
func (w *Writer) ClearStage(stage Stage) error {
	paths, err := w.StagePaths(stage)
	if err != nil {
		return err
	}
	for path := range paths {
		if err := w.PutFindings(path, stage, nil); err != nil {
			return err
		}
	}
	return nil
}

// PutFindings sets the findings of one stage for a file; none removes them.
func (w *Writer) PutFindings(path string, stage Stage, list []content.Diagnostic) error {
	key := path + "\x00" + string(stage)
	var before []content.Diagnostic
	err := get(w.tx, findingsBucket, key, &before)
	if errors.Is(err, ErrNotFound) {
		if len(list) == 0 {
			return nil
		}
	} else if err != nil {
		return err
	}
	counts, err := w.Counts()
	if err != nil {
		return err
	}
	if err := put(w.tx, metaBucket, "counts", counts.plus(before, -1).plus(list, 1)); err != nil {
		return err
	}
	if len(list) == 0 {
		return w.unset(findingsBucket, []byte(key))
	}
	return put(w.tx, findingsBucket, key, list)
}

// PutHistory sets the commits of a file, newest first, and keeps MaxHistory.
func (w *Writer) PutHistory(path string, list []Change) error {
	return put(w.tx, historyBucket, path, list[:min(len(list), MaxHistory)])
}

// DropHistory forgets the history of all files.
func (w *Writer) DropHistory() error {
	return guarded(func() error {
		if err := w.tx.DeleteBucket(historyBucket); err != nil {
			return err
		}
		_, err := w.tx.CreateBucket(historyBucket)
		return err
	})
}

// PutAsset stores the bytes of a file.
func (w *Writer) PutAsset(path string, data []byte) error {
	return w.set(assetsBucket, []byte(path), sealed([]byte(path), data))
}
