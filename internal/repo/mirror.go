package repo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
)

// mirror is a bare copy of a repository elsewhere: one ref of it, with its
// history.
type mirror struct {
	dir     string
	tool    *git // bound to no repository
	loc     location
	ref     string
	damaged atomic.Bool
	turn    chan struct{} // has room for one: whoever fetches
}

// markerName is a file in a mirror's folder that says of what it is the mirror,
// and that the folder is ours to delete.
const markerName = "casebook-mirror"

// openMirror opens a mirror, or makes it if there is none that can be used.
func openMirror(ctx context.Context, tool *git, loc location, options GitOptions) (*mirror, *objects, error) {
	if options.Mirror == "" {
		return nil, nil, errors.New("no folder for its mirror is named")
	}
	dir, err := filepath.Abs(options.Mirror)
	if err != nil {
		return nil, nil, err
	}
	if real, err := realPath(dir); err == nil {
		dir = real // a link would be moved away in place of the folder
	}
	m := &mirror{dir: dir, tool: tool, loc: loc, ref: options.Ref, turn: make(chan struct{}, 1)}
	o, err := m.open(ctx)
	if err == nil {
		return m, o, nil
	}
	if ctx.Err() != nil {
		return nil, nil, context.Cause(ctx)
	}
	if err := m.remake(ctx, nil); err != nil {
		return nil, nil, err
	}
	o, err = m.open(ctx)
	return m, o, err
}

// open opens the mirror as it lies on disk, if it has what it is for.
func (m *mirror) open(ctx context.Context) (*objects, error) {
	marker, err := os.ReadFile(filepath.Join(m.dir, markerName))
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(marker, m.marker()) {
		return nil, fmt.Errorf("%s is the mirror of something else", m.dir)
	}
	f, err := findRepository(ctx, m.tool, m.dir)
	if err != nil {
		return nil, err
	}
	if real, err := realPath(m.dir); err != nil || f.gitDir != real {
		return nil, fmt.Errorf("%s is not a repository", m.dir) // but is inside one
	}
	o := newObjects(m.tool, f)
	if _, err := o.cat.info(ctx, mirrorRef+"^{tree}"); err != nil {
		o.close()
		return nil, err
	}
	return o, nil
}

func (m *mirror) marker() []byte {
	return []byte("mirror of " + m.loc.shown + "\nref " + m.ref + "\nThis folder may be deleted at any time.\n")
}

// fetch brings the mirror up to date.
func (m *mirror) fetch(ctx context.Context, o *objects) error {
	select {
	case m.turn <- struct{}{}:
		defer func() { <-m.turn }()
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	if m.damaged.Load() {
		return m.remake(ctx, o)
	}
	err := m.fetchInto(ctx, o.git)
	var failed *GitError
	if ctx.Err() != nil || !errors.As(err, &failed) {
		return err
	}
	// Either the remote is out of reach or the mirror is damaged (or locked by
	// a process that was killed). If the remote answers, it is the mirror.
	if _, remoteErr := m.listRemote(ctx); remoteErr != nil {
		return err
	}
	return m.remake(ctx, o)
}

// fetchInto fetches the ref into a repository. The error is a *RefError if the
// remote has no such ref.
func (m *mirror) fetchInto(ctx context.Context, g *git) error {
	names := fullRefs(m.ref)
	if isCommitName(m.ref) {
		names = append(names, m.ref)
	}
	for _, name := range names {
		_, err := g.run(ctx, "fetch", "--quiet", "--prune", "--no-tags", "--force", "--no-write-fetch-head",
			"--no-recurse-submodules", "--", m.loc.given, "+"+name+":"+mirrorRef)
		var failed *GitError
		if !errors.As(err, &failed) || !strings.Contains(failed.Stderr, "find remote ref") {
			return err
		}
	}
	refs, err := m.listRemote(ctx)
	if err != nil {
		return err
	}
	return &RefError{Ref: m.ref, Location: m.loc.shown, Branches: refs.branches}
}

// remoteRefs is what a remote says that it has.
type remoteRefs struct {
	branches []string
	format   string // of its objects
}

func (m *mirror) listRemote(ctx context.Context) (remoteRefs, error) {
	out, err := m.tool.run(ctx, "ls-remote", "--quiet", "--", m.loc.given, "HEAD", "refs/heads/*")
	if err != nil {
		return remoteRefs{}, err
	}
	refs := remoteRefs{format: formatSHA1}
	for line := range strings.Lines(string(out)) {
		hash, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if isHash(formatSHA256, hash) {
			refs.format = formatSHA256
		}
		if branch, ok := strings.CutPrefix(name, "refs/heads/"); ok {
			refs.branches = append(refs.branches, branch)
		}
	}
	return refs, nil
}

// remake makes the mirror anew beside the old one and then puts it in its
// place, so that a failure on the way takes nothing from anybody. Objects that
// are open go over to the new mirror.
func (m *mirror) remake(ctx context.Context, o *objects) error {
	refs, err := m.listRemote(ctx)
	if err != nil {
		return err
	}
	if o != nil && o.format != refs.format {
		return errors.New("the repository has changed its object format; start again")
	}
	fresh, old := m.dir+".new", m.dir+".old"
	for _, dir := range []string{m.dir, fresh, old} {
		if err := checkOurs(dir); err != nil {
			return err
		}
	}
	if err := errors.Join(os.RemoveAll(fresh), os.RemoveAll(old)); err != nil {
		return err
	}
	if err := m.fill(ctx, fresh, refs.format); err != nil {
		os.RemoveAll(fresh)
		return err
	}
	if err := os.Rename(m.dir, old); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Rename(fresh, m.dir); err != nil {
		return err
	}
	if o != nil {
		o.cat.restart()
	}
	m.damaged.Store(false)
	return os.RemoveAll(old)
}

// fill makes a mirror in a folder that does not exist.
func (m *mirror) fill(ctx context.Context, dir, format string) error {
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return err
	}
	// Content may be private, so the mirror is for its owner only.
	if err := os.Mkdir(dir, 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, markerName), m.marker(), 0o600); err != nil {
		return err
	}
	_, err := m.tool.run(ctx, "init", "--quiet", "--bare", "--template=", "--initial-branch=main",
		"--object-format="+format, "--", dir)
	if err != nil {
		return err
	}
	into := *m.tool
	into.dir = dir
	return m.fetchInto(ctx, &into)
}

// checkOurs returns an error unless a folder may be deleted: it does not exist,
// is empty, or is a mirror.
func checkOurs(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	if _, err := os.Lstat(filepath.Join(dir, markerName)); err != nil {
		return fmt.Errorf("%s is not empty and not a mirror, so it is left as it is; name another folder", dir)
	}
	return nil
}
