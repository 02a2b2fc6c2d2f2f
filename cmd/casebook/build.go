package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/ai4citizens/casebook/internal/publish"
)

func buildCommand(fs *flag.FlagSet) func(context.Context, system, []string) error {
	var from sourceFlags
	from.declare(fs)
	return func(ctx context.Context, sys system, args []string) error {
		if err := noArguments(args); err != nil {
			return err
		}
		log := slog.New(slog.NewTextHandler(sys.stderr, nil))
		src, err := from.open(ctx, log)
		if err != nil {
			return err
		}
		defer src.close()
		bar := newProgress(sys)
		p, err := publish.Open(publish.Options{
			Source: src, Name: src.name, Data: from.data, Doing: "build", Log: log, Progress: bar.show,
		})
		if err != nil {
			return err
		}
		report, err := p.Publish(ctx, nil)
		bar.end()
		if err == nil {
			summarise(sys.stdout, report)
			err = p.Tidy(ctx)
		}
		if closing := p.Close(); err == nil {
			err = closing
		}
		return err
	}
}

// summarise says what a publication made.
func summarise(w io.Writer, r publish.Report) {
	what := fmt.Sprintf("%d changed", r.Changed)
	switch {
	case r.Rebuilt != "":
		what = "all made anew, because " + r.Rebuilt
	case r.Unchanged:
		what = "nothing changed"
	}
	fmt.Fprintf(w, "Documents  %d in %s, %d versions (%s; %s)\n", r.Documents, plural(r.Languages, "language"), r.Versions, what, seconds(r.Took))
	fmt.Fprintf(w, "Edition    %d", r.Edition.Number)
	if c := r.Edition.Commit; c.Hash != "" {
		fmt.Fprintf(w, ", commit %.10s of %s", c.Hash, c.Time.Format(time.DateOnly))
	}
	fmt.Fprintf(w, "\nFindings   %s\n", findingCount(r.Errors, r.Warnings))
}

func findingCount(errors, warnings int) string {
	if errors+warnings == 0 {
		return "none"
	}
	return fmt.Sprintf("%s, %s (\"casebook check\" lists them)", plural(errors, "error"), plural(warnings, "warning"))
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

// progress is a bar on a terminal, for what takes more than a second.
type progress struct {
	mu    sync.Mutex
	out   io.Writer // nil for none
	begin time.Time
	shown bool
}

func newProgress(sys system) *progress {
	p := &progress{begin: time.Now()}
	if sys.terminal {
		p.out = sys.stderr
	}
	return p
}

const barWidth = 30

func (p *progress) show(done, total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.out == nil || total == 0 || time.Since(p.begin) < time.Second {
		return
	}
	full := barWidth * done / total
	fmt.Fprintf(p.out, "\r[%s%s] %d of %d files", strings.Repeat("#", full), strings.Repeat(".", barWidth-full), done, total)
	p.shown = true
}

func (p *progress) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		fmt.Fprintf(p.out, "\r%s\r", strings.Repeat(" ", barWidth+40))
		p.shown = false
	}
	p.out = nil
}
