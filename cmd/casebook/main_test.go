package main

import (
	"bufio"
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/andybalholm/cascadia"
	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/net/html"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"casebook": main})
}

// TestStories plays the stories in testdata against the real binary.
func TestStories(t *testing.T) {
	content, err := filepath.Abs(filepath.Join("..", "..", "content"))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(e *testscript.Env) error {
			s := &story{env: e}
			e.Values[storyKey{}] = s
			e.Defer(s.kill)
			e.Setenv("KNOWLEDGE", content)
			e.Setenv("GIT_CONFIG_GLOBAL", filepath.Join(e.WorkDir, "gitconfig"))
			e.Setenv("HOME", e.WorkDir)
			return os.WriteFile(filepath.Join(e.WorkDir, "gitconfig"),
				[]byte("[user]\nname = Test Author\nemail = author@example.org\n[init]\ndefaultBranch = main\n[commit]\ngpgsign = false\n"), 0o600)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"portal":   portal,
			"await":    await,
			"get":      get,
			"hook":     hook,
			"selector": selector,
			"kill":     kill,
			"stop":     stop,
			"replace":  replace,
			"crlf":     crlf,
			"damage":   damage,
			"rules":    rules,
		},
	})
}

type storyKey struct{}

// story is the state of one script: a portal that runs, and the last answer.
type story struct {
	env    *testscript.Env
	cmd    *exec.Cmd
	url    string
	ended  chan struct{}
	answer *html.Node

	mu     sync.Mutex
	output []string
	seen   int // how many lines await has passed
	more   chan struct{}
}

func of(ts *testscript.TestScript) *story { return ts.Value(storyKey{}).(*story) }

// patience is how long a script waits for something before it fails.
const patience = 60 * time.Second

// portal starts "casebook serve" on a free port and waits for its address.
func portal(ts *testscript.TestScript, _ bool, args []string) {
	s := of(ts)
	s.kill()
	s.cmd = exec.Command("casebook", append([]string{"serve", "--addr", "localhost:0"}, args...)...)
	s.cmd.Dir = ts.MkAbs(".")
	for _, name := range []string{"PATH", "HOME", "GIT_CONFIG_GLOBAL", "CASEBOOK_HOOK_SECRET", "CASEBOOK_CONTENT", "CASEBOOK_DATA"} {
		if v := ts.Getenv(name); v != "" {
			s.cmd.Env = append(s.cmd.Env, name+"="+v)
		}
	}
	if path, err := exec.LookPath("casebook"); err == nil {
		s.cmd.Path = path
	}
	r, w, err := os.Pipe()
	ts.Check(err)
	s.cmd.Stdout, s.cmd.Stderr = w, w
	s.mu.Lock()
	s.output, s.seen, s.more = nil, 0, make(chan struct{}, 1)
	s.mu.Unlock()
	ts.Check(s.cmd.Start())
	w.Close()
	s.ended = make(chan struct{})
	go s.read(r)
	line := s.wait(ts, regexp.MustCompile(`^Portal +http://\S+$`))
	s.url = strings.Fields(line)[1]
}

func (s *story) read(r *os.File) {
	defer close(s.ended)
	defer r.Close()
	for scanner := bufio.NewScanner(r); scanner.Scan(); {
		s.mu.Lock()
		s.output = append(s.output, scanner.Text())
		s.mu.Unlock()
		select {
		case s.more <- struct{}{}:
		default:
		}
	}
}

// wait waits for a line of the portal's output and returns it.
func (s *story) wait(ts *testscript.TestScript, want *regexp.Regexp) string {
	deadline := time.After(patience)
	for {
		s.mu.Lock()
		for s.seen < len(s.output) {
			line := s.output[s.seen]
			s.seen++
			if want.MatchString(line) {
				s.mu.Unlock()
				return line
			}
		}
		s.mu.Unlock()
		select {
		case <-s.more:
		case <-s.ended:
			s.mu.Lock()
			rest := s.seen == len(s.output)
			s.mu.Unlock()
			if rest {
				ts.Fatalf("the portal ended without saying %q; it said:\n%s", want, strings.Join(s.output, "\n"))
			}
		case <-deadline:
			ts.Fatalf("the portal did not say %q; it said:\n%s", want, strings.Join(s.output, "\n"))
		}
	}
}

// await waits for a line of the portal's output.
func await(ts *testscript.TestScript, _ bool, args []string) {
	of(ts).wait(ts, regexp.MustCompile(args[0]))
}

// kill ends the portal as if the power had failed.
func kill(ts *testscript.TestScript, _ bool, _ []string) { of(ts).kill() }

func (s *story) kill() {
	if s.cmd != nil && s.cmd.Process != nil {
		_ = s.cmd.Process.Signal(syscall.SIGKILL)
		_ = s.cmd.Wait()
		<-s.ended
		s.cmd = nil
	}
}

