package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/ai4citizens/casebook/i18n"
	"github.com/ai4citizens/casebook/internal/publish"
	"github.com/ai4citizens/casebook/internal/web"
	"github.com/ai4citizens/casebook/themes"
)

// serveOptions are serve's flags.
type serveOptions struct {
	from       sourceFlags
	addr       string
	watch      bool
	poll       time.Duration
	baseURL    string
	theme      string
	hookSecret string
	verbose    bool
}

func serveCommand(fs *flag.FlagSet) func(context.Context, system, []string) error {
	var o serveOptions
	o.from.declare(fs)
	fs.StringVar(&o.addr, "addr", "localhost:8080", "the `address` to listen on")
	fs.BoolVar(&o.watch, "watch", true, "republish when a file of the folder is saved")
	fs.DurationVar(&o.poll, "poll", time.Minute, "how often to look at --repo; 0 for never")
	fs.StringVar(&o.baseURL, "base-url", "", "the portal's public `address`, such as https://casebook.example.org")
	fs.StringVar(&o.theme, "theme", "", "a `folder` whose files replace those of the theme")
	fs.StringVar(&o.hookSecret, "hook-secret", "", "the `secret` of POST /hooks/publish; better set in the environment")
	fs.BoolVar(&o.verbose, "verbose", false, "log every request")
	return func(ctx context.Context, sys system, args []string) error {
		if err := noArguments(args); err != nil {
			return err
		}
		if err := o.check(); err != nil {
			return err
		}
		return serve(ctx, sys, o)
	}
}

func (o *serveOptions) check() error {
	if _, _, err := net.SplitHostPort(o.addr); err != nil {
		return usagef("--addr %q is no address; write host and port, such as localhost:8080 or :8080", o.addr)
	}
	if o.baseURL != "" && !strings.HasPrefix(o.baseURL, "https://") && !strings.HasPrefix(o.baseURL, "http://") {
		return usagef("--base-url must begin with https:// or http://")
	}
	if o.poll < 0 {
		return usagef("--poll must not be negative")
	}
	o.baseURL = strings.TrimSuffix(o.baseURL, "/")
	return nil
}

// serve publishes and serves until the context is done.
func serve(ctx context.Context, sys system, o serveOptions) (err error) {
	level := slog.LevelInfo
	if o.verbose {
		level = slog.LevelDebug
	}
	log := slog.New(slog.NewTextHandler(sys.stderr, &slog.HandlerOptions{Level: level}))
	// First of all the address: that it is taken should be known at once.
	listener, err := net.Listen("tcp", o.addr)
	if err != nil {
		return fmt.Errorf("cannot listen on %s (%w); choose another address with --addr", o.addr, err)
	}
	defer listener.Close()
	src, err := o.from.open(ctx, log)
	if err != nil {
		return err
	}
	defer src.close()
	bar := newProgress(sys)
	p, err := publish.Open(publish.Options{
		Source: src, Name: src.name, Data: o.from.data, Doing: "serve " + listener.Addr().String(), Log: log, Progress: bar.show,
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	hook := make(chan struct{}, 1)
	handler, err := o.portal(p, log, hook)
	if err != nil {
		return err
	}
	s := &server{options: o, publisher: p, source: src, hook: hook, log: log, out: sys.stdout, bar: bar}
	return s.run(ctx, listener, handler)
}

// portal makes the handler of the site.
func (o *serveOptions) portal(p *publish.Publisher, log *slog.Logger, hook chan<- struct{}) (http.Handler, error) {
	theme, err := themes.Open(o.theme)
	if err != nil {
		return nil, err
	}
	messages, err := i18n.Load()
	if err != nil {
		return nil, err
	}
	return web.New(web.Config{
		Publisher: p, Theme: theme, Messages: messages, Log: log, BaseURL: o.baseURL,
		HookSecret: o.hookSecret, Version: versionName(),
		Hook: func() {
			select {
			case hook <- struct{}{}:
			default: // one is waiting already
			}
		},
	})
}

// server is a running portal.
type server struct {
	options   serveOptions
	publisher *publish.Publisher
	source    *source
	hook      <-chan struct{}
	log       *slog.Logger
	out       io.Writer
	bar       *progress
	// failed tells that the last publication did not come to its end.
	failed bool
}

func (s *server) run(ctx context.Context, listener net.Listener, handler http.Handler) error {
	h := &http.Server{
		Handler: handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 20 * time.Second,
		WriteTimeout: 60 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 160 << 10,
		ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelDebug),
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	served := make(chan error, 1)
	go func() { served <- h.Serve(listener) }()
	published := make(chan error, 1)
	go func() { published <- s.publish(ctx, listener.Addr().String()) }()
	var err error
	select {
	case err = <-served:
		cancel()
		<-published
		return fmt.Errorf("serve: %w", err)
	case err = <-published:
	}
	// Requests under way are answered, for as long as people wait.
	grace, done := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer done()
	if shutdown := h.Shutdown(grace); shutdown != nil {
		_ = h.Close()
	}
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(s.out, "Stopped")
		return nil
	}
	return err
}

// publish makes the first edition, says so, and then follows the source until
// the context is done.
func (s *server) publish(ctx context.Context, addr string) error {
	fmt.Fprintf(s.out, "Casebook   %s\nContent    %s\n", versionName(), s.source.name)
	if v, err := s.publisher.Begin(); err == nil {
		v.Close()
		fmt.Fprintf(s.out, "Portal     %s (the last edition, while the content is read)\n", address(addr))
	}
	report, err := s.publisher.Publish(ctx, nil)
	s.bar.end()
	if err != nil {
		return err
	}
	summarise(s.out, report)
	fmt.Fprintf(s.out, "Portal     %s\n", address(addr))
	return s.follow(ctx)
}

// address is what a browser on this machine understands.
func address(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return "http://" + addr
	}
	if ip := net.ParseIP(host); ip == nil || ip.IsUnspecified() || ip.IsLoopback() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port)
}

