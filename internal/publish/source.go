package publish

import (
	"context"

	"github.com/ai4citizens/casebook/internal/repo"
)

// Source is where content comes from: a folder on disk, or a Git repository.
type Source interface {
	// Update says what differs from what is known. Hints are paths that are
	// said to have changed; nil means that anything may have.
	Update(ctx context.Context, known repo.Known, hints []string) (*repo.Snapshot, error)
	// History visits the commits between two, newest first, each with the files
	// that it changed, as it left them; full tells that it visited all there are.
	History(ctx context.Context, old, new string, visit func(repo.Commit, []repo.Written) error) (full bool, err error)
	// ReadBlob returns a version of a file that history has, by its id.
	ReadBlob(ctx context.Context, id string, limit int64) ([]byte, error)
	// ReadFile returns the bytes of a file that a snapshot announced, from where
	// it lies or from history; repo.ErrNotFound where neither has them any more.
	ReadFile(ctx context.Context, f repo.File, limit int64) ([]byte, error)
	// Committed returns the blob id of a file in a commit, "" if it is not there.
	Committed(ctx context.Context, commit, path string) (string, error)
}

// FromGit makes a Git repository a Source. Each update fetches first, where
// there is something to fetch from; if that fails, the content stays what it
// is, and the error is handed to report.
func FromGit(g *repo.Git, report func(error)) Source { return gitSource{g, report} }

type gitSource struct {
	*repo.Git
	report func(error)
}

func (s gitSource) Update(ctx context.Context, known repo.Known, _ []string) (*repo.Snapshot, error) {
	if err := s.Fetch(ctx); err != nil {
		// The mirror may have what is needed.
		snap, missing := s.Git.Update(ctx, known)
		if missing != nil {
			return nil, err
		}
		s.report(err)
		return snap, nil
	}
	return s.Git.Update(ctx, known)
}
