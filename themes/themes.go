// Package themes holds the portal's look: templates and the files that they
// show. A partner's own folder may replace any of them, file by file.
package themes

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
)

//go:embed casebook
var embedded embed.FS

// Open returns the theme that comes with the program. Files of the folder dir
// take the place of those with the same path, such as assets/style.css; ""
// stands for no folder. Symbolic links that lead out of the folder are not
// followed.
func Open(dir string) (fs.FS, error) {
	base, err := fs.Sub(embedded, "casebook")
	if err != nil {
		return nil, err
	}
	if dir == "" {
		return base, nil
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("theme folder: %w", err)
	}
	return layers{root.FS(), base}, nil
}

// layers are file systems over one another: the first that has a file gives it.
type layers []fs.FS

// Open opens the uppermost file of a name.
func (l layers) Open(name string) (fs.File, error) {
	for _, fsys := range l {
		f, err := fsys.Open(name)
		if err == nil || !errors.Is(err, fs.ErrNotExist) {
			return f, err
		}
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// ReadDir lists the files of a folder in all layers, each name once.
func (l layers) ReadDir(name string) ([]fs.DirEntry, error) {
	var list []fs.DirEntry
	seen := map[string]bool{}
	found := false
	for _, fsys := range l {
		entries, err := fs.ReadDir(fsys, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		found = true
		for _, e := range entries {
			if !seen[e.Name()] {
				seen[e.Name()] = true
				list = append(list, e)
			}
		}
	}
	if !found {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	slices.SortFunc(list, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return list, nil
}
