package export

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/ai4citizens/casebook/internal/repo"
)

// Zip writes the files that authors wrote, as they wrote them, with a README
// that says which edition they are. All files carry the edition's date.
func (e *Edition) Zip(ctx context.Context, w io.Writer) error {
	z := zip.NewWriter(w)
	add := func(name string, data []byte) error {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: e.Stamp.Date})
		if err == nil {
			_, err = f.Write(data)
		}
		return err
	}
	var lost []string
	files := 0
	for _, card := range e.Documents("") {
		for _, t := range card.Languages() {
			v, err := e.Version(card.ID, t)
			if err != nil {
				return err
			}
			data, err := e.File(ctx, v)
			if errors.Is(err, repo.ErrNotFound) {
				lost = append(lost, v.Path)
				continue
			}
			if err != nil {
				return err
			}
			if err := add("content/"+v.Path, data); err != nil {
				return err
			}
			files++
		}
	}
	if err := add("README.md", []byte(e.readme(files, lost))); err != nil {
		return err
	}
	return z.Close()
}

// readme tells what is in the archive. The last good text of a file that has
// errors now, and was never committed, is nowhere to be had.
func (e *Edition) readme(files int, lost []string) string {
	var b strings.Builder
	b.WriteString("# Casebook: the source files of an edition\n\n")
	if e.Stamp.Commit != "" {
		fmt.Fprintf(&b, "- Commit: %s\n", e.Stamp.Commit)
	} else {
		b.WriteString("- Commit: none, the content is not in Git\n")
	}
	if e.Stamp.Loose > 0 {
		fmt.Fprintf(&b, "- Files that are not as the commit has them: %d\n", e.Stamp.Loose)
	}
	fmt.Fprintf(&b, "- Date: %s\n- Files: %d\n", e.Stamp.Day(), files)
	b.WriteString("\nEach folder below content/ is a document, each file in it one language. Pictures and other\n" +
		"files beside the texts are not in this archive. Texts: CC BY 4.0, unless marked otherwise.\n")
	if len(lost) > 0 {
		b.WriteString("\nThese files have changed since the edition was made and their text of then was not kept:\n\n")
		for _, path := range lost {
			fmt.Fprintf(&b, "- %s\n", path)
		}
	}
	return b.String()
}
