// Package repo reads content from where it is written: a Git repository at a
// ref, or a folder on disk.
//
// Both sources answer the same three questions. What is there now and what
// differs from last time: Update, which compares the source with what the
// caller already Knows and returns a Snapshot, in time proportional to what
// changed. What do the bytes of a file say: Snapshot.Read, which returns
// exactly the bytes that the snapshot announced, or an error. Who changed which
// file when: History, which passes over Git's log once for all files.
//
// Paths are slash-separated and relative to the content root. Files are
// identified by Git's blob id, whether they come from Git or from disk, so that
// a file has the same identity in both. Sizes and limits are in bytes. Names
// that editors and systems leave behind (see Ignored) are not content in
// either source.
//
// Git is asked through its own command line, version 2.36 or later. It is never
// allowed to prompt, to run a hook or to write to a repository that is not a
// mirror of ours, and only OpenGit and Fetch make connections; a partial clone
// lacks what it has not fetched. Errors never hold a password.
//
// A source may be used from several goroutines at once.
package repo

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"
)

// File is one file of content.
type File struct {
	Path string // slash-separated, relative to the content root
	Blob string // Git's blob id, in hexadecimal
	Size int64  // bytes

	// ModTime is when the file was last written, in nanoseconds since 1970.
	// It is known for folders only, and it is 0 as long as a second write
	// could go by unseen because the clock of the file system is coarse: a
	// file that has just been written is looked at again next time.
	ModTime int64
}

// Commit is one commit of a history.
type Commit struct {
	Hash    string
	Author  string    // a name, never an e-mail address
	Time    time.Time // when the author made it, in UTC
	Subject string    // the first line of the message
}

// Written is a file as a commit left it.
type Written struct {
	Path string
	Blob string // "" if the commit removed the file
}

// Known is what the caller knows about the content from last time.
type Known interface {
	// Commit is the hash of the commit that the caller knows, or "". Whoever
	// names a commit of a Git source knows all the files of that commit.
	Commit() string
	// File returns the file that is known at a path.
	File(path string) (File, bool)
	// Files returns all files that are known, in any order.
	Files() iter.Seq[File]
}

// Skip is something that lies among the content and is not content.
type Skip struct {
	// Path is made printable, so it need not be the path byte for byte. If it
	// is a folder, everything in it is skipped.
	Path string
	// Reason completes the sentence "left out: …".
	Reason string
}

// Reasons for a Skip.
const (
	reasonLink     = "symbolic links are not followed"
	reasonModule   = "it is a Git repository of its own (a submodule)"
	reasonSpecial  = "it is neither a file nor a folder"
	reasonEncoding = "its name is not UTF-8"
	reasonControl  = "its name has a control character"
	reasonDenied   = "it may not be read; what was known of it stays as it was"
)

// Snapshot tells what differs between a source now and what the caller knows,
// and reads the files of the source as they were when it was taken. Close it.
type Snapshot struct {
	Commit  Commit   // the zero Commit where there is no Git
	Changed []File   // new, or with other content; sorted by path
	Touched []File   // folders only: the same content, but another Size or ModTime to remember
	Removed []string // known, and no longer there; sorted

	// Skipped holds what was left out, sorted by path: everything if Full,
	// otherwise what was met at the Looked paths and below them. So it
	// replaces whatever was said before about these.
	Skipped []Skip
	Full    bool     // everything was looked at
	Looked  []string // what was looked at if not Full; printable, sorted

	known  Known
	reader reader
}

// reader gets the bytes of a file that a snapshot announced. It need not look
// at the file's size, the snapshot has done so.
type reader interface {
	read(ctx context.Context, file File) ([]byte, error)
	close() error
}

// Errors that callers act upon.
var (
	// ErrChanged says that a file is no longer what the snapshot announced.
	// Take another snapshot.
	ErrChanged = errors.New("the file changed while it was being read")
	// ErrNotFound says that there is no such file or blob.
	ErrNotFound = errors.New("not found")
	// ErrClosed says that the source or snapshot has been closed.
	ErrClosed = errors.New("closed")
)

// TooLargeError says that a file has more bytes than the caller would take. It
// has not been read.
type TooLargeError struct {
	Path        string // or the blob id, if the blob was asked for by its id
	Size, Limit int64
}

func (e *TooLargeError) Error() string {
	return fmt.Sprintf("%s has %d bytes; at most %d are read", e.Path, e.Size, e.Limit)
}

// Read returns the content of a file, which is either among the changed files
// or known and unchanged. The bytes are those of the blob id announced: a file
// that has changed since gives ErrChanged, one of more than limit bytes a
// *TooLargeError, and one that the snapshot does not have ErrNotFound.
func (s *Snapshot) Read(ctx context.Context, path string, limit int64) ([]byte, error) {
	file, ok := s.file(path)
	if !ok {
		return nil, fmt.Errorf("read %s: %w", printable(path), ErrNotFound)
	}
	if file.Size > limit {
		return nil, &TooLargeError{Path: path, Size: file.Size, Limit: limit}
	}
	data, err := s.reader.read(ctx, file)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return data, nil
}

// Close releases what the snapshot holds open. Reading is over then.
func (s *Snapshot) Close() error { return s.reader.close() }

func (s *Snapshot) file(path string) (File, bool) {
	for _, files := range [][]File{s.Changed, s.Touched} {
		at, ok := slices.BinarySearchFunc(files, path, func(f File, path string) int {
			return strings.Compare(f.Path, path)
		})
		if ok {
			return files[at], true
		}
	}
	if _, gone := slices.BinarySearch(s.Removed, path); gone {
		return File{}, false
	}
	return s.known.File(path)
}

// sort brings the lists into the order that they are promised in.
func (s *Snapshot) sort() {
	byPath := func(a, b File) int { return strings.Compare(a.Path, b.Path) }
	slices.SortFunc(s.Changed, byPath)
	slices.SortFunc(s.Touched, byPath)
	slices.Sort(s.Removed)
	// A folder that is skipped is met once for every file in it.
	slices.SortFunc(s.Skipped, func(a, b Skip) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.Reason, b.Reason))
	})
	s.Skipped = slices.Compact(s.Skipped)
	slices.Sort(s.Looked)
	s.Looked = slices.Compact(s.Looked)
}

// nothingKnown stands in for a caller that passes no Known.
type nothingKnown struct{}

func (nothingKnown) Commit() string           { return "" }
func (nothingKnown) File(string) (File, bool) { return File{}, false }
func (nothingKnown) Files() iter.Seq[File]    { return func(func(File) bool) {} }

func orNothing(known Known) Known {
	if known == nil {
		return nothingKnown{}
	}
	return known
}
