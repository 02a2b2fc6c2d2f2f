package content

import (
	"encoding/json"
	"testing"
)

func TestRecord(t *testing.T) {
	v, _ := ParseVersion(goodPath, "b10b", []byte(good), testRules(t))
	data, err := Record(v.Facts)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"title":"A register of algorithms","summary":"A public list of what the city's systems do.",` +
		`"nuts":["FI1B1"],"nuts_version":"2024","sources":[{"title":"The register","publisher":"City","kind":"owner"}],` +
		`"owner":"organisations/city","geographical_scope":"local","timescale":{"start":"2020-09","ongoing":true},"outcome":"mixed",` +
		`"evidence":[{"id":"launch","claim":"Five systems were listed.","value":5,"kind":"public-record"}]}`
	if string(data) != want {
		t.Errorf("the record is\n%s\nwant\n%s", data, want)
	}
}

// TestRecordsAreJSON puts what authors may write into every kind.
func TestRecordsAreJSON(t *testing.T) {
	for _, k := range Kinds() {
		f := k.New()
		f.Base().Title, f.Base().Translates = "\"<&>\u2028\x7f", &Translation{Lang: "fi"}
		data, err := Record(f)
		if err != nil {
			t.Fatal(err)
		}
		var back map[string]any
		if err := json.Unmarshal(data, &back); err != nil || back["title"] != f.Base().Title {
			t.Errorf("%s: %v in %s", k, err, data)
		}
	}
}
