package repo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// GitOptions say which content of which repository is meant.
type GitOptions struct {
	// Location is the path of a repository, bare or not, or an address that
	// Git can fetch from: https://…, ssh://…, user@host:path, file://….
	Location string
	// Ref is a branch, a tag or the hash of a commit; "" is the repository's
	// own choice. If a branch and a tag have the same name, it is the branch.
	Ref string
	// Dir is the folder in the repository that holds the content; "" is all.
	Dir string
	// Mirror is the folder in which a bare copy of a repository with an
	// address is kept. It is created; what is in it can be had again.
	Mirror string
}

// Git is the content of a Git repository as committed at a ref. A work tree is
// not looked at.
type Git struct {
	objects *objects
	shown   string // where the repository is, for people
	ref     string
	dir     string
	mirror  *mirror // nil for a repository on this computer
}

// mirrorRef is the ref of a mirror that follows the remote's.
const mirrorRef = "refs/casebook/head"

// OpenGit opens a repository. One with an address is fetched into the mirror
// if the mirror does not have it yet, which is a *RefError if there is no such
// ref; if it has, no connection is made. In a repository on this computer the
// ref need not exist until it is asked for. Close it.
func OpenGit(ctx context.Context, options GitOptions) (*Git, error) {
	loc, err := parseLocation(options.Location)
	if err != nil {
		return nil, err
	}
	if err := checkRef(options.Ref); err != nil {
		return nil, err
	}
	dir := path.Clean(options.Dir)
	if path.IsAbs(dir) || dir == ".." || strings.HasPrefix(dir, "../") || strings.HasPrefix(dir, "-") || nameFault(dir) != "" {
		return nil, fmt.Errorf("the content folder %q is not a path inside the repository", options.Dir)
	}
	if dir == "." {
		dir = ""
	}
	g := &Git{shown: loc.shown, ref: options.Ref, dir: dir}
	tool := &git{env: loc.withAuth(environment()), secrets: loc.hidden}
	if loc.remote {
		g.mirror, g.objects, err = openMirror(ctx, tool, loc, options)
	} else {
		g.objects, err = openLocal(ctx, tool, options.Location)
	}
	if err != nil {
		return nil, fmt.Errorf("open the repository %s: %w", loc.shown, err)
	}
	return g, nil
}

// openLocal opens the repository whose top is at dir, bare or not.
func openLocal(ctx context.Context, tool *git, dir string) (*objects, error) {
	dir, err := absoluteFolder(dir)
	if err != nil {
		return nil, err
	}
	f, err := findRepository(ctx, tool, dir)
	if err != nil {
		return nil, err
	}
	if f.prefix != "" {
		top := strings.TrimSuffix(dir, f.prefix)
		return nil, fmt.Errorf("it is a folder inside the repository %s; name that, and %q as the content folder", top, f.prefix)
	}
	return newObjects(tool, f), nil
}

// Close releases what is held open. Snapshots cannot be read any more.
func (g *Git) Close() error { return g.objects.close() }

// Fetch brings the mirror of a repository with an address up to date. A mirror
// that turns out to be damaged is made anew, beside the old one, and takes its
// place when it is complete. Without an address there is nothing to do.
func (g *Git) Fetch(ctx context.Context) error {
	if g.mirror == nil {
		return nil
	}
	if err := g.mirror.fetch(ctx, g.objects); err != nil {
		return fmt.Errorf("fetch %s: %w", g.shown, err)
	}
	return nil
}

// Head returns the commit that the ref stands at. The error is a *RefError if
// there is no such ref. Of Git sources there is always a commit, so the second
// result says no more than that there is no error.
func (g *Git) Head(ctx context.Context) (Commit, bool, error) {
	hash, err := g.resolve(ctx)
	if err != nil {
		return Commit{}, false, err
	}
	commit, err := g.objects.commit(ctx, hash)
	if err != nil {
		return Commit{}, false, g.suspect(err)
	}
	return commit, true, nil
}

// History visits, newest first, the commits that changed content and came after
// old, up to and with new. The paths are relative to the content root. Each
// commit counts for the files that it itself changed: a merge only for those
// that it left like none of its parents, so that a file's history names those
// who wrote it, on whichever branch. Nothing is said of renaming. A shallow
// clone's oldest commit is left out, since what it changed cannot be told.
//
// If old is no ancestor of new (or "", or gone after a forced push), the whole
// history is visited and full is true: forget the earlier one. An error of
// visit ends the pass and is returned.
func (g *Git) History(ctx context.Context, old, new string, visit func(Commit, []Written) error) (full bool, err error) {
	return g.objects.history(ctx, g.dir, old, new, visit)
}

// ReadBlob returns any blob of the repository by its id, of this commit or of
// an earlier one. ErrNotFound if there is none, a *TooLargeError if it has more
// than limit bytes.
func (g *Git) ReadBlob(ctx context.Context, id string, limit int64) ([]byte, error) {
	return g.objects.blob(ctx, id, limit)
}

// ReadFile returns the bytes of a file that a snapshot announced; see ReadBlob.
func (g *Git) ReadFile(ctx context.Context, file File, limit int64) ([]byte, error) {
	return g.ReadBlob(ctx, file.Blob, limit)
}

// Committed returns the blob id of a file in a commit, "" if it is not there.
func (g *Git) Committed(ctx context.Context, commit, path string) (string, error) {
	return g.objects.committed(ctx, commit, g.dir, path)
}

// Format returns the object format of the repository, for BlobID.
func (g *Git) Format() string { return g.objects.format }

