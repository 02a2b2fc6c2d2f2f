package export

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ai4citizens/casebook/i18n"
	"github.com/ai4citizens/casebook/internal/lang"
	"github.com/ai4citizens/casebook/internal/publish"
	"github.com/ai4citizens/casebook/internal/repo"
)

// tree writes the files of testdata/content.txt, with the vocabularies of the
// knowledge base, to a folder of its own.
func tree(t testing.TB) string {
	t.Helper()
	data, err := os.ReadFile("testdata/content.txt")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "vocabularies"), os.DirFS("../../content/vocabularies")); err != nil {
		t.Fatal(err)
	}
	name := ""
	files := map[string]string{}
	for line := range strings.Lines(string(data)) {
		if rest, ok := strings.CutPrefix(line, "-- "); ok {
			name = strings.TrimSuffix(strings.TrimSpace(rest), " --")
		} else if name != "" {
			files[name] += line
		}
	}
	for name, text := range files {
		put(t, dir, name, text)
	}
	return dir
}

func put(t testing.TB, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// git runs Git in a folder, as if it were always the same day.
func git(t testing.TB, dir string, args ...string) {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_AUTHOR_NAME=Test", "GIT_AUTHOR_EMAIL=t@example.org",
		"GIT_COMMITTER_NAME=Test", "GIT_COMMITTER_EMAIL=t@example.org",
		"GIT_AUTHOR_DATE=2025-11-03T09:30:00Z", "GIT_COMMITTER_DATE=2025-11-03T09:30:00Z")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("git %s: %v\n%s", args, err, out)
	}
}

// committed is a tree in Git.
func committed(t testing.TB) string {
	t.Helper()
	dir := tree(t)
	git(t, dir, "init", "-q")
	git(t, dir, "add", ".")
	git(t, dir, "commit", "-q", "-m", "Begin")
	return dir
}

// edition publishes a folder.
func edition(t testing.TB, dir string, examples bool) *Edition {
	t.Helper()
	folder, err := repo.OpenFolder(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	p, err := publish.Open(publish.Options{Source: folder, Name: dir, Data: t.TempDir(), Doing: "test", Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Publish(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	view, err := p.Begin()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		view.Close()
		if err := p.Close(); err != nil {
			t.Error(err)
		}
		if err := folder.Close(); err != nil {
			t.Error(err)
		}
	})
	findings, err := view.Findings()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		if !slices.Contains([]string{"length", "outdated", "no-evidence"}, f.Rule) {
			t.Errorf("the test's content: %s", f)
		}
	}
	e, err := New(context.Background(), view, examples)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func speaking(t testing.TB, tag lang.Tag) *Words {
	t.Helper()
	m, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	return NewWords(m, tag)
}

// written is what an export writes.
func written(t testing.TB, write func(io.Writer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// all are the exports of all documents.
func all(e *Edition) map[string]func(io.Writer) error {
	return map[string]func(io.Writer) error{
		"csv": e.CSV, "xlsx": e.XLSX, "jsonl": e.JSONLines,
		"zip": func(w io.Writer) error { return e.Zip(context.Background(), w) },
	}
}

func TestTheSameEditionGivesTheSameBytes(t *testing.T) {
	dir := committed(t)
	first, second := edition(t, dir, false), edition(t, dir, false)
	if first.Stamp.Commit == "" || first.Stamp.Day() != "2025-11-03" {
		t.Errorf("the stamp is %+v", first.Stamp)
	}
	for name, write := range all(first) {
		if !bytes.Equal(written(t, write), written(t, all(second)[name])) {
			t.Errorf("%s differs", name)
		}
	}
}

// TestWhatIsNotCommittedIsCounted saves two files without committing them.
func TestWhatIsNotCommittedIsCounted(t *testing.T) {
	dir := committed(t)
	put(t, dir, "organisations/new/index.en.md", "---\ntitle: New\nsummary: New.\ncategory: local-government\n---\n")
	put(t, dir, "organisations/city/index.fi.md", "---\ntitle: Kaupunki\nsummary: Toinen.\ncategory: local-government\n---\n")
	e := edition(t, dir, false)
	if e.Stamp.Loose != 2 || e.Stamp.Name() != e.Stamp.Commit+"+2" || e.Stamp.ID() != e.Stamp.Commit[:8]+"+2" {
		t.Errorf("the stamp is %+v", e.Stamp)
	}
	if head, _, _ := strings.Cut(string(written(t, e.JSONLines)), "\n"); !strings.Contains(head, `"not_as_committed":2`) {
		t.Errorf("the first line is %s", head)
	}
	if got := speaking(t, lang.EN).Made(e.Stamp); !strings.HasSuffix(got, "(2 pages differ from it)") {
		t.Errorf("%q", got)
	}
}

func TestExamplesAreLeftOut(t *testing.T) {
	dir := committed(t)
	without, with := edition(t, dir, false), edition(t, dir, true)
	for name, write := range all(without) {
		data, more := written(t, write), written(t, all(with)[name])
		if name == "zip" || name == "xlsx" {
			data, more = unzipped(t, data), unzipped(t, more)
		}
		if bytes.Contains(data, []byte("made-up")) {
			t.Errorf("%s has the example", name)
		}
		if !bytes.Contains(more, []byte("made-up")) {
			t.Errorf("%s has no example though it was asked for", name)
		}
	}
}

// unzipped is an archive's names and files, one after the other.
func unzipped(t testing.TB, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	for name, text := range archive(t, data) {
		b.WriteString(name + "\n" + text + "\n")
	}
	return b.Bytes()
}

func archive(t testing.TB, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(text)
		if got := f.Modified.UTC().Format("2006-01-02T15:04"); got != "2025-11-03T09:30" {
			t.Errorf("%s is of %s", f.Name, got)
		}
	}
	return files
}

// TestArchiveHoldsTheFilesAsWritten changes one file after the edition was made
// and breaks another: the archive has what the edition was made from.
func TestArchiveHoldsTheFilesAsWritten(t *testing.T) {
	dir := committed(t)
	e := edition(t, dir, false)
	source, err := os.ReadFile(filepath.Join(dir, "practices/long/index.fi.md"))
	if err != nil {
		t.Fatal(err)
	}
	put(t, dir, "practices/long/index.fi.md", "other text")
	files := archive(t, written(t, func(w io.Writer) error { return e.Zip(context.Background(), w) }))
	if got := files["content/practices/long/index.fi.md"]; got != string(source) {
		t.Errorf("the file in the archive is %q", got)
	}
	if want := "Commit: " + e.Stamp.Commit; !strings.Contains(files["README.md"], want) {
		t.Errorf("the README does not say %q:\n%s", want, files["README.md"])
	}
	if len(files) != 15 {
		t.Errorf("the archive has %d files", len(files))
	}
}

func TestArchiveSaysWhatIsLost(t *testing.T) {
	dir := tree(t)
	e := edition(t, dir, false)
	if e.Stamp.Commit != "" || e.Stamp.Date.IsZero() || e.Stamp.ID() != e.Stamp.Day() {
		t.Errorf("the stamp of a folder without Git is %+v", e.Stamp)
	}
	put(t, dir, "practices/long/index.fi.md", "other text")
	data := written(t, func(w io.Writer) error { return e.Zip(context.Background(), w) })
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	r, err := z.Open("README.md")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), "- practices/long/index.fi.md\n") || !strings.Contains(string(text), "none, the content is not in Git") {
		t.Errorf("the README is\n%s", text)
	}
}

func TestJSONLines(t *testing.T) {
	e := edition(t, committed(t), false)
	lines := strings.Split(strings.TrimSuffix(string(written(t, e.JSONLines)), "\n"), "\n")
	var head editionRecord
	if err := json.Unmarshal([]byte(lines[0]), &head); err != nil || head.Type != "edition" || head.Documents != len(lines)-1 || head.Commit != e.Stamp.Commit {
		t.Errorf("%v: the first of %d lines is %s", err, len(lines), lines[0])
	}
	for _, line := range lines[1:] {
		var d documentRecord
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			t.Fatal(err)
		}
		if d.Versions[d.Original].State != "original" {
			t.Errorf("%s has no original", d.ID)
		}
		if d.ID != "practices/long" {
			continue
		}
		facts := string(d.Versions["fi"].Facts)
		if !strings.Contains(facts, `"resources":{"funding":"20000 EUR","staff_fte":1.5}`) {
			t.Errorf("the facts are %s", facts)
		}
		if s := d.Versions["en"].Sections; len(s) != 4 || s[0].ID != "details" || s[0].Text != "In short.\nMore of it." {
			t.Errorf("the sections are %+v", s)
		}
	}
}

