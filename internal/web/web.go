// Package web is the portal: it answers requests with pages of the current
// edition, in the reader's language.
//
// routes.go is the table of addresses. Each page has a file of its own with the
// struct that its template is given; everything that depends on the reader's
// language is a method of that struct and never shared between requests. Errors
// are values with a status; failure.go is the one place that answers them, and
// answer.go the one place that writes headers.
package web

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"net/url"
	"runtime"
	"strings"
	"sync/atomic"

	"github.com/ai4citizens/casebook/i18n"
	"github.com/ai4citizens/casebook/internal/geo"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/picture"
	"github.com/ai4citizens/casebook/internal/publish"
)

// Publisher hands out the edition that readers see.
type Publisher interface {
	// Begin returns a view of the current edition, or publish.ErrNoEdition.
	Begin() (*publish.View, error)
	// Damaged is told when a reader met damaged data.
	Damaged()
}

// Config says what the portal is made of. Publisher, Theme, Messages and Log
// are needed; what is left out of the rest is off.
type Config struct {
	Publisher Publisher
	// Theme holds templates/ and assets/; see package themes.
	Theme    fs.FS
	Messages *i18n.Messages
	Log      *slog.Logger
	// BaseURL is the portal's public address, such as https://cases.example.eu;
	// without it canonical addresses and feeds go by the request's host.
	BaseURL string
	// HookSecret is shared with the forge that calls POST /hooks/publish, upon
	// which Hook is called. Without a secret there is no such address.
	HookSecret string
	Hook       func()
	// Version is the program's; it is part of every page's entity tag.
	Version string
	// Reload reads the theme anew for every request, for those who write one.
	Reload bool
}

// portal is the handler that New returns.
type portal struct {
	config Config
	base   string
	theme  atomic.Pointer[theme]
	cache  *pageCache
	// best compresses what is kept, quick what is sent once.
	best, quick packer
	// fixed are the headers of every answer.
	fixed   http.Header
	handler http.Handler
	// collators are costly to make, and may be shared.
	collators map[lang.Tag]*lang.Collator
	europe    *geo.Europe
	// running are the turns to search, working those to compare texts and to
	// draw, exporting those to make a file of all there is.
	running, working, exporting turns
	painter                     *picture.Painter
	measured                    measured
}

// New makes the portal. An error of the theme names its file and line.
func New(c Config) (http.Handler, error) {
	switch {
	case c.Publisher == nil || c.Theme == nil || c.Messages == nil:
		return nil, errors.New("web: publisher, theme and messages are needed")
	case c.Log == nil:
		c.Log = slog.New(slog.DiscardHandler)
	}
	base, err := baseOf(c.BaseURL)
	if err != nil {
		return nil, err
	}
	p := &portal{
		config: c, base: base, cache: newPageCache(cacheBytes), fixed: fixedHeaders(base),
		best: packer{level: bestPacking}, quick: packer{level: quickPacking},
		running: make(turns, 2*runtime.GOMAXPROCS(0)), working: make(turns, runtime.GOMAXPROCS(0)), exporting: make(turns, 1),
	}
	p.collators = map[lang.Tag]*lang.Collator{}
	for _, t := range lang.All() {
		p.collators[t] = lang.NewCollator(t)
	}
	if p.europe, err = geo.Load(); err != nil {
		return nil, err
	}
	if p.painter, err = picture.NewPainter(); err != nil {
		return nil, err
	}
	t, err := loadTheme(c.Theme)
	if err != nil {
		return nil, err
	}
	p.theme.Store(t)
	p.handler = p.router()
	return p, nil
}

// ServeHTTP answers a request.
func (p *portal) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.handler.ServeHTTP(w, r)
}

// currentTheme returns the theme, read anew where that is asked for. A theme
// that cannot be read keeps the last one in use.
func (p *portal) currentTheme() *theme {
	if p.config.Reload {
		t, err := loadTheme(p.config.Theme)
		if err != nil {
			p.config.Log.Error("the theme cannot be used", "error", err)
		} else {
			p.theme.Store(t)
		}
	}
	return p.theme.Load()
}

// baseOf checks the portal's public address and takes the slash off its end.
func baseOf(address string) (string, error) {
	if address == "" {
		return "", nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return "", fmt.Errorf("the base URL %q is not of the form https://host", address)
	}
	return u.Scheme + "://" + u.Host, nil
}
