package repo

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/cgi"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// mirrored returns options for a mirror of a work tree.
func mirrored(w *work, ref string) GitOptions {
	return GitOptions{Location: "file://" + w.dir, Ref: ref, Mirror: filepath.Join(w.t.TempDir(), "data", "mirror.git")}
}

func TestMirrorFollows(t *testing.T) {
	for _, format := range []string{"sha1", "sha256"} {
		ctx, known := context.Background(), newMemory()
		w := newWork(t, "--object-format="+format)
		w.write("content/a.md", "one")
		first := w.commit("first")
		w.git("checkout", "-q", "-b", "draft")
		options := mirrored(w, "draft")
		options.Dir = "content"
		g := w.open(options)
		s, err := g.Update(ctx, known)
		known.want(t, s, err, "+a.md")
		if g.Format() != format {
			t.Errorf("format %s", g.Format())
		}

		w.write("content/b.md", "two")
		second := w.commit("second")
		s, err = g.Update(ctx, known)
		known.want(t, s, err, "")
		must(t, g.Fetch(ctx))
		s, err = g.Update(ctx, known)
		known.want(t, s, err, "+b.md")
		if got := historyOf(t, g, first, second, false); got != "second: b.md" {
			t.Error(got)
		}

		w.git("reset", "-q", "--hard", first) // a forced push
		w.write("content/c.md", "three")
		third := w.commit("instead")
		must(t, g.Fetch(ctx))
		s, err = g.Update(ctx, known)
		known.want(t, s, err, "+c.md -b.md")
		if got := historyOf(t, g, second, third, true); got != "instead: c.md; first: a.md" {
			t.Error(got)
		}

		// The remote is out of reach: what there is goes on being served, also
		// after a new start, and then it comes back.
		away := w.dir + "-away"
		must(t, os.Rename(w.dir, away))
		if err := g.Fetch(ctx); err == nil {
			t.Error("fetched from nowhere")
		}
		must(t, g.Close())
		g = w.open(options)
		s, err = g.Update(ctx, known)
		known.want(t, s, err, "")
		must(t, os.Rename(away, w.dir))
		must(t, g.Fetch(ctx))
	}
}

func TestMirrorRefs(t *testing.T) {
	ctx := context.Background()
	w := newWork(t)
	w.write("a.md", "x")
	first := w.commit("first")
	w.git("tag", "-a", "v1", "-m", "version")
	w.git("tag", "main") // a branch goes before a tag
	w.commit("second")
	for ref, want := range map[string]string{"": "second", "main": "second", "v1": "first", first: "first", "refs/tags/main": "first"} {
		g := w.open(mirrored(w, ref))
		if commit, _, err := g.Head(ctx); err != nil || commit.Subject != want {
			t.Errorf("%q: %q, %v", ref, commit.Subject, err)
		}
		must(t, g.Fetch(ctx))
	}

	var missing *RefError
	_, err := OpenGit(ctx, mirrored(w, "nain"))
	if !errors.As(err, &missing) || len(missing.Branches) != 1 {
		t.Errorf("%v", err)
	}
	_, err = OpenGit(ctx, mirrored(newWork(t), ""))
	if !errors.As(err, &missing) || missing.Branches != nil {
		t.Errorf("an empty repository: %v", err)
	}
	w.git("branch", "draft", "refs/heads/main")
	g := w.open(mirrored(w, "draft"))
	w.git("branch", "-D", "draft")
	if err := g.Fetch(ctx); !errors.As(err, &missing) || missing.Ref != "draft" {
		t.Errorf("a branch that is gone: %v", err)
	}
	if _, _, err := g.Head(ctx); err != nil {
		t.Errorf("what was fetched before is gone: %v", err)
	}
}