// stop asks the portal to end and waits until it has.
func stop(ts *testscript.TestScript, _ bool, _ []string) {
	s := of(ts)
	ts.Check(s.cmd.Process.Signal(syscall.SIGTERM))
	select {
	case <-s.ended:
	case <-time.After(patience):
		ts.Fatalf("the portal did not stop; it said:\n%s", strings.Join(s.output, "\n"))
	}
	ts.Check(s.cmd.Wait())
	s.cmd = nil
}

// get asks for an address: get STATUS PATH. The answer is the script's stdout.
func get(ts *testscript.TestScript, _ bool, args []string) {
	s := of(ts)
	res, err := http.Get(s.url + args[1])
	ts.Check(err)
	s.finish(ts, res, args[0])
}

func (s *story) finish(ts *testscript.TestScript, res *http.Response, status string) {
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	ts.Check(err)
	fmt.Fprintf(ts.Stdout(), "%s", body)
	if got := fmt.Sprint(res.StatusCode); got != status {
		ts.Fatalf("%s answers %s, not %s:\n%.2000s", res.Request.URL, got, status, body)
	}
	s.answer, err = html.Parse(bytes.NewReader(body))
	ts.Check(err)
}

// hook asks for a publication with a signature: hook STATUS SECRET.
func hook(ts *testscript.TestScript, _ bool, args []string) {
	s := of(ts)
	body := []byte(`{"ref":"refs/heads/main"}`)
	mac := hmac.New(sha256.New, []byte(args[1]))
	mac.Write(body)
	req, err := http.NewRequest(http.MethodPost, s.url+"/hooks/publish", bytes.NewReader(body))
	ts.Check(err)
	req.Header.Set("X-Hub-Signature-256", "sha256="+hex.EncodeToString(mac.Sum(nil)))
	res, err := http.DefaultClient.Do(req)
	ts.Check(err)
	s.finish(ts, res, args[0])
}

// selector looks into the last answer: selector CSS [WORDS]. One of the
// elements must hold the words.
func selector(ts *testscript.TestScript, neg bool, args []string) {
	sel, err := cascadia.Parse(args[0])
	ts.Check(err)
	words := strings.Join(args[1:], " ")
	found := false
	var all []string
	for _, n := range cascadia.QueryAll(of(ts).answer, sel) {
		text := strings.Join(strings.Fields(textOf(n)), " ")
		all = append(all, text)
		found = found || strings.Contains(text, words)
	}
	if found == neg {
		ts.Fatalf("%s with %q: found %v among %q", args[0], words, found, all)
	}
}

func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(textOf(c))
	}
	return b.String()
}

// replace changes a file: replace FILE OLD NEW.
func replace(ts *testscript.TestScript, _ bool, args []string) {
	file := ts.MkAbs(args[0])
	data, err := os.ReadFile(file)
	ts.Check(err)
	old, new := strings.ReplaceAll(args[1], `\n`, "\n"), strings.ReplaceAll(args[2], `\n`, "\n")
	if !strings.Contains(string(data), old) {
		ts.Fatalf("%s has no %q:\n%s", args[0], old, data)
	}
	ts.Check(os.WriteFile(file, []byte(strings.Replace(string(data), old, new, 1)), 0o644))
}

// crlf ends the lines of a file as Windows does: crlf FILE.
func crlf(ts *testscript.TestScript, _ bool, args []string) {
	file := ts.MkAbs(args[0])
	data, err := os.ReadFile(file)
	ts.Check(err)
	ts.Check(os.WriteFile(file, bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n")), 0o644))
}

// damage breaks the files that match a pattern: damage flip|cut|empty PATTERN.
func damage(ts *testscript.TestScript, _ bool, args []string) {
	files, err := filepath.Glob(ts.MkAbs(args[1]))
	ts.Check(err)
	if len(files) == 0 {
		ts.Fatalf("no file matches %s", args[1])
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		ts.Check(err)
		switch args[0] {
		case "flip":
			for at := len(data) / 3; at < len(data)/3+200 && at < len(data); at++ {
				data[at] ^= 0xff
			}
		case "cut":
			data = data[:len(data)/2]
		case "empty":
			data = nil
		}
		ts.Check(os.WriteFile(file, data, 0o600))
	}
}

// rules copies the vocabularies of the knowledge base and a site.yaml without
// references into a content folder: rules DIR.
func rules(ts *testscript.TestScript, _ bool, args []string) {
	dir := ts.MkAbs(args[0])
	ts.Check(os.CopyFS(filepath.Join(dir, "vocabularies"), os.DirFS(filepath.Join(ts.Getenv("KNOWLEDGE"), "vocabularies"))))
	ts.Check(os.WriteFile(filepath.Join(dir, "site.yaml"),
		[]byte("name: {en: Test Casebook}\nlanguages: [en, fi, ro, nl, it, lv]\ndefault_language: en\nnuts_version: 2024\n"), 0o644))
}
