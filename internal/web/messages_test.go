package web

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/export"
	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/search"
)

// families are the messages whose ids are put together by the program.
func families() []string {
	var ids []string
	for _, k := range content.Kinds() {
		for _, end := range []string{".one", ".many", ".intro"} {
			ids = append(ids, "kind."+string(k)+end)
		}
		ids = append(ids, "count."+string(k))
	}
	for _, s := range []library.State{library.Original, library.Current, library.Outdated, library.Missing} {
		ids = append(ids, "state."+string(s))
	}
	for _, g := range search.Groups() {
		if g.Scheme == "" || g.Scheme == "nuts" || g.Scheme == content.ThesaurusScheme {
			ids = append(ids, "facet."+g.Name)
		}
	}
	for _, k := range search.SuggestionKinds() {
		ids = append(ids, "suggest."+string(k))
	}
	for _, s := range []string{"400", "404", "405", "414", "500", "503"} {
		ids = append(ids, "error."+s+".title", "error."+s+".text")
	}
	ids = append(ids, stepNames[:]...)
	for _, k := range exampleKinds {
		ids = append(ids, "chain.example."+string(k))
	}
	for _, name := range gapNames {
		ids = append(ids, "chain.gaps."+name, "chain.gaps."+name+".text")
	}
	for _, name := range []string{"themes", "regions", "partners", "concepts", "status", "compare", "timeline", "dashboard", "exports"} {
		ids = append(ids, "nav."+name)
	}
	for _, name := range []string{export.Practices, export.Events, export.People, export.Instruments} {
		ids = append(ids, "semester."+name, "semester."+name+".rule")
	}
	for _, reason := range []string{export.OtherProject, export.NoDate, export.NoEvidence, export.NotDocumented} {
		ids = append(ids, "semester.left."+reason)
	}
	for _, d := range downloads {
		ids = append(ids, "exports."+d.format)
	}
	for _, format := range formFormats {
		ids = append(ids, "exports."+format)
	}
	ids = slices.AppendSeq(ids, maps.Values(accessFeatures))
	return append(ids, "sort.newest", "sort.title")
}

var (
	inTemplate = regexp.MustCompile(`\.[TN] "([a-z0-9.-]+)"`)
	inProgram  = regexp.MustCompile(`\b[TN]\("([a-z0-9.-]+)"`)
	aFact      = regexp.MustCompile(`b\.(?:fact|known|detail)\("([a-z-]+)"`)
	aCount     = regexp.MustCompile(`b\.count\([^"]+"([a-z.-]+)"`)
	aField     = regexp.MustCompile(`f\.line\("([a-z.-]+)"`)
	aSection   = regexp.MustCompile(`b\.need\([^"]+"([a-z-]+)"`)
)

// usedMessages gathers the ids that templates and program ask for.
func usedMessages(t *testing.T) map[string]string {
	t.Helper()
	used := map[string]string{}
	for _, id := range families() {
		used[id] = "the program"
	}
	rules, err := content.NewRules(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	standard := func(anchor string) bool {
		for _, list := range rules.Sections {
			if slices.ContainsFunc(list, func(s content.SectionRule) bool { return s.Anchor == anchor }) {
				return true
			}
		}
		return false
	}
	for _, file := range files(t, "../../themes/casebook/templates", ".html") {
		for _, m := range inTemplate.FindAllStringSubmatch(read(t, file), -1) {
			used[m[1]] = file
		}
	}
	for _, file := range append(files(t, ".", ".go"), files(t, "../export", ".go")...) {
		text := read(t, file)
		for pattern, prefix := range map[*regexp.Regexp]string{inProgram: "", aFact: "fact.", aCount: "", aField: "form.", aSection: "section."} {
			for _, m := range pattern.FindAllStringSubmatch(text, -1) {
				id := prefix + m[1]
				if strings.HasSuffix(id, ".") || prefix == "section." && standard(m[1]) && m[1] != "questions" && m[1] != "recommendations" {
					continue // put together: see families; or named by the rules
				}
				used[id] = file
			}
		}
	}
	return used
}

func files(t *testing.T, dir, ending string) []string {
	t.Helper()
	var list []string
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ending) && !strings.HasSuffix(path, "_test.go") {
			list = append(list, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func read(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestMessagesAreUsedAndExist(t *testing.T) {
	t.Parallel()
	ids := messageIDs(t)
	used := usedMessages(t)
	for _, id := range slices.Sorted(maps.Keys(used)) {
		if _, found := slices.BinarySearch(ids, id); !found {
			t.Errorf("%s asks for the message %q, which does not exist", used[id], id)
		}
	}
	for _, id := range ids {
		if used[id] == "" {
			t.Errorf("the message %q is not used", id)
		}
	}
}
