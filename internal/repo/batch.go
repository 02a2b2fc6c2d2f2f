package repo

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
)

// catFile asks one long-lived "git cat-file --batch-command" about objects,
// which takes some 50 µs where a process for each question takes milliseconds.
// The process starts with the first question, and again after it has died.
type catFile struct {
	git  *git
	turn chan struct{} // has room for one: whoever speaks with the process

	// Below: only in turn.
	proc   *catProcess // nil if none runs
	closed bool
}

type catProcess struct {
	cmd  *exec.Cmd
	in   io.WriteCloser
	out  *bufio.Reader
	said *tail
}

// object is Git's answer about a name.
type object struct {
	id   string
	kind string // "blob", "tree", "commit" or "tag"
	size int64
}

// answer is an error that is Git's answer: the process is well.
type answer struct{ error }

func newCatFile(g *git) *catFile {
	return &catFile{git: g, turn: make(chan struct{}, 1)}
}

// info returns what a name, such as an id or "HEAD^{commit}", stands for.
// ErrNotFound if it stands for nothing, or for more than one object.
func (c *catFile) info(ctx context.Context, name string) (found object, err error) {
	err = c.speak(ctx, func(p *catProcess) error {
		found, err = p.ask("info", name)
		return err
	})
	return found, err
}

// blob returns the content of a blob. ErrNotFound if there is no such blob, a
// *TooLargeError if it has more than limit bytes; then it has not been read.
func (c *catFile) blob(ctx context.Context, id string, limit int64) (data []byte, err error) {
	err = c.speak(ctx, func(p *catProcess) error {
		found, err := p.ask("info", id)
		if err != nil {
			return err
		}
		if found.kind != "blob" {
			return answer{fmt.Errorf("blob %s: %w", id, ErrNotFound)}
		}
		if found.size > limit {
			return answer{&TooLargeError{Path: id, Size: found.size, Limit: limit}}
		}
		if found, err = p.ask("contents", id); err != nil {
			return err
		}
		data = make([]byte, found.size+1) // Git ends the content with a newline
		if _, err := io.ReadFull(p.out, data); err != nil {
			return err
		}
		data = data[:found.size]
		return nil
	})
	if err != nil {
		return nil, err
	}
	return data, nil
}

// speak waits for its turn and lets f have a conversation with the process.
// A process that has answered before may have died of old age, so it gets a
// successor; one that fails at its first question is broken.
func (c *catFile) speak(ctx context.Context, f func(*catProcess) error) error {
	select {
	case c.turn <- struct{}{}:
		defer func() { <-c.turn }()
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	if c.closed {
		return ErrClosed
	}
	for {
		fresh := c.proc == nil
		if fresh {
			if err := c.start(); err != nil {
				return err
			}
		}
		stop := context.AfterFunc(ctx, c.proc.kill)
		err := f(c.proc)
		stopped := stop()
		var said answer
		if stopped && (err == nil || errors.As(err, &said)) {
			return errOf(err)
		}
		failure := c.end(ctx, err)
		if err == nil || ctx.Err() != nil || fresh {
			return failure
		}
	}
}

// errOf takes an error out of its answer.
func errOf(err error) error {
	var said answer
	if errors.As(err, &said) {
		return said.error
	}
	return err
}

func (c *catFile) start() error {
	p := &catProcess{said: &tail{}}
	// The process outlives the question, so it is not bound to its context.
	p.cmd = c.git.command(context.Background(), "cat-file", "--batch-command")
	p.cmd.Stderr = p.said
	in, err := p.cmd.StdinPipe()
	if err != nil {
		return err
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return err
	}
	p.in, p.out = in, bufio.NewReaderSize(out, 64<<10)
	if err := p.cmd.Start(); err != nil {
		return c.git.failure(context.Background(), []string{"cat-file"}, p.said, err)
	}
	c.proc = p
	return nil
}

// end does away with the process and returns what was wrong with it, nil if
// nothing was.
func (c *catFile) end(ctx context.Context, err error) error {
	p := c.proc
	c.proc = nil
	p.in.Close()
	p.kill()
	p.cmd.Wait() // killed, so it says nothing of interest
	return c.git.failure(ctx, []string{"cat-file"}, p.said, err)
}

// restart lets the next question have a new process.
func (c *catFile) restart() {
	c.turn <- struct{}{}
	c.stop()
	<-c.turn
}

// close ends the process for good.
func (c *catFile) close() error {
	c.turn <- struct{}{}
	c.stop()
	c.closed = true
	<-c.turn
	return nil
}

func (c *catFile) stop() {
	if c.proc != nil {
		c.end(context.Background(), nil)
	}
}

func (p *catProcess) kill() { p.cmd.Process.Kill() }

// ask sends one command and reads the line that answers it.
func (p *catProcess) ask(command, name string) (object, error) {
	if strings.ContainsAny(name, "\n\x00") || name == "" {
		return object{}, answer{fmt.Errorf("%q: %w", name, ErrNotFound)}
	}
	if _, err := io.WriteString(p.in, command+" "+name+"\n"); err != nil {
		return object{}, err
	}
	line, err := p.out.ReadString('\n')
	if err != nil {
		return object{}, err
	}
	return parseAnswer(name, strings.TrimSuffix(line, "\n"))
}

// parseAnswer reads "<id> <kind> <size>" or "<name> missing".
func parseAnswer(name, line string) (object, error) {
	if line == name+" missing" || line == name+" ambiguous" {
		return object{}, answer{fmt.Errorf("object %s: %w", name, ErrNotFound)}
	}
	part := strings.Split(line, " ")
	if len(part) != 3 || !isHex(part[0]) {
		return object{}, fmt.Errorf("unexpected answer %q", line)
	}
	size, err := strconv.ParseInt(part[2], 10, 64)
	if err != nil || size < 0 {
		return object{}, fmt.Errorf("unexpected answer %q", line)
	}
	return object{id: part[0], kind: part[1], size: size}, nil
}
