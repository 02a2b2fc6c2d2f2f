package repo

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// racy is how long after its last write a file's time of writing proves nothing:
// file systems keep time in steps of up to two seconds, so that a second write
// within the same step leaves size and time as they were.
const racy = 2 * time.Second

// walk goes through a folder and fills a snapshot.
type walk struct {
	ctx    context.Context
	root   *os.Root
	folder *Folder
	known  Known
	s      *Snapshot
	seen   map[string]bool // files of content that are there
	denied map[string]bool // files and folders that may not be read
	looked map[string]bool // if walking by hints: what was looked at
}

// everything walks the whole folder.
func (w *walk) everything() error {
	w.s.Full = true
	if err := w.tree(""); err != nil {
		return err
	}
	w.remove(func(string) bool { return true })
	return nil
}

// only looks at some paths.
func (w *walk) only(hints []string) error {
	for _, hint := range hints {
		hint = path.Clean(hint)
		if hint == "." {
			return w.everything()
		}
		if !filepath.IsLocal(filepath.FromSlash(hint)) {
			return fmt.Errorf("the path %q leads out of it", hint)
		}
		if err := w.look(hint); err != nil {
			return err
		}
	}
	for name := range w.looked {
		w.s.Looked = append(w.s.Looked, printable(name))
	}
	if !w.removeFiles() {
		w.remove(func(name string) bool { return isBelow(name, w.looked) })
	}
	return nil
}

// removeFiles notes the files among what was looked at that are gone. It reports
// false, and leaves it to remove, if something was not known as a file: that may
// have been a folder, and only a pass over all that is known can tell.
func (w *walk) removeFiles() bool {
	var gone []string
	for name := range w.looked {
		if _, was := w.known.File(name); !was {
			return false
		}
		if !w.seen[name] && !isBelow(name, w.denied) {
			gone = append(gone, name)
		}
	}
	w.s.Removed = gone
	return true
}

// remove notes the known files that are gone, among those of which in is true.
func (w *walk) remove(in func(path string) bool) {
	for file := range w.known.Files() {
		if in(file.Path) && !w.seen[file.Path] && !isBelow(file.Path, w.denied) {
			w.s.Removed = append(w.s.Removed, file.Path)
		}
	}
}

// isBelow says whether a path, or a folder that it is in, is in a set.
func isBelow(name string, set map[string]bool) bool {
	if len(set) == 0 {
		return false
	}
	for !set[name] {
		slash := strings.LastIndexByte(name, '/')
		if slash < 0 {
			return false
		}
		name = name[:slash]
	}
	return true
}

// look goes down a path as far as it can be content, and looks at what is there.
func (w *walk) look(hint string) error {
	at := ""
	for part := range strings.SplitSeq(hint, "/") {
		if Ignored(part) {
			return nil
		}
		at = path.Join(at, part)
		info, err := os.Lstat(w.onDisk(at))
		switch {
		case err == nil && info.IsDir() && nameFault(part) == "" && !isRepository(w.onDisk(at)):
			continue
		case err == nil:
			err = w.entry(at, info, true)
		case errors.Is(err, fs.ErrNotExist):
			err = nil
		case errors.Is(err, fs.ErrPermission):
			w.deny(at)
			err = nil
		}
		w.looked[at] = true
		return err
	}
	w.looked[at] = true
	return w.tree(at)
}

// tree walks a folder; "" is the content folder itself.
func (w *walk) tree(dir string) error {
	if err := w.ctx.Err(); err != nil {
		return context.Cause(w.ctx)
	}
	entries, err := os.ReadDir(w.onDisk(dir))
	switch {
	case err == nil:
	case dir == "":
		return err
	case errors.Is(err, fs.ErrNotExist):
		return nil // gone since it was listed; whoever watches will hear of it
	case errors.Is(err, fs.ErrPermission):
		w.deny(dir)
		return nil
	default:
		return err
	}
	if dir != "" && slices.ContainsFunc(entries, isGitDir) {
		w.skip(dir, reasonModule)
		return nil
	}
	for _, e := range entries {
		if Ignored(e.Name()) {
			continue
		}
		name := path.Join(dir, e.Name())
		if e.IsDir() && nameFault(e.Name()) == "" {
			if err := w.tree(name); err != nil {
				return err
			}
			continue
		}
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		if err := w.entry(name, info, false); err != nil {
			return err
		}
	}
	return nil
}

