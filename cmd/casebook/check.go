package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"path"
	"path/filepath"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/publish"
	"github.com/ai4citizens/casebook/internal/repo"
)

func checkCommand(fs *flag.FlagSet) func(context.Context, system, []string) error {
	dir := fs.String("content", "content", "the `folder` with the content")
	asJSON := fs.Bool("json", false, "print the findings as JSON")
	return func(ctx context.Context, sys system, args []string) error {
		if len(args) > 0 {
			*dir, args = args[0], args[1:]
		}
		if err := noArguments(args); err != nil {
			return err
		}
		checked, err := checkFolder(ctx, *dir)
		if err != nil {
			return err
		}
		for i := range checked.Findings {
			checked.Findings[i].File = path.Join(filepath.ToSlash(*dir), checked.Findings[i].File)
		}
		if *asJSON {
			err = printJSON(sys, checked)
		} else {
			printFindings(sys, checked)
		}
		if err == nil && content.HasErrors(checked.Findings) {
			return errFindings
		}
		return err
	}
}

// checkFolder checks all content of a folder.
func checkFolder(ctx context.Context, dir string) (*publish.Checked, error) {
	folder, err := repo.OpenFolder(ctx, dir)
	if err != nil {
		return nil, err
	}
	defer folder.Close()
	return publish.Check(ctx, folder, filepath.Base(dir))
}

func printFindings(sys system, c *publish.Checked) {
	errors, warnings := 0, 0
	for _, d := range c.Findings {
		fmt.Fprintln(sys.stdout, d)
		if d.Severity == content.Error {
			errors++
		} else {
			warnings++
		}
	}
	fmt.Fprintf(sys.stderr, "%s in %s: %s, %s\n", plural(c.Documents, "document"), plural(c.Versions, "language version"),
		plural(errors, "error"), plural(warnings, "warning"))
}

func printJSON(sys system, c *publish.Checked) error {
	findings := c.Findings
	if findings == nil {
		findings = []content.Diagnostic{}
	}
	e := json.NewEncoder(sys.stdout)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(findings)
}