func TestTableOfAllDocuments(t *testing.T) {
	e := edition(t, committed(t), false)
	data := written(t, e.CSV)
	if !bytes.HasPrefix(data, []byte("\xef\xbb\xbfid,kind,")) || !bytes.Contains(data, []byte("\r\n")) {
		t.Errorf("the file begins with %q", data[:30])
	}
	rows, err := csv.NewReader(bytes.NewReader(data[3:])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for i, name := range rows[0] {
		at[name] = i
	}
	for _, row := range rows[1:] {
		if row[at["edition_commit"]] != e.Stamp.Commit || row[at["edition_date"]] != "2025-11-03" || row[at["added"]] != "2025-11-03" {
			t.Errorf("the row is %q", row)
		}
		if row[0] != "practices/long" {
			continue
		}
		for name, want := range map[string]string{
			"title_fi": "'=1+1", "title_en": "A long one", "title_lv": "", "languages": "en; fi", "outdated": "en", "regions": "FI19B",
			"cost": "20000 EUR", "staff_fte": "1.5", "status": "draft", "date": "2020-09", "path": "practices/long/index.fi.md", "example": "no",
		} {
			if got := row[at[name]]; got != want {
				t.Errorf("%s is %q, want %q", name, got, want)
			}
		}
	}
}

// TestColumnsStay is there so that programs which read the tables go on to
// work: columns are added at the end, and before those of the edition.
func TestColumnsStay(t *testing.T) {
	var names []string
	for _, c := range columns() {
		names = append(names, c.name)
	}
	const want = "id kind example original languages outdated title_en title_fi title_ro title_nl title_it title_lv summary organisation " +
		"projects date end regions status outcome scope themes topics measures governance lifecycle evidence risk cost staff_fte as_of " +
		"reviewed_on review_due added updated path"
	if got := strings.Join(names, " "); !strings.HasPrefix(got, want) {
		t.Errorf("the columns are\n%s\nwant\n%s", got, want)
	}
	const report = "semester from to indicator label number counted reason id kind title title_language date type people instrument evidence edition_commit edition_date"
	if got := strings.Join(reportHead, " "); !strings.HasPrefix(got, report) {
		t.Errorf("the report's columns are\n%s\nwant\n%s", got, report)
	}
}
