package repo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"
)

// git runs Git's command line for one repository. It has no state, so it may be
// used from several goroutines.
type git struct {
	dir     string   // what is given as --git-dir; "" to let Git look around
	in      string   // the folder that Git is started in; "" for the program's own
	env     []string // the environment without what would lead Git astray
	secrets secrets  // what must not show in errors
}

// GitError is a call of Git that failed.
type GitError struct {
	Command string // "git fetch"
	Stderr  string // what Git said, in one line and without passwords
	Err     error  // of os/exec
}

func (e *GitError) Error() string {
	if e.Stderr == "" {
		return fmt.Sprintf("%s: %v", e.Command, e.Err)
	}
	return fmt.Sprintf("%s: %s (%v)", e.Command, e.Stderr, e.Err)
}

func (e *GitError) Unwrap() error { return e.Err }

// settings hold for every call. The repository's own configuration is not
// trusted to start programs (hooks, signature checks, file system monitors) nor
// to change the output that we read.
var settings = []string{
	"safe.directory=*", // we only read, and a server's user rarely owns the clone
	"core.hooksPath=/dev/null",
	"core.fsmonitor=false",
	"protocol.ext.allow=never",
	"log.showSignature=false",
	"log.showRoot=true",
	"log.follow=false",
	"color.ui=false",
	"i18n.logOutputEncoding=UTF-8",
	"gc.autoDetach=false", // nothing of ours runs on after we have returned
	"maintenance.autoDetach=false",
}

// environment returns the process's environment as Git should have it. Nearly
// all of Git's own variables go, because they tie it to another repository when
// the program is started from a hook, or make it print traces with passwords.
// Those that say how to reach a remote stay.
func environment() []string {
	stays := []string{"GIT_SSH", "GIT_SSL_", "GIT_HTTP_", "GIT_PROXY_", "GIT_ASKPASS", "GIT_EXEC_PATH",
		"GIT_CEILING_DIRECTORIES", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM",
		"GIT_CONFIG_COUNT", "GIT_CONFIG_KEY_", "GIT_CONFIG_VALUE_"}
	env := slices.DeleteFunc(os.Environ(), func(entry string) bool {
		return strings.HasPrefix(entry, "GIT_") && !slices.ContainsFunc(stays, func(prefix string) bool {
			return strings.HasPrefix(entry, prefix)
		})
	})
	return append(env,
		"LC_ALL=C", // messages are compared
		"GIT_TERMINAL_PROMPT=0",
		"GIT_OPTIONAL_LOCKS=0",
		"GIT_NO_LAZY_FETCH=1",      // reading makes no connection, let alone one that a repository asks for
		"GIT_NO_REPLACE_OBJECTS=1", // a blob id means the blob of that id
		"GIT_LITERAL_PATHSPECS=1",  // a folder may be called "[a-z]*"
		"GIT_PAGER=cat",
	)
}

// command prepares a call. When ctx ends, Git is asked to stop, so that it
// removes its locks, and soon after is stopped.
func (g *git) command(ctx context.Context, args ...string) *exec.Cmd {
	all := []string{"--no-pager"}
	for _, setting := range settings {
		all = append(all, "-c", setting)
	}
	if g.dir != "" {
		all = append(all, "--git-dir="+g.dir)
	}
	cmd := exec.CommandContext(ctx, "git", append(all, args...)...)
	cmd.Dir = g.in
	cmd.Env = g.env
	cmd.Cancel = func() error {
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			return cmd.Process.Kill()
		}
		return nil
	}
	cmd.WaitDelay = 2 * time.Second
	return cmd
}

// run returns what a call prints.
func (g *git) run(ctx context.Context, args ...string) ([]byte, error) {
	var out bytes.Buffer
	cmd := g.command(ctx, args...)
	cmd.Stdout = &out
	said := &tail{}
	cmd.Stderr = said
	err := cmd.Run()
	return out.Bytes(), g.failure(ctx, args, said, err)
}

// stream hands what a call prints to read while the call is running. An error
// of read stops the call and is returned as it is.
func (g *git) stream(ctx context.Context, read func(io.Reader) error, args ...string) error {
	running, stop := context.WithCancel(ctx)
	defer stop()
	cmd := g.command(running, args...)
	said := &tail{}
	cmd.Stderr = said
	out, err := cmd.StdoutPipe()
	if err != nil {
		return g.failure(ctx, args, said, err)
	}
	if err := cmd.Start(); err != nil {
		return g.failure(ctx, args, said, err)
	}
	readErr := read(out)
	if readErr != nil {
		stop()
	}
	err = cmd.Wait()
	// If Git failed by itself, what it printed breaks off and the reader's
	// complaint is only a consequence.
	if broken := errors.Is(readErr, io.ErrUnexpectedEOF); readErr != nil && !broken && ctx.Err() == nil {
		return readErr
	}
	if err := g.failure(ctx, args, said, err); err != nil {
		return err
	}
	return readErr
}

// failure makes an error of the outcome of a call, nil if there is none.
func (g *git) failure(ctx context.Context, args []string, said *tail, err error) error {
	if err == nil {
		return nil
	}
	name := "git " + args[0]
	if ctx.Err() != nil {
		return fmt.Errorf("%s: %w", name, context.Cause(ctx))
	}
	if errors.Is(err, exec.ErrNotFound) {
		return fmt.Errorf("git is not installed: %w", err)
	}
	// Git only says that it may not ask; it would ask because it was not let in.
	line := strings.ReplaceAll(said.line(), "terminal prompts disabled", "a user and password are needed, or those given are wrong")
	return &GitError{Command: name, Stderr: g.secrets.hide(line), Err: err}
}

// checkVersion refuses a Git that lacks "cat-file --batch-command".
func (g *git) checkVersion(ctx context.Context) error {
	out, err := g.run(ctx, "version")
	if err != nil {
		return err
	}
	version := strings.TrimPrefix(strings.TrimSpace(string(out)), "git version ")
	var major, minor int
	if _, err := fmt.Sscanf(version, "%d.%d", &major, &minor); err != nil {
		return fmt.Errorf("git version: unexpected answer %q", out)
	}
	if major < 2 || major == 2 && minor < 36 {
		return fmt.Errorf("git %s is too old, 2.36 or later is needed: %w", version, errOldGit)
	}
	return nil
}

var errOldGit = errors.New("git is too old")

// tail is an io.Writer that keeps the end of what is written.
type tail struct{ kept []byte }

const tailSize = 4 << 10

func (t *tail) Write(p []byte) (int, error) {
	t.kept = append(t.kept, p...)
	if over := len(t.kept) - tailSize; over > 0 {
		t.kept = append(t.kept[:0], t.kept[over:]...)
	}
	return len(p), nil
}

// line returns the lines that say what is wrong as one.
func (t *tail) line() string {
	var lines []string
	for line := range strings.Lines(string(t.kept)) {
		line = clean(line)
		if line == "" || strings.HasPrefix(line, "hint:") || strings.HasPrefix(line, "warning:") {
			continue
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "; ")
}