// Whatever happens to a mirror, it can be had again.
func TestMirrorDamaged(t *testing.T) {
	ctx := context.Background()
	w := newWork(t)
	w.write("a.md", strings.Repeat("text ", 1000))
	w.commit("first")
	objectsOf := func(dir string) string { return filepath.Join(dir, "objects") }
	for name, damage := range map[string]func(dir string) error{
		"objects lost": func(dir string) error {
			return errors.Join(os.RemoveAll(objectsOf(dir)), os.Mkdir(objectsOf(dir), 0o700))
		},
		"objects overwritten": func(dir string) error {
			return filepath.WalkDir(objectsOf(dir), func(path string, d os.DirEntry, err error) error {
				if err != nil || d.IsDir() {
					return err
				}
				return errors.Join(os.Chmod(path, 0o600), os.WriteFile(path, []byte("nonsense"), 0o600))
			})
		},
		"ref lost":      func(dir string) error { return os.RemoveAll(filepath.Join(dir, "refs")) },
		"ref nonsense":  func(dir string) error { return os.WriteFile(filepath.Join(dir, mirrorRef), []byte("x"), 0o600) },
		"ref locked":    func(dir string) error { return os.WriteFile(filepath.Join(dir, mirrorRef+".lock"), nil, 0o600) },
		"HEAD lost":     func(dir string) error { return os.Remove(filepath.Join(dir, "HEAD")) },
		"config broken": func(dir string) error { return os.WriteFile(filepath.Join(dir, "config"), []byte("[x"), 0o600) },
		"all lost":      os.RemoveAll,
	} {
		for _, restart := range []bool{false, true} {
			options := mirrored(w, "main")
			g := w.open(options)
			must(t, g.Close())
			must(t, damage(options.Mirror))
			if restart {
				g = w.open(options)
			} else {
				g = &Git{objects: newObjects(g.objects.git, found{gitDir: g.objects.git.dir, format: "sha1"}),
					shown: g.shown, ref: g.ref, mirror: g.mirror}
				t.Cleanup(func() { g.Close() })
			}
			w.write("b.md", name)
			w.commit(name)
			readAll := func() error {
				s, err := g.Update(ctx, nil)
				if err != nil {
					return err
				}
				for _, file := range s.Changed {
					if _, err := s.Read(ctx, file.Path, 1<<20); err != nil {
						return err
					}
				}
				return nil
			}
			// What is damaged may be met by fetching or only by reading.
			err := g.Fetch(ctx)
			if err == nil && readAll() != nil {
				err = g.Fetch(ctx)
			}
			if err != nil {
				t.Errorf("%s, restart %v: %v", name, restart, err)
			} else if err := readAll(); err != nil {
				t.Errorf("%s, restart %v: %v", name, restart, err)
			}
			left, _ := filepath.Glob(options.Mirror + ".*")
			if len(left) > 0 {
				t.Errorf("%s: left behind: %q", name, left)
			}
		}
	}
}

func TestMirrorDeletesNothingOfOthers(t *testing.T) {
	ctx := context.Background()
	w := newWork(t)
	w.write("a.md", "x")
	w.commit("first")
	options := mirrored(w, "main")
	write(t, options.Mirror, "thesis.txt", "three years of work")
	if _, err := OpenGit(ctx, options); err == nil || !strings.Contains(err.Error(), "name another folder") {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Join(options.Mirror, "thesis.txt")); err != nil {
		t.Error(err)
	}

	// A mirror of something else is ours, and is replaced.
	options = mirrored(w, "main")
	must(t, w.open(options).Close())
	w.git("checkout", "-q", "-b", "draft")
	w.commit("second")
	options.Ref = "draft"
	if commit, _, err := w.open(options).Head(ctx); err != nil || commit.Subject != "second" {
		t.Error(commit, err)
	}
}

// TestMirrorOverHTTP fetches with a password, and looks for it in every error
// and every file.
func TestMirrorOverHTTP(t *testing.T) {
	ctx := context.Background()
	w := newWork(t)
	w.write("a.md", "one")
	w.commit("first")
	const password = "s3cr3t/p@ss"
	server := gitServer(t, w.dir, "maija", password)
	address := strings.Replace(server.URL, "http://", "http://maija:s3cr3t%2Fp%40ss@", 1)
	options := mirrored(w, "main")
	options.Location = address + "/.git?private_token=t0k3n"
	_, err := OpenGit(ctx, options)
	wantNoSecret(t, err)

	options.Location = address + "/.git"
	g := w.open(options)
	w.write("b.md", "two")
	w.commit("second")
	must(t, g.Fetch(ctx))
	if commit, _, err := g.Head(ctx); err != nil || commit.Subject != "second" {
		t.Error(commit, err)
	}
	must(t, filepath.WalkDir(options.Mirror, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if bytes.Contains(data, []byte("s3cr3t")) {
			t.Errorf("%s holds the password", path)
		}
		return err
	}))
	for _, arg := range g.objects.git.command(ctx, "fetch", g.mirror.loc.given).Args {
		if strings.Contains(arg, "s3cr3t") {
			t.Errorf("the password is an argument: %s", arg)
		}
	}

	server.Close()
	wantNoSecret(t, g.Fetch(ctx))
	server = gitServer(t, w.dir, "maija", "another")
	for _, user := range []string{"maija:s3cr3t%2Fp%40ss@", "glpat-0123456789abcdef@", ""} {
		options := mirrored(w, "main")
		options.Location = strings.Replace(server.URL, "http://", "http://"+user, 1) + "/.git"
		_, err = OpenGit(ctx, options)
		wantNoSecret(t, err)
	}
	options.Location = address + "/none?private_token=t0k3n"
	options.Ref = "none"
	_, err = OpenGit(ctx, options)
	wantNoSecret(t, err)
}

