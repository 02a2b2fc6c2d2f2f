package repo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"sync"
)

// objects is what a Git repository holds: blobs and commits. Both sources have
// one, a folder only if it lies in a work tree.
type objects struct {
	git     *git
	cat     *catFile
	format  string // of ids: "sha1" or "sha256"
	shallow string // the file that lists where a shallow clone breaks off

	mu   sync.Mutex
	last Commit // the commit asked for last
}

// found is what "git rev-parse" says about the repository around a folder.
type found struct {
	gitDir   string // absolute
	shallow  string
	format   string
	workTree bool   // the folder is in a work tree
	prefix   string // the folder within the work tree, "" or "a/b"
}

var (
	errNoRepository = errors.New("it is not in a Git repository")
	errDamaged      = errors.New("the repository is damaged")
)

// findRepository looks for the repository that a folder is in.
func findRepository(ctx context.Context, g *git, dir string) (found, error) {
	if err := g.checkVersion(ctx); err != nil {
		return found{}, err
	}
	here := *g
	here.in = dir
	out, err := here.run(ctx, "rev-parse", "--absolute-git-dir", "--git-path", "shallow",
		"--show-object-format", "--is-inside-work-tree")
	var failed *GitError
	if errors.As(err, &failed) && strings.Contains(failed.Stderr, "not a git repository") {
		return found{}, errNoRepository
	}
	if err != nil {
		return found{}, err
	}
	line := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	if len(line) != 4 {
		return found{}, fmt.Errorf("git rev-parse: unexpected answer %q", out)
	}
	f := found{gitDir: filepath.FromSlash(line[0]), shallow: line[1], format: line[2], workTree: line[3] == "true"}
	if !filepath.IsAbs(f.shallow) {
		f.shallow = filepath.Join(dir, f.shallow)
	}
	if f.format != formatSHA1 && f.format != formatSHA256 {
		return found{}, fmt.Errorf("the repository has the unknown object format %q", f.format)
	}
	if f.workTree {
		prefix, err := here.run(ctx, "rev-parse", "--show-prefix")
		if err != nil {
			return found{}, err
		}
		f.prefix = strings.TrimSuffix(strings.TrimSuffix(string(prefix), "\n"), "/")
	}
	return f, nil
}

func newObjects(g *git, f found) *objects {
	bound := *g
	bound.dir = f.gitDir
	return &objects{git: &bound, cat: newCatFile(&bound), format: f.format, shallow: f.shallow}
}

// commit returns a commit by its hash.
func (o *objects) commit(ctx context.Context, hash string) (Commit, error) {
	o.mu.Lock()
	last := o.last
	o.mu.Unlock()
	if last.Hash == hash {
		return last, nil
	}
	var commit Commit
	err := o.git.stream(ctx, func(r io.Reader) error {
		return parseLog(r, func(c Commit, _ []Written) error {
			commit = c
			return nil
		})
	}, "log", "-z", "--no-walk", logFormat, hash)
	if err != nil {
		return Commit{}, err
	}
	o.mu.Lock()
	o.last = commit
	o.mu.Unlock()
	return commit, nil
}

// blob returns a blob by its id and holds the content against the id, since
// Git itself does not when it reads.
func (o *objects) blob(ctx context.Context, id string, limit int64) ([]byte, error) {
	if !isHash(o.format, id) {
		return nil, fmt.Errorf("blob %q: %w", id, ErrNotFound)
	}
	data, err := o.cat.blob(ctx, id, limit)
	if err != nil {
		return nil, err
	}
	if BlobID(o.format, data) != id {
		return nil, fmt.Errorf("%w: blob %s has other content", errDamaged, id)
	}
	return data, nil
}

// committed returns the blob id of a file below prefix in a commit, "" if there
// is no such file.
func (o *objects) committed(ctx context.Context, commit, prefix, file string) (string, error) {
	if !isHash(o.format, commit) || nameFault(file) != "" {
		return "", nil
	}
	found, err := o.cat.info(ctx, commit+":"+path.Join(prefix, file))
	if errors.Is(err, ErrNotFound) {
		return "", nil
	}
	return found.id, err
}

// history visits the commits that changed files below prefix: those after old,
// or all if old is not an ancestor of new.
func (o *objects) history(ctx context.Context, prefix, old, new string, visit func(Commit, []Written) error) (full bool, err error) {
	if !isHash(o.format, new) {
		return false, fmt.Errorf("%q is not the hash of a commit", new)
	}
	if old == new {
		return false, nil
	}
	isAncestor, err := o.isAncestor(ctx, old, new)
	if err != nil {
		return false, err
	}
	broken := o.brokenOff()
	// --full-history: or else Git leaves out what happened on a branch if the
	// file came out of the merge as it was. -c: a merge names the paths that
	// are like none of its parents, that is, what the merge itself changed.
	args := []string{"log", "-z", "--raw", "--no-abbrev", "-c", "--no-renames", "--no-relative", "--ignore-submodules=none",
		"--full-history", "--date-order", logFormat, new}
	if isAncestor {
		args = append(args, "^"+old)
	}
	args = append(args, "--")
	if prefix != "" {
		args = append(args, prefix)
		prefix += "/"
	}
	err = o.git.stream(ctx, func(r io.Reader) error {
		return parseLog(r, func(commit Commit, all []Written) error {
			files := contentOf(prefix, all)
			if len(files) == 0 || broken[commit.Hash] {
				return nil
			}
			return visit(commit, files)
		})
	}, args...)
	return !isAncestor, err
}

// contentOf returns the files below a prefix that can be content, without the
// prefix. It writes over the list that it is given.
func contentOf(prefix string, files []Written) []Written {
	kept := files[:0]
	for _, f := range files {
		path, ok := strings.CutPrefix(f.Path, prefix)
		if _, fault, ignored := judge(path); ok && fault == "" && !ignored {
			kept = append(kept, Written{path, f.Blob})
		}
	}
	return kept
}

// isAncestor says whether old is a commit, and new is descended from it.
func (o *objects) isAncestor(ctx context.Context, old, new string) (bool, error) {
	if !isHash(o.format, old) {
		return false, nil
	}
	_, err := o.git.run(ctx, "merge-base", "--is-ancestor", old, new)
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		// Either it is none, or Git has cleared it away after a forced push.
		// If anything else is wrong, the log will say so.
		return false, nil
	}
	return err == nil, err
}

// brokenOff returns the commits at which a shallow clone breaks off. They look
// as if they had written every file there is.
func (o *objects) brokenOff() map[string]bool {
	list, err := os.ReadFile(o.shallow)
	if err != nil {
		return nil
	}
	commits := make(map[string]bool)
	for line := range bytes.Lines(list) {
		commits[string(bytes.TrimSpace(line))] = true
	}
	return commits
}

func (o *objects) close() error { return o.cat.close() }
