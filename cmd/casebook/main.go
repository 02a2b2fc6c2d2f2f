// Command casebook checks, indexes and serves a knowledge base of Markdown in
// Git. Run it without arguments, or with "help", to see what it can do.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], system{
		stdout: os.Stdout, stderr: os.Stderr, env: os.LookupEnv, terminal: isTerminal(os.Stderr), outTerminal: isTerminal(os.Stdout),
	})
	stop()
	os.Exit(code)
}

// system is what a command may use of its surroundings.
type system struct {
	stdout, stderr io.Writer
	env            func(string) (string, bool)
	// terminal tells that stderr is one, so that a progress bar makes sense;
	// outTerminal that stdout is.
	terminal, outTerminal bool
}

func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && os.Getenv("TERM") != "dumb"
}

// command is one of casebook's commands.
type command struct {
	name, arguments, summary string
	// flags declares the command's flags and returns what runs it with the
	// arguments left.
	flags func(*flag.FlagSet) func(context.Context, system, []string) error
}

func commands() []command {
	return []command{
		{"serve", "", "make the knowledge base and serve the portal", serveCommand},
		{"build", "", "make the data folder, or bring it up to date, and stop", buildCommand},
		{"check", "[DIR]", "check all content and list the findings", checkCommand},
		{"new", "KIND NAME", "write a template for a new document", newCommand},
		{"translate", "ID", "begin a translation, or see what changed since it was made", translateCommand},
		{"link", "PLAN#ACTION CASE", "note that an action, recommendation or improvement follows from a case", linkCommand},
		{"translations", "", "list which translations are missing, current or out of date", translationsCommand},
		{"export", "WHAT [NAME]", "write documents, the form of a practice or plan, or a report to a file", exportCommand},
		{"eval", "DIR", "measure search on a set of judged queries", evalCommand},
		{"version", "", "say which version this is", versionCommand},
	}
}

// Exit codes.
const (
	exitOK       = 0
	exitFailure  = 1
	exitBadUsage = 2
)

// usageError is a mistake in how the command was called.
type usageError struct{ message string }

func (e *usageError) Error() string { return e.message }

func usagef(format string, args ...any) error {
	return &usageError{fmt.Sprintf(format, args...)}
}

// errFindings says that a check found errors, which have been printed.
var errFindings = errors.New("the content has errors")

// run runs one command and returns the exit code.
func run(ctx context.Context, args []string, sys system) int {
	if len(args) == 0 || args[0] == "help" || args[0] == "-h" || args[0] == "--help" || args[0] == "-help" {
		if len(args) > 1 {
			return run(ctx, []string{args[1], "--help"}, sys)
		}
		overview(sys.stdout)
		return exitOK
	}
	for _, c := range commands() {
		if c.name == args[0] || args[0] == "--version" && c.name == "version" {
			return c.run(ctx, args[1:], sys)
		}
	}
	fmt.Fprintf(sys.stderr, "casebook: there is no command %q; \"casebook help\" lists them\n", args[0])
	return exitBadUsage
}

func (c command) run(ctx context.Context, args []string, sys system) int {
	fs := flag.NewFlagSet(c.name, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	action := c.flags(fs)
	rest, err := parseFlags(fs, args, sys.env)
	switch {
	case errors.Is(err, flag.ErrHelp):
		c.help(sys.stdout, fs)
		return exitOK
	case err == nil:
		err = action(ctx, sys, rest)
	}
	var usage *usageError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &usage):
		fmt.Fprintf(sys.stderr, "casebook %s: %s\n\"casebook %s --help\" tells more\n", c.name, usage.message, c.name)
		return exitBadUsage
	case errors.Is(err, errFindings):
		return exitFailure
	case errors.Is(err, context.Canceled):
		fmt.Fprintf(sys.stderr, "casebook %s: interrupted\n", c.name)
		return exitFailure
	}
	fmt.Fprintf(sys.stderr, "casebook %s: %s\n", c.name, err)
	return exitFailure
}

// parseFlags reads flags wherever they stand among the arguments, after the
// environment (--data is CASEBOOK_DATA), and returns the arguments left.
func parseFlags(fs *flag.FlagSet, args []string, env func(string) (string, bool)) ([]string, error) {
	var problem error
	fs.VisitAll(func(f *flag.Flag) {
		name := environmentName(f.Name)
		if value, ok := env(name); ok && problem == nil {
			if err := fs.Set(f.Name, value); err != nil {
				problem = usagef("the environment's %s=%q is no good value: %s", name, value, reason(err))
			}
		}
	})
	if problem != nil {
		return nil, problem
	}
	var rest []string
	for {
		if err := fs.Parse(args); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				return nil, err
			}
			return nil, usagef("%s", reason(err))
		}
		if fs.NArg() == 0 {
			return rest, nil
		}
		done := len(args) - fs.NArg()
		if done > 0 && args[done-1] == "--" {
			return append(rest, fs.Args()...), nil
		}
		rest = append(rest, fs.Arg(0))
		args = fs.Args()[1:]
	}
}

func environmentName(flagName string) string {
	return "CASEBOOK_" + strings.ToUpper(strings.ReplaceAll(flagName, "-", "_"))
}

// reason puts the flag package's errors into our words.
func reason(err error) string {
	s := err.Error()
	if name, ok := strings.CutPrefix(s, "flag provided but not defined: -"); ok {
		return "there is no flag --" + strings.TrimPrefix(name, "-")
	}
	return strings.NewReplacer("invalid value", "the value", " for flag -", " is not right for --", "flag needs an argument: -", "a value is missing after --").Replace(s)
}

func overview(w io.Writer) {
	fmt.Fprint(w, "Casebook serves a knowledge base of Markdown in Git as a searchable portal.\n\nUsage: casebook COMMAND [flags]\n\nCommands:\n")
	for _, c := range commands() {
		fmt.Fprintf(w, "  %-22s %s\n", strings.TrimSpace(c.name+" "+c.arguments), c.summary)
	}
	fmt.Fprint(w, "\n\"casebook COMMAND --help\" tells a command's flags. Every flag can be set in the\nenvironment too: --data is CASEBOOK_DATA.\n")
}

func (c command) help(w io.Writer, fs *flag.FlagSet) {
	fmt.Fprintf(w, "casebook %s: %s\n\nUsage: casebook %s [flags]\n\nFlags:\n", c.name, c.summary, strings.TrimSpace(c.name+" "+c.arguments))
	fs.VisitAll(func(f *flag.Flag) {
		kind, usage := flag.UnquoteUsage(f)
		fmt.Fprintf(w, "  --%-20s %s", strings.TrimSpace(f.Name+" "+kind), usage)
		if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "0" && f.DefValue != "0s" {
			fmt.Fprintf(w, " (default %s)", f.DefValue)
		}
		fmt.Fprintln(w)
	})
}

// noArguments refuses arguments that a command does not take.
func noArguments(args []string) error {
	if len(args) > 0 {
		return usagef("%q is one argument too many", args[0])
	}
	return nil
}