func wantNoSecret(t *testing.T, err error) {
	t.Helper()
	if err == nil {
		t.Fatal("no error")
	}
	t.Log(err)
	for _, secret := range []string{"s3cr3t", "p@ss", "p%40ss", "maija", "t0k3n", "glpat", "bWFpamE6"} {
		if strings.Contains(err.Error(), secret) {
			t.Errorf("the error tells %q: %v", secret, err)
		}
	}
}

// gitServer serves a repository over HTTP to one user.
func gitServer(t *testing.T, dir, user, password string) *httptest.Server {
	t.Helper()
	path, err := exec.Command("git", "--exec-path").Output()
	must(t, err)
	program := filepath.Join(strings.TrimSpace(string(path)), "git-http-backend")
	if _, err := os.Stat(program); err != nil {
		t.Skip("git-http-backend is not installed")
	}
	backend := &cgi.Handler{Path: program, Dir: dir, Stderr: io.Discard, InheritEnv: []string{"PATH"}, Env: []string{
		"GIT_PROJECT_ROOT=" + dir, "GIT_HTTP_EXPORT_ALL=1", "GIT_CONFIG_GLOBAL=" + os.DevNull,
		"GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=safe.directory", "GIT_CONFIG_VALUE_0=*"}}
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if u, p, _ := r.BasicAuth(); u != user || p != password {
			rw.Header().Set("WWW-Authenticate", `Basic realm="git"`)
			http.Error(rw, "go away "+u+":"+p, http.StatusUnauthorized)
			return
		}
		backend.ServeHTTP(rw, r)
	}))
	t.Cleanup(server.Close)
	return server
}

func TestLocation(t *testing.T) {
	for text, want := range map[string]location{
		"/srv/content":                  {given: "/srv/content", shown: "/srv/content"},
		"content.git":                   {given: "content.git", shown: "content.git"},
		`C:\content`:                    {given: `C:\content`, shown: `C:\content`},
		"./a:b":                         {given: "./a:b", shown: "./a:b"},
		"git@example.org:group/content": {given: "git@example.org:group/content", shown: "git@example.org:group/content", remote: true},
		"ssh://git@example.org/x":       {given: "ssh://git@example.org/x", shown: "ssh://example.org/x", remote: true},
		"https://example.org/x.git":     {given: "https://example.org/x.git", shown: "https://example.org/x.git", remote: true},
		"https://maija@example.org/x":   {given: "https://maija@example.org/x", shown: "https://example.org/x", remote: true},
		"https://a:b%40c@example.org:8443/x@y?token=z": {given: "https://example.org:8443/x@y?token=z",
			shown: "https://example.org:8443/x@y", remote: true, auth: "a:b@c"},
	} {
		got, err := parseLocation(text)
		got.hidden = nil
		if err != nil || got.given != want.given || got.shown != want.shown || got.remote != want.remote || got.auth != want.auth {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
	}
	loc, err := parseLocation("https://a:b@example.org/x")
	must(t, err)
	env := loc.withAuth([]string{"A=B", "GIT_CONFIG_COUNT=2", "GIT_CONFIG_KEY_1=x"})
	if got := strings.Join(env, " "); !strings.Contains(got, "GIT_CONFIG_KEY_2=http.https://example.org/x.extraHeader") ||
		!strings.HasSuffix(got, "GIT_CONFIG_COUNT=3") || strings.Contains(got, "COUNT=2") {
		t.Error(env)
	}
}

func TestHide(t *testing.T) {
	s := secretsOf("user", "p%40ss")
	for in, want := range map[string]string{
		"unable to access 'https://user:p%40ss@example.org/x?token=1': no": "unable to access 'https://example.org/x': no",
		"could not resolve p@ss":              "could not resolve ***",
		"ssh://git@example.org/x is the user": "ssh://example.org/x is the user",
		"a@b.example stays":                   "a@b.example stays",
	} {
		if got := s.hide(in); got != want {
			t.Errorf("%s\n got %s\nwant %s", in, got, want)
		}
	}
}
