//go:build !race

package browsertest

import (
	"context"
	"embed"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	cdpruntime "github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// scripts are what is asked of a page: each file is one function.
//
//go:embed scripts/*.js
var scripts embed.FS

// browser is one browser with a few tabs that tests borrow.
type browser struct {
	*site
	tabs chan *tab
}

// patience is how long the browser may take over one thing.
const patience = 60 * time.Second

// openBrowser starts the browser for the time of the test.
func openBrowser(t *testing.T, s *site) *browser {
	t.Helper()
	path, err := findBrowser()
	if err != nil {
		missing(t, err.Error())
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		// The sandbox is not to be had in a container or as root; the browser sees
		// our own pages only.
		chromedp.NoSandbox,
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
		chromedp.Flag("hide-scrollbars", true),
	)
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, stop := chromedp.NewContext(ctx)
	t.Cleanup(stop)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("%s does not start: %v", path, err)
	}
	b := &browser{site: s, tabs: make(chan *tab, min(runtime.GOMAXPROCS(0), 4))}
	for range cap(b.tabs) {
		b.tabs <- newTab(t, ctx)
	}
	return b
}

// findBrowser looks where the environment says, then for the usual names.
func findBrowser() (string, error) {
	if path := os.Getenv("CASEBOOK_CHROMIUM"); path != "" {
		return exec.LookPath(path)
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("there is no Chromium or Chrome, and CASEBOOK_CHROMIUM names none")
}

// tab is one tab, which one test uses at a time.
type tab struct {
	ctx context.Context
	mu  sync.Mutex
	// address is the page that is looked at.
	address string
	noted   []string
}

func newTab(t *testing.T, browser context.Context) *tab {
	t.Helper()
	b := &tab{}
	var stop context.CancelFunc
	b.ctx, stop = chromedp.NewContext(browser, chromedp.WithListener(b.listen))
	t.Cleanup(stop)
	// Tabs behind others must behave as if they had the focus, and nothing
	// must still be moving when it is measured.
	if _, err := chromedp.Call(b.ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(b.ctx, audits.Enable, struct{}{}); err != nil {
		t.Fatal(err)
	}
	return b
}

// borrow gives a test a tab for itself.
func (b *browser) borrow(t *testing.T) *tab {
	t.Helper()
	one := <-b.tabs
	t.Cleanup(func() { b.tabs <- one })
	return one
}

// listen notes what no page of ours may do: ask another host, or have the
// browser complain.
func (b *tab) listen(event any) {
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if u, err := url.Parse(e.Request.URL); err != nil || u.Scheme != "data" && u.Hostname() != "127.0.0.1" {
			b.note("asks another host: " + e.Request.URL)
		}
	case *log.EventEntryAdded:
		// That the page itself is an error page is no surprise.
		if e.Entry.Level != log.EntryLevelInfo && e.Entry.Level != log.EntryLevelVerbose && e.Entry.URL != b.current() {
			b.note(fmt.Sprintf("the browser logs: %s (%s)", e.Entry.Text, e.Entry.URL))
		}
	case *cdpruntime.EventConsoleAPICalled:
		b.note("writes to the console: " + string(e.Type))
	case *cdpruntime.EventExceptionThrown:
		b.note("an error in a script: " + e.ExceptionDetails.Text)
	case *audits.EventIssueAdded:
		// That a picture's size is not known before it is there is only advice.
		if e.Issue.Code != audits.InspectorIssueCodeLazyLoadImageIssue {
			b.note("the browser has an objection: " + string(e.Issue.Code))
		}
	}
}

func (b *tab) current() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.address
}

func (b *tab) note(what string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.noted = append(b.noted, what)
}

// taken returns what was noted since the last time.
func (b *tab) taken() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	list := b.noted
	b.noted = nil
	return list
}

// do runs actions within the limit of patience.
func (b *tab) do(t *testing.T, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

// open shows a page.
func (b *tab) open(t *testing.T, address string) {
	t.Helper()
	b.mu.Lock()
	b.address = address
	b.mu.Unlock()
	b.do(t, chromedp.Navigate(address))
}

// view is how a reader looks at a page.
type view struct {
	name          string
	width, height int64
	scale         float64
	// media is "print" for paper, features are what the reader prefers.
	media    string
	features map[string]string
}

// The two screens that all is looked at on. A phone of 320 is also what is left
// of a screen of 1280 at 400 %.
var (
	desk  = view{name: "desk light", width: 1280, height: 900}
	phone = view{name: "phone light", width: 320, height: 640}
)

// with is the view of a reader who prefers something.
func (v view) with(name, feature, value string) view {
	screen, _, _ := strings.Cut(v.name, " ")
	v.name = screen + " " + name
	v.features = map[string]string{feature: value}
	return v
}

func (v view) dark() view { return v.with("dark", "prefers-color-scheme", "dark") }

// see changes how the page is looked at.
func (b *tab) see(t *testing.T, v view) {
	t.Helper()
	features := map[string]string{"prefers-color-scheme": "light", "prefers-reduced-motion": "reduce", "forced-colors": "none"}
	for name, value := range v.features {
		features[name] = value
	}
	media := emulation.SetEmulatedMediaParams{Media: v.media}
	for name, value := range features {
		media.Features = append(media.Features, &emulation.MediaFeature{Name: name, Value: value})
	}
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, media); err != nil {
		t.Fatal(err)
	}
	screen := emulation.SetDeviceMetricsOverrideParams{Width: v.width, Height: v.height, DeviceScaleFactor: max(v.scale, 1)}
	if _, err := chromedp.Call(b.ctx, emulation.SetDeviceMetricsOverride, screen); err != nil {
		t.Fatal(err)
	}
}

// unfold opens what can be folded on the page.
func (b *tab) unfold(t *testing.T, selector string) {
	t.Helper()
	evaluate[any](t, b, "for (const d of document.querySelectorAll(`"+selector+"`)) d.open = true")
}

// ask calls the function of a script file on the page; the arguments are
// written in JavaScript.
func ask[T any](t *testing.T, b *tab, name string, arguments ...string) T {
	t.Helper()
	text, err := scripts.ReadFile("scripts/" + name + ".js")
	if err != nil {
		t.Fatal(err)
	}
	return evaluate[T](t, b, "("+string(text)+")("+strings.Join(arguments, ", ")+")")
}

// evaluate runs an expression on the page, and waits for what it promises.
func evaluate[T any](t *testing.T, b *tab, expression string) T {
	t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	out, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", b.current(), err)
	}
	return out
}

// shoot keeps a picture of the whole page, where pictures are wanted.
func (b *browser) shoot(t *testing.T, tab *tab, name string) {
	t.Helper()
	if b.shots == "" {
		return
	}
	b.capture(t, tab, name, true)
}

// glimpse keeps a picture of what the window shows.
func (b *browser) glimpse(t *testing.T, tab *tab, name string) {
	t.Helper()
	if b.shots == "" {
		return
	}
	b.capture(t, tab, name, false)
}

func (b *browser) capture(t *testing.T, tab *tab, name string, whole bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	picture, err := chromedp.Call(ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{CaptureBeyondViewport: &whole})
	if err != nil {
		t.Fatal(err)
	}
	b.keep(t, name+".png", picture.Data)
}

// keep writes a file to the folder of pictures, where there is one.
func (b *browser) keep(t *testing.T, name string, data []byte) {
	t.Helper()
	if b.shots == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(b.shots, strings.ReplaceAll(name, " ", "-")), data, 0o644); err != nil {
		t.Fatal(err)
	}
}
