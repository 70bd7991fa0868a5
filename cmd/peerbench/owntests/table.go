package owntests

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A row counts the tests of one package of client_golang.
type row struct {
	all, taken, passed, replaced int

	// Of those that passed with other imports:
	constants int // with the value of an unexported constant in its place
	standIns  int // with a package that stands in for protobuf's
	compiled  int // without running
}

func (r *row) count(test *result) {
	r.all++
	if test.canBeTaken() {
		r.taken++
	}
	if test.replaced.ok {
		r.replaced++
	}
	if !test.ours.ok {
		return
	}
	r.passed++
	if test.constants {
		r.constants++
	}
	if test.standIn {
		r.standIns++
	}
	if !test.ours.ran {
		r.compiled++
	}
}

// table returns the table of the README: how many tests pass, then the tests
// that fail, by reason.
func table(results []*result, failing []reason) string {
	rows, total := make(map[string]*row), &row{}
	for _, r := range results {
		name := strings.TrimSuffix(r.suite, "_x")
		if rows[name] == nil {
			rows[name] = &row{}
		}
		rows[name].count(r)
		total.count(r)
	}
	var b strings.Builder
	b.WriteString("| package | tests and examples | can be taken | imports: pass | fail | replacement: pass | fail |\n|---|---|---|---|---|---|---|\n")
	line := func(name string, r *row) {
		fmt.Fprintf(&b, "| %s | %d | %d | %d | %d | %d | %d |\n", name, r.all, r.taken, r.passed, r.taken-r.passed, r.replaced, r.taken-r.replaced)
	}
	for _, name := range slices.Sorted(maps.Keys(rows)) {
		line("`"+name+"`", rows[name])
	}
	line("all", total)
	fmt.Fprintf(&b, "\nOf the %d that pass with other imports, %d have the value of an unexported constant in its place; %d use a package of protobuf, for which one in `owntests/standin` stands in that takes plain structs; %d are examples without output, which are only compiled.\n", total.passed, total.constants, total.standIns, total.compiled)
	if len(failing) > 0 {
		b.WriteString("\n| why they fail | with | tests |\n|---|---|---|\n")
	}
	for _, f := range failing {
		with := "both"
		if f.importsOnly {
			with = "imports"
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", f.why, with, strings.Join(strings.Fields(f.tests), ", "))
	}
	return b.String()
}

// A reason is why some tests fail, each named by its package and itself. If
// importsOnly is true, they pass with the module that stands in for
// client_golang.
type reason struct {
	why         string
	importsOnly bool
	tests       string
}

// notTaken returns a line for each test that can't be taken: its name, and
// the names that no other package can use.
func notTaken(results []*result) string {
	var b strings.Builder
	for _, r := range results {
		if !r.canBeTaken() {
			fmt.Fprintf(&b, "%s: %s\n", r.name(), strings.Join(r.unexported, " "))
		}
	}
	return b.String()
}
