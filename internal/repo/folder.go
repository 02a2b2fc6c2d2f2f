package repo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
)

// Folder is the content of a folder on disk, as it is now, committed or not. If
// the folder lies in the work tree of a Git repository, it also has the history
// of what is checked out there.
//
// Files are hashed byte for byte as they lie on disk, CRLF included. Symbolic links in the folder are never followed, and repositories
// in it (submodules) are left out.
type Folder struct {
	// Log, if not nil, is told when Watch cannot watch and walks instead. Set
	// it before Watch.
	Log *slog.Logger

	dir     string   // absolute
	objects *objects // nil without Git
	prefix  string   // the folder within the work tree
}

// OpenFolder opens a folder. If it is a symbolic link, it is the folder that
// the link points to now. Without Git, or outside a work tree, the folder has
// no history. Close it.
func OpenFolder(ctx context.Context, dir string) (*Folder, error) {
	dir, err := absoluteFolder(dir)
	if err != nil {
		return nil, fmt.Errorf("open the content folder: %w", err)
	}
	f := &Folder{dir: dir}
	tool := &git{env: environment()}
	found, err := findRepository(ctx, tool, dir)
	switch {
	case errors.Is(err, errNoRepository), errors.Is(err, exec.ErrNotFound), errors.Is(err, errOldGit):
		return f, nil
	case err != nil:
		return nil, fmt.Errorf("open the content folder %s: %w", dir, err)
	}
	if found.workTree {
		f.objects = newObjects(tool, found)
		f.prefix = found.prefix
	}
	return f, nil
}

// Close releases what is held open.
func (f *Folder) Close() error {
	if f.objects == nil {
		return nil
	}
	return f.objects.close()
}

// Format returns the object format, for BlobID: that of the repository, or
// "sha1" where there is none.
func (f *Folder) Format() string {
	if f.objects == nil {
		return formatSHA1
	}
	return f.objects.format
}

// Head returns the commit that is checked out; false if there is none, because
// there is no Git or nothing has been committed yet.
func (f *Folder) Head(ctx context.Context) (Commit, bool, error) {
	hash, err := f.headHash(ctx)
	if hash == "" || err != nil {
		return Commit{}, false, err
	}
	commit, err := f.objects.commit(ctx, hash)
	return commit, err == nil, err
}

func (f *Folder) headHash(ctx context.Context) (string, error) {
	if f.objects == nil {
		return "", nil
	}
	head, err := f.objects.cat.info(ctx, "HEAD^{commit}")
	if errors.Is(err, ErrNotFound) {
		return "", nil
	}
	return head.id, err
}

// History is that of the surrounding work tree; see Git.History. Without Git,
// and if new is "", nothing is visited and full is true.
func (f *Folder) History(ctx context.Context, old, new string, visit func(Commit, []Written) error) (full bool, err error) {
	if f.objects == nil || new == "" {
		return true, nil
	}
	return f.objects.history(ctx, f.prefix, old, new, visit)
}

// ReadBlob returns a blob that has been committed, by its id; see Git.ReadBlob.
// What lies on disk only is not found.
func (f *Folder) ReadBlob(ctx context.Context, id string, limit int64) ([]byte, error) {
	if f.objects == nil {
		return nil, fmt.Errorf("blob %s: %w", id, ErrNotFound)
	}
	return f.objects.blob(ctx, id, limit)
}

// ReadFile returns the bytes of a file that a snapshot announced: from disk if
// they are still there, else from what has been committed. ErrNotFound if
// neither has them any more.
func (f *Folder) ReadFile(ctx context.Context, file File, limit int64) ([]byte, error) {
	if file.Size > limit {
		return nil, &TooLargeError{Path: file.Path, Size: file.Size, Limit: limit}
	}
	root, err := os.OpenRoot(f.dir)
	if err != nil {
		return nil, fmt.Errorf("open the content folder: %w", err)
	}
	defer root.Close()
	data, err := folderReader{root, f.Format()}.read(ctx, file)
	if errors.Is(err, ErrChanged) {
		return f.ReadBlob(ctx, file.Blob, limit)
	}
	return data, err
}

// Committed returns the blob id of a file in a commit, "" if it is not there or
// there is no Git.
func (f *Folder) Committed(ctx context.Context, commit, path string) (string, error) {
	if f.objects == nil {
		return "", nil
	}
	return f.objects.committed(ctx, commit, f.prefix, path)
}

// Update compares the folder with what is known.
//
// Without hints (nil) everything is walked, and those files are read whose size
// or time of writing is not the known one, or lies so close to now that it
// proves nothing. With hints only these paths are looked at, and read in any
// case; folders among them are walked, and what is gone is removed with all
// that was below it.
//
// What may not be read is skipped but not removed. A content folder that is not
// there is an error, and never an empty snapshot.
func (f *Folder) Update(ctx context.Context, known Known, hints []string) (*Snapshot, error) {
	head, _, err := f.Head(ctx)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(f.dir)
	if err != nil {
		return nil, fmt.Errorf("open the content folder: %w", err)
	}
	known = orNothing(known)
	w := &walk{
		ctx:    ctx,
		root:   root,
		folder: f,
		known:  known,
		seen:   make(map[string]bool),
		denied: make(map[string]bool),
		looked: make(map[string]bool),
		s:      &Snapshot{Commit: head, known: known, reader: folderReader{root, f.Format()}},
	}
	if hints == nil {
		err = w.everything()
	} else {
		err = w.only(hints)
	}
	if err != nil {
		root.Close()
		return nil, fmt.Errorf("look through the content folder: %w", err)
	}
	w.s.sort()
	return w.s, nil
}

// folderReader reads the files of a snapshot from disk. A Root does not leave
// its folder, whatever becomes of the paths in it meanwhile.
type folderReader struct {
	root   *os.Root
	format string
}

func (r folderReader) close() error { return r.root.Close() }

func (r folderReader) read(ctx context.Context, file File) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	handle, err := openPlain(r.root, file.Path)
	if errors.Is(err, os.ErrClosed) {
		return nil, ErrClosed
	}
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, errNotPlain) {
		return nil, ErrChanged
	}
	if err != nil {
		return nil, err
	}
	defer handle.Close()
	info, err := handle.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() != file.Size {
		return nil, ErrChanged
	}
	data := make([]byte, file.Size)
	if _, err := io.ReadFull(handle, data); errors.Is(err, io.ErrUnexpectedEOF) || err == io.EOF {
		return nil, ErrChanged
	} else if err != nil {
		return nil, err
	}
	if BlobID(r.format, data) != file.Blob {
		return nil, ErrChanged
	}
	return data, nil
}

var errNotPlain = errors.New("it is not an ordinary file")

// openPlain opens an ordinary file. It looks before it opens, because opening a
// named pipe would wait for somebody to write.
func openPlain(root *os.Root, path string) (*os.File, error) {
	name := filepath.FromSlash(path)
	info, err := root.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errNotPlain
	}
	return root.Open(name)
}