func isGitDir(e fs.DirEntry) bool { return e.Name() == ".git" }

func isRepository(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, ".git"))
	return err == nil
}

// entry looks at something that is no folder, or one that is left out.
func (w *walk) entry(name string, info fs.FileInfo, hinted bool) error {
	switch fault := nameFault(path.Base(name)); {
	case fault != "":
		w.skip(name, fault)
	case info.IsDir():
		w.skip(name, reasonModule)
	case info.Mode()&fs.ModeSymlink != 0:
		w.skip(name, reasonLink)
	case !info.Mode().IsRegular():
		w.skip(name, reasonSpecial)
	default:
		return w.file(name, info, hinted)
	}
	return nil
}

func (w *walk) file(name string, info fs.FileInfo, hinted bool) error {
	if w.seen[name] {
		return nil
	}
	old, was := w.known.File(name)
	if was && !hinted && old.Size == info.Size() && old.ModTime != 0 && old.ModTime == settledTime(info) {
		w.seen[name] = true
		return nil
	}
	file, err := w.hash(name)
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, errNotPlain):
		return nil // something else since it was listed
	case errors.Is(err, fs.ErrPermission):
		w.deny(name)
		return nil
	case err != nil:
		return err
	}
	w.seen[name] = true
	if !was || old.Blob != file.Blob {
		w.s.Changed = append(w.s.Changed, file)
	} else if old != file {
		w.s.Touched = append(w.s.Touched, file)
	}
	return nil
}

// hash reads a file and returns what is to be known about it.
func (w *walk) hash(name string) (File, error) {
	handle, err := openPlain(w.root, name)
	if err != nil {
		return File{}, err
	}
	defer handle.Close()
	// Somebody may be writing. Then the length is not what it was a moment ago.
	for range 3 {
		info, err := handle.Stat()
		if err != nil {
			return File{}, err
		}
		if _, err := handle.Seek(0, io.SeekStart); err != nil {
			return File{}, err
		}
		written := settledTime(info) // before the file is read, or it proves nothing
		sum := blobHash(w.folder.Format(), info.Size())
		n, err := io.Copy(sum, io.LimitReader(contextReader{w.ctx, handle}, info.Size()))
		if err != nil {
			return File{}, err
		}
		if n == info.Size() {
			blob := hex.EncodeToString(sum.Sum(nil))
			return File{Path: name, Blob: blob, Size: n, ModTime: written}, nil
		}
	}
	return File{}, fmt.Errorf("%s: %w", name, ErrChanged)
}

// settledTime returns a file's time of writing if it proves something, else 0.
func settledTime(info fs.FileInfo) int64 {
	if time.Since(info.ModTime()) < racy {
		return 0
	}
	return info.ModTime().UnixNano()
}

// contextReader ends when its context does; a file may be a film.
type contextReader struct {
	ctx context.Context
	r   io.Reader
}

func (r contextReader) Read(p []byte) (int, error) {
	if r.ctx.Err() != nil {
		return 0, context.Cause(r.ctx)
	}
	return r.r.Read(p)
}

func (w *walk) skip(name, reason string) {
	w.s.Skipped = append(w.s.Skipped, Skip{printable(name), reason})
}

func (w *walk) deny(name string) {
	w.denied[name] = true
	w.skip(name, reasonDenied)
}

func (w *walk) onDisk(name string) string {
	return filepath.Join(w.folder.dir, filepath.FromSlash(name))
}
