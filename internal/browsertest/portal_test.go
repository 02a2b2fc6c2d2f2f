//go:build !race

package browsertest

import (
	"os"
	"testing"
)

// TestPortal is all there is, as one test, so that portals and browser are
// started once:
//
//	go test ./internal/browsertest -v -run 'TestPortal/weight'
//	go test ./internal/browsertest -v -run 'TestPortal/browser/pages/.*/practice$/fi'
func TestPortal(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes minutes; run without -short")
	}
	s := openSite(t)
	t.Run("weight", s.weight)
	t.Run("markup", s.markup)
	t.Run("browser", func(t *testing.T) {
		b := openBrowser(t, s)
		t.Run("pages", b.pages)
		t.Run("keyboard", b.keyboard)
		t.Run("media", b.media)
		t.Run("journeys", b.journeys)
		t.Run("comfort", b.comfort)
	})
}

// missing skips a test for want of something that is not of this repository,
// or fails where it has to be there.
func missing(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("CASEBOOK_BROWSER") == "required" {
		t.Fatal(what)
	}
	t.Skip(what + "; CONTRIBUTING.md says how to get it")
}