// Update compares the commit at the ref with what is known. It makes no
// connection; Fetch does. If the commit known is still in the repository, the
// two are compared and the effort is in proportion to the difference, also
// after a forced push; otherwise all files are listed.
func (g *Git) Update(ctx context.Context, known Known) (*Snapshot, error) {
	known = orNothing(known)
	commit, _, err := g.Head(ctx)
	if err != nil {
		return nil, err
	}
	s := &Snapshot{Commit: commit, known: known, reader: gitReader{g}}
	if commit.Hash == known.Commit() {
		return s, nil
	}
	tree, err := g.tree(ctx, commit.Hash)
	if errors.Is(err, ErrNotFound) {
		return nil, fmt.Errorf("commit %.10s of %s has no folder %q", commit.Hash, g.shown, g.dir)
	}
	if err != nil {
		return nil, g.suspect(err)
	}
	if err := g.compare(ctx, s, tree); err != nil {
		return nil, g.suspect(fmt.Errorf("list commit %.10s of %s: %w", commit.Hash, g.shown, err))
	}
	s.sort()
	return s, nil
}

// compare fills the snapshot of a tree.
func (g *Git) compare(ctx context.Context, s *Snapshot, tree string) error {
	old := s.known.Commit()
	if isHash(g.objects.format, old) {
		oldTree, err := g.tree(ctx, old)
		if err == nil && oldTree == tree {
			return nil
		}
		if err == nil && g.diff(ctx, s, oldTree, tree) == nil {
			return nil
		}
		// The old tree may be there only in part; the new one is what matters.
	}
	return g.list(ctx, s, tree)
}

// tree returns the id of the content folder's tree in a commit.
func (g *Git) tree(ctx context.Context, commit string) (string, error) {
	found, err := g.objects.cat.info(ctx, commit+":"+g.dir)
	if err == nil && found.kind != "tree" {
		err = ErrNotFound
	}
	return found.id, err
}

// diff fills the snapshot from the difference between two trees.
func (g *Git) diff(ctx context.Context, s *Snapshot, old, tree string) error {
	out, err := g.objects.git.run(ctx, "diff-tree", "-r", "-z", "--no-renames", old, tree)
	if err != nil {
		return err
	}
	var changed []entry
	if err := parseDiff(bytes.NewReader(out), func(e entry) { changed = append(changed, e) }); err != nil {
		return err
	}
	for i, e := range changed {
		if strings.HasPrefix(e.mode, modeFile) {
			found, err := g.objects.cat.info(ctx, e.blob)
			if err != nil {
				return err
			}
			changed[i].size = found.size
		}
	}
	for _, e := range changed {
		s.Looked = append(s.Looked, printable(e.path))
		if file, ok := s.add(e); !ok {
			if _, was := s.known.File(file.Path); was {
				s.Removed = append(s.Removed, file.Path)
			}
		}
	}
	return nil
}

// list fills the snapshot from all files of a tree.
func (g *Git) list(ctx context.Context, s *Snapshot, tree string) error {
	there := make(map[string]bool)
	err := g.objects.git.stream(ctx, func(r io.Reader) error {
		return parseTree(r, func(e entry) {
			if file, ok := s.add(e); ok {
				there[file.Path] = true
			}
		})
	}, "ls-tree", "-r", "-z", "-l", tree)
	if err != nil {
		return err
	}
	for file := range s.known.Files() {
		if !there[file.Path] {
			s.Removed = append(s.Removed, file.Path)
		}
	}
	s.Full = true
	return nil
}

// add puts an entry where it belongs in the snapshot. It is not ok if there is
// no content at that path.
func (s *Snapshot) add(e entry) (file File, ok bool) {
	file = File{Path: e.path, Blob: e.blob, Size: e.size}
	upto, reason, ignored := judge(e.path)
	switch {
	case ignored || e.mode == modeNone:
		return file, false
	case e.mode == modeLink:
		upto, reason = e.path, reasonLink
	case e.mode == modeModule:
		upto, reason = e.path, reasonModule
	}
	if reason != "" {
		s.Skipped = append(s.Skipped, Skip{printable(upto), reason})
		return file, false
	}
	if !strings.HasPrefix(e.mode, modeFile) {
		s.Skipped = append(s.Skipped, Skip{printable(upto), reasonSpecial})
		return file, false
	}
	if old, was := s.known.File(e.path); !was || old.Blob != e.blob {
		s.Changed = append(s.Changed, file)
	}
	return file, true
}

// gitReader reads the files of a snapshot out of Git.
type gitReader struct{ g *Git }

func (r gitReader) read(ctx context.Context, file File) ([]byte, error) {
	data, err := r.g.objects.blob(ctx, file.Blob, file.Size)
	if errors.Is(err, ErrNotFound) {
		err = fmt.Errorf("%w: blob %s is missing", errDamaged, file.Blob)
	}
	if err != nil {
		return nil, r.g.suspect(err)
	}
	return data, nil
}

func (gitReader) close() error { return nil }

// suspect notes that what is known to be there could not be read. If that was
// in a mirror, the next Fetch makes the mirror anew.
func (g *Git) suspect(err error) error {
	var failed *GitError
	if g.mirror != nil && (errors.As(err, &failed) || errors.Is(err, ErrNotFound) || errors.Is(err, errDamaged)) {
		g.mirror.damaged.Store(true)
	}
	return err
}

// Location is where the repository is, for people: without a password.
func (g *Git) Location() string { return g.shown }
