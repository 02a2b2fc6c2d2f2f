package content

import (
	"cmp"
	"fmt"
	"slices"
)

// Severity says whether a finding keeps a version from being published.
type Severity string

// An error keeps the version that it stands in from being published; a warning
// does not.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
)

// Diagnostic is one finding about the content, with its place.
type Diagnostic struct {
	// File is the path relative to the content folder, with slashes.
	File string `json:"file"`
	// Line and Column count from 1; a column counts characters, not bytes. Both
	// are 1 where a finding is about the file as a whole.
	Line   int `json:"line"`
	Column int `json:"column"`

	Severity Severity `json:"severity"`
	// Rule is the finding's stable name, such as "nuts" or "unknown-key".
	Rule string `json:"rule"`
	// Message says what is wrong and what would be right.
	Message string `json:"message"`
}

// String is the form for a terminal: file:line:column: rule: message. A
// warning says that it is one.
func (d Diagnostic) String() string {
	if d.Severity == Warning {
		return fmt.Sprintf("%s:%d:%d: warning: %s: %s", d.File, d.Line, d.Column, d.Rule, d.Message)
	}
	return fmt.Sprintf("%s:%d:%d: %s: %s", d.File, d.Line, d.Column, d.Rule, d.Message)
}

// SortDiagnostics orders findings by file and place, so that two runs over the
// same content print the same.
func SortDiagnostics(list []Diagnostic) {
	slices.SortFunc(list, func(a, b Diagnostic) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Message, b.Message))
	})
}

// HasErrors tells whether any of the findings is an error.
func HasErrors(list []Diagnostic) bool {
	return slices.ContainsFunc(list, func(d Diagnostic) bool { return d.Severity == Error })
}

// Position is a place in a file; line and column count from 1.
type Position struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

// findings gathers what is wrong with one file.
type findings struct {
	file string
	list []Diagnostic
}

func (f *findings) add(s Severity, p Position, rule, format string, args ...any) {
	f.list = append(f.list, Diagnostic{
		File: f.file, Line: max(p.Line, 1), Column: max(p.Column, 1),
		Severity: s, Rule: rule, Message: fmt.Sprintf(format, args...),
	})
}

func (f *findings) errorf(p Position, rule, format string, args ...any) {
	f.add(Error, p, rule, format, args...)
}

func (f *findings) warnf(p Position, rule, format string, args ...any) {
	f.add(Warning, p, rule, format, args...)
}
