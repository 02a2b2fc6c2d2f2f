package repo

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// With -z Git ends every field with a NUL and leaves paths as they are. The
// three parsers in this file read such fields; anything unexpected is an error,
// never a guess.

// Modes of tree entries, as Git prints them. Everything that begins with
// modeFile is an ordinary file, executable or not.
const (
	modeFile   = "100"
	modeLink   = "120000"
	modeModule = "160000"
	modeNone   = "000000"
)

// entry is one path of a tree, or of the difference between two.
type entry struct {
	mode string // modeNone: the path is gone
	blob string
	size int64 // only from a tree
	path string
}

// fields reads NUL-terminated fields.
type fields struct{ r *bufio.Reader }

func newFields(r io.Reader) fields { return fields{bufio.NewReaderSize(r, 64<<10)} }

// next returns the next field; io.EOF if there is none, and an error if the
// input ends inside one.
func (f fields) next() (string, error) {
	field, err := f.r.ReadString(0)
	if err == io.EOF && field != "" {
		return "", io.ErrUnexpectedEOF
	}
	if err != nil {
		return "", err
	}
	return field[:len(field)-1], nil
}

// must is next where another field has to follow.
func (f fields) must() (string, error) {
	field, err := f.next()
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return field, err
}

// nextNotEmpty is next, past empty fields.
func (f fields) nextNotEmpty() (string, error) {
	for {
		if field, err := f.next(); field != "" || err != nil {
			return field, err
		}
	}
}

// parseTree reads the output of "ls-tree -r -z -l":
//
//	<mode> SP <type> SP <id> SP+ <size> TAB <path> NUL
func parseTree(r io.Reader, visit func(entry)) error {
	for f := newFields(r); ; {
		field, err := f.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		head, path, ok := strings.Cut(field, "\t")
		part := strings.Fields(head)
		if !ok || len(part) != 4 || !isMode(part[0]) || !isHex(part[2]) || path == "" {
			return fmt.Errorf("unexpected entry %q in a tree", field)
		}
		e := entry{mode: part[0], blob: part[2], path: path}
		if part[3] != "-" { // a submodule has no size
			if e.size, err = strconv.ParseInt(part[3], 10, 64); err != nil || e.size < 0 {
				return fmt.Errorf("unexpected entry %q in a tree", field)
			}
		}
		visit(e)
	}
}

// parseDiff reads the output of "diff-tree -r -z --no-renames":
//
//	:<mode> SP <mode> SP <id> SP <id> SP <status> NUL <path> NUL
func parseDiff(r io.Reader, visit func(entry)) error {
	for f := newFields(r); ; {
		head, err := f.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		part := strings.Fields(strings.TrimPrefix(head, ":"))
		if !strings.HasPrefix(head, ":") || len(part) != 5 || !isMode(part[1]) || !isHex(part[3]) {
			return fmt.Errorf("unexpected line %q in a difference", head)
		}
		path, err := f.must()
		if err != nil {
			return err
		}
		if path == "" {
			return errors.New("a difference names an empty path")
		}
		visit(entry{mode: part[1], blob: part[3], path: path})
	}
}

func isMode(text string) bool {
	return len(text) == 6 && strings.Trim(text, "01234567") == ""
}

// logFormat makes "log" print the four fields of a commit, NUL-terminated. A
// byte 1 leads, so that a commit cannot be taken for a path of the one before.
const logFormat = "--format=tformat:%x01%H%x00%at%x00%an%x00%s"

// maxSubject is where a commit's subject is cut, in runes: some programs write
// the whole message on one line.
const maxSubject = 300

// parseLog reads the output of "log -z --raw -c" with logFormat: a commit, and
// then for each of its paths two fields, of which the first is the usual line
// that begins with ":" or, for a merge, with one ":" for each parent. Between a
// commit and its first path stands a newline or, for a merge, an empty field.
func parseLog(r io.Reader, visit func(Commit, []Written) error) error {
	f := newFields(r)
	field, err := f.nextNotEmpty()
	for err == nil {
		commit, commitErr := parseCommit(f, field)
		if commitErr != nil {
			return commitErr
		}
		var files []Written
		field, files, err = parseWritten(f)
		if err != nil && err != io.EOF {
			return err
		}
		if visitErr := visit(commit, files); visitErr != nil {
			return visitErr
		}
	}
	if err != io.EOF {
		return err
	}
	return nil
}

// parseWritten reads the files of one commit. It returns the field after them,
// or io.EOF if there is none.
func parseWritten(f fields) (next string, files []Written, err error) {
	for {
		next, err = f.nextNotEmpty()
		if err != nil || !isPathLine(next) {
			return next, files, err
		}
		path, err := f.must()
		if err != nil {
			return "", nil, err
		}
		blob, err := resultOf(next)
		if err != nil {
			return "", nil, err
		}
		files = append(files, Written{Path: path, Blob: blob})
	}
}

// resultOf returns the blob id that a line of the log ends with, "" for a file
// that the commit removed. With n parents, the line has n+1 modes, as many ids,
// of which the last is the result, and a status.
func resultOf(line string) (string, error) {
	line = strings.TrimPrefix(line, "\n")
	rest := strings.TrimLeft(line, ":")
	parents, part := len(line)-len(rest), strings.Fields(rest)
	if len(part) != 2*parents+3 {
		return "", fmt.Errorf("unexpected line %q in a log", line)
	}
	id := part[2*parents+1]
	switch {
	case !isHex(id):
		return "", fmt.Errorf("unexpected line %q in a log", line)
	case strings.Trim(id, "0") == "":
		return "", nil
	}
	return id, nil
}

// lastSecond is the end of the year 9999, beyond which times cannot be written
// in the usual formats.
const lastSecond = 253402300799

func isPathLine(field string) bool {
	return strings.HasPrefix(strings.TrimPrefix(field, "\n"), ":")
}

// parseCommit reads the fields of a commit after the first, which is given.
func parseCommit(f fields, first string) (Commit, error) {
	hash, ok := strings.CutPrefix(strings.TrimPrefix(first, "\n"), "\x01")
	if !ok || hash == "" || !isHex(hash) {
		return Commit{}, fmt.Errorf("unexpected field %q in a log", first)
	}
	var rest [3]string
	for i := range rest {
		var err error
		if rest[i], err = f.must(); err != nil {
			return Commit{}, err
		}
	}
	seconds, err := strconv.ParseInt(rest[0], 10, 64)
	if err != nil || seconds < 0 || seconds > lastSecond {
		seconds = 0 // a damaged date is no reason to do without the history
	}
	return Commit{
		Hash:    hash,
		Time:    time.Unix(seconds, 0).UTC(),
		Author:  authorName(rest[1]),
		Subject: cut(clean(rest[2]), maxSubject),
	}, nil
}

// authorName returns the name by which an author is shown. Some people have
// their address where the name should be, of which only the first part is kept.
func authorName(name string) string {
	name, _, _ = strings.Cut(clean(name), "@")
	return cut(strings.TrimSpace(name), maxSubject)
}

// clean makes one line of printable text from what somebody has put in a commit.
func clean(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if isControl(r) {
			return ' '
		}
		return r // Map has made U+FFFD of what is not UTF-8
	}, text))
}

func cut(text string, runes int) string {
	for at := range text {
		if runes == 0 {
			return text[:at] + "…"
		}
		runes--
	}
	return text
}
