package repo

import (
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

const (
	treeSample = "100644 blob 0cfbf08886fca9a91cb753ec8734c84fcbe52c9f       2\ta\x00" +
		"120000 blob 00750edc07d6415dcc07ae0351e9397b0222b7ba      17\tb\tc\nd\x00" +
		"160000 commit ec635144f60048986bc560c5576355344005e6e7       -\tmodule\x00"
	diffSample = ":100644 100644 d00491fd7e5bb6fa28c517a0bb32b8b506539d4d 0cfbf08886fca9a91cb753ec8734c84fcbe52c9f M\x00a\x00" +
		":100644 000000 d00491fd7e5bb6fa28c517a0bb32b8b506539d4d 0000000000000000000000000000000000000000 D\x00:b\x00"
	logSample = "\x013552fcd53a63\x001795302389\x00A\x00empty\x00" +
		"\x013552fcd53a63ff\x001795302389\x00 Aino <x> \x00merge\x00" +
		"\x00::100644 100644 100644 0000000 0000000 ec63514 MM\x00c/n\x00" +
		"\x017b3b6f7fdf7dac\x00nonsense\x00a@example.org\x00\x00" +
		"\n:100644 100644 d00491f 00750ed M\x00c/b\x00:100644 000000 00750ed 0000000 D\x00\x01\x00"
)

func entries(parse func(io.Reader, func(entry)) error, text string) ([]entry, error) {
	var all []entry
	err := parse(strings.NewReader(text), func(e entry) { all = append(all, e) })
	return all, err
}

func TestParse(t *testing.T) {
	got, err := entries(parseTree, treeSample)
	want := []entry{{"100644", "0cfbf08886fca9a91cb753ec8734c84fcbe52c9f", 2, "a"},
		{"120000", "00750edc07d6415dcc07ae0351e9397b0222b7ba", 17, "b\tc\nd"},
		{"160000", "ec635144f60048986bc560c5576355344005e6e7", 0, "module"}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("tree %v, %v", got, err)
	}
	got, err = entries(parseDiff, diffSample)
	want = []entry{{"100644", "0cfbf08886fca9a91cb753ec8734c84fcbe52c9f", 0, "a"}, {"000000", strings.Repeat("0", 40), 0, ":b"}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("difference %v, %v", got, err)
	}

	var commits []Commit
	var files [][]Written
	err = parseLog(strings.NewReader(logSample), func(c Commit, f []Written) error {
		commits, files = append(commits, c), append(files, f)
		return nil
	})
	wantCommits := []Commit{{"3552fcd53a63", "A", time.Unix(1795302389, 0).UTC(), "empty"},
		{"3552fcd53a63ff", "Aino <x>", time.Unix(1795302389, 0).UTC(), "merge"},
		{"7b3b6f7fdf7dac", "a", time.Unix(0, 0).UTC(), ""}}
	if err != nil || !reflect.DeepEqual(commits, wantCommits) {
		t.Errorf("commits %+v, %v", commits, err)
	}
	if want := [][]Written{nil, {{"c/n", "ec63514"}}, {{"c/b", "00750ed"}, {"\x01", ""}}}; !reflect.DeepEqual(files, want) {
		t.Errorf("files %q", files)
	}
	for _, line := range []string{":100644 100644 d00491f M", ":100644 100644 d00491f xyz M", "::100644 100644 d00491f 00750ed M"} {
		if id, err := resultOf(line); err == nil {
			t.Errorf("%q leaves %q", line, id)
		}
	}
}

// What breaks off, because Git was stopped, is an error and not a shorter list.
func TestParseBrokenOff(t *testing.T) {
	for at := 1; at < len(logSample); at++ {
		n := 0
		err := parseLog(strings.NewReader(logSample[:at]), func(Commit, []Written) error { n++; return nil })
		if err == nil && logSample[at-1] != 0 {
			t.Errorf("log cut at %d: no error", at)
		}
		if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("log cut at %d: %v", at, err)
		}
	}
	for at := 1; at < len(diffSample); at++ {
		if _, err := entries(parseDiff, diffSample[:at]); err == nil && diffSample[at-3:at] != "\x00a\x00" {
			t.Errorf("difference cut at %d: no error", at)
		}
	}
}

func TestNames(t *testing.T) {
	for name, want := range map[string]bool{".git": true, ".": true, "a~": true, "a.swp": true, "#a#": true, "4913": true,
		"#": false, "a.md": false, "swp": false, "49130": false, "#a": false, "a~b": false} {
		if Ignored(name) != want {
			t.Errorf("%q: %v", name, !want)
		}
	}
	if got := printable("a b/ä.md"); got != "a b/ä.md" {
		t.Error(got)
	}
	if got := cut("äöå", 3) + cut("äöå", 2); got != "äöåäö…" {
		t.Error(got)
	}
}

func TestBlobID(t *testing.T) {
	if got := BlobID("sha1", []byte("what is up, doc?")); got != "bd9dbf5aae1a3862dd1526723246b20206e5fc37" {
		t.Error(got)
	}
	if got := BlobID("sha256", nil); got != "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813" {
		t.Error(got)
	}
}

func FuzzParseTree(f *testing.F) {
	f.Add(treeSample)
	f.Fuzz(func(t *testing.T, text string) {
		all, err := entries(parseTree, text)
		checkEntries(t, text, all, err)
	})
}

func FuzzParseDiff(f *testing.F) {
	f.Add(diffSample)
	f.Fuzz(func(t *testing.T, text string) {
		all, err := entries(parseDiff, text)
		checkEntries(t, text, all, err)
	})
}

func checkEntries(t *testing.T, text string, all []entry, err error) {
	if err == nil && text != "" && len(all) == 0 {
		t.Error("input went by unnoticed")
	}
	for _, e := range all {
		if e.path == "" || strings.Contains(e.path, "\x00") || !isHex(e.blob) || !isMode(e.mode) || e.size < 0 {
			t.Errorf("entry %+v", e)
		}
		if upto, reason, _ := judge(e.path); reason != "" && nameFault(upto) != "" {
			t.Errorf("%q is not printable", upto)
		}
	}
}

func FuzzParseLog(f *testing.F) {
	f.Add(logSample)
	f.Fuzz(func(t *testing.T, text string) {
		parseLog(strings.NewReader(text), func(c Commit, files []Written) error {
			for _, f := range files {
				if !isHex(f.Blob) {
					t.Errorf("file %+v", f)
				}
			}
			if c.Hash == "" || !isHex(c.Hash) || strings.Contains(c.Author, "@") {
				t.Errorf("commit %+v", c)
			}
			if !utf8.ValidString(c.Author+c.Subject) || strings.ContainsFunc(c.Author+c.Subject, isControl) {
				t.Errorf("commit %+v", c)
			}
			if _, err := c.Time.MarshalJSON(); err != nil {
				t.Error(err)
			}
			return nil
		})
	})
}

func FuzzParseAnswer(f *testing.F) {
	f.Add("HEAD", "HEAD missing")
	f.Add("HEAD", "0cfbf08886fca9a91cb753ec8734c84fcbe52c9f blob 12")
	f.Fuzz(func(t *testing.T, name, line string) {
		if o, err := parseAnswer(name, line); err == nil && (!isHex(o.id) || o.size < 0) {
			t.Errorf("%+v", o)
		}
	})
}
