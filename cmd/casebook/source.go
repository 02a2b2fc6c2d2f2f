package main

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"path/filepath"
	"time"

	"github.com/ai4citizens/casebook/internal/publish"
	"github.com/ai4citizens/casebook/internal/repo"
)

// sourceFlags say where content comes from.
type sourceFlags struct {
	content, data  string
	repo, ref, dir string
}

func (f *sourceFlags) declare(fs *flag.FlagSet) {
	f.declareSource(fs)
	fs.StringVar(&f.data, "data", ".casebook", "the `folder` for what is derived; it may be deleted at any time")
}

func (f *sourceFlags) declareSource(fs *flag.FlagSet) {
	fs.StringVar(&f.content, "content", "content", "the `folder` with the content")
	fs.StringVar(&f.repo, "repo", "", "serve a Git repository (`path or URL`) instead of a folder")
	fs.StringVar(&f.ref, "ref", "main", "the branch, tag or commit of --repo")
	fs.StringVar(&f.dir, "dir", "content", "the `folder` within --repo that holds the content; . is all of it")
}

// source is an opened source with its name.
type source struct {
	publish.Source
	name   string
	folder *repo.Folder // nil for a Git repository
	close  func() error
}

// open opens what the flags name.
func (f *sourceFlags) open(ctx context.Context, log *slog.Logger) (*source, error) {
	if f.repo == "" {
		folder, err := repo.OpenFolder(ctx, f.content)
		if err != nil {
			return nil, err
		}
		name, err := filepath.Abs(f.content)
		if err != nil {
			return nil, fmt.Errorf("content folder: %w", err)
		}
		return &source{Source: folder, name: name, folder: folder, close: folder.Close}, nil
	}
	g, err := repo.OpenGit(ctx, repo.GitOptions{
		Location: f.repo, Ref: f.ref, Dir: f.dir, Mirror: filepath.Join(f.data, "mirror.git"),
	})
	if err != nil {
		return nil, err
	}
	failed := func(err error) {
		log.Warn("the repository cannot be reached; the last edition stays", "error", err)
	}
	name := fmt.Sprintf("%s %s:%s", g.Location(), f.ref, f.dir)
	return &source{Source: publish.FromGit(g, failed), name: name, close: g.Close}, nil
}

// seconds writes how long something took.
func seconds(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return fmt.Sprintf("%.1f s", d.Seconds())
}