// quiet is how long nothing must happen before the index is tidied up.
const quiet = 3 * time.Second

// retryAfter is how long to wait before what failed is tried again.
const retryAfter = 20 * time.Second

// follow republishes whenever the source may have changed.
func (s *server) follow(ctx context.Context) error {
	changes := make(chan []string, 16)
	if s.source.folder != nil && s.options.watch {
		fmt.Fprintln(s.out, "Watching   saved files are published at once; stop with Ctrl+C")
		go func() {
			if err := s.source.folder.Watch(ctx, changes); err != nil && ctx.Err() == nil {
				s.log.Warn("the folder cannot be watched; restart to publish changes", "error", err)
			}
		}()
	}
	var poll <-chan time.Time
	if s.source.folder == nil && s.options.poll > 0 {
		ticker := time.NewTicker(s.options.poll)
		defer ticker.Stop()
		poll = ticker.C
		fmt.Fprintf(s.out, "Following  every %s; stop with Ctrl+C\n", s.options.poll)
	}
	tidy, retry := time.NewTimer(quiet), time.NewTimer(retryAfter)
	defer tidy.Stop()
	defer retry.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case hints := <-changes:
			s.again(ctx, hints)
		case <-poll:
			s.again(ctx, nil)
		case <-s.hook:
			s.again(ctx, nil)
		case <-retry.C:
			if s.failed {
				s.again(ctx, nil)
			}
		case <-tidy.C:
			if err := s.publisher.Tidy(ctx); err != nil && ctx.Err() == nil {
				s.log.Warn("tidying up the index", "error", err)
			}
			continue
		}
		tidy.Reset(quiet)
		retry.Reset(retryAfter)
	}
}

// again publishes what changed and says so; a failure leaves the edition that
// readers see.
func (s *server) again(ctx context.Context, hints []string) {
	if s.failed {
		hints = nil // what the last time was about is still to be done
	}
	report, err := s.publisher.Publish(ctx, hints)
	s.failed = err != nil
	switch {
	case ctx.Err() != nil:
	case err != nil:
		s.log.Error("not published; the last edition stays", "error", err)
	case !report.Unchanged:
		fmt.Fprintf(s.out, "Published  edition %d: %s changed (%s); findings: %s\n", report.Edition.Number,
			plural(report.Changed, "document"), seconds(report.Took), findingCount(report.Errors, report.Warnings))
	}
}
