package projects

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	project = flag.String("project", "", "only the projects whose names match the regular `EXPRESSION`")
	ways    = flag.String("way", "ab", "the `WAYS`: a, with swapped imports; b, with the replacement module; ab, both")
	keep    = flag.String("keep", "", "leave the modules in this `DIRECTORY`, to look at what fails")
	table   = flag.String("table", "", "write the table to this `FILE`")
)

// TestProjects builds and tests every project in the ways, and expects what
// the list says.
func TestProjects(t *testing.T) {
	matches, err := regexp.Compile(*project)
	if err != nil {
		t.Fatal(err)
	}
	rows := []string{
		"| project | tests | (a) builds | tests pass | why not | (b) builds | tests pass | why not |",
		"| --- | ---: | --- | ---: | --- | --- | ---: | --- |",
	}
	for _, p := range all {
		if !matches.MatchString(p.Name) || testing.Short() && !p.Short {
			continue
		}
		t.Run(p.Name, func(t *testing.T) {
			row := compare(t, &p)
			t.Log(row)
			rows = append(rows, row)
		})
	}
	if *table != "" {
		if err := os.WriteFile(*table, []byte(strings.Join(rows, "\n")+"\n"), 0o644); err != nil {
			t.Error(err)
		}
	}
}

// compare runs a project unchanged and in the ways, and returns its row of
// the table.
func compare(t *testing.T, p *Project) string {
	baseline, err := run(directory(t, p, unchanged), p, unchanged, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !baseline.builds {
		t.Fatalf("unchanged, with client_golang: expected that it builds, got %s", baseline.why(nil))
	}
	if baseline.errors != nil {
		t.Logf("some tests do not compile with client_golang: %s", baseline.why(nil))
	}
	row := fmt.Sprintf("| %s | %d |", p.Name, len(baseline.passed))
	for _, w := range []way{swapped, replaced} {
		if !strings.Contains(*ways, string(w)) {
			row += " | | |"
			continue
		}
		row += judge(t, p, w, baseline)
	}
	return row
}

// judge runs a project in one way, and returns its cells of the table.
func judge(t *testing.T, p *Project, w way, baseline *outcome) string {
	o, err := run(directory(t, p, w), p, w, baseline.passed)
	if err != nil {
		t.Errorf("way %s: %v", w, err)
		return " no | 0 | " + strings.ReplaceAll(err.Error(), "\n", " ") + " |"
	}
	missing := o.missing(baseline.passed)
	why, known := "", p.whyNot(w)
	if good := o.builds && len(missing) == 0; !good {
		why = o.why(baseline.passed)
		if known == "" {
			t.Errorf("way %s: %s", w, why)
			show(t, o, missing)
		}
	} else if known != "" {
		t.Errorf("way %s is good: take %q from the list", w, known)
	}
	if known != "" && why != "" {
		why = known
	}
	builds := map[bool]string{true: "yes", false: "no"}[o.builds]
	return fmt.Sprintf(" %s | %d | %s |", builds, len(baseline.passed)-len(missing), why)
}

// show prints the first errors of the compiler, and what the first missing
// tests printed.
func show(t *testing.T, o *outcome, missing []string) {
	for _, err := range o.errors[:min(len(o.errors), 20)] {
		t.Log(err)
	}
	for _, test := range missing[:min(len(missing), 5)] {
		t.Logf("%s:\n%s", test, o.printed[test])
	}
}

// directory returns the directory for a project in one way.
func directory(t *testing.T, p *Project, w way) string {
	if *keep == "" {
		return t.TempDir()
	}
	dir, err := filepath.Abs(filepath.Join(*keep, strings.ReplaceAll(p.Name, "/", "-"), string(w)))
	if err != nil {
		t.Fatal(err)
	}
	return dir
}
