//go:build !race

package browsertest

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"github.com/ai4citizens/casebook/i18n"
	"github.com/ai4citizens/casebook/internal/contenttest"
	"github.com/ai4citizens/casebook/internal/publish"
	"github.com/ai4citizens/casebook/internal/repo"
	"github.com/ai4citizens/casebook/internal/web"
	"github.com/ai4citizens/casebook/themes"
)

// knowledge is the real content of the project; samples is made up, and has a
// document of every kind with everything that a document of it can have.
const (
	knowledge = "../../content"
	samples   = "../web/testdata/content.txt"
)

// site is what is looked at: two portals that listen on this machine.
type site struct {
	real, sample *httptest.Server
	places       []place
	// shots is the folder that pictures are kept in, "" for none.
	shots string
}

func openSite(t *testing.T) *site {
	t.Helper()
	dir := t.TempDir()
	if err := contenttest.Unpack(dir, samples, knowledge); err != nil {
		t.Fatal(err)
	}
	s := &site{real: serve(t, knowledge), sample: serve(t, dir), shots: os.Getenv("CASEBOOK_SCREENSHOTS")}
	if s.shots != "" {
		if err := os.MkdirAll(s.shots, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	s.places = s.allPlaces(t)
	return s
}

// serve publishes a folder and serves it for the time of the test.
func serve(t *testing.T, dir string) *httptest.Server {
	t.Helper()
	folder, err := repo.OpenFolder(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelError}))
	p, err := publish.Open(publish.Options{Source: folder, Name: dir, Data: t.TempDir(), Doing: "test", Log: log})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
		if err := folder.Close(); err != nil {
			t.Error(err)
		}
	})
	if _, err := p.Publish(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	theme, err := themes.Open("")
	if err != nil {
		t.Fatal(err)
	}
	messages, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	h, err := web.New(web.Config{Publisher: p, Theme: theme, Messages: messages, Log: log, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server
}

// fetched is an answer as it came over the wire.
type fetched struct {
	status int
	header http.Header
	body   []byte
}

// fetch asks for an address without following where it leads. With pack the
// answer stays compressed.
func fetch(t *testing.T, address string, pack bool) fetched {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept-Encoding", "identity")
	if pack {
		r.Header.Set("Accept-Encoding", "gzip")
	}
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return fetched{answer.StatusCode, answer.Header, body}
}
