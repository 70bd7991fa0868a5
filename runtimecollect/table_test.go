package runtimecollect

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"plainmetrics/expfmt"
)

// The HELP texts of the Current set say what a family equals; they were
// not written here, so the table is held against them.
func TestTableEqualsItsHelp(t *testing.T) {
	for _, row := range table {
		_, formula, ok := strings.Cut(row.help[Current], " Equals to ")
		if !ok {
			continue
		}
		formula = strings.TrimSuffix(formula, ".")
		if row.name == "go_memstats_sys_bytes" {
			formula += "s" // the text says byte
		}
		want := strings.Split(formula, " + ")
		if diff := cmp.Diff(want, row.metrics); diff != "" {
			t.Errorf("%s (-help +table):\n%s", row.name, diff)
		}
	}
}

func TestTableRows(t *testing.T) {
	before := ""
	for _, row := range table {
		switch {
		case row.name <= before:
			t.Errorf("%s: expected a name above %s", row.name, before)
		case row.help == help{}:
			t.Errorf("%s: expected a HELP text in some Set", row.name)
		case (row.value == nil) == (row.point == nil):
			t.Errorf("%s: expected either a value or a point", row.name)
		case (row.typ == expfmt.TypeSummary) != (row.point != nil):
			t.Errorf("%s: expected a point for a summary alone, type is %v", row.name, row.typ)
		case (row.typ == expfmt.TypeCounter) != strings.HasSuffix(row.name, "_total"):
			t.Errorf("%s: expected _total on a counter alone, type is %v", row.name, row.typ)
		}
		before = row.name
	}
}
