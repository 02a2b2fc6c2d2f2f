package repo

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// RefError says that a repository has no such branch, tag or commit.
type RefError struct {
	Ref      string
	Location string   // without user and password
	Branches []string // those that there are
}

func (e *RefError) Error() string {
	ref := e.Ref
	if ref == "" {
		ref = "HEAD"
	}
	what := fmt.Sprintf("there is no branch, tag or commit “%s” in %s; ", ref, e.Location)
	switch n := len(e.Branches); {
	case n == 0:
		return what + "it has no branches yet"
	case n == 1:
		return what + "its only branch is " + e.Branches[0]
	case n <= branchesNamed:
		return what + "its branches are " + strings.Join(e.Branches[:n-1], ", ") + " and " + e.Branches[n-1]
	default:
		return what + fmt.Sprintf("its branches are %s and %d others",
			strings.Join(e.Branches[:branchesNamed], ", "), n-branchesNamed)
	}
}

// branchesNamed is how many branches a RefError names.
const branchesNamed = 10

// checkRef refuses what cannot be the name of a ref, so that nothing that is
// passed to Git is taken for an option or an expression.
func checkRef(ref string) error {
	switch {
	case strings.HasPrefix(ref, "-"):
		return fmt.Errorf("the ref %q begins with “-”", ref)
	case nameFault(ref) != "", strings.ContainsAny(ref, ` ~^:?*[\`), strings.Contains(ref, ".."),
		strings.Contains(ref, "@{"), strings.HasPrefix(ref, "/"), strings.HasSuffix(ref, "/"):
		return fmt.Errorf("%q cannot be the name of a branch or tag, nor the hash of a commit", ref)
	}
	return nil
}

// fullRefs returns the full names that a ref may stand for, the likeliest
// first. A branch goes before a tag, because it is what people mean.
func fullRefs(ref string) []string {
	switch {
	case ref == "" || ref == "HEAD":
		return []string{"HEAD"}
	case strings.HasPrefix(ref, "refs/"):
		return []string{ref}
	}
	return []string{"refs/heads/" + ref, "refs/tags/" + ref}
}

// isCommitName says whether a ref may be the hash of a commit, perhaps cut.
func isCommitName(ref string) bool {
	return len(ref) >= 7 && len(ref) <= 64 && isHex(ref)
}

// resolve returns the hash of the commit at the ref.
func (g *Git) resolve(ctx context.Context) (string, error) {
	names := []string{mirrorRef}
	if g.mirror == nil {
		names = fullRefs(g.ref)
		if isCommitName(g.ref) {
			names = append(names, g.ref)
		}
		if !strings.HasPrefix(g.ref, "refs/") {
			names = append(names, "refs/remotes/"+g.ref)
		}
	}
	for _, name := range names {
		found, err := g.objects.cat.info(ctx, name+"^{commit}")
		if err == nil {
			return found.id, nil
		}
		if !errors.Is(err, ErrNotFound) {
			return "", g.suspect(err)
		}
	}
	if g.mirror != nil {
		return "", g.suspect(fmt.Errorf("%w: the mirror of %s has lost its ref", errDamaged, g.shown))
	}
	out, err := g.objects.git.run(ctx, "for-each-ref", "--format=%(refname)", "--sort=-committerdate", "refs/heads/")
	if err != nil {
		return "", err
	}
	missing := &RefError{Ref: g.ref, Location: g.shown}
	for name := range strings.Lines(string(out)) {
		missing.Branches = append(missing.Branches, strings.TrimPrefix(strings.TrimSpace(name), "refs/heads/"))
	}
	return "", missing
}
