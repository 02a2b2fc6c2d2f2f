package library

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"go.etcd.io/bbolt"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/repo"
)

// Edition says which edition the library holds, and what it was made from.
type Edition struct {
	// Number grows by one with each edition; 0 is "none yet".
	Number uint64 `json:"number"`
	// Commit is what Git's side of the source stood at; zero without Git.
	Commit repo.Commit `json:"commit"`
	// Published is when the edition was made.
	Published time.Time `json:"published"`
	// History is the commit up to which the history is known.
	History string `json:"history,omitempty"`
	// Source names where the content came from.
	Source string `json:"source,omitempty"`
	// Rules is a fingerprint of the vocabularies and of site.yaml.
	Rules string `json:"rules,omitempty"`
}

// Reader reads one edition. It must be closed, soon; its methods are safe for
// use by many goroutines.
type Reader struct {
	tx *bbolt.Tx
}

// Begin opens a reader of the current edition.
func (l *Library) Begin() (*Reader, error) {
	tx, err := l.db.Begin(false)
	if err != nil {
		return nil, err
	}
	return &Reader{tx}, nil
}

// Close ends the reader.
func (r *Reader) Close() { _ = r.tx.Rollback() }

// Edition returns what the reader sees; the zero Edition before the first.
func (r *Reader) Edition() (Edition, error) {
	var e Edition
	err := guarded(func() error { return get(r.tx, metaBucket, "edition", &e) })
	if errors.Is(err, ErrNotFound) {
		err = nil
	}
	return e, err
}

// Rules reads what was stored with PutRules.
func (r *Reader) Rules(v any) error {
	return guarded(func() error { return get(r.tx, metaBucket, "rules", v) })
}

func versionKey(id string, t lang.Tag) string { return id + "\x00" + string(t) }

// Version returns one language version, or ErrNotFound.
func (r *Reader) Version(id string, t lang.Tag) (*content.Version, error) {
	v := new(content.Version)
	if err := guarded(func() error { return get(r.tx, versionsBucket, versionKey(id, t), v) }); err != nil {
		return nil, err
	}
	return v, nil
}

// Text returns the words of a version's text without marks, to show a piece of
// them; it costs far less than reading the version. It is "" for none.
func (r *Reader) Text(id string, t lang.Tag) (string, error) {
	var text string
	err := guarded(func() error {
		key := []byte(versionKey(id, t))
		stored := r.tx.Bucket(textsBucket).Get(key)
		if stored == nil {
			return nil
		}
		value, err := opened(key, stored)
		text = string(value)
		return err
	})
	return text, err
}

// Versions returns all versions of a document, ordered by language code.
func (r *Reader) Versions(id string) ([]*content.Version, error) {
	var list []*content.Version
	err := guarded(func() error {
		prefix := []byte(id + "\x00")
		c := r.tx.Bucket(versionsBucket).Cursor()
		for k, stored := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, stored = c.Next() {
			v := new(content.Version)
			if err := decode(k, stored, v); err != nil {
				return err
			}
			list = append(list, v)
		}
		return nil
	})
	return list, err
}

// Cards visits the cards of all documents, ordered by id.
func (r *Reader) Cards(visit func(*Card) error) error {
	return guarded(func() error {
		return r.tx.Bucket(cardsBucket).ForEach(func(k, stored []byte) error {
			data, err := opened(k, stored)
			if err != nil {
				return err
			}
			c, err := decodeCard(data)
			if err != nil {
				return fmt.Errorf("%w: %q: %w", ErrDamaged, k, err)
			}
			return visit(c)
		})
	})
}

// BackLink says that a document's text or facts point to another.
type BackLink struct {
	Source string
	// Part is the part of the target that is meant, or "".
	Part string
	// Field is the key of the front matter, or "" for a link in the text.
	Field string
	// From is the item of the source that the link stands in, such as an action
	// of a plan, or "".
	From string
}

// BackLinks lists what points to a document, ordered by source.
func (r *Reader) BackLinks(id string) ([]BackLink, error) {
	var list []BackLink
	err := guarded(func() error {
		prefix := []byte(id + "\x00")
		c := r.tx.Bucket(linksBucket).Cursor()
		for k, _ := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, _ = c.Next() {
			if _, l, ok := parseLink(string(k)); ok {
				list = append(list, l)
			}
		}
		return nil
	})
	return slices.Compact(list), err
}

// Links visits the links that stand under some keys of the facts, ordered by
// target.
func (r *Reader) Links(fields []string, visit func(target string, l BackLink)) error {
	return guarded(func() error {
		c := r.tx.Bucket(linksBucket).Cursor()
		for k, _ := c.First(); k != nil; k, _ = c.Next() {
			// Most links are others; a key is turned into words only if it is wanted.
			_, rest, _ := bytes.Cut(k, []byte{0})
			_, rest, _ = bytes.Cut(rest, []byte{0})
			field, _, _ := bytes.Cut(rest, []byte{0})
			if !slices.ContainsFunc(fields, func(f string) bool { return f == string(field) }) {
				continue
			}
			if target, l, ok := parseLink(string(k)); ok {
				visit(target, l)
			}
		}
		return nil
	})
}

// parseLink reads a key of the links bucket: target, source, field, part, item
// of the source, language.
func parseLink(key string) (target string, l BackLink, ok bool) {
	var rest string
	target, rest, _ = strings.Cut(key, "\x00")
	l.Source, rest, _ = strings.Cut(rest, "\x00")
	l.Field, rest, _ = strings.Cut(rest, "\x00")
	l.Part, rest, _ = strings.Cut(rest, "\x00")
	l.From, _, ok = strings.Cut(rest, "\x00")
	return target, l, ok
}

// FileState is what the library knows of a file of the source.
type FileState struct {
	repo.File
	// Published is the blob id of the version that readers see; it differs from
	// File.Blob while the file's newest text has errors, and is "" for a file
	// that is not shown to readers as such.
	Published string `json:",omitempty"`
}

// FileState returns what is known of a file.
func (r *Reader) FileState(path string) (FileState, bool) {
	var f FileState
	err := guarded(func() error { return get(r.tx, filesBucket, path, &f) })
	return f, err == nil
}

// File implements repo.Known.
func (r *Reader) File(path string) (repo.File, bool) {
	f, ok := r.FileState(path)
	return f.File, ok
}

// Commit implements repo.Known.
func (r *Reader) Commit() string {
	e, err := r.Edition()
	if err != nil {
		return ""
	}
	return e.Commit.Hash
}

// Files implements repo.Known; a damaged record ends the sequence.
func (r *Reader) Files() iter.Seq[repo.File] {
	return func(yield func(repo.File) bool) {
		_ = guarded(func() error {
			c := r.tx.Bucket(filesBucket).Cursor()
			for k, stored := c.First(); k != nil; k, stored = c.Next() {
				var f FileState
				if err := decode(k, stored, &f); err != nil {
					return err
				}
				if !yield(f.File) {
					return nil
				}
			}
			return nil
		})
	}
}

// Change is a commit in the history of one file.
type Change struct {
	repo.Commit
	// Blob is the file as the commit left it, "" if the commit removed it.
	Blob string `json:",omitempty"`
}

// History returns the commits that changed a file, newest first, at most as many
// as PutHistory keeps.
func (r *Reader) History(path string) ([]Change, error) {
	var list []Change
	err := guarded(func() error { return get(r.tx, historyBucket, path, &list) })
	if errors.Is(err, ErrNotFound) {
		err = nil
	}
	return list, err
}

// Findings lists the findings of all files, ordered by file and place.
func (r *Reader) Findings() ([]content.Diagnostic, error) {
	var all []content.Diagnostic
	err := guarded(func() error {
		return r.tx.Bucket(findingsBucket).ForEach(func(k, stored []byte) error {
			var list []content.Diagnostic
			if err := decode(k, stored, &list); err != nil {
				return err
			}
			all = append(all, list...)
			return nil
		})
	})
	content.SortDiagnostics(all)
	return all, err
}

// StagePaths lists the files that have findings of a stage.
func (r *Reader) StagePaths(stage Stage) (map[string]bool, error) {
	paths := map[string]bool{}
	suffix := "\x00" + string(stage)
	err := guarded(func() error {
		c := r.tx.Bucket(findingsBucket).Cursor()
		for k, _ := c.First(); k != nil; k, _ = c.Next() {
			if path, ok := strings.CutSuffix(string(k), suffix); ok {
				paths[path] = true
			}
		}
		return nil
	})
	return paths, err
}

// Counts is how many findings there are.
type Counts struct {
	Errors, Warnings int
}

func (c Counts) plus(list []content.Diagnostic, sign int) Counts {
	for _, d := range list {
		if d.Severity == content.Error {
			c.Errors += sign
		} else {
			c.Warnings += sign
		}
	}
	return c
}

// Counts returns how many findings there are, without reading them.
func (r *Reader) Counts() (Counts, error) {
	var c Counts
	err := guarded(func() error { return get(r.tx, metaBucket, "counts", &c) })
	if errors.Is(err, ErrNotFound) {
		err = nil
	}
	return c, err
}

// Asset returns a file's bytes and blob id, or ErrNotFound. The bytes are the
// caller's own.
func (r *Reader) Asset(path string) ([]byte, string, error) {
	f, ok := r.FileState(path)
	if !ok || f.Published == "" {
		return nil, "", ErrNotFound
	}
	var data []byte
	err := guarded(func() error {
		stored := r.tx.Bucket(assetsBucket).Get([]byte(path))
		if stored == nil {
			return ErrNotFound
		}
		value, err := opened([]byte(path), stored)
		data = bytes.Clone(value)
		return err
	})
	return data, f.Published, err
}

// ChangedSince lists the documents that changed in the editions after one, and
// false where that is no longer known.
func (r *Reader) ChangedSince(number uint64) ([]string, bool, error) {
	e, err := r.Edition()
	if err != nil || number > e.Number {
		return nil, false, err
	}
	var ids []string
	known := true
	err = guarded(func() error {
		for n := number + 1; n <= e.Number; n++ {
			var changed []string
			err := get(r.tx, journalBucket, journalKey(n), &changed)
			if errors.Is(err, ErrNotFound) {
				known = false
				return nil
			}
			if err != nil {
				return err
			}
			ids = append(ids, changed...)
		}
		return nil
	})
	slices.Sort(ids)
	return slices.Compact(ids), known, err
}
